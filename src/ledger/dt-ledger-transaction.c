/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Begins and ends the ledger's transactions, and brings the file to a known state after the disk
 * failed in the middle of one. On the ledger's thread. */
#include "ledger/dt-ledger-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* SQLite's log: a header, then frames of a header and a page
 * (sqlite.org/fileformat2.html#walformat). */
#define LOG_HEADER_SIZE 32
#define LOG_FRAME_HEADER_SIZE 24

#define BUSY_TIMEOUT_MS 5000

/* Writes all of the log back into the file, syncs it and empties the log. */
static gboolean
write_back (DtLedger *self, int timeout_ms)
{
  sqlite3 *handle = dt_database_get_handle (self->database);
  int code;

  sqlite3_busy_timeout (handle, timeout_ms);
  code = sqlite3_wal_checkpoint_v2 (handle, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout (handle, BUSY_TIMEOUT_MS);
  return code == SQLITE_OK;
}

void
dt_ledger_scrub (DtLedger *self)
{
  /* A reader may hold the log: then the next writing tries again, or the closing. */
  self->scrub_pending = !write_back (self, 200);
}

/* After a failed fsync the kernel calls its pages clean though they are not on the disk, and the
 * next fsync a success: frames further back in the log may be missing then. So nothing is
 * appended behind them before all has been written to the file, and synced, anew. */
static gboolean
clear_suspicion (DtLedger *self, GError **error)
{
  if (!self->suspect || self->read_only)
    return TRUE;
  if (write_back (self, BUSY_TIMEOUT_MS))
    {
      self->suspect = FALSE;
      return TRUE;
    }
  g_set_error_literal (error, DT_ERROR, DT_ERROR_IO, "the disk does not take what is written");
  return FALSE;
}

gboolean
dt_ledger_ensure_open (DtLedger *self, GError **error)
{
  if (self->database != NULL)
    return TRUE;
  if (dt_ledger_open_file (self, 0, error) && clear_suspicion (self, error)
      && dt_ledger_load_tail (self, error))
    return TRUE;
  g_clear_pointer (&self->database, dt_database_close);
  return FALSE;
}

gboolean
dt_ledger_begin (DtLedger *self, GError **error)
{
  if (self->read_only)
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_DENIED, "the ledger is open for reading only");
      return FALSE;
    }
  if (!dt_ledger_ensure_open (self, error))
    return FALSE;
  if (self->scrub_pending)
    dt_ledger_scrub (self);
  return dt_database_begin (self->database, error);
}

/* A commit whose fsync failed has left its frames in the log, where opening the file again would
 * find them and take them for committed. We said they are not: so they are cut off. */
static void
cut_log (DtLedger *self)
{
  g_autofree char *path = g_strconcat (self->path, "-wal", NULL);
  sqlite3 *handle = dt_database_get_handle (self->database);
  gint64 page_size = dt_database_get_int (self->database, "PRAGMA page_size", 0);
  int n_frames = -1, fd;

  if (sqlite3_wal_checkpoint_v2 (handle, "main", SQLITE_CHECKPOINT_NOOP, &n_frames, NULL)
          != SQLITE_OK
      || n_frames < 0 || page_size == 0)
    return;
  fd = open (path, O_WRONLY | O_CLOEXEC);
  if (fd < 0)
    return;
  if (ftruncate (fd, LOG_HEADER_SIZE + n_frames * (LOG_FRAME_HEADER_SIZE + page_size)) != 0)
    g_warning ("the ledger's log could not be cut: %s", g_strerror (errno));
  close (fd);
}

static void
reopen (DtLedger *self)
{
  g_autoptr (GError) error = NULL;

  g_warning ("the ledger is opened again after an I/O error");
  self->suspect = TRUE;
  cut_log (self);
  g_clear_pointer (&self->database, dt_database_close);
  if (!dt_ledger_ensure_open (self, &error))
    g_warning ("the ledger could not be opened again: %s", error->message);
}

void
dt_ledger_rollback (DtLedger *self)
{
  /* A full disk is no I/O error: SQLite takes back what it wrote, and reading goes on. */
  gboolean io_error
      = (sqlite3_errcode (dt_database_get_handle (self->database)) & 0xff) == SQLITE_IOERR;

  dt_database_rollback (self->database);
  if (io_error)
    reopen (self);
}

gboolean
dt_ledger_commit (DtLedger *self, GError **error)
{
  if (dt_database_commit (self->database, error))
    return TRUE;
  dt_ledger_rollback (self);
  return FALSE;
}
