/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo's texts (data/demo, shapes in its README.md): matters, people, streets, officers drawn
 * with a seeded generator, and the filling of slots. One thread. */
#pragma once

#include "base/dt-json.h"
#include "model/dt-records.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *polite; /* "ông", "bà" */
  char *phone;  /* normalized, or NULL */
  char *nick;   /* as a social network shows them */
  char *street;
  char *home;     /* whole address now */
  char *old_home; /* as it was before the merger */
  char *group;
} DemoPerson;

typedef struct
{
  JsonObject *object; /* the matter, borrowed */
  const char *id;
  const char *field;
  int weight;
  guint used;
} DemoMatter;

/* What a case's texts have in common. */
typedef struct
{
  DemoMatter *matter;
  DemoPerson *person; /* NULL: anonymous */
  DtChannelKind channel;
  DtCaseKind kind;
  const char *officer; /* name of the one who handles it */
  const char *officer_polite;
  char *code; /* once it is opened */
  char *street, *alley, *house, *place, *group;
  gint64 received;
} DemoStory;
void demo_story_clear (DemoStory *story);

typedef struct _DemoTexts DemoTexts;

DemoTexts *demo_texts_load (GRand *rand, GError **error);
void demo_texts_free (DemoTexts *self);
/* A matter that is raised in @month (1–12), by weight, the less used first. */
DemoMatter *demo_texts_draw_matter (DemoTexts *self, int month);
/* Makes up a person; the first hundred have a telephone. */
DemoPerson *demo_texts_make_person (DemoTexts *self, guint n);
/* Draws street, alley, house, place and group of a story whose matter is set. */
void demo_texts_draw_place (DemoTexts *self, DemoStory *story);
JsonArray *demo_texts_get_officers (DemoTexts *self);
/* The officer (member of officers) who handles a field. */
JsonObject *demo_texts_find_officer (DemoTexts *self, const char *field);

/* One of the texts in a list of strings or of {on, plain, text}, with its slots filled; NULL if
 * none fits. @index picks strings in order (-1: any). @time: of the text, for its dates. */
char *demo_texts_tell (DemoTexts *self,
                       const DemoStory *story,
                       const char *list,
                       DtChannelKind channel,
                       int index,
                       gint64 time);
/* The member of the chosen refusal beside its text. */
char *demo_texts_tell_refusal (DemoTexts *self,
                               const DemoStory *story,
                               gint64 time,
                               const char **out_ground);

/* @days working days of the office after @time, at a random office minute. */
gint64 demo_office_time (GRand *rand, gint64 time, int days);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoTexts, demo_texts_free)

G_END_DECLS
