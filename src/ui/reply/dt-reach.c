/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether somebody can be reached follows from what is known of them: a handle, a phone number, an
 * e-mail or postal address, and from where the case came. */
#include "ui/reply/dt-reach.h"

#include <string.h>

static void
reach_free (gpointer data)
{
  DtReach *self = data;

  g_ptr_array_unref (self->recipients);
  g_free (self);
}

static gint64
find_last_inbound (DtCaseFile *file, DtChannelKind channel)
{
  for (guint i = file->timeline->len; i > 0; i--)
    {
      DtTimelineItem *item = file->timeline->pdata[i - 1];

      if (item->type == DT_TIMELINE_MESSAGE && item->direction == DT_DIRECTION_INBOUND
          && item->channel == channel && !item->retracted)
        return item->time;
    }
  return 0;
}

/* A handle names its channel: "facebook:1234". */
static const char *
get_handle (DtCitizen *citizen, DtChannelKind channel)
{
  const char *nick = dt_channel_to_nick (channel);
  size_t length = strlen (nick);

  if (citizen->handle == NULL || strncmp (citizen->handle, nick, length) != 0
      || citizen->handle[length] != ':')
    return NULL;
  return citizen->handle + length + 1;
}

static const char *
get_address (DtCitizen *citizen, DtChannelKind channel)
{
  switch (channel)
    {
    case DT_CHANNEL_PHONE:
      return citizen->phone;
    case DT_CHANNEL_EMAIL:
      return citizen->email;
    case DT_CHANNEL_LETTER:
      return citizen->address;
    case DT_CHANNEL_FACEBOOK:
    case DT_CHANNEL_ZALO:
    case DT_CHANNEL_PORTAL:
    case DT_CHANNEL_FILE:
      return get_handle (citizen, channel);
    case DT_CHANNEL_WALK_IN:
    case DT_N_CHANNELS:
    default:
      return NULL;
    }
}

static gboolean
is_home (DtCaseFile *file, DtChannelKind channel, gint64 last_inbound)
{
  return file->a_case->channel == channel || last_inbound != 0;
}

static GPtrArray *
find_recipients (DtCaseFile *file, DtReplyRules *rules, DtChannelKind channel, gint64 last_inbound)
{
  GPtrArray *recipients = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean home = is_home (file, channel, last_inbound);
  gboolean needs = dt_reply_rules_get_channel (rules, channel)->needs_address;

  for (guint i = 0; i < file->citizens->len; i++)
    {
      DtCitizen *citizen = file->citizens->pdata[i];
      const char *address = get_address (citizen, channel);

      if (citizen->erased || (!home && citizen->consent == DT_CONSENT_REFUSED)
          || (address == NULL && (needs || !home)))
        continue;
      g_ptr_array_add (recipients, dt_recipient_new (citizen->id, citizen->name, address));
    }
  /* Nobody said who they are: they read it where they wrote. */
  if (file->citizens->len == 0 && home && !needs)
    g_ptr_array_add (recipients, dt_recipient_new (NULL, NULL, NULL));
  return recipients;
}

/**
 * dt_reach_find:
 * @file: a case
 * @rules: of replies
 * @now: Unix microseconds
 *
 * Returns: (transfer full) (element-type DtReach): the channels that reach anybody, and the one
 * that the case came by, even if it does not
 */
GPtrArray *
dt_reach_find (DtCaseFile *file, DtReplyRules *rules, gint64 now)
{
  GPtrArray *reaches = g_ptr_array_new_with_free_func (reach_free);

  g_return_val_if_fail (DT_IS_CASE_FILE (file) && rules != NULL, reaches);

  for (guint i = 0; i < DT_N_CHANNELS; i++)
    {
      DtChannelKind channel = (DtChannelKind) i;
      gint64 last = find_last_inbound (file, channel);
      g_autoptr (GPtrArray) recipients = find_recipients (file, rules, channel, last);
      DtReach *reach;

      if (recipients->len == 0 && channel != file->a_case->channel)
        continue;
      reach = g_new0 (DtReach, 1);
      reach->channel = channel;
      reach->recipients = g_steal_pointer (&recipients);
      reach->last_inbound = last;
      reach->until = dt_reply_rules_get_window_end (rules, channel, last, now);
      g_ptr_array_insert (reaches, channel == file->a_case->channel ? 0 : -1, reach);
    }
  return reaches;
}
