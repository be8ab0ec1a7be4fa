/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ZIP file whose parts are stored as they are, in the order given and with nothing in their
 * headers that need not be: what OpenDocument asks of its first part. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _DtStoredZip DtStoredZip;

DtStoredZip *dt_stored_zip_new (void);
void dt_stored_zip_add (DtStoredZip *self, const char *name, const char *text);
GBytes *dt_stored_zip_finish (DtStoredZip *self); /* frees it */

G_END_DECLS
