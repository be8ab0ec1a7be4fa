/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a leader has begun on a reply and not decided yet: notes, and the text as they change it.
 * It is kept with the drafts of this desk, so that neither a crash nor another case loses it. Main
 * thread. */
#pragma once

#include "service/dt-service.h"

G_BEGIN_DECLS

typedef struct
{
  char *note;       /* about all of it, or NULL */
  GPtrArray *notes; /* of DtMarginNote, never NULL */
  char *text;       /* changed by hand, or NULL: it is not being changed */
} DtApprovalWork;

DtApprovalWork *dt_approval_work_new (void);
void dt_approval_work_free (DtApprovalWork *self);
gboolean dt_approval_work_is_empty (const DtApprovalWork *self);
/* Notes and changes of the reply as it is now; what was begun on another text is let go, but for
 * what was said of all of it. Never NULL. */
DtApprovalWork *dt_approval_work_load (DtService *service, DtReply *reply);
void dt_approval_work_save (const DtApprovalWork *self, DtService *service, DtReply *reply);
/* It was decided on. */
void dt_approval_work_drop (DtService *service, const char *reply_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtApprovalWork, dt_approval_work_free)

G_END_DECLS
