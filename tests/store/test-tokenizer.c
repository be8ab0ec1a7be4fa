/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the search index is given for a text, and what it is asked for a query. */
#include "store/dt-tokenizer.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  const char *document; /* tokens; + before one at the same place, ~ for the mark */
  const char *query;    /* NULL: not looked at */
} Row;

static const Row rows[] = {
  { "empty", "", "", "" },
  { "plain", "duong", "duong", "duong +~duong" },
  { "written", "đường", "đường +~duong", "đường +duong" },
  { "capital", "ĐƯỜNG", "đường +~duong", "đường +duong" },
  { "nfd", "d\xcc\x9b", "d\xcc\x9b +~d", NULL },
  { "nfd-word", "hiê\xcc\x89m", "hiểm +~hiem", "hiểm +hiem" },
  { "tone-old", "hoà", "hoà +~hoa", "hoà +hoa" },
  { "tone-new", "hòa", "hoà +~hoa", "hoà +hoa" },
  { "tone-ủy", "Ủy", "uỷ +~uy", "uỷ +uy" },
  { "several",
    "Bảo hiểm, y tế.",
    "bảo +~bao hiểm +~hiem y tế +~te",
    "bảo +bao hiểm +hiem y +~y tế +te" },
  { "number", "số 12/3", "số +~so 12 3", "số +so 12 +~12 3 +~3" },
  { "code", "HS-2026-0412", "hs 2026 0412", "hs +~hs 2026 +~2026 0412 +~0412" },
  { "mixed", "a1đ", "a1đ +~a1d", "a1đ +a1d" },
  { "quotes", "“rác”", "rác +~rac", "rác +rac" },
  { "e-mail", "hoa@example.vn", "hoa example vn", NULL },
  { "chinese", "中文 b", "中文 b", NULL },
  { "stray-bytes",
    "a\xff\xc3"
    "b",
    "a b",
    "a +~a b +~b" },
  { "verbatim", "\x02view:all  mine:x", "view:all mine:x", "view:all mine:x" },
  { "verbatim-marked",
    "\x02\x01"
    "duong",
    "~duong",
    "~duong" },
  { "nothing", " .,-()\n", "", "" },
};

static int
collect (void *context, int flags, const char *token, int length, int start, int end)
{
  GString *out = context;

  g_assert_cmpint (start, <=, end);
  if (out->len > 0)
    g_string_append_c (out, ' ');
  if ((flags & FTS5_TOKEN_COLOCATED) != 0)
    g_string_append_c (out, '+');
  for (int i = 0; i < length; i++)
    g_string_append_c (out, token[i] == DT_TOKEN_MARK[0] ? '~' : token[i]);
  return SQLITE_OK;
}

typedef struct
{
  DtDatabase *database;
  fts5_tokenizer methods;
  Fts5Tokenizer *tokenizer;
  GString *terms;
} Fixture;

static void
on_term_cb (const char *written, const char *folded, gpointer user_data)
{
  Fixture *f = user_data;

  g_string_append_printf (f->terms, "%s/%s ", written, folded);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  sqlite3_stmt *statement = NULL;
  fts5_api *api = NULL;
  void *context = NULL;

  f->database = dt_database_open_memory ();
  f->terms = g_string_new (NULL);
  g_assert_true (dt_tokenizer_register (f->database, on_term_cb, f, NULL));
  g_assert_cmpint (
      sqlite3_prepare_v2 (
          dt_database_get_handle (f->database), "SELECT fts5 (?1)", -1, &statement, NULL),
      ==,
      SQLITE_OK);
  sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
  sqlite3_step (statement);
  sqlite3_finalize (statement);
  g_assert_cmpint (api->xFindTokenizer (api, "dt", &context, &f->methods), ==, SQLITE_OK);
  g_assert_cmpint (f->methods.xCreate (context, NULL, 0, &f->tokenizer), ==, SQLITE_OK);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  f->methods.xDelete (f->tokenizer);
  g_string_free (f->terms, TRUE);
  dt_database_close (f->database);
}

static char *
tokens_of (Fixture *f, const char *text, gssize length, int flags)
{
  GString *out = g_string_new (NULL);

  g_assert_cmpint (f->methods.xTokenize (f->tokenizer,
                                         out,
                                         flags,
                                         text,
                                         (int) (length < 0 ? (gssize) strlen (text) : length),
                                         collect),
                   ==,
                   SQLITE_OK);
  return g_string_free (out, FALSE);
}

static void
test_row (Fixture *f, gconstpointer data)
{
  const Row *row = data;

  /* Twice: the second time from memory. */
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *document = tokens_of (f, row->text, -1, FTS5_TOKENIZE_DOCUMENT);
      g_autofree char *query = tokens_of (f, row->text, -1, FTS5_TOKENIZE_QUERY);

      g_assert_cmpstr (document, ==, row->document);
      if (row->query != NULL)
        g_assert_cmpstr (query, ==, row->query);
    }
}

static void
test_many_words (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *long_word = g_strnfill (1000, 'x');
  g_autofree char *tokens = NULL;
  guint n_words = 1;
  const char *last;

  /* More than the memory holds, and a word longer than any. */
  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (text, "từ%uđ ", i);
  g_string_append (text, long_word);
  tokens = tokens_of (f, text->str, (gssize) text->len, FTS5_TOKENIZE_DOCUMENT);
  for (const char *p = tokens; *p != '\0'; p++)
    n_words += *p == ' ';
  g_assert_cmpuint (n_words, ==, 120001);
  last = strrchr (tokens, ' ');
  g_assert_cmpuint (strlen (last), <, 200);
  g_assert_cmpint (
      strncmp (last - strlen ("từ59999đ +~tu59999d"), "từ59999đ", strlen ("từ59999đ")), ==, 0);
}

static void
test_random (Fixture *f, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < 20000; i++)
    {
      char bytes[40];
      gint length = g_rand_int_range (rand, 0, sizeof bytes);
      g_autofree char *tokens = NULL;

      for (gint j = 0; j < length; j++)
        bytes[j] = (char) g_rand_int_range (rand, 1, 256);
      tokens = tokens_of (f, bytes, length, i % 2 ? FTS5_TOKENIZE_QUERY : FTS5_TOKENIZE_DOCUMENT);
    }
}

static void
test_terms (Fixture *f, gconstpointer data)
{
  g_autofree char *tokens
      = tokens_of (f, "Đường duong đường 12 a1 \x02x", -1, FTS5_TOKENIZE_DOCUMENT);

  g_assert_cmpstr (f->terms->str, ==, "đường/duong duong/duong đường/duong x/x ");
}

static void
test_helpers (void)
{
  g_auto (GStrv) words = dt_tokenizer_split ("Lê-Hoa, 12\"");
  g_autofree char *written = NULL;
  g_autofree char *folded = NULL;

  g_assert_cmpuint (g_strv_length (words), ==, 3);
  g_assert_cmpstr (words[1], ==, "Hoa");
  g_assert_false (dt_tokenizer_has_word ("\"-\""));
  g_assert_true (dt_tokenizer_has_word ("-ạ-"));
  g_assert_false (dt_tokenizer_read_word ("a b", &written, &folded));
  g_assert_false (dt_tokenizer_read_word ("--", &written, &folded));
  g_assert_true (dt_tokenizer_read_word ("(Hòa)", &written, &folded));
  g_assert_cmpstr (written, ==, "hoà");
  g_assert_cmpstr (folded, ==, "hoa");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tokenizer/%s", rows[i].name);

      g_test_add (path, Fixture, &rows[i], set_up, test_row, tear_down);
    }
  g_test_add ("/tokenizer/many-words", Fixture, NULL, set_up, test_many_words, tear_down);
  g_test_add ("/tokenizer/random", Fixture, NULL, set_up, test_random, tear_down);
  g_test_add ("/tokenizer/terms", Fixture, NULL, set_up, test_terms, tear_down);
  g_test_add_func ("/tokenizer/helpers", test_helpers);
  return g_test_run ();
}
