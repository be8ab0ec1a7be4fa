/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An official letter by Decree 30/2020/NĐ-CP as HTML, on sheets of A4. Pure, any thread. */
#pragma once

#include "documents/dt-letter-parts.h"

G_BEGIN_DECLS

/* Pages of A4 for DT_WEB_PAPER_A4, which are laid out once they are loaded. */
char *dt_letter_document_to_html (const DtLetterValues *values, GError **error);
/* "Thông báo 05-TB-UBND HS-2026-0415", for the name of a file. */
char *dt_letter_document_get_name (const DtLetterValues *values);

G_END_DECLS
