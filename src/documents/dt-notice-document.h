/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The letter that tells a citizen of an extension: one of the form "notice". Pure, any thread. */
#pragma once

#include "model/dt-letter.h"

G_BEGIN_DECLS

typedef struct
{
  DtCase *a_case;
  const char *unit_name;    /* "Phường Sài Gòn" */
  const char *citizen_name; /* or NULL: not known */
  const char *address;      /* of the citizen, or NULL */
  DtDeadlineClock clock;
  gint64 old_due; /* 0: not known */
  gint64 new_due;
  gint64 promise; /* 0: none */
  const char *reason;
  const char *source;         /* of the extension: law and article */
  const char *approver_name;  /* or NULL */
  const char *approver_title; /* "Phó Chủ tịch UBND phường", or NULL */
  gint64 issued;              /* the day that stands on it */
} DtNoticeValues;

DtLetter *dt_notice_document_make_letter (const DtNoticeValues *values, GError **error);

G_END_DECLS
