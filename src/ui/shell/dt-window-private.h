/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the main window holds, for its files. */
#pragma once

#include "ui/shell/dt-sidebar.h"
#include "ui/shell/dt-window.h"
#include "ui/welcome/dt-sign-in-page.h"

G_BEGIN_DECLS

struct _DtWindow
{
  AdwApplicationWindow parent_instance;
  AdwToastOverlay *toasts;
  GtkStack *root;
  AdwLeaflet *outer;
  AdwLeaflet *inner;
  DtSidebar *sidebar;
  DtListPane *list;
  AdwBin *case_place;
  GtkStack *pages;
  GtkInfoBar *trouble;
  GtkLabel *trouble_text;

  GSettings *settings;
  DtService *service;
  DtRunner *runner;
  DtCaseActions *actions;
  DtCasePane *case_pane; /* made when the first case is shown */
  DtSignInPage *sign_in;
  AdwHeaderBar *aside_header; /* of the page of rows set aside, made when first shown */
  GtkWidget *aside_back;
  DtView view;
  char *case_id;   /* shown, or being loaded */
  char *wanted;    /* id or code of the one that is being loaded */
  AdwToast *toast; /* that stands there, or NULL */
  guint toast_id;  /* until it has been there long enough */
  GCancellable *cancellable;
  guint loading;
  guint check_id;
  guint idle_id;
  gint64 last_input;
  int width;
  gboolean panel_beside;
};

/* dt-window-session.c: who is there, toasts, the state of the record. */
void dt_window_begin_session (DtWindow *self);
void dt_window_end_session (DtWindow *self);
void dt_window_add_toast (DtWindow *self, const char *text, gboolean can_undo);

G_END_DECLS
