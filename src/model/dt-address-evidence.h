/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What speaks for reading a mention as one unit: its kind and marks, the district and the province
 * beside it, and what speaks against. */
#pragma once

#include "model/dt-address-mentions.h"

G_BEGIN_DECLS

/* Up to so many atoms a text is an address, not a sentence. */
#define DT_ADDRESS_SHORT_TEXT 10
/* How far from a unit its district may stand, in atoms, when it says what it is. */
#define DT_ADDRESS_NEAR 10
#define DT_ADDRESS_POINTS_PROVINCE 14

typedef struct
{
  const DtAddressIndex *index;
  const DtAddressText *text;
  const DtAddressMention *mentions;
  guint n_mentions;
  guint16 context;
  GArray *readings;

  /* of the mention at hand */
  guint first; /* mentions near it */
  guint last;
} DtAddressWeigher;

/* The unit at hand and what was found beside it. */
typedef struct
{
  const DtAddressEntry *entry;
  DtAddressMarks marks;
  guint ward;
  guint district;
  guint province;
  int district_points;
  int province_points;
  int context;
  gboolean cut_short; /* a longer name begins at the same place; set by the caller */
  gboolean against;
} DtAddressEvidence;

gboolean dt_address_mention_is_bare (const DtAddressMention *mention);
gboolean dt_address_mention_is_number (const DtAddressWeigher *self,
                                       const DtAddressMention *mention);
/* A name that does not say what it is must stand beside the other. */
gboolean dt_address_may_go_with (const DtAddressMention *unit, const DtAddressMention *mention);

/* Looks around the mention; FALSE if what it finds is not enough for a place to be meant. */
gboolean dt_address_evidence_gather (const DtAddressWeigher *self, DtAddressEvidence *evidence);
int dt_address_evidence_points (const DtAddressWeigher *self, const DtAddressEvidence *evidence);
double dt_address_evidence_trust (const DtAddressWeigher *self, const DtAddressEvidence *evidence);

G_END_DECLS
