/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong and what to do, by code: the core's own messages are for logs only. */
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  DtError code;
  const char *text;
} house_errors[] = {
  { DT_ERROR_DAMAGED,
    N_ ("The record is damaged here. Nothing was changed. Ask the administrator to check it and to "
        "restore a backup.") },
  { DT_ERROR_LOCKED, N_ ("The workspace is locked. Open it with the recovery code.") },
  { DT_ERROR_WRONG_SECRET, N_ ("The PIN or code does not fit. Check it and try again.") },
  { DT_ERROR_DENIED, N_ ("Your role does not allow this. Ask a colleague who may.") },
  { DT_ERROR_SIGNED_OUT, N_ ("You are signed out. Sign in and do it again.") },
  { DT_ERROR_INVALID, N_ ("This cannot be recorded as it is. Check what was entered.") },
  { DT_ERROR_NOT_FOUND, N_ ("It is no longer there: a colleague may have changed or merged it.") },
  { DT_ERROR_TRANSITION,
    N_ ("The case has changed meanwhile and does not allow this step any more. Look at its state "
        "first.") },
  { DT_ERROR_BUSY,
    N_ ("The workspace is open in another window or by another user. Close it there "
        "first.") },
  { DT_ERROR_NEWER,
    N_ ("The workspace was written by a newer version. Update the program on this computer.") },
  { DT_ERROR_IO,
    N_ ("The disk cannot be written or read. Check free space and permissions; what "
        "you typed is still here.") },
  { DT_ERROR_KEYRING,
    N_ ("The key could not be put back into this user's keyring. The next start asks for the "
        "passphrase or the recovery code again.") },
  { DT_ERROR_NO_EXTENSION, N_ ("The rules allow no further extension of this deadline.") },
  { DT_ERROR_NOT_RUNNING,
    N_ ("This deadline does not run now: it is met, has not begun, or stands while the office "
        "waits "
        "for the citizen.") },
};

/* The core's message ends with the law that says so. */
static char *
say_no_extension (const GError *error)
{
  const char *source = strstr (error->message, "allowed by: ");

  if (source == NULL || g_str_equal (source + strlen ("allowed by: "), "-"))
    return NULL;
  return g_strdup_printf (_ ("The rules allow no further extension of this deadline (%s)."),
                          source + strlen ("allowed by: "));
}

/**
 * dt_words_error:
 * @error: what a service call returned
 *
 * Returns: (transfer full): what went wrong and what to do
 */
char *
dt_words_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, DT_ERROR, DT_ERROR_NO_EXTENSION))
    {
      char *text = say_no_extension (error);

      if (text != NULL)
        return text;
    }
  if (error->domain == DT_ERROR)
    {
      for (guint i = 0; i < G_N_ELEMENTS (house_errors); i++)
        if ((int) house_errors[i].code == error->code)
          return g_strdup (_ (house_errors[i].text));
    }
  else if (error->domain == G_IO_ERROR || error->domain == G_FILE_ERROR)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return g_strdup (_ ("Stopped."));
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
          || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return g_strdup (_ ("The file is not there."));
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
          || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
        return g_strdup (_ ("The disk is full. Make room and try again."));
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
          || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES))
        return g_strdup (_ ("You have no permission for this file or folder."));
      return g_strdup (_ ("The file cannot be read or written."));
    }
  return g_strdup (_ ("It did not work. Try again; if it happens again, tell the administrator."));
}

/**
 * dt_words_who_may:
 * @kind: a command
 *
 * Returns: (transfer full): a sentence that says whose roles allow it
 */
char *
dt_words_who_may (DtCommandKind kind)
{
  g_autofree char *roles = dt_words_roles (dt_command_kind_get_roles (kind));

  return g_strdup_printf (_ ("Only for: %s"), roles);
}
