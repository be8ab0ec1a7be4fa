/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list view keeps two hundred rows, of which eight are seen: the others are made when there is
 * time. All rows are made alike, so the first that shows a case is measured for all: none changes
 * its height when its case is loaded, and a jump measures no text that is not seen. Main thread. */
#include "ui/inbox/dt-row-slot.h"

#include <glib/gi18n.h>
#include <pango/pangocairo.h>

struct _DtRowSlot
{
  GtkWidget parent_instance;
  DtCaseRow *row; /* NULL until it is needed */
  gboolean shows_case;
};

G_DEFINE_FINAL_TYPE (DtRowSlot, dt_row_slot, GTK_TYPE_WIDGET)

/* Of a row in the usual font, before any has been measured. */
#define USUAL_HEIGHT 93

/* The height of a row that shows a case, and the font it was measured in. */
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

static int
get_height (DtRowSlot *self)
{
  guint font = get_font (GTK_WIDGET (self));
  int height = USUAL_HEIGHT;

  if (known_height != 0 && known_font == font)
    return known_height;
  if (self->row != NULL)
    gtk_widget_measure (
        GTK_WIDGET (self->row), GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  if (self->shows_case)
    {
      known_height = height;
      known_font = font;
    }
  return height;
}

static void
dt_row_slot_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  /* As wide as the list: the labels shorten what they show. */
  *minimum = *natural
      = orientation == GTK_ORIENTATION_VERTICAL ? get_height (DT_ROW_SLOT (widget)) : 0;
}

static void
dt_row_slot_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DtRowSlot *self = DT_ROW_SLOT (widget);
  int least_width, least_height;

  if (self->row == NULL)
    return;
  /* A letter of another font may want a pixel more: it has the row's padding. */
  gtk_widget_measure (
      GTK_WIDGET (self->row), GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  gtk_widget_measure (
      GTK_WIDGET (self->row), GTK_ORIENTATION_VERTICAL, -1, &least_height, NULL, NULL, NULL);
  gtk_widget_allocate (
      GTK_WIDGET (self->row), MAX (width, least_width), MAX (height, least_height), baseline, NULL);
}

static GtkSizeRequestMode
dt_row_slot_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
dt_row_slot_dispose (GObject *object)
{
  DtRowSlot *self = DT_ROW_SLOT (object);

  if (self->row != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->row));
  self->row = NULL;
  G_OBJECT_CLASS (dt_row_slot_parent_class)->dispose (object);
}

static void
dt_row_slot_class_init (DtRowSlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_row_slot_dispose;
  widget_class->measure = dt_row_slot_measure;
  widget_class->size_allocate = dt_row_slot_size_allocate;
  widget_class->get_request_mode = dt_row_slot_get_request_mode;
}

static void
dt_row_slot_init (DtRowSlot *self)
{
}

/**
 * dt_row_slot_new:
 *
 * Returns: (transfer floating): an empty place
 */
GtkWidget *
dt_row_slot_new (void)
{
  return g_object_new (DT_TYPE_ROW_SLOT, NULL);
}

/**
 * dt_row_slot_get_row:
 * @self: a place
 *
 * Returns: (transfer none) (nullable): the row, if it has been made
 */
DtCaseRow *
dt_row_slot_get_row (DtRowSlot *self)
{
  g_return_val_if_fail (DT_IS_ROW_SLOT (self), NULL);

  return self->row;
}

/**
 * dt_row_slot_set_case:
 * @self: a place
 * @a_case: (nullable): what its row shows, or %NULL while it is being loaded
 * @calendar: the office's
 * @now: Unix microseconds
 *
 * The list reads out all that the row shows, as one sentence.
 */
void
dt_row_slot_set_case (DtRowSlot *self, DtCase *a_case, DtWorkingCalendar *calendar, gint64 now)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *sentence = NULL;

  g_return_if_fail (DT_IS_ROW_SLOT (self));

  if (self->row == NULL)
    {
      self->row = DT_CASE_ROW (dt_case_row_new ());
      gtk_widget_set_parent (GTK_WIDGET (self->row), GTK_WIDGET (self));
    }
  self->shows_case = a_case != NULL;
  sentence = dt_case_row_set_case (self->row, a_case, calendar, now);
  if (parent != NULL)
    gtk_accessible_update_property (
        GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

/**
 * dt_row_slot_set_selecting:
 * @self: a place
 * @selecting: whether several are being chosen
 * @selected: whether this one is
 */
void
dt_row_slot_set_selecting (DtRowSlot *self, gboolean selecting, gboolean selected)
{
  g_return_if_fail (DT_IS_ROW_SLOT (self));

  if (self->row != NULL)
    dt_case_row_set_selecting (self->row, selecting, selected);
}
