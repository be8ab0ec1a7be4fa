/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roles against commands, every pair; transitions, every pair; the record holds no personal data
 * but in payloads, whatever is done; a refusal is recorded. */
#include "service/test-service.h"

#include "base/dt-error.h"
#include "service/dt-importer.h"

/* Whatever a person types bears this: it must turn up in no facts. */
#define MARK "QZMARK"

/* ---- a scene in which every command can be given ---- */

typedef struct
{
  char *case_id; /* of the officer who will act: accepted, theirs */
  char *other_id;
  char *merged_id;
  char *citizen_id;
  char *linked_id;
  char *message_id;
  char *set_aside_id;
  char *officer_id;
  char *slow_id;  /* its deadline may be extended */
  char *asked_id; /* and is asked to be */
  char *extended_id;
  char *entry; /* of that extension */
  char *wrong_form_id;
  char *draft_id;     /* replies: of the chief */
  char *waiting_id;   /* the chief's, submitted */
  char *submitted_id; /* an officer's, submitted */
  char *content;      /* of that one */
  char *queued_id;    /* the chief's, in the outbox */
  char *template_id;
  char *chief_id;
} Scene;

static gpointer
read_set_aside (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_list_set_aside (reader, 1000, 0, error);
}

static char *
set_one_aside (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->root, MARK ".csv", NULL);
  static guint n;
  g_autofree char *text = g_strdup_printf (
      "noidung,ngay,ten\n" MARK " nội dung %u," MARK " ngày," MARK " tên\n", ++n);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtImporter) importer = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  DtImportCounts counts;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  importer = dt_importer_new (self->service, path, DT_IMPORT_FORMAT_CSV, &error);
  g_assert_no_error (error);
  dt_importer_set_mapping (importer, 0, DT_IMPORT_CONTENT);
  dt_importer_set_mapping (importer, 1, DT_IMPORT_RECEIVED);
  dt_importer_set_mapping (importer, 2, DT_IMPORT_NAME);
  g_assert_true (dt_importer_run_sync (importer, &counts, &error));
  g_assert_no_error (error);
  g_assert_cmpint (counts.set_aside, ==, 1);
  rows = dt_service_read_sync (self->service, read_set_aside, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      DtSetAside *row = g_ptr_array_index (rows, i);
      g_autofree char *last = g_strdup_printf (" %u\"", n);

      if (strstr (row->raw, last) != NULL)
        return g_strdup (row->id);
    }
  g_assert_not_reached ();
}

static char *
open_marked (Fixture *self, const char *phone)
{
  DtNewCase values = { .channel = DT_CHANNEL_WALK_IN,
                       .text = MARK " nội dung",
                       .title = MARK " tiêu đề",
                       .place = MARK " nơi",
                       .name = MARK " tên",
                       .phone = phone,
                       .email = MARK "@example.org",
                       .address = MARK " địa chỉ",
                       .id_number = MARK "079",
                       .group = "Khu phố 4",
                       .consent = DT_CONSENT_GIVEN };
  g_autoptr (GBytes) content = g_bytes_new_static (MARK, strlen (MARK));
  DtNewFile file = { content, MARK ".png", MARK "/png; " MARK };
  g_autoptr (DtOutcome) outcome = run (self, dt_command_open_case (&values, &file, 1));

  return g_strdup (outcome->case_ids[0]);
}

static char *
open_denunciation (Fixture *self, DtChannelKind channel)
{
  const DtNewCase values = {
    .channel = channel, .kind = DT_CASE_KIND_DENUNCIATION, .text = MARK " tố cáo", .anonymous = TRUE
  };
  const DtCaseEdit edit = { .set_traits = TRUE, .traits = DT_TRAIT_COMPLEX };
  g_autoptr (DtOutcome) outcome = run (self, dt_command_open_case (&values, NULL, 0));
  const char *ids[] = { outcome->case_ids[0], NULL };
  g_autoptr (DtOutcome) traits = run (self, dt_command_set_fields (ids, &edit));

  return g_strdup (outcome->case_ids[0]);
}

static void
open_slow_cases (Scene *scene, Fixture *self)
{
  g_autoptr (DtOutcome) asked = NULL;
  g_autoptr (DtOutcome) extended = NULL;
  g_autoptr (DtCaseFile) file = NULL;

  scene->slow_id = open_denunciation (self, DT_CHANNEL_WALK_IN);
  scene->asked_id = open_denunciation (self, DT_CHANNEL_WALK_IN);
  scene->extended_id = open_denunciation (self, DT_CHANNEL_WALK_IN);
  scene->wrong_form_id = open_denunciation (self, DT_CHANNEL_FACEBOOK);
  asked = run (
      self,
      dt_command_request_extension (scene->asked_id, DT_CLOCK_ANSWER, 0, MARK " phải xác minh"));
  extended = run (self, dt_command_extend (scene->extended_id, DT_CLOCK_ANSWER, 0, MARK " lý do"));
  file = load (self, scene->extended_id);
  scene->entry = g_strdup (dt_case_file_find_extension (file)->id);
}

static DtReplyDraft *
make_draft (const char *text)
{
  DtReplyDraft *draft = dt_reply_draft_new ();
  DtAttachment *attachment = dt_attachment_new ();

  draft->channel = DT_CHANNEL_WALK_IN;
  draft->outcome = DT_REPLY_OUTCOME_INFORM;
  draft->title = g_strdup (MARK " trích yếu");
  draft->text = g_strdup (text);
  g_ptr_array_add (draft->recipients, dt_recipient_new (NULL, MARK " tên", "0900000077"));
  attachment->hash = g_strnfill (64, 'a');
  attachment->name = g_strdup (MARK ".png");
  attachment->media_type = g_strdup (MARK "/png; " MARK);
  attachment->size = 5;
  g_ptr_array_add (draft->attachments, attachment);
  return draft;
}

/* Of the chief: a draft to one case, one that waits for a leader to another; an officer's that
 * waits for the chief. */
static void
write_replies (Scene *scene, Fixture *self)
{
  g_autoptr (DtReplyDraft) draft = make_draft (MARK " trả lời");
  g_autoptr (DtOutcome) saved = NULL;
  g_autoptr (DtOutcome) submitted = NULL;
  g_autoptr (DtOutcome) asked = NULL;
  g_autoptr (DtOutcome) queued = NULL;
  g_autoptr (DtCaseFile) file = NULL;

  scene->draft_id = dt_random_id ();
  scene->waiting_id = dt_random_id ();
  scene->submitted_id = dt_random_id ();
  scene->queued_id = dt_random_id ();
  scene->template_id
      = g_strdup (((DtReplyTemplate *) dt_service_get_templates (self->service)->pdata[0])->id);
  scene->chief_id = g_strdup (fixture_officer (self, CHIEF, 0));
  saved = run (self, dt_command_save_reply (scene->other_id, scene->draft_id, draft));
  submitted
      = run (self, dt_command_submit_reply (scene->linked_id, scene->waiting_id, draft, NULL));
  queued = run (self, dt_command_send_reply (scene->case_id, scene->queued_id, draft));
  fixture_act_as (self, OFFICER);
  asked = run (self, dt_command_submit_reply (scene->case_id, scene->submitted_id, draft, NULL));
  fixture_act_as (self, CHIEF);
  file = load (self, scene->case_id);
  scene->content = g_strdup (((DtReply *) file->replies->pdata[0])->content);
}

static void
scene_init (Scene *scene, Fixture *self, const char *actor)
{
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (DtOutcome) linked = NULL;
  g_autoptr (DtOutcome) merged = NULL;
  g_autoptr (DtOutcome) assigned = NULL;
  g_autoptr (DtCase) a_case = NULL;
  const char *children[] = { NULL, NULL };
  const char *mine[] = { NULL, NULL };

  fixture_act_as (self, CHIEF);
  open_slow_cases (scene, self);
  scene->case_id = open_marked (self, "0900000012");
  scene->other_id = open_marked (self, "0900000013");
  scene->merged_id = open_marked (self, "0900000014");
  scene->linked_id = open_marked (self, "0900000015");
  a_case = find (self, scene->case_id);
  scene->citizen_id = g_strdup (a_case->citizen_id);
  outcome = run (
      self, dt_command_add_message (scene->case_id, DT_CHANNEL_PHONE, MARK " thêm", 0, NULL, 0));
  scene->message_id = g_strdup (outcome->subject_id);
  linked = run (self, dt_command_link_cases (scene->case_id, scene->linked_id));
  children[0] = scene->merged_id;
  merged = run (self, dt_command_merge (children, scene->case_id));
  scene->set_aside_id = set_one_aside (self);
  scene->officer_id = g_strdup (fixture_officer (self, actor, 0));
  mine[0] = scene->case_id;
  assigned = run (self, dt_command_assign (mine, fixture_officer (self, OFFICER, DT_ROLE_OFFICER)));
  write_replies (scene, self);
}

static void
scene_clear (Scene *scene)
{
  g_free (scene->case_id);
  g_free (scene->other_id);
  g_free (scene->merged_id);
  g_free (scene->citizen_id);
  g_free (scene->linked_id);
  g_free (scene->message_id);
  g_free (scene->set_aside_id);
  g_free (scene->officer_id);
  g_free (scene->slow_id);
  g_free (scene->asked_id);
  g_free (scene->extended_id);
  g_free (scene->entry);
  g_free (scene->wrong_form_id);
  g_free (scene->draft_id);
  g_free (scene->waiting_id);
  g_free (scene->submitted_id);
  g_free (scene->content);
  g_free (scene->queued_id);
  g_free (scene->template_id);
  g_free (scene->chief_id);
}

static DtCommand *
make_open (void)
{
  DtNewCase values = { .channel = DT_CHANNEL_PHONE, .text = MARK " gọi", .anonymous = TRUE };

  return dt_command_open_case (&values, NULL, 0);
}

static DtCommand *
make_fields (const char *const *ids)
{
  DtCaseEdit edit = { .set_title = TRUE,
                      .set_place = TRUE,
                      .set_group = TRUE,
                      .title = MARK " khác",
                      .place = MARK " khác",
                      .group = "Khu phố 7" };

  return dt_command_set_fields (ids, &edit);
}

static DtCommand *
make_citizen (const char *id)
{
  g_autoptr (DtCitizen) values = dt_citizen_new ();

  values->name = g_strdup (MARK " mới");
  values->phone = g_strdup ("0900000098");
  values->group = g_strdup (MARK);
  values->handle = g_strdup ("facebook:" MARK);
  return dt_command_set_citizen (id, values);
}

static DtCommand *
make_attach (const char *id)
{
  g_autoptr (GBytes) content = g_bytes_new_static (MARK "2", strlen (MARK) + 1);
  DtNewFile file = { content, MARK "-2.png", "image/png" };

  return dt_command_attach (id, &file, 1);
}

static DtCommand *
make_link_citizen (Scene *scene)
{
  g_autoptr (DtCitizen) values = dt_citizen_new ();

  values->name = g_strdup (MARK " liên quan");
  return dt_command_link_citizen (scene->case_id, NULL, values);
}

static DtCommand *
make_rules (void)
{
  g_auto (DtRuleTexts) texts = { { NULL } };

  texts.texts[DT_RULE_FILE_OFFICE_HOURS]
      = dt_rule_book_to_json (dt_rule_book_get_default (), DT_RULE_FILE_OFFICE_HOURS);
  return dt_command_change_rules (&texts, 1u << DT_RULE_FILE_OFFICE_HOURS);
}

static DtCommand *
make_template (Scene *scene)
{
  g_autoptr (DtReplyTemplate) template = dt_reply_template_new ();

  template->id = g_strdup (scene->template_id);
  template->title = g_strdup (MARK " mẫu");
  template->body = g_strdup (MARK " {{citizen.name}}");
  template->about = g_strdup (MARK " V/v");
  template->category = g_strdup ("general");
  template->kind = template->channel = -1;
  return dt_command_save_template (template);
}

static DtCommand *
make_on_reply (Scene *scene, DtCommandKind kind)
{
  g_autoptr (DtReplyDraft) draft = make_draft (MARK " trả lời khác");

  switch ((int) kind)
    {
    case DT_COMMAND_SAVE_REPLY:
      return dt_command_save_reply (scene->other_id, scene->draft_id, draft);
    case DT_COMMAND_SUBMIT_REPLY:
      return dt_command_submit_reply (scene->other_id, scene->draft_id, draft, NULL);
    case DT_COMMAND_WITHDRAW_REPLY:
      return dt_command_withdraw_reply (scene->waiting_id);
    case DT_COMMAND_RETURN_REPLY:
      return dt_command_return_reply (scene->submitted_id, scene->content, MARK " sửa", NULL);
    case DT_COMMAND_APPROVE_REPLY:
      return dt_command_approve_reply (scene->submitted_id, scene->content, draft, FALSE);
    case DT_COMMAND_DISCARD_REPLY:
      return dt_command_discard_reply (scene->draft_id);
    case DT_COMMAND_SEND_REPLY:
      return dt_command_send_reply (scene->other_id, scene->draft_id, NULL);
    case DT_COMMAND_RECALL_REPLY:
      return dt_command_recall_reply (scene->queued_id);
    case DT_COMMAND_RETRY_REPLY:
      return dt_command_retry_reply (scene->queued_id); /* it did not fail: see the outbox's test */
    case DT_COMMAND_CONFIRM_REPLY:
      return dt_command_confirm_reply (scene->queued_id, 0, MARK " nơi");
    case DT_COMMAND_SAVE_TEMPLATE:
      return make_template (scene);
    case DT_COMMAND_PUBLISH_TEMPLATE:
      return dt_command_publish_template (scene->template_id, FALSE);
    case DT_COMMAND_ARCHIVE_TEMPLATE:
      return dt_command_archive_template (scene->template_id, TRUE);
    case DT_COMMAND_SET_ABSENCE:
      return dt_command_set_absence (scene->chief_id, TEST_NOW + G_TIME_SPAN_DAY, NULL);
    default:
      return NULL;
    }
}

static DtCommand *
make (Scene *scene, DtCommandKind kind)
{
  const char *one[] = { scene->case_id, NULL };
  const char *other[] = { scene->other_id, NULL };
  const char *messages[] = { scene->message_id, NULL };
  const char *rows[] = { scene->set_aside_id, NULL };

  switch (kind)
    {
    case DT_COMMAND_OPEN_CASE:
      return make_open ();
    case DT_COMMAND_ADD_MESSAGE:
      return dt_command_add_message (scene->case_id, DT_CHANNEL_PHONE, MARK " tin", 0, NULL, 0);
    case DT_COMMAND_ADD_NOTE:
      return dt_command_add_note (scene->case_id, MARK " ghi chú");
    case DT_COMMAND_RECORD_ANSWER:
      return dt_command_record_answer (
          scene->case_id, DT_CHANNEL_PHONE, MARK " trả lời", 0, NULL, 0);
    case DT_COMMAND_SET_FIELDS:
      return make_fields (one);
    case DT_COMMAND_SET_STATUS:
      return dt_command_set_status (one, DT_CASE_STATUS_IN_PROGRESS, NULL, MARK " lý do");
    case DT_COMMAND_ASSIGN:
      return dt_command_assign (one, NULL);
    case DT_COMMAND_ATTACH:
      return make_attach (scene->case_id);
    case DT_COMMAND_LINK_CITIZEN:
      return make_link_citizen (scene);
    case DT_COMMAND_UNLINK_CITIZEN:
      return dt_command_unlink_citizen (scene->case_id, scene->citizen_id);
    case DT_COMMAND_SET_CITIZEN:
      return make_citizen (scene->citizen_id);
    case DT_COMMAND_SET_CONSENT:
      return dt_command_set_consent (scene->citizen_id, DT_CONSENT_REFUSED, "phone");
    case DT_COMMAND_ERASE_CITIZEN:
      return dt_command_erase_citizen (scene->citizen_id, "subject_request");
    case DT_COMMAND_MERGE:
      return dt_command_merge (other, scene->case_id);
    case DT_COMMAND_UNMERGE:
      return dt_command_unmerge (scene->merged_id);
    case DT_COMMAND_SPLIT:
      return dt_command_split (scene->case_id, messages, MARK " tách");
    case DT_COMMAND_LINK_CASES:
      return dt_command_link_cases (scene->case_id, scene->other_id);
    case DT_COMMAND_UNLINK_CASES:
      return dt_command_unlink_cases (scene->case_id, scene->linked_id);
    case DT_COMMAND_MEND_SET_ASIDE:
      return dt_command_mend_set_aside (
          scene->set_aside_id, "{\"noidung\":\"" MARK " mới\",\"ngay\":\"1/6/2026\"}", NULL);
    case DT_COMMAND_DROP_SET_ASIDE:
      return dt_command_drop_set_aside (rows);
    case DT_COMMAND_ISSUE_RECEIPT:
      return dt_command_issue_receipt (scene->case_id);
    case DT_COMMAND_ADD_OFFICER:
      return dt_command_add_officer (MARK " cán bộ", MARK " chức", DT_ROLE_CLERK, MARK "pin");
    case DT_COMMAND_SET_OFFICER:
      return dt_command_set_officer (
          scene->officer_id, MARK " đổi tên", MARK " chức", DT_ROLE_CLERK, TRUE);
    case DT_COMMAND_SET_CREDENTIAL:
      return dt_command_set_credential (scene->officer_id, TEST_PIN, MARK "mới");
    case DT_COMMAND_REQUEST_EXTENSION:
      return dt_command_request_extension (scene->slow_id, DT_CLOCK_ANSWER, 0, MARK " lý do");
    case DT_COMMAND_DECLINE_EXTENSION:
      return dt_command_decline_extension (scene->asked_id, MARK " lý do");
    case DT_COMMAND_EXTEND:
      return dt_command_extend (scene->slow_id, DT_CLOCK_ANSWER, 0, MARK " lý do");
    case DT_COMMAND_PROMISE:
      return dt_command_promise (scene->slow_id, TEST_NOW + G_TIME_SPAN_DAY, MARK " lý do");
    case DT_COMMAND_ISSUE_NOTICE:
      return dt_command_issue_notice (scene->extended_id, scene->entry);
    case DT_COMMAND_GUIDE_FORM:
      return dt_command_guide_form (
          scene->wrong_form_id, DT_CHANNEL_FACEBOOK, MARK " hướng dẫn", 0, NULL, 0);
    case DT_COMMAND_CHANGE_RULES:
      return make_rules ();
    case DT_COMMAND_RESOLVE_CONFLICT:
    case DT_COMMAND_IMPORT:
    case DT_COMMAND_UNDO:
    case DT_N_COMMANDS:
      return NULL; /* not one command by itself, or needs two desks */
    default:
      return make_on_reply (scene, kind);
    }
}

/* ---- roles ---- */

typedef struct
{
  const char *name;
  DtRoles roles;
  const char *may; /* nicks of the commands, or "*" */
} RoleRow;

#define REGISTERING                                                                                \
  " open_case add_message add_note record_answer attach issue_receipt "                            \
  "issue_notice confirm_reply "
#define CASE_WORK                                                                                  \
  REGISTERING "set_fields set_status assign link_citizen unlink_citizen set_citizen set_consent "  \
              "merge unmerge split link_cases unlink_cases resolve_conflict mend_set_aside "       \
              "drop_set_aside import request_extension decline_extension promise guide_form "      \
              "save_reply submit_reply withdraw_reply discard_reply send_reply recall_reply "      \
              "retry_reply save_template "
#define OWN " set_credential undo "

static const RoleRow role_rows[] = {
  { OFFICER, DT_ROLE_OFFICER, CASE_WORK OWN },
  { LEADER,
    DT_ROLE_LEADER,
    CASE_WORK "erase_citizen extend return_reply approve_reply publish_template archive_template "
              "set_absence" OWN },
  { CLERK, DT_ROLE_CLERK, REGISTERING OWN },
  { TRAINER, DT_ROLE_TRAINER, OWN },
  { READER, DT_ROLE_PROVINCE_READER, OWN },
  { ADMINISTRATOR,
    DT_ROLE_ADMINISTRATOR,
    " erase_citizen mend_set_aside drop_set_aside import add_officer set_officer "
    "change_rules set_absence" OWN },
};

static gboolean
may (const RoleRow *row, DtCommandKind kind, gboolean demo)
{
  g_autofree char *word = g_strdup_printf (" %s ", dt_command_kind_to_nick (kind));
  const char *list = demo && row->roles == DT_ROLE_TRAINER ? CASE_WORK OWN : row->may;

  return strstr (list, word) != NULL;
}

static guint
count_refusals (Fixture *self)
{
  g_autofree char *facts = dump_facts (self);
  guint n = 0;

  for (const char *at = facts; (at = strstr (at, "officer.refused")) != NULL; at++)
    n++;
  return n;
}

static void
test_role (Fixture *self, gconstpointer data)
{
  gboolean demo = dt_service_is_demo (self->service);

  fixture_add_officers (self);
  for (guint i = 0; i < G_N_ELEMENTS (role_rows); i++)
    {
      const RoleRow *row = &role_rows[i];

      for (DtCommandKind kind = 0; kind < DT_N_COMMANDS; kind++)
        {
          g_autoptr (DtCommand) command = NULL;
          g_autoptr (DtOutcome) outcome = NULL;
          g_autoptr (GError) error = NULL;
          Scene scene = { NULL };
          guint refused;

          fixture_act_as (self, row->name);
          g_assert_cmpint (dt_service_may (self->service, kind), ==, may (row, kind, demo));
          if (may (row, kind, demo) && kind != DT_COMMAND_ASSIGN)
            continue; /* that it can be done is what the other tests are for */
          scene_init (&scene, self, row->name);
          command = make (&scene, kind);
          fixture_act_as (self, row->name);
          if (command != NULL)
            {
              refused = count_refusals (self);
              outcome = dt_service_run_sync (self->service, command, &error);
              if (may (row, kind, demo) && row->roles != DT_ROLE_TRAINER)
                g_assert_no_error (error);
              else
                {
                  g_assert_error (error, DT_ERROR, DT_ERROR_DENIED);
                  g_assert_cmpuint (count_refusals (self), ==, refused + 1);
                }
            }
          scene_clear (&scene);
        }
    }
}

/* ---- whom an officer may assign to ---- */

typedef struct
{
  const char *name;
  const char *actor;
  const char *owner; /* or NULL */
  const char *to;    /* or NULL */
  int code;          /* -1: done */
} AssignRow;

static const AssignRow assign_rows[] = {
  { "take what is nobody's", OFFICER, NULL, OFFICER, -1 },
  { "take a colleague's", OFFICER, OTHER, OFFICER, -1 },
  { "hand on one's own", OFFICER, OFFICER, OTHER, -1 },
  { "give back one's own", OFFICER, OFFICER, NULL, -1 },
  { "give nobody's to another", OFFICER, NULL, OTHER, DT_ERROR_DENIED },
  { "give a colleague's to a third", OFFICER, OTHER, LEADER, DT_ERROR_DENIED },
  { "a leader gives", LEADER, NULL, OTHER, -1 },
  { "a leader takes away", LEADER, OTHER, NULL, -1 },
  { "to a reader", LEADER, NULL, READER, DT_ERROR_INVALID },
  { "to an administrator", LEADER, NULL, ADMINISTRATOR, DT_ERROR_INVALID },
};

static void
test_assign (Fixture *self, gconstpointer data)
{
  const AssignRow *row = data;
  g_autofree char *id = NULL;
  const char *ids[] = { NULL, NULL };
  g_autoptr (DtOutcome) before = NULL;
  g_autoptr (DtCommand) command = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  fixture_add_officers (self);
  id = open_case (self, "Nội dung", NULL, NULL);
  ids[0] = id;
  before = run (
      self,
      dt_command_assign (ids, row->owner != NULL ? fixture_officer (self, row->owner, 0) : NULL));
  fixture_act_as (self, row->actor);
  command = dt_command_assign (ids, row->to != NULL ? fixture_officer (self, row->to, 0) : NULL);
  outcome = dt_service_run_sync (self->service, command, &error);
  if (row->code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, DT_ERROR, row->code);
}

/* Only a leader refuses a case. */
static void
test_refuse (Fixture *self, gconstpointer data)
{
  g_autofree char *id = NULL;
  const char *ids[] = { NULL, NULL };
  g_autoptr (DtOutcome) outcome = NULL;

  fixture_add_officers (self);
  id = open_case (self, "Nội dung", NULL, NULL);
  ids[0] = id;
  fixture_act_as (self, OFFICER);
  run_failing (self,
               dt_command_set_status (ids, DT_CASE_STATUS_REFUSED, "feedback_wrong_kind", NULL),
               DT_ERROR_DENIED);
  fixture_act_as (self, LEADER);
  outcome = run (self,
                 dt_command_set_status (ids, DT_CASE_STATUS_REFUSED, "feedback_wrong_kind", NULL));
}

static void
test_signed_out (Fixture *self, gconstpointer data)
{
  dt_service_sign_out (self->service);
  g_assert_null (dt_service_get_officer (self->service));
  run_failing (self, make_open (), DT_ERROR_SIGNED_OUT);
}

/* ---- transitions ---- */

/* The shortest way from a new case to each status. */
static const DtCaseStatus ways[][3] = {
  [DT_CASE_STATUS_RECEIVED] = { DT_CASE_STATUS_RECEIVED },
  [DT_CASE_STATUS_ACCEPTED] = { DT_CASE_STATUS_ACCEPTED },
  [DT_CASE_STATUS_IN_PROGRESS] = { DT_CASE_STATUS_ACCEPTED, DT_CASE_STATUS_IN_PROGRESS },
  [DT_CASE_STATUS_WAITING_CITIZEN]
  = { DT_CASE_STATUS_ACCEPTED, DT_CASE_STATUS_IN_PROGRESS, DT_CASE_STATUS_WAITING_CITIZEN },
  [DT_CASE_STATUS_FORWARDED] = { DT_CASE_STATUS_ACCEPTED, DT_CASE_STATUS_FORWARDED },
  [DT_CASE_STATUS_ANSWERED] = { DT_CASE_STATUS_ACCEPTED, DT_CASE_STATUS_ANSWERED },
  [DT_CASE_STATUS_CLOSED]
  = { DT_CASE_STATUS_ACCEPTED, DT_CASE_STATUS_ANSWERED, DT_CASE_STATUS_CLOSED },
  [DT_CASE_STATUS_REFUSED] = { DT_CASE_STATUS_REFUSED },
  [DT_CASE_STATUS_REOPENED]
  = { DT_CASE_STATUS_ACCEPTED, DT_CASE_STATUS_ANSWERED, DT_CASE_STATUS_REOPENED },
};

static gboolean
set_status (Fixture *self, const char *id, DtCaseStatus to, GError **error)
{
  const char *ids[] = { id, NULL };
  const char *ground = to == DT_CASE_STATUS_REFUSED ? "feedback_wrong_kind" : NULL;
  g_autoptr (DtCommand) command = dt_command_set_status (ids, to, ground, NULL);
  g_autoptr (DtOutcome) outcome = dt_service_run_sync (self->service, command, error);

  return outcome != NULL;
}

static char *
open_in (Fixture *self, DtCaseStatus status)
{
  DtNewCase values = { .channel = DT_CHANNEL_PORTAL, .text = "Nội dung", .anonymous = TRUE };
  g_autoptr (DtOutcome) outcome = run (self, dt_command_open_case (&values, NULL, 0));

  for (guint i = 0; i < 3 && ways[status][i] != DT_CASE_STATUS_RECEIVED; i++)
    {
      g_autoptr (GError) error = NULL;

      set_status (self, outcome->case_ids[0], ways[status][i], &error);
      g_assert_no_error (error);
    }
  return g_strdup (outcome->case_ids[0]);
}

static void
test_transitions (Fixture *self, gconstpointer data)
{
  for (DtCaseStatus from = 0; from <= DT_CASE_STATUS_REOPENED; from++)
    for (DtCaseStatus to = 0; to < DT_N_CASE_STATUSES; to++)
      {
        g_autofree char *id = open_in (self, from);
        g_autoptr (DtCase) before = find (self, id);
        g_autoptr (DtCase) after = NULL;
        g_autoptr (GError) error = NULL;
        gboolean ok;

        g_assert_cmpint (before->status, ==, from);
        ok = set_status (self, id, to, &error);
        g_assert_cmpint (ok, ==, dt_case_status_can_become (from, to));
        after = find (self, id);
        g_assert_cmpint (after->status, ==, ok ? to : from);
        if (!ok)
          g_assert_error (error, DT_ERROR, DT_ERROR_TRANSITION);
      }
}

/* ---- facts ---- */

/* Every command, with a mark in all that a person types; its undo too. */
static void
test_facts (Fixture *self, gconstpointer data)
{
  g_autofree char *facts = NULL;
  guint n_run = 0;

  fixture_add_officers (self);
  for (DtCommandKind kind = 0; kind < DT_N_COMMANDS; kind++)
    {
      Scene scene = { NULL };
      DtCommand *command;
      g_autoptr (DtOutcome) outcome = NULL;

      scene_init (&scene, self, CLERK);
      command = make (&scene, kind);
      if (command != NULL && kind == DT_COMMAND_RETRY_REPLY)
        run_failing (self, g_steal_pointer (&command), DT_ERROR_TRANSITION);
      if (command != NULL)
        {
          outcome = run (self, command);
          n_run++;
          if (outcome->can_undo)
            undo (self);
        }
      scene_clear (&scene);
    }
  g_assert_cmpuint (n_run, >=, DT_N_COMMANDS - 6);
  facts = dump_facts (self);
  g_assert_nonnull (strstr (facts, "case.opened"));
  g_assert_nonnull (strstr (facts, "import.set_aside"));
  g_assert_null (strstr (facts, MARK));
  g_assert_null (strstr (facts, "09000000"));
}

/* Codes stand in the facts: free text in their place is refused. */
static void
test_codes_are_codes (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Nội dung", "Trần Thị Hoa", NULL);
  g_autoptr (DtCase) a_case = find (self, id);

  run_failing (self,
               dt_command_set_consent (a_case->citizen_id, DT_CONSENT_GIVEN, "bà Hoa nói"),
               DT_ERROR_INVALID);
  run_failing (
      self, dt_command_erase_citizen (a_case->citizen_id, "theo đơn của bà Hoa"), DT_ERROR_INVALID);
  run_failing (
      self, dt_command_erase_citizen (a_case->citizen_id, "tel_0900000012"), DT_ERROR_INVALID);
  run_failing (self,
               dt_command_set_consent (a_case->citizen_id, DT_CONSENT_GIVEN, "079123456789"),
               DT_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, function)                                                                  \
  g_test_add (path, Fixture, data, fixture_set_up, function, fixture_tear_down)
  ADD ("/roles/matrix", NULL, test_role);
  ADD ("/roles/matrix-in-training", "demo", test_role);
  for (guint i = 0; i < G_N_ELEMENTS (assign_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/roles/assign/", assign_rows[i].name, NULL);

      ADD (path, &assign_rows[i], test_assign);
    }
  ADD ("/roles/refuse", NULL, test_refuse);
  ADD ("/roles/signed-out", NULL, test_signed_out);
  ADD ("/roles/transitions", NULL, test_transitions);
  ADD ("/roles/facts", NULL, test_facts);
  ADD ("/roles/codes-are-codes", NULL, test_codes_are_codes);
  return g_test_run ();
}
