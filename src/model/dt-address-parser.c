/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the readings of a text to the present units that may be meant: the best place in the text,
 * what each reading of it became, and how sure that is. */
#include "model/dt-address-parser.h"

#include "model/dt-address-readings.h"

#include <math.h>
#include <string.h>

#define KEEP 15          /* readings that are worse by so many points are dropped */
#define SOFTNESS 6.0     /* so many points worse: a third as likely */
#define KEEP_ELSEWHERE 3 /* those of another place in the text, by so many */
#define MOST_OF_DISTRICT 12
#define WHOLE_NAME 6

/* A present unit with the best that speaks for it. */
typedef struct
{
  guint16 place; /* in the catalogue */
  guint16 former;
  double weight;
  double trust;
  guint8 level;       /* of the reading */
  gboolean elsewhere; /* read from other words of the text than the best */
} Choice;

typedef struct
{
  const DtAddressIndex *index;
  GArray *choices; /* of Choice */
  guint16 context;
  gboolean elsewhere; /* for the choices that are being added */
} Chooser;

static void
add_choice (Chooser *self, const DtAddressReading *reading, double weight, guint16 place)
{
  Choice choice = {
    .place = place,
    .former = reading->level == DT_ADDRESS_FORMER ? reading->id : DT_ADDRESS_NONE,
    .weight = weight,
    .trust = reading->trust,
    .level = reading->level,
    .elsewhere = self->elsewhere,
  };

  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *other = &g_array_index (self->choices, Choice, i);

      if (other->place != place)
        continue;
      if (weight > other->weight || (weight == other->weight && choice.former < other->former))
        *other = choice;
      return;
    }
  g_array_append_val (self->choices, choice);
}

static void
add_district (Chooser *self, const DtAddressReading *reading, double weight)
{
  const DtAddressIndex *index = self->index;
  guint before = self->choices->len;

  for (guint f = 0; f < index->formers->len; f++)
    {
      const DtFormerUnit *former = dt_address_index_former (index, f);

      for (guint i = 0; index->former_district[f] == reading->id && i < former->n_units; i++)
        add_choice (self, reading, weight, dt_address_index_target (index, former, i));
    }
  if (self->choices->len > before + MOST_OF_DISTRICT)
    g_array_set_size (self->choices, before);
}

static void
add_reading (Chooser *self, const DtAddressReading *reading, double weight)
{
  const DtFormerUnit *former;

  if (reading->level == DT_ADDRESS_UNIT)
    add_choice (self, reading, weight, reading->id);
  else if (reading->level == DT_ADDRESS_DISTRICT)
    add_district (self, reading, weight);
  else
    {
      former = dt_address_index_former (self->index, reading->id);
      for (guint i = 0; i < former->n_units; i++)
        add_choice (self, reading, weight, dt_address_index_target (self->index, former, i));
    }
}

/* ---- the best place of the text ---- */

static const DtAddressMention *
mention_at (const GArray *mentions, guint index)
{
  return &g_array_index (mentions, DtAddressMention, index);
}

/* "Phường 1 Bảo Lộc" is a name of today, not ward 1 of Bảo Lộc, unless a comma parts them. */
static gboolean
names_it_whole (const GArray *mentions,
                const DtAddressReading *best,
                const DtAddressReading *reading)
{
  const DtAddressMention *ward = mention_at (mentions, best->ward);
  const DtAddressMention *whole = mention_at (mentions, reading->ward);

  return best->level == DT_ADDRESS_FORMER && reading->level == DT_ADDRESS_UNIT
         && best->district != DT_ADDRESS_NO_MENTION && whole->start == ward->start
         && whole->end == mention_at (mentions, best->district)->end;
}

static const DtAddressReading *
find_best (const GArray *mentions, GArray *readings)
{
  const DtAddressReading *best = NULL;

  for (guint i = 0; i < readings->len; i++)
    {
      const DtAddressReading *reading = &g_array_index (readings, DtAddressReading, i);

      if (best == NULL || reading->points > best->points)
        best = reading;
    }
  for (guint i = 0; best != NULL && i < readings->len; i++)
    {
      DtAddressReading *reading = &g_array_index (readings, DtAddressReading, i);

      if (!names_it_whole (mentions, best, reading))
        continue;
      reading->points = best->points + WHOLE_NAME;
      best = reading;
    }
  return best;
}

static gboolean
same_place (const GArray *mentions, const DtAddressReading *a, const DtAddressReading *b)
{
  const DtAddressMention *left = mention_at (mentions, a->ward);
  const DtAddressMention *right = mention_at (mentions, b->ward);

  return left->start < right->end && right->start < left->end;
}

/* A reading that takes the district of the best for its unit, or the other way round, is another
 * reading of the same words: "1, 3" of Hồ Chí Minh. */
static gboolean
is_rival (const GArray *mentions, const DtAddressReading *best, const DtAddressReading *reading)
{
  return same_place (mentions, best, reading)
         || (best->district != DT_ADDRESS_NO_MENTION && reading->ward == best->district)
         || (reading->district != DT_ADDRESS_NO_MENTION && reading->district == best->ward);
}

static int
compare_choices (gconstpointer a, gconstpointer b, gpointer data)
{
  const Choice *left = a;
  const Choice *right = b;
  const Chooser *self = data;
  double sure = left->weight * left->trust - right->weight * right->trust;

  if (fabs (sure) > 1e-9)
    return sure > 0 ? -1 : 1;
  if ((left->place == self->context) != (right->place == self->context))
    return left->place == self->context ? -1 : 1;
  return left->place < right->place ? -1 : left->place > right->place;
}

static void
choose (Chooser *self, const GArray *readings, const GArray *mentions, const DtAddressReading *best)
{
  for (guint i = 0; i < readings->len; i++)
    {
      const DtAddressReading *reading = &g_array_index (readings, DtAddressReading, i);
      int behind = best->points - reading->points;

      self->elsewhere = !is_rival (mentions, best, reading);
      if (behind <= (self->elsewhere ? KEEP_ELSEWHERE : KEEP))
        add_reading (self, reading, exp ((reading->points - best->points) / SOFTNESS));
    }
  g_array_sort_with_data (self->choices, compare_choices, self);
}

/* ---- what is told ---- */

static DtAddressDecides
what_decides (const Chooser *self)
{
  const Choice *best = &g_array_index (self->choices, Choice, 0);
  DtAddressDecides decides = DT_ADDRESS_DECIDED;

  for (guint i = 1; i < self->choices->len; i++)
    {
      const Choice *other = &g_array_index (self->choices, Choice, i);

      if (other->weight < best->weight / 2)
        continue;
      if (other->elsewhere != best->elsewhere)
        return DT_ADDRESS_BY_PLACE;
      if (self->index->unit_province[other->place] != self->index->unit_province[best->place])
        return DT_ADDRESS_BY_PROVINCE;
      if (other->level == DT_ADDRESS_DISTRICT)
        decides = MAX (decides, DT_ADDRESS_BY_UNIT);
      else if (other->former == best->former && best->former != DT_ADDRESS_NONE)
        decides = MAX (decides, DT_ADDRESS_BY_GROUP);
      else
        decides = DT_ADDRESS_BY_DISTRICT;
    }
  return decides;
}

static void
set_span (DtAddressMatch *match,
          const DtAddressText *text,
          const GArray *mentions,
          const DtAddressReading *best)
{
  const guint used[] = { best->ward, best->district, best->province };

  match->start = G_MAXSIZE;
  for (guint i = 0; i < G_N_ELEMENTS (used); i++)
    {
      const DtAddressMention *mention;

      if (used[i] == DT_ADDRESS_NO_MENTION)
        continue;
      mention = mention_at (mentions, used[i]);
      match->start = MIN (match->start, text->atoms[mention->start].start);
      match->end = MAX (match->end, text->atoms[mention->end - 1].end);
    }
}

static void
fill_match (DtAddressMatch *match, const Chooser *self)
{
  double sum = 0;

  match->n_candidates = self->choices->len;
  match->candidates = g_new0 (DtAddressCandidate, match->n_candidates);
  for (guint i = 0; i < match->n_candidates; i++)
    sum += g_array_index (self->choices, Choice, i).weight;
  for (guint i = 0; i < match->n_candidates; i++)
    {
      const Choice *choice = &g_array_index (self->choices, Choice, i);
      DtAddressCandidate *candidate = &match->candidates[i];

      candidate->unit = g_ptr_array_index (self->index->units, choice->place);
      candidate->confidence = choice->trust * choice->weight / sum;
      if (choice->former != DT_ADDRESS_NONE)
        candidate->former = dt_address_index_former (self->index, choice->former);
    }
  match->decides = what_decides (self);
  match->written = g_array_index (self->choices, Choice, 0).level == DT_ADDRESS_UNIT
                       ? DT_ADDRESS_WRITTEN_PRESENT
                       : DT_ADDRESS_WRITTEN_FORMER;
}

/**
 * dt_address_parse:
 * @index: the units
 * @text: what somebody wrote, in any spelling, with anything around it
 * @length: bytes, or -1 if it ends with NUL
 * @context: (nullable): code of the unit whose desk asks; of units that fit as well, it comes first
 *
 * The same text gives the same answer always. Of several places the one that is named best is
 * meant; of those that are named as well, all.
 *
 * Returns: (transfer full): the present units that may be meant; none if no place is named
 */
DtAddressMatch *
dt_address_parse (const DtAddressIndex *index, const char *text, gssize length, const char *context)
{
  DtAddressMatch *match;
  DtAddressText cut;
  g_autoptr (GArray) mentions = NULL;
  g_autoptr (GArray) readings = NULL;
  const DtAddressReading *best;

  g_return_val_if_fail (index != NULL && text != NULL, NULL);

  match = g_new0 (DtAddressMatch, 1);
  dt_address_text_init (&cut, text, length < 0 ? strlen (text) : (gsize) length);
  mentions = dt_address_find_mentions (index, &cut);
  if (mentions->len > 0)
    {
      Chooser chooser = { .index = index };

      chooser.context = dt_address_index_find_unit (index, context);
      readings = dt_address_find_readings (index, &cut, mentions, chooser.context);
      best = find_best (mentions, readings);
      chooser.choices = g_array_new (FALSE, FALSE, sizeof (Choice));
      if (best != NULL)
        choose (&chooser, readings, mentions, best);
      if (chooser.choices->len > 0)
        {
          fill_match (match, &chooser);
          set_span (match, &cut, mentions, best);
        }
      g_array_unref (chooser.choices);
    }
  dt_address_text_clear (&cut);
  return match;
}

/**
 * dt_address_match_free:
 * @self: (nullable): a match
 */
void
dt_address_match_free (DtAddressMatch *self)
{
  if (self == NULL)
    return;
  g_free (self->candidates);
  g_free (self);
}

/**
 * dt_address_match_get_sure:
 * @self: a match
 *
 * Returns: (transfer none) (nullable): the best candidate if its confidence is high
 */
const DtUnit *
dt_address_match_get_sure (const DtAddressMatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->n_candidates == 0 || self->candidates[0].confidence < DT_ADDRESS_HIGH_CONFIDENCE)
    return NULL;
  return self->candidates[0].unit;
}

/**
 * dt_address_match_get_elsewhere:
 * @self: a match that was made with @own as its context
 * @own: code of the unit whose desk asks
 *
 * Returns: (transfer none) (nullable): the unit to which to propose a case with this place; %NULL
 *   if it may be @own, or if several others may be meant
 */
const DtUnit *
dt_address_match_get_elsewhere (const DtAddressMatch *self, const char *own)
{
  const DtUnit *sure;

  g_return_val_if_fail (self != NULL && own != NULL, NULL);

  sure = dt_address_match_get_sure (self);
  return sure != NULL && !g_str_equal (sure->code, own) ? sure : NULL;
}

/**
 * dt_address_written_to_nick:
 * @written: how a place was written
 *
 * Returns: "present", "former", or %NULL for none
 */
const char *
dt_address_written_to_nick (DtAddressWritten written)
{
  static const char *const nicks[] = { NULL, "present", "former" };

  g_return_val_if_fail (written < G_N_ELEMENTS (nicks), NULL);
  return nicks[written];
}

/**
 * dt_address_decides_to_nick:
 * @decides: what would decide
 *
 * Returns: "group", "unit", "district", "province", "place", or %NULL when it is decided
 */
const char *
dt_address_decides_to_nick (DtAddressDecides decides)
{
  static const char *const nicks[] = { NULL, "group", "unit", "district", "province", "place" };

  g_return_val_if_fail (decides < G_N_ELEMENTS (nicks), NULL);
  return nicks[decides];
}
