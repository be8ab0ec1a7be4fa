/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case on paper: all that was said and done in order; and the variant that leaves the office,
 * which holds nobody's name, phone, ID number, address or handle, however they are written. */
#include "documents/dt-anonymiser.h"
#include "documents/dt-case-document.h"

#include "base/dt-text.h"
#include "model/dt-reply.h"

#include <string.h>

#define RECEIVED (G_GINT64_CONSTANT (1795417560) * G_USEC_PER_SEC)
#define MINUTE (60 * (gint64) G_USEC_PER_SEC)

typedef struct
{
  const char *name;
  const char *text;
  const char *expected;
} Row;

static const Row rows[] = {
  { "full-name", "Bà Trần Thị Hoa ở đây.", "Bà Công dân 1 ở đây." },
  { "folded", "Toi la TRAN THI HOA", "Toi la Công dân 1" },
  { "decomposed", "Trần Thị Hoa", "Công dân 1" },
  { "last-two", "chị Thị Hoa", "chị Công dân 1" },
  { "given", "Chị Hoa và bác Bình", "Chị Công dân 1 và bác Công dân 2" },
  { "no-name", "Hàng hoa quả hòa bình", "Hàng hoa quả hòa bình" },
  { "other-case", "Lễ hội Hoa", "Lễ hội Hoa" },
  { "phone", "Gọi 0900000012 nhé", "Gọi [số đã ẩn] nhé" },
  { "phone-parted", "0900 000 012; +84 900.000.012", "[số đã ẩn]; [số đã ẩn]" },
  { "id-number", "CCCD 079012345678.", "CCCD [số đã ẩn]." },
  { "old-id-number", "CMND 012345678", "CMND [số đã ẩn]" },
  { "dates", "Ngày 30/11/2026, 2026-11-23 14:02", "Ngày 30/11/2026, 2026-11-23 14:02" },
  { "money", "phạt 1.500.000.000 đồng", "phạt 1.500.000.000 đồng" },
  { "code", "Hồ sơ HS-2026-0412", "Hồ sơ HS-2026-0412" },
  { "mail", "thư hoa.tran@example.com ạ", "thư [thư điện tử đã ẩn] ạ" },
  { "address", "Nhà tôi 15/7 Lê Thánh Tôn, phường Sài Gòn", "Nhà tôi [địa chỉ đã ẩn]" },
  { "house", "hẻm trước 15/7 le thanh ton", "hẻm trước [địa chỉ đã ẩn]" },
  { "cut-phone", "Gọi 0900 000…", "Gọi [số đã ẩn]…" },
  { "cut-address", "nhà 15/7 Lê…", "nhà [địa chỉ đã ẩn]…" },
  { "cut-name", "Bà Trần Thị…", "Bà Công dân 1…" },
  { "handle", "fb: hoa.tran.77", "fb: [tài khoản đã ẩn]" },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (DtAnonymiser) people = dt_anonymiser_new ();
  g_autofree char *done = NULL;

  dt_anonymiser_add_name (people, 1, "Trần Thị Hoa");
  dt_anonymiser_add_name (people, 2, "Nguyễn Văn Bình");
  dt_anonymiser_add_address (people, "15/7 Lê Thánh Tôn, phường Sài Gòn");
  dt_anonymiser_add_handle (people, "facebook:hoa.tran.77");
  done = dt_anonymiser_apply (people, row->text);
  g_assert_cmpstr (done, ==, row->expected);
}

static void
add_message (
    DtCaseFile *file, DtDirection direction, const char *author, const char *text, gint64 time)
{
  DtTimelineItem *item = dt_timeline_item_new ();

  item->type = DT_TIMELINE_MESSAGE;
  item->direction = direction;
  item->channel = DT_CHANNEL_PHONE;
  item->author_name = g_strdup (author);
  item->actor_name = g_strdup (direction == DT_DIRECTION_INBOUND ? "Lê Minh Châu" : author);
  item->text = g_strdup (text);
  item->time = time;
  g_ptr_array_add (file->timeline, item);
}

static void
add_reply (DtCaseFile *file, DtReplyState state, const char *text)
{
  DtReply *reply = dt_reply_new ();
  DtAttachment *map = dt_attachment_new ();

  reply->state = state;
  reply->author_name = g_strdup ("Lê Minh Châu");
  reply->changed = RECEIVED + 5 * MINUTE;
  reply->draft->channel = DT_CHANNEL_ZALO;
  reply->draft->title = g_strdup ("Trả lời bà Trần Thị Hoa");
  reply->draft->text = g_strdup (text);
  g_ptr_array_add (reply->draft->recipients,
                   dt_recipient_new ("c9", "Phạm Quốc Khánh", "0900000098"));
  g_ptr_array_add (reply->draft->recipients,
                   dt_recipient_new (NULL, "Công ty Thoát nước", "028 3829 7643"));
  map->hash = g_strdup ("bb");
  map->name = g_strdup ("ban-do.pdf");
  map->media_type = g_strdup ("application/pdf");
  map->size = 3;
  g_ptr_array_add (reply->draft->attachments, map);
  g_ptr_array_add (file->replies, reply);
}

static DtCaseFile *
make_file (void)
{
  DtCaseFile *file = dt_case_file_new ();
  DtCitizen *citizen = dt_citizen_new ();
  DtTimelineItem *event = dt_timeline_item_new ();
  DtAttachment *photo = dt_attachment_new ();

  file->a_case = dt_case_new ();
  file->a_case->code = g_strdup ("HS-2026-0412");
  file->a_case->title = g_strdup ("Ngập nước trước nhà bà Trần Thị Hoa");
  file->a_case->place = g_strdup ("15/7 Lê Thánh Tôn");
  file->a_case->group = g_strdup ("Khu phố 4");
  file->a_case->assignee_name = g_strdup ("Lê Minh Châu");
  file->a_case->received = RECEIVED;
  file->a_case->due = RECEIVED + 5000 * MINUTE;
  citizen->id = g_strdup ("c1");
  citizen->name = g_strdup ("Trần Thị Hoa");
  citizen->phone = g_strdup ("0900000012");
  citizen->email = g_strdup ("hoa.tran@example.com");
  citizen->address = g_strdup ("15/7 Lê Thánh Tôn, phường Sài Gòn");
  citizen->id_number = g_strdup ("079012345678");
  citizen->handle = g_strdup ("facebook:hoa.tran.77");
  g_ptr_array_add (file->citizens, citizen);
  add_message (file,
               DT_DIRECTION_INBOUND,
               "Trần Thị Hoa",
               "Nước ngập <40cm>.\nGọi tôi 0900 000 012, CCCD 079012345678.",
               RECEIVED);
  photo->hash = g_strdup ("aa");
  photo->name = g_strdup ("nha-ba-tran-thi-hoa.jpg");
  photo->media_type = g_strdup ("image/jpeg");
  photo->size = 3;
  g_ptr_array_add (((DtTimelineItem *) file->timeline->pdata[0])->attachments, photo);
  event->type = DT_TIMELINE_EVENT;
  event->kind = g_strdup ("case.citizen");
  event->to = g_strdup ("Trần Thị Hoa");
  event->time = RECEIVED + MINUTE;
  g_ptr_array_add (file->timeline, event);
  add_message (file, DT_DIRECTION_NOTE, "Lê Minh Châu", "Chị Hoa hay gọi.", RECEIVED + 2 * MINUTE);
  add_message (file, DT_DIRECTION_INBOUND, "Bình", "Nhà tôi cũng ngập.", RECEIVED + 3 * MINUTE);
  add_message (file,
               DT_DIRECTION_OUTBOUND,
               "Lê Minh Châu",
               "Kính gửi bà Hoa, anh Bình: đã nạo vét.",
               RECEIVED + 4 * MINUTE);
  add_reply (file,
             DT_REPLY_SUBMITTED,
             "Kính gửi bà Hoa, ông Khánh,\nCông ty Thoát nước sẽ gọi 0900000098 và đến "
             "15/7 Lê Thánh Tôn.");
  add_reply (file, DT_REPLY_FAILED, "Một bản khác.");
  add_reply (file, DT_REPLY_SENT, "Đã gửi, nằm trong diễn biến.");
  add_reply (file, DT_REPLY_DISCARDED, "Đã bỏ.");
  return file;
}

static char *
describe (DtTimelineItem *item, gpointer data)
{
  return g_strdup_printf ("Lê Minh Châu thêm %s vào hồ sơ", item->to);
}

static char *
make_html (DtCaseFile *file, gboolean anonymous)
{
  g_autoptr (GHashTable) pictures
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_bytes_unref);
  g_autoptr (GError) error = NULL;
  const DtCaseDocumentValues values = { .file = file,
                                        .unit_name = "Phường Sài Gòn",
                                        .status = "Đang xử lý",
                                        .printed = RECEIVED,
                                        .anonymous = anonymous,
                                        .describe = describe,
                                        .pictures = pictures };
  char *html;

  g_hash_table_insert (pictures, (gpointer) "aa", g_bytes_new_static ("abc", 3));
  html = dt_case_document_to_html (&values, &error);
  g_assert_no_error (error);
  return html;
}

static void
assert_order (const char *html, const char *const *parts)
{
  const char *at = html;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *found = strstr (at, parts[i]);

      if (found == NULL)
        g_error ("“%s” is not there, or not behind what stands before it: %s", parts[i], html);
      at = found;
    }
}

static void
test_full (void)
{
  static const char *const parts[] = { "HỒ SƠ VỤ VIỆC",
                                       "HS-2026-0412",
                                       "Ngập nước trước nhà bà Trần Thị Hoa",
                                       "Đang xử lý",
                                       "Lê Minh Châu",
                                       "Điện thoại: 0900 000 012",
                                       "Số giấy tờ: 079012345678",
                                       "Diễn biến",
                                       "· Điện thoại · Trần Thị Hoa",
                                       "Nước ngập &lt;40cm&gt;.",
                                       "Kèm theo: Tệp 1: nha-ba-tran-thi-hoa.jpg",
                                       "Lê Minh Châu thêm Trần Thị Hoa vào hồ sơ",
                                       "Ghi chú nội bộ · Lê Minh Châu",
                                       "Chị Hoa hay gọi.",
                                       "Nhà tôi cũng ngập.",
                                       "Trả lời của cơ quan · Lê Minh Châu",
                                       "Văn bản trả lời chưa gửi",
                                       "· Chờ duyệt · Trang Zalo OA của đơn vị · Lê Minh Châu",
                                       "Trả lời bà Trần Thị Hoa",
                                       "Kính gửi bà Hoa, ông Khánh,",
                                       "sẽ gọi 0900000098",
                                       "Kèm theo: Tệp 2: ban-do.pdf",
                                       "· Không gửi được ·",
                                       "Một bản khác.",
                                       "Tài liệu kèm theo",
                                       "Tệp 2: ban-do.pdf (application/pdf",
                                       "data:image/jpeg;base64,YWJj",
                                       NULL };
  g_autoptr (DtCaseFile) file = make_file ();
  g_autofree char *html = make_html (file, FALSE);

  assert_order (html, parts);
  g_assert_null (strstr (html, "{{"));
  g_assert_null (strstr (html, "nằm trong diễn biến"));
  g_assert_null (strstr (html, "Đã bỏ"));
}

static void
test_no_replies (void)
{
  g_autoptr (DtCaseFile) file = make_file ();
  g_autofree char *html = NULL;

  g_ptr_array_set_size (file->replies, 0);
  html = make_html (file, FALSE);
  g_assert_null (strstr (html, "Văn bản trả lời"));
}

static void
test_anonymous (void)
{
  static const char *const parts[]
      = { "Bản ẩn danh",
          "Ngập nước trước nhà bà Công dân 1",
          "Lê Minh Châu",
          "<b>Công dân 1</b>",
          "· Điện thoại · Công dân 1",
          "Gọi tôi [số đã ẩn], CCCD [số đã ẩn].",
          "Kèm theo: Tệp 1<",
          "Lê Minh Châu thêm Công dân 1 vào hồ sơ",
          "· Điện thoại · Công dân 2",
          "Kính gửi bà Công dân 1, anh Công dân 2: đã nạo vét.",
          "· Chờ duyệt · Trang Zalo OA của đơn vị · Lê Minh Châu",
          "Trả lời bà Công dân 1",
          "Kính gửi bà Công dân 1, ông Công dân 3,",
          "Công ty Thoát nước sẽ gọi [số đã ẩn] và đến [địa chỉ đã ẩn]",
          "Kèm theo: Tệp 2<",
          NULL };
  static const char *const personal[]
      = { "tran thi", "thi hoa", "ba hoa",       "chi hoa",      "binh",
          "0900",     "000 012", "079012345678", "le thanh ton", "example",
          "hay goi",  "base64",  "ghi chu",      "khanh",        "ban-do" };
  g_autoptr (DtCaseFile) file = make_file ();
  g_autofree char *html = make_html (file, TRUE);
  const char *body = strstr (html, "<body>");
  g_autofree char *folded = dt_text_fold (body, -1);

  assert_order (html, parts);
  for (gsize i = 0; i < G_N_ELEMENTS (personal); i++)
    if (strstr (folded, personal[i]) != NULL)
      g_error ("“%s” is in the variant without people: %s", personal[i], body);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/case-document/anonymiser/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/case-document/full", test_full);
  g_test_add_func ("/case-document/anonymous", test_anonymous);
  g_test_add_func ("/case-document/no-replies", test_no_replies);
  return g_test_run ();
}
