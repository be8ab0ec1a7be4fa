/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hub as it is: PostgreSQL with data/hub's functions, over libpq. TLS with the province's own
 * certificate authority and host name checked, SCRAM bound to the channel; nothing less is
 * accepted. A greeting makes the connection, and makes it again after it broke. On the thread that
 * syncs. */
#pragma once

#include "sync/dt-hub.h"

G_BEGIN_DECLS

typedef struct
{
  const char *host;
  guint16 port;
  const char *database;
  const char *user;
  DtSecret *password;
  const char *ca_file; /* PEM: of the province's certificate authority */
} DtHubAddress;

#define DT_TYPE_HUB_POSTGRES (dt_hub_postgres_get_type ())
G_DECLARE_FINAL_TYPE (DtHubPostgres, dt_hub_postgres, DT, HUB_POSTGRES, GObject)

DtHubPostgres *dt_hub_postgres_new (const DtHubAddress *address, const char *device);
/* Waits until somebody gave the unit's record something, @timeout_ms passed or @cancellable was
 * cancelled. FALSE: the connection is gone. */
gboolean dt_hub_postgres_wait (DtHubPostgres *self, int timeout_ms, GCancellable *cancellable);
void dt_hub_postgres_disconnect (DtHubPostgres *self);

G_END_DECLS
