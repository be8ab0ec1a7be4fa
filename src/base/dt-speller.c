/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spelling of Vietnamese over enchant. Hunspell's list knows one placement of the tone (hoà), so a
 * word is looked up in dt_text_written()'s form; loan words and names of places that it does not
 * know are data. One object a thread. */
#include "base/dt-speller.h"

#include "base/dt-error.h"
#include "base/dt-json.h"
#include "base/dt-text.h"

#include <enchant.h>
#include <string.h>

#define RESOURCE "/org/doithoai/data/rules/spelling.json"
#define MOST_REMEMBERED 20000 /* words whose spelling was looked up */

struct _DtSpeller
{
  EnchantBroker *broker;
  EnchantDict *dict;
  GHashTable *known;      /* written words that come with the program; names with "^" before */
  GHashTable *own;        /* the office's, likewise */
  GHashTable *remembered; /* written word → GINT_TO_POINTER (1 right, 2 wrong) */
};

/**
 * dt_misspelling_free:
 * @self: (transfer full): a misspelling
 */
void
dt_misspelling_free (DtMisspelling *self)
{
  g_free (self->word);
  g_free (self);
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static gboolean
is_capital (const char *word)
{
  return g_unichar_isupper (g_utf8_get_char (word));
}

/* How a word stands in a set: "đắk" is no word, "Đắk" is a name. */
static char *
make_key (const char *word, gboolean capital)
{
  g_autofree char *written = dt_text_written (word, -1);

  return g_strconcat (capital ? "^" : "", written, NULL);
}

/* Syllable by syllable, since a text is looked at so. */
static void
add_words (GHashTable *set, const char *text)
{
  g_autofree char *composed = dt_text_clean (text, -1);
  g_auto (GStrv) parts = g_strsplit_set (composed, " -.,/\t\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_hash_table_add (set, make_key (parts[i], is_capital (parts[i])));
}

static void
add_group (JsonArray *groups, guint i, JsonNode *node, gpointer data)
{
  JsonArray *words = dt_json_get_array (json_node_get_object (node), "words");

  for (guint j = 0; j < json_array_get_length (words); j++)
    add_words (data, json_array_get_string_element (words, j));
}

/* The program's own data is part of the program: without it nothing can run. */
static void
load_known (GHashTable *known)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = g_resources_lookup_data (RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_autoptr (JsonObject) root = NULL;

  if (bytes != NULL)
    root = dt_json_parse_object (g_bytes_get_data (bytes, NULL), -1, &error);
  if (root == NULL)
    g_error ("The program's own words are not what it expects: %s", error->message);
  json_array_foreach_element (dt_json_get_array (root, "groups"), add_group, known);
}

static EnchantDict *
open_dict (EnchantBroker *broker)
{
  EnchantDict *dict = enchant_broker_request_dict (broker, "vi_VN");

  return dict != NULL ? dict : enchant_broker_request_dict (broker, "vi");
}

/**
 * dt_speller_new:
 * @error: %DT_ERROR_NOT_FOUND if no Vietnamese dictionary is installed
 *
 * Returns: (transfer full) (nullable): a speller
 */
DtSpeller *
dt_speller_new (GError **error)
{
  EnchantBroker *broker = enchant_broker_init ();
  EnchantDict *dict = open_dict (broker);
  DtSpeller *self;

  if (dict == NULL)
    {
      enchant_broker_free (broker);
      g_set_error_literal (
          error, DT_ERROR, DT_ERROR_NOT_FOUND, "no Vietnamese dictionary is installed");
      return NULL;
    }
  self = g_new0 (DtSpeller, 1);
  self->broker = broker;
  self->dict = dict;
  self->known = new_set ();
  self->own = new_set ();
  self->remembered = new_set ();
  load_known (self->known);
  return self;
}

/**
 * dt_speller_free:
 * @self: (transfer full): a speller
 */
void
dt_speller_free (DtSpeller *self)
{
  enchant_broker_free_dict (self->broker, self->dict);
  enchant_broker_free (self->broker);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->own);
  g_hash_table_unref (self->remembered);
  g_free (self);
}

/**
 * dt_speller_set_words:
 * @self: a speller
 * @words: (nullable) (array zero-terminated=1): words and names, of one syllable or more
 */
void
dt_speller_set_words (DtSpeller *self, const char *const *words)
{
  g_return_if_fail (self != NULL);

  g_hash_table_remove_all (self->own);
  for (; words != NULL && *words != NULL; words++)
    add_words (self->own, *words);
}

/* ---- one word ---- */

/* Figures, abbreviations in capitals, single letters, "YouTube", what is not in Latin letters. */
static gboolean
is_left_alone (const char *word)
{
  guint n_letters = 0, n_upper = 0, n_inside = 0;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        return TRUE;
      if (!g_unichar_isalpha (c))
        continue;
      if (g_unichar_get_script (c) != G_UNICODE_SCRIPT_LATIN)
        return TRUE;
      n_upper += g_unichar_isupper (c) ? 1 : 0;
      n_inside += g_unichar_isupper (c) && n_letters > 0 ? 1 : 0;
      n_letters++;
    }
  return n_letters <= 1 || n_upper == n_letters || n_inside > 0;
}

static char *
with_capital (const char *word)
{
  const char *rest = g_utf8_next_char (word);
  char first[7] = { 0 };

  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (word)), first);
  return g_strconcat (first, rest, NULL);
}

static gboolean
is_in_dict (DtSpeller *self, const char *word)
{
  return enchant_dict_check (self->dict, word, (gssize) strlen (word)) == 0;
}

/* @written of a word that is a name perhaps: "Nguyễn" stands in the list with its capital only. */
static gboolean
look_up (DtSpeller *self, const char *written, gboolean capital)
{
  g_autofree char *key = g_strconcat (capital ? "^" : "", written, NULL);
  int known = GPOINTER_TO_INT (g_hash_table_lookup (self->remembered, key));

  if (known == 0)
    {
      g_autofree char *name = capital ? with_capital (written) : NULL;

      known = is_in_dict (self, written) || (capital && is_in_dict (self, name)) ? 1 : 2;
      if (g_hash_table_size (self->remembered) >= MOST_REMEMBERED)
        g_hash_table_remove_all (self->remembered);
      g_hash_table_insert (self->remembered, g_steal_pointer (&key), GINT_TO_POINTER (known));
    }
  return known == 1;
}

/* What is right in small letters is so with a capital too. */
static gboolean
is_in (GHashTable *set, const char *written, const char *name)
{
  return g_hash_table_contains (set, written)
         || (name != NULL && g_hash_table_contains (set, name));
}

/**
 * dt_speller_check_word:
 * @self: a speller
 * @word: letters and figures without space
 *
 * Returns: whether it is a word, or none that is looked at
 */
gboolean
dt_speller_check_word (DtSpeller *self, const char *word)
{
  g_autofree char *written = NULL;
  g_autofree char *composed = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (self != NULL && word != NULL, TRUE);

  composed = dt_text_clean (word, -1);
  if (is_left_alone (composed))
    return TRUE;
  written = make_key (composed, FALSE);
  name = is_capital (composed) ? make_key (composed, TRUE) : NULL;
  return is_in (self->own, written, name) || is_in (self->known, written, name)
         || look_up (self, written, name != NULL);
}

/* ---- a text ---- */

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* "hoten@example.org", "https://…", "dichvucong.gov.vn": not spelled. @start to @end: without
 * space. */
static gboolean
is_web_address (const char *start, const char *end)
{
  gsize length = (gsize) (end - start);
  const char *dot = NULL;

  for (; length > 0 && strchr ("(<\"'", *start) != NULL; length--)
    start++;
  if (memchr (start, '@', length) != NULL || g_strstr_len (start, (gssize) length, "://") != NULL
      || g_ascii_strncasecmp (start, "www.", MIN (length, 4)) == 0)
    return TRUE;
  while (length > 0 && strchr (".,;:)>\"'!?", start[length - 1]) != NULL)
    length--;
  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) start[i] >= 0x80
          || (!g_ascii_isalnum (start[i]) && strchr ("./-_", start[i]) == NULL))
        return FALSE;
      if (start[i] == '.' && i > 0 && g_ascii_islower (start[i - 1]) && i + 2 < length
          && g_ascii_islower (start[i + 1]))
        dot = start + i;
    }
  return dot != NULL;
}

/* The end of what has no space in it from @p on. */
static const char *
find_space (const char *p)
{
  while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

/* Words of @start to @end, @n characters into the text. */
static void
check_stretch (DtSpeller *self, const char *start, const char *end, guint n, GPtrArray *found)
{
  const char *p = start;

  while (p < end)
    {
      const char *word = p;
      guint from = n;

      for (; p < end && is_word_char (g_utf8_get_char (p)); n++)
        p = g_utf8_next_char (p);
      if (p > word)
        {
          g_autofree char *slice = g_strndup (word, (gsize) (p - word));
          DtMisspelling *misspelling;

          if (dt_speller_check_word (self, slice))
            continue;
          misspelling = g_new0 (DtMisspelling, 1);
          misspelling->start = from;
          misspelling->end = n;
          misspelling->word = g_steal_pointer (&slice);
          g_ptr_array_add (found, misspelling);
          continue;
        }
      p = g_utf8_next_char (p);
      n++;
    }
}

/**
 * dt_speller_check:
 * @self: a speller
 * @text: UTF-8
 *
 * Returns: (transfer full) (element-type DtMisspelling): words that are no words
 */
GPtrArray *
dt_speller_check (DtSpeller *self, const char *text)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_misspelling_free);
  guint n = 0;

  g_return_val_if_fail (self != NULL && text != NULL, found);

  while (*text != '\0')
    {
      const char *end = find_space (text);

      if (end > text && !is_web_address (text, end))
        check_stretch (self, text, end, n, found);
      n += (guint) g_utf8_pointer_to_offset (text, end);
      for (text = end; *text != '\0' && g_unichar_isspace (g_utf8_get_char (text)); n++)
        text = g_utf8_next_char (text);
    }
  return found;
}

/* ---- what would be right ---- */

/* The letter without its tone, and the tone. */
static gunichar
take_tone (gunichar c, gunichar *out_tone)
{
  gunichar parts[4];
  gsize n = g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts));

  *out_tone = 0;
  for (gsize i = 1; i < n; i++)
    if (parts[i] == 0x300 || parts[i] == 0x301 || parts[i] == 0x303 || parts[i] == 0x309
        || parts[i] == 0x323)
      *out_tone = parts[i];
  return *out_tone != 0 && n == 2 ? parts[0] : c;
}

/* "hoà" → "hòa", "thuỷ" → "thủy": as the office places it, when nothing comes behind. */
static char *
place_tone (const char *word)
{
  glong n = 0;
  g_autofree gunichar *chars = g_utf8_to_ucs4_fast (word, -1, &n);
  gunichar tone = 0, last, first, moved;

  if (n < 2)
    return g_strdup (word);
  last = take_tone (chars[n - 1], &tone);
  first = chars[n - 2];
  if (tone == 0 || (n > 2 && first == 'u' && g_unichar_tolower (chars[n - 3]) == 'q'))
    return g_strdup (word);
  if (!((first == 'o' && (last == 'a' || last == 'e')) || (first == 'u' && last == 'y'))
      || !g_unichar_compose (first, tone, &moved))
    return g_strdup (word);
  chars[n - 2] = moved;
  chars[n - 1] = last;
  return g_ucs4_to_utf8 (chars, n, NULL, NULL, NULL);
}

static void
add_suggestion (GPtrArray *list, const char *suggestion, gboolean capital)
{
  g_auto (GStrv) parts = g_strsplit (suggestion, " ", -1); /* "nhân dân" for "nhândân" */
  g_autofree char *placed = NULL;
  char *word;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = parts[i];

      parts[i] = place_tone (part);
    }
  placed = g_strjoinv (" ", parts);
  word = capital ? with_capital (placed) : g_strdup (placed);
  if (g_ptr_array_find_with_equal_func (list, word, g_str_equal, NULL))
    g_free (word);
  else
    g_ptr_array_add (list, word);
}

/**
 * dt_speller_suggest:
 * @self: a speller
 * @word: what is no word
 * @limit: at most so many
 *
 * What differs by its marks alone comes first: those slip oftenest.
 *
 * Returns: (transfer full) (array zero-terminated=1): words
 */
char **
dt_speller_suggest (DtSpeller *self, const char *word, guint limit)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *written = NULL;
  g_autofree char *folded = NULL;
  char **suggestions;
  gsize n = 0;

  g_return_val_if_fail (self != NULL && word != NULL, NULL);

  written = dt_text_written (word, -1);
  folded = dt_text_fold (word, -1);
  suggestions = *written != '\0'
                    ? enchant_dict_suggest (self->dict, written, (gssize) strlen (written), &n)
                    : NULL;
  for (guint pass = 0; pass < 2; pass++)
    for (gsize i = 0; i < n; i++)
      {
        g_autofree char *other = dt_text_fold (suggestions[i], -1);

        if (g_str_equal (other, folded) == (pass == 0))
          add_suggestion (list, suggestions[i], is_capital (word));
      }
  if (suggestions != NULL)
    enchant_dict_free_string_list (self->dict, suggestions);
  if (list->len > limit)
    g_ptr_array_set_size (list, (int) limit);
  g_ptr_array_add (list, NULL);
  return (char **) g_ptr_array_steal (list, NULL);
}
