/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spelling of a text. A tag of its own marks what has not been looked through yet, so that whatever
 * is typed meanwhile moves nothing that would have to be counted again. */
#include "ui/reply/dt-reply-spelling.h"

#include "ui/reply/dt-text-marks.h"

#include <glib/gi18n.h>

#define PIECE_CHARS 400
#define MAX_SUGGESTIONS 6

struct _DtReplySpelling
{
  GObject parent_instance;
  GtkTextView *view; /* it outlives this */
  GtkTextBuffer *buffer;
  GtkTextTag *unchecked;
  GtkTextTag *misspelt;
  GtkTextMark *word; /* in the word that is being typed */
  gboolean waiting;  /* for the caret to leave it */
  DtSpeller *speller;
  GHashTable *ignored; /* char * */
  gboolean enabled;
  guint idle_id;
  GMenu *menu;
  GSimpleActionGroup *actions;
  GtkTextMark *at; /* start of the word that the menu is about */
};

enum
{
  CHECKED,
  WORD_WANTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtReplySpelling, dt_reply_spelling, G_TYPE_OBJECT)

/* ---- checking ---- */

static void
mark_misspelt (DtReplySpelling *self, const DtMisspelling *found, int offset)
{
  GtkTextIter start, end, caret;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, offset + (int) found->start);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, offset + (int) found->end);
  gtk_text_buffer_get_iter_at_mark (
      self->buffer, &caret, gtk_text_buffer_get_insert (self->buffer));
  if (g_hash_table_contains (self->ignored, found->word))
    return;
  if (gtk_widget_has_focus (GTK_WIDGET (self->view)) && gtk_text_iter_equal (&caret, &end))
    {
      gtk_text_buffer_move_mark (self->buffer, self->word, &start);
      self->waiting = TRUE;
      return;
    }
  gtk_text_buffer_apply_tag (self->buffer, self->misspelt, &start, &end);
}

/* The next piece that has not been looked through, up to the end of a word; FALSE: none is left. */
static gboolean
find_piece (DtReplySpelling *self, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextIter most;

  gtk_text_buffer_get_start_iter (self->buffer, start);
  if (!gtk_text_iter_has_tag (start, self->unchecked)
      && !gtk_text_iter_forward_to_tag_toggle (start, self->unchecked))
    return FALSE;
  if (gtk_text_iter_is_end (start))
    return FALSE;
  *end = *start;
  gtk_text_iter_forward_to_tag_toggle (end, self->unchecked);
  most = *start;
  gtk_text_iter_forward_chars (&most, PIECE_CHARS);
  if (gtk_text_iter_compare (&most, end) < 0)
    {
      while (!gtk_text_iter_is_end (&most) && !g_unichar_isspace (gtk_text_iter_get_char (&most)))
        gtk_text_iter_forward_char (&most);
      *end = most;
    }
  return TRUE;
}

static gboolean
on_idle_cb (gpointer data)
{
  DtReplySpelling *self = data;
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) found = NULL;
  int offset;

  if (!find_piece (self, &start, &end))
    {
      self->idle_id = 0;
      g_signal_emit (self, signals[CHECKED], 0);
      return G_SOURCE_REMOVE;
    }
  text = gtk_text_buffer_get_slice (self->buffer, &start, &end, TRUE);
  offset = gtk_text_iter_get_offset (&start);
  gtk_text_buffer_remove_tag (self->buffer, self->unchecked, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->misspelt, &start, &end);
  found = dt_speller_check (self->speller, text);
  for (guint i = 0; i < found->len; i++)
    mark_misspelt (self, found->pdata[i], offset);
  return G_SOURCE_CONTINUE;
}

static void
check_soon (DtReplySpelling *self)
{
  if (self->idle_id == 0 && self->speller != NULL && self->enabled)
    self->idle_id = g_idle_add_full (G_PRIORITY_LOW, on_idle_cb, self, NULL);
}

static void
check_all (DtReplySpelling *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->misspelt, &start, &end);
  if (self->enabled && self->speller != NULL)
    gtk_text_buffer_apply_tag (self->buffer, self->unchecked, &start, &end);
  check_soon (self);
}

/* To the ends of the words around. */
static void
note_change (DtReplySpelling *self, const GtkTextIter *from, const GtkTextIter *to)
{
  GtkTextIter start = *from, end = *to;

  while (gtk_text_iter_backward_char (&start))
    if (g_unichar_isspace (gtk_text_iter_get_char (&start)))
      {
        gtk_text_iter_forward_char (&start);
        break;
      }
  while (!gtk_text_iter_is_end (&end) && !g_unichar_isspace (gtk_text_iter_get_char (&end)))
    gtk_text_iter_forward_char (&end);
  gtk_text_buffer_apply_tag (self->buffer, self->unchecked, &start, &end);
  check_soon (self);
}

static void
on_inserted_cb (
    GtkTextBuffer *buffer, GtkTextIter *location, char *text, int length, DtReplySpelling *self)
{
  GtkTextIter start = *location;

  gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (text, length));
  note_change (self, &start, location);
}

static void
on_deleted_cb (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end, DtReplySpelling *self)
{
  note_change (self, start, start);
}

static void
on_caret_moved_cb (GtkTextBuffer *buffer, GParamSpec *pspec, DtReplySpelling *self)
{
  GtkTextIter start, caret;

  if (!self->waiting)
    return;
  gtk_text_buffer_get_iter_at_mark (buffer, &start, self->word);
  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  while (gtk_text_iter_compare (&start, &caret) < 0
         && !g_unichar_isspace (gtk_text_iter_get_char (&start)))
    gtk_text_iter_forward_char (&start);
  if (gtk_text_iter_equal (&start, &caret))
    return;
  self->waiting = FALSE;
  gtk_text_buffer_get_iter_at_mark (buffer, &start, self->word);
  note_change (self, &start, &start);
}

/* ---- the menu of a word ---- */

static gboolean
get_word (DtReplySpelling *self, GtkTextIter *start, GtkTextIter *end)
{
  gtk_text_buffer_get_iter_at_mark (self->buffer, start, self->at);
  if (!gtk_text_iter_has_tag (start, self->misspelt)
      && !(gtk_text_iter_ends_tag (start, self->misspelt) && gtk_text_iter_backward_char (start)))
    return FALSE;
  if (!gtk_text_iter_starts_tag (start, self->misspelt))
    gtk_text_iter_backward_to_tag_toggle (start, self->misspelt);
  *end = *start;
  gtk_text_iter_forward_to_tag_toggle (end, self->misspelt);
  return TRUE;
}

static char *
dup_word (DtReplySpelling *self)
{
  GtkTextIter start, end;

  return get_word (self, &start, &end)
             ? gtk_text_buffer_get_slice (self->buffer, &start, &end, TRUE)
             : NULL;
}

static void
add_suggestions (DtReplySpelling *self, const char *word)
{
  g_auto (GStrv) suggestions = dt_speller_suggest (self->speller, word, MAX_SUGGESTIONS);
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; suggestions != NULL && suggestions[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (suggestions[i], NULL);

      g_menu_item_set_action_and_target (item, "spelling.replace", "s", suggestions[i]);
      g_menu_append_item (section, item);
    }
  g_menu_append_section (self->menu, _ ("Spelling"), G_MENU_MODEL (section));
}

/* Of the word at @at, made right before the menu opens. */
static void
fill_menu (DtReplySpelling *self, const GtkTextIter *at)
{
  g_autofree char *word = NULL;
  g_autoptr (GMenu) section = NULL;

  g_menu_remove_all (self->menu);
  gtk_text_buffer_move_mark (self->buffer, self->at, at);
  word = dup_word (self);
  if (word == NULL || self->speller == NULL)
    return;
  add_suggestions (self, word);
  section = g_menu_new ();
  g_menu_append (section, _ ("_Add to the Office’s Words"), "spelling.add");
  g_menu_append (section, _ ("_Ignore"), "spelling.ignore");
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (section));
}

static void
on_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, DtReplySpelling *self)
{
  GtkTextIter at;
  int left, top;

  gtk_text_view_window_to_buffer_coords (
      self->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &left, &top);
  gtk_text_view_get_iter_at_location (self->view, &at, left, top);
  fill_menu (self, &at);
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   DtReplySpelling *self)
{
  GtkTextIter caret;

  if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    {
      gtk_text_buffer_get_iter_at_mark (
          self->buffer, &caret, gtk_text_buffer_get_insert (self->buffer));
      fill_menu (self, &caret);
    }
  return FALSE;
}

static void
on_replace_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtReplySpelling *self = data;
  GtkTextIter start, end;

  if (!get_word (self, &start, &end))
    return;
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, g_variant_get_string (parameter, NULL), -1);
  gtk_text_buffer_end_user_action (self->buffer);
}

static void
on_add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autofree char *word = dup_word (data);

  if (word != NULL)
    g_signal_emit (data, signals[WORD_WANTED], 0, word);
}

static void
on_ignore_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtReplySpelling *self = data;
  char *word = dup_word (self);

  if (word == NULL)
    return;
  g_hash_table_add (self->ignored, word);
  check_all (self);
}

/* ---- vfuncs ---- */

static void
dt_reply_spelling_dispose (GObject *object)
{
  DtReplySpelling *self = DT_REPLY_SPELLING (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->buffer);
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->speller, dt_speller_free);
  g_clear_pointer (&self->ignored, g_hash_table_unref);
  G_OBJECT_CLASS (dt_reply_spelling_parent_class)->dispose (object);
}

static void
dt_reply_spelling_class_init (DtReplySpellingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dt_reply_spelling_dispose;
  signals[CHECKED] = g_signal_new (
      "checked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WORD_WANTED] = g_signal_new ("word-wanted",
                                       G_TYPE_FROM_CLASS (klass),
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       1,
                                       G_TYPE_STRING);
}

static void
dt_reply_spelling_init (DtReplySpelling *self)
{
  self->enabled = TRUE;
  self->ignored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->menu = g_menu_new ();
}

static void
add_controllers (DtReplySpelling *self)
{
  GtkWidget *widget = GTK_WIDGET (self->view);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed_cb), self, 0);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, keys);
}

static void
add_actions (DtReplySpelling *self)
{
  static const GActionEntry entries[] = {
    { .name = "replace", .activate = on_replace_cb, .parameter_type = "s" },
    { .name = "add", .activate = on_add_cb },
    { .name = "ignore", .activate = on_ignore_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (
      G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (
      GTK_WIDGET (self->view), "spelling", G_ACTION_GROUP (self->actions));
  gtk_text_view_set_extra_menu (self->view, G_MENU_MODEL (self->menu));
}

/* ---- public ---- */

/**
 * dt_reply_spelling_new:
 * @view: a text with marks, which outlives this
 *
 * Returns: (transfer full): its spelling, which waits for a speller
 */
DtReplySpelling *
dt_reply_spelling_new (GtkTextView *view)
{
  DtReplySpelling *self = g_object_new (DT_TYPE_REPLY_SPELLING, NULL);
  GtkTextIter start;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), self);

  self->view = view;
  self->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  self->misspelt = dt_text_marks_get (self->buffer, DT_MARK_MISSPELT);
  self->unchecked = gtk_text_buffer_create_tag (self->buffer, NULL, NULL);
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  self->word = gtk_text_buffer_create_mark (self->buffer, NULL, &start, TRUE);
  self->at = gtk_text_buffer_create_mark (self->buffer, NULL, &start, TRUE);
  g_signal_connect_after (self->buffer, "insert-text", G_CALLBACK (on_inserted_cb), self);
  g_signal_connect_after (self->buffer, "delete-range", G_CALLBACK (on_deleted_cb), self);
  g_signal_connect (self->buffer, "notify::cursor-position", G_CALLBACK (on_caret_moved_cb), self);
  add_controllers (self);
  add_actions (self);
  return self;
}

/**
 * dt_reply_spelling_take_speller:
 * @self: a spelling
 * @speller: (nullable) (transfer full): who knows the words
 */
void
dt_reply_spelling_take_speller (DtReplySpelling *self, DtSpeller *speller)
{
  g_return_if_fail (DT_IS_REPLY_SPELLING (self));

  g_clear_pointer (&self->speller, dt_speller_free);
  self->speller = speller;
  check_all (self);
}

/**
 * dt_reply_spelling_has_speller:
 * @self: a spelling
 *
 * Returns: whether anything can be checked
 */
gboolean
dt_reply_spelling_has_speller (DtReplySpelling *self)
{
  g_return_val_if_fail (DT_IS_REPLY_SPELLING (self), FALSE);

  return self->speller != NULL;
}

/**
 * dt_reply_spelling_set_words:
 * @self: a spelling
 * @words: (array zero-terminated=1): the office's own
 */
void
dt_reply_spelling_set_words (DtReplySpelling *self, const char *const *words)
{
  g_return_if_fail (DT_IS_REPLY_SPELLING (self) && words != NULL);

  if (self->speller == NULL)
    return;
  dt_speller_set_words (self->speller, words);
  check_all (self);
}

/**
 * dt_reply_spelling_set_enabled:
 * @self: a spelling
 * @enabled: whether words are marked
 */
void
dt_reply_spelling_set_enabled (DtReplySpelling *self, gboolean enabled)
{
  g_return_if_fail (DT_IS_REPLY_SPELLING (self));

  self->enabled = enabled;
  if (!enabled)
    g_clear_handle_id (&self->idle_id, g_source_remove);
  check_all (self);
  if (!enabled)
    g_signal_emit (self, signals[CHECKED], 0);
}

/**
 * dt_reply_spelling_is_done:
 * @self: a spelling
 *
 * Returns: whether all of the text has been looked through, or nothing is to be
 */
gboolean
dt_reply_spelling_is_done (DtReplySpelling *self)
{
  g_return_val_if_fail (DT_IS_REPLY_SPELLING (self), TRUE);

  return self->idle_id == 0;
}

/**
 * dt_reply_spelling_dup_misspelt:
 * @self: a spelling
 *
 * Returns: (transfer full) (array zero-terminated=1): the words that are marked, each once
 */
char **
dt_reply_spelling_dup_misspelt (DtReplySpelling *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  GtkTextIter start, end;

  gtk_text_buffer_get_start_iter (self->buffer, &start);
  while (gtk_text_iter_starts_tag (&start, self->misspelt)
         || gtk_text_iter_forward_to_tag_toggle (&start, self->misspelt))
    {
      char *word;

      end = start;
      if (!gtk_text_iter_forward_to_tag_toggle (&end, self->misspelt))
        break;
      word = gtk_text_buffer_get_slice (self->buffer, &start, &end, TRUE);
      if (g_hash_table_add (seen, word))
        g_ptr_array_add (words, word);
      else
        g_free (word);
      start = end;
    }
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}
