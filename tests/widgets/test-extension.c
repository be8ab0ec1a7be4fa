/* SPDX-License-Identifier: GPL-3.0-or-later */
/* More time in the window: asked for by an officer, granted or not by a leader, told to the
 * citizen; a promise; a denunciation guided to its proper form; traits that change the time. It is
 * 14:00 on Monday, 23 November 2026; a complex denunciation is to be settled by 23 December, and
 * once extended by 22 January. */
#include "widgets/test-desk.h"

#include "dt-test.h"
#include "ui/inbox/dt-composer.h"
#include "ui/inbox/dt-due-bar.h"
#include "ui/letters/dt-letter-window.h"
#include "ui/shell/dt-form-window.h"
#include "ui/shell/dt-i18n.h"
#include "ui/shell/dt-words.h"

#include <adwaita.h>

#define REASON "Phải xác minh tại nhiều địa điểm"

static gboolean
shows_case (Desk *desk, gconstpointer data)
{
  return dt_window_is_settled (desk->window) && get_file (desk) != NULL
         && g_strcmp0 (get_file (desk)->a_case->id, desk->id) == 0;
}

static gboolean
has_request (Desk *desk, gconstpointer data)
{
  return get_file (desk)->a_case->request == GPOINTER_TO_INT (data);
}

static gboolean
is_due (Desk *desk, gconstpointer data)
{
  g_autofree char *due = dt_time_to_iso (get_file (desk)->a_case->due);

  return g_str_has_prefix (due, data);
}

static gboolean
has_status (Desk *desk, gconstpointer data)
{
  return get_file (desk)->a_case->status == (DtCaseStatus) GPOINTER_TO_UINT (data);
}

static gboolean
is_text (GtkWidget *widget, const char *text)
{
  return (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
         || (ADW_IS_ACTION_ROW (widget)
             && g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)), text) == 0);
}

/* The widget that says so, if it is shown. */
static GtkWidget *
find_text (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (is_text (widget, text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
says (Desk *desk, gconstpointer data)
{
  return find_text (GTK_WIDGET (desk->window), data) != NULL;
}

static gboolean
says_no_more (Desk *desk, gconstpointer data)
{
  return !says (desk, data);
}

/* The n-th widget of that type below @root, from 0; NULL: there are not so many. */
static GtkWidget *
find_nth (GtkWidget *root, GType type, int *n)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (*n)-- == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth (child, type, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gpointer
nth (gpointer root, GType type, int n)
{
  return find_nth (GTK_WIDGET (root), type, &n);
}

static GtkWidget *
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type))
      return l->data;
  return NULL;
}

static gboolean
has_no_form (Desk *desk, gconstpointer data)
{
  return find_window (DT_TYPE_FORM_WINDOW) == NULL;
}

/* The button that the form's action is on. */
static gboolean
is_ready (GtkWidget *form)
{
  return gtk_widget_get_sensitive (gtk_window_get_default_widget (GTK_WINDOW (form)));
}

static void
type (GtkWidget *form, int entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (nth (form, ADW_TYPE_ENTRY_ROW, entry)), text);
}

static void
accept (Desk *desk, GtkWidget *form)
{
  g_assert_true (is_ready (form));
  g_signal_emit_by_name (form, "accept");
  wait_for (desk, has_no_form, NULL);
}

static GtkWidget *
open_form (Desk *desk, const char *action)
{
  GtkWidget *form;

  gtk_widget_activate_action (GTK_WIDGET (desk->window), action, NULL);
  form = find_window (DT_TYPE_FORM_WINDOW);
  g_assert_nonnull (form);
  return form;
}

static void
open_denunciation (Desk *self, DtChannelKind channel, DtTraits traits)
{
  const DtNewCase values = { .channel = channel,
                             .kind = DT_CASE_KIND_DENUNCIATION,
                             .text = "Lấn chiếm lối đi chung",
                             .name = "Trần Thị Hoa" };
  const DtCaseEdit edit = { .set_traits = TRUE, .traits = traits };
  g_autoptr (DtOutcome) outcome = run (&self->base, dt_command_open_case (&values, NULL, 0));
  const char *ids[] = { outcome->case_ids[0], NULL };

  if (traits != 0)
    g_object_unref (run (&self->base, dt_command_set_fields (ids, &edit)));
  self->id = g_strdup (outcome->case_ids[0]);
}

static void
desk_open (Desk *self, const char *officer)
{
  fixture_act_as (&self->base, officer);
  desk_present (self);
  dt_window_set_view (self->window, DT_VIEW_ALL);
  dt_window_open_case (self->window, self->id);
  wait_for (self, shows_case, NULL);
}

/* ---- asking and deciding ---- */

static void
test_ask (Desk *self, gconstpointer data)
{
  GtkWidget *form;

  open_denunciation (self, DT_CHANNEL_WALK_IN, DT_TRAIT_COMPLEX);
  desk_open (self, OFFICER);
  form = open_form (self, "case.ask-extension");
  g_assert_false (is_ready (form));
  g_assert_nonnull (find_text (form, "17:00 thứ Tư 23/12/2026"));
  g_assert_nonnull (find_text (form, "17:00 thứ Sáu 22/01/2027 (tạm tính)"));
  g_assert_nonnull (find_text (form,
                               "Được gia hạn 1 lần, mỗi lần 30 ngày; chưa gia hạn lần nào\n"
                               "Luật Tố cáo số 25/2018/QH14, Điều 30, khoản 2"));
  type (form, 0, REASON);
  g_assert_true (is_ready (form));
  type (form, 1, "32/1/2027");
  g_assert_false (is_ready (form));
  g_assert_nonnull (find_text (form, "Ghi ngày theo mẫu: 23/11/2026"));
  type (form, 1, "20/11/2026");
  g_assert_false (is_ready (form));
  g_assert_nonnull (find_text (form, "Ngày này đã qua: chọn ngày khác"));
  type (form, 1, "25/1/2027");
  g_assert_true (is_ready (form));
  g_assert_nonnull (find_text (form, "Ngày hẹn muộn hơn thời hạn mới"));
  type (form, 1, "15/1/2027");
  g_assert_null (find_text (form, "Ngày hẹn muộn hơn thời hạn mới"));
  accept (self, form);
  wait_for (self, has_request, GINT_TO_POINTER (DT_CLOCK_ANSWER));
  wait_for (self, says, "Xin gia hạn, chờ lãnh đạo duyệt");
  wait_for (self, says, OFFICER " xin gia hạn thời hạn trả lời: " REASON);
  wait_for (
      self,
      says,
      "Nếu duyệt: hạn mới 17:00 thứ Sáu 22/01/2027 (tạm tính), hẹn trả lời thứ Sáu 15/01/2027");
  g_assert_null (find_text (GTK_WIDGET (self->window), "Duyệt")); /* who asks does not decide */
  gtk_widget_activate_action (GTK_WIDGET (self->window), "case.withdraw", NULL);
  wait_for (self, has_request, GINT_TO_POINTER (-1));
  wait_for (self, says_no_more, "Xin gia hạn, chờ lãnh đạo duyệt");
  wait_for (self, says, OFFICER " rút lại đề nghị gia hạn");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_for (self, has_request, GINT_TO_POINTER (DT_CLOCK_ANSWER));
}

static void
ask_as_officer (Desk *self)
{
  open_denunciation (self, DT_CHANNEL_WALK_IN, DT_TRAIT_COMPLEX);
  fixture_act_as (&self->base, OFFICER);
  g_object_unref (
      run (&self->base, dt_command_request_extension (self->id, DT_CLOCK_ANSWER, 0, REASON)));
}

static void
test_grant (Desk *self, gconstpointer data)
{
  GtkWidget *notice;

  ask_as_officer (self);
  desk_open (self, LEADER);
  wait_for (self, is_due, "2026-12-23");
  g_assert_nonnull (find_text (GTK_WIDGET (self->window), "Duyệt"));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "case.grant", NULL);
  wait_for (self, is_due, "2027-01-22T17:00");
  wait_for (self, says, LEADER " gia hạn thời hạn trả lời: " REASON);
  wait_for (self, says, "Thông báo");

  gtk_widget_activate_action (GTK_WIDGET (self->window), "case.notice", "s", "");
  notice = find_window (DT_TYPE_LETTER_WINDOW);
  g_assert_nonnull (notice);
  gtk_window_destroy (GTK_WINDOW (notice));

  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_for (self, is_due, "2026-12-23");
  wait_for (self, has_request, GINT_TO_POINTER (DT_CLOCK_ANSWER));
  wait_for (self, says_no_more, "Thông báo"); /* of what does not hold any more */
}

static void
test_decline (Desk *self, gconstpointer data)
{
  GtkWidget *form;

  ask_as_officer (self);
  desk_open (self, LEADER);
  form = open_form (self, "case.decline");
  g_assert_false (is_ready (form));
  type (form, 0, "Còn đủ thời gian");
  accept (self, form);
  wait_for (self, has_request, GINT_TO_POINTER (-1));
  wait_for (self, says, LEADER " không duyệt gia hạn thời hạn trả lời: Còn đủ thời gian");
}

/* Accepting the case meets the clock that was asked for: nothing is left to grant. */
static void
test_too_late (Desk *self, gconstpointer data)
{
  const char *ids[2] = { NULL };

  fixture_act_as (&self->base, CLERK);
  open_denunciation (self, DT_CHANNEL_LETTER, 0);
  fixture_act_as (&self->base, OFFICER);
  g_object_unref (
      run (&self->base, dt_command_request_extension (self->id, DT_CLOCK_ACKNOWLEDGE, 0, REASON)));
  ids[0] = self->id;
  g_object_unref (
      run (&self->base, dt_command_set_status (ids, DT_CASE_STATUS_ACCEPTED, NULL, NULL)));
  desk_open (self, LEADER);
  wait_for (self, says, "Không còn duyệt được nữa.");
  g_assert_null (find_text (GTK_WIDGET (self->window), "Duyệt"));
  g_assert_nonnull (find_text (GTK_WIDGET (self->window), "Không duyệt…"));
}

/* Without a request, and then no more: the rule allows one. */
static void
test_extend (Desk *self, gconstpointer data)
{
  GtkWidget *form;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (DtCommand) again = NULL;
  g_autofree char *words = NULL;

  open_denunciation (self, DT_CHANNEL_WALK_IN, DT_TRAIT_COMPLEX);
  desk_open (self, LEADER);
  form = open_form (self, "case.extend");
  type (form, 0, REASON);
  accept (self, form);
  wait_for (self, is_due, "2027-01-22");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "case.extend", NULL);
  g_assert_null (find_window (DT_TYPE_FORM_WINDOW));
  again = dt_command_extend (self->id, DT_CLOCK_ANSWER, 0, REASON);
  outcome = dt_service_run_sync (self->base.service, again, &error);
  g_assert_nonnull (error);
  words = dt_words_error (error);
  g_assert_cmpstr (words,
                   ==,
                   "Quy định không cho gia hạn thêm thời hạn này (Luật Tố cáo số 25/2018/QH14, "
                   "Điều 30, khoản 2).");
}

/* ---- promising ---- */

static void
test_promise (Desk *self, gconstpointer data)
{
  GtkWidget *form;

  open_denunciation (self, DT_CHANNEL_WALK_IN, 0);
  desk_open (self, OFFICER);
  form = open_form (self, "case.promise");
  g_assert_false (is_ready (form));
  type (form, 0, "27/11/2026");
  accept (self, form);
  wait_for (self, is_due, "2026-11-27T17:00");
  wait_for (self, says, OFFICER " hẹn trả lời thứ Sáu 27/11/2026");
  form = open_form (self, "case.promise");
  g_assert_nonnull (find_text (form, "17:00 thứ Sáu 27/11/2026"));
  gtk_window_destroy (GTK_WINDOW (form));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_for (self, is_due, "2026-12-23");
}

/* The calendar tells nothing of the same day of another month: the button takes it. */
static void
test_calendar (Desk *self, gconstpointer data)
{
  g_autoptr (GDateTime) day = g_date_time_new_local (2026, 12, 27, 0, 0, 0);
  GtkWidget *form;
  GtkWidget *row;
  GtkCalendar *calendar;

  open_denunciation (self, DT_CHANNEL_WALK_IN, 0);
  desk_open (self, OFFICER);
  form = open_form (self, "case.promise");
  row = nth (form, ADW_TYPE_ENTRY_ROW, 0);
  calendar = nth (row, GTK_TYPE_CALENDAR, 0);
  type (form, 0, "27/11/2026");
  g_signal_emit_by_name (gtk_widget_get_ancestor (GTK_WIDGET (calendar), GTK_TYPE_POPOVER), "show");
  gtk_calendar_select_day (calendar, day);
  type (form, 0, "");
  g_signal_emit_by_name (gtk_widget_get_next_sibling (GTK_WIDGET (calendar)), "clicked");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "27/12/2026");
  gtk_window_destroy (GTK_WINDOW (form));
}

/* ---- the popover ---- */

static void
test_popover (Desk *self, gconstpointer data)
{
  GtkWidget *bar;
  GtkWidget *why;
  GtkWidget *popover;

  open_denunciation (self, DT_CHANNEL_WALK_IN, 0); /* not complex: no extension */
  desk_open (self, OFFICER);
  bar = nth (self->window, DT_TYPE_DUE_BAR, 0);
  why = nth (bar, GTK_TYPE_MENU_BUTTON, 0);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (why)));
  g_signal_emit_by_name (popover, "show");
  g_assert_nonnull (find_text (popover, "Quy định không cho gia hạn thời hạn này"));
  g_assert_null (find_text (popover, "Xin gia hạn…"));
  g_assert_nonnull (find_text (popover, "Hẹn ngày trả lời…"));
}

/* ---- the proper form ---- */

static void
test_guide (Desk *self, gconstpointer data)
{
  GtkTextBuffer *buffer;
  GtkWidget *composer;
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  open_denunciation (self, DT_CHANNEL_FACEBOOK, 0);
  desk_open (self, OFFICER);
  wait_for (self, says, "Tố cáo chưa đúng hình thức");
  composer = nth (self->window, DT_TYPE_COMPOSER, 0);
  buffer = gtk_text_view_get_buffer (nth (composer, GTK_TYPE_TEXT_VIEW, 0));
  gtk_text_buffer_set_text (buffer, "Chào bà Hoa.", -1);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "case.guide", NULL);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_true (g_str_has_prefix (text, "Chào bà Hoa.\n\n")); /* nothing typed is lost */
  g_assert_nonnull (strstr (text, "Điều 22"));
  g_assert_nonnull (find_text (composer, "Ghi nhận hướng dẫn"));
  dt_composer_submit (DT_COMPOSER (composer));
  wait_for (self, has_status, GUINT_TO_POINTER (DT_CASE_STATUS_REFUSED));
  g_assert_cmpstr (get_file (self)->a_case->ground, ==, "denunciation_guided");
  wait_for (self, says_no_more, "Tố cáo chưa đúng hình thức");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.undo", NULL);
  wait_for (self, has_status, GUINT_TO_POINTER (DT_CASE_STATUS_RECEIVED));
  wait_for (self, says, "Tố cáo chưa đúng hình thức");
}

/* What is being done in the card is not lost as a minute passes. */
static void
test_card (Desk *self, gconstpointer data)
{
  gint64 now = dt_clock_now (self->base.clock);
  g_autoptr (GtkWidget) before = NULL;
  GtkWidget *bar;

  open_denunciation (self, DT_CHANNEL_FACEBOOK, 0);
  desk_open (self, OFFICER);
  wait_for (self, says, "Tố cáo chưa đúng hình thức");
  bar = nth (self->window, DT_TYPE_DUE_BAR, 0);
  before = g_object_ref (find_text (bar, "Tố cáo chưa đúng hình thức"));
  dt_due_bar_set_file (
      DT_DUE_BAR (bar), self->base.service, get_file (self), now + 60 * G_USEC_PER_SEC);
  g_assert_true (find_text (bar, "Tố cáo chưa đúng hình thức") == before);
  dt_due_bar_set_file (
      DT_DUE_BAR (bar), self->base.service, get_file (self), now + G_TIME_SPAN_DAY);
  g_assert_true (find_text (bar, "Tố cáo chưa đúng hình thức") != before);
}

/* What is no denunciation any more is answered, not guided. */
static void
test_guided_no_more (Desk *self, gconstpointer data)
{
  const DtCaseEdit edit = { .set_kind = TRUE, .kind = DT_CASE_KIND_FEEDBACK };
  const char *ids[2] = { NULL };

  open_denunciation (self, DT_CHANNEL_FACEBOOK, 0);
  desk_open (self, OFFICER);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "case.guide", NULL);
  wait_for (self, says, "Ghi nhận hướng dẫn");
  ids[0] = self->id;
  g_object_unref (run (&self->base, dt_command_set_fields (ids, &edit)));
  wait_for (self, says_no_more, "Tố cáo chưa đúng hình thức");
  g_assert_false (says (self, "Ghi nhận hướng dẫn"));
}

/* ---- traits ---- */

static GtkWidget *
find_switch (GtkWidget *form, const char *title)
{
  for (int i = 0; nth (form, ADW_TYPE_ACTION_ROW, i) != NULL; i++)
    {
      GtkWidget *row = nth (form, ADW_TYPE_ACTION_ROW, i);

      if (gtk_widget_get_visible (row)
          && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) == 0)
        return nth (row, GTK_TYPE_SWITCH, 0);
    }
  return NULL;
}

static void
test_traits (Desk *self, gconstpointer data)
{
  GtkWidget *form;
  GtkSwitch *complex;
  GtkSwitch *especially;

  open_denunciation (self, DT_CHANNEL_WALK_IN, 0);
  desk_open (self, OFFICER);
  form = open_form (self, "case.edit");
  complex = GTK_SWITCH (find_switch (form, "Vụ việc phức tạp"));
  especially = GTK_SWITCH (find_switch (form, "Vụ việc đặc biệt phức tạp"));
  g_assert_nonnull (complex);
  g_assert_nonnull (especially);
  g_assert_null (find_switch (form, "Giải quyết lần hai")); /* of complaints */
  gtk_switch_set_active (especially, TRUE);
  gtk_switch_set_active (complex, TRUE);
  g_assert_false (gtk_switch_get_active (especially));
  accept (self, form);
  wait_for (self, says, OFFICER " đặt tính chất vụ việc là “Vụ việc phức tạp”");
  g_assert_cmpint (get_file (self)->a_case->traits, ==, DT_TRAIT_COMPLEX);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/extension/" name, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  dt_i18n_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("ask", test_ask);
  ADD ("grant", test_grant);
  ADD ("decline", test_decline);
  ADD ("too late", test_too_late);
  ADD ("extend", test_extend);
  ADD ("promise", test_promise);
  ADD ("popover", test_popover);
  ADD ("guide", test_guide);
  ADD ("guided no more", test_guided_no_more);
  ADD ("card", test_card);
  ADD ("calendar", test_calendar);
  ADD ("traits", test_traits);
  return g_test_run ();
}
