/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column means, by its name in Vietnamese or English and by the values below it. Pure, any
 * thread. */
#include "channels/dt-import-private.h"

#include "base/dt-text.h"

#include <string.h>

typedef struct
{
  DtImportField field;
  int weight;
  const char *names; /* folded, with bars between; the whole name must be one of them */
} Meaning;

/* Of several columns with one meaning the heaviest has it. "STT" is no id: it begins at 1 in every
 * file, and rows of one id join one case. */
static const Meaning meanings[] = {
  { DT_IMPORT_ID,
    9,
    "service request id|ma ho so|ma phan anh|ma kien nghi|ma don|case id|message id" },
  { DT_IMPORT_ID, 8, "id|ma|ma so|so ho so|so phieu|so tiep nhan|ticket id|request id|ticket" },
  { DT_IMPORT_CONTENT, 9, "noi dung|noi dung phan anh|noi dung kien nghi|noi dung y kien|cau hoi" },
  { DT_IMPORT_CONTENT, 9, "noi dung cau hoi|noi dung phan anh kien nghi|noi dung don|y kien" },
  { DT_IMPORT_CONTENT, 9, "noi dung khieu nai|noi dung to cao|noi dung tin nhan|tin nhan|message" },
  { DT_IMPORT_CONTENT,
    9,
    "content|question|description|body|text|message text|complaint|feedback" },
  { DT_IMPORT_CONTENT, 7, "mo ta|phan anh|kien nghi|phan anh kien nghi|binh luan|comment|details" },
  { DT_IMPORT_TITLE, 9, "tieu de|title|subject|chu de|ten phan anh|trich yeu|summary|headline" },
  { DT_IMPORT_TITLE, 6, "ve viec|vu viec|topic" },
  { DT_IMPORT_FIELD,
    9,
    "linh vuc|field|category|nhom linh vuc|chuyen muc|service name|linh vuc phan anh" },
  { DT_IMPORT_FIELD, 6, "nhom|phan loai|danh muc|department|service code|complaint type" },
  { DT_IMPORT_KIND, 9, "loai|loai y kien|loai don|loai ho so|kind|case type|loai phan anh" },
  { DT_IMPORT_KIND, 6, "type|hinh thuc don" },
  { DT_IMPORT_CHANNEL,
    9,
    "kenh|kenh tiep nhan|nguon|channel|source|hinh thuc tiep nhan|kenh phan anh" },
  { DT_IMPORT_RECEIVED, 9, "ngay nhan|ngay tiep nhan|thoi gian nhan|thoi gian tiep nhan|ngay gui" },
  { DT_IMPORT_RECEIVED,
    9,
    "thoi gian gui|date created|requested datetime|received|received at|created at" },
  { DT_IMPORT_RECEIVED, 9, "ngay phan anh|ngay hoi|created time|created|date received|ngay tiep" },
  { DT_IMPORT_RECEIVED,
    7,
    "ngay|date|time|thoi gian|timestamp|created date|open date|ngay tao|datetime" },
  { DT_IMPORT_NAME,
    9,
    "ho ten|ho va ten|ten cong dan|ten nguoi dan|nguoi gui|nguoi phan anh|full name" },
  { DT_IMPORT_NAME,
    9,
    "ho ten nguoi gui|ho ten cong dan|nguoi hoi|ten nguoi gui|nguoi nop|nguoi kien nghi" },
  { DT_IMPORT_NAME,
    7,
    "ten|name|user|author|from|sender|nguoi dan|cong dan|user name|from name|nguoi nop don" },
  { DT_IMPORT_PHONE,
    9,
    "sdt|so dien thoai|dien thoai|dt|phone|phone number|di dong|mobile|tel|so dt" },
  { DT_IMPORT_PHONE, 9, "dien thoai lien he|telephone|so di dong|dtdd" },
  { DT_IMPORT_EMAIL,
    9,
    "email|e mail|thu dien tu|mail|dia chi email|email address|hop thu|from email" },
  { DT_IMPORT_ADDRESS,
    9,
    "dia chi|noi o|cho o|thuong tru|dia chi thuong tru|home address|noi cu tru" },
  { DT_IMPORT_ADDRESS, 9, "dia chi lien he|dia chi nguoi gui|dia chi lien lac|noi thuong tru" },
  { DT_IMPORT_PLACE,
    9,
    "noi xay ra|dia diem|vi tri|dia diem phan anh|noi phan anh|place|dia diem xay ra" },
  { DT_IMPORT_PLACE, 8, "address|address string|incident address" },
  { DT_IMPORT_PLACE, 5, "location|street" },
  { DT_IMPORT_GROUP,
    9,
    "to dan pho|khu pho|to|thon|ap|to dan cu|residential group|hamlet|khom|ban" },
  { DT_IMPORT_GROUP, 9, "to khu pho|thon to|khu dan cu|thon to dan pho" },
  { DT_IMPORT_STATUS,
    9,
    "trang thai|tinh trang|status|state|trang thai xu ly|tinh trang xu ly|ket qua" },
  { DT_IMPORT_ANSWER, 9, "tra loi|noi dung tra loi|cau tra loi|answer|reply|response|phan hoi" },
  { DT_IMPORT_ANSWER, 9, "ket qua xu ly|ket qua giai quyet|noi dung phan hoi|noi dung giai quyet" },
  { DT_IMPORT_ANSWER,
    6,
    "giai dap|resolution|resolution description|ket qua tra loi|status notes" },
  { DT_IMPORT_ANSWERED,
    9,
    "ngay tra loi|thoi gian tra loi|answered at|ngay phan hoi|closed date|answered" },
  { DT_IMPORT_ANSWERED,
    7,
    "updated datetime|ngay hoan thanh|ngay xu ly xong|resolved at|closed at|ngay giai quyet" },
  { DT_IMPORT_NOTE, 9, "ghi chu|note|notes|remark|remarks|chu thich|service notice" },
};

/* "Họ_tên (người gửi)" → "ho ten": letters and digits with one space between, without what stands
 * in brackets. */
static char *
fold_name (const char *name)
{
  g_autofree char *folded = dt_text_fold (name, -1);
  GString *words = g_string_new (NULL);

  for (const char *p = folded; *p != '\0' && *p != '('; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (words, c);
      else if (words->len > 0 && words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
    }
  return g_strchomp (g_string_free (words, FALSE));
}

static gboolean
is_one_of (const char *word, gsize length, const char *names)
{
  for (const char *p = names; p != NULL; p = strchr (p, '|'))
    {
      p += *p == '|';
      if (strncmp (p, word, length) == 0 && (p[length] == '|' || p[length] == '\0'))
        return TRUE;
    }
  return FALSE;
}

static DtImportField
find_meaning (const char *name, gsize length, int *out_weight)
{
  for (gsize i = 0; length > 0 && i < G_N_ELEMENTS (meanings); i++)
    if (is_one_of (name, length, meanings[i].names))
      {
        *out_weight = meanings[i].weight;
        return meanings[i].field;
      }
  return DT_IMPORT_IGNORE;
}

DtImportField
dt_import_guess_name (const char *name, int *out_weight)
{
  g_autofree char *words = fold_name (name);
  DtImportField field;
  const char *tail = strrchr (name, '.');

  *out_weight = 0;
  field = find_meaning (words, strlen (words), out_weight);
  /* "from.name", "data.description": the last member says it, less surely. */
  if (field == DT_IMPORT_IGNORE && tail != NULL)
    {
      field = dt_import_guess_name (tail + 1, out_weight);
      *out_weight -= 3;
    }
  /* "Nội dung chi tiết của phản ánh": a known name with something behind it. */
  for (gsize length = strlen (words); field == DT_IMPORT_IGNORE && length > 0;)
    {
      const char *cut = g_strrstr_len (words, (gssize) length, " ");

      length = cut != NULL ? (gsize) (cut - words) : 0;
      if (length >= 5)
        field = find_meaning (words, length, out_weight);
      if (field != DT_IMPORT_IGNORE)
        *out_weight -= 4;
    }
  return field;
}

typedef struct
{
  guint n, times, phones, emails;
  gsize chars;
} Values;

static Values
look_at_values (GQueue *records, guint column)
{
  Values values = { 0 };

  for (GList *link = records->head; link != NULL; link = link->next)
    {
      DtImportRecord *record = link->data;
      const char *text = g_ptr_array_index (record->values, column);
      g_autofree char *phone = NULL;
      gint64 time;

      if (record->reason != NULL || text == NULL)
        continue;
      values.n++;
      values.chars += (gsize) g_utf8_strlen (text, -1);
      values.times += dt_import_parse_time (text, &time);
      phone = strlen (text) < 40 ? dt_text_normalize_phone (text) : NULL;
      values.phones += phone != NULL;
      values.emails += strchr (text, '@') != NULL && strchr (text, ' ') == NULL;
    }
  return values;
}

/* A column whose name says nothing, by what nearly all its values are. */
static DtImportField
guess_by_values (const Values *values)
{
  guint most = values->n - values->n / 10;

  if (values->n < 3)
    return DT_IMPORT_IGNORE;
  if (values->emails >= most)
    return DT_IMPORT_EMAIL;
  if (values->phones >= most)
    return DT_IMPORT_PHONE;
  if (values->times >= most && values->chars / values->n >= 8)
    return DT_IMPORT_RECEIVED;
  return DT_IMPORT_IGNORE;
}

/* Every meaning has one column, content may have several of the highest weight. */
static void
keep_heaviest (DtImportField *fields, const int *weights, guint n)
{
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < n; k++)
      if (i != k && fields[i] != DT_IMPORT_IGNORE && fields[k] == fields[i]
          && (weights[k] > weights[i]
              || (weights[k] == weights[i] && k < i && fields[i] != DT_IMPORT_CONTENT)))
        {
          fields[i] = DT_IMPORT_IGNORE;
          break;
        }
}

static gboolean
has (const DtImportField *fields, guint n, DtImportField field)
{
  for (guint i = 0; i < n; i++)
    if (fields[i] == field)
      return TRUE;
  return FALSE;
}

DtImportField *
dt_import_guess_mapping (const GPtrArray *columns, GQueue *records)
{
  guint n = columns->len;
  DtImportField *fields = g_new0 (DtImportField, n + 1);
  g_autofree int *weights = g_new0 (int, n + 1);
  g_autofree Values *values = g_new0 (Values, n + 1);
  guint longest = 0;

  for (guint i = 0; i < n; i++)
    {
      fields[i] = dt_import_guess_name (g_ptr_array_index (columns, i), &weights[i]);
      values[i] = look_at_values (records, i);
      /* A name that promises times over values that are none: "Ngày" as a day of the week. */
      if (fields[i] == DT_IMPORT_RECEIVED && values[i].n > 0 && values[i].times == 0)
        fields[i] = DT_IMPORT_IGNORE;
    }
  keep_heaviest (fields, weights, n);
  for (guint i = 0; i < n; i++)
    if (fields[i] == DT_IMPORT_IGNORE && weights[i] == 0)
      {
        DtImportField guess = guess_by_values (&values[i]);

        if (guess != DT_IMPORT_IGNORE && !has (fields, n, guess))
          fields[i] = guess;
      }

  /* Without a content column nothing can go in: the longest text is it, else the title. */
  for (guint i = 0; i < n; i++)
    if (fields[i] == DT_IMPORT_IGNORE && values[i].n > 0
        && (fields[longest] != DT_IMPORT_IGNORE
            || values[i].chars / values[i].n
                   > (values[longest].n > 0 ? values[longest].chars / values[longest].n : 0)))
      longest = i;
  if (n > 0 && !has (fields, n, DT_IMPORT_CONTENT))
    {
      if (fields[longest] == DT_IMPORT_IGNORE && values[longest].n > 0
          && values[longest].chars / values[longest].n >= 30)
        fields[longest] = DT_IMPORT_CONTENT;
      else
        for (guint i = 0; i < n; i++)
          if (fields[i] == DT_IMPORT_TITLE)
            fields[i] = DT_IMPORT_CONTENT;
    }
  return fields;
}
