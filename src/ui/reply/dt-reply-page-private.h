/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of a reply holds, for its files. */
#pragma once

#include "ui/reply/dt-approver-chooser.h"
#include "ui/reply/dt-reply-checks.h"
#include "ui/reply/dt-reply-editor.h"
#include "ui/reply/dt-reply-page.h"
#include "ui/reply/dt-reply-question.h"
#include "ui/reply/dt-reply-saver.h"

G_BEGIN_DECLS

struct _DtReplyPage
{
  AdwBin parent_instance;
  AdwWindowTitle *title;
  GtkWidget *print;
  AdwButtonContent *print_content;
  GtkWidget *menu;
  GtkToggleButton *question_toggle;
  GtkToggleButton *checks_toggle;
  AdwButtonContent *checks_content;
  GtkButton *submit;
  AdwFlap *outer; /* with the question */
  AdwFlap *inner; /* with the checks */
  DtReplyQuestion *question;
  GtkInfoBar *offer;
  GtkLabel *offer_text;
  GtkLabel *notice;
  DtReplyEditor *editor;
  GtkBox *returned;
  GtkLabel *checks_title;
  DtReplyChecks *checks;
  GtkWidget *approval;
  DtApproverChooser *approver;
  GtkLabel *quiet;

  DtRunner *runner;
  DtReplySaver *saver;
  DtCaseFile *file;
  DtReply *reply;   /* as it stands in the record, or NULL */
  DtReply *offered; /* another desk's newer one, or NULL */
  GPtrArray *findings;
  guint check_id;
  gboolean shown_any; /* folded as the width wants */
  gboolean narrow;
  gboolean beside[2]; /* the question, the checks */
  gboolean running;   /* it is being handed on */
  GSimpleActionGroup *actions;
};

/* dt-reply-page.c */
DtService *dt_reply_page_get_service (DtReplyPage *self);
/* What is to be pressed next, what can be changed, and what is said of it. */
void dt_reply_page_update (DtReplyPage *self);
/* Whether it must be approved before it goes; @out_source: by what rule. */
gboolean dt_reply_page_needs_approval (DtReplyPage *self, const char **out_source);
/* Approved as it is written now. */
gboolean dt_reply_page_is_approved (DtReplyPage *self);

/* dt-reply-page-checks.c */
void dt_reply_page_check (DtReplyPage *self);
void dt_reply_page_check_soon (DtReplyPage *self);
void dt_reply_page_show_place (DtReplyPage *self, guint start, guint end);
/* Why it was returned, and the leader's notes to its places. */
void dt_reply_page_show_returned (DtReplyPage *self);

/* dt-reply-page-send.c */
void dt_reply_page_add_actions (DtReplyPage *self);
void dt_reply_page_show_submit (DtReplyPage *self);

G_END_DECLS
