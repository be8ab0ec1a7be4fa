/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of words for the import pages. */
#include "ui/import/dt-import-words.h"

#include <glib/gi18n.h>

static const char *const field_words[DT_N_IMPORT_FIELDS] = {
  [DT_IMPORT_IGNORE] = N_ ("Keep, do not use"),
  [DT_IMPORT_ID] = N_ ("Number at the source"),
  [DT_IMPORT_CONTENT] = N_ ("Content"),
  [DT_IMPORT_TITLE] = N_ ("Title"),
  [DT_IMPORT_FIELD] = N_ ("Field of work"),
  [DT_IMPORT_KIND] = N_ ("Kind of opinion"),
  [DT_IMPORT_CHANNEL] = N_ ("Channel"),
  [DT_IMPORT_RECEIVED] = N_ ("Day received"),
  [DT_IMPORT_NAME] = N_ ("Full name"),
  [DT_IMPORT_PHONE] = N_ ("Phone number"),
  [DT_IMPORT_EMAIL] = N_ ("E-mail"),
  [DT_IMPORT_ADDRESS] = N_ ("Address"),
  [DT_IMPORT_PLACE] = N_ ("Where it happened"),
  [DT_IMPORT_GROUP] = N_ ("Residential group"),
  [DT_IMPORT_STATUS] = N_ ("Status"),
  [DT_IMPORT_ANSWER] = N_ ("Answer given"),
  [DT_IMPORT_ANSWERED] = N_ ("Day answered"),
  [DT_IMPORT_NOTE] = N_ ("Note"),
};

static const char *const format_words[] = {
  [DT_IMPORT_FORMAT_AUTO] = N_ ("Recognise by itself"),
  [DT_IMPORT_FORMAT_CSV] = N_ ("CSV table"),
  [DT_IMPORT_FORMAT_XLSX] = N_ ("Excel workbook"),
  [DT_IMPORT_FORMAT_JSONL] = N_ ("JSON Lines"),
  [DT_IMPORT_FORMAT_MBOX] = N_ ("Mailbox (mbox)"),
  [DT_IMPORT_FORMAT_OPEN311] = N_ ("Open311 requests"),
};

static const struct
{
  const char *code;
  const char *words;
} reason_words[] = {
  { "no_content", N_ ("There is no content. Type what the citizen said.") },
  { "bad_date", N_ ("The date cannot be read. Write it as 17/11/2026.") },
  { "bad_encoding", N_ ("Some letters could not be read. Correct the text.") },
  { "bad_json", N_ ("The record is not valid JSON. Correct its parts.") },
  { "unclosed_quote", N_ ("A quotation mark is opened and not closed. Check the cells.") },
  { "too_many_columns", N_ ("The row has more cells than the header. Check which belong where.") },
  { "too_few_columns", N_ ("The row has fewer cells than the header. Check which belong where.") },
  { "too_large", N_ ("A cell is too large. Shorten it or attach it as a file.") },
  { "bad_mail", N_ ("The mail cannot be read. Copy its text from the mail program.") },
};

/**
 * dt_import_words_field:
 * @field: a meaning
 *
 * Returns: what a column of it is called
 */
const char *
dt_import_words_field (DtImportField field)
{
  g_return_val_if_fail (field < DT_N_IMPORT_FIELDS, "");

  return _ (field_words[field]);
}

/**
 * dt_import_words_format:
 * @format: a format
 *
 * Returns: what it is called
 */
const char *
dt_import_words_format (DtImportFormat format)
{
  g_return_val_if_fail (format < G_N_ELEMENTS (format_words), "");

  return _ (format_words[format]);
}

/**
 * dt_import_words_reason:
 * @reason: (nullable): a code of DtSetAside
 *
 * Returns: what is wrong with the row and what to do
 */
const char *
dt_import_words_reason (const char *reason)
{
  for (guint i = 0; i < G_N_ELEMENTS (reason_words); i++)
    if (g_strcmp0 (reason, reason_words[i].code) == 0)
      return _ (reason_words[i].words);
  return _ ("The row cannot be read. Check its cells.");
}
