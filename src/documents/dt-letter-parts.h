/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A letter taken apart into the texts that stand on it, the same for every kind of file. Inside the
 * documents room, but for DtLetterValues. Pure, any thread. */
#pragma once

#include "model/dt-letter-rules.h"

G_BEGIN_DECLS

typedef struct
{
  DtLetter *letter;
  const char *unit_name; /* "Phường Sài Gòn" */
  const char *province;  /* whose it is: "Thành phố Hồ Chí Minh", or NULL: not written */
  gboolean demo;         /* prints "Dữ liệu mẫu" */
} DtLetterValues;

typedef struct
{
  const DtLetterRules *rules;
  const DtLetterFormRule *form;
  char *name;     /* of the file: "Công văn 05-UBND-VP" */
  char *superior; /* "THÀNH PHỐ HỒ CHÍ MINH", or NULL */
  char *organ;    /* "ỦY BAN NHÂN DÂN" */
  char *unit;     /* "PHƯỜNG SÀI GÒN" */
  char *number;   /* "Số: 05/UBND-VP" */
  char *place;    /* "Sài Gòn, ngày 05 tháng 3 năm 2026" */
  char *about;    /* "V/v …", or NULL: it stands below the title */
  char *title;    /* "THÔNG BÁO", or NULL */
  char *subject;  /* below it, or NULL */
  char *to_label; /* "Kính gửi", or NULL */
  GPtrArray *to;  /* of char *: one; or several with their dashes */
  GPtrArray *paragraphs;
  guint n_listed;       /* that many of @paragraphs at the start are lines of a list */
  GStrv signature;      /* "TM. ỦY BAN NHÂN DÂN" … */
  char *signer;         /* or NULL */
  GPtrArray *receivers; /* of char *: "- Như trên;" … "- Lưu: VT, VP." */
  gboolean demo;
} DtLetterParts;

void dt_letter_parts_init (DtLetterParts *self, const DtLetterValues *values);
void dt_letter_parts_clear (DtLetterParts *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtLetterParts, dt_letter_parts_clear)

G_END_DECLS
