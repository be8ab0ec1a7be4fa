/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the approval pane holds, for its files. */
#pragma once

#include "ui/reply/dt-approval-pane.h"

#include "base/dt-speller.h"
#include "ui/inbox/dt-due-bar.h"
#include "ui/reply/dt-approval-side.h"
#include "ui/reply/dt-approval-work.h"
#include "ui/reply/dt-changes-view.h"

G_BEGIN_DECLS

struct _DtApprovalPane
{
  AdwBin parent_instance;
  AdwHeaderBar *header;
  AdwWindowTitle *narrow_title;
  GtkWidget *back;
  GtkLabel *code;
  GtkLabel *state;
  GtkWidget *whole;
  AdwButtonContent *whole_content;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkScrolledWindow *scroller;
  GtkLabel *title;
  DtDueBar *due;
  GtkLabel *meta;
  GtkWidget *turn;
  GtkLabel *turn_text;
  GtkWidget *withdraw;
  DtChangesView *changes;
  AdwBin *below;
  GtkWidget *separator;
  GtkWidget *beside_scroller;
  AdwBin *beside;
  GtkWidget *bar;
  GtkEditable *note;
  GtkWidget *buttons;
  GtkWidget *return_button;
  GtkButton *edit;
  GtkWidget *approve;

  DtApprovalSide *side;
  GSimpleActionGroup *actions;
  DtRunner *runner;
  DtCaseFile *file;
  DtReply *reply;       /* or NULL */
  DtApprovalWork *work; /* on it, or NULL */
  char *officer_id;     /* whose work that is */
  DtSpeller *speller;   /* NULL where there is no dictionary */
  GPtrArray *findings;  /* of DtFinding, in it as it would go out; or NULL */
  DtCasePaneWidth width;
  gboolean filling; /* the program writes into the entry */
  gboolean running; /* a decision is being recorded */
  guint keep_id;    /* until what was typed is kept */
};

/* dt-approval-pane-actions.c: what can be done with the reply, what was begun on it. */
void dt_approval_pane_add_actions (DtApprovalPane *self);
void dt_approval_pane_update_actions (DtApprovalPane *self);
gboolean dt_approval_pane_may_decide (DtApprovalPane *self);
/* Looks through the reply as it would go out. */
void dt_approval_pane_check (DtApprovalPane *self);
void dt_approval_pane_show_notes (DtApprovalPane *self);

G_END_DECLS
