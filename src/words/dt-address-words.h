/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was found about an address, as people say it. Any thread, once the language is set. */
#pragma once

#include "model/dt-address-parser.h"

G_BEGIN_DECLS

const char *dt_address_words_decides (DtAddressDecides decides); /* NULL: it is decided */
const char *dt_address_words_confidence (double confidence);     /* "Certain" */
char *dt_address_words_until (const DtFormerUnit *former);       /* "until 30/06/2025" */

G_END_DECLS
