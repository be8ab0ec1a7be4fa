/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the demo workspace: in memory where there is a file system for that, since thousands of
 * commands would each wait for the disk, then copied to its place once it is whole. */
#include "service/dt-demo.h"

#include "base/dt-error.h"
#include "service/dt-archive.h"
#include "service/dt-demo-private.h"
#include "service/dt-demo-teller.h"
#include "service/dt-importer.h"
#include "service/dt-workspace.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>

#define MEMORY "/dev/shm"
#define MEMORY_NEEDED (G_GINT64_CONSTANT (256) << 20)
#define YEAR (366 * DEMO_DAY)

/* The key slots last: with them it is a workspace. */
static const char *const made_files[] = { "views.db", DT_LEDGER_NAME, DT_KEYS_NAME };

/* ---- filling it ---- */

static gboolean
add_officer (DtService *service, JsonObject *officer, GError **error)
{
  JsonArray *nicks = dt_json_get_array (officer, "roles");
  g_autoptr (DtCommand) command = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  DtRoles roles = 0;

  for (guint i = 0; i < json_array_get_length (nicks); i++)
    {
      DtRoles role;

      if (dt_role_from_nick (json_array_get_string_element (nicks, i), &role))
        roles |= role;
    }
  if ((roles & DT_ROLE_ADMINISTRATOR) != 0) /* made with the workspace */
    return TRUE;
  command = dt_command_add_officer (dt_json_get_string (officer, "name"),
                                    dt_json_get_string (officer, "title"),
                                    roles,
                                    DT_DEMO_PIN);
  outcome = dt_service_run_sync (service, command, error);
  return outcome != NULL;
}

static gboolean
add_officers (DtService *service, DemoTexts *texts, GError **error)
{
  JsonArray *officers = demo_texts_get_officers (texts);

  for (guint i = 0; i < json_array_get_length (officers); i++)
    if (!add_officer (service, json_array_get_object_element (officers, i), error))
      return FALSE;
  return TRUE;
}

/* When a question was asked and answered, before the year begins: "14/10/2025 09:12,…,". */
static void
append_dates (GString *out, DemoTexts *texts, DemoCalendar *calendar, gint64 end)
{
  gint64 days = 6 + demo_texts_draw (texts, 80);
  gint64 asked = demo_calendar_waking_time (
      calendar, end - days * DEMO_DAY + demo_texts_draw (texts, 24 * 60) * DEMO_MINUTE, -1);
  gint64 answered
      = demo_calendar_office_time (calendar, asked, 1 + (int) demo_texts_draw (texts, 3));
  gint64 times[] = { asked, MIN (answered, end) };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GDateTime) time = dt_time_to_hanoi (times[i]);
      g_autofree char *text = g_date_time_format (time, "%d/%m/%Y %H:%M");

      g_string_append_printf (out, "%s,", text);
    }
}

/* The file as published bears no dates: two columns with some go before the others. */
static GString *
date_questions (GBytes *bytes, DemoTexts *texts, DemoCalendar *calendar, gint64 end)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  GString *out = g_string_sized_new (size + 64 * 1024);
  gboolean quoted = FALSE;

  g_string_append (out, "received,answered,");
  for (gsize i = 0; i < size; i++)
    {
      quoted ^= text[i] == '"';
      g_string_append_c (out, text[i]);
      if (text[i] == '\n' && !quoted && i + 1 < size)
        append_dates (out, texts, calendar, end);
    }
  return out;
}

/* The real questions go in as a file of the province's portal would. They are public; the file is
 * gone at once. */
static gboolean
import_questions (
    DtService *service, DemoTexts *texts, DemoCalendar *calendar, gint64 now, GError **error)
{
  g_autoptr (GBytes) bytes
      = g_resources_lookup_data ("/org/doithoai/data/demo/public-service-qa.csv", 0, error);
  g_autofree char *path
      = g_build_filename (dt_service_get_directory (service), "public-service-qa.csv", NULL);
  g_autoptr (DtImporter) importer = NULL;
  DtImportCounts counts;
  GString *dated;
  gboolean ok;

  if (bytes == NULL)
    return FALSE;
  dated = date_questions (bytes, texts, calendar, now);
  ok = g_file_set_contents_full (
      path, dated->str, dated->len, G_FILE_SET_CONTENTS_NONE, 0600, error);
  g_string_free (dated, TRUE);
  if (!ok)
    return FALSE;
  importer = dt_importer_new (service, path, DT_IMPORT_FORMAT_CSV, error);
  ok = importer != NULL;
  if (ok)
    {
      dt_importer_set_channel (importer, DT_CHANNEL_PORTAL);
      ok = dt_importer_run_sync (importer, &counts, error);
    }
  g_unlink (path);
  return ok;
}

typedef struct
{
  gint64 now;
  guint32 seed;
  const DemoSize *size;
  DemoReport *report;
  DtProgressFunc func;
  gpointer user_data;
} Telling;

static gboolean
fill (DtService *service, DtClock *clock, const Telling *telling, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (telling->seed);
  g_autoptr (DemoTexts) texts = demo_texts_load (rand, error);
  g_autoptr (DemoCalendar) calendar = NULL;
  g_autoptr (DemoYear) year = NULL;
  gint64 anchor = demo_calendar_find_anchor (telling->now);

  if (texts == NULL)
    return FALSE;
  calendar
      = demo_calendar_new (rand, dt_json_get_array (demo_texts_get_common (texts), "days_off"));
  if (!demo_teller_act_as (service, texts, "admin", error) || !add_officers (service, texts, error)
      || (telling->size->questions
          && !import_questions (service, texts, calendar, anchor - YEAR, error)))
    return FALSE;
  year = demo_year_plan (texts, calendar, telling->size->n_cases, anchor);
  return demo_teller_run (service,
                          clock,
                          texts,
                          calendar,
                          year,
                          telling->report,
                          telling->func,
                          telling->user_data,
                          error);
}

/* ---- making it ---- */

/* The demo's administrator comes with the workspace. */
static gboolean
create_workspace (const DtServiceSetup *setup, DtClock *clock, char **out_recovery, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (0);
  g_autoptr (DemoTexts) texts = demo_texts_load (rand, error);
  DtServiceSetup demo_setup = *setup;
  JsonObject *officer;

  if (texts == NULL)
    return FALSE;
  officer = demo_texts_get_officer (texts, "admin");
  demo_setup.officer_name = dt_json_get_string (officer, "name");
  demo_setup.officer_title = dt_json_get_string (officer, "title");
  demo_setup.unit = DT_DEMO_UNIT;
  demo_setup.demo = TRUE;
  demo_setup.officer_password = DT_DEMO_PIN;
  demo_setup.officer_roles = DT_ROLE_ADMINISTRATOR;
  return dt_service_create_workspace (&demo_setup, clock, out_recovery, error);
}

/* Makes it whole in @setup's directory, or leaves nothing there. */
static gboolean
make (const DtServiceSetup *setup, const Telling *telling, char **out_recovery, GError **error)
{
  g_autoptr (DtClock) clock = dt_clock_new_fixed (demo_calendar_find_anchor (telling->now) - YEAR);
  DtServiceOpening opening = { .directory = setup->directory, .key_file = setup->key_file };
  DtService *service;
  gboolean ok;

  if (!create_workspace (setup, clock, out_recovery, error))
    return FALSE;
  if (setup->key_file == NULL && setup->passphrase != NULL)
    {
      opening.secret_kind = DT_SLOT_PASSPHRASE;
      opening.secret = setup->passphrase;
    }
  service = dt_service_open_sync (&opening, clock, error);
  ok = service != NULL && fill (service, clock, telling, error);
  if (service != NULL)
    {
      dt_service_close (service);
      g_object_unref (service);
    }
  if (!ok)
    dt_workspace_remove (setup->directory);
  return ok;
}

/* ---- by way of memory ---- */

/* A directory of our own in memory; NULL if there is no room. */
static char *
make_stage (void)
{
  struct statvfs room;
  char *path;

  if (statvfs (MEMORY, &room) != 0 || (gint64) room.f_bavail * room.f_frsize < MEMORY_NEEDED)
    return NULL;
  path = g_build_filename (MEMORY, "doi-thoai-XXXXXX", NULL);
  if (g_mkdtemp_full (path, 0700) == NULL)
    g_clear_pointer (&path, g_free);
  return path;
}

static gboolean
copy_file (const char *from, const char *to, const char *name, GError **error)
{
  g_autofree char *source = g_build_filename (from, name, NULL);
  g_autofree char *target = g_build_filename (to, name, NULL);
  g_autoptr (GMappedFile) file = g_mapped_file_new (source, FALSE, error);
  const char *contents = file != NULL ? g_mapped_file_get_contents (file) : NULL;

  return file != NULL
         && g_file_set_contents_full (target,
                                      contents != NULL ? contents : "",
                                      g_mapped_file_get_length (file),
                                      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                      0600,
                                      error);
}

/* It is closed, so all of it lies in these files. */
static gboolean
copy_workspace (const char *from, const char *to, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (made_files); i++)
    {
      g_autofree char *log = g_strdup_printf ("%s/%s-wal", from, made_files[i]);

      if (g_file_test (log, G_FILE_TEST_EXISTS))
        {
          g_set_error (error, DT_ERROR, DT_ERROR_IO, "%s: still in use", made_files[i]);
          return FALSE;
        }
      if (!copy_file (from, to, made_files[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_by_stage (const DtServiceSetup *setup,
               const char *stage,
               const Telling *telling,
               char **out_recovery,
               GError **error)
{
  DtServiceSetup staged = *setup;
  gboolean ok;

  staged.directory = stage;
  ok = make (&staged, telling, out_recovery, error)
       && copy_workspace (stage, setup->directory, error);
  if (!ok)
    dt_workspace_remove (setup->directory);
  dt_workspace_remove (stage);
  return ok;
}

static gboolean
check_setup (const DtServiceSetup *setup, GError **error)
{
  if (setup->unit != NULL && strcmp (setup->unit, DT_DEMO_UNIT) != 0)
    {
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   "unit: the demo tells of unit %s only; leave --unit out",
                   DT_DEMO_UNIT);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (made_files); i++)
    {
      g_autofree char *path = g_build_filename (setup->directory, made_files[i], NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      g_set_error (error,
                   DT_ERROR,
                   DT_ERROR_INVALID,
                   "directory: %s holds a workspace already",
                   setup->directory);
      return FALSE;
    }
  return TRUE;
}

gboolean
dt_demo_create_sized (const DtServiceSetup *setup,
                      gint64 now,
                      guint32 seed,
                      const DemoSize *size,
                      DemoReport *report,
                      char **out_recovery,
                      DtProgressFunc func,
                      gpointer user_data,
                      GError **error)
{
  const Telling telling = { now, seed, size, report, func, user_data };
  gboolean had_directory;
  gboolean had_key_file;
  g_autofree char *stage = NULL;
  gboolean ok;

  if (!check_setup (setup, error))
    return FALSE;
  had_directory = g_file_test (setup->directory, G_FILE_TEST_EXISTS);
  had_key_file = setup->key_file == NULL || g_file_test (setup->key_file, G_FILE_TEST_EXISTS);
  if (g_mkdir_with_parents (setup->directory, 0700) != 0)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_IO, "%s: %s", setup->directory, g_strerror (errno));
      return FALSE;
    }
  stage = make_stage ();
  if (stage != NULL)
    ok = make_by_stage (setup, stage, &telling, out_recovery, error);
  else
    ok = make (setup, &telling, out_recovery, error);
  if (stage != NULL)
    g_rmdir (stage);
  if (!ok && out_recovery != NULL)
    g_clear_pointer (out_recovery, g_free);
  if (!ok && !had_key_file)
    g_unlink (setup->key_file);
  if (!ok && !had_directory)
    g_rmdir (setup->directory);
  return ok;
}

/**
 * dt_demo_create:
 * @setup: where, and with which key slot; the rest of it is not read
 * @now: the demo's today, Unix microseconds
 * @seed: the same seed and day (from half past seven on) give the same ward
 * @out_recovery: (out) (optional): the recovery code
 * @func: (nullable) (scope call): told of the progress, on this thread
 * @user_data: for @func
 * @error: as dt_service_create_workspace()
 *
 * Returns: whether the workspace is there, whole; if not, nothing is
 */
gboolean
dt_demo_create (const DtServiceSetup *setup,
                gint64 now,
                guint32 seed,
                char **out_recovery,
                DtProgressFunc func,
                gpointer user_data,
                GError **error)
{
  const DemoSize size = { DEMO_N_CASES, TRUE };
  DemoReport report = { 0 };

  g_return_val_if_fail (setup != NULL && setup->directory != NULL, FALSE);

  return dt_demo_create_sized (
      setup, now, seed, &size, &report, out_recovery, func, user_data, error);
}
