/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it takes to open the editor of a reply: on a case with 10 messages, on one with 1,000, and
 * a keystroke in a text of 20,000 characters. Prints a line "NAME VALUE LIMIT" each, in
 * milliseconds of this thread's processor time, and fails where a limit is passed; with --figures
 * whoever asked judges by them. */
#include "widgets/test-desk.h"

#include "ui/reply/dt-reply-editor.h"
#include "ui/shell/dt-i18n.h"

#include <adwaita.h>
#include <time.h>

#define ROUNDS 7
#define FEW 10
#define MANY 1000
#define LONG_CHARS 20000
#define FRAME (1000.0 / 60)

static double
get_work (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1e6;
}

static gboolean
shows_case (Desk *desk, gconstpointer id)
{
  return dt_window_is_settled (desk->window) && get_file (desk) != NULL
         && g_strcmp0 (get_file (desk)->a_case->id, id) == 0;
}

static void
on_after_paint_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

/* Until the next frame has been drawn. */
static void
wait_for_frame (Desk *desk)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (desk->window));
  gboolean painted = FALSE;
  gulong handler
      = g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint_cb), &painted);

  gtk_widget_queue_draw (GTK_WIDGET (desk->window));
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

static char *
make_case (Desk *desk, guint n)
{
  char *id = open_case (&desk->base, "Nước ngập trước hẻm 15.", "Trần Thị Hoa", "0900000012");

  for (guint i = 1; i < n; i++)
    {
      g_autofree char *text
          = g_strdup_printf ("Lần %u: đã gọi điện cho tổ trưởng, hẹn xem lại miệng cống.", i);
      g_autoptr (DtOutcome) outcome = run (&desk->base, dt_command_add_note (id, text));
    }
  return id;
}

static void
show_case (Desk *desk, const char *id)
{
  dt_window_open_case (desk->window, id);
  wait_for (desk, shows_case, id);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* From the key until what it opens has been drawn; the case is shown already. */
static double
open_reply (Desk *desk, const char *id)
{
  double start, work;

  show_case (desk, id);
  start = get_work ();
  dt_window_open_reply (desk->window);
  wait_for_frame (desk);
  work = get_work () - start;
  gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.back", NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return work;
}

static double
open_best (Desk *desk, const char *id)
{
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < ROUNDS; i++)
    best = MIN (best, open_reply (desk, id));
  return best;
}

static GtkWidget *
find_widget (GtkWidget *root, GType type)
{
  if (G_OBJECT_TYPE (root) == type)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A letter in the middle, until it has been drawn. */
static double
type_best (Desk *desk, const char *id)
{
  g_autoptr (GString) text = g_string_new (NULL);
  double best = G_MAXDOUBLE;
  GtkTextBuffer *buffer;
  GtkTextIter middle;

  show_case (desk, id);
  dt_window_open_reply (desk->window);
  while (g_utf8_strlen (text->str, -1) < LONG_CHARS)
    g_string_append (text, "Xin mời bà đến trụ sở vào [ngày, giờ], mang theo giấy tờ tùy thân.\n");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (dt_reply_editor_get_text (
      DT_REPLY_EDITOR (find_widget (GTK_WIDGET (desk->window), DT_TYPE_REPLY_EDITOR)))));
  gtk_text_buffer_set_text (buffer, text->str, -1);
  gtk_text_buffer_get_iter_at_line (buffer, &middle, 5);
  gtk_text_buffer_place_cursor (buffer, &middle);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (guint i = 0; i < 4 * ROUNDS; i++)
    {
      double start = get_work ();

      gtk_text_buffer_begin_user_action (buffer);
      gtk_text_buffer_insert_interactive_at_cursor (buffer, "a", 1, TRUE);
      gtk_text_buffer_end_user_action (buffer);
      wait_for_frame (desk);
      best = MIN (best, get_work () - start);
    }
  return best;
}

static gboolean
report (const char *name, double value, double limit)
{
  g_print ("%-22s %8.2f %8.2f%s\n", name, value, limit, value <= limit ? "" : "  too slow");
  return value <= limit;
}

int
main (int argc, char *argv[])
{
  Desk desk = { 0 };
  g_autofree char *few = NULL;
  g_autofree char *many = NULL;
  double of_few, of_many;
  gboolean ok;

  dt_i18n_init ("vi", NULL);
  adw_init ();
  desk_set_up (&desk, NULL);
  few = make_case (&desk, FEW);
  many = make_case (&desk, MANY);
  desk_present (&desk);
  wait_for (&desk, is_settled, NULL);
  open_reply (&desk, few); /* the page is made once */
  of_few = open_best (&desk, few);
  of_many = open_best (&desk, many);
  ok = report ("reply-open-10", of_few, 6 * FRAME);
  ok = report ("reply-open-1000", of_many, of_few + FRAME) && ok;
  ok = report ("reply-key-20000", type_best (&desk, few), FRAME) && ok;
  desk_tear_down (&desk, NULL);
  return ok || (argc == 2 && g_str_equal (argv[1], "--figures")) ? 0 : 1;
}
