/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the approval pane and the cards of replies say. */
#include "ui/reply/dt-approval-words.h"

#include "ui/forms/dt-absence-words.h"
#include "ui/reply/dt-reply-words.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

static const char *const icons[DT_N_REPLY_STATES] = {
  [DT_REPLY_DRAFT] = "dt-draft-symbolic",
  [DT_REPLY_RETURNED] = "dt-reply-returned-symbolic",
  [DT_REPLY_SUBMITTED] = "dt-view-awaiting-symbolic",
  [DT_REPLY_APPROVED] = "dt-reply-approved-symbolic",
  [DT_REPLY_QUEUED] = "dt-view-outbox-symbolic",
  [DT_REPLY_SENDING] = "dt-view-outbox-symbolic",
  [DT_REPLY_UNSURE] = "dt-ask-symbolic",
  [DT_REPLY_FAILED] = "dt-alert-symbolic",
  [DT_REPLY_SENT] = "dt-status-answered-symbolic",
  [DT_REPLY_DISCARDED] = "dt-status-withdrawn-symbolic",
};

static const char *const marks[DT_N_REPLY_STATES] = {
  [DT_REPLY_DRAFT] = N_ ("Reply is being written"),
  [DT_REPLY_RETURNED] = N_ ("Reply was returned"),
  [DT_REPLY_SUBMITTED] = N_ ("Reply waits for approval"),
  [DT_REPLY_APPROVED] = N_ ("Reply approved, not sent yet"),
  [DT_REPLY_QUEUED] = N_ ("Reply in the outbox"),
  [DT_REPLY_SENDING] = N_ ("Reply is being sent"),
  [DT_REPLY_UNSURE] = N_ ("Nobody knows whether the reply arrived"),
  [DT_REPLY_FAILED] = N_ ("Reply could not be sent"),
  [DT_REPLY_SENT] = N_ ("Reply sent"),
  [DT_REPLY_DISCARDED] = N_ ("Reply discarded"),
};

static const struct
{
  const char *nick;
  const char *words;
} failures[] = {
  { "network", N_ ("There is no connection, or the other side does not answer.") },
  { "rate", N_ ("Too much was sent at once.") },
  { "quota", N_ ("No more can be sent on this channel today.") },
  { "window", N_ ("The time in which this channel takes an answer is over.") },
  { "unreachable", N_ ("The citizen cannot be reached there: the address is wrong or blocked.") },
  { "signed_out", N_ ("The channel is signed out: an administrator has to sign in again.") },
  { "refused", N_ ("The other side does not take this message.") },
  { "broken_off", N_ ("It was broken off while it was being sent.") },
};

/**
 * dt_approval_words_is_own:
 * @service: the open workspace
 * @reply: a reply
 *
 * Returns: whether the signed-in officer is its author
 */
gboolean
dt_approval_words_is_own (DtService *service, DtReply *reply)
{
  DtOfficer *officer = dt_service_get_officer (service);

  return officer != NULL && g_strcmp0 (officer->id, reply->author_id) == 0;
}

/**
 * dt_approval_words_is_void:
 * @file: a case
 * @reply: a reply of it
 *
 * The record lets go of an approval with the text that it was given to; the history still knows.
 *
 * Returns: whether its author changed it after it had been approved
 */
gboolean
dt_approval_words_is_void (DtCaseFile *file, DtReply *reply)
{
  if (reply->state != DT_REPLY_DRAFT)
    return FALSE;
  for (guint i = file->timeline->len; i > 0; i--)
    {
      DtTimelineItem *item = file->timeline->pdata[i - 1];

      if (item->time < reply->decided)
        return FALSE;
      if (g_strcmp0 (item->kind, "reply.saved") == 0 && g_strcmp0 (item->to, "approved") == 0
          && g_strcmp0 (item->actor_id, reply->author_id) == 0)
        return reply->decided != 0;
    }
  return FALSE;
}

/**
 * dt_approval_words_state:
 * @reply: a reply
 *
 * Returns: (transfer full): how far it has come, and how often it was submitted
 */
char *
dt_approval_words_state (DtReply *reply)
{
  const char *state = dt_reply_words_state (reply->state);

  if (reply->state == DT_REPLY_SUBMITTED && reply->round > 1)
    return g_strdup_printf (_ ("%s, round %u"), state, reply->round);
  return g_strdup (state);
}

static const char *
get_name (const char *name)
{
  return name != NULL ? name : "…";
}

/**
 * dt_approval_words_meta:
 * @a_case: a case
 * @reply: one of its replies
 * @now: Unix microseconds
 *
 * Returns: (transfer full): what they are and who wrote it when, in one line
 */
char *
dt_approval_words_meta (DtCase *a_case, DtReply *reply, gint64 now)
{
  g_autofree char *time
      = dt_words_time (reply->submitted != 0 ? reply->submitted : reply->changed, now);
  g_autofree char *author
      = g_strdup_printf (_ ("written by %s, submitted %s"), get_name (reply->author_name), time);

  return g_strjoin (" · ",
                    dt_words_kind (a_case->kind),
                    dt_words_field (a_case->field),
                    dt_reply_words_outcome (reply->draft->outcome),
                    author,
                    NULL);
}

/**
 * dt_approval_words_turn:
 * @service: the open workspace
 * @reply: a reply
 *
 * Returns: (transfer full): whose turn it is with the reply
 */
char *
dt_approval_words_turn (DtService *service, DtReply *reply)
{
  g_autofree char *state = NULL;
  g_autofree char *deputy = NULL;

  if (reply->state != DT_REPLY_SUBMITTED)
    {
      state = dt_approval_words_state (reply);
      return g_strdup_printf (_ ("Nothing is to be decided here any more: %s."), state);
    }
  if (reply->asked_name == NULL)
    return g_strdup (dt_approval_words_is_own (service, reply)
                             && dt_service_may (service, DT_COMMAND_APPROVE_REPLY)
                         ? _ ("You wrote it yourself: any other leader may approve it.")
                         : _ ("It is any leader’s turn to approve it."));
  deputy = reply->asked_id != NULL ? dt_absence_to_words (service, reply->asked_id) : NULL;
  if (deputy != NULL)
    return g_strdup_printf (
        _ ("It is the turn of %s (%s) to approve it."), reply->asked_name, deputy);
  return g_strdup_printf (_ ("It is the turn of %s to approve it."), reply->asked_name);
}

/**
 * dt_approval_words_way:
 * @reply: a reply
 *
 * Returns: (transfer full): by which channel it goes and to whom
 */
char *
dt_approval_words_way (DtReply *reply)
{
  const char *channel = dt_words_channel (reply->draft->channel);
  const DtRecipient *first
      = reply->draft->recipients->len > 0 ? reply->draft->recipients->pdata[0] : NULL;
  guint more = reply->draft->recipients->len > 0 ? reply->draft->recipients->len - 1 : 0;

  if (first == NULL || first->name == NULL)
    return g_strdup (channel);
  if (more > 0)
    return g_strdup_printf (ngettext ("%s, to %s and %u more", "%s, to %s and %u more", more),
                            channel,
                            first->name,
                            more);
  return g_strdup_printf (_ ("%s, to %s"), channel, first->name);
}

/**
 * dt_approval_words_failure:
 * @failure: (nullable): why a reply did not go out, by its nick
 *
 * Returns: it as a sentence
 */
const char *
dt_approval_words_failure (const char *failure)
{
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (g_strcmp0 (failures[i].nick, failure) == 0)
      return _ (failures[i].words);
  return _ ("It could not be sent.");
}

/**
 * dt_approval_words_icon:
 * @state: how far a reply has come
 *
 * Returns: the name of its icon
 */
const char *
dt_approval_words_icon (DtReplyState state)
{
  g_return_val_if_fail (state < DT_N_REPLY_STATES, NULL);

  return icons[state];
}

/**
 * dt_approval_words_mark:
 * @state: how far a reply has come
 *
 * Returns: it as a short sentence that names the reply
 */
const char *
dt_approval_words_mark (DtReplyState state)
{
  g_return_val_if_fail (state < DT_N_REPLY_STATES, "");

  return _ (marks[state]);
}
