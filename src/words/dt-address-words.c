/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was found about an address, in words. */
#include "words/dt-address-words.h"

#include "model/dt-date.h"

#include <glib/gi18n.h>

#define LIKELY 0.5

/**
 * dt_address_words_decides:
 * @decides: what would decide between candidates
 *
 * Returns: (nullable): a sentence, %NULL if nothing is open
 */
const char *
dt_address_words_decides (DtAddressDecides decides)
{
  switch (decides)
    {
    case DT_ADDRESS_BY_GROUP:
      return _ ("The former unit was divided: the residential group or the street decides.");
    case DT_ADDRESS_BY_UNIT:
      return _ ("Only the district is named: the ward or commune decides.");
    case DT_ADDRESS_BY_DISTRICT:
      return _ ("Several units bear this name: the district decides.");
    case DT_ADDRESS_BY_PROVINCE:
      return _ ("Several units bear this name: the province decides.");
    case DT_ADDRESS_BY_PLACE:
      return _ ("Several places are named.");
    case DT_ADDRESS_DECIDED:
    default:
      return NULL;
    }
}

/**
 * dt_address_words_confidence:
 * @confidence: of a candidate, 0 to 1
 *
 * Returns: how sure it is
 */
const char *
dt_address_words_confidence (double confidence)
{
  return confidence >= DT_ADDRESS_HIGH_CONFIDENCE ? _ ("Certain")
         : confidence >= LIKELY                   ? _ ("Likely")
                                                  : _ ("Possible");
}

/**
 * dt_address_words_until:
 * @former: a former unit
 *
 * Returns: (transfer full): until when it was there
 */
char *
dt_address_words_until (const DtFormerUnit *former)
{
  DtDate date;
  g_autofree char *text = NULL;

  g_return_val_if_fail (former != NULL, NULL);

  if (!dt_date_parse (former->until, &date))
    return g_strdup_printf (_ ("until %s"), former->until);
  text = dt_date_to_text (date);
  return g_strdup_printf (_ ("until %s"), text);
}
