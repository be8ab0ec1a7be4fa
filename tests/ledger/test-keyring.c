/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Key slots: each opens the workspace, a wrong secret does not, a damaged file says so. The cases
 * under /secret-service run under build-aux/with-keyring, a program run of their own. */
#include "base/dt-json.h"
#include "config.h"
#include "ledger/dt-keyring.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <string.h>

typedef struct
{
  char *directory;
  char *file;
  DtKeyring *keyring;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("dt-keyring-XXXXXX", NULL);
  fixture->file = g_build_filename (fixture->directory, "key", NULL);
  fixture->keyring = dt_keyring_create (fixture->directory, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->file);
  dt_keyring_free (fixture->keyring);
}

static void
assert_opens (Fixture *fixture, DtSlotKind kind, const char *secret)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtKeyring) loaded = dt_keyring_load (fixture->directory, &error);

  g_assert_no_error (error);
  g_assert_null (dt_keyring_get_key (loaded));
  g_assert_true (dt_keyring_has_slot (loaded, kind));
  dt_keyring_unlock (loaded, kind, secret, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (dt_secret_get (dt_keyring_get_key (loaded), NULL),
                   DT_KEY_SIZE,
                   dt_secret_get (dt_keyring_get_key (fixture->keyring), NULL),
                   DT_KEY_SIZE);
}

static void
assert_fails (Fixture *fixture, DtSlotKind kind, const char *secret, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtKeyring) loaded = dt_keyring_load (fixture->directory, NULL);

  g_assert_false (dt_keyring_unlock (loaded, kind, secret, &error));
  g_assert_error (error, DT_ERROR, code);
  g_assert_null (dt_keyring_get_key (loaded));
}

static void
test_key_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->directory, "other", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GStatBuf status;

  dt_keyring_add_slot (fixture->keyring, DT_SLOT_KEY_FILE, fixture->file, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (fixture->file, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (fixture->file, &text, NULL, NULL));
  g_assert_cmpuint (strlen (text), ==, 65);
  assert_opens (fixture, DT_SLOT_KEY_FILE, fixture->file);

  /* One that is there is used as it is. */
  dt_keyring_add_slot (fixture->keyring, DT_SLOT_KEY_FILE, fixture->file, &error);
  g_assert_no_error (error);
  assert_opens (fixture, DT_SLOT_KEY_FILE, fixture->file);

  assert_fails (fixture, DT_SLOT_KEY_FILE, other, DT_ERROR_IO);
  text[0] = text[0] == '0' ? '1' : '0';
  g_file_set_contents_full (other, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
  assert_fails (fixture, DT_SLOT_KEY_FILE, other, DT_ERROR_WRONG_SECRET);
  g_file_set_contents_full (other, "nonsense", -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
  assert_fails (fixture, DT_SLOT_KEY_FILE, other, DT_ERROR_WRONG_SECRET);
  g_assert_false (dt_keyring_add_slot (fixture->keyring, DT_SLOT_KEY_FILE, other, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_WRONG_SECRET);
  g_assert_cmpstr (dt_keyring_get_key_file (fixture->keyring), ==, fixture->file);
  g_chmod (fixture->file, 0644);
  assert_fails (fixture, DT_SLOT_KEY_FILE, fixture->file, DT_ERROR_INVALID);
}

static void
test_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_fails (fixture, DT_SLOT_PASSPHRASE, "x", DT_ERROR_NOT_FOUND);
  dt_keyring_add_slot (fixture->keyring, DT_SLOT_PASSPHRASE, "đường làng quanh co", &error);
  g_assert_no_error (error);
  assert_opens (fixture, DT_SLOT_PASSPHRASE, "đường làng quanh co");
  assert_fails (fixture, DT_SLOT_PASSPHRASE, "duong lang quanh co", DT_ERROR_WRONG_SECRET);
  assert_fails (fixture, DT_SLOT_PASSPHRASE, "", DT_ERROR_WRONG_SECRET);

  dt_keyring_add_slot (fixture->keyring, DT_SLOT_PASSPHRASE, "câu mới", &error);
  g_assert_no_error (error);
  assert_opens (fixture, DT_SLOT_PASSPHRASE, "câu mới");
  assert_fails (fixture, DT_SLOT_PASSPHRASE, "đường làng quanh co", DT_ERROR_WRONG_SECRET);
}

static void
test_recovery (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = dt_keyring_add_recovery (fixture->keyring, &error);
  g_autofree char *second = NULL, *lower = NULL;

  g_assert_no_error (error);
  assert_opens (fixture, DT_SLOT_RECOVERY_CODE, first);
  lower = g_ascii_strdown (first, -1);
  assert_opens (fixture, DT_SLOT_RECOVERY_CODE, lower);
  assert_fails (fixture, DT_SLOT_RECOVERY_CODE, "ABCD-EFGH", DT_ERROR_WRONG_SECRET);
  assert_fails (fixture, DT_SLOT_RECOVERY_CODE, "", DT_ERROR_WRONG_SECRET);

  second = dt_keyring_add_recovery (fixture->keyring, &error);
  g_assert_cmpstr (first, !=, second);
  assert_opens (fixture, DT_SLOT_RECOVERY_CODE, second);
  assert_fails (fixture, DT_SLOT_RECOVERY_CODE, first, DT_ERROR_WRONG_SECRET);
}

/* Slots stand beside each other, and what was opened by one can add another. */
static void
test_several (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = dt_keyring_add_recovery (fixture->keyring, NULL);
  DtKeyring *loaded = dt_keyring_load (fixture->directory, &error);

  g_assert_no_error (error);
  g_assert_true (dt_keyring_unlock (loaded, DT_SLOT_RECOVERY_CODE, code, &error));
  g_assert_false (dt_keyring_has_slot (loaded, DT_SLOT_PASSPHRASE));
  g_assert_true (dt_keyring_add_slot (loaded, DT_SLOT_PASSPHRASE, "mới", &error));
  g_assert_true (dt_keyring_add_slot (loaded, DT_SLOT_KEY_FILE, fixture->file, &error));
  g_assert_no_error (error);
  dt_keyring_free (loaded);
  assert_opens (fixture, DT_SLOT_RECOVERY_CODE, code);
  assert_opens (fixture, DT_SLOT_PASSPHRASE, "mới");
  assert_opens (fixture, DT_SLOT_KEY_FILE, fixture->file);
}

static void
test_create_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DtKeyring *again = dt_keyring_create (fixture->directory, &error);

  /* No slot yet: a set-up that was broken off may start over. */
  g_assert_no_error (error);
  dt_keyring_free (fixture->keyring);
  fixture->keyring = again;
  g_assert_true (dt_keyring_add_slot (again, DT_SLOT_PASSPHRASE, "x", &error));
  g_assert_null (dt_keyring_create (fixture->directory, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "keys.json", NULL);
  g_autoptr (GError) error = NULL;

  g_unlink (path);
  g_assert_null (dt_keyring_load (fixture->directory, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
}

/* Every bit of the file, and every length: damaged, or without effect, never a crash and never
 * "wrong password" for a right one. */
static void
test_damage (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "keys.json", NULL);
  g_autofree char *content = NULL;
  g_autofree char *code = dt_keyring_add_recovery (fixture->keyring, NULL);
  gsize size;

  g_assert_true (dt_keyring_add_slot (fixture->keyring, DT_SLOT_PASSPHRASE, "x", NULL));
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  for (gsize bit = 0; bit < size * 8; bit++)
    {
      g_autoptr (DtKeyring) loaded = NULL;
      g_autoptr (GError) error = NULL;

      content[bit / 8] ^= (char) (1 << bit % 8);
      g_assert_true (g_file_set_contents_full (
          path, content, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      loaded = dt_keyring_load (fixture->directory, &error);
      if (loaded != NULL)
        g_assert_true (dt_keyring_unlock (loaded, DT_SLOT_RECOVERY_CODE, code, NULL));
      else
        g_assert_true (g_error_matches (error, DT_ERROR, DT_ERROR_DAMAGED)
                       || g_error_matches (error, DT_ERROR, DT_ERROR_NEWER));
      content[bit / 8] ^= (char) (1 << bit % 8);
    }
  for (gsize length = 0; length < size; length++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
      g_assert_null (dt_keyring_load (fixture->directory, &error));
      g_assert_error (error, DT_ERROR, DT_ERROR_DAMAGED);
    }
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "keys.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "{\"version\":2,\"more\":{}}", -1, NULL));
  g_assert_null (dt_keyring_load (fixture->directory, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NEWER);
}

/* The file gives away nothing: neither the key nor what opens it. */
static void
test_no_secret_in_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "keys.json", NULL);
  g_autofree char *code = dt_keyring_add_recovery (fixture->keyring, NULL);
  g_autofree char *content = NULL, *hex = NULL;
  GStatBuf status;

  g_assert_true (dt_keyring_add_slot (fixture->keyring, DT_SLOT_PASSPHRASE, "mèo mun", NULL));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  hex = dt_to_hex (dt_secret_get (dt_keyring_get_key (fixture->keyring), NULL), DT_KEY_SIZE);
  g_assert_null (strstr (content, hex));
  g_assert_null (strstr (content, code));
  g_assert_null (strstr (content, "mèo"));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

/* No bus: as a keyring that is locked. */
static void
test_no_bus (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (dt_keyring_add_slot (fixture->keyring, DT_SLOT_SECRET_SERVICE, NULL, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_LOCKED);
  g_assert_false (dt_keyring_has_slot (fixture->keyring, DT_SLOT_SECRET_SERVICE));
}

/* ---- with the Secret Service ------------------------------------------------------------- */

static void
test_service (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_dir_make_tmp ("dt-keyring-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (other, "keys.json", NULL);
  g_autoptr (DtKeyring) second = dt_keyring_create (other, NULL);
  g_autoptr (GError) error = NULL;

  dt_keyring_add_slot (fixture->keyring, DT_SLOT_SECRET_SERVICE, NULL, &error);
  g_assert_no_error (error);
  /* A second workspace does not take the place of the first. */
  dt_keyring_add_slot (second, DT_SLOT_SECRET_SERVICE, NULL, &error);
  g_assert_no_error (error);
  assert_opens (fixture, DT_SLOT_SECRET_SERVICE, NULL);
  g_unlink (path);
  g_rmdir (other);
}

static char *
get_workspace_id (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->directory, "keys.json", NULL);
  g_autofree char *content = NULL;
  g_autoptr (JsonObject) root = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  root = dt_json_parse_object (content, -1, NULL);
  return g_strdup (dt_json_get_string (root, "workspace"));
}

/* The slot is there, but the keyring holds nothing for it: a NULL without an error. */
static void
test_service_without (Fixture *fixture, gconstpointer data)
{
  static const SecretSchema schema = {
    .name = DT_APPLICATION_ID,
    .attributes = { { "workspace", SECRET_SCHEMA_ATTRIBUTE_STRING } },
  };
  g_autofree char *code = dt_keyring_add_recovery (fixture->keyring, NULL);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  dt_keyring_add_slot (fixture->keyring, DT_SLOT_SECRET_SERVICE, NULL, &error);
  g_assert_no_error (error);
  id = get_workspace_id (fixture);
  g_assert_true (secret_password_clear_sync (&schema, NULL, &error, "workspace", id, NULL));
  g_assert_no_error (error);
  assert_fails (fixture, DT_SLOT_SECRET_SERVICE, NULL, DT_ERROR_LOCKED);
  assert_opens (fixture, DT_SLOT_RECOVERY_CODE, code);
}

/* A keyring that is locked, with nobody to ask for its password. */
static void
test_service_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service = NULL;
  g_autoptr (SecretCollection) collection = NULL;
  g_autofree char *code = dt_keyring_add_recovery (fixture->keyring, NULL);
  GList *objects;

  dt_keyring_add_slot (fixture->keyring, DT_SLOT_SECRET_SERVICE, NULL, &error);
  g_assert_no_error (error);
  service = secret_service_get_sync (SECRET_SERVICE_OPEN_SESSION, NULL, &error);
  g_assert_no_error (error);
  collection = secret_collection_for_alias_sync (
      service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL, &error);
  g_assert_no_error (error);
  objects = g_list_append (NULL, collection);
  g_assert_cmpint (secret_service_lock_sync (service, objects, NULL, NULL, &error), ==, 1);
  g_assert_no_error (error);
  g_list_free (objects);

  assert_fails (fixture, DT_SLOT_SECRET_SERVICE, NULL, DT_ERROR_LOCKED);
  assert_opens (fixture, DT_SLOT_RECOVERY_CODE, code);
}

int
main (int argc, char **argv)
{
  gboolean with_service = g_getenv ("DT_TEST_SECRET_SERVICE") != NULL;

  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  if (!with_service)
    {
      g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
      g_unsetenv ("DISPLAY");
      g_setenv ("XDG_RUNTIME_DIR", "/nonexistent", TRUE);
    }
  g_test_init (&argc, &argv, NULL);
  /* libsecret warns where there is no bus, which is one of the cases */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  dt_crypto_init ();
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  if (with_service)
    {
      ADD ("/secret-service/store", test_service);
      ADD ("/secret-service/without", test_service_without);
      ADD ("/secret-service/locked", test_service_locked);
      return g_test_run ();
    }
  ADD ("/keyring/key-file", test_key_file);
  ADD ("/keyring/passphrase", test_passphrase);
  ADD ("/keyring/recovery", test_recovery);
  ADD ("/keyring/several", test_several);
  ADD ("/keyring/create-again", test_create_again);
  ADD ("/keyring/missing", test_missing);
  ADD ("/keyring/damage", test_damage);
  ADD ("/keyring/newer", test_newer);
  ADD ("/keyring/no-secret-in-file", test_no_secret_in_file);
  ADD ("/keyring/no-bus", test_no_bus);
#undef ADD
  return g_test_run ();
}
