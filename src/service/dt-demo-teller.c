/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each step by whoever does such a thing in the office: the reception takes in, a leader hands out
 * and refuses, the field's officer handles. */
#include "service/dt-demo-teller.h"

#include "base/dt-error.h"
#include "service/dt-demo-picture.h"
#include "service/dt-demo-slots.h"

#include <string.h>

typedef struct
{
  DtService *service;
  DtClock *clock;
  DemoTexts *texts;
  DemoCalendar *calendar;
  DemoYear *year;
  GHashTable *citizens; /* key of a person → id */
} Teller;

/* ---- people ---- */

static const char *
find_officer_id (DtService *service, const char *name)
{
  GPtrArray *officers = dt_service_get_officers (service);

  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = g_ptr_array_index (officers, i);

      if (strcmp (officer->name, name) == 0)
        return officer->id;
    }
  return NULL;
}

static gboolean
act_as (DtService *service, const char *name, GError **error)
{
  const char *id = find_officer_id (service, name);
  DtOfficer *officer = dt_service_get_officer (service);

  if (id != NULL)
    return (officer != NULL && strcmp (officer->id, id) == 0)
           || dt_service_act_as (service, id, error);
  g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "no officer %s in the demo", name);
  return FALSE;
}

gboolean
demo_teller_act_as (DtService *service, DemoTexts *texts, const char *officer_id, GError **error)
{
  JsonObject *officer = demo_texts_get_officer (texts, officer_id);

  return act_as (service, dt_json_get_string (officer, "name"), error);
}

static gboolean
act_for (Teller *self, const DemoStep *step, const DemoPlan *plan, GError **error)
{
  const char *id;

  switch (step->kind)
    {
    case DEMO_STEP_OPEN:
    case DEMO_STEP_FOLLOW_UP:
      id = step->channel == DT_CHANNEL_LETTER ? "clerk" : "reception";
      break;
    case DEMO_STEP_RECEIPT:
    case DEMO_STEP_SHARE:
    case DEMO_STEP_MERGE:
    case DEMO_STEP_LINK:
      id = "reception";
      break;
    case DEMO_STEP_ASSIGN:
    case DEMO_STEP_REFUSE:
      id = plan->index % 3 == 0 ? "chair" : "vice";
      break;
    case DEMO_STEP_START:
    case DEMO_STEP_NOTE:
    case DEMO_STEP_WAIT:
    case DEMO_STEP_FORWARD:
    case DEMO_STEP_ANSWER:
    case DEMO_STEP_CLOSE:
    case DEMO_STEP_REOPEN:
    default:
      return act_as (self->service, dt_json_get_string (plan->story.officer, "name"), error);
    }
  return demo_teller_act_as (self->service, self->texts, id, error);
}

/* One who is known by a nick is another citizen to the office than the one of that name. */
static gpointer
get_citizen_key (const DemoPerson *person, gboolean by_nick)
{
  return GUINT_TO_POINTER (2 * person->index + (by_nick ? 1 : 0) + 1);
}

/* ---- commands ---- */

static DtOutcome *
run (Teller *self, DtCommand *command_taken, GError **error)
{
  g_autoptr (DtCommand) command = command_taken;

  return dt_service_run_sync (self->service, command, error);
}

static gboolean
run_and_drop (Teller *self, DtCommand *command, GError **error)
{
  g_autoptr (DtOutcome) outcome = run (self, command, error);

  return outcome != NULL;
}

static char *
tell (Teller *self, const DemoStep *step, DemoPlan *plan, DemoVoice voice)
{
  return demo_slots_fill (self->texts,
                          self->calendar,
                          &plan->story,
                          step->text,
                          step->plain,
                          voice,
                          step->since,
                          step->time);
}

/* A picture of it, and @out filled; NULL if none comes with the step. */
static GBytes *
draw_picture (Teller *self, const DemoStep *step, const DemoPlan *plan, DtNewFile *out)
{
  gboolean letter = step->channel == DT_CHANNEL_LETTER;

  if (!step->picture)
    return NULL;
  out->content = dt_demo_picture_draw (letter ? "letter" : plan->story.matter->id,
                                       plan->story.matter->field,
                                       demo_texts_get_rand (self->texts));
  out->name = letter ? "don-thu.png" : "anh-chup.png";
  out->media_type = "image/png";
  return out->content;
}

static gpointer
load_citizen_id (DtReader *reader, gpointer data, GError **error)
{
  g_autoptr (DtCase) a_case = dt_reader_find_case (reader, data, error);

  return a_case != NULL ? g_strdup (a_case->citizen_id != NULL ? a_case->citizen_id : "") : NULL;
}

static gboolean
remember_citizen (Teller *self, const DemoPlan *plan, GError **error)
{
  gpointer key = get_citizen_key (plan->story.person, plan->story.by_nick);
  char *id;

  if (g_hash_table_contains (self->citizens, key))
    return TRUE;
  id = dt_service_read_sync (self->service, load_citizen_id, plan->id, error);
  if (id != NULL)
    g_hash_table_insert (self->citizens, key, id);
  return id != NULL;
}

/* What the form says of the citizen; who is known stays so, and says more in person. */
static void
fill_in_citizen (Teller *self, const DemoStory *story, DtNewCase *form)
{
  const DemoPerson *person = story->person;
  gboolean counter = demo_channel_is_counter (story->channel);

  if (person == NULL)
    return;
  form->citizen_id = g_hash_table_lookup (self->citizens, get_citizen_key (person, story->by_nick));
  form->name = story->by_nick ? person->nick : person->name;
  if (counter || story->channel == DT_CHANNEL_PORTAL)
    {
      form->phone = person->phone;
      form->address = person->home;
    }
  if (story->channel == DT_CHANNEL_EMAIL)
    form->email = person->email;
  if (story->channel == DT_CHANNEL_WALK_IN)
    form->consent = demo_texts_chance (self->texts, 88) ? DT_CONSENT_GIVEN : DT_CONSENT_REFUSED;
}

static gboolean
open_case (Teller *self, const DemoStep *step, DemoPlan *plan, GError **error)
{
  DemoStory *story = &plan->story;
  DemoStep title_step = *step;
  g_autofree char *text = tell (self, step, plan, DEMO_VOICE_CITIZEN);
  g_autofree char *title = NULL;
  DtNewFile file;
  g_autoptr (GBytes) picture = draw_picture (self, step, plan, &file);
  g_autoptr (DtOutcome) outcome = NULL;
  DtNewCase form = { .channel = story->channel,
                     .kind = story->kind,
                     .priority = story->priority,
                     .field = story->matter->field,
                     .text = text,
                     .place = story->has_place ? story->place : NULL,
                     .group = story->has_place || story->person != NULL ? story->group : NULL,
                     .received = story->received,
                     .anonymous = story->person == NULL };

  title_step.text = story->title;
  title_step.plain = FALSE;
  form.title = title = tell (self, &title_step, plan, DEMO_VOICE_CITIZEN);
  fill_in_citizen (self, story, &form);
  outcome = run (self, dt_command_open_case (&form, &file, picture != NULL ? 1 : 0), error);
  if (outcome == NULL)
    return FALSE;
  plan->id = g_strdup (outcome->case_ids[0]);
  story->code = g_strdup (outcome->case_code);
  return story->person == NULL || remember_citizen (self, plan, error);
}

static gboolean
add_words (Teller *self, const DemoStep *step, DemoPlan *plan, GError **error)
{
  g_autofree char *text = tell (self, step, plan, DEMO_VOICE_CITIZEN);
  DtNewFile file;
  g_autoptr (GBytes) picture = draw_picture (self, step, plan, &file);

  return run_and_drop (
      self,
      dt_command_add_message (plan->id, step->channel, text, step->time, &file, picture != NULL),
      error);
}

static gboolean
set_status (Teller *self, const DemoStep *step, DemoPlan *plan, GError **error)
{
  static const DtCaseStatus statuses[] = {
    [DEMO_STEP_START] = DT_CASE_STATUS_IN_PROGRESS,
    [DEMO_STEP_WAIT] = DT_CASE_STATUS_WAITING_CITIZEN,
    [DEMO_STEP_FORWARD] = DT_CASE_STATUS_FORWARDED,
    [DEMO_STEP_REFUSE] = DT_CASE_STATUS_REFUSED,
    [DEMO_STEP_CLOSE] = DT_CASE_STATUS_CLOSED,
    [DEMO_STEP_REOPEN] = DT_CASE_STATUS_REOPENED,
  };
  const char *ids[] = { plan->id, NULL };
  const char *ground
      = step->kind == DEMO_STEP_REFUSE ? dt_json_get_string (plan->story.refusal, "ground") : NULL;
  g_autofree char *reason = step->text != NULL ? tell (self, step, plan, DEMO_VOICE_OFFICE) : NULL;

  return run_and_drop (
      self, dt_command_set_status (ids, statuses[step->kind], ground, reason), error);
}

/* Somebody else whom the office knows already; NULL if there is hardly anybody yet. */
static DemoPerson *
draw_other (Teller *self, const DemoPlan *plan)
{
  GPtrArray *people = self->year->people;

  for (guint i = 0; i < 60; i++)
    {
      DemoPerson *person = g_ptr_array_index (people, demo_texts_draw (self->texts, people->len));

      if (person != plan->story.person
          && g_hash_table_contains (self->citizens, get_citizen_key (person, FALSE)))
        return person;
    }
  return NULL;
}

static gboolean
share (Teller *self, const DemoStep *step, DemoPlan *plan, GError **error)
{
  DemoPerson *person = draw_other (self, plan);
  g_autofree char *other = NULL;
  g_autofree char *text = NULL;
  const char *id;

  if (person == NULL)
    return TRUE;
  id = g_hash_table_lookup (self->citizens, get_citizen_key (person, FALSE));
  other = g_strconcat (person->polite, " ", person->name, NULL);
  plan->story.other = other;
  text = tell (self, step, plan, DEMO_VOICE_NOTE);
  plan->story.other = NULL;
  return run_and_drop (self, dt_command_link_citizen (plan->id, id, NULL), error)
         && run_and_drop (self, dt_command_add_note (plan->id, text), error);
}

static gboolean
join_cases (Teller *self, const DemoStep *step, DemoPlan *plan, GError **error)
{
  DemoPlan *other = g_ptr_array_index (self->year->plans, plan->other);
  const char *ids[] = { plan->id, NULL };

  if (step->kind == DEMO_STEP_MERGE)
    return run_and_drop (self, dt_command_merge (ids, other->id), error);
  return run_and_drop (self, dt_command_link_cases (plan->id, other->id), error);
}

static gboolean
assign (Teller *self, DemoPlan *plan, GError **error)
{
  const char *name = dt_json_get_string (plan->story.officer, "name");
  const char *ids[] = { plan->id, NULL };

  return run_and_drop (self, dt_command_assign (ids, find_officer_id (self->service, name)), error);
}

static gboolean
run_text_step (Teller *self, const DemoStep *step, DemoPlan *plan, GError **error)
{
  gboolean note = step->kind == DEMO_STEP_NOTE;
  g_autofree char *text = tell (self, step, plan, note ? DEMO_VOICE_NOTE : DEMO_VOICE_OFFICE);

  return run_and_drop (
      self,
      note ? dt_command_add_note (plan->id, text)
           : dt_command_record_answer (plan->id, step->channel, text, step->time, NULL, 0),
      error);
}

static gboolean
run_step (Teller *self, const DemoStep *step, GError **error)
{
  DemoPlan *plan = g_ptr_array_index (self->year->plans, step->plan);

  dt_clock_set_fixed (self->clock, step->time);
  if (!act_for (self, step, plan, error))
    return FALSE;
  switch (step->kind)
    {
    case DEMO_STEP_OPEN:
      return open_case (self, step, plan, error);
    case DEMO_STEP_RECEIPT:
      return run_and_drop (self, dt_command_issue_receipt (plan->id), error);
    case DEMO_STEP_SHARE:
      return share (self, step, plan, error);
    case DEMO_STEP_ASSIGN:
      return assign (self, plan, error);
    case DEMO_STEP_FOLLOW_UP:
      return add_words (self, step, plan, error);
    case DEMO_STEP_NOTE:
    case DEMO_STEP_ANSWER:
      return run_text_step (self, step, plan, error);
    case DEMO_STEP_MERGE:
    case DEMO_STEP_LINK:
      return join_cases (self, step, plan, error);
    case DEMO_STEP_START:
    case DEMO_STEP_WAIT:
    case DEMO_STEP_FORWARD:
    case DEMO_STEP_REFUSE:
    case DEMO_STEP_CLOSE:
    case DEMO_STEP_REOPEN:
    default:
      return set_status (self, step, plan, error);
    }
}

/* A step that the case's state does not allow is left out, as an officer would leave it. */
gboolean
demo_teller_run (DtService *service,
                 DtClock *clock,
                 DemoTexts *texts,
                 DemoCalendar *calendar,
                 DemoYear *year,
                 DemoReport *report,
                 DtProgressFunc func,
                 gpointer user_data,
                 GError **error)
{
  g_autoptr (GHashTable) citizens = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  Teller self = { service, clock, texts, calendar, year, citizens };

  for (guint i = 0; i < year->steps->len; i++)
    {
      g_autoptr (GError) step_error = NULL;

      if (!run_step (&self, &g_array_index (year->steps, DemoStep, i), &step_error))
        {
          if (!g_error_matches (step_error, DT_ERROR, DT_ERROR_TRANSITION))
            {
              g_propagate_prefixed_error (
                  error, g_steal_pointer (&step_error), "step %u of the demo: ", i);
              return FALSE;
            }
          report->n_left_out++;
        }
      report->n_steps++;
      if (func != NULL && i % 50 == 0)
        func (i, year->steps->len, user_data);
    }
  return TRUE;
}
