/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on the register of letters: a number is given in the same transaction as the letter's
 * entry, so that it is given once whatever happens. Only the desk that holds the register gives
 * numbers: two that do not see each other would give the same. Writing worker only. */
#include "service/dt-commands.h"

#include "base/dt-error.h"

#include <string.h>

#define SUBJECT "register"
#define LAST_NUMBER 99999

static int
get_year (gint64 time)
{
  return dt_date_get_year (dt_date_from_time (time));
}

/* Whether this desk gives the numbers. */
static gboolean
read_holder (DtRun *run, gboolean *out_own, guint *out_desk, GError **error)
{
  g_autofree char *holder = dt_reader_dup_register_holder (run->writer->reader, out_desk, error);

  if (holder == NULL)
    return FALSE;
  *out_own = g_str_equal (holder, dt_ledger_get_device (run->writer->ledger));
  return TRUE;
}

static gboolean
check_holder (DtRun *run, GError **error)
{
  gboolean own = FALSE;
  guint desk = 0;

  if (!read_holder (run, &own, &desk, error))
    return FALSE;
  if (!own)
    g_set_error (error,
                 DT_ERROR,
                 DT_ERROR_TRANSITION,
                 "The register of letters is kept at desk %u: number the letter there, or have the "
                 "register handed over",
                 desk);
  return own;
}

/* ---- a letter ---- */

static char *
letter_facts (const char *id, DtLetter *letter, guint number)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "letter", id);
  dt_json_text_add_string (facts, "form", dt_letter_form_to_nick (letter->form));
  dt_json_text_add_int (facts, "year", get_year (letter->issued));
  dt_json_text_add_int (facts, "number", number);
  dt_json_text_add_int (facts, "at", letter->issued);
  if (letter->reply_id != NULL)
    dt_json_text_add_string (facts, "reply", letter->reply_id);
  if (letter->notice != NULL)
    dt_json_text_add_string (facts, "notice", letter->notice);
  dt_json_text_add_string (facts, "authority", dt_authority_to_nick (letter->authority));
  return dt_json_text_finish (facts);
}

static char *
letter_payload (DtLetter *letter)
{
  DtJsonText *payload = dt_json_text_new ();

  dt_json_text_add_nullable (payload, "to", letter->to);
  dt_json_text_add_nullable (payload, "about", letter->about);
  dt_json_text_add_nullable (payload, "text", letter->text);
  dt_json_text_add_nullable (payload, "receivers", letter->receivers);
  dt_json_text_add_nullable (payload, "part", letter->part);
  dt_json_text_add_nullable (payload, "signer", letter->signer);
  dt_json_text_add_nullable (payload, "position", letter->position);
  return dt_json_text_finish (payload);
}

/* A letter has to say something, and to be of this year or the one that just ended. */
static gboolean
check_letter (DtRun *run, DtLetter *letter, GError **error)
{
  int year = get_year (run->now);

  if (letter->text == NULL || letter->about == NULL)
    {
      g_set_error (
          error, DT_ERROR, DT_ERROR_INVALID, "text: a letter needs one, and what it is about");
      return FALSE;
    }
  if (get_year (letter->issued) != year && get_year (letter->issued) != year - 1)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "issued: not this year's or the last one's");
      return FALSE;
    }
  return TRUE;
}

static gboolean
refuse (GError **error, const char *subject, const char *why)
{
  g_set_error (error, DT_ERROR, DT_ERROR_TRANSITION, "%s: %s", subject, why);
  return FALSE;
}

static gboolean
says_the_same (DtLetter *letter, const DtReplyDraft *draft)
{
  g_autofree char *text = dt_command_dup_text (draft->text);
  g_autofree char *title = dt_command_dup_line (draft->title);

  if (g_strcmp0 (letter->text, text) != 0
      || (title != NULL && g_strcmp0 (letter->about, title) != 0))
    return FALSE;
  for (guint i = 0; i < draft->recipients->len; i++)
    {
      const DtRecipient *recipient = draft->recipients->pdata[i];

      if (recipient->name != NULL
          && (letter->to == NULL || strstr (letter->to, recipient->name) == NULL))
        return FALSE;
    }
  return TRUE;
}

/* A letter that is a reply says what was let go, word for word. */
static gboolean
check_reply (DtRun *run, DtLetter *letter, DtCase *a_case, GError **error)
{
  g_autoptr (DtReply) reply = dt_reader_find_reply (run->writer->reader, letter->reply_id, error);
  g_autofree char *root = NULL;

  if (reply == NULL)
    return FALSE;
  root = dt_reader_dup_root (run->writer->reader, reply->case_id, error);
  if (root == NULL)
    return FALSE;
  if (!g_str_equal (root, a_case->id) && !g_str_equal (reply->case_id, a_case->id))
    return refuse (error, a_case->code, "the reply is another case's");
  if (reply->state != DT_REPLY_SENT && reply->state != DT_REPLY_QUEUED
      && reply->state != DT_REPLY_SENDING && reply->state != DT_REPLY_UNSURE
      && reply->state != DT_REPLY_FAILED)
    return refuse (
        error, dt_reply_state_to_nick (reply->state), "a reply is numbered once it is let go");
  if (!says_the_same (letter, reply->draft))
    return refuse (error, a_case->code, "the letter does not say what the reply says");
  return TRUE;
}

/* A reply and a notice have one number that holds. */
static gboolean
check_origin (DtRun *run, DtLetter *letter, DtCase *a_case, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (DtLetter) earlier = NULL;

  if (letter->reply_id != NULL && !check_reply (run, letter, a_case, error))
    return FALSE;
  if (letter->notice != NULL && !dt_commands_check_extension (run, a_case, letter->notice, error))
    return FALSE;
  earlier = dt_reader_find_issued_letter (run->writer->reader, letter, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (earlier == NULL)
    return TRUE;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_TRANSITION,
               "It has number %u already: void that one first",
               earlier->number);
  return FALSE;
}

gboolean
dt_commands_issue_letter (DtRun *run, GError **error)
{
  DtLetter *letter = run->command->letter;
  g_autoptr (DtCase) a_case = NULL;
  g_autofree char *id = dt_random_id ();
  guint number;

  if (!check_letter (run, letter, error) || !check_holder (run, error))
    return FALSE;
  a_case = dt_run_find_case (run, run->command->case_ids[0], error);
  if (a_case == NULL || !check_origin (run, letter, a_case, error))
    return FALSE;
  number = dt_reader_get_next_letter_number (
      run->writer->reader, get_year (letter->issued), letter->form, error);
  if (number == 0)
    return FALSE;
  dt_run_add (
      run, "letter.issued", a_case->id, letter_facts (id, letter, number), letter_payload (letter));
  dt_run_touch (run, a_case);
  run->subject_id = g_steal_pointer (&id);
  run->text = g_strdup_printf ("%u", number);
  return TRUE;
}

static char *
void_facts (const char *id, gboolean voided)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "letter", id);
  dt_json_text_add_boolean (facts, "voided", voided);
  return dt_json_text_finish (facts);
}

static char *
void_payload (const char *reason)
{
  DtJsonText *payload = dt_json_text_new ();

  dt_json_text_add_nullable (payload, "reason", reason);
  return dt_json_text_finish (payload);
}

/* The number stays in the register, with the reason beside it. */
gboolean
dt_commands_void_letter (DtRun *run, GError **error)
{
  DtCommand *command = run->command;
  g_autoptr (DtLetter) letter
      = dt_reader_find_letter (run->writer->reader, command->other_id, error);

  if (letter == NULL)
    return FALSE;
  if (letter->voided)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_TRANSITION, "The letter is void already");
      return FALSE;
    }
  if (command->reason == NULL)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "reason: voiding a letter needs one");
      return FALSE;
    }
  dt_run_add (run,
              "letter.voided",
              letter->case_id,
              void_facts (letter->id, TRUE),
              void_payload (command->reason));
  dt_run_add_undo (run, "letter.voided", letter->case_id, void_facts (letter->id, FALSE), NULL);
  run->subject_id = g_strdup (letter->id);
  return TRUE;
}

/* ---- the register ---- */

/* Numbers that were given stay: the office can go on from its paper book only behind them. */
gboolean
dt_commands_set_letter_number (DtRun *run, GError **error)
{
  DtCommand *command = run->command;
  int year = get_year (run->now);
  guint next = 0;
  DtJsonText *facts;
  g_autoptr (DtLetterRegister) book = NULL;

  if (!check_holder (run, error))
    return FALSE;
  book = dt_reader_load_register (run->writer->reader,
                                  command->year,
                                  command->letter_form,
                                  dt_ledger_get_device (run->writer->ledger),
                                  error);
  if (book == NULL)
    return FALSE;
  if (book->letters->len > 0)
    next = ((DtLetter *) book->letters->pdata[0])->number;
  if (command->number <= next || command->number > LAST_NUMBER || command->year > year
      || command->year < year - 1)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   "next: a number from %u to %u, of this year or the last one",
                   next + 1,
                   LAST_NUMBER);
      return FALSE;
    }
  facts = dt_json_text_new ();
  dt_json_text_add_string (facts, "form", dt_letter_form_to_nick (command->letter_form));
  dt_json_text_add_int (facts, "year", command->year);
  dt_json_text_add_int (facts, "next", command->number);
  dt_run_add (run, "register.set", SUBJECT, dt_json_text_finish (facts), NULL);
  return TRUE;
}

/* Given away by whoever keeps it; taken without asking, from a desk that is lost, by those who
 * answer for the office. */
gboolean
dt_commands_hand_register (DtRun *run, GError **error)
{
  const char *to = run->command->other_id;
  gboolean own = FALSE;
  DtJsonText *facts;

  if (!read_holder (run, &own, NULL, error))
    return FALSE;
  if (!own && (run->roles & (DT_ROLE_LEADER | DT_ROLE_ADMINISTRATOR)) == 0)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_DENIED,
                   "A leader or administrator takes the register from another desk");
      return FALSE;
    }
  facts = dt_json_text_new ();
  dt_json_text_add_string (facts, "to", to);
  dt_run_add (run, "register.handed", SUBJECT, dt_json_text_finish (facts), NULL);
  return TRUE;
}
