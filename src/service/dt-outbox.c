/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outbox at work: takes a piece on the writing worker, sends it on a worker of its own, records
 * what came of it on the writing worker, one after the other; then sleeps until the next is due or
 * something changes. Main thread. */
#include "service/dt-outbox.h"

#include "service/dt-outbox-steps.h"
#include "service/dt-service-private.h"

struct _DtOutbox
{
  GObject parent_instance;
  DtService *service;
  DtWorker *sending;
  DtChannel *channels[DT_N_CHANNELS]; /* or NULL */
  gboolean recovered;                 /* what an earlier run broke off is settled */
  gboolean busy;                      /* a round is on its way */
  gboolean again;                     /* something changed meanwhile */
  gboolean closing;                   /* nothing new goes out */
  guint idle_source, timer_source;
  gint64 wake;
};

enum
{
  PROBLEM,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtOutbox, dt_outbox, G_TYPE_OBJECT)

/* ---- one round ---- */

/* What is carried from thread to thread. */
typedef struct
{
  DtWorkspace *workspace; /* the service keeps it until the writing worker is done */
  guint channels;         /* connected */
  gboolean recover;       /* first of all, what was broken off */
  gboolean closing;       /* only what is on its way */
  DtOutboxPiece *piece;   /* on its way, or NULL */
  DtChannel *channel;     /* of it, or NULL */
  gboolean finding;       /* it was on its way when the program ended */
  DtDelivery delivery;    /* what came of it */
  DtOutboxReport report;
  gint64 wake;
  GError *error;
} Round;

static Round *
round_new (DtOutbox *self)
{
  Round *round = g_new0 (Round, 1);

  round->workspace = self->service->workspace;
  for (guint i = 0; i < DT_N_CHANNELS; i++)
    if (self->channels[i] != NULL)
      round->channels |= 1u << i;
  round->recover = !self->recovered;
  dt_outbox_report_init (&round->report);
  return round;
}

static void
round_free (Round *round)
{
  dt_outbox_piece_free (round->piece);
  g_clear_object (&round->channel);
  dt_delivery_clear (&round->delivery);
  dt_outbox_report_clear (&round->report);
  g_clear_error (&round->error);
  g_free (round);
}

/* The first piece that was broken off; %FALSE after an error. */
static gboolean
recover (Round *round)
{
  g_autoptr (GPtrArray) broken
      = dt_outbox_list_broken_off (&round->workspace->writer, &round->error);

  if (broken == NULL)
    return FALSE;
  round->finding = round->recover = broken->len > 0;
  if (round->finding)
    round->piece = g_ptr_array_steal_index (broken, 0);
  return TRUE;
}

/* On the writing worker: what came of the piece, then the next one. */
static void
write_round (gpointer data, gpointer user_data)
{
  Round *round = data;
  DtWriter *writer = &round->workspace->writer;

  if (round->piece != NULL
      && !dt_outbox_record (writer, round->piece, &round->delivery, &round->report, &round->error))
    return;
  g_clear_pointer (&round->piece, dt_outbox_piece_free);
  dt_delivery_clear (&round->delivery);
  round->finding = FALSE;
  if (round->closing || (round->recover && !recover (round)) || round->piece != NULL)
    return;
  dt_outbox_take (
      writer, round->channels, &round->piece, &round->wake, &round->report, &round->error);
}

/* On the sending worker. Of what was broken off: it arrived, it did not and goes out again, or
 * nobody knows. */
static void
send_round (gpointer data, gpointer user_data)
{
  Round *round = data;
  const DtOutboxPiece *piece = round->piece;
  const DtOutgoing message = { .key = piece->key,
                               .address = piece->address,
                               .title = piece->title,
                               .text = piece->text,
                               .files = piece->files };
  int found;

  if (!round->finding)
    {
      dt_channel_send (round->channel, &message, &round->delivery, NULL);
      return;
    }
  found = round->channel != NULL ? dt_channel_find (round->channel, piece->key, NULL) : -1;
  round->delivery.code = found > 0    ? DT_DELIVERY_OK
                         : found == 0 ? DT_DELIVERY_NETWORK
                                      : DT_DELIVERY_BROKEN_OFF;
}

/* On the main thread, after writing: tells what changed. TRUE: there is a piece to be sent. */
static gboolean
take_round (DtOutbox *self, Round *round)
{
  DtChanges *changes = round->report.changes;

  self->recovered = !round->recover;
  if (self->service->workspace != NULL && (changes->cases->len > 0 || changes->everything))
    {
      dt_service_emit_changed (self->service, changes);
      dt_service_refresh (self->service, FALSE);
    }
  for (guint i = 0; i < round->report.problems->len; i++)
    g_signal_emit (self, signals[PROBLEM], 0, round->report.problems->pdata[i]);
  dt_outbox_report_clear (&round->report);
  dt_outbox_report_init (&round->report);
  if (round->error != NULL || round->piece == NULL)
    return FALSE;
  g_set_object (&round->channel, self->channels[round->piece->channel]);
  return TRUE;
}

/**
 * dt_outbox_run_sync:
 * @self: an outbox
 * @error: by the ledger and the store
 *
 * Returns: whether all that was due could be dealt with; that something could not be sent is no
 *   error
 */
gboolean
dt_outbox_run_sync (DtOutbox *self, GError **error)
{
  Round *round;
  gboolean ok;

  g_return_val_if_fail (DT_IS_OUTBOX (self) && self->sending != NULL, FALSE);

  if (!dt_service_check_open (self->service, error))
    return FALSE;
  round = round_new (self);
  dt_worker_run (round->workspace->writing, write_round, round, NULL);
  while (take_round (self, round))
    {
      dt_worker_run (self->sending, send_round, round, NULL);
      dt_worker_run (round->workspace->writing, write_round, round, NULL);
    }
  self->wake = round->wake;
  ok = round->error == NULL;
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&round->error));
  round_free (round);
  return ok;
}

/* ---- by itself ---- */

static void push_write (DtOutbox *self, Round *round);
static gboolean on_wake_cb (gpointer user_data);

static gboolean
has_work (DtOutbox *self)
{
  for (guint i = 0; i < DT_N_CHANNELS; i++)
    if (self->channels[i] != NULL)
      return TRUE;
  return !self->recovered;
}

static void
start_round (DtOutbox *self)
{
  if (self->busy || self->closing || self->service->workspace == NULL || !has_work (self))
    return;
  self->busy = TRUE;
  self->again = FALSE;
  push_write (self, round_new (self));
}

static void
sleep_until (DtOutbox *self, gint64 wake)
{
  gint64 wait = wake - dt_clock_now (dt_service_get_clock (self->service));

  self->wake = wake;
  g_clear_handle_id (&self->timer_source, g_source_remove);
  if (wake != 0)
    self->timer_source
        = g_timeout_add ((guint) CLAMP (wait / 1000 + 1, 1, G_MAXINT), on_wake_cb, self);
}

static void
end_round (DtOutbox *self, Round *round)
{
  self->busy = FALSE;
  if (round->error != NULL)
    dt_service_emit_problem (self->service, round->error);
  else if (!self->closing)
    sleep_until (self, round->wake);
  round_free (round);
  if (self->again)
    start_round (self);
}

static void
send_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  send_round (data, NULL);
  g_task_return_boolean (task, TRUE);
}

/* If the service was closed, it is settled when the workspace is opened again. */
static void
on_sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DtOutbox *self = DT_OUTBOX (source);
  Round *round = user_data;

  round->closing = self->closing;
  if (self->service->workspace != NULL)
    push_write (self, round);
  else
    end_round (self, round);
}

static void
write_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  write_round (data, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
on_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DtOutbox *self = DT_OUTBOX (source);
  Round *round = user_data;
  g_autoptr (GTask) task = NULL;

  if (!take_round (self, round))
    {
      end_round (self, round);
      return;
    }
  task = g_task_new (self, NULL, on_sent_cb, round);
  g_task_set_task_data (task, round, NULL);
  dt_worker_push_task (self->sending, task, send_task);
}

static void
push_write (DtOutbox *self, Round *round)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_written_cb, round);

  g_task_set_task_data (task, round, NULL);
  dt_worker_push_task (round->workspace->writing, task, write_task);
}

static gboolean
on_wake_cb (gpointer user_data)
{
  DtOutbox *self = user_data;

  self->timer_source = 0;
  start_round (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_idle_cb (gpointer user_data)
{
  DtOutbox *self = user_data;

  self->idle_source = 0;
  start_round (self);
  return G_SOURCE_REMOVE;
}

/* Something was queued, recalled or changed by a rebuild: what is due may be another. */
static void
look_soon (DtOutbox *self)
{
  if (self->busy)
    self->again = TRUE;
  else if (self->idle_source == 0 && !self->closing && has_work (self))
    self->idle_source = g_idle_add (on_idle_cb, self);
}

static void
on_changed_cb (DtOutbox *self, gpointer changes, DtService *service)
{
  look_soon (self);
}

/* ---- the object ---- */

/**
 * dt_outbox_close:
 * @self: an outbox
 *
 * Lets what is on its way come to its end and records it; nothing else goes out any more.
 */
void
dt_outbox_close (DtOutbox *self)
{
  g_return_if_fail (DT_IS_OUTBOX (self));

  self->closing = TRUE;
  self->again = FALSE;
  g_clear_handle_id (&self->idle_source, g_source_remove);
  g_clear_handle_id (&self->timer_source, g_source_remove);
  while (self->busy)
    g_main_context_iteration (NULL, TRUE);
  g_clear_pointer (&self->sending, dt_worker_free);
}

static void
dt_outbox_dispose (GObject *object)
{
  DtOutbox *self = DT_OUTBOX (object);

  dt_outbox_close (self);
  for (guint i = 0; i < DT_N_CHANNELS; i++)
    g_clear_object (&self->channels[i]);
  g_clear_object (&self->service);
  G_OBJECT_CLASS (dt_outbox_parent_class)->dispose (object);
}

static void
dt_outbox_class_init (DtOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dt_outbox_dispose;

  signals[PROBLEM] = g_signal_new ("problem",
                                   DT_TYPE_OUTBOX,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   DT_TYPE_REPLY);
}

static void
dt_outbox_init (DtOutbox *self)
{
  self->sending = dt_worker_new ("dt-sending");
}

/**
 * dt_outbox_new:
 * @service: an open service
 *
 * Returns: (transfer full): its outbox, with no channel connected
 */
DtOutbox *
dt_outbox_new (DtService *service)
{
  DtOutbox *self;

  g_return_val_if_fail (DT_IS_SERVICE (service), NULL);

  self = g_object_new (DT_TYPE_OUTBOX, NULL);
  self->service = g_object_ref (service);
  g_signal_connect_object (service, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  look_soon (self);
  return self;
}

/**
 * dt_outbox_add_channel:
 * @channel: an adapter that is ready to send; replaces one of its kind
 */
void
dt_outbox_add_channel (DtOutbox *self, DtChannel *channel)
{
  DtChannelKind kind;

  g_return_if_fail (DT_IS_OUTBOX (self) && DT_IS_CHANNEL (channel));

  kind = dt_channel_get_kind (channel);
  g_return_if_fail (kind < DT_N_CHANNELS);
  g_set_object (&self->channels[kind], channel);
  look_soon (self);
}

gboolean
dt_outbox_has_channel (DtOutbox *self, DtChannelKind kind)
{
  g_return_val_if_fail (DT_IS_OUTBOX (self) && kind < DT_N_CHANNELS, FALSE);
  return self->channels[kind] != NULL;
}

gint64
dt_outbox_get_wake (DtOutbox *self)
{
  g_return_val_if_fail (DT_IS_OUTBOX (self), 0);
  return self->wake;
}
