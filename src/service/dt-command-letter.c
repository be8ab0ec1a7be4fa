/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Constructors of the commands on letters and their register. Any thread. */
#include "service/dt-command-private.h"

/* Lines of a list or paragraphs: each without blanks at its ends. */
static DtLetter *
letter_copy (DtLetter *letter)
{
  DtLetter *copy = dt_letter_new ();

  copy->form = letter->form;
  copy->part = dt_command_dup_line (letter->part);
  copy->to = dt_command_dup_text (letter->to);
  copy->about = dt_command_dup_line (letter->about);
  copy->text = dt_command_dup_text (letter->text);
  copy->receivers = dt_command_dup_text (letter->receivers);
  copy->authority = letter->authority;
  copy->signer = dt_command_dup_line (letter->signer);
  copy->position = dt_command_dup_line (letter->position);
  copy->issued = letter->issued;
  copy->reply_id = g_strdup (letter->reply_id);
  copy->notice = g_strdup (letter->notice);
  return copy;
}

/**
 * dt_command_issue_letter:
 * @letter: a letter about a case, with the day that stands on it
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_issue_letter (DtLetter *letter)
{
  const char *case_ids[] = { NULL, NULL };
  DtCommand *self;

  g_return_val_if_fail (DT_IS_LETTER (letter) && letter->case_id != NULL, NULL);

  case_ids[0] = letter->case_id;
  self = dt_command_new (DT_COMMAND_ISSUE_LETTER, case_ids);
  self->letter = letter_copy (letter);
  return self;
}

/**
 * dt_command_void_letter:
 * @letter_id: a letter of the register
 * @reason: why it is void
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_void_letter (const char *letter_id, const char *reason)
{
  DtCommand *self;

  g_return_val_if_fail (letter_id != NULL, NULL);

  self = dt_command_new (DT_COMMAND_VOID_LETTER, NULL);
  self->other_id = g_strdup (letter_id);
  self->reason = dt_command_dup_line (reason);
  return self;
}

/**
 * dt_command_set_letter_number:
 * @form: whose numbers
 * @year: whose numbers
 * @next: the number of the next letter
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_set_letter_number (DtLetterForm form, int year, guint next)
{
  DtCommand *self = dt_command_new (DT_COMMAND_SET_LETTER_NUMBER, NULL);

  self->letter_form = form;
  self->year = year;
  self->number = next;
  return self;
}

/**
 * dt_command_hand_register:
 * @device: id of the desk that shall number letters
 *
 * Returns: (transfer full): the command
 */
DtCommand *
dt_command_hand_register (const char *device)
{
  DtCommand *self;

  g_return_val_if_fail (device != NULL, NULL);

  self = dt_command_new (DT_COMMAND_HAND_REGISTER, NULL);
  self->other_id = g_strdup (device);
  return self;
}
