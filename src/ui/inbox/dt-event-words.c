/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to a case, as a sentence: one row a kind of entry. */
#include "ui/inbox/dt-event-words.h"

#include "ui/inbox/dt-reply-event.h"
#include "ui/shell/dt-words.h"
#include "words/dt-extension-words.h"
#include "words/dt-time-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* A kind whose sentence depends only on which of the two values stands there. Each text takes the
 * actor and, unless it is for none, the value. */
typedef struct
{
  const char *kind;
  const char *icon;
  const char *with_to;
  const char *with_from;
  const char *with_none;
} EventWords;

static const EventWords event_words[] = {
  { "case.opened", "dt-view-to-receive-symbolic", NULL, NULL, N_ ("%s recorded the case") },
  { "case.citizen",
    "dt-person-symbolic",
    N_ ("%s added %s to the case"),
    N_ ("%s took %s off the case"),
    N_ ("%s changed the citizens of the case") },
  { "case.attached",
    "mail-attachment-symbolic",
    N_ ("%s attached %s"),
    N_ ("%s took off the file %s"),
    N_ ("%s attached a file") },
  { "case.merged",
    "dt-merge-symbolic",
    N_ ("%s merged this case into %s"),
    N_ ("%s merged %s into this case"),
    N_ ("%s merged the case") },
  { "case.unmerged",
    "dt-split-symbolic",
    N_ ("%s undid the merging with %s"),
    N_ ("%s undid the merging with %s"),
    N_ ("%s undid the merging") },
  { "case.linked",
    "insert-link-symbolic",
    N_ ("%s linked %s as the same matter"),
    N_ ("%s undid the link with %s"),
    N_ ("%s changed the links of the case") },
  { "case.withdrawn",
    "dt-status-withdrawn-symbolic",
    NULL,
    NULL,
    N_ ("%s withdrew the recording of the case") },
  { "message.moved",
    "dt-split-symbolic",
    N_ ("%s split messages off into %s"),
    N_ ("%s split messages off from %s"),
    N_ ("%s moved messages to another case") },
  { "message.added", "mail-unread-symbolic", NULL, NULL, N_ ("%s recorded a message") },
  { "message.retracted", "edit-undo-symbolic", NULL, NULL, N_ ("%s took a message back") },
  { "receipt.issued", "document-print-symbolic", NULL, NULL, N_ ("%s issued a receipt") },
  { "notice.issued",
    "document-print-symbolic",
    NULL,
    NULL,
    N_ ("%s issued the notice of the extension") },
  { "citizen.added", "dt-person-symbolic", NULL, NULL, N_ ("%s recorded the citizen") },
  { "citizen.set", "dt-person-symbolic", NULL, NULL, N_ ("%s changed the citizen's details") },
  { "citizen.erased",
    "edit-delete-symbolic",
    NULL,
    NULL,
    N_ ("%s erased the citizen's personal data as the law provides") },
  { "import.finished",
    "dt-channel-file-symbolic",
    NULL,
    NULL,
    N_ ("%s imported the case from a file") },
  { "import.mended",
    "dt-view-set-aside-symbolic",
    NULL,
    NULL,
    N_ ("%s mended a row that had been set aside") },
};

static const char *const status_words[DT_N_CASE_STATUSES] = {
  [DT_CASE_STATUS_RECEIVED] = N_ ("%s set the case back to received"),
  [DT_CASE_STATUS_ACCEPTED] = N_ ("%s accepted the case"),
  [DT_CASE_STATUS_IN_PROGRESS] = N_ ("%s began to work on it"),
  [DT_CASE_STATUS_WAITING_CITIZEN] = N_ ("%s waits for the citizen to say more"),
  [DT_CASE_STATUS_FORWARDED] = N_ ("%s forwarded the case to another office"),
  [DT_CASE_STATUS_ANSWERED] = N_ ("%s marked the case as answered"),
  [DT_CASE_STATUS_CLOSED] = N_ ("%s closed the case"),
  [DT_CASE_STATUS_REFUSED] = N_ ("%s refused the case"),
  [DT_CASE_STATUS_REOPENED] = N_ ("%s reopened the case"),
  [DT_CASE_STATUS_MERGED] = N_ ("%s merged the case"),
  [DT_CASE_STATUS_WITHDRAWN] = N_ ("%s withdrew the recording of the case"),
};

static const struct
{
  const char *field;
  const char *name;
} field_words[] = {
  { "kind", N_ ("kind") },
  { "field", N_ ("field of work") },
  { "priority", N_ ("priority") },
  { "group", N_ ("residential group") },
  { "title", N_ ("title") },
  { "place", N_ ("place") },
  { "status", N_ ("status") },
  { "assignee", N_ ("officer in charge") },
  { "traits", N_ ("traits of the matter") },
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
/* The formats come from the tables above, and msgfmt checks their translations. */
static char *
say (const char *format, const char *actor, const char *value)
{
  return value != NULL ? g_strdup_printf (_ (format), actor, value)
                       : g_strdup_printf (_ (format), actor);
}
#pragma GCC diagnostic pop

/**
 * dt_field_words:
 * @field: the name of a field of a case in the record
 *
 * Returns: what it is called, in small letters
 */
const char *
dt_field_words (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (field_words); i++)
    if (g_strcmp0 (field_words[i].field, field) == 0)
      return _ (field_words[i].name);
  return field != NULL ? field : "";
}

/**
 * dt_field_value_words:
 * @field: the name of a field of a case in the record
 * @value: (nullable): its value as stored
 *
 * Returns: (transfer full): the value for people
 */
char *
dt_field_value_words (const char *field, const char *value)
{
  DtCaseKind kind;
  DtPriority priority;
  DtCaseStatus status;
  DtTraits traits;

  if (value == NULL || *value == '\0')
    return g_strdup (_ ("none"));
  if (g_strcmp0 (field, "traits") == 0 && dt_traits_from_nick (value, &traits))
    return dt_extension_words_traits (traits);
  if (g_strcmp0 (field, "kind") == 0 && dt_case_kind_from_nick (value, &kind))
    return g_strdup (dt_words_kind (kind));
  if (g_strcmp0 (field, "priority") == 0 && dt_priority_from_nick (value, &priority))
    return g_strdup (dt_words_priority (priority));
  if (g_strcmp0 (field, "status") == 0 && dt_case_status_from_nick (value, &status))
    return g_strdup (dt_words_status (status));
  if (g_strcmp0 (field, "field") == 0 && dt_catalogue_find_field (value) != NULL)
    return g_strdup (dt_words_field (value));
  return g_strdup (value);
}

static char *
say_set (DtTimelineItem *item, const char *actor)
{
  const char *name = dt_field_words (item->field);
  g_autofree char *from = dt_field_value_words (item->field, item->from);
  g_autofree char *to = dt_field_value_words (item->field, item->to);

  if (item->to == NULL || *item->to == '\0')
    return g_strdup_printf (_ ("%s cleared the %s"), actor, name);
  if (item->from == NULL || *item->from == '\0')
    return g_strdup_printf (_ ("%s set the %s to “%s”"), actor, name, to);
  return g_strdup_printf (_ ("%s changed the %s from “%s” to “%s”"), actor, name, from, to);
}

static char *
say_status (DtTimelineItem *item, const char *actor)
{
  DtCaseStatus status;

  if (!dt_case_status_from_nick (item->to, &status))
    return g_strdup_printf (_ ("%s changed the state of the case"), actor);

  g_autofree char *text = say (status_words[status], actor, NULL);
  const char *ground = dt_words_ground (item->field);

  if (status == DT_CASE_STATUS_REFUSED && *ground != '\0')
    return g_strdup_printf (_ ("%s: %s"), text, ground);
  if (item->text != NULL && *item->text != '\0')
    return g_strdup_printf (_ ("%s: %s"), text, item->text);
  return g_steal_pointer (&text);
}

static char *
say_assigned (DtTimelineItem *item, const char *actor)
{
  if (item->to == NULL)
    return item->from != NULL
               ? g_strdup_printf (_ ("%s took the case back from %s"), actor, item->from)
               : g_strdup_printf (_ ("%s left the case to nobody"), actor);
  if (g_strcmp0 (item->to, item->actor_name) == 0)
    return g_strdup_printf (_ ("%s took the case on"), actor);
  return g_strdup_printf (_ ("%s assigned the case to %s"), actor, item->to);
}

static char *
say_consent (DtTimelineItem *item, const char *actor)
{
  DtConsent consent;

  if (!dt_consent_from_nick (item->to, &consent))
    consent = DT_CONSENT_NOT_ASKED;
  switch (consent)
    {
    case DT_CONSENT_GIVEN:
      return g_strdup_printf (_ ("%s recorded that the citizen agreed to the storing of data"),
                              actor);
    case DT_CONSENT_REFUSED:
      return g_strdup_printf (_ ("%s recorded that the citizen refused the storing of data"),
                              actor);
    case DT_CONSENT_NOT_ASKED:
    case DT_N_CONSENTS:
    default:
      return g_strdup_printf (_ ("%s took the recorded consent back"), actor);
    }
}

static char *
say_resolved (DtTimelineItem *item, const char *actor)
{
  g_autofree char *to = dt_field_value_words (item->field, item->to);

  if (item->to == NULL)
    return g_strdup_printf (_ ("%s settled which %s holds"), actor, dt_field_words (item->field));
  return g_strdup_printf (
      _ ("%s settled that the %s is “%s”"), actor, dt_field_words (item->field), to);
}

/* ---- deadlines ---- */

/* A kind of step on a clock: the text takes the actor and the clock. */
static const struct
{
  const char *kind;
  const char *words;
} deadline_words[] = {
  { "deadline.requested", N_ ("%s asked for more of %s") },
  { "deadline.declined", N_ ("%s did not grant more of %s") },
  { "deadline.restored", N_ ("%s let the request for more of %s stand again") },
  { "deadline.extended", N_ ("%s extended %s") },
  { "deadline.unextended", N_ ("%s undid the extension of %s") },
};

static char *
say_promised (DtTimelineItem *item, const char *actor)
{
  gint64 until = item->to != NULL ? g_ascii_strtoll (item->to, NULL, 10) : 0;
  g_autofree char *day = dt_time_words_day (dt_date_from_time (until));

  if (g_strcmp0 (item->field, "undo") == 0)
    return g_strdup_printf (_ ("%s undid the change of the promised day"), actor);
  if (until == 0)
    return g_strdup_printf (_ ("%s took the promised day back"), actor);
  return g_strdup_printf (_ ("%s promised an answer for %s"), actor, day);
}

static char *
say_clock (DtTimelineItem *item, const char *actor)
{
  DtDeadlineClock clock = DT_CLOCK_ANSWER;

  if (item->field != NULL)
    dt_deadline_clock_from_nick (item->field, &clock);
  if (strcmp (item->kind, "deadline.declined") == 0 && g_strcmp0 (item->to, "withdrawn") == 0)
    return g_strdup_printf (_ ("%s took the request for an extension back"), actor);
  for (guint i = 0; i < G_N_ELEMENTS (deadline_words); i++)
    if (strcmp (deadline_words[i].kind, item->kind) == 0)
      return say (deadline_words[i].words, actor, dt_extension_words_clock (clock));
  return NULL;
}

/* What was agreed, the day promised with it, and why. */
static char *
say_deadline (DtTimelineItem *item, const char *actor)
{
  gboolean promised = strcmp (item->kind, "deadline.promised") == 0;
  gint64 until = item->to != NULL ? g_ascii_strtoll (item->to, NULL, 10) : 0;
  g_autofree char *done = promised ? say_promised (item, actor) : say_clock (item, actor);
  g_autofree char *day = dt_time_words_day (dt_date_from_time (until));
  g_autofree char *text = NULL;

  if (done == NULL)
    return NULL;
  text = !promised && until != 0 ? g_strdup_printf (_ ("%s, answer promised for %s"), done, day)
                                 : g_strdup (done);
  return item->text != NULL && *item->text != '\0'
             ? g_strdup_printf (_ ("%s: %s"), text, item->text)
             : g_steal_pointer (&text);
}

/* The line of a case that was merged into the one shown names it. */
static char *
say_merged (DtTimelineItem *item, const char *actor)
{
  if (item->case_code != NULL)
    return g_strdup_printf (_ ("%s merged %s into this case"), actor, item->case_code);
  return NULL;
}

/* What can be taken back is recorded as "true" and "false". */
static char *
say_taken_back (DtTimelineItem *item, const char *actor)
{
  if (g_strcmp0 (item->to, "false") != 0)
    return NULL;
  if (strcmp (item->kind, "case.withdrawn") == 0)
    return g_strdup_printf (_ ("%s restored the recording of the case"), actor);
  return g_strdup_printf (_ ("%s restored a message"), actor);
}

static char *
say_from_table (DtTimelineItem *item, const char *actor)
{
  for (guint i = 0; i < G_N_ELEMENTS (event_words); i++)
    {
      const EventWords *row = &event_words[i];

      if (strcmp (row->kind, item->kind) != 0)
        continue;
      if (row->with_to != NULL && item->to != NULL)
        return say (row->with_to, actor, item->to);
      if (row->with_from != NULL && item->from != NULL)
        return say (row->with_from, actor, item->from);
      return say (row->with_none, actor, NULL);
    }
  return NULL;
}

/**
 * dt_event_words:
 * @item: a row of a case's timeline
 *
 * Returns: (transfer full) (nullable): who did what; %NULL if it is a message
 */
char *
dt_event_words (DtTimelineItem *item)
{
  g_return_val_if_fail (item != NULL, NULL);

  const char *actor = item->actor_name != NULL ? item->actor_name : _ ("The program");
  const char *kind = item->kind != NULL ? item->kind : "";
  char *text;

  if (item->type == DT_TIMELINE_MESSAGE)
    return NULL;
  if (strcmp (kind, "case.set") == 0)
    return say_set (item, actor);
  if (strcmp (kind, "case.status") == 0)
    return say_status (item, actor);
  if (strcmp (kind, "case.assigned") == 0)
    return say_assigned (item, actor);
  if (strcmp (kind, "citizen.consent") == 0)
    return say_consent (item, actor);
  if (strcmp (kind, "conflict.resolved") == 0)
    return say_resolved (item, actor);
  if (g_str_has_prefix (kind, "deadline.") && (text = say_deadline (item, actor)) != NULL)
    return text;
  if (g_str_has_prefix (kind, "reply.") && (text = dt_reply_event_words (item, actor)) != NULL)
    return text;
  if (strcmp (kind, "case.merged") == 0 && (text = say_merged (item, actor)) != NULL)
    return text;
  if ((strcmp (kind, "case.withdrawn") == 0 || strcmp (kind, "message.retracted") == 0)
      && (text = say_taken_back (item, actor)) != NULL)
    return text;
  text = say_from_table (item, actor);
  if (text != NULL)
    return text;
  return g_strdup_printf (
      _ ("%s recorded something that this version does not know (%s)"), actor, kind);
}

/**
 * dt_event_icon:
 * @item: a row of a case's timeline
 *
 * Returns: the icon that stands before it
 */
const char *
dt_event_icon (DtTimelineItem *item)
{
  DtCaseStatus status;

  g_return_val_if_fail (item != NULL, NULL);

  if (g_strcmp0 (item->kind, "case.status") == 0 && dt_case_status_from_nick (item->to, &status))
    return dt_words_status_icon (status);
  if (g_strcmp0 (item->kind, "case.assigned") == 0)
    return "dt-person-symbolic";
  if (g_strcmp0 (item->kind, "case.set") == 0)
    return "document-edit-symbolic";
  if (g_strcmp0 (item->kind, "citizen.consent") == 0)
    return "dt-consent-symbolic";
  if (g_strcmp0 (item->kind, "conflict.resolved") == 0)
    return "dt-conflict-symbolic";
  if (item->kind != NULL && g_str_has_prefix (item->kind, "deadline."))
    return "dt-due-far-symbolic";
  if (item->kind != NULL && g_str_has_prefix (item->kind, "reply."))
    return "mail-reply-sender-symbolic";
  for (guint i = 0; i < G_N_ELEMENTS (event_words); i++)
    if (g_strcmp0 (event_words[i].kind, item->kind) == 0)
      return event_words[i].icon;
  return "dialog-question-symbolic";
}
