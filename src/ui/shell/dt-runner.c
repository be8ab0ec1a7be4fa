/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs commands for the widgets and says what came of each. */
#include "ui/shell/dt-runner.h"

#include <glib/gi18n.h>

struct _DtRunner
{
  GObject parent_instance;
  DtService *service;
  guint running;
};

enum
{
  DONE,
  FAILED,
  NOTICE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  DtRunner *runner;
  char *text;
  GWeakRef owner;
  gboolean has_owner;
  DtRunnerDone done;
  gpointer user_data;
} Run;

G_DEFINE_FINAL_TYPE (DtRunner, dt_runner, G_TYPE_OBJECT)

static Run *
run_new (DtRunner *self, const char *text, GObject *owner, DtRunnerDone done, gpointer user_data)
{
  Run *run = g_new0 (Run, 1);

  run->runner = g_object_ref (self);
  run->text = g_strdup (text);
  run->has_owner = owner != NULL;
  g_weak_ref_init (&run->owner, owner);
  run->done = done;
  run->user_data = user_data;
  return run;
}

static void
run_free (Run *run)
{
  g_weak_ref_clear (&run->owner);
  g_object_unref (run->runner);
  g_free (run->text);
  g_free (run);
}

static void
on_service_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_finish (DT_SERVICE (source), result, &error);
  g_autoptr (GObject) owner = g_weak_ref_get (&run->owner);

  run->runner->running--;
  if (run->done != NULL && (owner != NULL || !run->has_owner))
    run->done (outcome, run->user_data);
  if (outcome == NULL)
    g_signal_emit (run->runner, signals[FAILED], 0, error);
  else if (run->text != NULL)
    g_signal_emit (run->runner, signals[DONE], 0, run->text, outcome->can_undo);
  run_free (run);
}

static void
on_service_undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_finish (DT_SERVICE (source), result, &error);

  run->runner->running--;
  if (outcome == NULL)
    g_signal_emit (run->runner, signals[FAILED], 0, error);
  else
    g_signal_emit (run->runner, signals[DONE], 0, run->text, FALSE);
  run_free (run);
}

static void
dt_runner_finalize (GObject *object)
{
  g_clear_object (&DT_RUNNER (object)->service);
  G_OBJECT_CLASS (dt_runner_parent_class)->finalize (object);
}

static void
dt_runner_class_init (DtRunnerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_runner_finalize;

  signals[DONE] = g_signal_new ("done",
                                G_TYPE_FROM_CLASS (klass),
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                2,
                                G_TYPE_STRING,
                                G_TYPE_BOOLEAN);
  signals[FAILED] = g_signal_new ("failed",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_ERROR);
  signals[NOTICE] = g_signal_new ("notice",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_STRING);
}

static void
dt_runner_init (DtRunner *self)
{
}

/**
 * dt_runner_new:
 * @service: the open workspace
 *
 * Returns: (transfer full): a runner for it
 */
DtRunner *
dt_runner_new (DtService *service)
{
  DtRunner *self = g_object_new (DT_TYPE_RUNNER, NULL);

  g_return_val_if_fail (DT_IS_SERVICE (service), self);

  self->service = g_object_ref (service);
  return self;
}

/**
 * dt_runner_get_service:
 * @self: a runner
 *
 * Returns: (transfer none): its service
 */
DtService *
dt_runner_get_service (DtRunner *self)
{
  g_return_val_if_fail (DT_IS_RUNNER (self), NULL);

  return self->service;
}

/**
 * dt_runner_now:
 * @self: a runner
 *
 * Returns: now by the service's clock, in Unix microseconds
 */
gint64
dt_runner_now (DtRunner *self)
{
  return dt_clock_now (dt_service_get_clock (self->service));
}

/**
 * dt_runner_run:
 * @self: a runner
 * @command: (transfer full): what to do
 * @text: (nullable): what to say when it is done, with a way to undo it
 * @owner: (nullable): whose callback @done is; when it is gone, @done is not called
 * @done: (nullable): called with the outcome, or with %NULL if it failed
 * @user_data: for @done
 *
 * Runs a command on the writing worker. Trouble is told by "failed".
 */
void
dt_runner_run (DtRunner *self,
               DtCommand *command,
               const char *text,
               GObject *owner,
               DtRunnerDone done,
               gpointer user_data)
{
  g_return_if_fail (DT_IS_RUNNER (self) && command != NULL);

  self->running++;
  dt_service_run_async (self->service,
                        command,
                        NULL,
                        on_service_run_cb,
                        run_new (self, text, owner, done, user_data));
  dt_command_unref (command);
}

/**
 * dt_runner_undo:
 * @self: a runner
 *
 * Undoes the newest command of this session.
 */
void
dt_runner_undo (DtRunner *self)
{
  g_return_if_fail (DT_IS_RUNNER (self));

  if (!dt_service_can_undo (self->service))
    {
      dt_runner_notice (self, _ ("There is nothing to undo"));
      return;
    }
  self->running++;
  dt_service_undo_async (
      self->service, NULL, on_service_undone_cb, run_new (self, _ ("Undone"), NULL, NULL, NULL));
}

/**
 * dt_runner_is_busy:
 * @self: a runner
 *
 * Returns: whether a command is under way
 */
gboolean
dt_runner_is_busy (DtRunner *self)
{
  return self->running > 0;
}

/**
 * dt_runner_notice:
 * @self: a runner
 * @text: a short sentence for a toast
 */
void
dt_runner_notice (DtRunner *self, const char *text)
{
  g_return_if_fail (DT_IS_RUNNER (self) && text != NULL);

  g_signal_emit (self, signals[NOTICE], 0, text);
}

/**
 * dt_runner_fail:
 * @self: a runner
 * @error: trouble that did not come from a command
 */
void
dt_runner_fail (DtRunner *self, const GError *error)
{
  g_return_if_fail (DT_IS_RUNNER (self) && error != NULL);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
}
