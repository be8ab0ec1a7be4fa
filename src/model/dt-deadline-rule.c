/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rule of statutory time as a row of data/rules/deadlines.json, read and written. Pure. */
#include "model/dt-deadline-rule.h"

#include "model/dt-nicks.h"

G_STATIC_ASSERT ((int) DT_MATTER_FEEDBACK == (int) DT_CASE_KIND_FEEDBACK);
G_STATIC_ASSERT ((int) DT_MATTER_INFORMATION_REQUEST == (int) DT_CASE_KIND_INFORMATION_REQUEST);
G_STATIC_ASSERT ((int) DT_MATTER_RECEPTION == (int) DT_N_CASE_KINDS);

static const DtDate no_date = DT_DATE_NONE;

static const char *const matter_nicks[DT_N_MATTERS]
    = { "feedback",  "recommendation", "complaint",  "denunciation", "information_request",
        "reception", "personal_data",  "data_breach" };
static const char *const clock_nicks[DT_N_CLOCKS] = { "acknowledge", "answer", "promised" };
static const char *const trait_nicks[]
    = { "urgent", "complex", "especially_complex", "remote", "second", "not_ours", "third_party" };

DT_DEFINE_NICKS (matter, DtMatter, matter_nicks)
DT_DEFINE_NICKS (deadline_clock, DtDeadlineClock, clock_nicks)

/**
 * dt_trait_to_nick:
 * @trait: one trait
 *
 * Returns: (nullable): its nick; %NULL if @trait is none or several
 */
const char *
dt_trait_to_nick (DtTraits trait)
{
  for (guint i = 0; i < G_N_ELEMENTS (trait_nicks); i++)
    if (trait == (DtTraits) (1u << i))
      return trait_nicks[i];
  return NULL;
}

/**
 * dt_trait_from_nick:
 * @nick: (nullable): a nick
 * @out: (out): the trait, untouched if %FALSE is returned
 *
 * Returns: whether @nick is one
 */
gboolean
dt_trait_from_nick (const char *nick, DtTraits *out)
{
  guint i;

  if (!dt_nick_find (trait_nicks, G_N_ELEMENTS (trait_nicks), nick, &i))
    return FALSE;
  *out = (DtTraits) (1u << i);
  return TRUE;
}

/**
 * dt_traits_to_nick:
 * @traits: any
 *
 * Returns: (transfer full) (nullable): their nicks with + between; %NULL if there are none
 */
char *
dt_traits_to_nick (DtTraits traits)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (trait_nicks); i++)
    if (traits & (DtTraits) (1u << i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "+" : "", trait_nicks[i]);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/**
 * dt_traits_from_nick:
 * @nick: (nullable): what dt_traits_to_nick() returned
 * @out: (out): the traits, untouched if %FALSE is returned
 *
 * Returns: whether all of them are known
 */
gboolean
dt_traits_from_nick (const char *nick, DtTraits *out)
{
  g_auto (GStrv) parts = nick != NULL ? g_strsplit (nick, "+", -1) : NULL;
  guint traits = 0;

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    {
      DtTraits one;

      if (!dt_trait_from_nick (parts[i], &one))
        return FALSE;
      traits |= (guint) one;
    }
  *out = (DtTraits) traits;
  return TRUE;
}

/* ---- reading ---- */

typedef gboolean (*NickFunc) (const char *nick, guint *out_bit);

static gboolean
matter_bit (const char *nick, guint *out_bit)
{
  DtMatter matter;

  if (!dt_matter_from_nick (nick, &matter))
    return FALSE;
  *out_bit = 1u << matter;
  return TRUE;
}

static gboolean
channel_bit (const char *nick, guint *out_bit)
{
  DtChannelKind channel;

  if (!dt_channel_from_nick (nick, &channel))
    return FALSE;
  *out_bit = 1u << channel;
  return TRUE;
}

static gboolean
trait_bit (const char *nick, guint *out_bit)
{
  DtTraits trait;

  if (!dt_trait_from_nick (nick, &trait))
    return FALSE;
  *out_bit = trait;
  return TRUE;
}

/* A list of nicks as a bit mask; 0 if the member is not there. */
static gboolean
get_mask (const DtRuleRow *row, const char *member, NickFunc find, guint *out_mask, GError **error)
{
  JsonArray *array = dt_json_get_array (row->object, member);
  guint mask = 0;

  if (array == NULL && json_object_has_member (row->object, member))
    {
      dt_rule_row_fail (row, error, member, "a list is wanted");
      return FALSE;
    }
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *nick
          = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";
      guint bit;

      if (!find (nick, &bit))
        {
          dt_rule_row_fail (row, error, member, "“%s” is none", nick);
          return FALSE;
        }
      mask |= bit;
    }
  *out_mask = mask;
  return TRUE;
}

static gboolean
read_scope (const DtRuleRow *row, DtDeadlineRule *self, GError **error)
{
  guint traits = 0;
  const char *path = dt_json_get_string (row->object, "path");

  if (!get_mask (row, "kinds", matter_bit, &self->matters, error)
      || !get_mask (row, "channels", channel_bit, &self->channels, error)
      || !get_mask (row, "traits", trait_bit, &traits, error))
    return FALSE;
  self->traits = (DtTraits) traits;
  if (self->matters == 0)
    {
      dt_rule_row_fail (row, error, "kinds", "none is given");
      return FALSE;
    }
  if (path != NULL && !g_str_equal (path, "proper_form"))
    {
      dt_rule_row_fail (row, error, "path", "“%s” is none", path);
      return FALSE;
    }
  self->path = path != NULL ? DT_PATH_PROPER_FORM : DT_PATH_ORDINARY;
  return dt_rule_row_get_date (row, "valid_from", NULL, &self->valid_from, error)
         && dt_rule_row_get_date (row, "valid_to", &no_date, &self->valid_to, error);
}

static gboolean
read_period (const DtRuleRow *row, DtDeadlineRule *self, GError **error)
{
  const char *from = dt_json_get_string (row->object, "from");

  if (!dt_deadline_clock_from_nick (dt_json_get_string (row->object, "clock"), &self->clock)
      || self->clock == DT_CLOCK_PROMISED)
    {
      dt_rule_row_fail (row, error, "clock", "“acknowledge” or “answer” is wanted");
      return FALSE;
    }
  if (g_strcmp0 (from, "received") != 0 && g_strcmp0 (from, "accepted") != 0)
    {
      dt_rule_row_fail (row, error, "from", "“received” or “accepted” is wanted");
      return FALSE;
    }
  self->from_acceptance = g_str_equal (from, "accepted");
  if (!dt_time_unit_from_nick (dt_json_get_string (row->object, "unit"), &self->unit))
    {
      dt_rule_row_fail (
          row, error, "unit", "days, working_days, hours or working_hours are wanted");
      return FALSE;
    }
  return dt_rule_row_get_int (row, "amount", 1, 1000, NULL, &self->amount, error)
         && dt_rule_row_get_boolean (row, "pauses", FALSE, &self->pauses, error)
         && dt_rule_row_get_boolean (row, "moves", TRUE, &self->moves, error);
}

static gboolean
read_extension (const DtRuleRow *row, DtDeadlineRule *self, GError **error)
{
  static const char *const members[] = { "amount", "times", "source", NULL };
  g_autofree char *list = NULL;
  DtRuleRow extension = *row;

  if (!json_object_has_member (row->object, "extension"))
    return TRUE;
  list = g_strdup_printf ("%s, row %u (%s), extension", row->list, row->number, self->code);
  extension.list = list;
  extension.number = 1;
  extension.object = dt_json_get_object (row->object, "extension");
  if (extension.object == NULL)
    {
      dt_rule_row_fail (row, error, "extension", "an object is wanted");
      return FALSE;
    }
  return dt_rule_row_check_members (&extension, members, error)
         && dt_rule_row_get_int (
             &extension, "amount", 1, 1000, NULL, &self->extension_amount, error)
         && dt_rule_row_get_int (&extension, "times", 1, 9, NULL, &self->extension_times, error)
         && dt_rule_row_get_string (&extension, "source", &self->extension_source, error);
}

/**
 * dt_deadline_rule_new_from_row:
 * @row: a row of rules
 * @error: %DT_ERROR_INVALID, with the row and member
 *
 * Returns: (transfer full) (nullable): the rule
 */
DtDeadlineRule *
dt_deadline_rule_new_from_row (const DtRuleRow *row, GError **error)
{
  static const char *const members[]
      = { "code",   "kinds",      "traits",   "channels", "clock", "path",
          "from",   "amount",     "unit",     "pauses",   "moves", "extension",
          "source", "valid_from", "valid_to", "check",    NULL };
  g_autoptr (DtDeadlineRule) self = g_new0 (DtDeadlineRule, 1);

  if (!dt_rule_row_check_members (row, members, error)
      || !dt_rule_row_get_string (row, "code", &self->code, error)
      || !dt_rule_row_get_string (row, "source", &self->source, error)
      || !dt_rule_row_get_boolean (row, "check", FALSE, &self->check, error)
      || !read_scope (row, self, error) || !read_period (row, self, error)
      || !read_extension (row, self, error))
    return NULL;
  if (self->valid_to != no_date && self->valid_to < self->valid_from)
    {
      dt_rule_row_fail (row, error, "valid_to", "before valid_from");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * dt_deadline_rule_copy:
 * @self: a rule
 *
 * Returns: (transfer full): a copy, to change
 */
DtDeadlineRule *
dt_deadline_rule_copy (const DtDeadlineRule *self)
{
  DtDeadlineRule *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->code = g_strdup (self->code);
  copy->extension_source = g_strdup (self->extension_source);
  copy->source = g_strdup (self->source);
  return copy;
}

/**
 * dt_deadline_rule_free:
 * @self: (transfer full): a rule
 */
void
dt_deadline_rule_free (DtDeadlineRule *self)
{
  g_free (self->code);
  g_free (self->extension_source);
  g_free (self->source);
  g_free (self);
}

/* ---- writing ---- */

static void
add_mask (JsonObject *object, const char *name, guint mask, const char *(*to_nick) (guint bit))
{
  JsonArray *array;

  if (mask == 0)
    return;
  array = json_array_new ();
  for (guint bit = 0; bit < 32; bit++)
    if ((mask & (1u << bit)) != 0)
      json_array_add_string_element (array, to_nick (bit));
  json_object_set_array_member (object, name, array);
}

static const char *
matter_nick (guint bit)
{
  return dt_matter_to_nick ((DtMatter) bit);
}

static const char *
channel_nick (guint bit)
{
  return dt_channel_to_nick ((DtChannelKind) bit);
}

static const char *
trait_nick (guint bit)
{
  return dt_trait_to_nick ((DtTraits) (1u << bit));
}

static void
add_extension (JsonObject *object, const DtDeadlineRule *self)
{
  JsonObject *extension;

  if (self->extension_times == 0)
    return;
  extension = json_object_new ();
  json_object_set_int_member (extension, "amount", self->extension_amount);
  json_object_set_int_member (extension, "times", self->extension_times);
  dt_json_set_string (extension, "source", self->extension_source);
  json_object_set_object_member (object, "extension", extension);
}

/**
 * dt_deadline_rule_to_object:
 * @self: a rule
 *
 * Returns: (transfer full): what dt_deadline_rule_new_from_row() reads
 */
JsonObject *
dt_deadline_rule_to_object (const DtDeadlineRule *self)
{
  JsonObject *object = json_object_new ();
  g_autofree char *from = dt_date_to_iso (self->valid_from);
  g_autofree char *to = self->valid_to != no_date ? dt_date_to_iso (self->valid_to) : NULL;

  dt_json_set_string (object, "code", self->code);
  add_mask (object, "kinds", self->matters, matter_nick);
  add_mask (object, "traits", self->traits, trait_nick);
  add_mask (object, "channels", self->channels, channel_nick);
  json_object_set_string_member (object, "clock", dt_deadline_clock_to_nick (self->clock));
  if (self->path == DT_PATH_PROPER_FORM)
    json_object_set_string_member (object, "path", "proper_form");
  json_object_set_string_member (object, "from", self->from_acceptance ? "accepted" : "received");
  json_object_set_int_member (object, "amount", self->amount);
  json_object_set_string_member (object, "unit", dt_time_unit_to_nick (self->unit));
  if (self->pauses)
    json_object_set_boolean_member (object, "pauses", TRUE);
  if (!self->moves)
    json_object_set_boolean_member (object, "moves", FALSE);
  add_extension (object, self);
  dt_json_set_string (object, "source", self->source);
  json_object_set_string_member (object, "valid_from", from);
  dt_json_set_string (object, "valid_to", to);
  if (self->check)
    json_object_set_boolean_member (object, "check", TRUE);
  return object;
}

/* ---- comparing ---- */

/**
 * dt_deadline_rule_holds_on:
 * @self: a rule
 * @date: the day on which what begins the period happened
 *
 * Returns: whether the rule was in force then
 */
gboolean
dt_deadline_rule_holds_on (const DtDeadlineRule *self, DtDate date)
{
  return date >= self->valid_from && (self->valid_to == no_date || date <= self->valid_to);
}

/**
 * dt_deadline_rule_clashes:
 * @self: a rule
 * @other: another
 *
 * Returns: whether the two are for the same clock of the same cases at the same time, so that
 *   neither is the more particular
 */
gboolean
dt_deadline_rule_clashes (const DtDeadlineRule *self, const DtDeadlineRule *other)
{
  gboolean apart = (self->valid_to != no_date && self->valid_to < other->valid_from)
                   || (other->valid_to != no_date && other->valid_to < self->valid_from);
  gboolean same_channels = self->channels == 0 || other->channels == 0
                               ? self->channels == other->channels
                               : (self->channels & other->channels) != 0;

  return self->clock == other->clock && (self->matters & other->matters) != 0
         && self->traits == other->traits && same_channels && !apart;
}
