/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of the letter about an extension. The number stays blank: the clerk gives it when the
 * letter is registered. Any thread. */
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

/* By what right whoever signs does so (Decree 30/2020/NĐ-CP, annex I, part I, II.7.b): a deputy for
 * the head. @out_for: nullable. */
static const char *
describe_signer (const char *title, char **out_for)
{
  g_autofree char *lower = title != NULL ? g_utf8_strdown (title, -1) : NULL;

  *out_for = NULL;
  if (lower == NULL || g_str_has_prefix (lower, "chủ tịch"))
    return "CHỦ TỊCH";
  if (strstr (lower, "phó chủ tịch") != NULL)
    {
      *out_for = g_strdup ("KT. CHỦ TỊCH");
      return "PHÓ CHỦ TỊCH";
    }
  return NULL;
}

static void
set_signer (DtTemplateValues *out, const DtNoticeValues *values)
{
  g_autofree char *deputy_for = NULL;
  g_autofree char *capitals = NULL;
  const char *title = describe_signer (values->approver_title, &deputy_for);

  if (title == NULL)
    {
      deputy_for = g_strdup ("TL. CHỦ TỊCH");
      capitals = g_utf8_strup (values->approver_title, -1);
    }
  dt_template_values_set (out, "signs_for", deputy_for);
  dt_template_values_set (out, "signer_title", title != NULL ? title : capitals);
  dt_template_values_set (out, "signer", values->approver_name);
}

static void
set_unit (DtTemplateValues *out, const DtNoticeValues *values)
{
  g_autofree char *capitals = dt_document_unit_capitals (values->unit_name);
  g_autofree char *in_sentence = dt_document_unit_inline (values->unit_name);
  g_autofree char *type = dt_document_unit_type (values->unit_name);
  g_autofree char *day = dt_document_format_issue_day (values->issued);

  dt_template_values_set (out, "unit_capitals", capitals);
  dt_template_values_set (out, "unit", in_sentence);
  dt_template_values_set (out, "unit_type", type);
  dt_template_values_set (out, "place", values->unit_name);
  dt_template_values_set (out, "issue_day", day);
  dt_template_values_set (out, "demo", values->demo ? "1" : NULL);
}

static void
set_time (DtTemplateValues *out, const char *name, gint64 time)
{
  g_autofree char *text = time != 0 ? dt_document_format_time (time) : NULL;

  dt_template_values_set (out, name, text);
}

/* A reason is the end of a sentence of the letter, whatever it was typed as. */
static void
set_reason (DtTemplateValues *out, const char *reason)
{
  g_autofree char *text = g_strstrip (g_strdup (reason));
  gsize length = strlen (text);

  while (length > 0 && (text[length - 1] == '.' || text[length - 1] == ';'))
    text[--length] = '\0';
  dt_template_values_set (out, "reason", text);
}

/**
 * dt_notice_document_to_html:
 * @values: what stands in the letter; case, unit, reason and source are required
 * @error: of the template
 *
 * Returns: (transfer full): a whole HTML page, with its paper size in it and no script
 */
char *
dt_notice_document_to_html (const DtNoticeValues *values, GError **error)
{
  g_autoptr (DtTemplateValues) out = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *received = NULL;

  g_return_val_if_fail (values != NULL && DT_IS_CASE (values->a_case), NULL);
  g_return_val_if_fail (values->unit_name != NULL && values->a_case->code != NULL, NULL);
  g_return_val_if_fail (values->reason != NULL && values->source != NULL, NULL);

  out = dt_template_values_new ();
  kind = dt_document_unit_inline (dt_document_name_kind (values->a_case->kind));
  received = dt_document_format_day (values->a_case->received);
  set_unit (out, values);
  set_signer (out, values);
  set_time (out, "old_due", values->old_due);
  set_time (out, "new_due", values->new_due);
  set_time (out, "promise", values->promise);
  set_reason (out, values->reason);
  dt_template_values_set (out, "code", values->a_case->code);
  dt_template_values_set (out, "title", values->a_case->title);
  dt_template_values_set (out, "kind", kind);
  dt_template_values_set (out, "received", received);
  dt_template_values_set (out, "time_name", name_time (values));
  dt_template_values_set (out, "citizen", values->citizen_name);
  dt_template_values_set (out, "address", values->address);
  dt_template_values_set (out, "source", values->source);
  return dt_template_render_file ("extension-notice-a4.html", out, error);
}
