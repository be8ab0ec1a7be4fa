/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills the slots of a demo text ({name}, {place}, {date} …; the list stands in data/demo's
 * README.md). One thread. */
#pragma once

#include "service/dt-demo-calendar.h"
#include "service/dt-demo-story.h"

G_BEGIN_DECLS

typedef enum
{
  DEMO_VOICE_CITIZEN, /* dates before it was said */
  DEMO_VOICE_NOTE,    /* dates between the receipt and the note */
  DEMO_VOICE_OFFICE,  /* the same with their year: answers */
} DemoVoice;

/* Whether every slot of @text has a value in the story. */
gboolean demo_slots_can_fill (const DemoStory *story, const char *text);
/* @time: of the text. @since: answers and notes name no day before it. @plain: without diacritics.
 */
char *demo_slots_fill (DemoTexts *texts,
                       DemoCalendar *calendar,
                       DemoStory *story,
                       const char *text,
                       gboolean plain,
                       DemoVoice voice,
                       gint64 since,
                       gint64 time);

G_END_DECLS
