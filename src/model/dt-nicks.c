/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking nicks up in their lists. Pure, any thread. */
#include "model/dt-nicks.h"

#include <string.h>

/**
 * dt_nick_get:
 * @nicks: (array length=n): a list
 * @n: how many
 * @value: one of its values
 *
 * Returns: its nick
 */
const char *
dt_nick_get (const char *const *nicks, guint n, guint value)
{
  g_return_val_if_fail (value < n, NULL);

  return nicks[value];
}

/**
 * dt_nick_find:
 * @nicks: (array length=n): a list
 * @n: how many
 * @nick: (nullable): a nick
 * @out: (out): its value, untouched if %FALSE is returned
 *
 * Returns: whether @nick is in the list
 */
gboolean
dt_nick_find (const char *const *nicks, guint n, const char *nick, guint *out)
{
  if (nick == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (strcmp (nicks[i], nick) == 0)
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}
