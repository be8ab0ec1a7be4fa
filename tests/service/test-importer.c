/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing: each record is counted once and for all, joins what it belongs to, is set aside with a
 * reason or is there already; people are known again; rows are mended; a cut-off import goes on. */
#include "service/test-service.h"

#include "base/dt-error.h"
#include "service/dt-importer.h"

/* ---- helpers ---- */

static DtImporter *
new_importer (Fixture *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->root, name, NULL);
  g_autoptr (GError) error = NULL;
  DtImporter *importer;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  importer = dt_importer_new (self->service, path, DT_IMPORT_FORMAT_AUTO, &error);
  g_assert_no_error (error);
  return importer;
}

static void
map (DtImporter *importer, const char *column, DtImportField field)
{
  const char *const *columns = dt_importer_get_columns (importer);

  for (guint i = 0; columns[i] != NULL; i++)
    {
      if (!g_str_equal (columns[i], column))
        continue;
      dt_importer_set_mapping (importer, i, field);
      return;
    }
  g_assert_not_reached ();
}

static DtImportCounts
run_importer (DtImporter *importer)
{
  g_autoptr (GError) error = NULL;
  DtImportCounts counts;

  g_assert_true (dt_importer_run_sync (importer, &counts, &error));
  g_assert_no_error (error);
  g_assert_cmpint (
      counts.read, ==, counts.cases + counts.joined + counts.set_aside + counts.unchanged);
  return counts;
}

static DtImportCounts
import_text (Fixture *self, const char *name, const char *text)
{
  g_autoptr (DtImporter) importer = new_importer (self, name, text);

  return run_importer (importer);
}

static void
assert_counts (DtImportCounts counts, const char *expected)
{
  g_autofree char *text = g_strdup_printf ("%d=%d+%d+%d+%d",
                                           (int) counts.read,
                                           (int) counts.cases,
                                           (int) counts.joined,
                                           (int) counts.set_aside,
                                           (int) counts.unchanged);

  g_assert_cmpstr (text, ==, expected);
}

/* ---- what is counted, the first time and the second ---- */

typedef struct
{
  const char *name;
  const char *file;
  const char *text;
  const char *first;  /* read=cases+joined+set_aside+unchanged */
  const char *second; /* the same file again */
} CountRow;

static const CountRow count_rows[] = {
  { "plain", "a.csv", "Nội dung,Họ tên\nMột,Hoa\nHai,Bình\n", "2=2+0+0+0", "2=0+0+0+2" },
  { "like rows without ids each count",
    "a.csv",
    "Nội dung,Họ tên\nMột,Hoa\nMột,Hoa\nMột,Hoa\n",
    "3=3+0+0+0",
    "3=0+0+0+3" },
  { "rows of one id are one case",
    "a.csv",
    "Mã hồ sơ,Nội dung\n7,Một\n8,Hai\n7,Ba\n7,Ba\n",
    "4=2+2+0+0",
    "4=0+0+0+4" },
  { "an empty id is none", "a.csv", "Mã hồ sơ,Nội dung\n,Một\n,Hai\n", "2=2+0+0+0", "2=0+0+0+2" },
  { "no content",
    "a.csv",
    "Nội dung,Họ tên\nMột,Hoa\n,Bình\n \t ,Bình\n",
    "3=1+0+2+0",
    "3=0+0+0+3" },
  { "a title is content", "a.csv", "Tiêu đề,Nội dung\nRác,\n,Nước\n", "2=2+0+0+0", "2=0+0+0+2" },
  { "bad date",
    "a.csv",
    "Nội dung,Ngày nhận\nMột,30/2/2026\nHai,1/6/2026\nBa,1/6/2099\nBốn,\n",
    "4=2+0+2+0",
    "4=0+0+0+4" },
  { "like rows set aside each count",
    "a.csv",
    "Nội dung,Họ tên\n,Hoa\n,Hoa\n",
    "2=0+0+2+0",
    "2=0+0+0+2" },
  { "answers", "a.csv", "Câu hỏi,Trả lời\nMột?,Rằng một\nHai?,\n", "2=2+0+0+0", "2=0+0+0+2" },
  { "json lines",
    "a.jsonl",
    "{\"id\":\"1\",\"content\":\"Một\"}\n{bad\n{\"id\":\"1\",\"content\":\"Hai\"}\n",
    "3=1+1+1+0",
    "3=0+0+0+3" },
  { "open311",
    "a.json",
    "[{\"service_request_id\":\"9\",\"description\":\"Một\",\"status\":\"closed\"},"
    "{\"service_request_id\":\"10\",\"description\":\"Hai\",\"status\":\"open\"}]",
    "2=2+0+0+0",
    "2=0+0+0+2" },
  { "mbox threads",
    "a.mbox",
    "From a@example.vn Mon Nov 16 14:06:00 2026\n"
    "From: Hoa <hoa@example.vn>\nSubject: Rac\nMessage-ID: <a1@example.vn>\n"
    "Date: Mon, 16 Nov 2026 14:06:00 +0700\n\nMot\n\n"
    "From a@example.vn Mon Nov 16 15:06:00 2026\n"
    "From: Hoa <hoa@example.vn>\nSubject: Re: Rac\nMessage-ID: <a2@example.vn>\n"
    "In-Reply-To: <a1@example.vn>\nReferences: <a1@example.vn>\n"
    "Date: Mon, 16 Nov 2026 15:06:00 +0700\n\nHai\n\n"
    /* The thread's first mail is not in the file: these two still are one case. */
    "From a@example.vn Mon Nov 16 16:06:00 2026\n"
    "From: Binh <binh@example.vn>\nSubject: Re: Nuoc\nMessage-ID: <b2@example.vn>\n"
    "References: <b1@example.vn>\nDate: Mon, 16 Nov 2026 16:06:00 +0700\n\nBa\n\n"
    "From a@example.vn Mon Nov 16 17:06:00 2026\n"
    "From: Binh <binh@example.vn>\nSubject: Re: Nuoc\nMessage-ID: <b3@example.vn>\n"
    "References: <b1@example.vn> <b2@example.vn>\nDate: Mon, 16 Nov 2026 17:06:00 +0700\n\n"
    "Bon\n\n",
    "4=2+2+0+0",
    "4=0+0+0+4" },
};

static void
test_counts (Fixture *self, gconstpointer data)
{
  const CountRow *row = data;
  gint64 cases;

  assert_counts (import_text (self, row->file, row->text), row->first);
  cases = count_view (self, DT_VIEW_ALL);
  assert_counts (import_text (self, row->file, row->text), row->second);
  g_assert_cmpint (count_view (self, DT_VIEW_ALL), ==, cases);
  /* The same from disk: nothing of it depends on this session. */
  fixture_reopen (self);
  fixture_act_as (self, CHIEF);
  assert_counts (import_text (self, row->file, row->text), row->second);
}

static void
test_xlsx (Fixture *self, gconstpointer data)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("DT_SOURCE_DIR"), "tests/data/so-tiep-dan.xlsx", NULL);
  g_autoptr (GError) error = NULL;
  DtImportCounts first = { 0 };

  for (guint again = 0; again < 2; again++)
    {
      g_autoptr (DtImporter) importer
          = dt_importer_new (self->service, path, DT_IMPORT_FORMAT_AUTO, &error);
      DtImportCounts counts;

      g_assert_no_error (error);
      g_assert_cmpint (dt_importer_get_format (importer), ==, DT_IMPORT_FORMAT_XLSX);
      g_assert_null (dt_importer_get_problem (importer));
      counts = run_importer (importer);
      if (again == 0)
        first = counts;
      else
        g_assert_cmpint (counts.unchanged, ==, first.read);
    }
  g_assert_cmpint (first.cases, >, 0);
  g_assert_cmpint (first.unchanged, ==, 0);
}

/* A column more, and the rows that came since: what was there stays, what is new comes. */
static void
test_later_export (Fixture *self, gconstpointer data)
{
  assert_counts (import_text (self, "a.csv", "Mã hồ sơ,Nội dung\n1,Một\n2,Hai\n"), "2=2+0+0+0");
  assert_counts (
      import_text (self, "b.csv", "Ghi chú thêm,Mã hồ sơ,Nội dung\nx,1,Một\nx,2,Hai nữa\nx,3,Ba\n"),
      "3=1+1+0+1");
}

/* Another source may count from 1 as well. */
static void
test_other_source (Fixture *self, gconstpointer data)
{
  assert_counts (import_text (self, "a.csv", "Mã hồ sơ,Nội dung\n1,Một\n2,Hai\n"), "2=2+0+0+0");
  assert_counts (import_text (self, "b.csv", "Ticket,Content\n1,One\n2,Two\n"), "2=2+0+0+0");
}

/* ---- what a row becomes ---- */

static gpointer
read_newest (DtReader *reader, gpointer data, GError **error)
{
  g_autoptr (DtQuery) query = dt_query_new (DT_VIEW_ALL, DT_SORT_CHANGED, NULL, NULL, FALSE);
  g_autoptr (GArray) refs = dt_reader_list (reader, query, NULL, 1, error);
  g_autoptr (GPtrArray) cases = NULL;
  gint64 row;

  g_assert_cmpuint (refs->len, ==, 1);
  row = g_array_index (refs, DtRowRef, 0).row;
  cases = dt_reader_load_cases (reader, &row, 1, error);
  return dt_reader_load_case_file (reader, ((DtCase *) g_ptr_array_index (cases, 0))->id, error);
}

static DtCaseFile *
load_newest (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  DtCaseFile *file = dt_service_read_sync (self->service, read_newest, NULL, &error);

  g_assert_no_error (error);
  return file;
}

static void
test_values (Fixture *self, gconstpointer data)
{
  g_autoptr (DtImporter) importer = new_importer (
      self,
      "a.csv",
      "id,field,question,answer,received,answered,name,phone,place,group,kind,note,extra\n"
      "5,Lĩnh vực: Y tế,Thẻ bảo hiểm?,Có,1/6/2026 09:30,3/6/2026,Trần Thị Hoa,+84 900 000 012,"
      "12 Lê Lợi,Khu phố 4,Kiến nghị,Đã gọi,Giá trị lạ\n");
  g_autoptr (DtCaseFile) file = NULL;
  DtCase *a_case;
  DtCitizen *citizen;
  GString *said = g_string_new (NULL);

  map (importer, "id", DT_IMPORT_ID);
  map (importer, "field", DT_IMPORT_FIELD);
  map (importer, "question", DT_IMPORT_CONTENT);
  map (importer, "answer", DT_IMPORT_ANSWER);
  map (importer, "received", DT_IMPORT_RECEIVED);
  map (importer, "answered", DT_IMPORT_ANSWERED);
  map (importer, "name", DT_IMPORT_NAME);
  map (importer, "phone", DT_IMPORT_PHONE);
  map (importer, "place", DT_IMPORT_PLACE);
  map (importer, "group", DT_IMPORT_GROUP);
  map (importer, "kind", DT_IMPORT_KIND);
  map (importer, "note", DT_IMPORT_NOTE);
  map (importer, "extra", DT_IMPORT_IGNORE);
  dt_importer_set_channel (importer, DT_CHANNEL_PORTAL);
  assert_counts (run_importer (importer), "1=1+0+0+0");
  file = load_newest (self);
  a_case = file->a_case;
  g_assert_cmpint (a_case->status, ==, DT_CASE_STATUS_ANSWERED);
  g_assert_cmpint (a_case->channel, ==, DT_CHANNEL_PORTAL);
  g_assert_cmpint (a_case->kind, ==, DT_CASE_KIND_RECOMMENDATION);
  g_assert_cmpstr (a_case->field, ==, "health");
  g_assert_cmpstr (a_case->place, ==, "12 Lê Lợi");
  g_assert_cmpstr (a_case->group, ==, "Khu phố 4");
  g_assert_cmpstr (a_case->code, ==, "HS-2026-0001");
  g_assert_cmpuint (file->citizens->len, ==, 1);
  citizen = g_ptr_array_index (file->citizens, 0);
  g_assert_cmpstr (citizen->name, ==, "Trần Thị Hoa");
  g_assert_cmpstr (citizen->phone, ==, "0900000012");
  for (guint i = 0; i < file->timeline->len; i++)
    {
      DtTimelineItem *item = g_ptr_array_index (file->timeline, i);
      g_autofree char *time = dt_time_to_iso (item->time);

      if (item->type == DT_TIMELINE_MESSAGE)
        g_string_append_printf (
            said, "%s %.16s %s\n", dt_direction_to_nick (item->direction), time, item->text);
    }
  g_assert_cmpstr (said->str,
                   ==,
                   "in 2026-06-01T09:30 Thẻ bảo hiểm?\n"
                   "note 2026-06-01T09:30 Đã gọi\n"
                   "out 2026-06-03T00:00 Có\n");
  g_string_free (said, TRUE);
}

static gboolean
on_payload (const DtEntry *entry, gpointer user_data)
{
  if (entry->payload != NULL)
    g_string_append_printf (user_data, "%s\n", entry->payload);
  return TRUE;
}

/* What has no place of its own is kept all the same. */
static void
test_nothing_is_lost (Fixture *self, gconstpointer data)
{
  g_autoptr (DtKeyring) keyring = NULL;
  g_autoptr (DtLedger) ledger = NULL;
  g_autoptr (GString) payloads = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  static const char *const kept[]
      = { "Lĩnh vực rất lạ", "Cột lạ", "Giá trị lạ", "chín không", "Trạng thái lạ" };

  assert_counts (import_text (self,
                              "a.csv",
                              "Nội dung,Lĩnh vực,Cột lạ,Điện thoại,Trạng thái\n"
                              "Một,Lĩnh vực rất lạ,Giá trị lạ,chín không,Trạng thái lạ\n"),
                 "1=1+0+0+0");
  keyring = dt_keyring_load (self->directory, &error);
  g_assert_no_error (error);
  g_assert_true (dt_keyring_unlock (keyring, DT_SLOT_KEY_FILE, self->key_file, &error));
  ledger
      = dt_ledger_open (self->directory, dt_keyring_get_key (keyring), self->clock, TRUE, &error);
  g_assert_no_error (error);
  dt_ledger_foreach (ledger, 0, TRUE, on_payload, payloads, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_assert_nonnull (strstr (payloads->str, kept[i]));
}

/* An answer that was given since the first import comes with the second. */
static void
test_late_answer (Fixture *self, gconstpointer data)
{
  g_autoptr (DtCaseFile) file = NULL;

  assert_counts (import_text (self, "a.csv", "Mã hồ sơ,Câu hỏi,Trả lời\n1,Một?,\n"), "1=1+0+0+0");
  assert_counts (import_text (self, "a.csv", "Mã hồ sơ,Câu hỏi,Trả lời\n1,Một?,Rằng\n"),
                 "1=0+1+0+0");
  assert_counts (import_text (self, "a.csv", "Mã hồ sơ,Câu hỏi,Trả lời\n1,Một?,Rằng\n"),
                 "1=0+0+0+1");
  file = load_newest (self);
  g_assert_cmpint (file->a_case->status, ==, DT_CASE_STATUS_ANSWERED);
}

/* ---- people ---- */

typedef struct
{
  const char *name;
  const char *text;
  guint people; /* different citizens among the cases */
  guint anonymous;
} PeopleRow;

static const PeopleRow people_rows[] = {
  { "one phone, one name",
    "Nội dung,Họ tên,Điện thoại\nMột,Hoa,0900000012\nHai,HOA,0900 000 012\n",
    1,
    0 },
  { "one phone, two names",
    "Nội dung,Họ tên,Điện thoại\nMột,Hoa,0900000012\nHai,Bình,0900000012\n",
    2,
    0 },
  { "one phone, a name missing",
    "Nội dung,Họ tên,Điện thoại\nMột,Hoa,0900000012\nHai,,0900000012\n",
    1,
    0 },
  { "one e-mail", "Nội dung,Email\nMột,hoa@example.vn\nHai,HOA@example.vn\n", 1, 0 },
  { "names alone make nobody the same", "Nội dung,Họ tên\nMột,Hoa\nHai,Hoa\n", 2, 0 },
  { "anonymous", "Nội dung,Họ tên\nMột,Anonymous\nHai,Ẩn danh\nBa,\n", 0, 3 },
};

static gpointer
count_people (DtReader *reader, gpointer data, GError **error)
{
  guint *counts = data;
  g_autoptr (DtQuery) query = dt_query_new (DT_VIEW_ALL, DT_SORT_NEWEST, NULL, NULL, FALSE);
  g_autoptr (GArray) refs = dt_reader_list (reader, query, NULL, 100, error);
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < refs->len; i++)
    {
      gint64 row = g_array_index (refs, DtRowRef, i).row;
      g_autoptr (GPtrArray) cases = dt_reader_load_cases (reader, &row, 1, error);
      DtCase *a_case = g_ptr_array_index (cases, 0);

      if (a_case->citizen_id != NULL)
        g_hash_table_add (people, g_strdup (a_case->citizen_id));
      else
        counts[1]++;
    }
  counts[0] = g_hash_table_size (people);
  return NULL;
}

static void
test_people (Fixture *self, gconstpointer data)
{
  const PeopleRow *row = data;
  guint counts[2] = { 0, 0 };

  import_text (self, "a.csv", row->text);
  dt_service_read_sync (self->service, count_people, counts, NULL);
  g_assert_cmpuint (counts[0], ==, row->people);
  g_assert_cmpuint (counts[1], ==, row->anonymous);
}

/* Whoever was here before the file came is known again by phone and name. */
static void
test_known_person (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Một", "Trần Thị Hoa", "0900000012");
  g_autofree char *other = open_case (self, "Hai", "Ngô Văn Bình", NULL);
  guint counts[2] = { 0, 0 };

  import_text (
      self, "a.csv", "Nội dung,Họ tên,Điện thoại\nBa,Trần Thị Hoa,0900000012\nBốn,Ngô Văn Bình,\n");
  dt_service_read_sync (self->service, count_people, counts, NULL);
  g_assert_cmpuint (counts[0], ==, 3);
}

/* ---- rows set aside ---- */

static gpointer
read_set_aside (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_list_set_aside (reader, 100, 0, error);
}

static DtSetAside *
get_set_aside (Fixture *self, guint expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = dt_service_read_sync (self->service, read_set_aside, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, expected);
  g_assert_cmpint (count_view (self, DT_VIEW_SET_ASIDE), ==, expected);
  return expected > 0 ? g_object_ref (g_ptr_array_index (rows, 0)) : NULL;
}

#define BROKEN "Mã hồ sơ,Nội dung,Ngày nhận\n1,Một,1/6/2026\n2,Hai,không rõ\n"

static void
test_mend (Fixture *self, gconstpointer data)
{
  g_autoptr (DtSetAside) row = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (DtOutcome) again = NULL;
  g_autoptr (DtCase) a_case = NULL;

  assert_counts (import_text (self, "a.csv", BROKEN), "2=1+0+1+0");
  row = get_set_aside (self, 1);
  g_assert_cmpstr (row->reason, ==, "bad_date");
  g_assert_cmpstr (row->detail, ==, "không rõ");
  g_assert_cmpstr (row->file_name, ==, "a.csv");
  g_assert_cmpint (row->line, ==, 3);
  run_failing (self, dt_command_mend_set_aside (row->id, row->raw, NULL), DT_ERROR_INVALID);
  outcome = run (
      self,
      dt_command_mend_set_aside (
          row->id, "{\"Mã hồ sơ\":\"2\",\"Nội dung\":\"Hai\",\"Ngày nhận\":\"2/6/2026\"}", NULL));
  a_case = find (self, outcome->case_ids[0]);
  g_assert_cmpstr (a_case->title, ==, "Hai");
  g_assert_null (get_set_aside (self, 0));
  /* Neither the broken file nor the mended one brings it again. */
  assert_counts (import_text (self, "a.csv", BROKEN), "2=0+0+0+2");
  assert_counts (
      import_text (self, "a.csv", "Mã hồ sơ,Nội dung,Ngày nhận\n1,Một,1/6/2026\n2,Hai,2/6/2026\n"),
      "2=0+0+0+2");
}

static void
test_mend_undone (Fixture *self, gconstpointer data)
{
  g_autoptr (DtSetAside) row = NULL;
  g_autoptr (DtSetAside) back = NULL;
  g_autoptr (DtOutcome) outcome = NULL;

  import_text (self, "a.csv", BROKEN);
  row = get_set_aside (self, 1);
  outcome = run (self, dt_command_mend_set_aside (row->id, "{\"Nội dung\":\"Hai\"}", NULL));
  g_assert_cmpint (count_view (self, DT_VIEW_ALL), ==, 2);
  undo (self);
  back = get_set_aside (self, 1);
  g_assert_cmpstr (back->id, ==, row->id);
  g_assert_cmpint (count_view (self, DT_VIEW_ALL), ==, 1);
}

/* A row whose id has a case by now joins it; the mapping may be given anew. */
static void
test_mend_joins (Fixture *self, gconstpointer data)
{
  g_autoptr (DtSetAside) row = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (DtCaseFile) file = NULL;

  import_text (self, "a.csv", BROKEN);
  row = get_set_aside (self, 1);
  outcome = run (
      self,
      dt_command_mend_set_aside (row->id, "{\"Mã hồ sơ\":\"1\",\"Nội dung\":\"Thêm\"}", NULL));
  g_assert_cmpint (count_view (self, DT_VIEW_ALL), ==, 1);
  file = load (self, outcome->case_ids[0]);
  g_assert_cmpuint (file->a_case->n_messages, ==, 2);
}

/* Undoing takes back what the row brought into the case, and the row can be mended again. */
static void
test_mend_joins_undone (Fixture *self, gconstpointer data)
{
  static const char mended[] = "{\"Mã hồ sơ\":\"1\",\"Nội dung\":\"Thêm\"}";
  const char *ids[] = { NULL, NULL };
  g_autoptr (DtSetAside) row = NULL;
  g_autoptr (DtSetAside) back = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (DtOutcome) again = NULL;
  g_autoptr (DtCase) a_case = NULL;

  import_text (self, "a.csv", BROKEN);
  row = get_set_aside (self, 1);
  outcome = run (self, dt_command_mend_set_aside (row->id, mended, NULL));
  undo (self);
  back = get_set_aside (self, 1);
  a_case = find (self, outcome->case_ids[0]);
  g_assert_cmpuint (a_case->n_messages, ==, 1);
  again = run (self, dt_command_mend_set_aside (row->id, mended, NULL));
  g_assert_null (get_set_aside (self, 0));
  /* It is done: another window's late click neither mends nor drops it again. */
  run_failing (self,
               dt_command_mend_set_aside (row->id, "{\"Nội dung\":\"Khác\"}", NULL),
               DT_ERROR_TRANSITION);
  ids[0] = row->id;
  run_failing (self, dt_command_drop_set_aside (ids), DT_ERROR_TRANSITION);
  g_clear_object (&a_case);
  a_case = find (self, again->case_ids[0]);
  g_assert_cmpuint (a_case->n_messages, ==, 2);
}

/* The same when the row became a case of its own; and one that has gone on stays. */
static void
test_mend_again (Fixture *self, gconstpointer data)
{
  static const char mended[] = "{\"Mã hồ sơ\":\"2\",\"Nội dung\":\"Hai\"}";
  g_autoptr (DtSetAside) row = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (DtOutcome) again = NULL;
  g_autoptr (DtCase) a_case = NULL;
  g_autoptr (GError) error = NULL;

  import_text (self, "a.csv", BROKEN);
  row = get_set_aside (self, 1);
  outcome = run (self, dt_command_mend_set_aside (row->id, mended, NULL));
  undo (self);
  again = run (self, dt_command_mend_set_aside (row->id, mended, NULL));
  g_assert_cmpstr (again->case_ids[0], !=, outcome->case_ids[0]);
  g_assert_cmpint (count_view (self, DT_VIEW_ALL), ==, 2);
  assert_counts (import_text (self, "b.csv", "Mã hồ sơ,Nội dung\n1,Một\n2,Hai\n2,Thêm\n"),
                 "3=0+1+0+2");
  g_assert_null (dt_service_undo_sync (self->service, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_TRANSITION);
  a_case = find (self, again->case_ids[0]);
  g_assert_cmpuint (a_case->n_messages, ==, 2);
}

/* A mail whose date is wrong keeps its photo until somebody mends it. */
static void
test_mend_keeps_files (Fixture *self, gconstpointer data)
{
  static const char mail[]
      = "From a@example.vn Mon Nov 16 14:06:00 2026\n"
        "From: Hoa <hoa@example.vn>\nSubject: Rac\nMessage-ID: <a1@example.vn>\n"
        "Date: Mon, 16 Nov 2099 14:06:00 +0700\nMIME-Version: 1.0\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nRac\n"
        "--b\nContent-Type: image/jpeg; name=rac.jpg\nContent-Transfer-Encoding: base64\n"
        "Content-Disposition: attachment; filename=rac.jpg\n\nYW5oIHJhYw==\n--b--\n\n";
  g_autoptr (DtSetAside) row = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (DtCaseFile) file = NULL;
  g_autofree char *fields = NULL;
  DtTimelineItem *item;

  assert_counts (import_text (self, "a.mbox", mail), "1=0+0+1+0");
  row = get_set_aside (self, 1);
  g_assert_cmpstr (row->reason, ==, "bad_date");
  {
    g_autoptr (GRegex) year = g_regex_new ("2099", 0, 0, NULL);

    fields = g_regex_replace_literal (year, row->raw, -1, 0, "2026", 0, NULL);
  }
  outcome = run (self, dt_command_mend_set_aside (row->id, fields, NULL));
  file = load (self, outcome->case_ids[0]);
  g_assert_cmpuint (file->a_case->n_attachments, ==, 1);
  item = g_ptr_array_index (file->timeline, 0);
  g_assert_cmpuint (item->attachments->len, ==, 1);
  g_assert_cmpstr (
      ((DtAttachment *) g_ptr_array_index (item->attachments, 0))->name, ==, "rac.jpg");
}

static void
test_drop (Fixture *self, gconstpointer data)
{
  g_autoptr (DtSetAside) row = NULL;
  g_autoptr (DtSetAside) back = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  const char *ids[] = { NULL, NULL };

  import_text (self, "a.csv", BROKEN);
  row = get_set_aside (self, 1);
  ids[0] = row->id;
  outcome = run (self, dt_command_drop_set_aside (ids));
  g_assert_null (get_set_aside (self, 0));
  assert_counts (import_text (self, "a.csv", BROKEN), "2=0+0+0+2");
  undo (self);
  back = get_set_aside (self, 1);
}

/* ---- the object ---- */

static void
test_preview (Fixture *self, gconstpointer data)
{
  g_autoptr (DtImporter) importer
      = new_importer (self, "a.csv", "Nội dung;Họ tên\nMột;Hoa\nHai;Bình\n");
  const GPtrArray *sample = dt_importer_get_sample (importer);
  g_autoptr (DtImporter) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (dt_importer_get_file_name (importer), ==, "a.csv");
  g_assert_cmpstr (dt_importer_get_encoding (importer), ==, "UTF-8");
  g_assert_cmpstr (dt_importer_get_columns (importer)[1], ==, "Họ tên");
  g_assert_cmpint (dt_importer_get_mapping (importer)[0], ==, DT_IMPORT_CONTENT);
  g_assert_cmpuint (sample->len, ==, 2);
  g_assert_false (dt_importer_was_imported_before (importer));
  dt_importer_set_mapping (importer, 0, DT_IMPORT_IGNORE);
  g_assert_cmpstr (dt_importer_get_problem (importer), ==, "no_content_column");
  g_assert_false (dt_importer_run_sync (importer, NULL, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  dt_importer_set_mapping (importer, 0, DT_IMPORT_CONTENT);
  run_importer (importer);
  again = new_importer (self, "b.csv", "Nội dung;Họ tên\nMột;Hoa\nHai;Bình\n");
  g_assert_true (dt_importer_was_imported_before (again));
}

static void
test_changed_meanwhile (Fixture *self, gconstpointer data)
{
  g_autoptr (DtImporter) importer = new_importer (self, "a.csv", "Nội dung\nMột\n");
  g_autofree char *path = g_build_filename (self->root, "a.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "Nội dung\nKhác\n", -1, NULL);
  g_assert_false (dt_importer_run_sync (importer, NULL, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
}

typedef struct
{
  GMainLoop *loop;
  GCancellable *cancellable;
  DtImportCounts counts;
  GError *error;
  guint progressed;
} Watch;

static void
on_progress_cb (DtImporter *importer, GParamSpec *pspec, Watch *watch)
{
  watch->progressed++;
  if (watch->cancellable != NULL)
    g_cancellable_cancel (watch->cancellable);
}

static void
on_run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Watch *watch = user_data;

  dt_importer_run_finish (DT_IMPORTER (source), result, &watch->counts, &watch->error);
  g_main_loop_quit (watch->loop);
}

#define MANY 9000

static char *
make_many (void)
{
  GString *text = g_string_new ("Nội dung\n");

  for (guint i = 0; i < MANY; i++)
    g_string_append_printf (text, "Nội dung số %u\n", i);
  return g_string_free (text, FALSE);
}

/* Cancelled after the first batch: what went in stays, and importing again goes on from there. */
static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autofree char *text = make_many ();
  g_autoptr (DtImporter) importer = new_importer (self, "a.csv", text);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watch watch = { loop, cancellable };
  DtImportCounts rest;

  g_signal_connect (importer, "notify::progress", G_CALLBACK (on_progress_cb), &watch);
  dt_importer_run_async (importer, cancellable, on_run_cb, &watch);
  g_main_loop_run (loop);
  g_assert_error (watch.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_error_free (watch.error);
  g_assert_cmpint (watch.counts.cases, >, 0);
  g_assert_cmpint (watch.counts.cases, <, MANY);
  g_assert_cmpint (count_view (self, DT_VIEW_ALL), ==, watch.counts.cases);
  rest = import_text (self, "a.csv", text);
  g_assert_cmpint (rest.unchanged, ==, watch.counts.cases);
  g_assert_cmpint (rest.cases + rest.unchanged, ==, MANY);
  g_assert_cmpint (count_view (self, DT_VIEW_ALL), ==, MANY);
}

static void
test_async (Fixture *self, gconstpointer data)
{
  g_autofree char *text = make_many ();
  g_autoptr (DtImporter) importer = new_importer (self, "a.csv", text);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Watch watch = { loop };
  double progress;

  g_signal_connect (importer, "notify::progress", G_CALLBACK (on_progress_cb), &watch);
  dt_importer_run_async (importer, NULL, on_run_cb, &watch);
  g_main_loop_run (loop);
  g_assert_no_error (watch.error);
  g_assert_cmpint (watch.counts.cases, ==, MANY);
  g_assert_cmpuint (watch.progressed, >, 1);
  g_object_get (importer, "progress", &progress, NULL);
  g_assert_cmpfloat (progress, ==, 1.0);
}

int
main (int argc, char **argv)
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, function)                                                                  \
  g_test_add (path, Fixture, data, fixture_set_up, function, fixture_tear_down)
  for (guint i = 0; i < G_N_ELEMENTS (count_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/importer/counts/", count_rows[i].name, NULL);

      ADD (path, &count_rows[i], test_counts);
    }
  for (guint i = 0; i < G_N_ELEMENTS (people_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/importer/people/", people_rows[i].name, NULL);

      ADD (path, &people_rows[i], test_people);
    }
  ADD ("/importer/people/known before", NULL, test_known_person);
  ADD ("/importer/xlsx", NULL, test_xlsx);
  ADD ("/importer/later-export", NULL, test_later_export);
  ADD ("/importer/other-source", NULL, test_other_source);
  ADD ("/importer/values", NULL, test_values);
  ADD ("/importer/nothing-is-lost", NULL, test_nothing_is_lost);
  ADD ("/importer/late-answer", NULL, test_late_answer);
  ADD ("/importer/mend", NULL, test_mend);
  ADD ("/importer/mend/undone", NULL, test_mend_undone);
  ADD ("/importer/mend/joins", NULL, test_mend_joins);
  ADD ("/importer/mend/joins-undone", NULL, test_mend_joins_undone);
  ADD ("/importer/mend/again", NULL, test_mend_again);
  ADD ("/importer/mend/keeps-files", NULL, test_mend_keeps_files);
  ADD ("/importer/drop", NULL, test_drop);
  ADD ("/importer/preview", NULL, test_preview);
  ADD ("/importer/changed-meanwhile", NULL, test_changed_meanwhile);
  ADD ("/importer/cancel", NULL, test_cancel);
  ADD ("/importer/async", NULL, test_async);
  return g_test_run ();
}
