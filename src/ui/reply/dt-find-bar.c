/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar that finds and replaces. All places are marked, the one at hand is chosen. */
#include "ui/reply/dt-find-bar.h"

#include "ui/reply/dt-text-marks.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  guint start, end;
} Place;

struct _DtFindBar
{
  GtkBox parent_instance;
  GtkEditable *needle;
  GtkToggleButton *blind;
  GtkLabel *count;
  GtkWidget *previous;
  GtkWidget *next;
  GtkWidget *second;
  GtkEditable *replacement;
  GtkWidget *replace;
  GtkWidget *replace_all;

  GtkTextView *view;
  GtkTextBuffer *buffer;
  GArray *places; /* of Place */
  gboolean replacing;
};

G_DEFINE_FINAL_TYPE (DtFindBar, dt_find_bar, GTK_TYPE_BOX)

/* ---- finding ---- */

/* One letter as it is compared; 0: a mark that does not count. */
static gunichar
fold (gunichar c, gboolean blind)
{
  gunichar parts[4];

  if (blind && c >= 0x80)
    {
      if (g_unichar_type (c) == G_UNICODE_NON_SPACING_MARK)
        return 0;
      if (c == 0x110 || c == 0x111)
        return 'd';
      if (g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts)) > 0)
        c = parts[0];
    }
  return g_unichar_tolower (c);
}

static GArray *
fold_text (const char *text, gboolean blind, GArray *at)
{
  GArray *chars = g_array_new (FALSE, FALSE, sizeof (gunichar));
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), n++)
    {
      gunichar c = fold (g_utf8_get_char (p), blind);

      if (c == 0)
        continue;
      g_array_append_val (chars, c);
      g_array_append_val (at, n);
    }
  g_array_append_val (at, n);
  return chars;
}

/**
 * dt_find_in_text:
 * @text: UTF-8
 * @needle: what to find
 * @blind: without regard to diacritics
 *
 * Returns: (transfer full): pairs of guint: from which character to which
 */
GArray *
dt_find_in_text (const char *text, const char *needle, gboolean blind)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr (GArray) text_at = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) needle_at = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) in = fold_text (text, blind, text_at);
  g_autoptr (GArray) what = fold_text (needle, blind, needle_at);

  for (guint i = 0; what->len > 0 && i + what->len <= in->len;)
    {
      Place place = { g_array_index (text_at, guint, i), 0 };

      if (memcmp (&g_array_index (in, gunichar, i), what->data, what->len * sizeof (gunichar)) != 0)
        {
          i++;
          continue;
        }
      i += what->len;
      place.end = g_array_index (text_at, guint, i);
      g_array_append_val (places, place);
    }
  return places;
}

static void
get_place (DtFindBar *self, guint i, GtkTextIter *start, GtkTextIter *end)
{
  const Place *place = &g_array_index (self->places, Place, i);

  gtk_text_buffer_get_iter_at_offset (self->buffer, start, (int) place->start);
  gtk_text_buffer_get_iter_at_offset (self->buffer, end, (int) place->end);
}

/* Which place is chosen in the text; the number of places: none is. */
static guint
find_chosen (DtFindBar *self)
{
  GtkTextIter start, end;
  guint i;

  gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end);
  for (i = 0; i < self->places->len; i++)
    if (g_array_index (self->places, Place, i).start == (guint) gtk_text_iter_get_offset (&start)
        && g_array_index (self->places, Place, i).end == (guint) gtk_text_iter_get_offset (&end))
      break;
  return i;
}

static void
show_count (DtFindBar *self)
{
  guint chosen = find_chosen (self);
  gboolean any = self->places->len > 0;
  g_autofree char *text = NULL;

  if (*gtk_editable_get_text (self->needle) == '\0')
    text = g_strdup ("");
  else if (!any)
    text = g_strdup (_ ("Not found"));
  else if (chosen < self->places->len)
    text = g_strdup_printf (_ ("%u of %u"), chosen + 1, self->places->len);
  else
    text = g_strdup_printf (ngettext ("%u place", "%u places", self->places->len),
                            self->places->len);
  gtk_label_set_text (self->count, text);
  gtk_widget_set_sensitive (self->previous, any);
  gtk_widget_set_sensitive (self->next, any);
  gtk_widget_set_sensitive (self->replace, any);
  gtk_widget_set_sensitive (self->replace_all, any);
}

static void
find_all (DtFindBar *self)
{
  GtkTextTag *tag = dt_text_marks_get (self->buffer, DT_MARK_FOUND);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, tag, &start, &end);
  text = gtk_text_buffer_get_slice (self->buffer, &start, &end, TRUE);
  g_clear_pointer (&self->places, g_array_unref);
  self->places = dt_find_in_text (
      text,
      gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_editable_get_text (self->needle) : "",
      gtk_toggle_button_get_active (self->blind));
  for (guint i = 0; i < self->places->len; i++)
    {
      get_place (self, i, &start, &end);
      gtk_text_buffer_apply_tag (self->buffer, tag, &start, &end);
    }
  show_count (self);
}

/* The first place at or behind the caret, or before it; round the end. */
static void
choose (DtFindBar *self, gboolean backward, gboolean here)
{
  GtkTextIter start, end;
  guint at, chosen;

  if (self->places->len == 0)
    return;
  gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end);
  at = (guint) gtk_text_iter_get_offset (backward || here ? &start : &end);
  chosen = backward ? self->places->len - 1 : 0;
  for (guint i = 0; i < self->places->len; i++)
    {
      guint n = backward ? self->places->len - 1 - i : i;
      const Place *place = &g_array_index (self->places, Place, n);

      if (backward ? place->end <= at : place->start >= at)
        {
          chosen = n;
          break;
        }
    }
  get_place (self, chosen, &start, &end);
  gtk_text_buffer_select_range (self->buffer, &end, &start);
  gtk_text_view_scroll_to_mark (
      self->view, gtk_text_buffer_get_insert (self->buffer), 0.1, FALSE, 0, 0);
  show_count (self);
}

/* ---- replacing ---- */

static void
put (DtFindBar *self, guint i)
{
  GtkTextIter start, end;

  get_place (self, i, &start, &end);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, gtk_editable_get_text (self->replacement), -1);
}

static void
on_replace_clicked_cb (GtkButton *button, DtFindBar *self)
{
  guint chosen = find_chosen (self);

  if (chosen < self->places->len && gtk_text_view_get_editable (self->view))
    {
      self->replacing = TRUE;
      gtk_text_buffer_begin_user_action (self->buffer);
      put (self, chosen);
      gtk_text_buffer_end_user_action (self->buffer);
      self->replacing = FALSE;
      find_all (self);
    }
  choose (self, FALSE, TRUE);
}

static void
on_replace_all_clicked_cb (GtkButton *button, DtFindBar *self)
{
  guint n = self->places->len;
  g_autofree char *text = NULL;

  if (!gtk_text_view_get_editable (self->view))
    return;
  self->replacing = TRUE;
  gtk_text_buffer_begin_user_action (self->buffer);
  for (guint i = n; i > 0; i--)
    put (self, i - 1);
  gtk_text_buffer_end_user_action (self->buffer);
  self->replacing = FALSE;
  find_all (self);
  text = g_strdup_printf (ngettext ("%u replaced", "%u replaced", n), n);
  gtk_label_set_text (self->count, text);
}

/* ---- callbacks ---- */

static void
on_buffer_changed_cb (GtkTextBuffer *buffer, DtFindBar *self)
{
  if (!self->replacing && gtk_widget_get_visible (GTK_WIDGET (self)))
    find_all (self);
}

static void
on_needle_changed_cb (GtkEditable *editable, DtFindBar *self)
{
  find_all (self);
  choose (self, FALSE, TRUE);
}

static void
on_blind_toggled_cb (GtkToggleButton *button, DtFindBar *self)
{
  find_all (self);
}

static void
on_next_cb (GtkWidget *widget, DtFindBar *self)
{
  choose (self, FALSE, FALSE);
}

static void
on_previous_cb (GtkWidget *widget, DtFindBar *self)
{
  choose (self, TRUE, FALSE);
}

static void
on_close_cb (GtkWidget *widget, DtFindBar *self)
{
  dt_find_bar_close (self);
}

static gboolean
on_escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  dt_find_bar_close (DT_FIND_BAR (widget));
  return TRUE;
}

/* ---- vfuncs ---- */

static void
dt_find_bar_dispose (GObject *object)
{
  DtFindBar *self = DT_FIND_BAR (object);

  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->buffer);
  g_clear_pointer (&self->places, g_array_unref);
  G_OBJECT_CLASS (dt_find_bar_parent_class)->dispose (object);
}

static void
dt_find_bar_class_init (DtFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_find_bar_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEARCH);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/reply/dt-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, DtFindBar, needle);
  gtk_widget_class_bind_template_child (widget_class, DtFindBar, blind);
  gtk_widget_class_bind_template_child (widget_class, DtFindBar, count);
  gtk_widget_class_bind_template_child (widget_class, DtFindBar, previous);
  gtk_widget_class_bind_template_child (widget_class, DtFindBar, next);
  gtk_widget_class_bind_template_child (widget_class, DtFindBar, second);
  gtk_widget_class_bind_template_child (widget_class, DtFindBar, replacement);
  gtk_widget_class_bind_template_child (widget_class, DtFindBar, replace);
  gtk_widget_class_bind_template_child (widget_class, DtFindBar, replace_all);
  gtk_widget_class_bind_template_callback (widget_class, on_needle_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_blind_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_close_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_replace_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_replace_all_clicked_cb);
}

static void
dt_find_bar_init (DtFindBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
}

/* ---- public ---- */

/**
 * dt_find_bar_set_view:
 * @self: a bar without a text
 * @view: the text, which outlives the bar
 */
void
dt_find_bar_set_view (DtFindBar *self, GtkTextView *view)
{
  g_return_if_fail (DT_IS_FIND_BAR (self) && self->view == NULL);

  self->view = view;
  self->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  g_signal_connect (self->buffer, "changed", G_CALLBACK (on_buffer_changed_cb), self);
}

/**
 * dt_find_bar_open:
 * @self: a bar
 * @replace: offer to replace what is found
 */
void
dt_find_bar_open (DtFindBar *self, gboolean replace)
{
  GtkTextIter start, end;

  g_return_if_fail (DT_IS_FIND_BAR (self) && self->view != NULL);

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_set_visible (self->second, replace && gtk_text_view_get_editable (self->view));
  if (gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end)
      && gtk_text_iter_get_line (&start) == gtk_text_iter_get_line (&end))
    {
      g_autofree char *chosen = gtk_text_buffer_get_slice (self->buffer, &start, &end, TRUE);

      gtk_editable_set_text (self->needle, chosen);
    }
  find_all (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->needle));
  gtk_editable_select_region (self->needle, 0, -1);
}

/**
 * dt_find_bar_close:
 * @self: a bar
 */
void
dt_find_bar_close (DtFindBar *self)
{
  g_return_if_fail (DT_IS_FIND_BAR (self));

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  find_all (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
