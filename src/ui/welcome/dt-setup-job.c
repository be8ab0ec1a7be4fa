/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a workspace, empty or with the demo's data, on a thread of its own: key derivation and
 * the demo's thousands of entries take seconds. The workspace is closed again when it is done;
 * the window opens it on the main thread. */
#include "ui/welcome/dt-setup-job.h"

#include "service/dt-demo.h"

#include <string.h>

typedef struct
{
  char *directory;
  char *unit;
  gboolean demo;
  char *key_file;
  char *passphrase;
  char *officer_name;
  char *officer_title;
  char *officer_password;
  DtRoles officer_roles;
  int *permille; /* borrowed, atomic; or NULL */
} Job;

static void
wipe (char *secret)
{
  if (secret != NULL)
    memset (secret, 0, strlen (secret));
  g_free (secret);
}

static void
job_free (Job *job)
{
  g_free (job->directory);
  g_free (job->unit);
  g_free (job->key_file);
  wipe (job->passphrase);
  g_free (job->officer_name);
  g_free (job->officer_title);
  wipe (job->officer_password);
  g_free (job);
}

static void
on_progress (gint64 done, gint64 total, gpointer data)
{
  Job *job = data;

  if (job->permille != NULL && total > 0)
    g_atomic_int_set (job->permille, (int) (done * 1000 / total));
}

static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  /* What the service does on "its main context" shall happen here, while it lives here. */
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (DtClock) clock = dt_clock_new ();
  const DtServiceSetup setup = {
    .directory = job->directory,
    .unit = job->unit,
    .demo = job->demo,
    .key_file = job->key_file,
    .passphrase = job->passphrase,
    .officer_name = job->officer_name,
    .officer_title = job->officer_title,
    .officer_password = job->officer_password,
    .officer_roles = job->officer_roles,
  };
  g_autoptr (GError) error = NULL;
  char *recovery = NULL;

  g_main_context_push_thread_default (context);
  if (job->demo)
    dt_demo_create (
        &setup, dt_clock_now (clock), DT_DEMO_SEED, &recovery, on_progress, job, &error);
  else
    dt_service_create_workspace (&setup, clock, &recovery, &error);
  g_main_context_pop_thread_default (context);

  if (error != NULL)
    {
      wipe (recovery);
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else
    g_task_return_pointer (task, recovery, g_free);
}

/**
 * dt_setup_job_run_async:
 * @setup: what to make
 * @permille: (nullable): set atomically to how much is done, while there is something to say;
 *   must live until @callback
 * @cancellable: (nullable): to give up waiting
 * @callback: when it is made
 * @user_data: for @callback
 */
void
dt_setup_job_run_async (const DtServiceSetup *setup,
                        int *permille,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->directory = g_strdup (setup->directory);
  job->unit = g_strdup (setup->unit);
  job->demo = setup->demo;
  job->key_file = g_strdup (setup->key_file);
  job->passphrase = g_strdup (setup->passphrase);
  job->officer_name = g_strdup (setup->officer_name);
  job->officer_title = g_strdup (setup->officer_title);
  job->officer_password = g_strdup (setup->officer_password);
  job->officer_roles = setup->officer_roles;
  job->permille = permille;
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, run_job);
}

/**
 * dt_setup_job_run_finish:
 * @result: of the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the recovery code
 */
char *
dt_setup_job_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
