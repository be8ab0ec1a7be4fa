/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and checking replies.json. Any thread. */
#include "base/dt-error.h"
#include "base/dt-text.h"
#include "model/dt-reply-rules-private.h"
#include "model/dt-rule-row.h"

#include <string.h>

#define FILE_NAME "replies.json"
#define MAX_CHARS 1000000
#define MAX_HOURS (24 * 366)
#define MAX_SECONDS 3600
#define MAX_ATTEMPTS 50

typedef gboolean (*FromNick) (const char *nick, guint *out);

static gboolean
kind_from_nick (const char *nick, guint *out)
{
  DtCaseKind kind;

  if (!dt_case_kind_from_nick (nick, &kind))
    return FALSE;
  *out = kind;
  return TRUE;
}

static gboolean
channel_from_nick (const char *nick, guint *out)
{
  DtChannelKind channel;

  if (!dt_channel_from_nick (nick, &channel))
    return FALSE;
  *out = channel;
  return TRUE;
}

static gboolean
outcome_from_nick (const char *nick, guint *out)
{
  DtReplyOutcome outcome;

  if (!dt_reply_outcome_from_nick (nick, &outcome))
    return FALSE;
  *out = outcome;
  return TRUE;
}

static gboolean
form_from_nick (const char *nick, guint *out)
{
  DtAddressForm form;

  if (!dt_address_form_from_nick (nick, &form))
    return FALSE;
  *out = form;
  return TRUE;
}

static gboolean
check_from_nick (const char *nick, guint *out)
{
  for (guint i = 0; i < DT_N_CHECKS; i++)
    if (g_str_equal (dt_check_kind_to_nick (i), nick))
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}

/* The row's "code" as a value of a closed list that no row before had. */
static gboolean
take_code (const DtRuleRow *row, FromNick from_nick, guint *had, guint *out, GError **error)
{
  g_autofree char *code = NULL;

  if (!dt_rule_row_get_string (row, "code", &code, error))
    return FALSE;
  if (!from_nick (code, out))
    {
      dt_rule_row_fail (row, error, "code", "“%s” is not known", code);
      return FALSE;
    }
  if ((*had & (1u << *out)) != 0)
    {
      dt_rule_row_fail (row, error, "code", "“%s” is given twice", code);
      return FALSE;
    }
  *had |= 1u << *out;
  return TRUE;
}

static gboolean
get_text (
    DtReplyRules *self, const DtRuleRow *row, const char *member, const char **out, GError **error)
{
  g_autofree char *text = NULL;

  if (!dt_rule_row_get_string (row, member, &text, error))
    return FALSE;
  *out = g_string_chunk_insert_const (self->strings, text);
  return TRUE;
}

static gboolean
get_time (
    const DtRuleRow *row, const char *member, int max, gint64 unit, gint64 *out, GError **error)
{
  const int none = 0;
  int value;

  if (!dt_rule_row_get_int (row, member, 0, max, &none, &value, error))
    return FALSE;
  *out = value * unit * G_USEC_PER_SEC;
  return TRUE;
}

static gboolean
parse_way (const DtRuleRow *row, DtWay *out, GError **error)
{
  static const char *const ways[] = { "paste", "tell", "letter" };
  g_autofree char *way = NULL;

  if (!dt_rule_row_get_string (row, "way", &way, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_str_equal (ways[i], way))
      {
        *out = i;
        return TRUE;
      }
  dt_rule_row_fail (row, error, "way", "“%s” is not known", way);
  return FALSE;
}

static gboolean
parse_channel_limits (const DtRuleRow *row, DtChannelRule *rule, GError **error)
{
  const int none = 0;
  int chars, attempts;

  if (!dt_rule_row_get_int (row, "max_chars", 0, MAX_CHARS, &none, &chars, error)
      || !dt_rule_row_get_int (row, "attempts", 1, MAX_ATTEMPTS, NULL, &attempts, error)
      || !dt_rule_row_get_boolean (row, "splits", FALSE, &rule->splits, error)
      || !dt_rule_row_get_boolean (row, "public", FALSE, &rule->public, error)
      || !dt_rule_row_get_boolean (row, "title", FALSE, &rule->has_title, error)
      || !dt_rule_row_get_boolean (row, "needs_address", FALSE, &rule->needs_address, error)
      || !get_time (row, "window_hours", MAX_HOURS, 3600, &rule->window, error)
      || !get_time (row, "late_window_hours", MAX_HOURS, 3600, &rule->late_window, error)
      || !get_time (row, "undo_seconds", MAX_SECONDS, 1, &rule->undo, error)
      || !get_time (row, "back_off_seconds", MAX_SECONDS, 1, &rule->back_off, error))
    return FALSE;
  rule->max_chars = (guint) chars;
  rule->max_attempts = (guint) attempts;
  if (rule->late_window == 0 || rule->late_window > rule->window)
    return TRUE;
  dt_rule_row_fail (row, error, "late_window_hours", "not longer than window_hours");
  return FALSE;
}

static gboolean
parse_channel (const DtRuleRow *row, gpointer data, GError **error)
{
  static const char *const members[] = { "code",
                                         "max_chars",
                                         "splits",
                                         "public",
                                         "window_hours",
                                         "late_window_hours",
                                         "undo_seconds",
                                         "attempts",
                                         "title",
                                         "back_off_seconds",
                                         "needs_address",
                                         "way",
                                         "place",
                                         "source",
                                         "practice",
                                         "check",
                                         NULL };
  DtReplyRules *self = data;
  g_autofree char *place = NULL;
  DtChannelRule *rule;
  guint code;

  if (!dt_rule_row_check_members (row, members, error)
      || !take_code (row, channel_from_nick, &self->have_channels, &code, error))
    return FALSE;
  rule = &self->channels[code];
  place = dt_rule_row_dup_string (row, "place");
  rule->place = place != NULL ? g_string_chunk_insert_const (self->strings, place) : NULL;
  return parse_channel_limits (row, rule, error) && parse_way (row, &rule->way, error)
         && get_text (self, row, "source", &rule->source, error);
}

/* A list of nicks as a mask; all of @n if it is not there. */
static gboolean
get_mask (const DtRuleRow *row,
          const char *member,
          FromNick from_nick,
          guint n,
          guint *out,
          GError **error)
{
  JsonArray *array = dt_json_get_array (row->object, member);

  *out = json_object_has_member (row->object, member) ? 0 : (1u << n) - 1;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *nick = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
      guint value;

      if (nick == NULL || !from_nick (nick, &value))
        {
          dt_rule_row_fail (row, error, member, "“%s” is not known", nick != NULL ? nick : "");
          return FALSE;
        }
      *out |= 1u << value;
    }
  if (*out != 0)
    return TRUE;
  dt_rule_row_fail (row, error, member, "a list of one or more is wanted");
  return FALSE;
}

static gboolean
parse_approval (const DtRuleRow *row, gpointer data, GError **error)
{
  static const char *const members[]
      = { "code", "kinds", "channels", "outcomes", "needed", "source", "practice", "check", NULL };
  DtReplyRules *self = data;
  DtApprovalRule rule = { 0 };

  if (!dt_rule_row_check_members (row, members, error)
      || !get_mask (row, "kinds", kind_from_nick, DT_N_CASE_KINDS, &rule.kinds, error)
      || !get_mask (row, "channels", channel_from_nick, DT_N_CHANNELS, &rule.channels, error)
      || !get_mask (row, "outcomes", outcome_from_nick, DT_N_REPLY_OUTCOMES, &rule.outcomes, error)
      || !dt_rule_row_get_boolean (row, "needed", TRUE, &rule.needed, error)
      || !get_text (self, row, "source", &rule.source, error))
    return FALSE;
  g_array_append_val (self->approval, rule);
  return TRUE;
}

static gboolean
parse_address (const DtRuleRow *row, gpointer data, GError **error)
{
  static const char *const members[]
      = { "code", "one", "one_capital", "many", "many_capital", NULL };
  DtReplyRules *self = data;
  guint had = 0;
  guint form;

  if (!dt_rule_row_check_members (row, members, error)
      || !take_code (row, form_from_nick, &had, &form, error))
    return FALSE;
  return get_text (self, row, "one", &self->address[form][0][0], error)
         && get_text (self, row, "one_capital", &self->address[form][0][1], error)
         && get_text (self, row, "many", &self->address[form][1][0], error)
         && get_text (self, row, "many_capital", &self->address[form][1][1], error);
}

static gboolean
parse_check (const DtRuleRow *row, gpointer data, GError **error)
{
  static const char *const members[] = { "code", "stops", NULL };
  DtReplyRules *self = data;
  guint check;

  return dt_rule_row_check_members (row, members, error)
         && take_code (row, check_from_nick, &self->have_checks, &check, error)
         && dt_rule_row_get_boolean (row, "stops", TRUE, &self->stops[check], error);
}

static gboolean
parse_words (const DtRuleRow *row, gpointer data, GError **error)
{
  static const char *const members[] = { "code", "note", "words", "source", "check", NULL };
  DtReplyRules *self = data;
  JsonArray *array = dt_json_get_array (row->object, "words");
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *code = NULL;

  if (!dt_rule_row_check_members (row, members, error)
      || !dt_rule_row_get_string (row, "code", &code, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *word = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
      g_autofree char *written = dt_text_written (word != NULL ? word : "", -1);

      if (*written == '\0')
        {
          dt_rule_row_fail (row, error, "words", "entry %u is no text", i + 1);
          return FALSE;
        }
      g_ptr_array_add (words, g_string_chunk_insert_const (self->strings, written));
    }
  g_ptr_array_add (words, NULL);
  g_hash_table_insert (self->words, g_steal_pointer (&code), g_ptr_array_steal (words, NULL));
  return TRUE;
}

static gboolean
fail (GError **error, const char *list, const char *what)
{
  g_set_error (error, DT_ERROR, DT_ERROR_INVALID, FILE_NAME ": %s: %s", list, what);
  return FALSE;
}

/* Nothing that can be asked for may be missing. */
static gboolean
check_whole (DtReplyRules *self, GError **error)
{
  if (self->have_channels != (1u << DT_N_CHANNELS) - 1)
    return fail (error, "channels", "a channel is missing");
  if (self->have_checks != (1u << DT_N_CHECKS) - 1)
    return fail (error, "checks", "a check is missing");
  for (guint i = 0; i < DT_N_ADDRESS_FORMS; i++)
    if (self->address[i][0][0] == NULL)
      return fail (error, "address", "a form is missing");
  for (guint kind = 0; kind < DT_N_CASE_KINDS; kind++)
    for (guint channel = 0; channel < DT_N_CHANNELS; channel++)
      for (guint outcome = 0; outcome < DT_N_REPLY_OUTCOMES; outcome++)
        {
          const char *source = NULL;

          dt_reply_rules_need_approval (self, kind, channel, outcome, &source);
          if (source == NULL)
            return fail (error, "approval", "no row fits some of the replies");
        }
  return TRUE;
}

static DtReplyRules *
new_empty (void)
{
  DtReplyRules *self = g_new0 (DtReplyRules, 1);

  g_atomic_ref_count_init (&self->refs);
  self->strings = g_string_chunk_new (4096);
  self->approval = g_array_new (FALSE, FALSE, sizeof (DtApprovalRule));
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * dt_reply_rules_new:
 * @json: the content of replies.json
 * @error: %DT_ERROR_INVALID, with the row and member
 *
 * Returns: (transfer full) (nullable): the rules
 */
DtReplyRules *
dt_reply_rules_new (const char *json, GError **error)
{
  static const struct
  {
    const char *list;
    DtRuleRowFunc parse;
  } lists[] = {
    { "channels", parse_channel }, { "approval", parse_approval }, { "address", parse_address },
    { "checks", parse_check },     { "words", parse_words },
  };
  g_autoptr (DtReplyRules) self = NULL;
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  bytes = g_bytes_new_static (json, strlen (json));
  root = dt_rule_row_parse_file (FILE_NAME, bytes, error);
  if (root == NULL)
    return NULL;
  self = new_empty ();
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!dt_rule_row_foreach (FILE_NAME, root, lists[i].list, lists[i].parse, self, error))
      return NULL;
  return check_whole (self, error) ? g_steal_pointer (&self) : NULL;
}
