/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox at work: what is queued goes out when its time has come, over the channels that are
 * connected; whatever has none waits to be sent by hand. Main thread; it sends on a worker of its
 * own. */
#pragma once

#include "channels/dt-channel.h"
#include "service/dt-service.h"

G_BEGIN_DECLS

/* Signals: "problem" (DtReply): it could not be sent, or nobody knows whether it was. */
#define DT_TYPE_OUTBOX (dt_outbox_get_type ())
G_DECLARE_FINAL_TYPE (DtOutbox, dt_outbox, DT, OUTBOX, GObject)

/* It begins with the main loop's next turn: channels that are added before hear of what was broken
 * off when the program ended. */
DtOutbox *dt_outbox_new (DtService *service);
void dt_outbox_add_channel (DtOutbox *self, DtChannel *channel);
gboolean dt_outbox_has_channel (DtOutbox *self, DtChannelKind kind);
/* Sends all that is due now and waits for it. For doithoaictl and the tests. */
gboolean dt_outbox_run_sync (DtOutbox *self, GError **error);
/* When it will look again by itself, Unix microseconds; 0: when something changes. */
gint64 dt_outbox_get_wake (DtOutbox *self);
/* Waits for what is on its way and records it. Before the service is closed. */
void dt_outbox_close (DtOutbox *self);

G_END_DECLS
