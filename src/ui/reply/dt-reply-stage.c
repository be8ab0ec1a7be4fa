/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a reply stands: a function a state. Who may do what is the service's to judge; here it is
 * only not offered in vain. */
#include "ui/reply/dt-reply-stage.h"

#include "ui/reply/dt-approval-words.h"
#include "ui/reply/dt-reply-words.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

/* What the functions look at. */
typedef struct
{
  DtService *service;
  DtOutbox *outbox;
  DtCaseFile *file;
  DtReply *reply;
  gint64 now;
  gboolean own;
  gboolean may_send; /* its author, or a leader */
  gboolean may_tell; /* and who posts letters */
} Look;

static const char *
get_name (const char *name)
{
  return name != NULL ? name : "…";
}

static void
offer (DtReplyStage *self, gboolean allowed, const char *label, const char *action)
{
  guint n = 0;

  while (self->offers[n].label != NULL)
    n++;
  if (!allowed || n >= DT_REPLY_STAGE_OFFERS)
    return;
  self->offers[n].label = label;
  self->offers[n].action = action;
  self->offers[n].with_id = g_str_has_prefix (action, "reply.");
}

/* ---- while it is written ---- */

static void
show_draft (DtReplyStage *self, const Look *look)
{
  DtReply *reply = look->reply;
  g_autofree char *time = dt_words_time (reply->changed, look->now);

  self->title = look->own
                    ? g_strdup (_ ("Your draft of a reply"))
                    : g_strdup_printf (_ ("%s is writing a reply"), get_name (reply->author_name));
  if (dt_approval_words_is_void (look->file, reply))
    {
      self->style = "dt-wait";
      self->text = g_strdup_printf (
          _ ("Changed after it was approved: the approval is void. Last changed %s."), time);
    }
  else
    self->text = g_strdup_printf (_ ("Last changed %s"), time);
  offer (self, look->own, _ ("_Open Draft"), "case.reply");
  offer (self, look->own, _ ("_Discard"), "reply.discard");
}

static void
show_returned (DtReplyStage *self, const Look *look)
{
  DtReply *reply = look->reply;
  guint n = reply->notes->len;
  g_autofree char *notes
      = n > 0 ? g_strdup_printf (
            ngettext ("%u note beside the text", "%u notes beside the text", n), n)
              : NULL;

  self->style = "dt-wait";
  self->title
      = look->own ? g_strdup_printf (_ ("%s returned your draft"), get_name (reply->approver_name))
                  : g_strdup_printf (_ ("%s returned the draft of %s"),
                                     get_name (reply->approver_name),
                                     get_name (reply->author_name));
  if (reply->note != NULL && notes != NULL)
    self->text = g_strdup_printf ("%s · %s", reply->note, notes);
  else
    self->text = g_strdup (reply->note != NULL ? reply->note : notes);
  offer (self, look->own, _ ("_Mend It"), "case.reply");
  offer (self, look->own, _ ("_Discard"), "reply.discard");
}

static void
show_submitted (DtReplyStage *self, const Look *look)
{
  DtReply *reply = look->reply;
  g_autofree char *time = dt_words_time (reply->submitted, look->now);

  self->title = reply->asked_name != NULL
                    ? g_strdup_printf (_ ("Waits for the approval of %s"), reply->asked_name)
                    : g_strdup (_ ("Waits for the approval of a leader"));
  self->text
      = reply->round > 1 ? g_strdup_printf (
            _ ("Submitted by %s, %s, round %u"), get_name (reply->author_name), time, reply->round)
                         : g_strdup_printf (
                             _ ("Submitted by %s, %s"), get_name (reply->author_name), time);
  offer (
      self, dt_service_may_approve (look->service, reply), _ ("_Look and Approve"), "win.review");
  offer (self, look->own, _ ("_Take Back"), "reply.withdraw");
}

static void
show_approved (DtReplyStage *self, const Look *look)
{
  DtReply *reply = look->reply;
  g_autofree char *time = dt_words_time (reply->decided, look->now);
  g_autofree char *way = dt_approval_words_way (reply);

  self->title = g_strdup (dt_reply_words_state (DT_REPLY_APPROVED));
  self->text = g_strdup_printf (reply->amended ? _ ("%s approved it with small changes, %s · %s")
                                               : _ ("%s approved it, %s · %s"),
                                get_name (reply->approver_name),
                                time,
                                way);
  offer (self, look->may_send, _ ("_Send It Now"), "reply.send");
  offer (self, look->own, _ ("_Open Draft"), "case.reply");
}

/* ---- on its way ---- */

static void
show_queued (DtReplyStage *self, const Look *look)
{
  DtReply *reply = look->reply;
  g_autofree char *way = dt_approval_words_way (reply);
  gboolean by_hand = dt_reply_stage_is_by_hand (reply, look->outbox, look->now);

  if (look->now < reply->queued_until)
    {
      self->seconds = (reply->queued_until - look->now + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
      self->title = g_strdup_printf (
          ngettext ("Goes out in %d second", "Goes out in %d seconds", (gulong) self->seconds),
          (int) self->seconds);
      self->text = g_steal_pointer (&way);
      offer (self, look->may_send, _ ("_Undo"), "reply.recall");
      return;
    }
  if (by_hand)
    {
      self->style = "dt-wait";
      self->title = g_strdup (_ ("Waits to be sent by hand"));
    }
  else if (reply->retry > look->now)
    {
      g_autofree char *time = dt_words_time (reply->retry, look->now);

      self->title = g_strdup_printf (_ ("Will be tried again %s"), time);
    }
  else
    self->title = g_strdup (dt_reply_words_state (DT_REPLY_SENDING));
  self->text = reply->failure != NULL && !by_hand
                   ? g_strdup_printf ("%s %s", dt_approval_words_failure (reply->failure), way)
                   : g_steal_pointer (&way);
  offer (self, by_hand && look->may_tell, _ ("Send by _Hand…"), "reply.by-hand");
  offer (self, look->may_send && reply->delivered == 0, _ ("_Take Back"), "reply.recall");
}

static void
show_sending (DtReplyStage *self, const Look *look)
{
  self->title = g_strdup (dt_reply_words_state (DT_REPLY_SENDING));
  self->text = dt_approval_words_way (look->reply);
}

static void
show_unsure (DtReplyStage *self, const Look *look)
{
  g_autofree char *way = dt_approval_words_way (look->reply);

  self->style = "dt-bad";
  self->title = g_strdup (_ ("Nobody knows whether it arrived"));
  self->text = g_strdup_printf (
      _ ("It was broken off while it was being sent. Look there before it is sent again: %s."),
      way);
  offer (self, look->may_send, _ ("It _Arrived"), "reply.arrived");
  offer (self, look->may_send, _ ("Send _Again"), "reply.retry");
}

static void
show_failed (DtReplyStage *self, const Look *look)
{
  g_autofree char *way = dt_approval_words_way (look->reply);

  self->style = "dt-bad";
  self->title = g_strdup (dt_reply_words_state (DT_REPLY_FAILED));
  self->text = g_strdup_printf ("%s %s", dt_approval_words_failure (look->reply->failure), way);
  offer (self, look->may_send, _ ("Send _Again"), "reply.retry");
  offer (self, look->may_tell, _ ("Send by _Hand…"), "reply.by-hand");
  offer (self, look->own, _ ("_Other Ways"), "case.reply");
}

/**
 * dt_reply_stage_is_by_hand:
 * @reply: a reply
 * @outbox: (nullable): with the channels that are connected
 * @now: Unix microseconds
 *
 * Returns: whether it may go out and nothing but an officer can send it
 */
gboolean
dt_reply_stage_is_by_hand (DtReply *reply, DtOutbox *outbox, gint64 now)
{
  return reply->state == DT_REPLY_QUEUED && now >= reply->queued_until
         && (outbox == NULL || !dt_outbox_has_channel (outbox, reply->draft->channel));
}

/**
 * dt_reply_stage_init:
 * @self: (out caller-allocates): what its card says
 * @service: with an officer signed in
 * @outbox: (nullable): with the channels that are connected
 * @file: a case
 * @reply: an open reply of it
 * @now: Unix microseconds
 */
void
dt_reply_stage_init (DtReplyStage *self,
                     DtService *service,
                     DtOutbox *outbox,
                     DtCaseFile *file,
                     DtReply *reply,
                     gint64 now)
{
  static void (*const show[DT_N_REPLY_STATES]) (DtReplyStage *, const Look *) = {
    [DT_REPLY_DRAFT] = show_draft,         [DT_REPLY_RETURNED] = show_returned,
    [DT_REPLY_SUBMITTED] = show_submitted, [DT_REPLY_APPROVED] = show_approved,
    [DT_REPLY_QUEUED] = show_queued,       [DT_REPLY_SENDING] = show_sending,
    [DT_REPLY_UNSURE] = show_unsure,       [DT_REPLY_FAILED] = show_failed,
  };
  DtOfficer *officer = dt_service_get_officer (service);
  Look look = { .service = service, .outbox = outbox, .file = file, .reply = reply, .now = now };

  look.own = dt_approval_words_is_own (service, reply);
  look.may_send = look.own || (officer != NULL && (officer->roles & DT_ROLE_LEADER) != 0);
  look.may_tell = look.may_send || (officer != NULL && (officer->roles & DT_ROLE_CLERK) != 0);
  *self = (DtReplyStage){ .icon = dt_approval_words_icon (reply->state) };
  if (show[reply->state] != NULL)
    show[reply->state](self, &look);
}

/**
 * dt_reply_stage_clear:
 * @self: what a card says
 */
void
dt_reply_stage_clear (DtReplyStage *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->text, g_free);
}
