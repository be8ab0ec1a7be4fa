/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who called from this number before, and their cases, the open ones first: looked up while the
 * number is typed. Main thread. */
#pragma once

#include "service/dt-service.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_LOOKUP_LIST (dt_lookup_list_get_type ())
G_DECLARE_FINAL_TYPE (DtLookupList, dt_lookup_list, DT, LOOKUP_LIST, GtkWidget)
/* Signals: "found" (): the citizen changed, perhaps to nobody; "rejected" (): "not this person";
 * "joined" (): the case to join was chosen, or is no more. */

void dt_lookup_list_set_service (DtLookupList *self, DtService *service);
/* @phone: normalized, or NULL: nobody. */
void dt_lookup_list_set_phone (DtLookupList *self, const char *phone);
/* Chooses that case as soon as its citizen is found: from a draft. */
void dt_lookup_list_preset_joined (DtLookupList *self, const char *case_id);
/* Joins the n-th open case (from 0), or no longer; FALSE if there is none. */
gboolean dt_lookup_list_toggle (DtLookupList *self, guint n);
DtCitizen *dt_lookup_list_get_citizen (DtLookupList *self); /* transfer none, or NULL */
DtCase *dt_lookup_list_get_joined (DtLookupList *self);     /* transfer none, or NULL */

G_END_DECLS
