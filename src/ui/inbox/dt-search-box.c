/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search entry with suggestions below it. */
#include "ui/inbox/dt-search-box.h"

#include "base/dt-text.h"
#include "model/dt-query.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_SUGGESTIONS 8

struct _DtSearchBox
{
  GtkWidget parent_instance;
  GtkWidget *entry;
  GtkWidget *key;
  GtkWidget *popover;
  GtkListBox *list;
  DtService *service;
  GCancellable *cancellable;
  char *known; /* what was said last: the entry emits late, and sometimes twice */
};

enum
{
  SEARCH,
  LEAVE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtSearchBox, dt_search_box, GTK_TYPE_WIDGET)

static gpointer
read_suggestions (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_suggest (reader, data, MAX_SUGGESTIONS, error);
}

static const char *
find_last_word (const char *text)
{
  const char *space = strrchr (text, ' ');

  return space != NULL ? space + 1 : text;
}

static void
add_suggestion (DtSearchBox *self, const char *word, const char *hint)
{
  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      if (row == NULL)
        {
          if (i >= MAX_SUGGESTIONS)
            return;
          break;
        }
      if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "word"), word) == 0)
        return;
    }

  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (word);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (hint != NULL)
    {
      GtkWidget *hint_label = gtk_label_new (hint);

      gtk_widget_add_css_class (hint_label, "caption");
      gtk_widget_add_css_class (hint_label, "dt-dim");
      gtk_box_append (GTK_BOX (box), hint_label);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "word", g_strdup (word), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
  gtk_list_box_append (self->list, row);
}

static const char *
describe_operator (DtTermType type)
{
  switch (type)
    {
    case DT_TERM_CHANNEL:
      return _ ("by channel");
    case DT_TERM_STATUS:
      return _ ("by status");
    case DT_TERM_KIND:
      return _ ("by kind");
    case DT_TERM_FIELD:
      return _ ("by field");
    case DT_TERM_PRIORITY:
      return _ ("by priority");
    case DT_TERM_PERSON:
      return _ ("by name or phone");
    case DT_TERM_ASSIGNEE:
      return _ ("by officer");
    case DT_TERM_CODE:
      return _ ("by code");
    case DT_TERM_FROM:
      return _ ("since a day");
    case DT_TERM_TO:
      return _ ("until a day");
    case DT_TERM_GROUP:
      return _ ("by residential group");
    case DT_TERM_OVERDUE:
    case DT_TERM_TEXT:
    default:
      return NULL;
    }
}

/* Operators whose name begins with what is being typed; all of them while nothing is. */
static void
add_operators (DtSearchBox *self, const char *word)
{
  guint n;
  const DtOperator *operators = dt_query_get_operators (&n);
  g_autofree char *folded = dt_text_fold (*word == '-' ? word + 1 : word, -1);

  for (guint i = 0; i < n; i++)
    {
      const char *hint = describe_operator (operators[i].type);
      g_autofree char *vi = dt_text_fold (operators[i].vi, -1);
      g_autofree char *shown = g_strconcat (operators[i].vi, ":", NULL);

      if (hint != NULL && strchr (word, ':') == NULL
          && (g_str_has_prefix (vi, folded) || g_str_has_prefix (operators[i].en, folded)))
        add_suggestion (self, shown, hint);
    }
}

static void
show_or_hide (DtSearchBox *self)
{
  gboolean any = gtk_list_box_get_row_at_index (self->list, 0) != NULL;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (any && focus != NULL && gtk_widget_is_ancestor (focus, self->entry))
    gtk_popover_popup (GTK_POPOVER (self->popover));
  else
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
on_service_suggested_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtSearchBox) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) words = dt_service_read_finish (DT_SERVICE (source), result, &error);

  /* Cancelled, or no suggestions: the search itself goes on. */
  if (words == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  for (guint i = 0; i < words->len; i++)
    add_suggestion (self, words->pdata[i], NULL);
  show_or_hide (self);
}

static void
suggest (DtSearchBox *self, gboolean even_if_empty)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  const char *word = find_last_word (text);
  GtkListBoxRow *row;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  if (*word != '\0' || even_if_empty)
    {
      add_operators (self, word);
      if (self->service != NULL && *word != '\0')
        {
          self->cancellable = g_cancellable_new ();
          dt_service_read_async (self->service,
                                 read_suggestions,
                                 g_strdup (text),
                                 g_free,
                                 (GDestroyNotify) g_ptr_array_unref,
                                 self->cancellable,
                                 on_service_suggested_cb,
                                 g_object_ref (self));
        }
    }
  show_or_hide (self);
}

static void
take_suggestion (DtSearchBox *self, GtkListBoxRow *row)
{
  const char *word = g_object_get_data (G_OBJECT (row), "word");
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  const char *last = find_last_word (text);
  gboolean goes_on = g_str_has_suffix (word, ":");
  g_autofree char *before = g_strndup (text, (gsize) (last - text));
  g_autofree char *all
      = g_strconcat (before, *last == '-' ? "-" : "", word, goes_on ? "" : " ", NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), all);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  if (goes_on)
    suggest (self, FALSE);
  else
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/* ---- callbacks ---- */

static void
on_entry_search_changed_cb (GtkSearchEntry *entry, DtSearchBox *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  gtk_widget_set_visible (self->key, *text == '\0');
  if (g_strcmp0 (self->known, text) == 0)
    return;
  g_free (self->known);
  self->known = g_strdup (text);
  suggest (self, FALSE);
  g_signal_emit (self, signals[SEARCH], 0, text, TRUE);
}

static void
on_entry_activate_cb (GtkSearchEntry *entry, DtSearchBox *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (gtk_widget_get_visible (self->popover) && row != NULL)
    {
      take_suggestion (self, row);
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_emit (self, signals[SEARCH], 0, gtk_editable_get_text (GTK_EDITABLE (entry)), FALSE);
  g_signal_emit (self, signals[LEAVE], 0);
}

static void
on_entry_stop_search_cb (GtkSearchEntry *entry, DtSearchBox *self)
{
  if (gtk_widget_get_visible (self->popover))
    {
      gtk_popover_popdown (GTK_POPOVER (self->popover));
      return;
    }
  dt_search_box_set_text (self, "");
  g_signal_emit (self, signals[SEARCH], 0, "", FALSE);
  g_signal_emit (self, signals[LEAVE], 0);
}

static void
on_list_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, DtSearchBox *self)
{
  take_suggestion (self, row);
}

static void
move_choice (DtSearchBox *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : (step > 0 ? 0 : -1);

  gtk_list_box_select_row (self->list,
                           index >= 0 ? gtk_list_box_get_row_at_index (self->list, index) : NULL);
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   DtSearchBox *self)
{
  gboolean open = gtk_widget_get_visible (self->popover);

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Down:
      if (open)
        move_choice (self, 1);
      else if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
        suggest (self, TRUE);
      else
        g_signal_emit (self, signals[LEAVE], 0);
      return TRUE;
    case GDK_KEY_Up:
      if (open)
        move_choice (self, -1);
      return open;
    case GDK_KEY_Tab:
      if (open)
        {
          GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

          if (row == NULL)
            row = gtk_list_box_get_row_at_index (self->list, 0);
          take_suggestion (self, row);
        }
      return open;
    default:
      return FALSE;
    }
}

static void
on_focus_left_cb (GtkEventControllerFocus *controller, DtSearchBox *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/* ---- vfuncs ---- */

static void
dt_search_box_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  gtk_widget_measure (DT_SEARCH_BOX (widget)->entry,
                      orientation,
                      for_size,
                      minimum,
                      natural,
                      minimum_baseline,
                      natural_baseline);
}

static void
dt_search_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DtSearchBox *self = DT_SEARCH_BOX (widget);
  GtkRequisition key;

  gtk_widget_size_allocate (self->entry, &(GtkAllocation){ 0, 0, width, height }, baseline);
  gtk_widget_get_preferred_size (self->key, &key, NULL);
  gtk_widget_size_allocate (
      self->key,
      &(GtkAllocation){ width - key.width - 8, (height - key.height) / 2, key.width, key.height },
      -1);
  gtk_widget_set_size_request (self->popover, width, -1);
  gtk_popover_present (GTK_POPOVER (self->popover));
}

static gboolean
dt_search_box_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (DT_SEARCH_BOX (widget)->entry);
}

static void
dt_search_box_dispose (GObject *object)
{
  DtSearchBox *self = DT_SEARCH_BOX (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->key, gtk_widget_unparent);
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  g_clear_object (&self->service);
  G_OBJECT_CLASS (dt_search_box_parent_class)->dispose (object);
}

static void
dt_search_box_finalize (GObject *object)
{
  g_free (DT_SEARCH_BOX (object)->known);
  G_OBJECT_CLASS (dt_search_box_parent_class)->finalize (object);
}

static void
dt_search_box_class_init (DtSearchBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = dt_search_box_dispose;
  object_class->finalize = dt_search_box_finalize;
  widget_class->measure = dt_search_box_measure;
  widget_class->size_allocate = dt_search_box_size_allocate;
  widget_class->grab_focus = dt_search_box_grab_focus;

  signals[SEARCH] = g_signal_new ("search",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  2,
                                  G_TYPE_STRING,
                                  G_TYPE_BOOLEAN);
  signals[LEAVE] = g_signal_new (
      "leave", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
make_popover (DtSearchBox *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_activate_on_single_click (self->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "dt-palette");
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Suggestions"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_list_row_activated_cb), self);

  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->list));
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}

static void
dt_search_box_init (DtSearchBox *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->known = g_strdup ("");
  self->entry = gtk_search_entry_new ();
  g_object_set (
      self->entry, "placeholder-text", _ ("Search name, phone, words"), "search-delay", 120, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search cases"),
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS,
                                  "Control+F",
                                  -1);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  g_signal_connect (self->entry, "search-changed", G_CALLBACK (on_entry_search_changed_cb), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (on_entry_activate_cb), self);
  g_signal_connect (self->entry, "stop-search", G_CALLBACK (on_entry_stop_search_cb), self);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_left_cb), self);
  gtk_widget_add_controller (self->entry, focus);

  self->key = gtk_label_new ("Ctrl+F");
  gtk_widget_add_css_class (self->key, "dt-key");
  gtk_widget_set_can_target (self->key, FALSE);
  gtk_widget_set_parent (self->key, GTK_WIDGET (self));
  make_popover (self);
}

/**
 * dt_search_box_set_service:
 * @self: a search box
 * @service: whom to ask for suggestions
 */
void
dt_search_box_set_service (DtSearchBox *self, DtService *service)
{
  g_return_if_fail (DT_IS_SEARCH_BOX (self));

  g_set_object (&self->service, service);
}

/**
 * dt_search_box_get_text:
 * @self: a search box
 *
 * Returns: what is typed
 */
const char *
dt_search_box_get_text (DtSearchBox *self)
{
  g_return_val_if_fail (DT_IS_SEARCH_BOX (self), "");

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/**
 * dt_search_box_set_text:
 * @self: a search box
 * @text: what shall stand there; no "search" is emitted
 */
void
dt_search_box_set_text (DtSearchBox *self, const char *text)
{
  g_return_if_fail (DT_IS_SEARCH_BOX (self) && text != NULL);

  g_free (self->known);
  self->known = g_strdup (text);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_widget_set_visible (self->key, *text == '\0');
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/**
 * dt_search_box_focus:
 * @self: a search box
 *
 * Puts the focus in the entry and selects what stands there.
 */
void
dt_search_box_focus (DtSearchBox *self)
{
  g_return_if_fail (DT_IS_SEARCH_BOX (self));

  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}
