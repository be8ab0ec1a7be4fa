/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of a command: filled on the writing worker, read-only afterwards. Any thread. */
#include "service/dt-command-private.h"

G_DEFINE_FINAL_TYPE (DtOutcome, dt_outcome, G_TYPE_OBJECT)

static void
dt_outcome_finalize (GObject *object)
{
  DtOutcome *self = DT_OUTCOME (object);

  g_strfreev (self->case_ids);
  g_free (self->case_code);
  g_free (self->subject_id);
  g_free (self->text);
  G_OBJECT_CLASS (dt_outcome_parent_class)->finalize (object);
}

static void
dt_outcome_class_init (DtOutcomeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_outcome_finalize;
}

static void
dt_outcome_init (DtOutcome *self)
{
}

DtOutcome *
dt_outcome_new (DtCommandKind kind)
{
  DtOutcome *self = g_object_new (DT_TYPE_OUTCOME, NULL);

  self->kind = kind;
  return self;
}
