/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A letter as HTML: its parts put into data/templates/letter-a4.html. Any thread. */
#include "documents/dt-letter-document.h"

#include "documents/dt-sheet-style.h"
#include "documents/dt-template.h"

static void
set_number (DtTemplateValues *out, const char *name, double value)
{
  g_autofree char *text = dt_sheet_style_format (value);

  dt_template_values_set (out, name, text);
}

static void
set_style (DtTemplateValues *out, const DtLetterRules *rules)
{
  g_autofree char *sheets = dt_sheet_style_to_css (rules);
  g_autofree char *boxes = dt_sheet_style_boxes_to_css (rules);

  dt_template_values_set_markup (out, "sheet_style", sheets);
  dt_template_values_set_markup (out, "box_style", boxes);
  set_number (out, "single", rules->single);
  set_number (out, "line_height", rules->single * rules->blocks[DT_BLOCK_LINE_SPACING].value);
  set_number (out, "indent", rules->blocks[DT_BLOCK_INDENT].value);
  set_number (out, "paragraph_gap", rules->blocks[DT_BLOCK_PARAGRAPH_GAP].value);
  set_number (out, "about_gap", rules->blocks[DT_BLOCK_ABOUT_GAP].value);
  set_number (out, "issuer_rule", rules->lines[DT_LINE_ISSUER].value);
  set_number (out, "subject_rule", rules->lines[DT_LINE_SUBJECT].value);
}

static void
set_list (DtTemplateValues *out, const char *list, const char *name, const GPtrArray *lines)
{
  if (lines->len == 0)
    dt_template_values_set (out, list, NULL);
  for (guint i = 0; i < lines->len; i++)
    dt_template_values_set (dt_template_values_add_item (out, list), name, lines->pdata[i]);
}

static void
set_recipients (DtTemplateValues *out, const DtLetterParts *parts)
{
  dt_template_values_set (out, "to", parts->to->len > 0 ? "1" : NULL);
  dt_template_values_set (out, "to_label", parts->to_label);
  dt_template_values_set (out, "to_one", parts->to->len == 1 ? parts->to->pdata[0] : NULL);
  dt_template_values_set (out, "to_many", parts->to->len > 1 ? "1" : NULL);
  set_list (out, "recipients", "recipient", parts->to);
}

static void
set_paragraphs (DtTemplateValues *out, const DtLetterParts *parts)
{
  if (parts->paragraphs->len == 0)
    dt_template_values_set (out, "paragraphs", NULL);
  for (guint i = 0; i < parts->paragraphs->len; i++)
    {
      DtTemplateValues *item = dt_template_values_add_item (out, "paragraphs");

      dt_template_values_set (item, "paragraph", parts->paragraphs->pdata[i]);
      dt_template_values_set (item, "listed", i < parts->n_listed ? "1" : NULL);
    }
}

static void
set_signature (DtTemplateValues *out, const DtLetterParts *parts)
{
  for (char **line = parts->signature; *line != NULL; line++)
    dt_template_values_set (dt_template_values_add_item (out, "signature"), "line", *line);
  dt_template_values_set (out, "signer", parts->signer);
}

/**
 * dt_letter_document_to_html:
 * @values: the letter and whose it is
 * @error: of the template
 *
 * Returns: (transfer full): an HTML page with no script, whose main part is laid out on sheets when
 *   it is shown or printed as %DT_WEB_PAPER_A4
 */
char *
dt_letter_document_to_html (const DtLetterValues *values, GError **error)
{
  g_autoptr (DtTemplateValues) out = NULL;
  g_auto (DtLetterParts) parts = { NULL };

  g_return_val_if_fail (values != NULL && DT_IS_LETTER (values->letter), NULL);
  g_return_val_if_fail (values->unit_name != NULL, NULL);

  out = dt_template_values_new ();
  dt_letter_parts_init (&parts, values);
  set_style (out, parts.rules);
  dt_template_values_set (out, "name", parts.name);
  dt_template_values_set (out, "superior", parts.superior);
  dt_template_values_set (out, "organ", parts.organ);
  dt_template_values_set (out, "unit", parts.unit);
  dt_template_values_set (out, "nation", parts.rules->nation);
  dt_template_values_set (out, "motto", parts.rules->motto);
  dt_template_values_set (out, "number", parts.number);
  dt_template_values_set (out, "place", parts.place);
  dt_template_values_set (out, "about", parts.about);
  dt_template_values_set (out, "title", parts.title);
  dt_template_values_set (out, "subject", parts.subject);
  dt_template_values_set (out, "demo", parts.demo ? "1" : NULL);
  set_recipients (out, &parts);
  set_paragraphs (out, &parts);
  set_signature (out, &parts);
  set_list (out, "receivers", "receiver", parts.receivers);
  return dt_template_render_file ("letter-a4.html", out, error);
}

/**
 * dt_letter_document_get_name:
 * @values: the letter and whose it is
 *
 * Returns: (transfer full): a name for its file, without what says the file's type
 */
char *
dt_letter_document_get_name (const DtLetterValues *values)
{
  g_auto (DtLetterParts) parts = { NULL };

  g_return_val_if_fail (values != NULL && DT_IS_LETTER (values->letter), NULL);

  dt_letter_parts_init (&parts, values);
  return g_steal_pointer (&parts.name);
}
