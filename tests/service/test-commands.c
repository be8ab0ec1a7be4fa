/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command does what it says, and undoing it brings back the state before. */
#include "service/test-service.h"

#include "base/dt-crypto.h"
#include "base/dt-error.h"

/* ---- what a state is ---- */

static void
append (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, "%s=%s\n", name, value != NULL ? value : "–");
}

static void
append_cases (GString *text, const char *name, GPtrArray *cases)
{
  for (guint i = 0; i < cases->len; i++)
    append (text, name, ((DtCase *) g_ptr_array_index (cases, i))->code);
}

/* All of a case that a command may change, but for its history: undoing adds to that. */
static char *
describe (Fixture *self, const char *id)
{
  g_autoptr (DtCaseFile) file = load (self, id);
  DtCase *a_case = file->a_case;
  GString *text = g_string_new (NULL);

  append (text, "code", a_case->code);
  append (text, "title", a_case->title);
  append (text, "kind", dt_case_kind_to_nick (a_case->kind));
  append (text, "status", dt_case_status_to_nick (a_case->status));
  append (text, "priority", dt_priority_to_nick (a_case->priority));
  append (text, "field", a_case->field);
  append (text, "place", a_case->place);
  append (text, "group", a_case->group);
  append (text, "assignee", a_case->assignee_name);
  append (text, "ground", a_case->ground);
  append (text, "into", a_case->merged_into);
  for (guint i = 0; i < file->citizens->len; i++)
    {
      DtCitizen *citizen = g_ptr_array_index (file->citizens, i);

      append (text, "citizen", citizen->id);
      append (text, "name", citizen->name);
      append (text, "phone", citizen->phone);
      append (text, "address", citizen->address);
      append (text, "consent", dt_consent_to_nick (citizen->consent));
    }
  for (guint i = 0; i < file->timeline->len; i++)
    {
      DtTimelineItem *item = g_ptr_array_index (file->timeline, i);

      if (item->type != DT_TIMELINE_MESSAGE || item->retracted)
        continue;
      append (text, dt_direction_to_nick (item->direction), item->text);
      for (guint at = 0; at < item->attachments->len; at++)
        append (text, "file", ((DtAttachment *) g_ptr_array_index (item->attachments, at))->name);
    }
  append_cases (text, "link", file->links);
  append_cases (text, "merged", file->merged);
  return g_string_free (text, FALSE);
}

/* ---- the scene of each row ---- */

typedef struct
{
  Fixture *fixture;
  char *id;    /* a walk-in of Hoa's, accepted by the chief */
  char *other; /* another, of Bình's */
  char *hoa;   /* citizens */
  char *binh;
  char *message; /* Hoa's second message */
} Scene;

static char *
dup_citizen (Fixture *self, const char *case_id)
{
  g_autoptr (DtCase) a_case = find (self, case_id);

  return g_strdup (a_case->citizen_id);
}

static void
scene_init (Scene *scene, Fixture *self)
{
  g_autoptr (DtOutcome) outcome = NULL;

  fixture_add_officers (self);
  scene->fixture = self;
  scene->id = open_case (self, "Nước ngập ở hẻm 51", "Trần Thị Hoa", "0900000012");
  scene->other = open_case (self, "Rác không được thu gom", "Ngô Văn Bình", "0900000013");
  scene->hoa = dup_citizen (self, scene->id);
  scene->binh = dup_citizen (self, scene->other);
  outcome = run (
      self, dt_command_add_message (scene->id, DT_CHANNEL_PHONE, "Hôm nay lại ngập", 0, NULL, 0));
  scene->message = g_strdup (outcome->subject_id);
}

static void
scene_clear (Scene *scene)
{
  g_free (scene->id);
  g_free (scene->other);
  g_free (scene->hoa);
  g_free (scene->binh);
  g_free (scene->message);
}

/* ---- the rows ---- */

typedef struct
{
  const char *name;
  DtCommand *(*make) (Scene *scene);
  const char *after; /* a line of the description after it */
  void (*before) (Scene *scene);
  gboolean of_other; /* the line is the other case's */
} Row;

static DtCommand *
make_note (Scene *scene)
{
  return dt_command_add_note (scene->id, "Đã gọi điện, hẹn sáng mai");
}

static DtCommand *
make_message (Scene *scene)
{
  return dt_command_add_message (scene->id, DT_CHANNEL_ZALO, "Cho tôi hỏi thêm", 0, NULL, 0);
}

static DtCommand *
make_answer (Scene *scene)
{
  return dt_command_record_answer (scene->id, DT_CHANNEL_PHONE, "Đã nạo vét xong", 0, NULL, 0);
}

static DtCommand *
make_fields (Scene *scene)
{
  const char *ids[] = { scene->id, scene->other, NULL };
  DtCaseEdit edit = { .set_kind = TRUE,
                      .set_field = TRUE,
                      .set_priority = TRUE,
                      .set_group = TRUE,
                      .set_title = TRUE,
                      .set_place = TRUE,
                      .kind = DT_CASE_KIND_RECOMMENDATION,
                      .priority = DT_PRIORITY_URGENT,
                      .field = "environment",
                      .group = "Khu phố 4",
                      .title = "Ngập hẻm 51",
                      .place = "hẻm 51 Lê Thánh Tôn" };

  return dt_command_set_fields (ids, &edit);
}

static DtCommand *
make_clear_group (Scene *scene)
{
  const char *ids[] = { scene->id, NULL };
  DtCaseEdit edit = { .set_group = TRUE, .set_place = TRUE };

  return dt_command_set_fields (ids, &edit);
}

static void
set_fields_before (Scene *scene)
{
  g_autoptr (DtOutcome) outcome = run (scene->fixture, make_fields (scene));
}

static DtCommand *
make_status (Scene *scene)
{
  const char *ids[] = { scene->id, scene->other, NULL };

  return dt_command_set_status (ids, DT_CASE_STATUS_IN_PROGRESS, NULL, "Đã phân công");
}

static DtCommand *
make_refused (Scene *scene)
{
  const char *ids[] = { scene->id, NULL };

  return dt_command_set_status (ids, DT_CASE_STATUS_REFUSED, "feedback_wrong_kind", NULL);
}

static DtCommand *
make_assign (Scene *scene)
{
  const char *ids[] = { scene->id, scene->other, NULL };

  return dt_command_assign (ids, fixture_officer (scene->fixture, OTHER, DT_ROLE_OFFICER));
}

static DtCommand *
make_unassign (Scene *scene)
{
  const char *ids[] = { scene->id, NULL };

  return dt_command_assign (ids, NULL);
}

static DtCommand *
make_attach (Scene *scene)
{
  g_autoptr (GBytes) content = g_bytes_new_static ("\x89PNG", 4);
  DtNewFile file = { content, "ảnh hẻm.png", "image/png" };

  return dt_command_attach (scene->id, &file, 1);
}

static DtCommand *
make_link_known (Scene *scene)
{
  return dt_command_link_citizen (scene->id, scene->binh, NULL);
}

static DtCommand *
make_link_new (Scene *scene)
{
  g_autoptr (DtCitizen) citizen = dt_citizen_new ();

  citizen->name = g_strdup ("Phan Thị Mới");
  citizen->phone = g_strdup ("0900 000 077");
  return dt_command_link_citizen (scene->id, NULL, citizen);
}

static DtCommand *
make_unlink (Scene *scene)
{
  return dt_command_unlink_citizen (scene->id, scene->hoa);
}

static DtCommand *
make_citizen (Scene *scene)
{
  g_autoptr (DtCitizen) values = dt_citizen_new ();

  values->name = g_strdup ("Trần Thị Hoà");
  values->address = g_strdup ("12 Lê Lợi");
  return dt_command_set_citizen (scene->hoa, values);
}

static DtCommand *
make_consent (Scene *scene)
{
  return dt_command_set_consent (scene->hoa, DT_CONSENT_GIVEN, "walk_in");
}

static DtCommand *
make_merge (Scene *scene)
{
  const char *ids[] = { scene->other, NULL };

  return dt_command_merge (ids, scene->id);
}

static void
merge_before (Scene *scene)
{
  g_autoptr (DtOutcome) outcome = run (scene->fixture, make_merge (scene));
}

static DtCommand *
make_unmerge (Scene *scene)
{
  return dt_command_unmerge (scene->other);
}

static DtCommand *
make_unmerge_all (Scene *scene)
{
  return dt_command_unmerge (scene->id);
}

static DtCommand *
make_split (Scene *scene)
{
  const char *messages[] = { scene->message, NULL };

  return dt_command_split (scene->id, messages, "Lại ngập");
}

static DtCommand *
make_link_cases (Scene *scene)
{
  return dt_command_link_cases (scene->id, scene->other);
}

static void
link_before (Scene *scene)
{
  g_autoptr (DtOutcome) outcome = run (scene->fixture, make_link_cases (scene));
}

static DtCommand *
make_unlink_cases (Scene *scene)
{
  return dt_command_unlink_cases (scene->id, scene->other);
}

static const Row rows[] = {
  { "note", make_note, "note=Đã gọi điện, hẹn sáng mai" },
  { "message", make_message, "in=Cho tôi hỏi thêm" },
  { "answer", make_answer, "status=answered" },
  { "fields", make_fields, "title=Ngập hẻm 51" },
  { "fields of many", make_fields, "group=Khu phố 4", NULL, TRUE },
  { "clear a field", make_clear_group, "group=–", set_fields_before },
  { "status", make_status, "status=in_progress" },
  { "status of many", make_status, "status=in_progress", NULL, TRUE },
  { "refused", make_refused, "ground=feedback_wrong_kind" },
  { "assign", make_assign, "assignee=" OTHER },
  { "assign many", make_assign, "assignee=" OTHER, NULL, TRUE },
  { "unassign", make_unassign, "assignee=–" },
  { "attach", make_attach, "file=ảnh hẻm.png" },
  { "link a known citizen", make_link_known, "name=Ngô Văn Bình" },
  { "link a new citizen", make_link_new, "phone=0900000077" },
  { "unlink a citizen", make_unlink, "assignee=" CHIEF },
  { "citizen", make_citizen, "name=Trần Thị Hoà" },
  { "citizen's phone cleared", make_citizen, "phone=–" },
  { "consent", make_consent, "consent=given" },
  { "merge", make_merge, "in=Rác không được thu gom" },
  { "merged", make_merge, "status=merged", NULL, TRUE },
  { "unmerge", make_unmerge, "status=accepted", merge_before, TRUE },
  { "unmerge all", make_unmerge_all, "status=accepted", merge_before, TRUE },
  { "split", make_split, "in=Nước ngập ở hẻm 51" },
  { "link cases", make_link_cases, "link=HS-2026-0002" },
  { "linked", make_link_cases, "link=HS-2026-0001", NULL, TRUE },
  { "unlink cases", make_unlink_cases, "status=accepted", link_before },
};

static void
test_row (Fixture *self, gconstpointer data)
{
  const Row *row = data;
  Scene scene;
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (DtOutcome) undone = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_strconcat (row->after, "\n", NULL);
  g_autofree char *before[2] = { NULL };
  g_autofree char *after[2] = { NULL };
  g_autofree char *back[2] = { NULL };

  scene_init (&scene, self);
  if (row->before != NULL)
    row->before (&scene);
  before[0] = describe (self, scene.id);
  before[1] = describe (self, scene.other);

  outcome = run (self, row->make (&scene));
  g_assert_true (outcome->can_undo);
  after[0] = describe (self, scene.id);
  after[1] = describe (self, scene.other);
  g_assert_false (g_str_equal (before[0], after[0]) && g_str_equal (before[1], after[1]));
  g_assert_nonnull (strstr (after[row->of_other], line));

  undone = dt_service_undo_sync (self->service, &error);
  g_assert_no_error (error);
  g_assert_cmpint (undone->kind, ==, outcome->kind);
  back[0] = describe (self, scene.id);
  back[1] = describe (self, scene.other);
  g_assert_cmpstr (back[0], ==, before[0]);
  g_assert_cmpstr (back[1], ==, before[1]);
  g_free (before[1]);
  g_free (after[1]);
  g_free (back[1]);
  scene_clear (&scene);
}

/* ---- opening ---- */

static void
test_open (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Nước ngập ở hẻm 51", "Trần Thị Hoa", "0900 000 012");
  g_autoptr (DtCaseFile) file = load (self, id);
  DtCitizen *citizen;

  g_assert_cmpstr (file->a_case->code, ==, "HS-2026-0001");
  g_assert_cmpstr (file->a_case->title, ==, "Nước ngập ở hẻm 51");
  g_assert_cmpint (file->a_case->status, ==, DT_CASE_STATUS_ACCEPTED);
  g_assert_cmpstr (file->a_case->assignee_name, ==, CHIEF);
  g_assert_cmpint (file->a_case->received, ==, TEST_NOW);
  g_assert_cmpuint (file->citizens->len, ==, 1);
  citizen = g_ptr_array_index (file->citizens, 0);
  g_assert_cmpstr (citizen->name, ==, "Trần Thị Hoa");
  g_assert_cmpstr (citizen->phone, ==, "0900000012");
  g_assert_cmpint (count_view (self, DT_VIEW_MINE), ==, 1);
  g_assert_true (dt_service_can_undo (self->service));
  undo (self);
  g_assert_cmpint (count_view (self, DT_VIEW_ALL), ==, 0);
  g_assert_false (dt_service_can_undo (self->service));
}

/* A phone number that is known makes nobody the same person. */
static void
test_open_known_phone (Fixture *self, gconstpointer data)
{
  g_autofree char *first = open_case (self, "Một", "Trần Thị Hoa", "0900000012");
  g_autofree char *second = open_case (self, "Hai", "Trần Thị Hoa", "0900000012");
  g_autoptr (DtCase) one = find (self, first);
  g_autoptr (DtCase) two = find (self, second);

  g_assert_cmpstr (one->citizen_id, !=, two->citizen_id);
}

/* One that the form names is taken, with what the clerk corrected; undoing takes that back too. */
static void
test_open_known_citizen (Fixture *self, gconstpointer data)
{
  g_autofree char *first = open_case (self, "Một", "Trần Thị Hoa", "0900000012");
  g_autofree char *citizen_id = dup_citizen (self, first);
  DtNewCase values = { .channel = DT_CHANNEL_WALK_IN,
                       .text = "Hai",
                       .citizen_id = citizen_id,
                       .name = "Trần Thị Hoa",
                       .phone = "0900000012",
                       .address = "12 Lê Lợi",
                       .consent = DT_CONSENT_GIVEN };
  g_autoptr (DtOutcome) outcome = run (self, dt_command_open_case (&values, NULL, 0));
  g_autoptr (DtCase) a_case = find (self, outcome->case_ids[0]);
  g_autoptr (DtCitizen) citizen = find_citizen (self, citizen_id);
  g_autoptr (DtCitizen) after = NULL;

  g_assert_cmpstr (a_case->citizen_id, ==, citizen_id);
  g_assert_cmpstr (citizen->address, ==, "12 Lê Lợi");
  g_assert_cmpint (citizen->consent, ==, DT_CONSENT_GIVEN);
  undo (self);
  after = find_citizen (self, citizen_id);
  g_assert_null (after->address);
}

static void
test_open_by_channel (Fixture *self, gconstpointer data)
{
  for (DtChannelKind channel = 0; channel < DT_N_CHANNELS; channel++)
    {
      gboolean in_person = channel == DT_CHANNEL_WALK_IN || channel == DT_CHANNEL_PHONE
                           || channel == DT_CHANNEL_LETTER;
      DtNewCase values = { .channel = channel, .text = "Nội dung", .anonymous = TRUE };
      g_autoptr (DtOutcome) outcome = run (self, dt_command_open_case (&values, NULL, 0));
      g_autoptr (DtCase) a_case = find (self, outcome->case_ids[0]);

      g_assert_cmpint (
          a_case->status, ==, in_person ? DT_CASE_STATUS_ACCEPTED : DT_CASE_STATUS_RECEIVED);
      g_assert_cmpint (a_case->assignee_id != NULL, ==, in_person);
    }
}

/* Codes go by the year of receipt. */
static void
test_codes (Fixture *self, gconstpointer data)
{
  const struct
  {
    const char *received;
    const char *code;
  } codes[] = {
    { "2025-12-31T23:59:00+07:00", "HS-2025-0001" },
    { "2026-01-01T00:00:00+07:00", "HS-2026-0001" },
    { "2025-06-01T09:00:00+07:00", "HS-2025-0002" },
    { "2026-11-23T09:00:00+07:00", "HS-2026-0002" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      DtNewCase values
          = { .channel = DT_CHANNEL_LETTER, .text = "Đơn kiến nghị", .anonymous = TRUE };
      g_autoptr (DtOutcome) outcome = NULL;

      g_assert_true (dt_time_from_iso (codes[i].received, &values.received));
      outcome = run (self, dt_command_open_case (&values, NULL, 0));
      g_assert_cmpstr (outcome->case_code, ==, codes[i].code);
    }
}

typedef struct
{
  const char *name;
  DtNewCase values;
} BadForm;

static const BadForm bad_forms[] = {
  { "no text", { .text = "  \n", .anonymous = TRUE } },
  { "nobody", { .text = "Nội dung" } },
  { "phone", { .text = "Nội dung", .name = "Hoa", .phone = "không có" } },
  { "email", { .text = "Nội dung", .name = "Hoa", .email = "hoa" } },
  { "field", { .text = "Nội dung", .anonymous = TRUE, .field = "no-such-field" } },
  { "group", { .text = "Nội dung", .anonymous = TRUE, .group = "0900000012" } },
  { "future", { .text = "Nội dung", .anonymous = TRUE, .received = TEST_NOW + G_TIME_SPAN_DAY } },
};

static void
test_bad_form (Fixture *self, gconstpointer data)
{
  const BadForm *form = data;

  run_failing (self, dt_command_open_case (&form->values, NULL, 0), DT_ERROR_INVALID);
  g_assert_cmpint (count_view (self, DT_VIEW_ALL), ==, 0);
  g_assert_false (dt_service_can_undo (self->service));
}

/* ---- what goes further than its own row ---- */

static void
test_answer_then_again (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Nội dung", NULL, NULL);
  const char *ids[] = { id, NULL };
  g_autoptr (DtOutcome) first
      = run (self, dt_command_record_answer (id, DT_CHANNEL_PHONE, "Một", 0, NULL, 0));
  g_autoptr (DtOutcome) second
      = run (self, dt_command_record_answer (id, DT_CHANNEL_PHONE, "Hai", 0, NULL, 0));
  g_autoptr (DtOutcome) closed = NULL;
  g_autoptr (DtCase) a_case = NULL;

  closed = run (self, dt_command_set_status (ids, DT_CASE_STATUS_CLOSED, NULL, NULL));
  run_failing (
      self, dt_command_record_answer (id, DT_CHANNEL_PHONE, "Ba", 0, NULL, 0), DT_ERROR_TRANSITION);
  undo (self); /* closed */
  undo (self); /* the second answer: it had changed no status */
  a_case = find (self, id);
  g_assert_cmpint (a_case->status, ==, DT_CASE_STATUS_ANSWERED);
  undo (self); /* the first */
  g_clear_object (&a_case);
  a_case = find (self, id);
  g_assert_cmpint (a_case->status, ==, DT_CASE_STATUS_ACCEPTED);
}

static void
test_waiting_citizen_speaks (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Nội dung", "Hoa", NULL);
  const char *ids[] = { id, NULL };
  g_autoptr (DtOutcome) started
      = run (self, dt_command_set_status (ids, DT_CASE_STATUS_IN_PROGRESS, NULL, NULL));
  g_autoptr (DtOutcome) waiting
      = run (self, dt_command_set_status (ids, DT_CASE_STATUS_WAITING_CITIZEN, NULL, NULL));
  g_autoptr (DtOutcome) said
      = run (self, dt_command_add_message (id, DT_CHANNEL_PHONE, "Đây ạ", 0, NULL, 0));
  g_autoptr (DtCase) a_case = find (self, id);

  g_assert_cmpint (a_case->status, ==, DT_CASE_STATUS_IN_PROGRESS);
}

/* A merge of a merge leaves no chain, and undoing parts them as they were. */
static void
test_merge_of_merge (Fixture *self, gconstpointer data)
{
  g_autofree char *one = open_case (self, "Một", NULL, NULL);
  g_autofree char *two = open_case (self, "Hai", NULL, NULL);
  g_autofree char *three = open_case (self, "Ba", NULL, NULL);
  const char *first[] = { one, NULL };
  const char *second[] = { two, NULL };
  g_autoptr (DtOutcome) merged = run (self, dt_command_merge (first, two));
  g_autoptr (DtOutcome) again = run (self, dt_command_merge (second, three));
  g_autoptr (DtCaseFile) file = load (self, three);
  g_autoptr (DtCase) child = find (self, one);

  g_assert_cmpuint (file->merged->len, ==, 2);
  g_assert_cmpstr (child->merged_into, ==, three);
  undo (self);
  g_clear_object (&file);
  file = load (self, two);
  g_assert_cmpint (file->a_case->status, ==, DT_CASE_STATUS_ACCEPTED);
  g_assert_cmpuint (file->merged->len, ==, 1);
}

static void
test_merge_into_closed (Fixture *self, gconstpointer data)
{
  g_autofree char *open = open_case (self, "Một", NULL, NULL);
  g_autofree char *closed = open_case (self, "Hai", NULL, NULL);
  const char *ids[] = { open, NULL };
  g_autoptr (DtOutcome) outcome
      = run (self, dt_command_record_answer (closed, DT_CHANNEL_PHONE, "Xong", 0, NULL, 0));

  run_failing (self, dt_command_merge (ids, closed), DT_ERROR_TRANSITION);
}

static void
test_split_all (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Một", NULL, NULL);
  g_autoptr (DtCaseFile) file = load (self, id);
  const char *messages[] = { NULL, NULL };

  for (guint i = 0; i < file->timeline->len; i++)
    {
      DtTimelineItem *item = g_ptr_array_index (file->timeline, i);

      if (item->type == DT_TIMELINE_MESSAGE)
        messages[0] = item->id;
    }
  run_failing (self, dt_command_split (id, messages, NULL), DT_ERROR_INVALID);
}

static void
test_refuse_needs_ground (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Một", NULL, NULL);
  const char *ids[] = { id, NULL };

  run_failing (
      self, dt_command_set_status (ids, DT_CASE_STATUS_REFUSED, NULL, "vì"), DT_ERROR_INVALID);
  run_failing (self,
               dt_command_set_status (ids, DT_CASE_STATUS_REFUSED, "no-such-ground", NULL),
               DT_ERROR_INVALID);
}

/* A bulk command is one transaction: one that cannot, none is done. */
static void
test_bulk_is_one (Fixture *self, gconstpointer data)
{
  g_autofree char *open = open_case (self, "Một", NULL, NULL);
  g_autofree char *answered = open_case (self, "Hai", NULL, NULL);
  const char *ids[] = { open, answered, NULL };
  g_autoptr (DtOutcome) outcome
      = run (self, dt_command_record_answer (answered, DT_CHANNEL_PHONE, "Xong", 0, NULL, 0));
  g_autoptr (DtCase) a_case = NULL;

  run_failing (self,
               dt_command_set_status (ids, DT_CASE_STATUS_WAITING_CITIZEN, NULL, NULL),
               DT_ERROR_TRANSITION);
  a_case = find (self, open);
  g_assert_cmpint (a_case->status, ==, DT_CASE_STATUS_ACCEPTED);
}

/* What somebody else has gone on with is not pulled from under them. */
static void
test_undo_after_others (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Một", NULL, NULL);
  const char *ids[] = { id, NULL };
  g_autoptr (DtOutcome) started
      = run (self, dt_command_set_status (ids, DT_CASE_STATUS_IN_PROGRESS, NULL, NULL));
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  /* The session of the chief ends; what another does is not the chief's to undo. */
  fixture_add_officers (self);
  fixture_act_as (self, OFFICER);
  g_assert_false (dt_service_can_undo (self->service));
  outcome = dt_service_undo_sync (self->service, &error);
  g_assert_null (outcome);
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
}

/* The same file once more is no second one: undoing that leaves the first. */
static void
test_attach_twice (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) content = g_bytes_new_static ("ảnh hố ga", 10);
  DtNewFile file = { content, "hố ga.jpg", "image/jpeg" };
  DtNewCase values = { .channel = DT_CHANNEL_WALK_IN, .text = "Hố ga mất nắp", .anonymous = TRUE };
  g_autoptr (DtOutcome) opened = run (self, dt_command_open_case (&values, &file, 1));
  const char *id = opened->case_ids[0];
  g_autofree char *before = describe (self, id);
  g_autoptr (DtOutcome) again = run (self, dt_command_attach (id, &file, 1));
  g_autoptr (DtCase) a_case = NULL;
  g_autofree char *after = describe (self, id);

  g_assert_cmpstr (before, ==, after);
  g_assert_false (again->can_undo);
  undo (self);
  a_case = find (self, id);
  g_assert_cmpint (a_case->status, ==, DT_CASE_STATUS_WITHDRAWN);
}

/* A citizen of a case that was merged into another is unlinked from where they belong. */
static void
test_unlink_merged (Fixture *self, gconstpointer data)
{
  g_autofree char *one = open_case (self, "Một", "Trần Thị Hoa", NULL);
  g_autofree char *into = open_case (self, "Hai", "Ngô Văn Bình", NULL);
  g_autofree char *hoa = dup_citizen (self, one);
  const char *ids[] = { one, NULL };
  g_autoptr (DtOutcome) merged = run (self, dt_command_merge (ids, into));
  g_autofree char *before = describe (self, into);
  g_autoptr (DtOutcome) outcome = run (self, dt_command_unlink_citizen (into, hoa));
  g_autofree char *without = describe (self, into);
  g_autofree char *after = NULL;

  g_assert_nonnull (strstr (before, "name=Trần Thị Hoa"));
  g_assert_null (strstr (without, "name=Trần Thị Hoa"));
  g_assert_nonnull (strstr (without, "name=Ngô Văn Bình"));
  undo (self);
  after = describe (self, into);
  g_assert_cmpstr (before, ==, after);
}

/* What is split off has the citizens of the case whose words it holds, not of one merged with it.
 */
static void
test_split_of_merged (Fixture *self, gconstpointer data)
{
  g_autofree char *one = open_case (self, "Một", "Trần Thị Hoa", NULL);
  g_autofree char *into = open_case (self, "Hai", "Ngô Văn Bình", NULL);
  g_autoptr (DtOutcome) said
      = run (self, dt_command_add_message (into, DT_CHANNEL_PHONE, "Và đèn hỏng", 0, NULL, 0));
  const char *ids[] = { one, NULL };
  const char *messages[] = { said->subject_id, NULL };
  g_autoptr (DtOutcome) merged = run (self, dt_command_merge (ids, into));
  g_autoptr (DtOutcome) split = run (self, dt_command_split (into, messages, NULL));
  g_autofree char *part = describe (self, split->case_ids[0]);

  g_assert_nonnull (strstr (part, "name=Ngô Văn Bình"));
  g_assert_null (strstr (part, "name=Trần Thị Hoa"));
}

/* ---- receipts, erasing, officers ---- */

static void
test_receipt (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Một", "Trần Thị Hoa", "0900000012");
  g_autoptr (DtOutcome) outcome = run (self, dt_command_issue_receipt (id));
  const char *keys[] = { dt_service_get_public_key (self->service), NULL };
  const char *others[]
      = { "0000000000000000000000000000000000000000000000000000000000000001", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  gboolean promised;
  gboolean included;

  g_assert_cmpuint (strlen (outcome->text), <=, 779);
  g_assert_null (strstr (outcome->text, "Hoa"));
  g_assert_false (outcome->can_undo);
  g_assert_true (
      dt_service_verify_receipt (outcome->text, keys, &promised, &included, &code, &error));
  g_assert_no_error (error);
  g_assert_true (promised);
  g_assert_false (included);
  g_assert_cmpstr (code, ==, "HS-2026-0001");
  if (dt_service_verify_receipt (outcome->text, others, &promised, &included, NULL, NULL))
    g_assert_false (promised);
  /* The day is over: now the proof stands in it. */
  g_clear_object (&outcome);
  dt_clock_set_fixed (self->clock, TEST_NOW + G_TIME_SPAN_DAY);
  outcome = run (self, dt_command_issue_receipt (id));
  g_assert_true (
      dt_service_verify_receipt (outcome->text, keys, &promised, &included, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (included);
}

static void
test_erase (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Tên tôi là Trần Thị Hoa", "Trần Thị Hoa", "0900000012");
  g_autofree char *other = open_case (self, "Của người khác", "Ngô Văn Bình", NULL);
  g_autofree char *citizen_id = dup_citizen (self, id);
  g_autoptr (GBytes) content = g_bytes_new_static ("ảnh thẻ", 10);
  DtNewFile file = { content, "the.jpg", "image/jpeg" };
  g_autoptr (DtOutcome) said
      = run (self, dt_command_add_message (id, DT_CHANNEL_PHONE, "Ảnh của tôi", 0, &file, 1));
  g_autoptr (DtOutcome) outcome
      = run (self, dt_command_erase_citizen (citizen_id, "subject_request"));
  g_autofree char *description = NULL;
  g_autofree char *untouched = NULL;
  g_autoptr (DtVerifyReport) report = NULL;
  g_autoptr (DtCitizen) citizen = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (outcome->can_undo);
  for (guint again = 0; again < 2; again++)
    {
      g_clear_pointer (&description, g_free);
      g_clear_pointer (&untouched, g_free);
      description = describe (self, id);
      untouched = describe (self, other);
      g_assert_null (strstr (description, "Hoa"));
      g_assert_null (strstr (description, "0900000012"));
      g_assert_null (strstr (description, "Ảnh của tôi"));
      g_assert_nonnull (strstr (untouched, "Ngô Văn Bình"));
      fixture_reopen (self);
    }
  fixture_act_as (self, CHIEF);
  citizen = find_citizen (self, citizen_id);
  g_assert_true (citizen->erased);
  run_failing (self, dt_command_erase_citizen (citizen_id, "subject_request"), DT_ERROR_NOT_FOUND);
  run_failing (self, dt_command_erase_citizen (citizen_id, "vì bà Hoa xin"), DT_ERROR_NOT_FOUND);
  report = dt_service_verify_sync (self->service, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
}

static void
test_officers (Fixture *self, gconstpointer data)
{
  g_autofree char *id = g_strdup (fixture_officer (self, OFFICER, DT_ROLE_OFFICER));
  const char *chief = dt_service_get_officer (self->service)->id;
  g_autoptr (DtOutcome) outcome = NULL;
  GPtrArray *officers;

  run_failing (
      self, dt_command_add_officer ("Ai đó", NULL, DT_ROLE_OFFICER, "12"), DT_ERROR_INVALID);
  run_failing (
      self, dt_command_add_officer (" ", NULL, DT_ROLE_OFFICER, TEST_PIN), DT_ERROR_INVALID);
  run_failing (self, dt_command_add_officer ("Ai đó", NULL, 0, TEST_PIN), DT_ERROR_INVALID);
  /* The last administrator stays one. */
  run_failing (
      self, dt_command_set_officer (chief, CHIEF, NULL, DT_ROLE_LEADER, TRUE), DT_ERROR_INVALID);
  outcome
      = run (self, dt_command_set_officer (id, "Trần Thị Can", "Chuyên viên", DT_ROLE_CLERK, TRUE));
  officers = dt_service_get_officers (self->service);
  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = g_ptr_array_index (officers, i);

      if (!g_str_equal (officer->id, id))
        continue;
      g_assert_cmpstr (officer->name, ==, "Trần Thị Can");
      g_assert_cmpint (officer->roles, ==, DT_ROLE_CLERK);
    }
  undo (self);
  g_assert_cmpstr (fixture_officer (self, OFFICER, 0), ==, id);
}

/* A change of one's own role holds at once, signed in or not. */
static void
test_own_role_changes (Fixture *self, gconstpointer data)
{
  const char *chief = dt_service_get_officer (self->service)->id;
  g_autofree char *id = g_strdup (chief);
  g_autoptr (DtOutcome) outcome = NULL;

  fixture_officer (self, ADMINISTRATOR, DT_ROLE_ADMINISTRATOR);
  outcome = run (self, dt_command_set_officer (id, CHIEF, NULL, DT_ROLE_PROVINCE_READER, TRUE));
  g_assert_cmpint (dt_service_get_officer (self->service)->roles, ==, DT_ROLE_PROVINCE_READER);
  g_assert_false (dt_service_may (self->service, DT_COMMAND_OPEN_CASE));
}

int
main (int argc, char **argv)
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                        \
  g_test_add ("/commands/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/commands/undo/", rows[i].name, NULL);

      g_test_add (path, Fixture, &rows[i], fixture_set_up, test_row, fixture_tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_forms); i++)
    {
      g_autofree char *path = g_strconcat ("/commands/bad-form/", bad_forms[i].name, NULL);

      g_test_add (path, Fixture, &bad_forms[i], fixture_set_up, test_bad_form, fixture_tear_down);
    }
  ADD ("open", test_open);
  ADD ("open/known-phone", test_open_known_phone);
  ADD ("open/known-citizen", test_open_known_citizen);
  ADD ("open/by-channel", test_open_by_channel);
  ADD ("open/codes", test_codes);
  ADD ("answer-again", test_answer_then_again);
  ADD ("waiting-citizen-speaks", test_waiting_citizen_speaks);
  ADD ("merge/of-merge", test_merge_of_merge);
  ADD ("merge/into-closed", test_merge_into_closed);
  ADD ("split/all", test_split_all);
  ADD ("refuse/ground", test_refuse_needs_ground);
  ADD ("attach-twice", test_attach_twice);
  ADD ("unlink-merged", test_unlink_merged);
  ADD ("split/of-merged", test_split_of_merged);
  ADD ("bulk-is-one", test_bulk_is_one);
  ADD ("undo/of-others", test_undo_after_others);
  ADD ("receipt", test_receipt);
  ADD ("erase", test_erase);
  ADD ("officers", test_officers);
  ADD ("officers/own-role", test_own_role_changes);
  return g_test_run ();
}
