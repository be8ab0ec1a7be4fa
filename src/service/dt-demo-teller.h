/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a planned year through the ordinary commands, with the workspace's clock set to the time of
 * each step. One thread, blocking. */
#pragma once

#include "service/dt-demo-plan.h"
#include "service/dt-demo-private.h"

G_BEGIN_DECLS

/* @clock: the service's own, a fixed one. */
gboolean demo_teller_run (DtService *service,
                          DtClock *clock,
                          DemoTexts *texts,
                          DemoCalendar *calendar,
                          DemoYear *year,
                          DemoReport *report,
                          DtProgressFunc func,
                          gpointer user_data,
                          GError **error);
/* Signs in the officer of data/demo of that id. */
gboolean
demo_teller_act_as (DtService *service, DemoTexts *texts, const char *officer_id, GError **error);

G_END_DECLS
