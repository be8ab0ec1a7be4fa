/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What formats, meanings of columns and reasons for setting a row aside are called. Main thread. */
#pragma once

#include "service/dt-importer.h"

G_BEGIN_DECLS

const char *dt_import_words_field (DtImportField field);
const char *dt_import_words_format (DtImportFormat format);
const char *dt_import_words_reason (const char *reason); /* what is wrong and what to do */

G_END_DECLS
