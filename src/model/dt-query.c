/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what is typed into the search box: words, quoted phrases, minus, and operators in
 * Vietnamese and English. Pure but for the present day, which relative dates need. Any thread. */
#include "model/dt-query.h"

#include "base/dt-text.h"
#include "model/dt-catalogue.h"

#include <string.h>

#define MAX_CHARS 2000 /* nobody types more; a pasted letter is cut here */
#define MAX_TERMS 32
#define MAX_ALIASES 4
#define USEC_PER_DAY G_TIME_SPAN_DAY
#define HANOI_OFFSET (7 * G_TIME_SPAN_HOUR)

/* Names as the folded, hyphenless form that what is typed is compared with. */
typedef struct
{
  DtTermType type;
  const char *names[MAX_ALIASES + 1];
} Alias;

typedef struct
{
  gint64 value;
  const char *vi; /* as it is suggested */
  const char *names[MAX_ALIASES + 1];
} Value;

static const DtOperator operators[] = {
  { DT_TERM_CHANNEL, "kênh", "channel" },
  { DT_TERM_STATUS, "trạng-thái", "status" },
  { DT_TERM_KIND, "loại", "kind" },
  { DT_TERM_FIELD, "lĩnh-vực", "field" },
  { DT_TERM_PRIORITY, "ưu-tiên", "priority" },
  { DT_TERM_PERSON, "người", "person" },
  { DT_TERM_ASSIGNEE, "giao", "assignee" },
  { DT_TERM_CODE, "mã", "code" },
  { DT_TERM_FROM, "từ", "from" },
  { DT_TERM_TO, "đến", "to" },
  { DT_TERM_OVERDUE, "quá-hạn", "overdue" },
  { DT_TERM_GROUP, "tổ", "group" },
};

static const Alias aliases[] = {
  { DT_TERM_CHANNEL, { "kenh", "channel", "nguon" } },
  { DT_TERM_STATUS, { "trangthai", "status", "tinhtrang" } },
  { DT_TERM_KIND, { "loai", "kind", "type" } },
  { DT_TERM_FIELD, { "linhvuc", "field" } },
  { DT_TERM_PRIORITY, { "uutien", "priority" } },
  { DT_TERM_PERSON, { "nguoi", "person", "congdan", "nguoidan" } },
  { DT_TERM_ASSIGNEE, { "giao", "assignee", "giaocho", "canbo" } },
  { DT_TERM_CODE, { "ma", "code", "mahoso" } },
  { DT_TERM_FROM, { "tu", "from", "tungay", "since" } },
  { DT_TERM_TO, { "den", "denngay", "until" } }, /* "to" is told apart below */
  { DT_TERM_OVERDUE, { "quahan", "overdue" } },
  { DT_TERM_GROUP, { "to", "group", "khupho", "thon" } },
};

static const Value channels[] = {
  { DT_CHANNEL_WALK_IN, "tại-trụ-sở", { "taitruso", "truso", "walkin", "tiepdan" } },
  { DT_CHANNEL_PHONE, "điện-thoại", { "dienthoai", "phone" } },
  { DT_CHANNEL_LETTER, "đơn-thư", { "donthu", "don", "letter" } },
  { DT_CHANNEL_EMAIL, "thư-điện-tử", { "thudientu", "email", "mail" } },
  { DT_CHANNEL_FACEBOOK, "facebook", { "facebook", "fb" } },
  { DT_CHANNEL_ZALO, "zalo", { "zalo" } },
  { DT_CHANNEL_PORTAL, "cổng-tiếp-nhận", { "congtiepnhan", "cong", "portal" } },
  { DT_CHANNEL_FILE, "tệp-nhập", { "tepnhap", "tep", "file" } },
};

static const Value statuses[] = {
  { DT_CASE_STATUS_RECEIVED, "mới-nhận", { "moinhan", "moi", "received", "new" } },
  { DT_CASE_STATUS_ACCEPTED, "đã-tiếp-nhận", { "datiepnhan", "tiepnhan", "accepted" } },
  { DT_CASE_STATUS_IN_PROGRESS, "đang-xử-lý", { "dangxuly", "xuly", "inprogress" } },
  { DT_CASE_STATUS_WAITING_CITIZEN,
    "chờ-người-dân",
    { "chonguoidan", "cho", "waitingcitizen", "waiting" } },
  { DT_CASE_STATUS_FORWARDED, "đã-chuyển", { "dachuyen", "chuyen", "forwarded" } },
  { DT_CASE_STATUS_ANSWERED, "đã-trả-lời", { "datraloi", "traloi", "answered" } },
  { DT_CASE_STATUS_CLOSED, "đã-đóng", { "dadong", "dong", "closed" } },
  { DT_CASE_STATUS_REFUSED, "không-thụ-lý", { "khongthuly", "tuchoi", "refused" } },
  { DT_CASE_STATUS_REOPENED, "mở-lại", { "molai", "reopened" } },
};

static const Value kinds[] = {
  { DT_CASE_KIND_FEEDBACK, "phản-ánh", { "phananh", "feedback" } },
  { DT_CASE_KIND_RECOMMENDATION, "kiến-nghị", { "kiennghi", "recommendation" } },
  { DT_CASE_KIND_COMPLAINT, "khiếu-nại", { "khieunai", "complaint" } },
  { DT_CASE_KIND_DENUNCIATION, "tố-cáo", { "tocao", "denunciation" } },
  { DT_CASE_KIND_INFORMATION_REQUEST,
    "hỏi-đáp",
    { "hoidap", "informationrequest", "information", "hoi" } },
};

static const Value priorities[] = {
  { DT_PRIORITY_NORMAL, "thường", { "thuong", "binhthuong", "normal" } },
  { DT_PRIORITY_HIGH, "cao", { "cao", "high" } },
  { DT_PRIORITY_URGENT, "khẩn", { "khan", "khancap", "urgent" } },
};

static const Value answers[] = {
  { TRUE, "có", { "co", "yes", "true", "1" } },
  { FALSE, "không", { "khong", "no", "false", "0" } },
};

static const struct
{
  DtTermType type;
  const Value *values;
  guint n_values;
} closed_lists[] = {
  { DT_TERM_CHANNEL, channels, G_N_ELEMENTS (channels) },
  { DT_TERM_STATUS, statuses, G_N_ELEMENTS (statuses) },
  { DT_TERM_KIND, kinds, G_N_ELEMENTS (kinds) },
  { DT_TERM_PRIORITY, priorities, G_N_ELEMENTS (priorities) },
  { DT_TERM_OVERDUE, answers, G_N_ELEMENTS (answers) },
};

/* Something a search can look for. */
static gboolean
has_word (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* What is typed, as the tables above spell it: folded, only letters and digits. */
static char *
squeeze (const char *text, gssize length)
{
  g_autofree char *folded = dt_text_fold (text, length);
  GString *squeezed = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p++)
    if (*p != '-' && *p != '_' && *p != ' ')
      g_string_append_c (squeezed, *p);
  return g_string_free (squeezed, FALSE);
}

static gboolean
names_contain (const char *const *names, const char *name)
{
  for (guint i = 0; i <= MAX_ALIASES && names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return TRUE;
  return FALSE;
}

static gboolean
find_operator (const char *text, gsize length, DtTermType *out)
{
  g_autofree char *name = squeeze (text, length);

  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (names_contain (aliases[i].names, name))
      {
        *out = aliases[i].type;
        /* "to" is the English for "đến"; "tổ" is a group. */
        if (g_str_equal (name, "to") && !dt_text_has_diacritics (text, (gssize) length))
          *out = DT_TERM_TO;
        return TRUE;
      }
  return FALSE;
}

/* The value of that name, or the only one whose name begins with it. */
static gboolean
find_value (const Value *values, guint n_values, const char *text, gint64 *out)
{
  g_autofree char *name = squeeze (text, -1);
  guint n_found = 0;
  gint64 found = 0;

  if (*name == '\0')
    return FALSE;
  for (guint i = 0; i < n_values; i++)
    if (names_contain (values[i].names, name))
      {
        *out = values[i].value;
        return TRUE;
      }
  for (guint i = 0; i < n_values; i++)
    for (guint j = 0; j <= MAX_ALIASES && values[i].names[j] != NULL; j++)
      if (g_str_has_prefix (values[i].names[j], name))
        {
          found = values[i].value;
          n_found++;
          break;
        }
  if (n_found != 1 || strlen (name) < 2)
    return FALSE;
  *out = found;
  return TRUE;
}

/* ---- dates --------------------------------------------------------------------------------- */

/* Midnight in Hanoi. The day may lie outside the month: day 0 is the last of the one before. */
static gint64
midnight (int year, int month, int day)
{
  gint64 days;

  /* Days from civil, Howard Hinnant: March-based years of 400-year eras. */
  year += (month - 1) / 12;
  month = (month - 1) % 12 + 1;
  {
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int yoe = y - era * 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

    days = (gint64) era * 146097 + doe - 719468 + day - 1;
  }
  return days * USEC_PER_DAY - HANOI_OFFSET;
}

static void
civil (gint64 usec, int *year, int *month, int *day)
{
  g_autoptr (GDateTime) time
      = g_date_time_new_from_unix_utc ((usec + HANOI_OFFSET) / G_USEC_PER_SEC);

  *year = 1970;
  *month = 1;
  *day = 1;
  if (time != NULL)
    g_date_time_get_ymd (time, year, month, day);
}

/* A named span: days or months, relative to now. */
static gboolean
parse_named_span (const char *text, gint64 now, gint64 *out_start, gint64 *out_end)
{
  static const struct
  {
    const char *names[2];
    char unit;
    int offset;
  } spans[] = {
    { { "homnay", "today" }, 'd', 0 },       { { "homqua", "yesterday" }, 'd', -1 },
    { { "tuannay", "thisweek" }, 'w', 0 },   { { "tuantruoc", "lastweek" }, 'w', -1 },
    { { "thangnay", "thismonth" }, 'm', 0 }, { { "thangtruoc", "lastmonth" }, 'm', -1 },
    { { "namnay", "thisyear" }, 'y', 0 },    { { "namtruoc", "lastyear" }, 'y', -1 },
  };
  g_autofree char *name = squeeze (text, -1);
  int year, month, day;
  gint64 today, weekday;

  civil (now, &year, &month, &day);
  today = midnight (year, month, day);
  weekday = ((today + HANOI_OFFSET) / USEC_PER_DAY + 3) % 7; /* 0: Monday */
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      int offset = spans[i].offset;

      if (!g_str_equal (spans[i].names[0], name) && !g_str_equal (spans[i].names[1], name))
        continue;
      switch (spans[i].unit)
        {
        case 'd':
          *out_start = today + offset * USEC_PER_DAY;
          *out_end = *out_start + USEC_PER_DAY;
          break;
        case 'w':
          *out_start = today + (offset * 7 - weekday) * USEC_PER_DAY;
          *out_end = *out_start + 7 * USEC_PER_DAY;
          break;
        case 'm':
          month += offset;
          if (month < 1)
            {
              month = 12;
              year--;
            }
          *out_start = midnight (year, month, 1);
          *out_end = midnight (year, month + 1, 1);
          break;
        default:
          *out_start = midnight (year + offset, 1, 1);
          *out_end = midnight (year + offset + 1, 1, 1);
        }
      return TRUE;
    }
  return FALSE;
}

/* dd/mm/yyyy, dd/mm, mm/yyyy, yyyy-mm-dd, yyyy-mm, yyyy; / - and . alike. */
static gboolean
parse_numeric_span (const char *text, gint64 now, gint64 *out_start, gint64 *out_end)
{
  guint numbers[3] = { 0 };
  guint digits[3] = { 0 };
  guint n = 0;
  guint year = 0, month = 0, day = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        {
          if (n > 2 || digits[n] == 4)
            return FALSE;
          numbers[n] = numbers[n] * 10 + (guint) (*p - '0');
          digits[n]++;
        }
      else if (strchr ("/-.", *p) == NULL || n > 2 || digits[n] == 0)
        return FALSE;
      else
        n++;
    }
  if (n > 2 || digits[n] == 0)
    return FALSE;
  n++;

  if (digits[0] == 4)
    {
      year = numbers[0];
      month = numbers[1];
      day = numbers[2];
    }
  else if (n == 3 && digits[2] == 4)
    {
      day = numbers[0];
      month = numbers[1];
      year = numbers[2];
    }
  else if (n == 2 && digits[1] == 4)
    {
      month = numbers[0];
      year = numbers[1];
      n = digits[0] > 0 ? 2 : 1;
    }
  else if (n == 2)
    {
      int this_year, this_month, this_day;

      /* A day with no year is the last one that has been. */
      day = numbers[0];
      month = numbers[1];
      civil (now, &this_year, &this_month, &this_day);
      year = (guint) this_year;
      if (month > (guint) this_month || (month == (guint) this_month && day > (guint) this_day))
        year--;
      n = 3;
    }
  else
    return FALSE;

  if (year < 1900 || year > 2999 || (n > 1 && (month < 1 || month > 12)))
    return FALSE;
  if (n == 3 && !g_date_valid_dmy ((GDateDay) MIN (day, 99), (GDateMonth) month, (GDateYear) year))
    return FALSE;
  *out_start = midnight ((int) year, n > 1 ? (int) month : 1, n > 2 ? (int) day : 1);
  if (n == 3)
    *out_end = *out_start + USEC_PER_DAY;
  else if (n == 2)
    *out_end = midnight ((int) year, (int) month + 1, 1);
  else
    *out_end = midnight ((int) year + 1, 1, 1);
  return TRUE;
}

static gboolean
parse_date (const char *text, gint64 now, gboolean end, gint64 *out)
{
  gint64 start, after;

  if (!parse_numeric_span (text, now, &start, &after)
      && !parse_named_span (text, now, &start, &after))
    return FALSE;
  *out = end ? after - 1 : start;
  return TRUE;
}

/* ---- terms --------------------------------------------------------------------------------- */

static void
term_free (DtTerm *term)
{
  g_free (term->text);
  g_free (term);
}

static DtTerm *
add_term (DtQuery *self, DtTermType type, gboolean negated, gboolean phrase, const char *text)
{
  DtTerm *term = g_new0 (DtTerm, 1);

  term->type = type;
  term->negated = negated;
  term->phrase = phrase;
  term->text = g_strdup (text);
  g_ptr_array_add (self->terms, term);
  return term;
}

/* The field of work of that code or name, or the only one whose name begins so. */
static const DtField *
find_field (const char *text)
{
  const GPtrArray *fields = dt_catalogue_get_fields ();
  g_autofree char *name = squeeze (text, -1);
  const DtField *found = NULL;
  guint n_found = 0;

  for (guint i = 0; *name != '\0' && i < fields->len; i++)
    {
      const DtField *field = fields->pdata[i];
      g_autofree char *code = squeeze (field->code, -1);
      g_autofree char *vi = squeeze (field->name_vi, -1);
      g_autofree char *en = squeeze (field->name_en, -1);

      if (g_str_equal (code, name) || g_str_equal (vi, name) || g_str_equal (en, name))
        return field;
      if (g_str_has_prefix (vi, name) || g_str_has_prefix (en, name))
        {
          found = field;
          n_found++;
        }
    }
  if (n_found == 1 && strlen (name) > 1)
    return found;
  return has_word (text) ? dt_catalogue_match_field (text) : NULL;
}

/* Reads the value of an operator; FALSE if it is none. A field becomes its code. */
static gboolean
read_value (DtTermType type, char **text_inout, gint64 now, gint64 *out)
{
  const char *text = *text_inout;

  for (guint i = 0; i < G_N_ELEMENTS (closed_lists); i++)
    if (closed_lists[i].type == type)
      return find_value (closed_lists[i].values, closed_lists[i].n_values, text, out);
  if (type == DT_TERM_FROM || type == DT_TERM_TO)
    return parse_date (text, now, type == DT_TERM_TO, out);
  *out = 0;
  if (type == DT_TERM_FIELD)
    {
      const DtField *field = find_field (text);

      if (field == NULL)
        return FALSE;
      g_free (*text_inout);
      *text_inout = g_strdup (field->code);
      return TRUE;
    }
  return has_word (text);
}

static void
note_problem (DtQuery *self, const char *start, const char *end)
{
  if (self->problem == NULL)
    self->problem = g_strndup (start, (gsize) (end - start));
}

/* Opening and closing quotation marks: the typewriter's and the printer's. 0 if it is none. */
static gsize
quote_length (const char *p)
{
  if (*p == '"')
    return 1;
  if (g_str_has_prefix (p, "“") || g_str_has_prefix (p, "”"))
    return strlen ("“");
  return 0;
}

/* Takes a quoted phrase or a bare word at *@p. */
static char *
take_value (const char **p, gboolean *out_phrase)
{
  const char *start = *p;
  gsize quote = quote_length (start);
  const char *end;

  *out_phrase = quote > 0;
  if (quote > 0)
    {
      start += quote;
      for (end = start; *end != '\0' && quote_length (end) == 0; end = g_utf8_next_char (end))
        ;
      *p = end + quote_length (end); /* one never closed reaches to the end */
    }
  else
    {
      for (end = start; *end != '\0' && !g_unichar_isspace (g_utf8_get_char (end));
           end = g_utf8_next_char (end))
        if (quote_length (end) > 0 && end > start)
          break;
      *p = end;
    }
  return g_strndup (start, (gsize) (end - start));
}

/* The colon that ends an operator's name at @p, or NULL: only letters and hyphens before it. */
static const char *
find_colon (const char *p)
{
  const char *start = p;

  for (; *p != '\0' && *p != ':'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalpha (c) && !g_unichar_ismark (c) && c != '-' && c != '_')
        return NULL;
    }
  return *p == ':' && p > start ? p : NULL;
}

/* "to:14" typed for "tổ:14": no date looks like that. */
static gboolean
is_group_without_marks (const char *start, DtTermType type, const char *value, gint64 now)
{
  gint64 ignored;

  if (*start == '-')
    start++;
  return type == DT_TERM_TO && g_ascii_strncasecmp (start, "to:", 3) == 0 && *value != '\0'
         && strpbrk (value, "/.-") == NULL && (!g_ascii_isdigit (*value) || strlen (value) < 4)
         && !parse_date (value, now, TRUE, &ignored);
}

static void
take_term (DtQuery *self, const char **p, gint64 now, gboolean typing)
{
  const char *start = *p;
  const char *colon;
  gboolean negated = FALSE;
  gboolean phrase;
  DtTermType type = DT_TERM_TEXT;
  g_autofree char *value = NULL;
  DtTerm *term = NULL;

  if (*start == '-' && start[1] != '\0' && !g_unichar_isspace (g_utf8_get_char (start + 1)))
    {
      negated = TRUE;
      (*p)++;
    }
  colon = find_colon (*p);
  if (colon != NULL && find_operator (*p, (gsize) (colon - *p), &type))
    {
      gint64 number = 0;

      *p = colon + 1;
      value = take_value (p, &phrase);
      if (is_group_without_marks (start, type, value, now))
        type = DT_TERM_GROUP;
      if (read_value (type, &value, now, &number))
        {
          term = add_term (self, type, negated, phrase, value);
          term->value = number;
          term->prefix = typing && **p == '\0' && !phrase;
          return;
        }
      /* "kênh:" with nothing behind it yet is on its way to become something. */
      if (typing && **p == '\0' && *value == '\0')
        return;
      note_problem (self, start, *p);
      if (has_word (value))
        add_term (self, DT_TERM_TEXT, negated, phrase, value);
      return;
    }

  value = take_value (p, &phrase);
  if (colon != NULL && !phrase && colon[1] != '\0' && colon[1] != '/' && colon < *p
      && !g_unichar_isspace (g_utf8_get_char (colon + 1)))
    note_problem (self, start, *p);
  if (!has_word (value))
    return;
  term = add_term (self, DT_TERM_TEXT, negated, phrase, value);
  term->prefix = typing && **p == '\0' && !phrase;
}

/**
 * dt_query_new_at:
 * @view: the view it searches in
 * @sort: the order
 * @officer_id: (nullable): who "mine" and "me" are
 * @text: (nullable): what was typed
 * @typing: the last word is not finished
 * @now: Unix microseconds, for "hôm-nay" and dates without a year
 *
 * Reads a search. Whatever stands in @text, the result is valid.
 *
 * Returns: (transfer full): the query
 */
DtQuery *
dt_query_new_at (
    DtView view, DtSort sort, const char *officer_id, const char *text, gboolean typing, gint64 now)
{
  DtQuery *self = g_new0 (DtQuery, 1);
  g_autofree char *clean = dt_text_clean (text != NULL ? text : "", -1);
  const char *p = clean;

  self->view = view;
  self->sort = sort;
  self->officer_id = g_strdup (officer_id);
  self->now = self->soon = now;
  self->terms = g_ptr_array_new_with_free_func ((GDestroyNotify) term_free);
  if (g_utf8_strlen (clean, -1) > MAX_CHARS)
    {
      *g_utf8_offset_to_pointer (clean, MAX_CHARS) = '\0';
      typing = FALSE;
    }
  while (self->terms->len < MAX_TERMS)
    {
      while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      if (*p == '\0')
        break;
      take_term (self, &p, now, typing);
    }
  return self;
}

/**
 * dt_query_new:
 * @view: the view it searches in
 * @sort: the order
 * @officer_id: (nullable): who "mine" and "me" are
 * @text: (nullable): what was typed
 * @typing: the last word is not finished
 *
 * dt_query_new_at() with the system's clock.
 *
 * Returns: (transfer full): the query
 */
DtQuery *
dt_query_new (DtView view, DtSort sort, const char *officer_id, const char *text, gboolean typing)
{
  return dt_query_new_at (view, sort, officer_id, text, typing, g_get_real_time ());
}

/**
 * dt_query_copy:
 * @self: a query
 *
 * Returns: (transfer full): a deep copy
 */
DtQuery *
dt_query_copy (const DtQuery *self)
{
  DtQuery *copy = g_new0 (DtQuery, 1);

  copy->view = self->view;
  copy->sort = self->sort;
  copy->officer_id = g_strdup (self->officer_id);
  copy->citizen_id = g_strdup (self->citizen_id);
  copy->now = self->now;
  copy->soon = self->soon;
  copy->problem = g_strdup (self->problem);
  copy->terms = g_ptr_array_new_with_free_func ((GDestroyNotify) term_free);
  for (guint i = 0; i < self->terms->len; i++)
    {
      const DtTerm *from = self->terms->pdata[i];
      DtTerm *term = add_term (copy, from->type, from->negated, from->phrase, from->text);

      term->prefix = from->prefix;
      term->value = from->value;
    }
  return copy;
}

/**
 * dt_query_free:
 * @self: (nullable) (transfer full): a query
 */
void
dt_query_free (DtQuery *self)
{
  if (self == NULL)
    return;
  g_free (self->officer_id);
  g_free (self->citizen_id);
  g_free (self->problem);
  g_ptr_array_unref (self->terms);
  g_free (self);
}

/**
 * dt_query_has_text:
 * @self: a query
 *
 * Returns: whether it looks for words, not only for facets and dates
 */
gboolean
dt_query_has_text (const DtQuery *self)
{
  for (guint i = 0; i < self->terms->len; i++)
    if (((const DtTerm *) self->terms->pdata[i])->type == DT_TERM_TEXT)
      return TRUE;
  return FALSE;
}

/**
 * dt_query_get_operators:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): every operator, for suggestions
 */
const DtOperator *
dt_query_get_operators (guint *n)
{
  *n = G_N_ELEMENTS (operators);
  return operators;
}

/**
 * dt_query_find_operator:
 * @name: a name as typed, without the colon
 * @out: (out): the type
 *
 * Returns: whether it is an operator's name
 */
gboolean
dt_query_find_operator (const char *name, DtTermType *out)
{
  return find_operator (name, strlen (name), out);
}

/**
 * dt_query_get_values:
 * @type: an operator's type
 *
 * Returns: (transfer container): the Vietnamese names of its values, for suggestions, ended by
 *   %NULL; empty if its values are no closed list. Free with g_free().
 */
const char **
dt_query_get_values (DtTermType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (closed_lists); i++)
    if (closed_lists[i].type == type)
      {
        const char **names = g_new0 (const char *, closed_lists[i].n_values + 1);

        for (guint j = 0; j < closed_lists[i].n_values; j++)
          names[j] = closed_lists[i].values[j].vi;
        return names;
      }
  return g_new0 (const char *, 1);
}
