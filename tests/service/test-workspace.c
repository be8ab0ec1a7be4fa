/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workspace as a whole: making and opening it, signing in and being made to wait, drafts,
 * settings, asynchronous calls, backup, verification. */
#include "service/test-service.h"

#include "base/dt-error.h"
#include "dt-test.h"
#include "service/dt-service-private.h"
#include "store/dt-store-private.h"

/* ---- making and opening ---- */

static void
assert_empty (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);

  g_assert_true (dir == NULL || g_dir_read_name (dir) == NULL);
}

static void
test_create (void)
{
  g_autofree char *root = g_dir_make_tmp ("dt-create-XXXXXX", NULL);
  g_autofree char *directory = g_build_filename (root, "new", NULL);
  g_autofree char *key_file = g_build_filename (root, "key", NULL);
  g_autofree char *moved = g_build_filename (root, "moved", NULL);
  g_autofree char *recovery = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtService) service = NULL;
  DtServiceSetup setup = { .directory = directory, .unit = "00000", .key_file = key_file };
  DtServiceOpening opening = { .directory = directory };

  /* What fails leaves nothing behind. */
  g_assert_false (dt_service_create_workspace (&setup, NULL, NULL, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_clear_error (&error);
  setup.unit = "26740";
  setup.officer_name = "Ai đó";
  setup.officer_password = "1";
  g_assert_false (dt_service_create_workspace (&setup, NULL, NULL, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (g_file_test (directory, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (key_file, G_FILE_TEST_EXISTS));

  setup.officer_password = NULL;
  g_assert_true (dt_service_create_workspace (&setup, NULL, &recovery, &error));
  g_assert_no_error (error);
  g_assert_nonnull (recovery);
  g_assert_true (dt_service_workspace_exists (directory));
  g_assert_true (dt_service_workspace_has_slot (directory, DT_SLOT_KEY_FILE));
  g_assert_true (dt_service_workspace_has_slot (directory, DT_SLOT_RECOVERY_CODE));
  g_assert_false (dt_service_workspace_has_slot (directory, DT_SLOT_PASSPHRASE));
  /* Nor is a workspace made twice in one place. */
  g_assert_false (dt_service_create_workspace (&setup, NULL, &again, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_assert_null (again);
  g_clear_error (&error);

  /* The key file lies where it was made, until somebody takes it away. */
  g_assert_cmpint (g_rename (key_file, moved), ==, 0);
  g_assert_null (dt_service_open_sync (&opening, NULL, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_LOCKED);
  g_clear_error (&error);
  opening.secret_kind = DT_SLOT_RECOVERY_CODE;
  opening.secret = recovery;
  service = dt_service_open_sync (&opening, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dt_service_get_unit (service)->code, ==, "26740");
  g_assert_false (dt_service_is_demo (service));
  /* Without the key file nobody acts without a PIN. */
  {
    DtOfficer *first = g_ptr_array_index (dt_service_get_officers (service), 0);

    g_assert_cmpint (first->roles, ==, DT_ROLE_ADMINISTRATOR);
    g_assert_false (first->secured);
    g_assert_false (dt_service_act_as (service, first->id, &error));
    g_assert_error (error, DT_ERROR, DT_ERROR_DENIED);
    g_clear_error (&error);
    /* Who has set none signs in with none. */
    g_assert_true (dt_service_sign_in_sync (service, first->id, "", &error));
    g_assert_no_error (error);
  }
  dt_service_close (service);
  remove_tree (root);
}

static void
test_missing (void)
{
  g_autofree char *root = g_dir_make_tmp ("dt-missing-XXXXXX", NULL);
  DtServiceOpening opening = { .directory = root };
  g_autoptr (GError) error = NULL;

  g_assert_null (dt_service_open_sync (&opening, NULL, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
  assert_empty (root);
  g_rmdir (root);
}

static void
test_busy (Fixture *self, gconstpointer data)
{
  DtServiceOpening opening = { .directory = self->directory, .key_file = self->key_file };
  g_autoptr (GError) error = NULL;

  g_assert_null (dt_service_open_sync (&opening, self->clock, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_BUSY);
}

/* ---- signing in ---- */

static void
sign_in (Fixture *self, const char *id, const char *password, int code)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = dt_service_sign_in_sync (self->service, id, password, &error);

  g_assert_cmpint (ok, ==, code < 0);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, DT_ERROR, code);
}

static guint
count_facts (Fixture *self, const char *kind)
{
  g_autofree char *facts = dump_facts (self);
  guint n = 0;

  for (const char *at = facts; (at = strstr (at, kind)) != NULL; at++)
    n++;
  return n;
}

static void
test_sign_in (Fixture *self, gconstpointer data)
{
  g_autofree char *id = g_strdup (fixture_officer (self, OFFICER, DT_ROLE_OFFICER));

  dt_service_sign_out (self->service);
  sign_in (self, id, "sai rồi", DT_ERROR_WRONG_SECRET);
  g_assert_null (dt_service_get_officer (self->service));
  sign_in (self, id, TEST_PIN, -1);
  g_assert_cmpstr (dt_service_get_officer (self->service)->name, ==, OFFICER);
  g_assert_true (dt_service_get_officer (self->service)->secured);
  g_assert_cmpuint (count_facts (self, "officer.signed_in"), ==, 1);
  g_assert_cmpuint (count_facts (self, "officer.sign_in_failed"), ==, 1);
  sign_in (self, "00000000000000000000000000000000", TEST_PIN, DT_ERROR_NOT_FOUND);
}

/* Five tries are free; from then on each waits, longer and longer, a new session too. */
static void
test_back_off (Fixture *self, gconstpointer data)
{
  static const guint waits[] = { 30, 60, 120, 240, 480, 900, 900 };
  g_autofree char *id = g_strdup (fixture_officer (self, OFFICER, DT_ROLE_OFFICER));
  gint64 now = TEST_NOW;

  for (guint i = 0; i < 5; i++)
    sign_in (self, id, "sai", DT_ERROR_WRONG_SECRET);
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      gint64 until = now + waits[i] * G_TIME_SPAN_SECOND;

      g_assert_cmpint (dt_service_get_sign_in_wait (self->service, id), ==, until);
      sign_in (self, id, TEST_PIN, DT_ERROR_BUSY); /* even the right one */
      dt_clock_set_fixed (self->clock, until - 1);
      sign_in (self, id, TEST_PIN, DT_ERROR_BUSY);
      if (i % 2 == 1)
        {
          fixture_reopen (self);
          g_assert_cmpint (dt_service_get_sign_in_wait (self->service, id), ==, until);
        }
      now = until;
      dt_clock_set_fixed (self->clock, now);
      g_assert_cmpint (dt_service_get_sign_in_wait (self->service, id), ==, 0);
      sign_in (self, id, "sai", DT_ERROR_WRONG_SECRET);
    }
  g_assert_cmpuint (count_facts (self, "officer.sign_in_failed"), ==, 5 + G_N_ELEMENTS (waits));
  dt_clock_set_fixed (self->clock, now + G_TIME_SPAN_HOUR);
  sign_in (self, id, TEST_PIN, -1);
  g_assert_cmpint (dt_service_get_sign_in_wait (self->service, id), ==, 0);
  sign_in (self, id, "sai", DT_ERROR_WRONG_SECRET); /* free again */
  sign_in (self, id, TEST_PIN, -1);
}

/* A clock that is put back makes nobody wait longer than was meant. */
static void
test_back_off_clock_back (Fixture *self, gconstpointer data)
{
  g_autofree char *id = g_strdup (fixture_officer (self, OFFICER, DT_ROLE_OFFICER));

  for (guint i = 0; i < 5; i++)
    sign_in (self, id, "sai", DT_ERROR_WRONG_SECRET);
  dt_clock_set_fixed (self->clock, TEST_NOW - 30 * G_TIME_SPAN_DAY);
  sign_in (self, id, TEST_PIN, DT_ERROR_BUSY);
  dt_clock_set_fixed (self->clock, TEST_NOW + 31 * G_TIME_SPAN_SECOND);
  sign_in (self, id, TEST_PIN, -1);
}

static void
test_inactive (Fixture *self, gconstpointer data)
{
  g_autofree char *id = g_strdup (fixture_officer (self, OFFICER, DT_ROLE_OFFICER));
  g_autoptr (DtOutcome) outcome
      = run (self, dt_command_set_officer (id, OFFICER, NULL, DT_ROLE_OFFICER, FALSE));

  sign_in (self, id, TEST_PIN, DT_ERROR_DENIED);
}

static void
test_credential (Fixture *self, gconstpointer data)
{
  g_autofree char *id = g_strdup (fixture_officer (self, OFFICER, DT_ROLE_OFFICER));
  g_autofree char *other = g_strdup (fixture_officer (self, OTHER, DT_ROLE_OFFICER));
  g_autoptr (DtOutcome) own = NULL;
  g_autoptr (DtOutcome) set = NULL;

  sign_in (self, id, TEST_PIN, -1);
  run_failing (self, dt_command_set_credential (id, "sai", "mật khẩu"), DT_ERROR_WRONG_SECRET);
  run_failing (self, dt_command_set_credential (id, NULL, "mật khẩu"), DT_ERROR_WRONG_SECRET);
  run_failing (self, dt_command_set_credential (id, TEST_PIN, "123"), DT_ERROR_INVALID);
  run_failing (self, dt_command_set_credential (other, NULL, "mật khẩu"), DT_ERROR_DENIED);
  own = run (self, dt_command_set_credential (id, TEST_PIN, "mật khẩu mới"));
  g_assert_false (own->can_undo);
  sign_in (self, id, TEST_PIN, DT_ERROR_WRONG_SECRET);
  sign_in (self, id, "mật khẩu mới", -1);
  fixture_act_as (self, CHIEF);
  set = run (self, dt_command_set_credential (other, NULL, "654321"));
  sign_in (self, other, "654321", -1);
}

/* ---- asynchronous calls ---- */

/* Held on to until the end: a task that lives on must not keep the workspace open. */
static GPtrArray *results;

typedef struct
{
  GMainLoop *loop;
  GAsyncResult *result;
} Waiting;

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiting *waiting = user_data;

  waiting->result = result;
  g_ptr_array_add (results, g_object_ref (result));
  g_main_loop_quit (waiting->loop);
}

static GAsyncResult *
wait_for (Waiting *waiting)
{
  g_main_loop_run (waiting->loop);
  g_main_loop_unref (waiting->loop);
  return waiting->result;
}

#define WAITING                                                                                    \
  {                                                                                                \
    g_main_loop_new (NULL, FALSE), NULL                                                            \
  }

static void
on_changed_cb (DtService *service, DtChanges *changes, guint *n)
{
  (*n)++;
  g_assert_cmpuint (changes->cases->len, <=, 1);
}

static void
test_async (Fixture *self, gconstpointer data)
{
  g_autofree char *id = g_strdup (fixture_officer (self, OFFICER, DT_ROLE_OFFICER));
  DtNewCase values = { .channel = DT_CHANNEL_WALK_IN, .text = "Nội dung", .anonymous = TRUE };
  g_autoptr (DtCommand) command = dt_command_open_case (&values, NULL, 0);
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (DtOutcome) undone = NULL;
  g_autoptr (DtCaseFile) file = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint changed = 0;
  Waiting signing_in = WAITING;
  Waiting running = WAITING;
  Waiting loading = WAITING;
  Waiting undoing = WAITING;
  Waiting cancelling = WAITING;

  dt_service_sign_in_async (self->service, id, TEST_PIN, NULL, on_done_cb, &signing_in);
  g_assert_true (dt_service_sign_in_finish (self->service, wait_for (&signing_in), &error));
  g_assert_no_error (error);

  g_signal_connect (self->service, "changed", G_CALLBACK (on_changed_cb), &changed);
  dt_service_run_async (self->service, command, NULL, on_done_cb, &running);
  outcome = dt_service_run_finish (self->service, wait_for (&running), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changed, ==, 1);
  g_assert_cmpint (count_view (self, DT_VIEW_MINE), ==, 1);

  dt_service_load_case_async (self->service, outcome->case_code, NULL, on_done_cb, &loading);
  file = dt_service_load_case_finish (self->service, wait_for (&loading), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (file->a_case->id, ==, outcome->case_ids[0]);

  dt_service_undo_async (self->service, NULL, on_done_cb, &undoing);
  undone = dt_service_run_finish (self->service, wait_for (&undoing), &error);
  g_assert_no_error (error);
  g_assert_cmpint (undone->kind, ==, DT_COMMAND_OPEN_CASE);
  g_assert_cmpint (count_view (self, DT_VIEW_ALL), ==, 0);

  /* Cancelled before its turn: not done, and said so. */
  g_cancellable_cancel (cancelled);
  dt_service_run_async (self->service, command, cancelled, on_done_cb, &cancelling);
  g_assert_null (dt_service_run_finish (self->service, wait_for (&cancelling), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count_view (self, DT_VIEW_ALL), ==, 0);
}

static void
test_attachment (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) content = g_bytes_new_static ("nội dung ảnh", 14);
  DtNewFile new_file = { content, "ảnh.png", "IMAGE/PNG; x=y" };
  DtNewCase values = { .channel = DT_CHANNEL_WALK_IN, .text = "Nội dung", .anonymous = TRUE };
  g_autoptr (DtOutcome) outcome = run (self, dt_command_open_case (&values, &new_file, 1));
  g_autoptr (DtCaseFile) file = load (self, outcome->case_ids[0]);
  DtTimelineItem *item = NULL;
  DtAttachment *attachment;
  g_autoptr (GBytes) loaded = NULL;
  g_autoptr (GError) error = NULL;
  Waiting waiting = WAITING;
  Waiting missing = WAITING;

  for (guint i = 0; i < file->timeline->len; i++)
    {
      DtTimelineItem *at = g_ptr_array_index (file->timeline, i);

      if (at->type == DT_TIMELINE_MESSAGE)
        item = at;
    }
  g_assert_cmpuint (item->attachments->len, ==, 1);
  attachment = g_ptr_array_index (item->attachments, 0);
  g_assert_cmpstr (attachment->name, ==, "ảnh.png");
  /* Nothing that was typed gets into the facts by way of the type. */
  g_assert_cmpstr (attachment->media_type, ==, "application/octet-stream");
  dt_service_load_attachment_async (self->service, attachment->hash, NULL, on_done_cb, &waiting);
  loaded = dt_service_load_attachment_finish (self->service, wait_for (&waiting), &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (loaded, content));
  dt_service_load_attachment_async (
      self->service,
      "0000000000000000000000000000000000000000000000000000000000000000",
      NULL,
      on_done_cb,
      &missing);
  g_assert_null (dt_service_load_attachment_finish (self->service, wait_for (&missing), &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
}

/* ---- drafts and settings ---- */

static void
test_drafts (Fixture *self, gconstpointer data)
{
  g_autofree char *draft = NULL;
  g_autofree char *other = NULL;

  dt_service_save_draft (self->service, "walk-in", "{\"text\":\"Một\"}");
  dt_service_save_draft (self->service, "walk-in", "{\"text\":\"Một hai\"}");
  dt_service_save_draft (self->service, "note:1", "{}");
  dt_service_save_draft (self->service, "note:2", "{\"x\":1}");
  dt_service_save_draft (self->service, "note:2", NULL);
  fixture_reopen (self); /* closing saves what is not saved yet */
  draft = dt_service_dup_draft (self->service, "walk-in");
  other = dt_service_dup_draft (self->service, "note:1");
  g_assert_cmpstr (draft, ==, "{\"text\":\"Một hai\"}");
  g_assert_cmpstr (other, ==, "{}");
  g_assert_null (dt_service_dup_draft (self->service, "note:2"));
}

/* Saved behind by itself, within half a second. */
static gboolean
on_timeout_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_draft_saved_behind (Fixture *self, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (self->root, "copy", NULL);
  g_autofree char *backup = g_build_filename (self->root, "backup", NULL);
  DtServiceOpening opening = { .directory = copy, .key_file = self->key_file };
  g_autoptr (DtService) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = NULL;
  gboolean passed = FALSE;

  dt_service_save_draft (self->service, "walk-in", "{\"a\":1}");
  g_timeout_add (dt_test_allow (500), on_timeout_cb, &passed);
  while (!passed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (dt_service_backup_sync (self->service, backup, &error));
  g_assert_no_error (error);
  g_assert_true (dt_service_restore_backup (backup, copy, &error));
  other = dt_service_open_sync (&opening, self->clock, &error);
  g_assert_no_error (error);
  draft = dt_service_dup_draft (other, "walk-in");
  g_assert_cmpstr (draft, ==, "{\"a\":1}");
  dt_service_close (other);
}

/* The case on disk and its draft done with are one step: a form is never sent twice. */
static void
test_draft_done (Fixture *self, gconstpointer data)
{
  DtNewCase values = {
    .channel = DT_CHANNEL_WALK_IN, .text = "Nội dung", .anonymous = TRUE, .draft = "walk-in"
  };
  DtNewCase bad = { .text = "", .anonymous = TRUE, .draft = "walk-in" };
  g_autoptr (DtOutcome) outcome = NULL;
  g_autofree char *kept = NULL;

  dt_service_save_draft (self->service, "walk-in", "{\"text\":\"Nội dung\"}");
  run_failing (self, dt_command_open_case (&bad, NULL, 0), DT_ERROR_INVALID);
  kept = dt_service_dup_draft (self->service, "walk-in");
  g_assert_nonnull (kept);
  outcome = run (self, dt_command_open_case (&values, NULL, 0));
  g_assert_null (dt_service_dup_draft (self->service, "walk-in"));
  fixture_reopen (self);
  g_assert_null (dt_service_dup_draft (self->service, "walk-in"));
}

static void
on_problem_cb (DtService *service, GError *error, guint *n)
{
  g_assert_error (error, DT_ERROR, DT_ERROR_DENIED);
  (*n)++;
}

static void
test_settings (Fixture *self, gconstpointer data)
{
  guint problems = 0;

  fixture_add_officers (self);
  g_assert_null (dt_service_get_setting (self->service, "unit.address"));
  dt_service_set_setting (self->service, "unit.address", "45-47 Lê Duẩn");
  dt_service_set_setting (self->service, "unit.phone", "028 0000 0000");
  dt_service_set_setting (self->service, "unit.phone", NULL);
  fixture_reopen (self);
  g_assert_cmpstr (dt_service_get_setting (self->service, "unit.address"), ==, "45-47 Lê Duẩn");
  g_assert_null (dt_service_get_setting (self->service, "unit.phone"));
  fixture_act_as (self, OFFICER);
  g_signal_connect (self->service, "problem", G_CALLBACK (on_problem_cb), &problems);
  dt_service_set_setting (self->service, "unit.address", "Nơi khác");
  g_assert_cmpuint (problems, ==, 1);
  g_assert_cmpstr (dt_service_get_setting (self->service, "unit.address"), ==, "45-47 Lê Duẩn");
}

/* ---- upkeep ---- */

static void
test_backup (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Nội dung cần giữ", "Trần Thị Hoa", NULL);
  g_autofree char *backup = g_build_filename (self->root, "backup.tar", NULL);
  g_autofree char *copy = g_build_filename (self->root, "copy", NULL);
  g_autofree char *cut = g_build_filename (self->root, "cut", NULL);
  g_autofree char *content = NULL;
  gsize size;
  DtServiceOpening opening = { .directory = copy, .key_file = self->key_file };
  g_autoptr (GError) error = NULL;
  Fixture other = { .directory = copy, .key_file = self->key_file, .clock = self->clock };
  g_autoptr (DtVerifyReport) report = NULL;
  g_autoptr (DtCase) a_case = NULL;
  Waiting waiting = WAITING;

  dt_service_backup_async (self->service, backup, NULL, on_done_cb, &waiting);
  g_assert_true (dt_service_backup_finish (self->service, wait_for (&waiting), &error));
  g_assert_no_error (error);
  g_assert_false (dt_service_restore_backup (backup, self->directory, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_clear_error (&error);
  /* One that was cut off is none, and leaves nothing. */
  g_assert_true (g_file_get_contents (backup, &content, &size, NULL));
  g_assert_null (g_strstr_len (content, size, "Nội dung cần giữ"));
  g_assert_true (g_file_set_contents (cut, content, size / 2, NULL));
  g_assert_false (dt_service_restore_backup (cut, copy, &error));
  g_clear_error (&error);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));

  g_assert_true (dt_service_restore_backup (backup, copy, &error));
  g_assert_no_error (error);
  other.service = dt_service_open_sync (&opening, self->clock, &error);
  g_assert_no_error (error);
  a_case = find (&other, id);
  g_assert_cmpstr (a_case->citizen_name, ==, "Trần Thị Hoa");
  report = dt_service_verify_sync (other.service, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
  dt_service_close (other.service);
  g_object_unref (other.service);
}

static void
on_progress (gint64 done, gint64 total, gpointer user_data)
{
  (*(guint *) user_data)++;
  g_assert_true (g_main_context_is_owner (NULL));
  g_assert_cmpint (done, <=, total);
}

static void
test_verify_rebuild (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Nội dung", "Trần Thị Hoa", NULL);
  g_autofree char *views = g_build_filename (self->directory, "views.db", NULL);
  g_autoptr (DtVerifyReport) report = NULL;
  g_autoptr (DtCase) a_case = NULL;
  g_autoptr (DtCase) again = NULL;
  g_autoptr (GError) error = NULL;
  guint progressed = 0;
  Waiting waiting = WAITING;

  dt_service_verify_async (
      self->service, TRUE, NULL, on_progress, &progressed, on_done_cb, &waiting);
  report = dt_service_verify_finish (self->service, wait_for (&waiting), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpint (report->entries, ==, dt_service_count_entries_sync (self->service));
  g_assert_true (dt_service_rebuild_sync (self->service, &error));
  g_assert_no_error (error);
  a_case = find (self, id);
  g_assert_cmpstr (a_case->title, ==, "Nội dung");
  g_assert_cmpint (count_view (self, DT_VIEW_MINE), ==, 1);
  /* Commands go on with the new file. */
  g_free (open_case (self, "Nữa", NULL, NULL));
  g_assert_cmpint (count_view (self, DT_VIEW_ALL), ==, 2);
  dt_service_close (self->service);
  g_unlink (views);
  fixture_reopen (self);
  again = find (self, id);
  g_assert_cmpstr (again->title, ==, "Nội dung");
}

static void
forget_pages (gpointer data, gpointer user_data)
{
  DtWriter *writer = data;

  sqlite3_db_release_memory (dt_database_get_handle (dt_store_get_database (writer->store)));
}

/* All but the first page, which every reading looks at. */
static void
damage_views (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->directory, "views.db", NULL);
  FILE *file = fopen (path, "r+b");
  long size;

  g_assert_nonnull (file);
  fseek (file, 0, SEEK_END);
  size = ftell (file);
  g_assert_cmpint (size, >, 8192);
  fseek (file, 4096, SEEK_SET);
  for (long i = 4096; i < size; i++)
    fputc (0x55, file);
  g_assert_cmpint (fclose (file), ==, 0);
}

/* The disk loses the views while the desk works: they are made anew, and everybody reads the new
 * ones. */
static void
test_views_lost (Fixture *self, gconstpointer data)
{
  g_autofree char *before = open_case (self, "Trước khi hỏng", NULL, NULL);
  g_autofree char *id = NULL;
  g_autoptr (DtOutcome) note = NULL;
  g_autoptr (DtCaseFile) file = NULL;
  g_autoptr (DtCase) old = NULL;

  /* Closing brings all of it into the file. */
  fixture_reopen (self);
  fixture_act_as (self, CHIEF);
  dt_worker_run (
      self->service->workspace->writing, forget_pages, &self->service->workspace->writer, NULL);
  damage_views (self);
  g_test_expect_message ("doi-thoai", G_LOG_LEVEL_WARNING, "*made anew*");
  id = open_case (self, "Sau khi hỏng", NULL, NULL);
  g_test_assert_expected_messages ();
  note = run (self, dt_command_add_note (id, "Vẫn làm việc"));
  file = load (self, id);
  g_assert_cmpuint (file->a_case->n_messages, ==, 2);
  old = find (self, before);
  g_assert_cmpstr (old->title, ==, "Trước khi hỏng");
  g_assert_cmpint (count_view (self, DT_VIEW_ALL), ==, 2);
}

static void
test_keys (Fixture *self, gconstpointer data)
{
  DtServiceOpening opening = { .directory = self->directory };
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  Waiting denied = WAITING;
  Waiting renewing = WAITING;
  Waiting setting = WAITING;

  fixture_add_officers (self);
  fixture_act_as (self, OFFICER);
  dt_service_renew_recovery_async (self->service, NULL, on_done_cb, &denied);
  g_assert_null (dt_service_renew_recovery_finish (self->service, wait_for (&denied), &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_DENIED);
  g_clear_error (&error);
  fixture_act_as (self, CHIEF);
  dt_service_renew_recovery_async (self->service, NULL, on_done_cb, &renewing);
  code = dt_service_renew_recovery_finish (self->service, wait_for (&renewing), &error);
  g_assert_no_error (error);
  dt_service_set_passphrase_async (self->service, "một cụm từ dài", NULL, on_done_cb, &setting);
  g_assert_true (dt_service_set_passphrase_finish (self->service, wait_for (&setting), &error));
  g_assert_no_error (error);
  dt_service_close (self->service);
  g_clear_object (&self->service);
  opening.secret_kind = DT_SLOT_PASSPHRASE;
  opening.secret = "một cụm từ khác";
  g_assert_null (dt_service_open_sync (&opening, self->clock, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_WRONG_SECRET);
  g_clear_error (&error);
  opening.secret = "một cụm từ dài";
  self->service = dt_service_open_sync (&opening, self->clock, &error);
  g_assert_no_error (error);
  dt_service_close (self->service);
  g_clear_object (&self->service);
  opening.secret_kind = DT_SLOT_RECOVERY_CODE;
  opening.secret = code;
  self->service = dt_service_open_sync (&opening, self->clock, &error);
  g_assert_no_error (error);
}

static void
test_closed (Fixture *self, gconstpointer data)
{
  DtNewCase values = { .channel = DT_CHANNEL_WALK_IN, .text = "Nội dung", .anonymous = TRUE };
  g_autoptr (DtCommand) command = dt_command_open_case (&values, NULL, 0);
  g_autoptr (GError) error = NULL;
  Waiting waiting = WAITING;

  dt_service_close (self->service);
  dt_service_close (self->service);
  g_assert_null (dt_service_run_sync (self->service, command, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_FAILED);
  g_clear_error (&error);
  dt_service_load_case_async (self->service, "HS-2026-0001", NULL, on_done_cb, &waiting);
  g_assert_null (dt_service_load_case_finish (self->service, wait_for (&waiting), &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_FAILED);
  dt_service_save_draft (self->service, "x", "{}");
  dt_service_set_setting (self->service, "x", "y");
}

/* No plain text in any file, the log of the database included. */
static void
test_no_plain_text (Fixture *self, gconstpointer data)
{
  const char *sentence = "Con chim xanh dau tren cot dien so 4711";
  g_autofree char *id = open_case (self, sentence, "Zebulon Quatermass", "0900000012");
  const char *name;

  dt_service_save_draft (self->service, "walk-in", sentence);
  for (guint closed = 0; closed < 2; closed++)
    {
      g_autoptr (GDir) dir = g_dir_open (self->directory, 0, NULL);
      guint n = 0;

      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (self->directory, name, NULL);
          g_autofree char *content = NULL;
          gsize size;

          g_assert_true (g_file_get_contents (path, &content, &size, NULL));
          g_assert_null (memmem (content, size, "chim xanh", 9));
          g_assert_null (memmem (content, size, "Quatermass", 10));
          g_assert_null (memmem (content, size, "0900000012", 10));
          n++;
        }
      g_assert_cmpuint (n, >=, 3);
      dt_service_close (self->service);
    }
}

int
main (int argc, char **argv)
{
  int code;

  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                        \
  g_test_add ("/workspace/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  g_test_add_func ("/workspace/create", test_create);
  g_test_add_func ("/workspace/missing", test_missing);
  ADD ("busy", test_busy);
  ADD ("sign-in", test_sign_in);
  ADD ("sign-in/back-off", test_back_off);
  ADD ("sign-in/clock-back", test_back_off_clock_back);
  ADD ("sign-in/inactive", test_inactive);
  ADD ("sign-in/credential", test_credential);
  ADD ("async", test_async);
  ADD ("attachment", test_attachment);
  ADD ("drafts", test_drafts);
  ADD ("drafts/saved-behind", test_draft_saved_behind);
  ADD ("drafts/done", test_draft_done);
  ADD ("settings", test_settings);
  ADD ("backup", test_backup);
  ADD ("verify-rebuild", test_verify_rebuild);
  ADD ("views-lost", test_views_lost);
  ADD ("keys", test_keys);
  ADD ("closed", test_closed);
  ADD ("no-plain-text", test_no_plain_text);
  results = g_ptr_array_new_with_free_func (g_object_unref);
  code = g_test_run ();
  g_ptr_array_unref (results);
  return code;
}
