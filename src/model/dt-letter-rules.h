/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How letters look and what stands in their heads and ends: an immutable snapshot of
 * data/rules/letters.json, which is annex I of Decree 30/2020/NĐ-CP. Any thread. */
#pragma once

#include "model/dt-letter.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A measure: what is allowed and what is set. */
typedef struct
{
  double min, max, value;
} DtMeasure;

typedef enum
{
  DT_MARGIN_TOP,
  DT_MARGIN_BOTTOM,
  DT_MARGIN_LEFT,
  DT_MARGIN_RIGHT,
  DT_N_MARGINS
} DtMargin; /* millimetres */

typedef enum
{
  DT_BOX_NATION,
  DT_BOX_MOTTO,
  DT_BOX_SUPERIOR,
  DT_BOX_ISSUER,
  DT_BOX_NUMBER,
  DT_BOX_PLACE,
  DT_BOX_TITLE,
  DT_BOX_SUBJECT,
  DT_BOX_ABOUT,
  DT_BOX_TO,
  DT_BOX_BODY,
  DT_BOX_AUTHORITY,
  DT_BOX_SIGNER,
  DT_BOX_RECEIVERS_LABEL,
  DT_BOX_RECEIVERS,
  DT_BOX_PAGE_NUMBER,
  DT_N_BOXES
} DtBox;

typedef struct
{
  DtMeasure size; /* points */
  gboolean bold, italic;
} DtBoxStyle;

typedef enum
{
  DT_LINE_MOTTO,
  DT_LINE_ISSUER,
  DT_LINE_SUBJECT,
  DT_N_LINES
} DtLine; /* share of the text above it */

typedef enum
{
  DT_BLOCK_INDENT,        /* points */
  DT_BLOCK_PARAGRAPH_GAP, /* points */
  DT_BLOCK_LINE_SPACING,  /* single lines */
  DT_BLOCK_ABOUT_GAP,     /* points */
  DT_N_BLOCKS
} DtBlock;

typedef struct
{
  char *abbreviation; /* in the number, "" for none */
  char *title;        /* "THÔNG BÁO", "" for none */
  char *to;           /* "Kính gửi" */
  char *about;        /* "V/v", "" where the title says it */
  gboolean as_above;  /* "Như trên" is the first of those that get it */
} DtLetterFormRule;

typedef struct
{
  double width, height; /* millimetres */
  DtMeasure margins[DT_N_MARGINS];
  GStrv families; /* of the font, the best first */
  double single;  /* height of a single line, in sizes of the font */
  DtBoxStyle boxes[DT_N_BOXES];
  DtMeasure lines[DT_N_LINES];
  DtMeasure blocks[DT_N_BLOCKS];
  char *nation, *motto, *organ, *organ_short, *head, *end, *archive;
  int padded_below, padded_months;
  DtLetterFormRule forms[DT_N_LETTER_FORMS];
  GStrv authorities[DT_N_AUTHORITIES];
} DtLetterRules;

const DtLetterRules *dt_letter_rules_get_default (void); /* as shipped */
DtLetterRules *dt_letter_rules_new_from_json (GBytes *json, GError **error);
void dt_letter_rules_free (DtLetterRules *self);
/* "line-spacing" of the style sheet: "nation", "top"; what the letter's rules file calls it. */
const char *dt_box_to_nick (DtBox box);
const char *dt_margin_to_nick (DtMargin margin);

/* "05/UBND-VP", "12/TB-UBND"; without a number "…/TB-UBND", @blank instead of the number. */
char *
dt_letter_rules_format_number (const DtLetterRules *self, DtLetter *letter, const char *blank);
/* The lines above the signature: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH". */
GStrv dt_letter_rules_get_signature (const DtLetterRules *self,
                                     DtAuthority authority,
                                     const char *position);
/* "ngày 05 tháng 3 năm 2026" */
char *dt_letter_rules_format_day (const DtLetterRules *self, gint64 time);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtLetterRules, dt_letter_rules_free)

G_END_DECLS
