/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A GListModel of DtCaseItem for a query: holds the row ids, loads rows in pages of 200 on the
 * reading worker, and on a change diffs the ids so that selection and scroll position stay. Main
 * thread. */
#pragma once

#include "service/dt-service.h"

G_BEGIN_DECLS

/* A place in the list. "case" (DtCase, nullable, notify) is NULL until its page has come. */
#define DT_TYPE_CASE_ITEM (dt_case_item_get_type ())
G_DECLARE_FINAL_TYPE (DtCaseItem, dt_case_item, DT, CASE_ITEM, GObject)
gint64 dt_case_item_get_row (DtCaseItem *self);
DtCase *dt_case_item_get_case (DtCaseItem *self);

#define DT_TYPE_CASE_LIST (dt_case_list_get_type ())
G_DECLARE_FINAL_TYPE (DtCaseList, dt_case_list, DT, CASE_LIST, GObject)
/* Properties: "loading" (boolean, notify), "total" (int64: how many match, capped at 10 000,
 * notify), "capped" (boolean). */
DtCaseList *dt_case_list_new (DtService *service);
void dt_case_list_set_query (DtCaseList *self, const DtQuery *query); /* copies */
const DtQuery *dt_case_list_get_query (DtCaseList *self);
gboolean dt_case_list_get_loading (DtCaseList *self);
gint64 dt_case_list_get_total (DtCaseList *self);
/* Time has passed: if it decides what the list holds, that is asked for again. */
void dt_case_list_pass_time (DtCaseList *self);
/* Position of the case of that row id or G_MAXUINT. */
guint dt_case_list_find_row (DtCaseList *self, gint64 row);

G_END_DECLS
