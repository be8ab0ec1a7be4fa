/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface of a hub: each function passes the call on. On the thread that syncs. */
#include "sync/dt-hub.h"

G_DEFINE_INTERFACE (DtHub, dt_hub, G_TYPE_OBJECT)
G_DEFINE_QUARK (dt - hub - error - quark, dt_hub_error)

static void
dt_hub_default_init (DtHubInterface *iface)
{
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
 * @entries: (element-type DtPlace): whose
 * @error: a #DtHubErrorCode
 *
 * Returns: (transfer full) (nullable) (element-type DtRawPayload): those that the hub has, or knows
 *   to be erased, in that order; perhaps not all at once
 */
GPtrArray *
dt_hub_get_payloads (DtHub *self, GPtrArray *entries, GError **error)
{
  g_return_val_if_fail (DT_IS_HUB (self) && entries != NULL, NULL);
  return DT_HUB_GET_IFACE (self)->get_payloads (self, entries, error);
}

/**
 * dt_hub_put_payload:
 * @self: a hub
 * @payload: of an entry that is there; erased: nobody gets it any more
 * @error: a #DtHubErrorCode
 *
 * Returns: %TRUE if the hub has it so
 */
gboolean
dt_hub_put_payload (DtHub *self, const DtRawPayload *payload, GError **error)
{
  g_return_val_if_fail (DT_IS_HUB (self) && payload != NULL, FALSE);
  return DT_HUB_GET_IFACE (self)->put_payload (self, payload, error);
}

/**
 * dt_hub_put_attachment:
 * @self: a hub
 * @address: of the attachment, 64 hex digits
 * @size: of its content
 * @chunks: (element-type GBytes): as they are stored; those that are there are not sent again
 * @error: a #DtHubErrorCode
 *
 * Returns: %TRUE if the hub has it all, or will not have it because it was erased
 */
gboolean
dt_hub_put_attachment (
    DtHub *self, const char *address, gint64 size, GPtrArray *chunks, GError **error)
{
  g_return_val_if_fail (DT_IS_HUB (self) && address != NULL && chunks != NULL, FALSE);
  return DT_HUB_GET_IFACE (self)->put_attachment (self, address, size, chunks, error);
}

/**
 * dt_hub_get_attachment:
 * @self: a hub
 * @address: of the attachment, 64 hex digits
 * @out_state: (out): whether the hub has it; %DT_SEALED_NONE: not, or not whole
 * @out_size: (out): the size of its content
 * @out_chunks: (out) (nullable) (element-type GBytes): the chunks
 * @error: a #DtHubErrorCode
 *
 * Returns: %FALSE on an error
 */
gboolean
dt_hub_get_attachment (DtHub *self,
                       const char *address,
                       DtSealedState *out_state,
                       gint64 *out_size,
                       GPtrArray **out_chunks,
                       GError **error)
{
  g_return_val_if_fail (DT_IS_HUB (self) && address != NULL && out_chunks != NULL, FALSE);

  *out_state = DT_SEALED_NONE;
  *out_size = 0;
  *out_chunks = NULL;
  return DT_HUB_GET_IFACE (self)->get_attachment (
      self, address, out_state, out_size, out_chunks, error);
}

/**
 * dt_hub_erase_attachment:
 * @self: a hub
 * @address: of the attachment, 64 hex digits
 * @error: a #DtHubErrorCode
 *
 * Returns: %TRUE if nobody gets it any more
 */
gboolean
dt_hub_erase_attachment (DtHub *self, const char *address, GError **error)
{
  g_return_val_if_fail (DT_IS_HUB (self) && address != NULL, FALSE);
  return DT_HUB_GET_IFACE (self)->erase_attachment (self, address, error);
}
