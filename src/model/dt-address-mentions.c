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
} Lead;

gboolean
dt_address_type_is_ward (DtAddressType type)
{
  return type >= DT_ADDRESS_PHUONG && type <= DT_ADDRESS_DAC_KHU;
}

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

/* What a piece of a joined word costs, 0 if it is none. */
static guint
piece_cost (const DtAddressIndex *index, const char *letters, guint n, gboolean first)
{
  const DtAddressName *name = n <= index->longest ? find_letters (index, letters, n) : NULL;

  if (name == NULL)
    return 0;
  if ((name->levels & 1u << DT_ADDRESS_TYPE) != 0 && (n > 1 || first))
    return 1;
  if ((name->levels & PLACE_LEVELS) != 0 && n >= 4)
    return 2;
  return 0;
}

/* Cuts "phuongbennghequan" into kinds and names, the fewest, if it can be cut without a rest. */
static void
cut_joined (const DtAddressIndex *index, DtAddressText *text, guint at)
{
  const char *letters = text->letters + text->atoms[at].letter;
  guint n = text->atoms[at].n_letters;
  guint cost[LONGEST_JOINED + 1] = { 0 };
  guint from[LONGEST_JOINED + 1] = { 0 };
  guint cuts[LONGEST_JOINED];
  guint n_cuts = 0;

  for (guint end = 1; end <= n; end++)
    {
      cost[end] = G_MAXUINT;
      for (guint start = 0; start < end; start++)
        {
          guint piece = cost[start] == G_MAXUINT
                            ? 0
                            : piece_cost (index, letters + start, end - start, start == 0);

          if (piece != 0 && cost[start] + piece < cost[end])
            {
              cost[end] = cost[start] + piece;
              from[end] = start;
            }
        }
    }
  if (cost[n] == G_MAXUINT)
    return;
  for (guint end = from[n]; end > 0; end = from[end])
    cuts[n_cuts++] = end;
  for (guint done = 0; n_cuts > 0; at++)
    {
      guint cut = cuts[--n_cuts];

      dt_address_text_cut (text, at, cut - done);
      done = cut;
    }
}

static void
cut_all_joined (const DtAddressIndex *index, DtAddressText *text)
{
  for (guint i = 0; i < text->n_atoms; i++)
    {
      guint n = text->atoms[i].n_letters;

      if (!text->atoms[i].is_number && n > LONGEST_SYLLABLE && n <= LONGEST_JOINED)
        cut_joined (index, text, i);
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
}

/* ---- finding them ---- */

static gboolean
is_whole (const DtAddressText *text, guint start, guint end)
{
  return text->atoms[start].gap == DT_ADDRESS_GAP_HARD
         && (end == text->n_atoms || text->atoms[end].gap == DT_ADDRESS_GAP_HARD);
}

static void
add_mention (const DtAddressIndex *index,
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
  guint first = typed ? lead->start : start;
  gboolean whole = is_whole (text, first, end);
  DtAddressMention *mention;

  /* A number by itself is a house, unless it stands where a unit would. */
  if (!typed && !whole && end - start == 1 && text->atoms[start].is_number)
    return;
  g_array_set_size (mentions, mentions->len + 1);
  mention = &g_array_index (mentions, DtAddressMention, mentions->len - 1);
  mention->start = first;
  mention->name = start;
  mention->end = end;
  mention->type = typed ? lead->type : DT_ADDRESS_NO_TYPE;
  mention->short_type = typed && lead->is_short;
  mention->below = led && !typed;
  mention->whole = whole;
  mention->dictionary = name;
  weigh_mention (index, text, mention);
  if (!mention->has_ward && mention->n_districts == 0 && mention->n_provinces == 0)
    g_array_set_size (mentions, mentions->len - 1);
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

      if (entry->level != DT_ADDRESS_TYPE && entry->level != DT_ADDRESS_BELOW)
        continue;
      if (dt_address_marks_compare (marks, index->pool->data + entry->marks, entry->n_letters)
          > DT_ADDRESS_MARKS_PLAIN)
        continue;
      *lead = (Lead){ start, end, entry->type, entry->is_short };
      return;
    }
}

/* All spans that begin at @start; the longest kind among them leads what comes behind it. */
static void
find_spans (const DtAddressIndex *index,
            const DtAddressText *text,
            GArray *mentions,
            guint start,
            const Lead *lead,
            Lead *next)
{
  const char *letters = text->letters + text->atoms[start].letter;
  guint64 hash = DT_ADDRESS_HASH_START;
  guint n = 0;

  for (guint end = start; end < text->n_atoms; end++)
    {
      const DtAddressAtom *atom = &text->atoms[end];
      const DtAddressName *name;

      if ((end > start && atom->gap > DT_ADDRESS_GAP_SOFT) || n + atom->n_letters > index->longest)
        return;
      hash = dt_address_hash (hash, letters + n, atom->n_letters);
      n += atom->n_letters;
      name = dt_address_index_find (index, hash, letters, n);
      if (name == NULL)
        continue;
      if ((name->levels & (1u << DT_ADDRESS_TYPE | 1u << DT_ADDRESS_BELOW)) != 0)
        take_lead (index, text, name, start, end + 1, next);
      if ((name->levels & PLACE_LEVELS) != 0)
        add_mention (index, text, mentions, name, start, end + 1, lead);
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
  GArray *mentions = g_array_sized_new (FALSE, TRUE, sizeof (DtAddressMention), 24);
  Lead lead = { 0 };

  cut_all_joined (index, text);
  for (guint i = 0; i < text->n_atoms; i++)
    {
      Lead next = { 0 };

      if (i < lead.end)
        continue;
      if (lead.end != i)
        lead = (Lead){ 0 };
      find_spans (index, text, mentions, i, &lead, &next);
      lead = next;
    }
  return mentions;
}
