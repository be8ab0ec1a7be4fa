/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of a reply before it goes out: what is not about the words of the text, and the text taken
 * apart for those that are. Any thread. */
#include "base/dt-text.h"
#include "model/dt-nicks.h"
#include "model/dt-reply-check-private.h"
#include "model/dt-reply-template.h"

#include <string.h>

static const char *const nicks[DT_N_CHECKS] = {
  "empty",       "blank",       "field",      "recipient", "window",   "length", "other_case",
  "other_id",    "other_phone", "attachment", "no_body",   "status",   "title",  "other_name",
  "public_data", "rude",        "capitals",   "address",   "spelling",
};

DT_DEFINE_NICKS (check_kind, DtCheckKind, nicks)

/**
 * dt_finding_free:
 * @self: (transfer full): a finding
 */
void
dt_finding_free (DtFinding *self)
{
  g_free (self->detail);
  g_free (self);
}

/* ---- the text taken apart ---- */

void
dt_reply_scan_add (DtReplyScan *self, DtCheckKind kind, guint start, guint end, const char *detail)
{
  DtFinding *finding = g_new0 (DtFinding, 1);

  finding->kind = kind;
  finding->stops = dt_reply_rules_check_stops (self->rules, kind);
  finding->start = self->in_title ? 0 : start;
  finding->end = self->in_title ? 0 : end;
  finding->detail = detail != NULL || end <= start
                        ? g_strdup (detail)
                        : g_ucs4_to_utf8 (self->chars + start, end - start, NULL, NULL, NULL);
  g_ptr_array_add (self->findings, finding);
}

const DtReplyWord *
dt_reply_scan_get (const DtReplyScan *self, guint i)
{
  return &g_array_index (self->words, DtReplyWord, i);
}

/* How many words from @i on are @phrase. */
static guint
match_phrase (const DtReplyScan *self, guint i, const char *phrase)
{
  guint n = 0;

  for (;; n++)
    {
      const DtReplyWord *word;
      gsize length;

      if (i + n >= self->words->len)
        return 0;
      word = dt_reply_scan_get (self, i + n);
      length = strlen (word->written);
      if ((n > 0 && !word->glued) || strncmp (word->written, phrase, length) != 0)
        return 0;
      if (phrase[length] == '\0')
        return n + 1;
      if (phrase[length] != ' ')
        return 0;
      phrase += length + 1;
    }
}

guint
dt_reply_scan_match (const DtReplyScan *self, guint i, const char *const *phrases)
{
  guint longest = 0;
  char first;

  if (i >= self->words->len)
    return 0;
  first = dt_reply_scan_get (self, i)->written[0];
  for (; *phrases != NULL; phrases++)
    if (**phrases == first)
      longest = MAX (longest, match_phrase (self, i, *phrases));
  return longest;
}

guint
dt_reply_scan_match_list (const DtReplyScan *self, guint i, const char *list)
{
  return dt_reply_scan_match (self, i, dt_reply_rules_get_words (self->rules, list));
}

gboolean
dt_reply_scan_is_after (const DtReplyScan *self, guint i, const char *list)
{
  for (guint back = 1; back <= 3 && back <= i; back++)
    if (dt_reply_scan_match_list (self, i - back, list) == back
        && dt_reply_scan_get (self, i)->glued)
      return TRUE;
  return FALSE;
}

gboolean
dt_reply_scan_has_before (const DtReplyScan *self, guint i, const char *list)
{
  guint sentence = dt_reply_scan_get (self, i)->sentence;

  while (i > 0 && dt_reply_scan_get (self, i - 1)->sentence == sentence)
    if (dt_reply_scan_match_list (self, --i, list) > 0)
      return TRUE;
  return FALSE;
}

guint
dt_reply_scan_match_body (const DtReplyScan *self, guint i)
{
  guint n = dt_reply_scan_match_list (self, i, "no_body");

  if (n == 0 || dt_reply_scan_match_list (self, i, "not_body") > 0)
    return 0;
  /* "sở", "phòng": with a capital, and not alone */
  if (n == 1
      && (!dt_reply_scan_get (self, i)->capital || i + 1 >= self->words->len
          || !dt_reply_scan_get (self, i + 1)->glued)
      && !dt_reply_scan_get (self, i)->upper)
    return 0;
  return n;
}

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* "1.500", "TP.HCM" go on; what is followed by a space or nothing ends. */
static gboolean
ends_sentence (const gunichar *p)
{
  if (*p == '\n' || *p == '!' || *p == '?' || *p == ';' || *p == 0x2026)
    return TRUE;
  return *p == '.' && (p[1] == 0 || g_unichar_isspace (p[1]));
}

static void
add_word (DtReplyScan *self, guint start, guint end, DtReplyWord *word)
{
  g_autofree char *slice = g_ucs4_to_utf8 (self->chars + start, end - start, NULL, NULL, NULL);
  guint n_upper = 0, n_lower = 0;

  word->start = start;
  word->end = end;
  word->written = dt_text_written (slice, -1);
  word->letters = TRUE;
  for (guint i = start; i < end; i++)
    {
      n_upper += g_unichar_isupper (self->chars[i]) ? 1 : 0;
      n_lower += g_unichar_islower (self->chars[i]) ? 1 : 0;
      word->letters &= !g_unichar_isdigit (self->chars[i]);
    }
  word->capital = g_unichar_isupper (self->chars[start]);
  word->upper = n_upper >= 2 && n_lower == 0;
  g_array_append_val (self->words, *word);
}

static void
read_words (DtReplyScan *self)
{
  DtReplyWord word = { .first = TRUE };
  guint i = 0;

  while (i < self->n)
    {
      guint start = i;

      while (i < self->n && is_word_char (self->chars[i]))
        i++;
      if (i > start)
        {
          add_word (self, start, i, &word);
          word.glued = TRUE;
          word.first = FALSE;
          continue;
        }
      if (!g_unichar_isspace (self->chars[i]) || self->chars[i] == '\n')
        word.glued = FALSE;
      if (ends_sentence (self->chars + i))
        {
          word.sentence++;
          word.first = TRUE;
        }
      i++;
    }
}

static void
clear_word (gpointer data)
{
  g_free (((DtReplyWord *) data)->written);
}

static void
scan_init (DtReplyScan *self, const char *text)
{
  glong n = 0;

  self->chars = g_utf8_to_ucs4_fast (text, -1, &n);
  self->n = (guint) n;
  self->words = g_array_new (FALSE, FALSE, sizeof (DtReplyWord));
  g_array_set_clear_func (self->words, clear_word);
  read_words (self);
}

static void
scan_clear (DtReplyScan *self)
{
  g_clear_pointer (&self->words, g_array_unref);
  g_clear_pointer (&self->chars, g_free);
}

/* ---- what is left of a template ---- */

static void
scan_rests (DtReplyScan *self, const char *text)
{
  g_autoptr (GArray) blanks = dt_reply_find_blanks (text);

  for (guint i = 0; i < blanks->len; i++)
    {
      const DtBlank *blank = &g_array_index (blanks, DtBlank, i);

      dt_reply_scan_add (self, DT_CHECK_BLANK, blank->start, blank->end, NULL);
    }
  for (guint i = 0; i + 1 < self->n; i++)
    if ((self->chars[i] == '{' && self->chars[i + 1] == '{')
        || (self->chars[i] == '}' && self->chars[i + 1] == '}'))
      {
        dt_reply_scan_add (self, DT_CHECK_FIELD, i, i + 2, NULL);
        i++;
      }
}

/* ---- the way it goes ---- */

static gboolean
is_reachable (const DtChannelRule *rule, DtChannelKind channel, const DtRecipient *recipient)
{
  if (!rule->needs_address)
    return TRUE;
  if (recipient->address == NULL || *recipient->address == '\0')
    return FALSE;
  return channel != DT_CHANNEL_EMAIL || strchr (recipient->address, '@') != NULL;
}

static gboolean
is_blank (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static void
check_way (DtReplyScan *self)
{
  const DtReplyDraft *draft = self->input->draft;
  const DtChannelRule *rule = dt_reply_rules_get_channel (self->rules, draft->channel);
  const char *text = draft->text != NULL ? draft->text : "";

  if (draft->recipients->len == 0)
    dt_reply_scan_add (self, DT_CHECK_RECIPIENT, 0, 0, NULL);
  for (guint i = 0; i < draft->recipients->len; i++)
    {
      const DtRecipient *recipient = draft->recipients->pdata[i];

      if (!is_reachable (rule, draft->channel, recipient))
        dt_reply_scan_add (self, DT_CHECK_RECIPIENT, 0, 0, recipient->name);
    }
  if (dt_reply_rules_get_window_end (
          self->rules, draft->channel, self->input->last_inbound, self->input->now)
      == 0)
    dt_reply_scan_add (self, DT_CHECK_WINDOW, 0, 0, NULL);
  if (rule->max_chars > 0 && !rule->splits && g_utf8_strlen (text, -1) > rule->max_chars)
    dt_reply_scan_add (self, DT_CHECK_LENGTH, 0, 0, NULL);
  /* A letter says by itself what it is about. */
  if (rule->has_title && rule->way != DT_WAY_LETTER && is_blank (draft->title))
    dt_reply_scan_add (self, DT_CHECK_TITLE, 0, 0, NULL);
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const DtFinding *x = *(const DtFinding *const *) a;
  const DtFinding *y = *(const DtFinding *const *) b;

  if (x->stops != y->stops)
    return x->stops ? -1 : 1;
  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return (int) x->kind - (int) y->kind;
}

/**
 * dt_reply_check:
 * @rules: the rules
 * @input: the draft and what is known of its case
 *
 * What is found in the title has no place in the text: its start and end are 0.
 *
 * Returns: (transfer full) (element-type DtFinding): all findings, those that stop first
 */
GPtrArray *
dt_reply_check (DtReplyRules *rules, const DtCheckInput *input)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_finding_free);
  DtReplyScan scan = { .rules = rules, .input = input, .findings = findings };
  const char *text;

  g_return_val_if_fail (rules != NULL && input != NULL && input->draft != NULL, findings);

  text = input->draft->text != NULL ? input->draft->text : "";
  scan_init (&scan, text);
  if (is_blank (text))
    dt_reply_scan_add (&scan, DT_CHECK_EMPTY, 0, 0, NULL);
  check_way (&scan);
  scan_rests (&scan, text);
  dt_reply_scan_numbers (&scan);
  if (!is_blank (text))
    dt_reply_scan_claims (&scan);
  dt_reply_scan_tone (&scan);
  dt_reply_scan_names (&scan);
  scan_clear (&scan);
  if (!is_blank (input->draft->title))
    {
      scan.in_title = TRUE;
      scan_init (&scan, input->draft->title);
      scan_rests (&scan, input->draft->title);
      dt_reply_scan_numbers (&scan);
      scan_clear (&scan);
    }
  g_ptr_array_sort (findings, compare_findings);
  return findings;
}

/**
 * dt_findings_get_stop:
 * @findings: (element-type DtFinding): as dt_reply_check() gives them
 *
 * Returns: (transfer none) (nullable): the first that keeps the reply from going out
 */
const DtFinding *
dt_findings_get_stop (GPtrArray *findings)
{
  g_return_val_if_fail (findings != NULL, NULL);

  for (guint i = 0; i < findings->len; i++)
    if (((const DtFinding *) findings->pdata[i])->stops)
      return findings->pdata[i];
  return NULL;
}
