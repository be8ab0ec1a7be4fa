/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes beside a text. Whether one was mended is said by a shape and in words, never by a colour
 * alone. */
#include "ui/reply/dt-margin-notes.h"

#include "model/dt-margin-state.h"

#include <glib/gi18n.h>

struct _DtMarginNotes
{
  GtkWidget parent_instance;
  GtkListBox *list;
};

typedef struct
{
  guint start, end;
  guint index;
} Place;

enum
{
  CHOSEN,
  REMOVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtMarginNotes, dt_margin_notes, GTK_TYPE_WIDGET)

/* ---- rows ---- */

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, style);
    }
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
add_quote (GtkWidget *box, const char *text, const DtMarginNote *note)
{
  guint length = (guint) g_utf8_strlen (text, -1);
  g_autofree char *words = NULL;
  g_autofree char *quote = NULL;
  GtkWidget *label;

  if (note->start >= note->end || note->start >= length)
    return;
  words = g_utf8_substring (text, note->start, MIN (note->end, length));
  quote = g_strdup_printf (_ ("“%s”"), words);
  label = add_label (box, quote, "dt-dim");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (label), 2);
}

static GtkWidget *
add_row (DtMarginNotes *self, const char *icon, const char *style, GtkWidget **out_line)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_widget_add_css_class (line, "dt-side-row");
  gtk_widget_add_css_class (image, style);
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (line), image);
  gtk_box_append (GTK_BOX (line), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->list, row);
  *out_line = line;
  return words;
}

static void
on_remove_clicked_cb (GtkButton *button, DtMarginNotes *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));

  g_signal_emit (self, signals[REMOVED], 0, index);
}

static void
add_remove (DtMarginNotes *self, GtkWidget *line, guint index)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "dt-row-button");
  gtk_widget_set_tooltip_text (button, _ ("Take this note out"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Take this note out"), -1);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove_clicked_cb), self);
  gtk_box_append (GTK_BOX (line), button);
}

/* Choosing the row leads to the words. */
static void
set_place (GtkWidget *line, guint start, guint end)
{
  GtkWidget *row = gtk_widget_get_parent (line);
  Place *place = g_new0 (Place, 1);

  place->start = start;
  place->end = end;
  g_object_set_data_full (G_OBJECT (row), "place", place, g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
}

static void
name_row (GtkWidget *line, const char *text, const char *state)
{
  g_autofree char *label = state != NULL ? g_strdup_printf ("%s. %s", text, state) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (line)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label != NULL ? label : text,
                                  -1);
}

static void
add_past (DtMarginNotes *self, const char *before, const DtMarginNote *note, GPtrArray *diff)
{
  DtMarginState state;
  g_autofree char *words = NULL;
  GtkWidget *line;
  GtkWidget *box;

  dt_margin_state_init (&state, note, diff);
  box = add_row (self,
                 state.mended ? "object-select-symbolic" : "dt-ask-symbolic",
                 state.mended ? "dt-success" : "dt-warning",
                 &line);
  words = state.mended ? g_strdup_printf (_ ("changed in paragraph %u"), state.paragraph)
                       : g_strdup (_ ("not changed"));
  add_label (box, note->text, NULL);
  add_quote (box, before, note);
  add_label (box, words, "dt-dim");
  name_row (line, note->text, words);
  if (state.start < state.end)
    set_place (line, state.start, state.end);
}

static void
clear (DtMarginNotes *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

/* ---- callbacks and vfuncs ---- */

static void
on_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, DtMarginNotes *self)
{
  const Place *place = g_object_get_data (G_OBJECT (row), "place");

  if (place != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, place->start, place->end);
}

static void
dt_margin_notes_dispose (GObject *object)
{
  DtMarginNotes *self = DT_MARGIN_NOTES (object);

  if (self->list != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->list));
  self->list = NULL;
  G_OBJECT_CLASS (dt_margin_notes_parent_class)->dispose (object);
}

static void
dt_margin_notes_class_init (DtMarginNotesClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_margin_notes_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[CHOSEN] = g_signal_new ("chosen",
                                  type,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  2,
                                  G_TYPE_UINT,
                                  G_TYPE_UINT);
  signals[REMOVED] = g_signal_new (
      "removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
dt_margin_notes_init (DtMarginNotes *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Notes beside the text"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self);
}

/* ---- public ---- */

/**
 * dt_margin_notes_new:
 *
 * Returns: (transfer floating): an empty list
 */
GtkWidget *
dt_margin_notes_new (void)
{
  return g_object_new (DT_TYPE_MARGIN_NOTES, NULL);
}

/**
 * dt_margin_notes_set:
 * @self: a list
 * @text: what they are beside
 * @notes: (element-type DtMarginNote): notes that are being written
 */
void
dt_margin_notes_set (DtMarginNotes *self, const char *text, GPtrArray *notes)
{
  g_return_if_fail (DT_IS_MARGIN_NOTES (self) && text != NULL && notes != NULL);

  clear (self);
  for (guint i = 0; i < notes->len; i++)
    {
      const DtMarginNote *note = notes->pdata[i];
      GtkWidget *line;
      GtkWidget *box = add_row (self, "document-edit-symbolic", "dt-dim", &line);

      add_label (box, note->text, NULL);
      add_quote (box, text, note);
      add_remove (self, line, i);
      name_row (line, note->text, NULL);
      if (note->start < note->end)
        set_place (line, note->start, note->end);
    }
}

/**
 * dt_margin_notes_set_past:
 * @self: a list
 * @before: the text that was returned
 * @now: as it is now
 * @note: (nullable): what was said of all of it
 * @notes: (element-type DtMarginNote): notes to @before
 */
void
dt_margin_notes_set_past (
    DtMarginNotes *self, const char *before, const char *now, const char *note, GPtrArray *notes)
{
  g_autoptr (GPtrArray) diff = NULL;

  g_return_if_fail (DT_IS_MARGIN_NOTES (self) && before != NULL && now != NULL && notes != NULL);

  clear (self);
  diff = dt_text_diff (before, now);
  if (note != NULL)
    {
      const DtMarginNote whole = { .text = (char *) note };

      add_past (self, before, &whole, diff);
    }
  for (guint i = 0; i < notes->len; i++)
    add_past (self, before, notes->pdata[i], diff);
}
