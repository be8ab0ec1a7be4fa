/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates by category, or those that were searched for. Main thread. */
#pragma once

#include "model/dt-reply-template.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_TEMPLATE_LIST (dt_template_list_get_type ())
G_DECLARE_FINAL_TYPE (DtTemplateList, dt_template_list, DT, TEMPLATE_LIST, GtkWidget)
/* Signals: "chosen" (DtReplyTemplate *): the one that is marked; "opened" (DtReplyTemplate *). */

/* @text: searched for, "" for all; which is marked stays, silently, if it is still there. */
void dt_template_list_show (DtTemplateList *self,
                            GPtrArray *templates,
                            const char *text,
                            gboolean archived);
/* Marks it, silently; NULL: none. FALSE: it is not shown. */
gboolean dt_template_list_choose (DtTemplateList *self, const char *id);
/* The first one, or NULL. */
DtReplyTemplate *dt_template_list_get_first (DtTemplateList *self);
/* The row that is marked, or the first, gets the focus. */
void dt_template_list_focus (DtTemplateList *self);

G_END_DECLS
