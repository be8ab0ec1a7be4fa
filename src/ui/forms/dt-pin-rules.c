/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a PIN, a password and a passphrase must be like before they are taken. Main thread. */
#include "ui/forms/dt-pin-rules.h"

#include <glib/gi18n.h>
#include <string.h>

#define SHORTEST_PIN 6
#define SHORTEST_PASSWORD 8
#define SHORTEST_PASSPHRASE 12

/* What is tried first; sequences and repetitions are found by rule. */
static const char *const common[] = {
  "112233",   "123321",   "123123",   "159753",    "147258",   "147258369",
  "369258",   "696969",   "password", "matkhau",   "iloveyou", "qwerty",
  "qwertyui", "asdfghjk", "admin123", "admin1234", "vietnam1", "ubnd1234",
};

static gboolean
is_digits (const char *text)
{
  return text[strspn (text, "0123456789")] == '\0';
}

/* The whole is a piece of one to three characters again and again. */
static gboolean
is_repeated (const char *text, gsize length)
{
  for (gsize piece = 1; piece <= 3 && piece * 2 <= length; piece++)
    {
      gsize i = piece;

      while (i < length && text[i] == text[i - piece])
        i++;
      if (i == length)
        return TRUE;
    }
  return FALSE;
}

/* Each character follows the one before, up or down; 9 and 0 are neighbours on a keypad. */
static gboolean
is_sequence (const char *text, gsize length)
{
  for (int step = -1; step <= 1; step += 2)
    {
      gsize i = 1;

      while (i < length
             && (text[i] - text[i - 1] == step
                 || (g_ascii_isdigit (text[i]) && g_ascii_isdigit (text[i - 1])
                     && (text[i] - text[i - 1] + 10 - step) % 10 == 0)))
        i++;
      if (i == length)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_common (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    if (g_ascii_strcasecmp (text, common[i]) == 0)
      return TRUE;
  return FALSE;
}

/**
 * dt_pin_check:
 * @pin: what was typed
 * @again: (nullable): what was typed the second time; %NULL to leave that out
 *
 * Returns: what is wrong, or %DT_PIN_GOOD
 */
DtPinProblem
dt_pin_check (const char *pin, const char *again)
{
  g_return_val_if_fail (pin != NULL, DT_PIN_EMPTY);

  gsize length = (gsize) g_utf8_strlen (pin, -1);
  gsize shortest = is_digits (pin) ? SHORTEST_PIN : SHORTEST_PASSWORD;

  if (length == 0)
    return DT_PIN_EMPTY;
  if (length < shortest)
    return DT_PIN_SHORT;
  if (is_repeated (pin, strlen (pin)))
    return DT_PIN_REPEATED;
  if (is_sequence (pin, strlen (pin)))
    return DT_PIN_SEQUENCE;
  if (is_common (pin))
    return DT_PIN_COMMON;
  if (again != NULL && strcmp (pin, again) != 0)
    return DT_PIN_DIFFERENT;
  return DT_PIN_GOOD;
}

/**
 * dt_pin_check_passphrase:
 * @passphrase: what was typed
 * @again: (nullable): what was typed the second time
 *
 * Returns: what is wrong, or %DT_PIN_GOOD
 */
DtPinProblem
dt_pin_check_passphrase (const char *passphrase, const char *again)
{
  g_return_val_if_fail (passphrase != NULL, DT_PIN_EMPTY);

  if (*passphrase == '\0')
    return DT_PIN_EMPTY;
  if (g_utf8_strlen (passphrase, -1) < SHORTEST_PASSPHRASE)
    return DT_PIN_PASS_SHORT;
  if (is_repeated (passphrase, strlen (passphrase)))
    return DT_PIN_REPEATED;
  if (is_sequence (passphrase, strlen (passphrase)))
    return DT_PIN_SEQUENCE;
  if (again != NULL && strcmp (passphrase, again) != 0)
    return DT_PIN_DIFFERENT;
  return DT_PIN_GOOD;
}

/**
 * dt_pin_problem_to_words:
 * @problem: what is wrong
 *
 * Returns: (nullable): it as a sentence, %NULL if nothing is wrong
 */
const char *
dt_pin_problem_to_words (DtPinProblem problem)
{
  switch (problem)
    {
    case DT_PIN_EMPTY:
      return _ ("Choose a PIN or password.");
    case DT_PIN_SHORT:
      return _ ("Too short: at least 6 digits, or 8 characters with letters.");
    case DT_PIN_REPEATED:
      return _ ("It repeats itself and is easily guessed. Choose another.");
    case DT_PIN_SEQUENCE:
      return _ ("A sequence is easily guessed. Choose another.");
    case DT_PIN_COMMON:
      return _ ("Many people use this one. Choose another.");
    case DT_PIN_DIFFERENT:
      return _ ("The two do not agree. Type the second one again.");
    case DT_PIN_PASS_SHORT:
      return _ ("Too short: at least 12 characters, for example four words.");
    case DT_PIN_GOOD:
      break;
    }
  return NULL;
}
