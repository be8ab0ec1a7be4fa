/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine and the record, as they are, over a hub, lines and clocks that the test makes: desks
 * write, exchange, lose the line in the middle of a call, crash, set their clocks wrong by years;
 * the hub is restored from an old copy, desks are removed, one goes on from an old copy of its own;
 * the hub cheats. In the end nothing is lost or stuck, all desks hold the same, and whoever cheated
 * was found out.
 *
 *   test-simulator            1,000 seeds
 *   DT_SIMULATE=FIRST-COUNT   others: what a failure prints replays by itself as SEED-1 */
#include "sync/sim-hub.h"
#include "sync/dt-sync.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define UNIT "26740"
#define NOW G_GINT64_CONSTANT (1794449520000000) /* 2026-11-12 09:12 in Hanoi */
#define YEAR (365 * G_TIME_SPAN_DAY)
#define MAX_DESKS 5
#define STEPS 70
#define WITNESS_EVERY 12
#define HEALING_ROUNDS 60

typedef struct _World World;

static GRand *random_source;

/* What all seeds together saw: a simulator in which nothing happens would find nothing. */
static struct
{
  guint restored, removed, forked, joined, crashed, entries;
  guint cheats[SIM_LIES + 1];
} seen;

typedef struct
{
  World *world;
  guint number;
  char *directory;
  DtSecret *key;
  DtClock *clock;
  gint64 drift; /* of its clock */
  DtLedger *ledger;
  SimLine *line;
  DtSync *sync;
  DtSyncReport report;
  gboolean offline;
  gboolean removed;
  gboolean forked; /* it goes on from an old copy of its own */
  gboolean joined; /* it has sent what it knows at least once */
} Desk;

struct _World
{
  guint seed;
  GRand *random;
  SimHub *hub;
  GPtrArray *desks;
  gint64 now;
  GHashTable *made; /* "device seq" → hash, hex: what must not get lost */
  guint n_restored;
  SimCheat cheat;
  guint cheat_step;
  gboolean cheated;
};

static void
describe (Desk *self)
{
  g_autoptr (GPtrArray) alarms = dt_sync_load_alarms (self->ledger);
  const DtSyncReport *report = &self->report;

  g_printerr ("desk %u %s%s%s: same %d, to push %d, refused %u, place %d, waiting %d\n",
              self->number,
              dt_ledger_get_device (self->ledger),
              self->removed ? ", removed" : "",
              self->forked ? ", forked" : "",
              report->same,
              (int) report->to_push,
              report->refused,
              (int) report->verified_place,
              (int) report->waiting);
  for (guint i = 0; i < alarms->len; i++)
    {
      const DtSyncAlarm *alarm = alarms->pdata[i];

      g_printerr ("  alarm %d %s %d\n", alarm->kind, alarm->device, (int) alarm->seq);
    }
}

static void G_GNUC_PRINTF (2, 3) fail (World *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  for (guint i = 0; i < self->desks->len; i++)
    describe (self->desks->pdata[i]);
  g_printerr ("seed %u: %s; replay: DT_SIMULATE=%u-1\n", self->seed, text, self->seed);
  abort ();
}

static guint
draw (World *self, guint n)
{
  return (guint) g_rand_int_range (self->random, 0, (int) n);
}

/* ---- desks ------------------------------------------------------------------------------- */

static void
access_ledger (DtSyncWork work, gpointer data, gpointer user_data)
{
  Desk *desk = user_data;

  work (desk->ledger, data);
}

static void
set_clock (Desk *self)
{
  dt_clock_set_fixed (self->clock, self->world->now + self->drift);
}

static char *
make_folder (void)
{
  const char *base = g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir ();
  char *folder = g_build_filename (base, "dt-simulator-XXXXXX", NULL);

  if (g_mkdtemp (folder) == NULL)
    g_error ("no folder for the simulator");
  return folder;
}

static void
start (Desk *self)
{
  g_autoptr (GError) error = NULL;

  if (self->ledger == NULL)
    self->ledger = dt_ledger_open (self->directory, self->key, self->clock, FALSE, &error);
  g_assert_no_error (error);
  if (self->line == NULL)
    self->line = sim_line_new (self->world->hub, dt_ledger_get_device (self->ledger));
  self->sync = dt_sync_new (DT_HUB (self->line), self->clock, WITNESS_EVERY, access_ledger, self);
}

static void
stop (Desk *self)
{
  g_clear_pointer (&self->sync, dt_sync_free);
  g_clear_pointer (&self->ledger, dt_ledger_close);
}

static void
desk_free (gpointer data)
{
  Desk *self = data;
  g_autoptr (GDir) folder = NULL;
  const char *name;

  stop (self);
  g_clear_object (&self->line);
  folder = g_dir_open (self->directory, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->directory);
  g_free (self->directory);
  dt_secret_unref (self->key);
  dt_clock_unref (self->clock);
  g_free (self);
}

static const char *
get_device (Desk *self)
{
  return dt_ledger_get_device (self->ledger);
}

static Desk *
make_desk (World *self, const DtInvited *invited)
{
  Desk *desk = g_new0 (Desk, 1);
  const DtLedgerSetup setup = { .unit = UNIT, .desk = self->desks->len + 1, .invited = invited };
  g_autoptr (GError) error = NULL;

  desk->world = self;
  desk->number = self->desks->len + 1;
  desk->directory = make_folder ();
  desk->key = dt_secret_new_random (DT_KEY_SIZE);
  desk->clock = dt_clock_new_fixed (self->now);
  desk->ledger = dt_ledger_create (desk->directory, desk->key, &setup, desk->clock, &error);
  g_assert_no_error (error);
  start (desk);
  g_ptr_array_add (self->desks, desk);
  return desk;
}

static void
remember (Desk *self, const DtEntry *entry)
{
  if (self->forked || self->removed)
    return;
  g_hash_table_replace (self->world->made,
                        g_strdup_printf ("%s %" G_GINT64_FORMAT, entry->device, entry->seq),
                        dt_to_hex (entry->hash, DT_HASH_SIZE));
}

static void
append (Desk *self, const DtEntryDraft *drafts, guint n)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  if (!dt_ledger_append (self->ledger, "", drafts, n, &entries, &error))
    {
      if (!self->removed || !g_error_matches (error, DT_ERROR, DT_ERROR_DENIED))
        fail (self->world, "desk %u cannot write: %s", self->number, error->message);
      return;
    }
  for (guint i = 0; i < entries->len; i++)
    remember (self, entries->pdata[i]);
}

static void
write_something (Desk *self)
{
  static const char *const kinds[] = { "case.opened", "case.noted", "kind.of.a.newer.version" };
  DtEntryDraft drafts[4] = { { NULL } };
  g_autofree char *subject = g_strdup_printf ("%032x", draw (self->world, 6));
  guint n = 1 + draw (self->world, 4);

  set_clock (self);
  for (guint i = 0; i < n; i++)
    {
      drafts[i].kind = kinds[draw (self->world, G_N_ELEMENTS (kinds))];
      drafts[i].subject = subject;
      drafts[i].payload = draw (self->world, 2) ? "{\"text\":\"Nước ngập\"}" : NULL;
    }
  append (self, drafts, n);
}

/* A scan of some chunks, which is erased again now and then. */
static void
attach_something (Desk *self)
{
  gsize size = 1 + draw (self->world, 600000);
  g_autofree guint8 *bytes = g_malloc (size);
  g_autoptr (GBytes) content = NULL;
  g_autofree char *address = NULL, *facts = NULL;
  g_autoptr (GError) error = NULL;
  DtEntryDraft draft = { .kind = "case.attached", .subject = "00000000000000000000000000000001" };

  set_clock (self);
  memset (bytes, (int) draw (self->world, 256), size);
  content = g_bytes_new (bytes, size);
  address = dt_ledger_put_attachment (self->ledger, content, &error);
  g_assert_no_error (error);
  facts = g_strdup_printf ("{\"attachment\":{\"hash\":\"%s\"}}", address);
  draft.facts = facts;
  append (self, &draft, 1);
  if (draw (self->world, 4) == 0)
    dt_ledger_erase_attachment (self->ledger, address, &error);
  g_assert_no_error (error);
}

/* One of its own. */
static void
erase_something (Desk *self)
{
  guint8 hash[DT_HASH_SIZE];
  g_autofree char *hex = NULL;
  const char *hashes[] = { NULL, NULL };
  g_autoptr (GError) error = NULL;
  gboolean found;

  dt_ledger_find_hash (
      self->ledger, get_device (self), 1 + draw (self->world, 12), hash, &found, &error);
  if (found)
    {
      hex = dt_to_hex (hash, sizeof hash);
      hashes[0] = hex;
      dt_ledger_erase_payloads (self->ledger, hashes, &error);
    }
  g_assert_no_error (error);
}

static gboolean
run_round (Desk *self)
{
  g_autoptr (GError) error = NULL;
  gboolean ok;

  set_clock (self);
  ok = dt_sync_run_round (self->sync, &self->report, &error);
  if (!ok && error->domain != DT_HUB_ERROR && !(self->removed || self->forked))
    fail (self->world, "desk %u: %s", self->number, error->message);
  if (!ok && self->report.removed && !self->removed)
    fail (self->world, "desk %u was removed by nobody", self->number);
  self->joined = self->joined || (ok && self->report.to_push == 0);
  return ok;
}

/* ---- what happens ------------------------------------------------------------------------ */

/* The invitation is at the hub before anybody can use it. */
static void
invite (World *self)
{
  Desk *host = self->desks->pdata[0];
  g_autofree char *id = g_strdup_printf ("%032x", 0xaa00 + self->desks->len);
  g_autoptr (DtSecret) secret = dt_secret_new_random (DT_INVITATION_SIZE);
  g_autofree char *facts = dt_desk_make_invitation (secret, self->desks->len + 1);
  const DtEntryDraft draft = { .kind = "desk.invited", .subject = id, .facts = facts };
  DtInvited invited = { .invitation = id, .secret = secret };
  g_autoptr (DtSecret) unit_key = NULL;
  g_autoptr (GError) error = NULL;

  set_clock (host);
  append (host, &draft, 1);
  sim_line_set_trouble (host->line, 0);
  if (!run_round (host) || host->forked || host->removed)
    return;
  unit_key = dt_ledger_dup_unit_key (host->ledger, &error);
  invited.unit_key = unit_key;
  dt_ledger_get_founding (host->ledger, invited.founding, &error);
  g_assert_no_error (error);
  make_desk (self, &invited);
}

static void
crash (Desk *self)
{
  seen.crashed++;
  stop (self);
  start (self);
}

static void
jump_clock (Desk *self)
{
  self->drift = draw (self->world, 2) ? 0 : (gint64) (draw (self->world, 21) - 10.0) * YEAR;
}

static gboolean
any_forked (World *self)
{
  for (guint i = 0; i < self->desks->len; i++)
    if (((Desk *) self->desks->pdata[i])->forked)
      return TRUE;
  return FALSE;
}

/* Not after a desk forked: which of its histories the hub then gets first nobody can decide but
 * people. */
static void
restore_hub (World *self)
{
  guint n = self->hub->entries->len;

  if (self->n_restored >= 2 || self->cheat != SIM_HONEST || n < 4 || any_forked (self))
    return;
  sim_hub_restore (self->hub, n - draw (self, n / 2));
  self->n_restored++;
}

/* Not the first desk, which invites. */
static Desk *
draw_later_desk (World *self)
{
  return self->desks->len > 1 ? self->desks->pdata[1 + draw (self, self->desks->len - 1)] : NULL;
}

static guint
count_good (World *self)
{
  guint n = 0;

  for (guint i = 0; i < self->desks->len; i++)
    n += !((Desk *) self->desks->pdata[i])->removed && !((Desk *) self->desks->pdata[i])->forked;
  return n;
}

/* What it had not given to the hub before is not part of the unit's record. */
static void
forget_later (World *self, const char *device, gint64 last)
{
  for (gint64 seq = last + 1; seq < last + 1000; seq++)
    {
      g_autofree char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT, device, seq);

      g_hash_table_remove (self->made, key);
    }
}

static void
remove_desk (World *self)
{
  Desk *host = self->desks->pdata[0];
  Desk *desk = draw_later_desk (self);
  g_autofree char *facts = NULL;
  DtEntryDraft draft = { .kind = "desk.removed" };
  gint64 last;

  if (desk == NULL || desk->removed || desk->forked || count_good (self) < 3
      || self->cheat != SIM_HONEST || self->n_restored > 0)
    return;
  last = sim_hub_remove (self->hub, get_device (desk));
  /* Who removes it first gets what it had given. */
  host->offline = FALSE;
  sim_line_set_trouble (host->line, 0);
  run_round (host);
  facts = g_strdup_printf ("{\"last\":%" G_GINT64_FORMAT "}", last);
  draft.subject = get_device (desk);
  draft.facts = facts;
  set_clock (host);
  append (host, &draft, 1);
  desk->removed = TRUE;
  forget_later (self, get_device (desk), last);
}

/* It goes on from an old copy of its record, and never hears of what it wrote since. */
static void
fork_desk (World *self)
{
  Desk *desk = draw_later_desk (self);
  g_autofree char *copy = NULL, *path = NULL;
  g_autoptr (GError) error = NULL;
  gint64 last;

  if (desk == NULL || desk->removed || desk->forked || count_good (self) < 3
      || self->cheat != SIM_HONEST || self->n_restored > 0)
    return;
  copy = g_build_filename (desk->directory, "copy", NULL);
  path = g_build_filename (desk->directory, "ledger.db", NULL);
  g_assert_true (dt_ledger_backup (desk->ledger, copy, &error));
  write_something (desk);
  sim_line_set_trouble (desk->line, 0);
  run_round (desk);
  last = sim_hub_get_head (self->hub, get_device (desk), NULL);
  stop (desk);
  g_assert_cmpint (g_rename (copy, path), ==, 0);
  desk->forked = TRUE;
  start (desk);
  forget_later (self, get_device (desk), last);
  write_something (desk);
}

/* One that the hub said to have taken is gone, and it says nothing of it. */
static void
forget_at_hub (World *self)
{
  Desk *desk = self->desks->pdata[draw (self, self->desks->len)];
  const SimEntry *last;

  sim_line_set_trouble (desk->line, 0);
  write_something (desk);
  if (!run_round (desk) || desk->report.to_push > 0 || self->hub->entries->len == 0)
    return;
  last = self->hub->entries->pdata[self->hub->entries->len - 1];
  if (!g_str_equal (last->device, get_device (desk)))
    return;
  g_ptr_array_set_size (self->hub->entries, (int) self->hub->entries->len - 1);
  self->cheated = TRUE;
  run_round (desk);
}

static void
begin_to_cheat (World *self)
{
  Desk *victim, *object;

  if (self->desks->len < 2)
    return;
  if (self->cheat == SIM_FORGETS)
    {
      forget_at_hub (self);
      return;
    }
  victim = self->desks->pdata[draw (self, self->desks->len)];
  do
    object = self->desks->pdata[draw (self, self->desks->len)];
  while (object == victim);
  g_strlcpy (self->hub->victim, get_device (victim), sizeof self->hub->victim);
  g_strlcpy (self->hub->object, get_device (object), sizeof self->hub->object);
  self->hub->cheat = self->cheat;
}

static void
happen_to_unit (World *self, guint what)
{
  if (what < 4 && self->desks->len < MAX_DESKS)
    invite (self);
  else if (what < 6)
    restore_hub (self);
  else if (what < 7)
    remove_desk (self);
  else if (what < 8)
    fork_desk (self);
}

static void
happen (World *self)
{
  Desk *desk = self->desks->pdata[draw (self, self->desks->len)];
  guint what = draw (self, 100);

  self->now += (gint64) draw (self, 6 * 3600) * G_USEC_PER_SEC;
  self->hub->now = self->now;
  if (what < 40)
    write_something (desk);
  else if (what < 43)
    attach_something (desk);
  else if (what < 45)
    erase_something (desk);
  else if (what < 80)
    {
      if (!desk->offline)
        run_round (desk);
    }
  else if (what < 84)
    desk->offline = !desk->offline;
  else if (what < 88)
    crash (desk);
  else if (what < 90)
    jump_clock (desk);
  else if (what < 92)
    sim_line_set_trouble (desk->line, draw (self, 2) ? 30 : 0);
  else
    happen_to_unit (self, what - 92);
}

/* ---- what must be so in the end ---------------------------------------------------------- */

static gboolean
is_good (Desk *self)
{
  return !self->removed && !self->forked;
}

static gboolean
is_settled (World *self)
{
  for (guint i = 0; i < self->desks->len; i++)
    {
      Desk *desk = self->desks->pdata[i];

      if (is_good (desk) && (!desk->report.same || desk->report.pulled + desk->report.pushed > 0))
        return FALSE;
    }
  return TRUE;
}

static gboolean
heal (World *self)
{
  for (guint i = 0; i < self->desks->len; i++)
    {
      Desk *desk = self->desks->pdata[i];

      desk->offline = FALSE;
      sim_line_set_trouble (desk->line, 0);
    }
  for (guint round = 0; round < HEALING_ROUNDS; round++)
    {
      self->now += G_TIME_SPAN_MINUTE;
      self->hub->now = self->now;
      for (guint i = 0; i < self->desks->len; i++)
        run_round (self->desks->pdata[i]);
      if (is_settled (self))
        return TRUE;
    }
  return FALSE;
}

static void
check_nothing_lost (World *self, Desk *desk)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->made);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_auto (GStrv) parts = g_strsplit (key, " ", 2);
      guint8 hash[DT_HASH_SIZE];
      g_autofree char *hex = NULL;
      gboolean found;

      dt_ledger_find_hash (
          desk->ledger, parts[0], g_ascii_strtoll (parts[1], NULL, 10), hash, &found, NULL);
      hex = found ? dt_to_hex (hash, sizeof hash) : NULL;
      if (g_strcmp0 (hex, value) != 0)
        fail (self, "desk %u has lost entry %s of %s", desk->number, parts[1], parts[0]);
    }
}

static void
check_same (World *self, Desk *one, Desk *other, gboolean with_places)
{
  g_autoptr (GPtrArray) here = dt_ledger_get_desks (one->ledger, NULL);
  g_autoptr (GPtrArray) there = dt_ledger_get_desks (other->ledger, NULL);

  if (here->len != there->len)
    fail (self, "desks %u and %u know different desks", one->number, other->number);
  for (guint i = 0; i < here->len; i++)
    {
      const DtDesk *a = here->pdata[i], *b = there->pdata[i];

      if (a->seq != b->seq || memcmp (a->hash, b->hash, DT_HASH_SIZE) != 0)
        fail (self, "desks %u and %u differ over %s", one->number, other->number, a->device);
    }
  if (with_places
      && dt_ledger_get_last_place (one->ledger) != dt_ledger_get_last_place (other->ledger))
    fail (self, "desks %u and %u know different places", one->number, other->number);
}

/* What lies beside the entries came too, or was erased. */
static void
check_nothing_awaited (World *self, Desk *desk)
{
  g_autoptr (GPtrArray) missing = dt_ledger_get_missing_attachments (desk->ledger, 1, NULL);
  g_autoptr (GPtrArray) owed = dt_ledger_get_owed_attachments (desk->ledger, 1, NULL);
  g_autoptr (GPtrArray) payloads = dt_ledger_get_owed_payloads (desk->ledger, 1, NULL);

  if (dt_ledger_count_waiting (desk->ledger) > 0 || missing->len > 0)
    fail (self, "desk %u still waits for what lies beside entries", desk->number);
  if (owed->len > 0 || payloads->len > 0)
    fail (self, "desk %u has not told the hub of everything", desk->number);
}

static void
check_whole (World *self, Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtVerifyReport) report = dt_ledger_verify (desk->ledger, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  if (report->problems->len > 0)
    fail (self, "desk %u: %s", desk->number, (char *) report->problems->pdata[0]);
}

static void
check_all (World *self)
{
  Desk *first = self->desks->pdata[0];

  for (guint i = 0; i < self->desks->len; i++)
    {
      Desk *desk = self->desks->pdata[i];

      if (!is_good (desk))
        continue;
      check_nothing_lost (self, desk);
      check_nothing_awaited (self, desk);
      check_same (self, first, desk, self->cheat == SIM_HONEST);
    }
  check_whole (self, self->desks->pdata[draw (self, self->desks->len)]);
}

/* A bit a kind. */
static guint
collect_alarms (World *self)
{
  guint kinds = 0;

  for (guint i = 0; i < self->desks->len; i++)
    {
      Desk *desk = self->desks->pdata[i];
      g_autoptr (GPtrArray) alarms = dt_sync_load_alarms (desk->ledger);

      for (guint j = 0; j < alarms->len; j++)
        kinds |= 1u << ((DtSyncAlarm *) alarms->pdata[j])->kind;
    }
  return kinds;
}

/* Nobody is accused wrongly, and what happened is known. */
static void
check_alarms (World *self)
{
  guint kinds = collect_alarms (self);
  guint expected = 0;

  if (self->cheat != SIM_HONEST)
    {
      if ((self->cheated || self->hub->cheated > 0) && kinds == 0)
        fail (self, "the hub cheated (%d) and nobody saw it", self->cheat);
      return;
    }
  if (self->n_restored > 0)
    expected |= 1u << DT_SYNC_ALARM_HUB_RESTORED;
  if (any_forked (self))
    {
      expected |= 1u << DT_SYNC_ALARM_DESK_FORKED;
      if (!(kinds & (1u << DT_SYNC_ALARM_DESK_FORKED)))
        fail (self, "a desk forked and nobody saw it");
    }
  if (kinds & ~expected)
    fail (self, "alarms %x without a cause", kinds & ~expected);
}

static void
count (World *self)
{
  seen.restored += self->n_restored;
  seen.joined += self->desks->len - 1;
  seen.entries += self->hub->entries->len;
  for (guint i = 0; i < self->desks->len; i++)
    {
      const Desk *desk = self->desks->pdata[i];

      seen.removed += desk->removed;
      seen.forked += desk->forked;
    }
  if (self->cheated || self->hub->cheated > 0)
    seen.cheats[self->cheat]++;
}

/* ---- a seed ------------------------------------------------------------------------------ */

static void
run_seed (guint seed)
{
  World self = { .seed = seed, .now = NOW };

  self.random = g_rand_new_with_seed (seed);
  random_source = self.random;
  self.hub = sim_hub_new (self.random);
  self.hub->now = self.now;
  self.desks = g_ptr_array_new_with_free_func (desk_free);
  self.made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.cheat = draw (&self, 2) ? SIM_HONEST : (SimCheat) (1 + draw (&self, SIM_LIES));
  self.cheat_step = STEPS / 3 + draw (&self, STEPS / 3);
  make_desk (&self, NULL);
  for (guint i = 1 + draw (&self, 2); i > 0; i--)
    invite (&self);
  for (guint step = 0; step < STEPS; step++)
    {
      if (self.cheat != SIM_HONEST && step == self.cheat_step)
        begin_to_cheat (&self);
      happen (&self);
    }
  if (!heal (&self) && self.hub->cheat == SIM_HONEST)
    fail (&self, "it does not come to rest");
  check_alarms (&self);
  count (&self);
  self.hub->cheat = SIM_HONEST;
  heal (&self);
  check_all (&self);

  g_ptr_array_unref (self.desks);
  g_hash_table_unref (self.made);
  sim_hub_free (self.hub);
  g_rand_free (self.random);
}

static void
test_seeds (void)
{
  const char *range = g_getenv ("DT_SIMULATE");
  const char *slowness = g_getenv ("DT_TEST_SLOWNESS");
  guint first = 1, count = 1000;

  if (slowness != NULL)
    count /= (guint) MAX (1, g_ascii_strtoll (slowness, NULL, 10));
  if (range != NULL && sscanf (range, "%u-%u", &first, &count) != 2)
    g_error ("DT_SIMULATE is FIRST-COUNT");
  for (guint i = 0; i < count; i++)
    {
      run_seed (first + i);
      if ((i + 1) % 1000 == 0)
        g_test_message ("%u seeds", i + 1);
    }
  g_test_message (
      "%u entries, %u desks joined, %u removed, %u forked, %u crashes, %u restored hubs",
      seen.entries,
      seen.joined,
      seen.removed,
      seen.forked,
      seen.crashed,
      seen.restored);
  for (guint i = 1; i < G_N_ELEMENTS (seen.cheats); i++)
    g_test_message ("cheat %u: %u seeds", i, seen.cheats[i]);
  if (count < 1000)
    return;
  g_assert_true (seen.removed > 0 && seen.forked > 0 && seen.crashed > 0 && seen.restored > 0);
  for (guint i = 1; i < G_N_ELEMENTS (seen.cheats); i++)
    g_assert_cmpuint (seen.cheats[i], >, 0);
}

/* Ids and keys too are drawn from the seed. */
static const char *
name_source (void)
{
  return "seed";
}

static guint32
draw_number (void)
{
  return g_rand_int (random_source);
}

static void
draw_bytes (void *buffer, size_t size)
{
  guint8 *bytes = buffer;

  for (size_t i = 0; i < size; i++)
    bytes[i] = (guint8) g_rand_int (random_source);
}

static randombytes_implementation source
    = { .implementation_name = name_source, .random = draw_number, .buf = draw_bytes };

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  randombytes_set_implementation (&source);
  g_test_add_func ("/simulator/seeds", test_seeds);
  return g_test_run ();
}
