/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window that searches for one case or one citizen. */
#include "ui/inbox/dt-picker.h"

#include "base/dt-text.h"
#include "ui/inbox/dt-case-row.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define MAX_FOUND 40

struct _DtPicker
{
  AdwWindow parent_instance;
  AdwWindowTitle *heading;
  GtkButton *other;
  GtkWidget *entry;
  GtkStack *stack;
  GtkListBox *list;
  AdwStatusPage *empty;

  DtRunner *runner;
  DtPickKind kind;
  GStrv leave_out;
  GCancellable *cancellable;
};

enum
{
  PICKED,
  OTHER,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtPicker, dt_picker, ADW_TYPE_WINDOW)

static gpointer
read_cases (DtReader *reader, gpointer data, GError **error)
{
  const DtQuery *query = data;
  g_autoptr (GArray) refs = dt_reader_list (reader, query, NULL, MAX_FOUND, error);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (refs == NULL)
    return NULL;
  for (guint i = 0; i < refs->len; i++)
    g_array_append_val (rows, g_array_index (refs, DtRowRef, i).row);
  return dt_reader_load_cases (reader, (const gint64 *) (gpointer) rows->data, rows->len, error);
}

static void
add_case (DtPicker *self, DtCase *a_case)
{
  GtkWidget *row;
  GtkWidget *child;
  DtWorkingCalendar *calendar = dt_service_get_calendar (dt_runner_get_service (self->runner));
  gint64 now = dt_runner_now (self->runner);
  g_autofree char *sentence = NULL;

  if (self->leave_out != NULL
      && g_strv_contains ((const char *const *) self->leave_out, a_case->id))
    return;
  row = gtk_list_box_row_new ();
  child = dt_case_row_new ();
  sentence = dt_case_row_set_case (DT_CASE_ROW (child), a_case, calendar, now);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  g_object_set_data_full (G_OBJECT (row), "found", g_object_ref (a_case), g_object_unref);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_list_box_append (self->list, row);
}

static void
add_citizen (DtPicker *self, DtCitizen *citizen)
{
  GtkWidget *row = adw_action_row_new ();
  const char *name = citizen->name != NULL ? citizen->name : _ ("No name given");
  g_autofree char *phone = citizen->phone != NULL ? dt_text_format_phone (citizen->phone) : NULL;
  g_autofree char *number = dt_words_number (citizen->n_cases);
  g_autofree char *cases
      = g_strdup_printf (ngettext ("%s case", "%s cases", citizen->n_cases), number);
  g_autoptr (GString) line = g_string_new (phone);

  if (citizen->address != NULL)
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", citizen->address);
  g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", cases);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line->str);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             adw_avatar_new (36, citizen->name, citizen->name != NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "found", g_object_ref (citizen), g_object_unref);
  gtk_list_box_append (self->list, row);
}

static void
show_found (DtPicker *self, GPtrArray *found)
{
  GtkListBoxRow *row;
  gboolean any;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      if (self->kind == DT_PICK_CASE)
        add_case (self, found->pdata[i]);
      else
        add_citizen (self, found->pdata[i]);
    }
  any = gtk_list_box_get_row_at_index (self->list, 0) != NULL;
  if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
    adw_status_page_set_title (self->empty,
                               self->kind == DT_PICK_CASE ? _ ("Which case?") : _ ("Who is it?"));
  else
    adw_status_page_set_title (self->empty, _ ("Nothing found"));
  if (self->kind != DT_PICK_CASE)
    adw_status_page_set_description (self->empty,
                                     _ ("Who is not in the record yet is added with "
                                        "“Somebody New”."));
  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "empty");
}

static void
on_cases_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtPicker) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = dt_service_read_finish (DT_SERVICE (source), result, &error);

  if (self->runner != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_found (self, found);
}

static void
on_citizens_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtPicker) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found
      = dt_service_search_citizens_finish (DT_SERVICE (source), result, &error);

  if (self->runner != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_found (self, found);
}

static void
search (DtPicker *self)
{
  DtService *service = dt_runner_get_service (self->runner);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->kind == DT_PICK_CASE)
    dt_service_read_async (service,
                           read_cases,
                           dt_query_new (DT_VIEW_ALL, DT_SORT_NEWEST, NULL, text, TRUE),
                           (GDestroyNotify) dt_query_free,
                           (GDestroyNotify) g_ptr_array_unref,
                           self->cancellable,
                           on_cases_found_cb,
                           g_object_ref (self));
  else if (*text != '\0')
    dt_service_search_citizens_async (
        service, text, MAX_FOUND, self->cancellable, on_citizens_found_cb, g_object_ref (self));
  else
    show_found (self, NULL);
}

/* ---- callbacks ---- */

static void
on_entry_search_changed_cb (GtkSearchEntry *entry, DtPicker *self)
{
  search (self);
}

static void
on_entry_stop_search_cb (GtkSearchEntry *entry, DtPicker *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_list_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, DtPicker *self)
{
  g_autoptr (GObject) found = g_object_ref (g_object_get_data (G_OBJECT (row), "found"));

  g_signal_emit (self, signals[PICKED], 0, found);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_entry_activate_cb (GtkSearchEntry *entry, DtPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  /* Enter takes what is found only when there is no doubt. */
  if (row != NULL && gtk_list_box_get_row_at_index (self->list, 1) == NULL)
    on_list_row_activated_cb (self->list, row, self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
on_other_clicked_cb (GtkButton *button, DtPicker *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  g_signal_emit (self, signals[OTHER], 0, *text != '\0' ? text : NULL);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
dt_picker_dispose (GObject *object)
{
  DtPicker *self = DT_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->runner);
  g_clear_pointer (&self->leave_out, g_strfreev);
  G_OBJECT_CLASS (dt_picker_parent_class)->dispose (object);
}

static void
dt_picker_class_init (DtPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_picker_dispose;
  signals[PICKED] = g_signal_new (
      "picked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[OTHER] = g_signal_new (
      "other", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/inbox/dt-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, DtPicker, heading);
  gtk_widget_class_bind_template_child (widget_class, DtPicker, other);
  gtk_widget_class_bind_template_child (widget_class, DtPicker, entry);
  gtk_widget_class_bind_template_child (widget_class, DtPicker, stack);
  gtk_widget_class_bind_template_child (widget_class, DtPicker, list);
  gtk_widget_class_bind_template_child (widget_class, DtPicker, empty);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dt_picker_init (DtPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->entry, "search-changed", G_CALLBACK (on_entry_search_changed_cb), self);
  g_signal_connect (self->entry, "stop-search", G_CALLBACK (on_entry_stop_search_cb), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (on_entry_activate_cb), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_list_row_activated_cb), self);
  g_signal_connect (self->other, "clicked", G_CALLBACK (on_other_clicked_cb), self);
}

/**
 * dt_picker_new:
 * @runner: whose service is asked
 * @parent: (nullable): the window it stands before
 * @kind: what to search for
 * @title: what it is for
 * @subtitle: (nullable): of which case
 * @leave_out: (nullable): ids of cases not to offer
 * @other: (nullable): label of a further button
 *
 * Returns: (transfer floating): a window to be presented
 */
DtPicker *
dt_picker_new (DtRunner *runner,
               GtkWindow *parent,
               DtPickKind kind,
               const char *title,
               const char *subtitle,
               GStrv leave_out,
               const char *other)
{
  g_return_val_if_fail (DT_IS_RUNNER (runner), NULL);

  DtPicker *self = g_object_new (DT_TYPE_PICKER, "transient-for", parent, "title", title, NULL);
  const char *hint
      = kind == DT_PICK_CASE ? _ ("Code, name, words") : _ ("Name, phone or ID number");

  self->runner = g_object_ref (runner);
  self->kind = kind;
  self->leave_out = g_strdupv (leave_out);
  adw_window_title_set_title (self->heading, title);
  adw_window_title_set_subtitle (self->heading, subtitle != NULL ? subtitle : "");
  g_object_set (self->entry, "placeholder-text", hint, NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, hint, -1);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->other), other != NULL);
  if (other != NULL)
    gtk_button_set_label (self->other, other);
  search (self);
  gtk_widget_grab_focus (self->entry);
  return self;
}
