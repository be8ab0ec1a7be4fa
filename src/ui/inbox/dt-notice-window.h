/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The letter that tells a citizen of an extension: on the screen, printed or saved. Main thread. */
#pragma once

#include <adwaita.h>

#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

#define DT_TYPE_NOTICE_WINDOW (dt_notice_window_get_type ())
G_DECLARE_FINAL_TYPE (DtNoticeWindow, dt_notice_window, DT, NOTICE_WINDOW, AdwWindow)

/* @extension: a row of the case's timeline. */
GtkWindow *dt_notice_window_present (DtRunner *runner,
                                     GtkWindow *parent,
                                     DtCaseFile *file,
                                     DtTimelineItem *extension);

G_END_DECLS
