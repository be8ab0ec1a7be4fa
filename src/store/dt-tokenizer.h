/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search index's tokenizer, "dt" to FTS5. A word of a document that bears diacritics is indexed
 * as written and, at the same place, folded behind a mark; one without is indexed once. A word of
 * a query without diacritics asks for both the plain and the marked form, one with them for the
 * written and the plain form. Belongs to the connection it is registered with. */
#pragma once

#include "base/dt-database.h"

G_BEGIN_DECLS

#define DT_TOKEN_MARK "\x01"     /* before the folded form of a word that bears diacritics */
#define DT_TOKEN_VERBATIM "\x02" /* a text that begins so is tokens between spaces, as they are */

/* A word seen for the first time by this connection, letters only, in both forms, which are one if
 * it bears no diacritics. The same word may come again. */
typedef void (*DtTermFunc) (const char *written, const char *folded, gpointer user_data);

gboolean
dt_tokenizer_register (DtDatabase *database, DtTermFunc func, gpointer user_data, GError **error);

/* Is there a word in it? What has none cannot be searched for. */
gboolean dt_tokenizer_has_word (const char *text);
char **dt_tokenizer_split (const char *text); /* its words, as they stand */
/* The one word of @text as written and folded; FALSE if it has none or several. */
gboolean dt_tokenizer_read_word (const char *text, char **out_written, char **out_folded);

G_END_DECLS
