/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Owns `keys.json`: the workspace's key, sealed once for each way of opening it. The file holds
 * no secret itself. Blocking (Argon2id, D-Bus, fsync): on a worker. */
#include "ledger/dt-keyring.h"

#include "base/dt-json.h"
#include "ledger/dt-keyring-service.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEYS_FILE "keys.json"
#define KEYS_VERSION 1
#define RECOVERY_SIZE 20 /* 160 bits */
#define N_SLOT_KINDS (DT_SLOT_RECOVERY_CODE + 1)

struct _DtKeyring
{
  char *directory;
  char *path;
  char *id;                     /* of the workspace: finds its key in the user's keyring */
  GBytes *sealed[N_SLOT_KINDS]; /* the key under each slot's own; NULL: no such slot */
  guint8 salt[DT_SALT_SIZE];    /* of the passphrase */
  char *key_file;               /* where it was when its slot was made, or NULL */
  DtSecret *key;                /* NULL while locked */
};

static const char *const slot_names[N_SLOT_KINDS] = {
  [DT_SLOT_SECRET_SERVICE] = "secret-service",
  [DT_SLOT_KEY_FILE] = "key-file",
  [DT_SLOT_PASSPHRASE] = "passphrase",
  [DT_SLOT_RECOVERY_CODE] = "recovery-code",
};

static gboolean
set_errno_error (GError **error, int saved_errno, const char *path)
{
  g_set_error (error, DT_ERROR, DT_ERROR_IO, "%s: %s", path, g_strerror (saved_errno));
  return FALSE;
}

static gboolean
sync_directory (const char *directory, GError **error)
{
  int fd = open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int saved_errno;

  if (fd >= 0 && fsync (fd) == 0)
    {
      close (fd);
      return TRUE;
    }
  saved_errno = errno;
  if (fd >= 0)
    close (fd);
  return set_errno_error (error, saved_errno, directory);
}

/* ---- the file ---------------------------------------------------------------------------- */

/* What the check digits are made of: a copied file that lost a bit must not be taken for a wrong
 * password. */
static char *
compute_check (DtKeyring *self)
{
  g_autoptr (GString) text = g_string_new (self->id);
  g_autofree char *salt = dt_to_hex (self->salt, sizeof self->salt);
  guint8 hash[DT_HASH_SIZE];

  g_string_append_printf (text, " %s", salt);
  for (int kind = 0; kind < N_SLOT_KINDS; kind++)
    {
      g_autofree char *sealed = NULL;

      if (self->sealed[kind] == NULL)
        continue;
      sealed = dt_to_hex (g_bytes_get_data (self->sealed[kind], NULL),
                          g_bytes_get_size (self->sealed[kind]));
      g_string_append_printf (text, " %s %s", slot_names[kind], sealed);
    }
  dt_sha256 (text->str, text->len, hash);
  return dt_to_hex (hash, sizeof hash);
}

static char *
write_json (DtKeyring *self)
{
  g_autoptr (JsonObject) root = json_object_new ();
  JsonArray *slots = json_array_new ();
  g_autofree char *check = compute_check (self);

  json_object_set_int_member (root, "version", KEYS_VERSION);
  json_object_set_string_member (root, "workspace", self->id);
  for (int kind = 0; kind < N_SLOT_KINDS; kind++)
    {
      g_autofree char *sealed = NULL, *salt = NULL;
      JsonObject *slot;

      if (self->sealed[kind] == NULL)
        continue;
      sealed = dt_to_hex (g_bytes_get_data (self->sealed[kind], NULL),
                          g_bytes_get_size (self->sealed[kind]));
      slot = json_object_new ();
      json_object_set_string_member (slot, "kind", slot_names[kind]);
      json_object_set_string_member (slot, "sealed", sealed);
      if (kind == DT_SLOT_PASSPHRASE)
        {
          salt = dt_to_hex (self->salt, sizeof self->salt);
          json_object_set_string_member (slot, "salt", salt);
        }
      if (kind == DT_SLOT_KEY_FILE && self->key_file != NULL)
        json_object_set_string_member (slot, "file", self->key_file);
      json_array_add_object_element (slots, slot);
    }
  json_object_set_array_member (root, "slots", slots);
  json_object_set_string_member (root, "check", check);
  return dt_json_write_object (root);
}

static gboolean
save (DtKeyring *self, GError **error)
{
  g_autofree char *text = write_json (self);
  g_autoptr (GError) own_error = NULL;

  if (g_file_set_contents_full (self->path,
                                text,
                                -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600,
                                &own_error))
    return sync_directory (self->directory, error);
  g_set_error_literal (error, DT_ERROR, DT_ERROR_IO, own_error->message);
  return FALSE;
}

static gboolean
read_slot (DtKeyring *self, JsonObject *slot)
{
  const gsize size = DT_KEY_SIZE + DT_SEAL_OVERHEAD;
  const char *name = dt_json_get_string (slot, "kind");
  guint8 sealed[DT_KEY_SIZE + DT_SEAL_OVERHEAD];

  for (int kind = 0; kind < N_SLOT_KINDS; kind++)
    {
      if (g_strcmp0 (name, slot_names[kind]) != 0)
        continue;
      if (self->sealed[kind] != NULL
          || !dt_from_hex (dt_json_get_string (slot, "sealed"), sealed, size))
        return FALSE;
      if (kind == DT_SLOT_PASSPHRASE
          && !dt_from_hex (dt_json_get_string (slot, "salt"), self->salt, sizeof self->salt))
        return FALSE;
      if (kind == DT_SLOT_KEY_FILE)
        self->key_file = g_strdup (dt_json_get_string (slot, "file"));
      self->sealed[kind] = g_bytes_new (sealed, size);
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_json (DtKeyring *self, JsonObject *root)
{
  JsonArray *slots = dt_json_get_array (root, "slots");
  const char *id = dt_json_get_string (root, "workspace");
  g_autofree char *check = NULL;

  if (slots == NULL || id == NULL)
    return FALSE;
  self->id = g_strdup (id);
  for (guint i = 0; i < json_array_get_length (slots); i++)
    {
      JsonNode *node = json_array_get_element (slots, i);

      if (!JSON_NODE_HOLDS_OBJECT (node) || !read_slot (self, json_node_get_object (node)))
        return FALSE;
    }
  check = compute_check (self);
  return g_strcmp0 (check, dt_json_get_string (root, "check")) == 0;
}

static DtKeyring *
keyring_new (const char *directory)
{
  DtKeyring *self = g_new0 (DtKeyring, 1);

  dt_crypto_init ();
  self->directory = g_strdup (directory);
  self->path = g_build_filename (directory, KEYS_FILE, NULL);
  return self;
}

/**
 * dt_keyring_load:
 * @directory: the workspace
 * @error: %DT_ERROR_NOT_FOUND, %DT_ERROR_DAMAGED, %DT_ERROR_NEWER, %DT_ERROR_IO
 *
 * Returns: (transfer full) (nullable): its key slots, locked
 */
DtKeyring *
dt_keyring_load (const char *directory, GError **error)
{
  g_autoptr (DtKeyring) self = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) own_error = NULL;
  g_autoptr (JsonObject) root = NULL;
  gsize length;

  g_return_val_if_fail (directory != NULL, NULL);

  self = keyring_new (directory);
  if (!g_file_get_contents (self->path, &text, &length, &own_error))
    {
      gboolean none = g_error_matches (own_error, G_FILE_ERROR, G_FILE_ERROR_NOENT);

      g_set_error_literal (
          error, DT_ERROR, none ? DT_ERROR_NOT_FOUND : DT_ERROR_IO, own_error->message);
      return NULL;
    }
  root = dt_json_parse_object (text, (gssize) length, NULL);
  if (root != NULL && dt_json_get_int (root, "version", 0) > KEYS_VERSION)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_NEWER,
                   "%s was written by a newer version of the program",
                   self->path);
      return NULL;
    }
  if (root != NULL && read_json (self, root))
    return g_steal_pointer (&self);
  g_set_error (error, DT_ERROR, DT_ERROR_DAMAGED, "%s is damaged", self->path);
  return NULL;
}

/**
 * dt_keyring_create:
 * @directory: the workspace, an existing directory
 * @error: %DT_ERROR_INVALID if there are slots already, %DT_ERROR_IO
 *
 * Returns: (transfer full) (nullable): a new key, known, and a file with no slot yet
 */
DtKeyring *
dt_keyring_create (const char *directory, GError **error)
{
  g_autoptr (DtKeyring) self = NULL;
  g_autoptr (DtKeyring) before = NULL;

  g_return_val_if_fail (directory != NULL, NULL);

  self = keyring_new (directory);
  /* A file without a slot opens nothing: one that a broken-off set-up left may be replaced. */
  before = dt_keyring_load (directory, NULL);
  if (g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      gboolean empty = before != NULL;

      for (int kind = 0; empty && kind < N_SLOT_KINDS; kind++)
        empty = before->sealed[kind] == NULL;
      if (!empty)
        {
          g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "%s exists already", self->path);
          return NULL;
        }
    }
  self->id = dt_random_id ();
  self->key = dt_secret_new_random (DT_KEY_SIZE);
  return save (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * dt_keyring_free:
 * @self: (nullable) (transfer full): a keyring
 */
void
dt_keyring_free (DtKeyring *self)
{
  if (self == NULL)
    return;
  for (int kind = 0; kind < N_SLOT_KINDS; kind++)
    g_clear_pointer (&self->sealed[kind], g_bytes_unref);
  g_clear_pointer (&self->key, dt_secret_unref);
  g_free (self->key_file);
  g_free (self->id);
  g_free (self->path);
  g_free (self->directory);
  g_free (self);
}

/* ---- the key file ------------------------------------------------------------------------ */

static DtSecret *
read_key_file (const char *path, GError **error)
{
  char text[2 * DT_KEY_SIZE + 3] = "";
  struct stat status;
  DtSecret *secret;
  gssize n_read;
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    {
      set_errno_error (error, errno, path);
      return NULL;
    }
  n_read = fstat (fd, &status) == 0 ? read (fd, text, sizeof text - 1) : -1;
  close (fd);
  if (n_read < 0)
    {
      set_errno_error (error, errno, path);
      return NULL;
    }
  if ((status.st_mode & 077) != 0)
    {
      g_set_error (
          error, DT_ERROR, DT_ERROR_INVALID, "%s can be read by others: chmod 600 it", path);
      return NULL;
    }
  secret = dt_keyring_secret_from_hex (g_strchomp (text));
  explicit_bzero (text, sizeof text);
  if (secret == NULL)
    g_set_error (error, DT_ERROR, DT_ERROR_WRONG_SECRET, "%s is no key file", path);
  return secret;
}

static DtSecret *
make_key_file (const char *path, GError **error)
{
  g_autoptr (DtSecret) secret = dt_secret_new_random (DT_KEY_SIZE);
  g_autofree char *directory = g_path_get_dirname (path);
  char *hex;
  gssize n_written;
  gboolean ok;
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      set_errno_error (error, errno, path);
      return NULL;
    }
  hex = dt_to_hex (dt_secret_get (secret, NULL), DT_KEY_SIZE);
  n_written = write (fd, hex, 2 * DT_KEY_SIZE);
  explicit_bzero (hex, strlen (hex));
  g_free (hex);
  ok = n_written == 2 * DT_KEY_SIZE && write (fd, "\n", 1) == 1 && fsync (fd) == 0;
  if (!ok)
    set_errno_error (error, errno, path);
  close (fd);
  if (ok && sync_directory (directory, error))
    return g_steal_pointer (&secret);
  g_unlink (path);
  return NULL;
}

/* ---- slots ------------------------------------------------------------------------------- */

static char *
build_ad (DtKeyring *self, DtSlotKind kind)
{
  return g_strdup_printf ("doi-thoai key slot 1 %s %s", slot_names[kind], self->id);
}

static DtSecret *
derive_from_code (DtKeyring *self, GBytes *code)
{
  g_autoptr (DtSecret) secret
      = dt_secret_new (g_bytes_get_data (code, NULL), g_bytes_get_size (code));
  guint8 key[DT_HASH_SIZE];
  DtSecret *derived;

  /* 160 random bits need no slow hash. */
  dt_hmac_sha256 (secret, self->id, strlen (self->id), key);
  derived = dt_secret_new (key, sizeof key);
  explicit_bzero (key, sizeof key);
  return derived;
}

static gboolean
seal_slot (DtKeyring *self, DtSlotKind kind, DtSecret *slot_key, GError **error)
{
  g_autofree char *ad = build_ad (self, kind);
  g_autoptr (GBytes) before = g_steal_pointer (&self->sealed[kind]);

  self->sealed[kind]
      = dt_seal (slot_key, dt_secret_get (self->key, NULL), DT_KEY_SIZE, ad, strlen (ad));
  if (save (self, error))
    return TRUE;
  g_bytes_unref (self->sealed[kind]);
  self->sealed[kind] = g_steal_pointer (&before);
  return FALSE;
}

/**
 * dt_keyring_has_slot:
 * @self: a keyring
 * @kind: a kind of slot
 *
 * Returns: %TRUE if the workspace can be opened that way
 */
gboolean
dt_keyring_has_slot (DtKeyring *self, DtSlotKind kind)
{
  g_return_val_if_fail (self != NULL && (int) kind < N_SLOT_KINDS, FALSE);

  return self->sealed[kind] != NULL;
}

/**
 * dt_keyring_add_slot:
 * @self: a keyring whose key is known
 * @kind: any but the recovery code
 * @secret: (nullable): the key file's path, which is made if missing; the passphrase; %NULL for
 *   the Secret Service
 * @error: %DT_ERROR_LOCKED (keyring absent, locked, no bus), %DT_ERROR_WRONG_SECRET (a file that
 *   is no key file), %DT_ERROR_INVALID (one that others can read), %DT_ERROR_IO
 *
 * Returns: %TRUE if the slot is on disk
 */
gboolean
dt_keyring_add_slot (DtKeyring *self, DtSlotKind kind, const char *secret, GError **error)
{
  g_autoptr (DtSecret) slot_key = NULL;
  guint8 salt_before[DT_SALT_SIZE];

  g_return_val_if_fail (self != NULL && self->key != NULL, FALSE);
  g_return_val_if_fail (kind == DT_SLOT_SECRET_SERVICE || secret != NULL, FALSE);
  g_return_val_if_fail (kind != DT_SLOT_RECOVERY_CODE, FALSE);

  memcpy (salt_before, self->salt, sizeof salt_before);
  switch (kind)
    {
    case DT_SLOT_SECRET_SERVICE:
      slot_key = dt_keyring_service_store (self->id, error);
      break;
    case DT_SLOT_KEY_FILE:
      slot_key = g_file_test (secret, G_FILE_TEST_EXISTS) ? read_key_file (secret, error)
                                                          : make_key_file (secret, error);
      if (slot_key != NULL)
        {
          g_free (self->key_file);
          self->key_file = g_canonicalize_filename (secret, NULL);
        }
      break;
    case DT_SLOT_PASSPHRASE:
      dt_random (self->salt, sizeof self->salt);
      slot_key = dt_password_to_key (secret, self->salt);
      break;
    case DT_SLOT_RECOVERY_CODE:
    default:
      g_assert_not_reached ();
    }
  if (slot_key != NULL && seal_slot (self, kind, slot_key, error))
    return TRUE;
  memcpy (self->salt, salt_before, sizeof salt_before);
  return FALSE;
}

/**
 * dt_keyring_add_recovery:
 * @self: a keyring whose key is known
 * @error: %DT_ERROR_IO
 *
 * Makes a recovery code; one made before is no longer good.
 *
 * Returns: (transfer full) (nullable): the code, to be printed or written down now
 */
char *
dt_keyring_add_recovery (DtKeyring *self, GError **error)
{
  guint8 code[RECOVERY_SIZE];
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DtSecret) slot_key = NULL;
  char *text = NULL;

  g_return_val_if_fail (self != NULL && self->key != NULL, NULL);

  dt_random (code, sizeof code);
  bytes = g_bytes_new (code, sizeof code);
  slot_key = derive_from_code (self, bytes);
  if (seal_slot (self, DT_SLOT_RECOVERY_CODE, slot_key, error))
    text = dt_to_spoken_code (code, sizeof code);
  explicit_bzero (code, sizeof code);
  return text;
}

static DtSecret *
open_code (DtKeyring *self, const char *secret, GError **error)
{
  g_autoptr (GBytes) code = dt_from_spoken_code (secret, NULL);

  if (code != NULL && g_bytes_get_size (code) == RECOVERY_SIZE)
    return derive_from_code (self, code);
  g_set_error_literal (
      error, DT_ERROR, DT_ERROR_WRONG_SECRET, "the recovery code was not copied correctly");
  return NULL;
}

/* The workspace's key, if @slot_key is that of the slot. */
static GBytes *
unseal_slot (DtKeyring *self, DtSlotKind kind, DtSecret *slot_key)
{
  g_autofree char *ad = build_ad (self, kind);
  GBytes *key = dt_unseal (slot_key,
                           g_bytes_get_data (self->sealed[kind], NULL),
                           g_bytes_get_size (self->sealed[kind]),
                           ad,
                           strlen (ad),
                           NULL);

  if (key != NULL && g_bytes_get_size (key) != DT_KEY_SIZE)
    g_clear_pointer (&key, g_bytes_unref);
  return key;
}

/**
 * dt_keyring_restore_service:
 * @self: a keyring that was unlocked by another slot
 * @error: %DT_ERROR_LOCKED (keyring absent, locked, no bus), %DT_ERROR_IO
 *
 * Puts the slot's key into the user's keyring if it does not open the slot any more: the keyring
 * was lost, or the workspace came from another machine. A key of the workspace that is in it is
 * used as it is, since a copy of the workspace may have it too.
 *
 * Returns: %TRUE if the keyring opens the workspace
 */
gboolean
dt_keyring_restore_service (DtKeyring *self, GError **error)
{
  g_autoptr (DtSecret) found = NULL;
  g_autoptr (GBytes) key = NULL;

  g_return_val_if_fail (self != NULL && self->key != NULL, FALSE);

  if (!dt_keyring_service_is_unlocked (error))
    return FALSE;
  found = dt_keyring_service_look_up (self->id, NULL);
  if (found == NULL)
    return dt_keyring_add_slot (self, DT_SLOT_SECRET_SERVICE, NULL, error);
  if (self->sealed[DT_SLOT_SECRET_SERVICE] != NULL)
    key = unseal_slot (self, DT_SLOT_SECRET_SERVICE, found);
  return key != NULL || seal_slot (self, DT_SLOT_SECRET_SERVICE, found, error);
}

/**
 * dt_keyring_unlock:
 * @self: a keyring
 * @kind: the slot to try
 * @secret: (nullable): the key file's path, the passphrase, the recovery code; %NULL for the
 *   Secret Service
 * @error: %DT_ERROR_WRONG_SECRET, %DT_ERROR_LOCKED (keyring absent, locked, no bus),
 *   %DT_ERROR_NOT_FOUND if there is no such slot, %DT_ERROR_INVALID for a key file that others
 *   can read, %DT_ERROR_IO
 *
 * Returns: %TRUE if the key is known now
 */
gboolean
dt_keyring_unlock (DtKeyring *self, DtSlotKind kind, const char *secret, GError **error)
{
  g_autoptr (DtSecret) slot_key = NULL;
  g_autoptr (GBytes) key = NULL;

  g_return_val_if_fail (self != NULL && (int) kind < N_SLOT_KINDS, FALSE);
  g_return_val_if_fail (kind == DT_SLOT_SECRET_SERVICE || secret != NULL, FALSE);

  if (self->sealed[kind] == NULL)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "there is no %s slot", slot_names[kind]);
      return FALSE;
    }
  if (kind == DT_SLOT_SECRET_SERVICE)
    slot_key = dt_keyring_service_look_up (self->id, error);
  else if (kind == DT_SLOT_KEY_FILE)
    slot_key = read_key_file (secret, error);
  else if (kind == DT_SLOT_PASSPHRASE)
    slot_key = dt_password_to_key (secret, self->salt);
  else
    slot_key = open_code (self, secret, error);
  if (slot_key == NULL)
    return FALSE;

  key = unseal_slot (self, kind, slot_key);
  if (key == NULL)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_WRONG_SECRET,
                   "this %s does not open the workspace",
                   slot_names[kind]);
      return FALSE;
    }
  g_clear_pointer (&self->key, dt_secret_unref);
  self->key = dt_secret_new (g_bytes_get_data (key, NULL), DT_KEY_SIZE);
  return TRUE;
}

/**
 * dt_keyring_get_key_file:
 * @self: a keyring
 *
 * A hint, which nothing vouches for: the file may have been moved.
 *
 * Returns: (transfer none) (nullable): where the key file was when its slot was made
 */
const char *
dt_keyring_get_key_file (DtKeyring *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key_file;
}

/**
 * dt_keyring_get_key:
 * @self: a keyring
 *
 * Returns: (transfer none) (nullable): the workspace's key; %NULL while locked
 */
DtSecret *
dt_keyring_get_key (DtKeyring *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key;
}
