/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row costs is its labels: their text is laid out anew. A jump in a list binds all rows that
 * the view keeps, of which eight are seen. Main thread. */
#include "ui/inbox/dt-row-filler.h"

#include "ui/inbox/dt-row-focus.h"

#define MARGIN 2          /* rows above and below the screen that are as good as seen */
#define USEC_A_FRAME 3000 /* for those that are not seen */

#define AT_FIRST 12

struct _DtRowFiller
{
  GtkListView *view; /* unowned: it outlives the filler */
  DtRowFill fill;
  gpointer user_data;
  GPtrArray *waiting; /* of GtkListItem, unowned: removed when they are unbound */
  guint tick;
  GtkAdjustment *adjustment;
  double value; /* of the adjustment, a frame ago */
};

/* All rows are of one height. */
static gboolean
is_seen (DtRowFiller *self, GtkListItem *list_item)
{
  GtkSelectionModel *model = gtk_list_view_get_model (self->view);
  guint n = model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
  guint position = gtk_list_item_get_position (list_item);
  double page, height, top, value;

  if (self->adjustment == NULL || n == 0 || position == GTK_INVALID_LIST_POSITION)
    return TRUE;
  page = gtk_adjustment_get_page_size (self->adjustment);
  value = gtk_adjustment_get_value (self->adjustment);
  height = gtk_adjustment_get_upper (self->adjustment) / n;
  if (height < 1)
    return position < AT_FIRST; /* nothing has been laid out yet */
  top = height * position;
  return top + height * (1 + MARGIN) >= value && top <= value + page + height * MARGIN;
}

static void
fill_seen (DtRowFiller *self)
{
  for (guint i = 0; i < self->waiting->len;)
    {
      GtkListItem *list_item = self->waiting->pdata[i];

      if (!is_seen (self, list_item))
        {
          i++;
          continue;
        }
      g_ptr_array_remove_index_fast (self->waiting, i);
      self->fill (list_item, self->user_data);
    }
}

static gboolean
on_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  DtRowFiller *self = data;
  gint64 start = g_get_monotonic_time ();
  double value = self->adjustment != NULL ? gtk_adjustment_get_value (self->adjustment) : 0;

  fill_seen (self);
  /* While it is scrolled, what is seen takes all the time there is. */
  if (value != self->value)
    {
      self->value = value;
      return G_SOURCE_CONTINUE;
    }
  while (self->waiting->len > 0 && g_get_monotonic_time () - start < USEC_A_FRAME)
    self->fill (g_ptr_array_steal_index_fast (self->waiting, self->waiting->len - 1),
                self->user_data);
  if (self->waiting->len > 0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
on_value_changed_cb (GtkAdjustment *adjustment, DtRowFiller *self)
{
  fill_seen (self);
}

/* The view is given its adjustment when it is put into a scrolled window, and may get another. */
static void
on_vadjustment_cb (GtkListView *view, GParamSpec *pspec, DtRowFiller *self)
{
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->adjustment, on_value_changed_cb, self);
  g_set_object (&self->adjustment, gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)));
  if (self->adjustment != NULL)
    g_signal_connect_after (
        self->adjustment, "value-changed", G_CALLBACK (on_value_changed_cb), self);
}

/**
 * dt_row_filler_new:
 * @view: whose rows these are; lives longer than the filler
 * @fill: shows what the list item is bound to, or that it is being loaded
 * @user_data: its data
 *
 * Returns: (transfer full): a filler
 */
DtRowFiller *
dt_row_filler_new (GtkListView *view, DtRowFill fill, gpointer user_data)
{
  DtRowFiller *self = g_new0 (DtRowFiller, 1);

  self->view = view;
  self->fill = fill;
  self->user_data = user_data;
  self->waiting = g_ptr_array_new ();
  g_signal_connect (view, "notify::vadjustment", G_CALLBACK (on_vadjustment_cb), self);
  on_vadjustment_cb (view, NULL, self);
  return self;
}

/**
 * dt_row_filler_free:
 * @self: (nullable) (transfer full): a filler
 */
void
dt_row_filler_free (DtRowFiller *self)
{
  if (self == NULL)
    return;
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->tick);
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->adjustment, on_value_changed_cb, self);
  g_signal_handlers_disconnect_by_func (self->view, on_vadjustment_cb, self);
  g_clear_object (&self->adjustment);
  g_ptr_array_unref (self->waiting);
  g_free (self);
}

/**
 * dt_row_filler_add:
 * @self: a filler
 * @list_item: bound, or what it is bound to has changed
 *
 * Fills it now if it can be seen, else within some frames.
 */
void
dt_row_filler_add (DtRowFiller *self, GtkListItem *list_item)
{
  if (is_seen (self, list_item))
    {
      dt_row_filler_remove (self, list_item);
      self->fill (list_item, self->user_data);
      return;
    }
  if (!g_ptr_array_find (self->waiting, list_item, NULL))
    g_ptr_array_add (self->waiting, list_item);
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), on_tick_cb, self, NULL);
}

/**
 * dt_row_filler_remove:
 * @self: a filler
 * @list_item: unbound
 */
void
dt_row_filler_remove (DtRowFiller *self, GtkListItem *list_item)
{
  g_ptr_array_remove_fast (self->waiting, list_item);
}

/**
 * dt_row_filler_refresh:
 * @self: a filler
 *
 * Fills the rows that can be seen now, the others within some frames.
 */
void
dt_row_filler_refresh (DtRowFiller *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);
      GtkListItem *item = row != NULL ? dt_row_focus_get_item (row) : NULL;

      if (item != NULL && gtk_list_item_get_item (item) != NULL)
        dt_row_filler_add (self, item);
    }
}
