/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list pane: a lazy list of cases, what to do when it is empty, and choosing several. */
#include "ui/inbox/dt-list-pane.h"

#include "ui/inbox/dt-list-empty.h"
#include "ui/inbox/dt-list-foot.h"
#include "ui/inbox/dt-list-steps.h"
#include "ui/inbox/dt-row-filler.h"
#include "ui/inbox/dt-row-focus.h"
#include "ui/inbox/dt-row-slot.h"
#include "ui/inbox/dt-search-box.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define WIDTH 346
#define ANY_WIDTH 4000

struct _DtListPane
{
  AdwBin parent_instance;
  AdwClamp *clamp;
  AdwHeaderBar *header;
  GtkWidget *back;
  GtkLabel *title;
  GtkWidget *select;
  DtSearchBox *search;
  GtkLabel *problem;
  GtkStack *stack;
  GtkListView *view;
  DtRowFiller *filler;
  AdwStatusPage *empty;
  GtkButton *empty_first;
  GtkButton *empty_second;
  GtkRevealer *bar;
  GtkLabel *count;
  GtkMenuButton *assign;
  GtkMenuButton *steps;
  GtkLabel *foot;

  DtService *service;
  DtCaseList *list;
  GtkMultiSelection *selection;
  GSimpleActionGroup *actions;
  DtView which;
  DtSort sort;
  gboolean typing;
  gboolean take_first;
  gboolean selecting;
  gboolean focus_wanted; /* once there are rows */
  gint64 current;        /* row id of the case shown, 0: none */
  guint settle_id;
};

enum
{
  SHOW_CASE,
  OPEN_CASE,
  SELECTION_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *const sort_names[] = { "newest", "oldest", "changed" };

G_DEFINE_FINAL_TYPE (DtListPane, dt_list_pane, ADW_TYPE_BIN)

static gint64
get_now (DtListPane *self)
{
  return dt_clock_now (dt_service_get_clock (self->service));
}

static void
update_state (DtListPane *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;

  if (any)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (!dt_case_list_get_loading (self->list))
    {
      dt_list_empty_show (self->empty,
                          self->empty_first,
                          self->empty_second,
                          self->which,
                          *dt_search_box_get_text (self->search) != '\0');
      gtk_stack_set_visible_child_name (self->stack, "empty");
    }
  dt_list_foot_show (self->foot, self->list, self->sort);
}

static void
run_query (DtListPane *self)
{
  DtOfficer *officer = dt_service_get_officer (self->service);
  g_autoptr (DtQuery) query = dt_query_new (self->which,
                                            self->sort,
                                            officer != NULL ? officer->id : NULL,
                                            dt_search_box_get_text (self->search),
                                            self->typing);
  gboolean trouble = query->problem != NULL && !self->typing;

  if (trouble)
    {
      g_autofree char *text = g_strdup_printf (
          _ ("“%s” is not understood and is searched as words."), query->problem);

      gtk_label_set_text (self->problem, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->problem), trouble);
  dt_case_list_set_query (self->list, query);
}

/* ---- choosing ---- */

static void
update_bar (DtListPane *self)
{
  g_autoptr (GtkBitset) chosen
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  guint64 n = gtk_bitset_get_size (chosen);
  g_autofree char *number = dt_words_number ((gint64) n);
  g_autofree char *text = g_strdup_printf (ngettext ("%s chosen", "%s chosen", n), number);

  gtk_label_set_text (self->count, text);
  gtk_revealer_set_reveal_child (self->bar, self->selecting || n > 1);
}

static void
set_selecting (DtListPane *self, gboolean selecting)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "select");

  if (self->selecting == selecting)
    return;
  self->selecting = selecting;
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (selecting));
  if (!selecting)
    {
      guint position
          = self->current != 0 ? dt_case_list_find_row (self->list, self->current) : G_MAXUINT;

      if (position != G_MAXUINT)
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
      else
        gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *slot = gtk_widget_get_first_child (child);

      if (DT_IS_ROW_SLOT (slot))
        dt_row_slot_set_selecting (DT_ROW_SLOT (slot),
                                   selecting,
                                   (gtk_widget_get_state_flags (child) & GTK_STATE_FLAG_SELECTED)
                                       != 0);
    }
  update_bar (self);
}

static DtCaseItem *
dup_item (DtListPane *self, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->list), position);
}

static void
on_selection_changed_cb (GtkSelectionModel *model, guint position, guint n, DtListPane *self)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (model);

  if (!self->selecting && gtk_bitset_get_size (chosen) == 1)
    {
      g_autoptr (DtCaseItem) item = dup_item (self, gtk_bitset_get_minimum (chosen));
      DtCase *a_case = dt_case_item_get_case (item);

      self->current = dt_case_item_get_row (item);
      if (a_case != NULL)
        g_signal_emit (self, signals[SHOW_CASE], 0, a_case);
    }
  update_bar (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/* The case shown may have gone to another place of the list or have come with its page just now. */
static gboolean
on_settle_cb (gpointer data)
{
  DtListPane *self = data;
  g_autoptr (GtkBitset) chosen
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  self->settle_id = 0;
  if (!self->selecting && self->current != 0 && gtk_bitset_is_empty (chosen))
    {
      guint position = dt_case_list_find_row (self->list, self->current);

      if (position != G_MAXUINT)
        gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
    }
  if (self->take_first && !self->selecting && !dt_case_list_get_loading (self->list))
    dt_list_steps_take_first (GTK_SELECTION_MODEL (self->selection)); /* it may be no row here */
  update_state (self);
  update_bar (self);
  if (self->focus_wanted && !dt_case_list_get_loading (self->list))
    {
      self->focus_wanted = FALSE;
      dt_list_pane_focus_list (self);
    }
  return G_SOURCE_REMOVE;
}

static void
settle_soon (DtListPane *self)
{
  if (self->settle_id == 0)
    self->settle_id = g_idle_add (on_settle_cb, self);
}

/* ---- rows ---- */

static void
show_item (GtkListItem *list_item, gpointer data)
{
  DtListPane *self = data;
  DtRowSlot *slot = DT_ROW_SLOT (gtk_list_item_get_child (list_item));
  DtCaseItem *item = gtk_list_item_get_item (list_item);
  DtCase *a_case = item != NULL ? dt_case_item_get_case (item) : NULL;

  dt_row_slot_set_case (slot, a_case, dt_service_get_calendar (self->service), get_now (self));
  dt_row_slot_set_selecting (slot, self->selecting, gtk_list_item_get_selected (list_item));
}

static void
on_item_case_cb (DtCaseItem *item, GParamSpec *pspec, GtkListItem *list_item)
{
  DtListPane *self = g_object_get_data (G_OBJECT (list_item), "pane");

  dt_row_filler_add (self->filler, list_item);
  if (gtk_list_item_get_selected (list_item) && !self->selecting
      && dt_case_item_get_row (item) == self->current && dt_case_item_get_case (item) != NULL)
    g_signal_emit (self, signals[SHOW_CASE], 0, dt_case_item_get_case (item));
}

static void
on_item_selected_cb (GtkListItem *list_item, GParamSpec *pspec, DtListPane *self)
{
  dt_row_slot_set_selecting (DT_ROW_SLOT (gtk_list_item_get_child (list_item)),
                             self->selecting,
                             gtk_list_item_get_selected (list_item));
}

static void
on_row_pressed_cb (
    GtkGestureClick *gesture, int n_press, double x, double y, GtkListItem *list_item)
{
  DtListPane *self = g_object_get_data (G_OBJECT (list_item), "pane");

  if (!self->selecting)
    return;
  /* While several are being chosen, a plain click adds or takes away. */
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  dt_row_focus_toggle (self->view, gtk_list_item_get_position (list_item));
}

static void
on_row_released_cb (
    GtkGestureClick *gesture, int n_press, double x, double y, GtkListItem *list_item)
{
  DtListPane *self = g_object_get_data (G_OBJECT (list_item), "pane");
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (!self->selecting && !(state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)))
    g_signal_emit (self, signals[OPEN_CASE], 0);
}

static void
on_factory_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, DtListPane *self)
{
  GtkWidget *row = dt_row_slot_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_object_set_data (G_OBJECT (list_item), "pane", self);
  dt_row_focus_mark (row, list_item);
  gtk_list_item_set_child (list_item, row);
  g_signal_connect (list_item, "notify::selected", G_CALLBACK (on_item_selected_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (on_row_pressed_cb), list_item);
  g_signal_connect (click, "released", G_CALLBACK (on_row_released_cb), list_item);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
}

static void
on_factory_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, DtListPane *self)
{
  DtCaseItem *item = gtk_list_item_get_item (list_item);

  g_signal_connect_object (item, "notify::case", G_CALLBACK (on_item_case_cb), list_item, 0);
  dt_row_filler_add (self->filler, list_item);
}

static void
on_factory_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, DtListPane *self)
{
  DtCaseItem *item = gtk_list_item_get_item (list_item);

  if (self->filler != NULL)
    dt_row_filler_remove (self->filler, list_item);
  if (item != NULL)
    g_signal_handlers_disconnect_by_func (item, on_item_case_cb, list_item);
}

/* ---- callbacks ---- */

static void
on_view_activate_cb (GtkListView *view, guint position, DtListPane *self)
{
  if (!self->selecting)
    g_signal_emit (self, signals[OPEN_CASE], 0);
}

static void
on_search_cb (DtSearchBox *search, const char *text, gboolean typing, DtListPane *self)
{
  self->typing = typing;
  if (self->service != NULL)
    run_query (self);
}

static void
on_clear_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dt_list_pane_search (data, "");
}

static void
on_sort_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  DtListPane *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (sort_names); i++)
    if (g_str_equal (sort_names[i], g_variant_get_string (value, NULL)))
      dt_list_pane_set_sort (self, (DtSort) i);
}

static void
on_select_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  set_selecting (data, g_variant_get_boolean (value));
}

/* Escape gives up what was chosen, down to the case shown. */
static gboolean
on_escape_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  DtListPane *self = DT_LIST_PANE (widget);

  if (!gtk_revealer_get_reveal_child (self->bar))
    return FALSE;
  self->selecting = TRUE;
  set_selecting (self, FALSE);
  return TRUE;
}

/* ---- vfuncs ---- */

static void
dt_list_pane_dispose (GObject *object)
{
  DtListPane *self = DT_LIST_PANE (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  g_clear_pointer (&self->filler, dt_row_filler_free);
  self->view = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->service);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (dt_list_pane_parent_class)->dispose (object);
}

static void
make_signals (GType type)
{
  signals[SHOW_CASE] = g_signal_new (
      "show-case", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DT_TYPE_CASE);
  signals[OPEN_CASE]
      = g_signal_new ("open-case", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SELECTION_CHANGED] = g_signal_new (
      "selection-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dt_list_pane_class_init (DtListPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_list_pane_dispose;
  make_signals (G_TYPE_FROM_CLASS (klass));
  g_type_ensure (DT_TYPE_SEARCH_BOX);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/inbox/dt-list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, DtListPane, clamp);
  gtk_widget_class_bind_template_child (widget_class, DtListPane, header);
  gtk_widget_class_bind_template_child (widget_class, DtListPane, back);
  gtk_widget_class_bind_template_child (widget_class, DtListPane, title);
  gtk_widget_class_bind_template_child (widget_class, DtListPane, select);
  gtk_widget_class_bind_template_child (widget_class, DtListPane, search);
  gtk_widget_class_bind_template_child (widget_class, DtListPane, problem);
  gtk_widget_class_bind_template_child (widget_class, DtListPane, stack);
  gtk_widget_class_bind_template_child (widget_class, DtListPane, view);
  gtk_widget_class_bind_template_child (widget_class, DtListPane, empty);
  gtk_widget_class_bind_template_child (widget_class, DtListPane, empty_first);
  gtk_widget_class_bind_template_child (widget_class, DtListPane, empty_second);
  gtk_widget_class_bind_template_child (widget_class, DtListPane, bar);
  gtk_widget_class_bind_template_child (widget_class, DtListPane, count);
  gtk_widget_class_bind_template_child (widget_class, DtListPane, assign);
  gtk_widget_class_bind_template_child (widget_class, DtListPane, steps);
  gtk_widget_class_bind_template_child (widget_class, DtListPane, foot);
}

static void
dt_list_pane_init (DtListPane *self)
{
  static const GActionEntry entries[] = {
    { .name = "clear", .activate = on_clear_cb },
    { .name = "sort", .parameter_type = "s", .state = "'newest'", .change_state = on_sort_cb },
    { .name = "select", .state = "false", .change_state = on_select_cb },
  };
  GtkListItemFactory *factory;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->which = DT_VIEW_TO_RECEIVE;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (
      G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "list", G_ACTION_GROUP (self->actions));

  self->filler = dt_row_filler_new (self->view, show_item, self);
  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (on_factory_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_factory_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_factory_unbind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);

  g_signal_connect (self->view, "activate", G_CALLBACK (on_view_activate_cb), self);
  g_signal_connect (self->search, "search", G_CALLBACK (on_search_cb), self);
  g_signal_connect_swapped (self->search, "leave", G_CALLBACK (dt_list_pane_focus_list), self);
}

/* ---- public ---- */

/**
 * dt_list_pane_set_service:
 * @self: a list pane
 * @service: the open workspace
 *
 * Makes the list. Nothing is loaded until dt_list_pane_set_view().
 */
void
dt_list_pane_set_service (DtListPane *self, DtService *service)
{
  g_return_if_fail (DT_IS_LIST_PANE (self) && DT_IS_SERVICE (service) && self->service == NULL);

  self->service = g_object_ref (service);
  dt_search_box_set_service (self->search, service);
  self->list = dt_case_list_new (service);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  g_signal_connect (
      self->selection, "selection-changed", G_CALLBACK (on_selection_changed_cb), self);
  g_signal_connect_data (self->selection,
                         "items-changed",
                         G_CALLBACK (settle_soon),
                         self,
                         NULL,
                         G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->list, "notify::loading", G_CALLBACK (settle_soon), self);
  g_signal_connect_swapped (self->list, "notify::total", G_CALLBACK (settle_soon), self);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * dt_list_pane_set_view:
 * @self: a list pane with a service
 * @view: which cases; not %DT_VIEW_SET_ASIDE or %DT_VIEW_TODAY, which have pages of their own
 *
 * Shows a view; what is searched for stays.
 */
void
dt_list_pane_set_view (DtListPane *self, DtView view)
{
  g_return_if_fail (DT_IS_LIST_PANE (self) && self->service != NULL);
  g_return_if_fail (view < DT_N_VIEWS && view != DT_VIEW_SET_ASIDE && view != DT_VIEW_TODAY);

  set_selecting (self, FALSE);
  self->which = view;
  self->typing = FALSE;
  gtk_label_set_text (self->title, dt_words_view (view));
  run_query (self);
}

/**
 * dt_list_pane_get_view:
 * @self: a list pane
 *
 * Returns: the view it shows
 */
DtView
dt_list_pane_get_view (DtListPane *self)
{
  return self->which;
}

/**
 * dt_list_pane_set_sort:
 * @self: a list pane
 * @sort: the order
 */
void
dt_list_pane_set_sort (DtListPane *self, DtSort sort)
{
  g_return_if_fail (DT_IS_LIST_PANE (self) && sort < G_N_ELEMENTS (sort_names));

  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "sort");

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (sort_names[sort]));
  self->sort = sort;
  if (self->list != NULL && dt_case_list_get_query (self->list) != NULL)
    run_query (self);
}

/**
 * dt_list_pane_search:
 * @self: a list pane
 * @text: a search, "" for none
 */
void
dt_list_pane_search (DtListPane *self, const char *text)
{
  g_return_if_fail (DT_IS_LIST_PANE (self) && text != NULL);

  dt_search_box_set_text (self->search, text);
  self->typing = FALSE;
  if (self->service != NULL)
    run_query (self);
}

/**
 * dt_list_pane_focus_search:
 * @self: a list pane
 */
void
dt_list_pane_focus_search (DtListPane *self)
{
  dt_search_box_focus (self->search);
}

/**
 * dt_list_pane_focus_list:
 * @self: a list pane
 */
void
dt_list_pane_focus_list (DtListPane *self)
{
  gboolean loading = self->list != NULL && dt_case_list_get_loading (self->list);

  /* What has the focus now may be gone when the rows are there. */
  self->focus_wanted = loading;
  if (loading && g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    return;
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "list") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

/**
 * dt_list_pane_step:
 * @self: a list pane
 * @step: 1 for the next case, −1 for the one before
 *
 * Chooses it; while several are being chosen, only the focus moves.
 */
void
dt_list_pane_step (DtListPane *self, int step)
{
  g_return_if_fail (DT_IS_LIST_PANE (self));

  guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  guint position = self->selecting ? dt_row_focus_get (self->view) : G_MAXUINT;

  if (n == 0)
    return;
  if (position == G_MAXUINT && self->current != 0)
    position = dt_case_list_find_row (self->list, self->current);
  dt_list_steps_go (self->view, n, position, step, !self->selecting);
}

/**
 * dt_list_pane_step_off:
 * @self: a list pane
 *
 * Chooses the next case, or the one before if this is the last.
 *
 * Returns: whether there is another one
 */
gboolean
dt_list_pane_step_off (DtListPane *self)
{
  guint n = dt_list_pane_get_n_rows (self);
  guint position;

  if (n < 2 || self->current == 0)
    return FALSE;
  position = dt_case_list_find_row (self->list, self->current);
  dt_list_pane_step (self, position != G_MAXUINT && position + 1 == n ? -1 : 1);
  return TRUE;
}

/**
 * dt_list_pane_set_take_first:
 * @self: a list pane
 * @take_first: choose the first case where none of the list is chosen
 */
void
dt_list_pane_set_take_first (DtListPane *self, gboolean take_first)
{
  g_return_if_fail (DT_IS_LIST_PANE (self));

  self->take_first = take_first;
}

/**
 * dt_list_pane_toggle_selected:
 * @self: a list pane
 *
 * Begins choosing several, with the row that has the focus or else the case shown. After that it
 * takes the row with the focus in or out; with the last one, or with no such row, it ends.
 */
void
dt_list_pane_toggle_selected (DtListPane *self)
{
  g_return_if_fail (DT_IS_LIST_PANE (self));

  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  guint position = dt_row_focus_get (self->view);
  gboolean begins = !self->selecting;
  g_autoptr (GtkBitset) chosen = NULL;

  set_selecting (self, begins || position != GTK_INVALID_LIST_POSITION);
  /* The case shown is chosen already. */
  if (position != GTK_INVALID_LIST_POSITION
      && !(begins && gtk_selection_model_is_selected (model, position)))
    dt_row_focus_toggle (self->view, position);
  chosen = gtk_selection_model_get_selection (model);
  if (!begins && gtk_bitset_is_empty (chosen))
    set_selecting (self, FALSE);
}

/**
 * dt_list_pane_is_selecting:
 * @self: a list pane
 *
 * Returns: whether several cases are being chosen
 */
gboolean
dt_list_pane_is_selecting (DtListPane *self)
{
  return self->selecting;
}

/**
 * dt_list_pane_stop_selecting:
 * @self: a list pane
 */
void
dt_list_pane_stop_selecting (DtListPane *self)
{
  set_selecting (self, FALSE);
}

/**
 * dt_list_pane_dup_selection:
 * @self: a list pane
 *
 * Returns: (transfer full) (element-type DtCase): the chosen cases whose rows are loaded
 */
GPtrArray *
dt_list_pane_dup_selection (DtListPane *self)
{
  return dt_list_steps_dup_chosen ((GtkSelectionModel *) self->selection);
}

/**
 * dt_list_pane_choose:
 * @self: a list pane with a service
 * @row: of the case that is shown, 0: of none
 *
 * Chooses it as soon as the list is there, unless several are being chosen.
 */
void
dt_list_pane_choose (DtListPane *self, gint64 row)
{
  g_return_if_fail (DT_IS_LIST_PANE (self) && self->service != NULL);

  if (self->current == row || self->selecting)
    return;
  self->current = row;
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  settle_soon (self);
}

/**
 * dt_list_pane_refresh_time:
 * @self: a list pane with a service
 *
 * Rows that are seen say at once how late it is, the others within some frames.
 */
void
dt_list_pane_refresh_time (DtListPane *self)
{
  g_return_if_fail (DT_IS_LIST_PANE (self) && self->list != NULL);

  dt_row_filler_refresh (self->filler);
  dt_case_list_pass_time (self->list);
}

/**
 * dt_list_pane_is_loading:
 * @self: a list pane
 *
 * Returns: whether the list is still being read
 */
gboolean
dt_list_pane_is_loading (DtListPane *self)
{
  return self->list == NULL || dt_case_list_get_loading (self->list) || self->settle_id != 0;
}

/**
 * dt_list_pane_get_n_rows:
 * @self: a list pane
 *
 * Returns: how many rows the list has
 */
guint
dt_list_pane_get_n_rows (DtListPane *self)
{
  return self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
}

/**
 * dt_list_pane_set_folded:
 * @self: a list pane
 * @with_sidebar: the sidebar is not beside it
 * @with_case: the case is not beside it
 */
void
dt_list_pane_set_folded (DtListPane *self, gboolean with_sidebar, gboolean with_case)
{
  gtk_widget_set_visible (self->back, with_sidebar);
  adw_header_bar_set_show_end_title_buttons (self->header, with_case);
  adw_clamp_set_maximum_size (self->clamp, with_case ? ANY_WIDTH : WIDTH);
  adw_clamp_set_tightening_threshold (self->clamp, with_case ? ANY_WIDTH : WIDTH);
  adw_header_bar_set_show_start_title_buttons (self->header, with_sidebar);
}

/**
 * dt_list_pane_set_popovers:
 * @self: a list pane
 * @assign: (transfer floating): a popover that chooses an officer
 * @steps: the steps that can be taken with all the chosen cases
 */
void
dt_list_pane_set_popovers (DtListPane *self, GtkWidget *assign, GMenuModel *steps)
{
  gtk_menu_button_set_popover (self->assign, assign);
  gtk_menu_button_set_menu_model (self->steps, steps);
}

/**
 * dt_list_pane_ask_officer:
 * @self: a list pane
 */
void
dt_list_pane_ask_officer (DtListPane *self)
{
  gtk_menu_button_popup (self->assign);
}
