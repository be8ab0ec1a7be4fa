/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor of rules on a workspace of its own: a wrong value is refused at its field, what was
 * typed survives going back, nothing holds before it was previewed and saved. */
#include "service/test-service.h"

#include "dt-test.h"
#include "model/dt-rule-draft.h"
#include "ui/settings/dt-rule-form.h"
#include "ui/settings/dt-rule-preview-page.h"
#include "ui/settings/dt-rule-settings.h"
#include "ui/shell/dt-i18n.h"

#define LIMIT (20 * G_USEC_PER_SEC)

typedef struct
{
  Fixture base;
  GtkWindow *window;
  DtRuleSettings *settings;
  GtkWidget *page; /* the subpage that was asked for last, in a window of its own */
  GtkWindow *page_window;
  char *said;
  gboolean closed;
} Desk;

static void
on_closed_cb (Desk *desk, const char *done)
{
  desk->closed = TRUE;
  g_free (desk->said);
  desk->said = g_strdup (done);
  gtk_window_set_child (desk->page_window, NULL);
}

static void
on_subpage_cb (Desk *desk, GtkWidget *page)
{
  g_signal_handlers_disconnect_by_func (page, on_closed_cb, desk);
  g_signal_connect_swapped (page, "closed", G_CALLBACK (on_closed_cb), desk);
  desk->page = page;
  desk->closed = FALSE;
  gtk_window_set_child (desk->page_window, page);
}

static void
open_settings (Desk *desk)
{
  desk->settings = DT_RULE_SETTINGS (dt_rule_settings_new (desk->base.service));
  g_signal_connect_swapped (desk->settings, "subpage", G_CALLBACK (on_subpage_cb), desk);
  desk->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_child (desk->window, GTK_WIDGET (desk->settings));
  gtk_window_present (desk->window);
}

static void
close_settings (Desk *desk)
{
  gtk_window_set_child (desk->page_window, NULL);
  gtk_window_destroy (desk->window);
}

static void
set_up (Desk *desk, gconstpointer data)
{
  fixture_set_up (&desk->base, NULL);
  fixture_add_officers (&desk->base);
  fixture_act_as (&desk->base, data != NULL ? data : CHIEF);
  desk->page_window = GTK_WINDOW (gtk_window_new ());
  gtk_window_present (desk->page_window);
  open_settings (desk);
}

static void
tear_down (Desk *desk, gconstpointer data)
{
  close_settings (desk);
  gtk_window_destroy (desk->page_window);
  g_free (desk->said);
  fixture_tear_down (&desk->base, NULL);
}

static gboolean
on_tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_for (gboolean (*condition) (Desk *desk), Desk *desk)
{
  gint64 end = g_get_monotonic_time () + dt_test_allow (LIMIT);
  guint tick = g_timeout_add (10, on_tick_cb, NULL);

  while (!condition (desk))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
}

/* ---- what is on the page ---- */

static GtkWidget *
find_widget (GtkWidget *root,
             gboolean (*is) (GtkWidget *widget, const char *text),
             const char *text)
{
  if (is (root, text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, is, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_row (GtkWidget *widget, const char *title)
{
  return ADW_IS_PREFERENCES_ROW (widget)
         && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title);
}

static gboolean
is_button (GtkWidget *widget, const char *label)
{
  return GTK_IS_BUTTON (widget)
         && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static gboolean
is_shown_text (GtkWidget *widget, const char *text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget)
         && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static GtkWidget *
get_row (Desk *desk, const char *title)
{
  GtkWidget *row = find_widget (desk->page, is_row, title);

  g_assert_nonnull (row);
  return row;
}

static void
type (Desk *desk, const char *title, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_row (desk, title)), text);
}

static void
accept (Desk *desk)
{
  g_signal_emit_by_name (desk->page, "accept");
}

static gboolean
is_wrong (Desk *desk, const char *title)
{
  return gtk_widget_has_css_class (get_row (desk, title), "error");
}

static gboolean
says (Desk *desk, const char *text)
{
  return find_widget (desk->page, is_shown_text, text) != NULL;
}

static const DtDeadlineRule *
find_rule (Desk *desk, const char *code)
{
  return dt_deadline_rules_find (
      dt_rule_book_get_deadlines (dt_service_get_rule_book (desk->base.service)), code);
}

/* ---- the tests ---- */

#define AMOUNT "How many"
#define FIRST "First day, for example 01/07/2026"
#define LAST "Last day; empty while it is not known"
#define SOURCE "Law and article"

static void
test_refused (Desk *desk, gconstpointer data)
{
  dt_rule_settings_open (desk->settings, "rule:feedback_answer");
  type (desk, AMOUNT, "0");
  accept (desk);
  g_assert_false (desk->closed);
  g_assert_true (is_wrong (desk, AMOUNT));
  g_assert_true (says (desk, "from 1 to 1000"));
  type (desk, AMOUNT, "3");
  g_assert_false (is_wrong (desk, AMOUNT)); /* told no longer */
  type (desk, LAST, "01/01/2026");
  type (desk, SOURCE, " ");
  accept (desk);
  g_assert_true (is_wrong (desk, LAST) && is_wrong (desk, SOURCE));
  type (desk, LAST, "31/02/2027");
  type (desk, SOURCE, "Quy chế");
  type (desk, FIRST, "01/01/2013");
  accept (desk);
  g_assert_true (is_wrong (desk, LAST) && is_wrong (desk, FIRST));
  g_assert_true (says (desk, "01/05/2013"));
  g_assert_false (desk->closed);
}

/* By default a change holds from a day on. */
static void
test_from_a_day (Desk *desk, gconstpointer data)
{
  dt_rule_settings_open (desk->settings, "rule:feedback_answer");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (desk, FIRST))), ==, "24/11/2026");
  type (desk, AMOUNT, "3");
  accept (desk);
  g_assert_true (desk->closed);
  g_assert_true (dt_service_get_rule_book (desk->base.service) == dt_rule_book_get_default ());
  dt_rule_settings_open (desk->settings, "rule:feedback_answer_20261124");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (desk, AMOUNT))), ==, "3");
  g_assert_nonnull (find_widget (desk->page, is_button, "_Take This New Rule Back"));
  dt_rule_settings_open (desk->settings, "rule:feedback_answer");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (desk, LAST))), ==, "23/11/2026");
}

static void
test_going_back (Desk *desk, gconstpointer data)
{
  GtkWidget *left;

  dt_rule_settings_open (desk->settings, "rule:complaint_settle");
  left = desk->page;
  type (desk, AMOUNT, "không rõ");
  g_signal_emit_by_name (desk->page, "closed", NULL);
  dt_rule_settings_open (desk->settings, "rule:reception_answer");
  g_assert_true (desk->page != left);
  type (desk, AMOUNT, "4");
  accept (desk);
  dt_rule_settings_open (desk->settings, "rule:complaint_settle");
  g_assert_true (desk->page == left);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (desk, AMOUNT))), ==, "không rõ");
}

/* The rules in force may change while something is typed. */
static void
test_changed_meanwhile (Desk *desk, gconstpointer data)
{
  g_auto (DtRuleTexts) texts = { { NULL } };
  g_autoptr (DtRuleDraft) other = dt_rule_draft_new (dt_rule_book_get_default (), "26740");
  g_autoptr (DtDeadlineRule) rule = dt_deadline_rule_copy (find_rule (desk, "reception_answer"));
  g_autoptr (DtOutcome) outcome = NULL;
  guint files;

  dt_rule_settings_open (desk->settings, "rule:complaint_settle");
  type (desk, AMOUNT, "20");
  rule->amount = 9;
  g_assert_true (dt_rule_draft_set_rule (other, rule, NULL));
  files = dt_rule_draft_to_texts (other, &texts);
  outcome = run (&desk->base, dt_command_change_rules (&texts, files));
  accept (desk);
  g_assert_true (desk->closed);
  dt_rule_settings_open (desk->settings, "rule:complaint_settle_20261124");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (desk, AMOUNT))), ==, "20");
  dt_rule_settings_open (desk->settings, "rule:reception_answer");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (desk, AMOUNT))), ==, "9");
}

static gboolean
is_ready (Desk *desk)
{
  return dt_rule_preview_page_is_ready (DT_RULE_PREVIEW_PAGE (desk->page));
}

static gboolean
is_closed (Desk *desk)
{
  return desk->closed;
}

static void
test_save (Desk *desk, gconstpointer data)
{
  g_autofree char *id = open_case (&desk->base, "Ngập nước", NULL, NULL);
  g_autoptr (DtCase) before = find (&desk->base, id);
  g_autoptr (DtCase) after = NULL;
  g_autofree char *draft = NULL;

  dt_rule_settings_try (desk->settings, "feedback_answer", 2);
  dt_rule_settings_preview (desk->settings);
  wait_for (is_ready, desk);
  g_assert_true (says (desk, "1 of 1 open cases"));
  g_assert_true (says (desk, "Earlier: 1"));
  g_assert_true (says (desk, before->code));
  g_assert_cmpint (find_rule (desk, "feedback_answer")->amount, ==, 5); /* nothing holds yet */
  g_signal_emit_by_name (find_widget (desk->page, is_button, "_Save"), "clicked");
  wait_for (is_closed, desk);
  g_assert_nonnull (desk->said);
  g_assert_cmpint (find_rule (desk, "feedback_answer")->amount, ==, 2);
  after = find (&desk->base, id);
  g_assert_cmpint (after->due, <, before->due);
  draft = dt_service_dup_draft (desk->base.service, DT_RULE_SETTINGS_DRAFT);
  g_assert_null (draft);
}

/* Closing the window loses nothing; discarding asks first. */
static void
test_draft (Desk *desk, gconstpointer data)
{
  g_autofree char *draft = NULL;
  g_autofree char *none = NULL;
  g_autoptr (GList) windows = NULL;
  AdwMessageDialog *dialog = NULL;

  dt_rule_settings_try (desk->settings, "feedback_answer", 2);
  close_settings (desk);
  open_settings (desk);
  draft = dt_service_dup_draft (desk->base.service, DT_RULE_SETTINGS_DRAFT);
  g_assert_nonnull (draft);
  dt_rule_settings_open (desk->settings, "rule:feedback_answer");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (desk, AMOUNT))), ==, "2");
  g_signal_emit_by_name (
      find_widget (GTK_WIDGET (desk->settings), is_button, "_Discard the Changes"), "clicked");
  windows = gtk_window_list_toplevels ();
  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data))
      dialog = l->data;
  g_assert_nonnull (dialog);
  adw_message_dialog_response (dialog, "discard");
  none = dt_service_dup_draft (desk->base.service, DT_RULE_SETTINGS_DRAFT);
  g_assert_null (none);
  dt_rule_settings_open (desk->settings, "rule:feedback_answer");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (desk, AMOUNT))), ==, "5");
}

static void
test_days (Desk *desk, gconstpointer data)
{
  const char *off = "Day off, for example 31/08/2026";
  const char *work = "Day worked instead, for example 22/08/2026";
  GtkWidget *year = find_widget (GTK_WIDGET (desk->settings), is_row, "Year 2027");

  g_assert_nonnull (year);
  g_assert_nonnull (
      strstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (year)), "Not entered"));
  dt_rule_settings_open (desk->settings, "swap:2026:-1");
  type (desk, off, "31/08/2026"); /* in the list already */
  type (desk, work, "05/12/2026");
  accept (desk);
  g_assert_true (is_wrong (desk, off) && !is_wrong (desk, work));
  type (desk, off, "28/11/2026");  /* a Saturday */
  type (desk, work, "30/11/2026"); /* a Monday */
  accept (desk);
  g_assert_true (is_wrong (desk, off) && is_wrong (desk, work));
  type (desk, off, "30/11/2026");
  type (desk, work, "05/12/2026");
  accept (desk);
  g_assert_true (desk->closed);
  dt_rule_settings_open (desk->settings, "year:2027");
  accept (desk);
  g_assert_true (is_wrong (desk, "Number, day and office of the announcement"));
  type (desk, "Number, day and office of the announcement", "Thông báo");
  accept (desk);
  g_assert_true (desk->closed);
  year = find_widget (GTK_WIDGET (desk->settings), is_row, "Year 2027");
  g_assert_cmpstr (
      adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (year)), ==, "No days are swapped");
}

static void
test_hours (Desk *desk, gconstpointer data)
{
  GtkWidget *morning;

  dt_rule_settings_open (desk->settings, "hours");
  type (desk, "Ends at", "07:00"); /* the morning's */
  accept (desk);
  g_assert_true (is_wrong (desk, "Ends at"));
  type (desk, "Ends at", "00:00"); /* a time like any other */
  accept (desk);
  g_assert_true (is_wrong (desk, "Ends at"));
  g_assert_true (says (desk, "It ends before it begins."));
  type (desk, "Ends at", "25:00");
  accept (desk);
  g_assert_true (is_wrong (desk, "Ends at"));
  type (desk, "Ends at", "11:00");
  accept (desk);
  g_assert_true (desk->closed);
  morning = find_widget (GTK_WIDGET (desk->settings), is_row, "Morning");
  g_assert_cmpstr (
      adw_action_row_get_subtitle (ADW_ACTION_ROW (morning)), ==, "07:30–11:00, Monday to Friday");
}

/* What was begun for a new row is still there when something else has been changed. */
static void
test_new_row (Desk *desk, gconstpointer data)
{
  dt_rule_settings_open (desk->settings, "closure:-1");
  type (desk, "Reason", "Mất điện");
  dt_rule_settings_open (desk->settings, "hours");
  type (desk, "Ends at", "11:00");
  accept (desk);
  g_assert_true (desk->closed);
  dt_rule_settings_open (desk->settings, "closure:-1");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (desk, "Reason"))), ==, "Mất điện");
}

/* Who is no administrator reads. */
static void
test_reading (Desk *desk, gconstpointer data)
{
  GtkWidget *row = find_widget (GTK_WIDGET (desk->settings),
                                is_row,
                                "Answering, settling: 5 working days from the day of receipt");

  g_assert_nonnull (row);
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  dt_rule_settings_open (desk->settings, "rule:feedback_answer");
  g_assert_null (desk->page);
  g_assert_false (gtk_widget_get_mapped (
      find_widget (GTK_WIDGET (desk->settings), is_button, "Back to _Defaults")));
}

int
main (int argc, char *argv[])
{
  dt_i18n_init ("en", NULL);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, officer)                                                                         \
  g_test_add ("/rule-settings/" #name, Desk, officer, set_up, test_##name, tear_down)
  ADD (refused, NULL);
  ADD (from_a_day, NULL);
  ADD (going_back, NULL);
  ADD (changed_meanwhile, NULL);
  ADD (save, NULL);
  ADD (draft, NULL);
  ADD (days, NULL);
  ADD (hours, NULL);
  ADD (new_row, NULL);
  ADD (reading, OFFICER);
#undef ADD
  return g_test_run ();
}
