/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desk as a process of its own, for tests that kill it: the real record, the real engine, the
 * real hub. What it says on standard output, a line each, is done: it was on disk before.
 *
 *   desk-child FOLDER KEY create UNIT NUMBER
 *   desk-child FOLDER KEY join UNIT NUMBER INVITATION SECRET UNIT-KEY FOUNDING
 *   desk-child FOLDER KEY invite HUB INVITATION SECRET NUMBER
 *   desk-child FOLDER KEY work HUB SEED     writes and exchanges until it is killed
 *   desk-child FOLDER KEY settle HUB        exchanges until hub and desk hold the same
 *   desk-child FOLDER KEY digest            what it holds, and whether it is whole
 *
 * KEY, SECRET … are hex; HUB is HOST,PORT,DATABASE,USER,PASSWORD,CA-FILE. */
#include "base/dt-error.h"
#include "sync/dt-hub-postgres.h"
#include "sync/dt-sync.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WITNESS_EVERY 100
#define ROUNDS 400
#define BACK_OFF (200 * G_TIME_SPAN_MILLISECOND)

static void G_GNUC_NORETURN
give_up (GError *error)
{
  fprintf (stderr, "desk-child: %s\n", error->message);
  exit (1);
}

static DtSecret *
read_secret (const char *hex)
{
  guint8 bytes[DT_KEY_SIZE] = { 0 };

  if (!dt_from_hex (hex, bytes, sizeof bytes))
    exit (2);
  return dt_secret_new (bytes, sizeof bytes);
}

static DtLedger *
open_ledger (char *argv[], DtClock *clock)
{
  g_autoptr (DtSecret) key = read_secret (argv[2]);
  GError *error = NULL;
  DtLedger *ledger = dt_ledger_open (argv[1], key, clock, FALSE, &error);

  if (ledger == NULL)
    give_up (error);
  return ledger;
}

static void
access_ledger (DtSyncWork work, gpointer data, gpointer user_data)
{
  work (user_data, data);
}

static DtHubPostgres *
make_hub (const char *text, DtLedger *ledger)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 6);
  DtHubAddress address = { 0 };
  g_autoptr (DtSecret) password = NULL;

  if (g_strv_length (parts) != 6)
    exit (2);
  password = dt_secret_new ((const guint8 *) parts[4], strlen (parts[4]));
  address.host = parts[0];
  address.port = (guint16) atoi (parts[1]);
  address.database = parts[2];
  address.user = parts[3];
  address.password = password;
  address.ca_file = parts[5];
  return dt_hub_postgres_new (&address, dt_ledger_get_device (ledger));
}

static void
say_entry (const DtEntry *entry)
{
  g_autofree char *hash = dt_to_hex (entry->hash, DT_HASH_SIZE);

  printf ("%s %" G_GINT64_FORMAT " %s\n", entry->device, entry->seq, hash);
}

static void
append (DtLedger *ledger, const DtEntryDraft *drafts, guint n)
{
  g_autoptr (GPtrArray) entries = NULL;
  GError *error = NULL;

  if (!dt_ledger_append (ledger, "", drafts, n, &entries, &error))
    give_up (error);
  for (guint i = 0; i < entries->len; i++)
    say_entry (entries->pdata[i]);
  fflush (stdout);
}

/* ---- joining ----------------------------------------------------------------------------- */

static void
say_desk (DtLedger *ledger)
{
  guint8 key[DT_PUBLIC_KEY_SIZE], founding[DT_HASH_SIZE];
  GError *error = NULL;
  g_autoptr (DtSecret) unit_key = dt_ledger_dup_unit_key (ledger, &error);
  g_autofree char *key_hex = NULL, *founding_hex = NULL, *unit_hex = NULL;

  if (unit_key == NULL || !dt_ledger_get_founding (ledger, founding, &error))
    give_up (error);
  dt_ledger_get_public_key (ledger, key);
  key_hex = dt_to_hex (key, sizeof key);
  founding_hex = dt_to_hex (founding, sizeof founding);
  unit_hex = dt_to_hex (dt_secret_get (unit_key, NULL), DT_KEY_SIZE);
  printf ("%s %s %s %s\n", dt_ledger_get_device (ledger), key_hex, unit_hex, founding_hex);
}

static int
create (int argc, char *argv[], DtClock *clock)
{
  g_autoptr (DtSecret) key = read_secret (argv[2]);
  DtLedgerSetup setup = { .unit = argv[4], .desk = atoi (argv[5]) };
  g_autoptr (DtSecret) secret = NULL, unit_key = NULL;
  DtInvited invited = { 0 };
  g_autoptr (DtLedger) ledger = NULL;
  GError *error = NULL;

  if (argc == 10)
    {
      secret = read_secret (argv[7]);
      unit_key = read_secret (argv[8]);
      invited.invitation = argv[6];
      invited.secret = secret;
      invited.unit_key = unit_key;
      dt_from_hex (argv[9], invited.founding, DT_HASH_SIZE);
      setup.invited = &invited;
    }
  ledger = dt_ledger_create (argv[1], key, &setup, clock, &error);
  if (ledger == NULL)
    give_up (error);
  say_desk (ledger);
  return 0;
}

static gboolean
run_round (DtSync *sync, DtSyncReport *report)
{
  g_autoptr (GError) error = NULL;

  if (dt_sync_run_round (sync, report, &error))
    return TRUE;
  fprintf (stderr, "desk-child: %s\n", error->message);
  return FALSE;
}

static int
invite (char *argv[], DtLedger *ledger, DtSync *sync)
{
  g_autoptr (DtSecret) secret = read_secret (argv[6]);
  g_autofree char *facts = dt_desk_make_invitation (secret, atoi (argv[7]));
  const DtEntryDraft draft = { .kind = "desk.invited", .subject = argv[5], .facts = facts };
  DtSyncReport report;

  append (ledger, &draft, 1);
  return run_round (sync, &report) ? 0 : 1;
}

/* ---- working ----------------------------------------------------------------------------- */

static void
write_something (DtLedger *ledger, GRand *random)
{
  static const char *const kinds[] = { "case.opened", "case.noted", "case.status" };
  g_autofree char *subject = g_strdup_printf ("%032x", g_rand_int_range (random, 0, 50));
  DtEntryDraft drafts[5] = { { NULL } };
  guint n = (guint) g_rand_int_range (random, 1, 6);

  for (guint i = 0; i < n; i++)
    {
      drafts[i].kind = kinds[g_rand_int_range (random, 0, G_N_ELEMENTS (kinds))];
      drafts[i].subject = subject;
      drafts[i].payload = g_rand_boolean (random) ? "{\"text\":\"Đã khảo sát.\"}" : NULL;
    }
  append (ledger, drafts, n);
}

/* Whoever runs it ends it. */
static void G_GNUC_NORETURN
work (char *argv[], DtLedger *ledger, DtSync *sync)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) atoi (argv[5]));

  for (;;)
    {
      DtSyncReport report;

      for (int i = g_rand_int_range (random, 0, 4); i > 0; i--)
        write_something (ledger, random);
      if (!run_round (sync, &report))
        g_usleep (BACK_OFF); /* as the program does: else it writes without end meanwhile */
    }
}

static int
settle (DtSync *sync)
{
  DtSyncReport report;

  for (guint i = 0; i < ROUNDS; i++)
    if (run_round (sync, &report) && report.same && report.waiting == 0)
      return 0;
  return 1;
}

static int
digest (DtLedger *ledger)
{
  g_autoptr (GPtrArray) desks = NULL, alarms = NULL;
  g_autoptr (DtVerifyReport) report = NULL;
  GError *error = NULL;

  desks = dt_ledger_get_desks (ledger, &error);
  report = desks != NULL ? dt_ledger_verify (ledger, NULL, NULL, NULL, &error) : NULL;
  if (report == NULL)
    give_up (error);
  for (guint i = 0; i < desks->len; i++)
    {
      const DtDesk *desk = desks->pdata[i];
      g_autofree char *hash = dt_to_hex (desk->hash, DT_HASH_SIZE);

      printf ("head %s %" G_GINT64_FORMAT " %s\n", desk->device, desk->seq, hash);
    }
  printf ("places %" G_GINT64_FORMAT "\n", dt_ledger_get_last_place (ledger));
  for (guint i = 0; i < report->problems->len; i++)
    printf ("problem %s\n", (char *) report->problems->pdata[i]);
  alarms = dt_sync_load_alarms (ledger);
  for (guint i = 0; i < alarms->len; i++)
    printf ("alarm %d\n", ((DtSyncAlarm *) alarms->pdata[i])->kind);
  return 0;
}

static gboolean
say_held (const DtRawEntry *raw, gpointer user_data)
{
  guint8 bytes[DT_HASH_SIZE];
  g_autofree char *hash = NULL;
  char device[33];
  gint64 seq;

  if (dt_raw_entry_get_place (raw, device, &seq, bytes))
    {
      hash = dt_to_hex (bytes, sizeof bytes);
      printf ("%s %" G_GINT64_FORMAT " %s\n", device, seq, hash);
    }
  return TRUE;
}

static int
list (DtLedger *ledger)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) desks = dt_ledger_get_desks (ledger, &error);

  for (guint i = 0; desks != NULL && i < desks->len; i++)
    if (!dt_ledger_foreach_raw (
            ledger, ((DtDesk *) desks->pdata[i])->device, 0, say_held, NULL, &error))
      break;
  if (error != NULL)
    give_up (error);
  return 0;
}

int
main (int argc, char *argv[])
{
  g_autoptr (DtClock) clock = dt_clock_new ();
  g_autoptr (DtLedger) ledger = NULL;
  g_autoptr (DtHubPostgres) hub = NULL;
  g_autoptr (DtSync) sync = NULL;

  if (argc < 4)
    return 2;
  if (g_str_equal (argv[3], "create") || g_str_equal (argv[3], "join"))
    return create (argc, argv, clock);
  ledger = open_ledger (argv, clock);
  if (g_str_equal (argv[3], "digest"))
    return digest (ledger);
  if (g_str_equal (argv[3], "list"))
    return list (ledger);
  if (argc < 5)
    return 2;
  hub = make_hub (argv[4], ledger);
  sync = dt_sync_new (DT_HUB (hub), clock, WITNESS_EVERY, access_ledger, ledger);
  if (g_str_equal (argv[3], "invite") && argc == 8)
    return invite (argv, ledger, sync);
  if (g_str_equal (argv[3], "work") && argc == 6)
    work (argv, ledger, sync);
  return g_str_equal (argv[3], "settle") ? settle (sync) : 2;
}
