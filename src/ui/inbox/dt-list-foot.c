/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the foot of the list says. Main thread. */
#include "ui/inbox/dt-list-foot.h"

#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

static const char *
get_order (DtCaseList *list, DtSort sort)
{
  static const char *const orders[]
      = { N_ ("newest first"), N_ ("oldest first"), N_ ("last changed first") };
  const DtQuery *query = dt_case_list_get_query (list);

  /* What is due has an order of its own while nothing is searched for in it. */
  if (query != NULL && !dt_query_has_text (query)
      && (query->view == DT_VIEW_DUE_SOON || query->view == DT_VIEW_OVERDUE))
    return _ ("first due first");
  return _ (orders[sort]);
}

/**
 * dt_list_foot_show:
 * @foot: where to say it
 * @list: the list
 * @sort: its order
 *
 * Says how many cases there are, and in which order.
 */
void
dt_list_foot_show (GtkLabel *foot, DtCaseList *list, DtSort sort)
{
  gint64 total = dt_case_list_get_total (list);
  g_autofree char *number = dt_words_number (total);
  g_autofree char *cases = NULL;
  g_autofree char *text = NULL;
  gboolean capped;

  g_object_get (list, "capped", &capped, NULL);
  if (capped)
    cases = g_strdup_printf (_ ("More than %s cases"), number);
  else
    cases = g_strdup_printf (ngettext ("%s case", "%s cases", (gulong) total), number);
  text = g_strdup_printf ("%s · %s", cases, get_order (list, sort));
  gtk_label_set_text (foot, total > 0 ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (foot), total > 0);
}
