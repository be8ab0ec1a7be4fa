/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done about the deadlines of the case shown, and when. */
#include "ui/inbox/dt-deadline-actions.h"

#include "ui/inbox/dt-extension-forms.h"
#include "ui/inbox/dt-extension-state.h"
#include "ui/letters/dt-letter-window.h"

#include <string.h>

/**
 * dt_deadline_actions_fit:
 * @name: of an action
 * @service: the open workspace
 * @file: the case shown
 *
 * Returns: whether the case as it is allows it
 */
gboolean
dt_deadline_actions_fit (const char *name, DtService *service, DtCaseFile *file)
{
  DtExtensionState state;

  g_return_val_if_fail (name != NULL && DT_IS_CASE_FILE (file), FALSE);

  if (strcmp (name, "promise") == 0)
    return dt_case_status_is_open (file->a_case->status);
  if (strcmp (name, "withdraw") == 0)
    return dt_extension_state_is_own (service, file->a_case);
  dt_extension_state_init (&state, service, file);
  if (strcmp (name, "notice") == 0)
    return state.extension != NULL;
  if (strcmp (name, "guide") == 0)
    return dt_extension_state_needs_form (&state, file->a_case);
  if (strcmp (name, "grant") == 0)
    return dt_extension_state_can_grant (&state, file->a_case);
  if (strcmp (name, "decline") == 0)
    return state.request != NULL;
  if (strcmp (name, "ask-extension") == 0)
    return state.n_clocks > 0 && state.request == NULL;
  return state.n_clocks > 0;
}

/* Of the extension with that entry, or with none of the last one. */
static void
show_notice (const char *entry, DtRunner *runner, GtkWindow *parent, DtCaseFile *file)
{
  DtTimelineItem *found = dt_case_file_find_extension (file);

  for (guint i = 0; *entry != '\0' && i < file->timeline->len; i++)
    {
      DtTimelineItem *item = file->timeline->pdata[i];

      if (g_strcmp0 (item->id, entry) == 0)
        found = item;
    }
  if (found != NULL)
    dt_letter_window_present_notice (runner, parent, file, found);
}

/**
 * dt_deadline_actions_run:
 * @name: of an action that fits
 * @parameter: (nullable): what it was given
 * @runner: who runs its command
 * @parent: (nullable): the window that forms stand before
 * @file: the case shown
 */
void
dt_deadline_actions_run (
    const char *name, GVariant *parameter, DtRunner *runner, GtkWindow *parent, DtCaseFile *file)
{
  g_return_if_fail (name != NULL && DT_IS_RUNNER (runner) && DT_IS_CASE_FILE (file));

  if (strcmp (name, "ask-extension") == 0)
    dt_extension_form_present (runner, parent, file, TRUE);
  else if (strcmp (name, "extend") == 0)
    dt_extension_form_present (runner, parent, file, FALSE);
  else if (strcmp (name, "grant") == 0)
    dt_extension_grant (runner, file);
  else if (strcmp (name, "decline") == 0)
    dt_decline_form_present (runner, parent, file);
  else if (strcmp (name, "withdraw") == 0)
    dt_extension_withdraw (runner, file);
  else if (strcmp (name, "promise") == 0)
    dt_promise_form_present (runner, parent, file);
  else if (strcmp (name, "notice") == 0)
    show_notice (g_variant_get_string (parameter, NULL), runner, parent, file);
}
