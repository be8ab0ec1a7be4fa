/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program killed at random moments of sending, against a channel that writes down whatever
 * reaches it: nothing reaches it twice, and nothing that was queued is forgotten. The test runs
 * itself as the child that is killed. */
#include "e2e/kill-child.h"

#include "service/dt-outbox.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define ROUNDS_A_WORKSPACE 10
#define ROUND (10 * G_TIME_SPAN_MINUTE) /* more than a child can use up */
#define UNDO_TIME (11 * G_USEC_PER_SEC)
#define PIECES 4    /* two recipients, two parts */
#define DELAY 3000  /* of the far end */
#define SPAN 200000 /* in which the child is killed */
#define HANDLE "zalo:4411"

/* ---- the channel ---- */

/* The far end: a file, a line for each piece that arrived. */
#define TEST_TYPE_FAR_END (far_end_get_type ())
G_DECLARE_FINAL_TYPE (FarEnd, far_end, TEST, FAR_END, GObject)

struct _FarEnd
{
  GObject parent_instance;
  char *path;
  gboolean tells; /* whether a piece arrived */
};

static void far_end_iface_init (DtChannelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FarEnd,
                               far_end,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DT_TYPE_CHANNEL, far_end_iface_init))

/* What arrived, in order. */
static GStrv
load_arrived (const char *path)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return g_new0 (char *, 1);
  g_strchomp (text);
  return g_strsplit (text, "\n", -1);
}

static DtChannelKind
far_end_get_kind (DtChannel *channel)
{
  return DT_CHANNEL_ZALO;
}

/* On its way for a while, then there, and for a while nobody knows of it. */
static void
far_end_send (DtChannel *channel,
              const DtOutgoing *message,
              DtDelivery *out,
              GCancellable *cancellable)
{
  g_autofree char *line = g_strconcat (message->key, "\n", NULL);
  int file;

  g_usleep ((gulong) g_random_int_range (0, DELAY));
  file = open (TEST_FAR_END (channel)->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (write (file, line, strlen (line)), ==, strlen (line));
  close (file);
  g_usleep ((gulong) g_random_int_range (0, DELAY));
  out->code = DT_DELIVERY_OK;
}

static int
far_end_find (DtChannel *channel, const char *key, GCancellable *cancellable)
{
  FarEnd *self = TEST_FAR_END (channel);
  g_auto (GStrv) arrived = load_arrived (self->path);

  return self->tells ? g_strv_contains ((const char *const *) arrived, key) : -1;
}

static void
far_end_iface_init (DtChannelInterface *iface)
{
  iface->get_kind = far_end_get_kind;
  iface->send = far_end_send;
  iface->find = far_end_find;
}

static void
far_end_finalize (GObject *object)
{
  g_free (TEST_FAR_END (object)->path);
  G_OBJECT_CLASS (far_end_parent_class)->finalize (object);
}

static void
far_end_class_init (FarEndClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = far_end_finalize;
}

static void
far_end_init (FarEnd *self)
{
}

static DtOutbox *
open_outbox (DtService *service, const char *path, gboolean tells)
{
  DtOutbox *outbox = dt_outbox_new (service);
  g_autoptr (FarEnd) far_end = g_object_new (TEST_TYPE_FAR_END, NULL);

  far_end->path = g_strdup (path);
  far_end->tells = tells;
  dt_outbox_add_channel (outbox, DT_CHANNEL (far_end));
  return outbox;
}

/* ---- the child ---- */

static gpointer
read_reply (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_find_reply (reader, data, error);
}

static DtReply *
find_reply (DtService *service, const char *id)
{
  g_autoptr (GError) error = NULL;
  DtReply *reply = dt_service_read_sync (service, read_reply, (gpointer) id, &error);

  g_assert_no_error (error);
  return reply;
}

static DtReplyDraft *
make_draft (void)
{
  DtReplyDraft *draft = dt_reply_draft_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  while (g_utf8_strlen (text->str, -1) < 2500)
    g_string_append (text, "Chúng tôi sẽ kiểm tra đoạn cống này vào thứ Năm. ");
  draft->channel = DT_CHANNEL_ZALO;
  draft->outcome = DT_REPLY_OUTCOME_ACKNOWLEDGE;
  draft->text = g_string_free (g_steal_pointer (&text), FALSE);
  g_ptr_array_add (draft->recipients, dt_recipient_new (NULL, "Trần Văn Hoa", HANDLE));
  g_ptr_array_add (draft->recipients, dt_recipient_new (NULL, "Lê Thị Mai", "zalo:4412"));
  return draft;
}

static char *
open_case (DtService *service)
{
  DtNewCase values = { .channel = DT_CHANNEL_ZALO,
                       .text = "Nước ngập ở hẻm 51",
                       .name = "Trần Văn Hoa",
                       .phone = "0900000031" };
  g_autoptr (DtCommand) command = dt_command_open_case (&values, NULL, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_sync (service, command, &error);

  g_assert_no_error (error);
  return g_strdup (outcome->case_ids[0]);
}

/* Answers a case for as long as it lives, and says what it knows to be queued and sent. */
static G_NORETURN void
send_forever (const char *directory, const char *path, gboolean tells, gint64 now)
{
  g_autoptr (DtClock) clock = dt_clock_new_fixed (now);
  g_autoptr (DtService) service = kill_open_service (directory, clock);
  g_autoptr (DtOutbox) outbox = open_outbox (service, path, tells);
  g_autoptr (DtReplyDraft) draft = make_draft ();
  g_autofree char *case_id = open_case (service);

  for (;;)
    {
      g_autofree char *id = dt_random_id ();
      g_autofree char *queued = g_strconcat ("queued ", id, NULL);
      g_autofree char *sent = g_strconcat ("sent ", id, NULL);
      g_autoptr (DtCommand) command = dt_command_send_reply (case_id, id, draft);
      g_autoptr (GError) error = NULL;
      g_autoptr (DtOutcome) outcome = dt_service_run_sync (service, command, &error);
      DtReplyState state = DT_REPLY_QUEUED;

      g_assert_no_error (error);
      kill_acknowledge (queued);
      dt_clock_set_fixed (clock, dt_clock_now (clock) + UNDO_TIME);
      while (state != DT_REPLY_SENT)
        {
          g_autoptr (DtReply) reply = NULL;

          g_main_context_iteration (NULL, TRUE);
          reply = find_reply (service, id);
          state = reply->state;
        }
      kill_acknowledge (sent);
    }
}

/* ---- the parent ---- */

typedef struct
{
  const char *name;
  gboolean tells;
} Row;

static const Row rows[] = {
  { "the channel tells what arrived", TRUE },
  { "nobody knows", FALSE },
};

static char *self_path;

typedef struct
{
  const Row *row;
  char *directory;
  char *far_end; /* the file */
  gint64 start;
  GPtrArray *queued; /* ids of replies */
  GHashTable *sent;  /* set of ids of replies */
  guint n_sent, n_unsure, n_broken;
} Office;

static void
open_office (Office *self)
{
  self->directory = kill_new_workspace ();
  self->far_end = g_build_filename (self->directory, "..", "arrived", NULL);
  self->start = g_get_real_time ();
  self->queued = g_ptr_array_new_with_free_func (g_free);
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
close_office (Office *self)
{
  kill_remove_workspace (self->directory);
  g_clear_pointer (&self->directory, g_free);
  g_clear_pointer (&self->far_end, g_free);
  g_clear_pointer (&self->queued, g_ptr_array_unref);
  g_clear_pointer (&self->sent, g_hash_table_unref);
}

/* Until it is killed: some before anything is queued, while what was broken off is settled, most
 * while things go out. */
static void
run_child (Office *self, guint round, gint64 usec)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, self->start + round * ROUND);
  const char *const argv[]
      = { self_path, "--send", self->directory, self->far_end, self->row->tells ? "1" : "0",
          now,       NULL };
  g_auto (GStrv) lines = kill_run (argv, round % 4 != 0, usec, NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "queued "))
      g_ptr_array_add (self->queued, g_strdup (lines[i] + strlen ("queued ")));
    else if (g_str_has_prefix (lines[i], "sent "))
      g_hash_table_add (self->sent, g_strdup (lines[i] + strlen ("sent ")));
}

/* How many pieces of the reply arrived, each once. */
static guint
count_arrived (GHashTable *arrived, const char *reply_id)
{
  GHashTableIter iter;
  gpointer key;
  guint n = 0;

  g_hash_table_iter_init (&iter, arrived);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n += g_str_has_prefix (key, reply_id);
  return n;
}

static GHashTable *
index_arrived (Office *self)
{
  GHashTable *arrived = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) keys = load_arrived (self->far_end);

  for (guint i = 0; keys[i] != NULL; i++)
    if (!g_hash_table_add (arrived, g_strdup (keys[i])))
      g_error ("%s was sent twice", keys[i]);
  return arrived;
}

/* As the next start finds it: nothing arrived twice, and what the child said is so. @n_before: how
 * many were queued before this child. */
static void
look (Office *self, DtService *service, guint n_before)
{
  g_autoptr (GHashTable) arrived = index_arrived (self);

  for (guint i = 0; i < self->queued->len; i++)
    {
      const char *id = self->queued->pdata[i];
      g_autoptr (DtReply) reply = find_reply (service, id);
      guint n = count_arrived (arrived, id);

      if (i >= n_before)
        self->n_broken += reply->state == DT_REPLY_SENDING || (n > 0 && n < PIECES);
      if (g_hash_table_contains (self->sent, id))
        g_assert_cmpint (reply->state, ==, DT_REPLY_SENT);
      if (reply->state == DT_REPLY_SENT)
        g_assert_cmpuint (n, ==, PIECES);
    }
  kill_assert_whole (service);
}

/* Started once more and left alone, it ends what was broken off, or says that nobody knows. */
static void
settle (Office *self, DtService *service)
{
  g_autoptr (DtOutbox) outbox = open_outbox (service, self->far_end, self->row->tells);
  g_autoptr (GHashTable) arrived = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++) /* what did not arrive goes out again a minute later */
    {
      DtClock *clock = dt_service_get_clock (service);

      dt_clock_set_fixed (clock, dt_clock_now (clock) + ROUND);
      g_assert_true (dt_outbox_run_sync (outbox, &error));
      g_assert_no_error (error);
    }
  arrived = index_arrived (self);
  for (guint i = 0; i < self->queued->len; i++)
    {
      g_autoptr (DtReply) reply = find_reply (service, self->queued->pdata[i]);

      if (reply->state != DT_REPLY_UNSURE || self->row->tells)
        {
          g_assert_cmpstr (dt_reply_state_to_nick (reply->state), ==, "sent");
          g_assert_cmpuint (count_arrived (arrived, reply->id), ==, PIECES);
          self->n_sent++;
        }
      else
        self->n_unsure++;
    }
  dt_outbox_close (outbox);
}

static void
test_sending (gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  Office office = { .row = data };

  for (guint round = 0; round < KILLS; round++)
    {
      g_autoptr (DtClock) clock = NULL;
      g_autoptr (DtService) service = NULL;
      guint n_before;

      if (round % ROUNDS_A_WORKSPACE == 0)
        open_office (&office);
      n_before = office.queued->len;
      run_child (&office, round, g_rand_int_range (rand, 0, round % 4 == 0 ? 2 * SPAN : SPAN));
      clock = dt_clock_new_fixed (office.start + round * ROUND + ROUND / 2);
      service = kill_open_service (office.directory, clock);
      look (&office, service, n_before);
      if (round % ROUNDS_A_WORKSPACE == ROUNDS_A_WORKSPACE - 1)
        settle (&office, service);
      dt_service_close (service);
      if (round % ROUNDS_A_WORKSPACE == ROUNDS_A_WORKSPACE - 1)
        close_office (&office);
    }
  g_test_message ("%u replies sent and %u unsure over %u kills; %u found half sent",
                  office.n_sent,
                  office.n_unsure,
                  KILLS,
                  office.n_broken);
  g_assert_cmpuint (office.n_broken, >=, KILLS / 4);
  g_assert_cmpuint (office.n_sent, >, 0);
  g_assert_cmpuint (office.n_unsure > 0, ==, !office.row->tells);
}

int
main (int argc, char **argv)
{
  if (argc == 6 && strcmp (argv[1], "--send") == 0)
    send_forever (argv[2], argv[3], *argv[4] == '1', g_ascii_strtoll (argv[5], NULL, 10));

  self_path = argv[0];
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/kill/sending/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_sending);
    }
  return g_test_run ();
}
