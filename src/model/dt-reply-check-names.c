/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is spoken to and of in a reply: names that are nobody's of the case, forms of address that
 * change on the way. Any thread. */
#include "base/dt-text.h"
#include "model/dt-reply-check-private.h"

#include <string.h>

#define MAX_NAME 5 /* words */

/* One bit a form, so that "ông/bà" is two. */
static const struct
{
  const char *written;
  guint bit;
} forms[] = { { "ông", 1 }, { "bà", 2 }, { "anh", 4 }, { "chị", 8 } };

static guint
get_form (const DtReplyWord *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].written, word->written))
      return forms[i].bit;
  return 0;
}

/* ---- names ---- */

static void
add_name (GPtrArray *names, const char *name)
{
  if (name != NULL && *name != '\0')
    g_ptr_array_add (names, dt_text_written (name, -1));
}

static GPtrArray *
get_known_names (const DtCheckInput *input)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; input->citizens != NULL && i < input->citizens->len; i++)
    add_name (names, ((DtCitizen *) input->citizens->pdata[i])->name);
  for (guint i = 0; i < input->draft->recipients->len; i++)
    add_name (names, ((DtRecipient *) input->draft->recipients->pdata[i])->name);
  if (input->a_case != NULL)
    add_name (names, input->a_case->citizen_name);
  for (guint i = 0; input->officers != NULL && i < input->officers->len; i++)
    add_name (names, ((DtOfficer *) input->officers->pdata[i])->name);
  return names;
}

/* The whole of it or its end: "Nguyễn Văn An", "Văn An", "An". */
static gboolean
is_known (GPtrArray *names, const char *name)
{
  for (guint i = 0; i < names->len; i++)
    {
      const char *known = names->pdata[i];
      gsize rest = strlen (known) - MIN (strlen (known), strlen (name));

      if (g_str_has_suffix (known, name) && (rest == 0 || known[rest - 1] == ' '))
        return TRUE;
    }
  return FALSE;
}

/* Words from @i on that look like a name: capitals, no office, no body, no abbreviation. */
static guint
count_name (const DtReplyScan *self, guint i)
{
  guint n = 0;

  for (; n < MAX_NAME && i + n < self->words->len; n++)
    {
      const DtReplyWord *word = dt_reply_scan_get (self, i + n);

      if (!word->glued || !word->capital || word->upper || !word->letters
          || dt_reply_scan_match_body (self, i + n) > 0 || get_form (word) != 0)
        break;
    }
  return n;
}

/* "ông Chủ tịch Nguyễn Văn An": to the name. */
static guint
skip_titles (const DtReplyScan *self, guint i)
{
  guint n;

  while (i < self->words->len && dt_reply_scan_get (self, i)->glued
         && (n = dt_reply_scan_match_list (self, i, "titles")) > 0)
    i += n;
  return i;
}

static gboolean
is_known_start (const DtReplyScan *self, GPtrArray *names, guint i, guint n)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint j = 0; j < n; j++)
    {
      g_string_append_printf (
          name, "%s%s", j > 0 ? " " : "", dt_reply_scan_get (self, i + j)->written);
      if (is_known (names, name->str))
        return TRUE;
    }
  return FALSE;
}

/* "đường Ông Ích Khiêm", "chợ Bà Chiểu", and a capital inside a sentence: part of a name itself. */
static gboolean
is_place (const DtReplyScan *self, guint i)
{
  return dt_reply_scan_get (self, i)->capital && dt_reply_scan_is_after (self, i, "places");
}

static void
scan_other_names (DtReplyScan *self, GPtrArray *names)
{
  for (guint i = 0; i + 1 < self->words->len; i++)
    {
      guint start, n;

      if (get_form (dt_reply_scan_get (self, i)) == 0 || is_place (self, i)
          || dt_reply_scan_match_list (self, i, "not_address") > 0)
        continue;
      start = skip_titles (self, i + 1);
      n = count_name (self, start);
      if (n > 0 && !is_known_start (self, names, start, n))
        dt_reply_scan_add (self,
                           DT_CHECK_OTHER_NAME,
                           dt_reply_scan_get (self, start)->start,
                           dt_reply_scan_get (self, start + n - 1)->end,
                           NULL);
      i = start + n > i + 1 ? start + n - 1 : i;
    }
}

/* ---- forms of address ---- */

/* "ông/bà", "ông bà", "Ông/Bà". */
static gboolean
is_pair (const DtReplyScan *self, guint i)
{
  const DtReplyWord *one, *other;

  if (i + 1 >= self->words->len)
    return FALSE;
  one = dt_reply_scan_get (self, i);
  other = dt_reply_scan_get (self, i + 1);
  if ((get_form (one) | get_form (other)) != 3 && (get_form (one) | get_form (other)) != 12)
    return FALSE;
  return get_form (one) != get_form (other) && get_form (other) != 0
         && (other->glued || (other->start == one->end + 1 && self->chars[one->end] == '/'));
}

/* Somebody spoken of, or no form of address at all. */
static gboolean
is_other (const DtReplyScan *self, GPtrArray *names, guint i)
{
  guint n = count_name (self, i + 1);

  if (dt_reply_scan_match_list (self, i, "not_address") > 0 || is_place (self, i))
    return TRUE;
  if (i > 0 && dt_reply_scan_get (self, i)->glued
      && dt_reply_scan_match_list (self, i - 1, "not_address") > 1)
    return TRUE;
  return n > 0 && !is_known_start (self, names, i + 1, n);
}

static void
scan_forms (DtReplyScan *self, GPtrArray *citizens)
{
  guint first = 0;
  g_autofree char *said = NULL;

  for (guint i = 0; i < self->words->len; i++)
    {
      guint form = get_form (dt_reply_scan_get (self, i));
      guint n = 1;
      guint start = dt_reply_scan_get (self, i)->start;
      guint end;

      if (form == 0 || is_other (self, citizens, i))
        continue;
      if (is_pair (self, i))
        form |= get_form (dt_reply_scan_get (self, i + n++));
      end = dt_reply_scan_get (self, i + n - 1)->end;
      i += n - 1;
      if (first == 0)
        {
          first = form;
          said = g_ucs4_to_utf8 (self->chars + start, end - start, NULL, NULL, NULL);
        }
      else if (form != first)
        dt_reply_scan_add (self, DT_CHECK_ADDRESS, start, end, said);
    }
}

void
dt_reply_scan_names (DtReplyScan *self)
{
  g_autoptr (GPtrArray) known = get_known_names (self->input);
  g_autoptr (GPtrArray) citizens = g_ptr_array_new_with_free_func (g_free);

  scan_other_names (self, known);
  for (guint i = 0; self->input->citizens != NULL && i < self->input->citizens->len; i++)
    add_name (citizens, ((DtCitizen *) self->input->citizens->pdata[i])->name);
  if (citizens->len <= 1)
    scan_forms (self, citizens);
}
