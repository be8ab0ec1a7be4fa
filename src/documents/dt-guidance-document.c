/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of the guidance. It is text, not HTML: nothing in it is escaped. Any thread. */
#include "documents/dt-guidance-document.h"

#include "documents/dt-document-words.h"
#include "documents/dt-template.h"

/**
 * dt_guidance_document_to_text:
 * @values: what is known of the unit; its name is required
 * @error: of the template
 *
 * Returns: (transfer full): the text, without a line break at its end
 */
char *
dt_guidance_document_to_text (const DtGuidanceValues *values, GError **error)
{
  g_autoptr (DtTemplateValues) out = NULL;
  g_autofree char *unit = NULL;
  char *text;

  g_return_val_if_fail (values != NULL && values->unit_name != NULL, NULL);

  out = dt_template_values_new ();
  unit = dt_document_unit_inline (values->unit_name);
  dt_template_values_set_markup (out, "unit", unit);
  dt_template_values_set_markup (out, "address", values->unit_address);
  dt_template_values_set_markup (out, "phone", values->unit_phone);
  dt_template_values_set_markup (out, "work_hours", values->work_hours);
  text = dt_template_render_file ("denunciation-guidance.txt", out, error);
  return text != NULL ? g_strchomp (text) : NULL;
}
