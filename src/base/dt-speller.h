/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spelling of Vietnamese, word by word: enchant with hunspell's list of syllables, both tone
 * placements and every normal form the same; names, numbers, codes and the office's own words are
 * left alone. One object a thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _DtSpeller DtSpeller;

typedef struct
{
  guint start, end; /* characters of the text */
  char *word;
} DtMisspelling;
void dt_misspelling_free (DtMisspelling *self);

/* NULL and DT_ERROR_NOT_FOUND where no Vietnamese dictionary is installed. */
DtSpeller *dt_speller_new (GError **error);
void dt_speller_free (DtSpeller *self);
/* The office's own words and names, NULL-ended; replaces those given before. */
void dt_speller_set_words (DtSpeller *self, const char *const *words);
gboolean dt_speller_check_word (DtSpeller *self, const char *word);
/* Of DtMisspelling, in the order of the text. */
GPtrArray *dt_speller_check (DtSpeller *self, const char *text);
/* At most @limit, best first, in the tone placement of the office ("hòa"); NULL-ended. */
char **dt_speller_suggest (DtSpeller *self, const char *word, guint limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtSpeller, dt_speller_free)

G_END_DECLS
