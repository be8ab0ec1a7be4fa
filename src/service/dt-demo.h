/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a demo workspace: a believable ward over the last twelve months, told by data/demo with a
 * fixed seed through the ordinary commands, with the clock set back; 600 cases on all channels and
 * the real questions of data/demo/public-service-qa.csv. Blocking: on a worker. */
#pragma once

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_DEMO_SEED 26740
#define DT_DEMO_UNIT "26740"
/* Whose desk the demo shows: an officer in its workspace, by name. */
#define DT_DEMO_OFFICER "Lê Minh Châu"
#define DT_DEMO_PIN "135790"

/* @setup: directory and key_file are used; unit must be NULL or DT_DEMO_UNIT; officers come from
 * data/demo. @now: the demo's today, Unix microseconds. On failure nothing is left behind. */
gboolean dt_demo_create (const DtServiceSetup *setup,
                         gint64 now,
                         guint32 seed,
                         char **out_recovery,
                         DtProgressFunc func,
                         gpointer user_data,
                         GError **error);

G_END_DECLS
