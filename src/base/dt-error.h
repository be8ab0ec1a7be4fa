/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of the base room, and the codes every layer shares for trouble that the
 * interface must tell apart (a locked key is not a damaged file). Any thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DT_ERROR (dt_error_quark ())

/**
 * DtError:
 * @DT_ERROR_FAILED: anything else; the message says what
 * @DT_ERROR_DAMAGED: a file, page, entry or seal is not what was written
 * @DT_ERROR_LOCKED: no key slot could be opened
 * @DT_ERROR_WRONG_SECRET: a password, PIN, recovery code or key file that does not fit
 * @DT_ERROR_DENIED: the officer's role does not allow the command
 * @DT_ERROR_SIGNED_OUT: a command that needs an officer, with none signed in
 * @DT_ERROR_INVALID: input that cannot be accepted; the message names the field
 * @DT_ERROR_NOT_FOUND: no such case, citizen, officer, file
 * @DT_ERROR_TRANSITION: the case's status does not allow the step
 * @DT_ERROR_BUSY: another process has the workspace open
 * @DT_ERROR_NEWER: written by a newer version of the program
 * @DT_ERROR_IO: disk full, no permission, medium gone
 * @DT_ERROR_KEYRING: the workspace is open, but its key could not be put back into the keyring
 * @DT_ERROR_NO_EXTENSION: the rule allows no (further) extension; the message ends with its source
 * @DT_ERROR_NOT_RUNNING: the clock stands, waits or is done with: there is nothing to extend
 *
 * Codes of %DT_ERROR. Messages are in English for the log and `doithoaictl`; the interface
 * translates by code.
 */
typedef enum
{
  DT_ERROR_FAILED,
  DT_ERROR_DAMAGED,
  DT_ERROR_LOCKED,
  DT_ERROR_WRONG_SECRET,
  DT_ERROR_DENIED,
  DT_ERROR_SIGNED_OUT,
  DT_ERROR_INVALID,
  DT_ERROR_NOT_FOUND,
  DT_ERROR_TRANSITION,
  DT_ERROR_BUSY,
  DT_ERROR_NEWER,
  DT_ERROR_IO,
  DT_ERROR_KEYRING,
  DT_ERROR_NO_EXTENSION,
  DT_ERROR_NOT_RUNNING,
} DtError;

GQuark dt_error_quark (void);

G_END_DECLS
