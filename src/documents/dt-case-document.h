/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole case on sheets of A4: what it is, who brought it, all that was said and done, its files.
 * Without notes and without people where it leaves the office. Pure, one thread. */
#pragma once

#include "model/dt-records.h"

G_BEGIN_DECLS

/* What happened, as a sentence; NULL: not worth a line. Transfer full. */
typedef char *(*DtCaseDescribe) (DtTimelineItem *item, gpointer data);

typedef struct
{
  DtCaseFile *file;
  const char *unit_name;
  const char *status; /* in words */
  gint64 printed;
  gboolean anonymous;
  gboolean demo;
  DtCaseDescribe describe;
  gpointer describe_data;
  GHashTable *pictures; /* hash of an attachment → GBytes, those that can be shown; or NULL */
} DtCaseDocumentValues;

char *dt_case_document_to_html (const DtCaseDocumentValues *values, GError **error);
/* Whether a file of that type is printed as a picture. */
gboolean dt_case_document_is_picture (DtAttachment *attachment);

G_END_DECLS
