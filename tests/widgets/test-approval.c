/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A leader's queue in the window: approving, returning with notes, changing the text first, what is
 * kept of what was begun, and whose turn it is. */
#include "widgets/test-desk.h"

#include "base/dt-crypto.h"
#include "ui/reply/dt-approval-pane.h"
#include "ui/reply/dt-changes-view.h"
#include "ui/shell/dt-i18n.h"

#include <adwaita.h>

#define FIRST "Chúng tôi đã nhận phản ánh của ông và sẽ kiểm tra vào thứ Năm."
#define SECOND "Chúng tôi đã nhận phản ánh của ông và sẽ kiểm tra vào thứ Sáu."

/* ---- what is there ---- */

/* A reply of the usual officer that waits; the case's id. */
static char *
submit (Desk *self, const char *title, const char *reply_id, const char *text)
{
  g_autofree char *case_id = open_case (&self->base, title, "Trần Văn Hoa", "0900000031");
  g_autoptr (DtReplyDraft) draft = dt_reply_draft_new ();
  g_autoptr (DtCase) a_case = find (&self->base, case_id);

  draft->channel = DT_CHANNEL_PHONE;
  draft->outcome = DT_REPLY_OUTCOME_INFORM;
  draft->text = g_strdup (text);
  g_ptr_array_add (draft->recipients,
                   dt_recipient_new (a_case->citizen_id, a_case->citizen_name, "0900000031"));
  fixture_act_as (&self->base, OFFICER);
  g_object_unref (run (&self->base, dt_command_submit_reply (case_id, reply_id, draft, NULL)));
  return g_steal_pointer (&case_id);
}

static DtReply *
get_reply (Desk *self, const char *case_id)
{
  g_autoptr (DtCaseFile) file = load (&self->base, case_id);

  g_assert_cmpuint (file->replies->len, ==, 1);
  return g_object_ref (file->replies->pdata[0]);
}

static GtkWidget *
find_widget (GtkWidget *root, GType type, const char *text)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type)
      && (text == NULL
          || (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text))))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static DtApprovalPane *
get_pane (Desk *self)
{
  return (DtApprovalPane *) find_widget (GTK_WIDGET (self->window), DT_TYPE_APPROVAL_PANE, NULL);
}

static DtChangesView *
get_view (Desk *self)
{
  return (DtChangesView *) find_widget (GTK_WIDGET (get_pane (self)), DT_TYPE_CHANGES_VIEW, NULL);
}

static GtkEditable *
get_note (Desk *self)
{
  GtkWidget *view = find_widget (GTK_WIDGET (get_pane (self)), GTK_TYPE_ENTRY, NULL);

  return GTK_EDITABLE (view);
}

static gboolean
shows_reply (Desk *desk, gconstpointer data)
{
  DtApprovalPane *pane = get_pane (desk);
  DtReply *reply = pane != NULL ? dt_approval_pane_get_reply (pane) : NULL;

  return dt_window_is_settled (desk->window)
         && g_strcmp0 (reply != NULL ? reply->id : NULL, data) == 0;
}

static gboolean
says (Desk *desk, gconstpointer data)
{
  return find_widget (GTK_WIDGET (desk->window), GTK_TYPE_LABEL, data) != NULL;
}

static gboolean
says_no_more (Desk *desk, gconstpointer data)
{
  return !says (desk, data);
}

static gboolean
can (Desk *self, const char *action)
{
  return g_action_group_get_action_enabled (dt_approval_pane_get_actions (get_pane (self)), action);
}

static void
activate (Desk *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL);
}

static void
open_queue (Desk *self, const char *officer)
{
  fixture_act_as (&self->base, officer);
  desk_present (self);
  dt_window_set_view (self->window, DT_VIEW_AWAITING);
}

typedef struct
{
  char *first_case, *second_case;
  char *first, *second; /* replies; the newer case stands first */
} Queue;

static void
queue_set_up (Queue *queue, Desk *self)
{
  queue->second = dt_random_id ();
  queue->first = dt_random_id ();
  queue->second_case = submit (self, "Nước ngập ở hẻm 51", queue->second, SECOND);
  queue->first_case = submit (self, "Đèn đường hỏng", queue->first, FIRST);
}

static void
queue_clear (Queue *queue)
{
  g_free (queue->first_case);
  g_free (queue->second_case);
  g_free (queue->first);
  g_free (queue->second);
}

/* ---- tests ---- */

/* One after the other, and then there is none; undone, it waits again. */
static void
test_approve (Desk *self, gconstpointer data)
{
  Queue queue;
  g_autoptr (DtReply) reply = NULL;
  g_autoptr (DtReply) undone = NULL;

  queue_set_up (&queue, self);
  open_queue (self, LEADER);
  wait_for (self, shows_reply, queue.first);
  g_assert_true (can (self, "approve"));
  g_assert_false (can (self, "return"));
  activate (self, "approval.approve-only");
  wait_for (self, shows_reply, queue.second);
  reply = get_reply (self, queue.first_case);
  g_assert_cmpint (reply->state, ==, DT_REPLY_APPROVED);
  activate (self, "approval.approve");
  wait_for (self, shows_reply, NULL);
  wait_for (self, says, "Bản thảo cán bộ trình nằm ở đây đến khi lãnh đạo duyệt hoặc trả lại.");
  activate (self, "win.undo");
  wait_for (self, shows_reply, queue.second);
  undone = get_reply (self, queue.second_case);
  g_assert_cmpint (undone->state, ==, DT_REPLY_SUBMITTED);
  queue_clear (&queue);
}

/* Not without a note; the notes beside the text go with it. */
static void
test_return (Desk *self, gconstpointer data)
{
  Queue queue;
  g_autoptr (DtReply) reply = NULL;
  g_autofree char *words = NULL;
  g_autofree char *box = NULL;
  g_autofree char *kept = NULL;
  const DtMarginNote *note;
  GtkWidget *focus;

  queue_set_up (&queue, self);
  open_queue (self, LEADER);
  wait_for (self, shows_reply, queue.first);
  gtk_editable_set_text (get_note (self), "   ");
  g_assert_false (can (self, "return"));
  gtk_editable_set_text (get_note (self), "Ghi rõ giờ kiểm tra");
  g_assert_true (can (self, "return"));
  g_assert_false (can (self, "approve")); /* a note would be lost */
  g_signal_emit_by_name (get_view (self), "note-written", 50, 62, "Mấy giờ?");
  wait_for (self, says, "Mấy giờ?");
  gtk_widget_grab_focus (GTK_WIDGET (get_note (self)));
  gtk_editable_set_text (get_note (self), "Ghi rõ giờ kiểm tra");
  activate (self, "approval.confirm");
  wait_for (self, shows_reply, queue.second);
  /* There the keys are letters again, not text of a note. */
  focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  g_assert_true (GTK_IS_TEXT_VIEW (focus));
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (focus)));
  g_assert_cmpstr (gtk_editable_get_text (get_note (self)), ==, "");
  reply = get_reply (self, queue.first_case);
  g_assert_cmpint (reply->state, ==, DT_REPLY_RETURNED);
  g_assert_cmpstr (reply->note, ==, "Ghi rõ giờ kiểm tra");
  g_assert_cmpuint (reply->notes->len, ==, 1);
  note = reply->notes->pdata[0];
  words = g_utf8_substring (reply->previous, note->start, note->end);
  g_assert_cmpstr (words, ==, "vào thứ Năm.");
  /* Nothing of it comes back when the reply does, however quickly it was decided on. */
  box = g_strdup_printf (
      "approval/%s/%s", queue.first, dt_service_get_officer (self->base.service)->id);
  kept = dt_service_dup_draft (self->base.service, box);
  g_assert_null (kept);
  queue_clear (&queue);
}

/* What was changed by hand is what is approved. */
static void
test_amend (Desk *self, gconstpointer data)
{
  Queue queue;
  g_autoptr (DtReply) reply = NULL;
  GtkTextBuffer *buffer;

  queue_set_up (&queue, self);
  open_queue (self, LEADER);
  wait_for (self, shows_reply, queue.first);
  activate (self, "approval.edit");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (dt_changes_view_get_text (get_view (self))));
  gtk_text_buffer_set_text (buffer, SECOND, -1);
  g_assert_false (can (self, "return"));
  activate (self, "approval.approve-only");
  wait_for (self, shows_reply, queue.second);
  reply = get_reply (self, queue.first_case);
  g_assert_cmpint (reply->state, ==, DT_REPLY_APPROVED);
  g_assert_true (reply->amended);
  g_assert_cmpstr (reply->draft->text, ==, SECOND);
  queue_clear (&queue);
}

/* A blank stops it, also one that the leader put in; what was begun is there again afterwards. */
static void
test_keep (Desk *self, gconstpointer data)
{
  Queue queue;
  GtkTextBuffer *buffer;
  g_autofree char *text = NULL;

  queue_set_up (&queue, self);
  open_queue (self, LEADER);
  wait_for (self, shows_reply, queue.first);
  activate (self, "approval.edit");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (dt_changes_view_get_text (get_view (self))));
  gtk_text_buffer_set_text (buffer, FIRST " Lúc [giờ].", -1);
  dt_window_step (self->window, 1);
  wait_for (self, shows_reply, queue.second);
  gtk_editable_set_text (get_note (self), "Xem lại");
  dt_window_step (self->window, -1);
  wait_for (self, shows_reply, queue.first);
  text = dt_changes_text_dup (dt_changes_view_get_text (get_view (self)));
  g_assert_cmpstr (text, ==, FIRST " Lúc [giờ].");
  g_assert_false (can (self, "approve"));
  dt_window_step (self->window, 1);
  wait_for (self, shows_reply, queue.second);
  g_assert_cmpstr (gtk_editable_get_text (get_note (self)), ==, "Xem lại");
  queue_clear (&queue);
}

/* What a leader began is nobody else's, also where the window was not locked in between. */
static void
test_other (Desk *self, gconstpointer data)
{
  Queue queue;

  queue_set_up (&queue, self);
  open_queue (self, LEADER);
  wait_for (self, shows_reply, queue.first);
  g_signal_emit_by_name (get_view (self), "note-written", 50, 62, "Mấy giờ?");
  wait_for (self, says, "Mấy giờ?");
  fixture_act_as (&self->base, OFFICER);
  dt_window_unlock (self->window);
  wait_for (self, says_no_more, "Mấy giờ?");
  fixture_act_as (&self->base, LEADER);
  dt_window_unlock (self->window);
  wait_for (self, shows_reply, queue.first);
  queue_clear (&queue);
}

/* Who may not decide is told whose turn it is, and may take their own back. */
static void
test_turn (Desk *self, gconstpointer data)
{
  Queue queue;
  g_autoptr (DtReply) reply = NULL;

  queue_set_up (&queue, self);
  open_queue (self, OFFICER);
  wait_for (self, shows_reply, queue.first);
  g_assert_nonnull (get_pane (self));
  g_assert_false (can (self, "approve"));
  g_assert_false (can (self, "note"));
  g_assert_true (can (self, "withdraw"));
  activate (self, "approval.withdraw");
  wait_for (self, shows_reply, queue.second);
  reply = get_reply (self, queue.first_case);
  g_assert_cmpint (reply->state, ==, DT_REPLY_DRAFT);
  queue_clear (&queue);
}

/* The case itself, and back to the draft. */
static void
test_whole (Desk *self, gconstpointer data)
{
  Queue queue;

  queue_set_up (&queue, self);
  open_queue (self, LEADER);
  wait_for (self, shows_reply, queue.first);
  activate (self, "approval.whole");
  g_assert_null (get_pane (self));
  g_assert_cmpstr (get_file (self)->a_case->id, ==, queue.first_case);
  wait_for (self, says, "Chờ lãnh đạo duyệt");
  activate (self, "win.review");
  wait_for (self, shows_reply, queue.first);
  activate (self, "approval.whole");
  activate (self, "win.leave-case");
  wait_for (self, shows_reply, queue.first);
  dt_window_set_view (self->window, DT_VIEW_ALL);
  g_assert_null (get_pane (self));
  queue_clear (&queue);
}

/* The second time it lies there, what was asked for and whether it was done stand beside it. */
static void
test_round (Desk *self, gconstpointer data)
{
  g_autofree char *id = dt_random_id ();
  g_autofree char *case_id = submit (self, "Nước ngập", id, FIRST);
  g_autoptr (DtReply) reply = get_reply (self, case_id);
  g_autoptr (GPtrArray) notes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_margin_note_free);
  g_autoptr (DtReplyDraft) draft = dt_reply_draft_copy (reply->draft);

  g_ptr_array_add (notes, dt_margin_note_new (50, 62, "Sớm hơn"));
  fixture_act_as (&self->base, LEADER);
  g_object_unref (
      run (&self->base, dt_command_return_reply (id, reply->content, "Xem lại", notes)));
  fixture_act_as (&self->base, OFFICER);
  g_free (draft->text);
  draft->text = g_strdup (SECOND);
  g_object_unref (run (&self->base, dt_command_submit_reply (case_id, id, draft, NULL)));
  open_queue (self, LEADER);
  wait_for (self, shows_reply, id);
  g_assert_true (says (self, "Chờ duyệt, lần 2"));
  g_assert_true (says (self, "Sớm hơn"));
  g_assert_true (says (self, "đã sửa ở đoạn 1"));
  g_assert_true (says (self, "gạch chân"));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/approval/" name, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  dt_i18n_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("approve", test_approve);
  ADD ("return", test_return);
  ADD ("amend", test_amend);
  ADD ("keep", test_keep);
  ADD ("other", test_other);
  ADD ("turn", test_turn);
  ADD ("whole", test_whole);
  ADD ("round", test_round);
  return g_test_run ();
}
