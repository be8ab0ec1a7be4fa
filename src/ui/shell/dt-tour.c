/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks through every page and leaves a picture of each. */
#include "ui/shell/dt-tour.h"

/* A page is looked at this often, and must have been at rest for some looks before it is taken. */
#define LOOK_MS 40
#define LOOKS_AT_REST 8
#define MAX_LOOKS 500

/* With no window manager GTK draws a frame, and a pointer that nobody moves may rest on a scroll
 * bar: nobody sees them otherwise. */
#define CAMERA_CSS                                                                                 \
  "window.solid-csd, window.solid-csd:backdrop { padding: 0; border: none; box-shadow: none; }"    \
  "scrollbar.overlay-indicator { opacity: 0; }"

typedef struct
{
  const char *suffix;
  int width;
  int height;
  gboolean dark;
  gboolean contrast; /* only when the desktop asks for high contrast, and then no other */
  double text_scale;
} Variant;

static const Variant variants[] = {
  { "", 1280, 800, FALSE, FALSE, 1 },
  { "-480", 480, 800, FALSE, FALSE, 1 },
  { "-dark", 1280, 800, TRUE, FALSE, 1 },
  { "-contrast", 1280, 800, FALSE, TRUE, 1.5 },
};

struct _DtTour
{
  GObject parent_instance;
  DtWindow *window;
  GtkWidget *pointed; /* what the picture is of, or NULL */
  gpointer fitted;    /* never followed: a window to compare with */
  int fitted_width;   /* that it had when it was asked to become narrower */
  char *folder;
  char *officer_id;
  guint page;
  guint variant;
  guint looks;
  guint at_rest;
  guint holds;
  guint look_id;
  int dpi;
  gboolean failed;
};

static guint done_signal;

G_DEFINE_FINAL_TYPE (DtTour, dt_tour, G_TYPE_OBJECT)

static void show_page (DtTour *self);

/* The dialog that the page opened, or the window itself. */
static GtkWindow *
find_shown (DtTour *self)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (l->data != (gpointer) self->window && gtk_widget_get_mapped (l->data))
      return l->data;
  return GTK_WINDOW (self->window);
}

static void
close_others (DtTour *self)
{
  GtkWindow *shown;

  while ((shown = find_shown (self)) != GTK_WINDOW (self->window))
    gtk_window_destroy (shown);
}

static gboolean
take_picture (DtTour *self, const char *path)
{
  GtkWidget *widget = self->pointed != NULL && gtk_widget_get_mapped (self->pointed)
                          ? self->pointed
                          : GTK_WIDGET (find_shown (self));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable,
                          GDK_SNAPSHOT (snapshot),
                          gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    return FALSE;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node, NULL);
  return gdk_texture_save_to_png (texture, path);
}

/* The variant from @variant on that the desktop's contrast calls for. */
static guint
next_variant (guint variant)
{
  gboolean contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());

  while (variant < G_N_ELEMENTS (variants) && variants[variant].contrast != contrast)
    variant++;
  return variant;
}

static void
finish (DtTour *self)
{
  g_signal_emit (self, done_signal, 0, !self->failed);
}

static void
go_on (DtTour *self)
{
  guint n;

  dt_tour_pages_get (&n);
  close_others (self);
  if (self->pointed != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->pointed));
  dt_tour_point_at (self, NULL);
  self->page++;
  if (self->page == n)
    {
      self->page = 0;
      self->variant = next_variant (self->variant + 1);
    }
  if (self->variant == G_N_ELEMENTS (variants))
    finish (self);
  else
    show_page (self);
}

/* Each width lets the panes become as narrow as the next one needs; a dialog gets no wider, and is
 * asked until it does not become narrower any more. */
static gboolean
fit (DtTour *self)
{
  const Variant *variant = &variants[self->variant];
  GtkWindow *shown = find_shown (self);
  int width = gtk_widget_get_width (GTK_WIDGET (shown));

  if ((shown != self->fitted || width != self->fitted_width) && width > variant->width
      && shown != GTK_WINDOW (self->window))
    {
      self->fitted = shown;
      self->fitted_width = width;
      gtk_window_set_default_size (
          shown, variant->width, gtk_widget_get_height (GTK_WIDGET (shown)));
      return FALSE;
    }
  if (gtk_widget_get_width (GTK_WIDGET (self->window)) == variant->width)
    return TRUE;
  gtk_window_set_default_size (GTK_WINDOW (self->window), variant->width, variant->height);
  return FALSE;
}

static gboolean
on_look_cb (gpointer data)
{
  DtTour *self = data;
  guint n;
  const DtTourPage *page = &dt_tour_pages_get (&n)[self->page];
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;

  self->looks++;
  if (fit (self) && dt_window_is_settled (self->window) && self->holds == 0
      && dt_tour_is_drawn (GTK_WIDGET (find_shown (self))))
    self->at_rest++;
  else
    self->at_rest = 0;
  file = g_strconcat (page->name, variants[self->variant].suffix, ".png", NULL);
  path = g_build_filename (self->folder, file, NULL);
  /* A window that has not been drawn yet has no picture: it is looked at again. */
  if (self->at_rest < LOOKS_AT_REST || !take_picture (self, path))
    {
      if (self->looks < MAX_LOOKS)
        return G_SOURCE_CONTINUE;
      g_printerr ("doi-thoai: no picture of %s\n", page->name);
      self->failed = TRUE;
    }
  self->look_id = 0;
  go_on (self);
  return G_SOURCE_REMOVE;
}

/* A page may have locked the window, or have been another officer's. */
static gboolean
is_officer (DtTour *self, DtService *service)
{
  DtOfficer *officer = dt_service_get_officer (service);

  return self->officer_id == NULL
         || (officer != NULL && g_strcmp0 (officer->id, self->officer_id) == 0);
}

static void
show_page (DtTour *self)
{
  const Variant *variant = &variants[self->variant];
  DtService *service = dt_window_get_service (self->window);
  guint n;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      variant->dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                    : ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_object_set (
      gtk_settings_get_default (), "gtk-xft-dpi", (int) (self->dpi * variant->text_scale), NULL);
  gtk_window_set_default_size (GTK_WINDOW (self->window), variant->width, variant->height);
  if (!is_officer (self, service) && dt_service_act_as (service, self->officer_id, NULL))
    dt_window_unlock (self->window);
  self->fitted = NULL;
  self->looks = 0;
  self->at_rest = 0;
  self->holds = 0;
  dt_tour_pages_get (&n)[self->page].show (self);
  self->look_id = g_timeout_add (LOOK_MS, on_look_cb, self);
}

static void
dt_tour_dispose (GObject *object)
{
  DtTour *self = DT_TOUR (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->pointed);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->officer_id, g_free);
  G_OBJECT_CLASS (dt_tour_parent_class)->dispose (object);
}

static void
dt_tour_class_init (DtTourClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dt_tour_dispose;
  done_signal = g_signal_new ("done",
                              G_TYPE_FROM_CLASS (klass),
                              G_SIGNAL_RUN_LAST,
                              0,
                              NULL,
                              NULL,
                              NULL,
                              G_TYPE_NONE,
                              1,
                              G_TYPE_BOOLEAN);
}

static void
dt_tour_init (DtTour *self)
{
}

/**
 * dt_tour_new:
 * @window: the main window, with a demo workspace
 * @folder: where the pictures go
 *
 * Returns: (transfer full): a tour that has not begun
 */
DtTour *
dt_tour_new (DtWindow *window, const char *folder)
{
  DtTour *self = g_object_new (DT_TYPE_TOUR, NULL);

  g_set_weak_pointer (&self->window, window);
  self->folder = g_strdup (folder);
  return self;
}

/**
 * dt_tour_start:
 * @self: a tour
 */
void
dt_tour_start (DtTour *self)
{
  g_return_if_fail (DT_IS_TOUR (self));

  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();

  if (!dt_service_is_demo (dt_window_get_service (self->window)))
    {
      /* Pictures of citizens' data would lie about unencrypted. */
      g_printerr ("doi-thoai: pictures are taken of a demo workspace only\n");
      self->failed = TRUE;
      finish (self);
      return;
    }
  if (dt_service_get_officer (dt_window_get_service (self->window)) != NULL)
    self->officer_id = g_strdup (dt_service_get_officer (dt_window_get_service (self->window))->id);
  g_mkdir_with_parents (self->folder, 0755);
  gtk_css_provider_load_from_data (css, CAMERA_CSS, -1);
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (GTK_WIDGET (self->window)),
                                              GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_set (gtk_settings_get_default (),
                "gtk-enable-animations",
                FALSE,
                "gtk-decoration-layout",
                ":close",
                "gtk-font-name",
                "Cantarell 11",
                NULL);
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &self->dpi, NULL);
  self->variant = next_variant (0);
  show_page (self);
}

/**
 * dt_tour_get_window:
 * @self: a tour
 *
 * Returns: (transfer none): the main window
 */
DtWindow *
dt_tour_get_window (DtTour *self)
{
  return self->window;
}

/**
 * dt_tour_get_folder:
 * @self: a tour
 *
 * Returns: where the pictures go
 */
const char *
dt_tour_get_folder (DtTour *self)
{
  return self->folder;
}

/**
 * dt_tour_is_narrow:
 * @self: a tour
 *
 * Returns: whether the window is as narrow as a phone
 */
gboolean
dt_tour_is_narrow (DtTour *self)
{
  return variants[self->variant].width < 720;
}

/**
 * dt_tour_hold:
 * @self: a tour
 *
 * The page is not ready before dt_tour_release().
 */
void
dt_tour_hold (DtTour *self)
{
  self->holds++;
}

/**
 * dt_tour_release:
 * @self: a tour
 */
void
dt_tour_release (DtTour *self)
{
  if (self->holds > 0)
    self->holds--;
}

/**
 * dt_tour_point_at:
 * @self: a tour
 * @widget: (nullable): a popover that is open
 *
 * A popover has a surface of its own, which is in no picture of its window.
 */
void
dt_tour_point_at (DtTour *self, GtkWidget *widget)
{
  g_return_if_fail (DT_IS_TOUR (self) && (widget == NULL || GTK_IS_POPOVER (widget)));

  g_set_weak_pointer (&self->pointed, widget);
}

/**
 * dt_tour_act_as:
 * @self: the tour
 * @role: a role
 * @without: that they must not have
 *
 * Signs somebody in. Before the next page it is the tour's own officer again.
 *
 * Returns: whether there is one
 */
gboolean
dt_tour_act_as (DtTour *self, DtRoles role, DtRoles without)
{
  g_return_val_if_fail (DT_IS_TOUR (self), FALSE);

  DtService *service = dt_window_get_service (self->window);
  GPtrArray *officers = dt_service_get_officers (service);

  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = officers->pdata[i];

      if (officer->active && (officer->roles & role) != 0 && (officer->roles & without) == 0
          && dt_service_act_as (service, officer->id, NULL))
        return TRUE;
    }
  g_printerr ("doi-thoai: no officer for the tour has that role\n");
  return FALSE;
}

/**
 * dt_tour_find:
 * @root: (nullable): where to look
 * @type: of a widget
 *
 * Returns: (transfer none) (nullable): the first one below @root that is shown
 */
GtkWidget *
dt_tour_find (GtkWidget *root, GType type)
{
  if (root == NULL || (G_OBJECT_TYPE (root) == type && gtk_widget_get_mapped (root)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = dt_tour_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}
