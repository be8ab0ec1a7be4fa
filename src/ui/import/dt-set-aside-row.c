/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells are made when the row is first opened: a file may have set a thousand rows aside. */
#include "ui/import/dt-set-aside-row.h"

#include "base/dt-json.h"
#include "base/dt-text.h"
#include "ui/import/dt-import-words.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

struct _DtSetAsideRow
{
  AdwExpanderRow parent_instance;
  DtService *service;
  DtSetAside *aside;
  GPtrArray *columns; /* char *, as long as entries */
  GPtrArray *entries; /* of GtkWidget, borrowed from the row */
  GtkWidget *retry;
  GtkWidget *drop;
  GtkLabel *trouble;
};

enum
{
  DONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtSetAsideRow, dt_set_aside_row, ADW_TYPE_EXPANDER_ROW)

static void
set_busy (DtSetAsideRow *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->retry, !busy);
  gtk_widget_set_sensitive (self->drop, !busy);
}

static void
show_trouble (DtSetAsideRow *self, const char *text)
{
  gtk_label_set_text (self->trouble, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), text != NULL);
}

/* ---- commands ---- */

static char *
dup_reason (const GError *error)
{
  g_auto (GStrv) parts = NULL;

  /* the core says which rule the row still breaks in front of the colon */
  if (!g_error_matches (error, DT_ERROR, DT_ERROR_INVALID))
    return dt_words_error (error);
  parts = g_strsplit (error->message, ":", 2);
  return g_strdup (dt_import_words_reason (parts[0]));
}

static void
on_run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DtSetAsideRow) self = DT_SET_ASIDE_ROW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_finish (DT_SERVICE (source), result, &error);
  g_autofree char *text = NULL;

  set_busy (self, FALSE);
  if (outcome == NULL)
    {
      text = dup_reason (error);
      show_trouble (self, text);
      return;
    }
  if (outcome->kind == DT_COMMAND_MEND_SET_ASIDE)
    text = g_strdup_printf (_ ("The row is now the case %s"),
                            outcome->case_code != NULL ? outcome->case_code : "");
  else
    text = g_strdup (_ ("The row was passed over"));
  g_signal_emit (self, signals[DONE], 0, text, outcome->can_undo);
}

static char *
dup_raw (DtSetAsideRow *self)
{
  g_autoptr (JsonObject) object = json_object_new ();

  for (guint i = 0; i < self->columns->len; i++)
    json_object_set_string_member (
        object,
        g_ptr_array_index (self->columns, i),
        gtk_editable_get_text (GTK_EDITABLE (g_ptr_array_index (self->entries, i))));
  return dt_json_write_object (object);
}

static void
on_retry_cb (DtSetAsideRow *self)
{
  g_autofree char *raw = dup_raw (self);
  g_autoptr (DtCommand) command = dt_command_mend_set_aside (self->aside->id, raw, NULL);

  show_trouble (self, NULL);
  set_busy (self, TRUE);
  dt_service_run_async (self->service, command, NULL, on_run_cb, g_object_ref (self));
}

static void
on_drop_cb (DtSetAsideRow *self)
{
  const char *ids[] = { self->aside->id, NULL };
  g_autoptr (DtCommand) command = dt_command_drop_set_aside (ids);

  show_trouble (self, NULL);
  set_busy (self, TRUE);
  dt_service_run_async (self->service, command, NULL, on_run_cb, g_object_ref (self));
}

/* ---- the cells ---- */

static void
add_cell (DtSetAsideRow *self, const char *column, const char *text)
{
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), column);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (entry), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), entry);
  g_ptr_array_add (self->columns, g_strdup (column));
  g_ptr_array_add (self->entries, entry);
}

static void
add_buttons (DtSetAsideRow *self)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->trouble = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->trouble, TRUE);
  gtk_label_set_xalign (self->trouble, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->trouble), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
  self->drop = gtk_button_new_with_mnemonic (_ ("_Pass over"));
  self->retry = gtk_button_new_with_mnemonic (_ ("_Try again"));
  gtk_widget_add_css_class (self->retry, "suggested-action");
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (buttons), self->drop);
  gtk_box_append (GTK_BOX (buttons), self->retry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->trouble));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_signal_connect_swapped (self->retry, "clicked", G_CALLBACK (on_retry_cb), self);
  g_signal_connect_swapped (self->drop, "clicked", G_CALLBACK (on_drop_cb), self);
}

static void
on_expanded_cb (DtSetAsideRow *self)
{
  g_autoptr (JsonObject) raw = NULL;
  g_autoptr (GList) names = NULL;

  if (self->retry != NULL || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;
  raw = self->aside->raw != NULL ? dt_json_parse_object (self->aside->raw, -1, NULL) : NULL;
  if (raw != NULL)
    names = json_object_get_members (raw);
  for (GList *l = names; l != NULL; l = l->next)
    add_cell (self, l->data, dt_json_get_string (raw, l->data));
  add_buttons (self);
}

static char *
dup_heading (DtSetAside *aside)
{
  g_autoptr (JsonObject) raw
      = aside->raw != NULL ? dt_json_parse_object (aside->raw, -1, NULL) : NULL;
  g_autoptr (GList) names = raw != NULL ? json_object_get_members (raw) : NULL;
  const char *longest = "";

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *value = dt_json_get_string (raw, l->data);

      if (value != NULL && g_utf8_strlen (value, -1) > g_utf8_strlen (longest, -1))
        longest = value;
    }
  if (*longest == '\0')
    return g_strdup (_ ("An empty row"));
  return dt_text_first_words (longest, 80);
}

static void
dt_set_aside_row_dispose (GObject *object)
{
  DtSetAsideRow *self = DT_SET_ASIDE_ROW (object);

  g_clear_object (&self->service);
  g_clear_object (&self->aside);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  G_OBJECT_CLASS (dt_set_aside_row_parent_class)->dispose (object);
}

static void
dt_set_aside_row_class_init (DtSetAsideRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dt_set_aside_row_dispose;
  /**
   * DtSetAsideRow::done:
   * @text: what was done, for a toast
   * @can_undo: whether it can be undone
   */
  signals[DONE] = g_signal_new ("done",
                                DT_TYPE_SET_ASIDE_ROW,
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                2,
                                G_TYPE_STRING,
                                G_TYPE_BOOLEAN);
}

static void
dt_set_aside_row_init (DtSetAsideRow *self)
{
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->entries = g_ptr_array_new ();
}

/**
 * dt_set_aside_row_new:
 * @service: the workspace
 * @aside: the row of the file
 *
 * Returns: (transfer floating): its widget
 */
GtkWidget *
dt_set_aside_row_new (DtService *service, DtSetAside *aside)
{
  DtSetAsideRow *self = g_object_new (DT_TYPE_SET_ASIDE_ROW, NULL);
  g_autofree char *heading = dup_heading (aside);
  g_autofree char *line = dt_words_number (aside->line);
  g_autofree char *where = g_strdup_printf (
      _ ("%s, row %s"), aside->file_name != NULL ? aside->file_name : _ ("A file"), line);
  g_autofree char *about
      = g_strdup_printf ("%s · %s", where, dt_import_words_reason (aside->reason));

  self->service = g_object_ref (service);
  self->aside = g_object_ref (aside);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), heading);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), about);
  g_signal_connect_swapped (self, "notify::expanded", G_CALLBACK (on_expanded_cb), self);
  return GTK_WIDGET (self);
}

/**
 * dt_set_aside_row_get_id:
 * @self: a row
 *
 * Returns: (transfer none): the id of the row set aside
 */
const char *
dt_set_aside_row_get_id (DtSetAsideRow *self)
{
  g_return_val_if_fail (DT_IS_SET_ASIDE_ROW (self), NULL);

  return self->aside->id;
}
