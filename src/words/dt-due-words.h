/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the badge of a deadline says, in words. Any thread, once the language is set. */
#pragma once

#include "model/dt-due-state.h"

G_BEGIN_DECLS

/* A deadline as it is shown. */
typedef struct
{
  DtDueState state;
  char *remaining; /* "Còn 1 ngày 3 giờ", "Quá hạn 2 giờ": working time */
  char *badge;     /* by the largest unit: "còn 1 ngày", "quá 2 giờ" */
  char *sentence;  /* "Còn 1 ngày 3 giờ, hạn 17:00 thứ Ba 24/11/2026" */
} DtDueWords;

void dt_due_words_init (DtDueWords *self, DtWorkingCalendar *calendar, gint64 due, gint64 now);
void dt_due_words_clear (DtDueWords *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtDueWords, dt_due_words_clear)

G_END_DECLS
