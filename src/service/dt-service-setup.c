/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workspaces that are not open: making one, looking for one, bringing one back from a backup.
 * Blocking, any thread. */
#include "service/dt-service.h"

#include "service/dt-archive.h"
#include "service/dt-sign-in.h"
#include "service/dt-workspace.h"

#include <errno.h>
#include <glib/gstdio.h>

gboolean
dt_service_workspace_exists (const char *directory)
{
  g_return_val_if_fail (directory != NULL, FALSE);
  return dt_workspace_exists (directory);
}

gboolean
dt_service_workspace_has_slot (const char *directory, DtSlotKind kind)
{
  g_autoptr (DtKeyring) keyring = NULL;

  g_return_val_if_fail (directory != NULL, FALSE);

  keyring = dt_keyring_load (directory, NULL);
  return keyring != NULL && dt_keyring_has_slot (keyring, kind);
}

static gboolean
check_setup (const DtServiceSetup *setup, GError **error)
{
  g_autofree char *found = NULL;

  if (setup->unit == NULL || dt_catalogue_find_unit (setup->unit) == NULL)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   "unit: no unit has the code %s",
                   setup->unit != NULL ? setup->unit : "(none)");
      return FALSE;
    }
  found = dt_workspace_find_any (setup->directory);
  if (found != NULL)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "directory: %s is there already", found);
      return FALSE;
    }
  return setup->officer_password == NULL
         || dt_sign_in_check_password (setup->officer_password, error);
}

static gboolean
add_slots (DtKeyring *keyring, const DtServiceSetup *setup, char **out_recovery, GError **error)
{
  gboolean ok;

  if (setup->key_file != NULL)
    ok = dt_keyring_add_slot (keyring, DT_SLOT_KEY_FILE, setup->key_file, error);
  else if (setup->passphrase != NULL)
    ok = dt_keyring_add_slot (keyring, DT_SLOT_PASSPHRASE, setup->passphrase, error);
  else
    ok = dt_keyring_add_slot (keyring, DT_SLOT_SECRET_SERVICE, NULL, error);
  if (!ok || out_recovery == NULL)
    return ok;
  *out_recovery = dt_keyring_add_recovery (keyring, error);
  return *out_recovery != NULL;
}

static gboolean
add_first_officer (DtLedger *ledger, const DtServiceSetup *setup, DtClock *clock, GError **error)
{
  DtWriter writer = { .ledger = ledger, .clock = clock };
  DtRoles roles = setup->officer_roles | DT_ROLE_ADMINISTRATOR;
  g_auto (DtRun) run = { 0 };
  g_autofree char *id = dt_random_id ();
  g_autofree char *name = dt_command_dup_line (setup->officer_name);
  g_autofree char *title = dt_command_dup_line (setup->officer_title);

  if (name == NULL)
    return TRUE;
  dt_run_init (&run, &writer, NULL);
  dt_sign_in_add_officer (&run, id, name, title, roles, setup->officer_password);
  return dt_run_append (&run, NULL, error);
}

static gboolean
create (const DtServiceSetup *setup, DtClock *clock, char **out_recovery, GError **error)
{
  const DtLedgerSetup ledger_setup = { setup->unit, setup->demo, 1 };
  g_autoptr (DtKeyring) keyring = dt_keyring_create (setup->directory, error);
  g_autoptr (DtLedger) ledger = NULL;

  if (keyring == NULL || !add_slots (keyring, setup, out_recovery, error))
    return FALSE;
  ledger = dt_ledger_create (
      setup->directory, dt_keyring_get_key (keyring), &ledger_setup, clock, error);
  return ledger != NULL && add_first_officer (ledger, setup, clock, error);
}

static void
remove_files (const DtServiceSetup *setup, gboolean remove_key_file, gboolean remove_directory)
{
  dt_workspace_remove (setup->directory);
  if (remove_key_file)
    g_unlink (setup->key_file);
  if (remove_directory)
    g_rmdir (setup->directory);
}

/**
 * dt_service_create_workspace:
 * @setup: what to make; the first officer is administrator besides their roles
 * @clock: (nullable): the system's clock if %NULL
 * @out_recovery: (out) (optional): the recovery code; without it no recovery slot is made
 *
 * Makes a workspace. Blocking.
 *
 * Returns: %FALSE with %DT_ERROR_INVALID, _LOCKED (no keyring to put the key in) or _IO: then
 *   nothing is left behind
 */
gboolean
dt_service_create_workspace (const DtServiceSetup *setup,
                             DtClock *clock,
                             char **out_recovery,
                             GError **error)
{
  g_autoptr (DtClock) own_clock = clock != NULL ? dt_clock_ref (clock) : dt_clock_new ();
  g_autofree char *recovery = NULL;
  gboolean had_key_file;
  gboolean had_directory;

  g_return_val_if_fail (setup != NULL && setup->directory != NULL, FALSE);

  if (!check_setup (setup, error))
    return FALSE;
  had_key_file = setup->key_file == NULL || g_file_test (setup->key_file, G_FILE_TEST_EXISTS);
  had_directory = g_file_test (setup->directory, G_FILE_TEST_EXISTS);
  if (g_mkdir_with_parents (setup->directory, 0700) != 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_IO, "%s: %s", setup->directory, g_strerror (errno));
      return FALSE;
    }
  if (!create (setup, own_clock, out_recovery != NULL ? &recovery : NULL, error))
    {
      remove_files (setup, !had_key_file, !had_directory);
      return FALSE;
    }
  if (out_recovery != NULL)
    *out_recovery = g_steal_pointer (&recovery);
  return TRUE;
}

/**
 * dt_service_restore_backup:
 * @path: what dt_service_backup_sync() wrote
 * @directory: empty or absent
 *
 * Brings the record and its key slots back; the views are made when it is opened. Blocking.
 *
 * Returns: %FALSE with %DT_ERROR_INVALID, _DAMAGED or _IO: then @directory is as it was
 */
gboolean
dt_service_restore_backup (const char *path, const char *directory, GError **error)
{
  g_return_val_if_fail (path != NULL && directory != NULL, FALSE);
  return dt_archive_extract (path, directory, error);
}
