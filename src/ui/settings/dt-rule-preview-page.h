/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, what changed rules of time would do: which open cases move and by how much; and
 * saving them. Main thread. */
#pragma once

#include "service/dt-service.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DT_TYPE_RULE_PREVIEW_PAGE (dt_rule_preview_page_get_type ())
G_DECLARE_FINAL_TYPE (DtRulePreviewPage, dt_rule_preview_page, DT, RULE_PREVIEW_PAGE, GtkWidget)
/* Signals: "saved" (); "closed" (char *done): what was done, in words, or NULL. */

/* @texts, @files: as dt_command_change_rules() takes them. */
GtkWidget *dt_rule_preview_page_new (DtService *service, const DtRuleTexts *texts, guint files);
gboolean dt_rule_preview_page_is_ready (DtRulePreviewPage *self); /* it has looked */

G_END_DECLS
