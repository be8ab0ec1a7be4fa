/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasing a citizen: nothing of theirs stays, nothing of anybody else's goes, and what a crash cut
 * off is finished. */
#include "service/test-service.h"

#include "base/dt-error.h"
#include "service/dt-commands.h"
#include "service/dt-importer.h"
#include "service/dt-workspace.h"

#define SCAN "quét: đơn chung của tổ dân phố"

/* ---- helpers ---- */

static char *
open_with_scan (Fixture *self, const char *name, const char *text)
{
  g_autoptr (GBytes) content = g_bytes_new_static (SCAN, strlen (SCAN));
  DtNewFile file = { content, "don.jpg", "image/jpeg" };
  DtNewCase values = { .channel = DT_CHANNEL_WALK_IN, .text = text, .name = name };
  g_autoptr (DtOutcome) outcome = run (self, dt_command_open_case (&values, &file, 1));

  return g_strdup (outcome->case_ids[0]);
}

static void
erase (Fixture *self, const char *case_id)
{
  g_autoptr (DtCase) a_case = find (self, case_id);
  g_autoptr (DtOutcome) outcome
      = run (self, dt_command_erase_citizen (a_case->citizen_id, "subject_request"));

  g_assert_false (outcome->can_undo);
}

static guint
count_files (Fixture *self, const char *case_id, char **out_hash)
{
  g_autoptr (DtCaseFile) file = load (self, case_id);
  guint n = 0;

  for (guint i = 0; i < file->timeline->len; i++)
    {
      DtTimelineItem *item = g_ptr_array_index (file->timeline, i);

      for (guint at = 0; !item->retracted && at < item->attachments->len; at++, n++)
        {
          DtAttachment *attachment = g_ptr_array_index (item->attachments, at);

          if (out_hash != NULL && *out_hash == NULL)
            *out_hash = g_strdup (attachment->hash);
        }
    }
  g_assert_cmpint (file->a_case->n_attachments, ==, n);
  return n;
}

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* The content, or NULL if it is gone. */
static GBytes *
load_content (Fixture *self, const char *hash)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *content;

  dt_service_load_attachment_async (self->service, hash, NULL, on_loaded_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  content = dt_service_load_attachment_finish (self->service, result, &error);
  if (content == NULL)
    g_assert_error (error, DT_ERROR, DT_ERROR_NOT_FOUND);
  return content;
}

static void
assert_has_scan (Fixture *self, const char *hash, gboolean has)
{
  g_autoptr (GBytes) content = load_content (self, hash);

  g_assert_cmpint (content != NULL, ==, has);
  if (has)
    g_assert_cmpmem (
        g_bytes_get_data (content, NULL), g_bytes_get_size (content), SCAN, strlen (SCAN));
}

static gboolean
on_payload (const DtEntry *entry, gpointer user_data)
{
  if (entry->payload != NULL)
    g_string_append_printf (user_data, "%s %s\n", entry->kind, entry->payload);
  return TRUE;
}

static DtLedger *
open_ledger (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtKeyring) keyring = dt_keyring_load (self->directory, &error);
  DtLedger *ledger;

  g_assert_no_error (error);
  g_assert_true (dt_keyring_unlock (keyring, DT_SLOT_KEY_FILE, self->key_file, &error));
  ledger
      = dt_ledger_open (self->directory, dt_keyring_get_key (keyring), self->clock, TRUE, &error);
  g_assert_no_error (error);
  return ledger;
}

/* All payloads that can still be opened. */
static char *
dump_payloads (Fixture *self)
{
  g_autoptr (DtLedger) ledger = open_ledger (self);
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  g_assert_true (dt_ledger_foreach (ledger, 0, TRUE, on_payload, text, &error));
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

static void
assert_gone (Fixture *self, const char *words)
{
  g_autofree char *payloads = dump_payloads (self);

  g_assert_null (strstr (payloads, words));
}

/* The record verifies, and the views are what a rebuild would make. */
static void
assert_sound (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtVerifyReport) report = dt_service_verify_sync (self->service, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (report->problems, i));
  g_assert_cmpuint (report->problems->len, ==, 0);
}

/* ---- files ---- */

/* The same scan is in three cases: it goes with the last that shows it. */
static void
test_shared_file (Fixture *self, gconstpointer data)
{
  g_autofree char *one = open_with_scan (self, "Trần Thị Hoa", "Đơn của Hoa");
  g_autofree char *two = open_with_scan (self, "Ngô Văn Bình", "Đơn của Bình");
  g_autofree char *three = open_case (self, "Đơn của Cúc", "Lý Thị Cúc", NULL);
  g_autoptr (GBytes) content = g_bytes_new_static (SCAN, strlen (SCAN));
  DtNewFile file = { content, "ban sao.jpg", "image/jpeg" };
  g_autoptr (DtOutcome) attached = run (self, dt_command_attach (three, &file, 1));
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;

  g_assert_cmpuint (count_files (self, one, &hash), ==, 1);
  erase (self, one);
  for (guint again = 0; again < 2; again++)
    {
      g_assert_cmpuint (count_files (self, one, NULL), ==, 0);
      g_assert_cmpuint (count_files (self, two, NULL), ==, 1);
      g_assert_cmpuint (count_files (self, three, NULL), ==, 1);
      assert_has_scan (self, hash, TRUE);
      assert_sound (self);
      g_assert_true (dt_service_rebuild_sync (self->service, &error));
      g_assert_no_error (error);
    }
  erase (self, two);
  g_assert_cmpuint (count_files (self, two, NULL), ==, 0);
  assert_has_scan (self, hash, TRUE);
  erase (self, three);
  g_assert_cmpuint (count_files (self, three, NULL), ==, 0);
  assert_has_scan (self, hash, FALSE);
  assert_sound (self);
}

/* What was put to the wrong case and undone keeps nothing alive. */
static void
test_undone_file (Fixture *self, gconstpointer data)
{
  g_autofree char *other = open_case (self, "Đơn của Bình", "Ngô Văn Bình", NULL);
  g_autoptr (GBytes) content = g_bytes_new_static (SCAN, strlen (SCAN));
  DtNewFile file = { content, "don.jpg", "image/jpeg" };
  g_autoptr (DtOutcome) attached = run (self, dt_command_attach (other, &file, 1));
  g_autofree char *wrong = NULL;
  g_autofree char *right = NULL;
  g_autofree char *hash = NULL;

  undo (self);
  wrong = open_with_scan (self, "Lý Thị Cúc", "Nhầm");
  undo (self);
  right = open_with_scan (self, "Trần Thị Hoa", "Đơn của Hoa");
  g_assert_cmpuint (count_files (self, right, &hash), ==, 1);
  erase (self, right);
  assert_has_scan (self, hash, FALSE);
  assert_sound (self);
}

/* ---- words ---- */

/* A case of two goes when both are gone. */
static void
test_both_of_a_case (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Chúng tôi khổ vì tiếng ồn", "Trần Thị Hoa", NULL);
  DtCitizen *binh = dt_citizen_new ();
  g_autoptr (DtOutcome) note = NULL;
  g_autoptr (DtOutcome) linked = NULL;
  g_autoptr (DtOutcome) erased = NULL;

  binh->name = g_strdup ("Ngô Văn Bình");
  note = run (self, dt_command_add_note (id, "Nhà số 5 đã hẹn thứ hai"));
  linked = run (self, dt_command_link_citizen (id, NULL, binh));
  g_object_unref (binh);
  erased = run (self, dt_command_erase_citizen (linked->subject_id, "subject_request"));
  assert_gone (self, "Bình");
  {
    g_autofree char *payloads = dump_payloads (self);

    g_assert_nonnull (strstr (payloads, "tiếng ồn"));
    g_assert_nonnull (strstr (payloads, "Nhà số 5"));
  }
  erase (self, id);
  assert_gone (self, "Hoa");
  assert_gone (self, "tiếng ồn");
  assert_gone (self, "Nhà số 5");
  assert_sound (self);
}

/* A message was split off into the citizen's own case: it goes, in the case whence it came too. */
static void
test_split_off (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Nước ngập", "Trần Thị Hoa", NULL);
  g_autoptr (DtOutcome) said
      = run (self, dt_command_add_message (id, DT_CHANNEL_PHONE, "Nhà tôi mất điện", 0, NULL, 0));
  g_autoptr (DtCase) a_case = find (self, id);
  g_autofree char *hoa = g_strdup (a_case->citizen_id);
  const char *messages[] = { said->subject_id, NULL };
  g_autoptr (DtOutcome) split = run (self, dt_command_split (id, messages, NULL));
  g_autoptr (DtOutcome) unlinked = run (self, dt_command_unlink_citizen (id, hoa));
  g_autoptr (DtOutcome) erased = run (self, dt_command_erase_citizen (hoa, "subject_request"));

  assert_gone (self, "mất điện");
  assert_sound (self);
}

static gpointer
read_set_aside (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_list_set_aside (reader, 10, 0, error);
}

/* The row of a file that was set aside and mended into the citizen's case. */
static void
test_mended_row (Fixture *self, gconstpointer data)
{
  static const char broken[] = "Nội dung,Họ tên,Ngày nhận\nRác,Lý Thị Cúc,1/6/2026\n"
                               "Đèn hỏng,Trần Thị Hoa,không rõ\n";
  g_autofree char *path = g_build_filename (self->root, "a.csv", NULL);
  g_autoptr (DtImporter) importer = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  DtImportCounts counts;

  g_assert_true (g_file_set_contents (path, broken, -1, &error));
  importer = dt_importer_new (self->service, path, DT_IMPORT_FORMAT_AUTO, &error);
  g_assert_no_error (error);
  g_assert_true (dt_importer_run_sync (importer, &counts, &error));
  g_assert_cmpint (counts.set_aside, ==, 1);
  rows = dt_service_read_sync (self->service, read_set_aside, NULL, &error);
  outcome
      = run (self,
             dt_command_mend_set_aside (((DtSetAside *) g_ptr_array_index (rows, 0))->id,
                                        "{\"Nội dung\":\"Đèn hỏng\",\"Họ tên\":\"Trần Thị Hoa\"}",
                                        NULL));
  erase (self, outcome->case_ids[0]);
  assert_gone (self, "Hoa");
  assert_gone (self, "Đèn hỏng");
  assert_sound (self);
}

/* What undoing would write again is forgotten with the person. */
static void
test_undo_brings_nothing_back (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_case (self, "Nước ngập", "Trần Thị Hoa", "0900000012");
  g_autoptr (DtCase) a_case = find (self, id);
  g_autoptr (DtCitizen) values = find_citizen (self, a_case->citizen_id);
  g_autoptr (DtOutcome) changed = NULL;

  g_free (values->name);
  values->name = g_strdup ("Trần Thị Hòa");
  changed = run (self, dt_command_set_citizen (a_case->citizen_id, values));
  erase (self, id);
  g_assert_false (dt_service_can_undo (self->service));
  assert_gone (self, "Trần Thị");
}

/* ---- cut off ---- */

typedef struct
{
  DtWorkspace *workspace;
  const char *citizen_id;
} Cut;

/* The decision is recorded, and then nothing more. */
static void
record_only (gpointer data, gpointer user_data)
{
  Cut *cut = data;
  DtWriter *writer = &cut->workspace->writer;
  g_autoptr (DtCommand) command = dt_command_erase_citizen (cut->citizen_id, "subject_request");
  g_auto (DtRun) run = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) problem = NULL;

  dt_run_init (&run, writer, NULL);
  run.command = command;
  g_assert_true (dt_commands_erase_citizen (&run, &error));
  g_assert_no_error (error);
  run.on_recorded = NULL;
  g_assert_true (dt_run_commit (&run, NULL, &problem, &error));
  g_assert_no_error (error);
}

static void
test_cut_off (Fixture *self, gconstpointer data)
{
  g_autofree char *id = open_with_scan (self, "Trần Thị Hoa", "Đơn của Hoa");
  g_autoptr (DtCase) a_case = find (self, id);
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *next = NULL;
  DtWorkspace *workspace;
  Cut cut;

  g_assert_cmpuint (count_files (self, id, &hash), ==, 1);
  dt_service_close (self->service);
  workspace = dt_workspace_open (
      self->directory, self->key_file, DT_SLOT_KEY_FILE, NULL, self->clock, &error);
  g_assert_no_error (error);
  cut.workspace = workspace;
  cut.citizen_id = a_case->citizen_id;
  dt_worker_run (workspace->writing, record_only, &cut, NULL);
  dt_workspace_unref (workspace);
  g_clear_object (&self->service);
  fixture_reopen (self);
  assert_gone (self, "Hoa");
  assert_has_scan (self, hash, FALSE);
  assert_sound (self);
  /* And the desk goes on: it sees what it writes. */
  fixture_act_as (self, CHIEF);
  next = open_case (self, "Việc mới", NULL, NULL);
  {
    g_autoptr (DtOutcome) note = run (self, dt_command_add_note (next, "Ghi chú"));
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                        \
  g_test_add ("/erasing/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("shared-file", test_shared_file);
  ADD ("undone-file", test_undone_file);
  ADD ("both-of-a-case", test_both_of_a_case);
  ADD ("split-off", test_split_off);
  ADD ("mended-row", test_mended_row);
  ADD ("undo-brings-nothing-back", test_undo_brings_nothing_back);
  ADD ("cut-off", test_cut_off);
  return g_test_run ();
}
