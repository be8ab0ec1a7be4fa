/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a reply: handing it on. What stops it is shown, what asks is asked once, and nothing
 * is lost if it is refused. */
#include "ui/reply/dt-reply-page-private.h"

#include "ui/reply/dt-reply-words.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

/* What the button does now. */
typedef enum
{
  SUBMIT,
  SEND,
  WITHDRAW,
  RECALL,
  NOTHING,
} Step;

static Step
get_step (DtReplyPage *self)
{
  DtReplyState state = self->reply != NULL ? self->reply->state : DT_REPLY_DRAFT;

  if (state == DT_REPLY_SUBMITTED)
    return WITHDRAW;
  if (state == DT_REPLY_QUEUED)
    return RECALL;
  if (!dt_reply_state_is_editable (state))
    return NOTHING;
  return dt_reply_page_needs_approval (self, NULL) && !dt_reply_page_is_approved (self) ? SUBMIT
                                                                                        : SEND;
}

static const char *
get_label (Step step)
{
  switch (step)
    {
    case SUBMIT:
      return _ ("_Submit");
    case SEND:
      return _ ("_Send");
    case WITHDRAW:
      return _ ("_Take Back");
    case RECALL:
      return _ ("_Do Not Send");
    case NOTHING:
    default:
      return _ ("_Submit");
    }
}

static DtCommandKind
get_command (Step step)
{
  switch (step)
    {
    case SEND:
      return DT_COMMAND_SEND_REPLY;
    case WITHDRAW:
      return DT_COMMAND_WITHDRAW_REPLY;
    case RECALL:
      return DT_COMMAND_RECALL_REPLY;
    case SUBMIT:
    case NOTHING:
    default:
      return DT_COMMAND_SUBMIT_REPLY;
    }
}

void
dt_reply_page_show_submit (DtReplyPage *self)
{
  Step step = get_step (self);
  gboolean may = dt_service_may (dt_reply_page_get_service (self), get_command (step));
  g_autofree char *reason = may ? NULL : dt_words_who_may (get_command (step));

  gtk_button_set_label (self->submit, get_label (step));
  gtk_widget_set_visible (GTK_WIDGET (self->submit), step != NOTHING);
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit), may && !self->running);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->submit), may ? _ ("Ctrl+Enter") : reason);
  if (step == SUBMIT || step == SEND)
    gtk_widget_add_css_class (GTK_WIDGET (self->submit), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->submit), "suggested-action");
}

/* ---- handing it on ---- */

static void
on_handed_on_cb (DtOutcome *outcome, gpointer data)
{
  DtReplyPage *self = data;

  self->running = FALSE;
  if (outcome == NULL || self->file == NULL)
    {
      dt_reply_page_update (self);
      return;
    }
  dt_reply_saver_drop (self->saver);
  g_signal_emit_by_name (self, "leave");
}

static void
on_taken_back_cb (DtOutcome *outcome, gpointer data)
{
  DtReplyPage *self = data;

  self->running = FALSE;
  dt_reply_page_update (self);
}

static void
hand_on (DtReplyPage *self)
{
  Step step = get_step (self);
  const char *case_id = self->file->a_case->id;
  const char *reply_id = dt_reply_saver_get_reply (self->saver);
  g_autoptr (DtReplyDraft) draft = dt_reply_editor_dup_draft (self->editor);

  if (self->running || self->offered != NULL)
    return;
  self->running = TRUE;
  dt_reply_saver_flush (self->saver, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit), FALSE);
  dt_runner_run (
      self->runner,
      step == SEND ? dt_command_send_reply (case_id, reply_id, draft)
                   : dt_command_submit_reply (
                       case_id, reply_id, draft, dt_approver_chooser_get_officer (self->approver)),
      step == SEND ? _ ("It goes out in some seconds") : _ ("Submitted for approval"),
      G_OBJECT (self),
      on_handed_on_cb,
      self);
}

static void
take_back (DtReplyPage *self, Step step)
{
  const char *id = self->reply->id;

  self->running = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit), FALSE);
  dt_runner_run (self->runner,
                 step == WITHDRAW ? dt_command_withdraw_reply (id) : dt_command_recall_reply (id),
                 step == WITHDRAW ? _ ("Taken back") : _ ("It is not sent"),
                 G_OBJECT (self),
                 on_taken_back_cb,
                 self);
}

/* ---- what stops it, what asks ---- */

static void
show_stop (DtReplyPage *self, const DtFinding *stop)
{
  guint n = 0;
  g_autofree char *sentence = NULL;

  for (guint i = 0; i < self->findings->len; i++)
    if (((DtFinding *) self->findings->pdata[i])->kind == stop->kind)
      n++;
  sentence = dt_reply_words_finding (stop->kind, n);
  if (stop->start != stop->end)
    dt_reply_page_show_place (self, stop->start, stop->end);
  else if (!self->beside[1])
    adw_flap_set_reveal_flap (self->inner, TRUE);
  dt_runner_notice (self->runner, sentence);
}

static char *
dup_questions (DtReplyPage *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint seen = 0;

  for (guint i = 0; i < self->findings->len; i++)
    {
      const DtFinding *finding = self->findings->pdata[i];
      g_autofree char *sentence = NULL;
      g_autofree char *reason = NULL;
      guint n = 0;

      if (finding->stops || (seen & (1u << finding->kind)) != 0)
        continue;
      seen |= 1u << finding->kind;
      for (guint j = i; j < self->findings->len; j++)
        n += ((DtFinding *) self->findings->pdata[j])->kind == finding->kind;
      sentence = dt_reply_words_finding (finding->kind, n);
      reason = dt_reply_words_finding_reason (finding);
      g_string_append_printf (text, "%s%s. %s", text->len > 0 ? "\n" : "", sentence, reason);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_answered_cb (AdwMessageDialog *dialog, const char *response, DtReplyPage *self)
{
  if (g_str_equal (response, "go") && self->file != NULL)
    hand_on (self);
}

static void
ask (DtReplyPage *self, const char *questions)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Is This Right?"), questions);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "back",
                                    _ ("_Look Again"),
                                    "go",
                                    get_step (self) == SEND ? _ ("_Send") : _ ("_Submit"),
                                    NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "go", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "go");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "back");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * dt_reply_page_submit:
 * @self: a page
 */
void
dt_reply_page_submit (DtReplyPage *self)
{
  Step step;
  const DtFinding *stop;
  g_autofree char *questions = NULL;

  g_return_if_fail (DT_IS_REPLY_PAGE (self));

  if (self->file == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self->submit)))
    return;
  step = get_step (self);
  if (step == NOTHING)
    return;
  if (step == WITHDRAW || step == RECALL)
    {
      take_back (self, step);
      return;
    }
  if (self->offered != NULL)
    {
      dt_runner_notice (self->runner, _ ("Choose first which of the two drafts you go on with"));
      return;
    }
  dt_reply_page_check (self);
  dt_reply_page_update (self);
  stop = dt_findings_get_stop (self->findings);
  questions = dup_questions (self);
  if (stop != NULL)
    show_stop (self, stop);
  else if (*questions != '\0')
    ask (self, questions);
  else
    hand_on (self);
}

/* ---- actions ---- */

static void
on_submit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dt_reply_page_submit (data);
}

static void
on_print_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtReplyPage *self = data;
  g_autoptr (DtReplyDraft) draft = NULL;

  if (self->file == NULL)
    return;
  draft = dt_reply_editor_dup_draft (self->editor);
  g_signal_emit_by_name (self, "print", draft);
}

static void
on_discard_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtReplyPage *self = data;
  const char *id;

  if (self->file == NULL || self->running)
    return;
  id = dt_reply_saver_get_reply (self->saver);
  dt_reply_saver_drop (self->saver);
  if (self->reply != NULL)
    dt_runner_run (
        self->runner, dt_command_discard_reply (id), _ ("Draft discarded"), NULL, NULL, NULL);
  g_signal_emit_by_name (self, "leave");
}

void
dt_reply_page_add_actions (DtReplyPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "submit", .activate = on_submit_cb },
    { .name = "print", .activate = on_print_cb },
    { .name = "discard", .activate = on_discard_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (
      G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "reply", G_ACTION_GROUP (self->actions));
}
