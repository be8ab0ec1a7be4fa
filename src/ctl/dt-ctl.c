/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands share: opening the workspace, acting as an officer, printing. */
#include "ctl/dt-ctl.h"

#include "base/dt-error.h"

#include <glib/gi18n.h>

/* ---- opening ---- */

gboolean
dt_ctl_open (DtCtl *self, GError **error)
{
  DtServiceOpening opening = { .directory = self->workspace, .key_file = self->key_file };
  const char *passphrase = g_getenv ("DT_PASSPHRASE");
  const char *recovery = g_getenv ("DT_RECOVERY_CODE");

  if (passphrase != NULL)
    {
      opening.secret_kind = DT_SLOT_PASSPHRASE;
      opening.secret = passphrase;
    }
  else if (recovery != NULL)
    {
      opening.secret_kind = DT_SLOT_RECOVERY_CODE;
      opening.secret = recovery;
    }
  self->service = dt_service_open_sync (&opening, self->clock, error);
  return self->service != NULL;
}

static gboolean
may_act (DtService *service, DtOfficer *officer, DtCommandKind kind)
{
  DtRoles roles = officer->roles;

  if (dt_service_is_demo (service) && (roles & DT_ROLE_TRAINER) != 0)
    roles |= DT_ROLE_OFFICER;
  return officer->active && (roles & dt_command_kind_get_roles (kind)) != 0;
}

static DtOfficer *
find_officer (DtCtl *self, DtCommandKind kind)
{
  GPtrArray *officers = dt_service_get_officers (self->service);

  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = g_ptr_array_index (officers, i);

      if (self->officer == NULL ? may_act (self->service, officer, kind)
                                : g_strcmp0 (officer->id, self->officer) == 0
                                      || g_strcmp0 (officer->name, self->officer) == 0)
        return officer;
    }
  return NULL;
}

gboolean
dt_ctl_open_for (DtCtl *self, DtCommandKind kind, GError **error)
{
  DtOfficer *officer;

  if (!dt_ctl_open (self, error))
    return FALSE;
  officer = find_officer (self, kind);
  if (officer != NULL)
    return dt_service_act_as (self->service, officer->id, error);
  if (self->officer != NULL)
    g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "--as %s", self->officer);
  else
    g_set_error (error, DT_ERROR, DT_ERROR_DENIED, "%s", dt_command_kind_to_nick (kind));
  return FALSE;
}

void
dt_ctl_close (DtCtl *self)
{
  if (self->service != NULL)
    dt_service_close (self->service);
  g_clear_object (&self->service);
}

/* ---- printing ---- */

typedef struct
{
  int code;
  const char *what;
  const char *to_do;
} Words;

static const Words words[] = {
  { DT_ERROR_DAMAGED,
    N_ ("The workspace is damaged"),
    N_ ("Bring back a backup with “restore”, or make the views anew with “rebuild”.") },
  { DT_ERROR_LOCKED,
    N_ ("The workspace is locked"),
    N_ ("Give --key-file, or DT_PASSPHRASE or DT_RECOVERY_CODE in the environment.") },
  { DT_ERROR_WRONG_SECRET,
    N_ ("The key does not fit"),
    N_ ("Give the key file, passphrase or recovery code of this workspace.") },
  { DT_ERROR_DENIED,
    N_ ("No officer may do this"),
    N_ ("Choose one whose role allows it with --as.") },
  { DT_ERROR_SIGNED_OUT, N_ ("Nobody is signed in"), N_ ("Choose an officer with --as.") },
  { DT_ERROR_INVALID, N_ ("This cannot be accepted"), N_ ("Correct it and try again.") },
  { DT_ERROR_NOT_FOUND, N_ ("There is no such thing"), N_ ("Check the name and --workspace.") },
  { DT_ERROR_TRANSITION,
    N_ ("The case’s status does not allow it"),
    N_ ("Look at the case with “show”.") },
  { DT_ERROR_BUSY, N_ ("The workspace is in use"), N_ ("Close the other program and try again.") },
  { DT_ERROR_NEWER,
    N_ ("The workspace was written by a newer version"),
    N_ ("Update the program.") },
  { DT_ERROR_IO, N_ ("The disk did not do it"), N_ ("Check its space and the permissions.") },
};

static void
print_error (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\r\n", ' ');

  g_printerr ("doithoaictl: %s\n", line);
}

int
dt_ctl_fail (DtCtl *self, const GError *error)
{
  g_autofree char *text = NULL;

  for (guint i = 0; error->domain == DT_ERROR && i < G_N_ELEMENTS (words); i++)
    {
      if (words[i].code == error->code)
        text = g_strdup_printf (
            "%s (%s). %s", _ (words[i].what), error->message, _ (words[i].to_do));
    }
  print_error (text != NULL ? text : error->message);
  return DT_CTL_FAILED;
}

int
dt_ctl_fail_usage (DtCtl *self, const char *format, ...)
{
  g_autofree char *what = NULL;
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* Translators: %s says what is wrong with how the command was called. */
  text = g_strdup_printf (_ ("%s. See “doithoaictl --help”."), what);
  print_error (text);
  return DT_CTL_USED_WRONGLY;
}

void
dt_ctl_print (DtCtl *self, JsonBuilder *builder, const char *text)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *json = NULL;

  if (!self->json)
    {
      g_print ("%s\n", text);
      return;
    }
  json = json_to_string (root, FALSE);
  g_print ("%s\n", json);
}
