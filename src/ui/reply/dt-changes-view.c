/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The draft of a reply on a card. A note is written in a popover at the words that were chosen. */
#include "ui/reply/dt-changes-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _DtChangesView
{
  GtkWidget parent_instance;
  GtkWidget *head;
  GtkLabel *heading;
  GtkWidget *note;
  GtkWidget *modes;
  GtkToggleButton *clean;
  GtkWidget *card;
  DtChangesText *text;
  GtkWidget *legend;
  GtkWidget *popover;
  GtkLabel *quote;
  GtkEditable *entry;
  GtkWidget *write;

  gboolean can_note;
  guint start, end; /* the words that the popover is about */
};

static guint note_written_signal;

G_DEFINE_FINAL_TYPE (DtChangesView, dt_changes_view, GTK_TYPE_WIDGET)

static void
show_heads (DtChangesView *self)
{
  gboolean editing = dt_changes_text_is_editing (self->text);
  gboolean changes = dt_changes_text_has_changes (self->text) && !editing;
  guint start, end;

  gtk_widget_set_visible (self->modes, changes);
  gtk_widget_set_visible (self->legend, changes && !gtk_toggle_button_get_active (self->clean));
  gtk_widget_set_visible (self->note, self->can_note && !editing);
  gtk_widget_set_sensitive (self->note, dt_changes_text_get_selection (self->text, &start, &end));
  gtk_label_set_text (self->heading,
                      editing ? _ ("The reply as you change it") : _ ("Draft of the reply"));
  if (editing)
    gtk_widget_add_css_class (self->card, "dt-editing");
  else
    gtk_widget_remove_css_class (self->card, "dt-editing");
}

/* ---- the note ---- */

static void
on_write_clicked_cb (GtkWidget *widget, DtChangesView *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  if (*text == '\0')
    return;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  /* The next note is about other words, or about all of it. */
  dt_changes_text_drop_selection (self->text);
  g_signal_emit (self, note_written_signal, 0, self->start, self->end, text);
}

static void
on_entry_changed_cb (GtkEditable *entry, DtChangesView *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  gtk_widget_set_sensitive (self->write, *text != '\0');
}

static void
on_note_clicked_cb (GtkButton *button, DtChangesView *self)
{
  dt_changes_view_write_note (self);
}

static void
on_popover_closed_cb (GtkPopover *popover, DtChangesView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

/* ---- callbacks and vfuncs ---- */

static void
on_clean_toggled_cb (GtkToggleButton *button, DtChangesView *self)
{
  dt_changes_text_set_clean (self->text, gtk_toggle_button_get_active (button));
  show_heads (self);
}

static void
on_selection_changed_cb (DtChangesText *text, DtChangesView *self)
{
  guint start, end;

  gtk_widget_set_sensitive (self->note, dt_changes_text_get_selection (text, &start, &end));
}

static void
dt_changes_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DtChangesView *self = DT_CHANGES_VIEW (widget);

  GTK_WIDGET_CLASS (dt_changes_view_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
dt_changes_view_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (dt_changes_view_parent_class)->dispose (object);
}

static void
dt_changes_view_class_init (DtChangesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_changes_view_dispose;
  widget_class->size_allocate = dt_changes_view_size_allocate;
  note_written_signal = g_signal_new ("note-written",
                                      G_TYPE_FROM_CLASS (klass),
                                      G_SIGNAL_RUN_LAST,
                                      0,
                                      NULL,
                                      NULL,
                                      NULL,
                                      G_TYPE_NONE,
                                      3,
                                      G_TYPE_UINT,
                                      G_TYPE_UINT,
                                      G_TYPE_STRING);
  g_type_ensure (DT_TYPE_CHANGES_TEXT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/reply/dt-changes-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DtChangesView, head);
  gtk_widget_class_bind_template_child (widget_class, DtChangesView, heading);
  gtk_widget_class_bind_template_child (widget_class, DtChangesView, note);
  gtk_widget_class_bind_template_child (widget_class, DtChangesView, modes);
  gtk_widget_class_bind_template_child (widget_class, DtChangesView, clean);
  gtk_widget_class_bind_template_child (widget_class, DtChangesView, card);
  gtk_widget_class_bind_template_child (widget_class, DtChangesView, text);
  gtk_widget_class_bind_template_child (widget_class, DtChangesView, legend);
  gtk_widget_class_bind_template_child (widget_class, DtChangesView, popover);
  gtk_widget_class_bind_template_child (widget_class, DtChangesView, quote);
  gtk_widget_class_bind_template_child (widget_class, DtChangesView, entry);
  gtk_widget_class_bind_template_child (widget_class, DtChangesView, write);
}

static void
dt_changes_view_init (DtChangesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->clean, "toggled", G_CALLBACK (on_clean_toggled_cb), self);
  g_signal_connect (self->note, "clicked", G_CALLBACK (on_note_clicked_cb), self);
  g_signal_connect (self->text, "selection-changed", G_CALLBACK (on_selection_changed_cb), self);
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_entry_changed_cb), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (on_write_clicked_cb), self);
  g_signal_connect (self->write, "clicked", G_CALLBACK (on_write_clicked_cb), self);
  g_signal_connect (self->popover, "closed", G_CALLBACK (on_popover_closed_cb), self);
  show_heads (self);
}

/* ---- public ---- */

/**
 * dt_changes_view_new:
 *
 * Returns: (transfer floating): an empty view
 */
GtkWidget *
dt_changes_view_new (void)
{
  return g_object_new (DT_TYPE_CHANGES_VIEW, NULL);
}

/**
 * dt_changes_view_set_texts:
 * @self: a view
 * @before: (nullable): the text as it was returned
 * @after: the text as it is now
 *
 * Ends editing and drops the notes.
 */
void
dt_changes_view_set_texts (DtChangesView *self, const char *before, const char *after)
{
  g_return_if_fail (DT_IS_CHANGES_VIEW (self) && after != NULL);

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  dt_changes_text_set (self->text, before, after);
  show_heads (self);
}

/**
 * dt_changes_view_get_text:
 * @self: a view
 *
 * Returns: (transfer none): its text
 */
DtChangesText *
dt_changes_view_get_text (DtChangesView *self)
{
  g_return_val_if_fail (DT_IS_CHANGES_VIEW (self), NULL);

  return self->text;
}

/**
 * dt_changes_view_set_can_note:
 * @self: a view
 * @can_note: whether notes can be written to chosen words
 */
void
dt_changes_view_set_can_note (DtChangesView *self, gboolean can_note)
{
  g_return_if_fail (DT_IS_CHANGES_VIEW (self));

  self->can_note = can_note;
  show_heads (self);
}

/**
 * dt_changes_view_set_editing:
 * @self: a view with a text
 * @editing: whether the text may be changed
 */
void
dt_changes_view_set_editing (DtChangesView *self, gboolean editing)
{
  g_return_if_fail (DT_IS_CHANGES_VIEW (self));

  dt_changes_text_set_editing (self->text, editing);
  show_heads (self);
  if (editing)
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

/**
 * dt_changes_view_write_note:
 * @self: a view
 *
 * Returns: whether words were chosen, beside which a note is asked for
 */
gboolean
dt_changes_view_write_note (DtChangesView *self)
{
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;
  GdkRectangle place;
  double x, y;

  g_return_val_if_fail (DT_IS_CHANGES_VIEW (self), FALSE);

  if (!self->can_note || !dt_changes_text_get_selection (self->text, &self->start, &self->end))
    return FALSE;
  text = dt_changes_text_dup (self->text);
  words = g_utf8_substring (text, self->start, self->end);
  gtk_label_set_text (self->quote, words);
  gtk_editable_set_text (self->entry, "");
  dt_changes_text_get_place (self->text, &place);
  if (gtk_widget_translate_coordinates (
          GTK_WIDGET (self->text), GTK_WIDGET (self), place.x, place.y, &x, &y))
    {
      place.x = (int) x;
      place.y = (int) y;
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return TRUE;
}
