/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PINs and passwords on the writing side: hashing them, counting failures, making whoever guesses
 * wait. The count outlives the program. Writing worker only. */
#pragma once

#include "service/dt-run.h"

G_BEGIN_DECLS

void dt_sign_in_add_roles (DtJsonText *facts, DtRoles roles);
gboolean dt_sign_in_check_password (const char *password, GError **error);
/* officer.added and, with a @password (nullable), officer.credential. */
void dt_sign_in_add_officer (DtRun *run,
                             const char *id,
                             const char *name,
                             const char *title,
                             DtRoles roles,
                             const char *password);
void dt_sign_in_add_credential (DtRun *run, const char *officer_id, const char *password);

/* A try in three steps, the slow one in the middle off the writing worker: begin counts it as
 * failed (so that ending the program does not give another one free), end records what came of it.
 * @out_hash: NULL if the officer has set none. */
gboolean dt_sign_in_begin (DtWriter *writer,
                           const char *officer_id,
                           DtOfficer **out_officer,
                           char **out_hash,
                           GError **error);
gboolean dt_sign_in_matches (const char *hash, const char *password); /* any thread, slow */
gboolean dt_sign_in_end (DtWriter *writer, DtOfficer *officer, gboolean matches, GError **error);
/* Before this time the next try is refused; 0: it is not. */
gint64 dt_sign_in_get_wait (DtWriter *writer, const char *officer_id);
/* All three, for changing one's own PIN; a match is not recorded as a sign-in. */
gboolean
dt_sign_in_verify (DtWriter *writer, const char *officer_id, const char *password, GError **error);

G_END_DECLS
