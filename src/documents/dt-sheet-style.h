/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The style of documents that are laid out on sheets of A4, with the margins and the page numbers
 * of letters. Pure, any thread. */
#pragma once

#include "model/dt-letter-rules.h"

G_BEGIN_DECLS

/* CSS for .sheet, .area and .page-number, which ui/web/dt-sheets.js makes. */
char *dt_sheet_style_to_css (const DtLetterRules *rules);
/* CSS for a class named as each box is in letters.json. */
char *dt_sheet_style_boxes_to_css (const DtLetterRules *rules);
/* A number as CSS and XML write it, whatever the locale. */
char *dt_sheet_style_format (double value);

G_END_DECLS
