/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be agreed on the deadlines of a case as it is now. Pure; main thread. */
#pragma once

#include "service/dt-service.h"

G_BEGIN_DECLS

typedef struct
{
  const DtCaseCourse *course; /* of the case itself; NULL: none is known */
  DtDeadlineResult result;
  DtDeadlineClock clocks[DT_N_CLOCKS]; /* that may be extended now, the one due first goes first */
  guint n_clocks;
  DtTimelineItem *request;   /* that is open, or NULL */
  DtTimelineItem *extension; /* the last one that holds, or NULL */
} DtExtensionState;

/* Borrows from @file and from the rules of @service. */
void dt_extension_state_init (DtExtensionState *self, DtService *service, DtCaseFile *file);
/* The same clocks once @clock is extended. */
void dt_extension_state_extend (const DtExtensionState *self,
                                DtService *service,
                                DtDeadlineClock clock,
                                gint64 now,
                                DtDeadlineResult *out_result);
/* A clock that runs but that no rule lets be extended (any more); NULL if there is none. */
const DtClockResult *dt_extension_state_find_fixed (const DtExtensionState *self);
/* What is asked for can still be granted. */
gboolean dt_extension_state_can_grant (const DtExtensionState *self, DtCase *a_case);
/* The case is to be guided to the proper form. */
gboolean dt_extension_state_needs_form (const DtExtensionState *self, DtCase *a_case);
/* The open request is the signed-in officer's own. */
gboolean dt_extension_state_is_own (DtService *service, DtCase *a_case);
/* What a request asks to promise, if that can still be promised; 0: nothing. */
gint64 dt_extension_state_get_until (const DtTimelineItem *request, gint64 now);

G_END_DECLS
