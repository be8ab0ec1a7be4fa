/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PINs and passwords: Argon2id hashes in the record, failures counted in the notes of the ledger
 * file. After five in a row each further try waits, from half a minute to a quarter of an hour.
 * Writing worker only, unless it says otherwise. */
#include "service/dt-sign-in.h"

#include "base/dt-error.h"
#include "base/dt-json.h"

#include <string.h>

#define FREE_TRIES 5
#define FIRST_WAIT (30 * G_TIME_SPAN_SECOND)
#define LONGEST_WAIT (15 * G_TIME_SPAN_MINUTE)
#define MIN_PASSWORD_CHARS 4
#define MAX_PASSWORD_BYTES 1024

/* ---- entries ---- */

void
dt_sign_in_add_roles (DtJsonText *facts, DtRoles roles)
{
  const char *nicks[8];
  guint n = 0;

  for (guint bit = 0; bit < G_N_ELEMENTS (nicks) - 1; bit++)
    {
      if ((roles & (1u << bit)) != 0)
        nicks[n++] = dt_role_to_nick (1u << bit);
    }
  nicks[n] = NULL;
  dt_json_text_add_strings (facts, "roles", nicks);
}

gboolean
dt_sign_in_check_password (const char *password, GError **error)
{
  if (password != NULL && g_utf8_validate (password, -1, NULL)
      && g_utf8_strlen (password, -1) >= MIN_PASSWORD_CHARS
      && strlen (password) <= MAX_PASSWORD_BYTES)
    return TRUE;
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "password: four characters at least");
  return FALSE;
}

void
dt_sign_in_add_credential (DtRun *run, const char *officer_id, const char *password)
{
  g_autofree char *hash = dt_password_hash (password);
  DtJsonText *payload = dt_json_text_new ();

  dt_json_text_add_string (payload, "hash", hash);
  dt_run_add (run, "officer.credential", officer_id, NULL, dt_json_text_finish (payload));
}

void
dt_sign_in_add_officer (DtRun *run,
                        const char *id,
                        const char *name,
                        const char *title,
                        DtRoles roles,
                        const char *password)
{
  DtJsonText *facts = dt_json_text_new ();
  DtJsonText *payload = dt_json_text_new ();

  dt_sign_in_add_roles (facts, roles);
  dt_json_text_add_string (payload, "name", name);
  dt_json_text_add_string (payload, "title", title);
  dt_run_add (run, "officer.added", id, dt_json_text_finish (facts), dt_json_text_finish (payload));
  if (password != NULL)
    dt_sign_in_add_credential (run, id, password);
}

/* ---- counting failures ---- */

typedef struct
{
  gint64 failures;
  gint64 last; /* Unix microseconds of the newest */
} Tries;

static char *
tries_note (const char *officer_id)
{
  return g_strconcat ("sign-in:", officer_id, NULL);
}

static Tries
load_tries (DtWriter *writer, const char *officer_id)
{
  g_autofree char *note = tries_note (officer_id);
  g_autofree char *text = dt_ledger_dup_note (writer->ledger, note);
  g_autoptr (JsonObject) object = text != NULL ? dt_json_parse_object (text, -1, NULL) : NULL;
  Tries tries = { 0, 0 };

  if (object != NULL)
    {
      tries.failures = dt_json_get_int (object, "failures", 0);
      tries.last = dt_json_get_int (object, "last", 0);
    }
  return tries;
}

static gboolean
save_tries (DtWriter *writer, const char *officer_id, const Tries *tries, GError **error)
{
  g_autofree char *note = tries_note (officer_id);
  g_autofree char *text = NULL;

  if (tries->failures > 0)
    {
      DtJsonText *json = dt_json_text_new ();

      dt_json_text_add_int (json, "failures", tries->failures);
      dt_json_text_add_int (json, "last", tries->last);
      text = dt_json_text_finish (json);
    }
  return dt_ledger_set_note (writer->ledger, note, text, error);
}

static gint64
wait_after (gint64 failures)
{
  if (failures < FREE_TRIES)
    return 0;
  return MIN (FIRST_WAIT << MIN (failures - FREE_TRIES, 10), LONGEST_WAIT);
}

/* A clock that was put back must not lengthen the wait without end. */
static gboolean
check_wait (const Tries *tries, gint64 now, GError **error)
{
  gint64 until = MIN (tries->last, now) + wait_after (tries->failures);
  g_autofree char *text = NULL;

  if (until <= now)
    return TRUE;
  text = dt_time_to_iso (until);
  g_set_error (error, DT_ERROR, DT_ERROR_BUSY, "Too many wrong tries: wait until %s", text);
  return FALSE;
}

gint64
dt_sign_in_get_wait (DtWriter *writer, const char *officer_id)
{
  Tries tries = load_tries (writer, officer_id);
  gint64 wait = wait_after (tries.failures);

  return wait > 0 ? tries.last + wait : 0;
}

/* ---- a try ---- */

/**
 * dt_sign_in_begin:
 * @out_officer: (out) (transfer full): the officer
 * @out_hash: (out) (transfer full) (nullable): to give to dt_sign_in_matches()
 *
 * Returns: %FALSE with %DT_ERROR_NOT_FOUND, %DT_ERROR_DENIED (not active) or, while the officer
 *   has to wait, %DT_ERROR_BUSY
 */
gboolean
dt_sign_in_begin (DtWriter *writer,
                  const char *officer_id,
                  DtOfficer **out_officer,
                  char **out_hash,
                  GError **error)
{
  g_auto (DtRun) run = { 0 };
  g_autoptr (DtOfficer) officer = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *hash = NULL;
  Tries tries;

  dt_run_init (&run, writer, NULL);
  officer = dt_run_find_officer (&run, officer_id, error);
  if (officer == NULL)
    return FALSE;
  if (!officer->active)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_DENIED, "The officer's account is not active");
      return FALSE;
    }
  tries = load_tries (writer, officer_id);
  if (!check_wait (&tries, run.now, error))
    return FALSE;
  hash = dt_reader_dup_credential (writer->reader, officer_id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  tries.failures++;
  tries.last = run.now;
  if (!save_tries (writer, officer_id, &tries, error))
    return FALSE;
  *out_officer = g_steal_pointer (&officer);
  *out_hash = g_steal_pointer (&hash);
  return TRUE;
}

/**
 * dt_sign_in_matches:
 * @hash: (nullable): what the officer has set; without one only an empty password fits
 *
 * Returns: whether @password fits. Slow on purpose.
 */
gboolean
dt_sign_in_matches (const char *hash, const char *password)
{
  if (hash == NULL)
    return password == NULL || *password == '\0';
  return password != NULL && strlen (password) <= MAX_PASSWORD_BYTES
         && dt_password_verify (hash, password);
}

/* A failed try is the program's entry: nobody knows who it was. */
static gboolean
end_try (DtWriter *writer, DtOfficer *officer, gboolean matches, GError **error)
{
  const char *kind = matches ? "officer.signed_in" : "officer.sign_in_failed";
  g_auto (DtRun) run = { 0 };
  g_autoptr (DtChanges) changes = dt_changes_new ();
  g_autoptr (GError) problem = NULL;

  dt_run_init (&run, writer, matches ? officer : NULL);
  dt_run_add (&run, kind, officer->id, NULL, NULL);
  if (!dt_run_commit (&run, changes, &problem, error))
    return FALSE;
  if (problem != NULL)
    g_warning ("Folding a sign-in: %s", problem->message);
  return TRUE;
}

gboolean
dt_sign_in_end (DtWriter *writer, DtOfficer *officer, gboolean matches, GError **error)
{
  const Tries none = { 0, 0 };

  if (matches)
    return save_tries (writer, officer->id, &none, error) && end_try (writer, officer, TRUE, error);
  if (end_try (writer, officer, FALSE, error))
    g_set_error (error, DT_ERROR, DT_ERROR_WRONG_SECRET, "The PIN or password does not fit");
  return FALSE;
}

gboolean
dt_sign_in_verify (DtWriter *writer, const char *officer_id, const char *password, GError **error)
{
  const Tries none = { 0, 0 };
  g_autoptr (DtOfficer) officer = NULL;
  g_autofree char *hash = NULL;

  if (!dt_sign_in_begin (writer, officer_id, &officer, &hash, error))
    return FALSE;
  if (dt_sign_in_matches (hash, password))
    return save_tries (writer, officer_id, &none, error);
  return dt_sign_in_end (writer, officer, FALSE, error);
}
