/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What letters are called in the window. Main thread. */
#pragma once

#include "model/dt-letter.h"

G_BEGIN_DECLS

const char *dt_letter_words_form (DtLetterForm form);          /* "Official reply" */
const char *dt_letter_words_authority (DtAuthority authority); /* "TM. – for the committee" */

G_END_DECLS
