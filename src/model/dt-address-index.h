/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Administrative units, present and former: looking them up both ways and completing their names
 * while they are typed. Made once and immutable from then on, so any thread may look. */
#pragma once

#include "model/dt-catalogue.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _DtAddressIndex DtAddressIndex;

/* A commune-level unit, or a district without any, that is no more; or a unit by its name of
 * before. */
typedef struct
{
  const char *code;     /* "26740", "" if unknown; not unique: no key */
  const char *name;     /* "Phường Bến Nghé" */
  const char *district; /* "Quận 1"; NULL if it had none */
  const char *province; /* "Thành phố Hồ Chí Minh", as it was then */
  const char *until;    /* the last day, "2025-06-30" */
  const DtUnit **units; /* what it became; more than one: it was divided */
  guint n_units;
} DtFormerUnit;

/* A name that completes what is typed. */
typedef struct
{
  const DtUnit *unit;         /* the present unit, NULL if only a former one is meant */
  const DtFormerUnit *former; /* the former unit of that name, NULL if it is a present one */
  gsize start;                /* the bytes of the text that it stands for */
  gsize end;
} DtAddressCompletion;

const DtAddressIndex *dt_address_index_get (void);
DtAddressIndex *dt_address_index_new_from_bytes (GBytes *changes, GBytes *aliases, GError **error);
void dt_address_index_free (DtAddressIndex *self);

const DtFormerUnit *dt_address_index_get_formers (const DtAddressIndex *self, guint *n_formers);
/* What @unit was made of, whole or in part: (transfer container) (element-type DtFormerUnit). */
GPtrArray *dt_address_index_list_formers (const DtAddressIndex *self, const DtUnit *unit);
GArray *dt_address_index_complete (const DtAddressIndex *self,
                                   const char *text,
                                   const char *context,
                                   guint limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtAddressIndex, dt_address_index_free)

G_END_DECLS
