/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Styled as a label. The layout is made when it is first drawn or measured. */
#include "ui/inbox/dt-line-text.h"

#include <string.h>

#define BAR_ALPHA 0.08f
#define BAR_MARGIN 3
#define BAR_RADIUS 4

struct _DtLineText
{
  GtkWidget parent_instance;
  char *text;
  PangoLayout *layout; /* NULL until it is needed */
  gboolean whole;
  gboolean waiting;
  int width;  /* of a whole one, as it was last measured */
  guint font; /* that the layout was made with */
};

enum
{
  PROP_TEXT = 1,
  PROP_WHOLE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (DtLineText, dt_line_text, GTK_TYPE_WIDGET)

/* Figures of one width: from row to row less moves. */
static void
set_tabular (PangoLayout *layout)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

static PangoLayout *
get_layout (DtLineText *self)
{
  if (self->layout == NULL)
    {
      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
      if (self->whole)
        set_tabular (self->layout);
      else
        pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
    }
  return self->layout;
}

static int
measure_text (DtLineText *self)
{
  int width;

  pango_layout_get_pixel_size (get_layout (self), &width, NULL);
  return width;
}

/* ---- the widget ---- */

static void
measure_line (DtLineText *self, int *height, int *baseline)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int ascent = pango_font_metrics_get_ascent (metrics);

  *height = PANGO_PIXELS_CEIL (ascent + pango_font_metrics_get_descent (metrics));
  *baseline = PANGO_PIXELS (ascent);
  pango_font_metrics_unref (metrics);
}

static void
dt_line_text_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  DtLineText *self = DT_LINE_TEXT (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      measure_line (self, natural, natural_baseline);
      *minimum = *natural;
      *minimum_baseline = *natural_baseline;
      return;
    }
  if (self->whole)
    self->width = measure_text (self);
  *minimum = *natural = self->whole ? self->width : 0;
}

static void
draw_bar (DtLineText *self, GtkSnapshot *snapshot, GdkRGBA colour)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  const graphene_rect_t bounds
      = GRAPHENE_RECT_INIT (0, BAR_MARGIN, width, MAX (height - 2 * BAR_MARGIN, 0));
  GskRoundedRect bar;

  colour.alpha *= BAR_ALPHA;
  gsk_rounded_rect_init_from_rect (&bar, &bounds, BAR_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &bar);
  gtk_snapshot_append_color (snapshot, &colour, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
dt_line_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DtLineText *self = DT_LINE_TEXT (widget);
  GdkRGBA colour;
  int height;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  if (self->waiting)
    {
      draw_bar (self, snapshot, colour);
      return;
    }
  if (*self->text == '\0')
    return;
  if (!self->whole)
    pango_layout_set_width (get_layout (self), gtk_widget_get_width (widget) * PANGO_SCALE);
  pango_layout_get_pixel_size (get_layout (self), NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (0, (float) ((gtk_widget_get_height (widget) - height) / 2)));
  gtk_snapshot_append_layout (snapshot, get_layout (self), &colour);
  gtk_snapshot_restore (snapshot);
}

/* Another colour is only drawn anew, another font is measured anew. */
static void
dt_line_text_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  DtLineText *self = DT_LINE_TEXT (widget);
  const PangoFontDescription *description;
  guint font;

  GTK_WIDGET_CLASS (dt_line_text_parent_class)->css_changed (widget, change);
  description = pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  font = pango_font_description_hash (description);
  if (font != self->font)
    {
      self->font = font;
      g_clear_object (&self->layout);
      gtk_widget_queue_resize (widget);
    }
  gtk_widget_queue_draw (widget);
}

/* The size of the text, the resolution. */
static void
dt_line_text_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (dt_line_text_parent_class)->system_setting_changed (widget, setting);
  g_clear_object (&DT_LINE_TEXT (widget)->layout);
  gtk_widget_queue_resize (widget);
}

/* ---- class ---- */

static void
dt_line_text_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DtLineText *self = DT_LINE_TEXT (object);

  switch (id)
    {
    case PROP_TEXT:
      dt_line_text_set_text (self, g_value_get_string (value));
      break;
    case PROP_WHOLE:
      self->whole = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dt_line_text_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DtLineText *self = DT_LINE_TEXT (object);

  switch (id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_WHOLE:
      g_value_set_boolean (value, self->whole);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dt_line_text_finalize (GObject *object)
{
  DtLineText *self = DT_LINE_TEXT (object);

  g_free (self->text);
  g_clear_object (&self->layout);
  G_OBJECT_CLASS (dt_line_text_parent_class)->finalize (object);
}

static void
dt_line_text_class_init (DtLineTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = dt_line_text_set_property;
  object_class->get_property = dt_line_text_get_property;
  object_class->finalize = dt_line_text_finalize;
  widget_class->measure = dt_line_text_measure;
  widget_class->snapshot = dt_line_text_snapshot;
  widget_class->css_changed = dt_line_text_css_changed;
  widget_class->system_setting_changed = dt_line_text_system_setting_changed;
  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  props[PROP_WHOLE] = g_param_spec_boolean ("whole", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
dt_line_text_init (DtLineText *self)
{
  self->text = g_strdup ("");
}

/* ---- public ---- */

/**
 * dt_line_text_set_text:
 * @self: a line
 * @text: (nullable): what it shows
 */
void
dt_line_text_set_text (DtLineText *self, const char *text)
{
  g_return_if_fail (DT_IS_LINE_TEXT (self));

  if (text == NULL)
    text = "";
  if (strcmp (text, self->text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  if (self->layout != NULL)
    pango_layout_set_text (self->layout, self->text, -1);
  if (self->whole && measure_text (self) != self->width)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * dt_line_text_get_text:
 * @self: a line
 *
 * Returns: (transfer none): what it shows
 */
const char *
dt_line_text_get_text (DtLineText *self)
{
  g_return_val_if_fail (DT_IS_LINE_TEXT (self), NULL);

  return self->text;
}

/**
 * dt_line_text_set_waiting:
 * @self: a line
 * @waiting: whether a dim bar stands in its place
 */
void
dt_line_text_set_waiting (DtLineText *self, gboolean waiting)
{
  g_return_if_fail (DT_IS_LINE_TEXT (self));

  if (self->waiting == waiting)
    return;
  self->waiting = waiting;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
