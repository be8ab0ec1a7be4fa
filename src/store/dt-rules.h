/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's own rules of time, as the record has them, over those that come with the program. On
 * the thread of the connection. */
#pragma once

#include "base/dt-database.h"
#include "model/dt-rule-book.h"

G_BEGIN_DECLS

/* @out is empty at first. */
gboolean dt_rules_read (DtDatabase *database, DtRuleTexts *out, GError **error);
/* Rules that cannot be read, since a newer version wrote them, are passed over. */
DtRuleBook *dt_rules_load (DtDatabase *database, GError **error);

G_END_DECLS
