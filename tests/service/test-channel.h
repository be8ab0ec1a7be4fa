/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A channel in memory: it counts what it is given, answers as it is told, and remembers what
 * arrived. */
#pragma once

#include "channels/dt-channel.h"

#define TEST_TYPE_CHANNEL (test_channel_get_type ())
G_DECLARE_FINAL_TYPE (TestChannel, test_channel, TEST, CHANNEL, GObject)

struct _TestChannel
{
  GObject parent_instance;
  DtChannelKind kind;
  GArray *answers;                 /* of DtDeliveryCode, for the next calls; then OK */
  GPtrArray *keys;                 /* of what it was given, each time */
  GPtrArray *texts;                /* of what arrived */
  GPtrArray *titles;               /* likewise; or NULL each */
  GPtrArray *addresses;            /* likewise */
  GHashTable *arrived;             /* set of keys */
  guint n_files;                   /* that arrived */
  int found;                       /* what find() says; 2: what is so */
  gint64 retry;                    /* of the next answers that are no OK */
  char *external;                  /* the channel's own id of what arrives, or NULL */
  void (*on_send) (gpointer data); /* called before an answer is given, on the sending worker */
  gpointer data;
};

TestChannel *test_channel_new (DtChannelKind kind);
void test_channel_answer (TestChannel *self, DtDeliveryCode code); /* once more */
