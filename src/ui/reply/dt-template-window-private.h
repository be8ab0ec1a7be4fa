/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the manager of templates holds, for its files. */
#pragma once

#include "ui/reply/dt-template-editor.h"
#include "ui/reply/dt-template-list.h"
#include "ui/reply/dt-template-sample.h"
#include "ui/reply/dt-template-window.h"

G_BEGIN_DECLS

struct _DtTemplateWindow
{
  AdwWindow parent_instance;
  AdwToastOverlay *toasts;
  AdwLeaflet *leaflet;
  GtkWidget *list_pane;
  AdwHeaderBar *list_header;
  GtkSearchEntry *search;
  DtTemplateList *list;
  GtkLabel *foot;
  DtTemplateEditor *editor;

  DtService *service;
  DtRunner *runner;
  DtTemplateSample *sample;
  DtReplyContext *context; /* of the case, or NULL */
  GSimpleActionGroup *actions;
  GtkFileChooserNative *chooser;
};

void dt_template_window_say (DtTemplateWindow *self, const char *text);
void dt_template_window_say_error (DtTemplateWindow *self, const GError *error);

/* dt-template-window-files.c */
void dt_template_window_choose_file (DtTemplateWindow *self, gboolean saving);

G_END_DECLS
