/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one demo case is about: who says what of which matter, on which channel, and what will be
 * answered. Drawn so that its texts agree with each other. One thread. */
#pragma once

#include "service/dt-demo-people.h"

G_BEGIN_DECLS

/* All texts are borrowed from data/demo, with their slots still open; NULL where there is none. */
typedef struct
{
  DemoMatter *matter;
  JsonObject *officer; /* who handles it */
  DemoPerson *person;  /* NULL: anonymous */
  gboolean by_nick;    /* known by their nick alone */
  DtChannelKind channel;
  DtCaseKind kind;
  DtPriority priority;

  JsonObject *opening;
  const char *title;
  gboolean has_place; /* it is about a place, not only about papers */
  JsonObject *answer;
  JsonObject *refusal;
  JsonObject *forward;
  JsonObject *before; /* what the citizen adds while it is handled */
  JsonObject *after;  /* once it is answered */
  JsonObject *again;  /* once it is answered, since it is not settled */

  gint64 received;
  gint64 settled;     /* when it is answered, or the end of the year */
  gint64 appointment; /* the day that notes and answer agreed on so far, or 0 */
  char *street, *alley, *house, *place, *group;
  char *doc, *decision; /* numbers of papers */
  char *code;           /* once it is opened */
  const char *receiver; /* whom it is forwarded to */
  const char *other;    /* who shares it: "bà Trần Thị Hoa" */
} DemoStory;

/* What a story must have. */
typedef enum
{
  DEMO_WISH_ANSWER = 1 << 0,
  DEMO_WISH_REFUSAL = 1 << 1,
  DEMO_WISH_FORWARD = 1 << 2,
  DEMO_WISH_AGAIN = 1 << 3,
  DEMO_WISH_PLACE = 1 << 4,      /* where a photo of it can be asked for */
  DEMO_WISH_SHARED = 1 << 5,     /* of a matter that several people raise */
  DEMO_WISH_NO_COUNTER = 1 << 6, /* on a channel where it waits to be received */
  DEMO_WISH_RECEPTION = 1 << 7,  /* of a field that the reception handles itself */
  DEMO_WISH_ELSEWHERE = 1 << 8,  /* of one that it does not */
} DemoWishes;

/* FALSE if what was drawn does not grant the wishes: draw anew. @story is empty, and so left. */
gboolean demo_story_draw (
    DemoStory *story, DemoTexts *texts, GPtrArray *people, gint64 received, DemoWishes wishes);
/* Somebody else says the same of the same place. FALSE if there is no other opening for it. */
gboolean demo_story_draw_twin (
    DemoStory *story, DemoTexts *texts, GPtrArray *people, const DemoStory *first, gint64 received);
/* Its texts are told: others come first from now on. */
void demo_story_count (DemoStory *story, DemoTexts *texts);
void demo_story_clear (DemoStory *story);

/* Whether it is about something in a street, of which one sends a picture. */
gboolean demo_story_is_photogenic (const DemoStory *story, DemoTexts *texts);

gboolean demo_channel_is_counter (DtChannelKind channel);
gboolean demo_channel_is_social (DtChannelKind channel);
/* How the office addresses whoever wrote: "bà Trần Thị Hoa", "tài khoản “Mẹ Tôm”", "ông/bà". */
char *demo_story_dup_address (const DemoStory *story);

G_END_DECLS
