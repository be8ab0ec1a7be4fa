/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a PIN, a password and a passphrase must be like before they are taken. Main thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DT_PIN_GOOD,
  DT_PIN_EMPTY,
  DT_PIN_SHORT,      /* fewer than 6 digits, or 8 characters */
  DT_PIN_REPEATED,   /* 111111, 121212 */
  DT_PIN_SEQUENCE,   /* 123456, 987654, abcdef */
  DT_PIN_COMMON,     /* among the first that anybody would try */
  DT_PIN_DIFFERENT,  /* the second time it was typed differently */
  DT_PIN_PASS_SHORT, /* a passphrase below 12 characters */
} DtPinProblem;

/* Of a PIN or password; @again: typed the second time. */
DtPinProblem dt_pin_check (const char *pin, const char *again);
/* Of a passphrase, which must withstand trying on a copied disk. */
DtPinProblem dt_pin_check_passphrase (const char *passphrase, const char *again);
const char *dt_pin_problem_to_words (DtPinProblem problem); /* NULL if good */

G_END_DECLS
