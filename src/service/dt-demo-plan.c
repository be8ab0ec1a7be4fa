/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a story and a course for each fate that the year must hold, and puts the steps of all in
 * the order of time. What cannot come true before the end of the year is drawn anew. */
#include "service/dt-demo-plan.h"

#include "base/dt-clock.h"
#include "service/dt-demo-course.h"

#include <math.h>

#define N_PEOPLE 290
#define MAX_TRIES 20000
#define TWINS                                                                                      \
  16 /* of a thousand cases say the same as another; half of them are merged into it               \
      */

/* Cases of a thousand, and how many days ago they came in. */
static const struct
{
  DemoFate fate;
  int share; /* of the last row: what is missing */
  double newest, oldest;
} fates[] = {
  { DEMO_FATE_TO_RECEIVE, 20, 0.01, 1.6 }, { DEMO_FATE_ACCEPTED, 12, 0.5, 4.5 },
  { DEMO_FATE_IN_PROGRESS, 37, 0.7, 9.5 }, { DEMO_FATE_WAITING, 8, 2, 9 },
  { DEMO_FATE_FORWARDED, 5, 4, 14 },       { DEMO_FATE_REOPENED, 5, 6, 25 },
  { DEMO_FATE_ANSWERED, 45, 3, 16 },       { DEMO_FATE_REFUSED, 28, 12, 360 },
  { DEMO_FATE_PASSED_ON, 22, 25, 355 },    { DEMO_FATE_RETURNED, 25, 30, 350 },
  { DEMO_FATE_CLOSED, 0, 12, 364 },
};

#define REST (G_N_ELEMENTS (fates) - 1)

typedef struct
{
  DemoYear *year;
  DemoTexts *texts;
  DemoCalendar *calendar;
  gint64 anchor;
} Planner;

static void
plan_free (gpointer data)
{
  DemoPlan *plan = data;

  demo_story_clear (&plan->story);
  g_free (plan->id);
  g_free (plan);
}

static DemoPlan *
plan_new (DemoYear *year)
{
  DemoPlan *plan = g_new0 (DemoPlan, 1);

  plan->index = year->plans->len;
  plan->other = G_MAXUINT;
  return plan;
}

/* The moment at which what was begun to be drawn for a day came in. */
static void
set_received (Planner *self, DemoStory *story)
{
  gint64 hour = dt_json_get_int (story->opening, "hour", -1);

  if (demo_channel_is_counter (story->channel))
    story->received = demo_calendar_office_time (self->calendar, story->received, 0);
  else
    story->received = demo_calendar_waking_time (self->calendar, story->received, (int) hour);
}

/* More of late than a year ago, when the office was new to it. What cannot have come so far in so
 * short a time, after a long holiday, came in before it: the @tries say how hard it is. */
static gint64
draw_received (Planner *self, guint row, guint tries)
{
  double u = g_rand_double (demo_texts_get_rand (self->texts));
  double days = fates[row].newest + (fates[row].oldest - fates[row].newest) * pow (u, 1.15);

  if (demo_fate_is_open (fates[row].fate))
    days *= 1 + tries / 400.0;

  return self->anchor - (gint64) (days * DEMO_DAY);
}

static gboolean
try_plan (Planner *self, guint row, DemoWishes wishes, guint tries)
{
  DemoYear *year = self->year;
  DemoPlan *plan = plan_new (year);
  DemoStory *story = &plan->story;

  if (demo_story_draw (story, self->texts, year->people, draw_received (self, row, tries), wishes))
    {
      set_received (self, story);
      if (demo_course_plan (
              plan, fates[row].fate, self->texts, self->calendar, self->anchor, year->steps))
        {
          demo_story_count (story, self->texts);
          g_ptr_array_add (year->plans, plan);
          return TRUE;
        }
    }
  plan_free (plan);
  return FALSE;
}

/* The reception has its fair share of what is open, since the demo shows its desk. */
static void
plan_fate (Planner *self, guint row, guint n)
{
  DemoWishes wishes = demo_fate_get_wishes (fates[row].fate);

  if (demo_fate_is_open (fates[row].fate) && fates[row].fate <= DEMO_FATE_IN_PROGRESS
      && fates[row].fate != DEMO_FATE_TO_RECEIVE)
    wishes |= n % 4 == 1 ? DEMO_WISH_RECEPTION : DEMO_WISH_ELSEWHERE;
  for (guint i = 0; i < MAX_TRIES; i++)
    if (try_plan (self, row, wishes, i))
      return;
  g_warning ("Demo: nothing can be told for fate %d", fates[row].fate);
}

/* All that is missing of @n cases. */
static void
plan_rest (Planner *self, guint n)
{
  guint missing = n > self->year->plans->len ? n - self->year->plans->len : 0;

  for (guint i = 0; i < missing; i++)
    plan_fate (self, REST, i);
}

/* ---- the same said twice ---- */

static void
add_step (Planner *self, DemoStepKind kind, guint plan, gint64 time)
{
  DemoStep step = { .time = time, .kind = kind, .plan = plan };

  g_array_append_val (self->year->steps, step);
}

/* Merged while the first is being handled; or linked, and handled by itself. */
static gboolean
plan_course_of_twin (Planner *self, DemoPlan *plan, const DemoPlan *first, gboolean merged)
{
  guint n_steps = self->year->steps->len;
  gint64 time;

  if (!demo_course_plan (plan,
                         merged ? DEMO_FATE_TO_RECEIVE : DEMO_FATE_CLOSED,
                         self->texts,
                         self->calendar,
                         self->anchor,
                         self->year->steps))
    return FALSE;
  time = MAX (first->started, merged ? plan->story.received : plan->started);
  time = demo_calendar_office_time (self->calendar, time + 20 * DEMO_MINUTE, 0);
  if (time >= self->anchor || (merged && time >= first->answered)
      || (!merged && plan->story.answer == NULL))
    {
      g_array_set_size (self->year->steps, n_steps);
      return FALSE;
    }
  add_step (self, merged ? DEMO_STEP_MERGE : DEMO_STEP_LINK, plan->index, time);
  return TRUE;
}

static gboolean
try_twin (Planner *self, guint index, gboolean merged)
{
  DemoYear *year = self->year;
  const DemoPlan *first = g_ptr_array_index (year->plans, index);
  DemoPlan *plan;
  gint64 received
      = first->story.received + (1 + (gint64) demo_texts_draw (self->texts, 9)) * DEMO_HOUR;

  if (first->started >= self->anchor || (first->open && !merged) || first->other != G_MAXUINT
      || !dt_json_get_boolean (first->story.matter->object, "shared", FALSE))
    return FALSE;
  plan = plan_new (year);
  plan->other = index;
  if (demo_story_draw_twin (&plan->story, self->texts, year->people, &first->story, received))
    {
      set_received (self, &plan->story);
      if (plan->story.received > first->story.received
          && plan_course_of_twin (self, plan, first, merged))
        {
          demo_story_count (&plan->story, self->texts);
          g_ptr_array_add (year->plans, plan);
          return TRUE;
        }
    }
  plan_free (plan);
  return FALSE;
}

/* Some of what is open has been merged into, if it can be: the first rows of the table are planned
 * first. */
static void
plan_twin (Planner *self, guint n_firsts, gboolean of_open, gboolean merged)
{
  for (guint i = 0; i < MAX_TRIES; i++)
    {
      guint range = of_open && i < MAX_TRIES / 10 ? n_firsts / 10 : n_firsts;

      if (try_twin (self, demo_texts_draw (self->texts, range), merged))
        return;
    }
}

/* ---- the year ---- */

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const DemoStep *x = a;
  const DemoStep *y = b;

  if (x->time != y->time)
    return x->time < y->time ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

DemoYear *
demo_year_plan (DemoTexts *texts, DemoCalendar *calendar, guint n_cases, gint64 anchor)
{
  DemoYear *year = g_new0 (DemoYear, 1);
  Planner self = { .year = year, .texts = texts, .calendar = calendar, .anchor = anchor };
  guint n_twins = n_cases * TWINS / 1000;

  year->people = g_ptr_array_new_with_free_func (demo_person_free);
  year->plans = g_ptr_array_new_with_free_func (plan_free);
  year->steps = g_array_new (FALSE, TRUE, sizeof (DemoStep));
  for (guint i = 0; i < N_PEOPLE; i++)
    g_ptr_array_add (year->people, demo_person_new (texts, i));
  for (guint row = 0; row < REST; row++)
    for (guint i = 0; i < (n_cases * fates[row].share + 500) / 1000; i++)
      plan_fate (&self, row, i);
  plan_rest (&self, n_cases - n_twins);
  for (guint i = 0; i < n_twins; i++)
    plan_twin (&self, n_cases - n_twins, i % 4 == 0, i % 2 == 0);
  plan_rest (&self, n_cases);
  for (guint i = 0; i < year->steps->len; i++)
    g_array_index (year->steps, DemoStep, i).order = i;
  g_array_sort (year->steps, compare_steps);
  return year;
}

void
demo_year_free (DemoYear *self)
{
  g_array_unref (self->steps);
  g_ptr_array_unref (self->plans);
  g_ptr_array_unref (self->people);
  g_free (self);
}
