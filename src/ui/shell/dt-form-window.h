/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small modal form: Cancel and one action in its header. What was typed stays when the command
 * fails. Main thread. */
#pragma once

#include <adwaita.h>

#include "ui/shell/dt-runner.h"

G_BEGIN_DECLS

#define DT_TYPE_FORM_WINDOW (dt_form_window_get_type ())
G_DECLARE_FINAL_TYPE (DtFormWindow, dt_form_window, DT, FORM_WINDOW, AdwWindow)
/* Signal "accept" (): the action was pressed and the form is ready. */

typedef enum
{
  DT_FORM_SUGGESTED,
  DT_FORM_DESTRUCTIVE,
} DtFormStyle;

DtFormWindow *dt_form_window_new (GtkWindow *parent,
                                  const char *title,
                                  const char *subtitle,
                                  const char *action,
                                  DtFormStyle style);
void dt_form_window_add (DtFormWindow *self, GtkWidget *widget);
void dt_form_window_set_ready (DtFormWindow *self, gboolean ready);
/* Takes @command. Closes when it is done; says inside what went wrong when it fails. */
void
dt_form_window_run (DtFormWindow *self, DtRunner *runner, DtCommand *command, const char *text);
void dt_form_window_say (DtFormWindow *self, const char *trouble); /* NULL: nothing */
/* Hangs what the form needs on it; freed with it. */
void dt_form_window_set_data (DtFormWindow *self, gpointer data, GDestroyNotify data_free);
gpointer dt_form_window_get_data (DtFormWindow *self);

/* Pieces that forms are made of. */
GtkWidget *dt_form_add_group (DtFormWindow *self, const char *title, const char *description);
GtkWidget *dt_form_add_entry (GtkWidget *group, const char *title, const char *text);
/* @names ends with NULL. */
GtkWidget *
dt_form_add_combo (GtkWidget *group, const char *title, const char *const *names, guint selected);
/* The text, trimmed; NULL if there is none. */
char *dt_form_dup_entry (GtkWidget *entry);

G_END_DECLS
