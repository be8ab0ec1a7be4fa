/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo's texts as data/demo holds them (shapes in its README.md), with a count of how often
 * each was told. One thread. */
#pragma once

#include "base/dt-json.h"
#include "model/dt-enums.h"

G_BEGIN_DECLS

typedef struct
{
  JsonObject *object; /* borrowed */
  const char *id;
  const char *field;
  int weight;
  guint used;
} DemoMatter;

typedef struct _DemoTexts DemoTexts;

/* @rand is borrowed. */
DemoTexts *demo_texts_load (GRand *rand, GError **error);
void demo_texts_free (DemoTexts *self);
GRand *demo_texts_get_rand (DemoTexts *self);
JsonObject *demo_texts_get_people (DemoTexts *self); /* people.json */
JsonObject *demo_texts_get_common (DemoTexts *self); /* common.json */
JsonArray *demo_texts_get_officers (DemoTexts *self);
/* The officer (member of officers) who handles a field, or bears an id. */
JsonObject *demo_texts_find_officer (DemoTexts *self, const char *field);
JsonObject *demo_texts_get_officer (DemoTexts *self, const char *id);

/* A matter that is raised in @month (1–12), by weight, the less used first. */
DemoMatter *demo_texts_draw_matter (DemoTexts *self, int month);
/* Of the matter's kinds, what the opening sounds like. */
DtCaseKind demo_matter_find_kind (const DemoMatter *matter, JsonObject *opening);
/* Text objects {on, text, …}: whether one is for a channel, how often it was told. */
gboolean demo_text_is_on (JsonObject *text, DtChannelKind channel);
guint demo_texts_get_uses (DemoTexts *self, JsonObject *text);
void demo_texts_add_use (DemoTexts *self, JsonObject *text);

/* Of anything: n below @n; whether it happens @percent of the time; a string, a member of an array
 * of {…, weight} by its weight. */
guint demo_texts_draw (DemoTexts *self, guint n);
gboolean demo_texts_chance (DemoTexts *self, guint percent);
const char *demo_texts_draw_string (DemoTexts *self, JsonArray *array);
JsonObject *demo_texts_draw_weighted (DemoTexts *self, JsonArray *array);

/* Without diacritics, case kept: what people type in a hurry. */
char *demo_text_make_plain (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoTexts, demo_texts_free)

G_END_DECLS
