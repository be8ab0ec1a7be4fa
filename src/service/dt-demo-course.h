/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to one demo case, step after step, till its fate is reached. One thread. */
#pragma once

#include "service/dt-demo-plan.h"

G_BEGIN_DECLS

typedef enum
{
  DEMO_FATE_CLOSED,
  DEMO_FATE_ANSWERED,
  DEMO_FATE_REFUSED,
  DEMO_FATE_PASSED_ON, /* forwarded, and the citizen told */
  DEMO_FATE_RETURNED,  /* reopened, and answered again */
  /* still open */
  DEMO_FATE_TO_RECEIVE,
  DEMO_FATE_ACCEPTED,
  DEMO_FATE_IN_PROGRESS,
  DEMO_FATE_WAITING,
  DEMO_FATE_FORWARDED,
  DEMO_FATE_REOPENED,
  DEMO_N_FATES
} DemoFate;

/* What a story must have for it. */
DemoWishes demo_fate_get_wishes (DemoFate fate);
gboolean demo_fate_is_open (DemoFate fate);

/* Appends the steps of @plan, whose story is drawn, to @steps. FALSE if they would not all lie
 * before @anchor: then @steps is as it was. */
gboolean demo_course_plan (DemoPlan *plan,
                           DemoFate fate,
                           DemoTexts *texts,
                           DemoCalendar *calendar,
                           gint64 anchor,
                           GArray *steps);

G_END_DECLS
