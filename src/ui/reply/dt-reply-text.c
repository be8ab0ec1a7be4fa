/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a reply. With each change only the paragraphs that it touched are looked through for
 * blanks, so that a long text is as quick as a short one. */
#include "ui/reply/dt-reply-text.h"

#include "base/dt-text.h"
#include "model/dt-reply-check.h"
#include "model/dt-reply-template.h"
#include "ui/reply/dt-text-marks.h"

#include <glib/gi18n.h>
#include <string.h>

#define QUERY_MARK "dt-query"

struct _DtReplyText
{
  GtkTextView parent_instance;
  GtkTextBuffer *buffer;
  gboolean filling; /* the text is being set by the program */
  gboolean asking;  /* a template is being looked for behind the mark */
  GCancellable *pasting;
};

enum
{
  CHANGED,
  TEMPLATE_WANTED,
  PICTURE_PASTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtReplyText, dt_reply_text, GTK_TYPE_TEXT_VIEW)

/* ---- blanks ---- */

static void
choose (DtReplyText *self, const GtkTextIter *start, const GtkTextIter *end)
{
  gtk_text_buffer_select_range (self->buffer, end, start);
  gtk_text_view_scroll_to_mark (
      GTK_TEXT_VIEW (self), gtk_text_buffer_get_insert (self->buffer), 0.05, FALSE, 0, 0);
}

static void
choose_offsets (DtReplyText *self, guint from, guint to)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) from);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) to);
  choose (self, &start, &end);
}

/* The first blank that begins at @from or later, or backwards the last that ends at @from or
 * before; round the end. */
static gboolean
choose_from (DtReplyText *self, guint from, gboolean backward)
{
  g_autofree char *text = dt_reply_text_dup (self);
  g_autoptr (GArray) blanks = dt_reply_find_blanks (text);
  guint chosen = backward ? blanks->len - 1 : 0;

  if (blanks->len == 0)
    return FALSE;
  for (guint i = 0; i < blanks->len; i++)
    {
      guint at = backward ? blanks->len - 1 - i : i;
      const DtBlank *blank = &g_array_index (blanks, DtBlank, at);

      if (backward ? blank->end <= from : blank->start >= from)
        {
          chosen = at;
          break;
        }
    }
  choose_offsets (self,
                  g_array_index (blanks, DtBlank, chosen).start,
                  g_array_index (blanks, DtBlank, chosen).end);
  return TRUE;
}

/* ---- what is typed ---- */

static void
on_inserted_cb (
    GtkTextBuffer *buffer, GtkTextIter *location, char *text, int length, DtReplyText *self)
{
  GtkTextIter start = *location;

  gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (text, length));
  dt_text_marks_find_blanks (buffer, &start, location);
}

static void
on_deleted_cb (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end, DtReplyText *self)
{
  dt_text_marks_find_blanks (buffer, start, start);
}

/* A "/" was just typed, with nothing but white space before it on its line. */
static gboolean
is_asking (GtkTextBuffer *buffer, const GtkTextIter *location, const char *text, int length)
{
  GtkTextIter start = *location;
  g_autofree char *line = NULL;

  if (length != 1 || *text != '/')
    return FALSE;
  gtk_text_iter_set_line_offset (&start, 0);
  line = gtk_text_buffer_get_slice (buffer, &start, location, TRUE);
  return strcmp (g_strstrip (line), "/") == 0 && gtk_text_iter_ends_line (location);
}

static void
on_typed_cb (
    GtkTextBuffer *buffer, GtkTextIter *location, char *text, int length, DtReplyText *self)
{
  if (self->filling || self->asking || !is_asking (buffer, location, text, length))
    return;
  gtk_text_buffer_move_mark_by_name (buffer, QUERY_MARK, location);
  self->asking = TRUE;
}

static void
on_buffer_changed_cb (GtkTextBuffer *buffer, DtReplyText *self)
{
  if (self->filling)
    return;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Told when the keystroke is over: the popover that it opens takes the focus. */
static void
on_end_user_action_cb (GtkTextBuffer *buffer, DtReplyText *self)
{
  GtkTextIter after, caret;

  if (!self->asking || self->filling)
    return;
  gtk_text_buffer_get_iter_at_mark (buffer, &after, gtk_text_buffer_get_mark (buffer, QUERY_MARK));
  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  self->asking = FALSE;
  if (gtk_text_iter_equal (&after, &caret))
    g_signal_emit (self, signals[TEMPLATE_WANTED], 0);
}

/* ---- pasting ---- */

static void
on_text_pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtReplyText) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autofree char *clean = NULL;

  if (text == NULL || !gtk_text_view_get_editable (GTK_TEXT_VIEW (self)))
    return;
  clean = dt_text_clean (text, -1);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (self->buffer, clean, -1, TRUE);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self),
                                      gtk_text_buffer_get_insert (self->buffer));
}

static void
on_texture_pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtReplyText) self = data;
  g_autoptr (GdkTexture) texture
      = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);

  if (texture != NULL)
    g_signal_emit (self, signals[PICTURE_PASTED], 0, texture);
}

static void
dt_reply_text_paste_clipboard (GtkTextView *view)
{
  DtReplyText *self = DT_REPLY_TEXT (view);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE)
      && !gdk_content_formats_contain_gtype (formats, G_TYPE_STRING))
    gdk_clipboard_read_texture_async (
        clipboard, self->pasting, on_texture_pasted_cb, g_object_ref (self));
  else
    gdk_clipboard_read_text_async (
        clipboard, self->pasting, on_text_pasted_cb, g_object_ref (self));
}

/* ---- keys ---- */

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   DtReplyText *self)
{
  gboolean backward = keyval == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0;

  if (keyval != GDK_KEY_Tab && keyval != GDK_KEY_ISO_Left_Tab)
    return FALSE;
  if ((state & GDK_CONTROL_MASK) != 0)
    {
      gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                              backward ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
      return TRUE;
    }
  return gtk_text_view_get_editable (GTK_TEXT_VIEW (self))
         && dt_reply_text_choose_blank (self, backward);
}

/* ---- vfuncs ---- */

static void
dt_reply_text_snapshot_layer (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
    dt_text_marks_snapshot (view, snapshot);
}

static void
dt_reply_text_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (dt_reply_text_parent_class)->css_changed (widget, change);
  if (DT_REPLY_TEXT (widget)->buffer != NULL)
    dt_text_marks_update (GTK_TEXT_VIEW (widget));
}

static void
dt_reply_text_dispose (GObject *object)
{
  DtReplyText *self = DT_REPLY_TEXT (object);

  g_cancellable_cancel (self->pasting);
  g_clear_object (&self->pasting);
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->buffer);
  G_OBJECT_CLASS (dt_reply_text_parent_class)->dispose (object);
}

static guint
add_signal (DtReplyTextClass *klass, const char *name)
{
  return g_signal_new (
      name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dt_reply_text_class_init (DtReplyTextClass *klass)
{
  GtkTextViewClass *view_class = GTK_TEXT_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_reply_text_dispose;
  GTK_WIDGET_CLASS (klass)->css_changed = dt_reply_text_css_changed;
  view_class->snapshot_layer = dt_reply_text_snapshot_layer;
  view_class->paste_clipboard = dt_reply_text_paste_clipboard;
  signals[CHANGED] = add_signal (klass, "changed");
  signals[TEMPLATE_WANTED] = add_signal (klass, "template-wanted");
  signals[PICTURE_PASTED] = g_signal_new ("picture-pasted",
                                          G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          1,
                                          GDK_TYPE_TEXTURE);
}

static void
dt_reply_text_init (DtReplyText *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkTextIter start;

  self->pasting = g_cancellable_new ();
  self->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dt-reply-text");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Text of the reply"), -1);
  dt_text_marks_set_up (view);
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_create_mark (self->buffer, QUERY_MARK, &start, TRUE);
  g_signal_connect_after (self->buffer, "insert-text", G_CALLBACK (on_inserted_cb), self);
  g_signal_connect_after (self->buffer, "insert-text", G_CALLBACK (on_typed_cb), self);
  g_signal_connect_after (self->buffer, "delete-range", G_CALLBACK (on_deleted_cb), self);
  g_signal_connect (self->buffer, "changed", G_CALLBACK (on_buffer_changed_cb), self);
  g_signal_connect_after (
      self->buffer, "end-user-action", G_CALLBACK (on_end_user_action_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* ---- public ---- */

/**
 * dt_reply_text_new:
 *
 * Returns: (transfer floating): an empty text
 */
GtkWidget *
dt_reply_text_new (void)
{
  return g_object_new (DT_TYPE_REPLY_TEXT, NULL);
}

/**
 * dt_reply_text_set:
 * @self: a text
 * @text: (nullable): what it is to be
 */
void
dt_reply_text_set (DtReplyText *self, const char *text)
{
  GtkTextIter start;

  g_return_if_fail (DT_IS_REPLY_TEXT (self));

  self->filling = TRUE;
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, text != NULL ? text : "", -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  gtk_text_buffer_get_end_iter (self->buffer, &start);
  gtk_text_buffer_place_cursor (self->buffer, &start);
  self->filling = FALSE;
}

/**
 * dt_reply_text_dup:
 * @self: a text
 *
 * Returns: (transfer full): all of it
 */
char *
dt_reply_text_dup (DtReplyText *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (DT_IS_REPLY_TEXT (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_slice (self->buffer, &start, &end, TRUE);
}

/* From the "/" to the end of what was asked for; FALSE: there is none. */
static gboolean
get_query (DtReplyText *self, GtkTextIter *start, GtkTextIter *end)
{
  gtk_text_buffer_get_iter_at_mark (
      self->buffer, start, gtk_text_buffer_get_mark (self->buffer, QUERY_MARK));
  *end = *start;
  if (!gtk_text_iter_backward_char (start) || gtk_text_iter_get_char (start) != '/')
    return FALSE;
  if (!gtk_text_iter_ends_line (end))
    gtk_text_iter_forward_to_line_end (end);
  return TRUE;
}

/**
 * dt_reply_text_set_query:
 * @self: a text
 * @query: what is looked for
 */
void
dt_reply_text_set_query (DtReplyText *self, const char *query)
{
  GtkTextIter start, end;
  g_autofree char *old = NULL;

  g_return_if_fail (DT_IS_REPLY_TEXT (self) && query != NULL);

  if (!get_query (self, &start, &end))
    return;
  gtk_text_iter_forward_char (&start);
  old = gtk_text_buffer_get_slice (self->buffer, &start, &end, TRUE);
  if (strcmp (old, query) == 0)
    return;
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, query, -1);
  gtk_text_buffer_place_cursor (self->buffer, &start);
  gtk_text_buffer_end_user_action (self->buffer);
}

/**
 * dt_reply_text_insert:
 * @self: a text
 * @text: what to put in
 */
void
dt_reply_text_insert (DtReplyText *self, const char *text)
{
  GtkTextMark *insert = gtk_text_buffer_get_insert (self->buffer);
  GtkTextIter start, end, caret;
  guint from;
  g_autoptr (GArray) blanks = NULL;

  g_return_if_fail (DT_IS_REPLY_TEXT (self) && text != NULL);

  blanks = dt_reply_find_blanks (text);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete_selection (self->buffer, FALSE, TRUE);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret, insert);
  if (get_query (self, &start, &end)
      && gtk_text_iter_get_line (&caret) == gtk_text_iter_get_line (&start))
    gtk_text_buffer_delete (self->buffer, &start, &end);
  else
    start = caret;
  from = (guint) gtk_text_iter_get_offset (&start);
  gtk_text_buffer_insert (self->buffer, &start, text, -1);
  gtk_text_buffer_place_cursor (self->buffer, &start);
  gtk_text_buffer_end_user_action (self->buffer);
  if (blanks->len > 0)
    choose_offsets (self,
                    from + g_array_index (blanks, DtBlank, 0).start,
                    from + g_array_index (blanks, DtBlank, 0).end);
  else
    gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self), insert);
}

/**
 * dt_reply_text_count_blanks:
 * @self: a text
 *
 * Returns: how many blanks are left
 */
guint
dt_reply_text_count_blanks (DtReplyText *self)
{
  g_autofree char *text = dt_reply_text_dup (self);
  g_autoptr (GArray) blanks = text != NULL ? dt_reply_find_blanks (text) : NULL;

  return blanks != NULL ? blanks->len : 0;
}

/**
 * dt_reply_text_choose_blank:
 * @self: a text
 * @backward: the previous one
 *
 * Returns: whether there is a blank
 */
gboolean
dt_reply_text_choose_blank (DtReplyText *self, gboolean backward)
{
  GtkTextIter start, end;

  g_return_val_if_fail (DT_IS_REPLY_TEXT (self), FALSE);

  gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end);
  return choose_from (self, (guint) gtk_text_iter_get_offset (backward ? &start : &end), backward);
}

/**
 * dt_reply_text_choose_first_blank:
 * @self: a text
 *
 * Returns: whether there is a blank
 */
gboolean
dt_reply_text_choose_first_blank (DtReplyText *self)
{
  g_return_val_if_fail (DT_IS_REPLY_TEXT (self), FALSE);

  if (!choose_from (self, 0, FALSE))
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  return TRUE;
}

/**
 * dt_reply_text_show_range:
 * @self: a text
 * @start: in characters
 * @end: in characters
 */
void
dt_reply_text_show_range (DtReplyText *self, guint start, guint end)
{
  g_return_if_fail (DT_IS_REPLY_TEXT (self));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  choose_offsets (self, start, end);
}

/**
 * dt_reply_text_set_findings:
 * @self: a text
 * @findings: (element-type DtFinding): what the checks found in it
 */
void
dt_reply_text_set_findings (DtReplyText *self, GPtrArray *findings)
{
  GtkTextTag *stop, *ask;
  GtkTextIter start, end;

  g_return_if_fail (DT_IS_REPLY_TEXT (self) && findings != NULL);

  stop = dt_text_marks_get (self->buffer, DT_MARK_STOP);
  ask = dt_text_marks_get (self->buffer, DT_MARK_ASK);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, stop, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, ask, &start, &end);
  for (guint i = 0; i < findings->len; i++)
    {
      const DtFinding *finding = findings->pdata[i];

      /* Those have a look of their own. */
      if (finding->start == finding->end || finding->kind == DT_CHECK_BLANK
          || finding->kind == DT_CHECK_SPELLING)
        continue;
      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) finding->start);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) finding->end);
      gtk_text_buffer_apply_tag (self->buffer, finding->stops ? stop : ask, &start, &end);
    }
}

/**
 * dt_reply_text_get_caret:
 * @self: a text
 * @out: (out): where the caret stands
 */
void
dt_reply_text_get_caret (DtReplyText *self, GdkRectangle *out)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter caret;

  g_return_if_fail (DT_IS_REPLY_TEXT (self) && out != NULL);

  gtk_text_buffer_get_iter_at_mark (
      self->buffer, &caret, gtk_text_buffer_get_insert (self->buffer));
  gtk_text_view_get_iter_location (view, &caret, out);
  gtk_text_view_buffer_to_window_coords (
      view, GTK_TEXT_WINDOW_WIDGET, out->x, out->y, &out->x, &out->y);
  out->width = 1;
}
