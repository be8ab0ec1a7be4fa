/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sidebar. */
#include "ui/shell/dt-sidebar.h"

#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define WIDTH 212
#define ANY_WIDTH 4000

struct _DtSidebar
{
  AdwBin parent_instance;
  AdwClamp *clamp;
  AdwHeaderBar *header;
  GtkLabel *office;
  GtkListBox *list;
  GtkWidget *demo;
  GtkImage *state_icon;
  GtkLabel *state;
  AdwAvatar *avatar;
  GtkLabel *officer;
  GtkLabel *position;

  GtkLabel *counts[DT_N_VIEWS];
  DtService *service;
  gint64 today;    /* how many cases the officer's day holds */
  gboolean silent; /* the program chooses the row */
};

static guint view_chosen_signal;

G_DEFINE_FINAL_TYPE (DtSidebar, dt_sidebar, ADW_TYPE_BIN)

static GtkWidget *
make_row (DtSidebar *self, DtView view, guint place)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *name = gtk_label_new (dt_words_view (view));
  GtkWidget *count = gtk_label_new (NULL);
  g_autofree char *tooltip = g_strdup_printf ("Ctrl+%u", place + 1);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (count, "dt-count");
  gtk_widget_add_css_class (count, "dt-dim");
  gtk_widget_add_css_class (count, "dt-num");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (dt_words_view_icon (view)));
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  if (place < 9)
    gtk_widget_set_tooltip_text (row, tooltip);
  self->counts[view] = GTK_LABEL (count);
  return row;
}

/* From what is to be done to what is done; Ctrl+1 to Ctrl+9, as far as they go. */
static const DtView order[DT_N_VIEWS] = {
  DT_VIEW_TODAY,    DT_VIEW_TO_RECEIVE, DT_VIEW_MINE,      DT_VIEW_IN_PROGRESS,
  DT_VIEW_DUE_SOON, DT_VIEW_OVERDUE,    DT_VIEW_AWAITING,  DT_VIEW_OUTBOX,
  DT_VIEW_ANSWERED, DT_VIEW_ALL,        DT_VIEW_SET_ASIDE,
};

static GtkListBoxRow *
get_row (DtSidebar *self, DtView view)
{
  int i = 0;

  while (order[i] != view)
    i++;
  return gtk_list_box_get_row_at_index (self->list, i);
}

/* No view counts those that are due further than that. */
static char *
write_count (DtView view, gint64 count)
{
  g_autofree char *number = dt_words_number (count);

  if ((view == DT_VIEW_DUE_SOON || view == DT_VIEW_OVERDUE || view == DT_VIEW_AWAITING
       || view == DT_VIEW_OUTBOX)
      && count >= DT_MAX_DUE_COUNT)
    return g_strconcat (number, "+", NULL);
  return g_steal_pointer (&number);
}

/* What is done or holds everything needs no count to be worked through. */
static gboolean
shows_count (DtView view)
{
  return view != DT_VIEW_ALL && view != DT_VIEW_ANSWERED;
}

/* A label that is set is laid out anew, even if it is the same. */
static void
set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

static void
show_counts (DtSidebar *self)
{
  const gint64 *counts = dt_service_get_counts (self->service);

  for (guint i = 0; i < DT_N_VIEWS; i++)
    {
      GtkListBoxRow *row = get_row (self, (DtView) i);
      gint64 count = i == DT_VIEW_TODAY ? self->today : counts[i];
      g_autofree char *number = write_count ((DtView) i, count);
      g_autofree char *label
          = g_strdup_printf (ngettext ("%s, %s case", "%s, %s cases", (gulong) count),
                             dt_words_view ((DtView) i),
                             number);

      set_text (self->counts[i], count > 0 && shows_count ((DtView) i) ? number : "");
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
}

static void
show_officer (DtSidebar *self)
{
  DtOfficer *officer = dt_service_get_officer (self->service);

  adw_avatar_set_text (self->avatar, officer != NULL ? officer->name : "");
  gtk_label_set_text (self->officer, officer != NULL ? officer->name : "");
  gtk_label_set_text (self->position,
                      officer != NULL && officer->title != NULL ? officer->title : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->position),
                               officer != NULL ? officer->title : NULL);
}

static void
on_list_row_selected_cb (GtkListBox *list, GtkListBoxRow *row, DtSidebar *self)
{
  if (row != NULL && !self->silent)
    g_signal_emit (self, view_chosen_signal, 0, order[gtk_list_box_row_get_index (row)]);
}

/* A row that is selected already is only activated: in the narrow window that leads on. */
static void
on_list_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, DtSidebar *self)
{
  g_signal_emit (self, view_chosen_signal, 0, order[gtk_list_box_row_get_index (row)]);
}

static void
dt_sidebar_dispose (GObject *object)
{
  g_clear_object (&DT_SIDEBAR (object)->service);
  G_OBJECT_CLASS (dt_sidebar_parent_class)->dispose (object);
}

static void
dt_sidebar_class_init (DtSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_sidebar_dispose;
  view_chosen_signal = g_signal_new ("view-chosen",
                                     G_TYPE_FROM_CLASS (klass),
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     1,
                                     G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/shell/dt-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, DtSidebar, clamp);
  gtk_widget_class_bind_template_child (widget_class, DtSidebar, header);
  gtk_widget_class_bind_template_child (widget_class, DtSidebar, office);
  gtk_widget_class_bind_template_child (widget_class, DtSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, DtSidebar, demo);
  gtk_widget_class_bind_template_child (widget_class, DtSidebar, state_icon);
  gtk_widget_class_bind_template_child (widget_class, DtSidebar, state);
  gtk_widget_class_bind_template_child (widget_class, DtSidebar, avatar);
  gtk_widget_class_bind_template_child (widget_class, DtSidebar, officer);
  gtk_widget_class_bind_template_child (widget_class, DtSidebar, position);
}

static void
dt_sidebar_init (DtSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->silent = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    gtk_list_box_append (self->list, make_row (self, order[i], i));
  self->silent = FALSE;
  g_signal_connect (self->list, "row-selected", G_CALLBACK (on_list_row_selected_cb), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_list_row_activated_cb), self);
}

/**
 * dt_sidebar_set_service:
 * @self: a sidebar
 * @service: the open workspace
 */
void
dt_sidebar_set_service (DtSidebar *self, DtService *service)
{
  g_return_if_fail (DT_IS_SIDEBAR (self) && DT_IS_SERVICE (service));

  g_autofree char *office = dt_words_office (dt_service_get_unit (service));

  g_set_object (&self->service, service);
  gtk_label_set_text (self->office, office);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->office), office);
  gtk_widget_set_visible (self->demo, dt_service_is_demo (service));
  dt_sidebar_set_record (self, 0, -1);
  dt_sidebar_refresh (self);
}

/**
 * dt_sidebar_set_view:
 * @self: a sidebar
 * @view: the view that is shown
 */
void
dt_sidebar_set_view (DtSidebar *self, DtView view)
{
  g_return_if_fail (DT_IS_SIDEBAR (self) && view < DT_N_VIEWS);

  self->silent = TRUE;
  gtk_list_box_select_row (self->list, get_row (self, view));
  self->silent = FALSE;
}

/**
 * dt_sidebar_refresh:
 * @self: a sidebar with a service
 */
void
dt_sidebar_refresh (DtSidebar *self)
{
  g_return_if_fail (DT_IS_SIDEBAR (self) && self->service != NULL);

  show_counts (self);
  show_officer (self);
}

/**
 * dt_sidebar_set_today:
 * @self: a sidebar
 * @n: how many cases the officer's day holds; shown with the next refresh
 */
void
dt_sidebar_set_today (DtSidebar *self, gint64 n)
{
  g_return_if_fail (DT_IS_SIDEBAR (self));

  self->today = n;
}

/**
 * dt_sidebar_set_record:
 * @self: a sidebar
 * @entries: how many entries the record has
 * @problems: how many a check found; −1: it was not checked yet
 */
void
dt_sidebar_set_record (DtSidebar *self, gint64 entries, int problems)
{
  g_return_if_fail (DT_IS_SIDEBAR (self));

  g_autofree char *number = dt_words_number (entries);
  g_autofree char *text = NULL;

  if (problems < 0)
    text = g_strdup (_ ("Ledger not checked yet"));
  else if (problems == 0)
    text = g_strdup_printf (_ ("Ledger whole · %s entries"), number);
  else
    text = g_strdup (_ ("The ledger is damaged: tell the administrator"));
  gtk_label_set_text (self->state, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state), text);
  gtk_image_set_from_icon_name (self->state_icon,
                                problems > 0 ? "dt-alert-symbolic" : "dt-ledger-symbolic");
  if (problems > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "dt-error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "dt-error");
}

/**
 * dt_sidebar_set_folded:
 * @self: a sidebar
 * @folded: it is alone in the window
 */
void
dt_sidebar_set_folded (DtSidebar *self, gboolean folded)
{
  adw_header_bar_set_show_end_title_buttons (self->header, folded);
  adw_clamp_set_maximum_size (self->clamp, folded ? ANY_WIDTH : WIDTH);
  adw_clamp_set_tightening_threshold (self->clamp, folded ? ANY_WIDTH : WIDTH);
}

/**
 * dt_sidebar_focus:
 * @self: a sidebar
 */
void
dt_sidebar_focus (DtSidebar *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
