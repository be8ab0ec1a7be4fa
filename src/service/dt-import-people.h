/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom an import knows already by a telephone number or an e-mail address. Writing worker only. */
#pragma once

#include "store/dt-store.h"

G_BEGIN_DECLS

typedef struct _DtImportPeople DtImportPeople;

DtImportPeople *dt_import_people_new (void);
void dt_import_people_free (DtImportPeople *self);
/* The citizen with that number or address (nullable) and name, NULL if there is none. @reader is
 * asked once for each @value. @folded_name (nullable): by dt_text_fold(). */
const char *dt_import_people_find (DtImportPeople *self,
                                   DtReader *reader,
                                   const char *value,
                                   const char *folded_name);
void dt_import_people_add (DtImportPeople *self,
                           DtReader *reader,
                           const char *value,
                           const char *id,
                           const char *folded_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtImportPeople, dt_import_people_free)

G_END_DECLS
