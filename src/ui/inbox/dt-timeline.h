/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said and done on a case, oldest first: cards for messages, lines for events. Main
 * thread. */
#pragma once

#include <gtk/gtk.h>

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_TYPE_TIMELINE (dt_timeline_get_type ())
G_DECLARE_FINAL_TYPE (DtTimeline, dt_timeline, DT, TIMELINE, GtkBox)

GtkWidget *dt_timeline_new (void);
void dt_timeline_set_service (DtTimeline *self, DtService *service);
/* Shows @items (of DtTimelineItem); widgets of rows that are as they were stay. */
void dt_timeline_set_items (DtTimeline *self, GPtrArray *items, gint64 now);
/* The card of what was said last; NULL if nothing is. */
GtkWidget *dt_timeline_get_last_message (DtTimeline *self);

G_END_DECLS
