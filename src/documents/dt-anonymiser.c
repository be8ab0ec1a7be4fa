/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text is taken apart into words, each compared without marks and case, so that "tran thi HOA" is
 * found as "Trần Thị Hoa"; the longest phrase that fits is replaced. Numbers and e-mails are found
 * by their form before that. One thread. */
#include "documents/dt-anonymiser.h"

#include "base/dt-text.h"

#include <string.h>

#define HIDDEN_NUMBER "[số đã ẩn]"
#define HIDDEN_MAIL "[thư điện tử đã ẩn]"
#define HIDDEN_ADDRESS "[địa chỉ đã ẩn]"
#define HIDDEN_HANDLE "[tài khoản đã ẩn]"

typedef struct
{
  GPtrArray *words; /* of char *, folded */
  char *instead;
  gboolean given; /* one word: only with an honorific before it, or as it is written */
  char *written;  /* then: "Hoa" */
} Phrase;

struct _DtAnonymiser
{
  GPtrArray *phrases; /* of Phrase */
  GPtrArray *handles; /* of char * */
  GPtrArray *numbers; /* of char * */
};

typedef struct
{
  const char *start, *end;
  char *folded;
} Word;

static void
phrase_free (gpointer data)
{
  Phrase *phrase = data;

  g_ptr_array_unref (phrase->words);
  g_free (phrase->instead);
  g_free (phrase->written);
  g_free (phrase);
}

static void
word_clear (gpointer data)
{
  g_free (((Word *) data)->folded);
}

/**
 * dt_anonymiser_new:
 *
 * Returns: (transfer full): one that knows nobody yet
 */
DtAnonymiser *
dt_anonymiser_new (void)
{
  DtAnonymiser *self = g_new0 (DtAnonymiser, 1);

  self->phrases = g_ptr_array_new_with_free_func (phrase_free);
  self->handles = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * dt_anonymiser_free:
 * @self: (transfer full): an anonymiser
 */
void
dt_anonymiser_free (DtAnonymiser *self)
{
  g_ptr_array_unref (self->phrases);
  g_ptr_array_unref (self->handles);
  g_ptr_array_unref (self->numbers);
  g_free (self);
}

/* ---- words ---- */

/* Of Word: runs of letters and digits. */
static GArray *
split_words (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  const char *start = NULL;

  g_array_set_clear_func (words, word_clear);
  for (const char *p = text;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean inside = *p != '\0' && (g_unichar_isalnum (c) || g_unichar_ismark (c));

      if (inside && start == NULL)
        start = p;
      if (!inside && start != NULL)
        {
          Word word = { start, p, dt_text_fold (start, p - start) };

          g_array_append_val (words, word);
          start = NULL;
        }
      if (*p == '\0')
        return words;
    }
}

static Phrase *
add_phrase (DtAnonymiser *self, GArray *words, guint first, guint n, const char *instead)
{
  Phrase *phrase = g_new0 (Phrase, 1);

  phrase->words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = first; i < first + n; i++)
    g_ptr_array_add (phrase->words, g_strdup (g_array_index (words, Word, i).folded));
  phrase->instead = g_strdup (instead);
  g_ptr_array_add (self->phrases, phrase);
  return phrase;
}

/**
 * dt_anonymiser_name_person:
 * @number: from 1
 *
 * Returns: (transfer full): what the person is called instead
 */
char *
dt_anonymiser_name_person (guint number)
{
  return g_strdup_printf ("Công dân %u", number);
}

/**
 * dt_anonymiser_add_name:
 * @self: an anonymiser
 * @number: of the person, from 1
 * @name: (nullable): one of their names
 *
 * The whole name, its last two words, and its last word where it is used as a name.
 */
void
dt_anonymiser_add_name (DtAnonymiser *self, guint number, const char *name)
{
  g_autoptr (GArray) words = NULL;
  g_autofree char *instead = NULL;
  Phrase *given;

  g_return_if_fail (self != NULL);

  if (name == NULL)
    return;
  words = split_words (name);
  instead = dt_anonymiser_name_person (number);
  for (guint n = words->len; n >= 2; n--)
    add_phrase (self, words, words->len - n, n, instead);
  if (words->len >= 3)
    add_phrase (self, words, 0, 2, instead);
  if (words->len == 0)
    return;
  given = add_phrase (self, words, words->len - 1, 1, instead);
  given->given = TRUE;
  if (words->len == 1)
    given->written = g_strndup (
        g_array_index (words, Word, 0).start,
        (gsize) (g_array_index (words, Word, 0).end - g_array_index (words, Word, 0).start));
}

/**
 * dt_anonymiser_add_address:
 * @self: an anonymiser
 * @address: (nullable): where somebody lives
 *
 * The whole of it, and its first part, which is house and street.
 */
void
dt_anonymiser_add_address (DtAnonymiser *self, const char *address)
{
  g_autoptr (GArray) words = NULL;
  const char *comma;

  g_return_if_fail (self != NULL);

  if (address == NULL)
    return;
  words = split_words (address);
  comma = strchr (address, ',');
  if (words->len > 1)
    add_phrase (self, words, 0, words->len, HIDDEN_ADDRESS);
  for (guint n = 2; comma != NULL && n <= words->len; n++)
    if (n == words->len || g_array_index (words, Word, n).start > comma)
      {
        add_phrase (self, words, 0, n, HIDDEN_ADDRESS);
        return;
      }
}

/**
 * dt_anonymiser_add_handle:
 * @self: an anonymiser
 * @handle: (nullable): "facebook:hoa.tran.77"
 */
void
dt_anonymiser_add_handle (DtAnonymiser *self, const char *handle)
{
  const char *colon;

  g_return_if_fail (self != NULL);

  if (handle == NULL || *handle == '\0')
    return;
  colon = strchr (handle, ':');
  g_ptr_array_add (self->handles, g_strdup (handle));
  if (colon != NULL && strlen (colon) > 4)
    g_ptr_array_add (self->handles, g_strdup (colon + 1));
}

/**
 * dt_anonymiser_add_number:
 * @self: an anonymiser
 * @digits: (nullable): "079012345678"
 */
void
dt_anonymiser_add_number (DtAnonymiser *self, const char *digits)
{
  g_return_if_fail (self != NULL);

  if (digits != NULL && *digits != '\0')
    g_ptr_array_add (self->numbers, g_strdup (digits));
}

/* ---- finding ---- */

static gboolean
is_honorific (const char *folded)
{
  static const char *const words[]
      = { "ong", "ba", "anh", "chi", "co", "chu", "bac", "em", "di", "cau" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], folded))
      return TRUE;
  return FALSE;
}

static gboolean
is_given (const Phrase *phrase, GArray *words, guint at)
{
  const Word *word = &g_array_index (words, Word, at);

  if (!g_unichar_isupper (g_utf8_get_char (word->start)))
    return FALSE;
  if (at > 0 && is_honorific (g_array_index (words, Word, at - 1).folded))
    return TRUE;
  return phrase->written != NULL
         && strncmp (word->start, phrase->written, strlen (phrase->written)) == 0;
}

/* How many words of the text the phrase stands for; 0: it is not there. At the end of a text that
 * is cut off ("15/7 Lê…") two of its words are enough. */
static guint
count_words (const Phrase *phrase, GArray *words, guint at, gboolean cut)
{
  guint n = 0;

  while (n < phrase->words->len && at + n < words->len
         && g_str_equal (phrase->words->pdata[n], g_array_index (words, Word, at + n).folded))
    n++;
  if (n < phrase->words->len)
    return cut && n >= 2 && at + n == words->len ? n : 0;
  return !phrase->given || is_given (phrase, words, at) ? n : 0;
}

static const Phrase *
find_longest (DtAnonymiser *self, GArray *words, guint at, gboolean cut, guint *out_n)
{
  const Phrase *found = NULL;

  *out_n = 0;
  for (guint i = 0; i < self->phrases->len; i++)
    {
      guint n = count_words (self->phrases->pdata[i], words, at, cut);

      if (n > *out_n)
        {
          found = self->phrases->pdata[i];
          *out_n = n;
        }
    }
  return found;
}

static char *
replace_phrases (DtAnonymiser *self, const char *text)
{
  g_autoptr (GArray) words = split_words (text);
  GString *out = g_string_new (NULL);
  gboolean cut = g_str_has_suffix (text, "…");
  const char *from = text;

  for (guint i = 0; i < words->len;)
    {
      guint n;
      const Phrase *phrase = find_longest (self, words, i, cut, &n);
      const Word *word = &g_array_index (words, Word, i);

      if (phrase == NULL)
        {
          i++;
          continue;
        }
      g_string_append_len (out, from, word->start - from);
      g_string_append (out, phrase->instead);
      i += n;
      from = g_array_index (words, Word, i - 1).end;
    }
  g_string_append (out, from);
  return g_string_free (out, FALSE);
}

static char *
replace_pattern (const char *text, const char *pattern, const char *instead)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);

  return g_regex_replace_literal (regex, text, -1, 0, instead, 0, NULL);
}

static char *
replace_all (const GPtrArray *secrets, const char *text, const char *instead)
{
  char *out = g_strdup (text);

  for (guint i = 0; i < secrets->len; i++)
    {
      g_autofree char *pattern = g_regex_escape_string (secrets->pdata[i], -1);
      char *next = replace_pattern (out, pattern, instead);

      g_free (out);
      out = next;
    }
  return out;
}

/**
 * dt_anonymiser_apply:
 * @self: an anonymiser
 * @text: (nullable): any text
 *
 * Phone numbers begin with 0 or +84 and have 9 to 11 digits however they are parted; 9 or 12 digits
 * in one are the number of an identity card.
 *
 * Returns: (transfer full) (nullable): the text without people
 */
char *
dt_anonymiser_apply (DtAnonymiser *self, const char *text)
{
  g_autofree char *known = NULL;
  g_autofree char *handles = NULL;
  g_autofree char *mails = NULL;
  g_autofree char *phones = NULL;
  g_autofree char *numbers = NULL;
  g_autofree char *whole = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (text == NULL)
    return NULL;
  known = replace_all (self->numbers, text, HIDDEN_NUMBER);
  handles = replace_all (self->handles, known, HIDDEN_HANDLE);
  mails = replace_pattern (handles, "[^\\s<>@,;]+@[^\\s<>@,;]+\\.[a-z]{2,}", HIDDEN_MAIL);
  phones = replace_pattern (
      mails, "(?<![\\d/])(?:\\+?84|0)(?:[ .\\-()]{0,2}\\d){8,10}(?![\\d/])", HIDDEN_NUMBER);
  numbers = replace_pattern (
      phones, "(?<!\\d)(?:\\d{12}|\\d{9}|\\d{3} \\d{3} \\d{3}(?: \\d{3})?)(?!\\d)", HIDDEN_NUMBER);
  /* A number that the text breaks off in. */
  whole = replace_pattern (numbers, "\\d(?:[ .\\-]{0,2}\\d){2,}[ .\\-]*(?=…$)", HIDDEN_NUMBER);
  return replace_phrases (self, whole);
}
