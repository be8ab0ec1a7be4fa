/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms for merging cases and for splitting one. */
#include "ui/inbox/dt-case-forms.h"

#include "base/dt-text.h"
#include "ui/shell/dt-accessible-name.h"
#include "ui/shell/dt-form-window.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define TITLE_CHARS 90

typedef struct
{
  DtRunner *runner;
  GPtrArray *cases;
  DtCase *stays;
  DtCaseFile *file;
  GPtrArray *checks;
  GtkWidget *title;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->runner);
  g_clear_pointer (&form->cases, g_ptr_array_unref);
  g_clear_object (&form->file);
  g_clear_pointer (&form->checks, g_ptr_array_unref);
  g_free (form);
}

/* ---- merging ---- */

static void
on_stays_toggled_cb (GtkCheckButton *button, DtFormWindow *window)
{
  Form *form = dt_form_window_get_data (window);

  if (gtk_check_button_get_active (button))
    form->stays = g_object_get_data (G_OBJECT (button), "case");
}

static GtkWidget *
add_case (GtkWidget *group, DtCase *a_case, gint64 now)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *time = dt_words_time (a_case->received, now);
  g_autofree char *line = g_strdup_printf ("%s · %s · %s · %s",
                                           a_case->code,
                                           a_case->citizen_name != NULL ? a_case->citizen_name
                                                                        : _ ("Anonymous sender"),
                                           time,
                                           dt_words_status (a_case->status));
  g_autofree char *name = g_strdup_printf ("%s, %s", a_case->title, line);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), a_case->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (check), "case", a_case);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  dt_accessible_name_set (check, name);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return check;
}

/* Open before ended, because work that is owed must stay open; then the one that came first. */
static DtCase *
choose_stays (GPtrArray *cases)
{
  DtCase *best = cases->pdata[0];

  for (guint i = 1; i < cases->len; i++)
    {
      DtCase *a_case = cases->pdata[i];
      gboolean open = dt_case_status_is_open (a_case->status);
      gboolean best_open = dt_case_status_is_open (best->status);

      if ((open && !best_open) || (open == best_open && a_case->received < best->received))
        best = a_case;
    }
  return best;
}

static void
on_merge_accept_cb (DtFormWindow *window, gpointer data)
{
  Form *form = data;
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autofree const char **ids = NULL;
  g_autofree char *number = dt_words_number (form->cases->len - 1);
  g_autofree char *text = g_strdup_printf (
      ngettext ("%s case merged into %s", "%s cases merged into %s", form->cases->len - 1),
      number,
      form->stays->code);

  for (guint i = 0; i < form->cases->len; i++)
    if (form->cases->pdata[i] != form->stays)
      g_ptr_array_add (others, form->cases->pdata[i]);
  ids = dt_cases_get_ids (others);
  dt_form_window_run (window, form->runner, dt_command_merge (ids, form->stays->id), text);
}

/**
 * dt_merge_form_present:
 * @runner: who runs the command
 * @parent: (nullable): the window it stands before
 * @cases: (element-type DtCase): two at least
 *
 * Asks which of the cases stays.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_merge_form_present (DtRunner *runner, GtkWindow *parent, GPtrArray *cases)
{
  g_return_val_if_fail (DT_IS_RUNNER (runner) && cases != NULL && cases->len > 1, NULL);

  DtFormWindow *window
      = dt_form_window_new (parent, _ ("Merge Cases"), NULL, _ ("_Merge"), DT_FORM_SUGGESTED);
  Form *form = g_new0 (Form, 1);
  GtkWidget *group = dt_form_add_group (
      window,
      _ ("Which Case Stays?"),
      _ ("What was said in the others is shown in it. Merging can be undone at any time."));
  GtkWidget *first = NULL;

  form->runner = g_object_ref (runner);
  form->cases = g_ptr_array_ref (cases);
  form->stays = choose_stays (cases);
  dt_form_window_set_data (window, form, form_free);
  for (guint i = 0; i < cases->len; i++)
    {
      GtkWidget *check = add_case (group, cases->pdata[i], dt_runner_now (runner));

      if (first != NULL)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (first));
      else
        first = check;
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), cases->pdata[i] == form->stays);
      g_signal_connect (check, "toggled", G_CALLBACK (on_stays_toggled_cb), window);
    }
  g_signal_connect (window, "accept", G_CALLBACK (on_merge_accept_cb), form);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

/* ---- splitting ---- */

static gboolean
can_move (DtTimelineItem *item)
{
  return item->type == DT_TIMELINE_MESSAGE && !item->retracted && item->case_code == NULL
         && item->direction == DT_DIRECTION_INBOUND;
}

static void
on_message_toggled_cb (GtkCheckButton *button, DtFormWindow *window)
{
  Form *form = dt_form_window_get_data (window);
  guint n = 0;

  for (guint i = 0; i < form->checks->len; i++)
    n += gtk_check_button_get_active (form->checks->pdata[i]);
  dt_form_window_set_ready (window, n > 0 && n < form->checks->len);
  dt_form_window_say (
      window,
      n > 0 && n == form->checks->len ? _ ("One message at least must stay in this case.") : NULL);
}

static void
add_message (DtFormWindow *window, GtkWidget *group, DtTimelineItem *item)
{
  Form *form = dt_form_window_get_data (window);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *words = dt_text_first_words (item->text != NULL ? item->text : "", TITLE_CHARS);
  g_autofree char *time = dt_words_time (item->time, dt_runner_now (form->runner));
  g_autofree char *line
      = g_strdup_printf ("%s · %s · %s",
                         item->author_name != NULL ? item->author_name : _ ("Anonymous sender"),
                         dt_words_channel (item->channel),
                         time);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data (G_OBJECT (check), "item", item);
  g_signal_connect (check, "toggled", G_CALLBACK (on_message_toggled_cb), window);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_ptr_array_add (form->checks, check);
}

static void
on_split_accept_cb (DtFormWindow *window, gpointer data)
{
  Form *form = data;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *title = dt_form_dup_entry (form->title);

  for (guint i = 0; i < form->checks->len; i++)
    if (gtk_check_button_get_active (form->checks->pdata[i]))
      {
        DtTimelineItem *item = g_object_get_data (G_OBJECT (form->checks->pdata[i]), "item");

        g_ptr_array_add (ids, item->id);
      }
  g_ptr_array_add (ids, NULL);
  dt_form_window_run (
      window,
      form->runner,
      dt_command_split (form->file->a_case->id, (const char *const *) ids->pdata, title),
      _ ("Split off into a new case"));
}

/**
 * dt_split_form_present:
 * @runner: who runs the command
 * @parent: (nullable): the window it stands before
 * @file: the case
 *
 * Asks which messages go into a case of their own.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_split_form_present (DtRunner *runner, GtkWindow *parent, DtCaseFile *file)
{
  g_return_val_if_fail (DT_IS_RUNNER (runner) && DT_IS_CASE_FILE (file), NULL);

  DtFormWindow *window = dt_form_window_new (
      parent, _ ("Split the Case"), file->a_case->code, _ ("_Split Off"), DT_FORM_SUGGESTED);
  Form *form = g_new0 (Form, 1);
  GtkWidget *group;
  GtkWidget *about;

  form->runner = g_object_ref (runner);
  form->file = g_object_ref (file);
  form->checks = g_ptr_array_new ();
  dt_form_window_set_data (window, form, form_free);
  group = dt_form_add_group (window,
                             _ ("Which Messages Go Into a New Case?"),
                             _ ("Citizens, field and place are taken along."));
  for (guint i = 0; i < file->timeline->len; i++)
    if (can_move (file->timeline->pdata[i]))
      add_message (window, group, file->timeline->pdata[i]);
  about = dt_form_add_group (window, NULL, NULL);
  form->title
      = dt_form_add_entry (about, _ ("Title of the new case (empty: its first words)"), NULL);
  dt_form_window_set_ready (window, FALSE);
  g_signal_connect (window, "accept", G_CALLBACK (on_split_accept_cb), form);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}
