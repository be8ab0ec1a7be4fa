/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers in a reply that are somebody's: codes of cases, phone numbers, identity cards. Dates,
 * sums of money and numbers of laws are none of them. Any thread. */
#include "base/dt-text.h"
#include "model/dt-reply-check-private.h"

#include <string.h>

#define MAX_GROUPS 6
#define CONTEXT_WORDS 6 /* before nine figures: what says that they are an identity card's */

/* Figures on end. */
typedef struct
{
  guint start, end;
} Group;

typedef enum
{
  NUMBER_NONE,
  NUMBER_PHONE,
  NUMBER_ID,
} NumberType;

static gboolean
is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

/* ---- codes of cases ---- */

static gboolean
is_known_code (const DtCheckInput *input, const char *code)
{
  if (input->a_case != NULL && input->a_case->code != NULL
      && g_ascii_strcasecmp (input->a_case->code, code) == 0)
    return TRUE;
  for (guint i = 0; input->codes != NULL && input->codes[i] != NULL; i++)
    if (g_ascii_strcasecmp (input->codes[i], code) == 0)
      return TRUE;
  return FALSE;
}

/* The end of "HS-2026-0412" that begins at @at, 0: none does. */
static guint
match_code (const DtReplyScan *self, guint at, const char *prefix)
{
  guint digits = 0;
  guint year;

  if (at > 0 && g_unichar_isalnum (self->chars[at - 1]))
    return 0;
  for (; *prefix != '\0'; prefix++, at++)
    if (at >= self->n || self->chars[at] > 0x7F
        || g_ascii_toupper ((char) self->chars[at]) != g_ascii_toupper (*prefix))
      return 0;
  if (self->chars[at] != '-')
    return 0;
  for (year = ++at; at < self->n && is_digit (self->chars[at]); at++)
    ;
  if (at - year != 4 || self->chars[at] != '-')
    return 0;
  for (at++; at < self->n && is_digit (self->chars[at]); at++)
    digits++;
  return digits >= 2 ? at : 0;
}

static void
scan_codes (DtReplyScan *self)
{
  const DtCase *a_case = self->input->a_case;
  const char *dash = a_case != NULL && a_case->code != NULL ? strchr (a_case->code, '-') : NULL;
  g_autofree char *prefix = dash != NULL && dash > a_case->code
                                ? g_strndup (a_case->code, (gsize) (dash - a_case->code))
                                : g_strdup ("HS");

  for (guint i = 0; i < self->n; i++)
    {
      guint end = match_code (self, i, prefix);
      g_autofree char *code = NULL;

      if (end == 0)
        continue;
      code = g_ucs4_to_utf8 (self->chars + i, end - i, NULL, NULL, NULL);
      if (!is_known_code (self->input, code))
        dt_reply_scan_add (self, DT_CHECK_OTHER_CASE, i, end, NULL);
      i = end;
    }
}

/* ---- phones and identity cards ---- */

/* Behind a letter, a stroke or a dash with something before it a number does not begin: that is
 * part of a date, a code, the number of a law. */
static gboolean
can_begin (const DtReplyScan *self, guint at)
{
  gunichar before = at > 0 ? self->chars[at - 1] : 0;

  if (g_unichar_isalnum (before) || before == '/')
    return FALSE;
  if (before == '-' || before == '.' || before == ',')
    return at < 2 || !g_unichar_isalnum (self->chars[at - 2]);
  return TRUE;
}

static gboolean
can_end (const DtReplyScan *self, guint at)
{
  gunichar behind = self->chars[at];

  if (g_unichar_isalpha (behind) || behind == '/')
    return FALSE;
  return behind != '-' || !g_unichar_isalpha (self->chars[at + 1]);
}

/* Where the next group begins behind @at, over one separator or two ("(028) 3822"); 0: nowhere. */
static guint
skip_separator (const DtReplyScan *self, guint at)
{
  guint i = at;

  while (i < self->n && i < at + 2
         && (self->chars[i] == ' ' || self->chars[i] == '.' || self->chars[i] == '-'
             || self->chars[i] == ')' || self->chars[i] == 0xA0))
    i++;
  return i > at && i < self->n && is_digit (self->chars[i]) ? i : 0;
}

static guint
read_groups (const DtReplyScan *self, guint at, Group *groups)
{
  guint n = 0;

  do
    {
      guint end = at;

      while (is_digit (self->chars[end]))
        end++;
      groups[n].start = at;
      groups[n++].end = end;
      at = skip_separator (self, end);
    }
  while (at != 0 && n < MAX_GROUPS);
  return n;
}

static gboolean
has_prefix_of (const DtReplyScan *self, const char *digits)
{
  const char *const *prefixes = dt_reply_rules_get_words (self->rules, "mobile_prefixes");

  for (; *prefixes != NULL; prefixes++)
    if (g_str_has_prefix (digits, *prefixes))
      return TRUE;
  return FALSE;
}

/* In groups of so many figures, or on end. */
static gboolean
is_even (const Group *groups, guint n, guint length)
{
  for (guint i = 0; i < n && n > 1; i++)
    if (groups[i].end - groups[i].start != length)
      return FALSE;
  return TRUE;
}

/* Whether what comes before says that it is an identity card's. */
static gboolean
is_said_to_be_id (const DtReplyScan *self, guint at)
{
  guint last = 0;
  guint sentence;

  while (last < self->words->len && dt_reply_scan_get (self, last)->start < at)
    last++;
  if (last >= self->words->len)
    return FALSE;
  sentence = dt_reply_scan_get (self, last)->sentence;
  for (guint back = 1; back <= CONTEXT_WORDS && back <= last; back++)
    if (dt_reply_scan_get (self, last - back)->sentence == sentence
        && dt_reply_scan_match_list (self, last - back, "other_id") > 0)
      return TRUE;
  return FALSE;
}

/* @digits: of the first @n groups. */
static NumberType
get_type (const DtReplyScan *self, const Group *groups, guint n, const char *digits)
{
  gboolean plus = groups[0].start > 0 && self->chars[groups[0].start - 1] == '+';
  g_autofree char *national = NULL;
  gsize length = strlen (digits);

  if (g_str_has_prefix (digits, "84") && length >= 11 && (plus || n == 1))
    national = g_strconcat ("0", digits + 2, NULL);
  else if (!plus)
    national = g_strdup (digits);
  if (national == NULL)
    return NUMBER_NONE;
  if (strlen (national) == 10 && has_prefix_of (self, national))
    return NUMBER_PHONE;
  if (strlen (national) == 11 && g_str_has_prefix (national, "02"))
    return NUMBER_PHONE;
  /* "079085001234", "079 085 001 234"; in fours an account's number may begin so too */
  if (length == 12 && digits[0] == '0'
      && (is_even (groups, n, 3)
          || (is_even (groups, n, 4) && is_said_to_be_id (self, groups[0].start))))
    return NUMBER_ID;
  if (length == 9 && is_even (groups, n, 3)
      && ((digits[0] == '0' && n == 1) || is_said_to_be_id (self, groups[0].start)))
    return NUMBER_ID;
  return NUMBER_NONE;
}

static gboolean
is_phone_of (const char *theirs, const char *phone)
{
  g_autofree char *normalized = theirs != NULL ? dt_text_normalize_phone (theirs) : NULL;

  return normalized != NULL && g_str_equal (normalized, phone);
}

static gboolean
is_citizens (const DtCheckInput *input, const char *number, NumberType type)
{
  for (guint i = 0; input->citizens != NULL && i < input->citizens->len; i++)
    {
      const DtCitizen *citizen = input->citizens->pdata[i];
      g_auto (GStrv) parts = NULL;
      g_autofree char *id = NULL;

      if (type == NUMBER_PHONE && is_phone_of (citizen->phone, number))
        return TRUE;
      if (type != NUMBER_ID || citizen->id_number == NULL)
        continue;
      parts = g_strsplit_set (citizen->id_number, " .-", -1);
      id = g_strjoinv ("", parts);
      if (g_str_equal (id, number))
        return TRUE;
    }
  for (guint i = 0; type == NUMBER_PHONE && i < input->draft->recipients->len; i++)
    if (is_phone_of (((DtRecipient *) input->draft->recipients->pdata[i])->address, number))
      return TRUE;
  return FALSE;
}

/* A fixed line in a sentence that names a body before it is that body's. */
static gboolean
is_bodys (const DtReplyScan *self, guint at, const char *phone)
{
  guint word = 0;
  guint sentence;

  if (!g_str_has_prefix (phone, "02"))
    return FALSE;
  while (word < self->words->len && dt_reply_scan_get (self, word)->start < at)
    word++;
  if (word >= self->words->len)
    return FALSE;
  sentence = dt_reply_scan_get (self, word)->sentence;
  while (word > 0 && dt_reply_scan_get (self, word - 1)->sentence == sentence)
    if (dt_reply_scan_match_body (self, --word) > 0)
      return TRUE;
  return FALSE;
}

static void
judge (DtReplyScan *self, guint start, guint end, const char *digits, NumberType type)
{
  const DtChannelRule *rule = dt_reply_rules_get_channel (self->rules, self->input->draft->channel);
  g_autofree char *number
      = type == NUMBER_PHONE ? dt_text_normalize_phone (digits) : g_strdup (digits);

  if (is_citizens (self->input, number, type))
    {
      if (rule->public)
        dt_reply_scan_add (self, DT_CHECK_PUBLIC_DATA, start, end, NULL);
    }
  else if (type == NUMBER_ID)
    dt_reply_scan_add (self, DT_CHECK_OTHER_ID, start, end, NULL);
  else if (!is_phone_of (self->input->unit_phone, number) && !is_bodys (self, start, number))
    dt_reply_scan_add (self, DT_CHECK_OTHER_PHONE, start, end, NULL);
}

/* The longest number of somebody's that begins at @at; its end, or that of the first group. */
static guint
scan_number (DtReplyScan *self, guint at)
{
  Group groups[MAX_GROUPS] = { { 0 } };
  guint n = read_groups (self, at, groups);
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autofree char *best = NULL;
  NumberType best_type = NUMBER_NONE;
  guint end = groups[0].end;

  for (guint i = 0; i < n; i++)
    {
      NumberType type;

      for (guint j = groups[i].start; j < groups[i].end; j++)
        g_string_append_c (digits, (char) self->chars[j]);
      if (digits->len > 13)
        break;
      type = can_end (self, groups[i].end) ? get_type (self, groups, i + 1, digits->str)
                                           : NUMBER_NONE;
      if (type == NUMBER_NONE)
        continue;
      g_free (best);
      best = g_strdup (digits->str);
      best_type = type;
      end = groups[i].end;
    }
  if (best != NULL)
    judge (self, at, end, best, best_type);
  return end;
}

void
dt_reply_scan_numbers (DtReplyScan *self)
{
  scan_codes (self);
  for (guint i = 0; i < self->n; i++)
    if (is_digit (self->chars[i]))
      {
        if (can_begin (self, i))
          i = scan_number (self, i);
        else
          while (is_digit (self->chars[i + 1]))
            i++;
      }
}
