/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reply in the window: what is typed is kept here and in the record, blanks and checks hold it
 * up, it is submitted and taken back, and another desk's draft is offered, not written over. */
#include "widgets/test-desk.h"

#include "dt-test.h"
#include "ui/reply/dt-reply-checks.h"
#include "ui/reply/dt-reply-editor.h"
#include "ui/reply/dt-reply-page.h"
#include "ui/reply/dt-reply-question.h"
#include "ui/reply/dt-template-picker.h"
#include "ui/shell/dt-i18n.h"

#include <adwaita.h>

#define GOOD "Kính gửi bà Trần Thị Hoa,\n\nỦy ban nhân dân phường đã tiếp nhận ý kiến của bà."

/* ---- the widgets ---- */

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
find_in (gpointer root, GType type)
{
  int n = 0;

  return find_nth (GTK_WIDGET (root), type, &n);
}

static DtReplyPage *
get_page (Desk *desk)
{
  return find_in (desk->window, DT_TYPE_REPLY_PAGE);
}

static DtReplyText *
get_text (Desk *desk)
{
  return dt_reply_editor_get_text (find_in (get_page (desk), DT_TYPE_REPLY_EDITOR));
}

static void
write_text (Desk *desk, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_text (desk)));

  gtk_text_buffer_set_text (buffer, text, -1);
}

static void
type (Desk *desk, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_text (desk)));

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_insert_interactive_at_cursor (buffer, text, -1, TRUE);
  gtk_text_buffer_end_user_action (buffer);
}

static void
activate (Desk *desk, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (desk->window), action, NULL);
}

/* ---- conditions ---- */

static gboolean
shows_case (Desk *desk, gconstpointer data)
{
  return dt_window_is_settled (desk->window) && get_file (desk) != NULL
         && g_strcmp0 (get_file (desk)->a_case->id, desk->id) == 0;
}

static DtReply *
get_reply (Desk *desk)
{
  DtCaseFile *file = get_file (desk);

  return file != NULL && file->replies->len > 0 ? file->replies->pdata[0] : NULL;
}

static gboolean
is_recorded (Desk *desk, gconstpointer text)
{
  return get_reply (desk) != NULL && g_strcmp0 (get_reply (desk)->draft->text, text) == 0;
}

static gboolean
has_state (Desk *desk, gconstpointer state)
{
  return get_reply (desk) != NULL
         && get_reply (desk)->state == (DtReplyState) GPOINTER_TO_UINT (state);
}

static gboolean
has_box (Desk *desk, gconstpointer data)
{
  DtOfficer *officer = dt_service_get_officer (desk->base.service);
  g_autofree char *name = g_strdup_printf ("reply/%s/%s", desk->id, officer->id);
  g_autofree char *box = dt_service_dup_draft (desk->base.service, name);

  return data != NULL ? box != NULL && strstr (box, data) != NULL : box == NULL;
}

static gboolean
is_left (Desk *desk, gconstpointer data)
{
  return !dt_window_shows_reply (desk->window);
}

static gboolean
is_offered (Desk *desk, gconstpointer data)
{
  GtkInfoBar *bar = find_in (get_page (desk), GTK_TYPE_INFO_BAR);

  return gtk_info_bar_get_revealed (bar) == GPOINTER_TO_INT (data);
}

static void
assert_text (Desk *desk, const char *expected)
{
  g_autofree char *text = dt_reply_text_dup (get_text (desk));

  g_assert_cmpstr (text, ==, expected);
}

/* ---- the desk ---- */

static void
open_page (Desk *desk)
{
  activate (desk, "case.reply");
  g_assert_true (dt_window_shows_reply (desk->window));
}

static void
set_up (Desk *desk, gconstpointer data)
{
  desk_set_up (desk, data);
  desk->id = open_case (&desk->base, "Nước ngập trước hẻm 15.", "Trần Thị Hoa", "0900000012");
  desk_present (desk);
  wait_for (desk, is_settled, NULL);
  dt_window_open_case (desk->window, desk->id);
  wait_for (desk, shows_case, NULL);
  open_page (desk);
}

/* ---- keeping ---- */

static void
test_kept (Desk *desk, gconstpointer data)
{
  assert_text (desk, "");
  g_assert_true (has_box (desk, NULL));
  type (desk, "Kính gửi bà");
  wait_for (desk, has_box, "Kính gửi bà");
  g_assert_null (get_reply (desk));
  /* Leaving puts it into the record. */
  activate (desk, "win.back");
  g_assert_false (dt_window_shows_reply (desk->window));
  wait_for (desk, is_recorded, "Kính gửi bà");
  g_assert_cmpint (get_reply (desk)->state, ==, DT_REPLY_DRAFT);
  open_page (desk);
  assert_text (desk, "Kính gửi bà");
  g_assert_true (is_offered (desk, GINT_TO_POINTER (FALSE)));
}

/* The window is gone before anything could be recorded; what was typed is not. */
static void
test_crash (Desk *desk, gconstpointer data)
{
  type (desk, "Chưa kịp lưu vào sổ");
  wait_for (desk, has_box, "Chưa kịp lưu");
  gtk_window_destroy (GTK_WINDOW (desk->window));
  g_clear_object (&desk->window);
  desk_present (desk);
  wait_for (desk, is_settled, NULL);
  dt_window_open_case (desk->window, desk->id);
  wait_for (desk, shows_case, NULL);
  open_page (desk);
  assert_text (desk, "Chưa kịp lưu vào sổ");
}

static void
test_discarded (Desk *desk, gconstpointer data)
{
  type (desk, "Bỏ đi");
  wait_for (desk, has_box, "Bỏ đi");
  gtk_widget_activate_action (GTK_WIDGET (get_text (desk)), "reply.discard", NULL);
  g_assert_false (dt_window_shows_reply (desk->window));
  g_assert_true (has_box (desk, NULL));
  open_page (desk);
  assert_text (desk, "");
}

/* ---- another desk ---- */

static void
save_elsewhere (Desk *desk, const char *text)
{
  g_autoptr (DtReplyDraft) draft = dt_reply_draft_copy (get_reply (desk)->draft);
  g_autoptr (DtOutcome) outcome = NULL;

  g_free (draft->text);
  draft->text = g_strdup (text);
  outcome = run (&desk->base, dt_command_save_reply (desk->id, get_reply (desk)->id, draft));
  g_assert_nonnull (outcome);
}

static void
test_other_desk (Desk *desk, gconstpointer use)
{
  GtkInfoBar *bar = find_in (get_page (desk), GTK_TYPE_INFO_BAR);

  type (desk, "Bản ở đây");
  activate (desk, "win.back");
  wait_for (desk, is_recorded, "Bản ở đây");
  open_page (desk);
  type (desk, " mới");
  save_elsewhere (desk, "Bản ở kia");
  wait_for (desk, is_recorded, "Bản ở kia");
  wait_for (desk, is_offered, GINT_TO_POINTER (TRUE));
  assert_text (desk, "Bản ở đây mới");
  /* Until somebody has chosen, neither is written over the other. */
  dt_reply_page_submit (get_page (desk));
  g_assert_true (dt_window_shows_reply (desk->window));
  gtk_info_bar_response (bar, use != NULL ? GTK_RESPONSE_YES : GTK_RESPONSE_NO);
  g_assert_true (is_offered (desk, GINT_TO_POINTER (FALSE)));
  assert_text (desk, use != NULL ? "Bản ở kia" : "Bản ở đây mới");
  activate (desk, "win.back");
  wait_for (desk, is_recorded, use != NULL ? "Bản ở kia" : "Bản ở đây mới");
}

/* ---- checks and submitting ---- */

static void
test_blank_stops (Desk *desk, gconstpointer data)
{
  GtkTextIter start, end;
  g_autofree char *chosen = NULL;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_text (desk)));

  write_text (desk, "Nạo vét vào [ngày, giờ].");
  dt_reply_page_submit (get_page (desk));
  g_assert_true (dt_window_shows_reply (desk->window));
  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  chosen = gtk_text_buffer_get_slice (buffer, &start, &end, TRUE);
  g_assert_cmpstr (chosen, ==, "[ngày, giờ]");
}

static void
test_empty_stops (Desk *desk, gconstpointer data)
{
  dt_reply_page_submit (get_page (desk));
  g_assert_true (dt_window_shows_reply (desk->window));
  g_assert_null (get_reply (desk));
}

static void
test_submitted (Desk *desk, gconstpointer data)
{
  write_text (desk, GOOD);
  dt_reply_page_submit (get_page (desk));
  wait_for (desk, is_left, NULL);
  wait_for (desk, has_state, GUINT_TO_POINTER (DT_REPLY_SUBMITTED));
  g_assert_true (has_box (desk, NULL));
  g_assert_cmpstr (get_reply (desk)->draft->text, ==, GOOD);
  g_assert_nonnull (get_reply (desk)->asked_id);
  wait_for (desk, is_settled, NULL);
  /* It cannot be changed while it waits; taken back it can. */
  open_page (desk);
  assert_text (desk, GOOD);
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (get_text (desk))));
  dt_reply_page_submit (get_page (desk));
  wait_for (desk, has_state, GUINT_TO_POINTER (DT_REPLY_DRAFT));
  wait_for (desk, is_settled, NULL);
  g_assert_true (gtk_text_view_get_editable (GTK_TEXT_VIEW (get_text (desk))));
}

static void
test_submit_undone (Desk *desk, gconstpointer data)
{
  write_text (desk, GOOD);
  dt_reply_page_submit (get_page (desk));
  wait_for (desk, has_state, GUINT_TO_POINTER (DT_REPLY_SUBMITTED));
  wait_for (desk, is_settled, NULL);
  activate (desk, "win.undo");
  wait_for (desk, has_state, GUINT_TO_POINTER (DT_REPLY_DRAFT));
}

static void
test_returned (Desk *desk, gconstpointer data)
{
  g_autoptr (DtOutcome) outcome = NULL;

  write_text (desk, GOOD);
  dt_reply_page_submit (get_page (desk));
  wait_for (desk, has_state, GUINT_TO_POINTER (DT_REPLY_SUBMITTED));
  wait_for (desk, is_settled, NULL);
  fixture_act_as (&desk->base, LEADER);
  outcome = run (&desk->base,
                 dt_command_return_reply (
                     get_reply (desk)->id, get_reply (desk)->content, "Nói rõ ngày hẹn", NULL));
  fixture_act_as (&desk->base, OFFICER);
  wait_for (desk, has_state, GUINT_TO_POINTER (DT_REPLY_RETURNED));
  wait_for (desk, is_settled, NULL);
  open_page (desk);
  g_assert_true (gtk_text_view_get_editable (GTK_TEXT_VIEW (get_text (desk))));
  write_text (desk, GOOD "\n\nPhường hẹn bà ngày 25/11/2026.");
  dt_reply_page_submit (get_page (desk));
  wait_for (desk, has_state, GUINT_TO_POINTER (DT_REPLY_SUBMITTED));
  g_assert_cmpuint (get_reply (desk)->round, ==, 2);
}

/* ---- approved, then changed ---- */

static gboolean
says (Desk *desk, gconstpointer text)
{
  GtkWidget *label;
  int n = 0;

  for (int i = 0; (n = i, label = find_nth (GTK_WIDGET (get_page (desk)), GTK_TYPE_LABEL, &n)); i++)
    if (gtk_widget_get_mapped (label) && g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text))
      return TRUE;
  return FALSE;
}

/* It is said while the change is typed, when it is in the record, and whenever it is opened. */
static void
test_void (Desk *desk, gconstpointer data)
{
  const char *as_it_stands = "Đã duyệt đúng nội dung này. Nếu sửa thì phải duyệt lại.";
  const char *is_void = "Đã sửa sau khi duyệt: phải duyệt lại.";
  g_autoptr (DtOutcome) outcome = NULL;

  write_text (desk, GOOD);
  dt_reply_page_submit (get_page (desk));
  wait_for (desk, has_state, GUINT_TO_POINTER (DT_REPLY_SUBMITTED));
  wait_for (desk, is_settled, NULL);
  fixture_act_as (&desk->base, LEADER);
  outcome = run (
      &desk->base,
      dt_command_approve_reply (get_reply (desk)->id, get_reply (desk)->content, NULL, FALSE));
  fixture_act_as (&desk->base, OFFICER);
  wait_for (desk, has_state, GUINT_TO_POINTER (DT_REPLY_APPROVED));
  wait_for (desk, is_settled, NULL);
  open_page (desk);
  wait_for (desk, says, as_it_stands);
  type (desk, " Thêm");
  wait_for (desk, says, is_void);
  g_assert_cmpint (get_reply (desk)->state, ==, DT_REPLY_APPROVED);
  activate (desk, "win.back");
  wait_for (desk, has_state, GUINT_TO_POINTER (DT_REPLY_DRAFT));
  wait_for (desk, is_settled, NULL);
  g_assert_null (get_reply (desk)->approved);
  open_page (desk);
  wait_for (desk, says, is_void);
  g_assert_false (says (desk, as_it_stands));
  dt_reply_page_submit (get_page (desk));
  wait_for (desk, has_state, GUINT_TO_POINTER (DT_REPLY_SUBMITTED));
  wait_for (desk, is_settled, NULL);
  open_page (desk);
  wait_for (desk, says, "Đang chờ duyệt. Muốn sửa thì rút lại.");
  g_assert_false (says (desk, is_void));
}

/* ---- templates ---- */

static void
test_template (Desk *desk, gconstpointer data)
{
  DtTemplatePicker *picker;
  g_autofree char *text = NULL;

  type (desk, "/");
  picker = find_in (get_page (desk), DT_TYPE_TEMPLATE_PICKER);
  g_assert_nonnull (picker);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (picker)));
  gtk_editable_set_text (find_in (picker, GTK_TYPE_SEARCH_ENTRY), "tiep nhan phan anh");
  g_assert_nonnull (dt_template_picker_get_template (picker));
  g_signal_emit_by_name (find_in (picker, GTK_TYPE_SEARCH_ENTRY), "activate");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (picker)));
  text = dt_reply_text_dup (get_text (desk));
  g_assert_nonnull (strstr (text, "Trần Thị Hoa"));
  g_assert_null (strstr (text, "{{"));
  g_assert_true (*text != '/');
}

/* ---- long histories, little room ---- */

static gboolean
has_messages (Desk *desk, gconstpointer n)
{
  DtReplyQuestion *question = find_in (get_page (desk), DT_TYPE_REPLY_QUESTION);

  return dt_reply_question_get_n_messages (question) >= GPOINTER_TO_UINT (n);
}

static void
test_long (Desk *desk, gconstpointer data)
{
  DtReplyQuestion *question = find_in (get_page (desk), DT_TYPE_REPLY_QUESTION);

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *text = g_strdup_printf ("Ghi chú số %u", i);
      g_autoptr (DtOutcome) outcome = run (&desk->base, dt_command_add_note (desk->id, text));
    }
  wait_for (desk, has_messages, GUINT_TO_POINTER (41));
  g_assert_cmpuint (dt_reply_question_get_n_shown (question), <, 20);
}

static void
test_narrow (Desk *desk, gconstpointer data)
{
  AdwFlap *outer = find_in (get_page (desk), ADW_TYPE_FLAP);
  AdwFlap *inner = find_in (adw_flap_get_content (outer), ADW_TYPE_FLAP);

  dt_window_fold (desk->window, 1280);
  g_assert_true (adw_flap_get_reveal_flap (outer) && adw_flap_get_reveal_flap (inner));
  dt_window_fold (desk->window, 900);
  g_assert_true (adw_flap_get_reveal_flap (outer));
  g_assert_false (adw_flap_get_reveal_flap (inner));
  dt_window_fold (desk->window, 480);
  g_assert_false (adw_flap_get_reveal_flap (outer));
  dt_window_fold (desk->window, 1280);
  g_assert_true (adw_flap_get_reveal_flap (outer) && adw_flap_get_reveal_flap (inner));
}

/* The desk is left: what is written stays with who wrote it. */
static void
test_locked (Desk *desk, gconstpointer data)
{
  type (desk, "Dở dang");
  wait_for (desk, has_box, "Dở dang");
  dt_window_lock (desk->window);
  g_assert_false (dt_window_shows_reply (desk->window));
  fixture_act_as (&desk->base, OFFICER);
  g_assert_true (has_box (desk, "Dở dang"));
}

#define ADD(path, func, data)                                                                      \
  g_test_add ("/reply-page/" path, Desk, data, set_up, func, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dt_i18n_init ("vi", NULL);
  adw_init ();
  ADD ("kept", test_kept, NULL);
  ADD ("crash", test_crash, NULL);
  ADD ("discarded", test_discarded, NULL);
  ADD ("other-desk-kept", test_other_desk, NULL);
  ADD ("other-desk-used", test_other_desk, "use");
  ADD ("blank-stops", test_blank_stops, NULL);
  ADD ("empty-stops", test_empty_stops, NULL);
  ADD ("submitted", test_submitted, NULL);
  ADD ("submit-undone", test_submit_undone, NULL);
  ADD ("returned", test_returned, NULL);
  ADD ("void", test_void, NULL);
  ADD ("template", test_template, NULL);
  ADD ("long", test_long, NULL);
  ADD ("narrow", test_narrow, NULL);
  ADD ("locked", test_locked, NULL);
  return g_test_run ();
}
