/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening by passphrase or recovery code puts the key back into the user's keyring, so that the
 * next start asks nothing; where it cannot, the workspace opens all the same and says so once. Runs
 * under build-aux/with-keyring. */
#include "service/dt-service.h"

#include "base/dt-crypto.h"
#include "base/dt-error.h"
#include "base/dt-json.h"
#include "config.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>

static const SecretSchema schema = {
  .name = DT_APPLICATION_ID,
  .attributes = { { "workspace", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

typedef struct
{
  char *directory;
  char *recovery;
  char *key_file; /* NULL: guarded by the keyring */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DtServiceSetup setup = { .unit = "26740", .officer_name = "Nguyễn Văn Chủ" };

  self->directory = g_dir_make_tmp ("dt-unlock-XXXXXX", &error);
  g_assert_no_error (error);
  if (data != NULL)
    self->key_file = g_build_filename (self->directory, data, NULL);
  setup.directory = self->directory;
  setup.key_file = self->key_file;
  g_assert_true (dt_service_create_workspace (&setup, NULL, &self->recovery, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->directory);
  g_free (self->directory);
  g_free (self->recovery);
  g_free (self->key_file);
}

/* ---- the keyring ---- */

static char *
read_keys (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->directory, "keys.json", NULL);
  g_autoptr (GError) error = NULL;
  char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, &error));
  g_assert_no_error (error);
  return content;
}

static char *
dup_id (Fixture *self)
{
  g_autofree char *content = read_keys (self);
  g_autoptr (JsonObject) root = dt_json_parse_object (content, -1, NULL);

  return g_strdup (dt_json_get_string (root, "workspace"));
}

static char *
look_up (Fixture *self)
{
  g_autofree char *id = dup_id (self);
  g_autoptr (GError) error = NULL;
  char *hex = secret_password_lookup_sync (&schema, NULL, &error, "workspace", id, NULL);

  g_assert_no_error (error);
  return hex;
}

static void
forget (Fixture *self)
{
  g_autofree char *id = dup_id (self);
  g_autoptr (GError) error = NULL;

  g_assert_true (secret_password_clear_sync (&schema, NULL, &error, "workspace", id, NULL));
  g_assert_no_error (error);
}

static void
put (Fixture *self, const char *hex)
{
  g_autofree char *id = dup_id (self);
  g_autoptr (GError) error = NULL;

  secret_password_store_sync (
      &schema, SECRET_COLLECTION_DEFAULT, "Đối Thoại", hex, NULL, &error, "workspace", id, NULL);
  g_assert_no_error (error);
}

static void
lock_keyring (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service
      = secret_service_get_sync (SECRET_SERVICE_OPEN_SESSION, NULL, &error);
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_sync (
      service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL, &error);
  g_autoptr (GList) objects = g_list_append (NULL, collection);

  g_assert_no_error (error);
  g_assert_cmpint (secret_service_lock_sync (service, objects, NULL, NULL, &error), ==, 1);
  g_assert_no_error (error);
}

/* ---- opening ---- */

static void
on_problem_cb (DtService *service, const GError *problem, GPtrArray *problems)
{
  g_ptr_array_add (problems, g_error_copy (problem));
}

/* Opens by the recovery code, or with nothing; the problems that were told until all was quiet. */
static GPtrArray *
open_and_close (Fixture *self, const char *recovery)
{
  DtServiceOpening opening
      = { .directory = self->directory, .secret_kind = DT_SLOT_RECOVERY_CODE, .secret = recovery };
  g_autoptr (GError) error = NULL;
  g_autoptr (DtService) service = dt_service_open_sync (&opening, NULL, &error);
  GPtrArray *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);

  g_assert_no_error (error);
  g_assert_nonnull (service);
  g_signal_connect (service, "problem", G_CALLBACK (on_problem_cb), problems);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  dt_service_close (service);
  return problems;
}

static void
assert_asks (Fixture *self)
{
  DtServiceOpening opening = { .directory = self->directory };
  g_autoptr (GError) error = NULL;

  g_assert_null (dt_service_open_sync (&opening, NULL, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_LOCKED);
}

/* The keyring was lost: asked once, and never again. */
static void
test_lost (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;

  forget (self);
  assert_asks (self);
  first = open_and_close (self, self->recovery);
  g_assert_cmpuint (first->len, ==, 0);
  second = open_and_close (self, NULL);
  g_assert_cmpuint (second->len, ==, 0);
}

/* What is in order stays as it is. */
static void
test_in_order (Fixture *self, gconstpointer data)
{
  g_autofree char *keys = read_keys (self);
  g_autofree char *hex = look_up (self);
  g_autoptr (GPtrArray) problems = open_and_close (self, self->recovery);
  g_autofree char *keys_after = read_keys (self);
  g_autofree char *hex_after = look_up (self);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpstr (keys, ==, keys_after);
  g_assert_cmpstr (hex, ==, hex_after);
}

/* A copy of the workspace has a key of its own in this keyring: both open with it afterwards. */
static void
test_of_a_copy (Fixture *self, gconstpointer data)
{
  static const char other[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *hex = NULL;

  put (self, other);
  problems = open_and_close (self, self->recovery);
  g_assert_cmpuint (problems->len, ==, 0);
  hex = look_up (self);
  g_assert_cmpstr (hex, ==, other);
  again = open_and_close (self, NULL);
}

/* Who guards the workspace by a file has no key in a keyring. */
static void
test_key_file (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = open_and_close (self, self->recovery);
  g_autofree char *hex = look_up (self);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_null (hex);
  g_assert_false (dt_service_workspace_has_slot (self->directory, DT_SLOT_SECRET_SERVICE));
}

/* Locked, with nobody to ask: it opens, and says so once. The last, since it stays locked. */
static void
test_locked (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) problems = NULL;

  lock_keyring ();
  problems = open_and_close (self, self->recovery);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_error ((GError *) g_ptr_array_index (problems, 0), DT_ERROR, DT_ERROR_KEYRING);
}

int
main (int argc, char **argv)
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
  dt_crypto_init ();
  g_test_add ("/unlock/lost", Fixture, NULL, set_up, test_lost, tear_down);
  g_test_add ("/unlock/in-order", Fixture, NULL, set_up, test_in_order, tear_down);
  g_test_add ("/unlock/of-a-copy", Fixture, NULL, set_up, test_of_a_copy, tear_down);
  g_test_add ("/unlock/key-file", Fixture, "key", set_up, test_key_file, tear_down);
  g_test_add ("/unlock/locked", Fixture, NULL, set_up, test_locked, tear_down);
  return g_test_run ();
}
