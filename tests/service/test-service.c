/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the service share. */
#include "service/test-service.h"

#include "ledger/dt-ledger.h"

void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
fixture_reopen (Fixture *self)
{
  DtServiceOpening opening = { .directory = self->directory, .key_file = self->key_file };
  g_autoptr (GError) error = NULL;

  if (self->service != NULL)
    dt_service_close (self->service);
  g_clear_object (&self->service);
  self->service = dt_service_open_sync (&opening, self->clock, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->service);
}

void
fixture_set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DtServiceSetup setup = { .unit = "26740",
                           .demo = g_strcmp0 (data, "demo") == 0,
                           .officer_name = CHIEF,
                           .officer_title = "Chủ tịch",
                           .officer_password = TEST_PIN,
                           .officer_roles = DT_ROLE_LEADER | DT_ROLE_OFFICER };

  self->root = g_dir_make_tmp ("dt-service-XXXXXX", &error);
  g_assert_no_error (error);
  self->directory = g_build_filename (self->root, "workspace", NULL);
  self->key_file = g_build_filename (self->root, "key", NULL);
  self->clock = dt_clock_new_fixed (TEST_NOW);
  setup.directory = self->directory;
  setup.key_file = self->key_file;
  g_assert_true (dt_service_create_workspace (&setup, self->clock, NULL, &error));
  g_assert_no_error (error);
  fixture_reopen (self);
  fixture_act_as (self, CHIEF);
}

void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  if (self->service != NULL)
    dt_service_close (self->service);
  g_clear_object (&self->service);
  dt_clock_unref (self->clock);
  remove_tree (self->root);
  g_free (self->root);
  g_free (self->directory);
  g_free (self->key_file);
}

static const char *
find_officer (Fixture *self, const char *name)
{
  GPtrArray *officers = dt_service_get_officers (self->service);

  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = g_ptr_array_index (officers, i);

      if (g_strcmp0 (officer->name, name) == 0)
        return officer->id;
    }
  return NULL;
}

const char *
fixture_officer (Fixture *self, const char *name, DtRoles roles)
{
  g_autoptr (DtOutcome) outcome = NULL;

  if (find_officer (self, name) == NULL)
    outcome = run (self, dt_command_add_officer (name, NULL, roles, TEST_PIN));
  return find_officer (self, name);
}

void
fixture_add_officers (Fixture *self)
{
  fixture_officer (self, OFFICER, DT_ROLE_OFFICER);
  fixture_officer (self, OTHER, DT_ROLE_OFFICER);
  fixture_officer (self, LEADER, DT_ROLE_LEADER);
  fixture_officer (self, CLERK, DT_ROLE_CLERK);
  fixture_officer (self, TRAINER, DT_ROLE_TRAINER);
  fixture_officer (self, READER, DT_ROLE_PROVINCE_READER);
  fixture_officer (self, ADMINISTRATOR, DT_ROLE_ADMINISTRATOR);
}

void
fixture_act_as (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  const char *id = find_officer (self, name);

  g_assert_nonnull (id);
  g_assert_true (dt_service_act_as (self->service, id, &error));
  g_assert_no_error (error);
}

DtOutcome *
run (Fixture *self, DtCommand *command)
{
  g_autoptr (GError) error = NULL;
  DtOutcome *outcome = dt_service_run_sync (self->service, command, &error);

  g_assert_no_error (error);
  g_assert_nonnull (outcome);
  dt_command_unref (command);
  return outcome;
}

void
run_failing (Fixture *self, DtCommand *command, int code)
{
  g_autoptr (GError) error = NULL;
  DtOutcome *outcome = dt_service_run_sync (self->service, command, &error);

  g_assert_null (outcome);
  g_assert_error (error, DT_ERROR, code);
  dt_command_unref (command);
}

void
undo (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_undo_sync (self->service, &error);

  g_assert_no_error (error);
  g_assert_nonnull (outcome);
}

char *
open_case (Fixture *self, const char *text, const char *name, const char *phone)
{
  DtNewCase values = { .channel = DT_CHANNEL_WALK_IN,
                       .kind = DT_CASE_KIND_FEEDBACK,
                       .text = text,
                       .name = name,
                       .phone = phone,
                       .anonymous = name == NULL && phone == NULL };
  g_autoptr (DtOutcome) outcome = run (self, dt_command_open_case (&values, NULL, 0));

  return g_strdup (outcome->case_ids[0]);
}

static gpointer
read_file (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_load_case_file (reader, data, error);
}

DtCaseFile *
load (Fixture *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  DtCaseFile *file = dt_service_read_sync (self->service, read_file, (gpointer) id, &error);

  g_assert_no_error (error);
  return file;
}

DtCase *
find (Fixture *self, const char *id)
{
  g_autoptr (DtCaseFile) file = load (self, id);

  return g_object_ref (file->a_case);
}

static gpointer
read_citizen (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_find_citizen (reader, data, error);
}

DtCitizen *
find_citizen (Fixture *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  DtCitizen *citizen = dt_service_read_sync (self->service, read_citizen, (gpointer) id, &error);

  g_assert_no_error (error);
  return citizen;
}

gint64
count_view (Fixture *self, DtView view)
{
  return dt_service_get_counts (self->service)[view];
}

static gboolean
on_facts (const DtEntry *entry, gpointer user_data)
{
  g_string_append_printf (user_data, "%s %s\n", entry->kind, entry->facts);
  return TRUE;
}

char *
dump_facts (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtKeyring) keyring = NULL;
  g_autoptr (DtLedger) ledger = NULL;
  GString *facts = g_string_new (NULL);

  keyring = dt_keyring_load (self->directory, &error);
  g_assert_no_error (error);
  g_assert_true (dt_keyring_unlock (keyring, DT_SLOT_KEY_FILE, self->key_file, &error));
  ledger
      = dt_ledger_open (self->directory, dt_keyring_get_key (keyring), self->clock, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (dt_ledger_foreach (ledger, 0, FALSE, on_facts, facts, &error));
  g_assert_no_error (error);
  return g_string_free (facts, FALSE);
}
