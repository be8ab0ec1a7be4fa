/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the main window holds, for its files. */
#pragma once

#include "service/dt-outbox.h"
#include "ui/reply/dt-approval-pane.h"
#include "ui/reply/dt-reply-page.h"
#include "ui/shell/dt-minute-tick.h"
#include "ui/shell/dt-notifier.h"
#include "ui/shell/dt-sidebar.h"
#include "ui/shell/dt-window.h"
#include "ui/today/dt-today-page.h"
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
  DtCasePane *case_pane;         /* made when the first case is shown */
  DtApprovalPane *approval_pane; /* made when the first reply is to be approved */
  GtkWidget *kept_pane;          /* the case pane, once another one stood in its place; or NULL */
  DtCaseFile *file;              /* that was loaded last, or NULL */
  gboolean whole;                /* the case itself where its reply is approved */
  DtOutbox *outbox;
  DtReplyPage *reply_page; /* made when the first reply is written */
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
  DtMinuteTick *tick;
  DtTodayPage *today_page; /* made when it is first shown */
  DtCaseActions *today_actions;
  DtToday *today;         /* as it was read last, or NULL */
  gboolean today_loading; /* it is being read */
  guint today_wait;       /* until the day is read again that is not shown; 0: none */
  gboolean today_stale;   /* and has changed since */
  gboolean today_focus;   /* wanted once it is there */
  gboolean from_today;    /* the case was opened from there */
  char *today_of;         /* the id of whose day is being read */
  DtOfficer *reader;      /* whose day it is: also while the window is locked */
  char *left;             /* the id of who left the desk last, or NULL */
  DtNotifier *notifier;   /* made when there is first something to tell */
  char *after_unlock;     /* a case to show then, "" for the day; or NULL */
  gint64 last_input;
  int width;
  gboolean panel_beside;
};

/* dt-window-session.c: who is there, toasts, the state of the record. */
void dt_window_begin_session (DtWindow *self);
void dt_window_end_session (DtWindow *self);
void dt_window_add_toast (DtWindow *self, const char *text, gboolean can_undo);
void
dt_window_add_toast_with (DtWindow *self, const char *text, const char *button, const char *action);

/* dt-window.c, for its other files. */
void dt_window_ensure_case_pane (DtWindow *self);
void dt_window_fold_again (DtWindow *self);

/* dt-window-approval.c: a draft that is approved in the place of its case; the outbox. */
gboolean dt_window_approves (DtWindow *self);
void dt_window_place_pane (DtWindow *self);
void dt_window_show_file (DtWindow *self, DtCaseFile *file);
void
dt_window_fit_approval (DtWindow *self, DtCasePaneWidth width, gboolean beside, gboolean alone);
void dt_window_review (DtWindow *self);
gboolean dt_window_leave_whole (DtWindow *self);
void dt_window_begin_outbox (DtWindow *self);
void dt_window_end_outbox (DtWindow *self);
void dt_window_send_by_hand (DtWindow *self, DtReply *reply);

/* dt-window-reply.c: the page that stands over list and case while a reply is written. */
void dt_window_leave_reply (DtWindow *self);
void dt_window_fit_reply (DtWindow *self);
void dt_window_follow_reply (DtWindow *self, DtCaseFile *file);

/* dt-window-today.c: the page "today", what time changes, reminders. */
void dt_window_begin_today (DtWindow *self);
void dt_window_end_today (DtWindow *self);
void dt_window_load_today (DtWindow *self);
void dt_window_note_today (DtWindow *self);
void dt_window_forget_today (DtWindow *self);
void dt_window_show_today (DtWindow *self);
void dt_window_fit_today (DtWindow *self);
void dt_window_open_from_today (DtWindow *self, const char *case_id, DtView view);
gboolean dt_window_come_after_unlock (DtWindow *self);

G_END_DECLS
