/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a template while it is written. What is wrong is looked for at every change: a
 * template is a page of text at most. */
#include "ui/reply/dt-template-text.h"

#include "ui/reply/dt-template-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define MIN_HEIGHT 190

struct _DtTemplateText
{
  GtkWidget parent_instance;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkTextTag *field;
  GtkTextTag *blank;
  GtkTextTag *wrong;
  char *problem;
  guint wrong_start;
  gboolean filling; /* the text is being set by the program */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (DtTemplateText, dt_template_text, GTK_TYPE_WIDGET)

static void
set_color (GtkTextTag *tag, const char *property, GtkWidget *widget, const char *name)
{
  GdkRGBA color;

  if (gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &color))
    g_object_set (tag, property, &color, NULL);
}

static void
apply (DtTemplateText *self, GtkTextTag *tag, guint start, guint end)
{
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &from, (int) start);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &to, (int) end);
  gtk_text_buffer_apply_tag (self->buffer, tag, &from, &to);
}

static void
tint_fields (DtTemplateText *self, const char *text)
{
  const char *at = text;

  while ((at = strstr (at, "{{")) != NULL)
    {
      const char *end = g_strstr_len (at, (gssize) strcspn (at, "\n"), "}}");
      guint start = (guint) g_utf8_pointer_to_offset (text, at);

      if (end == NULL)
        return;
      at = end + 2;
      apply (self, self->field, start, (guint) g_utf8_pointer_to_offset (text, at));
    }
}

static void
look (DtTemplateText *self)
{
  guint wrong_end = 0;
  g_autofree char *text = dt_template_text_dup_text (self);
  g_autoptr (GArray) blanks = dt_reply_find_blanks (text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_all_tags (self->buffer, &start, &end);
  tint_fields (self, text);
  for (guint i = 0; i < blanks->len; i++)
    {
      const DtBlank *blank = &g_array_index (blanks, DtBlank, i);

      apply (self, self->blank, blank->start, blank->end);
    }
  g_free (self->problem);
  self->problem = dt_template_words_problem (text, &self->wrong_start, &wrong_end);
  if (self->problem != NULL)
    apply (self, self->wrong, self->wrong_start, wrong_end);
}

static void
on_buffer_changed_cb (DtTemplateText *self)
{
  if (self->filling)
    return;
  look (self);
  g_signal_emit (self, changed_signal, 0);
}

/* Light and dark have other colours. */
static void
dt_template_text_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  DtTemplateText *self = DT_TEMPLATE_TEXT (widget);

  GTK_WIDGET_CLASS (dt_template_text_parent_class)->css_changed (widget, change);
  if (self->buffer == NULL)
    return;
  set_color (self->field, "foreground-rgba", widget, "dt_link");
  set_color (self->field, "background-rgba", widget, "dt_busy_bg");
  set_color (self->blank, "foreground-rgba", widget, "dt_warning");
  set_color (self->blank, "background-rgba", widget, "dt_warning_bg");
  set_color (self->wrong, "foreground-rgba", widget, "dt_error");
  set_color (self->wrong, "background-rgba", widget, "dt_error_bg");
  set_color (self->wrong, "underline-rgba", widget, "dt_error");
}

static gboolean
dt_template_text_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (DT_TEMPLATE_TEXT (widget)->view));
}

static void
dt_template_text_dispose (GObject *object)
{
  DtTemplateText *self = DT_TEMPLATE_TEXT (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_object (&self->buffer);
  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (dt_template_text_parent_class)->dispose (object);
}

static void
dt_template_text_finalize (GObject *object)
{
  g_free (DT_TEMPLATE_TEXT (object)->problem);
  G_OBJECT_CLASS (dt_template_text_parent_class)->finalize (object);
}

static void
dt_template_text_class_init (DtTemplateTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_template_text_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_template_text_finalize;
  widget_class->css_changed = dt_template_text_css_changed;
  widget_class->grab_focus = dt_template_text_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  changed_signal = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dt_template_text_init (DtTemplateText *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *view = gtk_text_view_new ();

  self->view = GTK_TEXT_VIEW (view);
  self->buffer = g_object_ref (gtk_text_view_get_buffer (self->view));
  self->field = gtk_text_buffer_create_tag (self->buffer, "field", NULL);
  self->blank = gtk_text_buffer_create_tag (
      self->buffer, "blank", "underline", PANGO_UNDERLINE_SINGLE, NULL);
  self->wrong = gtk_text_buffer_create_tag (
      self->buffer, "wrong", "underline", PANGO_UNDERLINE_ERROR, NULL);
  gtk_text_buffer_set_enable_undo (self->buffer, TRUE);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->view, FALSE); /* it is one field of a form */
  gtk_widget_set_size_request (view, -1, MIN_HEIGHT);
  gtk_widget_set_hexpand (view, TRUE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Text of the template"), -1);
  gtk_box_append (GTK_BOX (card), view);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "dt-text-card");
  gtk_widget_set_parent (card, GTK_WIDGET (self));
  g_signal_connect_object (
      self->buffer, "changed", G_CALLBACK (on_buffer_changed_cb), self, G_CONNECT_SWAPPED);
}

/* ---- public ---- */

/**
 * dt_template_text_dup_text:
 * @self: a text
 *
 * Returns: (transfer full): what stands there
 */
char *
dt_template_text_dup_text (DtTemplateText *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (DT_IS_TEMPLATE_TEXT (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/**
 * dt_template_text_set_text:
 * @self: a text
 * @text: (nullable): what is to stand there
 */
void
dt_template_text_set_text (DtTemplateText *self, const char *text)
{
  GtkTextIter start;

  g_return_if_fail (DT_IS_TEMPLATE_TEXT (self));

  self->filling = TRUE;
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, text != NULL ? text : "", -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  self->filling = FALSE;
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_place_cursor (self->buffer, &start);
  look (self);
}

/* @before and @after around @inside, or, without it, around what is chosen, in whose place they
 * come; what is between them is chosen then. */
static void
insert (DtTemplateText *self, const char *before, const char *inside, const char *after)
{
  GtkTextIter start, end;
  g_autofree char *chosen = NULL;
  g_autofree char *text = NULL;
  int offset;
  int length;

  gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end);
  chosen = inside != NULL ? g_strdup (inside)
                          : gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
  length = (int) g_utf8_strlen (chosen, -1);
  text = g_strconcat (before, chosen, after, NULL);
  offset = gtk_text_iter_get_offset (&start);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  offset += (int) g_utf8_strlen (before, -1);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, offset);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, offset + length);
  gtk_text_buffer_select_range (self->buffer, &end, &start);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/**
 * dt_template_text_insert_field:
 * @self: a text
 * @name: of a field
 */
void
dt_template_text_insert_field (DtTemplateText *self, const char *name)
{
  g_return_if_fail (DT_IS_TEMPLATE_TEXT (self) && name != NULL);

  g_autofree char *tag = g_strdup_printf ("{{%s}}", name);

  insert (self, tag, "", "");
}

/**
 * dt_template_text_insert_section:
 * @self: a text
 * @name: of a field
 * @unless: to stand if that is not so
 */
void
dt_template_text_insert_section (DtTemplateText *self, const char *name, gboolean unless)
{
  g_return_if_fail (DT_IS_TEMPLATE_TEXT (self) && name != NULL);

  g_autofree char *before = g_strdup_printf ("{{%c%s}}", unless ? '^' : '#', name);
  g_autofree char *after = g_strdup_printf ("{{/%s}}", name);

  insert (self, before, NULL, after);
}

/**
 * dt_template_text_insert_blank:
 * @self: a text
 */
void
dt_template_text_insert_blank (DtTemplateText *self)
{
  g_return_if_fail (DT_IS_TEMPLATE_TEXT (self));

  insert (self, "[", _ ("what belongs here"), "]");
}

/**
 * dt_template_text_get_problem:
 * @self: a text
 *
 * Returns: (transfer none) (nullable): what is wrong, with line and column
 */
const char *
dt_template_text_get_problem (DtTemplateText *self)
{
  g_return_val_if_fail (DT_IS_TEMPLATE_TEXT (self), NULL);

  return self->problem;
}

/**
 * dt_template_text_go_to_problem:
 * @self: a text
 */
void
dt_template_text_go_to_problem (DtTemplateText *self)
{
  GtkTextIter at;

  g_return_if_fail (DT_IS_TEMPLATE_TEXT (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  if (self->problem == NULL)
    return;
  gtk_text_buffer_get_iter_at_offset (self->buffer, &at, (int) self->wrong_start);
  gtk_text_buffer_place_cursor (self->buffer, &at);
  gtk_text_view_scroll_to_mark (
      self->view, gtk_text_buffer_get_insert (self->buffer), 0.1, FALSE, 0, 0);
}
