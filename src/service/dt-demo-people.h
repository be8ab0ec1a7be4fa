/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes up the demo's citizens and the places of the ward, from data/demo/people.json. One thread.
 */
#pragma once

#include "service/dt-demo-texts.h"

G_BEGIN_DECLS

/* Whose number of people have a telephone: there are a hundred numbers that no line has. */
#define DEMO_N_PHONES 100

typedef struct
{
  guint index;
  char *name;
  char *polite; /* "ông", "bà" */
  char *phone;  /* normalized, or NULL */
  char *email;
  char *nick; /* as a social network shows them; may be the name */
  JsonObject *street;
  char *home;     /* whole address now */
  char *old_home; /* as it was before the merger */
  int group;
} DemoPerson;

DemoPerson *demo_person_new (DemoTexts *texts, guint index);
void demo_person_free (gpointer person);

/* One that has alleys if it must, and a group among @groups (nullable or empty: any); the person's
 * own (nullable) rather than another. */
JsonObject *demo_people_draw_street (DemoTexts *texts,
                                     const DemoPerson *person,
                                     gboolean needs_alley,
                                     JsonArray *groups);
/* Number of a group of the street, among @groups. */
int demo_people_draw_group (DemoTexts *texts, JsonObject *street, JsonArray *groups);

G_END_DECLS
