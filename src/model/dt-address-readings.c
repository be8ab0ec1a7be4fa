/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes through all that the mentions of a text may name, and keeps the readings that stand to
 * reason; when no unit is named, the districts. */
#include "model/dt-address-readings.h"

#include "model/dt-address-evidence.h"

/* ---- going through them ---- */

static void
weigh_entry (DtAddressWeigher *self, DtAddressEvidence evidence)
{
  DtAddressReading reading
      = { .id = evidence.entry->id, .level = evidence.entry->level, .ward = evidence.ward };

  evidence.district = evidence.province = DT_ADDRESS_NO_MENTION;
  if (!dt_address_evidence_gather (self, &evidence))
    return;
  reading.points = dt_address_evidence_points (self, &evidence);
  reading.trust = dt_address_evidence_trust (self, &evidence);
  reading.district = evidence.district;
  reading.province = evidence.province;
  reading.against = evidence.against;
  g_array_append_val (self->readings, reading);
}

static DtAddressMarks
marks_of (const DtAddressWeigher *self,
          const DtAddressMention *mention,
          const DtAddressEntry *entry)
{
  return dt_address_marks_compare (self->text->marks + self->text->atoms[mention->name].letter,
                                   self->index->pool->data + entry->marks,
                                   entry->n_letters);
}

/* Whether a longer name of a unit begins where that mention's does. */
static gboolean
is_cut_short (const DtAddressWeigher *self, guint ward)
{
  const DtAddressMention *mention = &self->mentions[ward];

  for (guint m = ward + 1; m < self->n_mentions && self->mentions[m].name == mention->name; m++)
    {
      const DtAddressMention *longer = &self->mentions[m];

      if (!longer->has_ward || longer->end <= mention->end || longer->type != mention->type)
        continue;
      for (guint i = 0; i < longer->dictionary->n_entries; i++)
        {
          const DtAddressEntry *entry
              = dt_address_index_entry (self->index, longer->dictionary->first + i);

          if (entry->level <= DT_ADDRESS_FORMER
              && marks_of (self, longer, entry) <= DT_ADDRESS_MARKS_PLAIN)
            return TRUE;
        }
    }
  return FALSE;
}

/* A ward's kind before a ward; before a number its own, as before a district that had no wards. */
static gboolean
type_allows (const DtAddressWeigher *self,
             const DtAddressMention *mention,
             const DtAddressEntry *entry)
{
  return dt_address_mention_is_bare (mention) || mention->type == entry->type
         || (dt_address_type_is_ward (mention->type)
             && !dt_address_mention_is_number (self, mention));
}

static void
weigh_ward (DtAddressWeigher *self, guint ward)
{
  const DtAddressMention *mention = &self->mentions[ward];
  DtAddressEvidence evidence = { .ward = ward, .marks = DT_ADDRESS_MARKS_OTHER };
  guint32 compared = G_MAXUINT32;

  evidence.cut_short = is_cut_short (self, ward);
  for (guint i = 0; i < mention->dictionary->n_entries; i++)
    {
      const DtAddressEntry *entry
          = dt_address_index_entry (self->index, mention->dictionary->first + i);

      if (entry->level > DT_ADDRESS_FORMER || !type_allows (self, mention, entry))
        continue;
      if (entry->marks != compared)
        evidence.marks = marks_of (self, mention, entry);
      compared = entry->marks;
      evidence.entry = entry;
      weigh_entry (self, evidence);
    }
}

/* The mentions near @ward: they lie by where their names begin. */
static void
set_window (DtAddressWeigher *self, guint ward)
{
  const DtAddressMention *unit = &self->mentions[ward];

  self->first = self->last = ward;
  while (self->first > 0
         && self->mentions[self->first - 1].name + 2 * DT_ADDRESS_NEAR >= unit->start)
    self->first--;
  while (self->last < self->n_mentions
         && self->mentions[self->last].start <= unit->end + 2 * DT_ADDRESS_NEAR)
    self->last++;
}

/* ---- a district alone ---- */

/* Whether a district counts with nothing beside it. */
static gboolean
district_stands_alone (const DtAddressWeigher *self, const DtAddressMention *mention)
{
  gboolean is_short = self->text->n_atoms <= DT_ADDRESS_SHORT_TEXT;
  gboolean one_word = mention->end - mention->name == 1;
  guint points = 0;

  for (guint i = 0; i < mention->n_districts; i++)
    points = MAX (points, mention->districts[i].points);
  if (dt_address_mention_is_bare (mention) || mention->short_type)
    return mention->whole && is_short
           && (dt_address_mention_is_bare (mention) ? !one_word
                                                    : points >= DT_ADDRESS_POINTS_TYPED_PLAIN);
  if (is_short)
    return TRUE;
  return self->text->marked ? points >= DT_ADDRESS_POINTS_TYPED_EXACT
                            : points >= DT_ADDRESS_POINTS_TYPED_PLAIN
                                  && (!one_word || dt_address_mention_is_number (self, mention));
}

static gboolean
district_counts (const DtAddressWeigher *self, const DtAddressMention *mention, guint *province)
{
  *province = DT_ADDRESS_NO_MENTION;
  if (mention->n_districts == 0 || mention->below || mention->doubtful)
    return FALSE;
  for (guint m = self->first; m < self->last; m++)
    {
      const DtAddressMention *other = &self->mentions[m];

      if (other->n_provinces > 0 && !other->is_short && dt_address_may_go_with (mention, other))
        *province = m;
    }
  if (*province == DT_ADDRESS_NO_MENTION)
    return district_stands_alone (self, mention);
  return !dt_address_mention_is_bare (mention)
         || (mention->whole && self->text->n_atoms <= DT_ADDRESS_SHORT_TEXT);
}

static void
weigh_district (DtAddressWeigher *self, guint m)
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
              reading.points += DT_ADDRESS_POINTS_PROVINCE;
              reading.province = province;
            }
        }
      g_array_append_val (self->readings, reading);
    }
}

static gboolean
has_sound_reading (const DtAddressWeigher *self)
{
  for (guint i = 0; i < self->readings->len; i++)
    {
      if (!g_array_index (self->readings, DtAddressReading, i).against)
        return TRUE;
    }
  return FALSE;
}

/* Where no unit goes with what is named around it, the district says more: "phường 6, quận 3" was
 * gone before 2025, and ward 6 of another district is not meant. */
static void
weigh_districts (DtAddressWeigher *self)
{
  guint n = self->readings->len;

  for (guint m = 0; m < self->n_mentions; m++)
    {
      set_window (self, m);
      weigh_district (self, m);
    }
  if (self->readings->len > n)
    g_array_remove_range (self->readings, 0, n);
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
  DtAddressWeigher self = {
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
  if (!has_sound_reading (&self))
    weigh_districts (&self);
  return self.readings;
}
