/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may write into the record: the table of desks, and what entries say of them. */
#include "ledger/dt-ledger-desks-private.h"

#include "base/dt-json.h"

#include <string.h>

#define JOIN_CONTEXT "doi-thoai join 1\n"
#define JOIN_PURPOSE "join"

/* ---- invitations ------------------------------------------------------------------------- */

/**
 * dt_desk_derive:
 * @secret: of an invitation
 * @purpose: what the key is for
 *
 * Returns: (transfer full): 32 bytes that tell nothing of the secret or of another purpose's
 */
DtSecret *
dt_desk_derive (DtSecret *secret, const char *purpose)
{
  g_autofree char *text = g_strconcat ("doi-thoai invitation 1 ", purpose, NULL);
  guint8 key[DT_HASH_SIZE];
  DtSecret *derived;

  dt_hmac_sha256 (secret, text, strlen (text), key);
  derived = dt_secret_new (key, sizeof key);
  explicit_bzero (key, sizeof key);
  return derived;
}

/**
 * dt_desk_make_invitation:
 * @secret: of the invitation
 * @number: the new desk's in its unit
 *
 * Returns: (transfer full): the facts of `desk.invited`
 */
char *
dt_desk_make_invitation (DtSecret *secret, gint64 number)
{
  g_autoptr (DtSecret) seed = dt_desk_derive (secret, JOIN_PURPOSE);
  guint8 key[DT_PUBLIC_KEY_SIZE];
  g_autoptr (DtSecret) pair = dt_sign_keypair_from (seed, key);
  g_autofree char *hex = dt_to_hex (key, sizeof key);

  return g_strdup_printf ("{\"desk\":%" G_GINT64_FORMAT ",\"key\":\"%s\"}", number, hex);
}

/* What the newcomer signs with the invitation's key. */
static GByteArray *
make_claim (const char *unit,
            const char *invitation,
            const char *device,
            const guint8 public_key[DT_PUBLIC_KEY_SIZE])
{
  GByteArray *claim = g_byte_array_new ();
  g_autofree char *text
      = g_strconcat (JOIN_CONTEXT, unit, "\n", invitation, "\n", device, "\n", NULL);

  g_byte_array_append (claim, (const guint8 *) text, (guint) strlen (text));
  g_byte_array_append (claim, public_key, DT_PUBLIC_KEY_SIZE);
  return claim;
}

char *
dt_desk_make_joining (DtLedger *ledger, const DtInvited *invited)
{
  g_autoptr (DtSecret) seed = dt_desk_derive (invited->secret, JOIN_PURPOSE);
  guint8 key[DT_PUBLIC_KEY_SIZE], signature[DT_SIGNATURE_SIZE];
  g_autoptr (DtSecret) pair = dt_sign_keypair_from (seed, key);
  g_autoptr (GByteArray) claim
      = make_claim (ledger->unit, invited->invitation, ledger->device, ledger->public_key);
  g_autofree char *own_key = dt_to_hex (ledger->public_key, DT_PUBLIC_KEY_SIZE);
  g_autofree char *proof = NULL;

  dt_sign (pair, claim->data, claim->len, signature);
  proof = dt_to_hex (signature, sizeof signature);
  return g_strdup_printf ("{\"unit\":\"%s\",\"desk\":%" G_GINT64_FORMAT
                          ",\"demo\":%s,\"key\":\"%s\",\"invitation\":\"%s\",\"proof\":\"%s\"}",
                          ledger->unit,
                          ledger->desk,
                          ledger->demo ? "true" : "false",
                          own_key,
                          invited->invitation,
                          proof);
}

/* ---- the table --------------------------------------------------------------------------- */

void
dt_desk_free (DtDesk *self)
{
  g_free (self);
}

#define DESK_COLUMNS                                                                               \
  "SELECT d.device, d.public_key, d.number, d.invitation, d.last_valid, e.seq, e.hash"             \
  " FROM devices AS d LEFT JOIN entries AS e ON e.device = d.no AND e.seq ="                       \
  " (SELECT max (seq) FROM entries WHERE device = d.no) "

static DtDesk *
read_desk (sqlite3_stmt *row)
{
  DtDesk *self = g_new0 (DtDesk, 1);
  g_autofree char *device = NULL, *invitation = NULL;

  if (sqlite3_column_bytes (row, 0) == DT_DEVICE_SIZE)
    device = dt_to_hex (sqlite3_column_blob (row, 0), DT_DEVICE_SIZE);
  if (device != NULL)
    g_strlcpy (self->device, device, sizeof self->device);
  if (sqlite3_column_bytes (row, 1) == DT_PUBLIC_KEY_SIZE)
    memcpy (self->public_key, sqlite3_column_blob (row, 1), DT_PUBLIC_KEY_SIZE);
  self->number = sqlite3_column_int64 (row, 2);
  if (sqlite3_column_bytes (row, 3) == DT_DEVICE_SIZE)
    invitation = dt_to_hex (sqlite3_column_blob (row, 3), DT_DEVICE_SIZE);
  if (invitation != NULL)
    g_strlcpy (self->invitation, invitation, sizeof self->invitation);
  self->last_valid
      = sqlite3_column_type (row, 4) != SQLITE_NULL ? sqlite3_column_int64 (row, 4) : -1;
  self->seq = sqlite3_column_int64 (row, 5);
  if (sqlite3_column_bytes (row, 6) == DT_HASH_SIZE)
    memcpy (self->hash, sqlite3_column_blob (row, 6), DT_HASH_SIZE);
  return self;
}

/**
 * dt_ledger_get_desks:
 * @self: a ledger
 * @error: %DT_ERROR_IO, %DT_ERROR_DAMAGED
 *
 * Returns: (transfer full) (nullable) (element-type DtDesk): this desk and all others of the unit
 *   that the record knows, by number and id
 */
GPtrArray *
dt_ledger_get_desks (DtLedger *self, GError **error)
{
  g_autoptr (GPtrArray) desks = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_desk_free);
  sqlite3_stmt *row;
  gboolean more = TRUE;

  g_return_val_if_fail (self != NULL, NULL);

  if (!dt_ledger_ensure_open (self, error))
    return NULL;
  row = dt_database_prepare (self->database, DESK_COLUMNS "ORDER BY d.number, d.device");
  while (more)
    {
      if (!dt_database_step (self->database, row, &more, error))
        return NULL;
      if (more)
        g_ptr_array_add (desks, read_desk (row));
    }
  return g_steal_pointer (&desks);
}

gboolean
dt_desk_find (DtLedger *ledger, const char *device, DtDesk **out, GError **error)
{
  sqlite3_stmt *row = dt_database_prepare (ledger->database, DESK_COLUMNS "WHERE d.device = ?");
  guint8 id[DT_DEVICE_SIZE];
  gboolean more = FALSE;

  *out = NULL;
  if (!dt_from_hex (device, id, sizeof id))
    return TRUE;
  sqlite3_bind_blob (row, 1, id, sizeof id, SQLITE_STATIC);
  if (!dt_database_step (ledger->database, row, &more, error))
    return FALSE;
  if (more)
    *out = read_desk (row);
  sqlite3_reset (row);
  return TRUE;
}

gboolean
dt_desk_find_no (DtLedger *ledger, const char *device, gint64 *out_no, GError **error)
{
  sqlite3_stmt *row
      = dt_database_prepare (ledger->database, "SELECT no FROM devices WHERE device = ?");
  guint8 id[DT_DEVICE_SIZE] = { 0 };
  gboolean more = FALSE;

  dt_from_hex (device, id, sizeof id);
  sqlite3_bind_blob (row, 1, id, sizeof id, SQLITE_STATIC);
  if (!dt_database_step (ledger->database, row, &more, error))
    return FALSE;
  if (more)
    *out_no = sqlite3_column_int64 (row, 0);
  else
    g_set_error_literal (error, DT_ERROR, DT_ERROR_DAMAGED, "a desk is not in the record");
  sqlite3_reset (row);
  return more;
}

gboolean
dt_desk_insert (DtLedger *ledger, const DtDesk *desk, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      ledger->database,
      "INSERT INTO devices (device, public_key, number, invitation) VALUES (?, ?, ?, ?)");
  guint8 id[DT_DEVICE_SIZE], invitation[DT_DEVICE_SIZE];

  dt_from_hex (desk->device, id, sizeof id);
  sqlite3_bind_blob (statement, 1, id, sizeof id, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 2, desk->public_key, DT_PUBLIC_KEY_SIZE, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, desk->number);
  if (dt_from_hex (desk->invitation, invitation, sizeof invitation))
    sqlite3_bind_blob (statement, 4, invitation, sizeof invitation, SQLITE_STATIC);
  return dt_database_run (ledger->database, statement, error);
}

/**
 * dt_ledger_get_founding:
 * @self: a ledger
 * @out: (out caller-allocates): the hash of `unit.created`
 * @error: %DT_ERROR_DAMAGED, %DT_ERROR_IO
 *
 * Returns: %TRUE if this desk knows by which entry its unit began
 */
gboolean
dt_ledger_get_founding (DtLedger *self, guint8 out[DT_HASH_SIZE], GError **error)
{
  g_autoptr (GBytes) given = NULL;
  sqlite3_stmt *row;
  gboolean more = FALSE;

  g_return_val_if_fail (self != NULL && out != NULL, FALSE);

  if (!dt_ledger_ensure_open (self, error))
    return FALSE;
  given = dt_ledger_dup_meta (self, "founding", DT_HASH_SIZE, NULL);
  if (given != NULL)
    {
      memcpy (out, g_bytes_get_data (given, NULL), DT_HASH_SIZE);
      return TRUE;
    }
  row = dt_database_prepare (self->database,
                             "SELECT hash FROM entries WHERE device = ? AND seq = 1");
  sqlite3_bind_int64 (row, 1, self->device_no);
  if (!dt_database_step (self->database, row, &more, error))
    return FALSE;
  if (more && sqlite3_column_bytes (row, 0) == DT_HASH_SIZE)
    memcpy (out, sqlite3_column_blob (row, 0), DT_HASH_SIZE);
  else
    g_set_error_literal (error, DT_ERROR, DT_ERROR_DAMAGED, "the ledger lacks its first entry");
  sqlite3_reset (row);
  return more;
}

/**
 * dt_ledger_dup_unit_key:
 * @self: a ledger
 * @error: %DT_ERROR_DAMAGED, %DT_ERROR_IO
 *
 * Returns: (transfer full) (nullable): the key by which the unit's payloads are sealed
 */
DtSecret *
dt_ledger_dup_unit_key (DtLedger *self, GError **error)
{
  g_autoptr (GBytes) key = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (!dt_ledger_ensure_open (self, error))
    return NULL;
  key = dt_ledger_dup_meta (self, "unit-key", DT_KEY_SIZE, error);
  return key != NULL ? dt_secret_new (g_bytes_get_data (key, NULL), DT_KEY_SIZE) : NULL;
}

typedef struct
{
  JsonObject *invitation;
  char device[33]; /* who invites */
} Search;

static gboolean
find_invitation (const DtEntry *entry, gpointer user_data)
{
  Search *search = user_data;

  if (!g_str_equal (entry->kind, "desk.invited"))
    return TRUE;
  search->invitation = dt_json_parse_object (entry->facts, -1, NULL);
  g_strlcpy (search->device, entry->device, sizeof search->device);
  return search->invitation == NULL;
}

/**
 * dt_ledger_knows_its_invitation:
 * @self: a ledger
 * @out: (out): whether the entry is here that lets this desk in; the first desk needs none
 * @error: %DT_ERROR_IO, %DT_ERROR_DAMAGED
 *
 * A desk that does not hold it yet gives nothing to others, who could not know it.
 *
 * Returns: %FALSE on an error
 */
gboolean
dt_ledger_knows_its_invitation (DtLedger *self, gboolean *out, GError **error)
{
  g_autofree DtDesk *own = NULL;
  Search search = { 0 };

  g_return_val_if_fail (self != NULL && out != NULL, FALSE);

  *out = FALSE;
  if (!dt_ledger_ensure_open (self, error) || !dt_desk_find (self, self->device, &own, error))
    return FALSE;
  if (own->invitation[0] != '\0'
      && !dt_ledger_foreach_of (self, own->invitation, FALSE, find_invitation, &search, error))
    return FALSE;
  *out = own->invitation[0] == '\0' || search.invitation != NULL;
  g_clear_pointer (&search.invitation, json_object_unref);
  return TRUE;
}

/* ---- who is let in ----------------------------------------------------------------------- */

static gboolean
get_key (JsonObject *facts, guint8 out[DT_PUBLIC_KEY_SIZE])
{
  const char *hex = dt_json_get_string (facts, "key");

  return hex != NULL && dt_from_hex (hex, out, DT_PUBLIC_KEY_SIZE);
}

static gboolean
is_unused (DtLedger *ledger, const char *invitation, gboolean *out, GError **error)
{
  sqlite3_stmt *row
      = dt_database_prepare (ledger->database, "SELECT 1 FROM devices WHERE invitation = ?");
  guint8 id[DT_DEVICE_SIZE];
  gboolean more = FALSE;

  *out = FALSE;
  if (!dt_from_hex (invitation, id, sizeof id))
    return TRUE;
  sqlite3_bind_blob (row, 1, id, sizeof id, SQLITE_STATIC);
  if (!dt_database_step (ledger->database, row, &more, error))
    return FALSE;
  if (more)
    sqlite3_reset (row);
  *out = !more;
  return TRUE;
}

/* A desk's number is higher than that of the one that invites it: by number, then, nobody comes
 * before the entry that lets him in. */
static gboolean
is_later_desk (DtLedger *ledger, const char *host, gint64 number, gboolean *out, GError **error)
{
  g_autofree DtDesk *desk = NULL;

  if (!dt_desk_find (ledger, host, &desk, error))
    return FALSE;
  *out = desk != NULL && desk->number < number;
  return TRUE;
}

/* Whether the signature in @facts is by the key of the invitation that they name. */
static gboolean
is_invited (DtLedger *ledger, const DtDesk *desk, JsonObject *facts, gboolean *out, GError **error)
{
  const char *proof = dt_json_get_string (facts, "proof");
  guint8 key[DT_PUBLIC_KEY_SIZE], signature[DT_SIGNATURE_SIZE];
  g_autoptr (GByteArray) claim
      = make_claim (ledger->unit, desk->invitation, desk->device, desk->public_key);
  Search search = { 0 };

  if (!dt_ledger_foreach_of (ledger, desk->invitation, FALSE, find_invitation, &search, error))
    return FALSE;
  *out = search.invitation != NULL && get_key (search.invitation, key) && proof != NULL
         && dt_from_hex (proof, signature, sizeof signature)
         && dt_json_get_int (search.invitation, "desk", 0) == desk->number
         && dt_sign_verify (key, claim->data, claim->len, signature);
  g_clear_pointer (&search.invitation, json_object_unref);
  return !*out || is_later_desk (ledger, search.device, desk->number, out, error);
}

/* Only the one by which this desk knows its unit. */
static gboolean
is_founding (DtLedger *ledger, const DtEntryParts *first)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 hash[DT_HASH_SIZE], founding[DT_HASH_SIZE];

  dt_entry_encode (first, bytes);
  dt_sha256 (bytes->data, bytes->len, hash);
  return dt_ledger_get_founding (ledger, founding, NULL)
         && memcmp (hash, founding, DT_HASH_SIZE) == 0;
}

/* The desk that a first entry speaks of, if the record vouches for it. */
static gboolean
read_first (DtLedger *ledger, const DtEntryParts *first, DtDesk **out, GError **error)
{
  g_autofree DtDesk *desk = g_new0 (DtDesk, 1);
  g_autofree char *device = dt_to_hex (first->device, DT_DEVICE_SIZE);
  g_autofree char *kind = g_strndup (first->kind, first->kind_size);
  g_autoptr (JsonObject) facts
      = dt_json_parse_object (first->facts, (gssize) first->facts_size, NULL);
  gboolean welcome = FALSE;
  const char *invitation;

  *out = NULL;
  if (facts == NULL || !get_key (facts, desk->public_key))
    return TRUE;
  g_strlcpy (desk->device, device, sizeof desk->device);
  desk->number = dt_json_get_int (facts, "desk", 0);
  desk->last_valid = -1;
  invitation = dt_json_get_string (facts, "invitation");
  if (g_str_equal (kind, "desk.joined") && invitation != NULL)
    {
      g_strlcpy (desk->invitation, invitation, sizeof desk->invitation);
      if (!is_invited (ledger, desk, facts, &welcome, error))
        return FALSE;
    }
  else if (g_str_equal (kind, "unit.created"))
    welcome = is_founding (ledger, first);
  if (welcome)
    *out = g_steal_pointer (&desk);
  return TRUE;
}

gboolean
dt_desk_is_vouched (DtLedger *ledger, const DtEntryParts *first, gboolean *out, GError **error)
{
  g_autofree DtDesk *desk = NULL;

  /* A desk that has just joined knows of no other yet. */
  *out = memcmp (first->device, ledger->device_id, DT_DEVICE_SIZE) == 0;
  if (*out)
    return TRUE;
  if (!read_first (ledger, first, &desk, error))
    return FALSE;
  *out = desk != NULL;
  return TRUE;
}

gboolean
dt_desk_admit (DtLedger *ledger, const DtEntryParts *first, DtDesk **out, GError **error)
{
  gboolean unused = TRUE;

  *out = NULL;
  if (!read_first (ledger, first, out, error))
    return FALSE;
  if (*out == NULL)
    return TRUE;
  if ((*out)->invitation[0] != '\0' && !is_unused (ledger, (*out)->invitation, &unused, error))
    {
      g_clear_pointer (out, dt_desk_free);
      return FALSE;
    }
  if (!unused)
    g_clear_pointer (out, dt_desk_free);
  return TRUE;
}

/* Removed twice, the earlier entry holds. */
static gboolean
remove_desk (DtLedger *ledger, const char *device, gint64 last, GError **error)
{
  sqlite3_stmt *statement = dt_database_prepare (
      ledger->database,
      "UPDATE devices SET last_valid = min (ifnull (last_valid, ?1), ?1) WHERE device = ?2");
  guint8 id[DT_DEVICE_SIZE];

  if (last < 0 || !dt_from_hex (device, id, sizeof id))
    return TRUE; /* it says nothing of any desk */
  if (memcmp (id, ledger->device_id, sizeof id) == 0)
    ledger->removed = TRUE;
  sqlite3_bind_int64 (statement, 1, last);
  sqlite3_bind_blob (statement, 2, id, sizeof id, SQLITE_STATIC);
  return dt_database_run (ledger->database, statement, error);
}

gboolean
dt_desk_follow (DtLedger *ledger, const DtEntryParts *parts, GError **error)
{
  static const char kind[] = "desk.removed";
  g_autofree char *device = NULL;
  g_autoptr (JsonObject) facts = NULL;

  if (parts->kind_size != sizeof kind - 1 || memcmp (parts->kind, kind, sizeof kind - 1) != 0)
    return TRUE;
  device = g_strndup (parts->subject, parts->subject_size);
  facts = dt_json_parse_object (parts->facts, (gssize) parts->facts_size, NULL);
  return facts == NULL || remove_desk (ledger, device, dt_json_get_int (facts, "last", -1), error);
}
