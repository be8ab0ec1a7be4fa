/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other rules of time would change: which open cases would be due at another time. A plain
 * value. */
#pragma once

#include "model/dt-deadline-rules.h"
#include "store/dt-store.h"

G_BEGIN_DECLS

/* One case that moves. */
typedef struct
{
  gint64 row;
  char *id;
  char *code;
  char *title;           /* or NULL */
  gint64 old_due;        /* 0: nothing was due */
  gint64 new_due;        /* 0: nothing is due any more */
  DtDeadlineClock clock; /* that is due at the new time, or if nothing is, was at the old one */
} DtDueMove;

typedef struct
{
  GPtrArray *moves; /* of DtDueMove: those that gain or lose a deadline, then the largest first */
  guint n_open;     /* open cases that were looked at */
  guint n_earlier;
  guint n_later;
  guint n_gained;
  guint n_lost;
  guint n_overdue; /* not overdue now, but by the new rules */
} DtRulePreview;

void dt_rule_preview_free (DtRulePreview *self);
/* Those of @files (1 << DtRuleFile) as in @texts, the others as the office has them. @unit: whose
 * office hours; or NULL. */
DtRulePreview *dt_reader_preview_rules (DtReader *self,
                                        const DtRuleTexts *texts,
                                        guint files,
                                        const char *unit,
                                        gint64 now,
                                        GCancellable *cancellable,
                                        DtProgressFunc func,
                                        gpointer user_data,
                                        GError **error);
/* The office's own texts; those that are as shipped stay NULL. */
gboolean dt_reader_read_rules (DtReader *self, DtRuleTexts *out, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRulePreview, dt_rule_preview_free)

G_END_DECLS
