/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every row of the list is made alike, so the first that is filled is measured for all: a row does
 * not change its height when its case is loaded, and a jump measures no text that is not seen. Main
 * thread. */
#include "ui/inbox/dt-row-layout.h"

#include <pango/pangocairo.h>

struct _DtRowLayout
{
  GtkLayoutManager parent_instance;
  gboolean filled;
};

G_DEFINE_FINAL_TYPE (DtRowLayout, dt_row_layout, GTK_TYPE_LAYOUT_MANAGER)

/* The height of a filled row, and the font it was measured in. */
static int known_height;
static guint known_font;

static guint
get_font (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *description = pango_context_get_font_description (context);

  return pango_font_description_hash (description)
         ^ (guint) (pango_cairo_context_get_resolution (context) * 16);
}

static void
measure_height (DtRowLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  guint font = get_font (widget);

  if (known_height != 0 && known_font == font)
    {
      *minimum = *natural = known_height;
      return;
    }
  if (child != NULL)
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, minimum, natural, NULL, NULL);
  if (!self->filled)
    return;
  known_height = *natural;
  known_font = font;
}

static void
dt_row_layout_measure (GtkLayoutManager *manager,
                       GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = *natural = 0; /* as wide as the list: its labels shorten what they show */
  if (orientation == GTK_ORIENTATION_VERTICAL)
    measure_height (DT_ROW_LAYOUT (manager), widget, minimum, natural);
}

static void
dt_row_layout_allocate (
    GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int minimum_width, minimum_height;

  if (child == NULL)
    return;
  /* A letter of another font may want a pixel more: it has the row's padding. */
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &minimum_height, NULL, NULL, NULL);
  gtk_widget_allocate (
      child, MAX (width, minimum_width), MAX (height, minimum_height), baseline, NULL);
}

static GtkSizeRequestMode
dt_row_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
dt_row_layout_class_init (DtRowLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->measure = dt_row_layout_measure;
  manager_class->allocate = dt_row_layout_allocate;
  manager_class->get_request_mode = dt_row_layout_get_request_mode;
}

static void
dt_row_layout_init (DtRowLayout *self)
{
}

/**
 * dt_row_layout_set_filled:
 * @self: a layout
 * @filled: whether the row shows all that a row can show, and may be measured for the others
 */
void
dt_row_layout_set_filled (DtRowLayout *self, gboolean filled)
{
  g_return_if_fail (DT_IS_ROW_LAYOUT (self));

  self->filled = filled;
}
