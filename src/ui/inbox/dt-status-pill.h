/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A status, or what is left until a deadline, as a shape and a word on a tint. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "model/dt-enums.h"
#include "words/dt-due-words.h"

G_BEGIN_DECLS

#define DT_TYPE_STATUS_PILL (dt_status_pill_get_type ())
G_DECLARE_FINAL_TYPE (DtStatusPill, dt_status_pill, DT, STATUS_PILL, GtkWidget)

GtkWidget *dt_status_pill_new (void);
void dt_status_pill_set_status (DtStatusPill *self, DtCaseStatus status);

typedef enum
{
  DT_DUE_SHORT,       /* "còn 1 ngày" */
  DT_DUE_WHOLE,       /* "Còn 1 ngày 3 giờ" */
  DT_DUE_PROVISIONAL, /* the same, "(tạm tính)": days off that count are not announced yet */
} DtDueForm;

void dt_status_pill_set_due (DtStatusPill *self, const DtDueWords *words, DtDueForm form);

G_END_DECLS
