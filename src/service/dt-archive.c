/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes and reads a backup with libarchive. Reading takes the two names it knows and no others, so
 * that a foreign archive can write nowhere else. Blocking, any thread. */
#include "service/dt-archive.h"

#include "base/dt-error.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define BLOCK (256 * 1024)

typedef struct archive Archive;
typedef struct archive_entry ArchiveEntry;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ArchiveEntry, archive_entry_free)

static gboolean
set_archive_error (GError **error, Archive *archive, const char *path)
{
  const char *text = archive_error_string (archive);

  g_set_error (error, DT_ERROR, DT_ERROR_IO, "%s: %s", path, text != NULL ? text : "failed");
  return FALSE;
}

static gboolean
set_errno_error (GError **error, int code, const char *path)
{
  g_set_error (error, DT_ERROR, DT_ERROR_IO, "%s: %s", path, g_strerror (code));
  return FALSE;
}

/* ---- writing ---- */

static gboolean
write_content (Archive *archive, int fd, const char *path, GError **error)
{
  g_autofree char *block = g_malloc (BLOCK);

  for (;;)
    {
      ssize_t size = read (fd, block, BLOCK);

      if (size == 0)
        return TRUE;
      if (size < 0 && errno == EINTR)
        continue;
      if (size < 0)
        return set_errno_error (error, errno, path);
      if (archive_write_data (archive, block, (size_t) size) != size)
        return set_archive_error (error, archive, path);
    }
}

static gboolean
add_file (Archive *archive, const char *name, const char *path, GError **error)
{
  g_autoptr (ArchiveEntry) entry = archive_entry_new ();
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  GStatBuf info;
  gboolean ok;

  if (fd < 0 || fstat (fd, &info) != 0)
    {
      int code = errno;

      if (fd >= 0)
        close (fd);
      return set_errno_error (error, code, path);
    }
  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, info.st_size);
  archive_entry_set_mtime (entry, info.st_mtime, 0);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  ok = archive_write_header (archive, entry) == ARCHIVE_OK
           ? write_content (archive, fd, path, error)
           : set_archive_error (error, archive, path);
  close (fd);
  return ok;
}

static gboolean
write_archive (int fd, const char *path, const char *directory, const char *ledger, GError **error)
{
  g_autoptr (Archive) archive = archive_write_new ();
  g_autofree char *keys = g_build_filename (directory, DT_KEYS_NAME, NULL);

  archive_write_set_format_pax_restricted (archive);
  archive_write_add_filter_none (archive);
  if (archive_write_open_fd (archive, fd) != ARCHIVE_OK)
    return set_archive_error (error, archive, path);
  if (!add_file (archive, DT_KEYS_NAME, keys, error)
      || !add_file (archive, DT_LEDGER_NAME, ledger, error))
    return FALSE;
  return archive_write_close (archive) == ARCHIVE_OK || set_archive_error (error, archive, path);
}

gboolean
dt_archive_write (const char *path, const char *directory, const char *ledger, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  int fd = open (part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean ok;

  if (fd < 0)
    return set_errno_error (error, errno, part);
  ok = write_archive (fd, part, directory, ledger, error);
  if (ok && fsync (fd) != 0)
    ok = set_errno_error (error, errno, part);
  if (close (fd) != 0 && ok)
    ok = set_errno_error (error, errno, part);
  if (ok && g_rename (part, path) != 0)
    ok = set_errno_error (error, errno, path);
  if (!ok)
    g_unlink (part);
  return ok;
}

/* ---- reading ---- */

static gboolean
extract_content (Archive *archive, int fd, const char *path, GError **error)
{
  const void *block;
  size_t size;
  la_int64_t offset;
  int code;

  while ((code = archive_read_data_block (archive, &block, &size, &offset)) == ARCHIVE_OK)
    {
      if (pwrite (fd, block, size, (off_t) offset) != (ssize_t) size)
        return set_errno_error (error, errno, path);
    }
  if (code != ARCHIVE_EOF)
    return set_archive_error (error, archive, path);
  return fsync (fd) == 0 || set_errno_error (error, errno, path);
}

static gboolean
extract_file (Archive *archive, const char *path, GError **error)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean ok;

  if (fd < 0)
    return set_errno_error (error, errno, path);
  ok = extract_content (archive, fd, path, error);
  if (close (fd) != 0 && ok)
    ok = set_errno_error (error, errno, path);
  return ok;
}

static gboolean
extract_all (const char *path, const char *keys, const char *ledger, GError **error)
{
  g_autoptr (Archive) archive = archive_read_new ();
  ArchiveEntry *entry;
  gboolean has_keys = FALSE;
  gboolean has_ledger = FALSE;
  int code;

  archive_read_support_format_tar (archive);
  if (archive_read_open_filename (archive, path, BLOCK) != ARCHIVE_OK)
    return set_archive_error (error, archive, path);
  while ((code = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    {
      const char *name = archive_entry_pathname (entry);

      if (g_strcmp0 (name, DT_KEYS_NAME) == 0 && !has_keys)
        has_keys = extract_file (archive, keys, error);
      else if (g_strcmp0 (name, DT_LEDGER_NAME) == 0 && !has_ledger)
        has_ledger = extract_file (archive, ledger, error);
      else
        break;
      if (error != NULL && *error != NULL)
        return FALSE;
    }
  if (code == ARCHIVE_EOF && has_keys && has_ledger)
    return TRUE;
  if (error != NULL && *error == NULL)
    g_set_error (error, DT_ERROR, DT_ERROR_DAMAGED, "%s is no whole backup", path);
  return FALSE;
}

static gboolean
is_empty (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);

  return dir == NULL || g_dir_read_name (dir) == NULL;
}

gboolean
dt_archive_extract (const char *path, const char *directory, GError **error)
{
  g_autofree char *keys = g_build_filename (directory, DT_KEYS_NAME, NULL);
  g_autofree char *ledger = g_build_filename (directory, DT_LEDGER_NAME, NULL);
  g_autoptr (GError) local_error = NULL;
  gboolean existed = g_file_test (directory, G_FILE_TEST_IS_DIR);

  if (!is_empty (directory))
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "%s is not empty", directory);
      return FALSE;
    }
  if (g_mkdir_with_parents (directory, 0700) != 0)
    return set_errno_error (error, errno, directory);
  if (extract_all (path, keys, ledger, &local_error))
    return TRUE;
  g_unlink (keys);
  g_unlink (ledger);
  if (!existed)
    g_rmdir (directory);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
