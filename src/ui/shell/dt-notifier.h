/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows reminders on the desktop and takes them away again: codes and fields, for whoever passes
 * the desk may read them. Main thread. */
#pragma once

#include <gio/gio.h>

#include "model/dt-reminder-plan.h"

G_BEGIN_DECLS

typedef struct _DtNotifier DtNotifier;

DtNotifier *dt_notifier_new (GApplication *application);
void dt_notifier_free (DtNotifier *self);
void dt_notifier_take (DtNotifier *self, const DtReminderPlan *plan);
/* What a reminder of that case says below its title: "HS-2026-0412 · Hạ tầng". */
char *dt_notifier_dup_body (DtCase *a_case);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtNotifier, dt_notifier_free)

G_END_DECLS
