/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, from when to when the office works, and on which days. Main thread. */
#include "ui/settings/dt-day-editors.h"

#include "ui/shell/dt-accessible-name.h"
#include "ui/shell/dt-words.h"
#include "words/dt-time-words.h"

#include <glib/gi18n.h>

#define N_DAYS 7

typedef struct
{
  DtRuleDraft *draft;
  DtRuleForm *form; /* holds this */
  GtkWidget *from[2];
  GtkWidget *to[2];
  GtkWidget *days_row[2];
  GtkWidget *days[2][N_DAYS];
} Editor;

static guint8
read_days (Editor *self, guint half)
{
  guint8 mask = 0;

  for (guint i = 0; i < N_DAYS; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->days[half][i])))
      mask |= (guint8) (1u << i);
  return mask;
}

static void
on_accept_cb (DtRuleForm *form, Editor *self)
{
  DtHours hours = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  dt_rule_form_begin (form);
  for (guint half = 0; half < 2; half++)
    {
      hours.from[half] = dt_rule_form_read_minute (form, self->from[half]);
      hours.to[half] = dt_rule_form_read_minute (form, self->to[half]);
      hours.days[half] = read_days (self, half);
      /* What could not be read is -1, and was told. */
      if (hours.to[half] >= 0 && hours.to[half] <= hours.from[half])
        dt_rule_form_tell (form, self->to[half], _ ("It ends before it begins."));
    }
  if (hours.from[1] >= 0 && hours.from[1] < hours.to[0])
    dt_rule_form_tell (form, self->from[1], _ ("The afternoon begins before the morning ends."));
  dt_rule_form_tell (form,
                     self->days_row[0],
                     (hours.days[0] | hours.days[1]) == 0 ? _ ("Choose one day at least.") : NULL);
  if (!dt_rule_form_end (form))
    return;
  if (dt_rule_draft_set_hours (self->draft, &hours, &error))
    {
      dt_rule_form_apply (form);
      return;
    }
  words = dt_words_error (error);
  dt_rule_form_tell (form, self->from[0], words);
}

/* "T2" … "CN" */
static const char *
get_short_name (guint day)
{
  static const char *const names[N_DAYS]
      = { NC_ ("short weekday", "Mon"), NC_ ("short weekday", "Tue"), NC_ ("short weekday", "Wed"),
          NC_ ("short weekday", "Thu"), NC_ ("short weekday", "Fri"), NC_ ("short weekday", "Sat"),
          NC_ ("short weekday", "Sun") };

  return g_dpgettext2 (NULL, "short weekday", names[day]);
}

static void
add_days (Editor *self, GtkListBox *list, guint half, guint8 mask)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 8);
  gtk_widget_set_margin_end (box, 8);
  for (guint i = 0; i < N_DAYS; i++)
    {
      GtkWidget *day = gtk_check_button_new_with_label (get_short_name (i));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (day), (mask & (1u << i)) != 0);
      dt_accessible_name_set (day, dt_time_words_weekday ((DtWeekday) (i + 1)));
      dt_rule_form_watch (self->form, day, "active");
      gtk_box_append (GTK_BOX (box), day);
      self->days[half][i] = day;
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  self->days_row[half] = row;
  dt_rule_form_add_row (self->form, list, row);
}

static void
add_half (Editor *self, const DtHours *hours, guint half)
{
  GtkListBox *list
      = dt_rule_form_add_list (self->form, half == 0 ? _ ("Morning") : _ ("Afternoon"));
  const int minutes[2] = { hours->from[half], hours->to[half] };
  GtkWidget *fields[2];

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = g_strdup_printf ("%02d:%02d", minutes[i] / 60, minutes[i] % 60);

      fields[i] = dt_rule_form_add_entry (
          self->form, list, i == 0 ? _ ("Begins at") : _ ("Ends at"), text);
    }
  self->from[half] = fields[0];
  self->to[half] = fields[1];
  add_days (self, list, half, hours->days[half]);
}

/**
 * dt_hours_editor_new:
 * @draft: what is edited; outlives the page
 *
 * Returns: (transfer floating): the page
 */
DtRuleForm *
dt_hours_editor_new (DtRuleDraft *draft)
{
  Editor *self = g_new0 (Editor, 1);
  const DtHours *hours = dt_office_hours_find (
      dt_rule_book_get_hours (dt_rule_draft_get_book (draft)), dt_rule_draft_get_unit (draft));

  self->draft = draft;
  self->form = dt_rule_form_new (_ ("Office hours"));
  g_object_set_data_full (G_OBJECT (self->form), "editor", self, g_free);
  for (guint half = 0; half < 2; half++)
    add_half (self, hours, half);
  g_signal_connect (self->form, "accept", G_CALLBACK (on_accept_cb), self);
  dt_rule_form_settle (self->form);
  return self->form;
}
