/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nicks of formats and meanings; the end of a record. Any thread. */
#include "channels/dt-import-record.h"

#include <string.h>

static const char *const format_nicks[] = {
  [DT_IMPORT_FORMAT_AUTO] = "auto", [DT_IMPORT_FORMAT_CSV] = "csv",
  [DT_IMPORT_FORMAT_XLSX] = "xlsx", [DT_IMPORT_FORMAT_JSONL] = "jsonl",
  [DT_IMPORT_FORMAT_MBOX] = "mbox", [DT_IMPORT_FORMAT_OPEN311] = "open311",
};

static const char *const field_nicks[DT_N_IMPORT_FIELDS] = {
  [DT_IMPORT_IGNORE] = "ignore",     [DT_IMPORT_ID] = "id",
  [DT_IMPORT_CONTENT] = "content",   [DT_IMPORT_TITLE] = "title",
  [DT_IMPORT_FIELD] = "field",       [DT_IMPORT_KIND] = "kind",
  [DT_IMPORT_CHANNEL] = "channel",   [DT_IMPORT_RECEIVED] = "received",
  [DT_IMPORT_NAME] = "name",         [DT_IMPORT_PHONE] = "phone",
  [DT_IMPORT_EMAIL] = "email",       [DT_IMPORT_ADDRESS] = "address",
  [DT_IMPORT_PLACE] = "place",       [DT_IMPORT_GROUP] = "group",
  [DT_IMPORT_STATUS] = "status",     [DT_IMPORT_ANSWER] = "answer",
  [DT_IMPORT_ANSWERED] = "answered", [DT_IMPORT_NOTE] = "note",
};

/**
 * dt_import_field_to_nick:
 * @field: a meaning
 *
 * Returns: (transfer none): its nick, "content"
 */
const char *
dt_import_field_to_nick (DtImportField field)
{
  g_return_val_if_fail ((guint) field < DT_N_IMPORT_FIELDS, NULL);
  return field_nicks[field];
}

/**
 * dt_import_field_from_nick:
 * @nick: (nullable): a nick
 * @out: (out): untouched if %FALSE is returned
 *
 * Returns: whether @nick is known
 */
gboolean
dt_import_field_from_nick (const char *nick, DtImportField *out)
{
  for (guint i = 0; nick != NULL && i < DT_N_IMPORT_FIELDS; i++)
    if (strcmp (nick, field_nicks[i]) == 0)
      {
        *out = (DtImportField) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * dt_import_format_to_nick:
 * @format: a format
 *
 * Returns: (transfer none): its nick, "csv"
 */
const char *
dt_import_format_to_nick (DtImportFormat format)
{
  g_return_val_if_fail ((guint) format < G_N_ELEMENTS (format_nicks), NULL);
  return format_nicks[format];
}

/**
 * dt_import_format_from_nick:
 * @nick: (nullable): a nick
 * @out: (out): untouched if %FALSE is returned
 *
 * Returns: whether @nick is known
 */
gboolean
dt_import_format_from_nick (const char *nick, DtImportFormat *out)
{
  for (guint i = 0; nick != NULL && i < G_N_ELEMENTS (format_nicks); i++)
    if (strcmp (nick, format_nicks[i]) == 0)
      {
        *out = (DtImportFormat) i;
        return TRUE;
      }
  return FALSE;
}

void
dt_import_file_free (DtImportFile *file)
{
  g_bytes_unref (file->content);
  g_free (file->name);
  g_free (file->media_type);
  g_free (file);
}

/**
 * dt_import_record_free:
 * @record: (transfer full) (nullable): a record
 */
void
dt_import_record_free (DtImportRecord *record)
{
  if (record == NULL)
    return;
  g_ptr_array_unref (record->values);
  g_clear_pointer (&record->files, g_ptr_array_unref);
  g_free (record->thread);
  g_free (record->detail);
  g_free (record);
}
