/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recovery code: shown once in large groups, printed or saved, and taken as kept only when two
 * of its groups are typed from the paper. Main thread. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_RECOVERY_VIEW (dt_recovery_view_get_type ())
G_DECLARE_FINAL_TYPE (DtRecoveryView, dt_recovery_view, DT, RECOVERY_VIEW, GtkWidget)
/* Signal: "confirmed" (). */

GtkWidget *dt_recovery_view_new (void);
/* @office: "UBND phường Sài Gòn", for the paper. */
void dt_recovery_view_set_code (DtRecoveryView *self, const char *code, const char *office);
/* Forgets it. */
void dt_recovery_view_clear (DtRecoveryView *self);
/* 1-based numbers of the two groups that are asked for. */
void dt_recovery_view_get_asked (DtRecoveryView *self, guint *out_first, guint *out_second);
/* Writes the paper to a PDF. */
gboolean dt_recovery_view_save (DtRecoveryView *self, const char *path, GError **error);

G_END_DECLS
