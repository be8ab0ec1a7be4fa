/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every channel can do, and the closed list of what comes of sending. */
#include "channels/dt-channel.h"

#include <string.h>

G_DEFINE_INTERFACE (DtChannel, dt_channel, G_TYPE_OBJECT)

static const struct
{
  const char *nick;
  gboolean passing;
} codes[DT_N_DELIVERIES] = {
  [DT_DELIVERY_OK] = { "ok", FALSE },
  [DT_DELIVERY_NETWORK] = { "network", TRUE },
  [DT_DELIVERY_RATE] = { "rate", TRUE },
  [DT_DELIVERY_QUOTA] = { "quota", FALSE },
  [DT_DELIVERY_WINDOW] = { "window", FALSE },
  [DT_DELIVERY_UNREACHABLE] = { "unreachable", FALSE },
  [DT_DELIVERY_SIGNED_OUT] = { "signed_out", FALSE },
  [DT_DELIVERY_REFUSED] = { "refused", FALSE },
  [DT_DELIVERY_BROKEN_OFF] = { "broken_off", FALSE },
};

/**
 * dt_delivery_code_to_nick:
 * @code: what came of sending
 *
 * Returns: what is stored
 */
const char *
dt_delivery_code_to_nick (DtDeliveryCode code)
{
  g_return_val_if_fail ((guint) code < DT_N_DELIVERIES, NULL);
  return codes[code].nick;
}

/**
 * dt_delivery_code_from_nick:
 * @nick: (nullable): what is stored
 * @out: (out): the code, untouched if it is none
 *
 * Returns: whether it is one
 */
gboolean
dt_delivery_code_from_nick (const char *nick, DtDeliveryCode *out)
{
  for (guint i = 0; i < DT_N_DELIVERIES; i++)
    if (g_strcmp0 (codes[i].nick, nick) == 0)
      {
        *out = (DtDeliveryCode) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * dt_delivery_code_is_passing:
 * @code: what came of sending
 *
 * Returns: whether trying again can help by itself
 */
gboolean
dt_delivery_code_is_passing (DtDeliveryCode code)
{
  g_return_val_if_fail ((guint) code < DT_N_DELIVERIES, FALSE);
  return codes[code].passing;
}

/**
 * dt_delivery_clear:
 * @self: frees what it holds
 */
void
dt_delivery_clear (DtDelivery *self)
{
  g_free (self->external);
  g_free (self->detail);
  memset (self, 0, sizeof *self);
}

static void
dt_channel_default_init (DtChannelInterface *iface)
{
}

/**
 * dt_channel_get_kind:
 * @self: an adapter
 *
 * Returns: which channel it is; any thread
 */
DtChannelKind
dt_channel_get_kind (DtChannel *self)
{
  g_return_val_if_fail (DT_IS_CHANNEL (self), DT_CHANNEL_FILE);
  return DT_CHANNEL_GET_IFACE (self)->get_kind (self);
}

/**
 * dt_channel_send:
 * @self: an adapter
 * @message: one piece
 * @out: (out caller-allocates): what came of it, to be cleared
 * @cancellable: (nullable): what is broken off may have arrived
 *
 * Blocks; on a worker.
 */
void
dt_channel_send (DtChannel *self,
                 const DtOutgoing *message,
                 DtDelivery *out,
                 GCancellable *cancellable)
{
  g_return_if_fail (DT_IS_CHANNEL (self) && message != NULL && out != NULL);

  *out = (DtDelivery){ .code = DT_DELIVERY_BROKEN_OFF };
  DT_CHANNEL_GET_IFACE (self)->send (self, message, out, cancellable);
}

/**
 * dt_channel_find:
 * @self: an adapter
 * @key: of a piece that was given to it
 *
 * Blocks; on a worker.
 *
 * Returns: 1: it arrived, 0: it did not, -1: nobody knows
 */
int
dt_channel_find (DtChannel *self, const char *key, GCancellable *cancellable)
{
  DtChannelInterface *iface;

  g_return_val_if_fail (DT_IS_CHANNEL (self) && key != NULL, -1);

  iface = DT_CHANNEL_GET_IFACE (self);
  return iface->find != NULL ? iface->find (self, key, cancellable) : -1;
}
