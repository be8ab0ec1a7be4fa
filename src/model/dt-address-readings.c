/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weighs each unit that a mention may name by what stands around it: its kind, its marks, the
 * district and the province that are named with it, and what speaks against it. */
#include "model/dt-address-readings.h"

#include <string.h>

/* How far from a unit its district may stand, in atoms, when it says what it is. */
#define NEAR 10
/* How near another district must stand to speak against a unit. */
#define BESIDE 3
/* So many letters are more than one word: bennghe. */
#define JOINED_NAME 6
/* Up to so many atoms a text is an address, not a sentence. */
#define SHORT_TEXT 10

/* What speaks for a unit. */
enum
{
  POINTS_TYPED = 30,
  POINTS_OTHER_TYPE = 12,
  POINTS_BARE = 8,
  POINTS_BARE_NUMBER = 2,
  POINTS_ADJACENT = 6,
  POINTS_PROVINCE = 14,
  POINTS_NEW_PROVINCE = 12, /* a former unit with the province of today */
  POINTS_OLD_PROVINCE = 8,  /* a present unit with the province of before */
  POINTS_ORDER = 2,
  POINTS_NO_DISTRICT = -6, /* a former unit had one */
  POINTS_AGAINST = -20,
  POINTS_BELOW = -12,
  POINTS_CONTEXT = 12, /* people leave out what both sides know */
  POINTS_CONTEXT_PROVINCE = 8,
};

typedef struct
{
  const DtAddressIndex *index;
  const DtAddressText *text;
  const DtAddressMention *mentions;
  guint n_mentions;
  guint16 context;
  GArray *readings;

  /* of the mention at hand */
  guint first; /* mentions near it */
  guint last;
} Weigher;

/* The unit at hand and what was found beside it. */
typedef struct
{
  const DtAddressEntry *entry;
  DtAddressMarks marks;
  guint ward;
  guint district;
  guint province;
  int district_points;
  int province_points;
  int context;
  gboolean against;
} Evidence;

static guint
distance (const DtAddressMention *a, const DtAddressMention *b)
{
  return b->start >= a->end ? b->start - a->end : a->start >= b->end ? a->start - b->end : 0;
}

static gboolean
overlap (const DtAddressMention *a, const DtAddressMention *b)
{
  return a->start < b->end && b->start < a->end;
}

static gboolean
is_bare (const DtAddressMention *mention)
{
  return mention->type == DT_ADDRESS_NO_TYPE;
}

static gboolean
is_number (const Weigher *self, const DtAddressMention *mention)
{
  return mention->end - mention->name == 1 && self->text->atoms[mention->name].is_number;
}

/* ---- what goes with a unit ---- */

static gboolean
former_has_district (const Weigher *self, guint former, guint16 district)
{
  return self->index->former_district[former] == district;
}

/* Points for @fit as the district of the entry; 0 if it is not. */
static int
district_points (const Weigher *self, const DtAddressEntry *entry, const DtAddressFit *fit)
{
  const DtAddressIndex *index = self->index;

  if (entry->level == DT_ADDRESS_FORMER)
    return former_has_district (self, entry->id, fit->id) ? fit->points : 0;
  for (guint32 i = index->made_of_start[entry->id]; i < index->made_of_start[entry->id + 1]; i++)
    {
      if (former_has_district (self, index->made_of[i], fit->id)
          && fit->points > DT_ADDRESS_POINTS_RATHER_PROVINCE)
        return fit->points / 2;
    }
  return 0;
}

static int
province_points (const Weigher *self, const DtAddressEntry *entry, guint16 province)
{
  const DtAddressIndex *index = self->index;

  if (entry->level == DT_ADDRESS_FORMER)
    {
      const DtFormerUnit *former = dt_address_index_former (index, entry->id);

      if (index->former_province[entry->id] == province)
        return POINTS_PROVINCE;
      for (guint i = 0; i < former->n_units; i++)
        {
          guint16 place = dt_address_index_target (index, former, i);

          if (index->unit_province[place] == province)
            return POINTS_NEW_PROVINCE;
        }
      return 0;
    }
  if (index->unit_province[entry->id] == province)
    return POINTS_PROVINCE + 2;
  for (guint32 i = index->made_of_start[entry->id]; i < index->made_of_start[entry->id + 1]; i++)
    {
      if (index->former_province[index->made_of[i]] == province)
        return POINTS_OLD_PROVINCE;
    }
  return 0;
}

/* A name that does not say what it is must stand beside the unit. */
static gboolean
may_go_with (const DtAddressMention *unit, const DtAddressMention *mention)
{
  return !overlap (unit, mention)
         && distance (unit, mention) <= (is_bare (mention) || mention->short_type ? 0 : NEAR);
}

static void
find_district (const Weigher *self, Evidence *evidence)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];

  for (guint m = self->first; m < self->last; m++)
    {
      const DtAddressMention *mention = &self->mentions[m];
      int best = 0;

      if (mention->n_districts == 0 || mention->below || !may_go_with (unit, mention))
        continue;
      for (guint i = 0; i < mention->n_districts; i++)
        best = MAX (best, district_points (self, evidence->entry, &mention->districts[i]));
      if (best == 0)
        continue;
      best += (int) MIN (mention->end - mention->name, 4u);
      best += distance (unit, mention) == 0 ? POINTS_ADJACENT
                                            : -2 * (int) MIN (distance (unit, mention), 5u);
      if (best > evidence->district_points)
        {
          evidence->district_points = best;
          evidence->district = m;
        }
    }
}

static gboolean
province_may_go (const Weigher *self, const Evidence *evidence, const DtAddressMention *mention)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];
  const DtAddressMention *district
      = evidence->district != DT_ADDRESS_NO_MENTION ? &self->mentions[evidence->district] : NULL;

  if (mention->n_provinces == 0 || mention->below || overlap (unit, mention))
    return FALSE;
  if (district != NULL && !overlap (district, mention) && may_go_with (district, mention))
    return TRUE;
  return may_go_with (unit, mention) && (district == NULL || !overlap (district, mention));
}

static void
find_province (const Weigher *self, Evidence *evidence)
{
  for (guint m = self->first; m < self->last; m++)
    {
      const DtAddressMention *mention = &self->mentions[m];
      int best = 0;

      if (!province_may_go (self, evidence, mention))
        continue;
      for (guint i = 0; i < mention->n_provinces; i++)
        best = MAX (best, province_points (self, evidence->entry, mention->provinces[i].id));
      if (best == 0)
        continue;
      best = mention->is_short ? best / 2 : best + 2 * !is_bare (mention);
      if (best > evidence->province_points)
        {
          evidence->province_points = best;
          evidence->province = m;
        }
    }
}

/* Another district or province beside the unit, where its own is not named. */
static gboolean
is_against (const Weigher *self, const Evidence *evidence)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];

  for (guint m = self->first; m < self->last; m++)
    {
      const DtAddressMention *mention = &self->mentions[m];
      gboolean district = mention->n_districts > 0 && evidence->district == DT_ADDRESS_NO_MENTION;
      gboolean province = mention->n_provinces > 0 && evidence->province == DT_ADDRESS_NO_MENTION;

      if (is_bare (mention) || overlap (unit, mention) || distance (unit, mention) > BESIDE)
        continue;
      if ((evidence->district != DT_ADDRESS_NO_MENTION
           && overlap (mention, &self->mentions[evidence->district]))
          || (evidence->province != DT_ADDRESS_NO_MENTION
              && overlap (mention, &self->mentions[evidence->province])))
        continue;
      if ((district && mention->n_provinces == 0) || (province && mention->n_districts == 0)
          || (district && province))
        return TRUE;
    }
  return FALSE;
}

/* ---- whether it counts at all ---- */

static int
context_points (const Weigher *self, const DtAddressEntry *entry)
{
  const DtAddressIndex *index = self->index;
  guint16 province;

  if (self->context == DT_ADDRESS_NONE)
    return 0;
  province = index->unit_province[self->context];
  if (entry->level == DT_ADDRESS_UNIT)
    return entry->id == self->context                    ? POINTS_CONTEXT
           : index->unit_province[entry->id] == province ? POINTS_CONTEXT_PROVINCE
                                                         : 0;
  for (guint32 i = index->made_of_start[self->context]; i < index->made_of_start[self->context + 1];
       i++)
    {
      if (index->made_of[i] == entry->id)
        return POINTS_CONTEXT;
    }
  return province_points (self, entry, province) > 0 ? POINTS_CONTEXT_PROVINCE : 0;
}

/* A name in running text may be an ordinary word: "hòa bình", "xa hoi". */
static gboolean
stands_alone (const Weigher *self, const Evidence *evidence)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];
  gboolean is_short = self->text->n_atoms <= SHORT_TEXT;
  gboolean left_out = self->text->marked && evidence->marks != DT_ADDRESS_MARKS_EXACT;
  gboolean one_word = unit->end - unit->name == 1;

  if (evidence->marks == DT_ADDRESS_MARKS_OTHER || unit->below || unit->doubtful)
    return FALSE;
  if (is_number (self, unit))
    return unit->type == evidence->entry->type && (is_short || evidence->context == POINTS_CONTEXT);
  if (is_bare (unit))
    return unit->whole && is_short && !left_out
           && (!one_word || evidence->entry->n_letters >= JOINED_NAME);
  if (unit->whole && is_short)
    return TRUE;
  if (unit->short_type || left_out)
    return FALSE;
  return self->text->marked || (!one_word && unit->type == evidence->entry->type);
}

/* "1, quận 3", "1, 3, Hồ Chí Minh"; but not "Điều 9, 10, 11". */
static gboolean
number_counts (const Weigher *self, const Evidence *evidence)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];
  const DtAddressMention *district;

  if (evidence->district == DT_ADDRESS_NO_MENTION)
    return FALSE;
  district = &self->mentions[evidence->district];
  if (distance (unit, district) > 0)
    return FALSE;
  if (!unit->whole && self->text->n_atoms > SHORT_TEXT)
    return FALSE;
  return evidence->province != DT_ADDRESS_NO_MENTION
         || !(is_bare (district) && is_number (self, district));
}

static gboolean
counts (const Weigher *self, const Evidence *evidence)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];
  gboolean district = evidence->district != DT_ADDRESS_NO_MENTION;
  gboolean province = evidence->province != DT_ADDRESS_NO_MENTION;

  /* "la" may be Long An behind a district or a kind, not behind any two words. */
  if (province && !district && is_bare (unit) && self->mentions[evidence->province].is_short)
    province = FALSE;
  if (!district && !province)
    return stands_alone (self, evidence);
  if (evidence->marks == DT_ADDRESS_MARKS_OTHER)
    return district && (province || !is_bare (unit));
  if (!is_bare (unit))
    return TRUE;
  if (is_number (self, unit))
    return number_counts (self, evidence);
  if (!unit->whole && unit->end - unit->name == 1)
    return district && province;
  return (district && (province || self->mentions[evidence->district].type != DT_ADDRESS_NO_TYPE))
         || (unit->whole && !unit->below) || (province && !unit->below);
}

/* ---- points and trust ---- */

static int
type_points (const Weigher *self, const Evidence *evidence)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];

  if (is_bare (unit))
    return is_number (self, unit) ? POINTS_BARE_NUMBER : POINTS_BARE;
  return unit->type == evidence->entry->type ? POINTS_TYPED : POINTS_OTHER_TYPE;
}

/* Where nothing bears a mark, "an" says no more of An than of Ân. */
static int
marks_points (const Weigher *self, DtAddressMarks marks)
{
  static const int points[] = { 12, 6, 4, -25 };

  return points[marks == DT_ADDRESS_MARKS_EXACT && !self->text->marked ? DT_ADDRESS_MARKS_PLAIN
                                                                       : marks];
}

static gboolean
in_order (const Weigher *self, const Evidence *evidence)
{
  guint unit = self->mentions[evidence->ward].start;
  guint district = self->mentions[evidence->district].start;
  guint province;

  if (evidence->province == DT_ADDRESS_NO_MENTION)
    return unit < district;
  province = self->mentions[evidence->province].start;
  return (unit < district && district < province) || (province < district && district < unit);
}

static gboolean
had_district (const Weigher *self, const DtAddressEntry *entry)
{
  return entry->level == DT_ADDRESS_FORMER
         && dt_address_index_former (self->index, entry->id)->district != NULL;
}

static int
weigh (const Weigher *self, const Evidence *evidence)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];
  int points = type_points (self, evidence) + marks_points (self, evidence->marks);

  points += (int) MIN (evidence->entry->n_letters, 16);
  points += evidence->district_points + evidence->province_points;
  points += evidence->context;
  if (evidence->district == DT_ADDRESS_NO_MENTION)
    points += had_district (self, evidence->entry) ? POINTS_NO_DISTRICT : 0;
  else if (in_order (self, evidence))
    points += POINTS_ORDER;
  if (evidence->against)
    points += POINTS_AGAINST;
  if (unit->below)
    points += POINTS_BELOW;
  return points;
}

static double
trust (const Weigher *self, const Evidence *evidence)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];
  gboolean district = evidence->district != DT_ADDRESS_NO_MENTION;
  gboolean province = evidence->province != DT_ADDRESS_NO_MENTION;
  gboolean bare = is_bare (unit);
  double value = bare ? 0.5 : unit->short_type ? 0.65 : 0.72;

  if (district)
    value = (bare ? 0.93 : 0.95) + (province ? 0.03 : 0);
  else if (province && self->mentions[evidence->province].is_short)
    value += 0.1;
  else if (!province && evidence->context > 0)
    value += 0.2;
  else if (province)
    value = had_district (self, evidence->entry) ? (bare ? 0.7 : 0.85) : (bare ? 0.85 : 0.95);
  if (evidence->marks == DT_ADDRESS_MARKS_OTHER)
    value *= 0.6;
  else if (evidence->marks == DT_ADDRESS_MARKS_PARTIAL)
    value *= 0.97;
  if (!bare && unit->type != evidence->entry->type)
    value *= 0.85;
  if (evidence->against)
    value *= 0.5;
  return unit->below ? value * 0.6 : value;
}

/* ---- going through them ---- */

static void
weigh_entry (Weigher *self, guint ward, const DtAddressEntry *entry, DtAddressMarks marks)
{
  Evidence evidence = {
    .entry = entry,
    .marks = marks,
    .ward = ward,
    .district = DT_ADDRESS_NO_MENTION,
    .province = DT_ADDRESS_NO_MENTION,
  };
  DtAddressReading reading = { .id = entry->id, .level = entry->level, .ward = ward };

  find_district (self, &evidence);
  find_province (self, &evidence);
  evidence.context = context_points (self, entry);
  if (!counts (self, &evidence))
    return;
  evidence.against = is_against (self, &evidence);
  reading.points = weigh (self, &evidence);
  reading.trust = trust (self, &evidence);
  reading.district = evidence.district;
  reading.province = evidence.province;
  g_array_append_val (self->readings, reading);
}

/* A ward's kind before a ward; before a number its own, as before a district that had no wards. */
static gboolean
type_allows (const Weigher *self, const DtAddressMention *mention, const DtAddressEntry *entry)
{
  return is_bare (mention) || mention->type == entry->type
         || (dt_address_type_is_ward (mention->type) && !is_number (self, mention));
}

static void
weigh_ward (Weigher *self, guint ward)
{
  const DtAddressMention *mention = &self->mentions[ward];
  const guint8 *marks = self->text->marks + self->text->atoms[mention->name].letter;
  DtAddressMarks fit = DT_ADDRESS_MARKS_OTHER;
  guint32 compared = G_MAXUINT32;

  for (guint i = 0; i < mention->dictionary->n_entries; i++)
    {
      const DtAddressEntry *entry
          = dt_address_index_entry (self->index, mention->dictionary->first + i);

      if (entry->level > DT_ADDRESS_FORMER || !type_allows (self, mention, entry))
        continue;
      if (entry->marks != compared)
        fit = dt_address_marks_compare (
            marks, self->index->pool->data + entry->marks, entry->n_letters);
      compared = entry->marks;
      weigh_entry (self, ward, entry, fit);
    }
}

/* The mentions near @ward: they lie by where their names begin. */
static void
set_window (Weigher *self, guint ward)
{
  const DtAddressMention *unit = &self->mentions[ward];

  self->first = self->last = ward;
  while (self->first > 0 && self->mentions[self->first - 1].name + 2 * NEAR >= unit->start)
    self->first--;
  while (self->last < self->n_mentions && self->mentions[self->last].start <= unit->end + 2 * NEAR)
    self->last++;
}

/* ---- a district alone ---- */

/* Whether a district counts with nothing beside it. */
static gboolean
district_stands_alone (const Weigher *self, const DtAddressMention *mention)
{
  gboolean is_short = self->text->n_atoms <= SHORT_TEXT;
  gboolean one_word = mention->end - mention->name == 1;
  guint points = 0;

  for (guint i = 0; i < mention->n_districts; i++)
    points = MAX (points, mention->districts[i].points);
  if (is_bare (mention) || mention->short_type)
    return mention->whole && is_short
           && (is_bare (mention) ? !one_word : points >= DT_ADDRESS_POINTS_TYPED_PLAIN);
  if (is_short)
    return TRUE;
  return self->text->marked
             ? points >= DT_ADDRESS_POINTS_TYPED_EXACT
             : points >= DT_ADDRESS_POINTS_TYPED_PLAIN && (!one_word || is_number (self, mention));
}

static gboolean
district_counts (const Weigher *self, const DtAddressMention *mention, guint *province)
{
  *province = DT_ADDRESS_NO_MENTION;
  if (mention->n_districts == 0 || mention->below || mention->doubtful)
    return FALSE;
  for (guint m = self->first; m < self->last; m++)
    {
      const DtAddressMention *other = &self->mentions[m];

      if (other->n_provinces > 0 && !other->is_short && may_go_with (mention, other))
        *province = m;
    }
  if (*province == DT_ADDRESS_NO_MENTION)
    return district_stands_alone (self, mention);
  return !is_bare (mention) || (mention->whole && self->text->n_atoms <= SHORT_TEXT);
}

static void
weigh_district (Weigher *self, guint m)
{
  const DtAddressMention *mention = &self->mentions[m];
  guint province;

  if (!district_counts (self, mention, &province))
    return;
  for (guint i = 0; i < mention->n_districts; i++)
    {
      const DtAddressFit *fit = &mention->districts[i];
      const DtAddressDistrict *district
          = &g_array_index (self->index->districts, DtAddressDistrict, fit->id);
      DtAddressReading reading
          = { .points = fit->points, .trust = 0.6, .id = fit->id, .level = DT_ADDRESS_DISTRICT };

      reading.ward = reading.district = m;
      reading.province = DT_ADDRESS_NO_MENTION;
      for (guint p = 0;
           province != DT_ADDRESS_NO_MENTION && p < self->mentions[province].n_provinces;
           p++)
        {
          if (self->mentions[province].provinces[p].id == district->province)
            {
              reading.points += POINTS_PROVINCE;
              reading.province = province;
            }
        }
      g_array_append_val (self->readings, reading);
    }
}

/**
 * dt_address_find_readings:
 * @index: the names
 * @text: a text
 * @mentions: (element-type DtAddressMention): what was found in it
 * @context: the place of a unit in the catalogue, or DT_ADDRESS_NONE
 *
 * Returns: (transfer full) (element-type DtAddressReading): what may be meant, in no order
 */
GArray *
dt_address_find_readings (const DtAddressIndex *index,
                          const DtAddressText *text,
                          const GArray *mentions,
                          guint16 context)
{
  Weigher self = {
    .index = index,
    .text = text,
    .mentions = (const DtAddressMention *) (gconstpointer) mentions->data,
    .n_mentions = mentions->len,
    .context = context,
    .readings = g_array_new (FALSE, FALSE, sizeof (DtAddressReading)),
  };

  for (guint m = 0; m < self.n_mentions; m++)
    {
      if (!self.mentions[m].has_ward)
        continue;
      set_window (&self, m);
      weigh_ward (&self, m);
    }
  for (guint m = 0; self.readings->len == 0 && m < self.n_mentions; m++)
    {
      set_window (&self, m);
      weigh_district (&self, m);
    }
  return self.readings;
}
