/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of a reply: what each finds and what it lets pass. */
#include "model/dt-reply-check.h"
#include "model/dt-reply-template.h"

#include <gio/gio.h>
#include <string.h>

#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define NOW (G_GINT64_CONSTANT (1795500000) * G_USEC_PER_SEC)

typedef struct
{
  DtReplyDraft *draft;
  DtCase *a_case;
  GPtrArray *citizens;
  GPtrArray *officers;
  DtCheckInput input;
} Fixture;

static const char *const linked_codes[] = { "HS-2026-0400", NULL };

static Fixture
set_up (const char *text)
{
  Fixture self = { dt_reply_draft_new (),
                   dt_case_new (),
                   g_ptr_array_new_with_free_func (g_object_unref),
                   g_ptr_array_new_with_free_func (g_object_unref),
                   { 0 } };
  DtCitizen *citizen = dt_citizen_new ();
  DtOfficer *officer = dt_officer_new ();

  citizen->name = g_strdup ("Nguyễn Văn An");
  citizen->phone = g_strdup ("0901234567");
  citizen->id_number = g_strdup ("079085001234");
  g_ptr_array_add (self.citizens, citizen);
  officer->name = g_strdup ("Trần Thị Bình");
  g_ptr_array_add (self.officers, officer);
  self.a_case->code = g_strdup ("HS-2026-0412");
  self.a_case->status = DT_CASE_STATUS_IN_PROGRESS;
  self.draft->channel = DT_CHANNEL_ZALO;
  self.draft->outcome = DT_REPLY_OUTCOME_ANSWER;
  self.draft->text = g_strdup (text);
  g_ptr_array_add (self.draft->recipients, dt_recipient_new ("c", "Nguyễn Văn An", "zalo:1"));
  self.input.draft = self.draft;
  self.input.a_case = self.a_case;
  self.input.citizens = self.citizens;
  self.input.officers = self.officers;
  self.input.unit_phone = "028 3822 0415";
  self.input.unit_name = "phường Sài Gòn";
  self.input.codes = linked_codes;
  self.input.now = NOW;
  self.input.last_inbound = NOW - DAY;
  return self;
}

static void
tear_down (Fixture *self)
{
  dt_reply_draft_free (self->draft);
  g_object_unref (self->a_case);
  g_ptr_array_unref (self->citizens);
  g_ptr_array_unref (self->officers);
}

static void
append (GString *out, const char *separator, const char *text)
{
  g_string_append_printf (out, "%s%s", out->len > 0 ? separator : "", text);
}

/* "other_phone:0912 345 678|rude:…": every finding with what stands at its place. */
static char *
describe (GPtrArray *findings, const char *text)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const DtFinding *finding = findings->pdata[i];
      g_autofree char *slice
          = g_utf8_substring (text != NULL ? text : "", finding->start, finding->end);
      g_autofree char *line
          = g_strdup_printf ("%s:%s", dt_check_kind_to_nick (finding->kind), slice);

      g_assert_cmpint (finding->stops,
                       ==,
                       dt_reply_rules_check_stops (dt_reply_rules_get_shipped (), finding->kind));
      append (out, "|", line);
    }
  return g_string_free (out, FALSE);
}

/* ---- the text alone, of an answer to a case in progress ---- */

typedef struct
{
  const char *name;
  const char *text;
  const char *found;
} TextRow;

static const TextRow text_rows[] = {
  { "good", "Kính gửi ông Nguyễn Văn An, cống ở hẻm 45 được nạo vét ngày 30/11/2026.", "" },
  { "empty", " \n ", "empty:" },
  { "blank", "Vào [ngày, giờ] và theo [1].", "blank:[ngày, giờ]" },
  { "field", "Kính gửi {{citizen.name}}", "field:{{|field:}}" },
  { "single-brace", "Ký hiệu { và }", "" },
  /* codes */
  { "own-code", "Mã hồ sơ HS-2026-0412 và hs-2026-0412.", "" },
  { "linked-code", "Xem HS-2026-0400.", "" },
  { "other-code", "Mã hồ sơ HS-2026-0413.", "other_case:HS-2026-0413" },
  { "other-code-lower", "hs-2025-12", "other_case:hs-2025-12" },
  { "longer-code", "HS-2026-04123", "other_case:HS-2026-04123" },
  { "no-code", "XHS-2026-0413, HS-26-1, HS 2026", "" },
  /* phones */
  { "own-phone", "Số của ông: 0901 234 567, 0901.234.567, +84 901 234 567, 84901234567.", "" },
  { "office-phone", "Xin gọi 028 3822 0415 hoặc (028) 38220415.", "" },
  { "other-phone", "Xin gọi 0912 345 678.", "other_phone:0912 345 678" },
  { "other-dots", "Gọi 0912.345.678 nhé", "other_phone:0912.345.678" },
  { "other-dashes", "Gọi 0912-345-678", "other_phone:0912-345-678" },
  { "other-plus", "Gọi +84912345678", "other_phone:84912345678" },
  { "other-plus-spaces", "Gọi +84 912 345 678.", "other_phone:84 912 345 678" },
  { "other-alone", "0912 345 678", "other_phone:0912 345 678" },
  { "other-end", "Gọi 0912345678", "other_phone:0912345678" },
  { "other-landline", "Gọi 028 3829 7643.", "other_phone:028 3829 7643" },
  { "body-landline", "Công an phường Sài Gòn, số điện thoại 028 3829 7643.", "" },
  { "body-mobile", "Công an phường: 0912 345 678.", "other_phone:0912 345 678" },
  { "phone-in-brackets", "anh (0912 345 678)", "other_phone:0912 345 678" },
  { "short-numbers", "Gọi 113, 114, 1022, 1900 1234 hoặc 1800 6789.", "" },
  { "after-date", "Ngày 24/11/2026 0912345678", "other_phone:0912345678" },
  /* ID numbers */
  { "own-id", "Số căn cước 079085001234 và 079 085 001 234.", "" },
  { "other-id", "Số căn cước 079085001235.", "other_id:079085001235" },
  { "other-id-groups", "CCCD: 079 085 001 235", "other_id:079 085 001 235" },
  { "other-id-fours", "CCCD 0790 8500 1235", "other_id:0790 8500 1235" },
  { "account-fours", "Số tài khoản 0790 8500 1235", "" },
  { "old-id", "CMND số 272345678", "other_id:272345678" },
  { "old-id-zero", "số 023456789", "other_id:023456789" },
  { "nine-figures", "Mã giao dịch 272345678", "" },
  /* numbers that are nobody's */
  { "money", "Kinh phí 1.500.000.000 đồng, 12.345.678.900 đồng, 500000000 đồng.", "" },
  { "law", "Nghị định số 155/2026/NĐ-CP, Luật 42/2013/QH13, số 0912345678/UBND-VX", "" },
  { "dates", "Từ 24/11/2026 đến 01-12-2026, 07:30–11:30, 13.00", "" },
  { "parcel", "Thửa đất số 123, tờ bản đồ số 45, diện tích 1.204,5 m2.", "" },
  { "tax-code", "Mã số thuế 0301234567", "" },
  /* attachments */
  { "promised", "Biên bản đính kèm thư này.", "attachment:đính kèm" },
  { "promised-too", "Gửi ông kèm theo bản vẽ.", "attachment:kèm theo" },
  { "asked-for", "Đề nghị ông gửi kèm bản sao.", "" },
  { "theirs", "Ảnh do ông đính kèm cho thấy cống nghẹt.", "" },
  { "next-sentence", "Đề nghị ông xem. Biên bản gửi kèm.", "attachment:gửi kèm" },
  /* status */
  { "answered-settled", "Việc này đã giải quyết xong ngày 20/11/2026.", "" },
  { "answered-open",
    "Nội dung này chưa được giải quyết, chúng tôi sẽ trả lời sau.",
    "status:chưa được giải quyết|status:sẽ trả lời sau" },
  /* names */
  { "own-name", "Kính gửi ông Nguyễn Văn An, ông An.", "" },
  { "officer-name", "Đề nghị ông gặp bà Trần Thị Bình.", "" },
  { "other-name", "Phản ánh của ông Lê Văn Tám là đúng.", "other_name:Lê Văn Tám" },
  { "other-given-name", "Nhà ông Tám đã dọn.", "other_name:Tám" },
  { "office-title", "Kính gửi ông Chủ tịch Ủy ban nhân dân phường", "" },
  { "title-and-name", "Ông Phó Chủ tịch Phạm Minh Đức ký.", "other_name:Phạm Minh Đức" },
  { "place-name", "Gần chợ Bà Chiểu, đường Ông Ích Khiêm, cầu Ông Lãnh.", "" },
  { "name-then-body", "Ông An Công an phường Sài Gòn", "" },
  { "no-name", "Kính gửi ông, bà con Khu phố 4.", "" },
  /* tone */
  { "rude", "Ông đừng có mà vớ vẩn.", "rude:đừng có mà|rude:vớ vẩn" },
  { "not-rude", "Công viên Tao Đàn, lao động, ngủ trưa, nghỉ ngơi.", "" },
  { "capitals",
    "Kính gửi ông. ĐỀ NGHỊ ÔNG CHẤP HÀNH NGAY.",
    "capitals:ĐỀ NGHỊ ÔNG CHẤP HÀNH NGAY" },
  { "abbreviations", "UBND, HĐND, MTTQ và các đoàn thể. QĐ-UBND.", "" },
  /* forms of address */
  { "one-form", "Kính gửi ông An. Mời ông đến. Ông mang theo căn cước.", "" },
  { "pair", "Kính gửi ông/bà. Mời Ông/Bà đến.", "" },
  { "two-forms", "Kính gửi ông An. Mời anh đến.", "address:anh" },
  { "pair-and-one", "Kính gửi ông/bà. Mời bà đến.", "address:bà" },
  { "no-forms", "Kính gửi ông. Bà con, anh em, chị em, tiếng Anh, bà mẹ Việt Nam anh hùng.", "" },
  { "third-person", "Kính gửi ông. Đã làm việc với bà Trần Thị Bình.", "" },
};

static void
test_text (gconstpointer data)
{
  const TextRow *row = data;
  Fixture fixture = set_up (row->text);
  g_autoptr (GPtrArray) findings = dt_reply_check (dt_reply_rules_get_shipped (), &fixture.input);
  g_autofree char *found = describe (findings, row->text);

  g_assert_cmpstr (found, ==, row->found);
  tear_down (&fixture);
}

/* ---- outcome and status ---- */

typedef struct
{
  const char *name;
  DtReplyOutcome outcome;
  DtCaseStatus status;
  const char *ground;
  const char *text;
  const char *found;
} OutcomeRow;

static const OutcomeRow outcome_rows[] = {
  { "settled-while-asking",
    DT_REPLY_OUTCOME_ASK,
    DT_CASE_STATUS_ACCEPTED,
    NULL,
    "Việc này đã giải quyết xong.",
    "status:đã giải quyết xong" },
  { "settled-while-informing",
    DT_REPLY_OUTCOME_INFORM,
    DT_CASE_STATUS_IN_PROGRESS,
    NULL,
    "Việc này đã được giải quyết.",
    "status:đã được giải quyết" },
  { "settled-and-acknowledged",
    DT_REPLY_OUTCOME_ACKNOWLEDGE,
    DT_CASE_STATUS_RECEIVED,
    NULL,
    "Đã xử lý dứt điểm.",
    "status:Đã xử lý dứt điểm" },
  { "informed-after-answer",
    DT_REPLY_OUTCOME_INFORM,
    DT_CASE_STATUS_ANSWERED,
    NULL,
    "Việc này đã giải quyết xong.",
    "" },
  { "condition",
    DT_REPLY_OUTCOME_INFORM,
    DT_CASE_STATUS_IN_PROGRESS,
    NULL,
    "Sau khi đã giải quyết xong, chúng tôi báo ông.",
    "" },
  { "handling",
    DT_REPLY_OUTCOME_ACKNOWLEDGE,
    DT_CASE_STATUS_RECEIVED,
    NULL,
    "Phản ánh đang được giải quyết.",
    "" },
  { "refused-no-body",
    DT_REPLY_OUTCOME_REFUSE,
    DT_CASE_STATUS_ACCEPTED,
    "feedback_not_competent",
    "Nội dung không thuộc thẩm quyền.",
    "no_body:" },
  { "refused-own-body",
    DT_REPLY_OUTCOME_REFUSE,
    DT_CASE_STATUS_ACCEPTED,
    "feedback_not_competent",
    "Ủy ban nhân dân phường Sài Gòn không xem xét. UBND phường báo để ông biết.",
    "no_body:" },
  { "refused-own-ground",
    DT_REPLY_OUTCOME_REFUSE,
    DT_CASE_STATUS_ACCEPTED,
    "feedback_answered",
    "Ủy ban nhân dân phường Sài Gòn đã trả lời.",
    "" },
  { "refused-other-body",
    DT_REPLY_OUTCOME_REFUSE,
    DT_CASE_STATUS_ACCEPTED,
    "feedback_not_competent",
    "Đề nghị ông gửi Sở Xây dựng.",
    "" },
  { "forwarded-no-body",
    DT_REPLY_OUTCOME_FORWARD,
    DT_CASE_STATUS_ACCEPTED,
    NULL,
    "Đã chuyển cơ sở, phòng cháy, cán bộ.",
    "no_body:" },
  { "forwarded-police",
    DT_REPLY_OUTCOME_FORWARD,
    DT_CASE_STATUS_ACCEPTED,
    NULL,
    "Đã chuyển Công an phường Sài Gòn.",
    "" },
  { "forwarded-other-ward",
    DT_REPLY_OUTCOME_FORWARD,
    DT_CASE_STATUS_ACCEPTED,
    NULL,
    "Đã chuyển Ủy ban nhân dân phường Bến Thành.",
    "" },
  { "forwarded-old-tone",
    DT_REPLY_OUTCOME_FORWARD,
    DT_CASE_STATUS_ACCEPTED,
    NULL,
    "Đã chuyển Uỷ ban nhân dân xã Bình Hưng.",
    "" },
  { "forwarded-province",
    DT_REPLY_OUTCOME_FORWARD,
    DT_CASE_STATUS_ACCEPTED,
    NULL,
    "Đã chuyển UBND tỉnh.",
    "" },
  { "forwarded-company",
    DT_REPLY_OUTCOME_FORWARD,
    DT_CASE_STATUS_ACCEPTED,
    NULL,
    "Đã chuyển công ty cấp nước.",
    "" },
};

static void
test_outcome (gconstpointer data)
{
  const OutcomeRow *row = data;
  Fixture fixture = set_up (row->text);
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *found = NULL;

  fixture.draft->outcome = row->outcome;
  fixture.draft->ground = g_strdup (row->ground);
  fixture.a_case->status = row->status;
  findings = dt_reply_check (dt_reply_rules_get_shipped (), &fixture.input);
  found = describe (findings, row->text);
  g_assert_cmpstr (found, ==, row->found);
  tear_down (&fixture);
}

/* ---- the way it goes ---- */

typedef struct
{
  const char *name;
  DtChannelKind channel;
  const char *address; /* NULL: nobody; "": without one */
  gint64 ago;          /* -1: never */
  const char *text;
  const char *found;
} WayRow;

static const WayRow way_rows[] = {
  { "zalo", DT_CHANNEL_ZALO, "zalo:1", DAY, "Chào ông.", "" },
  { "nobody", DT_CHANNEL_ZALO, NULL, DAY, "Chào ông.", "recipient:" },
  { "no-address", DT_CHANNEL_ZALO, "", DAY, "Chào ông.", "recipient:" },
  { "no-mail-address", DT_CHANNEL_EMAIL, "0901234567", -1, "Chào ông.", "recipient:|title:" },
  { "mail", DT_CHANNEL_EMAIL, "an@example.org", -1, "Chào ông.", "title:" },
  { "counter", DT_CHANNEL_WALK_IN, "", -1, "Chào ông.", "" },
  { "zalo-over", DT_CHANNEL_ZALO, "zalo:1", 8 * DAY, "Chào ông.", "window:" },
  { "facebook-never", DT_CHANNEL_FACEBOOK, "facebook:1", -1, "Chào ông.", "window:" },
  { "public",
    DT_CHANNEL_FACEBOOK,
    "facebook:1",
    DAY,
    "Gọi 0901 234 567, căn cước 079085001234.",
    "public_data:0901 234 567|public_data:079085001234" },
  { "public-other",
    DT_CHANNEL_FACEBOOK,
    "facebook:1",
    DAY,
    "Gọi 0912 345 678.",
    "other_phone:0912 345 678" },
  { "their-number", DT_CHANNEL_PHONE, "0933 444 555", -1, "Số 0933444555.", "" },
};

static void
test_way (gconstpointer data)
{
  const WayRow *row = data;
  Fixture fixture = set_up (row->text);
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *found = NULL;

  fixture.draft->channel = row->channel;
  g_ptr_array_set_size (fixture.draft->recipients, 0);
  if (row->address != NULL)
    g_ptr_array_add (fixture.draft->recipients,
                     dt_recipient_new ("c", "Nguyễn Văn An", row->address));
  fixture.input.last_inbound = row->ago < 0 ? 0 : NOW - row->ago;
  findings = dt_reply_check (dt_reply_rules_get_shipped (), &fixture.input);
  found = describe (findings, row->text);
  g_assert_cmpstr (found, ==, row->found);
  tear_down (&fixture);
}

static void
test_length (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (
      "/org/doithoai/data/rules/replies.json", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_auto (GStrv) parts = g_strsplit (g_bytes_get_data (bytes, NULL), "\"splits\": true", -1);
  g_autofree char *json = g_strjoinv ("\"splits\": false", parts);
  g_autoptr (DtReplyRules) rules = dt_reply_rules_new (json, NULL);
  g_autofree char *fits = g_strnfill (2000, 'a');
  g_autofree char *longer = g_strnfill (2001, 'a');
  Fixture fixture = set_up (fits);
  g_autoptr (GPtrArray) none = dt_reply_check (rules, &fixture.input);
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) split = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  g_free (fixture.draft->text);
  fixture.draft->text = g_strdup (longer);
  one = dt_reply_check (rules, &fixture.input);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpint (dt_findings_get_stop (one)->kind, ==, DT_CHECK_LENGTH);
  split = dt_reply_check (dt_reply_rules_get_shipped (), &fixture.input);
  g_assert_cmpuint (split->len, ==, 0);
  tear_down (&fixture);
}

/* ---- the rest ---- */

static void
test_attached (void)
{
  Fixture fixture = set_up ("Biên bản đính kèm.");
  g_autoptr (GPtrArray) findings = NULL;

  g_ptr_array_add (fixture.draft->attachments, dt_attachment_new ());
  findings = dt_reply_check (dt_reply_rules_get_shipped (), &fixture.input);
  g_assert_cmpuint (findings->len, ==, 0);
  tear_down (&fixture);
}

static void
test_title (void)
{
  Fixture fixture = set_up ("Kính gửi ông.");
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *found = NULL;

  fixture.draft->title = g_strdup ("V/v [nội dung] {{ HS-2026-0999");
  findings = dt_reply_check (dt_reply_rules_get_shipped (), &fixture.input);
  found = describe (findings, fixture.draft->text);
  g_assert_cmpstr (found, ==, "blank:|field:|other_case:");
  g_assert_cmpstr (((DtFinding *) findings->pdata[2])->detail, ==, "HS-2026-0999");
  g_clear_pointer (&findings, g_ptr_array_unref);
  g_clear_pointer (&found, g_free);
  /* A mail that has one; a letter says by itself what it is about. */
  g_ptr_array_set_size (fixture.draft->recipients, 0);
  g_ptr_array_add (fixture.draft->recipients,
                   dt_recipient_new ("c", "Nguyễn Văn An", "an@example.org"));
  fixture.draft->channel = DT_CHANNEL_EMAIL;
  g_free (fixture.draft->title);
  fixture.draft->title = g_strdup ("Trả lời về vỉa hè");
  findings = dt_reply_check (dt_reply_rules_get_shipped (), &fixture.input);
  g_assert_cmpuint (findings->len, ==, 0);
  g_clear_pointer (&findings, g_ptr_array_unref);
  fixture.draft->channel = DT_CHANNEL_LETTER;
  g_clear_pointer (&fixture.draft->title, g_free);
  findings = dt_reply_check (dt_reply_rules_get_shipped (), &fixture.input);
  g_assert_cmpuint (findings->len, ==, 0);
  tear_down (&fixture);
}

static void
test_spelling (void)
{
  static const char *const misspelt[] = { "phườngg", "Giải quyêt", "quyêt", NULL };
  Fixture fixture = set_up ("Phường và phườngg giải quyêt phườngg.");
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *found = NULL;

  fixture.input.misspelt = misspelt;
  findings = dt_reply_check (dt_reply_rules_get_shipped (), &fixture.input);
  found = describe (findings, fixture.draft->text);
  g_assert_cmpstr (found, ==, "spelling:phườngg|spelling:quyêt|spelling:phườngg");
  g_assert_null (dt_findings_get_stop (findings));
  tear_down (&fixture);
}

/* Those that stop come first, then the order of the text. */
static void
test_order (void)
{
  Fixture fixture = set_up ("Ông vớ vẩn [ngày] và 0912 345 678, {{.");
  g_autoptr (GPtrArray) findings = dt_reply_check (dt_reply_rules_get_shipped (), &fixture.input);
  g_autofree char *found = describe (findings, fixture.draft->text);

  g_assert_cmpstr (found, ==, "blank:[ngày]|other_phone:0912 345 678|field:{{|rude:vớ vẩn");
  g_assert_cmpint (dt_findings_get_stop (findings)->kind, ==, DT_CHECK_BLANK);
  tear_down (&fixture);
}

/* Text that is not in the normal form is found where it stands. */
static void
test_decomposed (void)
{
  g_autofree char *text
      = g_utf8_normalize ("Nhà ông Lê Văn Tám, gọi 0912 345 678, đính kèm", -1, G_NORMALIZE_NFD);
  g_autofree char *wanted
      = g_utf8_normalize ("attachment:đính kèm|other_name:Lê Văn Tám", -1, G_NORMALIZE_NFD);
  Fixture fixture = set_up (text);
  g_autoptr (GPtrArray) findings = dt_reply_check (dt_reply_rules_get_shipped (), &fixture.input);
  g_autofree char *found = describe (findings, text);

  g_assert_nonnull (strstr (found, "other_phone:0912 345 678"));
  g_assert_true (g_str_has_suffix (found, wanted));
  tear_down (&fixture);
}

/* What ships, with its blanks filled, is never stopped by what it says. */
static void
test_shipped_templates (void)
{
  static const DtTemplateContext context = {
    .citizen_name = "Nguyễn Văn An",
    .n_citizens = 1,
    .form = DT_ADDRESS_ONG,
    .case_code = "HS-2026-0412",
    .case_title = "Ngập hẻm 45",
    .case_place = "hẻm 45 Lê Thánh Tôn",
    .received = "23/11/2026",
    .deadline = "30/11/2026",
    .promise = "02/12/2026",
    .today = "24/11/2026",
    .late = TRUE,
    .unit_name = "phường Sài Gòn",
    .unit_phone = "028 3822 0415",
    .unit_hours = "07:30–11:30, 13:00–17:00",
    .ground = "nội dung không thuộc thẩm quyền",
    .reception = "qua Zalo",
  };
  GPtrArray *templates = dt_reply_template_get_shipped ();

  for (guint i = 0; i < templates->len; i++)
    {
      const DtReplyTemplate *template = templates->pdata[i];
      g_autofree char *text = dt_reply_template_fill (template->body, &context, NULL);
      Fixture fixture = set_up (text);
      g_autoptr (GPtrArray) findings = NULL;

      fixture.draft->outcome = template->outcome;
      findings = dt_reply_check (dt_reply_rules_get_shipped (), &fixture.input);
      for (guint j = 0; j < findings->len; j++)
        {
          const DtFinding *finding = findings->pdata[j];

          /* A decision is sent with its letter: until it is attached the check is right. */
          if (finding->kind != DT_CHECK_BLANK && finding->kind != DT_CHECK_NO_BODY
              && (finding->kind != DT_CHECK_ATTACHMENT
                  || !g_str_equal (template->title, "Gửi quyết định giải quyết khiếu nại")))
            g_error ("“%s”: %s: %s",
                     template->title,
                     dt_check_kind_to_nick (finding->kind),
                     finding->detail != NULL ? finding->detail : "");
          if (finding->kind == DT_CHECK_NO_BODY && strstr (text, "[") == NULL)
            g_error ("“%s” names no body", template->title);
        }
      tear_down (&fixture);
    }
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
  ADD_ROWS ("/reply-check/text/", text_rows, test_text)
  ADD_ROWS ("/reply-check/outcome/", outcome_rows, test_outcome)
  ADD_ROWS ("/reply-check/way/", way_rows, test_way)
  g_test_add_func ("/reply-check/length", test_length);
  g_test_add_func ("/reply-check/attached", test_attached);
  g_test_add_func ("/reply-check/title", test_title);
  g_test_add_func ("/reply-check/spelling", test_spelling);
  g_test_add_func ("/reply-check/order", test_order);
  g_test_add_func ("/reply-check/decomposed", test_decomposed);
  g_test_add_func ("/reply-check/shipped-templates", test_shipped_templates);
  return g_test_run ();
}
