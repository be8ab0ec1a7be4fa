/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program killed at random moments of typing replies and sending them: no keystroke is lost
 * that is older than a second, nothing goes out twice, the record verifies, the views agree with a
 * rebuild. The channel counts in a file what it was given. The test runs itself as the child that
 * is killed. */
#include "base/dt-json.h"
#include "service/dt-outbox.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define UNIT "26740"
#define KILLS 100
#define ROUNDS_A_WORKSPACE 4
#define N_CASES 3
#define KEYSTROKES 25
#define START G_GINT64_CONSTANT (1795417200000000) /* 2026-11-23 14:00 in Hanoi */
#define FORGIVEN G_USEC_PER_SEC                    /* what was typed later may be lost */

/* ---- the channel ---- */

#define FILE_TYPE_CHANNEL (file_channel_get_type ())
G_DECLARE_FINAL_TYPE (FileChannel, file_channel, FILE, CHANNEL, GObject)

struct _FileChannel
{
  GObject parent_instance;
  char *path;
  gboolean knows; /* can tell afterwards what arrived */
};

static void file_channel_iface_init (DtChannelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FileChannel,
                               file_channel,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DT_TYPE_CHANNEL, file_channel_iface_init))

static DtChannelKind
file_channel_get_kind (DtChannel *channel)
{
  return DT_CHANNEL_EMAIL;
}

/* It takes as long as a network does, before and after it has arrived. */
static void
file_channel_send (DtChannel *channel,
                   const DtOutgoing *message,
                   DtDelivery *out,
                   GCancellable *cancellable)
{
  FileChannel *self = FILE_CHANNEL (channel);
  g_autofree char *line = g_strconcat (message->key, "\n", NULL);
  int file;

  g_usleep (g_random_int_range (0, 15000));
  file = open (self->path, O_WRONLY | O_APPEND | O_CREAT, 0600);
  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (write (file, line, strlen (line)), ==, strlen (line));
  close (file);
  g_usleep (g_random_int_range (0, 15000));
  out->code = DT_DELIVERY_OK;
}

static GStrv
read_lines (const char *path)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return g_new0 (char *, 1);
  return g_strsplit (g_strchomp (text), "\n", -1);
}

static int
file_channel_find (DtChannel *channel, const char *key, GCancellable *cancellable)
{
  FileChannel *self = FILE_CHANNEL (channel);
  g_auto (GStrv) lines = read_lines (self->path);

  return self->knows ? g_strv_contains ((const char *const *) lines, key) : -1;
}

static void
file_channel_iface_init (DtChannelInterface *iface)
{
  iface->get_kind = file_channel_get_kind;
  iface->send = file_channel_send;
  iface->find = file_channel_find;
}

static void
file_channel_finalize (GObject *object)
{
  g_free (FILE_CHANNEL (object)->path);
  G_OBJECT_CLASS (file_channel_parent_class)->finalize (object);
}

static void
file_channel_class_init (FileChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = file_channel_finalize;
}

static void
file_channel_init (FileChannel *self)
{
}

static DtOutbox *
open_outbox (DtService *service, const char *directory, gboolean knows)
{
  DtOutbox *outbox = dt_outbox_new (service);
  g_autoptr (FileChannel) channel = g_object_new (FILE_TYPE_CHANNEL, NULL);

  channel->path = g_build_filename (directory, "..", "sent", NULL);
  channel->knows = knows;
  dt_outbox_add_channel (outbox, DT_CHANNEL (channel));
  return outbox;
}

/* ---- what both do ---- */

static DtService *
open_service (const char *directory, DtClock *clock)
{
  g_autofree char *key_file = g_build_filename (directory, "..", "key", NULL);
  DtServiceOpening opening = { .directory = directory, .key_file = key_file };
  g_autoptr (GError) error = NULL;
  DtService *service = dt_service_open_sync (&opening, clock, &error);
  DtOfficer *first;

  g_assert_no_error (error);
  first = g_ptr_array_index (dt_service_get_officers (service), 0);
  g_assert_true (dt_service_act_as (service, first->id, &error));
  g_assert_no_error (error);
  return service;
}

static gpointer
read_file (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_load_case_file (reader, data, error);
}

static DtCaseFile *
load (DtService *service, guint n)
{
  g_autofree char *code = g_strdup_printf ("HS-2026-%04u", n + 1);
  g_autoptr (GError) error = NULL;
  DtCaseFile *file = dt_service_read_sync (service, read_file, code, &error);

  g_assert_no_error (error);
  return file;
}

static char *
name_draft (DtService *service, DtCaseFile *file)
{
  return g_strdup_printf ("reply/%s/%s", file->a_case->id, dt_service_get_officer (service)->id);
}

/* "Thư số 12 xin gửi aaaa": the number and how often a key was pressed. */
static void
read_typed (const char *text, guint *out_serial, guint *out_n)
{
  g_assert_true (g_str_has_prefix (text, "Thư số "));
  *out_serial = (guint) g_ascii_strtoull (text + strlen ("Thư số "), NULL, 10);
  *out_n = (guint) strlen (strrchr (text, ' ') + 1);
}

/* ---- the child ---- */

static void
acknowledge (const char *format, ...)
{
  va_list args;
  g_autofree char *text = NULL;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_assert_cmpint (write (STDOUT_FILENO, text, strlen (text)), ==, strlen (text));
}

static gboolean
on_time_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
iterate (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, on_time_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static DtReplyDraft *
make_draft (DtCaseFile *file, const char *text)
{
  DtReplyDraft *draft = dt_reply_draft_new ();

  draft->channel = DT_CHANNEL_EMAIL;
  draft->outcome = DT_REPLY_OUTCOME_INFORM;
  draft->title = g_strdup ("V/v phản ánh");
  draft->text = g_strdup (text);
  g_ptr_array_add (
      draft->recipients,
      dt_recipient_new (file->a_case->citizen_id, file->a_case->citizen_name, "hoa@example.org"));
  return draft;
}

/* Letter by letter, as the editor keeps it. */
static DtReplyDraft *
type_reply (DtService *service, DtCaseFile *file, guint serial, const char *id)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = name_draft (service, file);

  g_string_printf (text, "Thư số %u xin gửi ", serial);
  for (guint n = 1; n <= KEYSTROKES; n++)
    {
      g_autoptr (DtReplyDraft) draft = NULL;
      g_autofree char *json = NULL;
      g_autofree char *whole = NULL;

      g_string_append_c (text, 'a');
      draft = make_draft (file, text->str);
      json = dt_reply_draft_to_json (draft);
      whole = g_strdup_printf ("{\"reply\":\"%s\",\"base\":\"\",\"draft\":%s}", id, json);
      dt_service_save_draft (service, name, whole);
      acknowledge ("%u %u %" G_GINT64_FORMAT "\n", serial, n, g_get_monotonic_time ());
      iterate (8);
    }
  return make_draft (file, text->str);
}

static void
run_command (DtService *service, DtCommand *command)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_sync (service, command, &error);

  dt_command_unref (command);
  g_assert_no_error (error);
}

/* Nothing is open any more: an officer has looked after what nobody knew of. */
static void
wait_for_earlier (DtService *service, guint n)
{
  for (;;)
    {
      g_autoptr (DtCaseFile) file = load (service, n);

      if (file->a_case->reply < 0)
        return;
      if (file->a_case->reply == DT_REPLY_UNSURE)
        run_command (service,
                     dt_command_confirm_reply (((DtReply *) file->replies->pdata[0])->id, 0, NULL));
      iterate (5);
    }
}

static G_NORETURN void
write_forever (const char *directory, gint64 now, gboolean knows, guint serial)
{
  g_autoptr (DtClock) clock = dt_clock_new_fixed (now);
  DtService *service = open_service (directory, clock);
  DtOutbox *outbox = open_outbox (service, directory, knows);

  g_assert_nonnull (outbox);
  for (;; serial++)
    {
      g_autoptr (DtCaseFile) file = load (service, serial % N_CASES);
      g_autofree char *id = dt_random_id ();
      g_autofree char *name = name_draft (service, file);
      g_autoptr (DtReplyDraft) draft = type_reply (service, file, serial, id);

      wait_for_earlier (service, serial % N_CASES);
      run_command (service, dt_command_send_reply (file->a_case->id, id, draft));
      dt_service_save_draft (service, name, NULL);
      dt_clock_set_fixed (clock, dt_clock_now (clock) + 11 * G_USEC_PER_SEC);
    }
}

/* ---- the parent ---- */

static char *self_path;

static void
open_cases (const char *directory)
{
  g_autoptr (DtClock) clock = dt_clock_new_fixed (START);
  g_autoptr (DtService) service = open_service (directory, clock);

  for (guint i = 0; i < N_CASES; i++)
    {
      const DtNewCase values = { .channel = DT_CHANNEL_EMAIL,
                                 .text = "Nước ngập ở hẻm 51",
                                 .name = "Trần Văn Hoa",
                                 .email = "hoa@example.org" };

      run_command (service, dt_command_open_case (&values, NULL, 0));
    }
  dt_service_close (service);
}

static char *
new_workspace (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *root = g_dir_make_tmp ("doi-thoai-kill-XXXXXX", &error);
  g_autofree char *key_file = g_build_filename (root, "key", NULL);
  char *directory = g_build_filename (root, "workspace", NULL);
  g_autoptr (DtClock) clock = dt_clock_new_fixed (START);
  DtServiceSetup setup = { .directory = directory,
                           .unit = UNIT,
                           .key_file = key_file,
                           .officer_name = "Lê Minh Châu",
                           .officer_title = "Cán bộ tiếp nhận",
                           .officer_password = "135790",
                           .officer_roles = DT_ROLE_OFFICER | DT_ROLE_LEADER };

  g_assert_no_error (error);
  g_assert_true (dt_service_create_workspace (&setup, clock, NULL, &error));
  g_assert_no_error (error);
  open_cases (directory);
  return directory;
}

static void
remove_workspace (const char *directory)
{
  g_autofree char *root = g_path_get_dirname (directory);
  const char *const folders[] = { directory, root };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GDir) dir = g_dir_open (folders[i], 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folders[i], name, NULL);

          g_unlink (path);
        }
      g_assert_cmpint (g_rmdir (folders[i]), ==, 0);
    }
}

/* What the child had typed long enough before it was killed. */
typedef struct
{
  guint serial, n;
  guint last_serial; /* that it began */
} Typed;

static Typed
read_acknowledged (const char *text, gint64 killed)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Typed typed = { 0 };

  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++) /* the last may be cut off */
    {
      guint serial, n;
      gint64 time;

      g_assert_cmpint (sscanf (lines[i], "%u %u %" G_GINT64_FORMAT, &serial, &n, &time), ==, 3);
      typed.last_serial = serial;
      if (time > killed - FORGIVEN)
        continue;
      typed.serial = serial;
      typed.n = n;
    }
  return typed;
}

static Typed
write_and_kill (const char *directory, guint round, guint serial, gint64 usec)
{
  g_autofree char *now
      = g_strdup_printf ("%" G_GINT64_FORMAT, START + (round + 1) * G_TIME_SPAN_HOUR);
  g_autofree char *number = g_strdup_printf ("%u", serial);
  const char *const argv[]
      = { self_path, "--write", directory, now, round % 2 ? "knows" : "forgets", number, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autoptr (GString) text = g_string_new (NULL);
  GInputStream *out;
  char buffer[4096];
  gint64 end;
  gint64 killed;
  gssize n;

  g_assert_no_error (error);
  out = g_subprocess_get_stdout_pipe (child);
  /* the first keystroke, so that the moment lies in its work */
  n = g_input_stream_read (out, buffer, sizeof buffer, NULL, &error);
  g_assert_no_error (error);
  g_string_append_len (text, buffer, MAX (n, 0));
  end = g_get_monotonic_time () + usec;
  while (g_get_monotonic_time () < end)
    {
      n = g_input_stream_read (out, buffer, sizeof buffer, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (n, >, 0); /* it does not end by itself */
      g_string_append_len (text, buffer, n);
    }
  killed = g_get_monotonic_time ();
  g_subprocess_force_exit (child);
  while ((n = g_input_stream_read (out, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (text, buffer, n);
  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, 9);
  return read_acknowledged (text->str, killed);
}

static void
take_text (const char *text, Typed *found)
{
  guint serial, n;

  read_typed (text, &serial, &n);
  if (serial > found->serial || (serial == found->serial && n > found->n))
    {
      found->serial = serial;
      found->n = n;
    }
}

/* The newest of what is in the draft box and in the record. */
static Typed
find_typed (DtService *service)
{
  Typed found = { 0 };

  for (guint i = 0; i < N_CASES; i++)
    {
      g_autoptr (DtCaseFile) file = load (service, i);
      g_autofree char *name = name_draft (service, file);
      g_autofree char *json = dt_service_dup_draft (service, name);

      for (guint j = 0; j < file->replies->len; j++)
        take_text (((DtReply *) file->replies->pdata[j])->draft->text, &found);
      if (json != NULL)
        {
          g_autoptr (JsonObject) object = dt_json_parse_object (json, -1, NULL);

          g_assert_nonnull (object);
          take_text (dt_json_get_string (dt_json_get_object (object, "draft"), "text"), &found);
        }
    }
  return found;
}

static void
assert_whole (DtService *service)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtVerifyReport) report = dt_service_verify_sync (service, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (report->problems, i));
  g_assert_cmpuint (report->problems->len, ==, 0);
}

/* No piece stands twice in the channel's file; what the record says was sent stands there, and what
 * stands there the record knows of. */
static guint
assert_sent_once (DtService *service, const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "..", "sent", NULL);
  g_auto (GStrv) lines = read_lines (path);
  g_autoptr (GHashTable) sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_lines = g_strv_length (lines);
  guint n_unsure = 0;
  guint n_known = 0;

  for (guint i = 0; i < n_lines; i++)
    g_assert_true (g_hash_table_add (sent, g_strndup (lines[i], 32)));
  for (guint i = 0; i < N_CASES; i++)
    {
      g_autoptr (DtCaseFile) file = load (service, i);

      for (guint j = 0; j < file->replies->len; j++)
        {
          DtReply *reply = file->replies->pdata[j];

          n_known += g_hash_table_contains (sent, reply->id);
          n_unsure += reply->state == DT_REPLY_UNSURE;
          if (reply->state == DT_REPLY_SENT && reply->delivered > 0)
            g_assert_true (g_hash_table_contains (sent, reply->id));
          g_assert_cmpint (reply->state, !=, DT_REPLY_SENDING);
          g_assert_cmpint (reply->state, !=, DT_REPLY_FAILED);
        }
    }
  g_assert_cmpuint (n_known, ==, n_lines);
  return n_unsure;
}

/* Opens it as the program does after a crash; returns how many replies nobody knows of. */
static guint
recover (const char *directory, guint round, const Typed *typed)
{
  g_autoptr (DtClock) clock
      = dt_clock_new_fixed (START + (round + 1) * G_TIME_SPAN_HOUR + 30 * G_TIME_SPAN_MINUTE);
  g_autoptr (DtService) service = open_service (directory, clock);
  g_autoptr (DtOutbox) outbox = open_outbox (service, directory, round % 2 != 0);
  g_autoptr (GError) error = NULL;
  Typed found = find_typed (service);
  guint n_unsure;

  if (found.serial < typed->serial || (found.serial == typed->serial && found.n < typed->n))
    g_error ("round %u: letter %u, key %u was acknowledged; letter %u, key %u is there",
             round,
             typed->serial,
             typed->n,
             found.serial,
             found.n);
  g_assert_true (dt_outbox_run_sync (outbox, &error));
  g_assert_no_error (error);
  n_unsure = assert_sent_once (service, directory);
  assert_whole (service);
  dt_outbox_close (outbox);
  dt_service_close (service);
  return n_unsure;
}

static guint
count_sent (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "..", "sent", NULL);
  g_auto (GStrv) lines = read_lines (path);

  return g_strv_length (lines);
}

static void
test_replies (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  g_autofree char *directory = NULL;
  guint serial = 1;
  guint n_sent = 0;
  guint n_unsure = 0;
  guint n_typed = 0;

  for (guint round = 0; round < KILLS; round++)
    {
      Typed typed;

      if (round % ROUNDS_A_WORKSPACE == 0)
        {
          if (directory != NULL)
            {
              n_sent += count_sent (directory);
              remove_workspace (directory);
            }
          g_free (directory);
          directory = new_workspace ();
          serial = 1;
        }
      typed = write_and_kill (directory, round, serial, g_rand_int_range (rand, 0, 1600000));
      n_unsure += recover (directory, round, &typed);
      n_typed += typed.n;
      serial = MAX (serial, typed.last_serial) + 1;
    }
  n_sent += count_sent (directory);
  remove_workspace (directory);
  g_test_message ("%u sent over %u kills, of which %u times nobody knows", n_sent, KILLS, n_unsure);
  g_assert_cmpuint (n_sent, >=, KILLS);
  g_assert_cmpuint (n_typed, >, 0);
  g_assert_cmpuint (n_unsure, >, 0); /* some kills hit between the disk and the channel's answer */
}

int
main (int argc, char **argv)
{
  if (argc == 6 && strcmp (argv[1], "--write") == 0)
    write_forever (argv[2],
                   g_ascii_strtoll (argv[3], NULL, 10),
                   strcmp (argv[4], "knows") == 0,
                   (guint) g_ascii_strtoull (argv[5], NULL, 10));

  self_path = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kill/replies", test_replies);
  return g_test_run ();
}
