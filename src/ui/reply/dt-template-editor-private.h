/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the editor of a template holds, for its files. */
#pragma once

#include <adwaita.h>

#include "ui/reply/dt-template-editor.h"
#include "ui/reply/dt-template-form.h"

G_BEGIN_DECLS

struct _DtTemplateEditor
{
  GtkWidget parent_instance;
  GtkWidget *content;
  AdwHeaderBar *header;
  AdwWindowTitle *window_title;
  GtkWidget *back;
  GtkButton *primary;
  GtkWidget *menu;
  GtkStack *pages;
  GtkInfoBar *kept;
  GtkInfoBar *refusal;
  GtkLabel *refusal_text;
  DtTemplateForm *form;

  DtRunner *runner;
  DtReplyTemplate *template; /* as the service has it; NULL: a new one */
  DtReplyTemplate *base;     /* what the form is compared with; NULL: nothing is edited */
  DtReplyTemplate *saving;   /* while its files are put into the ledger */
  char *draft_name;
  guint draft_id;
  gboolean publishing;
  guint running;
};

/* dt-template-editor-show.c */
gboolean dt_template_editor_may (DtTemplateEditor *self, DtCommandKind kind);
gboolean dt_template_editor_is_dirty (DtTemplateEditor *self);
gboolean dt_template_editor_is_published (DtTemplateEditor *self);
void dt_template_editor_update_actions (DtTemplateEditor *self);
void dt_template_editor_update (DtTemplateEditor *self);

G_END_DECLS
