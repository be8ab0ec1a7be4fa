/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo ward: whole, believable, the same every time. A hundred and fifty cases stand for the
 * six hundred, since the sanitizers see this too; DT_DEMO_CASES in the environment asks for more.
 */
#include "dt-test.h"
#include "service/dt-demo-calendar.h"
#include "service/dt-demo-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* 2026-11-23 14:00 in Hanoi, a Monday. */
#define NOW G_GINT64_CONSTANT (1795417200000000)
#define N_QUESTIONS 274

typedef struct
{
  char *root;
  char *directory;
  char *key_file;
  DemoSize size;
  DemoReport report;
  DtService *service;
} Demo;

static guint
get_size (void)
{
  const char *text = g_getenv ("DT_DEMO_CASES");

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 150;
}

static void
demo_open (Demo *self, gint64 now)
{
  DtServiceOpening opening = { .directory = self->directory, .key_file = self->key_file };
  g_autoptr (DtClock) clock = dt_clock_new_fixed (now);
  g_autoptr (GError) error = NULL;
  GPtrArray *officers;

  self->service = dt_service_open_sync (&opening, clock, &error);
  g_assert_no_error (error);
  officers = dt_service_get_officers (self->service);
  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = g_ptr_array_index (officers, i);

      if (strcmp (officer->name, DT_DEMO_OFFICER) == 0)
        g_assert_true (dt_service_act_as (self->service, officer->id, &error));
      g_assert_no_error (error);
    }
  g_assert_nonnull (dt_service_get_officer (self->service));
}

static void
demo_make (Demo *self, gint64 now, guint n_cases, gboolean questions)
{
  DtServiceSetup setup = { 0 };
  g_autoptr (GError) error = NULL;

  self->root = g_dir_make_tmp ("dt-demo-XXXXXX", &error);
  g_assert_no_error (error);
  self->directory = g_build_filename (self->root, "ward", NULL);
  self->key_file = g_build_filename (self->root, "key", NULL);
  self->size.n_cases = n_cases;
  self->size.questions = questions;
  setup.directory = self->directory;
  setup.key_file = self->key_file;
  dt_demo_create_sized (
      &setup, now, DT_DEMO_SEED, &self->size, &self->report, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  demo_open (self, now);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
demo_clear (Demo *self)
{
  dt_service_close (self->service);
  g_clear_object (&self->service);
  remove_tree (self->root);
  g_clear_pointer (&self->root, g_free);
  g_clear_pointer (&self->directory, g_free);
  g_clear_pointer (&self->key_file, g_free);
}

static gpointer
load_all (DtReader *reader, gpointer data, GError **error)
{
  g_autoptr (DtQuery) query = dt_query_new (DT_VIEW_ALL, DT_SORT_OLDEST, NULL, "", FALSE);
  g_autoptr (GArray) refs = dt_reader_list (reader, query, NULL, 10000, error);
  g_autofree gint64 *rows = NULL;

  if (refs == NULL)
    return NULL;
  rows = g_new (gint64, refs->len);
  for (guint i = 0; i < refs->len; i++)
    rows[i] = g_array_index (refs, DtRowRef, i).row;
  return dt_reader_load_cases (reader, rows, refs->len, error);
}

static gpointer
load_file (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_load_case_file (reader, data, error);
}

static GPtrArray *
load_cases (Demo *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *cases = dt_service_read_sync (self->service, load_all, NULL, &error);

  g_assert_no_error (error);
  return cases;
}

static DtCaseFile *
load_case_file (Demo *self, DtCase *a_case)
{
  g_autoptr (GError) error = NULL;
  DtCaseFile *file = dt_service_read_sync (self->service, load_file, a_case->id, &error);

  g_assert_no_error (error);
  return file;
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Code, title and status of every case, and how much was said: by code, since ids are random and
 * order what came in at one moment. */
static char *
dump (Demo *self)
{
  g_autoptr (GPtrArray) cases = load_cases (self);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < cases->len; i++)
    {
      DtCase *a_case = g_ptr_array_index (cases, i);

      g_ptr_array_add (lines,
                       g_strdup_printf ("%s %s %s %s %u %s",
                                        a_case->code,
                                        dt_case_status_to_nick (a_case->status),
                                        a_case->title,
                                        a_case->citizen_name != NULL ? a_case->citizen_name : "-",
                                        a_case->n_messages,
                                        a_case->place != NULL ? a_case->place : "-"));
    }
  g_ptr_array_sort (lines, compare_strings);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* ---- tests ---- */

static void
check_views (Demo *self)
{
  const gint64 *counts = dt_service_get_counts (self->service);
  guint n = self->size.n_cases;

  g_test_message ("to receive %" G_GINT64_FORMAT ", mine %" G_GINT64_FORMAT
                  ", in progress %" G_GINT64_FORMAT ", answered %" G_GINT64_FORMAT,
                  counts[DT_VIEW_TO_RECEIVE],
                  counts[DT_VIEW_MINE],
                  counts[DT_VIEW_IN_PROGRESS],
                  counts[DT_VIEW_ANSWERED]);
  g_assert_cmpint (counts[DT_VIEW_TO_RECEIVE], ==, (n * 20 + 500) / 1000);
  g_assert_cmpint (counts[DT_VIEW_MINE], >=, n / 120);
  g_assert_cmpint (counts[DT_VIEW_MINE], <=, n / 50);
  g_assert_cmpint (counts[DT_VIEW_IN_PROGRESS], >=, n / 18);
  g_assert_cmpint (counts[DT_VIEW_IN_PROGRESS], <=, n / 12);
  g_assert_cmpint (counts[DT_VIEW_SET_ASIDE], ==, 0);
  g_assert_cmpint (counts[DT_VIEW_ALL],
                   ==,
                   counts[DT_VIEW_TO_RECEIVE] + counts[DT_VIEW_IN_PROGRESS]
                       + counts[DT_VIEW_ANSWERED]);
}

/* The sum of what came in, merged cases too, and of each sort of story some. */
static void
check_variety (Demo *self)
{
  g_autoptr (GPtrArray) cases = load_cases (self);
  guint statuses[DT_N_CASE_STATUSES] = { 0 };
  guint channels[DT_N_CHANNELS] = { 0 };
  guint n_shared = 0, n_files = 0, n_anonymous = 0, n_merged = 0, n_linked = 0, n_reopened = 0;

  for (guint i = 0; i < cases->len; i++)
    {
      DtCase *a_case = g_ptr_array_index (cases, i);
      g_autoptr (DtCaseFile) file = load_case_file (self, a_case);

      statuses[a_case->status]++;
      channels[a_case->channel]++;
      n_shared += a_case->n_citizens > 1;
      n_files += a_case->n_attachments > 0;
      n_anonymous += a_case->n_citizens == 0 && a_case->field != NULL && a_case->group != NULL;
      n_merged += file->merged->len;
      n_linked += file->links->len;
      for (guint j = 0; j < file->timeline->len; j++)
        n_reopened += g_strcmp0 (((DtTimelineItem *) g_ptr_array_index (file->timeline, j))->to,
                                 dt_case_status_to_nick (DT_CASE_STATUS_REOPENED))
                      == 0;
    }
  g_assert_cmpuint (cases->len + n_merged, ==, self->size.n_cases + N_QUESTIONS);
  for (DtCaseStatus status = 0; status < DT_CASE_STATUS_MERGED; status++)
    g_assert_cmpuint (statuses[status], >, 0);
  for (DtChannelKind channel = 0; channel < DT_CHANNEL_FILE; channel++)
    g_assert_cmpuint (channels[channel], >, 0);
  g_test_message ("%u shared, %u with files, %u anonymous, %u merged, %u linked, %u reopened",
                  n_shared,
                  n_files,
                  n_anonymous,
                  n_merged,
                  n_linked,
                  n_reopened);
  g_assert_cmpuint (n_files, >, self->size.n_cases / 12);
  g_assert_cmpuint (n_anonymous, >, self->size.n_cases / 60);
  g_assert_cmpuint (n_merged, >, 0);
  g_assert_cmpuint (n_reopened, >, self->size.n_cases / 100);
  if (self->size.n_cases >= 600)
    {
      g_assert_cmpuint (n_linked, >, 4);
      g_assert_cmpuint (n_shared, >, 2);
    }
}

static gboolean
has_bad_letter (const char *text)
{
  return text != NULL && (strchr (text, '{') != NULL || strchr (text, '}') != NULL);
}

/* An answer or note names no day before the case came in (those it names with a year). */
static void
check_dates (DtCase *a_case, const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\b(\\d\\d)/(\\d\\d)/(\\d{4})\\b", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *received = demo_calendar_format (a_case->received, TRUE);

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *day = g_match_info_fetch (match, 1);
      g_autofree char *month = g_match_info_fetch (match, 2);
      g_autofree char *year = g_match_info_fetch (match, 3);
      g_autofree char *iso = g_strjoin ("-", year, month, day, NULL);
      g_autoptr (GDateTime) date = NULL;
      gint64 time;

      g_assert_true (dt_time_from_iso (iso, &time));
      date = dt_time_to_hanoi (time);
      /* a few texts name a day of the law or of an election */
      if (time + DEMO_DAY < a_case->received)
        {
          g_assert_true (g_strcmp0 (day, "01") == 0 || g_strcmp0 (day, "15") == 0);
          continue;
        }
      if (g_date_time_get_day_of_week (date) == 7 && strstr (text, "Chủ nhật") == NULL)
        g_error ("%s, received %s: “%s” names a Sunday", a_case->code, received, text);
    }
}

static void
check_message (DtCase *a_case, DtTimelineItem *item, gint64 now)
{
  const char *first;

  g_assert_false (has_bad_letter (item->text));
  g_assert_cmpint (item->time, <, now);
  if (item->type != DT_TIMELINE_MESSAGE || a_case->group == NULL)
    return;
  g_assert_nonnull (item->text);
  g_assert_cmpint (item->time, >=, a_case->received);
  if (item->direction == DT_DIRECTION_INBOUND)
    return;
  first = item->text;
  g_assert_true (g_unichar_isupper (g_utf8_get_char (first)) || g_ascii_isdigit (*first)
                 || !g_unichar_isalpha (g_utf8_get_char (first)));
  check_dates (a_case, item->text);
}

static void
check_texts (Demo *self)
{
  g_autoptr (GPtrArray) cases = load_cases (self);

  for (guint i = 0; i < cases->len; i++)
    {
      DtCase *a_case = g_ptr_array_index (cases, i);
      g_autoptr (DtCaseFile) file = load_case_file (self, a_case);
      gunichar first = g_utf8_get_char (a_case->title);

      g_assert_false (has_bad_letter (a_case->title));
      g_assert_false (has_bad_letter (a_case->place));
      g_assert_true (g_unichar_isupper (first) || !g_unichar_isalpha (first)
                     || a_case->group == NULL);
      for (guint j = 0; j < file->timeline->len; j++)
        check_message (a_case, g_ptr_array_index (file->timeline, j), NOW);
    }
}

static void
test_ward (void)
{
  Demo demo = { 0 };
  g_autoptr (DtVerifyReport) verified = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimer) timer = g_timer_new ();

  demo_make (&demo, NOW, get_size (), TRUE);
  g_test_message ("%u cases in %.1f s, %u of %u steps left out",
                  demo.size.n_cases,
                  g_timer_elapsed (timer, NULL),
                  demo.report.n_left_out,
                  demo.report.n_steps);
  g_assert_cmpuint (demo.report.n_left_out * 50, <, demo.report.n_steps);
  check_views (&demo);
  check_variety (&demo);
  check_texts (&demo);
  verified = dt_service_verify_sync (demo.service, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (verified->problems->len, ==, 0);
  g_assert_true (dt_service_is_demo (demo.service));
  demo_clear (&demo);
}

/* On the same day the same, to the letter; the clock of whoever opens it later runs on. */
static void
test_same (void)
{
  Demo first = { 0 };
  Demo second = { 0 };
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autoptr (DtCommand) command = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  DtNewCase form = { .channel = DT_CHANNEL_WALK_IN, .text = "Đèn đường không sáng", .name = "An" };

  demo_make (&first, NOW, 60, FALSE);
  demo_make (&second, NOW + 5 * DEMO_HOUR, 60, FALSE);
  a = dump (&first);
  b = dump (&second);
  g_assert_cmpstr (a, ==, b);
  command = dt_command_open_case (&form, NULL, 0);
  outcome = dt_service_run_sync (first.service, command, &error);
  g_assert_no_error (error);
  g_assert_nonnull (outcome->case_code);
  demo_clear (&first);
  demo_clear (&second);
}

/* On any day of the week and of the year there is a ward to be told of. */
static void
test_days (void)
{
  for (int i = 0; i < 4; i++)
    {
      gint64 now = NOW + i * (G_GINT64_CONSTANT (97) * DEMO_DAY + 5 * DEMO_HOUR);
      Demo demo = { 0 };

      demo_make (&demo, now, 50, FALSE);
      g_assert_cmpint (dt_service_get_counts (demo.service)[DT_VIEW_TO_RECEIVE], ==, 1);
      g_assert_cmpuint (demo.report.n_left_out, ==, 0);
      demo_clear (&demo);
    }
}

static void
test_refusals (void)
{
  g_autofree char *root = g_dir_make_tmp ("dt-demo-XXXXXX", NULL);
  g_autofree char *directory = g_build_filename (root, "ward", NULL);
  g_autofree char *key_file = g_build_filename (root, "key", NULL);
  g_autofree char *taken = g_build_filename (root, "keys.json", NULL);
  DtServiceSetup setup = { .directory = directory, .key_file = key_file, .unit = "00004" };
  g_autoptr (GError) error = NULL;

  g_assert_false (dt_demo_create (&setup, NOW, 1, NULL, NULL, NULL, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_clear_error (&error);
  setup.unit = DT_DEMO_UNIT;
  setup.directory = root;
  g_assert_true (g_file_set_contents (taken, "{}", -1, NULL));
  g_assert_false (dt_demo_create (&setup, NOW, 1, NULL, NULL, NULL, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_assert_false (g_file_test (directory, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (key_file, G_FILE_TEST_EXISTS));
  remove_tree (root);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/ward", test_ward);
  g_test_add_func ("/demo/same", test_same);
  g_test_add_func ("/demo/days", test_days);
  g_test_add_func ("/demo/refusals", test_refusals);
  return g_test_run ();
}
