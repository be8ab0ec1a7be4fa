/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of the records of a file. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 read, cases, joined, set_aside, unchanged; /* read is the sum of the rest */
} DtImportCounts;

G_END_DECLS
