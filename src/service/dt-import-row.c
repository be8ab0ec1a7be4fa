/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a record of an imported file by its mapping. Words of other systems and of other languages
 * (statuses, kinds, channels) are understood by the tables here; what is not understood is kept as
 * written. Pure; any thread. */
#include "service/dt-import-row.h"

#include "base/dt-json.h"
#include "base/dt-text.h"
#include "model/dt-catalogue.h"
#include "service/dt-json-text.h"

#include <string.h>

#define MAX_GROUP_CHARS 60
#define TITLE_CHARS 72

/* ---- words ---- */

typedef struct
{
  const char *words; /* folded; the value contains them, or is them where it is short */
  int value;
} Word;

/* The first that fits wins. */
static const Word kind_words[] = {
  { "khieu nai", DT_CASE_KIND_COMPLAINT },
  { "complaint", DT_CASE_KIND_COMPLAINT },
  { "to cao", DT_CASE_KIND_DENUNCIATION },
  { "denunciation", DT_CASE_KIND_DENUNCIATION },
  { "phan anh", DT_CASE_KIND_FEEDBACK },
  { "feedback", DT_CASE_KIND_FEEDBACK },
  { "kien nghi", DT_CASE_KIND_RECOMMENDATION },
  { "gop y", DT_CASE_KIND_RECOMMENDATION },
  { "recommendation", DT_CASE_KIND_RECOMMENDATION },
  { "suggestion", DT_CASE_KIND_RECOMMENDATION },
  { "hoi dap", DT_CASE_KIND_INFORMATION_REQUEST },
  { "cau hoi", DT_CASE_KIND_INFORMATION_REQUEST },
  { "question", DT_CASE_KIND_INFORMATION_REQUEST },
  { "information", DT_CASE_KIND_INFORMATION_REQUEST },
};

static const Word channel_words[] = {
  { "facebook", DT_CHANNEL_FACEBOOK },
  { "messenger", DT_CHANNEL_FACEBOOK },
  { "zalo", DT_CHANNEL_ZALO },
  { "email", DT_CHANNEL_EMAIL },
  { "e-mail", DT_CHANNEL_EMAIL },
  { "thu dien tu", DT_CHANNEL_EMAIL },
  { "dien thoai", DT_CHANNEL_PHONE },
  { "duong day nong", DT_CHANNEL_PHONE },
  { "phone", DT_CHANNEL_PHONE },
  { "hotline", DT_CHANNEL_PHONE },
  { "truc tiep", DT_CHANNEL_WALK_IN },
  { "tai tru so", DT_CHANNEL_WALK_IN },
  { "tiep cong dan", DT_CHANNEL_WALK_IN },
  { "don thu", DT_CHANNEL_LETTER },
  { "buu dien", DT_CHANNEL_LETTER },
  { "letter", DT_CHANNEL_LETTER },
  { "cong dich vu", DT_CHANNEL_PORTAL },
  { "cong thong tin", DT_CHANNEL_PORTAL },
  { "portal", DT_CHANNEL_PORTAL },
  { "web", DT_CHANNEL_PORTAL },
};

/* A case of elsewhere comes in as open unless the source says that it is done: better looked at
 * once too often than dropped. */
static const Word status_words[] = {
  { "chua", DT_CASE_STATUS_RECEIVED }, /* "chưa xử lý", "chưa giải quyết" */
  { "not ", DT_CASE_STATUS_RECEIVED },
  { "dang xu ly", DT_CASE_STATUS_IN_PROGRESS },
  { "dang giai quyet", DT_CASE_STATUS_IN_PROGRESS },
  { "in progress", DT_CASE_STATUS_IN_PROGRESS },
  { "da tra loi", DT_CASE_STATUS_ANSWERED },
  { "answered", DT_CASE_STATUS_ANSWERED },
  { "da giai quyet", DT_CASE_STATUS_CLOSED },
  { "da xu ly", DT_CASE_STATUS_CLOSED },
  { "da dong", DT_CASE_STATUS_CLOSED },
  { "hoan thanh", DT_CASE_STATUS_CLOSED },
  { "ket thuc", DT_CASE_STATUS_CLOSED },
  { "closed", DT_CASE_STATUS_CLOSED },
  { "completed", DT_CASE_STATUS_CLOSED },
  { "resolved", DT_CASE_STATUS_CLOSED },
};

static const char *const anonymous_names[] = {
  "anonymous", "an danh", "nac danh", "khong ten", "khuyet danh",
  "khach",     "guest",   "unknown",  "nguoi dan", "cong dan",
};

static const char *const empty_values[]
    = { "na", "n/a", "null", "none", "-", "--", "khong", "khong co" };

static gboolean
match_words (const Word *words, guint n, const char *text, int *out)
{
  g_autofree char *folded = dt_text_fold (text, -1);

  for (guint i = 0; i < n; i++)
    {
      if (strstr (folded, words[i].words) == NULL)
        continue;
      *out = words[i].value;
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_one_of (const char *text, const char *const *words, guint n)
{
  g_autofree char *folded = dt_text_fold (text, -1);

  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (folded, words[i]))
        return TRUE;
    }
  return FALSE;
}

/* ---- the reading ---- */

static const char *
find_column_of (DtImportReading *self, DtImportField field)
{
  for (guint i = 0; i < self->mapping->len; i++)
    {
      if (g_array_index (self->mapping, DtImportField, i) == field)
        return g_ptr_array_index (self->columns, i);
    }
  return "";
}

/* Ids are unique within one kind of file. Files of one source have the same names for the id and
 * the content; a column more or less, or another order, must not make every row a new one. */
static char *
make_space (DtImportReading *self)
{
  g_autofree char *id = NULL;
  g_autofree char *content = NULL;

  switch (self->format)
    {
    case DT_IMPORT_FORMAT_MBOX:
    case DT_IMPORT_FORMAT_OPEN311:
      return g_strdup (dt_import_format_to_nick (self->format));
    case DT_IMPORT_FORMAT_AUTO:
    case DT_IMPORT_FORMAT_CSV:
    case DT_IMPORT_FORMAT_XLSX:
    case DT_IMPORT_FORMAT_JSONL:
    default:
      /* A table is the same whether it was saved as CSV or as XLSX. */
      id = dt_text_fold (find_column_of (self, DT_IMPORT_ID), -1);
      content = dt_text_fold (find_column_of (self, DT_IMPORT_CONTENT), -1);
      return g_strjoin ("\x1f", "table", id, content, NULL);
    }
}

static char *
make_json (DtImportReading *self)
{
  DtJsonText *json = dt_json_text_new ();

  dt_json_text_add_string (json, "format", dt_import_format_to_nick (self->format));
  dt_json_text_add_string (json, "channel", dt_channel_to_nick (self->channel));
  dt_json_text_begin_object (json, "columns");
  for (guint i = 0; i < self->columns->len; i++)
    {
      DtImportField field = g_array_index (self->mapping, DtImportField, i);

      if (field != DT_IMPORT_IGNORE)
        dt_json_text_add_string (
            json, g_ptr_array_index (self->columns, i), dt_import_field_to_nick (field));
    }
  dt_json_text_end_object (json);
  return dt_json_text_finish (json);
}

static void
add_column (DtImportReading *self, GHashTable *seen, const char *column, DtImportField field)
{
  g_autofree char *name = g_strdup (column);

  /* Two columns of one name, or of none, must both survive in the row's JSON object. */
  if (*name == '\0')
    {
      g_free (name);
      name = g_strdup_printf ("#%u", self->columns->len + 1);
    }
  for (guint i = 2; g_hash_table_contains (seen, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s (%u)", column, i);
    }
  g_hash_table_add (seen, g_strdup (name));
  g_ptr_array_add (self->columns, g_steal_pointer (&name));
  g_array_append_val (self->mapping, field);
}

DtImportReading *
dt_import_reading_new (DtImportFormat format,
                       DtChannelKind channel,
                       const char *const *columns,
                       const DtImportField *mapping)
{
  DtImportReading *self = g_new0 (DtImportReading, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->format = format;
  self->channel = channel;
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->mapping = g_array_new (FALSE, FALSE, sizeof (DtImportField));
  for (guint i = 0; columns[i] != NULL; i++)
    add_column (self, seen, columns[i], mapping[i]);
  self->space = make_space (self);
  self->json = make_json (self);
  return self;
}

/**
 * dt_import_reading_new_from_json:
 * @json: as in #DtImportReading's json: format, channel, columns as an object of column: nick
 * @columns: of the row that is read
 *
 * Returns: (transfer full): the reading, or %NULL with %DT_ERROR_INVALID
 */
DtImportReading *
dt_import_reading_new_from_json (const char *json, const char *const *columns, GError **error)
{
  g_autoptr (JsonObject) object = dt_json_parse_object (json, -1, error);
  g_autoptr (GArray) mapping = g_array_new (FALSE, FALSE, sizeof (DtImportField));
  DtImportFormat format = DT_IMPORT_FORMAT_CSV;
  DtChannelKind channel = DT_CHANNEL_FILE;
  JsonObject *members;
  const char *nick;

  if (object == NULL)
    return NULL;
  members = dt_json_get_object (object, "columns");
  if (members == NULL)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "mapping: no columns");
      return NULL;
    }
  nick = dt_json_get_string (object, "format");
  if (nick != NULL)
    dt_import_format_from_nick (nick, &format);
  nick = dt_json_get_string (object, "channel");
  if (nick != NULL)
    dt_channel_from_nick (nick, &channel);
  for (guint i = 0; columns[i] != NULL; i++)
    {
      DtImportField field = DT_IMPORT_IGNORE;

      nick = dt_json_get_string (members, columns[i]);
      if (nick != NULL)
        dt_import_field_from_nick (nick, &field);
      g_array_append_val (mapping, field);
    }
  return dt_import_reading_new (
      format, channel, columns, (const DtImportField *) (gpointer) mapping->data);
}

void
dt_import_reading_free (DtImportReading *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->columns);
  g_array_unref (self->mapping);
  g_free (self->space);
  g_free (self->json);
  g_free (self);
}

gboolean
dt_import_reading_has (DtImportReading *self, DtImportField field)
{
  for (guint i = 0; i < self->mapping->len; i++)
    {
      if (g_array_index (self->mapping, DtImportField, i) == field)
        return TRUE;
    }
  return FALSE;
}

/* ---- the record ---- */

char *
dt_import_record_to_json (DtImportReading *reading, const DtImportRecord *record)
{
  DtJsonText *json = dt_json_text_new ();

  for (guint i = 0; record->values != NULL && i < record->values->len; i++)
    {
      const char *value = g_ptr_array_index (record->values, i);

      if (i < reading->columns->len)
        dt_json_text_add_string (json, g_ptr_array_index (reading->columns, i), value);
      else
        {
          g_autofree char *name = g_strdup_printf ("#%u", i + 1);

          dt_json_text_add_string (json, name, value);
        }
    }
  return dt_json_text_finish (json);
}

static char *
dup_value (const char *value)
{
  char *text = value != NULL ? g_strstrip (g_strdup (value)) : NULL;

  if (text != NULL && *text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

/* All columns of that meaning, joined. */
static char *
dup_field (DtImportReading *reading,
           const DtImportRecord *record,
           DtImportField field,
           const char *separator)
{
  char *text = NULL;

  for (guint i = 0; i < reading->mapping->len && i < record->values->len; i++)
    {
      g_autofree char *value = NULL;

      if (g_array_index (reading->mapping, DtImportField, i) != field)
        continue;
      value = dup_value (g_ptr_array_index (record->values, i));
      if (value == NULL)
        continue;
      if (text == NULL)
        text = g_steal_pointer (&value);
      else
        {
          char *joined = g_strconcat (text, separator, value, NULL);

          g_free (text);
          text = joined;
        }
    }
  return text;
}

static char *
dup_known (DtImportReading *reading, const DtImportRecord *record, DtImportField field)
{
  char *text = dup_field (reading, record, field, ", ");

  if (text != NULL && is_one_of (text, empty_values, G_N_ELEMENTS (empty_values)))
    g_clear_pointer (&text, g_free);
  return text != NULL ? g_strdelimit (text, "\n\t", ' ') : NULL;
}

static void
read_codes (DtImportRow *row, DtImportReading *reading, const DtImportRecord *record)
{
  g_autofree char *kind = dup_field (reading, record, DT_IMPORT_KIND, " ");
  g_autofree char *channel = dup_field (reading, record, DT_IMPORT_CHANNEL, " ");
  g_autofree char *status = dup_field (reading, record, DT_IMPORT_STATUS, " ");
  const DtField *field = NULL;
  int value;

  row->kind = g_str_has_suffix (row->content, "?") ? DT_CASE_KIND_INFORMATION_REQUEST
                                                   : DT_CASE_KIND_FEEDBACK;
  if (kind != NULL && !dt_case_kind_from_nick (kind, &row->kind)
      && match_words (kind_words, G_N_ELEMENTS (kind_words), kind, &value))
    row->kind = (DtCaseKind) value;
  row->channel = reading->channel;
  if (channel != NULL && !dt_channel_from_nick (channel, &row->channel)
      && match_words (channel_words, G_N_ELEMENTS (channel_words), channel, &value))
    row->channel = (DtChannelKind) value;
  row->status = DT_CASE_STATUS_RECEIVED;
  if (row->answer != NULL)
    row->status = DT_CASE_STATUS_ANSWERED;
  if (status != NULL && match_words (status_words, G_N_ELEMENTS (status_words), status, &value)
      && (row->answer == NULL || value == DT_CASE_STATUS_CLOSED))
    row->status = (DtCaseStatus) value;
  row->field_text = dup_field (reading, record, DT_IMPORT_FIELD, " ");
  if (row->field_text != NULL)
    {
      field = dt_catalogue_find_field (row->field_text);
      if (field == NULL)
        field = dt_catalogue_match_field (row->field_text);
    }
  row->field = field != NULL ? field->code : NULL;
}

/* "Khu phố 4": no address, no telephone number. */
static gboolean
is_group_name (const char *text)
{
  guint n_digits = 0;

  for (const char *at = text; *at != '\0'; at++)
    n_digits += g_ascii_isdigit (*at);
  return n_digits <= 4 && strchr (text, '@') == NULL && g_utf8_strlen (text, -1) <= MAX_GROUP_CHARS;
}

static gboolean
has_person (DtImportRow *row)
{
  return row->name != NULL || row->phone != NULL || row->email != NULL;
}

static void
read_person (DtImportRow *row, DtImportReading *reading, const DtImportRecord *record)
{
  g_autofree char *phone = dup_known (reading, record, DT_IMPORT_PHONE);

  row->name = dup_known (reading, record, DT_IMPORT_NAME);
  if (row->name != NULL && is_one_of (row->name, anonymous_names, G_N_ELEMENTS (anonymous_names)))
    g_clear_pointer (&row->name, g_free);
  row->phone = phone != NULL ? dt_text_normalize_phone (phone) : NULL;
  row->email = dup_known (reading, record, DT_IMPORT_EMAIL);
  if (row->email != NULL && strchr (row->email, '@') == NULL)
    g_clear_pointer (&row->email, g_free);
  row->address = dup_known (reading, record, DT_IMPORT_ADDRESS);
  row->place = dup_known (reading, record, DT_IMPORT_PLACE);
  /* With nobody whose address it could be, it is where the matter is. */
  if (!has_person (row) && row->place == NULL)
    row->place = g_steal_pointer (&row->address);
  row->group = dup_known (reading, record, DT_IMPORT_GROUP);
  /* The group stands in the facts: what is more than the name of one goes into the payload. */
  if (row->group != NULL && !is_group_name (row->group))
    g_clear_pointer (&row->group, g_free);
}

static gboolean
read_time (DtImportRow *row,
           DtImportReading *reading,
           const DtImportRecord *record,
           DtImportField field,
           gint64 now,
           gint64 *out)
{
  g_autofree char *text = dup_field (reading, record, field, " ");
  gint64 time;

  if (text == NULL)
    return TRUE;
  if (dt_import_parse_time (text, &time) && time > 0 && time <= now + G_TIME_SPAN_DAY)
    {
      *out = time;
      return TRUE;
    }
  row->reason = "bad_date";
  row->detail = g_steal_pointer (&text);
  return FALSE;
}

/* Whether a column's text stands in the case as it was written. */
static gboolean
is_kept (DtImportRow *row, DtImportField field)
{
  switch (field)
    {
    case DT_IMPORT_CONTENT:
    case DT_IMPORT_TITLE:
    case DT_IMPORT_FIELD:
    case DT_IMPORT_ANSWER:
    case DT_IMPORT_NOTE:
    case DT_IMPORT_RECEIVED:
    case DT_IMPORT_ANSWERED:
    case DT_IMPORT_PLACE:
      return TRUE;
    case DT_IMPORT_ADDRESS:
      return row->address == NULL || has_person (row);
    case DT_IMPORT_NAME:
      return row->name != NULL;
    case DT_IMPORT_PHONE:
      return row->phone != NULL;
    case DT_IMPORT_EMAIL:
      return row->email != NULL;
    case DT_IMPORT_GROUP:
      return row->group != NULL;
    case DT_IMPORT_IGNORE:
    case DT_IMPORT_ID:
    case DT_IMPORT_KIND:
    case DT_IMPORT_CHANNEL:
    case DT_IMPORT_STATUS:
    case DT_N_IMPORT_FIELDS:
    default:
      return FALSE;
    }
}

static char *
make_source (DtImportRow *row, DtImportReading *reading, const DtImportRecord *record)
{
  DtJsonText *json = dt_json_text_new ();

  for (guint i = 0; i < record->values->len && i < reading->columns->len; i++)
    {
      const char *value = g_ptr_array_index (record->values, i);

      if (value != NULL && *value != '\0'
          && !is_kept (row, g_array_index (reading->mapping, DtImportField, i)))
        dt_json_text_add_string (json, g_ptr_array_index (reading->columns, i), value);
    }
  return dt_json_text_finish_or_null (json);
}

static char *
join_file_names (const DtImportRecord *record)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; record->files != NULL && i < record->files->len; i++)
    {
      DtImportFile *file = g_ptr_array_index (record->files, i);

      if (file->name != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", file->name);
    }
  return g_string_free (names, names->len == 0);
}

/**
 * dt_import_row_new:
 * @now: Unix microseconds: received, where the record does not say
 *
 * Reads a record. One whose content is empty but which has a title, or files, is not empty.
 *
 * Returns: (transfer full): the row; with a reason, the rest of it may be missing
 */
DtImportRow *
dt_import_row_new (DtImportReading *reading, const DtImportRecord *record, gint64 now)
{
  DtImportRow *row = g_new0 (DtImportRow, 1);

  row->reason = record->reason;
  row->detail = g_strdup (record->detail);
  if (record->values == NULL)
    {
      if (row->reason == NULL)
        row->reason = "no_content";
      return row;
    }
  row->id = dup_field (reading, record, DT_IMPORT_ID, "\x1f");
  if (row->reason != NULL)
    return row;
  row->content = dup_field (reading, record, DT_IMPORT_CONTENT, "\n");
  row->title = dup_field (reading, record, DT_IMPORT_TITLE, " ");
  if (row->content == NULL)
    row->content = row->title != NULL ? g_strdup (row->title) : join_file_names (record);
  if (row->content == NULL)
    {
      row->reason = "no_content";
      return row;
    }
  if (row->title == NULL)
    row->title = dt_text_first_words (row->content, TITLE_CHARS);
  else
    g_strdelimit (row->title, "\n\t", ' ');
  row->received = now;
  if (!read_time (row, reading, record, DT_IMPORT_RECEIVED, now, &row->received))
    return row;
  row->answered = row->received;
  if (!read_time (row, reading, record, DT_IMPORT_ANSWERED, now, &row->answered))
    return row;
  row->answer = dup_field (reading, record, DT_IMPORT_ANSWER, "\n");
  row->note = dup_field (reading, record, DT_IMPORT_NOTE, "\n");
  read_codes (row, reading, record);
  read_person (row, reading, record);
  row->source = make_source (row, reading, record);
  return row;
}

void
dt_import_row_free (DtImportRow *row)
{
  if (row == NULL)
    return;
  g_free (row->detail);
  g_free (row->id);
  g_free (row->content);
  g_free (row->title);
  g_free (row->field_text);
  g_free (row->answer);
  g_free (row->note);
  g_free (row->place);
  g_free (row->group);
  g_free (row->name);
  g_free (row->phone);
  g_free (row->email);
  g_free (row->address);
  g_free (row->source);
  g_free (row);
}
