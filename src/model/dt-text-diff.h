/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed between two texts, word by word: Myers, "An O(ND) Difference Algorithm and Its
 * Variations" (1986). Pure, any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DT_DIFF_SAME,
  DT_DIFF_ADDED,
  DT_DIFF_REMOVED,
} DtDiffType;

typedef struct
{
  DtDiffType type;
  char *text; /* words with the white space after them */
} DtDiffPart;

/* Of DtDiffPart; what is removed stands before what replaces it; joined, SAME and REMOVED give
 * @before, SAME and ADDED @after. Texts too different to be worth it are one REMOVED and one ADDED.
 */
GPtrArray *dt_text_diff (const char *before, const char *after);
/* The same for people: words that stayed by chance in the midst of a change are part of it. */
GPtrArray *dt_text_diff_to_read (const char *before, const char *after);

G_END_DECLS
