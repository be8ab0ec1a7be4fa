/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be agreed on a deadline, in words. Any thread, once the language is set. */
#include "words/dt-extension-words.h"

#include "words/dt-step-words.h"

#include <glib/gi18n.h>

static const char *const clock_words[DT_N_CLOCKS] = {
  [DT_CLOCK_ACKNOWLEDGE] = N_ ("the time to receive it"),
  [DT_CLOCK_ANSWER] = N_ ("the time to answer"),
  [DT_CLOCK_PROMISED] = N_ ("the promised day"),
};

static const struct
{
  DtTraits trait;
  const char *name;
} trait_words[] = {
  { DT_TRAIT_URGENT, N_ ("Urgent") },
  { DT_TRAIT_COMPLEX, N_ ("Complex") },
  { DT_TRAIT_ESPECIALLY_COMPLEX, N_ ("Especially complex") },
  { DT_TRAIT_REMOTE, N_ ("In a remote area") },
  { DT_TRAIT_SECOND, N_ ("Second settlement") },
  { DT_TRAIT_NOT_OURS, N_ ("Another office's to settle") },
  { DT_TRAIT_THIRD_PARTY, N_ ("A third party is concerned") },
};

/**
 * dt_extension_words_clock:
 * @clock: a clock
 *
 * Returns: (transfer none): what it is called within a sentence
 */
const char *
dt_extension_words_clock (DtDeadlineClock clock)
{
  g_return_val_if_fail (clock < DT_N_CLOCKS, "");

  return _ (clock_words[clock]);
}

/**
 * dt_extension_words_allowance:
 * @clock: a clock
 *
 * Returns: (transfer full): how often its rule allows an extension, by how much, and how many were
 *   granted
 */
char *
dt_extension_words_allowance (const DtClockResult *clock)
{
  g_autofree char *amount = NULL;
  g_autofree char *allowed = NULL;
  int times;

  g_return_val_if_fail (clock != NULL, NULL);

  times = clock->rule != NULL ? clock->rule->extension_times : 0;
  if (times == 0)
    return g_strdup (_ ("The rules allow no extension"));
  amount = dt_step_words_amount (clock->rule->extension_amount, clock->rule->unit);
  allowed = g_strdup_printf (
      /* Translators: how often, and by how much each time. */
      ngettext (
          "May be extended %d time, by %s", "May be extended %d times, by %s", (gulong) times),
      times,
      amount);
  if (clock->extensions == 0)
    return g_strdup_printf (_ ("%s; not extended yet"), allowed);
  return g_strdup_printf (
      ngettext ("%s; extended %d time", "%s; extended %d times", (gulong) clock->extensions),
      allowed,
      clock->extensions);
}

/**
 * dt_extension_words_source:
 * @clock: a clock
 *
 * Returns: (transfer full) (nullable): the law behind it
 */
char *
dt_extension_words_source (const DtClockResult *clock)
{
  const char *source;

  g_return_val_if_fail (clock != NULL, NULL);

  if (clock->rule == NULL)
    return NULL;
  source
      = clock->rule->extension_source != NULL ? clock->rule->extension_source : clock->rule->source;
  return clock->rule->check ? g_strdup_printf (_ ("%s (to be checked)"), source)
                            : g_strdup (source);
}

/**
 * dt_extension_words_trait:
 * @trait: one trait
 *
 * Returns: (transfer none): its name
 */
const char *
dt_extension_words_trait (DtTraits trait)
{
  for (guint i = 0; i < G_N_ELEMENTS (trait_words); i++)
    if (trait_words[i].trait == trait)
      return _ (trait_words[i].name);
  return "";
}

/**
 * dt_extension_words_traits:
 * @traits: any number of traits
 *
 * Returns: (transfer full): their names; an empty text if there are none
 */
char *
dt_extension_words_traits (DtTraits traits)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (trait_words); i++)
    if (traits & trait_words[i].trait)
      g_string_append_printf (
          text, "%s%s", text->len > 0 ? "; " : "", dt_extension_words_trait (trait_words[i].trait));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
