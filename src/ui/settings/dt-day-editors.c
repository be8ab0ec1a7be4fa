/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, a year's announcement, two days that are swapped, a closure of the office. Main
 * thread. */
#include "ui/settings/dt-day-editors.h"

#include "ui/shell/dt-words.h"
#include "words/dt-rule-words.h"

#include <glib/gi18n.h>

#define MAX_CHOICES 16

typedef struct
{
  DtRuleDraft *draft;
  DtRuleForm *form; /* holds this */
  int year;
  int index;
  GtkWidget *source;
  /* a year */
  AdwComboRow *choices[MAX_CHOICES];
  char *codes[MAX_CHOICES];
  guint n_choices;
  /* two days */
  GtkWidget *off;
  GtkWidget *work;
  GtkSwitch *check;
  /* a closure */
  GtkWidget *date;
  AdwComboRow *halves;
  GtkWidget *reason;
} Editor;

static void
editor_free (Editor *self)
{
  for (guint i = 0; i < self->n_choices; i++)
    g_free (self->codes[i]);
  g_free (self);
}

static Editor *
editor_new (DtRuleDraft *draft, int year, int index, const char *title)
{
  Editor *self = g_new0 (Editor, 1);

  self->draft = draft;
  self->year = year;
  self->index = index;
  self->form = dt_rule_form_new (title);
  g_object_set_data_full (G_OBJECT (self->form), "editor", self, (GDestroyNotify) editor_free);
  return self;
}

static DtHolidayRules *
get_holidays (Editor *self)
{
  return dt_rule_book_get_holidays (dt_rule_draft_get_book (self->draft));
}

static void
tell_error (Editor *self, GtkWidget *field, const GError *error)
{
  g_autofree char *words = dt_words_error (error);

  dt_rule_form_tell (self->form, field, words);
}

static void
set_date (GtkWidget *field, DtDate date)
{
  g_autofree char *text = dt_date_to_text (date);

  gtk_editable_set_text (GTK_EDITABLE (field), text);
}

/* ---- a year ---- */

static void
on_year_accept_cb (DtRuleForm *form, Editor *self)
{
  g_autofree char *source = NULL;
  g_autoptr (GArray) before = g_array_new (FALSE, TRUE, sizeof (DtHolidayChoice));
  g_autoptr (GError) error = NULL;

  dt_rule_form_begin (form);
  source = dt_rule_form_read_text (
      form, self->source, _ ("Write by which announcement the year’s days off were settled."));
  if (!dt_rule_form_end (form))
    return;
  for (guint i = 0; i < self->n_choices; i++)
    {
      DtHolidayChoice choice
          = { self->codes[i], (int) adw_combo_row_get_selected (self->choices[i]) };

      g_array_append_val (before, choice);
    }
  if (dt_rule_draft_set_year (self->draft, self->year, source, before, &error))
    dt_rule_form_apply (form);
  else
    tell_error (self, self->source, error);
}

/* How many of a holiday's days precede the day itself is announced each year. */
static void
add_choice (Editor *self, GtkListBox *list, const DtHoliday *holiday, int days)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < holiday->days; i++)
    g_ptr_array_add (
        words,
        i == 0 ? g_strdup (_ ("none before the day itself"))
               : g_strdup_printf (ngettext ("%d day before", "%d days before", (gulong) i), i));
  g_ptr_array_add (words, NULL);
  self->codes[self->n_choices] = g_strdup (holiday->code);
  self->choices[self->n_choices++] = dt_rule_form_add_combo (self->form,
                                                             list,
                                                             dt_rule_words_holiday (holiday),
                                                             (const char *const *) words->pdata,
                                                             (guint) days);
}

static int
find_choice (const DtHolidayYear *year, const DtHoliday *holiday)
{
  for (guint i = 0; year != NULL && i < year->before->len; i++)
    {
      const DtHolidayChoice *choice = &g_array_index (year->before, DtHolidayChoice, i);

      if (g_str_equal (choice->code, holiday->code))
        return choice->days;
    }
  return holiday->before;
}

static void
add_choices (Editor *self, const DtHolidayYear *entered)
{
  const GPtrArray *holidays = dt_holiday_rules_get_holidays (get_holidays (self));
  DtDate first = dt_date_new (self->year, 1, 1);
  DtDate last = dt_date_new (self->year, 12, 31);
  GtkListBox *list = dt_rule_form_add_list (self->form, _ ("Days off before the day itself"));

  for (guint i = 0; i < holidays->len && self->n_choices < MAX_CHOICES; i++)
    {
      const DtHoliday *holiday = g_ptr_array_index (holidays, i);

      if (holiday->days > 1 && holiday->valid_from <= last
          && (holiday->valid_to == DT_DATE_NONE || holiday->valid_to >= first))
        add_choice (self, list, holiday, find_choice (entered, holiday));
    }
}

/**
 * dt_year_editor_new:
 * @draft: what is edited
 * @year: entered or not
 *
 * Returns: (transfer floating): the page
 */
DtRuleForm *
dt_year_editor_new (DtRuleDraft *draft, int year)
{
  g_autofree char *title = g_strdup_printf (_ ("Days off in %d"), year);
  Editor *self = editor_new (draft, year, -1, title);
  const DtHolidayYear *entered = dt_holiday_rules_find_year (get_holidays (self), year);
  GtkListBox *list = dt_rule_form_add_list (self->form, _ ("Announcement"));

  self->source = dt_rule_form_add_entry (self->form,
                                         list,
                                         _ ("Number, day and office of the announcement"),
                                         entered != NULL ? entered->source : NULL);
  add_choices (self, entered);
  dt_rule_form_add_note (self->form,
                         _ ("Days that are swapped with a weekend are added to the year’s list."));
  g_signal_connect (self->form, "accept", G_CALLBACK (on_year_accept_cb), self);
  dt_rule_form_settle (self->form);
  return self->form;
}

/* ---- two days that are swapped ---- */

static const DtDaySwap *
get_swap (Editor *self)
{
  const DtHolidayYear *year = dt_holiday_rules_find_year (get_holidays (self), self->year);

  return self->index >= 0 ? &g_array_index (year->swaps, DtDaySwap, (guint) self->index) : NULL;
}

static void
check_doubles (Editor *self, const DtDaySwap *swap)
{
  const DtHolidayYear *year = dt_holiday_rules_find_year (get_holidays (self), self->year);

  for (guint i = 0; year != NULL && i < year->swaps->len; i++)
    {
      const DtDaySwap *other = &g_array_index (year->swaps, DtDaySwap, i);

      if ((int) i == self->index)
        continue;
      if (other->off == swap->off)
        dt_rule_form_tell (self->form, self->off, _ ("This day is in the list already."));
      if (other->work == swap->work)
        dt_rule_form_tell (self->form, self->work, _ ("This day is in the list already."));
    }
}

static void
check_swap (Editor *self, const DtDaySwap *swap)
{
  g_autofree char *problem = NULL;

  if (swap->off != DT_DATE_NONE && dt_date_get_year (swap->off) != self->year)
    {
      problem = g_strdup_printf (_ ("This is no day of %d."), self->year);
      dt_rule_form_tell (self->form, self->off, problem);
    }
  else if (swap->off != DT_DATE_NONE && dt_date_get_weekday (swap->off) >= DT_SATURDAY)
    dt_rule_form_tell (self->form,
                       self->off,
                       _ ("This is a day of rest anyhow. Write a day of Monday to Friday."));
  if (swap->work != DT_DATE_NONE && dt_date_get_weekday (swap->work) < DT_SATURDAY)
    dt_rule_form_tell (
        self->form, self->work, _ ("This is a working day anyhow. Write a Saturday or Sunday."));
  if (swap->off != DT_DATE_NONE && swap->work != DT_DATE_NONE)
    check_doubles (self, swap);
}

static void
on_swap_accept_cb (DtRuleForm *form, Editor *self)
{
  DtDaySwap swap = { 0 };
  g_autofree char *source = NULL;
  g_autoptr (GError) error = NULL;

  dt_rule_form_begin (form);
  swap.off = dt_rule_form_read_date (form, self->off, _ ("Write which day is off."));
  swap.work = dt_rule_form_read_date (form, self->work, _ ("Write which day is worked instead."));
  source = dt_rule_form_read_text (
      form, self->source, _ ("Write by which announcement the days are swapped."));
  swap.source = source;
  swap.check = gtk_switch_get_active (self->check);
  check_swap (self, &swap);
  if (!dt_rule_form_end (form))
    return;
  if (dt_rule_draft_set_swap (self->draft, self->year, self->index, &swap, &error))
    dt_rule_form_apply (form);
  else
    tell_error (self, self->off, error);
}

static void
on_swap_remove_cb (GtkButton *button, Editor *self)
{
  if (dt_rule_draft_remove_swap (self->draft, self->year, (guint) self->index, NULL))
    dt_rule_form_apply (self->form);
}

/**
 * dt_swap_editor_new:
 * @draft: what is edited
 * @year: a year that is entered
 * @index: of its swaps, or -1
 *
 * Returns: (transfer floating): the page
 */
DtRuleForm *
dt_swap_editor_new (DtRuleDraft *draft, int year, int index)
{
  g_autofree char *title = g_strdup_printf (_ ("Swapped days in %d"), year);
  Editor *self = editor_new (draft, year, index, title);
  const DtDaySwap *swap = get_swap (self);
  const DtHolidayYear *entered = dt_holiday_rules_find_year (get_holidays (self), year);
  GtkListBox *list = dt_rule_form_add_list (self->form, NULL);

  self->off
      = dt_rule_form_add_entry (self->form, list, _ ("Day off, for example 31/08/2026"), NULL);
  self->work = dt_rule_form_add_entry (
      self->form, list, _ ("Day worked instead, for example 22/08/2026"), NULL);
  self->source = dt_rule_form_add_entry (self->form,
                                         list,
                                         _ ("Number, day and office of the announcement"),
                                         swap != NULL ? swap->source : entered->source);
  self->check = dt_rule_form_add_switch (self->form,
                                         list,
                                         _ ("To be checked"),
                                         _ ("The source is uncertain"),
                                         swap != NULL && swap->check);
  if (swap != NULL)
    {
      set_date (self->off, swap->off);
      set_date (self->work, swap->work);
      g_signal_connect (dt_rule_form_add_button (self->form, _ ("_Remove These Days")),
                        "clicked",
                        G_CALLBACK (on_swap_remove_cb),
                        self);
    }
  g_signal_connect (self->form, "accept", G_CALLBACK (on_swap_accept_cb), self);
  dt_rule_form_settle (self->form);
  return self->form;
}

/* ---- a closure ---- */

static const GArray *
get_closures (Editor *self)
{
  return dt_office_hours_get_closures (
      dt_rule_book_get_hours (dt_rule_draft_get_book (self->draft)));
}

static gboolean
is_closed_already (Editor *self, DtDate date, DtHalves halves)
{
  const GArray *closures = get_closures (self);

  for (guint i = 0; i < closures->len; i++)
    {
      const DtClosure *other = &g_array_index (closures, DtClosure, i);

      if ((int) i != self->index && other->date == date && (other->halves & halves) != 0
          && g_str_equal (other->unit, dt_rule_draft_get_unit (self->draft)))
        return TRUE;
    }
  return FALSE;
}

static void
on_closure_accept_cb (DtRuleForm *form, Editor *self)
{
  DtHalves halves = (DtHalves) (adw_combo_row_get_selected (self->halves) + 1);
  g_autofree char *reason = NULL;
  g_autoptr (GError) error = NULL;
  DtDate date;

  dt_rule_form_begin (form);
  date = dt_rule_form_read_date (form, self->date, _ ("Write on which day the office is closed."));
  if (date != DT_DATE_NONE && is_closed_already (self, date, halves))
    dt_rule_form_tell (form, self->date, _ ("This half-day is in the list already."));
  reason = dt_rule_form_read_text (form, self->reason, _ ("Write why the office is closed."));
  if (!dt_rule_form_end (form))
    return;
  if (dt_rule_draft_set_closure (self->draft, self->index, date, halves, reason, &error))
    dt_rule_form_apply (form);
  else
    tell_error (self, self->date, error);
}

static void
on_closure_remove_cb (GtkButton *button, Editor *self)
{
  dt_rule_draft_remove_closure (self->draft, (guint) self->index);
  dt_rule_form_apply (self->form);
}

/**
 * dt_closure_editor_new:
 * @draft: what is edited
 * @index: in dt_office_hours_get_closures(), or -1
 *
 * Returns: (transfer floating): the page
 */
DtRuleForm *
dt_closure_editor_new (DtRuleDraft *draft, int index)
{
  const char *const words[] = { _ ("morning"), _ ("afternoon"), _ ("all day"), NULL };
  Editor *self = editor_new (draft, 0, index, _ ("Office closed"));
  const DtClosure *closure
      = index >= 0 ? &g_array_index (get_closures (self), DtClosure, (guint) index) : NULL;
  GtkListBox *list = dt_rule_form_add_list (self->form, NULL);

  self->date = dt_rule_form_add_entry (self->form, list, _ ("Day, for example 23/11/2026"), NULL);
  self->halves = dt_rule_form_add_combo (self->form,
                                         list,
                                         C_ ("rules", "Closed"),
                                         words,
                                         closure != NULL ? (guint) closure->halves - 1 : 1);
  self->reason = dt_rule_form_add_entry (
      self->form, list, _ ("Reason"), closure != NULL ? closure->reason : NULL);
  if (closure != NULL)
    {
      set_date (self->date, closure->date);
      g_signal_connect (dt_rule_form_add_button (self->form, _ ("_Remove This Closure")),
                        "clicked",
                        G_CALLBACK (on_closure_remove_cb),
                        self);
    }
  g_signal_connect (self->form, "accept", G_CALLBACK (on_closure_accept_cb), self);
  dt_rule_form_settle (self->form);
  return self->form;
}
