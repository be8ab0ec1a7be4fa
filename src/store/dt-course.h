/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to a case that matters to its deadlines, read out of the tables. On the thread of
 * the connection. */
#pragma once

#include "base/dt-database.h"
#include "model/dt-deadline.h"

G_BEGIN_DECLS

/* What the row of a case says itself. */
typedef struct
{
  const char *id;
  gint64 received;  /* Unix microseconds */
  gint64 opened;    /* when it was recorded */
  int status;       /* DtCaseStatus, as it is now */
  gboolean stepped; /* something was done with it since */
} DtCourseCase;

/* What of a case decides which rules hold for it. */
DtDeadlineFacts dt_course_get_facts (int kind, int channel, int priority, guint traits);
/* What is done with the case in which another shows is done with that one too: appends the steps of
 * @root_events since the other was received. */
void dt_course_add_root_events (GArray *events, const GArray *root_events, gint64 received);
/* Appends DtDeadlineEvents to @out, the oldest first. */
gboolean
dt_course_load (DtDatabase *database, const DtCourseCase *a_case, GArray *out, GError **error);

G_END_DECLS
