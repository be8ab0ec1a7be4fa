/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The province's hub as a desk of one unit sees it: what data/hub's functions do. It is not
 * trusted: it may forget, withhold, reorder and invent, and is found out. Every call may block on
 * the network; all are made on the thread that syncs. */
#pragma once

#include "ledger/dt-ledger-exchange.h"

G_BEGIN_DECLS

/* Why a call failed. */
typedef enum
{
  DT_HUB_ERROR_OFFLINE, /* no way to it: another try may work */
  DT_HUB_ERROR_TRUST,   /* its certificate or its password proof does not hold */
  DT_HUB_ERROR_DENIED,  /* it does not let this desk in, or not do this */
  DT_HUB_ERROR_REMOVED, /* this desk was removed */
  DT_HUB_ERROR_NEWER,   /* it speaks a newer version */
  DT_HUB_ERROR_ANSWER,  /* what it says makes no sense */
  DT_HUB_ERROR_LIMIT,   /* too much at once */
} DtHubErrorCode;
#define DT_HUB_ERROR (dt_hub_error_quark ())
GQuark dt_hub_error_quark (void);

typedef struct
{
  char epoch[37]; /* another after it was restored from a backup */
  gint64 last_n;  /* of the unit's record there */
} DtHubGreeting;

/* How far the hub's record of a desk goes. */
typedef struct
{
  char device[33];
  gint64 seq;
  guint8 hash[DT_HASH_SIZE];
} DtHubHead;

typedef enum
{
  DT_PUSHED_TAKEN,
  DT_PUSHED_KNOWN,
  DT_PUSHED_REFUSED, /* it does not follow, or the hub does not know the desk */
  DT_PUSHED_FORK,    /* another entry has its number */
} DtPushOutcome;

typedef struct
{
  char device[33];
  gint64 seq;
  DtPushOutcome outcome;
  gint64 n; /* its place in the unit's record, if it is there */
} DtPushed;

/* Further than any desk's record goes: of this one nothing is wanted. */
#define DT_HUB_EVERYTHING G_GINT64_CONSTANT (999999999999999999)

#define DT_TYPE_HUB (dt_hub_get_type ())
G_DECLARE_INTERFACE (DtHub, dt_hub, DT, HUB, GObject)

struct _DtHubInterface
{
  GTypeInterface parent_iface;

  gboolean (*hello) (DtHub *self, DtHubGreeting *out, GError **error);
  /* Of DtHubHead. */
  GPtrArray *(*get_heads) (DtHub *self, GError **error);
  /* @entries: of DtRawEntry, the last of them signed; returns DtPushed, one for each. */
  GPtrArray *(*push) (DtHub *self, GPtrArray *entries, GError **error);
  /* @known: of DtHubHead, how far each desk's are held: what lies behind, in the record's order,
   * whole transactions, about @max_bytes of them but at least one. Of DtRawEntry. */
  GPtrArray *(*pull) (DtHub *self, GPtrArray *known, gsize max_bytes, GError **error);
  /* Of DtPlace, those with n > @after, at most @max. */
  GPtrArray *(*get_places) (DtHub *self, gint64 after, guint max, GError **error);
  /* @entries: of DtPlace. Of DtRawPayload, in that order; perhaps not all at once. */
  GPtrArray *(*get_payloads) (DtHub *self, GPtrArray *entries, GError **error);
  gboolean (*put_payload) (DtHub *self, const DtRawPayload *payload, GError **error);
  /* @chunks: of GBytes, sealed; those that are there already are not sent again. */
  gboolean (*put_attachment) (
      DtHub *self, const char *address, gint64 size, GPtrArray *chunks, GError **error);
  /* Fills @out_chunks (of GBytes) and @out_size if it is %DT_SEALED_HERE. */
  gboolean (*get_attachment) (DtHub *self,
                              const char *address,
                              DtSealedState *out_state,
                              gint64 *out_size,
                              GPtrArray **out_chunks,
                              GError **error);
  gboolean (*erase_attachment) (DtHub *self, const char *address, GError **error);
};

gboolean dt_hub_hello (DtHub *self, DtHubGreeting *out, GError **error);
GPtrArray *dt_hub_get_heads (DtHub *self, GError **error);
GPtrArray *dt_hub_push (DtHub *self, GPtrArray *entries, GError **error);
GPtrArray *dt_hub_pull (DtHub *self, GPtrArray *known, gsize max_bytes, GError **error);
GPtrArray *dt_hub_get_places (DtHub *self, gint64 after, guint max, GError **error);
GPtrArray *dt_hub_get_payloads (DtHub *self, GPtrArray *entries, GError **error);
gboolean dt_hub_put_payload (DtHub *self, const DtRawPayload *payload, GError **error);
gboolean dt_hub_put_attachment (
    DtHub *self, const char *address, gint64 size, GPtrArray *chunks, GError **error);
gboolean dt_hub_get_attachment (DtHub *self,
                                const char *address,
                                DtSealedState *out_state,
                                gint64 *out_size,
                                GPtrArray **out_chunks,
                                GError **error);
gboolean dt_hub_erase_attachment (DtHub *self, const char *address, GError **error);

G_END_DECLS
