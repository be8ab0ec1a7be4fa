/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is at the desk: a tile an officer, then the PIN. By keyboard: arrows or the first letters of
 * a name, Enter, the PIN, Enter. Main thread. */
#include "ui/welcome/dt-sign-in-page.h"

#include "base/dt-text.h"
#include "ui/forms/dt-form.h"
#include "ui/shell/dt-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

/* With more tiles than this a search stands above them. */
#define MANY_OFFICERS 8

struct _DtSignInPage
{
  GtkWidget parent_instance;
  DtService *service;
  GtkStack *stack;
  GtkLabel *office;
  GtkLabel *demo_note;
  GtkSearchEntry *search;
  GtkFlowBox *tiles;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *position;
  GtkEditable *pin;
  GtkLabel *problem;
  GtkWidget *enter;
  GtkWidget *other;
  GtkSpinner *spinner;
  char *officer_id; /* whose PIN is asked */
  char *last_id;    /* who was here before */
  GCancellable *cancellable;
  guint wait;
  gulong changed;
};

enum
{
  SIGNED_IN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtSignInPage, dt_sign_in_page, GTK_TYPE_WIDGET)

/* ---- the PIN ---- */

static void
set_problem (DtSignInPage *self, const char *text)
{
  dt_form_set_problem (GTK_WIDGET (self->pin), self->problem, text);
}

static void
set_enabled (DtSignInPage *self, gboolean enabled)
{
  /* Not insensitive: the focus shall stay where the next try is typed. */
  gtk_editable_set_editable (self->pin, enabled);
  gtk_widget_set_sensitive (self->enter, enabled);
}

/* Counts down while further tries are refused. */
static gboolean
on_wait_cb (gpointer data)
{
  DtSignInPage *self = data;
  gint64 until = dt_service_get_sign_in_wait (self->service, self->officer_id);
  gint64 left = until - dt_clock_now (dt_service_get_clock (self->service));
  gint64 seconds = (left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;

  if (until == 0 || left <= 0)
    {
      self->wait = 0;
      set_problem (self, NULL);
      set_enabled (self, TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->pin));
      return G_SOURCE_REMOVE;
    }

  g_autofree char *text = g_strdup_printf (_ ("Wrong too often. Wait %d:%02d, then try again."),
                                           (int) (seconds / 60),
                                           (int) (seconds % 60));

  set_problem (self, text);
  return G_SOURCE_CONTINUE;
}

static void
start_wait (DtSignInPage *self)
{
  set_enabled (self, FALSE);
  if (self->wait == 0 && on_wait_cb (self) == G_SOURCE_CONTINUE)
    self->wait = g_timeout_add (500, on_wait_cb, self);
}

static DtOfficer *
find_officer (DtSignInPage *self, const char *officer_id)
{
  GPtrArray *officers = dt_service_get_officers (self->service);

  for (guint i = 0; officers != NULL && officer_id != NULL && i < officers->len; i++)
    {
      DtOfficer *officer = g_ptr_array_index (officers, i);

      if (strcmp (officer->id, officer_id) == 0 && officer->active)
        return officer;
    }
  return NULL;
}

static void
prepare (DtSignInPage *self, DtOfficer *officer)
{
  g_autofree char *text = g_strdup_printf (_ ("PIN or password of %s"), officer->name);

  g_clear_handle_id (&self->wait, g_source_remove);
  g_free (self->officer_id);
  self->officer_id = g_strdup (officer->id);
  adw_avatar_set_text (self->avatar, officer->name);
  gtk_label_set_text (self->name, officer->name);
  gtk_label_set_text (self->position, officer->title != NULL ? officer->title : "");
  gtk_editable_set_text (self->pin, "");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->pin), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  set_problem (self, NULL);
  set_enabled (self, TRUE);
}

static void
ask_for_pin (DtSignInPage *self, DtOfficer *officer)
{
  prepare (self, officer);
  gtk_stack_set_visible_child_name (self->stack, "pin");
  gtk_widget_grab_focus (GTK_WIDGET (self->pin));
  if (dt_service_get_sign_in_wait (self->service, self->officer_id) != 0)
    start_wait (self);
}

static void
on_signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtSignInPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = dt_service_sign_in_finish (DT_SERVICE (source), result, &error);

  gtk_spinner_stop (self->spinner);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_enabled (self, TRUE);
  if (done)
    {
      gtk_editable_set_text (self->pin, "");
      g_free (self->last_id);
      self->last_id = g_strdup (self->officer_id);
      g_signal_emit (self, signals[SIGNED_IN], 0);
      return;
    }
  gtk_editable_select_region (self->pin, 0, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->pin));
  if (g_error_matches (error, DT_ERROR, DT_ERROR_BUSY)
      || dt_service_get_sign_in_wait (self->service, self->officer_id) != 0)
    start_wait (self);
  else if (g_error_matches (error, DT_ERROR, DT_ERROR_WRONG_SECRET))
    set_problem (self, _ ("This PIN is not right. Try again."));
  else
    {
      g_autofree char *words = dt_words_error (error);

      set_problem (self, words);
    }
}

static void
sign_in (DtSignInPage *self, const char *pin)
{
  set_enabled (self, FALSE);
  gtk_spinner_start (self->spinner);
  dt_service_sign_in_async (self->service,
                            self->officer_id,
                            pin,
                            self->cancellable,
                            on_signed_in_cb,
                            g_object_ref (self));
}

static void
on_enter_cb (DtSignInPage *self)
{
  const char *pin = gtk_editable_get_text (self->pin);

  if (self->officer_id == NULL || !gtk_widget_get_sensitive (self->enter))
    return;
  if (*pin == '\0')
    {
      set_problem (self, _ ("Type your PIN or password."));
      return;
    }
  sign_in (self, pin);
}

static void
on_pin_changed_cb (DtSignInPage *self)
{
  if (self->wait == 0)
    set_problem (self, NULL);
}

/* ---- the tiles ---- */

static const char *
id_of (GtkFlowBoxChild *child)
{
  return g_object_get_data (G_OBJECT (child), "officer-id");
}

static void
show_tiles (DtSignInPage *self)
{
  GtkFlowBoxChild *child;

  g_clear_handle_id (&self->wait, g_source_remove);
  gtk_editable_set_text (self->pin, "");
  g_clear_pointer (&self->officer_id, g_free);
  gtk_stack_set_visible_child_name (self->stack, "officers");
  for (int i = 0; (child = gtk_flow_box_get_child_at_index (self->tiles, i)) != NULL; i++)
    if (i == 0 || g_strcmp0 (id_of (child), self->last_id) == 0)
      {
        /* Not grab_focus: the arrow keys go on from where the box itself has put the focus. */
        gtk_widget_child_focus (GTK_WIDGET (child), GTK_DIR_TAB_FORWARD);
        if (i > 0)
          break;
      }
}

static void
on_other_cb (DtSignInPage *self)
{
  show_tiles (self);
}

static gboolean
on_pin_key_cb (DtSignInPage *self, guint key, guint code, GdkModifierType state)
{
  if (key != GDK_KEY_Escape || !gtk_widget_get_visible (self->other))
    return GDK_EVENT_PROPAGATE;
  show_tiles (self);
  return GDK_EVENT_STOP;
}

/* Who has set no PIN yet, as in a workspace made by doithoaictl, goes in with a tap. */
static void
ask (DtSignInPage *self, DtOfficer *officer)
{
  if (officer->secured)
    {
      ask_for_pin (self, officer);
      return;
    }
  prepare (self, officer);
  sign_in (self, "");
}

static void
on_tile_activated_cb (DtSignInPage *self, GtkFlowBoxChild *child)
{
  DtOfficer *officer = find_officer (self, id_of (child));

  if (officer != NULL)
    ask (self, officer);
}

static gboolean
is_tile_shown (GtkFlowBoxChild *child, gpointer data)
{
  DtSignInPage *self = data;
  DtOfficer *officer = find_officer (self, id_of (child));
  g_autofree char *typed = dt_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  g_autofree char *name = officer != NULL ? dt_text_fold (officer->name, -1) : g_strdup ("");

  return strstr (name, g_strstrip (typed)) != NULL;
}

static void
on_search_changed_cb (DtSignInPage *self)
{
  gtk_flow_box_invalidate_filter (self->tiles);
}

/* Enter in the search takes the first tile that is left. */
static void
on_search_entered_cb (DtSignInPage *self)
{
  GtkFlowBoxChild *child;

  for (int i = 0; (child = gtk_flow_box_get_child_at_index (self->tiles, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (child)))
      {
        on_tile_activated_cb (self, child);
        return;
      }
}

static GtkWidget *
make_tile (DtOfficer *officer)
{
  GtkWidget *child = gtk_flow_box_child_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *name = gtk_label_new (officer->name);
  GtkWidget *title = gtk_label_new (officer->title != NULL ? officer->title : "");
  g_autofree char *text = officer->title != NULL && *officer->title != '\0'
                              ? g_strdup_printf ("%s, %s", officer->name, officer->title)
                              : g_strdup (officer->name);

  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_justify (GTK_LABEL (name), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 16);
  gtk_widget_add_css_class (name, "heading");
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_justify (GTK_LABEL (title), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 20);
  gtk_label_set_lines (GTK_LABEL (title), 2);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (title, "dt-dim");
  gtk_box_append (GTK_BOX (box), adw_avatar_new (64, officer->name, TRUE));
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), title);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  gtk_widget_add_css_class (child, "dt-officer-tile");
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data_full (G_OBJECT (child), "officer-id", g_strdup (officer->id), g_free);
  return child;
}

static void
fill_tiles (DtSignInPage *self)
{
  GPtrArray *officers = dt_service_get_officers (self->service);
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tiles))) != NULL)
    gtk_flow_box_remove (self->tiles, child);
  for (guint i = 0; officers != NULL && i < officers->len; i++)
    {
      DtOfficer *officer = g_ptr_array_index (officers, i);

      if (!officer->active)
        continue;
      gtk_flow_box_append (self->tiles, make_tile (officer));
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->search), n > MANY_OFFICERS);
  gtk_search_entry_set_key_capture_widget (self->search,
                                           n > MANY_OFFICERS ? GTK_WIDGET (self->tiles) : NULL);
  gtk_widget_set_visible (self->other, n > 1);
}

static void
on_service_changed_cb (DtService *service, DtChanges *changes, DtSignInPage *self)
{
  if (!changes->everything && changes->officers->len == 0)
    return;
  fill_tiles (self);
  if (self->officer_id != NULL && find_officer (self, self->officer_id) == NULL)
    show_tiles (self);
}

/* ---- class ---- */

static void
on_map_cb (DtSignInPage *self)
{
  if (self->service == NULL)
    return;
  if (self->officer_id != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->pin));
  else
    show_tiles (self);
}

static void
dt_sign_in_page_dispose (GObject *object)
{
  DtSignInPage *self = DT_SIGN_IN_PAGE (object);

  g_clear_handle_id (&self->wait, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->service != NULL)
    g_clear_signal_handler (&self->changed, self->service);
  g_clear_object (&self->service);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_SIGN_IN_PAGE);
  G_OBJECT_CLASS (dt_sign_in_page_parent_class)->dispose (object);
}

static void
dt_sign_in_page_finalize (GObject *object)
{
  DtSignInPage *self = DT_SIGN_IN_PAGE (object);

  g_clear_object (&self->cancellable);
  g_free (self->officer_id);
  g_free (self->last_id);
  G_OBJECT_CLASS (dt_sign_in_page_parent_class)->finalize (object);
}

static void
dt_sign_in_page_class_init (DtSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_sign_in_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_sign_in_page_finalize;

  signals[SIGNED_IN] = g_signal_new ("signed-in",
                                     G_TYPE_FROM_CLASS (klass),
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/welcome/dt-sign-in-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, DtSignInPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DtSignInPage, office);
  gtk_widget_class_bind_template_child (widget_class, DtSignInPage, demo_note);
  gtk_widget_class_bind_template_child (widget_class, DtSignInPage, search);
  gtk_widget_class_bind_template_child (widget_class, DtSignInPage, tiles);
  gtk_widget_class_bind_template_child (widget_class, DtSignInPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, DtSignInPage, name);
  gtk_widget_class_bind_template_child (widget_class, DtSignInPage, position);
  gtk_widget_class_bind_template_child (widget_class, DtSignInPage, pin);
  gtk_widget_class_bind_template_child (widget_class, DtSignInPage, problem);
  gtk_widget_class_bind_template_child (widget_class, DtSignInPage, enter);
  gtk_widget_class_bind_template_child (widget_class, DtSignInPage, other);
  gtk_widget_class_bind_template_child (widget_class, DtSignInPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_map_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_tile_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_pin_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_pin_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_enter_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_other_cb);
}

static void
dt_sign_in_page_init (DtSignInPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_flow_box_set_filter_func (self->tiles, is_tile_shown, self, NULL);
}

/**
 * dt_sign_in_page_new:
 * @service: the open workspace
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
dt_sign_in_page_new (DtService *service)
{
  DtSignInPage *self = g_object_new (DT_TYPE_SIGN_IN_PAGE, NULL);

  g_return_val_if_fail (DT_IS_SERVICE (service), GTK_WIDGET (self));

  g_autofree char *office = dt_words_office (dt_service_get_unit (service));

  self->service = g_object_ref (service);
  self->changed = g_signal_connect (service, "changed", G_CALLBACK (on_service_changed_cb), self);
  gtk_label_set_text (self->office, office);
  gtk_widget_set_visible (GTK_WIDGET (self->demo_note), dt_service_is_demo (service));
  fill_tiles (self);
  return GTK_WIDGET (self);
}

/**
 * dt_sign_in_page_ask:
 * @self: the page
 * @officer_id: (nullable): whose PIN to ask for; %NULL to choose first
 */
void
dt_sign_in_page_ask (DtSignInPage *self, const char *officer_id)
{
  DtOfficer *officer;

  g_return_if_fail (DT_IS_SIGN_IN_PAGE (self));

  officer = find_officer (self, officer_id);
  if (officer != NULL && officer->secured)
    ask_for_pin (self, officer);
  else
    show_tiles (self);
}
