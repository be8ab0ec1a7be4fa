/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was found for a text about units, as rows. Main thread. */
#pragma once

#include <adwaita.h>

#include "model/dt-address-parser.h"

G_BEGIN_DECLS

/* NULL if nothing was found. Its rows activate "units.copy" and "units.ask", each with a text. */
GtkWidget *dt_unit_results_new (const DtAddressIndex *index, const char *text, const char *own);

G_END_DECLS
