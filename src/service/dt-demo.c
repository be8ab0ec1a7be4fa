/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans a year of cases as dated steps, sorts them, and runs each through the ordinary commands
 * with the workspace's clock set to its time; what lies after the demo's today has not happened
 * yet, which leaves the open cases. One thread, blocking. */
#include "service/dt-demo.h"

#include "service/dt-demo-picture.h"
#include "service/dt-demo-texts.h"
#include "service/dt-importer.h"
#include "service/dt-workspace.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_CASES 600
#define N_RECENT 74 /* of them in the last ten days: what is still open */
#define N_PEOPLE 290
#define MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

typedef enum
{
  STEP_OPEN,
  STEP_ASSIGN,
  STEP_START,
  STEP_WAIT,
  STEP_FOLLOW_UP,
  STEP_NOTE,
  STEP_FORWARD,
  STEP_REFUSE,
  STEP_ANSWER,
  STEP_CLOSE,
  STEP_REOPEN,
  STEP_MERGE,
  STEP_LINK,
  STEP_JOIN_CITIZEN,
} StepKind;

typedef struct
{
  gint64 time;
  guint order; /* of planning: keeps steps of one moment in their order */
  StepKind kind;
  guint plan;
  int index; /* which note or follow-up */
} Step;

typedef struct
{
  DemoStory story;
  char *id;     /* once it is opened */
  guint person; /* index, or G_MAXUINT: anonymous */
  guint other;  /* the plan it is merged into or linked with */
} Plan;

typedef struct
{
  DtService *service;
  DtClock *clock;
  GRand *rand;
  DemoTexts *texts;
  GPtrArray *people;       /* of DemoPerson */
  GPtrArray *plans;        /* of Plan */
  GArray *steps;           /* of Step */
  GHashTable *citizen_ids; /* person index + 1 → id */
  gint64 now;
} Demo;

static void
person_free (gpointer data)
{
  DemoPerson *person = data;

  g_free (person->name);
  g_free (person->polite);
  g_free (person->phone);
  g_free (person->nick);
  g_free (person->street);
  g_free (person->home);
  g_free (person->old_home);
  g_free (person->group);
  g_free (person);
}

static void
plan_free (gpointer data)
{
  Plan *plan = data;

  demo_story_clear (&plan->story);
  g_free (plan->id);
  g_free (plan);
}

/* ---- planning ---- */

static int
between (Demo *demo, int low, int high)
{
  return g_rand_int_range (demo->rand, low, high + 1);
}

static gboolean
chance (Demo *demo, int percent)
{
  return g_rand_int_range (demo->rand, 0, 100) < percent;
}

static void
add_step (Demo *demo, StepKind kind, guint plan, int index, gint64 time)
{
  Step step
      = { .time = time, .order = demo->steps->len, .kind = kind, .plan = plan, .index = index };

  g_array_append_val (demo->steps, step);
}

static gboolean
is_counter (DtChannelKind channel)
{
  return channel == DT_CHANNEL_WALK_IN || channel == DT_CHANNEL_PHONE
         || channel == DT_CHANNEL_LETTER;
}

static gint64
draw_received (Demo *demo, guint n)
{
  if (n < N_CASES - N_RECENT)
    return demo->now - 10 * DAY - (gint64) (g_rand_double (demo->rand) * 354 * DAY);
  return demo->now - (gint64) (g_rand_double (demo->rand) * 10 * DAY) - 20 * MINUTE;
}

static DtChannelKind
draw_channel (Demo *demo, const DemoMatter *matter)
{
  JsonArray *channels = dt_json_get_array (matter->object, "channels");
  guint n = json_array_get_length (channels);
  DtChannelKind channel = DT_CHANNEL_WALK_IN;

  dt_channel_from_nick (
      json_array_get_string_element (channels, g_rand_int_range (demo->rand, 0, n)), &channel);
  return channel;
}

static DtCaseKind
draw_kind (Demo *demo, const DemoMatter *matter)
{
  JsonArray *kinds = dt_json_get_array (matter->object, "kinds");
  guint n = json_array_get_length (kinds);
  DtCaseKind kind = DT_CASE_KIND_FEEDBACK;

  dt_case_kind_from_nick (
      json_array_get_string_element (kinds, g_rand_int_range (demo->rand, 0, n)), &kind);
  return kind;
}

static void
set_officer (Demo *demo, DemoStory *story)
{
  JsonObject *officer = demo_texts_find_officer (demo->texts, story->matter->field);

  story->officer = officer != NULL ? dt_json_get_string (officer, "name") : DT_DEMO_OFFICER;
  story->officer_polite = officer != NULL ? dt_json_get_string (officer, "polite") : "bà";
}

/* Late evenings and early mornings are quiet on social networks too. */
static gint64
to_waking_hours (Demo *demo, gint64 time)
{
  gint64 in_day = (time + 7 * HOUR) % DAY;

  if (in_day < 6 * HOUR)
    return time + 6 * HOUR - in_day + between (demo, 0, 180) * MINUTE;
  return time;
}

static Plan *
new_plan (Demo *demo, DemoMatter *matter, gint64 received)
{
  Plan *plan = g_new0 (Plan, 1);
  DemoStory *story = &plan->story;

  story->matter = matter;
  story->channel = draw_channel (demo, matter);
  story->kind = draw_kind (demo, matter);
  story->received = is_counter (story->channel) ? demo_office_time (demo->rand, received, 0)
                                                : to_waking_hours (demo, received);
  if (story->received >= demo->now)
    story->received -= DAY;
  if (is_counter (story->channel) && story->received > demo->now - 3 * DAY)
    story->received = MIN (story->received, demo->now - 5 * MINUTE);
  demo_texts_draw_place (demo->texts, story);
  set_officer (demo, story);
  plan->other = G_MAXUINT;
  plan->person = G_MAXUINT;
  /* without a name people write mostly on the networks; whom one denounces, one names oneself */
  if (story->kind == DT_CASE_KIND_DENUNCIATION || story->kind == DT_CASE_KIND_COMPLAINT
      || !chance (demo, story->channel == DT_CHANNEL_FACEBOOK ? 18 : 6))
    {
      plan->person = g_rand_int_range (demo->rand, 0, demo->people->len);
      story->person = g_ptr_array_index (demo->people, plan->person);
    }
  g_ptr_array_add (demo->plans, plan);
  return plan;
}

/* What happens to a case after it came in. The shares are those of a ward that answers most in
 * time, as the figures on the demo's dashboard must be believable. */
static void
plan_course (Demo *demo, guint n)
{
  Plan *plan = g_ptr_array_index (demo->plans, n);
  DemoStory *story = &plan->story;
  gint64 received = story->received;
  /* the newest wait to be received; the rest are received within half a day */
  gboolean fresh = !is_counter (story->channel) && demo->now - received < 30 * HOUR;
  gint64 assigned
      = fresh ? demo->now + DAY
              : demo_office_time (demo->rand, received + between (demo, 10, 200) * MINUTE, 0);
  gint64 started = demo_office_time (demo->rand, assigned, chance (demo, 60) ? 0 : 1);
  gint64 answered = demo_office_time (demo->rand, started, between (demo, 1, 6));
  int fate = between (demo, 0, 99);

  add_step (demo, STEP_OPEN, n, 0, received);
  add_step (demo, STEP_ASSIGN, n, 0, assigned);
  add_step (demo, STEP_START, n, 0, MAX (started, assigned + MINUTE));
  started = MAX (started, assigned + MINUTE);
  if (chance (demo, 75))
    add_step (demo, STEP_NOTE, n, 0, started + between (demo, 5, 90) * MINUTE);
  if (chance (demo, 22))
    add_step (demo, STEP_FOLLOW_UP, n, 0, received + between (demo, 20, 70) * HOUR / 2);
  if (fate < 5)
    add_step (demo, STEP_REFUSE, n, 0, answered);
  else if (fate < 10)
    {
      add_step (demo, STEP_FORWARD, n, 0, answered);
      if (chance (demo, 80))
        add_step (demo, STEP_CLOSE, n, 0, demo_office_time (demo->rand, answered, 12));
    }
  else
    {
      if (fate < 14)
        {
          add_step (demo, STEP_WAIT, n, 0, started + 3 * HOUR);
          answered = demo_office_time (demo->rand, answered, 5);
        }
      if (chance (demo, 35))
        add_step (demo, STEP_NOTE, n, 1, answered - between (demo, 60, 400) * MINUTE);
      add_step (demo, STEP_ANSWER, n, 0, answered);
      if (fate < 18)
        {
          add_step (demo, STEP_FOLLOW_UP, n, 1, answered + between (demo, 20, 60) * HOUR);
          add_step (demo, STEP_REOPEN, n, 0, answered + 62 * HOUR);
          answered = demo_office_time (demo->rand, answered + 63 * HOUR, 4);
          add_step (demo, STEP_ANSWER, n, 1, answered);
        }
      if (fate < 90)
        add_step (
            demo, STEP_CLOSE, n, 0, demo_office_time (demo->rand, answered, between (demo, 5, 9)));
    }
  if (story->channel == DT_CHANNEL_WALK_IN && chance (demo, 6))
    add_step (demo, STEP_JOIN_CITIZEN, n, 0, received + 3 * MINUTE);
}

/* Another neighbour writes of the same thing in the same place a few hours later. */
static void
plan_twin (Demo *demo, guint n, gboolean merge)
{
  Plan *first = g_ptr_array_index (demo->plans, n);
  Plan *twin
      = new_plan (demo, first->story.matter, first->story.received + between (demo, 2, 9) * HOUR);
  guint index = demo->plans->len - 1;

  g_free (twin->story.street);
  g_free (twin->story.alley);
  g_free (twin->story.house);
  g_free (twin->story.place);
  g_free (twin->story.group);
  twin->story.street = g_strdup (first->story.street);
  twin->story.alley = g_strdup (first->story.alley);
  twin->story.house = g_strdup (first->story.house);
  twin->story.place = g_strdup (first->story.place);
  twin->story.group = g_strdup (first->story.group);
  twin->other = n;
  if (merge)
    {
      add_step (demo, STEP_OPEN, index, 0, twin->story.received);
      add_step (demo,
                STEP_MERGE,
                index,
                0,
                demo_office_time (demo->rand, twin->story.received + 2 * HOUR, 0));
    }
  else
    {
      plan_course (demo, index);
      add_step (demo,
                STEP_LINK,
                index,
                0,
                demo_office_time (demo->rand, twin->story.received + 6 * HOUR, 0));
    }
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const Step *x = a;
  const Step *y = b;

  if (x->time != y->time)
    return x->time < y->time ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

static void
make_plans (Demo *demo)
{
  guint n = 0;

  for (guint i = 0; i < N_PEOPLE; i++)
    g_ptr_array_add (demo->people, demo_texts_make_person (demo->texts, i));
  while (demo->plans->len < N_CASES)
    {
      gint64 received = draw_received (demo, demo->plans->len);
      g_autoptr (GDateTime) day = dt_time_to_hanoi (received);
      DemoMatter *matter = demo_texts_draw_matter (demo->texts, g_date_time_get_month (day));
      guint index = demo->plans->len;

      new_plan (demo, matter, received);
      plan_course (demo, index);
      if (++n % 60 == 0 && demo->plans->len < N_CASES)
        plan_twin (demo, index, n % 120 == 0);
    }
  g_array_sort (demo->steps, compare_steps);
}

/* ---- running ---- */

static gboolean
act_as (Demo *demo, const char *name, GError **error)
{
  GPtrArray *officers = dt_service_get_officers (demo->service);

  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = g_ptr_array_index (officers, i);

      if (strcmp (officer->name, name) == 0)
        return dt_service_act_as (demo->service, officer->id, error);
    }
  g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "no officer %s in the demo", name);
  return FALSE;
}

static const char *
find_officer_id (Demo *demo, const char *name)
{
  GPtrArray *officers = dt_service_get_officers (demo->service);

  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = g_ptr_array_index (officers, i);

      if (strcmp (officer->name, name) == 0)
        return officer->id;
    }
  return NULL;
}

static DtOutcome *
run (Demo *demo, DtCommand *command_taken, GError **error)
{
  g_autoptr (DtCommand) command = command_taken;

  return dt_service_run_sync (demo->service, command, error);
}

static gboolean
run_and_drop (Demo *demo, DtCommand *command, GError **error)
{
  g_autoptr (DtOutcome) outcome = run (demo, command, error);

  return outcome != NULL;
}

static gpointer
load_citizen_id (DtReader *reader, gpointer data, GError **error)
{
  g_autoptr (DtCase) a_case = dt_reader_find_case (reader, data, error);

  return a_case != NULL ? g_strdup (a_case->citizen_id != NULL ? a_case->citizen_id : "") : NULL;
}

static char *
draw_title (Demo *demo, DemoStory *story)
{
  g_autofree char *told = demo_texts_tell (
      demo->texts, story, "titles", story->channel, between (demo, 0, 3), story->received);

  return g_steal_pointer (&told);
}

static gboolean
open_case (Demo *demo, Plan *plan, GError **error)
{
  DemoStory *story = &plan->story;
  gpointer person_key = GUINT_TO_POINTER (plan->person + 1);
  g_autofree char *title = draw_title (demo, story);
  g_autofree char *text
      = demo_texts_tell (demo->texts, story, "openings", story->channel, -1, story->received);
  gboolean social = story->channel == DT_CHANNEL_FACEBOOK || story->channel == DT_CHANNEL_ZALO;
  g_autoptr (GBytes) picture = NULL;
  DtNewFile file = { .name = "anh-hien-truong.png", .media_type = "image/png" };
  DtNewCase values = { .channel = story->channel,
                       .kind = story->kind,
                       .priority = chance (demo, 6) ? DT_PRIORITY_URGENT : DT_PRIORITY_NORMAL,
                       .field = story->matter->field,
                       .title = title,
                       .text = text,
                       .place = story->place,
                       .group = story->group,
                       .received = story->received,
                       .anonymous = story->person == NULL };
  g_autoptr (DtOutcome) outcome = NULL;

  if (text == NULL) /* no opening fits this channel without a name: the title says it */
    values.text = title;
  if (story->person != NULL)
    {
      values.citizen_id = g_hash_table_lookup (demo->citizen_ids, person_key);
      /* One who is known stays as they are: a nick on another channel is no new name. */
      if (values.citizen_id == NULL)
        {
          values.name = social && !is_counter (story->channel) && chance (demo, 50)
                            ? story->person->nick
                            : story->person->name;
          values.phone = story->person->phone;
          values.address = story->person->home;
        }
      if (story->channel == DT_CHANNEL_WALK_IN)
        values.consent = chance (demo, 85) ? DT_CONSENT_GIVEN : DT_CONSENT_REFUSED;
    }
  if (chance (demo, 28))
    {
      picture = dt_demo_picture_draw (story->matter->field, demo->rand);
      file.content = picture;
    }
  outcome = run (demo, dt_command_open_case (&values, &file, picture != NULL ? 1 : 0), error);
  if (outcome == NULL)
    return FALSE;
  plan->id = g_strdup (outcome->case_ids[0]);
  story->code = g_strdup (outcome->case_code);
  if (story->person != NULL && values.citizen_id == NULL)
    {
      char *id = dt_service_read_sync (demo->service, load_citizen_id, plan->id, error);

      if (id == NULL)
        return FALSE;
      g_hash_table_insert (demo->citizen_ids, person_key, id);
    }
  return TRUE;
}

static gboolean
set_status (Demo *demo, Plan *plan, DtCaseStatus status, const char *ground, GError **error)
{
  const char *ids[] = { plan->id, NULL };

  return run_and_drop (demo, dt_command_set_status (ids, status, ground, NULL), error);
}

static gboolean
tell_answer (Demo *demo, Plan *plan, const char *text, gint64 time, GError **error)
{
  DtChannelKind channel = plan->story.channel;

  return run_and_drop (
      demo, dt_command_record_answer (plan->id, channel, text, time, NULL, 0), error);
}

static gboolean
answer (Demo *demo, Plan *plan, const Step *step, GError **error)
{
  g_autofree char *text
      = demo_texts_tell (demo->texts, &plan->story, "answers", plan->story.channel, -1, step->time);

  return text == NULL || tell_answer (demo, plan, text, step->time, error);
}

static gboolean
refuse (Demo *demo, Plan *plan, const Step *step, GError **error)
{
  const char *ground = NULL;
  g_autofree char *text = demo_texts_tell_refusal (demo->texts, &plan->story, step->time, &ground);
  const char *ids[] = { plan->id, NULL };

  if (text == NULL) /* nothing stands against this one: it is answered */
    return answer (demo, plan, step, error);
  return run_and_drop (
      demo, dt_command_set_status (ids, DT_CASE_STATUS_REFUSED, ground, text), error);
}

static gboolean
forward (Demo *demo, Plan *plan, const Step *step, GError **error)
{
  g_autofree char *text = demo_texts_tell (
      demo->texts, &plan->story, "forwards", plan->story.channel, -1, step->time);
  const char *ids[] = { plan->id, NULL };

  if (text == NULL)
    return answer (demo, plan, step, error);
  return run_and_drop (
      demo, dt_command_set_status (ids, DT_CASE_STATUS_FORWARDED, NULL, text), error);
}

static gboolean
follow_up (Demo *demo, Plan *plan, const Step *step, GError **error)
{
  DtChannelKind channel = plan->story.channel;
  g_autofree char *text
      = demo_texts_tell (demo->texts, &plan->story, "follow_ups", channel, step->index, step->time);

  return text == NULL
         || run_and_drop (
             demo, dt_command_add_message (plan->id, channel, text, step->time, NULL, 0), error);
}

static gboolean
note (Demo *demo, Plan *plan, const Step *step, GError **error)
{
  g_autofree char *text = demo_texts_tell (
      demo->texts, &plan->story, "notes", plan->story.channel, step->index, step->time);

  return text == NULL || run_and_drop (demo, dt_command_add_note (plan->id, text), error);
}

static gboolean
merge (Demo *demo, Plan *plan, GError **error)
{
  Plan *into = g_ptr_array_index (demo->plans, plan->other);
  const char *ids[] = { plan->id, NULL };

  if (into->id == NULL)
    return TRUE;
  return run_and_drop (demo, dt_command_merge (ids, into->id), error);
}

static gboolean
link_cases (Demo *demo, Plan *plan, GError **error)
{
  Plan *other = g_ptr_array_index (demo->plans, plan->other);

  if (other->id == NULL)
    return TRUE;
  return run_and_drop (demo, dt_command_link_cases (plan->id, other->id), error);
}

static gboolean
join_citizen (Demo *demo, Plan *plan, GError **error)
{
  guint index = g_rand_int_range (demo->rand, 0, demo->people->len);
  const char *known = g_hash_table_lookup (demo->citizen_ids, GUINT_TO_POINTER (index + 1));

  if (known == NULL || index == plan->person)
    return TRUE;
  return run_and_drop (demo, dt_command_link_citizen (plan->id, known, NULL), error);
}

/* Who does it: the reception at the counter, a leader hands out, the field's officer handles. */
static const char *
find_actor (const Step *step, const Plan *plan)
{
  switch (step->kind)
    {
    case STEP_OPEN:
    case STEP_FOLLOW_UP:
    case STEP_JOIN_CITIZEN:
      return DT_DEMO_OFFICER;
    case STEP_ASSIGN:
    case STEP_REFUSE:
    case STEP_MERGE:
    case STEP_REOPEN:
    case STEP_CLOSE:
      return "Võ Thị Thu Hà";
    case STEP_START:
    case STEP_WAIT:
    case STEP_NOTE:
    case STEP_FORWARD:
    case STEP_ANSWER:
    case STEP_LINK:
    default:
      return plan->story.officer;
    }
}

static gboolean
run_step (Demo *demo, const Step *step, GError **error)
{
  Plan *plan = g_ptr_array_index (demo->plans, step->plan);
  const char *ids[] = { plan->id, NULL };

  if (plan->id == NULL && step->kind != STEP_OPEN)
    return TRUE;
  dt_clock_set_fixed (demo->clock, step->time);
  if (!act_as (demo, find_actor (step, plan), error))
    return FALSE;
  switch (step->kind)
    {
    case STEP_OPEN:
      return open_case (demo, plan, error);
    case STEP_ASSIGN:
      return run_and_drop (
          demo, dt_command_assign (ids, find_officer_id (demo, plan->story.officer)), error);
    case STEP_START:
      return set_status (demo, plan, DT_CASE_STATUS_IN_PROGRESS, NULL, error);
    case STEP_WAIT:
      return set_status (demo, plan, DT_CASE_STATUS_WAITING_CITIZEN, NULL, error);
    case STEP_FOLLOW_UP:
      return follow_up (demo, plan, step, error);
    case STEP_NOTE:
      return note (demo, plan, step, error);
    case STEP_FORWARD:
      return forward (demo, plan, step, error);
    case STEP_REFUSE:
      return refuse (demo, plan, step, error);
    case STEP_ANSWER:
      return answer (demo, plan, step, error);
    case STEP_CLOSE:
      return set_status (demo, plan, DT_CASE_STATUS_CLOSED, NULL, error);
    case STEP_REOPEN:
      return set_status (demo, plan, DT_CASE_STATUS_REOPENED, NULL, error);
    case STEP_MERGE:
      return merge (demo, plan, error);
    case STEP_LINK:
      return link_cases (demo, plan, error);
    case STEP_JOIN_CITIZEN:
      return join_citizen (demo, plan, error);
    default:
      g_assert_not_reached ();
    }
}

/* A step that the case's state no longer allows (it was merged, answered early) is left out, as
 * an officer would leave it. */
static gboolean
run_steps (Demo *demo, DtProgressFunc func, gpointer user_data, GError **error)
{
  for (guint i = 0; i < demo->steps->len; i++)
    {
      const Step *step = &g_array_index (demo->steps, Step, i);
      g_autoptr (GError) local_error = NULL;

      if (step->time >= demo->now)
        break;
      if (!run_step (demo, step, &local_error)
          && !g_error_matches (local_error, DT_ERROR, DT_ERROR_TRANSITION))
        {
          g_propagate_prefixed_error (
              error, g_steal_pointer (&local_error), "step %u of the demo: ", i);
          return FALSE;
        }
      if (func != NULL && i % 50 == 0)
        func (i, demo->steps->len, user_data);
    }
  return TRUE;
}

static gboolean
add_officers (Demo *demo, GError **error)
{
  JsonArray *officers = demo_texts_get_officers (demo->texts);

  for (guint i = 0; i < json_array_get_length (officers); i++)
    {
      JsonObject *officer = json_array_get_object_element (officers, i);
      JsonArray *nicks = dt_json_get_array (officer, "roles");
      DtRoles roles = 0;

      for (guint j = 0; j < json_array_get_length (nicks); j++)
        {
          DtRoles role;

          if (dt_role_from_nick (json_array_get_string_element (nicks, j), &role))
            roles |= role;
        }
      if ((roles & DT_ROLE_ADMINISTRATOR) != 0) /* made with the workspace */
        continue;
      if (!run_and_drop (demo,
                         dt_command_add_officer (dt_json_get_string (officer, "name"),
                                                 dt_json_get_string (officer, "title"),
                                                 roles,
                                                 DT_DEMO_PIN),
                         error))
        return FALSE;
    }
  return TRUE;
}

/* The real questions go in as a file would. They are public; the file is gone at once. */
static gboolean
import_questions (Demo *demo, const char *directory, GError **error)
{
  g_autoptr (GBytes) bytes
      = g_resources_lookup_data ("/org/doithoai/data/demo/public-service-qa.csv", 0, error);
  g_autofree char *path = g_build_filename (directory, "public-service-qa.csv", NULL);
  g_autoptr (DtImporter) importer = NULL;
  DtImportCounts counts;
  gboolean ok;

  if (bytes == NULL
      || !g_file_set_contents (
          path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
    return FALSE;
  importer = dt_importer_new (demo->service, path, DT_IMPORT_FORMAT_CSV, error);
  ok = importer != NULL;
  if (ok)
    {
      dt_importer_set_channel (importer, DT_CHANNEL_PORTAL);
      ok = dt_importer_run_sync (importer, &counts, error);
    }
  g_unlink (path);
  return ok;
}

static gboolean
fill (Demo *demo,
      const char *directory,
      guint32 seed,
      DtProgressFunc func,
      gpointer user_data,
      GError **error)
{
  gboolean ok;

  demo->rand = g_rand_new_with_seed (seed);
  demo->texts = demo_texts_load (demo->rand, error);
  demo->people = g_ptr_array_new_with_free_func (person_free);
  demo->plans = g_ptr_array_new_with_free_func (plan_free);
  demo->steps = g_array_new (FALSE, TRUE, sizeof (Step));
  demo->citizen_ids = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  ok = demo->texts != NULL;
  if (ok)
    {
      GPtrArray *officers = dt_service_get_officers (demo->service);
      DtOfficer *administrator = g_ptr_array_index (officers, 0);

      make_plans (demo);
      ok = dt_service_act_as (demo->service, administrator->id, error) && add_officers (demo, error)
           && import_questions (demo, directory, error) && run_steps (demo, func, user_data, error);
    }
  g_hash_table_unref (demo->citizen_ids);
  g_array_unref (demo->steps);
  g_ptr_array_unref (demo->plans);
  g_ptr_array_unref (demo->people);
  g_clear_pointer (&demo->texts, demo_texts_free);
  g_rand_free (demo->rand);
  return ok;
}

/* The name and title of the demo's administrator, who comes with the workspace. */
static gboolean
create_workspace (const DtServiceSetup *setup, DtClock *clock, char **out_recovery, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (0);
  g_autoptr (DemoTexts) texts = demo_texts_load (rand, error);
  DtServiceSetup demo_setup = *setup;
  JsonArray *officers;

  if (texts == NULL)
    return FALSE;
  officers = demo_texts_get_officers (texts);
  for (guint i = 0; i < json_array_get_length (officers); i++)
    {
      JsonObject *officer = json_array_get_object_element (officers, i);
      JsonArray *roles = dt_json_get_array (officer, "roles");

      if (strcmp (json_array_get_string_element (roles, 0), "administrator") != 0)
        continue;
      demo_setup.officer_name = dt_json_get_string (officer, "name");
      demo_setup.officer_title = dt_json_get_string (officer, "title");
    }
  demo_setup.unit = DT_DEMO_UNIT;
  demo_setup.demo = TRUE;
  demo_setup.officer_password = DT_DEMO_PIN;
  demo_setup.officer_roles = DT_ROLE_ADMINISTRATOR;
  return dt_service_create_workspace (&demo_setup, clock, out_recovery, error);
}

/**
 * dt_demo_create:
 * @setup: where, and with which key slot; the rest of it is not read
 * @now: the demo's today, Unix microseconds
 * @seed: the same seed and day give the same ward
 * @out_recovery: (out) (optional): the recovery code
 * @func: (nullable) (scope call): told of the progress, on this thread
 * @user_data: for @func
 * @error: as dt_service_create_workspace()
 *
 * Returns: whether the workspace is there, whole; if not, nothing is
 */
gboolean
dt_demo_create (const DtServiceSetup *setup,
                gint64 now,
                guint32 seed,
                char **out_recovery,
                DtProgressFunc func,
                gpointer user_data,
                GError **error)
{
  g_autoptr (DtClock) clock = dt_clock_new_fixed (now - 366 * DAY);
  DtServiceOpening opening = { 0 };
  Demo demo = { .clock = clock, .now = now };
  gboolean ok;

  g_return_val_if_fail (setup != NULL && setup->directory != NULL, FALSE);

  if (setup->unit != NULL && strcmp (setup->unit, DT_DEMO_UNIT) != 0)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   "unit: the demo tells of unit %s only; leave --unit out",
                   DT_DEMO_UNIT);
      return FALSE;
    }
  if (!create_workspace (setup, clock, out_recovery, error))
    return FALSE;
  opening.directory = setup->directory;
  opening.key_file = setup->key_file;
  demo.service = dt_service_open_sync (&opening, clock, error);
  ok = demo.service != NULL && fill (&demo, setup->directory, seed, func, user_data, error);
  if (demo.service != NULL)
    {
      dt_service_close (demo.service);
      g_object_unref (demo.service);
    }
  if (!ok)
    {
      dt_workspace_remove (setup->directory);
      g_rmdir (setup->directory);
    }
  return ok;
}
