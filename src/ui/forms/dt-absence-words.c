/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Until when a leader is away and who stands in, in words. Main thread. */
#include "ui/forms/dt-absence-words.h"

#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

static const char *
find_name (DtService *service, const char *officer_id)
{
  GPtrArray *officers = dt_service_get_officers (service);

  for (guint i = 0; officer_id != NULL && i < officers->len; i++)
    if (g_str_equal (((DtOfficer *) officers->pdata[i])->id, officer_id))
      return ((DtOfficer *) officers->pdata[i])->name;
  return NULL;
}

/**
 * dt_absence_get_last_day:
 * @absence: of a leader; it ends with the last moment of a day
 *
 * Returns: that day
 */
DtDate
dt_absence_get_last_day (const DtAbsence *absence)
{
  g_return_val_if_fail (absence != NULL, DT_DATE_NONE);

  return dt_date_from_time (absence->until - 1);
}

/**
 * dt_absence_to_words:
 * @service: the workspace
 * @officer_id: a leader
 *
 * Returns: (transfer full) (nullable): until when they are away and who stands in for them; %NULL
 * if they are there
 */
char *
dt_absence_to_words (DtService *service, const char *officer_id)
{
  const DtAbsence *absence;
  const char *deputy;
  g_autofree char *day = NULL;

  g_return_val_if_fail (DT_IS_SERVICE (service) && officer_id != NULL, NULL);

  absence = dt_service_find_absence (service, officer_id);
  if (absence == NULL)
    return NULL;
  day = dt_words_date (absence->until - 1);
  deputy = find_name (service, absence->deputy_id);
  return deputy != NULL ? g_strdup_printf (_ ("away until %s, %s stands in"), day, deputy)
                        : g_strdup_printf (_ ("away until %s"), day);
}
