/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window on a workspace of its own: list, case, actions, drafts, folding. It waits on what
 * shall come true, with a limit. */
#include "widgets/test-desk.h"

#include "dt-test.h"
#include "ui/inbox/dt-case-row.h"
#include "ui/inbox/dt-composer.h"
#include "ui/inbox/dt-row-focus.h"
#include "ui/inbox/dt-timeline.h"
#include "ui/shell/dt-form-window.h"
#include "ui/shell/dt-i18n.h"

#include <adwaita.h>

static gboolean
has_rows (Desk *desk, gconstpointer data)
{
  return dt_window_is_settled (desk->window)
         && dt_list_pane_get_n_rows (dt_window_get_list (desk->window)) == GPOINTER_TO_UINT (data);
}

static gboolean
shows_case (Desk *desk, gconstpointer data)
{
  return get_file (desk) != NULL && g_strcmp0 (get_file (desk)->a_case->id, data) == 0;
}

static gboolean
has_status (Desk *desk, gconstpointer data)
{
  return get_file (desk) != NULL
         && get_file (desk)->a_case->status == (DtCaseStatus) GPOINTER_TO_UINT (data);
}

static gboolean
is_assigned_to (Desk *desk, gconstpointer data)
{
  return get_file (desk) != NULL && g_strcmp0 (get_file (desk)->a_case->assignee_name, data) == 0;
}

static guint
count_notes (Desk *desk)
{
  DtCaseFile *file = get_file (desk);
  guint n = 0;

  for (guint i = 0; file != NULL && i < file->timeline->len; i++)
    {
      DtTimelineItem *item = file->timeline->pdata[i];

      n += item->type == DT_TIMELINE_MESSAGE && item->direction == DT_DIRECTION_NOTE
           && !item->retracted;
    }
  return n;
}

static gboolean
has_notes (Desk *desk, gconstpointer data)
{
  return count_notes (desk) == GPOINTER_TO_UINT (data);
}

/* The first widget of that type below @widget that is shown. */
static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (G_TYPE_CHECK_INSTANCE_TYPE (child, type))
        return child;
      found = find_widget (child, type);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
desk_open (Desk *self, DtView view)
{
  desk_present (self);
  dt_window_set_view (self->window, view);
  wait_for (self, is_settled, NULL);
}

/* ---- the list ---- */

static void
test_list (Desk *self, gconstpointer data)
{
  g_autofree char *first = open_case (&self->base, "Đèn hẻm 15 không sáng", "Trần Thị Hoa", NULL);
  g_autofree char *second = open_case (&self->base, "Rác tồn đọng trước chợ", NULL, NULL);
  DtListPane *list;

  desk_open (self, DT_VIEW_ALL);
  list = dt_window_get_list (self->window);
  wait_for (self, has_rows, GUINT_TO_POINTER (2));
  dt_window_step (self->window, 1);
  wait_for (self, shows_case, second);
  dt_window_step (self->window, 1);
  wait_for (self, shows_case, first);
  dt_window_step (self->window, -1);
  wait_for (self, shows_case, second);
  dt_list_pane_search (list, "den hem");
  wait_for (self, has_rows, GUINT_TO_POINTER (1));
  dt_list_pane_search (list, "khong co chu nay");
  wait_for (self, has_rows, GUINT_TO_POINTER (0));
  gtk_widget_activate_action (GTK_WIDGET (list), "list.clear", NULL);
  wait_for (self, has_rows, GUINT_TO_POINTER (2));
}

static gboolean
is_focused (Desk *desk, gconstpointer position)
{
  GtkWidget *view
      = find_widget (GTK_WIDGET (dt_window_get_list (desk->window)), GTK_TYPE_LIST_VIEW);

  return dt_row_focus_get (GTK_LIST_VIEW (view)) == GPOINTER_TO_UINT (position);
}

static guint
count_chosen (Desk *desk)
{
  g_autoptr (GPtrArray) chosen = dt_list_pane_dup_selection (dt_window_get_list (desk->window));

  return chosen->len;
}

/* j and k take the focus along; x adds the row that has it; Escape gives up. */
static void
test_keys (Desk *self, gconstpointer data)
{
  g_autofree char *first = open_case (&self->base, "Nước ngập", NULL, NULL);
  g_autofree char *second = open_case (&self->base, "Đèn hỏng", NULL, NULL);
  g_autofree char *third = open_case (&self->base, "Rác tồn đọng", NULL, NULL);
  DtListPane *list;

  desk_open (self, DT_VIEW_ALL);
  list = dt_window_get_list (self->window);
  wait_for (self, has_rows, GUINT_TO_POINTER (3));
  dt_list_pane_focus_list (list);
  dt_window_step (self->window, 1);
  wait_for (self, is_focused, GUINT_TO_POINTER (0));
  dt_window_step (self->window, 1);
  wait_for (self, is_focused, GUINT_TO_POINTER (1));
  g_assert_cmpuint (count_chosen (self), ==, 1);

  dt_list_pane_toggle_selected (list);
  dt_window_step (self->window, 1);
  wait_for (self, is_focused, GUINT_TO_POINTER (2));
  g_assert_cmpuint (count_chosen (self), ==, 1);
  dt_list_pane_toggle_selected (list);
  g_assert_cmpuint (count_chosen (self), ==, 2);
  dt_list_pane_toggle_selected (list);
  g_assert_cmpuint (count_chosen (self), ==, 1);
  g_assert_true (dt_list_pane_is_selecting (list));
  dt_list_pane_stop_selecting (list);
  g_assert_false (dt_list_pane_is_selecting (list));
}

/* Does what @widget does on a key that it takes before its children. */
static gboolean
press_captured (GtkWidget *widget, const char *trigger)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) keys = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (keys)
          || gtk_event_controller_get_propagation_phase (keys) != GTK_PHASE_CAPTURE)
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (keys)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (keys), j);
          g_autofree char *keys_text
              = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          if (strstr (keys_text, trigger) != NULL)
            return gtk_shortcut_action_activate (
                gtk_shortcut_get_action (shortcut), 0, widget, NULL);
        }
    }
  return FALSE;
}

/* Ctrl+Enter records; the text must not take it for a new line. */
static void
test_submit_key (Desk *self, gconstpointer data)
{
  g_autofree char *id = open_case (&self->base, "Nước ngập", NULL, NULL);
  GtkWidget *composer;
  GtkWidget *text;

  desk_open (self, DT_VIEW_ALL);
  dt_window_open_case (self->window, id);
  wait_for (self, shows_case, id);
  composer = find_widget (GTK_WIDGET (self->window), DT_TYPE_COMPOSER);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "case.note", NULL);
  text = find_widget (composer, GTK_TYPE_TEXT_VIEW);
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "Đã gọi cho khu phố.", -1);
  g_assert_true (press_captured (composer, "<Control>Return"));
  wait_for (self, has_notes, GUINT_TO_POINTER (1));
}

/* A case that leaves the view stays on the screen until another is chosen. */
static void
test_leaving (Desk *self, gconstpointer data)
{
  g_autofree char *id = open_case (&self->base, "Nước ngập", NULL, NULL);

  desk_open (self, DT_VIEW_IN_PROGRESS);
  wait_for (self, has_rows, GUINT_TO_POINTER (1));
  dt_window_step (self->window, 1);
  wait_for (self, shows_case, id);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "case.close", NULL);
  wait_for (self, has_rows, GUINT_TO_POINTER (0));
  wait_for (self, has_status, GUINT_TO_POINTER (DT_CASE_STATUS_CLOSED));
  g_assert_true (shows_case (self, id));
}

/* ---- actions ---- */

static void
test_actions (Desk *self, gconstpointer data)
{
  g_autofree char *id = open_case (&self->base, "Nước ngập", "Trần Thị Hoa", "0900000001");
  const char *ids[] = { id, NULL };
  GtkWidget *window;
  GtkWidget *composer;
  GtkWidget *text;

  desk_open (self, DT_VIEW_ALL);
  window = GTK_WIDGET (self->window);
  dt_window_open_case (self->window, id);
  wait_for (self, shows_case, id);
  dt_runner_run (dt_window_get_runner (self->window),
                 dt_command_assign (ids, fixture_officer (&self->base, OTHER, DT_ROLE_OFFICER)),
                 "",
                 NULL,
                 NULL,
                 NULL);
  wait_for (self, is_assigned_to, OTHER);
  gtk_widget_activate_action (window, "case.take", NULL);
  wait_for (self, is_assigned_to, OFFICER);
  gtk_widget_activate_action (window, "win.undo", NULL);
  wait_for (self, is_assigned_to, OTHER);

  composer = find_widget (window, DT_TYPE_COMPOSER);
  g_assert_nonnull (composer);
  gtk_widget_activate_action (window, "case.note", NULL);
  text = find_widget (composer, GTK_TYPE_TEXT_VIEW);
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "Đã gọi cho khu phố.", -1);
  dt_composer_submit (DT_COMPOSER (composer));
  wait_for (self, has_notes, GUINT_TO_POINTER (1));
  wait_for (self, is_settled, NULL);
  g_assert_cmpint (
      gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text))), ==, 0);
  gtk_widget_activate_action (window, "win.undo", NULL);
  wait_for (self, has_notes, GUINT_TO_POINTER (0));

  gtk_widget_activate_action (window, "case.record-answer", NULL);
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "Phường sẽ nạo vét ngày 25.", -1);
  dt_composer_submit (DT_COMPOSER (composer));
  wait_for (self, has_status, GUINT_TO_POINTER (DT_CASE_STATUS_ANSWERED));
  gtk_widget_activate_action (window, "case.close", NULL);
  wait_for (self, has_status, GUINT_TO_POINTER (DT_CASE_STATUS_CLOSED));
  gtk_widget_activate_action (window, "case.reopen", NULL);
  wait_for (self, has_status, GUINT_TO_POINTER (DT_CASE_STATUS_REOPENED));
}

static gboolean
has_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
says (Desk *desk, gconstpointer data)
{
  return has_label (GTK_WIDGET (desk->window), data);
}

static GtkWidget *
find_form (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (DT_IS_FORM_WINDOW (l->data))
      return l->data;
  return NULL;
}

/* A place that lies in another unit is marked, and the case can be forwarded to that unit; the
 * unit's name stands in the history then. */
static void
test_forward (Desk *self, gconstpointer data)
{
  const char *mark = "Địa điểm thuộc Phường Hòa Hưng, Thành phố Hồ Chí Minh";
  g_autofree char *id = open_case (&self->base, "Rác ở chợ", "Trần Thị Hoa", "0900000001");
  g_autofree char *own = open_case (&self->base, "Rác ở đây", "Trần Thị Hoa", "0900000001");
  const char *ids[] = { id, NULL };
  const char *own_ids[] = { own, NULL };
  const DtCaseEdit there = { .set_place = TRUE, .place = "chợ Hòa Hưng, p12 q10" };
  const DtCaseEdit here = { .set_place = TRUE, .place = "phường Bến Nghé, quận 1" };
  GtkWidget *form;

  g_object_unref (run (&self->base, dt_command_set_fields (ids, &there)));
  g_object_unref (run (&self->base, dt_command_set_fields (own_ids, &here)));
  desk_open (self, DT_VIEW_ALL);
  dt_window_open_case (self->window, id);
  wait_for (self, shows_case, id);
  wait_for (self, says, mark);
  dt_window_open_case (self->window, own);
  wait_for (self, shows_case, own);
  wait_for (self, says, here.place);
  g_assert_false (has_label (GTK_WIDGET (self->window), mark));

  dt_window_open_case (self->window, id);
  wait_for (self, shows_case, id);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "case.forward", "s", "27163");
  form = find_form ();
  g_assert_nonnull (form);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_widget (form, ADW_TYPE_ENTRY_ROW))),
                   ==,
                   "Phường Hòa Hưng, Thành phố Hồ Chí Minh");
  g_signal_emit_by_name (form, "accept");
  wait_for (self, has_status, GUINT_TO_POINTER (DT_CASE_STATUS_FORWARDED));
  wait_for (
      self, says, OFFICER " chuyển hồ sơ đến cơ quan khác: Phường Hòa Hưng, Thành phố Hồ Chí Minh");
}

/* What happens to a case while it is being read is shown as well: a receipt issued at the moment a
 * citizen was registered. */
static void
test_change_while_reading (Desk *self, gconstpointer data)
{
  g_autofree char *id = open_case (&self->base, "Nước ngập", "Trần Thị Hoa", NULL);
  g_autoptr (DtCommand) note = dt_command_add_note (id, "Đã gọi tổ trưởng");
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  desk_open (self, DT_VIEW_TO_RECEIVE);
  dt_window_open_case (self->window, id);
  outcome = dt_service_run_sync (self->base.service, note, &error);
  g_assert_no_error (error);
  wait_for (self, has_notes, GUINT_TO_POINTER (1));
}

typedef struct
{
  const char *officer;
  const char *action;
  gboolean allowed;
} RoleRow;

/* What a role may not do cannot be pressed, and says why. */
static void
test_roles (Desk *self, gconstpointer data)
{
  static const RoleRow rows[] = {
    { OFFICER, "assign", TRUE }, { OFFICER, "erase", FALSE },      { LEADER, "erase", TRUE },
    { CLERK, "assign", FALSE },  { CLERK, "record-answer", TRUE }, { CLERK, "reply", FALSE },
    { READER, "note", FALSE },   { READER, "receipt", FALSE },     { READER, "copy-code", TRUE },
  };
  g_autofree char *id = open_case (&self->base, "Nước ngập", "Trần Thị Hoa", NULL);
  GActionGroup *group;

  desk_open (self, DT_VIEW_ALL);
  dt_window_open_case (self->window, id);
  wait_for (self, shows_case, id);
  group = g_object_get_data (G_OBJECT (self->window), "case-actions");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      fixture_act_as (&self->base, rows[i].officer);
      g_assert_cmpint (
          g_action_group_get_action_enabled (group, rows[i].action), ==, rows[i].allowed);
    }
}

/* ---- drafts ---- */

static void
test_draft (Desk *self, gconstpointer data)
{
  g_autofree char *id = open_case (&self->base, "Nước ngập", NULL, NULL);
  g_autofree char *other = open_case (&self->base, "Rác", NULL, NULL);
  g_autofree char *typed = NULL;
  GtkWidget *text;
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  desk_open (self, DT_VIEW_ALL);
  dt_window_open_case (self->window, id);
  wait_for (self, shows_case, id);
  text
      = find_widget (find_widget (GTK_WIDGET (self->window), DT_TYPE_COMPOSER), GTK_TYPE_TEXT_VIEW);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  gtk_text_buffer_set_text (buffer, "Đang viết dở", -1);
  dt_window_open_case (self->window, other);
  wait_for (self, shows_case, other);
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 0);
  dt_window_lock (self->window);
  g_assert_null (dt_service_get_officer (self->base.service));
  fixture_act_as (&self->base, OFFICER);
  dt_window_unlock (self->window);
  dt_window_open_case (self->window, id);
  wait_for (self, shows_case, id);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  typed = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_cmpstr (typed, ==, "Đang viết dở");
}

/* ---- folding ---- */

static void
test_folding (Desk *self, gconstpointer data)
{
  static const struct
  {
    int width;
    gboolean outer;
    gboolean inner;
  } rows[] = { { 1280, FALSE, FALSE }, { 1000, FALSE, FALSE }, { 900, FALSE, TRUE },
               { 480, TRUE, TRUE },    { 800, FALSE, TRUE },   { 1280, FALSE, FALSE } };
  GtkWidget *outer;
  GtkWidget *inner;

  desk_open (self, DT_VIEW_ALL);
  outer = find_widget (GTK_WIDGET (self->window), ADW_TYPE_LEAFLET);
  inner = find_widget (outer, ADW_TYPE_LEAFLET);
  g_assert_true (outer != NULL && inner != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      dt_window_fold (self->window, rows[i].width);
      g_assert_cmpint (adw_leaflet_get_can_unfold (ADW_LEAFLET (outer)), ==, !rows[i].outer);
      g_assert_cmpint (adw_leaflet_get_can_unfold (ADW_LEAFLET (inner)), ==, !rows[i].inner);
    }
}

/* ---- pieces by themselves ---- */

static DtTimelineItem *
make_item (const char *id, DtTimelineType type, const char *text)
{
  DtTimelineItem *item = dt_timeline_item_new ();

  item->type = type;
  item->id = g_strdup (id);
  item->time = item->recorded = TEST_NOW;
  item->actor_name = g_strdup (OFFICER);
  item->text = g_strdup (text);
  item->kind = g_strdup (type == DT_TIMELINE_EVENT ? "receipt.issued" : NULL);
  item->attachments = g_ptr_array_new_with_free_func (g_object_unref);
  return item;
}

static guint
count_children (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_get_visible (child);
  return n;
}

/* Rows that did not change keep their widgets; the same event again makes no new line. */
static void
test_timeline (void)
{
  g_autoptr (GtkWidget) timeline = g_object_ref_sink (dt_timeline_new ());
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *card;

  g_ptr_array_add (items, make_item ("1", DT_TIMELINE_MESSAGE, "<b>không phải thẻ</b>"));
  g_ptr_array_add (items, make_item ("2", DT_TIMELINE_EVENT, NULL));
  g_ptr_array_add (items, make_item ("3", DT_TIMELINE_EVENT, NULL));
  dt_timeline_set_items (DT_TIMELINE (timeline), items, TEST_NOW);
  g_assert_cmpuint (count_children (timeline), ==, 2);
  card = dt_timeline_get_last_message (DT_TIMELINE (timeline));
  g_assert_nonnull (card);
  g_ptr_array_add (items, make_item ("4", DT_TIMELINE_MESSAGE, "thêm"));
  dt_timeline_set_items (DT_TIMELINE (timeline), items, TEST_NOW);
  g_assert_cmpuint (count_children (timeline), ==, 3);
  g_assert_true (gtk_widget_get_parent (card) == timeline);
  g_assert_true (dt_timeline_get_last_message (DT_TIMELINE (timeline)) != card);
}

static void
test_row (void)
{
  g_autoptr (GtkWidget) row = g_object_ref_sink (dt_case_row_new ());
  g_autoptr (DtCase) a_case = dt_case_new ();
  DtWorkingCalendar *calendar = dt_rule_book_get_calendar (dt_rule_book_get_default (), NULL);
  g_autofree char *loading = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *due = NULL;

  loading = dt_case_row_set_case (DT_CASE_ROW (row), NULL, calendar, TEST_NOW);
  g_assert_cmpstr (loading, ==, "Đang tải");
  a_case->code = g_strdup ("HS-2026-0412");
  a_case->title = g_strdup ("Ngập nước");
  a_case->channel = DT_CHANNEL_ZALO;
  a_case->received = TEST_NOW - 3 * 24 * G_TIME_SPAN_HOUR;
  a_case->unread = TRUE;
  sentence = dt_case_row_set_case (DT_CASE_ROW (row), a_case, calendar, TEST_NOW);
  g_assert_cmpstr (sentence,
                   ==,
                   "HS-2026-0412, Người gửi ẩn danh, Zalo, 20/11, 14:00: Ngập nước. Chưa phân lĩnh "
                   "vực. Mới nhận, 3 ngày. Chưa đọc");
  a_case->due = TEST_NOW + 3 * G_TIME_SPAN_HOUR;
  due = dt_case_row_set_case (DT_CASE_ROW (row), a_case, calendar, TEST_NOW);
  g_assert_true (g_str_has_suffix (due, "Còn 3 giờ, hạn 17:00 thứ Hai 23/11/2026"));
}

#define ADD(name, func) g_test_add ("/inbox/" name, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char *argv[])
{
  dt_i18n_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/org/doithoai/DoiThoai/icons");
  g_test_add_func ("/inbox/row", test_row);
  g_test_add_func ("/inbox/timeline", test_timeline);
  ADD ("list", test_list);
  ADD ("keys", test_keys);
  ADD ("submit-key", test_submit_key);
  ADD ("leaving", test_leaving);
  ADD ("actions", test_actions);
  ADD ("forward", test_forward);
  ADD ("change while reading", test_change_while_reading);
  ADD ("roles", test_roles);
  ADD ("draft", test_draft);
  ADD ("folding", test_folding);
  return g_test_run ();
}
