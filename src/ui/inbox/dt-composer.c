/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The composer: text by mode, channel, files, draft, and the one suggested action of the page. */
#include "ui/inbox/dt-composer.h"

#include "ui/inbox/dt-file-loader.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#define DRAFT_DELAY_MS 400
#define MAX_NAME_CHARS 24

struct _DtComposer
{
  GtkBox parent_instance;
  GtkToggleButton *answer;
  GtkToggleButton *note;
  GtkDropDown *channel;
  GtkWidget *private;
  GtkTextView *text;
  GtkLabel *hint;
  GtkFlowBox *files;
  GtkWidget *attach;
  GtkLabel *saved;
  GtkLabel *counter;
  GtkButton *submit;

  DtRunner *runner;
  DtCase *a_case;
  char *texts[2];      /* of the mode that is not shown */
  GPtrArray *attached; /* of DtLoadedFile */
  guint draft_id;
  gboolean filling; /* the text is being set by the program */
  gboolean guiding; /* the answer guides to the proper form */
  guint running;
  char *sent_case; /* whose text is being recorded */
};

/* What a channel's message may hold; 0: no limit that matters. */
static const guint limits[DT_N_CHANNELS]
    = { [DT_CHANNEL_FACEBOOK] = 8000, [DT_CHANNEL_ZALO] = 2000 };

G_DEFINE_FINAL_TYPE (DtComposer, dt_composer, GTK_TYPE_BOX)

static DtComposerMode
get_mode (DtComposer *self)
{
  return gtk_toggle_button_get_active (self->note) ? DT_COMPOSER_NOTE : DT_COMPOSER_ANSWER;
}

static char *
dup_text (DtComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
set_text (DtComposer *self, const char *text)
{
  self->filling = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text != NULL ? text : "", -1);
  self->filling = FALSE;
}

static DtCommandKind
get_command (DtComposer *self)
{
  if (get_mode (self) == DT_COMPOSER_NOTE)
    return DT_COMMAND_ADD_NOTE;
  return self->guiding ? DT_COMMAND_GUIDE_FORM : DT_COMMAND_RECORD_ANSWER;
}

/* Why nothing can be written now: NULL if it can. */
static char *
dup_obstacle (DtComposer *self)
{
  if (self->runner == NULL || self->a_case == NULL)
    return g_strdup ("");
  if (!dt_service_may (dt_runner_get_service (self->runner), get_command (self)))
    return dt_words_who_may (get_command (self));
  if (self->a_case->status == DT_CASE_STATUS_MERGED
      || self->a_case->status == DT_CASE_STATUS_WITHDRAWN)
    return g_strdup (_ ("This case is merged or withdrawn; write on the one that stays."));
  if (get_mode (self) == DT_COMPOSER_ANSWER
      && !dt_case_status_can_become (self->a_case->status, DT_CASE_STATUS_ANSWERED)
      && self->a_case->status != DT_CASE_STATUS_ANSWERED)
    return g_strdup (_ ("Reopen the case to record another answer."));
  return NULL;
}

static DtChannelKind
get_channel (DtComposer *self)
{
  return (DtChannelKind) gtk_drop_down_get_selected (self->channel);
}

static void
update_counter (DtComposer *self)
{
  int n = gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->text));
  guint limit = get_mode (self) == DT_COMPOSER_ANSWER ? limits[get_channel (self)] : 0;
  g_autofree char *number = dt_words_number (n);
  g_autofree char *most = dt_words_number (limit);
  g_autofree char *text
      = limit > 0
            ? g_strdup_printf ("%s/%s", number, most)
            : g_strdup_printf (ngettext ("%s character", "%s characters", (gulong) n), number);

  gtk_label_set_text (self->counter, text);
  gtk_widget_set_visible (GTK_WIDGET (self->counter), n > 0);
  if (limit > 0 && n > (int) limit)
    gtk_widget_add_css_class (GTK_WIDGET (self->counter), "dt-error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->counter), "dt-error");
}

static void
update (DtComposer *self)
{
  gboolean noting = get_mode (self) == DT_COMPOSER_NOTE;
  g_autofree char *obstacle = dup_obstacle (self);
  g_autofree char *text = dup_text (self);
  gboolean any = *g_strstrip (text) != '\0';
  gboolean can = obstacle == NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->channel), !noting);
  gtk_widget_set_visible (self->private, noting);
  gtk_button_set_label (self->submit,
                        noting          ? _ ("Save Note")
                        : self->guiding ? _ ("Record Guidance")
                                        : _ ("Record Answer"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit), can && any && self->running == 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->submit), can ? _ ("Ctrl+Enter") : obstacle);
  gtk_widget_set_sensitive (GTK_WIDGET (self->text), can);
  gtk_widget_set_sensitive (self->attach, can);
  gtk_label_set_text (self->hint,
                      !can     ? obstacle
                      : noting ? _ ("Write a note for colleagues…")
                               : _ ("Write the answer that was given…"));
  gtk_widget_set_visible (GTK_WIDGET (self->hint),
                          gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->text))
                              == 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  noting ? _ ("Text of the note") : _ ("Text of the answer"),
                                  -1);
  update_counter (self);
}

/* ---- drafts ---- */

static char *
dup_draft_name (DtComposer *self, const char *case_id)
{
  DtOfficer *officer = dt_service_get_officer (dt_runner_get_service (self->runner));

  return g_strdup_printf ("case/%s/%s", case_id, officer != NULL ? officer->id : "");
}

static char *
dup_draft (DtComposer *self)
{
  g_autofree char *shown = dup_text (self);
  DtComposerMode mode = get_mode (self);
  const char *answer = mode == DT_COMPOSER_ANSWER ? shown : self->texts[DT_COMPOSER_ANSWER];
  const char *note = mode == DT_COMPOSER_NOTE ? shown : self->texts[DT_COMPOSER_NOTE];
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;

  if ((answer == NULL || *answer == '\0') && (note == NULL || *note == '\0'))
    return NULL;
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "mode");
  json_builder_add_string_value (builder, mode == DT_COMPOSER_NOTE ? "note" : "answer");
  json_builder_set_member_name (builder, "channel");
  json_builder_add_string_value (builder, dt_channel_to_nick (get_channel (self)));
  json_builder_set_member_name (builder, "answer");
  json_builder_add_string_value (builder, answer != NULL ? answer : "");
  json_builder_set_member_name (builder, "note");
  json_builder_add_string_value (builder, note != NULL ? note : "");
  json_builder_set_member_name (builder, "guiding");
  json_builder_add_boolean_value (builder, self->guiding);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  return json_generator_to_data (generator, NULL);
}

static gboolean
on_draft_timeout_cb (gpointer data)
{
  DtComposer *self = data;

  self->draft_id = 0;
  if (self->runner != NULL && self->a_case != NULL)
    {
      g_autofree char *name = dup_draft_name (self, self->a_case->id);
      g_autofree char *draft = dup_draft (self);

      dt_service_save_draft (dt_runner_get_service (self->runner), name, draft);
      gtk_label_set_text (self->saved, draft != NULL ? _ ("Draft saved") : "");
    }
  return G_SOURCE_REMOVE;
}

static void
load_draft (DtComposer *self)
{
  g_autofree char *name = dup_draft_name (self, self->a_case->id);
  g_autofree char *draft = dt_service_dup_draft (dt_runner_get_service (self->runner), name);
  g_autoptr (JsonParser) parser = json_parser_new ();
  DtComposerMode mode = DT_COMPOSER_ANSWER;
  DtChannelKind channel
      = self->a_case->channel == DT_CHANNEL_FILE ? DT_CHANNEL_LETTER : self->a_case->channel;

  g_clear_pointer (&self->texts[0], g_free);
  g_clear_pointer (&self->texts[1], g_free);
  gtk_label_set_text (self->saved, draft != NULL ? _ ("Your draft") : "");
  self->guiding = FALSE;
  if (draft != NULL && json_parser_load_from_data (parser, draft, -1, NULL)
      && JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      JsonObject *object = json_node_get_object (json_parser_get_root (parser));

      if (g_str_equal (json_object_get_string_member_with_default (object, "mode", ""), "note"))
        mode = DT_COMPOSER_NOTE;
      dt_channel_from_nick (json_object_get_string_member_with_default (object, "channel", ""),
                            &channel);
      self->texts[DT_COMPOSER_ANSWER]
          = g_strdup (json_object_get_string_member_with_default (object, "answer", ""));
      self->texts[DT_COMPOSER_NOTE]
          = g_strdup (json_object_get_string_member_with_default (object, "note", ""));
      self->guiding = json_object_get_boolean_member_with_default (object, "guiding", FALSE);
    }
  self->filling = TRUE;
  gtk_toggle_button_set_active (mode == DT_COMPOSER_NOTE ? self->note : self->answer, TRUE);
  gtk_drop_down_set_selected (self->channel, channel);
  self->filling = FALSE;
  set_text (self, self->texts[mode]);
}

static void
draft_soon (DtComposer *self)
{
  if (!self->filling && self->draft_id == 0)
    self->draft_id = g_timeout_add (DRAFT_DELAY_MS, on_draft_timeout_cb, self);
}

/* ---- files ---- */

static void show_files (DtComposer *self);

static void
on_file_removed_cb (GtkButton *button, DtComposer *self)
{
  g_ptr_array_remove (self->attached, g_object_get_data (G_OBJECT (button), "file"));
  show_files (self);
}

static void
show_files (DtComposer *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->files))) != NULL)
    gtk_flow_box_remove (self->files, child);
  for (guint i = 0; i < self->attached->len; i++)
    {
      DtLoadedFile *file = self->attached->pdata[i];
      GtkWidget *button = gtk_button_new ();
      AdwButtonContent *content = ADW_BUTTON_CONTENT (adw_button_content_new ());
      g_autofree char *tooltip = g_strdup_printf (_ ("Leave out %s"), file->name);
      g_autofree char *start
          = g_utf8_substring (file->name, 0, MIN (g_utf8_strlen (file->name, -1), MAX_NAME_CHARS));
      g_autofree char *shown
          = g_str_equal (start, file->name) ? g_strdup (start) : g_strconcat (start, "…", NULL);

      adw_button_content_set_icon_name (content, "window-close-symbolic");
      adw_button_content_set_label (content, shown);
      gtk_button_set_child (GTK_BUTTON (button), GTK_WIDGET (content));
      gtk_widget_set_tooltip_text (button, tooltip);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
      gtk_widget_add_css_class (button, "dt-file");
      g_object_set_data (G_OBJECT (button), "file", file);
      g_signal_connect (button, "clicked", G_CALLBACK (on_file_removed_cb), self);
      gtk_flow_box_append (self->files, button);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->files), self->attached->len > 0);
}

static void
on_files_loaded_cb (GPtrArray *files, const GError *error, gpointer data)
{
  DtComposer *self = data;

  for (guint i = 0; files != NULL && i < files->len; i++)
    g_ptr_array_add (self->attached, dt_loaded_file_ref (files->pdata[i]));
  if (error != NULL && self->runner != NULL)
    dt_runner_fail (self->runner, error);
  show_files (self);
}

static void
on_texture_pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtComposer) self = data;
  g_autoptr (GdkTexture) texture
      = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);

  if (texture != NULL)
    {
      g_autoptr (GBytes) content = gdk_texture_save_to_png_bytes (texture);

      g_ptr_array_add (self->attached,
                       dt_loaded_file_new (content, _ ("pasted picture.png"), "image/png"));
      show_files (self);
    }
}

static void
on_paste_cb (GtkTextView *view, DtComposer *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE)
      && !gdk_content_formats_contain_gtype (formats, G_TYPE_STRING))
    {
      g_signal_stop_emission_by_name (view, "paste-clipboard");
      gdk_clipboard_read_texture_async (clipboard, NULL, on_texture_pasted_cb, g_object_ref (self));
    }
}

/* ---- recording ---- */

static void
on_recorded_cb (DtOutcome *outcome, gpointer data)
{
  DtComposer *self = data;

  self->running--;
  if (outcome != NULL)
    {
      g_autofree char *name = dup_draft_name (self, self->sent_case);

      if (self->a_case != NULL && g_str_equal (self->a_case->id, self->sent_case))
        {
          set_text (self, "");
          if (get_mode (self) == DT_COMPOSER_ANSWER)
            self->guiding = FALSE;
          g_ptr_array_set_size (self->attached, 0);
          show_files (self);
          g_clear_handle_id (&self->draft_id, g_source_remove);
          on_draft_timeout_cb (self);
        }
      else
        dt_service_save_draft (dt_runner_get_service (self->runner), name, NULL);
    }
  g_clear_pointer (&self->sent_case, g_free);
  update (self);
}

/**
 * dt_composer_submit:
 * @self: a composer
 *
 * Records what is written, if it can be.
 */
void
dt_composer_submit (DtComposer *self)
{
  g_return_if_fail (DT_IS_COMPOSER (self));

  g_autofree char *text = dup_text (self);
  g_autofree DtNewFile *files = NULL;

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->submit)))
    return;
  files = dt_loaded_files_to_new (self->attached);
  g_free (self->sent_case);
  self->sent_case = g_strdup (self->a_case->id);
  self->running++;
  if (get_mode (self) == DT_COMPOSER_ANSWER && self->guiding)
    dt_runner_run (self->runner,
                   dt_command_guide_form (self->a_case->id,
                                          get_channel (self),
                                          g_strstrip (text),
                                          dt_runner_now (self->runner),
                                          files,
                                          self->attached->len),
                   _ ("Guided to the proper form"),
                   G_OBJECT (self),
                   on_recorded_cb,
                   self);
  else if (get_mode (self) == DT_COMPOSER_ANSWER)
    dt_runner_run (self->runner,
                   dt_command_record_answer (self->a_case->id,
                                             get_channel (self),
                                             g_strstrip (text),
                                             dt_runner_now (self->runner),
                                             files,
                                             self->attached->len),
                   _ ("Answer recorded"),
                   G_OBJECT (self),
                   on_recorded_cb,
                   self);
  else
    {
      /* A note holds no files: they go to the case, as its attachments. */
      if (self->attached->len > 0)
        dt_runner_run (self->runner,
                       dt_command_attach (self->a_case->id, files, self->attached->len),
                       NULL,
                       NULL,
                       NULL,
                       NULL);
      dt_runner_run (self->runner,
                     dt_command_add_note (self->a_case->id, g_strstrip (text)),
                     _ ("Note saved"),
                     G_OBJECT (self),
                     on_recorded_cb,
                     self);
    }
  update (self);
}

/* ---- callbacks ---- */

static void
on_mode_toggled_cb (GtkToggleButton *button, DtComposer *self)
{
  DtComposerMode mode = get_mode (self);

  if (self->filling)
    return;
  g_free (self->texts[!mode]);
  self->texts[!mode] = dup_text (self);
  set_text (self, self->texts[mode]);
  draft_soon (self);
  update (self);
}

static void
on_buffer_changed_cb (GtkTextBuffer *buffer, DtComposer *self)
{
  if (!self->filling && get_mode (self) == DT_COMPOSER_ANSWER
      && gtk_text_buffer_get_char_count (buffer) == 0)
    self->guiding = FALSE;
  draft_soon (self);
  update (self);
}

static void
on_channel_selected_cb (GtkDropDown *drop_down, GParamSpec *pspec, DtComposer *self)
{
  if (!self->filling)
    draft_soon (self);
  update_counter (self);
}

static void
on_attach_clicked_cb (GtkButton *button, DtComposer *self)
{
  dt_composer_choose_files (self);
}

static void
on_submit_clicked_cb (GtkButton *button, DtComposer *self)
{
  dt_composer_submit (self);
}

static gboolean
on_submit_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  dt_composer_submit (DT_COMPOSER (widget));
  return TRUE;
}

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, DtComposer *self)
{
  GSList *files = g_value_get_boxed (value);
  g_autoptr (GListStore) store = g_list_store_new (G_TYPE_FILE);

  if (!gtk_widget_get_sensitive (self->attach))
    return FALSE;
  for (GSList *l = files; l != NULL; l = l->next)
    g_list_store_append (store, l->data);
  dt_composer_add_files (self, G_LIST_MODEL (store));
  return TRUE;
}

static void
on_channel_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
  gtk_list_item_set_child (item, box);
}

static void
on_channel_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *icon = gtk_widget_get_first_child (box);
  guint channel = gtk_list_item_get_position (item);
  GtkStringObject *string = gtk_list_item_get_item (item);

  /* The button's own copy has no position in the list: find it by its name. */
  for (guint i = 0; i < DT_N_CHANNELS; i++)
    if (g_str_equal (gtk_string_object_get_string (string), dt_words_channel ((DtChannelKind) i)))
      channel = i;
  if (channel < DT_N_CHANNELS)
    gtk_image_set_from_icon_name (GTK_IMAGE (icon),
                                  dt_words_channel_icon ((DtChannelKind) channel));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)),
                      gtk_string_object_get_string (string));
}

static void
make_channels (DtComposer *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  /* An answer does not go by an import. */
  for (guint i = 0; i < DT_CHANNEL_FILE; i++)
    gtk_string_list_append (names, dt_words_channel ((DtChannelKind) i));
  g_signal_connect (factory, "setup", G_CALLBACK (on_channel_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_channel_bind_cb), NULL);
  gtk_drop_down_set_factory (self->channel, factory);
  gtk_drop_down_set_model (self->channel, G_LIST_MODEL (names));
}

/* ---- vfuncs ---- */

static void
dt_composer_dispose (GObject *object)
{
  DtComposer *self = DT_COMPOSER (object);

  if (self->a_case != NULL)
    dt_composer_flush (self);
  g_clear_handle_id (&self->draft_id, g_source_remove);
  g_clear_object (&self->runner);
  g_clear_object (&self->a_case);
  g_clear_pointer (&self->texts[0], g_free);
  g_clear_pointer (&self->texts[1], g_free);
  g_clear_pointer (&self->attached, g_ptr_array_unref);
  g_clear_pointer (&self->sent_case, g_free);
  G_OBJECT_CLASS (dt_composer_parent_class)->dispose (object);
}

static void
dt_composer_class_init (DtComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_composer_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/inbox/dt-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, DtComposer, answer);
  gtk_widget_class_bind_template_child (widget_class, DtComposer, note);
  gtk_widget_class_bind_template_child (widget_class, DtComposer, channel);
  gtk_widget_class_bind_template_child (widget_class, DtComposer, private);
  gtk_widget_class_bind_template_child (widget_class, DtComposer, text);
  gtk_widget_class_bind_template_child (widget_class, DtComposer, hint);
  gtk_widget_class_bind_template_child (widget_class, DtComposer, files);
  gtk_widget_class_bind_template_child (widget_class, DtComposer, attach);
  gtk_widget_class_bind_template_child (widget_class, DtComposer, saved);
  gtk_widget_class_bind_template_child (widget_class, DtComposer, counter);
  gtk_widget_class_bind_template_child (widget_class, DtComposer, submit);
}

/* Before the text view sees them: it would begin a new line. */
static void
add_submit_keys (DtComposer *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter };

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_keyval_trigger_new (keys[i], GDK_CONTROL_MASK),
                          gtk_callback_action_new (on_submit_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
dt_composer_init (DtComposer *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->attached = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_loaded_file_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Write"), -1);
  make_channels (self);
  add_submit_keys (self);
  g_signal_connect (self->note, "toggled", G_CALLBACK (on_mode_toggled_cb), self);
  g_signal_connect (
      gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (on_buffer_changed_cb), self);
  g_signal_connect (self->text, "paste-clipboard", G_CALLBACK (on_paste_cb), self);
  g_signal_connect (self->channel, "notify::selected", G_CALLBACK (on_channel_selected_cb), self);
  g_signal_connect (self->attach, "clicked", G_CALLBACK (on_attach_clicked_cb), self);
  g_signal_connect (self->submit, "clicked", G_CALLBACK (on_submit_clicked_cb), self);
  g_signal_connect (drop, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

/* ---- public ---- */

/**
 * dt_composer_set_runner:
 * @self: a composer
 * @runner: who records what is written
 */
void
dt_composer_set_runner (DtComposer *self, DtRunner *runner)
{
  g_return_if_fail (DT_IS_COMPOSER (self));

  g_set_object (&self->runner, runner);
  update (self);
}

/**
 * dt_composer_set_case:
 * @self: a composer with a runner
 * @a_case: (nullable): what is written on
 */
void
dt_composer_set_case (DtComposer *self, DtCase *a_case)
{
  g_return_if_fail (DT_IS_COMPOSER (self));

  gboolean same
      = a_case != NULL && self->a_case != NULL && g_str_equal (a_case->id, self->a_case->id);

  if (!same && self->a_case != NULL)
    dt_composer_flush (self);
  g_set_object (&self->a_case, a_case);
  if (!same)
    {
      g_ptr_array_set_size (self->attached, 0);
      show_files (self);
      if (a_case != NULL && self->runner != NULL)
        load_draft (self);
      else
        set_text (self, "");
    }
  update (self);
}

/**
 * dt_composer_focus:
 * @self: a composer
 * @mode: what is to be written
 */
void
dt_composer_focus (DtComposer *self, DtComposerMode mode)
{
  g_return_if_fail (DT_IS_COMPOSER (self));

  gtk_toggle_button_set_active (mode == DT_COMPOSER_NOTE ? self->note : self->answer, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

/**
 * dt_composer_guide:
 * @self: a composer with a case
 * @text: what the citizen is to be told
 */
void
dt_composer_guide (DtComposer *self, const char *text)
{
  g_return_if_fail (DT_IS_COMPOSER (self) && text != NULL);

  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter end;

  dt_composer_focus (self, DT_COMPOSER_ANSWER);
  if (self->guiding)
    return;
  self->guiding = TRUE;
  gtk_text_buffer_get_end_iter (buffer, &end);
  if (gtk_text_buffer_get_char_count (buffer) > 0)
    gtk_text_buffer_insert (buffer, &end, "\n\n", -1);
  gtk_text_buffer_insert (buffer, &end, text, -1);
  update (self);
}

/**
 * dt_composer_stop_guiding:
 * @self: a composer
 *
 * What is written is an answer like any other again.
 */
void
dt_composer_stop_guiding (DtComposer *self)
{
  g_return_if_fail (DT_IS_COMPOSER (self));

  if (!self->guiding)
    return;
  self->guiding = FALSE;
  draft_soon (self);
  update (self);
}

/**
 * dt_composer_add_files:
 * @self: a composer
 * @files: of GFile
 *
 * Reads the files and holds them until the text is recorded.
 */
void
dt_composer_add_files (DtComposer *self, GListModel *files)
{
  g_return_if_fail (DT_IS_COMPOSER (self) && G_IS_LIST_MODEL (files));

  dt_files_load (files, G_OBJECT (self), on_files_loaded_cb, self);
}

/**
 * dt_composer_choose_files:
 * @self: a composer
 */
void
dt_composer_choose_files (DtComposer *self)
{
  g_return_if_fail (DT_IS_COMPOSER (self));

  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  dt_files_choose (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, G_OBJECT (self), on_files_loaded_cb, self);
}

/**
 * dt_composer_flush:
 * @self: a composer
 */
void
dt_composer_flush (DtComposer *self)
{
  g_return_if_fail (DT_IS_COMPOSER (self));

  if (self->draft_id != 0)
    {
      g_clear_handle_id (&self->draft_id, g_source_remove);
      on_draft_timeout_cb (self);
    }
}
