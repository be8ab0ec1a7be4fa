/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts text into words and gives FTS5 the forms under which they are found. Words come again and
 * again, so their forms are remembered. Used on the thread of its connection. */
#include "store/dt-tokenizer.h"

#include "base/dt-error.h"
#include "base/dt-text.h"

#include <string.h>

#define MAX_WORD 96       /* bytes; the rest of a longer one is not looked at */
#define N_WORDS (1 << 15) /* slots of the memory */
#define MAX_WORDS 20000   /* then it is emptied */

/* A word as it stood in the text, and its forms. */
typedef struct
{
  guint32 hash;
  guint8 raw_length;
  guint8 written_length;
  guint8 folded_length; /* with the mark in front */
  guint8 is_plain;      /* no diacritics: written and folded are one */
  gboolean used;
  char *more;       /* the bytes, if they do not fit here */
  char inlined[40]; /* raw, written, mark and folded: a word fills a line of the cache */
} Word;

static inline const char *
get_bytes (const Word *word)
{
  return word->more != NULL ? word->more : word->inlined;
}

typedef struct
{
  DtTermFunc func;
  gpointer user_data;
} Registration;

typedef struct
{
  const Registration *registration;
  guint n_words;
  Word words[N_WORDS];
} Tokenizer;

typedef int (*TokenFunc) (void *, int, const char *, int, int, int);

/* ---- words --------------------------------------------------------------------------------- */

static inline gboolean
is_word_char (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char) c);
  if (c < 0xC0)
    return c == 0xAA || c == 0xB2 || c == 0xB3 || c == 0xB9 || c == 0xBA;
  if (c < 0x250)
    return c != 0xD7 && c != 0xF7;
  if ((c >= 0x300 && c < 0x370) || (c >= 0x1E00 && c < 0x1F00))
    return TRUE;
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* One character of text that need not be valid: a stray byte separates words. */
static inline gunichar
next_char (const char *p, const char *end, guint *length)
{
  gunichar c;

  if ((guchar) *p < 0x80)
    {
      *length = 1;
      return (guchar) *p;
    }
  c = g_utf8_get_char_validated (p, end - p);
  if (c >= (gunichar) -2)
    {
      *length = 1;
      return ' ';
    }
  *length = (guint) g_unichar_to_utf8 (c, NULL);
  return c;
}

/* The next word at or after *@p. @out_ascii: it is nothing but letters and digits of ASCII. */
static const char *
next_word (const char **p, const char *end, gsize *out_length, gboolean *out_ascii)
{
  const char *q = *p;
  const char *start;
  guint length = 1;

  while (q < end && !is_word_char (next_char (q, end, &length)))
    q += length;
  start = q;
  *out_ascii = TRUE;
  while (q < end)
    {
      if ((guchar) *q < 0x80)
        {
          if (!g_ascii_isalnum (*q))
            break;
          q++;
          continue;
        }
      if (!is_word_char (next_char (q, end, &length)))
        break;
      *out_ascii = FALSE;
      q += length;
    }
  *p = q;
  *out_length = (gsize) (q - start);
  return q > start ? start : NULL;
}

static gsize
cut_word (const char *word, gsize length)
{
  if (length <= MAX_WORD)
    return length;
  length = MAX_WORD;
  while (length > 0 && ((guchar) word[length] & 0xC0) == 0x80)
    length--;
  return length;
}

static guint32
hash_word (const char *word, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) word[i]) * 16777619u;
  return hash ^ hash >> 15;
}

static void
forget_words (Tokenizer *self)
{
  for (guint i = 0; i < N_WORDS; i++)
    {
      g_clear_pointer (&self->words[i].more, g_free);
      self->words[i].used = FALSE;
    }
  self->n_words = 0;
}

static gboolean
has_digit (const char *word, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isdigit (word[i]))
      return TRUE;
  return FALSE;
}

static void
learn_word (const Tokenizer *self, Word *word, guint32 hash, const char *raw, gsize length)
{
  g_autofree char *written = dt_text_written (raw, (gssize) length);
  g_autofree char *folded = dt_text_fold (raw, (gssize) length);
  gsize written_length = MIN (strlen (written), G_MAXUINT8);
  gsize folded_length = MIN (strlen (folded), G_MAXUINT8 - 1);
  GString *bytes = g_string_sized_new (length + written_length + folded_length + 2);

  word->hash = hash;
  word->raw_length = (guint8) length;
  word->written_length = (guint8) written_length;
  word->folded_length = (guint8) folded_length + 1;
  word->is_plain = strcmp (written, folded) == 0;
  g_string_append_len (bytes, raw, (gssize) length);
  g_string_append_len (bytes, written, (gssize) written_length);
  g_string_append (bytes, DT_TOKEN_MARK);
  g_string_append_len (bytes, folded, (gssize) folded_length);
  word->used = TRUE;
  if (bytes->len <= sizeof word->inlined)
    memcpy (word->inlined, bytes->str, bytes->len);
  else
    word->more = g_memdup2 (bytes->str, bytes->len);
  g_string_free (bytes, TRUE);
  if (self->registration->func != NULL && !has_digit (raw, length))
    self->registration->func (written, folded, self->registration->user_data);
}

static const Word *
look_up (Tokenizer *self, const char *raw, gsize length)
{
  guint32 hash = hash_word (raw, length);
  guint32 slot = hash & (N_WORDS - 1);

  if (self->n_words >= MAX_WORDS)
    forget_words (self);
  while (self->words[slot].used)
    {
      Word *word = &self->words[slot];

      if (word->hash == hash && word->raw_length == length
          && memcmp (get_bytes (word), raw, length) == 0)
        return word;
      slot = (slot + 1) & (N_WORDS - 1);
    }
  learn_word (self, &self->words[slot], hash, raw, length);
  self->n_words++;
  return &self->words[slot];
}

/* ---- FTS5 ---------------------------------------------------------------------------------- */

static int
emit_verbatim (void *context, const char *text, int length, TokenFunc func)
{
  int start = 0;
  int code = SQLITE_OK;

  for (int i = 0; i <= length && code == SQLITE_OK; i++)
    {
      if (i < length && text[i] != ' ')
        continue;
      if (i > start)
        code = func (context, 0, text + start, i - start, start, i);
      start = i + 1;
    }
  return code;
}

static int
emit_word (void *context, const Word *word, gboolean query, int start, int end, TokenFunc func)
{
  const char *written = get_bytes (word) + word->raw_length;
  const char *marked = written + word->written_length;
  int code = func (context, 0, written, word->written_length, start, end);

  if (code != SQLITE_OK)
    return code;
  if (query && !word->is_plain)
    return func (context, FTS5_TOKEN_COLOCATED, marked + 1, word->folded_length - 1, start, end);
  if (query || !word->is_plain)
    return func (context, FTS5_TOKEN_COLOCATED, marked, word->folded_length, start, end);
  return SQLITE_OK;
}

static int
tokenize (Fts5Tokenizer *tokenizer,
          void *context,
          int flags,
          const char *text,
          int length,
          TokenFunc func)
{
  Tokenizer *self = (Tokenizer *) tokenizer;
  const char *p = text;
  const char *end = text + length;
  gboolean query = (flags & FTS5_TOKENIZE_QUERY) != 0;
  int code = SQLITE_OK;

  if (length > 0 && text[0] == DT_TOKEN_VERBATIM[0])
    return emit_verbatim (context, text + 1, length - 1, func);
  while (code == SQLITE_OK && p < end)
    {
      gboolean ascii;
      gsize word_length;
      const char *word = next_word (&p, end, &word_length, &ascii);
      const Word *known;

      if (word == NULL)
        break;
      known = look_up (self, word, cut_word (word, word_length));
      code = emit_word (context,
                        known,
                        query,
                        (int) (word - text),
                        (int) (word - text) + (int) word_length,
                        func);
    }
  return code;
}

static int
tokenizer_create (void *context, const char **args, int n_args, Fts5Tokenizer **out)
{
  Tokenizer *self = g_new0 (Tokenizer, 1);

  self->registration = context;
  *out = (Fts5Tokenizer *) self;
  return SQLITE_OK;
}

static void
tokenizer_delete (Fts5Tokenizer *tokenizer)
{
  Tokenizer *self = (Tokenizer *) tokenizer;

  forget_words (self);
  g_free (self);
}

/**
 * dt_tokenizer_register:
 * @database: a connection
 * @func: (nullable) (scope notified): told of words, so that beginnings of words can be completed
 * @user_data: its data
 * @error: %DT_ERROR_FAILED
 *
 * Makes the tokenizer "dt" known to the connection; before anything touches the search table.
 *
 * Returns: %TRUE if it is known
 */
gboolean
dt_tokenizer_register (DtDatabase *database, DtTermFunc func, gpointer user_data, GError **error)
{
  static fts5_tokenizer methods = { tokenizer_create, tokenizer_delete, tokenize };
  sqlite3 *handle = dt_database_get_handle (database);
  sqlite3_stmt *statement = NULL;
  fts5_api *api = NULL;
  Registration *registration;
  int code = sqlite3_prepare_v2 (handle, "SELECT fts5(?1)", -1, &statement, NULL);

  if (code == SQLITE_OK)
    {
      sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
      sqlite3_step (statement);
    }
  sqlite3_finalize (statement);
  if (code != SQLITE_OK || api == NULL)
    {
      g_set_error_literal (error, DT_ERROR, DT_ERROR_FAILED, "SQLite has no FTS5");
      return FALSE;
    }
  registration = g_new0 (Registration, 1);
  registration->func = func;
  registration->user_data = user_data;
  code = api->xCreateTokenizer (api, "dt", registration, &methods, g_free);
  if (code == SQLITE_OK)
    return TRUE;
  dt_database_set_error (database, code, error);
  return FALSE;
}

/**
 * dt_tokenizer_has_word:
 * @text: UTF-8
 *
 * Returns: whether the tokenizer finds any word in it
 */
gboolean
dt_tokenizer_has_word (const char *text)
{
  const char *p = text;
  gboolean ascii;
  gsize length;

  return next_word (&p, text + strlen (text), &length, &ascii) != NULL;
}

/**
 * dt_tokenizer_split:
 * @text: UTF-8
 *
 * Returns: (transfer full): the words that the tokenizer finds, as they stand
 */
char **
dt_tokenizer_split (const char *text)
{
  GPtrArray *words = g_ptr_array_new ();
  const char *p = text;
  const char *end = text + strlen (text);
  const char *word;
  gboolean ascii;
  gsize length;

  while ((word = next_word (&p, end, &length, &ascii)) != NULL)
    g_ptr_array_add (words, g_strndup (word, length));
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (words, FALSE);
}

/**
 * dt_tokenizer_read_word:
 * @text: UTF-8
 * @out_written: (out): as written, for comparing
 * @out_folded: (out): without diacritics; equal to the other if it bears none
 *
 * Returns: whether @text holds exactly one word
 */
gboolean
dt_tokenizer_read_word (const char *text, char **out_written, char **out_folded)
{
  const char *p = text;
  const char *end = text + strlen (text);
  gboolean ascii;
  gsize length, other;
  const char *word = next_word (&p, end, &length, &ascii);

  if (word == NULL || next_word (&p, end, &other, &ascii) != NULL)
    return FALSE;
  length = cut_word (word, length);
  *out_written = dt_text_written (word, (gssize) length);
  *out_folded = dt_text_fold (word, (gssize) length);
  return TRUE;
}
