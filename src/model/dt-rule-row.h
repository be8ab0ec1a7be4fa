/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading one row of a file of rules: what is missing or wrong gives an error that names the file,
 * the row and the member, for whoever edits the rules. Pure, any thread. */
#pragma once

#include "base/dt-json.h"
#include "model/dt-date.h"

G_BEGIN_DECLS

typedef struct
{
  const char *file; /* "holidays.json" */
  const char *list; /* the list it stands in: "holidays" */
  guint number;     /* in the list, from 1 */
  JsonObject *object;
} DtRuleRow;

/* Calls @parse for each row of the list @name, until it says FALSE. */
typedef gboolean (*DtRuleRowFunc) (const DtRuleRow *row, gpointer data, GError **error);
JsonObject *dt_rule_row_parse_file (const char *file, GBytes *bytes, GError **error);
gboolean dt_rule_row_foreach (const char *file,
                              JsonObject *object,
                              const char *name,
                              DtRuleRowFunc parse,
                              gpointer data,
                              GError **error);

/* An error about the row: "holidays.json: holidays, row 3 (hung_kings): month: …". */
void dt_rule_row_fail (const DtRuleRow *self,
                       GError **error,
                       const char *member,
                       const char *format,
                       ...) G_GNUC_PRINTF (4, 5);

/* No member but these (ends with NULL): a misspelt one would be passed over in silence. */
gboolean
dt_rule_row_check_members (const DtRuleRow *self, const char *const *allowed, GError **error);

gboolean
dt_rule_row_get_string (const DtRuleRow *self, const char *member, char **out, GError **error);
char *dt_rule_row_dup_string (const DtRuleRow *self, const char *member); /* NULL if none */
gboolean dt_rule_row_get_int (const DtRuleRow *self,
                              const char *member,
                              int min,
                              int max,
                              const int *fallback,
                              int *out,
                              GError **error);
gboolean dt_rule_row_get_boolean (
    const DtRuleRow *self, const char *member, gboolean fallback, gboolean *out, GError **error);
/* @fallback: given if the member is not there; NULL if it must be. */
gboolean dt_rule_row_get_date (
    const DtRuleRow *self, const char *member, const DtDate *fallback, DtDate *out, GError **error);

G_END_DECLS
