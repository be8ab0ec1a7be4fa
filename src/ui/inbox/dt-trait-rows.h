/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a case's form that asks for its traits: those that some rule of time asks for with
 * cases of its kind, so a kind whose time none changes shows nothing. Main thread. */
#pragma once

#include "ui/shell/dt-form-window.h"

G_BEGIN_DECLS

typedef struct _DtTraitRows DtTraitRows;

/* At the end of @window, which owns them. */
DtTraitRows *dt_trait_rows_add (DtFormWindow *window, DtService *service, DtCase *a_case);
void dt_trait_rows_set_matter (DtTraitRows *self, DtMatter matter);
DtTraits dt_trait_rows_get (DtTraitRows *self);

G_END_DECLS
