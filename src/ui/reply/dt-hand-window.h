/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reply that an officer sends: pasted piece by piece where the channel is open in a browser, said
 * to the citizen, or posted as a letter; then confirmed with when and where. Main thread. */
#pragma once

#include <adwaita.h>

#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

/* The first piece is put on the clipboard at once. Transfer floating. */
GtkWindow *
dt_hand_window_new (DtRunner *runner, DtCaseFile *file, DtReply *reply, GtkWindow *parent);

/* The moment that was typed, "14:05" of the day of @now or "14:05 23/11/2026"; 0: it is none, or it
 * lies ahead. */
gint64 dt_hand_read_moment (const char *text, gint64 now);
/* Where it is sent: @place with the recipient's address in it. Transfer full. */
char *dt_hand_make_place (const char *place, const char *address);

G_END_DECLS
