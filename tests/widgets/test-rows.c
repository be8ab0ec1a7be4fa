/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a long list: those that are seen are filled at once, the others soon, and none
 * changes its height when its case comes. */
#include "dt-test.h"
#include "model/dt-rule-book.h"
#include "ui/inbox/dt-line-text.h"
#include "ui/inbox/dt-row-filler.h"
#include "ui/inbox/dt-row-slot.h"
#include "ui/shell/dt-i18n.h"

#include <adwaita.h>

#define LIMIT (20 * G_USEC_PER_SEC)
#define ROWS 5000
#define HEIGHT 50

typedef struct
{
  GtkWindow *window;
  GtkListView *view;
  GtkAdjustment *adjustment;
  DtRowFiller *filler;
  GHashTable *bound; /* GtkListItem → the position it shows, or -1 */
} Page;

static gboolean
on_tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* What a row shows that was bound and has not been filled since is of before: it does not count. */
static void
fill (GtkListItem *list_item, gpointer data)
{
  Page *page = data;

  g_assert_true (g_hash_table_contains (page->bound, list_item));
  g_hash_table_insert (
      page->bound, list_item, GINT_TO_POINTER ((int) gtk_list_item_get_position (list_item)));
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, Page *page)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_widget_set_size_request (label, -1, HEIGHT);
  gtk_list_item_set_child (list_item, label);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, Page *page)
{
  g_hash_table_insert (page->bound, list_item, GINT_TO_POINTER (-1));
  dt_row_filler_add (page->filler, list_item);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, Page *page)
{
  g_hash_table_remove (page->bound, list_item);
  if (page->filler != NULL)
    dt_row_filler_remove (page->filler, list_item);
}

static void
page_set_up (Page *self, gconstpointer data)
{
  GtkStringList *strings = gtk_string_list_new (NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  for (guint i = 0; i < ROWS; i++)
    gtk_string_list_append (strings, "một dòng");
  self->bound = g_hash_table_new (NULL, NULL);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (NULL, NULL));
  self->filler = dt_row_filler_new (self->view, fill, self);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->view,
                           GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (strings))));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  self->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 300, 400);
  gtk_window_set_child (self->window, scrolled);
  gtk_window_present (self->window);
}

static void
page_tear_down (Page *self, gconstpointer data)
{
  gtk_list_view_set_model (self->view, NULL);
  g_clear_pointer (&self->filler, dt_row_filler_free);
  gtk_window_destroy (self->window);
  g_hash_table_unref (self->bound);
}

/* How many of those from @first to @last are bound, and how many of these are filled. */
static void
count (Page *self, int first, int last, guint *out_bound, guint *out_filled)
{
  GHashTableIter iter;
  gpointer list_item, shown;

  *out_bound = *out_filled = 0;
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &list_item, &shown))
    {
      int position = (int) gtk_list_item_get_position (list_item);

      if (position < first || position > last)
        continue;
      *out_bound += 1;
      *out_filled += GPOINTER_TO_INT (shown) == position;
    }
}

static void
wait_until_filled (Page *self)
{
  gint64 end = g_get_monotonic_time () + dt_test_allow (LIMIT);
  guint tick = g_timeout_add (10, on_tick_cb, NULL);
  guint bound, filled;

  do
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
      count (self, 0, ROWS, &bound, &filled);
    }
  while (gtk_adjustment_get_upper (self->adjustment) < ROWS * HEIGHT || bound == 0
         || filled < bound);
  g_source_remove (tick);
}

static void
jump_to_middle (Page *self)
{
  /* GTK 4.8 follows a jump only from where somebody has scrolled to. */
  gtk_adjustment_set_value (self->adjustment, 2 * HEIGHT);
  gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_upper (self->adjustment) / 2);
}

static void
on_after_paint_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

static void
wait_for_frame (Page *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->view));
  gint64 end = g_get_monotonic_time () + dt_test_allow (LIMIT);
  guint tick = g_timeout_add (10, on_tick_cb, NULL);
  gboolean painted = FALSE;
  gulong handler
      = g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint_cb), &painted);

  while (!painted)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, handler);
  g_source_remove (tick);
}

static void
test_jump (Page *self, gconstpointer data)
{
  guint bound, filled;
  int first;

  wait_until_filled (self);
  count (self, 0, ROWS, &bound, &filled);
  g_assert_cmpuint (bound, >, 100); /* the view keeps more than can be seen */

  jump_to_middle (self);
  wait_for_frame (self);
  first = ROWS / 2;
  count (self, first, first + 5, &bound, &filled);
  g_assert_cmpuint (bound, ==, 6);
  g_assert_cmpuint (filled, ==, 6); /* when it is first drawn */
  count (self, 0, ROWS, &bound, &filled);
  g_assert_cmpuint (filled, <, bound); /* but not all */
  wait_until_filled (self);            /* these soon */
}

static void
test_remove (Page *self, gconstpointer data)
{
  guint bound, filled;

  wait_until_filled (self);
  jump_to_middle (self);
  wait_for_frame (self);
  count (self, 0, ROWS, &bound, &filled);
  g_assert_cmpuint (filled, <, bound);
  gtk_list_view_set_model (self->view, NULL);
  /* GTK 4.18 lets the row with the focus go a little later. */
  g_assert_cmpuint (g_hash_table_size (self->bound), <=, 1);
  /* fill() asserts that none is filled that is not bound any more */
  wait_for_frame (self);
  g_assert_cmpuint (g_hash_table_size (self->bound), ==, 0);
}

static int
get_height (GtkWidget *widget)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  return height;
}

static void
test_height (void)
{
  DtWorkingCalendar *calendar = dt_rule_book_get_calendar (dt_rule_book_get_default (), NULL);
  GtkWidget *loading = g_object_ref_sink (dt_row_slot_new ());
  GtkWidget *loaded = g_object_ref_sink (dt_row_slot_new ());
  g_autoptr (DtCase) a_case = dt_case_new ();
  int height;

  a_case->title = g_strdup ("Ngập nước đường Nguyễn Trãi");
  a_case->snippet = g_strdup ("Nước dâng tới nửa bánh xe");
  g_assert_null (dt_row_slot_get_row (DT_ROW_SLOT (loaded)));
  dt_row_slot_set_case (DT_ROW_SLOT (loaded), a_case, calendar, 0);
  g_assert_nonnull (dt_row_slot_get_row (DT_ROW_SLOT (loaded)));
  height = get_height (loaded);
  g_assert_cmpint (height, >, 40);
  g_assert_cmpint (get_height (loading), ==, height); /* without having been made */
  dt_row_slot_set_case (DT_ROW_SLOT (loading), NULL, calendar, 0);
  g_assert_cmpint (get_height (loading), ==, height);
  dt_row_slot_set_case (DT_ROW_SLOT (loading), a_case, calendar, 0);
  g_assert_cmpint (get_height (loading), ==, height);
  g_object_unref (loading);
  g_object_unref (loaded);
}

static int
get_width (GtkWidget *widget, int *natural)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, natural, NULL, NULL);
  return minimum;
}

/* As wide as its text, or as there is room: then its text changes no size. */
static void
test_line (void)
{
  GtkWidget *line = g_object_ref_sink (g_object_new (DT_TYPE_LINE_TEXT, NULL));
  GtkWidget *whole = g_object_ref_sink (g_object_new (DT_TYPE_LINE_TEXT, "whole", TRUE, NULL));
  GtkWidget *label = g_object_ref_sink (gtk_label_new ("còn 3 ngày"));
  int width, usual, height;

  dt_line_text_set_text (DT_LINE_TEXT (line), "Nước dâng tới nửa bánh xe");
  g_assert_cmpstr (dt_line_text_get_text (DT_LINE_TEXT (line)), ==, "Nước dâng tới nửa bánh xe");
  g_assert_cmpint (get_width (line, &width), ==, 0);
  g_assert_cmpint (width, ==, 0);
  dt_line_text_set_text (DT_LINE_TEXT (line), NULL);
  g_assert_cmpstr (dt_line_text_get_text (DT_LINE_TEXT (line)), ==, "");

  height = get_height (whole);
  g_assert_cmpint (height, >, 10); /* without a text too */
  dt_line_text_set_text (DT_LINE_TEXT (whole), "còn 3 ngày");
  g_assert_cmpint (get_width (whole, &width), ==, width);
  get_width (label, &usual);
  g_assert_cmpint (ABS (width - usual), <=, 2);
  g_assert_cmpint (get_height (whole), ==, height);
  dt_line_text_set_text (DT_LINE_TEXT (whole), "còn 3 ngày nữa");
  g_assert_cmpint (get_width (whole, NULL), >, width); /* what was measured is forgotten */
  g_object_unref (line);
  g_object_unref (whole);
  g_object_unref (label);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dt_i18n_init ("vi", NULL);
  adw_init ();

  g_test_add ("/rows/jump", Page, NULL, page_set_up, test_jump, page_tear_down);
  g_test_add ("/rows/remove", Page, NULL, page_set_up, test_remove, page_tear_down);
  g_test_add_func ("/rows/height", test_height);
  g_test_add_func ("/rows/line", test_line);
  return g_test_run ();
}
