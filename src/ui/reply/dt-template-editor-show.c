/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the editor of a template shows of its state, and what can be done with it. Main thread. */
#include "ui/reply/dt-template-editor-private.h"

#include "ui/forms/dt-form.h"
#include "ui/reply/dt-template-draft.h"
#include "ui/reply/dt-template-words.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

gboolean
dt_template_editor_may (DtTemplateEditor *self, DtCommandKind kind)
{
  return self->runner != NULL && dt_service_may (dt_runner_get_service (self->runner), kind);
}

gboolean
dt_template_editor_is_dirty (DtTemplateEditor *self)
{
  g_autoptr (DtReplyTemplate) now = dt_template_form_dup_template (self->form);

  return !dt_template_draft_equal (now, self->base)
         || dt_template_form_get_new_files (self->form)->len > 0;
}

static gboolean
is_archived (DtTemplateEditor *self)
{
  return self->template != NULL && self->template->archived;
}

gboolean
dt_template_editor_is_published (DtTemplateEditor *self)
{
  return self->template != NULL && self->template->published && !self->template->archived;
}

void
dt_template_editor_update_actions (DtTemplateEditor *self)
{
  gboolean dirty = self->base != NULL && dt_template_editor_is_dirty (self);
  gboolean idle = self->base != NULL && self->running == 0;
  gboolean can_save
      = idle && dt_template_editor_may (self, DT_COMMAND_SAVE_TEMPLATE) && !is_archived (self);
  gboolean can_publish
      = idle && dt_template_editor_may (self, DT_COMMAND_PUBLISH_TEMPLATE) && !is_archived (self);
  gboolean can_archive = idle && dt_template_editor_may (self, DT_COMMAND_ARCHIVE_TEMPLATE)
                         && self->template != NULL;
  GtkWidget *widget = GTK_WIDGET (self);

  /* What a leader changes of a published template is published with it: it is no draft. */
  gtk_widget_action_set_enabled (widget,
                                 "template.save",
                                 can_save && dirty
                                     && !(can_publish && dt_template_editor_is_published (self)));
  gtk_widget_action_set_enabled (widget,
                                 "template.publish",
                                 can_publish && (dirty || !dt_template_editor_is_published (self)));
  gtk_widget_action_set_enabled (widget,
                                 "template.unpublish",
                                 can_publish && !dirty && dt_template_editor_is_published (self));
  gtk_widget_action_set_enabled (widget, "template.archive", can_archive && !is_archived (self));
  gtk_widget_action_set_enabled (widget, "template.restore", can_archive && is_archived (self));
  gtk_widget_action_set_enabled (widget, "template.copy", can_save && self->template != NULL);
  gtk_widget_action_set_enabled (widget, "template.discard", dirty && idle);
}

static void
update_refusal (DtTemplateEditor *self)
{
  g_autofree char *who = dt_template_editor_may (self, DT_COMMAND_SAVE_TEMPLATE)
                             ? NULL
                             : dt_words_who_may (DT_COMMAND_SAVE_TEMPLATE);
  const char *text = is_archived (self) ? _ ("This template is archived: nobody is offered it. "
                                             "Take it back to change or use it.")
                                        : who;

  gtk_label_set_text (self->refusal_text, text != NULL ? text : "");
  dt_form_show_bar (self->refusal, text != NULL);
  dt_template_form_set_locked (self->form, text != NULL);
}

static void
update_title (DtTemplateEditor *self)
{
  /* What it is used for stands in the form, and in the list. */
  const char *state = self->template != NULL ? dt_template_words_state (self->template) : "";

  adw_window_title_set_title (self->window_title,
                              self->template != NULL ? self->template->title
                              : self->base != NULL   ? _ ("New Template")
                                                     : "");
  adw_window_title_set_subtitle (self->window_title, state);
}

void
dt_template_editor_update (DtTemplateEditor *self)
{
  gboolean publisher = dt_template_editor_may (self, DT_COMMAND_PUBLISH_TEMPLATE);

  gtk_button_set_label (self->primary, publisher ? _ ("_Publish") : _ ("_Save Draft"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->primary),
                                  publisher ? "template.publish" : "template.save");
  gtk_widget_set_visible (GTK_WIDGET (self->primary), self->base != NULL && !is_archived (self));
  gtk_widget_set_visible (self->menu, self->base != NULL);
  dt_form_show_page (self->pages, self->base != NULL ? "form" : "empty");
  update_title (self);
  update_refusal (self);
  dt_template_editor_update_actions (self);
}
