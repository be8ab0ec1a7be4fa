/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer waits for in the real window; bench-budgets starts it, a process a measurement,
 * and prints its figures. Times are of frames that were drawn.
 *   bench-window empty             a libadwaita window with nothing in it, the baseline
 *   bench-window start DIR KEY     the application up to the day of the officer
 *   bench-window session DIR KEY   goes on: scrolling, commands, memory
 * Prints a line "NAME VALUE" each; "reached" is the monotonic time in microseconds. */
#include "config.h"

#include "ui/shell/dt-application.h"
#include "ui/shell/dt-i18n.h"
#include "ui/shell/dt-window.h"

#include <string.h>
#include <time.h>

#define SCROLL_FRAMES 400
#define JUMPS 200
#define COMMANDS 100
#define ROW_HEIGHT 93

typedef struct
{
  const char *mode;
  GtkWindow *window;
  GdkFrameClock *clock;
  gint64 began;
  gint64 began_work;
  guint n_frames;
  GtkAdjustment *scrolled; /* while a list is scrolled */
  double scroll_to;
  GArray *frames; /* milliseconds each, while they are noted */
  GArray *work;   /* the same, of this thread's processor time */
} Bench;

/* ---- frames ---- */

/* Microseconds of the processor that this thread had: what a frame costs, whatever else runs. */
static gint64
get_work (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
on_before_paint_cb (GdkFrameClock *clock, Bench *self)
{
  self->began = g_get_monotonic_time ();
  self->began_work = get_work ();
}

static void
on_after_paint_cb (GdkFrameClock *clock, Bench *self)
{
  double msec = (g_get_monotonic_time () - self->began) / 1000.0;
  double work = (get_work () - self->began_work) / 1000.0;

  self->n_frames++;
  if (self->frames == NULL)
    return;
  g_array_append_val (self->frames, msec);
  g_array_append_val (self->work, work);
}

/* As kinetic scrolling does: within the frame. */
static gboolean
on_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Bench *self = data;

  if (self->scrolled != NULL)
    gtk_adjustment_set_value (self->scrolled, self->scroll_to);
  return G_SOURCE_CONTINUE;
}

static void
watch_frames (Bench *self)
{
  while (!gtk_widget_get_realized (GTK_WIDGET (self->window)))
    g_main_context_iteration (NULL, TRUE);
  self->clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  g_signal_connect (self->clock, "before-paint", G_CALLBACK (on_before_paint_cb), self);
  g_signal_connect (self->clock, "after-paint", G_CALLBACK (on_after_paint_cb), self);
  gtk_widget_add_tick_callback (GTK_WIDGET (self->window), on_tick_cb, self, NULL);
}

static void
wait_for_frame (Bench *self)
{
  guint before = self->n_frames;

  while (self->n_frames == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
print_time (const char *name)
{
  g_print ("%s %" G_GINT64_FORMAT "\n", name, g_get_monotonic_time ());
}

static void
print_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (g_file_get_contents ("/proc/self/status", &status, NULL, NULL)
      && (line = strstr (status, "VmRSS:")) != NULL)
    g_print ("memory %.1f\n", g_ascii_strtoll (line + strlen ("VmRSS:"), NULL, 10) / 1024.0);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
print_times (const char *name, GArray *times)
{
  g_array_sort (times, compare_doubles);
  g_print ("%s-median %.2f\n", name, g_array_index (times, double, (times->len - 1) / 2));
  g_print ("%s-p99 %.2f\n", name, g_array_index (times, double, (times->len - 1) * 99 / 100));
  g_print ("%s-max %.2f\n", name, g_array_index (times, double, times->len - 1));
}

/* ---- the first page, the inbox ---- */

static void
settle (Bench *self)
{
  DtWindow *window = DT_WINDOW (self->window);

  while (!dt_window_is_settled (window))
    g_main_context_iteration (NULL, TRUE);
  wait_for_frame (self);
}

static void
reach_inbox (Bench *self)
{
  DtWindow *window = DT_WINDOW (self->window);
  DtService *service;
  DtOfficer *first;

  while ((service = dt_window_get_service (window)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  first = g_ptr_array_index (dt_service_get_officers (service), 0);
  g_assert_true (dt_service_act_as (service, first->id, NULL));
  dt_window_unlock (window);
  /* The day, with all that it lists. */
  while (!dt_window_is_settled (window))
    g_main_context_iteration (NULL, TRUE);
  wait_for_frame (self);
}

static GtkWidget *
find_list (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_LIST_VIEW (child) ? child : find_list (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
note_frames (Bench *self, const char *name, GtkAdjustment *adjustment, guint n, double step)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  g_autofree char *work = g_strconcat (name, "-work", NULL);

  self->frames = g_array_new (FALSE, FALSE, sizeof (double));
  self->work = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < n; i++)
    {
      self->scroll_to = step > 0
                            ? gtk_adjustment_get_value (adjustment) + step
                            : g_rand_double_range (rand, 0, gtk_adjustment_get_upper (adjustment));
      self->scrolled = adjustment;
      wait_for_frame (self);
    }
  self->scrolled = NULL;
  print_times (name, self->frames);
  print_times (work, self->work);
  g_clear_pointer (&self->frames, g_array_unref);
  g_clear_pointer (&self->work, g_array_unref);
}

/* A wheel that is turned fast, three rows a frame; a page a frame, as with the key held down; then
 * to anywhere, as the bar is dragged. */
static void
scroll (Bench *self)
{
  GtkWidget *list;
  GtkAdjustment *adjustment;

  dt_window_set_view (DT_WINDOW (self->window), DT_VIEW_ALL);
  settle (self);
  list = find_list (GTK_WIDGET (dt_window_get_list (DT_WINDOW (self->window))));
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  note_frames (self, "wheel", adjustment, SCROLL_FRAMES, 3 * ROW_HEIGHT);
  note_frames (self, "page", adjustment, SCROLL_FRAMES, gtk_adjustment_get_page_size (adjustment));
  note_frames (self, "jump", adjustment, JUMPS, 0);
  g_print ("rows %u\n", dt_list_pane_get_n_rows (dt_window_get_list (DT_WINDOW (self->window))));
  gtk_adjustment_set_value (adjustment, 0);
  settle (self);
}

static void
on_done_cb (DtOutcome *outcome, gpointer user_data)
{
  g_assert_nonnull (outcome);
  *(gboolean *) user_data = TRUE;
}

/* From the officer's click until what it did is on the disk and has been drawn. */
static void
give_commands (Bench *self)
{
  DtWindow *window = DT_WINDOW (self->window);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  /* hardly the one whose history an earlier run has made long */
  for (int i = g_random_int_range (0, 60); i >= 0; i--)
    dt_window_step (window, 1);
  dt_window_show_case (window);
  settle (self);
  while (dt_window_get_case_pane (window) == NULL
         || dt_case_pane_get_file (dt_window_get_case_pane (window)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < COMMANDS; i++)
    {
      DtCase *a_case = dt_case_pane_get_file (dt_window_get_case_pane (window))->a_case;
      const char *ids[] = { a_case->id, NULL };
      DtOfficer *officer = dt_service_get_officer (dt_window_get_service (window));
      gboolean done = FALSE;
      gint64 start;
      double msec;
      g_autoptr (DtCommand) command
          = i % 2 == 0 ? dt_command_add_note (a_case->id, "Đã gọi điện cho tổ trưởng khu phố.")
                       : dt_command_assign (ids, i % 4 == 1 ? officer->id : NULL);

      settle (self);
      start = g_get_monotonic_time ();
      dt_runner_run (dt_window_get_runner (window),
                     g_steal_pointer (&command),
                     NULL,
                     G_OBJECT (window),
                     on_done_cb,
                     &done);
      while (!done)
        g_main_context_iteration (NULL, TRUE);
      settle (self);
      msec = (g_get_monotonic_time () - start) / 1000.0;
      g_array_append_val (times, msec);
    }
  print_times ("command", times);
}

static gboolean
on_begin_cb (gpointer data)
{
  Bench *self = data;

  watch_frames (self);
  if (g_str_equal (self->mode, "empty"))
    wait_for_frame (self);
  else
    reach_inbox (self);
  print_time ("reached");
  if (g_str_equal (self->mode, "empty"))
    print_memory ();
  if (g_str_equal (self->mode, "session"))
    {
      scroll (self);
      give_commands (self);
      print_memory ();
    }
  g_application_quit (g_application_get_default ());
  return G_SOURCE_REMOVE;
}

static void
on_window_added_cb (GtkApplication *app, GtkWindow *window, Bench *self)
{
  if (self->window != NULL)
    return;
  self->window = window;
  g_idle_add (on_begin_cb, self);
}

static void
on_empty_activate_cb (GApplication *app, gpointer data)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (app));

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  Bench self = { .mode = argc > 1 ? argv[1] : "" };
  gboolean empty = g_str_equal (self.mode, "empty");
  const char *arguments[] = { "doi-thoai", "--workspace", NULL, "--key-file", NULL, NULL };
  g_autoptr (GApplication) app = NULL;

  if (argc != (empty ? 2 : 4))
    {
      g_printerr ("usage: bench-window empty | start DIR KEY | session DIR KEY\n");
      return 2;
    }
  if (!empty)
    dt_i18n_init (NULL, NULL);
  g_set_prgname (DT_APPLICATION_ID);
  app = empty ? G_APPLICATION (adw_application_new (NULL, G_APPLICATION_NON_UNIQUE))
              : G_APPLICATION (dt_application_new ());
  if (empty)
    g_signal_connect (app, "activate", G_CALLBACK (on_empty_activate_cb), NULL);
  g_signal_connect (app, "window-added", G_CALLBACK (on_window_added_cb), &self);
  arguments[2] = empty ? NULL : argv[2];
  arguments[4] = empty ? NULL : argv[3];
  return g_application_run (app, empty ? 1 : 5, (char **) arguments);
}
