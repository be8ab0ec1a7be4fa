/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decides what to say about an address that is being typed. Nothing is changed unasked: the advice
 * can be applied when somebody wants it. */
#include "model/dt-address-advice.h"

#include <string.h>

#define FEWEST_LETTERS 3 /* before a name is completed */

static void
offer (DtAddressAdvice *self, const DtUnit *unit, const DtFormerUnit *former)
{
  self->units[self->n_units] = unit;
  self->formers[self->n_units] = former;
  self->n_units++;
}

static void
advise_match (const DtAddressMatch *match, DtAddressAdvice *out)
{
  guint n = match->n_candidates;

  out->decides = match->decides;
  out->start = match->start;
  out->end = match->end;
  if (n == 1 && dt_address_match_get_sure (match) == NULL)
    out->kind = DT_ADDRESS_ADVICE_PERHAPS;
  else if (dt_address_match_get_sure (match) != NULL)
    {
      out->kind = match->written == DT_ADDRESS_WRITTEN_PRESENT ? DT_ADDRESS_ADVICE_PRESENT
                                                               : DT_ADDRESS_ADVICE_ONE;
      n = 1;
    }
  else if (n <= DT_ADDRESS_ADVICE_MOST || match->decides == DT_ADDRESS_BY_GROUP)
    out->kind = DT_ADDRESS_ADVICE_CHOOSE;
  else
    out->kind = DT_ADDRESS_ADVICE_MORE;
  out->n_others = n;
  if (out->kind == DT_ADDRESS_ADVICE_MORE)
    return;
  for (guint i = 0; i < MIN (n, DT_ADDRESS_ADVICE_MOST); i++)
    offer (out, match->candidates[i].unit, match->candidates[i].former);
  out->n_others = n - out->n_units;
}

static gboolean
is_offered (const DtAddressAdvice *self, const DtAddressCompletion *completion)
{
  for (guint i = 0; i < self->n_units; i++)
    if (completion->unit != NULL ? self->units[i] == completion->unit
                                 : self->formers[i] == completion->former)
      return TRUE;
  return FALSE;
}

/* A street is no unit, so only what stands behind a comma is completed, and as a whole. */
static void
advise_completion (const DtAddressIndex *index,
                   const char *text,
                   const char *own,
                   DtAddressAdvice *out)
{
  const char *comma = strrchr (text, ',');
  const char *last = comma != NULL ? comma + 1 : text;
  g_autoptr (GArray) completions = NULL;

  while (g_ascii_isspace (*last))
    last++;
  if (comma == NULL || g_utf8_strlen (last, -1) < FEWEST_LETTERS)
    return;
  completions = dt_address_index_complete (index, text, own, 2 * DT_ADDRESS_ADVICE_MOST);
  for (guint i = 0; i < completions->len && out->n_units < DT_ADDRESS_ADVICE_MOST; i++)
    {
      const DtAddressCompletion *completion = &g_array_index (completions, DtAddressCompletion, i);

      if (completion->start != (gsize) (last - text) || is_offered (out, completion))
        continue;
      out->kind = DT_ADDRESS_ADVICE_COMPLETE;
      out->start = completion->start;
      out->end = completion->end;
      offer (out, completion->unit, completion->former);
    }
}

/* A present unit may bear the name of a former one nearby: who has chosen is not asked again. */
static gboolean
advise_chosen (const char *text, const char *own, const DtUnit *chosen, DtAddressAdvice *out)
{
  g_autofree char *name = chosen != NULL ? dt_address_unit_to_text (chosen) : NULL;
  const char *at = name != NULL ? strstr (text, name) : NULL;

  if (at == NULL)
    return FALSE;
  out->kind = DT_ADDRESS_ADVICE_PRESENT;
  out->start = (gsize) (at - text);
  out->end = out->start + strlen (name);
  offer (out, chosen, NULL);
  if (own != NULL && !g_str_equal (chosen->code, own))
    out->elsewhere = chosen;
  return TRUE;
}

/**
 * dt_address_advise:
 * @index: the index of all units
 * @text: what stands in the field
 * @own: (nullable): code of the unit whose desk asks
 * @chosen: (nullable): the unit whose name was last taken over into the field
 * @out: (out caller-allocates): what to say; points into @index
 */
void
dt_address_advise (const DtAddressIndex *index,
                   const char *text,
                   const char *own,
                   const DtUnit *chosen,
                   DtAddressAdvice *out)
{
  g_autoptr (DtAddressMatch) match = NULL;

  g_return_if_fail (index != NULL && text != NULL && out != NULL);

  *out = (DtAddressAdvice){ 0 };
  if (advise_chosen (text, own, chosen, out))
    return;
  match = dt_address_parse (index, text, -1, own);
  if (match->n_candidates == 0)
    {
      advise_completion (index, text, own, out);
      return;
    }
  advise_match (match, out);
  if (own != NULL)
    out->elsewhere = dt_address_match_get_elsewhere (match, own);
}

/**
 * dt_address_advice_apply:
 * @self: an advice that offers units
 * @text: the text it was given for
 * @choice: which of the units
 *
 * Returns: (transfer full): the text with the present name of the place instead of the one that was
 *   written, everything else as it was
 */
char *
dt_address_advice_apply (const DtAddressAdvice *self, const char *text, guint choice)
{
  g_return_val_if_fail (self != NULL && text != NULL && choice < self->n_units, NULL);
  g_return_val_if_fail (self->end <= strlen (text), NULL);

  g_autofree char *name = self->units[choice] != NULL
                              ? dt_address_unit_to_text (self->units[choice])
                              : dt_address_former_to_text (self->formers[choice]);

  return g_strdup_printf ("%.*s%s%s", (int) self->start, text, name, text + self->end);
}

/**
 * dt_address_unit_to_text:
 * @unit: a present unit
 *
 * Returns: (transfer full): its name and its province's, as they are written in an address
 */
char *
dt_address_unit_to_text (const DtUnit *unit)
{
  g_return_val_if_fail (unit != NULL, NULL);

  return g_strjoin (", ", unit->name, unit->province, NULL);
}

/**
 * dt_address_former_to_text:
 * @former: a former unit
 *
 * Returns: (transfer full): its name, its district's if it had one, and its province's, as then
 */
char *
dt_address_former_to_text (const DtFormerUnit *former)
{
  g_return_val_if_fail (former != NULL, NULL);

  return g_strjoin (", ",
                    former->name,
                    former->district != NULL ? former->district : former->province,
                    former->district != NULL ? former->province : NULL,
                    NULL);
}
