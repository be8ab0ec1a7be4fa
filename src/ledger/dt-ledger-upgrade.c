/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a file that an older version of the program made up to this one. Entries stay as they are:
 * only what lies beside them changes. On the ledger's thread. */
#include "ledger/dt-ledger-private.h"

/* By version; each brings the file to the next. */
static const char *const steps[] = {
  NULL,
  "ALTER TABLE devices ADD COLUMN number INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE devices ADD COLUMN invitation BLOB;"
  "ALTER TABLE devices ADD COLUMN last_valid INTEGER;"
  "UPDATE devices SET number = (SELECT CAST (CAST (value AS TEXT) AS INTEGER) FROM meta"
  "  WHERE name = 'desk') WHERE device = (SELECT value FROM meta WHERE name = "
  "'device');" DT_LEDGER_SCHEMA_2
  "INSERT INTO owed_attachments SELECT id FROM attachments; PRAGMA user_version = 2",
};

static gboolean
run_steps (DtLedger *self, gint64 version, GError **error)
{
  for (gint64 i = version; i < DT_LEDGER_VERSION; i++)
    if (!dt_database_exec (self->database, steps[i], error))
      return FALSE;
  return TRUE;
}

/* One who only reads has it done by one who writes, if nobody else is writing. */
static gboolean
upgrade_as_writer (DtLedger *self, GError **error)
{
  g_autoptr (DtLedger) writer
      = dt_ledger_open (self->directory, self->key, self->clock, FALSE, error);

  return writer != NULL;
}

gboolean
dt_ledger_upgrade (DtLedger *self, gint64 version, GError **error)
{
  if (self->read_only)
    return upgrade_as_writer (self, error);
  if (!dt_database_begin (self->database, error))
    return FALSE;
  if (run_steps (self, version, error) && dt_database_commit (self->database, error))
    return TRUE;
  dt_database_rollback (self->database);
  return FALSE;
}
