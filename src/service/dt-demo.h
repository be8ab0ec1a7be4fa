/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills an empty demo workspace with a believable ward: officers, 600 cases over the last twelve
 * months on all channels, told by data/demo with a fixed seed, and the real questions of
 * data/demo/public-service-qa.csv. Blocking. */
#pragma once

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_DEMO_SEED 26740

gboolean dt_demo_fill (DtService *service, guint32 seed, GError **error);

G_END_DECLS
