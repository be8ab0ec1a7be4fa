/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An official letter by Decree 30/2020/NĐ-CP as an OpenDocument text, which the clerk may still
 * change. Pure, any thread. */
#pragma once

#include "documents/dt-letter-parts.h"

G_BEGIN_DECLS

#define DT_LETTER_ODT_TYPE "application/vnd.oasis.opendocument.text"

GBytes *dt_letter_document_to_odt (const DtLetterValues *values);

G_END_DECLS
