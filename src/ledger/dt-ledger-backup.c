/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies the record to another file while it is in use. On the ledger's thread. */
#include "ledger/dt-ledger-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define STEP_PAGES 2048

static gboolean
copy_pages (DtLedger *self, DtDatabase *target, GError **error)
{
  sqlite3 *handle = dt_database_get_handle (target);
  sqlite3_backup *backup
      = sqlite3_backup_init (handle, "main", dt_database_get_handle (self->database), "main");
  int code = SQLITE_OK;

  while (backup != NULL && code == SQLITE_OK)
    code = sqlite3_backup_step (backup, STEP_PAGES);
  if (backup == NULL)
    code = sqlite3_errcode (handle);
  else
    sqlite3_backup_finish (backup);
  if (code == SQLITE_DONE)
    return TRUE;
  dt_database_set_error (target, code, error);
  return FALSE;
}

/* Closed by SQLite, the file is whole; on disk for certain it is only after this. */
static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | flags);
  int saved_errno;

  if (fd >= 0 && fsync (fd) == 0)
    {
      close (fd);
      return TRUE;
    }
  saved_errno = errno;
  if (fd >= 0)
    close (fd);
  g_set_error (error, DT_ERROR, DT_ERROR_IO, "%s: %s", path, g_strerror (saved_errno));
  return FALSE;
}

static gboolean
write_copy (DtLedger *self, const char *path, GError **error)
{
  g_autoptr (DtDatabase) target = NULL;
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_IO, "%s: %s", path, g_strerror (errno));
      return FALSE;
    }
  close (fd);
  target = dt_database_open (path, self->key, DT_DATABASE_CREATE | DT_DATABASE_FULL_SYNC, error);
  if (target == NULL || !copy_pages (self, target, error))
    return FALSE;
  g_clear_pointer (&target, dt_database_close);

  /* A backup that does not open is none. */
  target = dt_database_open (path, self->key, DT_DATABASE_READ_ONLY, error);
  if (target == NULL || !dt_database_check_pages (target, error))
    return FALSE;
  g_clear_pointer (&target, dt_database_close);
  return sync_path (path, 0, error);
}

/* SQLite's companions of a file; a log that belonged to another must not be read into this one. */
static void
remove_companions (const char *path)
{
  static const char *const suffixes[] = { "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}

static void
remove_copy (const char *path)
{
  g_unlink (path);
  remove_companions (path);
}

/**
 * dt_ledger_backup:
 * @self: a ledger
 * @path: the file to make; one that is there is replaced once the new one is whole
 * @error: %DT_ERROR_IO, %DT_ERROR_DAMAGED
 *
 * Copies the whole file under the same key, and reads the copy back.
 *
 * Returns: %TRUE if the copy is on disk
 */
gboolean
dt_ledger_backup (DtLedger *self, const char *path, GError **error)
{
  g_autofree char *part = NULL, *directory = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  if (!dt_ledger_ensure_open (self, error))
    return FALSE;
  part = g_strconcat (path, ".part", NULL);
  directory = g_path_get_dirname (path);
  remove_copy (part);
  if (!write_copy (self, part, error))
    {
      remove_copy (part);
      return FALSE;
    }
  remove_companions (part);
  remove_companions (path);
  if (g_rename (part, path) != 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_IO, "%s: %s", path, g_strerror (errno));
      remove_copy (part);
      return FALSE;
    }
  return sync_path (directory, O_DIRECTORY, error);
}
