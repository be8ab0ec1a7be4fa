/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a template: what is wrong is told at its field, at once in the text and on saving
 * everywhere. Main thread. */
#include "ui/reply/dt-template-form.h"

#include "ui/forms/dt-form.h"
#include "ui/reply/dt-reply-words.h"
#include "ui/reply/dt-template-fields.h"
#include "ui/reply/dt-template-files.h"
#include "ui/reply/dt-template-preview.h"
#include "ui/reply/dt-template-words.h"
#include "ui/shell/dt-words.h"

#include "model/dt-catalogue.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

struct _DtTemplateForm
{
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkWidget *title;
  GtkLabel *title_problem;
  GtkWidget *about;
  GtkLabel *about_problem;
  GtkBox *body_heading;
  DtTemplateText *body;
  GtkLabel *body_problem;
  DtTemplatePreview *preview;
  AdwComboRow *category;
  AdwComboRow *outcome;
  AdwComboRow *kind;
  AdwComboRow *field;
  AdwComboRow *channel;
  DtTemplateFiles *files;
  GtkLabel *files_problem;
  GtkWidget *add_file;
  GtkWidget *parts[4]; /* what a locked form does not let one change */
  gboolean filling;    /* the fields are being set by the program */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (DtTemplateForm, dt_template_form, GTK_TYPE_WIDGET)

static void
set_choices (AdwComboRow *row, const char *first, guint n, const char *(*name) (guint i))
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);

  if (first != NULL)
    gtk_string_list_append (model, first);
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (model, name (i));
  adw_combo_row_set_model (row, G_LIST_MODEL (model));
}

static const char *
name_category (guint i)
{
  guint n;

  return dt_reply_template_get_categories (&n)[i].name;
}

static const char *
name_outcome (guint i)
{
  return dt_reply_words_outcome ((DtReplyOutcome) i);
}

static const char *
name_kind (guint i)
{
  return dt_words_kind ((DtCaseKind) i);
}

static const char *
name_channel (guint i)
{
  return dt_words_channel ((DtChannelKind) i);
}

static const char *
get_field_code (guint i)
{
  return ((const DtField *) g_ptr_array_index (dt_catalogue_get_fields (), i))->code;
}

static const char *
name_field (guint i)
{
  return dt_words_field (get_field_code (i));
}

static guint
find_category (const char *code)
{
  guint n = 0;
  const DtTemplateCategory *all = dt_reply_template_get_categories (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (all[i].code, code) == 0)
      return i;
  return n > 0 ? n - 1 : 0;
}

static guint
find_field (const char *code)
{
  for (guint i = 0; code != NULL && i < dt_catalogue_get_fields ()->len; i++)
    if (g_str_equal (get_field_code (i), code))
      return i + 1;
  return 0;
}

static void
set_all_choices (DtTemplateForm *self)
{
  guint n = 0;

  dt_reply_template_get_categories (&n);
  set_choices (self->category, NULL, n, name_category);
  set_choices (self->outcome, NULL, DT_N_REPLY_OUTCOMES, name_outcome);
  set_choices (self->kind, _ ("Any kind"), DT_N_CASE_KINDS, name_kind);
  set_choices (self->field, _ ("Any field"), (guint) dt_catalogue_get_fields ()->len, name_field);
  set_choices (self->channel, _ ("Any channel"), DT_N_CHANNELS, name_channel);
}

/* ---- told while one edits ---- */

static void
show_body (DtTemplateForm *self)
{
  g_autofree char *body = dt_template_text_dup_text (self->body);

  dt_template_preview_set_body (self->preview, body);
  dt_form_set_problem (
      GTK_WIDGET (self->body), self->body_problem, dt_template_text_get_problem (self->body));
}

static void
on_edited_cb (DtTemplateForm *self)
{
  if (!self->filling)
    g_signal_emit (self, changed_signal, 0);
}

static void
on_title_changed_cb (DtTemplateForm *self)
{
  dt_form_set_problem (self->title, self->title_problem, NULL);
  on_edited_cb (self);
}

static void
show_about_problem (DtTemplateForm *self)
{
  g_autofree char *problem
      = dt_template_words_problem (gtk_editable_get_text (GTK_EDITABLE (self->about)), NULL, NULL);

  dt_form_set_problem (self->about, self->about_problem, problem);
}

static void
on_about_changed_cb (DtTemplateForm *self)
{
  show_about_problem (self);
  on_edited_cb (self);
}

static void
on_body_changed_cb (DtTemplateForm *self)
{
  show_body (self);
  on_edited_cb (self);
}

static void
on_files_problem_cb (DtTemplateForm *self, const char *text)
{
  gtk_label_set_text (self->files_problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->files_problem), TRUE);
}

static void
on_files_changed_cb (DtTemplateForm *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->files_problem), FALSE);
  on_edited_cb (self);
}

static void
on_add_file_cb (DtTemplateForm *self)
{
  dt_template_files_choose (self->files);
}

/* ---- the widget ---- */

static gboolean
dt_template_form_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (DT_TEMPLATE_FORM (widget)->title);
}

static void
dt_template_form_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DT_TYPE_TEMPLATE_FORM);
  G_OBJECT_CLASS (dt_template_form_parent_class)->dispose (object);
}

static void
dt_template_form_class_init (DtTemplateFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_template_form_dispose;
  widget_class->grab_focus = dt_template_form_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  changed_signal = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (DT_TYPE_TEMPLATE_TEXT);
  g_type_ensure (DT_TYPE_TEMPLATE_PREVIEW);
  g_type_ensure (DT_TYPE_TEMPLATE_FILES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/reply/dt-template-form.ui");
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, content);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, title);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, title_problem);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, about);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, about_problem);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, body_heading);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, body);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, body_problem);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, preview);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, category);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, outcome);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, kind);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, field);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, channel);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, files);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, files_problem);
  gtk_widget_class_bind_template_child (widget_class, DtTemplateForm, add_file);
  gtk_widget_class_bind_template_callback (widget_class, on_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_title_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_about_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_body_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_files_problem_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_files_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_add_file_cb);
}

static void
dt_template_form_init (DtTemplateForm *self)
{
  GtkWidget *insert;

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  insert = dt_template_fields_new (self->body);
  gtk_box_append (self->body_heading, insert);
  self->parts[0] = GTK_WIDGET (self->body);
  self->parts[1] = insert;
  self->parts[2] = GTK_WIDGET (self->files);
  self->parts[3] = self->add_file;
  set_all_choices (self);
  self->filling = FALSE;
}

/* ---- public ---- */

/**
 * dt_template_form_set_template:
 * @self: a form
 * @template: what is to be edited
 */
void
dt_template_form_set_template (DtTemplateForm *self, DtReplyTemplate *template)
{
  g_return_if_fail (DT_IS_TEMPLATE_FORM (self) && DT_IS_REPLY_TEMPLATE (template));

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->title),
                         template->title != NULL ? template->title : "");
  gtk_editable_set_text (GTK_EDITABLE (self->about),
                         template->about != NULL ? template->about : "");
  dt_template_text_set_text (self->body, template->body);
  adw_combo_row_set_selected (self->category, find_category (template->category));
  adw_combo_row_set_selected (self->outcome, template->outcome);
  adw_combo_row_set_selected (self->kind, (guint) (template->kind + 1));
  adw_combo_row_set_selected (self->field, find_field (template->field));
  adw_combo_row_set_selected (self->channel, (guint) (template->channel + 1));
  dt_template_files_set_attachments (self->files, template->attachments);
  gtk_widget_set_visible (GTK_WIDGET (self->files_problem), FALSE);
  show_body (self);
  self->filling = FALSE;
}

/**
 * dt_template_form_dup_template:
 * @self: a form
 *
 * Returns: (transfer full): what stands there; title and about are %NULL if nothing does
 */
DtReplyTemplate *
dt_template_form_dup_template (DtTemplateForm *self)
{
  DtReplyTemplate *template = dt_reply_template_new ();
  guint n = 0;
  const DtTemplateCategory *categories = dt_reply_template_get_categories (&n);
  GPtrArray *attachments;
  guint field;

  g_return_val_if_fail (DT_IS_TEMPLATE_FORM (self), template);

  attachments = dt_template_files_get_attachments (self->files);
  field = adw_combo_row_get_selected (self->field);
  template->title = dt_form_dup_text (GTK_EDITABLE (self->title));
  template->about = dt_form_dup_text (GTK_EDITABLE (self->about));
  template->body = dt_template_text_dup_text (self->body);
  template->category = g_strdup (categories[adw_combo_row_get_selected (self->category)].code);
  template->outcome = (DtReplyOutcome) adw_combo_row_get_selected (self->outcome);
  template->kind = (int) adw_combo_row_get_selected (self->kind) - 1;
  template->field = field > 0 ? g_strdup (get_field_code (field - 1)) : NULL;
  template->channel = (int) adw_combo_row_get_selected (self->channel) - 1;
  for (guint i = 0; i < attachments->len; i++)
    g_ptr_array_add (template->attachments, g_object_ref (attachments->pdata[i]));
  return template;
}

/**
 * dt_template_form_check:
 * @self: a form
 *
 * Returns: whether what stands there may be saved; else what is wrong is told at each field and the
 * first of them has the focus
 */
gboolean
dt_template_form_check (DtTemplateForm *self)
{
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  gboolean about_wrong;
  gboolean empty;

  g_return_val_if_fail (DT_IS_TEMPLATE_FORM (self), FALSE);

  title = dt_form_dup_text (GTK_EDITABLE (self->title));
  body = dt_template_text_dup_text (self->body);
  empty = body[strspn (body, " \n\t")] == '\0';
  show_about_problem (self);
  about_wrong = gtk_widget_get_visible (GTK_WIDGET (self->about_problem));
  show_body (self);
  dt_form_set_problem (
      self->title, self->title_problem, title == NULL ? _ ("Give the template a title.") : NULL);
  if (empty)
    dt_form_set_problem (
        GTK_WIDGET (self->body), self->body_problem, _ ("Write the text of the template."));
  if (title == NULL)
    gtk_widget_grab_focus (self->title);
  else if (about_wrong)
    gtk_widget_grab_focus (self->about);
  else if (empty || dt_template_text_get_problem (self->body) != NULL)
    dt_template_text_go_to_problem (self->body);
  else
    return TRUE;
  return FALSE;
}

/**
 * dt_template_form_get_new_files:
 * @self: a form
 *
 * Returns: (transfer none): of DtLoadedFile: not in the ledger yet
 */
GPtrArray *
dt_template_form_get_new_files (DtTemplateForm *self)
{
  g_return_val_if_fail (DT_IS_TEMPLATE_FORM (self), NULL);

  return dt_template_files_get_new (self->files);
}

/**
 * dt_template_form_set_locked:
 * @self: a form
 * @locked: whether it may only be read
 */
void
dt_template_form_set_locked (DtTemplateForm *self, gboolean locked)
{
  GtkWidget *rows[] = { NULL, NULL, NULL, NULL, NULL, NULL, NULL };

  g_return_if_fail (DT_IS_TEMPLATE_FORM (self));

  rows[0] = self->title;
  rows[1] = self->about;
  rows[2] = GTK_WIDGET (self->category);
  rows[3] = GTK_WIDGET (self->outcome);
  rows[4] = GTK_WIDGET (self->kind);
  rows[5] = GTK_WIDGET (self->field);
  rows[6] = GTK_WIDGET (self->channel);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_sensitive (rows[i], !locked);
  for (guint i = 0; i < G_N_ELEMENTS (self->parts); i++)
    gtk_widget_set_sensitive (self->parts[i], !locked);
}

/**
 * dt_template_form_set_values:
 * @self: a form
 * @values: borrowed until others are set
 * @source: whose they are, in words
 */
void
dt_template_form_set_values (DtTemplateForm *self,
                             const DtTemplateContext *values,
                             const char *source)
{
  g_return_if_fail (DT_IS_TEMPLATE_FORM (self));

  dt_template_preview_set_values (self->preview, values, source);
}
