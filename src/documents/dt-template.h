/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents out of templates: {{name}} is a value, escaped for HTML; {{#name}} … {{/name}} is shown
 * if the value is there, once for each item of a list; {{^name}} … {{/name}} if it is not. What a
 * value is, text or markup of our own, its setter says, never the template. Pure, any thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _DtTemplateValues DtTemplateValues;

DtTemplateValues *dt_template_values_new (void);
void dt_template_values_free (DtTemplateValues *self);
/* NULL and "" are a value that is known and not there. */
void dt_template_values_set (DtTemplateValues *self, const char *name, const char *text);
/* Markup that we made ourselves, put in as it is. */
void dt_template_values_set_markup (DtTemplateValues *self, const char *name, const char *markup);
/* Another item of the list @name; its values are found before those of @self. */
DtTemplateValues *dt_template_values_add_item (DtTemplateValues *self, const char *name);

char *dt_template_render (const char *text, const DtTemplateValues *values, GError **error);
/* The template data/templates/@file. */
char *dt_template_render_file (const char *file, const DtTemplateValues *values, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtTemplateValues, dt_template_values_free)

G_END_DECLS
