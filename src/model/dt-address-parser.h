/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the place out of what people write, by its present or its former names, and says which
 * present units may be meant. Pure, any thread. */
#pragma once

#include "model/dt-address-index.h"

G_BEGIN_DECLS

/* From here on a single candidate may be filled in without asking. */
#define DT_ADDRESS_HIGH_CONFIDENCE 0.9

/* Whether the place was written by its present or its former name. */
typedef enum
{
  DT_ADDRESS_WRITTEN_NONE,
  DT_ADDRESS_WRITTEN_PRESENT,
  DT_ADDRESS_WRITTEN_FORMER,
} DtAddressWritten;

/* What would decide between the candidates. */
typedef enum
{
  DT_ADDRESS_DECIDED,
  DT_ADDRESS_BY_GROUP,    /* a divided unit: the residential group, the street */
  DT_ADDRESS_BY_UNIT,     /* only the district is known */
  DT_ADDRESS_BY_DISTRICT, /* units of one name in one province */
  DT_ADDRESS_BY_PROVINCE, /* units of one name all over the country */
  DT_ADDRESS_BY_PLACE,    /* the text names several places, one as well as the other */
} DtAddressDecides;

typedef struct
{
  const DtUnit *unit;
  double confidence;          /* 0 to 1; those of all candidates together are at most 1 */
  const DtFormerUnit *former; /* the former unit it was read as; NULL: the present one */
} DtAddressCandidate;

typedef struct
{
  DtAddressCandidate *candidates; /* best first */
  guint n_candidates;
  DtAddressWritten written; /* of the best */
  DtAddressDecides decides;
  gsize start; /* the bytes of the text that name the place */
  gsize end;
} DtAddressMatch;

DtAddressMatch *dt_address_parse (const DtAddressIndex *index,
                                  const char *text,
                                  gssize length,
                                  const char *context);
void dt_address_match_free (DtAddressMatch *self);
/* The unit that may be filled in without asking, or NULL. */
const DtUnit *dt_address_match_get_sure (const DtAddressMatch *self);
/* The other unit that the place surely lies in, or NULL: a case to forward. */
const DtUnit *dt_address_match_get_elsewhere (const DtAddressMatch *self, const char *own);
const char *dt_address_written_to_nick (DtAddressWritten written);
const char *dt_address_decides_to_nick (DtAddressDecides decides);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtAddressMatch, dt_address_match_free)

G_END_DECLS
