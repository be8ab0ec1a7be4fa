/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the table of changed rules. Almost always it is empty: then it is the shipped book. */
#include "store/dt-rules.h"

#include <string.h>

/* dt_rules_read: those that the office has changed; the rest stays NULL. */
gboolean
dt_rules_read (DtDatabase *database, DtRuleTexts *out, GError **error)
{
  sqlite3_stmt *statement
      = dt_database_prepare (database, "SELECT name, json FROM rules WHERE json IS NOT NULL");
  gboolean row = TRUE;

  while (row)
    {
      DtRuleFile file;

      if (!dt_database_step (database, statement, &row, error))
        return FALSE;
      if (!row
          || !dt_rule_file_from_nick ((const char *) sqlite3_column_text (statement, 0), &file))
        continue;
      g_free (out->texts[file]);
      out->texts[file] = g_strdup ((const char *) sqlite3_column_text (statement, 1));
    }
  return TRUE;
}

/* dt_rules_load: (transfer full): the book; NULL on an error of the database only. */
DtRuleBook *
dt_rules_load (DtDatabase *database, GError **error)
{
  g_auto (DtRuleTexts) texts = { { NULL } };
  g_autoptr (GError) local_error = NULL;
  DtRuleBook *book;

  if (!dt_rules_read (database, &texts, error))
    return NULL;
  if (dt_rule_texts_are_empty (&texts))
    return dt_rule_book_ref (dt_rule_book_get_default ());
  book = dt_rule_book_new_from_texts (&texts, &local_error);
  if (book != NULL)
    return book;
  g_warning ("The office's own rules cannot be read, the shipped ones hold: %s",
             local_error->message);
  return dt_rule_book_ref (dt_rule_book_get_default ());
}
