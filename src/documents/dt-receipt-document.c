/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receipt's values and which of them stand on which paper. Nothing of the citizen is given to
 * the template, so nothing of them can be printed. Any thread. */
#include "documents/dt-receipt-document.h"

#include "base/dt-error.h"
#include "documents/dt-document-words.h"
#include "documents/dt-template.h"
#include "model/dt-catalogue.h"

#include <string.h>

#define QR_MAX_MODULE_MM 0.8

/* The code fills the place it has on the paper, with modules no smaller than what any telephone
 * reads and no larger than looks well. */
static char *
make_qr (const char *promise, double wanted_mm, GError **error)
{
  guint modules = dt_qr_get_modules (promise);
  double module_mm = modules > 0 ? wanted_mm / modules : DT_QR_MIN_MODULE_MM;

  return dt_qr_to_svg (promise, CLAMP (module_mm, DT_QR_MIN_MODULE_MM, QR_MAX_MODULE_MM), error);
}

/* "Phản ánh; lĩnh vực môi trường" */
static char *
describe_kind (const DtCase *a_case)
{
  const char *kind = dt_document_name_kind (a_case->kind);
  const DtField *field = dt_catalogue_find_field (a_case->field);
  g_autofree char *name = NULL;

  if (field == NULL || strcmp (field->code, "other") == 0)
    return g_strdup (kind);
  name = dt_document_unit_inline (field->name_vi);
  return g_strdup_printf ("%s; lĩnh vực %s", kind, name);
}

static char *
join (const char *first, const char *second)
{
  return second != NULL && *second != '\0' ? g_strdup_printf ("%s, %s", first, second)
                                           : g_strdup (first);
}

/* The province is left out where the address names it already. */
static char *
make_address (const DtReceiptValues *values)
{
  if (values->unit_address == NULL || *values->unit_address == '\0')
    return g_strdup (values->province);
  if (values->province == NULL || strstr (values->unit_address, values->province) != NULL)
    return g_strdup (values->unit_address);
  return join (values->unit_address, values->province);
}

static void
set_unit (DtTemplateValues *out, const DtReceiptValues *values)
{
  g_autofree char *capitals = dt_document_unit_capitals (values->unit_name);
  g_autofree char *in_sentence = dt_document_unit_inline (values->unit_name);
  g_autofree char *type = dt_document_unit_type (values->unit_name);
  g_autofree char *address = make_address (values);

  dt_template_values_set (out, "unit_capitals", capitals);
  dt_template_values_set (out, "unit", in_sentence);
  dt_template_values_set (out, "unit_type", type);
  dt_template_values_set (out, "address", address);
  dt_template_values_set (out, "phone", values->unit_phone);
  dt_template_values_set (out, "work_hours", values->work_hours);
  dt_template_values_set (out, "demo", values->demo ? "1" : NULL);
}

static void
set_case (DtTemplateValues *out, const DtReceiptValues *values)
{
  const DtCase *a_case = values->a_case;
  const DtField *field = dt_catalogue_find_field (a_case->field);
  g_autofree char *time = dt_document_format_time (a_case->received);
  g_autofree char *time_short = dt_document_format_time_short (a_case->received);
  g_autofree char *channel = join (dt_document_name_channel (a_case->channel), values->counter);
  g_autofree char *kind = describe_kind (a_case);
  g_autofree char *officer_place = join (values->officer_name, values->counter);
  g_autofree char *attachments
      = a_case->n_attachments > 0 ? g_strdup_printf ("%02u tệp", a_case->n_attachments) : NULL;

  dt_template_values_set (out, "code", a_case->code);
  dt_template_values_set (out, "time", time);
  dt_template_values_set (out, "time_short", time_short);
  dt_template_values_set (out, "channel", channel);
  dt_template_values_set (out, "kind", kind);
  dt_template_values_set (out, "kind_only", dt_document_name_kind (a_case->kind));
  dt_template_values_set (out, "field", field != NULL ? field->name_vi : NULL);
  dt_template_values_set (out, "attachments", attachments);
  dt_template_values_set (out, "channel_only", dt_document_name_channel (a_case->channel));
  dt_template_values_set (out, "officer", values->officer_name);
  dt_template_values_set (out, "officer_place", officer_place);
}

/**
 * dt_receipt_document_to_html:
 * @values: what is printed; unit, officer, code and promise are required
 * @paper: on what
 *
 * Returns: (transfer full): a whole HTML page, with its paper size in it and no script; %NULL with
 *   %DT_ERROR_INVALID if the promise is too long for a QR code
 */
char *
dt_receipt_document_to_html (const DtReceiptValues *values, DtPaper paper, GError **error)
{
  g_autoptr (DtTemplateValues) out = NULL;
  g_autofree char *qr = NULL;

  g_return_val_if_fail (values != NULL && DT_IS_CASE (values->a_case), NULL);
  g_return_val_if_fail (values->unit_name != NULL && values->officer_name != NULL, NULL);
  g_return_val_if_fail (values->a_case->code != NULL && values->promise != NULL, NULL);

  qr = make_qr (values->promise, paper == DT_PAPER_A5 ? 46 : 60, error);
  if (qr == NULL)
    return NULL;
  out = dt_template_values_new ();
  set_unit (out, values);
  set_case (out, values);
  dt_template_values_set_markup (out, "qr", qr);
  return dt_template_render_file (
      paper == DT_PAPER_A5 ? "receipt-a5.html" : "receipt-80mm.html", out, error);
}
