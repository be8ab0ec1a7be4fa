/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page "today" and the passing of time, in the main window on a workspace of its own. The clock
 * stands still until it is moved: nothing waits for time to pass. */
#include "widgets/test-desk.h"

#include "dt-test.h"
#include "ui/inbox/dt-case-row.h"
#include "ui/inbox/dt-line-text.h"
#include "ui/inbox/dt-officer-popover.h"
#include "ui/shell/dt-i18n.h"
#include "ui/shell/dt-minute-tick.h"
#include "ui/shell/dt-notifier.h"
#include "ui/today/dt-today-list.h"
#include "ui/today/dt-today-page.h"
#include "ui/today/dt-today-row.h"
#include "ui/welcome/dt-sign-in-page.h"

#include <adwaita.h>

static void
set_clock (Desk *self, const char *text)
{
  gint64 time = 0;

  g_assert_true (dt_time_from_iso (text, &time));
  dt_clock_set_fixed (self->base.clock, time);
}

/* Another minute, and all that comes of it. */
static void
pass_to (Desk *self, const char *text)
{
  set_clock (self, text);
  dt_window_tick (self->window);
  wait_for (self, is_settled, NULL);
}

/* Everything of that type below @widget that is shown. */
static void
collect (GtkWidget *widget, GType type, GPtrArray *out)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_visible (child))
        continue;
      if (G_TYPE_CHECK_INSTANCE_TYPE (child, type))
        g_ptr_array_add (out, child);
      collect (child, type, out);
    }
}

static GPtrArray *
find_all (Desk *self, GType type)
{
  GPtrArray *out = g_ptr_array_new ();

  collect (GTK_WIDGET (self->window), type, out);
  return out;
}

static const char *
get_text (gpointer widget)
{
  return GTK_IS_LABEL (widget) ? gtk_label_get_text (widget) : dt_line_text_get_text (widget);
}

static gboolean
shows_text (Desk *desk, gconstpointer text)
{
  g_autoptr (GPtrArray) labels = find_all (desk, GTK_TYPE_LABEL);

  collect (GTK_WIDGET (desk->window), DT_TYPE_LINE_TEXT, labels);
  for (guint i = 0; i < labels->len; i++)
    if (strstr (get_text (labels->pdata[i]), text) != NULL
        && gtk_widget_get_mapped (labels->pdata[i]))
      return TRUE;
  return FALSE;
}

static DtTodayRow *
find_row (Desk *self, const char *case_id)
{
  g_autoptr (GPtrArray) rows = find_all (self, DT_TYPE_TODAY_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (dt_today_row_get_case (rows->pdata[i])->id, case_id) == 0)
      return rows->pdata[i];
  return NULL;
}

static gboolean
shows_case (Desk *desk, gconstpointer data)
{
  return dt_window_is_settled (desk->window) && get_file (desk) != NULL
         && g_strcmp0 (get_file (desk)->a_case->id, data) == 0;
}

static gboolean
has_rows (Desk *desk, gconstpointer data)
{
  return dt_window_is_settled (desk->window)
         && dt_list_pane_get_n_rows (dt_window_get_list (desk->window)) == GPOINTER_TO_UINT (data);
}

static void
desk_open (Desk *self)
{
  desk_present (self);
  wait_for (self, is_settled, NULL);
}

/* Accepted at the counter on Monday 23 November at 14:00, so due on Monday 30 at 17:00. @officer:
 * who handles it; NULL: nobody. */
static char *
make_case (Desk *self, const char *text, const char *officer)
{
  char *id = open_case (&self->base, text, "Trần Thị Hoa", NULL);
  const char *ids[] = { id, NULL };
  const char *to = officer != NULL ? fixture_officer (&self->base, officer, DT_ROLE_OFFICER) : NULL;

  g_object_unref (run (&self->base, dt_command_assign (ids, to)));
  return id;
}

/* ---- the page ---- */

static void
test_empty (Desk *self, gconstpointer data)
{
  desk_open (self);
  wait_for (self, shows_text, "Hôm nay không có việc đến hạn");
  wait_for (self, shows_text, "Bạn không có hồ sơ nào đang tính thời hạn.");
  wait_for (self, shows_text, "Thứ Hai, 23 tháng 11");
}

static void
test_next (Desk *self, gconstpointer data)
{
  g_autofree char *id = make_case (self, "Đèn hẻm không sáng", OFFICER);

  desk_open (self);
  g_assert_null (find_row (self, id));
  wait_for (self, shows_text, "Hồ sơ sớm nhất tiếp theo: hạn thứ Hai 30/11.");
}

/* A row opens its case, with the list it belongs to; going back leads to the page. */
static void
test_open (Desk *self, gconstpointer data)
{
  g_autofree char *id = make_case (self, "Đèn hẻm không sáng", OFFICER);
  g_autofree char *second = make_case (self, "Rác tồn đọng trước chợ", OFFICER);

  set_clock (self, "2026-12-01T09:00:00");
  desk_open (self);
  g_assert_nonnull (find_row (self, id));
  g_signal_emit_by_name (find_row (self, id), "activate");
  wait_for (self, shows_case, id);
  wait_for (self, has_rows, GUINT_TO_POINTER (2));
  g_assert_cmpint (dt_list_pane_get_view (dt_window_get_list (self->window)), ==, DT_VIEW_OVERDUE);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.back", NULL);
  wait_for (self, shows_text, "Thứ Ba, 1 tháng 12");
  g_assert_true (find_row (self, second) != NULL);
  g_assert_false (dt_window_shows_cases (self->window));
}

/* Only five stand there; the way to all of them says how many. */
static void
test_many (Desk *self, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < 7; i++)
    g_free (make_case (self, "Ngập nước", i < 6 ? OFFICER : OTHER));
  set_clock (self, "2026-12-01T09:00:00");
  desk_open (self);
  rows = find_all (self, DT_TYPE_TODAY_ROW);
  g_assert_cmpuint (rows->len, ==, DT_TODAY_ROWS);
  g_assert_cmpint (dt_today_count (dt_window_get_today (self->window)), ==, 6);
  wait_for (self, shows_text, "Xem tất cả 7 hồ sơ ở mục “Quá hạn”");
}

static guint
count_notes (Desk *self, const char *id)
{
  g_autoptr (DtCaseFile) file = load (&self->base, id);
  guint n = 0;

  for (guint i = 0; i < file->timeline->len; i++)
    {
      DtTimelineItem *item = file->timeline->pdata[i];

      n += item->type == DT_TIMELINE_MESSAGE && item->direction == DT_DIRECTION_NOTE
           && strstr (item->text, OFFICER) != NULL;
    }
  return n;
}

static GtkWidget *
find_button (Desk *self, DtTodayRow *row, GType type, const char *tooltip)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  collect (GTK_WIDGET (row), type, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_widget_get_tooltip_text (buttons->pdata[i]), tooltip) == 0)
      return buttons->pdata[i];
  return NULL;
}

/* A leader sees who handles it, reminds them in a note, and hands it to somebody else. */
static void
test_leader (Desk *self, gconstpointer data)
{
  g_autofree char *id = make_case (self, "Đèn hẻm không sáng", OFFICER);
  g_autofree char *nobodys = make_case (self, "Rác tồn đọng", NULL);
  GtkWidget *button;

  fixture_act_as (&self->base, LEADER);
  set_clock (self, "2026-12-01T09:00:00");
  desk_open (self);
  wait_for (self, shows_text, "Cần lãnh đạo chỉ đạo");
  wait_for (self, shows_text, "Trần\u00a0Thị\u00a0Cán\u00a0xử\u00a0lý");
  g_assert_null (find_button (
      self, find_row (self, nobodys), GTK_TYPE_BUTTON, "Nhắc người xử lý bằng ghi chú nội bộ"));
  button = find_button (
      self, find_row (self, id), GTK_TYPE_BUTTON, "Nhắc người xử lý bằng ghi chú nội bộ");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  wait_for (self, is_settled, NULL);
  g_assert_cmpuint (count_notes (self, id), ==, 1);
  button = find_button (self, find_row (self, id), GTK_TYPE_MENU_BUTTON, "Giao lại cho người khác");
  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  g_assert_true (DT_IS_OFFICER_POPOVER (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))));
}

/* ---- time ---- */

/* A minute brings a case from "soon" to "overdue", in the page, the sidebar and the list. */
static void
test_minutes (Desk *self, gconstpointer data)
{
  g_autofree char *id = make_case (self, "Đèn hẻm không sáng", OFFICER);

  desk_open (self);
  g_assert_null (find_row (self, id));
  pass_to (self, "2026-11-27T09:00:00");
  g_assert_nonnull (find_row (self, id));
  wait_for (self, shows_text, "Thứ Sáu, 27 tháng 11");
  wait_for (self, shows_text, "còn 1 ngày");
  g_assert_cmpint (dt_service_get_counts (self->base.service)[DT_VIEW_DUE_SOON], ==, 1);
  pass_to (self, "2026-11-30T16:59:00");
  wait_for (self, shows_text, "còn 1 phút");
  wait_for (self, shows_text, "Đến hạn hôm nay");
  pass_to (self, "2026-11-30T17:01:00");
  wait_for (self, shows_text, "vừa quá hạn");
  g_assert_cmpint (dt_service_get_counts (self->base.service)[DT_VIEW_OVERDUE], ==, 1);
  g_assert_cmpint (dt_service_get_counts (self->base.service)[DT_VIEW_DUE_SOON], ==, 0);
}

static gboolean
names_age (Desk *desk, gconstpointer age)
{
  g_autoptr (GPtrArray) rows = find_all (desk, DT_TYPE_CASE_ROW);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    collect (rows->pdata[i], DT_TYPE_LINE_TEXT, labels);
  for (guint i = 0; i < labels->len; i++)
    if (g_str_has_prefix (get_text (labels->pdata[i]), age))
      return TRUE;
  return FALSE;
}

/* Rows of a list say how long a case has been waiting; the views of what is due gain and lose. */
static void
test_lists (Desk *self, gconstpointer data)
{
  g_autofree char *id = make_case (self, "Đèn hẻm không sáng", OFFICER);

  desk_open (self);
  dt_window_set_view (self->window, DT_VIEW_MINE);
  wait_for (self, has_rows, GUINT_TO_POINTER (1));
  dt_window_step (self->window, 1);
  wait_for (self, shows_case, id);
  pass_to (self, "2026-11-23T14:12:00");
  wait_for (self, names_age, "12 phút");
  wait_for (self, shows_text, "12\u00a0phút");
  dt_window_set_view (self->window, DT_VIEW_OVERDUE);
  wait_for (self, has_rows, GUINT_TO_POINTER (0));
  pass_to (self, "2026-12-01T08:00:00");
  wait_for (self, has_rows, GUINT_TO_POINTER (1));
}

static void
on_minute_cb (DtMinuteTick *tick, gboolean day, guint *counts)
{
  counts[day ? 1 : 0]++;
}

/* A minute is told once, a jump as one minute, midnight as another day. */
static void
test_tick (Desk *self, gconstpointer data)
{
  g_autoptr (DtClock) clock = dt_clock_new_fixed (TEST_NOW);
  g_autoptr (DtMinuteTick) tick = dt_minute_tick_new (clock);
  guint counts[2] = { 0 };

  g_signal_connect (tick, "minute", G_CALLBACK (on_minute_cb), counts);
  dt_minute_tick_check (tick);
  dt_clock_set_fixed (clock, TEST_NOW + 59 * G_USEC_PER_SEC);
  dt_minute_tick_check (tick);
  g_assert_cmpuint (counts[0] + counts[1], ==, 0);
  dt_clock_set_fixed (clock, TEST_NOW + 60 * G_USEC_PER_SEC);
  dt_minute_tick_check (tick);
  dt_minute_tick_check (tick);
  g_assert_cmpuint (counts[0], ==, 1);
  dt_clock_set_fixed (clock, TEST_NOW + 3 * G_TIME_SPAN_HOUR); /* it slept */
  dt_minute_tick_check (tick);
  g_assert_cmpuint (counts[0], ==, 2);
  dt_clock_set_fixed (clock, TEST_NOW + 10 * G_TIME_SPAN_HOUR); /* midnight */
  dt_minute_tick_check (tick);
  g_assert_cmpuint (counts[0], ==, 2);
  g_assert_cmpuint (counts[1], ==, 1);
}

/* ---- reminders ---- */

/* Names of citizens and their words stay out of what stands on the desktop. */
static void
test_body (Desk *self, gconstpointer data)
{
  g_autofree char *id = make_case (self, "Đèn hẻm 15 không sáng", OFFICER);
  g_autoptr (DtCase) a_case = find (&self->base, id);
  g_autofree char *body = dt_notifier_dup_body (a_case);

  g_assert_cmpstr (a_case->citizen_name, ==, "Trần Thị Hoa");
  g_assert_cmpstr (body, ==, "HS-2026-0001 · Chưa phân lĩnh vực");
}

/* What a reminder leads to: at once, or after the PIN where the window is locked. */
static void
test_come_to (Desk *self, gconstpointer data)
{
  g_autofree char *id = make_case (self, "Đèn hẻm không sáng", OFFICER);

  desk_open (self);
  dt_window_come_to (self->window, id);
  wait_for (self, shows_case, id);
  dt_window_come_to (self->window, NULL);
  wait_for (self, shows_text, "Thứ Hai, 23 tháng 11");
  dt_window_lock (self->window);
  dt_window_come_to (self->window, id);
  g_assert_null (get_file (self));
  fixture_act_as (&self->base, OFFICER);
  dt_window_unlock (self->window);
  wait_for (self, shows_case, id);
}

/* Whoever stands on the last row stays in the list when it loses one. */
static void
test_row_leaves (Desk *self, gconstpointer data)
{
  g_autofree char *first = make_case (self, "Đèn hẻm không sáng", OFFICER);
  g_autofree char *second = make_case (self, "Rác tồn đọng", OFFICER);
  const char *ids[] = { second, NULL };
  g_autoptr (GPtrArray) rows = NULL;

  set_clock (self, "2026-12-01T09:00:00");
  desk_open (self);
  rows = find_all (self, DT_TYPE_TODAY_ROW);
  g_assert_cmpuint (rows->len, ==, 2);
  gtk_widget_grab_focus (rows->pdata[1]);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == rows->pdata[1]);
  g_object_unref (run (
      &self->base, dt_command_assign (ids, fixture_officer (&self->base, OTHER, DT_ROLE_OFFICER))));
  wait_for (self, is_settled, NULL);
  g_assert_null (find_row (self, second));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window))
                 == GTK_WIDGET (find_row (self, first)));
}

static gboolean
shows_page (Desk *desk)
{
  g_autoptr (GPtrArray) pages = find_all (desk, DT_TYPE_TODAY_PAGE);

  return pages->len == 1 && gtk_widget_get_mapped (pages->pdata[0]);
}

/* Another officer who signs in at the locked window begins with a day of their own. */
static void
test_other_officer (Desk *self, gconstpointer data)
{
  g_autofree char *id = make_case (self, "Đèn hẻm không sáng", OFFICER);
  g_autofree char *theirs = make_case (self, "Rác tồn đọng", OTHER);
  g_autoptr (GPtrArray) asks = NULL;

  set_clock (self, "2026-12-01T09:00:00");
  desk_open (self);
  g_assert_nonnull (find_row (self, id));
  dt_window_set_view (self->window, DT_VIEW_ALL);
  wait_for (self, is_settled, NULL);
  dt_window_lock (self->window);
  asks = find_all (self, DT_TYPE_SIGN_IN_PAGE);
  g_assert_cmpuint (asks->len, ==, 1);
  /* Still being read when the other one comes. */
  set_clock (self, "2026-12-01T09:01:00");
  dt_window_tick (self->window);
  fixture_act_as (&self->base, OTHER);
  g_signal_emit_by_name (asks->pdata[0], "signed-in");
  g_assert_null (find_row (self, id));
  wait_for (self, is_settled, NULL);
  g_assert_true (shows_page (self));
  g_assert_null (find_row (self, id));
  g_assert_nonnull (find_row (self, theirs));
}

/* Who comes back finds what they left. */
static void
test_same_officer (Desk *self, gconstpointer data)
{
  g_autoptr (GPtrArray) asks = NULL;

  desk_open (self);
  dt_window_set_view (self->window, DT_VIEW_ALL);
  dt_window_lock (self->window);
  asks = find_all (self, DT_TYPE_SIGN_IN_PAGE);
  fixture_act_as (&self->base, OFFICER);
  g_signal_emit_by_name (asks->pdata[0], "signed-in");
  wait_for (self, is_settled, NULL);
  g_assert_false (shows_page (self));
}

/* A case that is opened by its id stays, whatever the list had chosen before it was read again. */
static void
test_opened (Desk *self, gconstpointer data)
{
  g_autofree char *first = make_case (self, "Đèn hẻm không sáng", OFFICER);
  g_autofree char *second = make_case (self, "Rác tồn đọng", OFFICER);
  g_autoptr (GPtrArray) chosen = NULL;

  desk_open (self);
  dt_window_set_view (self->window, DT_VIEW_ALL);
  wait_for (self, has_rows, GUINT_TO_POINTER (2));
  dt_window_step (self->window, 1);
  wait_for (self, shows_case, second);
  dt_window_set_view (self->window, DT_VIEW_ALL);
  dt_window_open_case (self->window, first);
  wait_for (self, shows_case, first);
  wait_for (self, has_rows, GUINT_TO_POINTER (2));
  g_assert_cmpstr (get_file (self)->a_case->id, ==, first);
  chosen = dt_list_pane_dup_selection (dt_window_get_list (self->window));
  g_assert_cmpuint (chosen->len, ==, 1);
  g_assert_cmpstr (((DtCase *) chosen->pdata[0])->id, ==, first);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/today-page/" name, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char *argv[])
{
  dt_i18n_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/org/doithoai/DoiThoai/icons");
  ADD ("empty", test_empty);
  ADD ("next", test_next);
  ADD ("open", test_open);
  ADD ("many", test_many);
  ADD ("leader", test_leader);
  ADD ("minutes", test_minutes);
  ADD ("lists", test_lists);
  ADD ("tick", test_tick);
  ADD ("body", test_body);
  ADD ("come-to", test_come_to);
  ADD ("opened", test_opened);
  ADD ("row-leaves", test_row_leaves);
  ADD ("other-officer", test_other_officer);
  ADD ("same-officer", test_same_officer);
  return g_test_run ();
}
