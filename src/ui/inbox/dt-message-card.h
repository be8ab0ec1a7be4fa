/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message, answer or internal note on the timeline. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_TYPE_MESSAGE_CARD (dt_message_card_get_type ())
G_DECLARE_FINAL_TYPE (DtMessageCard, dt_message_card, DT, MESSAGE_CARD, GtkBox)

/* @service may be NULL: attachments are shown by name only. */
GtkWidget *dt_message_card_new (DtService *service, DtTimelineItem *item, gint64 now);
void dt_message_card_make_compact (DtMessageCard *self, gint64 now);

G_END_DECLS
