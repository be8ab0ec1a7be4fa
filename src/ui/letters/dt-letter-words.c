/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row a form of letters and a right to sign. Main thread. */
#include "ui/letters/dt-letter-words.h"

#include <glib/gi18n.h>

/**
 * dt_letter_words_form:
 * @form: a form of letters
 *
 * Returns: (transfer none): its name
 */
const char *
dt_letter_words_form (DtLetterForm form)
{
  static const char *const names[DT_N_LETTER_FORMS] = {
    [DT_LETTER_REPLY] = N_ ("Official letter"),
    [DT_LETTER_NOTICE] = N_ ("Announcement"),
    [DT_LETTER_INVITATION] = N_ ("Invitation"),
    [DT_LETTER_TRANSFER] = N_ ("Transfer slip"),
  };

  g_return_val_if_fail ((guint) form < DT_N_LETTER_FORMS, NULL);

  return _ (names[form]);
}

/**
 * dt_letter_words_authority:
 * @authority: by what right a letter is signed
 *
 * Returns: (transfer none): its abbreviation and what that means
 */
const char *
dt_letter_words_authority (DtAuthority authority)
{
  static const char *const names[DT_N_AUTHORITIES] = {
    [DT_AUTHORITY_COLLECTIVE] = N_ ("TM. – for the committee"),
    [DT_AUTHORITY_ACTING] = N_ ("Q. – acting head"),
    [DT_AUTHORITY_DEPUTY] = N_ ("KT. – deputy for the head"),
    [DT_AUTHORITY_ORDER] = N_ ("TL. – on the head's order"),
    [DT_AUTHORITY_MANDATE] = N_ ("TUQ. – by mandate"),
    [DT_AUTHORITY_PLAIN] = N_ ("In one's own office"),
  };

  g_return_val_if_fail ((guint) authority < DT_N_AUTHORITIES, NULL);

  return _ (names[authority]);
}
