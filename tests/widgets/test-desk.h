/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fixture: the main window on a workspace of its own. Tests wait on what shall come true, with a
 * limit. */
#pragma once

#include "service/test-service.h"
#include "ui/shell/dt-window.h"

typedef struct
{
  Fixture base;
  DtWindow *window; /* NULL until it is opened */
  GSettings *settings;
  char *id; /* of a case, for who needs one */
} Desk;

typedef gboolean (*Condition) (Desk *desk, gconstpointer data);

/* With the usual officers, one of whom has signed in. */
void desk_set_up (Desk *self, gconstpointer data);
void desk_tear_down (Desk *self, gconstpointer data);
/* Shows the window, without waiting for what it shows. */
void desk_present (Desk *self);
void wait_for (Desk *desk, Condition condition, gconstpointer data);
gboolean is_settled (Desk *desk, gconstpointer data);
DtCaseFile *get_file (Desk *desk); /* the case that is shown, or NULL */
