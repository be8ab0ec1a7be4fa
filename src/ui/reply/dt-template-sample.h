/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values to try a template with: the office's own, an invented citizen and case. Main thread. */
#pragma once

#include "service/dt-service.h"

#include "model/dt-reply-template.h"

G_BEGIN_DECLS

typedef struct _DtTemplateSample DtTemplateSample;

DtTemplateSample *dt_template_sample_new (DtService *service);
void dt_template_sample_free (DtTemplateSample *self);
/* Borrowed, as long as the sample. */
const DtTemplateContext *dt_template_sample_get_values (DtTemplateSample *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtTemplateSample, dt_template_sample_free)

G_END_DECLS
