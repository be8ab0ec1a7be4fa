/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms about citizens: their details, consent, erasing, adding one to a case. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

/* @can_remove: the citizen is one of the case, and may be taken off it. */
GtkWindow *dt_citizen_form_present (DtRunner *runner,
                                    GtkWindow *parent,
                                    const char *case_id,
                                    DtCitizen *citizen);
/* Somebody new; @name is what was searched for. */
GtkWindow *dt_new_citizen_form_present (DtRunner *runner,
                                        GtkWindow *parent,
                                        const char *case_id,
                                        const char *name);
GtkWindow *dt_consent_form_present (DtRunner *runner, GtkWindow *parent, DtCitizen *citizen);
GtkWindow *dt_erase_form_present (DtRunner *runner, GtkWindow *parent, DtCitizen *citizen);
/* Searches for somebody to add, or leads to the form for somebody new. */
GtkWindow *dt_citizen_picker_present (DtRunner *runner, GtkWindow *parent, const char *case_id);

G_END_DECLS
