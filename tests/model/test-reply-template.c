/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates of replies: syntax with line and column, filling in, blanks, finding, passing on; those
 * that ship; thousands made at random. */
#include "base/dt-error.h"
#include "model/dt-reply-template.h"

#include <string.h>

#define N_GENERATED 5000

static const DtTemplateContext known = {
  .citizen_name = "Nguyễn Thị Hoa",
  .n_citizens = 1,
  .form = DT_ADDRESS_BA,
  .case_code = "HS-2026-0412",
  .case_title = "Ngập hẻm 45",
  .case_kind = "Phản ánh",
  .case_field = "Hạ tầng",
  .case_place = "hẻm 45 Lê Thánh Tôn",
  .case_group = "Khu phố 4",
  .received = "23/11/2026",
  .deadline = "30/11/2026",
  .promise = "02/12/2026",
  .today = "24/11/2026",
  .unit_name = "phường Sài Gòn",
  .unit_address = "số 1 đường Mẫu",
  .unit_phone = "028 0000 0000",
  .unit_hours = "07:30–11:30, 13:00–17:00",
  .officer_name = "Trần Văn Bình",
  .officer_title = "Công chức Văn phòng",
  .ground = "nội dung lặp lại",
  .reception = "qua Facebook",
};
static const DtTemplateContext unknown = { .form = DT_ADDRESS_UNDECIDED };

/* ---- syntax ---- */

typedef struct
{
  const char *name;
  const char *body;
  guint line, column; /* 0: right */
} SyntaxRow;

static const SyntaxRow syntax_rows[] = {
  { "plain", "Kính gửi ông", 0, 0 },
  { "empty", "", 0, 0 },
  { "fields", "{{Address}} {{citizen.name}}, {{case.code}}", 0, 0 },
  { "sections", "{{#many}}a{{^late}}b{{/late}}{{/many}}", 0, 0 },
  { "single-braces", "a { b } c", 0, 0 },
  { "not-closed", "một\nhai {{case.code", 2, 5 },
  { "closed-on-next-line", "{{case\n.code}}", 1, 1 },
  { "opened-twice", "ở {{case {{case.code}}", 1, 3 },
  { "stray-end", "đường }} số", 1, 7 },
  { "one-too-many", "a\n\n{{late}}} b", 3, 1 },
  { "three-braces", "a {{{case.code}}}", 1, 3 },
  { "unknown", "Kính gửi {{citizen.nam}}", 1, 10 },
  { "no-name", "{{}}", 1, 1 },
  { "space-in-name", "{{ address }}", 1, 1 },
  { "unknown-section", "ă{{#no}}x{{/no}}", 1, 2 },
  { "section-as-field", "x\nyz{{many}}", 2, 3 },
  { "never-closed", "một\n {{#many}}hai", 2, 2 },
  { "inner-never-closed", "{{#many}}\n{{#late}}{{/many}}", 2, 10 },
  { "closed-only", "ủy ban{{/many}}", 1, 7 },
  { "crossed", "{{#many}}{{#late}}{{/many}}{{/late}}", 1, 19 },
};

static void
test_syntax (gconstpointer data)
{
  const SyntaxRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *place = g_strdup_printf ("line %u, column %u: ", row->line, row->column);
  guint line = 0, column = 0;
  gboolean right = dt_reply_template_check (row->body, &line, &column, &error);

  g_assert_cmpint (right, ==, row->line == 0);
  g_assert_cmpuint (line, ==, row->line);
  g_assert_cmpuint (column, ==, row->column);
  if (right)
    return;
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, place));
  g_assert_null (dt_reply_template_fill (row->body, &known, NULL));
}

/* ---- filling in ---- */

typedef struct
{
  const char *name;
  const char *body;
  const char *with, *without; /* all known, nothing known */
  guint blanks, filled;       /* nothing known; all known */
} FillRow;

static const FillRow fill_rows[] = {
  { "field", "Mã {{case.code}}.", "Mã HS-2026-0412.", "Mã [mã hồ sơ].", 1, 1 },
  { "address", "{{Address}} và {{address}}", "Bà và bà", "Ông/bà và ông/bà", 0, 2 },
  { "if", "A{{#deadline}}, hạn {{deadline}}{{/deadline}}.", "A, hạn 30/11/2026.", "A.", 0, 1 },
  { "unless",
    "Hẹn {{#promise}}{{promise}}{{/promise}}{{^promise}}[ngày]{{/promise}}",
    "Hẹn 02/12/2026",
    "Hẹn [ngày]",
    1,
    1 },
  { "nested",
    "x{{#received}}a{{#late}}b{{/late}}{{^late}}c{{/late}}{{/received}}y",
    "xacy",
    "xy",
    0,
    0 },
  { "nested-hidden", "x{{#late}}{{#received}}a{{/received}}b{{/late}}y", "xy", "xy", 0, 0 },
  { "blank",
    "Vào [ngày, giờ], {{today}}",
    "Vào [ngày, giờ], 24/11/2026",
    "Vào [ngày, giờ], [ngày hôm nay]",
    2,
    1 },
  { "lines", "a\n\n{{#late}}b{{/late}}\n\nc \nd\n", "a\n\nc\nd", "a\n\nc\nd", 0, 0 },
  { "leading-space", "{{#late}}b{{/late}} c", "c", "c", 0, 0 },
};

static void
test_fill (gconstpointer data)
{
  const FillRow *row = data;
  g_autofree char *with = dt_reply_template_fill (row->body, &known, NULL);
  g_autofree char *without = dt_reply_template_fill (row->body, &unknown, NULL);
  guint blanks = 99, filled = 99;

  g_assert_cmpstr (with, ==, row->with);
  g_assert_cmpstr (without, ==, row->without);
  dt_reply_template_count (row->body, &unknown, &blanks, NULL);
  dt_reply_template_count (row->body, &known, NULL, &filled);
  g_assert_cmpuint (blanks, ==, row->blanks);
  g_assert_cmpuint (filled, ==, row->filled);
}

static void
test_values (void)
{
  DtTemplateContext context = known;
  g_autofree char *hostile = NULL;
  g_autofree char *many = NULL;

  context.case_title = "{{case.code}} [hẻm 5]";
  hostile = dt_reply_template_fill ("{{case.title}}", &context, NULL);
  g_assert_cmpstr (hostile, ==, "((case.code)) (hẻm 5)");
  context.n_citizens = 3;
  context.form = DT_ADDRESS_UNDECIDED;
  context.late = TRUE;
  many = dt_reply_template_fill (
      "{{#many}}Kính gửi {{/many}}{{address}}{{^late}}!{{/late}}", &context, NULL);
  g_assert_cmpstr (many, ==, "Kính gửi các ông/bà");
}

typedef struct
{
  const char *name;
  const char *text;
  const char *found; /* blanks with "|" between */
} BlankRow;

static const BlankRow blank_rows[] = {
  { "one", "Vào [ngày, giờ] tới", "[ngày, giờ]" },
  { "two", "[a][b]", "[a]|[b]" },
  { "figure", "theo [1] và [12]", "" },
  { "not-closed", "mở [ngày\nđóng]", "" },
  { "end-only", "ngày]", "" },
  { "inner", "[ngày [giờ] nay]", "[giờ]" },
  { "diacritics", "Ủy ban [số nhà ở đâu]", "[số nhà ở đâu]" },
  { "marks", "[…] [?]", "" },
  { "empty", "[]", "" },
};

static void
test_blanks (gconstpointer data)
{
  const BlankRow *row = data;
  g_autoptr (GArray) blanks = dt_reply_find_blanks (row->text);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < blanks->len; i++)
    {
      const DtBlank *blank = &g_array_index (blanks, DtBlank, i);
      g_autofree char *text = g_utf8_substring (row->text, blank->start, blank->end);

      g_string_append_printf (found, "%s%s", i > 0 ? "|" : "", text);
    }
  g_assert_cmpstr (found->str, ==, row->found);
}

/* ---- those that ship ---- */

static void
check_filled (const DtReplyTemplate *template, const char *body, const DtTemplateContext *context)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dt_reply_template_fill (body, context, &error);

  g_assert_no_error (error);
  if (strpbrk (text, "{}") != NULL || strstr (text, "  ") != NULL || strstr (text, " ,") != NULL
      || strstr (text, " .") != NULL || strstr (text, "..") != NULL || strstr (text, ",,") != NULL
      || *text == '\0')
    g_error ("“%s” reads:\n%s", template->title, text);
}

static void
check_all_ways (const DtReplyTemplate *template, const char *body)
{
  for (guint i = 0; i < 32; i++)
    {
      DtTemplateContext context = (i & 1) != 0 ? known : unknown;

      context.n_citizens = (i & 2) != 0 ? 3 : 1;
      context.citizen_name = (i & 4) != 0 ? "Lê Văn Tám" : NULL;
      context.late = (i & 8) != 0;
      context.deadline = (i & 16) != 0 ? "30/11/2026" : NULL;
      check_filled (template, body, &context);
    }
}

static void
test_shipped (void)
{
  GPtrArray *templates = dt_reply_template_get_shipped ();
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);
  guint outcomes[DT_N_REPLY_OUTCOMES] = { 0 };
  guint n_categories = 0;
  const DtTemplateCategory *categories = dt_reply_template_get_categories (&n_categories);

  g_assert_cmpuint (templates->len, >=, 45);
  for (guint i = 0; i < templates->len; i++)
    {
      const DtReplyTemplate *template = templates->pdata[i];
      gboolean has_category = FALSE;

      g_assert_true (g_hash_table_add (ids, template->id));
      g_assert_true (g_hash_table_add (titles, template->title));
      g_assert_true (template->shipped && template->published && !template->archived);
      for (guint j = 0; j < n_categories; j++)
        has_category |= g_str_equal (categories[j].code, template->category);
      g_assert_true (has_category);
      check_all_ways (template, template->body);
      if (template->about != NULL)
        check_all_ways (template, template->about);
      outcomes[template->outcome]++;
    }
  for (guint i = 0; i < DT_N_REPLY_OUTCOMES; i++)
    g_assert_cmpuint (outcomes[i], >=, 4);
}

/* A field with one brace at either end would go out as it stands. */
static void
check_braces (const DtReplyTemplate *template)
{
  const DtTemplateContext nothing = { .n_citizens = 1 };
  g_autofree char *text = dt_reply_template_fill (template->body, &nothing, NULL);

  if (strpbrk (text, "{}") != NULL)
    g_error ("“%s” leaves a brace: %s", template->title, text);
}

/* No form of address and no day is written out; the tone stands where the office puts it. */
static void
test_shipped_words (void)
{
  static const char *const wrong[]
      = { " ông ", " bà ",   "ông/bà", "anh/chị", " hoà ",  " hoá ",   " thuỷ ", " uỷ ",
          "Uỷ ",   " khoẻ ", " toà ",  " xoá ",   " quận ", " huyện ", "/2026" };
  GPtrArray *templates = dt_reply_template_get_shipped ();

  for (guint i = 0; i < templates->len; i++)
    {
      const DtReplyTemplate *template = templates->pdata[i];
      g_autofree char *body = g_strdelimit (g_strdup (template->body), ",.;:\n", ' ');

      for (guint j = 0; j < G_N_ELEMENTS (wrong); j++)
        if (strstr (body, wrong[j]) != NULL)
          g_error ("“%s” says “%s”", template->title, wrong[j]);
      check_braces (template);
    }
}

/* ---- made at random ---- */

typedef struct
{
  GRand *rand;
  GString *body;
  guint depth;
} Maker;

static const char *
pick_field (Maker *maker, gboolean section)
{
  guint n = 0;
  const DtTemplateField *fields = dt_reply_template_get_fields (&n);

  for (;;)
    {
      const DtTemplateField *field = &fields[g_rand_int_range (maker->rand, 0, (gint32) n)];

      if (section || !field->section)
        return field->name;
    }
}

static void
make_body (Maker *maker, guint n)
{
  static const char *const texts[]
      = { "Ủy ban ", "đã nhận\n", "\n\n", "[ngày, giờ]", "[", "]",  "{ ",
          " }",      ", ",        ".",    "Kính gửi ",   "😀", "[1]" };

  for (guint i = 0; i < n; i++)
    switch (g_rand_int_range (maker->rand, 0, 4))
      {
      case 0:
        g_string_append_printf (maker->body, "{{%s}}", pick_field (maker, FALSE));
        break;
      case 1:
        if (maker->depth < 4)
          {
            const char *name = pick_field (maker, TRUE);
            char mark = g_rand_boolean (maker->rand) ? '#' : '^';

            maker->depth++;
            g_string_append_printf (maker->body, "{{%c%s}}", mark, name);
            make_body (maker, n / 2);
            g_string_append_printf (maker->body, "{{/%s}}", name);
            maker->depth--;
          }
        break;
      default:
        g_string_append (maker->body,
                         texts[g_rand_int_range (maker->rand, 0, G_N_ELEMENTS (texts))]);
        break;
      }
}

static const char *
pick_value (GRand *rand)
{
  static const char *const values[]
      = { NULL, "", "Nguyễn Văn An", "{{case.code}}", "}}", "{", "[x", "a]", "số 5\n\nkhu phố" };

  return values[g_rand_int_range (rand, 0, G_N_ELEMENTS (values))];
}

static DtTemplateContext
make_context (GRand *rand)
{
  DtTemplateContext context = {
    .citizen_name = pick_value (rand),
    .n_citizens = (guint) g_rand_int_range (rand, 0, 4),
    .form = (DtAddressForm) g_rand_int_range (rand, 0, DT_N_ADDRESS_FORMS),
    .case_code = pick_value (rand),
    .case_title = pick_value (rand),
    .case_place = pick_value (rand),
    .received = pick_value (rand),
    .deadline = pick_value (rand),
    .late = g_rand_boolean (rand),
    .unit_name = pick_value (rand),
    .unit_phone = pick_value (rand),
    .ground = pick_value (rand),
  };

  return context;
}

static void
test_generated (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2026);

  for (guint i = 0; i < N_GENERATED; i++)
    {
      g_autoptr (GString) body = g_string_new (NULL);
      Maker maker = { rand, body, 0 };
      DtTemplateContext context = make_context (rand);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      guint blanks = 0;
      g_autoptr (GArray) found = NULL;

      make_body (&maker, 12);
      text = dt_reply_template_fill (body->str, &context, &error);
      g_assert_no_error (error);
      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_null (strstr (text, "{{"));
      g_assert_null (strstr (text, "}}"));
      dt_reply_template_count (body->str, &context, &blanks, NULL);
      found = dt_reply_find_blanks (text);
      g_assert_cmpuint (blanks, ==, found->len);
    }
}

/* A tag that is wrong, put in between pieces that are right: its place is named. */
static void
test_generated_errors (void)
{
  static const char *const wrong[]
      = { "{{", "}}", "{{nothing}}", "{{late}}", "{{#many}}", "{{/many}}", "{{^no.such}}", "{{\n" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (43);

  for (guint i = 0; i < N_GENERATED; i++)
    {
      g_autoptr (GString) body = g_string_new (NULL);
      Maker maker = { rand, body, 0 };
      guint line = 1, column = 1, got_line = 0, got_column = 0;
      const char *start;

      make_body (&maker, 6);
      g_string_append (body, " ");
      for (start = body->str; strchr (start, '\n') != NULL; start = strchr (start, '\n') + 1)
        line++;
      column = (guint) g_utf8_strlen (start, -1) + 1;
      g_string_append (body, wrong[g_rand_int_range (rand, 0, G_N_ELEMENTS (wrong))]);
      g_string_append (body, " ");
      make_body (&maker, 6);
      g_assert_false (dt_reply_template_check (body->str, &got_line, &got_column, NULL));
      g_assert_cmpuint (got_line, ==, line);
      g_assert_cmpuint (got_column, ==, column);
    }
}

/* ---- finding ---- */

typedef struct
{
  const char *name;
  const char *typed;
  const char *field;
  int kind;
  const char *first; /* title */
} SearchRow;

static const SearchRow search_rows[] = {
  { "plain", "nao vet", "infrastructure", DT_CASE_KIND_FEEDBACK, "Lịch nạo vét cống" },
  { "diacritics", "nạo vét", NULL, DT_CASE_KIND_FEEDBACK, "Lịch nạo vét cống" },
  { "beginnings", "lich nao", NULL, -1, "Lịch nạo vét cống" },
  { "field-decides", "", "environment", DT_CASE_KIND_FEEDBACK, "Rác thải, điểm tập kết rác" },
  { "d-with-stroke",
    "doi thoai khieu nai",
    NULL,
    DT_CASE_KIND_COMPLAINT,
    "Mời đối thoại về khiếu nại" },
  { "kind-decides", "to cao", NULL, DT_CASE_KIND_DENUNCIATION, "Hướng dẫn tố cáo đúng hình thức" },
  { "no-refusal-first", "", NULL, DT_CASE_KIND_FEEDBACK, "Đã tiếp nhận (tin ngắn)" },
  { "nothing", "xyzzy", NULL, -1, NULL },
};

static void
test_search (gconstpointer data)
{
  const SearchRow *row = data;
  g_autoptr (DtCase) a_case = row->kind >= 0 ? dt_case_new () : NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (a_case != NULL)
    {
      a_case->kind = (DtCaseKind) row->kind;
      a_case->field = g_strdup (row->field);
    }
  found = dt_reply_template_search (
      dt_reply_template_get_shipped (), row->typed, a_case, DT_CHANNEL_ZALO);
  g_assert_cmpint (found->len > 0, ==, row->first != NULL);
  if (row->first != NULL)
    g_assert_cmpstr (((DtReplyTemplate *) found->pdata[0])->title, ==, row->first);
}

static void
test_search_uses (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) found = NULL;

  for (guint i = 0; i < 3; i++)
    {
      DtReplyTemplate *template = dt_reply_template_new ();

      template->title = g_strdup_printf ("Mẫu %u", i);
      template->body = g_strdup ("Kính gửi");
      template->n_uses = i;
      template->archived = i == 2;
      g_ptr_array_add (all, template);
    }
  found = dt_reply_template_search (all, "mau", NULL, DT_CHANNEL_ZALO);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_true (found->pdata[0] == all->pdata[1]);
}

/* ---- passing on ---- */

static DtReplyTemplate *
make_template (GHashTable *files)
{
  static const char content[] = "%PDF-1.7 ngày \0 hẹn";
  DtReplyTemplate *template = dt_reply_template_new ();
  DtAttachment *attachment = dt_attachment_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (content, sizeof content);

  template->id = g_strdup ("00112233445566778899aabbccddeeff");
  template->title = g_strdup ("Lịch họp");
  template->category = g_strdup ("conference");
  template->body = g_strdup ("Kính gửi {{address}},\n\"[ngày]\"");
  template->about = g_strdup ("V/v họp");
  template->kind = DT_CASE_KIND_RECOMMENDATION;
  template->field = g_strdup ("culture");
  template->channel = DT_CHANNEL_LETTER;
  template->outcome = DT_REPLY_OUTCOME_INFORM;
  attachment->hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  attachment->name = g_strdup ("lich.pdf");
  attachment->media_type = g_strdup ("application/pdf");
  attachment->size = sizeof content;
  g_ptr_array_add (template->attachments, attachment);
  g_hash_table_insert (files, g_strdup (attachment->hash), g_bytes_ref (bytes));
  return template;
}

static GHashTable *
new_files (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
}

static void
test_export (void)
{
  g_autoptr (GHashTable) files = new_files ();
  g_autoptr (DtReplyTemplate) template = make_template (files);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GPtrArray) back = NULL;
  g_autoptr (GHashTable) back_files = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (all, template);
  for (guint i = 0; i < dt_reply_template_get_shipped ()->len; i++)
    g_ptr_array_add (all, dt_reply_template_get_shipped ()->pdata[i]);
  json = dt_reply_template_export (all, files);
  back = dt_reply_template_import (json, &back_files, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->len, ==, all->len);
  again = dt_reply_template_export (back, back_files);
  g_assert_cmpstr (json, ==, again);
  g_assert_cmpuint (g_hash_table_size (back_files), ==, 1);
  g_assert_false (((DtReplyTemplate *) back->pdata[1])->shipped);
}

typedef struct
{
  const char *name;
  const char *from, *to;
  const char *says;
} ImportRow;

static const ImportRow import_rows[] = {
  { "not-json", "{\"format\"", "\"format\"", "no file of templates" },
  { "another-format", "doi-thoai-templates", "another", "another format" },
  { "newer", "\"version\":1", "\"version\":2", "newer" },
  { "bad-body", "{{address}},", "{{addres}},", "“Lịch họp”, body, line 1, column 10: " },
  { "bad-about", "V/v họp", "V/v {{họp", "“Lịch họp”, subject, line 1, column 5: " },
  { "bad-outcome", "\"inform\"", "\"shrug\"", "“Lịch họp”: its outcome" },
  { "bad-field", "\"culture\"", "\"astrology\"", "“Lịch họp”: its field" },
  { "bad-id", "00112233", "../..233", "“Lịch họp”: its id" },
  { "no-title", "Lịch họp", "", "“1”: it has no title" },
  { "damaged-file", "JVBERi0", "JVBERi1", "is damaged" },
};

static void
test_import (gconstpointer data)
{
  const ImportRow *row = data;
  g_autoptr (GHashTable) files = new_files ();
  g_autoptr (DtReplyTemplate) template = make_template (files);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autofree char *json = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *bad = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (all, template);
  json = dt_reply_template_export (all, files);
  parts = g_strsplit (json, row->from, 2);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  bad = g_strjoinv (row->to, parts);
  g_assert_null (dt_reply_template_import (bad, NULL, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  if (strstr (error->message, row->says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, row->says);
}

#define ADD_ROWS(path, rows, func)                                                                 \
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)                                                  \
    {                                                                                              \
      g_autofree char *full = g_strconcat (path, rows[i].name, NULL);                              \
      g_test_add_data_func (full, &rows[i], func);                                                 \
    }

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_ROWS ("/reply-template/syntax/", syntax_rows, test_syntax)
  ADD_ROWS ("/reply-template/fill/", fill_rows, test_fill)
  ADD_ROWS ("/reply-template/blanks/", blank_rows, test_blanks)
  ADD_ROWS ("/reply-template/search/", search_rows, test_search)
  ADD_ROWS ("/reply-template/import/", import_rows, test_import)
  g_test_add_func ("/reply-template/values", test_values);
  g_test_add_func ("/reply-template/shipped", test_shipped);
  g_test_add_func ("/reply-template/shipped-words", test_shipped_words);
  g_test_add_func ("/reply-template/generated", test_generated);
  g_test_add_func ("/reply-template/generated-errors", test_generated_errors);
  g_test_add_func ("/reply-template/search-uses", test_search_uses);
  g_test_add_func ("/reply-template/export", test_export);
  return g_test_run ();
}
