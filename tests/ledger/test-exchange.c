/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Desks that join a unit and exchange what they recorded: what holds is taken, whatever the order;
 * what does not is refused and says why; payloads and attachments come later, or never. */
#include "base/dt-database.h"
#include "ledger/dt-ledger-exchange.h"
#include "ledger/dt-ledger-entry.h"
#include "test-fixture.h"

#define INVITATION "0192f00000007000800000000000aaaa"
#define OTHER_INVITATION "0192f00000007000800000000000bbbb"
#define CASE_ONE "0192f00000007000800000000000cc01"

/* ---- desks ------------------------------------------------------------------------------- */

typedef struct
{
  Fixture first; /* the unit's first desk */
  Fixture second;
  DtSecret *secret; /* of the invitation */
} Unit;

static void
invite (Fixture *desk, const char *invitation, DtSecret *secret, gint64 number)
{
  g_autofree char *facts = dt_desk_make_invitation (secret, number);
  g_autoptr (DtEntry) entry = fixture_append (desk, "desk.invited", invitation, facts, NULL, 0);
}

/* Another folder, whose desk joins as the invitation says. */
static void
join (Fixture *desk, Fixture *host, const char *invitation, DtSecret *secret, gint64 number)
{
  DtInvited invited = { .invitation = invitation, .secret = secret };
  const DtLedgerSetup setup = { .unit = "26740", .desk = number, .invited = &invited };
  g_autoptr (GError) error = NULL;
  g_autoptr (DtSecret) unit_key = dt_ledger_dup_unit_key (host->ledger, &error);

  g_assert_no_error (error);
  invited.unit_key = unit_key;
  g_assert_true (dt_ledger_get_founding (host->ledger, invited.founding, &error));
  desk->directory = g_dir_make_tmp ("dt-ledger-XXXXXX", &error);
  g_assert_no_error (error);
  desk->key = dt_secret_new_random (DT_KEY_SIZE);
  desk->clock = dt_clock_new_fixed (FIXTURE_NOW + G_TIME_SPAN_MINUTE);
  desk->ledger = dt_ledger_create (desk->directory, desk->key, &setup, desk->clock, &error);
  g_assert_no_error (error);
}

static void
set_up (Unit *self, gconstpointer data)
{
  fixture_set_up (&self->first, NULL);
  self->secret = dt_secret_new_random (DT_INVITATION_SIZE);
  invite (&self->first, INVITATION, self->secret, 4);
  join (&self->second, &self->first, INVITATION, self->secret, 4);
}

static void
tear_down (Unit *self, gconstpointer data)
{
  fixture_tear_down (&self->first, NULL);
  fixture_tear_down (&self->second, NULL);
  dt_secret_unref (self->secret);
}

/* ---- on the way -------------------------------------------------------------------------- */

static gboolean
collect (const DtRawEntry *raw, gpointer user_data)
{
  g_ptr_array_add (user_data, dt_raw_entry_copy (raw));
  return TRUE;
}

static GPtrArray *
read_own (Fixture *desk, gint64 after)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_raw_entry_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (dt_ledger_foreach_raw (
      desk->ledger, dt_ledger_get_device (desk->ledger), after, collect, entries, &error));
  g_assert_no_error (error);
  return entries;
}

static void
receive (Fixture *desk, GPtrArray *entries, DtReceipts *out)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dt_ledger_receive (desk->ledger, entries, out, &error));
  g_assert_no_error (error);
}

/* All that @from recorded itself goes to @to, where nothing of it is refused. */
static guint
carry (Fixture *from, Fixture *to)
{
  g_autoptr (GPtrArray) entries = read_own (from, 0);
  DtReceipts receipts;
  guint taken;

  receive (to, entries, &receipts);
  g_assert_cmpuint (receipts.refused->len, ==, 0);
  g_assert_cmpuint (receipts.waiting, ==, 0);
  g_assert_cmpuint (receipts.taken + receipts.known, ==, entries->len);
  taken = receipts.taken;
  dt_receipts_clear (&receipts);
  return taken;
}

static void
assert_whole (Fixture *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtVerifyReport) report = dt_ledger_verify (desk->ledger, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (char *) report->problems->pdata[i]);
  g_assert_cmpuint (report->problems->len, ==, 0);
}

static gboolean
write_line (const DtEntry *entry, gpointer user_data)
{
  g_string_append_printf (user_data,
                          "%s %" G_GINT64_FORMAT " %s %s %s\n",
                          entry->device,
                          entry->seq,
                          entry->kind,
                          entry->facts,
                          entry->payload != NULL ? entry->payload : "-");
  return TRUE;
}

/* What a desk knows of a subject, in the order in which it is folded. */
static char *
read_subject (Fixture *desk, const char *subject)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (dt_ledger_foreach_of (desk->ledger, subject, TRUE, write_line, text, &error));
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

/* ---- what holds -------------------------------------------------------------------------- */

static void
test_both_ways (Unit *self, gconstpointer data)
{
  g_autoptr (DtEntry) one
      = fixture_append (&self->first, "case.opened", CASE_ONE, "{}", "{\"title\":\"Ngập\"}", 0);
  g_autoptr (DtEntry) two
      = fixture_append (&self->second, "case.noted", CASE_ONE, "{}", "{\"text\":\"Đã gọi\"}", 0);
  g_autofree char *here = NULL, *there = NULL;
  g_autoptr (GPtrArray) desks = NULL;
  DtDesk *desk;

  g_assert_cmpuint (carry (&self->first, &self->second), ==, 3);
  g_assert_cmpuint (carry (&self->second, &self->first), ==, 2);
  here = read_subject (&self->first, CASE_ONE);
  there = read_subject (&self->second, CASE_ONE);
  g_assert_cmpstr (here, ==, there);
  g_assert_nonnull (strstr (here, "Đã gọi"));
  assert_whole (&self->first);
  assert_whole (&self->second);

  desks = dt_ledger_get_desks (self->first.ledger, NULL);
  g_assert_cmpuint (desks->len, ==, 2);
  desk = desks->pdata[1];
  g_assert_cmpint (desk->number, ==, 4);
  g_assert_cmpint (desk->seq, ==, 2);
  g_assert_cmpint (desk->last_valid, ==, -1);
  g_assert_cmpmem (desk->hash, DT_HASH_SIZE, two->hash, DT_HASH_SIZE);
  g_assert_cmpstr (desk->invitation, ==, INVITATION);

  /* Again changes nothing. */
  g_assert_cmpuint (carry (&self->first, &self->second), ==, 0);
  g_assert_cmpint (dt_ledger_get_last (self->second.ledger), ==, 5);
}

/* A record that was set back to an older copy gets its own later entries again, and goes on behind
 * them. */
static void
test_set_back (Unit *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->second.directory, "ledger.db", NULL);
  g_autofree char *copy = g_build_filename (self->second.directory, "copy", NULL);
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtEntry) later = NULL, next = NULL;
  DtReceipts receipts;

  g_assert_true (dt_ledger_backup (self->second.ledger, copy, &error));
  later = fixture_append (&self->second, "case.opened", CASE_ONE, "{}", "{}", 0);
  own = read_own (&self->second, 0);
  fixture_close (&self->second);
  g_assert_cmpint (g_rename (copy, path), ==, 0);
  fixture_open (&self->second);

  receive (&self->second, own, &receipts);
  g_assert_cmpuint (receipts.known, ==, 1);
  g_assert_cmpuint (receipts.taken, ==, 1);
  dt_receipts_clear (&receipts);
  next = fixture_append (&self->second, "case.noted", CASE_ONE, "{}", "{}", 0);
  g_assert_cmpint (next->seq, ==, 3);
  g_assert_cmpmem (next->prev, DT_HASH_SIZE, later->hash, DT_HASH_SIZE);
  g_assert_cmpint (next->hlc, >, later->hlc);
  carry (&self->first, &self->second);
  assert_whole (&self->second);
}

/* Of a transaction nothing counts before its signature is there. */
static void
test_in_parts (Unit *self, gconstpointer data)
{
  const DtEntryDraft drafts[] = { { .kind = "case.opened", .subject = CASE_ONE },
                                  { .kind = "case.noted", .subject = CASE_ONE, .payload = "{}" },
                                  { .kind = "case.noted", .subject = CASE_ONE } };
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  DtReceipts receipts;

  g_assert_true (dt_ledger_append (self->first.ledger, "", drafts, 3, NULL, &error));
  entries = read_own (&self->first, 0);
  g_assert_cmpuint (entries->len, ==, 5);
  g_ptr_array_set_size (entries, 4);
  receive (&self->second, entries, &receipts);
  g_assert_cmpuint (receipts.taken, ==, 2);
  g_assert_cmpuint (receipts.waiting, ==, 2);
  g_assert_cmpuint (receipts.refused->len, ==, 0);
  dt_receipts_clear (&receipts);
  g_assert_cmpint (dt_ledger_get_last (self->second.ledger), ==, 3);
  g_assert_cmpuint (carry (&self->first, &self->second), ==, 3);
}

/* ---- what does not ----------------------------------------------------------------------- */

typedef void (*Spoil) (Unit *self, GPtrArray *entries);

static DtRawEntry *
take_apart (GPtrArray *entries, guint i, GByteArray **out_bytes)
{
  DtRawEntry *raw = entries->pdata[i];

  *out_bytes = g_byte_array_new ();
  g_byte_array_append (
      *out_bytes, g_bytes_get_data (raw->body, NULL), (guint) g_bytes_get_size (raw->body));
  return raw;
}

static void
put_together (DtRawEntry *raw, GByteArray *bytes)
{
  g_bytes_unref (raw->body);
  raw->body = g_byte_array_free_to_bytes (bytes);
}

static void
spoil_text (Unit *self, GPtrArray *entries)
{
  GByteArray *bytes;
  DtRawEntry *raw = take_apart (entries, 2, &bytes);

  bytes->data[bytes->len - 3] ^= 1; /* in the facts */
  put_together (raw, bytes);
}

static void
spoil_layout (Unit *self, GPtrArray *entries)
{
  GByteArray *bytes;
  DtRawEntry *raw = take_apart (entries, 2, &bytes);

  bytes->data[0] = 'X';
  put_together (raw, bytes);
}

static void
spoil_signature (Unit *self, GPtrArray *entries)
{
  ((DtRawEntry *) entries->pdata[2])->signature[5] ^= 1;
}

static void
spoil_order (Unit *self, GPtrArray *entries)
{
  g_ptr_array_remove_index (entries, 2);
}

/* By the right desk's key, over facts that are no object. */
static void
spoil_facts (Unit *self, GPtrArray *entries)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  DtRawEntry *raw = entries->pdata[2];
  DtEntryParts parts;
  gsize size;
  const guint8 *body = g_bytes_get_data (raw->body, &size);

  g_assert_true (dt_entry_decode (body, size, &parts, NULL));
  parts.facts = "[1]";
  parts.facts_size = 3;
  dt_entry_encode (&parts, bytes);
  g_bytes_unref (raw->body);
  raw->body = g_bytes_new (bytes->data, bytes->len);
}

typedef struct
{
  const char *name;
  Spoil spoil;
  DtRefusal reason;
  gint64 seq;
} RefusedRow;

static const RefusedRow refused_rows[] = {
  { "text", spoil_text, DT_REFUSED_SIGNATURE, 3 },
  { "signature", spoil_signature, DT_REFUSED_SIGNATURE, 3 },
  { "order", spoil_order, DT_REFUSED_CHAIN, 4 },
  { "layout", spoil_layout, DT_REFUSED_LAYOUT, 0 },
  { "facts", spoil_facts, DT_REFUSED_LAYOUT, 3 },
};

/* What is before the bad one is taken, what is behind it is not, another desk's is. */
static void
test_refused (Unit *self, gconstpointer data)
{
  const RefusedRow *row = data;
  g_autoptr (DtEntry) three
      = fixture_append (&self->first, "case.opened", CASE_ONE, "{\"a\":\"bcd\"}", NULL, 0);
  g_autoptr (DtEntry) four = fixture_append (&self->first, "case.noted", CASE_ONE, "{}", NULL, 0);
  g_autoptr (GPtrArray) entries = read_own (&self->first, 0);
  DtRefused *refused;
  DtReceipts receipts;

  row->spoil (self, entries);
  receive (&self->second, entries, &receipts);
  g_assert_cmpuint (receipts.taken, ==, 2);
  g_assert_cmpuint (receipts.refused->len, >=, 1);
  refused = receipts.refused->pdata[0];
  g_assert_cmpint (refused->reason, ==, row->reason);
  g_assert_cmpint (refused->seq, ==, row->seq);
  dt_receipts_clear (&receipts);
  g_assert_cmpint (dt_ledger_get_last (self->second.ledger), ==, 3);
  assert_whole (&self->second);
  /* The true ones are still welcome. */
  g_assert_cmpuint (carry (&self->first, &self->second), ==, 2);
}

/* A desk whose record was set back and went on alone: two entries bear one number. */
static void
test_fork (Unit *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->second.directory, "ledger.db", NULL);
  g_autofree char *copy = g_build_filename (self->second.directory, "copy", NULL);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtEntry) one = NULL, other = NULL;
  DtRefused *refused;
  DtReceipts receipts;

  g_assert_true (dt_ledger_backup (self->second.ledger, copy, &error));
  one = fixture_append (&self->second, "case.opened", CASE_ONE, "{}", NULL, 0);
  carry (&self->second, &self->first);
  fixture_close (&self->second);
  g_assert_cmpint (g_rename (copy, path), ==, 0);
  fixture_open (&self->second);
  other = fixture_append (&self->second, "case.opened", CASE_ONE, "{\"x\":1}", NULL, 0);

  entries = read_own (&self->second, 0);
  receive (&self->first, entries, &receipts);
  g_assert_cmpuint (receipts.taken, ==, 0);
  g_assert_cmpuint (receipts.refused->len, ==, 1);
  refused = receipts.refused->pdata[0];
  g_assert_cmpint (refused->reason, ==, DT_REFUSED_FORK);
  g_assert_cmpint (refused->seq, ==, 2);
  g_assert_cmpmem (refused->hash, DT_HASH_SIZE, other->hash, DT_HASH_SIZE);
  dt_receipts_clear (&receipts);
  assert_whole (&self->first);
}

static void
assert_stranger (Fixture *host, Fixture *desk)
{
  g_autoptr (GPtrArray) entries = read_own (desk, 0);
  DtReceipts receipts;

  receive (host, entries, &receipts);
  g_assert_cmpuint (receipts.taken, ==, 0);
  g_assert_cmpuint (receipts.refused->len, ==, 1);
  g_assert_cmpint (((DtRefused *) receipts.refused->pdata[0])->reason, ==, DT_REFUSED_DESK);
  dt_receipts_clear (&receipts);
}

/* Nobody gets in by an invitation of his own making, by one that another has used, by another
 * unit's first entry, or by the right invitation with another number. */
static void
test_strangers (Unit *self, gconstpointer data)
{
  g_autoptr (DtSecret) guess = dt_secret_new_random (DT_INVITATION_SIZE);
  Fixture forged = { 0 }, unknown = { 0 }, late = { 0 }, numbered = { 0 }, other = { 0 };

  join (&forged, &self->first, INVITATION, guess, 4);
  join (&unknown, &self->first, OTHER_INVITATION, self->secret, 4);
  join (&numbered, &self->first, INVITATION, self->secret, 5);
  join (&late, &self->first, INVITATION, self->secret, 4);
  fixture_set_up (&other, NULL);

  assert_stranger (&self->first, &forged);
  assert_stranger (&self->first, &unknown);
  assert_stranger (&self->first, &numbered);
  assert_stranger (&self->first, &other);
  g_assert_cmpuint (carry (&self->second, &self->first), ==, 1);
  assert_stranger (&self->first, &late);
  /* And a unit's first entry is that of the invitation. */
  assert_stranger (&self->second, &other);
  assert_whole (&self->first);

  fixture_tear_down (&forged, NULL);
  fixture_tear_down (&unknown, NULL);
  fixture_tear_down (&numbered, NULL);
  fixture_tear_down (&late, NULL);
  fixture_tear_down (&other, NULL);
}

static void
test_removed (Unit *self, gconstpointer data)
{
  const DtEntryDraft draft = { .kind = "case.noted", .subject = CASE_ONE };
  g_autoptr (DtEntry) valid
      = fixture_append (&self->second, "case.opened", CASE_ONE, "{}", NULL, 0);
  g_autoptr (DtEntry) late = NULL, removal = NULL;
  g_autoptr (GPtrArray) entries = NULL, desks = NULL;
  g_autoptr (GError) error = NULL;
  DtReceipts receipts;

  carry (&self->second, &self->first);
  late = fixture_append (&self->second, "case.noted", CASE_ONE, "{}", NULL, 0);
  removal = fixture_append (&self->first,
                            "desk.removed",
                            dt_ledger_get_device (self->second.ledger),
                            "{\"last\":2}",
                            NULL,
                            0);
  entries = read_own (&self->second, 0);
  receive (&self->first, entries, &receipts);
  g_assert_cmpuint (receipts.taken, ==, 0);
  g_assert_cmpuint (receipts.known, ==, 2);
  g_assert_cmpint (((DtRefused *) receipts.refused->pdata[0])->reason, ==, DT_REFUSED_REMOVED);
  dt_receipts_clear (&receipts);
  desks = dt_ledger_get_desks (self->first.ledger, NULL);
  g_assert_cmpint (((DtDesk *) desks->pdata[1])->last_valid, ==, 2);

  /* The desk that learns of it writes nothing more, also after opening anew. */
  carry (&self->first, &self->second);
  g_assert_false (dt_ledger_append (self->second.ledger, "", &draft, 1, NULL, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_DENIED);
  g_clear_error (&error);
  fixture_close (&self->second);
  fixture_open (&self->second);
  g_assert_false (dt_ledger_append (self->second.ledger, "", &draft, 1, NULL, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_DENIED);
}

/* ---- payloads and attachments ------------------------------------------------------------ */

static void
test_payloads (Unit *self, gconstpointer data)
{
  g_autoptr (DtEntry) one
      = fixture_append (&self->first, "case.opened", CASE_ONE, "{}", "{\"title\":\"a\"}", 0);
  g_autoptr (DtEntry) two
      = fixture_append (&self->first, "case.noted", CASE_ONE, "{}", "{\"text\":\"b\"}", 0);
  g_autoptr (GPtrArray) entries = read_own (&self->first, 0);
  g_autoptr (GBytes) sealed = NULL, other = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  gint64 after = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtEntry) read = NULL;
  DtReceipts receipts;

  sealed = g_bytes_ref (((DtRawEntry *) entries->pdata[2])->sealed);
  other = g_bytes_ref (((DtRawEntry *) entries->pdata[3])->sealed);
  ((DtRawEntry *) entries->pdata[2])->state = DT_SEALED_NONE;
  /* One that does not open is as good as none. */
  g_clear_pointer (&((DtRawEntry *) entries->pdata[3])->sealed, g_bytes_unref);
  ((DtRawEntry *) entries->pdata[3])->sealed = g_bytes_ref (sealed);
  receive (&self->second, entries, &receipts);
  g_assert_cmpuint (receipts.taken, ==, 4);
  dt_receipts_clear (&receipts);
  assert_whole (&self->second);
  g_assert_cmpint (dt_ledger_count_waiting (self->second.ledger), ==, 2);
  waiting = dt_ledger_get_waiting (self->second.ledger, &after, 10, &error);
  g_assert_cmpuint (waiting->len, ==, 2);
  g_assert_cmpmem (((DtPlace *) waiting->pdata[0])->hash, 32, one->hash, 32);
  g_assert_cmpint (((DtPlace *) waiting->pdata[1])->seq, ==, two->seq);
  g_ptr_array_unref (waiting);
  waiting = dt_ledger_get_waiting (self->second.ledger, &after, 10, &error);
  g_assert_cmpuint (waiting->len, ==, 0);

  g_assert_false (
      dt_ledger_put_payload (self->second.ledger, one->hash, DT_SEALED_HERE, other, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_true (
      dt_ledger_put_payload (self->second.ledger, one->hash, DT_SEALED_HERE, sealed, &error));
  g_assert_no_error (error);
  read = dt_ledger_get_entry (self->second.ledger, one->hash, &error);
  g_assert_cmpstr (read->payload, ==, "{\"title\":\"a\"}");
  g_assert_cmpint (dt_ledger_count_waiting (self->second.ledger), ==, 1);

  /* Erased before it came: it does not come any more. */
  fixture_erase (&self->second, two);
  g_assert_cmpint (dt_ledger_count_waiting (self->second.ledger), ==, 0);
  g_assert_true (
      dt_ledger_put_payload (self->second.ledger, two->hash, DT_SEALED_HERE, other, &error));
  g_clear_pointer (&read, dt_entry_free);
  read = dt_ledger_get_entry (self->second.ledger, two->hash, &error);
  g_assert_true (read->erased);
  g_assert_null (read->payload);
  assert_whole (&self->second);
}

static void
test_erased_elsewhere (Unit *self, gconstpointer data)
{
  g_autoptr (DtEntry) one
      = fixture_append (&self->first, "case.opened", CASE_ONE, "{}", "{\"title\":\"a\"}", 0);
  g_autoptr (DtEntry) read = NULL;
  g_autoptr (GError) error = NULL;

  fixture_erase (&self->first, one);
  carry (&self->first, &self->second);
  g_assert_cmpint (dt_ledger_count_waiting (self->second.ledger), ==, 0);
  read = dt_ledger_get_entry (self->second.ledger, one->hash, &error);
  g_assert_true (read->erased);
  assert_whole (&self->second);
}

static char *
attach (Fixture *desk, GBytes *content)
{
  g_autoptr (GError) error = NULL;
  char *address = dt_ledger_put_attachment (desk->ledger, content, &error);
  g_autofree char *facts = g_strdup_printf (
      "{\"attachment\":{\"hash\":\"%s\",\"size\":1,\"type\":\"image/png\"}}", address);
  g_autoptr (DtEntry) entry = NULL;

  g_assert_no_error (error);
  entry = fixture_append (desk, "case.attached", CASE_ONE, facts, NULL, 0);
  return address;
}

static void
test_attachments (Unit *self, gconstpointer data)
{
  g_autofree guint8 *bytes = g_malloc (600000);
  g_autoptr (GBytes) content = NULL, found = NULL;
  g_autofree char *address = NULL;
  g_autoptr (GPtrArray) missing = NULL, chunks = NULL;
  g_autoptr (GError) error = NULL;
  gint64 size;

  dt_random (bytes, 600000);
  content = g_bytes_new (bytes, 600000);
  address = attach (&self->first, content);
  carry (&self->first, &self->second);
  assert_whole (&self->second);
  missing = dt_ledger_get_missing_attachments (self->second.ledger, 10, &error);
  g_assert_cmpuint (missing->len, ==, 1);
  g_assert_cmpstr (missing->pdata[0], ==, address);

  chunks = dt_ledger_get_sealed_attachment (self->first.ledger, address, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (chunks->len, ==, 3);
  g_assert_cmpint (size, ==, 600000);
  g_ptr_array_insert (chunks, 0, g_ptr_array_steal_index (chunks, 1));
  g_assert_false (
      dt_ledger_put_sealed_attachment (self->second.ledger, address, size, chunks, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_DAMAGED);
  g_clear_error (&error);
  g_ptr_array_insert (chunks, 0, g_ptr_array_steal_index (chunks, 1));
  g_assert_false (
      dt_ledger_put_sealed_attachment (self->second.ledger, address, size - 1, chunks, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_true (
      dt_ledger_put_sealed_attachment (self->second.ledger, address, size, chunks, &error));
  g_assert_no_error (error);
  found = dt_ledger_get_attachment (self->second.ledger, address, &error);
  g_assert_true (g_bytes_equal (found, content));
  g_clear_pointer (&missing, g_ptr_array_unref);
  missing = dt_ledger_get_missing_attachments (self->second.ledger, 10, &error);
  g_assert_cmpuint (missing->len, ==, 0);
  assert_whole (&self->second);
}

static void
test_attachment_erased (Unit *self, gconstpointer data)
{
  g_autoptr (GBytes) content = g_bytes_new_static ("scan", 4);
  g_autofree char *address = attach (&self->first, content);
  g_autoptr (GPtrArray) missing = NULL, chunks = NULL;
  g_autoptr (GError) error = NULL;
  gint64 size;

  carry (&self->first, &self->second);
  g_assert_true (dt_ledger_erase_attachment (self->second.ledger, address, &error));
  g_assert_no_error (error);
  missing = dt_ledger_get_missing_attachments (self->second.ledger, 10, &error);
  g_assert_cmpuint (missing->len, ==, 0);
  chunks = dt_ledger_get_sealed_attachment (self->first.ledger, address, &size, &error);
  g_assert_true (
      dt_ledger_put_sealed_attachment (self->second.ledger, address, size, chunks, &error));
  g_assert_null (dt_ledger_get_attachment (self->second.ledger, address, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
  assert_whole (&self->second);
}

/* ---- files of the version before --------------------------------------------------------- */

static void
make_old (Fixture *desk)
{
  g_autofree char *path = g_build_filename (desk->directory, "ledger.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtDatabase) database = NULL;

  fixture_close (desk);
  database = dt_database_open (path, desk->key, 0, &error);
  g_assert_no_error (error);
  dt_database_exec (database,
                    "DROP TABLE waiting; DROP TABLE missing; DROP TABLE places;"
                    "DROP TABLE owed; DROP TABLE owed_attachments;"
                    "ALTER TABLE devices DROP COLUMN number;"
                    "ALTER TABLE devices DROP COLUMN invitation;"
                    "ALTER TABLE devices DROP COLUMN last_valid; PRAGMA user_version = 1",
                    &error);
  g_assert_no_error (error);
}

static void
test_older_file (Unit *self, gconstpointer data)
{
  g_autoptr (DtEntry) one = fixture_append (&self->first, "case.opened", CASE_ONE, "{}", "{}", 0);
  g_autoptr (GPtrArray) desks = NULL;
  g_autoptr (GError) error = NULL;
  DtLedger *reader;

  make_old (&self->first);
  if (data != NULL)
    {
      reader = dt_ledger_open (
          self->first.directory, self->first.key, self->first.clock, TRUE, &error);
      g_assert_no_error (error);
      g_assert_cmpint (dt_ledger_count_waiting (reader), ==, 0);
      dt_ledger_close (reader);
    }
  fixture_open (&self->first);
  assert_whole (&self->first);
  desks = dt_ledger_get_desks (self->first.ledger, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (desks->len, ==, 1);
  g_assert_cmpint (((DtDesk *) desks->pdata[0])->number, ==, 3);
  g_assert_cmpuint (carry (&self->second, &self->first), ==, 1);
  g_assert_cmpuint (carry (&self->first, &self->second), ==, 3);
}

/* ---- verify ------------------------------------------------------------------------------ */

/* A desk that stands in the table though nobody invited it is found. */
static void
test_verify_stranger (Unit *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->first.directory, "ledger.db", NULL);
  g_autoptr (DtVerifyReport) report = NULL;
  g_autoptr (GError) error = NULL;

  carry (&self->second, &self->first);
  fixture_close (&self->first);
  {
    g_autoptr (DtDatabase) database = dt_database_open (path, self->first.key, 0, &error);

    g_assert_no_error (error);
    dt_database_exec (database,
                      "DROP TRIGGER entries_keep_update; UPDATE entries SET subject = subject"
                      " || 'x' WHERE n = 2",
                      &error);
    g_assert_no_error (error);
  }
  fixture_open (&self->first);
  report = dt_ledger_verify (self->first.ledger, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, >=, 1);
  g_assert_true (g_ptr_array_find_with_equal_func (
      report->problems, "entry 3: nobody let this desk in", g_str_equal, NULL));
}

#define TEST(name, func) g_test_add ("/exchange/" name, Unit, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("both-ways", test_both_ways);
  TEST ("set-back", test_set_back);
  TEST ("in-parts", test_in_parts);
  for (gsize i = 0; i < G_N_ELEMENTS (refused_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/exchange/refused/", refused_rows[i].name, NULL);

      g_test_add (path, Unit, &refused_rows[i], set_up, test_refused, tear_down);
    }
  TEST ("fork", test_fork);
  TEST ("strangers", test_strangers);
  TEST ("removed", test_removed);
  TEST ("payloads", test_payloads);
  TEST ("erased-elsewhere", test_erased_elsewhere);
  TEST ("attachments", test_attachments);
  TEST ("attachment-erased", test_attachment_erased);
  TEST ("older-file", test_older_file);
  g_test_add (
      "/exchange/older-file-read", Unit, GINT_TO_POINTER (1), set_up, test_older_file, tear_down);
  TEST ("verify-stranger", test_verify_stranger);
  return g_test_run ();
}
