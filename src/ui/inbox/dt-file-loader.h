/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the files that were chosen or dropped, off the main thread, and tells their types. Main
 * thread. */
#pragma once

#include <gtk/gtk.h>

#include "service/dt-command.h"

G_BEGIN_DECLS

/* Larger files are refused: DT_ERROR_INVALID. */
#define DT_MAX_FILE_SIZE (50 * 1024 * 1024)

typedef struct
{
  GBytes *content;
  char *name;
  char *media_type;
} DtLoadedFile; /* reference counted by g_atomic_rc_box */

DtLoadedFile *dt_loaded_file_new (GBytes *content, const char *name, const char *media_type);
DtLoadedFile *dt_loaded_file_ref (DtLoadedFile *self);
void dt_loaded_file_unref (DtLoadedFile *self);
/* What a command takes: valid as long as @files; free with g_free. */
DtNewFile *dt_loaded_files_to_new (GPtrArray *files);

/* @files: what could be read (of DtLoadedFile), @error: of one that could not, or NULL. Not called
 * once @owner is gone. */
typedef void (*DtFilesLoaded) (GPtrArray *files, const GError *error, gpointer user_data);
void dt_files_load (GListModel *files, GObject *owner, DtFilesLoaded done, gpointer user_data);
/* Asks which, then the same; nothing is called if none is chosen. */
void dt_files_choose (GtkWindow *parent, GObject *owner, DtFilesLoaded done, gpointer user_data);

G_END_DECLS
