/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing the rules of time: texts are recorded whole, each file's newest one holds. Writing
 * worker only. */
#include "service/dt-commands.h"

#include "base/dt-error.h"
#include "store/dt-preview.h"

#define SUBJECT "rules"

static char *
name_facts (DtRuleFile file)
{
  DtJsonText *facts = dt_json_text_new ();

  dt_json_text_add_string (facts, "rules", dt_rule_file_to_nick (file));
  return dt_json_text_finish (facts);
}

/* null: as shipped. */
static char *
text_payload (const char *text)
{
  DtJsonText *payload = dt_json_text_new ();

  dt_json_text_add_nullable (payload, "json", text);
  return dt_json_text_finish (payload);
}

/* What does not fit together is refused as a whole; what is as it was leaves no entry. */
gboolean
dt_commands_change_rules (DtRun *run, GError **error)
{
  const DtCommand *command = run->command;
  g_auto (DtRuleTexts) before = { { NULL } };
  g_auto (DtRuleTexts) after = { { NULL } };
  g_autoptr (DtRuleBook) book = NULL;

  if (!dt_reader_read_rules (run->writer->reader, &before, error))
    return FALSE;
  dt_rule_texts_replace (&after, &before, G_MAXUINT);
  dt_rule_texts_replace (&after, &command->rules, command->rule_files);
  book = dt_rule_book_new_from_texts (&after, error);
  if (book == NULL)
    return FALSE;
  for (guint i = 0; i < DT_N_RULE_FILES; i++)
    {
      const char *old = before.texts[i];
      const char *new = after.texts[i];

      if (g_strcmp0 (old, new) == 0)
        continue;
      dt_run_add (run, "rules.changed", SUBJECT, name_facts (i), text_payload (new));
      dt_run_add_undo (run, "rules.changed", SUBJECT, name_facts (i), text_payload (old));
      if (run->undo != NULL)
        {
          dt_rule_texts_replace (&run->undo->rules, &after, 1u << i);
          run->undo->rule_files |= 1u << i;
        }
    }
  return TRUE;
}

/* Another desk's later rules are not undone with ours. */
gboolean
dt_undo_check_rules (DtWriter *writer, const DtUndo *undo, GError **error)
{
  g_auto (DtRuleTexts) now = { { NULL } };

  if (undo->rule_files == 0)
    return TRUE;
  if (!dt_reader_read_rules (writer->reader, &now, error))
    return FALSE;
  for (guint i = 0; i < DT_N_RULE_FILES; i++)
    if ((undo->rule_files & (1u << i)) != 0 && g_strcmp0 (now.texts[i], undo->rules.texts[i]) != 0)
      {
        g_set_error (error,
                     DT_ERROR,
                     DT_ERROR_NOT_FOUND,
                     "The rules “%s” were changed once more",
                     dt_rule_file_to_nick ((DtRuleFile) i));
        return FALSE;
      }
  return TRUE;
}
