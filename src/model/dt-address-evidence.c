/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks around a mention for what speaks for one unit, and weighs it. The points compare readings
 * of one text; the trust is how sure the best may be. Both were set by what the tests measure. */
#include "model/dt-address-evidence.h"

/* How near another district must stand to speak against a unit. */
#define BESIDE 3
/* So many letters are more than one word: bennghe. */
#define JOINED_NAME 6

/* What speaks for a unit. */
enum
{
  POINTS_TYPED = 30,
  POINTS_OTHER_TYPE = 12,
  POINTS_BARE = 8,
  POINTS_BARE_NUMBER = 2,
  POINTS_ADJACENT = 6,
  POINTS_NEW_PROVINCE = 12, /* a former unit with the province of today */
  POINTS_OLD_PROVINCE = 8,  /* a present unit with the province of before */
  POINTS_ORDER = 2,
  POINTS_NO_DISTRICT = -6, /* a former unit had one */
  POINTS_AGAINST = -20,
  POINTS_BELOW = -12,
  POINTS_CUT_SHORT = -12, /* a longer name begins there: "Vĩnh Lộc" of "Vĩnh Lộc A" */
  POINTS_CONTEXT = 12,    /* people leave out what both sides know */
  POINTS_CONTEXT_PROVINCE = 8,
};

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

/**
 * dt_address_mention_is_bare:
 * @mention: a mention
 *
 * Returns: whether it is a name without a kind before it
 */
gboolean
dt_address_mention_is_bare (const DtAddressMention *mention)
{
  return mention->type == DT_ADDRESS_NO_TYPE;
}

/**
 * dt_address_mention_is_number:
 * @self: the text
 * @mention: a mention
 *
 * Returns: whether its name is a number: "Phường 1", "Q.10"
 */
gboolean
dt_address_mention_is_number (const DtAddressWeigher *self, const DtAddressMention *mention)
{
  return mention->end - mention->name == 1 && self->text->atoms[mention->name].is_number;
}

/* ---- what goes with a unit ---- */

static gboolean
former_has_district (const DtAddressWeigher *self, guint former, guint16 district)
{
  return self->index->former_district[former] == district;
}

/* Points for @fit as the district of the entry; 0 if it is not. */
static int
district_points (const DtAddressWeigher *self, const DtAddressEntry *entry, const DtAddressFit *fit)
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
province_points (const DtAddressWeigher *self, const DtAddressEntry *entry, guint16 province)
{
  const DtAddressIndex *index = self->index;

  if (entry->level == DT_ADDRESS_FORMER)
    {
      const DtFormerUnit *former = dt_address_index_former (index, entry->id);

      if (index->former_province[entry->id] == province)
        return DT_ADDRESS_POINTS_PROVINCE;
      for (guint i = 0; i < former->n_units; i++)
        {
          guint16 place = dt_address_index_target (index, former, i);

          if (index->unit_province[place] == province)
            return POINTS_NEW_PROVINCE;
        }
      return 0;
    }
  if (index->unit_province[entry->id] == province)
    return DT_ADDRESS_POINTS_PROVINCE + 2;
  for (guint32 i = index->made_of_start[entry->id]; i < index->made_of_start[entry->id + 1]; i++)
    {
      if (index->former_province[index->made_of[i]] == province)
        return POINTS_OLD_PROVINCE;
    }
  return 0;
}

/**
 * dt_address_may_go_with:
 * @unit: a mention of a unit
 * @mention: one of a larger unit
 *
 * A name that does not say what it is must stand beside the other.
 *
 * Returns: whether they are near enough to belong together
 */
gboolean
dt_address_may_go_with (const DtAddressMention *unit, const DtAddressMention *mention)
{
  return !overlap (unit, mention)
         && distance (unit, mention) <= (dt_address_mention_is_bare (mention) || mention->short_type
                                             ? 0
                                             : DT_ADDRESS_NEAR);
}

static void
find_district (const DtAddressWeigher *self, DtAddressEvidence *evidence)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];

  for (guint m = self->first; m < self->last; m++)
    {
      const DtAddressMention *mention = &self->mentions[m];
      int best = 0;

      if (mention->n_districts == 0 || mention->below || !dt_address_may_go_with (unit, mention))
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
province_may_go (const DtAddressWeigher *self,
                 const DtAddressEvidence *evidence,
                 const DtAddressMention *mention)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];
  const DtAddressMention *district
      = evidence->district != DT_ADDRESS_NO_MENTION ? &self->mentions[evidence->district] : NULL;

  if (mention->n_provinces == 0 || mention->below || overlap (unit, mention))
    return FALSE;
  if (district != NULL && !overlap (district, mention)
      && dt_address_may_go_with (district, mention))
    return TRUE;
  return dt_address_may_go_with (unit, mention)
         && (district == NULL || !overlap (district, mention));
}

static void
find_province (const DtAddressWeigher *self, DtAddressEvidence *evidence)
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
      best = mention->is_short ? best / 2 : best + 2 * !dt_address_mention_is_bare (mention);
      if (best > evidence->province_points)
        {
          evidence->province_points = best;
          evidence->province = m;
        }
    }
}

static gboolean
is_used (const DtAddressWeigher *self, guint used, const DtAddressMention *mention)
{
  return used != DT_ADDRESS_NO_MENTION && overlap (mention, &self->mentions[used]);
}

/* Whether a larger unit is named near enough to have to be the unit's own: one that says what it
 * is, or a province between commas right behind. */
static gboolean
must_be_its_own (const DtAddressMention *unit, const DtAddressMention *mention)
{
  if (overlap (unit, mention))
    return FALSE;
  if (!dt_address_mention_is_bare (mention))
    return distance (unit, mention) <= BESIDE;
  return mention->n_provinces > 0 && mention->n_districts == 0 && mention->whole
         && !mention->is_short && mention->start == unit->end;
}

/* Another district or province beside the unit, where its own is not named. */
static gboolean
is_against (const DtAddressWeigher *self, const DtAddressEvidence *evidence)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];

  for (guint m = self->first; m < self->last; m++)
    {
      const DtAddressMention *mention = &self->mentions[m];
      gboolean district = mention->n_districts > 0 && evidence->district == DT_ADDRESS_NO_MENTION;
      gboolean province = mention->n_provinces > 0 && evidence->province == DT_ADDRESS_NO_MENTION;

      if (!must_be_its_own (unit, mention) || is_used (self, evidence->district, mention)
          || is_used (self, evidence->province, mention))
        continue;
      if ((district && mention->n_provinces == 0) || (province && mention->n_districts == 0)
          || (district && province))
        return TRUE;
    }
  return FALSE;
}

/* ---- whether it counts at all ---- */

static int
context_points (const DtAddressWeigher *self, const DtAddressEntry *entry)
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
stands_alone (const DtAddressWeigher *self, const DtAddressEvidence *evidence)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];
  gboolean is_short = self->text->n_atoms <= DT_ADDRESS_SHORT_TEXT;
  gboolean left_out = self->text->marked && evidence->marks != DT_ADDRESS_MARKS_EXACT;
  gboolean one_word = unit->end - unit->name == 1;

  if (evidence->marks == DT_ADDRESS_MARKS_OTHER || unit->below || unit->doubtful)
    return FALSE;
  if (dt_address_mention_is_number (self, unit))
    return unit->type == evidence->entry->type && (is_short || evidence->context == POINTS_CONTEXT);
  if (dt_address_mention_is_bare (unit))
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
number_counts (const DtAddressWeigher *self, const DtAddressEvidence *evidence)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];
  const DtAddressMention *district;

  if (evidence->district == DT_ADDRESS_NO_MENTION)
    return FALSE;
  district = &self->mentions[evidence->district];
  if (distance (unit, district) > 0)
    return FALSE;
  if (!unit->whole && self->text->n_atoms > DT_ADDRESS_SHORT_TEXT)
    return FALSE;
  return evidence->province != DT_ADDRESS_NO_MENTION
         || !(dt_address_mention_is_bare (district)
              && dt_address_mention_is_number (self, district));
}

static gboolean
counts (const DtAddressWeigher *self, const DtAddressEvidence *evidence)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];
  gboolean district = evidence->district != DT_ADDRESS_NO_MENTION;
  gboolean province = evidence->province != DT_ADDRESS_NO_MENTION;

  /* "la" may be Long An behind a district or a kind, not behind any two words. */
  if (province && !district && dt_address_mention_is_bare (unit)
      && self->mentions[evidence->province].is_short)
    province = FALSE;
  if (!district && !province)
    return stands_alone (self, evidence);
  if (evidence->marks == DT_ADDRESS_MARKS_OTHER)
    return district && (province || !dt_address_mention_is_bare (unit));
  if (!dt_address_mention_is_bare (unit))
    return TRUE;
  if (dt_address_mention_is_number (self, unit))
    return number_counts (self, evidence);
  if (!unit->whole && unit->end - unit->name == 1)
    return district && province;
  if (district)
    return province || unit->whole
           || !dt_address_mention_is_bare (&self->mentions[evidence->district])
           || self->text->n_atoms <= DT_ADDRESS_SHORT_TEXT;
  return !unit->below;
}

/* ---- points and trust ---- */

static int
type_points (const DtAddressWeigher *self, const DtAddressEvidence *evidence)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];

  if (dt_address_mention_is_bare (unit))
    return dt_address_mention_is_number (self, unit) ? POINTS_BARE_NUMBER : POINTS_BARE;
  return unit->type == evidence->entry->type ? POINTS_TYPED : POINTS_OTHER_TYPE;
}

/* Where nothing bears a mark, "an" says no more of An than of Ân. */
static int
marks_points (const DtAddressWeigher *self, DtAddressMarks marks)
{
  static const int points[] = { 12, 6, 4, -25 };

  return points[marks == DT_ADDRESS_MARKS_EXACT && !self->text->marked ? DT_ADDRESS_MARKS_PLAIN
                                                                       : marks];
}

static gboolean
in_order (const DtAddressWeigher *self, const DtAddressEvidence *evidence)
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
had_district (const DtAddressWeigher *self, const DtAddressEntry *entry)
{
  return entry->level == DT_ADDRESS_FORMER
         && dt_address_index_former (self->index, entry->id)->district != NULL;
}

/* With no district named. */
static int
alone_points (const DtAddressWeigher *self, const DtAddressEvidence *evidence)
{
  int points = had_district (self, evidence->entry) ? POINTS_NO_DISTRICT : 0;

  if (evidence->province != DT_ADDRESS_NO_MENTION
      && distance (&self->mentions[evidence->ward], &self->mentions[evidence->province]) == 0)
    points += POINTS_ADJACENT;
  return points;
}

/* Whether what belongs to the unit stands right behind it. */
static gboolean
ends_well (const DtAddressWeigher *self, const DtAddressEvidence *evidence)
{
  guint end = self->mentions[evidence->ward].end;

  return (evidence->district != DT_ADDRESS_NO_MENTION
          && self->mentions[evidence->district].start == end)
         || (evidence->province != DT_ADDRESS_NO_MENTION
             && self->mentions[evidence->province].start == end);
}

/**
 * dt_address_evidence_points:
 * @self: the text
 * @evidence: what was gathered
 *
 * Returns: how much speaks for it; compares readings of one text only
 */
int
dt_address_evidence_points (const DtAddressWeigher *self, const DtAddressEvidence *evidence)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];
  int points = type_points (self, evidence) + marks_points (self, evidence->marks);

  points += (int) MIN (evidence->entry->n_letters, 16);
  points += evidence->district_points + evidence->province_points;
  points += evidence->context;
  if (evidence->district == DT_ADDRESS_NO_MENTION)
    points += alone_points (self, evidence);
  else if (in_order (self, evidence))
    points += POINTS_ORDER;
  if (evidence->against)
    points += POINTS_AGAINST;
  if (evidence->cut_short && !ends_well (self, evidence))
    points += POINTS_CUT_SHORT;
  if (unit->below)
    points += POINTS_BELOW;
  return points;
}

/**
 * dt_address_evidence_trust:
 * @self: the text
 * @evidence: what was gathered
 *
 * Returns: the confidence, 0 to 1, that it has when no other reading comes near
 */
double
dt_address_evidence_trust (const DtAddressWeigher *self, const DtAddressEvidence *evidence)
{
  const DtAddressMention *unit = &self->mentions[evidence->ward];
  gboolean district = evidence->district != DT_ADDRESS_NO_MENTION;
  gboolean province = evidence->province != DT_ADDRESS_NO_MENTION;
  gboolean bare = dt_address_mention_is_bare (unit);
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

/**
 * dt_address_evidence_gather:
 * @self: the text
 * @evidence: with its entry, marks and ward set; the rest is filled in
 *
 * Returns: whether it is enough for a place to be meant
 */
gboolean
dt_address_evidence_gather (const DtAddressWeigher *self, DtAddressEvidence *evidence)
{
  find_district (self, evidence);
  find_province (self, evidence);
  evidence->context = context_points (self, evidence->entry);
  if (!counts (self, evidence))
    return FALSE;
  evidence->against = is_against (self, evidence);
  return TRUE;
}
