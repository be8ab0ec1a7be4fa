/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast the views take entries and answer; DT_BENCH_MESSAGES says how many messages there are
 * (100,000), in three tenths as many cases, over a real ledger. DT_BENCH_DIR keeps the files. */
#include "base/dt-text.h"
#include "store/dt-store.h"
#include "store/dt-tokenizer.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <time.h>

#define BATCH 5000
#define CITIZENS_SHARE 8 /* cases to a citizen */
#define FIRST_RECEIVED G_GINT64_CONSTANT (1609459200000000)

static const char *const initials[]
    = { "b",  "c",  "ch", "d",  "đ", "g", "gi", "h",  "kh", "l", "m", "n",
        "ng", "nh", "ph", "qu", "s", "t", "th", "tr", "v",  "x", "" };
static const char *const rhymes[]
    = { "a",    "á",   "à",  "ả",   "ạ",   "an",  "án",   "àn",   "ang", "áng",  "anh", "ánh",
        "ao",   "áo",  "ăn", "ắt",  "âm",  "ấp",  "âu",   "e",    "em",  "ê",    "ên",  "ếch",
        "i",    "í",   "in", "ít",  "inh", "iên", "iện",  "iếp",  "iêu", "o",    "ó",   "on",
        "ong",  "ông", "ốt", "ơ",   "ời",  "ớp",  "u",    "ung",  "uôn", "ường", "ước", "ưa",
        "ương", "ưu",  "y",  "oan", "oàn", "oạt", "uyên", "uyện", "ai",  "ại",   "ay",  "ấy" };

typedef struct
{
  char *directory;
  DtSecret *key;
  DtClock *clock;
  DtLedger *ledger;
  DtStore *store;
  GRand *rand;
  GPtrArray *syllables;
  guint n;
  guint over;
  char ids[512][33];
} Bench;

/* On a machine that does other things too, DT_BENCH_CPU=1 counts only the time this thread had. */
static gint64
get_time (void)
{
  struct timespec time;

  if (g_getenv ("DT_BENCH_CPU") == NULL)
    return g_get_monotonic_time ();
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static double
seconds_since (gint64 start)
{
  return (double) (get_time () - start) / G_TIME_SPAN_SECOND;
}

static void
print_row (Bench *self, const char *what, double value, const char *unit, double budget, int sign)
{
  gboolean holds = budget == 0 || (sign > 0 ? value >= budget : value <= budget);

  self->over += !holds;
  g_print ("%-48s %12.2f %s", what, value, unit);
  if (budget != 0)
    g_print ("  (%s %.0f%s)", sign > 0 ? "≥" : "≤", budget, holds ? "" : ": MISSED");
  g_print ("\n");
}

/* ---- text ---- */

static void
make_syllables (Bench *self)
{
  self->syllables = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (initials); i++)
    for (guint j = 0; j < G_N_ELEMENTS (rhymes); j++)
      g_ptr_array_add (self->syllables, g_strconcat (initials[i], rhymes[j], NULL));
  for (guint i = self->syllables->len - 1; i > 0; i--)
    {
      gint32 j = g_rand_int_range (self->rand, 0, (gint32) i + 1);
      gpointer swap = self->syllables->pdata[i];

      self->syllables->pdata[i] = self->syllables->pdata[j];
      self->syllables->pdata[j] = swap;
    }
}

/* A few words are frequent, most are not, as in any language. */
static const char *
draw_syllable (Bench *self)
{
  double x = g_rand_double (self->rand);

  return self->syllables->pdata[(guint) (x * x * x * (self->syllables->len - 1))];
}

static void
append_text (Bench *self, GString *out, guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    {
      if (i > 0)
        g_string_append (out, i % 11 == 10 ? ", " : " ");
      g_string_append (out, draw_syllable (self));
    }
}

/* ---- entries ---- */

typedef struct
{
  DtEntryDraft drafts[BATCH + 8];
  guint n;
  GPtrArray *strings;
} Batch;

static const char *
keep (Batch *batch, char *string)
{
  g_ptr_array_add (batch->strings, string);
  return string;
}

static void
add (Batch *batch, const char *kind, const char *subject, char *facts, char *payload)
{
  DtEntryDraft *draft = &batch->drafts[batch->n++];

  memset (draft, 0, sizeof *draft);
  draft->kind = kind;
  draft->subject = keep (batch, g_strdup (subject));
  draft->facts = facts != NULL ? keep (batch, facts) : NULL;
  draft->payload = payload != NULL ? keep (batch, payload) : NULL;
}

static char *
make_external (Bench *self)
{
  guint8 bytes[DT_HASH_SIZE];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) g_rand_int (self->rand);
  return dt_to_hex (bytes, sizeof bytes);
}

static void
add_case (Bench *self, Batch *batch, gint64 n)
{
  static const char *const channels[] = { "facebook", "zalo", "walk_in", "phone", "email" };
  static const char *const fields[]
      = { "infrastructure", "environment", "health", "education", "order" };
  g_autofree char *id = dt_random_id ();
  g_autofree char *message = dt_random_id ();
  g_autofree char *external = make_external (self);
  g_autoptr (GString) payload = g_string_new ("{\"title\":\"");
  g_autoptr (GString) facts = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *title = NULL;
  gint64 received
      = FIRST_RECEIVED + n * 500 * G_USEC_PER_SEC + g_rand_int_range (self->rand, 0, 2000000000);
  char *citizen = self->ids[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (self->ids))];

  if (n % CITIZENS_SHARE == 0)
    {
      g_autofree char *new_citizen = dt_random_id ();
      GString *person = g_string_new ("{\"name\":\"Trần ");

      g_strlcpy (citizen, new_citizen, 33);
      append_text (self, person, 2);
      g_string_append_printf (person, "\",\"phone\":\"09%08u\"}", (guint) n % 100000000);
      add (batch, "citizen.added", citizen, NULL, g_string_free (person, FALSE));
    }
  g_string_append_printf (facts,
                          "{\"code\":\"HS-2026-%05" G_GINT64_FORMAT
                          "\",\"channel\":\"%s\",\"kind\":\"feedback\",\"priority\":\"normal\","
                          "\"received\":%" G_GINT64_FORMAT ",\"message\":\"%s\",\"field\":\"%s\","
                          "\"group\":\"Tổ %d\",\"external\":\"%s\"",
                          n,
                          channels[g_rand_int_range (self->rand, 0, 5)],
                          received,
                          message,
                          fields[g_rand_int_range (self->rand, 0, 5)],
                          g_rand_int_range (self->rand, 1, 40),
                          external);
  if (*citizen != '\0')
    g_string_append_printf (facts, ",\"citizens\":[\"%s\"]", citizen);
  g_string_append_c (facts, '}');
  append_text (self, text, 45);
  title = dt_text_first_words (text->str, 60);
  g_string_append_printf (payload, "%s\",\"text\":\"%s", title, text->str);
  g_string_append (payload, "\"}");
  add (batch, "case.opened", id, g_strdup (facts->str), g_strdup (payload->str));
}

static void
add_message (Bench *self, Batch *batch, const char *case_id)
{
  static const char *const directions[] = { "in", "out", "note" };
  g_autofree char *message = dt_random_id ();
  g_autofree char *external = make_external (self);
  g_autoptr (GString) payload = g_string_new ("{\"text\":\"");

  append_text (self, payload, 40);
  g_string_append (payload, "\"}");
  add (batch,
       "message.added",
       case_id,
       g_strdup_printf ("{\"message\":\"%s\",\"direction\":\"%s\",\"channel\":\"zalo\",\"at\":"
                        "%" G_GINT64_FORMAT ",\"external\":\"%s\"}",
                        message,
                        directions[g_rand_int_range (self->rand, 0, 3)],
                        FIRST_RECEIVED,
                        external),
       g_strdup (payload->str));
}

static void
fill (Bench *self)
{
  static const char *const statuses[] = { "accepted", "in_progress", "answered", "closed" };
  double in_ledger = 0, in_store = 0;
  gint64 n_cases = 0;
  guint done = 0;
  char last_case[33] = "";

  while (done < self->n)
    {
      Batch *batch = g_new0 (Batch, 1);
      g_autoptr (GPtrArray) entries = NULL;
      g_autoptr (GError) error = NULL;
      gint64 start;

      batch->strings = g_ptr_array_new_with_free_func (g_free);
      while (batch->n < BATCH && done < self->n)
        {
          if (done % 10 < 3)
            {
              add_case (self, batch, n_cases++);
              g_strlcpy (last_case, batch->drafts[batch->n - 1].subject, 33);
              if (n_cases % 10 < 7)
                add (batch,
                     "case.status",
                     last_case,
                     g_strdup_printf ("{\"from\":\"received\",\"to\":\"%s\"}",
                                      statuses[n_cases % 4]),
                     NULL);
            }
          else
            add_message (self, batch, last_case);
          done++;
        }
      start = get_time ();
      dt_ledger_append (self->ledger,
                        "0190bbbb000000000000000000000001",
                        batch->drafts,
                        batch->n,
                        &entries,
                        &error);
      g_assert_no_error (error);
      in_ledger += seconds_since (start);
      start = get_time ();
      dt_store_apply (self->store, entries, NULL, &error);
      g_assert_no_error (error);
      in_store += seconds_since (start);
      g_ptr_array_unref (batch->strings);
      g_free (batch);
    }
  print_row (self, "messages appended to the ledger", self->n / in_ledger, "/s", 0, 1);
  print_row (self, "messages folded", self->n / in_store, "/s", 20000, 1);
  print_row (self, "appended and folded", self->n / (in_ledger + in_store), "/s", 10000, 1);
}

/* ---- questions ---- */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
print_latencies (Bench *self, const char *what, GArray *times, double p95, double p99)
{
  g_autofree char *at_95 = g_strdup_printf ("%s, p95", what);
  g_autofree char *at_99 = g_strdup_printf ("%s, p99", what);

  g_array_sort (times, compare_doubles);
  print_row (
      self, at_95, g_array_index (times, double, times->len * 95 / 100) * 1000, "ms", p95, -1);
  print_row (
      self, at_99, g_array_index (times, double, times->len * 99 / 100) * 1000, "ms", p99, -1);
}

static void
ask (Bench *self,
     DtReader *reader,
     DtView view,
     DtSort sort,
     const char *text,
     gboolean typing,
     GArray *times)
{
  g_autoptr (DtQuery) query
      = dt_query_new (view, sort, "0190bbbb000000000000000000000001", text, typing);
  g_autoptr (GError) error = NULL;
  gint64 start = get_time ();
  g_autoptr (GArray) rows = dt_reader_list (reader, query, NULL, 50, &error);
  double time = seconds_since (start);

  g_assert_no_error (error);
  g_array_append_val (times, time);
  if (g_getenv ("DT_BENCH_VERBOSE") != NULL)
    g_print ("%8.2f ms %4u  %s\n", time * 1000, rows->len, text);
}

static void
ask_all (Bench *self, DtReader *reader)
{
  static const char *const facets[] = {
    "",
    " kênh:zalo",
    " trạng-thái:đang-xử-lý",
    " lĩnh-vực:health từ:01/06/2021",
    " -kênh:facebook đến:2021",
    " tổ:14",
    " giao:chưa loại:phản-ánh",
  };
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) phrases = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) prefixes = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) only = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) views = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (double));

  if (g_getenv ("DT_BENCH_NO_QUERIES") != NULL)
    return;
  for (guint i = 0; i < 600; i++)
    {
      const char *facet = facets[i % G_N_ELEMENTS (facets)];
      g_autofree char *plain = dt_text_fold (draw_syllable (self), -1);
      g_autofree char *two = g_strdup_printf ("%s %s%s", draw_syllable (self), plain, facet);
      g_autofree char *phrase
          = g_strdup_printf ("\"%s %s\"%s", draw_syllable (self), draw_syllable (self), facet);
      g_autofree char *prefix
          = g_strdup_printf ("%s %.*s", draw_syllable (self), 2 + (int) i % 3, plain);
      g_autofree char *start = g_strdup_printf ("%.*s", 1 + (int) i % 3, plain);

      ask (self, reader, DT_VIEW_ALL, DT_SORT_NEWEST, two, FALSE, words);
      ask (self,
           reader,
           i % 2 ? DT_VIEW_ALL : DT_VIEW_ANSWERED,
           DT_SORT_NEWEST,
           phrase,
           FALSE,
           phrases);
      ask (self, reader, DT_VIEW_ALL, DT_SORT_NEWEST, i % 2 ? prefix : start, TRUE, prefixes);
      ask (self, reader, DT_VIEW_ALL, i % 3 ? DT_SORT_NEWEST : DT_SORT_OLDEST, facet, FALSE, only);
      ask (self,
           reader,
           (DtView) (i % 5),
           i % 2 ? DT_SORT_NEWEST : DT_SORT_CHANGED,
           "",
           FALSE,
           views);
      if (i % 6 == 0)
        {
          g_autoptr (DtQuery) query = dt_query_new (DT_VIEW_ALL, DT_SORT_NEWEST, NULL, two, FALSE);
          gint64 begin = get_time ();
          double time;

          ask (self, reader, DT_VIEW_ALL, DT_SORT_CHANGED, two, FALSE, changed);
          begin = get_time ();
          dt_reader_count (reader, query, 10000, NULL);
          time = seconds_since (begin);
          g_array_append_val (counts, time);
        }
    }
  print_latencies (self, "first 50 hits, words and facets", words, 10, 30);
  print_latencies (self, "first 50 hits, phrases", phrases, 10, 30);
  print_latencies (self, "first 50 hits, while typing", prefixes, 10, 30);
  print_latencies (self, "first 50 hits, facets alone", only, 10, 30);
  print_latencies (self, "first page of a view", views, 5, 5);
  print_latencies (self, "first 50 hits by last change", changed, 0, 0);
  print_latencies (self, "counting to 10,000", counts, 0, 0);
}

/* ---- the tokenizer alone ---- */

static int
count_token (void *context, int flags, const char *token, int length, int start, int end)
{
  (*(guint *) context)++;
  return SQLITE_OK;
}

static void
measure_tokenizer (Bench *self)
{
  g_autoptr (DtDatabase) database = dt_database_open_memory ();
  g_autoptr (GString) text = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;
  fts5_api *api = NULL;
  fts5_tokenizer methods;
  Fts5Tokenizer *tokenizer = NULL;
  void *context = NULL;
  guint n = 0;
  gint64 start;

  append_text (self, text, 2000000);
  dt_tokenizer_register (database, NULL, NULL, NULL);
  sqlite3_prepare_v2 (dt_database_get_handle (database), "SELECT fts5 (?1)", -1, &statement, NULL);
  sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
  sqlite3_step (statement);
  sqlite3_finalize (statement);
  api->xFindTokenizer (api, "dt", &context, &methods);
  methods.xCreate (context, NULL, 0, &tokenizer);
  start = get_time ();
  methods.xTokenize (
      tokenizer, &n, FTS5_TOKENIZE_DOCUMENT, text->str, (int) text->len, count_token);
  print_row (self, "tokenizer", (double) text->len / 1e6 / seconds_since (start), "MB/s", 10, 1);
  methods.xDelete (tokenizer);
}

int
main (void)
{
  const char *n = g_getenv ("DT_BENCH_MESSAGES");
  const char *directory = g_getenv ("DT_BENCH_DIR");
  Bench self = { .n = n != NULL ? (guint) g_ascii_strtoull (n, NULL, 10) : 100000 };
  DtLedgerSetup setup = { .unit = "26740", .desk = 1 };
  g_autoptr (GError) error = NULL;
  guint8 key[DT_KEY_SIZE] = { 7 };
  DtReader *reader;
  gint64 start;

  setlocale (LC_ALL, "");
  dt_crypto_init ();
  self.directory
      = directory != NULL ? g_strdup (directory) : g_dir_make_tmp ("dt-bench-XXXXXX", NULL);
  self.key = dt_secret_new (key, sizeof key);
  self.clock = dt_clock_new ();
  self.rand = g_rand_new_with_seed (26740);
  make_syllables (&self);
  measure_tokenizer (&self);
  g_mkdir_with_parents (self.directory, 0700);
  self.ledger = dt_ledger_open (self.directory, self.key, self.clock, FALSE, NULL);
  if (self.ledger == NULL)
    {
      self.ledger = dt_ledger_create (self.directory, self.key, &setup, self.clock, &error);
      g_assert_no_error (error);
      self.store = dt_store_open (self.directory, self.key, self.ledger, NULL, NULL, &error);
      g_assert_no_error (error);
      fill (&self);
    }
  else
    self.store = dt_store_open (self.directory, self.key, self.ledger, NULL, NULL, &error);
  g_assert_no_error (error);
  reader = dt_reader_open (self.directory, self.key, &error);
  g_assert_no_error (error);
  ask_all (&self, reader);
  dt_reader_close (reader);
  if (g_getenv ("DT_BENCH_NO_REBUILD") == NULL)
    {
      start = get_time ();
      dt_store_rebuild (self.store, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      print_row (&self, "rebuild", seconds_since (start), "s", 90.0 * self.n / 1000000, -1);
      reader = dt_reader_open (self.directory, self.key, &error);
      g_assert_no_error (error);
      g_print ("after the rebuild:\n");
      ask_all (&self, reader);
      dt_reader_close (reader);
    }
  dt_store_close (self.store);
  dt_ledger_close (self.ledger);
  return self.over > 0;
}
