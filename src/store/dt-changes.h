/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fold touched, for whoever shows it. A plain value; any thread, one at a time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Arrays of ids (char *), without doubles. */
typedef struct
{
  GPtrArray *cases;
  GPtrArray *citizens;
  GPtrArray *officers;
  gboolean rows; /* cases came, went or have another row */
  gboolean set_aside;
  gboolean rules;      /* of time: every deadline may be another */
  gboolean templates;  /* of replies */
  gboolean everything; /* a rebuild: do not look at the rest */
} DtChanges;
DtChanges *dt_changes_new (void);
void dt_changes_merge (DtChanges *self, const DtChanges *other);
void dt_changes_free (DtChanges *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtChanges, dt_changes_free)

G_END_DECLS
