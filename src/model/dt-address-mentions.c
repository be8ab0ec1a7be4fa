/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds names of units in the atoms of a text: every span whose letters are a name, with the kind
 * before it. Which of them are meant is for the parser to say. */
#include "model/dt-address-mentions.h"

#include <string.h>

#define PLACE_LEVELS                                                                               \
  (1u << DT_ADDRESS_UNIT | 1u << DT_ADDRESS_FORMER | 1u << DT_ADDRESS_DISTRICT                     \
   | 1u << DT_ADDRESS_PROVINCE)
#define WARD_LEVELS (1u << DT_ADDRESS_UNIT | 1u << DT_ADDRESS_FORMER)
#define LONGEST_SYLLABLE 7 /* nghiêng */
#define LONGEST_JOINED 64

/* A kind or a word like "đường" that the next name stands behind. */
typedef struct
{
  guint start;
  guint end;
  DtAddressType type; /* DT_ADDRESS_NO_TYPE: below a unit */
  gboolean is_short;
  gboolean doubtful; /* may be an ordinary word */
} Lead;

/**
 * dt_address_type_is_ward:
 * @type: a kind
 *
 * Returns: whether it stands before names of commune-level units
 */
gboolean
dt_address_type_is_ward (DtAddressType type)
{
  return type >= DT_ADDRESS_PHUONG && type <= DT_ADDRESS_DAC_KHU;
}

/**
 * dt_address_type_is_district:
 * @type: a kind
 *
 * Returns: whether it stood before names of districts
 */
gboolean
dt_address_type_is_district (DtAddressType type)
{
  return type >= DT_ADDRESS_QUAN && type <= DT_ADDRESS_THANH_PHO;
}

static gboolean
type_is_province (DtAddressType type)
{
  return type == DT_ADDRESS_THANH_PHO || type == DT_ADDRESS_TINH;
}

/* ---- joined words ---- */

static const DtAddressName *
find_letters (const DtAddressIndex *index, const char *letters, guint n)
{
  return dt_address_index_find (
      index, dt_address_hash (DT_ADDRESS_HASH_START, letters, n), letters, n);
}

/* A kind costs less than a name; two kinds in a row are hardly meant. */
enum
{
  COST_TYPE = 1,
  COST_NAME = 2,
  COST_TWO_TYPES = 3,
  COST_NONE = 1000,
};

/* The cheapest way to cut the first letters of a joined word. */
typedef struct
{
  guint cost;
  guint from;    /* where the last piece begins */
  gboolean type; /* whether that is a kind */
} Cut;

/* Within a joined word "yen" was taken for the end of a syllable: i and y are told apart here. */
static const DtAddressName *
find_piece (const DtAddressIndex *index, const char *letters, guint n)
{
  const DtAddressName *name = n <= index->longest ? find_letters (index, letters, n) : NULL;
  char other[DT_ADDRESS_MAX_LETTERS];

  if (name != NULL || letters[0] != 'i' || n > index->longest)
    return name;
  memcpy (other, letters, n);
  other[0] = 'y';
  return find_letters (index, other, n);
}

static Cut
weigh_piece (const DtAddressIndex *index, const char *letters, guint start, guint end, Cut before)
{
  guint n = end - start;
  const DtAddressName *name
      = before.cost < COST_NONE ? find_piece (index, letters + start, n) : NULL;
  Cut cut = { COST_NONE, start, FALSE };

  if (name == NULL)
    return cut;
  if ((name->levels & 1u << DT_ADDRESS_TYPE) != 0 && (n > 1 || start == 0))
    {
      cut.cost = before.cost + COST_TYPE + (before.type ? COST_TWO_TYPES : 0);
      cut.type = TRUE;
    }
  else if ((name->levels & PLACE_LEVELS) != 0 && n >= (before.type ? 2 : 4))
    cut.cost = before.cost + COST_NAME;
  return cut;
}

/* Cuts "phuongbennghequan" into kinds and names, if it can be cut without a rest. */
static void
cut_joined (const DtAddressIndex *index, DtAddressText *text, guint at)
{
  char *letters = text->letters + text->atoms[at].letter;
  guint n = text->atoms[at].n_letters;
  Cut best[LONGEST_JOINED + 1] = { 0 };
  guint cuts[LONGEST_JOINED];
  guint n_cuts = 0;

  for (guint end = 1; end <= n; end++)
    {
      best[end].cost = COST_NONE;
      for (guint start = 0; start < end; start++)
        {
          Cut cut = weigh_piece (index, letters, start, end, best[start]);

          if (cut.cost < best[end].cost)
            best[end] = cut;
        }
    }
  if (best[n].cost >= COST_NONE)
    return;
  for (guint end = best[n].from, until = n; until > 0; until = end, end = best[end].from)
    {
      if (letters[end] == 'i' && find_letters (index, letters + end, until - end) == NULL)
        letters[end] = 'y';
      if (end > 0)
        cuts[n_cuts++] = end;
    }
  for (guint done = 0; n_cuts > 0; at++)
    {
      guint cut = cuts[--n_cuts];

      dt_address_text_cut (text, at, cut - done);
      done = cut;
    }
}

/* "xaanphu" is no longer than a syllable may be: it must be a kind and a name. */
static void
cut_after_type (const DtAddressIndex *index, DtAddressText *text, guint at)
{
  const char *letters = text->letters + text->atoms[at].letter;
  guint n = text->atoms[at].n_letters;

  if (find_letters (index, letters, n) != NULL)
    return;
  for (guint cut = 2; cut + 3 <= n; cut++)
    {
      const DtAddressName *type = find_letters (index, letters, cut);
      const DtAddressName *name = find_letters (index, letters + cut, n - cut);

      if (type == NULL || (type->levels & 1u << DT_ADDRESS_TYPE) == 0 || name == NULL
          || (name->levels & PLACE_LEVELS) == 0
          || dt_address_index_entry (index, type->first)->is_short)
        continue;
      dt_address_text_cut (text, at, cut);
      return;
    }
}

/* "HÝ Yên", "PÔ Quý Hồ": a kind and a word of one letter. "XA" is a word of its own. */
static void
cut_pair (DtAddressText *text, guint at)
{
  char *letters = text->letters + text->atoms[at].letter;

  if (at + 1 == text->n_atoms || text->atoms[at + 1].gap != DT_ADDRESS_GAP_SPACE
      || strchr ("pxhqf", letters[0]) == NULL || strchr ("aeioy", letters[1]) == NULL
      || (letters[0] == 'x' && letters[1] == 'a'))
    return;
  if (letters[1] == 'i')
    letters[1] = 'y';
  dt_address_text_cut (text, at, 1);
}

static void
cut_all_joined (const DtAddressIndex *index, DtAddressText *text)
{
  for (guint i = 0; i < text->n_atoms; i++)
    {
      const DtAddressAtom *atom = &text->atoms[i];

      if (atom->is_number || atom->n_letters > LONGEST_JOINED)
        continue;
      if (atom->n_letters > LONGEST_SYLLABLE)
        cut_joined (index, text, i);
      else if (atom->n_letters >= 5)
        cut_after_type (index, text, i);
      else if (atom->is_pair)
        cut_pair (text, i);
    }
}

/* ---- what a mention may mean ---- */

static guint
points_of_marks (DtAddressMarks marks)
{
  static const guint points[] = { 6, 3, 1, 0 };

  return points[marks];
}

static void
add_fit (DtAddressFit *fits, guint *n, guint max, guint16 id, guint points)
{
  for (guint i = 0; i < *n; i++)
    {
      if (fits[i].id == id)
        {
          fits[i].points = MAX (fits[i].points, points);
          return;
        }
    }
  if (*n < max)
    fits[(*n)++] = (DtAddressFit){ id, (guint16) points };
}

static void
weigh_entry (DtAddressMention *mention, const DtAddressEntry *entry, DtAddressMarks marks)
{
  gboolean bare = mention->type == DT_ADDRESS_NO_TYPE;
  guint points = points_of_marks (marks);

  if (marks == DT_ADDRESS_MARKS_OTHER)
    return;
  points += bare ? 20 : mention->type == entry->type ? 30 : 14;
  if (entry->level == DT_ADDRESS_DISTRICT && (bare || dt_address_type_is_district (mention->type)))
    add_fit (
        mention->districts, &mention->n_districts, DT_ADDRESS_MAX_DISTRICTS, entry->id, points);
  else if (entry->level == DT_ADDRESS_PROVINCE && (bare || type_is_province (mention->type)))
    {
      mention->is_short = entry->is_short && bare;
      add_fit (
          mention->provinces, &mention->n_provinces, DT_ADDRESS_MAX_PROVINCES, entry->id, points);
    }
}

/* "Thành phố Huế" is a province now and was a district: rather the province. */
static void
prefer_province (DtAddressMention *mention)
{
  guint best = 0;

  for (guint i = 0; i < mention->n_provinces; i++)
    best = MAX (best, mention->provinces[i].points);
  for (guint i = 0; best >= DT_ADDRESS_POINTS_TYPED_PLAIN && i < mention->n_districts; i++)
    mention->districts[i].points
        = MIN (mention->districts[i].points, DT_ADDRESS_POINTS_RATHER_PROVINCE);
}

static void
weigh_mention (const DtAddressIndex *index, const DtAddressText *text, DtAddressMention *mention)
{
  const DtAddressName *name = mention->dictionary;
  const guint8 *marks = text->marks + text->atoms[mention->name].letter;
  DtAddressMarks fit = DT_ADDRESS_MARKS_OTHER;
  guint32 compared = G_MAXUINT32;

  mention->has_ward
      = (name->levels & WARD_LEVELS) != 0
        && (mention->type == DT_ADDRESS_NO_TYPE || dt_address_type_is_ward (mention->type)
            || dt_address_type_is_district (mention->type));
  if ((name->levels & (1u << DT_ADDRESS_DISTRICT | 1u << DT_ADDRESS_PROVINCE)) == 0
      || dt_address_type_is_ward (mention->type))
    return;
  for (guint i = 0; i < name->n_entries; i++)
    {
      const DtAddressEntry *entry = dt_address_index_entry (index, name->first + i);

      if (entry->level != DT_ADDRESS_DISTRICT && entry->level != DT_ADDRESS_PROVINCE)
        continue;
      if (entry->marks != compared)
        fit = dt_address_marks_compare (marks, index->pool->data + entry->marks, entry->n_letters);
      compared = entry->marks;
      weigh_entry (mention, entry, fit);
    }
  prefer_province (mention);
}

/* ---- finding them ---- */

static gboolean
is_whole (const DtAddressText *text, guint start, guint end)
{
  return text->atoms[start].gap == DT_ADDRESS_GAP_HARD
         && (end == text->n_atoms || text->atoms[end].gap == DT_ADDRESS_GAP_HARD);
}

/* Whether the kind before @start is the end of another name: "Bình Xa, Hàm Yên". */
static gboolean
ends_a_name (const GArray *mentions, const Lead *lead)
{
  for (guint i = mentions->len; i > 0; i--)
    {
      const DtAddressMention *mention = &g_array_index (mentions, DtAddressMention, i - 1);

      if (mention->name < lead->start && mention->end == lead->end)
        return TRUE;
      if (mention->name + DT_ADDRESS_MAX_LETTERS < lead->start)
        return FALSE;
    }
  return FALSE;
}

static void
add_mention (const DtAddressIndex *index,
             const DtAddressText *text,
             GArray *mentions,
             const DtAddressMention *found)
{
  DtAddressMention *mention;

  g_array_append_val (mentions, *found);
  mention = &g_array_index (mentions, DtAddressMention, mentions->len - 1);
  mention->whole = is_whole (text, mention->start, mention->end);
  weigh_mention (index, text, mention);
  if (!mention->has_ward && mention->n_districts == 0 && mention->n_provinces == 0)
    g_array_set_size (mentions, mentions->len - 1);
}

static void
add_mentions (const DtAddressIndex *index,
              const DtAddressText *text,
              GArray *mentions,
              const DtAddressName *name,
              guint start,
              guint end,
              const Lead *lead)
{
  gboolean led = lead->end == start && lead->end > lead->start
                 && text->atoms[start].gap <= DT_ADDRESS_GAP_STOP;
  gboolean typed = led && lead->type != DT_ADDRESS_NO_TYPE;
  DtAddressMention found = { .start = start, .name = start, .end = end, .dictionary = name };

  /* A number by itself is a house, unless it stands where a unit would. */
  if (!typed && end - start == 1 && text->atoms[start].is_number
      && text->atoms[start].gap != DT_ADDRESS_GAP_HARD)
    return;
  found.below = led && !typed;
  if (!typed || ends_a_name (mentions, lead))
    add_mention (index, text, mentions, &found);
  if (!typed)
    return;
  found.start = lead->start;
  found.type = lead->type;
  found.short_type = lead->is_short;
  found.doubtful = lead->doubtful;
  add_mention (index, text, mentions, &found);
}

/* A kind is no kind when its marks say another word: quán, phương, xá. */
static void
take_lead (const DtAddressIndex *index,
           const DtAddressText *text,
           const DtAddressName *name,
           guint start,
           guint end,
           Lead *lead)
{
  const guint8 *marks = text->marks + text->atoms[start].letter;

  for (guint i = 0; i < name->n_entries; i++)
    {
      const DtAddressEntry *entry = dt_address_index_entry (index, name->first + i);
      DtAddressMarks fit;

      /* "X.A Lù" is no "xã", but "thanhpho" is a "thành phố". */
      if ((entry->level != DT_ADDRESS_TYPE && entry->level != DT_ADDRESS_BELOW)
          || (end - start > 1 && end - start != entry->words))
        continue;
      fit = dt_address_marks_compare (marks, index->pool->data + entry->marks, entry->n_letters);
      if (fit > DT_ADDRESS_MARKS_PLAIN)
        continue;
      *lead = (Lead){ start, end, entry->type, entry->is_short, FALSE };
      lead->doubtful = text->marked && fit == DT_ADDRESS_MARKS_PLAIN;
      return;
    }
}

/* A word with its marks is another than one with other marks: "xã hội" is one, "xả hội" is none. */
static gboolean
is_word (const DtAddressIndex *index,
         const DtAddressText *text,
         const DtAddressName *name,
         guint start)
{
  const guint8 *marks = text->marks + text->atoms[start].letter;

  for (guint i = 0; i < name->n_entries; i++)
    {
      const DtAddressEntry *entry = dt_address_index_entry (index, name->first + i);

      if (entry->level == DT_ADDRESS_WORD
          && dt_address_marks_compare (marks, index->pool->data + entry->marks, entry->n_letters)
                 <= DT_ADDRESS_MARKS_PLAIN)
        return TRUE;
    }
  return FALSE;
}

/* The state of one pass. */
typedef struct
{
  const DtAddressIndex *index;
  const DtAddressText *text;
  GArray *mentions;
  Lead lead;      /* what the next name stands behind */
  Lead next;      /* the longest kind that begins here */
  guint word_end; /* where an ordinary word ends */
} Finder;

static void
take_span (Finder *self, const DtAddressName *name, guint start, guint end)
{
  if ((name->levels & 1u << DT_ADDRESS_WORD) != 0 && is_word (self->index, self->text, name, start))
    self->word_end = MAX (self->word_end, end);
  if ((name->levels & (1u << DT_ADDRESS_TYPE | 1u << DT_ADDRESS_BELOW)) != 0)
    take_lead (self->index, self->text, name, start, end, &self->next);
  if ((name->levels & PLACE_LEVELS) != 0)
    add_mentions (self->index, self->text, self->mentions, name, start, end, &self->lead);
}

/* All spans that begin at @start; the longest kind among them leads what comes behind it. */
static void
find_spans (Finder *self, guint start)
{
  const DtAddressText *text = self->text;
  const char *letters = text->letters + text->atoms[start].letter;
  guint64 hash = DT_ADDRESS_HASH_START;
  guint n = 0;

  for (guint end = start; end < text->n_atoms; end++)
    {
      const DtAddressAtom *atom = &text->atoms[end];
      const DtAddressName *name;

      if ((end > start && atom->gap > DT_ADDRESS_GAP_SOFT)
          || n + atom->n_letters > self->index->longest)
        return;
      hash = dt_address_hash (hash, letters + n, atom->n_letters);
      n += atom->n_letters;
      name = dt_address_index_find (self->index, hash, letters, n);
      if (name != NULL)
        take_span (self, name, start, end + 1);
    }
}

/**
 * dt_address_find_mentions:
 * @index: the names
 * @text: a text; words that were joined are cut in it
 *
 * Returns: (transfer full) (element-type DtAddressMention): every mention, by where its name begins
 */
GArray *
dt_address_find_mentions (const DtAddressIndex *index, DtAddressText *text)
{
  Finder self = { .index = index, .text = text };

  self.mentions = g_array_sized_new (FALSE, TRUE, sizeof (DtAddressMention), 24);
  cut_all_joined (index, text);
  for (guint i = 0; i < text->n_atoms; i++)
    {
      if (i < self.lead.end)
        continue;
      if (self.lead.end != i)
        self.lead = (Lead){ 0 };
      self.next = (Lead){ 0 };
      find_spans (&self, i);
      self.lead = self.next;
      self.lead.doubtful |= i < self.word_end;
    }
  return self.mentions;
}
