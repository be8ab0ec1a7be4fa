/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proves that the record is whole: pages, chains, hashes, signatures, commitments, attachments.
 * On the ledger's thread; the signatures, which cost most, are checked by helpers. */
#include "ledger/dt-ledger-desks-private.h"
#include "ledger/dt-json-check.h"

#include <string.h>

#define MAX_PROBLEMS 200
#define JOB_SIZE 256
#define PROGRESS_STEP 4096

/* A desk's chain as far as it has been read. */
typedef struct
{
  guint8 device[DT_DEVICE_SIZE];
  guint8 public_key[DT_PUBLIC_KEY_SIZE];
  gint64 seq;
  guint8 hash[DT_HASH_SIZE];
  gint64 unsigned_run; /* entries since the last signature */
} Chain;

typedef struct
{
  gint64 n;
  const Chain *chain; /* for its key, which does not change */
  guint8 hash[DT_HASH_SIZE];
  guint8 signature[DT_SIGNATURE_SIZE];
} Signature;

typedef struct
{
  guint n_signatures;
  Signature signatures[JOB_SIZE];
} Job;

typedef struct
{
  DtLedger *ledger;
  GHashTable *chains;      /* number in the table of devices → Chain */
  GHashTable *attachments; /* addresses that are or were there */
  GHashTable *waiting;     /* n of entries whose payload has not come; keys from GSIZE */
  gint64 n_payloads;
  GMutex mutex; /* guards what follows */
  GPtrArray *problems;
  gint64 n_more;
  GThreadPool *pool;
  Job *job;
} Verifier;

static void add_problem (Verifier *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_problem (Verifier *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_mutex_lock (&self->mutex);
  if (self->problems->len < MAX_PROBLEMS)
    g_ptr_array_add (self->problems, g_strdup_vprintf (format, args));
  else
    self->n_more++;
  g_mutex_unlock (&self->mutex);
  va_end (args);
}

/* A step that cannot go on says so among the problems; the next one still runs. */
static void
add_error (Verifier *self, const char *what, GError *error)
{
  add_problem (self, "%s: %s", what, error->message);
  g_error_free (error);
}

/* ---- signatures -------------------------------------------------------------------------- */

static void
run_job (gpointer data, gpointer user_data)
{
  Job *job = data;
  Verifier *self = user_data;

  for (guint i = 0; i < job->n_signatures; i++)
    {
      const Signature *s = &job->signatures[i];

      if (!dt_entry_verify_signature (s->chain->public_key, s->hash, s->signature))
        add_problem (self, "entry %" G_GINT64_FORMAT ": the signature is not the desk's", s->n);
    }
  g_free (job);
}

static void
push_job (Verifier *self)
{
  Job *job = g_steal_pointer (&self->job);

  if (job != NULL && !g_thread_pool_push (self->pool, job, NULL))
    run_job (job, self);
}

static void
add_signature (Verifier *self,
               gint64 n,
               const Chain *chain,
               const guint8 hash[DT_HASH_SIZE],
               const guint8 *signature)
{
  Signature *s;

  if (self->job == NULL)
    self->job = g_new0 (Job, 1);
  s = &self->job->signatures[self->job->n_signatures++];
  s->n = n;
  s->chain = chain;
  memcpy (s->hash, hash, DT_HASH_SIZE);
  memcpy (s->signature, signature, DT_SIGNATURE_SIZE);
  if (self->job->n_signatures == JOB_SIZE)
    push_job (self);
}

/* ---- one entry --------------------------------------------------------------------------- */

static void
check_columns (Verifier *self, sqlite3_stmt *row, const DtEntryParts *parts, const Chain *chain)
{
  gint64 n = sqlite3_column_int64 (row, 0);
  const char *subject = (const char *) sqlite3_column_text (row, 10);

  if (memcmp (parts->device, chain->device, DT_DEVICE_SIZE) != 0
      || parts->seq != sqlite3_column_int64 (row, 8) || parts->hlc != sqlite3_column_int64 (row, 9)
      || (gsize) sqlite3_column_bytes (row, 10) != parts->subject_size
      || memcmp (subject, parts->subject, parts->subject_size) != 0)
    add_problem (self, "entry %" G_GINT64_FORMAT ": it is filed wrongly", n);
  if (sqlite3_column_int64 (row, 12) != dt_hanoi_day (sqlite3_column_int64 (row, 11)))
    add_problem (self, "entry %" G_GINT64_FORMAT ": it is filed under another day", n);
}

static void
check_first (Verifier *self, gint64 n, const DtEntryParts *parts, const Chain *chain)
{
  g_autofree char *key = dt_to_hex (chain->public_key, DT_PUBLIC_KEY_SIZE);
  gboolean vouched = FALSE;
  GError *error = NULL;

  if (g_strstr_len (parts->facts, (gssize) parts->facts_size, key) == NULL)
    add_problem (self, "entry %" G_GINT64_FORMAT ": the desk's key is another", n);
  if (!dt_desk_is_vouched (self->ledger, parts, &vouched, &error))
    add_error (self, "desks", error);
  else if (!vouched)
    add_problem (self, "entry %" G_GINT64_FORMAT ": nobody let this desk in", n);
}

static void
check_chain (Verifier *self,
             gint64 n,
             const DtEntryParts *parts,
             const guint8 hash[DT_HASH_SIZE],
             Chain *chain)
{
  if (parts->seq != chain->seq + 1)
    add_problem (self,
                 "entry %" G_GINT64_FORMAT ": number %" G_GINT64_FORMAT
                 " of its desk follows %" G_GINT64_FORMAT,
                 n,
                 parts->seq,
                 chain->seq);
  else if (memcmp (parts->prev, chain->hash, DT_HASH_SIZE) != 0)
    add_problem (self, "entry %" G_GINT64_FORMAT ": the chain is broken before it", n);
  if (parts->seq == 1)
    check_first (self, n, parts, chain);
  chain->seq = parts->seq;
  memcpy (chain->hash, hash, DT_HASH_SIZE);
}

static void
check_payload (Verifier *self,
               sqlite3_stmt *row,
               const DtEntryParts *parts,
               const guint8 hash[DT_HASH_SIZE])
{
  gint64 n = sqlite3_column_int64 (row, 0);
  gboolean has_row = sqlite3_column_type (row, 4) != SQLITE_NULL;
  g_autoptr (GBytes) payload = NULL;
  GError *error = NULL;

  self->n_payloads += has_row;
  if (dt_hash_is_zero (parts->commit))
    {
      if (has_row)
        add_problem (self, "entry %" G_GINT64_FORMAT ": a payload it was made without", n);
      return;
    }
  if (!has_row)
    {
      if (!g_hash_table_contains (self->waiting, GSIZE_TO_POINTER (n)))
        add_problem (self, "entry %" G_GINT64_FORMAT ": its payload is missing", n);
      return;
    }
  if (sqlite3_column_int64 (row, 5) == 0)
    return; /* erased */
  payload = dt_ledger_open_payload (self->ledger,
                                    hash,
                                    parts->commit,
                                    sqlite3_column_blob (row, 6),
                                    (gsize) sqlite3_column_bytes (row, 6),
                                    &error);
  if (payload == NULL)
    {
      add_problem (self, "entry %" G_GINT64_FORMAT ": %s", n, error->message);
      g_error_free (error);
    }
}

static void
check_attached (Verifier *self, gint64 n, const DtEntryParts *parts)
{
  static const char marker[] = "\"hash\":\"";
  const char *at = parts->facts;
  const char *end = parts->facts + parts->facts_size;

  if (g_strstr_len (at, (gssize) parts->facts_size, "\"attachment") == NULL)
    return;
  while ((at = g_strstr_len (at, end - at, marker)) != NULL)
    {
      char address[2 * DT_HASH_SIZE + 1] = "";

      at += sizeof marker - 1;
      if (end - at <= 2 * DT_HASH_SIZE || at[2 * DT_HASH_SIZE] != '"')
        continue;
      memcpy (address, at, 2 * DT_HASH_SIZE);
      if (!g_hash_table_contains (self->attachments, address))
        add_problem (self, "entry %" G_GINT64_FORMAT ": attachment %s is missing", n, address);
    }
}

static void
check_entry (Verifier *self, sqlite3_stmt *row)
{
  gint64 n = sqlite3_column_int64 (row, 0);
  const guint8 *body = sqlite3_column_blob (row, 2);
  gsize size = (gsize) sqlite3_column_bytes (row, 2);
  Chain *chain
      = g_hash_table_lookup (self->chains, GSIZE_TO_POINTER (sqlite3_column_int64 (row, 7)));
  guint8 hash[DT_HASH_SIZE];
  DtEntryParts parts;
  GError *error = NULL;

  dt_sha256 (body, size, hash);
  if (sqlite3_column_bytes (row, 1) != DT_HASH_SIZE
      || memcmp (sqlite3_column_blob (row, 1), hash, DT_HASH_SIZE) != 0)
    add_problem (self, "entry %" G_GINT64_FORMAT ": its hash is another", n);
  if (!dt_entry_decode (body, size, &parts, &error))
    {
      add_problem (self, "entry %" G_GINT64_FORMAT ": %s", n, error->message);
      g_error_free (error);
      return;
    }
  if (chain == NULL)
    {
      add_problem (self, "entry %" G_GINT64_FORMAT ": its desk is unknown", n);
      return;
    }

  check_columns (self, row, &parts, chain);
  check_chain (self, n, &parts, hash, chain);
  if (!dt_json_is_object (parts.facts, parts.facts_size))
    add_problem (self, "entry %" G_GINT64_FORMAT ": its facts are no JSON object", n);
  check_payload (self, row, &parts, hash);
  check_attached (self, n, &parts);

  chain->unsigned_run++;
  if (sqlite3_column_type (row, 3) == SQLITE_NULL)
    return;
  chain->unsigned_run = 0;
  if (sqlite3_column_bytes (row, 3) == DT_SIGNATURE_SIZE)
    add_signature (self, n, chain, hash, sqlite3_column_blob (row, 3));
  else
    add_problem (self, "entry %" G_GINT64_FORMAT ": the signature has the wrong size", n);
}

/* ---- the steps --------------------------------------------------------------------------- */

static gboolean
load_chains (Verifier *self, GError **error)
{
  DtDatabase *database = self->ledger->database;
  sqlite3_stmt *row = dt_database_prepare (database, "SELECT no, device, public_key FROM devices");
  gboolean more = TRUE;

  while (more)
    {
      Chain *chain;

      if (!dt_database_step (database, row, &more, error))
        return FALSE;
      if (!more)
        break;
      if (sqlite3_column_bytes (row, 1) != DT_DEVICE_SIZE
          || sqlite3_column_bytes (row, 2) != DT_PUBLIC_KEY_SIZE)
        {
          add_problem (self, "a desk's id or key has the wrong size");
          continue;
        }
      chain = g_new0 (Chain, 1);
      memcpy (chain->device, sqlite3_column_blob (row, 1), DT_DEVICE_SIZE);
      memcpy (chain->public_key, sqlite3_column_blob (row, 2), DT_PUBLIC_KEY_SIZE);
      g_hash_table_insert (self->chains, GSIZE_TO_POINTER (sqlite3_column_int64 (row, 0)), chain);
    }
  return TRUE;
}

/* What came without its payload or an attachment says so. */
static gboolean
load_expected (Verifier *self, GError **error)
{
  DtDatabase *database = self->ledger->database;
  sqlite3_stmt *row = dt_database_prepare (database, "SELECT n FROM waiting");
  gboolean more = TRUE;

  while (more)
    {
      if (!dt_database_step (database, row, &more, error))
        return FALSE;
      if (more)
        g_hash_table_add (self->waiting, GSIZE_TO_POINTER (sqlite3_column_int64 (row, 0)));
    }
  row = dt_database_prepare (database, "SELECT address FROM missing");
  for (more = TRUE; more;)
    {
      if (!dt_database_step (database, row, &more, error))
        return FALSE;
      if (more && sqlite3_column_bytes (row, 0) == DT_HASH_SIZE)
        g_hash_table_add (self->attachments,
                          dt_to_hex (sqlite3_column_blob (row, 0), DT_HASH_SIZE));
    }
  return TRUE;
}

static gboolean
check_entries (Verifier *self,
               GCancellable *cancellable,
               DtProgressFunc func,
               gpointer user_data,
               gint64 *out_count,
               GError **error)
{
  DtDatabase *database = self->ledger->database;
  gint64 total = dt_database_get_int (database, "SELECT max (n) FROM entries", 0);
  sqlite3_stmt *row = dt_database_prepare (
      database,
      "SELECT " DT_ENTRY_COLUMNS_PAYLOAD
      ", e.device, e.seq, e.hlc, e.subject, e.received, e.day" DT_ENTRY_TABLES "ORDER BY e.n");
  gboolean more = TRUE;

  for (gint64 n = 1; more; n++)
    {
      if (!dt_database_step (database, row, &more, error))
        return FALSE;
      if (!more)
        break;
      if (sqlite3_column_int64 (row, 0) != n)
        {
          add_problem (self, "entry %" G_GINT64_FORMAT ": it is missing", n);
          n = sqlite3_column_int64 (row, 0);
        }
      check_entry (self, row);
      *out_count += 1;
      if (n % PROGRESS_STEP != 0)
        continue;
      if (func != NULL)
        func (n, total, user_data);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          sqlite3_reset (row);
          return FALSE;
        }
    }
  if (func != NULL)
    func (total, total, user_data);
  return TRUE;
}

static void
check_ends (Verifier *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->chains);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Chain *chain = value;
      g_autofree char *device = dt_to_hex (chain->device, DT_DEVICE_SIZE);

      if (chain->unsigned_run > 0)
        add_problem (self,
                     "desk %s: its last %" G_GINT64_FORMAT " entries are not signed",
                     device,
                     chain->unsigned_run);
    }
  if (dt_database_get_int (self->ledger->database, "SELECT count (*) FROM payloads", -1)
      != self->n_payloads)
    add_problem (self, "there are payloads without an entry");
}

static void
check_indexes (Verifier *self)
{
  DtDatabase *database = self->ledger->database;
  sqlite3_stmt *row = dt_database_prepare (database, "PRAGMA integrity_check (20)");
  gboolean more = TRUE;
  GError *error = NULL;

  while (more)
    {
      if (!dt_database_step (database, row, &more, &error))
        {
          add_error (self, "database", error);
          return;
        }
      if (more && g_strcmp0 ((const char *) sqlite3_column_text (row, 0), "ok") != 0)
        add_problem (self, "database: a table or an index is not in order");
    }
}

static void
on_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  sqlite3_interrupt (user_data);
}

static gboolean
run_steps (Verifier *self,
           DtVerifyReport *report,
           GCancellable *cancellable,
           DtProgressFunc func,
           gpointer user_data,
           GError **error)
{
  GError *own_error = NULL;

  if (!dt_database_check_pages (self->ledger->database, &own_error)
      && !g_cancellable_is_cancelled (cancellable))
    add_error (self, "file", g_steal_pointer (&own_error));
  g_clear_error (&own_error);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  check_indexes (self);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!load_chains (self, &own_error) || !load_expected (self, &own_error)
      || !dt_ledger_check_attachments (
          self->ledger, cancellable, self->attachments, self->problems, &own_error)
      || !check_entries (self, cancellable, func, user_data, &report->entries, &own_error))
    {
      if (g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, own_error);
          return FALSE;
        }
      add_error (self, "the record could not be read to its end", g_steal_pointer (&own_error));
    }
  check_ends (self);
  return TRUE;
}

/**
 * dt_ledger_verify:
 * @self: a ledger
 * @cancellable: (nullable): checked now and then
 * @func: (scope call) (nullable): told how many entries were checked, of how many
 * @user_data: for @func
 * @error: %G_IO_ERROR_CANCELLED, or why it could not start
 *
 * Checks every page of the file, every entry's place, hash, chain and signature, every payload
 * against its commitment, every attachment against its address.
 *
 * Returns: (transfer full) (nullable): what was found
 */
DtVerifyReport *
dt_ledger_verify (DtLedger *self,
                  GCancellable *cancellable,
                  DtProgressFunc func,
                  gpointer user_data,
                  GError **error)
{
  Verifier verifier = { .ledger = self };
  DtVerifyReport *report;
  gulong handler = 0;
  gboolean ok;

  g_return_val_if_fail (self != NULL, NULL);

  if (!dt_ledger_ensure_open (self, error))
    return NULL;
  report = g_new0 (DtVerifyReport, 1);
  report->problems = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&verifier.mutex);
  verifier.problems = report->problems;
  verifier.chains = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  verifier.waiting = g_hash_table_new (NULL, NULL);
  verifier.attachments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  verifier.pool
      = g_thread_pool_new (run_job, &verifier, (int) g_get_num_processors (), FALSE, NULL);

  /* Reading all pages is one statement: it is broken off from wherever the cancelling comes. */
  if (cancellable != NULL && !g_cancellable_is_cancelled (cancellable))
    handler = g_cancellable_connect (
        cancellable, G_CALLBACK (on_cancelled_cb), dt_database_get_handle (self->database), NULL);
  ok = run_steps (&verifier, report, cancellable, func, user_data, error);
  g_cancellable_disconnect (cancellable, handler);

  push_job (&verifier);
  g_thread_pool_free (verifier.pool, FALSE, TRUE);
  if (verifier.n_more > 0)
    g_ptr_array_add (report->problems,
                     g_strdup_printf ("and %" G_GINT64_FORMAT " more", verifier.n_more));
  g_hash_table_unref (verifier.waiting);
  g_hash_table_unref (verifier.chains);
  g_hash_table_unref (verifier.attachments);
  g_mutex_clear (&verifier.mutex);
  if (!ok)
    g_clear_pointer (&report, dt_verify_report_free);
  return report;
}

/**
 * dt_verify_report_free:
 * @self: (nullable) (transfer full): a report
 */
void
dt_verify_report_free (DtVerifyReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->problems);
  g_free (self);
}
