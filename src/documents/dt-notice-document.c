/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The letter about an extension: its text from data/templates, and whom it goes to. Its number
 * comes from the register. Any thread. */
#include "documents/dt-notice-document.h"

#include "documents/dt-document-words.h"
#include "documents/dt-template.h"

#include <string.h>

/* What the clock is called in a letter. */
static const char *
name_time (const DtNoticeValues *values)
{
  DtCaseKind kind = values->a_case->kind;

  if (values->clock == DT_CLOCK_ACKNOWLEDGE)
    return kind == DT_CASE_KIND_DENUNCIATION ? "thời hạn xử lý ban đầu thông tin tố cáo"
                                             : "thời hạn tiếp nhận, thụ lý";
  if (kind == DT_CASE_KIND_COMPLAINT || kind == DT_CASE_KIND_DENUNCIATION)
    return "thời hạn giải quyết";
  return "thời hạn trả lời";
}

static void
set_time (DtTemplateValues *out, const char *name, gint64 time)
{
  g_autofree char *text = time != 0 ? dt_document_format_time (time) : NULL;

  dt_template_values_set_markup (out, name, text);
}

/* A reason is the end of a sentence of the letter, whatever it was typed as. */
static void
set_reason (DtTemplateValues *out, const char *reason)
{
  g_autofree char *text = g_strstrip (g_strdup (reason));
  gsize length = strlen (text);

  while (length > 0 && (text[length - 1] == '.' || text[length - 1] == ';'))
    text[--length] = '\0';
  dt_template_values_set_markup (out, "reason", text);
}

/* It is text, in which nothing is escaped. */
static char *
make_text (const DtNoticeValues *values, GError **error)
{
  g_autoptr (DtTemplateValues) out = dt_template_values_new ();
  g_autofree char *kind = dt_document_unit_inline (dt_document_name_kind (values->a_case->kind));
  g_autofree char *received = dt_document_format_day (values->a_case->received);
  g_autofree char *unit = dt_document_unit_inline (values->unit_name);

  set_time (out, "old_due", values->old_due);
  set_time (out, "new_due", values->new_due);
  set_time (out, "promise", values->promise);
  set_reason (out, values->reason);
  dt_template_values_set_markup (out, "unit", unit);
  dt_template_values_set_markup (out, "code", values->a_case->code);
  dt_template_values_set_markup (out, "title", values->a_case->title);
  dt_template_values_set_markup (out, "kind", kind);
  dt_template_values_set_markup (out, "received", received);
  dt_template_values_set_markup (out, "time_name", name_time (values));
  dt_template_values_set_markup (out, "source", values->source);
  return dt_template_render_file ("extension-notice.txt", out, error);
}

static char *
name_recipient (const DtNoticeValues *values)
{
  g_autofree char *kind = NULL;

  if (values->citizen_name != NULL && values->address != NULL)
    return g_strdup_printf ("Ông/Bà %s (địa chỉ: %s)", values->citizen_name, values->address);
  if (values->citizen_name != NULL)
    return g_strdup_printf ("Ông/Bà %s", values->citizen_name);
  kind = dt_document_unit_inline (dt_document_name_kind (values->a_case->kind));
  return g_strdup_printf ("Người gửi %s theo hồ sơ %s", kind, values->a_case->code);
}

/**
 * dt_notice_document_make_letter:
 * @values: what stands in the letter; case, unit, reason and source are required
 * @error: of the template
 *
 * Returns: (transfer full) (nullable): the letter, with no number yet
 */
DtLetter *
dt_notice_document_make_letter (const DtNoticeValues *values, GError **error)
{
  g_autoptr (DtLetter) letter = NULL;
  g_autofree char *type = NULL;

  g_return_val_if_fail (values != NULL && DT_IS_CASE (values->a_case), NULL);
  g_return_val_if_fail (values->unit_name != NULL && values->a_case->code != NULL, NULL);
  g_return_val_if_fail (values->reason != NULL && values->source != NULL, NULL);

  letter = dt_letter_new ();
  type = dt_document_unit_type (values->unit_name);
  letter->form = DT_LETTER_NOTICE;
  letter->text = make_text (values, error);
  if (letter->text == NULL)
    return NULL;
  letter->to = name_recipient (values);
  letter->about = g_strdup_printf (
      "Về việc gia hạn %s đối với hồ sơ %s", name_time (values), values->a_case->code);
  letter->receivers
      = g_strdup_printf ("Như trên\nChủ tịch, các Phó Chủ tịch UBND %s\nHồ sơ vụ việc", type);
  letter->authority = dt_authority_guess (values->approver_title);
  letter->position = g_strdup (values->approver_title);
  letter->signer = g_strdup (values->approver_name);
  letter->issued = values->issued;
  letter->case_id = g_strdup (values->a_case->id);
  letter->case_code = g_strdup (values->a_case->code);
  return g_steal_pointer (&letter);
}
