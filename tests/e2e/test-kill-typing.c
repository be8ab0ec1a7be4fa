/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window killed at random moments of writing a reply: the next start finds every keystroke that
 * was older than a second. The test runs itself as the child that is killed; the time for which the
 * machine itself was held up is allowed for. */
#include "e2e/kill-child.h"

#include "ui/reply/dt-reply-editor.h"
#include "ui/reply/dt-reply-saver.h"
#include "ui/shell/dt-i18n.h"
#include "ui/shell/dt-window.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define ROUNDS_A_WORKSPACE 10
#define KEY_MS 15
#define KEYS_A_VISIT 90 /* then the page is left, and opened again */
#define SPAN (2500 * G_TIME_SPAN_MILLISECOND)
#define KEPT_WITHIN G_USEC_PER_SEC
#define PULSE (50 * G_TIME_SPAN_MILLISECOND)
#define STILL_GOOD (20 * G_TIME_SPAN_MILLISECOND)

static const char passage[]
    = "Ủy ban nhân dân phường đã nhận được phản ánh của ông và sẽ kiểm tra đoạn cống này. ";

/* The first @n letters of what is typed. */
static char *
make_text (guint n)
{
  GString *text = g_string_new (NULL);
  const char *at = passage;

  for (guint i = 0; i < n; i++)
    {
      const char *next = g_utf8_next_char (at);

      g_string_append_len (text, at, next - at);
      at = *next != '\0' ? next : passage;
    }
  return g_string_free (text, FALSE);
}

/* ---- the child ---- */

typedef struct
{
  DtWindow *window;
  char *case_id;
  GtkTextBuffer *buffer;
  guint n_keys;
} Typist;

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

/* A plain writer to the same disk: how long it is held up is nobody's fault here. */
static gpointer
beat (gpointer path)
{
  int file = open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (file, >=, 0);
  for (;;)
    {
      gint64 planned = g_get_monotonic_time () + PULSE;
      g_autofree char *line = NULL;

      g_usleep (PULSE);
      g_assert_cmpint (pwrite (file, "x", 1, 0), ==, 1);
      g_assert_cmpint (fdatasync (file), ==, 0);
      line = g_strdup_printf (
          "pulse %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, planned, g_get_monotonic_time ());
      kill_acknowledge (line);
    }
  return NULL;
}

static void
open_page (Typist *self)
{
  GtkWidget *editor;

  dt_window_open_reply (self->window);
  editor = find_widget (GTK_WIDGET (self->window), DT_TYPE_REPLY_EDITOR);
  self->buffer = gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (dt_reply_editor_get_text (DT_REPLY_EDITOR (editor))));
}

/* What was typed before is there, whoever kept it meanwhile. */
static void
assert_text (Typist *self)
{
  g_autofree char *expected = make_text (self->n_keys);
  g_autofree char *text = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
  g_assert_cmpstr (text, ==, expected);
}

static gboolean
on_key_cb (gpointer data)
{
  Typist *self = data;
  g_autofree char *before = make_text (self->n_keys);
  g_autofree char *after = make_text (self->n_keys + 1);
  g_autofree char *line
      = g_strdup_printf ("key %u %" G_GINT64_FORMAT, self->n_keys + 1, g_get_monotonic_time ());
  GtkTextIter end;

  if (!dt_window_shows_reply (self->window))
    open_page (self);
  assert_text (self);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_place_cursor (self->buffer, &end);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_insert_interactive_at_cursor (self->buffer, after + strlen (before), -1, TRUE);
  gtk_text_buffer_end_user_action (self->buffer);
  self->n_keys++;
  kill_acknowledge (line);
  if (self->n_keys % KEYS_A_VISIT == 0)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.back", NULL);
  return G_SOURCE_CONTINUE;
}

static gboolean
shows_case (Typist *self)
{
  DtCasePane *pane = dt_window_get_case_pane (self->window);
  DtCaseFile *file = pane != NULL ? dt_case_pane_get_file (pane) : NULL;

  return dt_window_is_settled (self->window) && file != NULL
         && g_strcmp0 (file->a_case->id, self->case_id) == 0;
}

static G_NORETURN void
type_forever (const char *directory, char *case_id, const char *pulse)
{
  g_autoptr (DtService) service = kill_open_service (directory, NULL);
  g_autoptr (GSettings) settings = g_settings_new ("org.doithoai.DoiThoai");
  Typist typist = { .window = dt_window_new (NULL, settings), .case_id = case_id };

  dt_window_set_service (typist.window, service);
  gtk_window_present (GTK_WINDOW (typist.window));
  dt_window_open_case (typist.window, case_id);
  while (!shows_case (&typist))
    g_main_context_iteration (NULL, TRUE);
  open_page (&typist);
  g_thread_unref (g_thread_new ("pulse", beat, (gpointer) pulse));
  g_timeout_add (KEY_MS, on_key_cb, &typist);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

/* ---- the parent ---- */

static char *self_path;

static char *
open_case (const char *directory)
{
  DtNewCase values
      = { .channel = DT_CHANNEL_WALK_IN, .text = "Nước ngập ở hẻm 51", .name = "Trần Văn Hoa" };
  g_autoptr (DtCommand) command = dt_command_open_case (&values, NULL, 0);
  g_autoptr (DtService) service = kill_open_service (directory, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_sync (service, command, &error);

  g_assert_no_error (error);
  dt_service_close (service);
  return g_strdup (outcome->case_ids[0]);
}

static gpointer
load_file (DtReader *reader, gpointer case_id, GError **error)
{
  return dt_reader_load_case_file (reader, case_id, error);
}

/* What the page will show: what the desk kept, or else what is in the record. */
static char *
load_text (const char *directory, char *case_id)
{
  g_autoptr (DtService) service = kill_open_service (directory, NULL);
  g_autofree char *reply_id = NULL;
  g_autofree char *base = NULL;
  g_autoptr (DtReplyDraft) draft = dt_reply_saver_load (service, case_id, &reply_id, &base);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtCaseFile) file = dt_service_read_sync (service, load_file, case_id, &error);
  char *text = NULL;

  g_assert_no_error (error);
  if (draft != NULL)
    text = g_strdup (draft->text);
  else if (file->replies->len > 0)
    text = g_strdup (((DtReply *) file->replies->pdata[0])->draft->text);
  kill_assert_whole (service);
  dt_service_close (service);
  return text != NULL ? text : g_strdup ("");
}

typedef struct
{
  gint64 killed;  /* monotonic */
  gint64 held_up; /* for how long the machine was, shortly before that */
  GArray *keys;   /* of gint64: when each was pressed */
} Round;

static void
round_clear (Round *self)
{
  g_array_unref (self->keys);
}

static void
read_lines (Round *self, GStrv lines)
{
  gint64 last = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 3);
      gint64 first, second;

      g_assert_cmpuint (g_strv_length (words), ==, 3);
      first = g_ascii_strtoll (words[1], NULL, 10);
      second = g_ascii_strtoll (words[2], NULL, 10);
      if (g_str_equal (words[0], "key"))
        {
          g_array_append_val (self->keys, second);
          g_assert_cmpint (first, ==, self->keys->len);
          continue;
        }
      last = second;
      if (second > self->killed - 2 * KEPT_WITHIN)
        self->held_up += MAX (second - first - STILL_GOOD, 0);
    }
  if (last != 0) /* in the middle of a beat */
    self->held_up += MAX (self->killed - last - PULSE - STILL_GOOD, 0);
}

/* How old the oldest keystroke is that was lost, or 0; what is there is what was typed. */
static gint64
get_loss (Round *self, const char *text)
{
  guint n = (guint) g_utf8_strlen (text, -1);
  g_autofree char *typed = make_text (n);

  g_assert_cmpstr (text, ==, typed);
  if (n >= self->keys->len)
    return 0;
  return self->killed - g_array_index (self->keys, gint64, n);
}

static void
test_typing (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autofree char *directory = NULL;
  gint64 worst = 0;
  guint n_kept = 0;

  for (guint i = 0; i < KILLS; i++)
    {
      g_autofree char *pulse = NULL;
      g_autofree char *case_id = NULL;
      g_autofree char *text = NULL;
      g_auto (GStrv) lines = NULL;
      Round round = { .keys = g_array_new (FALSE, FALSE, sizeof (gint64)) };
      gint64 loss;

      if (i % ROUNDS_A_WORKSPACE == 0)
        directory = kill_new_workspace ();
      pulse = g_build_filename (directory, "..", "pulse", NULL);
      case_id = open_case (directory);
      lines
          = kill_run ((const char *const[]){ self_path, "--type", directory, case_id, pulse, NULL },
                      TRUE,
                      g_rand_int_range (rand, 0, SPAN),
                      &round.killed);
      read_lines (&round, lines);
      text = load_text (directory, case_id);
      loss = get_loss (&round, text);
      g_assert_cmpint (loss, <=, KEPT_WITHIN + round.held_up);
      worst = MAX (worst, loss);
      n_kept += *text != '\0';
      round_clear (&round);
      if (i % ROUNDS_A_WORKSPACE == ROUNDS_A_WORKSPACE - 1)
        {
          kill_remove_workspace (directory);
          g_clear_pointer (&directory, g_free);
        }
    }
  g_test_message ("the oldest keystroke lost over %u kills: %.2f s; something kept at %u",
                  KILLS,
                  (double) worst / G_USEC_PER_SEC,
                  n_kept);
  g_assert_cmpuint (n_kept, >=, KILLS / 3);
}

int
main (int argc, char **argv)
{
  if (argc == 5 && strcmp (argv[1], "--type") == 0)
    {
      dt_i18n_init ("vi", NULL);
      adw_init ();
      type_forever (argv[2], argv[3], argv[4]);
    }
  self_path = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kill/typing", test_typing);
  return g_test_run ();
}
