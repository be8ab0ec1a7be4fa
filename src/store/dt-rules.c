/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the table of changed rules. Almost always it is empty: then it is the shipped book. */
#include "store/dt-rules.h"

#include <string.h>

/* Those that belong together: years name holidays. */
static const guint units[] = { 1u << DT_RULE_FILE_HOLIDAYS | 1u << DT_RULE_FILE_HOLIDAY_YEARS,
                               1u << DT_RULE_FILE_OFFICE_HOURS,
                               1u << DT_RULE_FILE_DEADLINES };

/* Leaves out what does not fit the rules that came with the program, and no more than that: a newer
 * version wrote it, or two desks changed what belongs together. */
static void
leave_out_bad (DtRuleTexts *texts)
{
  const DtRuleTexts none = { { NULL } };
  DtRuleBook *whole
      = dt_rule_texts_are_empty (texts) ? NULL : dt_rule_book_new_from_texts (texts, NULL);

  if (whole != NULL || dt_rule_texts_are_empty (texts))
    {
      g_clear_pointer (&whole, dt_rule_book_unref);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_auto (DtRuleTexts) alone = { { NULL } };
      g_autoptr (DtRuleBook) book = NULL;
      g_autoptr (GError) error = NULL;

      dt_rule_texts_replace (&alone, texts, units[i]);
      book = dt_rule_book_new_from_texts (&alone, &error);
      if (book != NULL)
        continue;
      g_message ("Of the office's own rules some cannot be read, there the shipped ones hold: %s",
                 error->message);
      dt_rule_texts_replace (texts, &none, units[i]);
    }
}

/* dt_rules_read: those that the office has changed and that can be read; the rest stays NULL. */
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
  leave_out_bad (out);
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
