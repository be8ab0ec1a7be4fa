/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plan of reminders. Each case has a rank, which rises as its time runs out; what has risen
 * since it was last told is told while the office works, and only the present rank: whoever comes
 * back from leave hears of a case once. */
#include "model/dt-reminder-plan.h"

#include "base/dt-json.h"
#include "model/dt-due-state.h"

/* What was due that long ago is forgotten: a case that comes back by then is not told again. */
#define KEPT (60 * G_TIME_SPAN_DAY)

typedef struct
{
  gint64 due;
  gint64 rank;
  gboolean shown; /* told, and not withdrawn yet */
} Told;

struct _DtReminderMemory
{
  GHashTable *told; /* id → Told */
};

/* ---- what was told ---- */

static void
load_told (JsonObject *object, const char *id, JsonNode *node, gpointer data)
{
  DtReminderMemory *self = data;
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  Told *told;

  if (array == NULL || json_array_get_length (array) != 3)
    return;
  told = g_new0 (Told, 1);
  told->due = json_array_get_int_element (array, 0);
  told->rank = json_array_get_int_element (array, 1);
  told->shown = json_array_get_int_element (array, 2) != 0;
  g_hash_table_insert (self->told, g_strdup (id), told);
}

/**
 * dt_reminder_memory_new:
 * @json: (nullable): what dt_reminder_memory_to_json() gave
 *
 * Returns: (transfer full): a memory
 */
DtReminderMemory *
dt_reminder_memory_new (const char *json)
{
  DtReminderMemory *self = g_new0 (DtReminderMemory, 1);
  g_autoptr (JsonObject) object = json != NULL ? dt_json_parse_object (json, -1, NULL) : NULL;

  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (object != NULL)
    json_object_foreach_member (object, load_told, self);
  return self;
}

/**
 * dt_reminder_memory_free:
 * @self: (transfer full): a memory
 */
void
dt_reminder_memory_free (DtReminderMemory *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->told);
  g_free (self);
}

/**
 * dt_reminder_memory_to_json:
 * @self: a memory
 *
 * Returns: (transfer full): the same as text: ids and numbers, no personal data
 */
char *
dt_reminder_memory_to_json (DtReminderMemory *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GList) ids = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  /* In order, so that the same memory is the same text. */
  ids = g_list_sort (g_hash_table_get_keys (self->told), (GCompareFunc) g_strcmp0);
  for (GList *l = ids; l != NULL; l = l->next)
    {
      const Told *told = g_hash_table_lookup (self->told, l->data);
      JsonArray *array = json_array_sized_new (3);

      json_array_add_int_element (array, told->due);
      json_array_add_int_element (array, told->rank);
      json_array_add_int_element (array, told->shown);
      json_object_set_array_member (object, l->data, array);
    }
  return dt_json_write_object (object);
}

/* ---- ranks ---- */

typedef struct
{
  const DtReminderRules *rules;
  DtWorkingCalendar *calendar;
  const DtReminderReader *reader;
  gint64 now;
  gint64 limit; /* of what concerns a leader */
} Moment;

static gboolean
is_own (const Moment *moment, DtCase *a_case)
{
  return a_case->assignee_id != NULL
             ? g_strcmp0 (a_case->assignee_id, moment->reader->officer_id) == 0
             : moment->reader->receives;
}

static DtReminder
find_own (const Moment *moment, gint64 due)
{
  static const DtReminderKind kinds[DT_N_DUE_STATES] = {
    [DT_DUE_SOON] = DT_REMINDER_SOON,
    [DT_DUE_TODAY] = DT_REMINDER_TODAY,
    [DT_DUE_OVERDUE] = DT_REMINDER_OVERDUE,
  };

  return (DtReminder){ .kind = kinds[dt_due_state_get (moment->calendar, due, moment->now)] };
}

static DtReminder
find_lead (const Moment *moment, gint64 due)
{
  int days;

  if (due >= moment->limit)
    return (DtReminder){ 0 };
  if (due >= moment->now)
    return (DtReminder){ .kind = DT_REMINDER_LEAD_BEFORE };
  days = dt_working_calendar_count_working_days (
      moment->calendar, dt_date_from_time (due), dt_date_from_time (moment->now));
  days -= days % moment->rules->after_days;
  if (days == 0 || days > moment->rules->after_days * moment->rules->after_times)
    return (DtReminder){ 0 };
  return (DtReminder){ .kind = DT_REMINDER_LEAD_AFTER, .days = days };
}

static gint64
get_rank (const DtReminder *reminder)
{
  return (gint64) reminder->kind + reminder->days;
}

/* ---- the plan ---- */

static void
reminder_clear (DtReminder *self)
{
  g_clear_object (&self->a_case);
}

static void
withdraw (DtReminderPlan *self, const char *id, Told *told)
{
  if (told->shown)
    g_ptr_array_add (self->withdrawn, g_strdup (id));
  told->shown = FALSE;
}

static void
plan_case (DtReminderPlan *self, DtReminderMemory *memory, const Moment *moment, DtCase *a_case)
{
  DtReminder reminder = { 0 };
  Told *told = g_hash_table_lookup (memory->told, a_case->id);

  if (is_own (moment, a_case))
    reminder = find_own (moment, a_case->due);
  else if (moment->reader->leads)
    reminder = find_lead (moment, a_case->due);
  if (told != NULL && told->due != a_case->due)
    {
      withdraw (self, a_case->id, told);
      *told = (Told){ .due = a_case->due };
    }
  if (reminder.kind == DT_REMINDER_NONE || (told != NULL && get_rank (&reminder) <= told->rank))
    return;
  if (told == NULL)
    {
      told = g_new0 (Told, 1);
      g_hash_table_insert (memory->told, g_strdup (a_case->id), told);
    }
  *told = (Told){ a_case->due, get_rank (&reminder), TRUE };
  reminder.a_case = g_object_ref (a_case);
  g_array_append_val (self->reminders, reminder);
}

/* What is done with, or handled by somebody else now. */
static void
forget (DtReminderPlan *self,
        DtReminderMemory *memory,
        const Moment *moment,
        GPtrArray *cases,
        gboolean complete)
{
  g_autoptr (GHashTable) concerns = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) others = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id, told;

  for (guint i = 0; i < cases->len; i++)
    {
      DtCase *a_case = cases->pdata[i];
      gboolean concern = is_own (moment, a_case) || moment->reader->leads;

      g_hash_table_add (concern ? concerns : others, a_case->id);
    }
  g_hash_table_iter_init (&iter, memory->told);
  while (g_hash_table_iter_next (&iter, &id, &told))
    {
      if (g_hash_table_contains (others, id) || (complete && !g_hash_table_contains (concerns, id)))
        withdraw (self, id, told);
      if (!((Told *) told)->shown && ((Told *) told)->due < moment->now - KEPT)
        g_hash_table_iter_remove (&iter);
    }
}

/**
 * dt_reminder_plan_new:
 * @memory: what was told; what is told now is added
 * @rules: of escalation
 * @calendar: the office's
 * @reader: who is told
 * @cases: (element-type DtCase): open ones with a deadline, at least all that are due soon
 * @complete: no case that is due soon is missing there
 * @now: the present
 *
 * Nothing is told outside office hours: it comes when the office opens.
 *
 * Returns: (transfer full): what to tell, and what not to show any more
 */
DtReminderPlan *
dt_reminder_plan_new (DtReminderMemory *memory,
                      const DtReminderRules *rules,
                      DtWorkingCalendar *calendar,
                      const DtReminderReader *reader,
                      GPtrArray *cases,
                      gboolean complete,
                      gint64 now)
{
  const Moment moment
      = { rules, calendar, reader, now, dt_reminder_rules_get_limit (rules, calendar, now) };
  DtReminderPlan *self;

  g_return_val_if_fail (memory != NULL && reader != NULL && cases != NULL, NULL);

  self = g_new0 (DtReminderPlan, 1);
  self->reminders = g_array_new (FALSE, FALSE, sizeof (DtReminder));
  g_array_set_clear_func (self->reminders, (GDestroyNotify) reminder_clear);
  self->withdrawn = g_ptr_array_new_with_free_func (g_free);
  forget (self, memory, &moment, cases, complete);
  if (dt_working_calendar_next_opening (calendar, now) == now)
    for (guint i = 0; i < cases->len; i++)
      plan_case (self, memory, &moment, cases->pdata[i]);
  return self;
}

/**
 * dt_reminder_plan_free:
 * @self: (transfer full): a plan
 */
void
dt_reminder_plan_free (DtReminderPlan *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->reminders);
  g_ptr_array_unref (self->withdrawn);
  g_free (self);
}
