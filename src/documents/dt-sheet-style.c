/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSS out of the measures of letters.json. Any thread. */
#include "documents/dt-sheet-style.h"

/**
 * dt_sheet_style_format:
 * @value: a number
 *
 * Returns: (transfer full): "12.7"
 */
char *
dt_sheet_style_format (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.6g", value));
}

static void
add (GString *css, const char *before, double value, const char *after)
{
  g_autofree char *number = dt_sheet_style_format (value);

  g_string_append_printf (css, "%s%s%s", before, number, after);
}

/**
 * dt_sheet_style_to_css:
 * @rules: the measures
 *
 * A sheet is a little lower than its paper, so that rounding never makes one more page of it.
 *
 * Returns: (transfer full): CSS
 */
char *
dt_sheet_style_to_css (const DtLetterRules *rules)
{
  const DtMeasure *margins = rules->margins;
  GString *css = g_string_new ("* { box-sizing: border-box; margin: 0; padding: 0; }\n");

  add (css, "@page { size: ", rules->width, "mm ");
  add (css, "", rules->height, "mm; margin: 0; }\n");
  g_string_append (css, "html { color: #000; -webkit-print-color-adjust: exact; }\nbody { font: ");
  add (css, "", rules->boxes[DT_BOX_BODY].size.value, "pt ");
  for (guint i = 0; rules->families[i] != NULL; i++)
    g_string_append_printf (css, "\"%s\", ", rules->families[i]);
  g_string_append (css, "serif; text-rendering: geometricPrecision; }\n");
  add (css, ".sheet, main { width: ", rules->width, "mm; ");
  add (css, "min-height: ", rules->height - 0.4, "mm; margin: 0 auto; background: #fff; }\n");
  add (css,
       ".sheet { position: relative; height: ",
       rules->height - 0.4,
       "mm; overflow: hidden; }\n");
  g_string_append (css, ".sheet + .sheet { break-before: page; }\n");
  add (css, "main { padding: ", margins[DT_MARGIN_TOP].value, "mm ");
  add (css, "", margins[DT_MARGIN_RIGHT].value, "mm ");
  add (css, "", margins[DT_MARGIN_BOTTOM].value, "mm ");
  add (css, "", margins[DT_MARGIN_LEFT].value, "mm; }\n");
  add (css,
       ".area, .page-number { position: absolute; left: ",
       margins[DT_MARGIN_LEFT].value,
       "mm; ");
  add (css, "right: ", margins[DT_MARGIN_RIGHT].value, "mm; }\n");
  add (css, ".area { top: ", margins[DT_MARGIN_TOP].value, "mm; ");
  add (css,
       "height: ",
       rules->height - margins[DT_MARGIN_TOP].value - margins[DT_MARGIN_BOTTOM].value,
       "mm; }\n");
  add (css, ".page-number { top: 0; line-height: ", margins[DT_MARGIN_TOP].value, "mm; ");
  add (css,
       "text-align: center; font-size: ",
       rules->boxes[DT_BOX_PAGE_NUMBER].size.value,
       "pt; }\n");
  g_string_append (css,
                   "@media screen {\n"
                   "html { background: #d6d6d6; }\n"
                   "@media (prefers-color-scheme: dark) { html { background: #303030; } }\n"
                   ".sheet, main { margin: 4mm auto; box-shadow: 0 0.4mm 1.2mm rgba(0,0,0,.28); }\n"
                   "}\n");
  add (css, "@media screen and (max-width: ", rules->width + 5, "mm) { html { zoom: .8; } }\n");
  add (css, "@media screen and (max-width: ", rules->width * 0.8, "mm) { html { zoom: .58; } }\n");
  add (css, "@media screen and (max-width: ", rules->width * 0.58, "mm) { html { zoom: .44; } }\n");
  return g_string_free (css, FALSE);
}

/**
 * dt_sheet_style_boxes_to_css:
 * @rules: the measures
 *
 * Returns: (transfer full): CSS
 */
char *
dt_sheet_style_boxes_to_css (const DtLetterRules *rules)
{
  GString *css = g_string_new (NULL);

  for (guint i = 0; i < DT_N_BOXES; i++)
    {
      const DtBoxStyle *box = &rules->boxes[i];

      g_string_append_printf (css, ".%s", dt_box_to_nick (i));
      add (css, " { font-size: ", box->size.value, "pt;");
      g_string_append_printf (css,
                              " font-weight: %s; font-style: %s; }\n",
                              box->bold ? "bold" : "normal",
                              box->italic ? "italic" : "normal");
    }
  return g_string_free (css, FALSE);
}
