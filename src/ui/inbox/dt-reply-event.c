/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of a reply in words: what each kind of entry, and what became of it, says in the
 * timeline. Main thread. */
#include "ui/inbox/dt-reply-event.h"

#include "model/dt-reply.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* A row a kind and value: NULL is any other. The text takes the actor, and the value if it asks for
 * one. */
static const struct
{
  const char *kind;
  const char *to;
  const char *words;
} events[] = {
  { "reply.saved", "approved", N_ ("%s changed the reply: its approval is void") },
  { "reply.saved", NULL, N_ ("%s changed the reply that was waiting for approval") },
  { "reply.withdrawn", "false", N_ ("%s submitted the reply again") },
  { "reply.withdrawn", NULL, N_ ("%s took the reply back before it was approved") },
  { "reply.returned", "false", N_ ("%s undid the return of the reply") },
  { "reply.returned", "stale", N_ ("%s returned the reply, which had been changed by then") },
  { "reply.returned", NULL, N_ ("%s returned the reply") },
  { "reply.approved", "false", N_ ("%s undid the approval of the reply") },
  { "reply.approved", "stale", N_ ("%s approved the reply, which had been changed by then") },
  { "reply.approved", "amended", N_ ("%s approved the reply with small changes") },
  { "reply.approved", NULL, N_ ("%s approved the reply") },
  { "reply.discarded", "false", N_ ("%s fetched the discarded reply back") },
  { "reply.discarded", NULL, N_ ("%s discarded the reply") },
  { "reply.recalled", NULL, N_ ("%s took the reply back before it was sent") },
  { "reply.sent", "false", N_ ("%s undid that the reply was sent") },
  { "reply.sent", "by_hand", N_ ("%s recorded that the reply was sent by hand or said") },
  { "reply.sent", NULL, N_ ("%s sent the reply") },
  { "reply.failed", "network", N_ ("The reply could not be sent: no connection") },
  { "reply.failed", "rate", N_ ("The reply could not be sent: too many at once") },
  { "reply.failed", "quota", N_ ("The reply could not be sent: none are left for today") },
  { "reply.failed",
    "window",
    N_ ("The reply could not be sent: the time to answer there is over") },
  { "reply.failed", "unreachable", N_ ("The reply could not be sent: the citizen is not reached") },
  { "reply.failed", "signed_out", N_ ("The reply could not be sent: the channel is signed out") },
  { "reply.failed", "refused", N_ ("The reply could not be sent: the channel refused it") },
  { "reply.failed", "broken_off", N_ ("Nobody knows whether the reply arrived") },
  { "reply.failed", NULL, N_ ("The reply could not be sent") },
};

static char *
say_submitted (DtTimelineItem *item, const char *actor)
{
  if (item->to != NULL)
    return g_strdup_printf (_ ("%s submitted the reply to %s"), actor, item->to);
  return g_strdup_printf (_ ("%s submitted the reply for approval"), actor);
}

static char *
say_queued (DtTimelineItem *item, const char *actor)
{
  DtChannelKind channel;

  if (item->to != NULL && dt_channel_from_nick (item->to, &channel))
    return g_strdup_printf (
        _ ("%s put the reply into the outbox (%s)"), actor, dt_words_channel (channel));
  return g_strdup_printf (_ ("%s put the reply into the outbox"), actor);
}

static char *
say_from_table (DtTimelineItem *item, const char *actor)
{
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_auto (GStrv) parts = NULL;

      if (strcmp (events[i].kind, item->kind) != 0
          || (events[i].to != NULL && g_strcmp0 (events[i].to, item->to) != 0))
        continue;
      parts = g_strsplit (_ (events[i].words), "%s", 2);
      return g_strjoinv (actor, parts);
    }
  return NULL;
}

/**
 * dt_reply_event_words:
 * @item: a step of a reply
 * @actor: who took it
 *
 * Returns: (transfer full) (nullable): who did what, and why; %NULL if this version does not know
 */
char *
dt_reply_event_words (DtTimelineItem *item, const char *actor)
{
  g_autofree char *done = NULL;

  g_return_val_if_fail (item != NULL && item->kind != NULL && actor != NULL, NULL);

  if (strcmp (item->kind, "reply.submitted") == 0)
    done = say_submitted (item, actor);
  else if (strcmp (item->kind, "reply.queued") == 0)
    done = say_queued (item, actor);
  else
    done = say_from_table (item, actor);
  if (done == NULL || item->text == NULL || *item->text == '\0')
    return g_steal_pointer (&done);
  return g_strdup_printf (_ ("%s: %s"), done, item->text);
}
