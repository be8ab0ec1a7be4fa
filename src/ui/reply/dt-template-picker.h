/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses a template at the caret: what is typed filters, with diacritics or without; the arrows
 * and Enter choose; beside the list stands what the template would say of this case. Main thread.
 */
#pragma once

#include "model/dt-reply-template.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_TEMPLATE_PICKER (dt_template_picker_get_type ())
G_DECLARE_FINAL_TYPE (DtTemplatePicker, dt_template_picker, DT, TEMPLATE_PICKER, GtkPopover)
/* Signals: "chosen" (DtReplyTemplate): after it has closed; "query-changed" (char *): what is typed
 * in it. */

GtkWidget *dt_template_picker_new (void);
/* What is offered, of DtReplyTemplate; only what is published and not archived is shown. */
void dt_template_picker_set_templates (DtTemplatePicker *self, GPtrArray *templates);
/* For which case, on which channel, and what is known of it; @context stays the caller's and must
 * be good for as long as the picker is open. */
void dt_template_picker_set_case (DtTemplatePicker *self,
                                  DtCase *a_case,
                                  DtChannelKind channel,
                                  const DtTemplateContext *context);
void dt_template_picker_open (DtTemplatePicker *self, const GdkRectangle *at);
/* The one that is chosen, or NULL. */
DtReplyTemplate *dt_template_picker_get_template (DtTemplatePicker *self);

G_END_DECLS
