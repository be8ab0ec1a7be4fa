/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's templates over those that ship, what they are filled in with, who stands in for a
 * leader, and what was typed as a reply and is done with. It is 14:00 on Monday, 23 November
 * 2026. */
#include "service/test-service.h"

#include "base/dt-error.h"

#define TEXT "Chúng tôi đã nhận phản ánh của ông và sẽ kiểm tra vào thứ Năm."

static void
set_up (Fixture *self, gconstpointer data)
{
  fixture_set_up (self, data);
  fixture_add_officers (self);
}

static DtReplyTemplate *
find_template (Fixture *self, const char *id)
{
  GPtrArray *templates = dt_service_get_templates (self->service);

  for (guint i = 0; i < templates->len; i++)
    if (g_strcmp0 (((DtReplyTemplate *) templates->pdata[i])->id, id) == 0)
      return templates->pdata[i];
  return NULL;
}

static DtReplyTemplate *
make_template (const char *id, const char *body)
{
  DtReplyTemplate *template = dt_reply_template_new ();

  template->id = g_strdup (id);
  template->title = g_strdup ("Hẹn ngày nạo vét");
  template->body = g_strdup (body);
  template->category = g_strdup ("infrastructure");
  template->kind = DT_CASE_KIND_FEEDBACK;
  template->channel = DT_CHANNEL_ZALO;
  template->outcome = DT_REPLY_OUTCOME_INFORM;
  return template;
}

static void
save (Fixture *self, const char *id, const char *body)
{
  g_autoptr (DtReplyTemplate) template = make_template (id, body);
  g_autoptr (DtOutcome) outcome = run (self, dt_command_save_template (template));

  g_assert_cmpstr (outcome->subject_id, ==, id);
}

static void
publish (Fixture *self, const char *id, gboolean published)
{
  g_autoptr (DtOutcome) outcome = run (self, dt_command_publish_template (id, published));
}

/* ---- templates ---- */

static void
test_own (Fixture *self, gconstpointer data)
{
  g_autofree char *id = dt_random_id ();
  guint n = dt_service_get_templates (self->service)->len;
  DtReplyTemplate *template;

  fixture_act_as (self, OFFICER);
  save (self, id, "Kính gửi {{citizen.name}}, chúng tôi hẹn [ngày].");
  g_assert_cmpuint (dt_service_get_templates (self->service)->len, ==, n + 1);
  template = find_template (self, id);
  g_assert_false (template->published);
  g_assert_false (template->shipped);
  g_assert_cmpint (template->kind, ==, DT_CASE_KIND_FEEDBACK);
  g_assert_cmpint (template->channel, ==, DT_CHANNEL_ZALO);
  g_assert_cmpint (template->outcome, ==, DT_REPLY_OUTCOME_INFORM);
  g_assert_cmpstr (template->author_name, ==, OFFICER);
  run_failing (self, dt_command_publish_template (id, TRUE), DT_ERROR_DENIED);
  fixture_act_as (self, LEADER);
  publish (self, id, TRUE);
  g_assert_true (find_template (self, id)->published);
  g_assert_cmpstr (find_template (self, id)->publisher_name, ==, LEADER);
  save (self, id, "Kính gửi {{citizen.name}}."); /* a leader's own change is in use at once */
  g_assert_true (find_template (self, id)->published);
  fixture_act_as (self, OFFICER);
  save (self, id, "Kính gửi {{Address}} {{citizen.name}}."); /* anybody else's is a draft */
  g_assert_false (find_template (self, id)->published);
  fixture_reopen (self);
  g_assert_cmpstr (find_template (self, id)->body, ==, "Kính gửi {{Address}} {{citizen.name}}.");
}

static void
test_shipped (Fixture *self, gconstpointer data)
{
  DtReplyTemplate *first = dt_reply_template_get_shipped ()->pdata[0];
  g_autofree char *id = g_strdup (first->id);
  guint n = dt_service_get_templates (self->service)->len;
  g_autoptr (DtOutcome) outcome = NULL;

  g_assert_cmpuint (n, ==, dt_reply_template_get_shipped ()->len);
  g_assert_true (find_template (self, id)->shipped);
  fixture_act_as (self, LEADER);
  outcome = run (self, dt_command_archive_template (id, TRUE));
  g_assert_true (find_template (self, id)->archived);
  g_assert_true (find_template (self, id)->shipped);
  undo (self);
  g_assert_false (find_template (self, id)->archived);
  publish (self, id, FALSE);
  g_assert_false (find_template (self, id)->published);
  undo (self);
  save (self, id, "Văn bản của phường.");
  g_assert_false (find_template (self, id)->shipped);
  g_assert_true (find_template (self, id)->published);
  g_assert_cmpuint (dt_service_get_templates (self->service)->len, ==, n);
  g_assert_cmpstr (first->body, !=, "Văn bản của phường."); /* what ships is nobody's to change */
}

typedef struct
{
  const char *name;
  const char *title;
  const char *body;
  const char *category;
} RefusedRow;

static const RefusedRow refused_rows[] = {
  { "syntax", "Mẫu", "Kính gửi {{citizen.name", "general" },
  { "unknown field", "Mẫu", "Kính gửi {{citizen.shoe}}", "general" },
  { "no title", "  ", "Kính gửi", "general" },
  { "no body", "Mẫu", "", "general" },
  { "free text as a category", "Mẫu", "Kính gửi", "Của bà Hoa" },
};

static void
test_refused (Fixture *self, gconstpointer data)
{
  const RefusedRow *row = data;
  g_autofree char *id = dt_random_id ();
  g_autoptr (DtReplyTemplate) template = make_template (id, row->body);

  g_free (template->title);
  g_free (template->category);
  template->title = g_strdup (row->title);
  template->category = g_strdup (row->category);
  run_failing (self, dt_command_save_template (template), DT_ERROR_INVALID);
  g_assert_null (find_template (self, id));
}

static void
test_uses (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Nước ngập", "Trần Văn Hoa", "0900000031");
  g_autofree char *reply = dt_random_id ();
  const char *template = ((DtReplyTemplate *) dt_reply_template_get_shipped ()->pdata[0])->id;
  g_autoptr (DtReplyDraft) draft = dt_reply_draft_new ();
  g_autoptr (DtOutcome) saved = NULL;
  g_autoptr (DtOutcome) again = NULL;

  draft->text = g_strdup (TEXT);
  g_ptr_array_add (draft->templates, g_strdup (template));
  saved = run (self, dt_command_save_reply (id, reply, draft));
  g_free (draft->text);
  draft->text = g_strdup (TEXT TEXT);
  again = run (self, dt_command_save_reply (id, reply, draft));
  fixture_reopen (self);
  g_assert_cmpuint (find_template (self, template)->n_uses, ==, 1);
}

/* ---- what they are filled in with ---- */

static void
test_context (Fixture *self, gconstpointer data)
{
  DtNewCase values = { .channel = DT_CHANNEL_FACEBOOK,
                       .text = "Nước ngập",
                       .name = "Trần Văn Hoa",
                       .group = "Khu phố 4" };
  g_autoptr (DtOutcome) outcome = run (self, dt_command_open_case (&values, NULL, 0));
  g_autoptr (DtCaseFile) file = load (self, outcome->case_ids[0]);
  DtReplyContext *context;
  g_autofree char *text = NULL;

  fixture_act_as (self, OFFICER);
  context = dt_service_make_reply_context (self->service, file, DT_ADDRESS_ONG);
  text = dt_reply_template_fill (
      "{{address}} {{citizen.name}}, {{case.code}}, {{case.kind}} {{reception}} {{received}},"
      " {{case.group}}, {{unit.name}}, {{officer.name}}, {{today}}{{#late}}, trễ{{/late}}",
      &context->values,
      NULL);
  dt_reply_context_free (context);
  g_assert_cmpstr (text,
                   ==,
                   "ông Trần Văn Hoa, HS-2026-0001, phản ánh qua Facebook 23/11/2026,"
                   " Khu phố 4, phường Sài Gòn, " OFFICER ", 23/11/2026");
}

static void
test_checks (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Nước ngập", "Trần Văn Hoa", "0900000031");
  g_autofree char *other = open_case (self, "Rác thải", "Lê Thị Mai", NULL);
  g_autoptr (DtCaseFile) file = load (self, id);
  g_autoptr (DtReplyDraft) draft = dt_reply_draft_new ();
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GPtrArray) linked_findings = NULL;
  g_autoptr (DtOutcome) linked = NULL;

  draft->outcome = DT_REPLY_OUTCOME_INFORM;
  draft->text = g_strdup ("Về hồ sơ HS-2026-0002, chúng tôi đã nhận.");
  g_ptr_array_add (draft->recipients, dt_recipient_new (NULL, "Trần Văn Hoa", "0900000031"));
  findings = dt_service_check_reply (self->service, file, draft, NULL);
  g_assert_cmpint (dt_findings_get_stop (findings)->kind, ==, DT_CHECK_OTHER_CASE);
  linked = run (self, dt_command_link_cases (id, other));
  g_object_unref (file);
  file = load (self, id);
  linked_findings = dt_service_check_reply (self->service, file, draft, NULL);
  g_assert_null (dt_findings_get_stop (linked_findings)); /* the same matter may be named */
}

/* ---- absence ---- */

static DtReplyDraft *
make_answer (Fixture *self, const char *case_id)
{
  g_autoptr (DtCase) a_case = find (self, case_id);
  DtReplyDraft *draft = dt_reply_draft_new ();

  draft->channel = DT_CHANNEL_PHONE;
  draft->text = g_strdup (TEXT);
  g_ptr_array_add (draft->recipients,
                   dt_recipient_new (a_case->citizen_id, a_case->citizen_name, "0900000031"));
  return draft;
}

static gint64
count_approvals (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtToday) today = NULL;

  fixture_act_as (self, name);
  today
      = dt_service_load_today_sync (self->service, dt_service_get_officer (self->service), &error);
  g_assert_no_error (error);
  return today->groups[DT_TODAY_APPROVALS].n;
}

static void
test_absence (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Nước ngập", "Trần Văn Hoa", "0900000031");
  g_autofree char *reply = dt_random_id ();
  const char *leader = fixture_officer (self, LEADER, 0);
  const char *chief = fixture_officer (self, CHIEF, 0);
  g_autoptr (DtReplyDraft) draft = make_answer (self, id);
  g_autoptr (DtOutcome) submitted = NULL;
  g_autoptr (DtOutcome) away = NULL;
  g_autoptr (DtCaseFile) file = NULL;

  fixture_act_as (self, OFFICER);
  submitted = run (self, dt_command_submit_reply (id, reply, draft, leader));
  run_failing (self, dt_command_set_absence (leader, TEST_NOW + 1, chief), DT_ERROR_DENIED);
  g_assert_cmpint (count_approvals (self, LEADER), ==, 1);
  g_assert_cmpint (count_approvals (self, CHIEF), ==, 0);
  fixture_act_as (self, LEADER);
  run_failing (self, dt_command_set_absence (leader, TEST_NOW - 1, chief), DT_ERROR_INVALID);
  run_failing (self, dt_command_set_absence (leader, TEST_NOW + 1, leader), DT_ERROR_INVALID);
  run_failing (self,
               dt_command_set_absence (leader, TEST_NOW + 1, fixture_officer (self, OTHER, 0)),
               DT_ERROR_INVALID);
  run_failing (self, dt_command_set_absence (chief, TEST_NOW + 1, leader), DT_ERROR_DENIED);
  away = run (self, dt_command_set_absence (leader, TEST_NOW + G_TIME_SPAN_DAY, chief));
  g_assert_cmpstr (dt_service_find_absence (self->service, leader)->deputy_id, ==, chief);
  g_assert_null (dt_service_find_absence (self->service, chief));
  g_assert_cmpint (count_approvals (self, CHIEF), ==, 1); /* the deputy sees it too */
  file = load (self, id);
  g_assert_true (dt_service_may_approve (self->service, file->replies->pdata[0]));
  dt_clock_set_fixed (self->clock, TEST_NOW + 2 * G_TIME_SPAN_DAY);
  g_assert_null (dt_service_find_absence (self->service, leader)); /* back by itself */
  g_assert_cmpint (count_approvals (self, CHIEF), ==, 0);
  fixture_act_as (self, OFFICER);
  g_assert_false (dt_service_may_approve (self->service, file->replies->pdata[0]));
}

/* ---- what was typed ---- */

static char *
type_draft (Fixture *self, const char *case_id, const char *reply_id, const DtReplyDraft *draft)
{
  char *name = g_strdup_printf ("reply/%s/%s", case_id, dt_service_get_officer (self->service)->id);
  g_autofree char *json = dt_reply_draft_to_json (draft);
  g_autofree char *whole
      = g_strdup_printf ("{\"reply\":\"%s\",\"base\":\"\",\"draft\":%s}", reply_id, json);

  dt_service_save_draft (self->service, name, whole);
  return name;
}

static gboolean
is_there (Fixture *self, const char *name)
{
  g_autofree char *json = dt_service_dup_draft (self->service, name);

  return json != NULL;
}

/* After a crash between the command and the end of the draft. */
static void
test_typed (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Nước ngập", "Trần Văn Hoa", "0900000031");
  g_autofree char *reply = dt_random_id ();
  g_autoptr (DtReplyDraft) draft = make_answer (self, id);
  g_autofree char *name = type_draft (self, id, reply, draft);
  g_autoptr (DtOutcome) saved = NULL;
  g_autofree char *more = NULL;

  fixture_reopen (self);
  g_assert_true (is_there (self, name)); /* nothing of it is in the record */
  fixture_act_as (self, CHIEF);
  saved = run (self, dt_command_save_reply (id, reply, draft));
  fixture_reopen (self);
  g_assert_false (is_there (self, name));
  fixture_act_as (self, CHIEF);
  g_free (draft->text);
  draft->text = g_strdup (TEXT " Xin cảm ơn.");
  more = type_draft (self, id, reply, draft);
  fixture_reopen (self);
  g_assert_true (is_there (self, more)); /* it goes on from what is there */
}

static void
test_typed_erased (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Nước ngập", "Trần Văn Hoa", "0900000031");
  g_autofree char *other = open_case (self, "Rác thải", "Lê Thị Mai", NULL);
  g_autofree char *reply = dt_random_id ();
  g_autoptr (DtReplyDraft) draft = make_answer (self, id);
  g_autofree char *name = type_draft (self, id, reply, draft);
  g_autofree char *others = type_draft (self, other, reply, draft);
  g_autoptr (DtCase) a_case = find (self, id);
  g_autoptr (DtOutcome) outcome = NULL;

  outcome = run (self, dt_command_erase_citizen (a_case->citizen_id, "subject_request"));
  g_assert_false (is_there (self, name));
  g_assert_true (is_there (self, others));
  fixture_reopen (self);
  g_assert_false (is_there (self, name));
  g_assert_true (is_there (self, others));
}

int
main (int argc, char **argv)
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, function)                                                                  \
  g_test_add (path, Fixture, data, set_up, function, fixture_tear_down)
#define TEST(name) ADD ("/templates/" #name, NULL, test_##name)
  TEST (own);
  TEST (shipped);
  for (guint i = 0; i < G_N_ELEMENTS (refused_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/templates/refused/", refused_rows[i].name, NULL);

      ADD (path, &refused_rows[i], test_refused);
    }
  TEST (uses);
  TEST (context);
  TEST (checks);
  TEST (absence);
  TEST (typed);
  TEST (typed_erased);
#undef TEST
#undef ADD
  return g_test_run ();
}
