/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor of a reply. */
#include "ui/reply/dt-reply-editor.h"

#include "ui/inbox/dt-file-loader.h"
#include "ui/reply/dt-case-files.h"
#include "ui/reply/dt-find-bar.h"
#include "ui/reply/dt-reply-choices.h"
#include "ui/reply/dt-reply-files.h"
#include "ui/reply/dt-reply-spelling.h"
#include "ui/reply/dt-reply-words.h"
#include "ui/reply/dt-template-picker.h"

#include <glib/gi18n.h>

/* The office's own words, one a line. */
#define WORDS_SETTING "reply.words"

struct _DtReplyEditor
{
  GtkBox parent_instance;
  DtReplyChoices *choices;
  GtkWidget *bar;
  GtkWidget *templates;
  GtkWidget *attach;
  GtkMenuButton *case_files;
  GtkToggleButton *spell;
  GtkWidget *find;
  GtkWidget *undo;
  GtkWidget *redo;
  DtFindBar *find_bar;
  GtkEditable *title;
  DtReplyText *text;
  DtReplyFiles *files;
  GtkLabel *count;
  GtkWidget *blanks;
  GtkLabel *n_blanks;
  GtkWidget *hint;

  DtTemplatePicker *picker; /* made when it is first opened */
  DtReplyContext *context;  /* while it is open */
  DtReplySpelling *spelling;
  guint spelling_id;
  DtRunner *runner;
  DtCaseFile *file;
  GPtrArray *used; /* ids of templates */
  gboolean editable;
  gboolean filling;
};

enum
{
  CHANGED,
  SPELLING_CHECKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtReplyEditor, dt_reply_editor, GTK_TYPE_BOX)

static DtService *
get_service (DtReplyEditor *self)
{
  return dt_runner_get_service (self->runner);
}

/* ---- what is said below the text ---- */

static void
update_foot (DtReplyEditor *self)
{
  g_autofree char *text = dt_reply_text_dup (self->text);
  guint n = dt_reply_text_count_blanks (self->text);
  gboolean over = FALSE;
  g_autofree char *count = NULL;
  g_autofree char *blanks = g_strdup_printf (ngettext ("%u blank left", "%u blanks left", n), n);

  if (self->runner == NULL)
    return;
  count = dt_reply_words_count (dt_service_get_reply_rules (get_service (self)),
                                dt_reply_choices_get_channel (self->choices),
                                text,
                                &over);
  gtk_label_set_text (self->count, count);
  if (over)
    gtk_widget_add_css_class (GTK_WIDGET (self->count), "dt-error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->count), "dt-error");
  gtk_label_set_text (self->n_blanks, blanks);
  gtk_widget_set_visible (self->blanks, n > 0);
  gtk_widget_set_visible (self->hint, n > 0 && self->editable);
}

static void
update_title (DtReplyEditor *self)
{
  DtChannelKind channel = dt_reply_choices_get_channel (self->choices);

  gtk_widget_set_visible (
      GTK_WIDGET (self->title),
      self->runner != NULL
          && dt_reply_rules_get_channel (dt_service_get_reply_rules (get_service (self)), channel)
                 ->has_title);
}

static void
tell (DtReplyEditor *self)
{
  if (self->filling)
    return;
  update_foot (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- templates ---- */

static void
on_query_changed_cb (DtTemplatePicker *picker, const char *query, DtReplyEditor *self)
{
  dt_reply_text_set_query (self->text, query);
}

static void
on_picker_closed_cb (GtkPopover *popover, DtReplyEditor *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
use_template (DtReplyEditor *self, DtReplyTemplate *template, const char *text)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->title)) && template->about != NULL
      && *gtk_editable_get_text (self->title) == '\0')
    {
      g_autofree char *about
          = dt_reply_template_fill (template->about, &self->context->values, NULL);

      gtk_editable_set_text (self->title, about != NULL ? about : "");
    }
  if (dt_reply_editor_is_empty (self))
    dt_reply_choices_set_outcome (self->choices, template->outcome);
  g_ptr_array_add (self->used, g_strdup (template->id));
  dt_reply_text_insert (self->text, text);
  for (guint i = 0; i < template->attachments->len; i++)
    dt_reply_files_add (self->files, template->attachments->pdata[i]);
}

static void
on_template_chosen_cb (DtTemplatePicker *picker, DtReplyTemplate *template, DtReplyEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dt_reply_template_fill (template->body, &self->context->values, &error);

  if (text != NULL)
    use_template (self, template, text);
  else
    dt_runner_fail (self->runner, error);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
ensure_picker (DtReplyEditor *self)
{
  if (self->picker != NULL)
    return;
  self->picker = DT_TEMPLATE_PICKER (dt_template_picker_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->picker), GTK_WIDGET (self->text));
  g_signal_connect (self->picker, "chosen", G_CALLBACK (on_template_chosen_cb), self);
  g_signal_connect (self->picker, "query-changed", G_CALLBACK (on_query_changed_cb), self);
  g_signal_connect (self->picker, "closed", G_CALLBACK (on_picker_closed_cb), self);
}

/**
 * dt_reply_editor_open_templates:
 * @self: an editor with a case
 *
 * Offers templates where the caret stands.
 */
void
dt_reply_editor_open_templates (DtReplyEditor *self)
{
  GdkRectangle caret;

  g_return_if_fail (DT_IS_REPLY_EDITOR (self));

  if (self->file == NULL || !self->editable)
    return;
  ensure_picker (self);
  g_clear_pointer (&self->context, dt_reply_context_free);
  self->context = dt_service_make_reply_context (
      get_service (self), self->file, dt_reply_choices_get_form (self->choices));
  dt_template_picker_set_templates (self->picker, dt_service_get_templates (get_service (self)));
  dt_template_picker_set_case (self->picker,
                               self->file->a_case,
                               dt_reply_choices_get_channel (self->choices),
                               &self->context->values);
  dt_reply_text_get_caret (self->text, &caret);
  dt_template_picker_open (self->picker, &caret);
}

static void
on_template_wanted_cb (DtReplyText *text, DtReplyEditor *self)
{
  dt_reply_editor_open_templates (self);
}

static void
on_templates_clicked_cb (GtkButton *button, DtReplyEditor *self)
{
  dt_reply_editor_open_templates (self);
}

/* ---- files ---- */

static void
on_file_added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtReplyEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtAttachment) attachment
      = dt_service_add_file_finish (DT_SERVICE (source), result, &error);

  if (attachment != NULL)
    dt_reply_files_add (self->files, attachment);
  else if (self->runner != NULL)
    dt_runner_fail (self->runner, error);
}

static void
add_file (DtReplyEditor *self, GBytes *content, const char *name, const char *type)
{
  dt_service_add_file_async (
      get_service (self), content, name, type, NULL, on_file_added_cb, g_object_ref (self));
}

static void
on_files_loaded_cb (GPtrArray *files, const GError *error, gpointer data)
{
  DtReplyEditor *self = data;

  if (self->runner == NULL)
    return;
  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      DtLoadedFile *file = files->pdata[i];

      add_file (self, file->content, file->name, file->media_type);
    }
  if (error != NULL)
    dt_runner_fail (self->runner, error);
}

static void
on_attach_clicked_cb (GtkButton *button, DtReplyEditor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  dt_files_choose (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, G_OBJECT (self), on_files_loaded_cb, self);
}

static void
on_picture_pasted_cb (DtReplyText *text, GdkTexture *texture, DtReplyEditor *self)
{
  g_autoptr (GBytes) content = gdk_texture_save_to_png_bytes (texture);

  add_file (self, content, _ ("pasted picture.png"), "image/png");
}

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, DtReplyEditor *self)
{
  g_autoptr (GListStore) store = g_list_store_new (G_TYPE_FILE);

  if (!self->editable)
    return FALSE;
  for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    g_list_store_append (store, l->data);
  dt_reply_editor_add_files (self, G_LIST_MODEL (store));
  return TRUE;
}

static void
on_case_file_chosen_cb (DtCaseFiles *list, DtAttachment *attachment, DtReplyEditor *self)
{
  dt_reply_files_add (self->files, attachment);
}

static void
fill_case_files (GtkMenuButton *button, gpointer data)
{
  DtReplyEditor *self = data;
  GtkWidget *popover = dt_case_files_new (self->file, dt_reply_files_get (self->files));

  g_signal_connect (popover, "chosen", G_CALLBACK (on_case_file_chosen_cb), self);
  gtk_menu_button_set_popover (button, popover);
}

/* ---- spelling ---- */

static void
apply_words (DtReplyEditor *self)
{
  const char *set = dt_service_get_setting (get_service (self), WORDS_SETTING);
  g_auto (GStrv) words = g_strsplit (set != NULL ? set : "", "\n", -1);

  dt_reply_spelling_set_words (self->spelling, (const char *const *) words);
}

static void
on_word_wanted_cb (DtReplySpelling *spelling, const char *word, DtReplyEditor *self)
{
  const char *set = dt_service_get_setting (get_service (self), WORDS_SETTING);
  g_autofree char *words
      = set != NULL && *set != '\0' ? g_strdup_printf ("%s\n%s", set, word) : g_strdup (word);

  dt_service_set_setting (get_service (self), WORDS_SETTING, words);
  apply_words (self);
}

static void
on_spelling_checked_cb (DtReplySpelling *spelling, DtReplyEditor *self)
{
  g_signal_emit (self, signals[SPELLING_CHECKED], 0);
}

/* After the editor is there: the dictionary takes some frames to read. */
static gboolean
on_speller_wanted_cb (gpointer data)
{
  DtReplyEditor *self = data;
  DtSpeller *speller = dt_speller_new (NULL);

  self->spelling_id = 0;
  gtk_widget_set_sensitive (GTK_WIDGET (self->spell), speller != NULL);
  dt_reply_spelling_take_speller (self->spelling, speller);
  if (speller != NULL)
    apply_words (self);
  return G_SOURCE_REMOVE;
}

static void
on_spell_toggled_cb (GtkToggleButton *button, DtReplyEditor *self)
{
  dt_reply_spelling_set_enabled (self->spelling, gtk_toggle_button_get_active (button));
}

/* ---- callbacks ---- */

static void
on_choices_changed_cb (DtReplyChoices *choices, DtReplyEditor *self)
{
  update_title (self);
  tell (self);
}

static void
on_changed_cb (gpointer object, DtReplyEditor *self)
{
  tell (self);
}

static void
on_undo_clicked_cb (GtkButton *button, DtReplyEditor *self)
{
  gtk_text_buffer_undo (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)));
}

static void
on_redo_clicked_cb (GtkButton *button, DtReplyEditor *self)
{
  gtk_text_buffer_redo (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)));
}

static void
on_undo_changed_cb (GtkTextBuffer *buffer, GParamSpec *pspec, DtReplyEditor *self)
{
  gtk_widget_set_sensitive (self->undo, self->editable && gtk_text_buffer_get_can_undo (buffer));
  gtk_widget_set_sensitive (self->redo, self->editable && gtk_text_buffer_get_can_redo (buffer));
}

static void
on_find_clicked_cb (GtkButton *button, DtReplyEditor *self)
{
  dt_find_bar_open (self->find_bar, TRUE);
}

static gboolean
on_find_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  dt_find_bar_open (DT_REPLY_EDITOR (widget)->find_bar, GPOINTER_TO_INT (data));
  return TRUE;
}

/* ---- vfuncs ---- */

static void
dt_reply_editor_dispose (GObject *object)
{
  DtReplyEditor *self = DT_REPLY_EDITOR (object);

  g_clear_handle_id (&self->spelling_id, g_source_remove);
  if (self->picker != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->picker));
  self->picker = NULL;
  g_clear_object (&self->spelling);
  g_clear_pointer (&self->context, dt_reply_context_free);
  g_clear_object (&self->runner);
  g_clear_object (&self->file);
  g_clear_pointer (&self->used, g_ptr_array_unref);
  G_OBJECT_CLASS (dt_reply_editor_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, choices);
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, bar);
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, templates);
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, attach);
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, case_files);
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, spell);
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, find);
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, undo);
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, redo);
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, find_bar);
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, title);
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, text);
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, files);
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, count);
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, blanks);
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, n_blanks);
  gtk_widget_class_bind_template_child (widget_class, DtReplyEditor, hint);
  gtk_widget_class_bind_template_callback (widget_class, on_templates_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_attach_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_spell_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_find_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_undo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_redo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choices_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_template_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_picture_pasted_cb);
}

static void
dt_reply_editor_class_init (DtReplyEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const char *names[N_SIGNALS] = { [CHANGED] = "changed", [SPELLING_CHECKED] = "spelling-checked" };

  G_OBJECT_CLASS (klass)->dispose = dt_reply_editor_dispose;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i],
                               G_TYPE_FROM_CLASS (klass),
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               0);
  g_type_ensure (DT_TYPE_FIND_BAR);
  g_type_ensure (DT_TYPE_REPLY_CHOICES);
  g_type_ensure (DT_TYPE_REPLY_FILES);
  g_type_ensure (DT_TYPE_REPLY_TEXT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/reply/dt-reply-editor.ui");
  bind_children (widget_class);
}

/* Before the window: there Ctrl+F looks for cases. */
static void
add_keys (DtReplyEditor *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  const guint keys[] = { GDK_KEY_f, GDK_KEY_h };

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (
            gtk_keyval_trigger_new (keys[i], GDK_CONTROL_MASK),
            gtk_callback_action_new (on_find_key_cb, GINT_TO_POINTER (i == 1), NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
dt_reply_editor_init (DtReplyEditor *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  GtkTextBuffer *buffer;

  self->editable = TRUE;
  self->used = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  dt_find_bar_set_view (self->find_bar, GTK_TEXT_VIEW (self->text));
  self->spelling = dt_reply_spelling_new (GTK_TEXT_VIEW (self->text));
  g_signal_connect (self->spelling, "word-wanted", G_CALLBACK (on_word_wanted_cb), self);
  g_signal_connect (self->spelling, "checked", G_CALLBACK (on_spelling_checked_cb), self);
  g_signal_connect_object (buffer, "notify::can-undo", G_CALLBACK (on_undo_changed_cb), self, 0);
  g_signal_connect_object (buffer, "notify::can-redo", G_CALLBACK (on_undo_changed_cb), self, 0);
  gtk_menu_button_set_create_popup_func (self->case_files, fill_case_files, self, NULL);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  add_keys (self);
}

/* ---- public ---- */

/**
 * dt_reply_editor_set_runner:
 * @self: an editor
 * @runner: who runs what it needs
 */
void
dt_reply_editor_set_runner (DtReplyEditor *self, DtRunner *runner)
{
  g_return_if_fail (DT_IS_REPLY_EDITOR (self) && DT_IS_RUNNER (runner));

  g_set_object (&self->runner, runner);
  if (!dt_reply_spelling_has_speller (self->spelling) && self->spelling_id == 0)
    self->spelling_id = g_timeout_add_full (G_PRIORITY_LOW, 50, on_speller_wanted_cb, self, NULL);
}

/**
 * dt_reply_editor_set_file:
 * @self: an editor with a runner
 * @file: the case
 */
void
dt_reply_editor_set_file (DtReplyEditor *self, DtCaseFile *file)
{
  g_return_if_fail (DT_IS_REPLY_EDITOR (self) && DT_IS_CASE_FILE (file));

  g_set_object (&self->file, file);
  dt_reply_choices_set_file (self->choices,
                             file,
                             dt_service_get_reply_rules (get_service (self)),
                             dt_runner_now (self->runner));
  update_title (self);
  update_foot (self);
}

/**
 * dt_reply_editor_set_draft:
 * @self: an editor with a case
 * @draft: (nullable): what is to be gone on with
 */
void
dt_reply_editor_set_draft (DtReplyEditor *self, const DtReplyDraft *draft)
{
  g_autoptr (DtReplyDraft) empty = draft == NULL ? dt_reply_draft_new () : NULL;
  const DtReplyDraft *shown = draft != NULL ? draft : empty;

  g_return_if_fail (DT_IS_REPLY_EDITOR (self) && self->file != NULL);

  self->filling = TRUE;
  dt_find_bar_close (self->find_bar);
  dt_reply_choices_set (self->choices, draft);
  dt_reply_text_set (self->text, shown->text);
  gtk_editable_set_text (self->title, shown->title != NULL ? shown->title : "");
  dt_reply_files_set (self->files, shown->attachments);
  g_ptr_array_set_size (self->used, 0);
  for (guint i = 0; i < shown->templates->len; i++)
    g_ptr_array_add (self->used, g_strdup (shown->templates->pdata[i]));
  self->filling = FALSE;
  update_title (self);
  update_foot (self);
}

/**
 * dt_reply_editor_dup_draft:
 * @self: an editor with a case
 *
 * Returns: (transfer full): what is written and chosen
 */
DtReplyDraft *
dt_reply_editor_dup_draft (DtReplyEditor *self)
{
  DtReplyDraft *draft = dt_reply_draft_new ();
  GPtrArray *files;

  g_return_val_if_fail (DT_IS_REPLY_EDITOR (self), draft);

  dt_reply_choices_fill (self->choices, draft);
  draft->text = dt_reply_text_dup (self->text);
  if (gtk_widget_get_visible (GTK_WIDGET (self->title))
      && *gtk_editable_get_text (self->title) != '\0')
    draft->title = g_strdup (gtk_editable_get_text (self->title));
  files = dt_reply_files_get (self->files);
  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (draft->attachments, g_object_ref (files->pdata[i]));
  for (guint i = 0; i < self->used->len; i++)
    g_ptr_array_add (draft->templates, g_strdup (self->used->pdata[i]));
  return draft;
}

/**
 * dt_reply_editor_is_empty:
 * @self: an editor
 *
 * Returns: whether nothing but the "/" of a template is written
 */
gboolean
dt_reply_editor_is_empty (DtReplyEditor *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (DT_IS_REPLY_EDITOR (self), TRUE);

  text = dt_reply_text_dup (self->text);
  g_strstrip (text);
  return *text == '\0' || *text == '/';
}

/**
 * dt_reply_editor_set_editable:
 * @self: an editor
 * @editable: whether anything can be changed
 */
void
dt_reply_editor_set_editable (DtReplyEditor *self, gboolean editable)
{
  g_return_if_fail (DT_IS_REPLY_EDITOR (self));

  self->editable = editable;
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->text), editable);
  gtk_editable_set_editable (self->title, editable);
  dt_reply_files_set_editable (self->files, editable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->choices), editable);
  gtk_widget_set_sensitive (self->templates, editable);
  gtk_widget_set_sensitive (self->attach, editable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->case_files), editable);
  on_undo_changed_cb (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), NULL, self);
  update_foot (self);
}

/**
 * dt_reply_editor_set_narrow:
 * @self: an editor
 * @narrow: there is little room
 */
void
dt_reply_editor_set_narrow (DtReplyEditor *self, gboolean narrow)
{
  g_return_if_fail (DT_IS_REPLY_EDITOR (self));

  dt_reply_choices_set_narrow (self->choices, narrow);
}

/**
 * dt_reply_editor_get_text:
 * @self: an editor
 *
 * Returns: (transfer none): its text
 */
DtReplyText *
dt_reply_editor_get_text (DtReplyEditor *self)
{
  g_return_val_if_fail (DT_IS_REPLY_EDITOR (self), NULL);

  return self->text;
}

/**
 * dt_reply_editor_checks_spelling:
 * @self: an editor
 *
 * Returns: whether words are checked
 */
gboolean
dt_reply_editor_checks_spelling (DtReplyEditor *self)
{
  g_return_val_if_fail (DT_IS_REPLY_EDITOR (self), FALSE);

  return dt_reply_spelling_has_speller (self->spelling)
         && gtk_toggle_button_get_active (self->spell);
}

/**
 * dt_reply_editor_dup_misspelt:
 * @self: an editor
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): words that are marked
 */
char **
dt_reply_editor_dup_misspelt (DtReplyEditor *self)
{
  g_return_val_if_fail (DT_IS_REPLY_EDITOR (self), NULL);

  return dt_reply_editor_checks_spelling (self) ? dt_reply_spelling_dup_misspelt (self->spelling)
                                                : NULL;
}

/**
 * dt_reply_editor_add_files:
 * @self: an editor with a case
 * @files: of GFile
 *
 * Reads them and puts them with the reply.
 */
void
dt_reply_editor_add_files (DtReplyEditor *self, GListModel *files)
{
  g_return_if_fail (DT_IS_REPLY_EDITOR (self) && G_IS_LIST_MODEL (files));

  dt_files_load (files, G_OBJECT (self), on_files_loaded_cb, self);
}
