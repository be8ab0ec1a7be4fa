/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of a case in a ward that answers most in time: received within hours, answered within
 * days, a complaint within weeks. */
#include "service/dt-demo-course.h"

#include <string.h>

typedef struct
{
  DemoPlan *plan;
  DemoStory *story;
  DemoTexts *texts;
  DemoCalendar *calendar;
  GArray *steps;
  gint64 at;    /* where the story stands */
  gint64 since; /* the newest thing that answers speak of */
} Course;

DemoWishes
demo_fate_get_wishes (DemoFate fate)
{
  static const DemoWishes wishes[DEMO_N_FATES] = {
    [DEMO_FATE_CLOSED] = DEMO_WISH_ANSWER,
    [DEMO_FATE_ANSWERED] = DEMO_WISH_ANSWER,
    [DEMO_FATE_REFUSED] = DEMO_WISH_REFUSAL,
    [DEMO_FATE_PASSED_ON] = DEMO_WISH_FORWARD,
    [DEMO_FATE_RETURNED] = DEMO_WISH_ANSWER | DEMO_WISH_AGAIN,
    [DEMO_FATE_TO_RECEIVE] = DEMO_WISH_NO_COUNTER,
    [DEMO_FATE_WAITING] = DEMO_WISH_PLACE,
    [DEMO_FATE_FORWARDED] = DEMO_WISH_FORWARD,
    [DEMO_FATE_REOPENED] = DEMO_WISH_ANSWER | DEMO_WISH_AGAIN,
  };

  return wishes[fate];
}

gboolean
demo_fate_is_open (DemoFate fate)
{
  return fate >= DEMO_FATE_TO_RECEIVE;
}

/* ---- steps ---- */

static int
between (Course *self, int low, int high)
{
  return low + (int) demo_texts_draw (self->texts, high - low + 1);
}

static gboolean
chance (Course *self, guint percent)
{
  return demo_texts_chance (self->texts, percent);
}

static DemoStep *
add_step_at (Course *self, DemoStepKind kind, const char *text, gint64 time)
{
  DemoStep step = { .time = time,
                    .kind = kind,
                    .plan = self->plan->index,
                    .text = text,
                    .since = self->since,
                    .channel = self->story->channel };

  g_array_append_val (self->steps, step);
  return &g_array_index (self->steps, DemoStep, self->steps->len - 1);
}

static DemoStep *
add_step (Course *self, DemoStepKind kind, const char *text)
{
  return add_step_at (self, kind, text, self->at);
}

/* On to office hours, @days working days and some minutes later. */
static void
go_on (Course *self, int days)
{
  self->at = demo_calendar_office_time (self->calendar, self->at, days);
}

static const char *
draw_common (Course *self, const char *list)
{
  return demo_texts_draw_string (self->texts,
                                 dt_json_get_array (demo_texts_get_common (self->texts), list));
}

static gboolean
speaks_of_picture (const char *text)
{
  static const char *const words[]
      = { "ửi hình",  "ửi ảnh",    "kèm hình",  "kèm ảnh",  "ảnh chụp", "hình chụp", "hình đây",
          "Hình đây", "chụp hình", "bằng hình", "gui hinh", "êm ảnh",   "êm 2 ảnh" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (text, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* What the citizen says: a text object of the matter. */
static void
add_words (Course *self, DemoStepKind kind, JsonObject *object, gint64 time)
{
  const char *text = dt_json_get_string (object, "text");
  DemoStep *step = add_step_at (self, kind, text, time);

  step->plain = dt_json_get_boolean (object, "plain", FALSE);
  step->picture = step->channel != DT_CHANNEL_PHONE && speaks_of_picture (text);
  if (demo_text_is_on (object, self->story->channel))
    return;
  step->channel
      = demo_text_is_on (object, DT_CHANNEL_PHONE) ? DT_CHANNEL_PHONE : DT_CHANNEL_WALK_IN;
}

/* When the citizen says more, @days days later: in the evening, or while the counter is open. */
static gint64
draw_words_time (Course *self, JsonObject *object, gint64 time, int days)
{
  if (!demo_text_is_on (object, self->story->channel)
      || demo_channel_is_counter (self->story->channel))
    return demo_calendar_office_time (self->calendar, time, days);
  return demo_calendar_evening (self->calendar, time, days);
}

/* ---- the stretches of a course ---- */

static void
add_opening (Course *self)
{
  DemoStory *story = self->story;

  add_words (self, DEMO_STEP_OPEN, story->opening, story->received);
  if (story->channel == DT_CHANNEL_LETTER
      || (demo_story_is_photogenic (story, self->texts) && chance (self, 40)))
    g_array_index (self->steps, DemoStep, self->steps->len - 1).picture = TRUE;
  self->at = story->received;
}

/* What cannot wait is seen to by whoever is on duty, at any hour. */
static void
go_on_in (Course *self, int low, int high, int days)
{
  gboolean urgent = self->story->priority == DT_PRIORITY_URGENT;

  self->at += between (self, urgent ? MIN (low, 8) : low, urgent ? 25 : high) * DEMO_MINUTE;
  if (!urgent)
    go_on (self, days);
}

/* What the reception takes at the counter is its own at once; the rest a leader hands out. */
static void
receive (Course *self)
{
  DemoStory *story = self->story;
  gboolean reception = strcmp (dt_json_get_string (story->officer, "id"), "reception") == 0;

  if (story->channel == DT_CHANNEL_WALK_IN)
    add_step_at (self, DEMO_STEP_RECEIPT, NULL, self->at + 2 * DEMO_MINUTE);
  if (story->channel == DT_CHANNEL_WALK_IN && story->has_place && story->person != NULL
      && dt_json_get_boolean (story->matter->object, "shared", FALSE) && chance (self, 60))
    add_step_at (
        self, DEMO_STEP_SHARE, draw_common (self, "shared_notes"), self->at + 4 * DEMO_MINUTE);
  go_on_in (self, 10, 150, 0);
  if (!reception || !demo_channel_is_counter (story->channel)
      || story->channel == DT_CHANNEL_LETTER)
    add_step (self, DEMO_STEP_ASSIGN, NULL);
}

static void
start (Course *self)
{
  JsonArray *notes = dt_json_get_array (self->story->matter->object, "notes");

  go_on_in (self, 5, 90, chance (self, 70) ? 0 : 1);
  self->plan->started = self->at;
  add_step (self, DEMO_STEP_START, NULL);
  if (!chance (self, 75))
    return;
  go_on (self, 0);
  add_step (self, DEMO_STEP_NOTE, demo_texts_draw_string (self->texts, notes));
}

static JsonObject *
find_reply (Course *self)
{
  JsonObject *wait = dt_json_get_object (demo_texts_get_common (self->texts), "wait");
  JsonArray *replies = dt_json_get_array (wait, "replies");

  for (guint i = 0; i < json_array_get_length (replies); i++)
    {
      JsonObject *reply = json_array_get_object_element (replies, i);

      if (demo_text_is_on (reply, self->story->channel))
        return reply;
    }
  return NULL;
}

static void
wait_for_citizen (Course *self)
{
  JsonObject *wait = dt_json_get_object (demo_texts_get_common (self->texts), "wait");

  go_on (self, 0);
  add_step (
      self, DEMO_STEP_WAIT, demo_texts_draw_string (self->texts, dt_json_get_array (wait, "ask")));
}

static void
hear_citizen (Course *self)
{
  JsonObject *reply = find_reply (self);

  self->at = draw_words_time (self, reply, self->at, between (self, 1, 2));
  add_words (self, DEMO_STEP_FOLLOW_UP, reply, self->at);
}

/* Working days from the start of the work to the answer. */
static int
draw_days (Course *self)
{
  const DemoStory *story = self->story;

  if (story->kind == DT_CASE_KIND_COMPLAINT || story->kind == DT_CASE_KIND_DENUNCIATION)
    return between (self, 8, 22);
  if (story->priority != DT_PRIORITY_NORMAL)
    return between (self, 0, 1);
  if (story->kind == DT_CASE_KIND_INFORMATION_REQUEST)
    return between (self, 0, 3);
  return chance (self, 12) ? between (self, 6, 9) : between (self, 1, 5);
}

static void
add_before (Course *self, gint64 end)
{
  JsonObject *before = self->story->before;
  gint64 time;

  if (before == NULL || !chance (self, 55))
    return;
  time = draw_words_time (self, before, self->plan->started, chance (self, 60) ? 0 : 1);
  if (time > self->plan->started && time < end - 20 * DEMO_MINUTE)
    add_words (self, DEMO_STEP_FOLLOW_UP, before, time);
}

/* The answer's own notes, in their order, on the way to it. */
static void
add_answer_notes (Course *self, gint64 answered)
{
  JsonArray *notes = dt_json_get_array (self->story->answer, "notes");
  guint n = notes != NULL ? json_array_get_length (notes) : 0;

  for (guint i = 0; i < n; i++)
    {
      gint64 time = self->at + (answered - self->at) / (n - i + 1);

      time = demo_calendar_office_time (self->calendar, time, 0);
      if (time >= answered)
        time = answered - (n - i) * 2 * DEMO_MINUTE;
      add_step_at (self, DEMO_STEP_NOTE, json_array_get_string_element (notes, i), time);
      self->at = MAX (self->at, time);
    }
}

static void
answer (Course *self)
{
  gint64 last = self->at;
  gint64 answered;

  self->at += 40 * DEMO_MINUTE;
  go_on (self, draw_days (self));
  answered = self->at;
  self->at = last;
  add_before (self, answered);
  add_answer_notes (self, answered);
  self->since = self->at; /* what the notes say comes first */
  self->at = answered;
  self->plan->answered = answered;
  add_step (self, DEMO_STEP_ANSWER, dt_json_get_string (self->story->answer, "text"));
}

static void
add_after (Course *self)
{
  JsonObject *after = self->story->after;

  if (after != NULL && chance (self, 60))
    add_words (self,
               DEMO_STEP_FOLLOW_UP,
               after,
               draw_words_time (self, after, self->at, between (self, 1, 2)));
}

static void
close_case (Course *self)
{
  go_on (self, between (self, 4, 8));
  add_step (self, DEMO_STEP_CLOSE, NULL);
}

static void
reopen (Course *self)
{
  JsonObject *again = self->story->again;

  self->at = draw_words_time (self, again, self->at, between (self, 1, 4));
  self->since = self->at;
  add_words (self, DEMO_STEP_FOLLOW_UP, again, self->at);
  go_on (self, 0);
  self->since = self->at;
  add_step (self, DEMO_STEP_REOPEN, NULL);
  go_on (self, 0);
  add_step (self, DEMO_STEP_NOTE, draw_common (self, "again_notes"));
}

static void
answer_again (Course *self)
{
  go_on (self, between (self, 1, 3));
  add_step (self, DEMO_STEP_ANSWER, draw_common (self, "again_answers"));
}

static void
forward (Course *self)
{
  go_on (self, between (self, 1, 3));
  self->plan->answered = self->at;
  add_step (self, DEMO_STEP_FORWARD, "Chuyển {receiver}.");
  self->at += between (self, 4, 15) * DEMO_MINUTE;
  add_step (self, DEMO_STEP_NOTE, draw_common (self, "forward_notes"));
}

static void
tell_forward (Course *self)
{
  self->since = self->at;
  self->at += between (self, 10, 40) * DEMO_MINUTE;
  go_on (self, 0);
  add_step (self, DEMO_STEP_ANSWER, dt_json_get_string (self->story->forward, "text"));
}

/* ---- fates ---- */

static void
run_handled (Course *self, DemoFate fate)
{
  start (self);
  if (fate == DEMO_FATE_WAITING)
    {
      wait_for_citizen (self);
      return;
    }
  if (fate == DEMO_FATE_CLOSED && demo_story_is_photogenic (self->story, self->texts)
      && chance (self, 9))
    {
      wait_for_citizen (self);
      hear_citizen (self);
    }
  if (fate == DEMO_FATE_IN_PROGRESS)
    {
      add_before (self, G_MAXINT64);
      return;
    }
  if (fate == DEMO_FATE_REFUSED)
    {
      self->since = self->at;
      go_on (self, between (self, 1, 5));
      add_step (self, DEMO_STEP_REFUSE, dt_json_get_string (self->story->refusal, "text"));
      return;
    }
  if (fate == DEMO_FATE_FORWARDED || fate == DEMO_FATE_PASSED_ON)
    forward (self);
  if (fate == DEMO_FATE_PASSED_ON)
    tell_forward (self);
  if (fate == DEMO_FATE_FORWARDED)
    return;
  if (fate != DEMO_FATE_PASSED_ON)
    answer (self);
  if (fate == DEMO_FATE_REOPENED || fate == DEMO_FATE_RETURNED)
    reopen (self);
  else if (fate != DEMO_FATE_PASSED_ON)
    add_after (self);
  if (fate == DEMO_FATE_RETURNED)
    answer_again (self);
  if (fate != DEMO_FATE_ANSWERED && fate != DEMO_FATE_REOPENED)
    close_case (self);
}

gboolean
demo_course_plan (DemoPlan *plan,
                  DemoFate fate,
                  DemoTexts *texts,
                  DemoCalendar *calendar,
                  gint64 anchor,
                  GArray *steps)
{
  guint first = steps->len;
  Course course = { .plan = plan,
                    .story = &plan->story,
                    .texts = texts,
                    .calendar = calendar,
                    .steps = steps,
                    .since = plan->story.received };

  plan->open = demo_fate_is_open (fate);
  plan->started = plan->answered = anchor;
  add_opening (&course);
  if (fate != DEMO_FATE_TO_RECEIVE)
    receive (&course);
  if (fate != DEMO_FATE_TO_RECEIVE && fate != DEMO_FATE_ACCEPTED)
    run_handled (&course, fate);
  plan->story.settled = plan->answered;
  for (guint i = first; i < steps->len; i++)
    if (g_array_index (steps, DemoStep, i).time >= anchor)
      {
        g_array_set_size (steps, first);
        return FALSE;
      }
  return TRUE;
}
