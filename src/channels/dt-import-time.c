/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times as people and programs write them, read without guessing: what has two readings is
 * refused. Pure, any thread. */
#include "channels/dt-import-record.h"

#include "base/dt-text.h"

#include <math.h>
#include <string.h>

#define HANOI_SECONDS (7 * 3600)
#define MIN_YEAR 1900
#define MAX_YEAR 2100

typedef struct
{
  int year, month, day;
  int hour, minute, second, usec;
  gboolean has_date, has_time;
  gboolean has_zone;
  int zone; /* seconds east of Greenwich */
} Parts;

static gboolean
read_number (const char **p, guint min_digits, guint max_digits, int *out)
{
  guint digits = 0;
  int value = 0;

  while (g_ascii_isdigit ((*p)[digits]) && digits <= max_digits)
    value = value * 10 + g_ascii_digit_value ((*p)[digits++]);
  if (digits < min_digits || digits > max_digits)
    return FALSE;
  *p += digits;
  *out = value;
  return TRUE;
}

static void
skip_blanks (const char **p)
{
  while (g_ascii_isspace (**p) || **p == ',')
    (*p)++;
}

/* "2026-11-23", "23/11/2026", "23-11-2026", "23.11.2026", "2026/11/23". */
static gboolean
read_date (const char **p, Parts *parts)
{
  const char *q = *p;
  int first;
  int third;
  char mark;

  if (parts->has_date || !read_number (&q, 1, 4, &first) || strchr ("-/.", *q) == NULL
      || *q == '\0')
    return FALSE;
  mark = *q++;
  if (!read_number (&q, 1, 2, &parts->month) || *q++ != mark || !read_number (&q, 1, 4, &third))
    return FALSE;
  if (first >= MIN_YEAR && third <= 31)
    {
      parts->year = first;
      parts->day = third;
    }
  else
    {
      parts->day = first;
      parts->year = third;
    }
  parts->has_date = TRUE;
  *p = q;
  return TRUE;
}

/* "14:06", "14:06:30.5", "14h06". */
static gboolean
read_clock (const char **p, Parts *parts)
{
  const char *q = *p;

  if (parts->has_time || !read_number (&q, 1, 2, &parts->hour) || (*q != ':' && *q != 'h'))
    return FALSE;
  if (*q++ == 'h' && !g_ascii_isdigit (*q))
    parts->minute = 0;
  else if (!read_number (&q, 2, 2, &parts->minute))
    return FALSE;
  if (*q == ':')
    {
      q++;
      if (!read_number (&q, 2, 2, &parts->second))
        return FALSE;
      if (*q == '.' || *q == ',')
        {
          int scale = 100000;

          for (q++; g_ascii_isdigit (*q); q++, scale /= 10)
            parts->usec += g_ascii_digit_value (*q) * scale;
        }
    }
  parts->has_time = TRUE;
  *p = q;
  return TRUE;
}

/* "Z", "+07:00", "+0700", "-08", "UTC", "GMT". */
static gboolean
read_zone (const char **p, Parts *parts)
{
  const char *q = *p;
  int hours = 0;
  int minutes = 0;

  if (!parts->has_time || parts->has_zone)
    return FALSE;
  if (*q == 'z')
    q++;
  else if (g_str_has_prefix (q, "utc") || g_str_has_prefix (q, "gmt"))
    q += 3;
  else if ((*q == '+' || *q == '-') && g_ascii_isdigit (q[1]) && g_ascii_isdigit (q[2]))
    {
      hours = g_ascii_digit_value (q[1]) * 10 + g_ascii_digit_value (q[2]);
      q += 3;
      if (*q == ':')
        q++;
      if (g_ascii_isdigit (*q) && !read_number (&q, 2, 2, &minutes))
        return FALSE;
      if (hours > 14 || minutes > 59)
        return FALSE;
    }
  else
    return FALSE;
  parts->zone = (hours * 3600 + minutes * 60) * (**p == '-' ? -1 : 1);
  parts->has_zone = TRUE;
  *p = q;
  return TRUE;
}

/* "sáng" and "chiều" on Vietnamese clocks: SA, CH; AM, PM. */
static gboolean
read_half (const char **p, Parts *parts)
{
  gboolean late = g_str_has_prefix (*p, "pm") || g_str_has_prefix (*p, "ch");

  if (!parts->has_time || parts->hour > 12 || parts->hour < 1 || g_ascii_isalpha ((*p)[2])
      || !(late || g_str_has_prefix (*p, "am") || g_str_has_prefix (*p, "sa")))
    return FALSE;
  parts->hour = parts->hour % 12 + (late ? 12 : 0);
  *p += 2;
  return TRUE;
}

static gboolean
to_usec (const Parts *parts, gint64 *out_usec)
{
  g_autoptr (GDateTime) time = NULL;

  if (!parts->has_date || parts->year < MIN_YEAR || parts->year >= MAX_YEAR || parts->hour > 23
      || parts->minute > 59 || parts->second > 60)
    return FALSE;
  time = g_date_time_new_utc (
      parts->year, parts->month, parts->day, parts->hour, parts->minute, MIN (parts->second, 59));
  if (time == NULL)
    return FALSE;
  *out_usec = (g_date_time_to_unix (time) - (parts->has_zone ? parts->zone : HANOI_SECONDS))
                  * G_USEC_PER_SEC
              + parts->usec;
  return TRUE;
}

/* A bare number: Unix seconds or milliseconds from 2000 to 2100, or the day number of a spreadsheet
 * from 1990 to 2100, which counts from 30 December 1899 and knows no zone. */
static gboolean
read_bare_number (const char *text, gint64 *out_usec)
{
  char *end = NULL;
  double value;

  if (strspn (text, "0123456789.") != strlen (text))
    return FALSE;
  value = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0')
    return FALSE;
  if (value >= 946684800 && value < 4102444800)
    *out_usec = (gint64) (value * G_USEC_PER_SEC);
  else if (value >= 946684800000. && value < 4102444800000.)
    *out_usec = (gint64) (value * 1000);
  else if (value >= 32874 && value < 73051)
    *out_usec = (gint64) (round ((value - 25569) * 86400) - HANOI_SECONDS) * G_USEC_PER_SEC;
  else
    return FALSE;
  return TRUE;
}

/* "thứ Hai, ngày 23 tháng 11 năm 2026 lúc 14 giờ 06 phút" → "23/11/2026 14:06", folded. */
static char *
simplify_words (const char *text)
{
  static const char *const rules[][2] = {
    { "\\b(thu (hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|(mon|tues|wednes|thurs|fri|satur|sun)day)\\b",
      " " },
    { "\\b(ngay|luc|vao)\\b", " " },
    { "\\s*\\bthang\\s*", "/" },
    { "\\s*\\bnam\\s*", "/" },
    { "(\\d)\\s*gio\\s*(\\d\\d)(\\s*phut)?", "\\1:\\2 " },
    { "(\\d)\\s*gio\\b", "\\1h " },
    { "\\s-\\s", " " },
  };
  char *words = dt_text_fold (text, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (rules[i][0], 0, 0, NULL);
      char *next = g_regex_replace (regex, words, -1, 0, rules[i][1], 0, NULL);

      g_free (words);
      words = next;
    }
  return g_strstrip (words);
}

static gboolean
read_parts (const char *text, gint64 *out_usec)
{
  Parts parts = { 0 };
  const char *p = text;

  skip_blanks (&p);
  while (*p != '\0')
    {
      if (*p == 't' && parts.has_date && !parts.has_time && g_ascii_isdigit (p[1]))
        p++;
      if (!read_date (&p, &parts) && !read_clock (&p, &parts) && !read_half (&p, &parts)
          && !read_zone (&p, &parts))
        return FALSE;
      skip_blanks (&p);
    }
  return to_usec (&parts, out_usec);
}

/**
 * dt_import_parse_time:
 * @text: (nullable): a time as a file has it
 * @out_usec: (out): Unix microseconds; untouched if %FALSE is returned
 *
 * Reads ISO 8601 with or without a zone, dd/mm/yyyy with `/`, `-` or `.` and the clock before or
 * behind, the words of Vietnamese letters ("14 giờ 06 phút, ngày 23 tháng 11 năm 2026"), Unix
 * seconds and milliseconds, and day numbers of spreadsheets. Without a zone it is Hanoi's. A date
 * with two digits for the year, or the month first, is refused rather than guessed.
 *
 * Returns: whether @text is a time between 1900 and 2100
 */
gboolean
dt_import_parse_time (const char *text, gint64 *out_usec)
{
  g_autofree char *plain = NULL;
  g_autofree char *lower = NULL;
  g_autofree char *simple = NULL;
  gsize length;

  g_return_val_if_fail (out_usec != NULL, FALSE);

  if (text == NULL)
    return FALSE;
  plain = g_strstrip (g_strndup (text, 101));
  length = strlen (plain);
  if (length == 0 || length > 100)
    return FALSE;
  if (read_bare_number (plain, out_usec))
    return TRUE;
  lower = g_ascii_strdown (plain, -1);
  if (read_parts (lower, out_usec))
    return TRUE;
  if (!g_utf8_validate (plain, -1, NULL) || strpbrk (plain, "0123456789") == NULL)
    return FALSE;
  simple = simplify_words (plain);
  return read_parts (simple, out_usec);
}
