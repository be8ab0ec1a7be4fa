/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to say about an address while it is typed: the present unit that may be taken over, those
 * to choose from, or that it lies in another unit. Pure, any thread. */
#pragma once

#include "model/dt-address-parser.h"

G_BEGIN_DECLS

/* No more are offered at once. */
#define DT_ADDRESS_ADVICE_MOST 3

typedef enum
{
  DT_ADDRESS_ADVICE_NONE,     /* no place is named */
  DT_ADDRESS_ADVICE_PRESENT,  /* it bears its present name already */
  DT_ADDRESS_ADVICE_ONE,      /* that unit's name may be taken over */
  DT_ADDRESS_ADVICE_PERHAPS,  /* the same, but it is not sure */
  DT_ADDRESS_ADVICE_CHOOSE,   /* one of those */
  DT_ADDRESS_ADVICE_MORE,     /* too many: more must be written */
  DT_ADDRESS_ADVICE_COMPLETE, /* its end may become one of those names */
} DtAddressAdviceKind;

typedef struct
{
  DtAddressAdviceKind kind;
  DtAddressDecides decides;
  const DtUnit *units[DT_ADDRESS_ADVICE_MOST];         /* NULL in COMPLETE: a divided former one */
  const DtFormerUnit *formers[DT_ADDRESS_ADVICE_MOST]; /* read as that one; NULL: as present */
  guint n_units;
  guint n_others;          /* candidates that are not offered */
  const DtUnit *elsewhere; /* the place surely lies in that unit, not in one's own */
  gsize start;             /* the bytes of the text that name the place */
  gsize end;
} DtAddressAdvice;

void dt_address_advise (const DtAddressIndex *index,
                        const char *text,
                        const char *own,
                        const DtUnit *chosen,
                        DtAddressAdvice *out);
char *dt_address_advice_apply (const DtAddressAdvice *self, const char *text, guint choice);

char *dt_address_unit_to_text (const DtUnit *unit); /* "Phường Sài Gòn, Thành phố …" */
char *dt_address_former_to_text (const DtFormerUnit *former); /* "Phường Bến Nghé, Quận 1, …" */

G_END_DECLS
