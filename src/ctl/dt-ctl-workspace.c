/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on the workspace as a whole: making it, verifying, rebuilding, backing up and bringing
 * back. */
#include "ctl/dt-ctl.h"

#include "base/dt-error.h"
#include "service/dt-demo.h"

#include <glib/gi18n.h>

/* ---- init ---- */

static gboolean
create (DtCtl *self, char **out_recovery, GError **error)
{
  /* The first officer keeps the accounts; the window asks them for a PIN of their own. */
  DtServiceSetup setup = { .directory = self->workspace,
                           .unit = self->unit,
                           .key_file = self->key_file,
                           .passphrase = g_getenv ("DT_PASSPHRASE"),
                           .officer_name = self->officer_name,
                           .officer_roles = DT_ROLE_OFFICER | DT_ROLE_LEADER };

  if (setup.officer_name == NULL)
    setup.officer_name = _ ("The administrator");
  /* A key file is its own second key: whoever loses it has lost the workspace, and is told so. */
  if (self->key_file != NULL)
    out_recovery = NULL;
  if (self->demo)
    return dt_demo_create (
        &setup, dt_clock_now (self->clock), DT_DEMO_SEED, out_recovery, NULL, NULL, error);
  return dt_service_create_workspace (&setup, self->clock, out_recovery, error);
}

static void
print_created (DtCtl *self, const char *recovery)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const DtUnit *unit = dt_service_get_unit (self->service);
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  dt_ctl_json_string (builder, "workspace", dt_service_get_directory (self->service));
  dt_ctl_json_string (builder, "unit", unit->code);
  dt_ctl_json_string (builder, "device", dt_service_get_device (self->service));
  dt_ctl_json_string (builder, "public_key", dt_service_get_public_key (self->service));
  if (recovery != NULL)
    dt_ctl_json_string (builder, "recovery", recovery);
  json_builder_end_object (builder);
  /* Translators: a path, the unit's name, its province. */
  text = g_strdup_printf (_ ("Made the workspace %s for %s, %s."),
                          dt_service_get_directory (self->service),
                          unit->name,
                          unit->province);
  dt_ctl_print (self, builder, text);
  if (recovery != NULL && !self->json)
    g_print (_ ("Recovery code, write it down, it is shown once: %s\n"), recovery);
}

int
dt_ctl_init (DtCtl *self)
{
  g_autofree char *recovery = NULL;
  g_autoptr (GError) error = NULL;

  if (self->unit == NULL && !self->demo)
    return dt_ctl_fail_usage (self, _ ("“init” needs --unit with the unit’s five digits"));
  if (!create (self, &recovery, &error) || !dt_ctl_open (self, &error))
    return dt_ctl_fail (self, error);
  print_created (self, recovery);
  return DT_CTL_DONE;
}

/* ---- verify, rebuild ---- */

static int
print_report (DtCtl *self, gint64 entries, GPtrArray *problems)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = problems != NULL ? problems->len : 0;

  json_builder_begin_object (builder);
  dt_ctl_json_boolean (builder, "ok", n == 0);
  dt_ctl_json_int (builder, "entries", entries);
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (problems, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (n == 0)
    g_string_append_printf (text, _ ("Whole: %d entries, no problem."), (int) entries);
  else
    g_string_append_printf (text,
                            ngettext ("%u problem in %d entries:", "%u problems in %d entries:", n),
                            n,
                            (int) entries);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "\n%s", (const char *) g_ptr_array_index (problems, i));
  dt_ctl_print (self, builder, text->str);
  return n == 0 ? DT_CTL_DONE : DT_CTL_FAILED;
}

/* A record so damaged that it cannot be opened is an answer too, not only a failure. */
static int
report_unopened (DtCtl *self, const GError *error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();

  if (!g_error_matches (error, DT_ERROR, DT_ERROR_DAMAGED))
    return dt_ctl_fail (self, error);
  g_ptr_array_add (problems, error->message);
  print_report (self, 0, problems);
  return dt_ctl_fail (self, error);
}

int
dt_ctl_verify (DtCtl *self)
{
  g_autoptr (DtVerifyReport) report = NULL;
  g_autoptr (GError) error = NULL;
  int end;

  if (dt_ctl_open (self, &error))
    report = dt_service_verify_sync (self->service, &error);
  if (report == NULL)
    return report_unopened (self, error);
  end = print_report (self, report->entries, report->problems);
  if (end != DT_CTL_DONE)
    g_printerr ("doithoaictl: %s\n",
                _ ("The record is not whole. Stop working with it and bring back a backup."));
  return end;
}

int
dt_ctl_rebuild (DtCtl *self)
{
  g_autoptr (GError) error = NULL;

  if (!dt_ctl_open (self, &error) || !dt_service_rebuild_sync (self->service, &error))
    return dt_ctl_fail (self, error);
  return print_report (self, dt_service_count_entries_sync (self->service), NULL);
}

/* ---- backup, restore ---- */

static void
print_ok (DtCtl *self, const char *text)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  dt_ctl_json_boolean (builder, "ok", TRUE);
  json_builder_end_object (builder);
  dt_ctl_print (self, builder, text);
}

int
dt_ctl_backup (DtCtl *self)
{
  g_autoptr (GError) error = NULL;

  if (!dt_ctl_open (self, &error)
      || !dt_service_backup_sync (self->service, self->arguments[0], &error))
    return dt_ctl_fail (self, error);
  print_ok (self, _ ("The backup is written. It opens with the keys of this workspace only."));
  return DT_CTL_DONE;
}

/* With a key at hand the views are made at once, which reads the whole record. */
int
dt_ctl_restore (DtCtl *self)
{
  g_autoptr (GError) error = NULL;

  if (!dt_service_restore_backup (self->arguments[0], self->workspace, &error))
    return dt_ctl_fail (self, error);
  if (self->key_file != NULL && !dt_ctl_open (self, &error))
    return dt_ctl_fail (self, error);
  print_ok (self, _ ("The backup is back. Open it with its key file or recovery code."));
  return DT_CTL_DONE;
}
