/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a template reads filled in, for one citizen or for several. Main thread. */
#pragma once

#include "model/dt-reply-template.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_TEMPLATE_PREVIEW (dt_template_preview_get_type ())
G_DECLARE_FINAL_TYPE (DtTemplatePreview, dt_template_preview, DT, TEMPLATE_PREVIEW, GtkWidget)

/* @values: borrowed, as long as they are set; @source: whose they are, in words. */
void dt_template_preview_set_values (DtTemplatePreview *self,
                                     const DtTemplateContext *values,
                                     const char *source);
void dt_template_preview_set_body (DtTemplatePreview *self, const char *body);
void dt_template_preview_set_many (DtTemplatePreview *self, gboolean many);
/* What stands there. */
const char *dt_template_preview_get_text (DtTemplatePreview *self);

G_END_DECLS
