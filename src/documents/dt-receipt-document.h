/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The citizen's receipt as an HTML page, A5 or an 80 mm roll, from the template in
 * data/templates; every value is escaped, the QR code is inline SVG. No personal data of the
 * citizen is on it. Pure, any thread. */
#pragma once

#include "documents/dt-qr.h"
#include "model/dt-records.h"

G_BEGIN_DECLS

typedef enum
{
  DT_PAPER_A5,      /* 148 × 210 mm */
  DT_PAPER_ROLL_80, /* 80 mm wide, as long as needed */
} DtPaper;

typedef struct
{
  DtCase *a_case;
  const char *unit_name; /* "Phường Sài Gòn" */
  const char *province;
  const char *unit_address; /* or NULL */
  const char *unit_phone;   /* or NULL */
  const char *work_hours;   /* or NULL */
  const char *counter;      /* "quầy số 2", or NULL */
  const char *officer_name;
  const char *promise; /* text of the QR code */
  gboolean demo;       /* prints "Dữ liệu mẫu" */
} DtReceiptValues;

char *dt_receipt_document_to_html (const DtReceiptValues *values, DtPaper paper, GError **error);

G_END_DECLS
