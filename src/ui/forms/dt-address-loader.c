/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has the index of units made by a thread of the pool. Whoever asks later has it at once. */
#include "ui/forms/dt-address-loader.h"

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, (gpointer) dt_address_index_get (), NULL);
}

/**
 * dt_address_load_async:
 * @cancellable: (nullable): stops waiting for it
 * @callback: called on the main thread
 * @data: for @callback
 */
void
dt_address_load_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, dt_address_load_async);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * dt_address_load_finish:
 * @result: of dt_address_load_async()
 *
 * Returns: (transfer none) (nullable): the index, %NULL if it was cancelled
 */
const DtAddressIndex *
dt_address_load_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
