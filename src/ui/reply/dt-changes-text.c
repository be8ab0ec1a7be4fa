/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The buffer holds what was removed as well while changes are shown; the pieces say which of its
 * characters are those of the text. */
#include "ui/reply/dt-changes-text.h"

#include "model/dt-text-diff.h"

#include <glib/gi18n.h>
#include <string.h>

/* A run of the buffer. */
typedef struct
{
  DtDiffType type;
  guint shown;  /* where it begins in the buffer */
  guint place;  /* and in the text; of what was removed, where it stood */
  guint length; /* characters */
} Piece;

struct _DtChangesText
{
  GtkTextView parent_instance;
  GtkTextTag *added;
  GtkTextTag *removed;
  GtkTextTag *noted;
  char *before; /* or NULL */
  char *after;
  GPtrArray *notes; /* of DtMarginNote, or NULL */
  GArray *pieces;   /* of Piece */
  gboolean has_changes;
  gboolean clean;
  gboolean editing;
  gboolean filling; /* the program changes the text */
};

enum
{
  EDITED,
  SELECTION_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtChangesText, dt_changes_text, GTK_TYPE_TEXT_VIEW)

static GtkTextBuffer *
get_buffer (DtChangesText *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
}

/* ---- places: characters of the text, and of the buffer ---- */

static guint
to_place (DtChangesText *self, guint shown)
{
  guint place = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (shown < piece->shown)
        break;
      place = piece->place;
      if (piece->type != DT_DIFF_REMOVED)
        place += MIN (shown - piece->shown, piece->length);
    }
  return place;
}

/* Where two runs meet, words begin in the second one and end in the first. */
static guint
to_shown (DtChangesText *self, guint place, gboolean is_end)
{
  guint shown = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (piece->type == DT_DIFF_REMOVED)
        continue;
      if (piece->place > place || (is_end && piece->place == place && i > 0))
        break;
      shown = piece->shown + MIN (place - piece->place, piece->length);
    }
  return shown;
}

static void
get_range (DtChangesText *self, guint start, guint end, GtkTextIter *from, GtkTextIter *to)
{
  GtkTextBuffer *buffer = get_buffer (self);

  gtk_text_buffer_get_iter_at_offset (
      buffer, from, (int) (self->editing ? start : to_shown (self, start, FALSE)));
  gtk_text_buffer_get_iter_at_offset (
      buffer, to, (int) (self->editing ? end : to_shown (self, end, TRUE)));
}

/* ---- colours, out of the style sheet ---- */

static void
get_color (DtChangesText *self, const char *name, GdkRGBA *out)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));

  if (!gtk_style_context_lookup_color (style, name, out))
    gdk_rgba_parse (out, "rgba(0,0,0,0)");
}

static void
color_tags (DtChangesText *self)
{
  GdkRGBA ink, tint;

  get_color (self, "dt_success", &ink);
  get_color (self, "dt_success_bg", &tint);
  g_object_set (self->added, "underline-rgba", &ink, "background-rgba", &tint, NULL);
  get_color (self, "dt_error", &ink);
  g_object_set (self->removed, "foreground-rgba", &ink, "strikethrough-rgba", &ink, NULL);
  get_color (self, "dt_warning", &ink);
  get_color (self, "dt_warning_bg", &tint);
  g_object_set (self->noted, "underline-rgba", &ink, "background-rgba", &tint, NULL);
}

/* ---- what is shown ---- */

static void
append (DtChangesText *self, DtDiffType type, const char *text, guint *place)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextTag *tag = type == DT_DIFF_ADDED ? self->added : self->removed;
  Piece piece = { .type = type,
                  .shown = (guint) gtk_text_buffer_get_char_count (buffer),
                  .place = *place,
                  .length = (guint) g_utf8_strlen (text, -1) };
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (type == DT_DIFF_SAME)
    gtk_text_buffer_insert (buffer, &end, text, -1);
  else
    gtk_text_buffer_insert_with_tags (buffer, &end, text, -1, tag, NULL);
  g_array_append_val (self->pieces, piece);
  if (type != DT_DIFF_REMOVED)
    *place += piece.length;
}

static void
mark_notes (DtChangesText *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->noted, &start, &end);
  for (guint i = 0; !self->editing && self->notes != NULL && i < self->notes->len; i++)
    {
      const DtMarginNote *note = self->notes->pdata[i];

      if (note->start >= note->end)
        continue;
      get_range (self, note->start, note->end, &start, &end);
      gtk_text_buffer_apply_tag (buffer, self->noted, &start, &end);
    }
}

/* With how much was changed, for who does not see the lines. */
static void
describe (DtChangesText *self, guint added, guint removed)
{
  g_autofree char *plus = g_strdup_printf (ngettext ("%u addition", "%u additions", added), added);
  g_autofree char *minus
      = g_strdup_printf (ngettext ("%u removal", "%u removals", removed), removed);
  g_autofree char *text = g_strdup_printf ("%s: %s, %s", _ ("Draft of the reply"), plus, minus);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  added + removed > 0 ? text : _ ("Draft of the reply"),
                                  -1);
}

/* White space goes with the word before it: what is replaced does not break the line twice. */
static char *
dup_removed (const DtDiffPart *part, const DtDiffPart *next)
{
  g_autofree char *text = g_strdup (part->text);

  if (next == NULL || next->type != DT_DIFF_ADDED || strchr (text, '\n') == NULL
      || !g_str_has_suffix (text, "\n") || !g_str_has_suffix (next->text, "\n"))
    return g_steal_pointer (&text);
  g_strchomp (text);
  return g_strconcat (text, " ", NULL);
}

static void
fill_parts (DtChangesText *self)
{
  g_autoptr (GPtrArray) parts = dt_text_diff_to_read (self->before, self->after);
  guint added = 0, removed = 0, place = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const DtDiffPart *part = parts->pdata[i];

      added += part->type == DT_DIFF_ADDED;
      removed += part->type == DT_DIFF_REMOVED;
      if (part->type == DT_DIFF_REMOVED)
        {
          g_autofree char *text
              = dup_removed (part, i + 1 < parts->len ? parts->pdata[i + 1] : NULL);

          append (self, DT_DIFF_REMOVED, text, &place);
        }
      else
        append (self, part->type, part->text, &place);
    }
  describe (self, added, removed);
}

static void
fill (DtChangesText *self, const char *text)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start;
  guint place = 0;

  self->filling = TRUE;
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_text (buffer, "", 0);
  g_array_set_size (self->pieces, 0);
  if (self->has_changes && !self->clean && !self->editing)
    fill_parts (self);
  else
    {
      append (self, DT_DIFF_SAME, text, &place);
      describe (self, 0, 0);
    }
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_buffer_set_enable_undo (buffer, self->editing);
  mark_notes (self);
  self->filling = FALSE;
}

/* ---- callbacks and vfuncs ---- */

static void
on_changed_cb (GtkTextBuffer *buffer, DtChangesText *self)
{
  if (!self->filling && self->editing)
    g_signal_emit (self, signals[EDITED], 0);
}

static void
on_mark_set_cb (GtkTextBuffer *buffer, GtkTextIter *place, GtkTextMark *mark, DtChangesText *self)
{
  if (!self->filling
      && (mark == gtk_text_buffer_get_insert (buffer)
          || mark == gtk_text_buffer_get_selection_bound (buffer)))
    g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
dt_changes_text_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (dt_changes_text_parent_class)->css_changed (widget, change);
  if (DT_CHANGES_TEXT (widget)->added != NULL)
    color_tags (DT_CHANGES_TEXT (widget));
}

static void
dt_changes_text_finalize (GObject *object)
{
  DtChangesText *self = DT_CHANGES_TEXT (object);

  g_free (self->before);
  g_free (self->after);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_array_unref (self->pieces);
  G_OBJECT_CLASS (dt_changes_text_parent_class)->finalize (object);
}

static void
dt_changes_text_class_init (DtChangesTextClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dt_changes_text_finalize;
  GTK_WIDGET_CLASS (klass)->css_changed = dt_changes_text_css_changed;
  signals[EDITED]
      = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SELECTION_CHANGED] = g_signal_new (
      "selection-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dt_changes_text_init (DtChangesText *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextView *view = GTK_TEXT_VIEW (self);

  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_pixels_inside_wrap (view, 3);
  gtk_text_view_set_pixels_below_lines (view, 5);
  self->added
      = gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_SINGLE, NULL);
  self->removed = gtk_text_buffer_create_tag (buffer, NULL, "strikethrough", TRUE, NULL);
  self->noted
      = gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_DOUBLE, NULL);
  color_tags (self);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (on_changed_cb), self, 0);
  g_signal_connect_object (buffer, "mark-set", G_CALLBACK (on_mark_set_cb), self, 0);
}

/* ---- public ---- */

/**
 * dt_changes_text_set:
 * @self: a text
 * @before: (nullable): as it was returned
 * @after: as it is now
 */
void
dt_changes_text_set (DtChangesText *self, const char *before, const char *after)
{
  g_return_if_fail (DT_IS_CHANGES_TEXT (self) && after != NULL);

  g_free (self->before);
  self->before = g_strdup (before);
  g_free (self->after);
  self->after = g_strdup (after);
  self->has_changes = before != NULL && g_strcmp0 (before, after) != 0;
  self->editing = FALSE;
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self), FALSE);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  fill (self, after);
}

/**
 * dt_changes_text_has_changes:
 * @self: a text
 *
 * Returns: whether it differs from the one that was returned
 */
gboolean
dt_changes_text_has_changes (DtChangesText *self)
{
  return self->has_changes;
}

/**
 * dt_changes_text_set_clean:
 * @self: a text
 * @clean: show it without its changes
 */
void
dt_changes_text_set_clean (DtChangesText *self, gboolean clean)
{
  g_return_if_fail (DT_IS_CHANGES_TEXT (self));

  if (self->clean == clean)
    return;
  self->clean = clean;
  if (self->after != NULL && !self->editing)
    fill (self, self->after);
}

/**
 * dt_changes_text_set_notes:
 * @self: a text
 * @notes: (nullable) (element-type DtMarginNote): notes to it
 */
void
dt_changes_text_set_notes (DtChangesText *self, GPtrArray *notes)
{
  g_return_if_fail (DT_IS_CHANGES_TEXT (self));

  if (notes != NULL)
    g_ptr_array_ref (notes);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  self->notes = notes;
  mark_notes (self);
}

/**
 * dt_changes_text_set_editing:
 * @self: a text that was set
 * @editing: whether it may be changed
 */
void
dt_changes_text_set_editing (DtChangesText *self, gboolean editing)
{
  g_return_if_fail (DT_IS_CHANGES_TEXT (self) && self->after != NULL);

  if (self->editing == editing)
    return;
  self->editing = editing;
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self), editing);
  fill (self, self->after);
}

/**
 * dt_changes_text_is_editing:
 * @self: a text
 *
 * Returns: whether it may be changed
 */
gboolean
dt_changes_text_is_editing (DtChangesText *self)
{
  return self->editing;
}

/**
 * dt_changes_text_set_edited:
 * @self: a text that is being edited
 * @text: what it was changed to before
 */
void
dt_changes_text_set_edited (DtChangesText *self, const char *text)
{
  g_return_if_fail (DT_IS_CHANGES_TEXT (self) && self->editing && text != NULL);

  fill (self, text);
}

/**
 * dt_changes_text_dup:
 * @self: a text
 *
 * Returns: (transfer full): it, as it was changed by hand if it is being edited
 */
char *
dt_changes_text_dup (DtChangesText *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (DT_IS_CHANGES_TEXT (self), NULL);

  if (!self->editing)
    return g_strdup (self->after);
  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);
}

/**
 * dt_changes_text_drop_selection:
 * @self: a text
 *
 * No words are chosen any more.
 */
void
dt_changes_text_drop_selection (DtChangesText *self)
{
  GtkTextIter start, end;

  g_return_if_fail (DT_IS_CHANGES_TEXT (self));

  gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end);
  gtk_text_buffer_place_cursor (get_buffer (self), &end);
}

/**
 * dt_changes_text_get_selection:
 * @self: a text
 * @out_start: (out): the first character of the words
 * @out_end: (out): the one behind them
 *
 * Returns: whether words of the text are chosen; what was removed is not of it
 */
gboolean
dt_changes_text_get_selection (DtChangesText *self, guint *out_start, guint *out_end)
{
  GtkTextIter start, end;

  g_return_val_if_fail (DT_IS_CHANGES_TEXT (self), FALSE);

  if (self->editing || !gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end))
    return FALSE;
  while (gtk_text_iter_compare (&start, &end) < 0
         && g_unichar_isspace (gtk_text_iter_get_char (&start)))
    gtk_text_iter_forward_char (&start);
  while (gtk_text_iter_compare (&start, &end) < 0)
    {
      gtk_text_iter_backward_char (&end);
      if (g_unichar_isspace (gtk_text_iter_get_char (&end)))
        continue;
      gtk_text_iter_forward_char (&end);
      break;
    }
  *out_start = to_place (self, (guint) gtk_text_iter_get_offset (&start));
  *out_end = to_place (self, (guint) gtk_text_iter_get_offset (&end));
  return *out_start < *out_end;
}

/* The page scrolls, not the text. */
static void
scroll_page (DtChangesText *self, const GtkTextIter *place)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  GdkRectangle line;
  double x, y;

  if (scroller == NULL)
    return;
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), place, &line);
  if (!gtk_widget_translate_coordinates (
          GTK_WIDGET (self),
          gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller)),
          line.x,
          line.y,
          &x,
          &y))
    return;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  y += gtk_adjustment_get_value (adjustment);
  gtk_adjustment_clamp_page (adjustment, y - line.height, y + 2 * line.height);
}

/**
 * dt_changes_text_show_range:
 * @self: a text
 * @start: the first character of the words
 * @end: the one behind them
 */
void
dt_changes_text_show_range (DtChangesText *self, guint start, guint end)
{
  GtkTextIter from, to;

  g_return_if_fail (DT_IS_CHANGES_TEXT (self));

  get_range (self, start, end, &from, &to);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_text_buffer_select_range (get_buffer (self), &from, &to);
  scroll_page (self, &from);
}

/**
 * dt_changes_text_get_place:
 * @self: a text
 * @out: (out caller-allocates): where the chosen words begin
 */
void
dt_changes_text_get_place (DtChangesText *self, GdkRectangle *out)
{
  GtkTextIter start, end;

  g_return_if_fail (DT_IS_CHANGES_TEXT (self) && out != NULL);

  gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &start, out);
  gtk_text_view_buffer_to_window_coords (
      GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, out->x, out->y, &out->x, &out->y);
  out->width = MAX (out->width, 1);
}
