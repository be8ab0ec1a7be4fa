/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a template reads filled in. Main thread. */
#include "ui/reply/dt-template-preview.h"

#include <glib/gi18n.h>

struct _DtTemplatePreview
{
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkLabel *source;
  GtkToggleButton *one;
  GtkToggleButton *many;
  GtkLabel *text;
  GtkLabel *blanks;
  const DtTemplateContext *values;
  char *body;
};

G_DEFINE_FINAL_TYPE (DtTemplatePreview, dt_template_preview, GTK_TYPE_WIDGET)

static void
add_color (PangoAttrList *list, const GdkRGBA *color, gboolean back, gsize start, gsize end)
{
  guint16 red = (guint16) (color->red * G_MAXUINT16);
  guint16 green = (guint16) (color->green * G_MAXUINT16);
  guint16 blue = (guint16) (color->blue * G_MAXUINT16);
  PangoAttribute *attributes[2] = {
    back ? pango_attr_background_new (red, green, blue)
         : pango_attr_foreground_new (red, green, blue),
    back ? pango_attr_background_alpha_new ((guint16) (color->alpha * G_MAXUINT16)) : NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (attributes[i] != NULL)
      {
        attributes[i]->start_index = (guint) start;
        attributes[i]->end_index = (guint) end;
        pango_attr_list_insert (list, attributes[i]);
      }
}

static void
tint_blanks (DtTemplatePreview *self, const char *text, GArray *blanks)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();
  GdkRGBA color;

  for (guint i = 0; i < blanks->len; i++)
    {
      const DtBlank *blank = &g_array_index (blanks, DtBlank, i);
      gsize start = (gsize) (g_utf8_offset_to_pointer (text, blank->start) - text);
      gsize end = (gsize) (g_utf8_offset_to_pointer (text, blank->end) - text);
      PangoAttribute *line = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);

      line->start_index = (guint) start;
      line->end_index = (guint) end;
      pango_attr_list_insert (list, line);
      if (gtk_style_context_lookup_color (context, "dt_warning", &color))
        add_color (list, &color, FALSE, start, end);
      if (gtk_style_context_lookup_color (context, "dt_warning_bg", &color))
        add_color (list, &color, TRUE, start, end);
    }
  gtk_label_set_attributes (self->text, list);
}

static void
update (DtTemplatePreview *self)
{
  gboolean many = gtk_toggle_button_get_active (self->many);
  DtTemplateContext values = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *count = NULL;
  g_autoptr (GArray) blanks = NULL;

  if (self->values != NULL)
    values = *self->values;
  values.n_citizens = many ? MAX (values.n_citizens, 2) : 1;
  if (self->body != NULL)
    text = dt_reply_template_fill (self->body, &values, NULL);
  blanks = dt_reply_find_blanks (text != NULL ? text : "");
  if (text == NULL)
    gtk_label_set_text (self->text, _ ("Mend the text first: nothing can be filled in."));
  else
    gtk_label_set_text (self->text, *text != '\0' ? text : _ ("Nothing is written yet."));
  tint_blanks (self, text != NULL ? text : "", blanks);
  if (text == NULL || *text == '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "dt-dim");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->text), "dt-dim");
  count = g_strdup_printf (ngettext ("%u blank to fill in", "%u blanks to fill in", blanks->len),
                           blanks->len);
  gtk_label_set_text (self->blanks, blanks->len > 0 ? count : _ ("No blank to fill in"));
  gtk_widget_set_visible (GTK_WIDGET (self->blanks), text != NULL && *text != '\0');
}

static void
on_many_toggled_cb (DtTemplatePreview *self)
{
  update (self);
}

static void
dt_template_preview_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  DtTemplatePreview *self = DT_TEMPLATE_PREVIEW (widget);

  GTK_WIDGET_CLASS (dt_template_preview_parent_class)->css_changed (widget, change);
  if (self->text != NULL && self->body != NULL)
    update (self);
}

static void
dt_template_preview_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DT_TYPE_TEMPLATE_PREVIEW);
  G_OBJECT_CLASS (dt_template_preview_parent_class)->dispose (object);
}

static void
dt_template_preview_finalize (GObject *object)
{
  g_free (DT_TEMPLATE_PREVIEW (object)->body);
  G_OBJECT_CLASS (dt_template_preview_parent_class)->finalize (object);
}

static void
dt_template_preview_class_init (DtTemplatePreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_template_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_template_preview_finalize;
  widget_class->css_changed = dt_template_preview_css_changed;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/reply/dt-template-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, DtTemplatePreview, content);
  gtk_widget_class_bind_template_child (widget_class, DtTemplatePreview, source);
  gtk_widget_class_bind_template_child (widget_class, DtTemplatePreview, one);
  gtk_widget_class_bind_template_child (widget_class, DtTemplatePreview, many);
  gtk_widget_class_bind_template_child (widget_class, DtTemplatePreview, text);
  gtk_widget_class_bind_template_child (widget_class, DtTemplatePreview, blanks);
  gtk_widget_class_bind_template_callback (widget_class, on_many_toggled_cb);
}

static void
dt_template_preview_init (DtTemplatePreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dt_template_preview_set_values:
 * @self: a preview
 * @values: (nullable): borrowed until others are set
 * @source: whose values they are, in words
 */
void
dt_template_preview_set_values (DtTemplatePreview *self,
                                const DtTemplateContext *values,
                                const char *source)
{
  g_return_if_fail (DT_IS_TEMPLATE_PREVIEW (self) && source != NULL);

  self->values = values;
  gtk_label_set_text (self->source, source);
  update (self);
}

/**
 * dt_template_preview_set_body:
 * @self: a preview
 * @body: a template, which may be wrong
 */
void
dt_template_preview_set_body (DtTemplatePreview *self, const char *body)
{
  g_return_if_fail (DT_IS_TEMPLATE_PREVIEW (self) && body != NULL);

  g_free (self->body);
  self->body = g_strdup (body);
  update (self);
}

/**
 * dt_template_preview_set_many:
 * @self: a preview
 * @many: as several citizens read it
 */
void
dt_template_preview_set_many (DtTemplatePreview *self, gboolean many)
{
  g_return_if_fail (DT_IS_TEMPLATE_PREVIEW (self));

  gtk_toggle_button_set_active (many ? self->many : self->one, TRUE);
}

/**
 * dt_template_preview_get_text:
 * @self: a preview
 *
 * Returns: (transfer none): what stands there
 */
const char *
dt_template_preview_get_text (DtTemplatePreview *self)
{
  g_return_val_if_fail (DT_IS_TEMPLATE_PREVIEW (self), NULL);

  return gtk_label_get_text (self->text);
}
