/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the mentions of a text may mean together: a unit, the district and the province that go
 * with it, and how much speaks for that. */
#pragma once

#include "model/dt-address-mentions.h"

G_BEGIN_DECLS

typedef struct
{
  int points;
  double trust; /* confidence if no other reading came near */
  guint16 id;
  gboolean against; /* another district or province stands beside it */
  guint8 level;     /* DT_ADDRESS_UNIT, DT_ADDRESS_FORMER, or DT_ADDRESS_DISTRICT */
  guint ward;       /* mentions */
  guint district;
  guint province;
} DtAddressReading;

/* All that stand to reason: (transfer full) (element-type DtAddressReading). @context is the
 * place of a unit in the catalogue, or DT_ADDRESS_NONE. */
GArray *dt_address_find_readings (const DtAddressIndex *index,
                                  const DtAddressText *text,
                                  const GArray *mentions,
                                  guint16 context);

G_END_DECLS
