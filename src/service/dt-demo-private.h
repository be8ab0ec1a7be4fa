/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A smaller demo, and what came of making it: for its test. */
#pragma once

#include "service/dt-demo.h"

G_BEGIN_DECLS

#define DEMO_N_CASES 600

typedef struct
{
  guint n_cases;
  gboolean questions; /* the real ones too */
} DemoSize;

typedef struct
{
  guint n_steps;
  guint n_left_out; /* steps that the state of their case did not allow when their time came */
} DemoReport;

gboolean dt_demo_create_sized (const DtServiceSetup *setup,
                               gint64 now,
                               guint32 seed,
                               const DemoSize *size,
                               DemoReport *report,
                               char **out_recovery,
                               DtProgressFunc func,
                               gpointer user_data,
                               GError **error);

G_END_DECLS
