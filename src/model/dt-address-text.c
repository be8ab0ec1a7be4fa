/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts a text into atoms in one pass, whatever its bytes are: NFC or NFD, tones anywhere in a
 * syllable, words joined as in benNghe and quan1. The letters table is made once; any thread. */
#include "model/dt-address-text.h"

#include <string.h>

/* A mark: the quality of a letter in the low bits, the tone above them. */
enum
{
  QUALITY = 7, /* 1 breve, 2 circumflex, 3 horn, 4 the stroke of đ, 5 a mark of another language */
  TONE = 7 << 3,
  SPELLED = DT_ADDRESS_MARK_SPELLED,
};

typedef struct
{
  char letter; /* 0: not one of ours */
  guint8 mark;
  gboolean upper;
} Letter;

#define FIRST_RANGE 0x250
#define SECOND_START 0x1E00
#define SECOND_END 0x1F00

static Letter letters[FIRST_RANGE + SECOND_END - SECOND_START];

static guint8
mark_of (gunichar combining)
{
  switch (combining)
    {
    case 0x306:
      return 1;
    case 0x302:
      return 2;
    case 0x31B:
      return 3;
    case 0x300:
    case 0x340:
      return 1 << 3;
    case 0x301:
    case 0x341:
      return 2 << 3;
    case 0x303:
      return 3 << 3;
    case 0x309:
      return 4 << 3;
    case 0x323:
      return 5 << 3;
    default:
      return 5;
    }
}

static guint8
join_marks (guint8 mark, guint8 other)
{
  if ((other & QUALITY) != 0)
    mark = (mark & ~QUALITY) | (other & QUALITY);
  if ((other & TONE) != 0)
    mark = (mark & ~TONE) | (other & TONE);
  return mark;
}

static Letter
take_apart (gunichar c)
{
  gunichar parts[8];
  gsize n = g_unichar_fully_decompose (g_unichar_tolower (c), FALSE, parts, G_N_ELEMENTS (parts));
  Letter letter = { 0, 0, g_unichar_isupper (c) };

  if (parts[0] == 0x111 || parts[0] == 0xF0) /* đ, and ð, which older fonts have for it */
    return (Letter){ 'd', 4, letter.upper };
  if (parts[0] < 'a' || parts[0] > 'z')
    return letter;
  letter.letter = (char) parts[0];
  for (gsize i = 1; i < n; i++)
    letter.mark = join_marks (letter.mark, mark_of (parts[i]));
  return letter;
}

static const Letter *
find_letter (gunichar c)
{
  static const Letter none = { 0, 0, FALSE };
  static gsize made;

  if (g_once_init_enter (&made))
    {
      for (gunichar i = 0; i < FIRST_RANGE; i++)
        letters[i] = take_apart (i);
      for (gunichar i = SECOND_START; i < SECOND_END; i++)
        letters[FIRST_RANGE + i - SECOND_START] = take_apart (i);
      g_once_init_leave (&made, 1);
    }
  if (c < FIRST_RANGE)
    return &letters[c];
  if (c >= SECOND_START && c < SECOND_END)
    return &letters[FIRST_RANGE + c - SECOND_START];
  return &none;
}

/* The state while cutting. */
typedef struct
{
  DtAddressText *text;
  DtAddressAtom *atom; /* the one being made, or NULL */
  DtAddressGap gap;    /* seen since the last one */
  guint upper;         /* how many capitals end it, while it holds nothing else */
  gboolean lower;      /* its last letter is a small one */
  gsize last;          /* where its last letter begins */
  gboolean mixed;      /* the text has small letters */
} Cutter;

static gboolean
is_vowel (char c)
{
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/* One key for spellings that are both in use: Mỹ and Mĩ, Quy and Qui, Đắk and Đắc. */
static void
unify_spelling (char *word, guint8 *marks, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      if (word[i] == 'y' && i > 0
          && (!is_vowel (word[i - 1]) || (i > 1 && word[i - 1] == 'u' && word[i - 2] == 'q')))
        {
          word[i] = 'i';
          marks[i] |= SPELLED;
        }
      else if (word[i] == 'k' && (i + 1 == n || word[i + 1] != 'h'))
        {
          word[i] = 'c';
          marks[i] |= SPELLED;
        }
    }
}

/* 01 and 1 are one number. */
static void
drop_zeros (DtAddressText *text, DtAddressAtom *atom)
{
  guint zeros = 0;

  while (zeros + 1 < atom->n_letters && text->letters[atom->letter + zeros] == '0')
    zeros++;
  if (zeros == 0)
    return;
  atom->n_letters -= zeros;
  text->n_letters -= zeros;
  memmove (
      text->letters + atom->letter, text->letters + atom->letter + zeros, (gsize) atom->n_letters);
}

static void
end_atom (Cutter *self)
{
  DtAddressAtom *atom = self->atom;

  if (atom == NULL)
    return;
  if (atom->is_number)
    drop_zeros (self->text, atom);
  else
    unify_spelling (
        self->text->letters + atom->letter, self->text->marks + atom->letter, atom->n_letters);
  atom->is_pair = atom->n_letters == 2 && self->upper == 2;
  self->atom = NULL;
  self->gap = DT_ADDRESS_GAP_JOINED;
}

static void
start_atom (Cutter *self, gsize at, gboolean is_number)
{
  DtAddressAtom *atom = &self->text->atoms[self->text->n_atoms];

  atom->start = (guint32) at;
  atom->letter = self->text->n_letters;
  atom->n_letters = 0;
  atom->gap = self->text->n_atoms == 0 ? DT_ADDRESS_GAP_HARD : self->gap;
  atom->is_number = is_number;
  atom->is_pair = FALSE;
  self->text->n_atoms++;
  self->atom = atom;
  self->upper = 0;
  self->lower = FALSE;
}

/* TPHoChi: the last capital belongs to the small letter behind it. */
static void
move_last_letter (Cutter *self)
{
  DtAddressText *text = self->text;
  guint n = text->n_letters - 1;
  const char letter = text->letters[n];
  const guint8 mark = text->marks[n];
  const guint32 end = self->atom->end;

  self->atom->n_letters--;
  self->atom->end = (guint32) self->last;
  text->n_letters--;
  end_atom (self);
  start_atom (self, self->last, FALSE);
  text->letters[n] = letter;
  text->marks[n] = mark;
  text->n_letters++;
  self->atom->n_letters = 1;
  self->atom->end = end;
}

static void
add_letter (Cutter *self, const Letter *letter, gsize at, gsize end)
{
  gboolean split = self->atom != NULL && letter->upper && self->lower;

  if (self->atom != NULL
      && (self->atom->is_number || split || self->atom->n_letters == G_MAXUINT16))
    end_atom (self);
  if (self->atom == NULL)
    start_atom (self, at, FALSE);
  else if (!letter->upper && self->upper > 1 && self->upper == self->atom->n_letters)
    move_last_letter (self);
  self->text->letters[self->text->n_letters] = letter->letter;
  self->text->marks[self->text->n_letters++] = letter->mark;
  self->text->marked |= letter->mark != 0;
  self->atom->n_letters++;
  self->atom->end = (guint32) end;
  self->last = at;
  self->upper = letter->upper ? self->upper + 1 : 0;
  self->lower = !letter->upper;
  self->mixed |= self->lower;
}

static void
add_digit (Cutter *self, char digit, gsize at)
{
  if (self->atom != NULL && (!self->atom->is_number || self->atom->n_letters == G_MAXUINT16))
    end_atom (self);
  if (self->atom == NULL)
    start_atom (self, at, TRUE);
  self->text->letters[self->text->n_letters] = digit;
  self->text->marks[self->text->n_letters++] = 0;
  self->atom->n_letters++;
  self->atom->end = (guint32) (at + 1);
}

static gboolean
add_combining (Cutter *self, gunichar c, gsize end)
{
  if (!((c >= 0x300 && c < 0x370) && self->atom != NULL && !self->atom->is_number))
    return FALSE;
  self->text->marks[self->text->n_letters - 1]
      = join_marks (self->text->marks[self->text->n_letters - 1], mark_of (c));
  self->text->marked = TRUE;
  self->atom->end = (guint32) end;
  return TRUE;
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x2018 || c == '`' || c == 0xB4 || c == 0x2BC;
}

static DtAddressGap
gap_of (gunichar c, const char *next, const char *limit)
{
  gboolean spaced = next >= limit || *next == ' ' || *next == '\n' || *next == '\t';

  if (c == ' ' || c == '\t' || c == 0xA0)
    return DT_ADDRESS_GAP_SPACE;
  if (c == '.')
    return spaced ? DT_ADDRESS_GAP_STOP : DT_ADDRESS_GAP_SOFT;
  if (c == '-' || c == 0x2013 || c == 0x2014 || c == '_')
    return DT_ADDRESS_GAP_SOFT;
  return c == ':' ? DT_ADDRESS_GAP_STOP : DT_ADDRESS_GAP_HARD;
}

static void
add_other (Cutter *self, gunichar c, const char *next, const char *limit)
{
  DtAddressGap gap;

  if (is_apostrophe (c) && self->atom != NULL && !self->atom->is_number)
    return; /* M'Drắk */
  gap = gap_of (c, next, limit);
  end_atom (self);
  self->gap = MAX (self->gap, gap);
}

/**
 * dt_address_text_init:
 * @self: to be filled
 * @text: any bytes; what is no UTF-8 parts words
 * @length: bytes, below 4 GB
 *
 * What is made is freed with dt_address_text_clear(). Time and memory are linear in @length.
 */
void
dt_address_text_init (DtAddressText *self, const char *text, gsize length)
{
  const char *limit = text + length;
  Cutter cutter = { .text = self };
  gsize atoms = (length + 1) * sizeof (DtAddressAtom);

  /* A byte gives at most one letter and one atom. */
  memset (self, 0, sizeof *self);
  self->memory = g_malloc (atoms + 2 * (length + 1));
  self->atoms = self->memory;
  self->letters = (char *) self->memory + atoms;
  self->marks = (guint8 *) self->letters + length + 1;
  for (const char *p = text; p < limit;)
    {
      gunichar c = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char_validated (p, limit - p);
      gboolean valid = c != (gunichar) -1 && c != (gunichar) -2;
      const char *next = !valid || c < 0x80 ? p + 1 : g_utf8_next_char (p);
      const Letter *letter = valid ? find_letter (c) : NULL;

      if (letter != NULL && letter->letter != 0)
        add_letter (&cutter, letter, p - text, next - text);
      else if (valid && g_ascii_isdigit (c))
        add_digit (&cutter, (char) c, p - text);
      else if (!add_combining (&cutter, c, next - text))
        add_other (&cutter, c, next, limit);
      p = next;
    }
  end_atom (&cutter);
  for (guint i = 0; !cutter.mixed && i < self->n_atoms; i++)
    self->atoms[i].is_pair = FALSE;
}

/**
 * dt_address_text_clear:
 * @self: a text, or zeros
 */
void
dt_address_text_clear (DtAddressText *self)
{
  g_clear_pointer (&self->memory, g_free);
  self->n_atoms = self->n_letters = 0;
}

/**
 * dt_address_text_cut:
 * @self: a text
 * @index: an atom
 * @n: how many of its letters the first part gets, at least one and not all
 *
 * Both parts say they lie where the whole did.
 */
void
dt_address_text_cut (DtAddressText *self, guint index, guint n)
{
  DtAddressAtom *atom = &self->atoms[index];

  g_assert (index < self->n_atoms && n > 0 && n < atom->n_letters);
  memmove (atom + 1, atom, (self->n_atoms - index) * sizeof *atom);
  self->n_atoms++;
  atom[1].letter = atom->letter + n;
  atom[1].n_letters = atom->n_letters - n;
  atom[1].gap = DT_ADDRESS_GAP_JOINED;
  atom->n_letters = n;
}

/* Whether all of @text is in @name, in order; how many are left out goes into @missing. */
static gboolean
tones_fit (const guint8 *text, const guint8 *name, guint n, guint *missing)
{
  guint at = 0;

  for (guint i = 0; i < n; i++)
    {
      guint8 tone = name[i] & TONE;

      if (tone == 0)
        continue;
      while (at < n && (text[at] & TONE) == 0)
        at++;
      if (at < n && (text[at] & TONE) == tone)
        at++;
      else
        (*missing)++;
    }
  while (at < n && (text[at] & TONE) == 0)
    at++;
  return at == n;
}

/**
 * dt_address_marks_compare:
 * @text: marks of a span of a text
 * @name: marks of a name
 * @n: how many letters both have
 *
 * Returns: how they fit; the letters are taken to be the same
 */
DtAddressMarks
dt_address_marks_compare (const guint8 *text, const guint8 *name, guint n)
{
  guint missing = 0;
  guint8 any = 0;

  if (memcmp (text, name, n) == 0)
    return DT_ADDRESS_MARKS_EXACT;
  for (guint i = 0; i < n; i++)
    {
      guint8 quality = text[i] & QUALITY;

      any |= text[i] & (QUALITY | TONE);
      if (quality != 0 && quality != (name[i] & QUALITY))
        return DT_ADDRESS_MARKS_OTHER;
      missing += quality == 0 && (name[i] & QUALITY) != 0;
    }
  if (any == 0)
    return DT_ADDRESS_MARKS_PLAIN;
  if (!tones_fit (text, name, n, &missing))
    return DT_ADDRESS_MARKS_OTHER;
  return missing == 0 ? DT_ADDRESS_MARKS_EXACT : DT_ADDRESS_MARKS_PARTIAL;
}
