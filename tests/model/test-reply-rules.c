/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of replies: what ships is whole; approval, windows, forms of address; texts cut in pieces;
 * what is wrong in a file is named. */
#include "base/dt-error.h"
#include "base/dt-text.h"
#include "model/dt-reply-check.h"

#include <gio/gio.h>
#include <string.h>

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define DAY (24 * HOUR)
#define NOW (G_GINT64_CONSTANT (1795500000) * G_USEC_PER_SEC)

static void
test_channels (void)
{
  DtReplyRules *rules = dt_reply_rules_get_shipped ();
  const DtChannelRule *rule;

  for (guint i = 0; i < DT_N_CHANNELS; i++)
    {
      rule = dt_reply_rules_get_channel (rules, i);
      g_assert_cmpint (rule->undo, ==, 10 * G_USEC_PER_SEC);
      g_assert_cmpuint (strlen (rule->source), >, 10);
      g_assert_cmpuint (rule->max_attempts, >=, 1);
    }
  rule = dt_reply_rules_get_channel (rules, DT_CHANNEL_ZALO);
  g_assert_cmpuint (rule->max_chars, ==, 2000);
  g_assert_true (rule->splits && rule->needs_address && !rule->public && rule->way == DT_WAY_PASTE);
  rule = dt_reply_rules_get_channel (rules, DT_CHANNEL_LETTER);
  g_assert_true (rule->has_title && rule->way == DT_WAY_LETTER && rule->max_chars == 0);
  rule = dt_reply_rules_get_channel (rules, DT_CHANNEL_EMAIL);
  g_assert_cmpstr (rule->place, ==, "mailto:{handle}");
  g_assert_true (dt_reply_rules_get_channel (rules, DT_CHANNEL_FACEBOOK)->public);
  g_assert_cmpint (dt_reply_rules_get_channel (rules, DT_CHANNEL_PHONE)->way, ==, DT_WAY_TELL);
}

typedef struct
{
  const char *name;
  DtCaseKind kind;
  DtChannelKind channel;
  DtReplyOutcome outcome;
  gboolean needed;
} ApprovalRow;

static const ApprovalRow approval_rows[] = {
  { "answer", DT_CASE_KIND_FEEDBACK, DT_CHANNEL_ZALO, DT_REPLY_OUTCOME_ANSWER, TRUE },
  { "refuse", DT_CASE_KIND_COMPLAINT, DT_CHANNEL_EMAIL, DT_REPLY_OUTCOME_REFUSE, TRUE },
  { "forward", DT_CASE_KIND_FEEDBACK, DT_CHANNEL_FACEBOOK, DT_REPLY_OUTCOME_FORWARD, TRUE },
  { "acknowledge", DT_CASE_KIND_FEEDBACK, DT_CHANNEL_ZALO, DT_REPLY_OUTCOME_ACKNOWLEDGE, FALSE },
  { "ask", DT_CASE_KIND_COMPLAINT, DT_CHANNEL_PHONE, DT_REPLY_OUTCOME_ASK, FALSE },
  { "letter", DT_CASE_KIND_FEEDBACK, DT_CHANNEL_LETTER, DT_REPLY_OUTCOME_ACKNOWLEDGE, TRUE },
  { "inform", DT_CASE_KIND_FEEDBACK, DT_CHANNEL_ZALO, DT_REPLY_OUTCOME_INFORM, FALSE },
  { "inform-complaint", DT_CASE_KIND_COMPLAINT, DT_CHANNEL_ZALO, DT_REPLY_OUTCOME_INFORM, TRUE },
  { "told", DT_CASE_KIND_INFORMATION_REQUEST, DT_CHANNEL_WALK_IN, DT_REPLY_OUTCOME_ANSWER, FALSE },
  { "answer-told", DT_CASE_KIND_FEEDBACK, DT_CHANNEL_WALK_IN, DT_REPLY_OUTCOME_ANSWER, TRUE },
};

static void
test_approval (gconstpointer data)
{
  const ApprovalRow *row = data;
  const char *source = NULL;

  g_assert_cmpint (
      dt_reply_rules_need_approval (
          dt_reply_rules_get_shipped (), row->kind, row->channel, row->outcome, &source),
      ==,
      row->needed);
  g_assert_nonnull (source);
}

typedef struct
{
  const char *name;
  DtChannelKind channel;
  gint64 ago; /* -1: nothing ever came */
  gint64 left;
} WindowRow;

static const WindowRow window_rows[] = {
  { "facebook-fresh", DT_CHANNEL_FACEBOOK, HOUR, 7 * DAY - HOUR },
  { "facebook-second-day", DT_CHANNEL_FACEBOOK, 30 * HOUR, 7 * DAY - 30 * HOUR },
  { "facebook-over", DT_CHANNEL_FACEBOOK, 7 * DAY, 0 },
  { "facebook-never", DT_CHANNEL_FACEBOOK, -1, 0 },
  { "zalo-last-moment", DT_CHANNEL_ZALO, 7 * DAY - 1, 1 },
  { "zalo-over", DT_CHANNEL_ZALO, 8 * DAY, 0 },
  { "email", DT_CHANNEL_EMAIL, 900 * DAY, G_MAXINT64 },
  { "letter-never", DT_CHANNEL_LETTER, -1, G_MAXINT64 },
};

static void
test_window (gconstpointer data)
{
  const WindowRow *row = data;
  gint64 end = dt_reply_rules_get_window_end (
      dt_reply_rules_get_shipped (), row->channel, row->ago < 0 ? 0 : NOW - row->ago, NOW);

  if (row->left == 0 || row->left == G_MAXINT64)
    g_assert_cmpint (end, ==, row->left);
  else
    g_assert_cmpint (end, ==, NOW + row->left);
}

static void
test_address (void)
{
  DtReplyRules *rules = dt_reply_rules_get_shipped ();

  g_assert_cmpstr (dt_reply_rules_get_address (rules, DT_ADDRESS_ONG, FALSE, FALSE), ==, "ông");
  g_assert_cmpstr (dt_reply_rules_get_address (rules, DT_ADDRESS_BA, FALSE, TRUE), ==, "Bà");
  g_assert_cmpstr (
      dt_reply_rules_get_address (rules, DT_ADDRESS_UNDECIDED, TRUE, FALSE), ==, "các ông/bà");
}

/* Every list that the checks ask for is there, and in the written form. */
static void
test_words (void)
{
  static const char *const lists[] = { "attachment",  "attachment_theirs",
                                       "status",      "status_not_after",
                                       "status_open", "no_body",
                                       "own_body",    "not_body",
                                       "rude",        "other_body_grounds",
                                       "other_id",    "mobile_prefixes",
                                       "titles",      "places",
                                       "not_address" };
  DtReplyRules *rules = dt_reply_rules_get_shipped ();

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      const char *const *words = dt_reply_rules_get_words (rules, lists[i]);

      g_assert_nonnull (words[0]);
      for (; *words != NULL; words++)
        {
          g_autofree char *written = dt_text_written (*words, -1);

          g_assert_cmpstr (*words, ==, written);
        }
    }
  g_assert_null (dt_reply_rules_get_words (rules, "no such")[0]);
  g_assert_true (dt_reply_rules_check_stops (rules, DT_CHECK_BLANK));
  g_assert_true (dt_reply_rules_check_stops (rules, DT_CHECK_OTHER_ID));
  g_assert_false (dt_reply_rules_check_stops (rules, DT_CHECK_RUDE));
}

static char *
load_shipped (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (
      "/org/doithoai/data/rules/replies.json", G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);
  return g_strdup (g_bytes_get_data (bytes, NULL));
}

static char *
replace (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, 2);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strjoinv (to, parts);
}

typedef struct
{
  const char *name;
  const char *from, *to; /* in the shipped file */
  const char *says;
} BadRow;

static const BadRow bad_rows[] = {
  { "unknown-channel", "\"code\": \"walk_in\"", "\"code\": \"pigeon\"", "channels, row 1" },
  { "channel-twice", "\"code\": \"walk_in\"", "\"code\": \"zalo\"", "given twice" },
  { "misspelt-member", "\"max_chars\"", "\"max_char\"", "max_char" },
  { "window-the-wrong-way", "\"late_window_hours\": 168", "\"late_window_hours\": 12", "facebook" },
  { "unknown-way", "\"way\": \"letter\"", "\"way\": \"owl\"", "owl" },
  { "unknown-outcome",
    "\"outcomes\": [\"inform\"], \"needed\": false",
    "\"outcomes\": [\"x\"]",
    "x" },
  { "approval-with-a-gap",
    "\"outcomes\": [\"inform\"], \"needed\": false",
    "\"outcomes\": [\"ask\"], \"needed\": false",
    "approval" },
  { "check-missing", "{\"code\": \"empty\", \"stops\": true},", "", "a check is missing" },
  { "no-list", "\"words\": [", "\"word\": [", "words" },
  { "empty-word", "[\"đính kèm\"", "[\"\"", "entry 1" },
  { "not-json", "\"note\"", "note", "not JSON" },
};

static void
test_bad (gconstpointer data)
{
  const BadRow *row = data;
  g_autofree char *good = load_shipped ();
  g_autofree char *bad = replace (good, row->from, row->to);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtReplyRules) rules = dt_reply_rules_new (bad, &error);

  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_assert_null (rules);
  if (strstr (error->message, row->says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, row->says);
}

/* ---- pieces ---- */

static char *
drop_space (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

/* Pieces fit, lose nothing but white space and begin and end with words. */
static void
check_pieces (GPtrArray *pieces, const char *text, guint max)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  g_autofree char *wanted = drop_space (text);
  g_autofree char *got = NULL;
  const char *from = text;

  for (guint i = 0; i < pieces->len; i++)
    {
      const char *at = strstr (from, pieces->pdata[i]);

      g_assert_cmpint (g_utf8_strlen (pieces->pdata[i], -1), <=, max);
      g_assert_nonnull (at);
      g_assert_true (i == 0 || g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (at))));
      from = at + strlen (pieces->pdata[i]);
      g_string_append (joined, pieces->pdata[i]);
    }
  got = drop_space (joined->str);
  g_assert_cmpstr (got, ==, wanted);
}

static char *
make_text (GRand *rand)
{
  static const char *const words[]
      = { "Ủy",   "ban", "nhân",  "dân", "phường", "đã",  "nạo",    "vét",
          "cống", "hẻm", "45/12", "tại", "khu",    "phố", "nghiêng" };
  static const char *const gaps[] = { " ", " ", " ", " ", ", ", ". ", ".\n", "\n\n", "; ", "  " };
  GString *text = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (rand, 0, 2500);

  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      g_string_append (text, gaps[g_rand_int_range (rand, 0, G_N_ELEMENTS (gaps))]);
    }
  return g_string_free (text, FALSE);
}

static void
test_split_any (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  DtReplyRules *rules = dt_reply_rules_get_shipped ();

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *text = make_text (rand);
      g_autoptr (GPtrArray) pieces = dt_reply_rules_split (rules, DT_CHANNEL_ZALO, text);
      g_autoptr (GPtrArray) whole = dt_reply_rules_split (rules, DT_CHANNEL_EMAIL, text);

      check_pieces (pieces, text, 2000);
      g_assert_cmpuint (pieces->len, >=, 1);
      g_assert_cmpuint (pieces->len, <=, g_utf8_strlen (text, -1) / 600 + 1);
      g_assert_cmpuint (whole->len, ==, 1);
      g_assert_cmpstr (whole->pdata[0], ==, text);
    }
}

static void
test_split_places (void)
{
  DtReplyRules *rules = dt_reply_rules_get_shipped ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) pieces = NULL;
  g_autoptr (GPtrArray) forced = NULL;

  /* 1,500 characters, a paragraph, 1,500 more */
  for (guint i = 0; i < 250; i++)
    g_string_append (text, "được. ");
  g_string_append (text, "\n\nHai ");
  for (guint i = 0; i < 250; i++)
    g_string_append (text, "được. ");
  pieces = dt_reply_rules_split (rules, DT_CHANNEL_ZALO, text->str);
  g_assert_cmpuint (pieces->len, ==, 2);
  g_assert_true (g_str_has_prefix (pieces->pdata[1], "Hai được."));
  /* nothing to cut at: between letters, never between a letter and its mark */
  g_string_truncate (text, 0);
  for (guint i = 0; i < 1700; i++)
    g_string_append (text, "e\xCC\x82\xCC\x81");
  forced = dt_reply_rules_split (rules, DT_CHANNEL_ZALO, text->str);
  g_assert_cmpuint (forced->len, ==, 3);
  for (guint i = 0; i < forced->len; i++)
    g_assert_true (g_str_has_prefix (forced->pdata[i], "e"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reply-rules/channels", test_channels);
  g_test_add_func ("/reply-rules/address", test_address);
  g_test_add_func ("/reply-rules/words", test_words);
  for (guint i = 0; i < G_N_ELEMENTS (approval_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/reply-rules/approval/%s", approval_rows[i].name);

      g_test_add_data_func (path, &approval_rows[i], test_approval);
    }
  for (guint i = 0; i < G_N_ELEMENTS (window_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/reply-rules/window/%s", window_rows[i].name);

      g_test_add_data_func (path, &window_rows[i], test_window);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/reply-rules/bad/%s", bad_rows[i].name);

      g_test_add_data_func (path, &bad_rows[i], test_bad);
    }
  g_test_add_func ("/reply-rules/split/any", test_split_any);
  g_test_add_func ("/reply-rules/split/places", test_split_places);
  return g_test_run ();
}
