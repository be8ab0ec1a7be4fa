/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each function of the interface is one call of a function of data/hub. On the thread that syncs.
 */
#include "sync/dt-hub-postgres.h"

#include "sync/dt-hub-pq.h"

#include <poll.h>
#include <string.h>

#define CHUNKS_A_CALL 40

struct _DtHubPostgres
{
  GObject parent_instance;
  char *host;
  char *port;
  char *database;
  char *user;
  DtSecret *password;
  char *ca_file;
  char *device;
  PGconn *connection; /* NULL: not connected */
  gboolean listening;
};

static void dt_hub_postgres_iface_init (DtHubInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DtHubPostgres,
                               dt_hub_postgres,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DT_TYPE_HUB, dt_hub_postgres_iface_init))

/* ---- the connection ---------------------------------------------------------------------- */

static gboolean
connect_to_hub (DtHubPostgres *self, GError **error)
{
  gsize size;
  const guint8 *secret = dt_secret_get (self->password, &size);
  g_autofree char *password = g_strndup ((const char *) secret, size);
  const char *const names[] = { "host",
                                "port",
                                "dbname",
                                "user",
                                "password",
                                "sslmode",
                                "sslrootcert",
                                "ssl_min_protocol_version",
                                "channel_binding",
                                "gssencmode",
                                "connect_timeout",
                                "tcp_user_timeout",
                                "keepalives_idle",
                                "client_encoding",
                                "application_name",
                                NULL };
  const char *const values[]
      = { self->host,    self->port, self->database, self->user, password, "verify-full",
          self->ca_file, "TLSv1.2",  "require",      "disable",  "15",     "30000",
          "30",          "UTF8",     "doi-thoai",    NULL };
  PGconn *connection = PQconnectdbParams (names, values, 0);

  explicit_bzero (password, size);
  if (PQstatus (connection) != CONNECTION_OK)
    {
      dt_pq_set_connect_error (connection, error);
      PQfinish (connection);
      return FALSE;
    }
  self->connection = connection;
  self->listening = FALSE;
  return TRUE;
}

/* What broke off is not connected again here but by the next greeting: it may be another record by
 * then, restored from a copy, and a round that is half done must not go on in it. */
static PGresult *
call (DtHubPostgres *self, const char *sql, const DtPqParams *params, GError **error)
{
  PGresult *result;

  if (self->connection == NULL)
    {
      g_set_error_literal (error, DT_HUB_ERROR, DT_HUB_ERROR_OFFLINE, "the line is down");
      return NULL;
    }
  result = dt_pq_call (self->connection, sql, params, error);
  if (result == NULL && PQstatus (self->connection) != CONNECTION_OK)
    dt_hub_postgres_disconnect (self);
  return result;
}

static gboolean
set_answer_error (GError **error)
{
  g_set_error_literal (error, DT_HUB_ERROR, DT_HUB_ERROR_ANSWER, "the hub's answer makes no sense");
  return FALSE;
}

/* 32 hex digits of a device in a result. */
static gboolean
get_device (PGresult *result, int row, int column, char out[33])
{
  guint8 bytes[16];
  g_autofree char *hex = NULL;

  if (!dt_pq_copy_bytes (result, row, column, bytes, sizeof bytes))
    return FALSE;
  hex = dt_to_hex (bytes, sizeof bytes);
  g_strlcpy (out, hex, 33);
  return TRUE;
}

/* ---- greeting ---------------------------------------------------------------------------- */

/* News of the unit's record come over a channel of which only its desks hear the name. */
static gboolean
listen_to_news (DtHubPostgres *self, const char *channel, GError **error)
{
  g_auto (DtPqParams) params = { 0 };
  g_autoptr (PGresult) result = NULL;
  g_autofree char *sql = NULL;
  char *name;

  if (self->listening || channel == NULL)
    return TRUE;
  name = PQescapeIdentifier (self->connection, channel, strlen (channel));
  if (name == NULL)
    return set_answer_error (error);
  sql = g_strconcat ("LISTEN ", name, NULL);
  PQfreemem (name);
  result = call (self, sql, &params, error);
  self->listening = result != NULL;
  return self->listening;
}

static gboolean
hello (DtHub *hub, DtHubGreeting *out, GError **error)
{
  DtHubPostgres *self = DT_HUB_POSTGRES (hub);
  g_auto (DtPqParams) params = { 0 };
  g_autoptr (PGresult) result = NULL;
  g_autofree char *epoch = NULL, *channel = NULL;

  if (self->connection != NULL && PQstatus (self->connection) != CONNECTION_OK)
    dt_hub_postgres_disconnect (self);
  if (self->connection == NULL && !connect_to_hub (self, error))
    return FALSE;
  dt_pq_add_hex (&params, self->device);
  dt_pq_add_text (&params, "doi-thoai");
  result = call (self,
                 "SELECT epoch::text, last_n, removed_seq, channel FROM hub.hello ($1, $2)",
                 &params,
                 error);
  if (result == NULL)
    return FALSE;
  epoch = PQntuples (result) == 1 ? dt_pq_dup_text (result, 0, 0) : NULL;
  if (epoch == NULL || strlen (epoch) != sizeof out->epoch - 1)
    return set_answer_error (error);
  if (!PQgetisnull (result, 0, 2))
    {
      g_set_error_literal (error, DT_HUB_ERROR, DT_HUB_ERROR_REMOVED, "this desk was removed");
      return FALSE;
    }
  memset (out, 0, sizeof *out);
  g_strlcpy (out->epoch, epoch, sizeof out->epoch);
  out->last_n = dt_pq_get_int (result, 0, 1);
  channel = dt_pq_dup_text (result, 0, 3);
  return listen_to_news (self, channel, error);
}

static GPtrArray *
get_heads (DtHub *hub, GError **error)
{
  g_auto (DtPqParams) params = { 0 };
  g_autoptr (PGresult) result = call (DT_HUB_POSTGRES (hub),
                                      "SELECT device, last_seq, last_hash FROM hub.vector ()",
                                      &params,
                                      error);
  g_autoptr (GPtrArray) heads = g_ptr_array_new_with_free_func (g_free);

  if (result == NULL)
    return NULL;
  for (int i = 0; i < PQntuples (result); i++)
    {
      DtHubHead *head = g_new0 (DtHubHead, 1);

      g_ptr_array_add (heads, head);
      head->seq = dt_pq_get_int (result, i, 1);
      if (!get_device (result, i, 0, head->device)
          || (head->seq > 0 && !dt_pq_copy_bytes (result, i, 2, head->hash, DT_HASH_SIZE)))
        {
          set_answer_error (error);
          return NULL;
        }
    }
  return g_steal_pointer (&heads);
}

/* ---- entries ----------------------------------------------------------------------------- */

static void
add_entries (DtPqParams *params, GPtrArray *entries)
{
  dt_pq_begin_array (params, DT_PQ_BYTEA_ARRAY, DT_PQ_BYTEA, entries->len);
  for (guint i = 0; i < entries->len; i++)
    {
      GBytes *body = ((DtRawEntry *) entries->pdata[i])->body;

      dt_pq_add_element (params, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
    }
  dt_pq_begin_array (params, DT_PQ_BYTEA_ARRAY, DT_PQ_BYTEA, entries->len);
  for (guint i = 0; i < entries->len; i++)
    {
      const DtRawEntry *raw = entries->pdata[i];

      dt_pq_add_element (params, raw->signature, raw->has_signature ? DT_SIGNATURE_SIZE : -1);
    }
  dt_pq_begin_array (params, DT_PQ_BYTEA_ARRAY, DT_PQ_BYTEA, entries->len);
  for (guint i = 0; i < entries->len; i++)
    {
      GBytes *sealed = ((DtRawEntry *) entries->pdata[i])->sealed;

      dt_pq_add_element (params,
                         sealed != NULL ? g_bytes_get_data (sealed, NULL) : NULL,
                         sealed != NULL ? (gssize) g_bytes_get_size (sealed) : -1);
    }
  dt_pq_begin_array (params, DT_PQ_INT2_ARRAY, DT_PQ_INT2, entries->len);
  for (guint i = 0; i < entries->len; i++)
    {
      guint16 state = GUINT16_TO_BE ((guint16) ((DtRawEntry *) entries->pdata[i])->state);

      dt_pq_add_element (params, &state, sizeof state);
    }
}

static DtPushed *
read_pushed (PGresult *result, int row)
{
  static const DtPushOutcome outcomes[]
      = { DT_PUSHED_REFUSED, DT_PUSHED_TAKEN, DT_PUSHED_KNOWN, DT_PUSHED_REFUSED, DT_PUSHED_FORK };
  DtPushed *pushed = g_new0 (DtPushed, 1);
  gint64 outcome = dt_pq_get_int (result, row, 3);

  get_device (result, row, 1, pushed->device);
  pushed->n = dt_pq_get_int (result, row, 0);
  pushed->seq = dt_pq_get_int (result, row, 2);
  pushed->outcome = outcome >= 0 && outcome < (gint64) G_N_ELEMENTS (outcomes) ? outcomes[outcome]
                                                                               : DT_PUSHED_REFUSED;
  return pushed;
}

static GPtrArray *
push (DtHub *hub, GPtrArray *entries, GError **error)
{
  g_auto (DtPqParams) params = { 0 };
  g_autoptr (PGresult) result = NULL;
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (g_free);

  add_entries (&params, entries);
  result = call (DT_HUB_POSTGRES (hub),
                 "SELECT n, device, seq, outcome FROM hub.push ($1, $2, $3, $4)",
                 &params,
                 error);
  if (result == NULL)
    return NULL;
  if (PQntuples (result) != (int) entries->len)
    {
      set_answer_error (error);
      return NULL;
    }
  for (int i = 0; i < PQntuples (result); i++)
    g_ptr_array_add (results, read_pushed (result, i));
  return g_steal_pointer (&results);
}

static char *
write_vector (GPtrArray *known)
{
  GString *text = g_string_new ("{");

  for (guint i = 0; i < known->len; i++)
    {
      const DtHubHead *head = known->pdata[i];

      g_string_append_printf (text,
                              "%s\"%s\":%" G_GINT64_FORMAT,
                              i > 0 ? "," : "",
                              head->device,
                              MIN (head->seq, DT_HUB_EVERYTHING));
    }
  g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

static DtRawEntry *
read_raw (PGresult *result, int row)
{
  g_autoptr (GBytes) body = dt_pq_get_bytes (result, row, 0);
  guint8 signature[DT_SIGNATURE_SIZE];
  gboolean has_signature = dt_pq_copy_bytes (result, row, 1, signature, sizeof signature);
  gint64 state = dt_pq_get_int (result, row, 2);
  DtRawEntry *raw;

  if (body == NULL || (!has_signature && !PQgetisnull (result, row, 1)) || state < 0
      || state > DT_SEALED_ERASED)
    return NULL;
  raw = dt_raw_entry_new (body, has_signature ? signature : NULL);
  raw->state = (DtSealedState) state;
  raw->sealed = dt_pq_get_bytes (result, row, 3);
  if (raw->state == DT_SEALED_HERE && raw->sealed == NULL)
    raw->state = DT_SEALED_NONE; /* too large to come along */
  return raw;
}

static GPtrArray *
pull (DtHub *hub, GPtrArray *known, gsize max_bytes, GError **error)
{
  g_auto (DtPqParams) params = { 0 };
  g_autoptr (PGresult) result = NULL;
  g_autofree char *vector = write_vector (known);
  g_autoptr (GPtrArray) entries
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_raw_entry_free);

  dt_pq_add_json (&params, vector);
  dt_pq_add_int32 (&params, (gint32) MIN (max_bytes, G_MAXINT32));
  result = call (DT_HUB_POSTGRES (hub),
                 "SELECT body, signature, state, sealed FROM hub.pull ($1, $2)",
                 &params,
                 error);
  for (int i = 0; result != NULL && i < PQntuples (result); i++)
    {
      DtRawEntry *raw = read_raw (result, i);

      if (raw == NULL)
        {
          set_answer_error (error);
          return NULL;
        }
      g_ptr_array_add (entries, raw);
    }
  return result != NULL ? g_steal_pointer (&entries) : NULL;
}

static GPtrArray *
get_places (DtHub *hub, gint64 after, guint max, GError **error)
{
  g_auto (DtPqParams) params = { 0 };
  g_autoptr (PGresult) result = NULL;
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_free);

  dt_pq_add_int64 (&params, after);
  dt_pq_add_int32 (&params, (gint32) max);
  result = call (DT_HUB_POSTGRES (hub),
                 "SELECT n, device, seq, hash, day FROM hub.places ($1, $2)",
                 &params,
                 error);
  for (int i = 0; result != NULL && i < PQntuples (result); i++)
    {
      DtPlace *place = g_new0 (DtPlace, 1);

      g_ptr_array_add (places, place);
      place->place = dt_pq_get_int (result, i, 0);
      place->seq = dt_pq_get_int (result, i, 2);
      place->day = dt_pq_get_int (result, i, 4);
      if (!get_device (result, i, 1, place->device)
          || !dt_pq_copy_bytes (result, i, 3, place->hash, DT_HASH_SIZE))
        {
          set_answer_error (error);
          return NULL;
        }
    }
  return result != NULL ? g_steal_pointer (&places) : NULL;
}

/* ---- payloads ---------------------------------------------------------------------------- */

static void
add_places (DtPqParams *params, GPtrArray *entries)
{
  dt_pq_begin_array (params, DT_PQ_BYTEA_ARRAY, DT_PQ_BYTEA, entries->len);
  for (guint i = 0; i < entries->len; i++)
    {
      guint8 device[16] = { 0 };

      dt_from_hex (((DtPlace *) entries->pdata[i])->device, device, sizeof device);
      dt_pq_add_element (params, device, sizeof device);
    }
  dt_pq_begin_array (params, DT_PQ_INT8_ARRAY, DT_PQ_INT8, entries->len);
  for (guint i = 0; i < entries->len; i++)
    {
      guint64 seq = GUINT64_TO_BE ((guint64) ((DtPlace *) entries->pdata[i])->seq);

      dt_pq_add_element (params, &seq, sizeof seq);
    }
}

static GPtrArray *
get_payloads (DtHub *hub, GPtrArray *entries, GError **error)
{
  g_auto (DtPqParams) params = { 0 };
  g_autoptr (PGresult) result = NULL;
  g_autoptr (GPtrArray) payloads
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_raw_payload_free);

  add_places (&params, entries);
  result = call (DT_HUB_POSTGRES (hub),
                 "SELECT device, seq, state, sealed FROM hub.get_payloads ($1, $2)",
                 &params,
                 error);
  for (int i = 0; result != NULL && i < PQntuples (result); i++)
    {
      g_autoptr (GBytes) sealed = dt_pq_get_bytes (result, i, 3);
      gint64 state = dt_pq_get_int (result, i, 2);
      char device[33];

      if (!get_device (result, i, 0, device)
          || (state != DT_SEALED_ERASED && (state != DT_SEALED_HERE || sealed == NULL)))
        {
          set_answer_error (error);
          return NULL;
        }
      g_ptr_array_add (payloads,
                       dt_raw_payload_new (device,
                                           dt_pq_get_int (result, i, 1),
                                           (DtSealedState) state,
                                           state == DT_SEALED_HERE ? sealed : NULL));
    }
  return result != NULL ? g_steal_pointer (&payloads) : NULL;
}

static gboolean
put_payload (DtHub *hub, const DtRawPayload *payload, GError **error)
{
  g_auto (DtPqParams) params = { 0 };
  g_autoptr (PGresult) result = NULL;

  dt_pq_add_hex (&params, payload->device);
  dt_pq_add_int64 (&params, payload->seq);
  dt_pq_add_int16 (&params, (gint16) payload->state);
  if (payload->sealed != NULL)
    dt_pq_add_bytes (
        &params, g_bytes_get_data (payload->sealed, NULL), g_bytes_get_size (payload->sealed));
  else
    dt_pq_add_null_bytes (&params);
  result = call (DT_HUB_POSTGRES (hub), "SELECT hub.put_payload ($1, $2, $3, $4)", &params, error);
  return result != NULL;
}

/* ---- attachments ------------------------------------------------------------------------- */

/* Numbers of the chunks that are there. */
static GHashTable *
list_chunks (DtHubPostgres *self, const char *address, GError **error)
{
  g_auto (DtPqParams) params = { 0 };
  g_autoptr (PGresult) result = NULL;
  GHashTable *numbers;

  dt_pq_add_hex (&params, address);
  result = call (self, "SELECT no FROM hub.chunk_numbers ($1) AS c (no)", &params, error);
  if (result == NULL)
    return NULL;
  numbers = g_hash_table_new (NULL, NULL);
  for (int i = 0; i < PQntuples (result); i++)
    g_hash_table_add (numbers, GSIZE_TO_POINTER (dt_pq_get_int (result, i, 0) + 1));
  return numbers;
}

static gboolean
put_chunk (DtHubPostgres *self,
           const char *address,
           gint64 size,
           guint number,
           GPtrArray *chunks,
           GError **error)
{
  g_auto (DtPqParams) params = { 0 };
  g_autoptr (PGresult) result = NULL;
  GBytes *chunk = chunks->pdata[number];

  dt_pq_add_hex (&params, address);
  dt_pq_add_int64 (&params, size);
  dt_pq_add_int32 (&params, (gint32) number);
  dt_pq_add_int32 (&params, (gint32) chunks->len);
  dt_pq_add_bytes (&params, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
  result = call (self, "SELECT hub.put_chunk ($1, $2, $3, $4, $5)", &params, error);
  return result != NULL;
}

static gboolean
put_attachment (DtHub *hub, const char *address, gint64 size, GPtrArray *chunks, GError **error)
{
  DtHubPostgres *self = DT_HUB_POSTGRES (hub);
  g_autoptr (GHashTable) there = list_chunks (self, address, error);

  for (guint i = 0; there != NULL && i < chunks->len; i++)
    if (!g_hash_table_contains (there, GSIZE_TO_POINTER ((gsize) i + 1))
        && !put_chunk (self, address, size, i, chunks, error))
      return FALSE;
  return there != NULL;
}

/* A part of it, from the first chunk that is not held yet. @out_count: how many it has in all. */
static gboolean
get_chunks (DtHubPostgres *self,
            const char *address,
            GPtrArray *chunks,
            DtSealedState *out_state,
            gint64 *out_size,
            gint64 *out_count,
            GError **error)
{
  g_auto (DtPqParams) params = { 0 };
  g_autoptr (PGresult) result = NULL;

  dt_pq_add_hex (&params, address);
  dt_pq_add_int32 (&params, (gint32) chunks->len);
  dt_pq_add_int32 (&params, CHUNKS_A_CALL);
  result = call (self,
                 "SELECT no, sealed, size, count, state FROM hub.get_chunks ($1, $2, $3)",
                 &params,
                 error);
  for (int i = 0; result != NULL && i < PQntuples (result); i++)
    {
      *out_size = dt_pq_get_int (result, i, 2);
      *out_count = dt_pq_get_int (result, i, 3);
      if (dt_pq_get_int (result, i, 4) == DT_SEALED_ERASED)
        *out_state = DT_SEALED_ERASED;
      else if (dt_pq_get_int (result, i, 0) == chunks->len && !PQgetisnull (result, i, 1))
        g_ptr_array_add (chunks, dt_pq_get_bytes (result, i, 1));
    }
  return result != NULL;
}

static gboolean
get_attachment (DtHub *hub,
                const char *address,
                DtSealedState *out_state,
                gint64 *out_size,
                GPtrArray **out_chunks,
                GError **error)
{
  g_autoptr (GPtrArray) chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gint64 count = 0;
  guint before;

  do
    {
      before = chunks->len;
      if (!get_chunks (DT_HUB_POSTGRES (hub), address, chunks, out_state, out_size, &count, error))
        return FALSE;
    }
  while (*out_state == DT_SEALED_NONE && chunks->len > before && chunks->len < count);
  if (*out_state == DT_SEALED_NONE && count > 0 && chunks->len == count)
    {
      *out_state = DT_SEALED_HERE;
      *out_chunks = g_steal_pointer (&chunks);
    }
  return TRUE;
}

static gboolean
erase_attachment (DtHub *hub, const char *address, GError **error)
{
  g_auto (DtPqParams) params = { 0 };
  g_autoptr (PGresult) result = NULL;

  dt_pq_add_hex (&params, address);
  result = call (DT_HUB_POSTGRES (hub), "SELECT hub.erase_attachment ($1)", &params, error);
  return result != NULL;
}

/* ---- the object -------------------------------------------------------------------------- */

static void
dt_hub_postgres_finalize (GObject *object)
{
  DtHubPostgres *self = DT_HUB_POSTGRES (object);

  dt_hub_postgres_disconnect (self);
  g_free (self->host);
  g_free (self->port);
  g_free (self->database);
  g_free (self->user);
  dt_secret_unref (self->password);
  g_free (self->ca_file);
  g_free (self->device);
  G_OBJECT_CLASS (dt_hub_postgres_parent_class)->finalize (object);
}

static void
dt_hub_postgres_class_init (DtHubPostgresClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_hub_postgres_finalize;
}

static void
dt_hub_postgres_init (DtHubPostgres *self)
{
}

static void
dt_hub_postgres_iface_init (DtHubInterface *iface)
{
  iface->hello = hello;
  iface->get_heads = get_heads;
  iface->push = push;
  iface->pull = pull;
  iface->get_places = get_places;
  iface->get_payloads = get_payloads;
  iface->put_payload = put_payload;
  iface->put_attachment = put_attachment;
  iface->get_attachment = get_attachment;
  iface->erase_attachment = erase_attachment;
}

/**
 * dt_hub_postgres_new:
 * @address: where it is and who this desk is there
 * @device: the desk's id, 32 hex digits
 *
 * Returns: (transfer full): the hub; nothing is connected before the first call
 */
DtHubPostgres *
dt_hub_postgres_new (const DtHubAddress *address, const char *device)
{
  DtHubPostgres *self = g_object_new (DT_TYPE_HUB_POSTGRES, NULL);

  self->host = g_strdup (address->host);
  self->port = g_strdup_printf ("%u", address->port);
  self->database = g_strdup (address->database);
  self->user = g_strdup (address->user);
  self->password = dt_secret_ref (address->password);
  self->ca_file = g_strdup (address->ca_file);
  self->device = g_strdup (device);
  return self;
}

/**
 * dt_hub_postgres_disconnect:
 * @self: a hub
 *
 * The next greeting connects again.
 */
void
dt_hub_postgres_disconnect (DtHubPostgres *self)
{
  g_return_if_fail (DT_IS_HUB_POSTGRES (self));
  g_clear_pointer (&self->connection, PQfinish);
}

static gboolean
take_news (DtHubPostgres *self)
{
  gboolean any = FALSE;
  PGnotify *news;

  while ((news = PQnotifies (self->connection)) != NULL)
    {
      any = TRUE;
      PQfreemem (news);
    }
  return any;
}

/**
 * dt_hub_postgres_wait:
 * @self: a hub
 * @timeout_ms: how long at most
 * @cancellable: (nullable): ends the waiting
 *
 * Returns: %TRUE when there may be something new, or the time is over; %FALSE if the connection is
 *   gone
 */
gboolean
dt_hub_postgres_wait (DtHubPostgres *self, int timeout_ms, GCancellable *cancellable)
{
  struct pollfd fds[2] = { { .events = POLLIN }, { .fd = -1, .events = POLLIN } };
  int n;

  g_return_val_if_fail (DT_IS_HUB_POSTGRES (self), FALSE);

  if (self->connection == NULL)
    return FALSE;
  if (take_news (self))
    return TRUE;
  fds[0].fd = PQsocket (self->connection);
  if (cancellable != NULL)
    fds[1].fd = g_cancellable_get_fd (cancellable);
  n = poll (fds, fds[1].fd >= 0 ? 2 : 1, timeout_ms);
  if (fds[1].fd >= 0)
    g_cancellable_release_fd (cancellable);
  if (n > 0 && fds[0].revents != 0)
    {
      if (!PQconsumeInput (self->connection))
        {
          dt_hub_postgres_disconnect (self);
          return FALSE;
        }
      take_news (self);
    }
  return TRUE;
}
