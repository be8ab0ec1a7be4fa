/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year of the demo ward as dated steps, none of them later than the demo's today. One thread. */
#pragma once

#include "service/dt-demo-calendar.h"
#include "service/dt-demo-story.h"

G_BEGIN_DECLS

typedef enum
{
  DEMO_STEP_OPEN,
  DEMO_STEP_RECEIPT,
  DEMO_STEP_SHARE, /* a second citizen is joined to the case */
  DEMO_STEP_ASSIGN,
  DEMO_STEP_START,
  DEMO_STEP_NOTE,
  DEMO_STEP_WAIT,
  DEMO_STEP_FOLLOW_UP,
  DEMO_STEP_FORWARD,
  DEMO_STEP_REFUSE,
  DEMO_STEP_ANSWER,
  DEMO_STEP_CLOSE,
  DEMO_STEP_REOPEN,
  DEMO_STEP_MERGE,
  DEMO_STEP_LINK,
} DemoStepKind;

typedef struct
{
  gint64 time;
  guint order; /* of planning: keeps steps of one moment in their order */
  DemoStepKind kind;
  guint plan;
  const char *text; /* with its slots still open, or NULL */
  gboolean plain;
  gint64 since; /* the text names no day before */
  DtChannelKind channel;
  gboolean picture; /* one comes with it */
} DemoStep;

typedef struct
{
  DemoStory story;
  guint index;
  gboolean open;   /* at the end */
  gint64 started;  /* work on it */
  gint64 answered; /* first answer; the end if there is none */
  guint other;     /* the plan it is merged into or linked with, or G_MAXUINT */
  char *id;        /* for whoever runs it */
} DemoPlan;

typedef struct
{
  GPtrArray *people; /* of DemoPerson */
  GPtrArray *plans;  /* of DemoPlan */
  GArray *steps;     /* of DemoStep, in the order of time */
} DemoYear;

/* @n_cases: how many; the shares of statuses are kept. @anchor: the end of the year. */
DemoYear *demo_year_plan (DemoTexts *texts, DemoCalendar *calendar, guint n_cases, gint64 anchor);
void demo_year_free (DemoYear *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoYear, demo_year_free)

G_END_DECLS
