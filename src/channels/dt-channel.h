/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every channel can do: say what it carries, send, fetch, say how it is. An adapter parses and
 * sends and never touches the database. The calls block and run on a worker, one at a time for a
 * channel; the getters any thread. */
#pragma once

#include "base/dt-error.h"
#include "model/dt-reply-rules.h"

G_BEGIN_DECLS

/* Why something did not go out: a closed list, since each means another thing to do. */
typedef enum
{
  DT_DELIVERY_OK,
  DT_DELIVERY_NETWORK,     /* no connection, or the far end is down: try again   "network" */
  DT_DELIVERY_RATE,        /* too many at once: try again at @retry              "rate" */
  DT_DELIVERY_QUOTA,       /* none left today                                    "quota" */
  DT_DELIVERY_WINDOW,      /* the time to answer there is over                   "window" */
  DT_DELIVERY_UNREACHABLE, /* blocked, not a follower, no such address           "unreachable" */
  DT_DELIVERY_SIGNED_OUT,  /* the token is void: an administrator signs in       "signed_out" */
  DT_DELIVERY_REFUSED,     /* the far end will not take that message             "refused" */
  DT_DELIVERY_BROKEN_OFF,  /* no answer: it may have arrived or not              "broken_off" */
  DT_N_DELIVERIES
} DtDeliveryCode;
const char *dt_delivery_code_to_nick (DtDeliveryCode code);
gboolean dt_delivery_code_from_nick (const char *nick, DtDeliveryCode *out);
/* Whether trying again can help by itself. */
gboolean dt_delivery_code_is_passing (DtDeliveryCode code);

/* One piece for one recipient. */
typedef struct
{
  const char *key;     /* the same for the same piece, however often it is tried */
  const char *address; /* of the recipient on the channel */
  const char *title;   /* or NULL */
  const char *text;
  GPtrArray *files;    /* of DtChannelFile, or NULL: with the first piece only */
  const char *answers; /* the channel's id of the message that it answers, or NULL */
} DtOutgoing;

typedef struct
{
  GBytes *content;
  char *name;
  char *media_type;
} DtChannelFile;

typedef struct
{
  DtDeliveryCode code;
  char *external; /* the channel's own id of what was sent, or NULL */
  gint64 retry;   /* not before that time; 0: as the rules say */
  char *detail;   /* for the log; no personal data; or NULL */
} DtDelivery;
void dt_delivery_clear (DtDelivery *self);

#define DT_TYPE_CHANNEL (dt_channel_get_type ())
G_DECLARE_INTERFACE (DtChannel, dt_channel, DT, CHANNEL, GObject)
struct _DtChannelInterface
{
  GTypeInterface parent_interface;
  DtChannelKind (*get_kind) (DtChannel *self);
  /* Sends one piece. @out: what came of it; there is no other error. */
  void (*send) (DtChannel *self,
                const DtOutgoing *message,
                DtDelivery *out,
                GCancellable *cancellable);
  /* Whether the piece of that key arrived, where the channel can tell: 1 it did, 0 it did not, -1
   * nobody knows. Or NULL. */
  int (*find) (DtChannel *self, const char *key, GCancellable *cancellable);
};

DtChannelKind dt_channel_get_kind (DtChannel *self);
void dt_channel_send (DtChannel *self,
                      const DtOutgoing *message,
                      DtDelivery *out,
                      GCancellable *cancellable);
int dt_channel_find (DtChannel *self, const char *key, GCancellable *cancellable);

G_END_DECLS
