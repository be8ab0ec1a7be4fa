/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface of a hub: each function passes the call on. On the thread that syncs. */
#include "sync/dt-hub.h"

#include <string.h>

G_DEFINE_INTERFACE (DtHub, dt_hub, G_TYPE_OBJECT)
G_DEFINE_QUARK (dt - hub - error - quark, dt_hub_error)

static void
dt_hub_default_init (DtHubInterface *iface)
{
}

/**
 * dt_hub_payload_new:
 * @hash: of the entry
 * @state: what became of its payload
 * @sealed: (nullable): the payload with its seal on
 *
 * Returns: (transfer full): the payload on its way
 */
DtHubPayload *
dt_hub_payload_new (const guint8 hash[DT_HASH_SIZE], DtSealedState state, GBytes *sealed)
{
  DtHubPayload *self = g_new0 (DtHubPayload, 1);

  memcpy (self->hash, hash, DT_HASH_SIZE);
  self->state = state;
  self->sealed = sealed != NULL ? g_bytes_ref (sealed) : NULL;
  return self;
}

/**
 * dt_hub_payload_free:
 * @self: (nullable) (transfer full): a payload
 */
void
dt_hub_payload_free (DtHubPayload *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->sealed, g_bytes_unref);
  g_free (self);
}

/**
 * dt_hub_hello:
 * @self: a hub
 * @out: (out caller-allocates): what it says of the unit's record
 * @error: a #DtHubErrorCode
 *
 * Returns: %TRUE if it lets this desk in
 */
gboolean
dt_hub_hello (DtHub *self, DtHubGreeting *out, GError **error)
{
  g_return_val_if_fail (DT_IS_HUB (self) && out != NULL, FALSE);
  return DT_HUB_GET_IFACE (self)->hello (self, out, error);
}

/**
 * dt_hub_get_heads:
 * @self: a hub
 * @error: a #DtHubErrorCode
 *
 * Returns: (transfer full) (nullable) (element-type DtHubHead): how far each desk's entries go
 * there
 */
GPtrArray *
dt_hub_get_heads (DtHub *self, GError **error)
{
  g_return_val_if_fail (DT_IS_HUB (self), NULL);
  return DT_HUB_GET_IFACE (self)->get_heads (self, error);
}

/**
 * dt_hub_push:
 * @self: a hub
 * @entries: (element-type DtRawEntry): each desk's in order, the last of each signed
 * @error: a #DtHubErrorCode
 *
 * Again is harmless. All or none are there when it returns.
 *
 * Returns: (transfer full) (nullable) (element-type DtPushed): what became of each
 */
GPtrArray *
dt_hub_push (DtHub *self, GPtrArray *entries, GError **error)
{
  g_return_val_if_fail (DT_IS_HUB (self) && entries != NULL, NULL);
  return DT_HUB_GET_IFACE (self)->push (self, entries, error);
}

/**
 * dt_hub_pull:
 * @self: a hub
 * @known: (element-type DtHubHead): how far each desk's entries are held; a desk that is not among
 *   them from the first
 * @max_bytes: about how much
 * @error: a #DtHubErrorCode
 *
 * Returns: (transfer full) (nullable) (element-type DtRawEntry): what lies behind, in the order of
 *   the unit's record; empty at its end
 */
GPtrArray *
dt_hub_pull (DtHub *self, GPtrArray *known, gsize max_bytes, GError **error)
{
  g_return_val_if_fail (DT_IS_HUB (self) && known != NULL, NULL);
  return DT_HUB_GET_IFACE (self)->pull (self, known, max_bytes, error);
}

/**
 * dt_hub_get_places:
 * @self: a hub
 * @after: a place
 * @max: how many at most
 * @error: a #DtHubErrorCode
 *
 * Returns: (transfer full) (nullable) (element-type DtPlace): the places behind @after, in order
 */
GPtrArray *
dt_hub_get_places (DtHub *self, gint64 after, guint max, GError **error)
{
  g_return_val_if_fail (DT_IS_HUB (self), NULL);
  return DT_HUB_GET_IFACE (self)->get_places (self, after, max, error);
}

/**
 * dt_hub_get_payloads:
 * @self: a hub
 * @hashes: of entries, 32 bytes each
 * @error: a #DtHubErrorCode
 *
 * Returns: (transfer full) (nullable) (element-type DtHubPayload): those that the hub has, or knows
 *   to be erased
 */
GPtrArray *
dt_hub_get_payloads (DtHub *self, GByteArray *hashes, GError **error)
{
  g_return_val_if_fail (DT_IS_HUB (self) && hashes != NULL, NULL);
  return DT_HUB_GET_IFACE (self)->get_payloads (self, hashes, error);
}

/**
 * dt_hub_put_payload:
 * @self: a hub
 * @hash: of an entry that is there
 * @state: %DT_SEALED_HERE, or %DT_SEALED_ERASED: nobody gets it any more
 * @sealed: (nullable): the payload with its seal on
 * @error: a #DtHubErrorCode
 *
 * Returns: %TRUE if the hub has it so
 */
gboolean
dt_hub_put_payload (DtHub *self,
                    const guint8 hash[DT_HASH_SIZE],
                    DtSealedState state,
                    GBytes *sealed,
                    GError **error)
{
  g_return_val_if_fail (DT_IS_HUB (self) && hash != NULL, FALSE);
  return DT_HUB_GET_IFACE (self)->put_payload (self, hash, state, sealed, error);
}
