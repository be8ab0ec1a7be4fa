/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the table of changed rules. Almost always it is empty: then it is the shipped book. */
#include "store/dt-rules.h"

#include <string.h>

/* Those that belong together: years name holidays. */
static const guint units[] = { 1u << DT_RULE_FILE_HOLIDAYS | 1u << DT_RULE_FILE_HOLIDAY_YEARS,
                               1u << DT_RULE_FILE_OFFICE_HOURS,
                               1u << DT_RULE_FILE_DEADLINES };

/* The book of them. What does not fit the rules that came with the program is left out of @texts,
 * and no more than that: a newer version wrote it, or two desks changed what belongs together. */
static DtRuleBook *
make_book (DtRuleTexts *texts)
{
  const DtRuleTexts none = { { NULL } };
  DtRuleBook *whole = NULL;

  if (!dt_rule_texts_are_empty (texts))
    whole = dt_rule_book_new_from_texts (texts, NULL);
  for (guint i = 0; whole == NULL && i < G_N_ELEMENTS (units); i++)
    {
      g_auto (DtRuleTexts) alone = { { NULL } };
      g_autoptr (DtRuleBook) book = NULL;
      g_autoptr (GError) error = NULL;

      dt_rule_texts_replace (&alone, texts, units[i]);
      if (dt_rule_texts_are_empty (&alone))
        continue;
      book = dt_rule_book_new_from_texts (&alone, &error);
      if (book != NULL)
        continue;
      g_message ("Of the office's own rules some cannot be read, there the shipped ones hold: %s",
                 error->message);
      dt_rule_texts_replace (texts, &none, units[i]);
    }
  if (whole == NULL && !dt_rule_texts_are_empty (texts))
    whole = dt_rule_book_new_from_texts (texts, NULL);
  return whole != NULL ? whole : dt_rule_book_ref (dt_rule_book_get_default ());
}

static gboolean
read_texts (DtDatabase *database, DtRuleTexts *out, GError **error)
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

/* dt_rules_read: those that the office has changed and that can be read; the rest stays NULL. */
gboolean
dt_rules_read (DtDatabase *database, DtRuleTexts *out, GError **error)
{
  if (!read_texts (database, out, error))
    return FALSE;
  dt_rule_book_unref (make_book (out));
  return TRUE;
}

/* dt_rules_load: (transfer full): the book; NULL on an error of the database only. */
DtRuleBook *
dt_rules_load (DtDatabase *database, GError **error)
{
  g_auto (DtRuleTexts) texts = { { NULL } };

  return read_texts (database, &texts, error) ? make_book (&texts) : NULL;
}
