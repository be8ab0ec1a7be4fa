/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Photos, scans and other files of a form: read off the main thread, shown as thumbnails with a
 * button each to take them out again. Main thread. */
#pragma once

#include "service/dt-command.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_FILE_STRIP (dt_file_strip_get_type ())
G_DECLARE_FINAL_TYPE (DtFileStrip, dt_file_strip, DT, FILE_STRIP, GtkWidget)
/* Signals: "changed" (guint slot): the file of that slot came or went;
 * "problem" (char *): what could not be taken, in words. */

#define DT_FILE_STRIP_SLOTS 10

GtkWidget *dt_file_strip_new (void);
void dt_file_strip_add_file (DtFileStrip *self, GFile *file);
void dt_file_strip_add_texture (DtFileStrip *self, GdkTexture *texture); /* a pasted picture */
/* Into that slot, silently: from a draft. */
void dt_file_strip_put (DtFileStrip *self, guint slot, const DtNewFile *file);
void dt_file_strip_choose (DtFileStrip *self);
/* Takes a "drop" value of GDK_TYPE_FILE_LIST or GDK_TYPE_TEXTURE. */
gboolean dt_file_strip_take_value (DtFileStrip *self, const GValue *value);
/* Files or a picture on the clipboard, if there is no text on it; FALSE: nothing for us. */
gboolean dt_file_strip_paste (DtFileStrip *self);
void dt_file_strip_clear (DtFileStrip *self);

guint dt_file_strip_get_n_files (DtFileStrip *self);
const DtNewFile *dt_file_strip_get_slot (DtFileStrip *self, guint slot); /* NULL: empty */
/* All files in order of slot; the array is the caller's, its contents the strip's. */
GArray *dt_file_strip_get_files (DtFileStrip *self);

G_END_DECLS
