/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The service: one open workspace, one signed-in officer, the only door through which anything
 * changes. Lives on the main thread; its databases live on a writing and a reading worker. Every
 * slow call is an async pair that completes in the caller's main context; the `_sync` forms block
 * and are for doithoaictl and tests. */
#pragma once

#include "ledger/dt-keyring.h"
#include "model/dt-catalogue.h"
#include "model/dt-reply-check.h"
#include "service/dt-command.h"
#include "store/dt-preview.h"
#include "store/dt-store.h"

G_BEGIN_DECLS

#define DT_TYPE_SERVICE (dt_service_get_type ())
G_DECLARE_FINAL_TYPE (DtService, dt_service, DT, SERVICE, GObject)
/* Signals (main thread): "changed" (DtChanges *, G_TYPE_POINTER, valid during the emission);
 * "officer-changed" (); "problem" (GError *, boxed: a background write failed).
 * Properties: "officer" (DtOfficer, nullable), "can-undo" (boolean). */

/* ---- workspace ---- */
gboolean dt_service_workspace_exists (const char *directory);
typedef struct
{
  const char *directory;
  const char *unit; /* five digits, in the catalogue */
  gboolean demo;
  const char *key_file;     /* or NULL: Secret Service, with the recovery code beside it */
  const char *passphrase;   /* or NULL; if given and key_file is not, instead of Secret Service */
  const char *officer_name; /* first officer, administrator and officer and leader; or NULL */
  const char *officer_title;
  const char *officer_password;
  DtRoles officer_roles; /* administrator is added */
} DtServiceSetup;
/* Makes a workspace. @out_recovery: the recovery code, to be shown once and confirmed. On failure
 * nothing is left behind. Blocking. */
gboolean dt_service_create_workspace (const DtServiceSetup *setup,
                                      DtClock *clock,
                                      char **out_recovery,
                                      GError **error);
/* Opens: tries the Secret Service, then @key_file; @secret_kind/@secret: a passphrase or recovery
 * code the user typed. DT_ERROR_LOCKED: ask for one of the other slots. */
typedef struct
{
  const char *directory;
  const char *key_file;   /* or NULL */
  DtSlotKind secret_kind; /* of @secret */
  const char *secret;     /* or NULL */
} DtServiceOpening;
DtService *dt_service_open_sync (const DtServiceOpening *opening, DtClock *clock, GError **error);
void dt_service_open_async (const DtServiceOpening *opening,
                            DtClock *clock,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
DtService *dt_service_open_finish (GAsyncResult *result, GError **error);
/* Waits for the writer, closes both files. The object is dead afterwards but for unref. */
void dt_service_close (DtService *self);

const char *dt_service_get_directory (DtService *self);
const DtUnit *dt_service_get_unit (DtService *self);
const char *dt_service_get_device (DtService *self);     /* id of the desk */
const char *dt_service_get_public_key (DtService *self); /* of the desk, 64 hex digits */
gboolean dt_service_is_demo (DtService *self);
DtClock *dt_service_get_clock (DtService *self);
/* Unit settings, kept in the ledger's notes: "unit.address", "unit.phone", "unit.hours",
 * "unit.group_name", "desk.counter", "desk.idle_minutes". NULL if not set. Memory, no I/O. */
const char *dt_service_get_setting (DtService *self, const char *name);
void dt_service_set_setting (DtService *self, const char *name, const char *value);

/* ---- officers ---- */
DtOfficer *dt_service_get_officer (DtService *self); /* signed in, or NULL; transfer none */
void dt_service_sign_in_async (DtService *self,
                               const char *officer_id,
                               const char *password,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* DT_ERROR_WRONG_SECRET; after 5 in a row each further try waits longer (DT_ERROR_BUSY says until
 * when); every failure is recorded. */
gboolean dt_service_sign_in_finish (DtService *self, GAsyncResult *result, GError **error);
gboolean dt_service_sign_in_sync (DtService *self,
                                  const char *officer_id,
                                  const char *password,
                                  GError **error);
/* For doithoaictl on a key-file workspace and the demo: acts as that officer without a PIN. */
gboolean dt_service_act_as (DtService *self, const char *officer_id, GError **error);
void dt_service_sign_out (DtService *self);
/* Before this time (Unix microseconds) a further try for that officer is refused; 0: not now. */
gint64 dt_service_get_sign_in_wait (DtService *self, const char *officer_id);
gboolean dt_service_may (DtService *self, DtCommandKind kind); /* the signed-in officer's role */
/* Whether the signed-in officer may hand the case to @officer_id; NULL: to nobody. */
gboolean dt_service_may_assign (DtService *self, DtCase *a_case, const char *officer_id);

/* ---- commands ---- */
void dt_service_run_async (DtService *self,
                           DtCommand *command,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
DtOutcome *dt_service_run_finish (DtService *self, GAsyncResult *result, GError **error);
DtOutcome *dt_service_run_sync (DtService *self, DtCommand *command, GError **error);
/* Undoes this session's newest command that was not undone yet; again: the one before. */
gboolean dt_service_can_undo (DtService *self);
void dt_service_undo_async (DtService *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* finish with dt_service_run_finish(): outcome.kind is that of the command undone. */
DtOutcome *dt_service_undo_sync (DtService *self, GError **error);

/* ---- drafts: what was typed survives a crash; encrypted, local; saved within 500 ms ---- */
void dt_service_save_draft (DtService *self, const char *name, const char *json); /* NULL: drop */
char *dt_service_dup_draft (DtService *self, const char *name);

/* ---- questions: run on the reading worker ---- */
typedef gpointer (*DtReadFunc) (DtReader *reader, gpointer data, GError **error);
/* Runs any reader function; @result_free frees a result nobody fetches. */
void dt_service_read_async (DtService *self,
                            DtReadFunc func,
                            gpointer data,
                            GDestroyNotify data_free,
                            GDestroyNotify result_free,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gpointer dt_service_read_finish (DtService *self, GAsyncResult *result, GError **error);
gpointer dt_service_read_sync (DtService *self, DtReadFunc func, gpointer data, GError **error);
/* The usual ones, typed. */
void dt_service_load_case_async (DtService *self,
                                 const char *id_or_code,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
DtCaseFile *dt_service_load_case_finish (DtService *self, GAsyncResult *result, GError **error);
void dt_service_search_citizens_async (DtService *self,
                                       const char *text,
                                       guint limit,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *
dt_service_search_citizens_finish (DtService *self, GAsyncResult *result, GError **error);
GPtrArray *dt_service_get_officers (DtService *self); /* of DtOfficer, kept current; borrowed */
/* The rules of time that hold in this workspace, kept current, and its office's calendar; no I/O.
 * Borrowed until the next "changed". */
DtRuleBook *dt_service_get_rule_book (DtService *self);
DtWorkingCalendar *dt_service_get_calendar (DtService *self);
/* What other rules would change, over the open cases as they are now; nothing is written. @files:
 * those of @texts that count, 1 << DtRuleFile; NULL there: as shipped. DT_ERROR_INVALID: they are
 * no rules. @func (nullable): told now and then, on the main thread, how many cases are done. */
void dt_service_preview_rules_async (DtService *self,
                                     const DtRuleTexts *texts,
                                     guint files,
                                     GCancellable *cancellable,
                                     DtProgressFunc func,
                                     gpointer func_data,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
DtRulePreview *
dt_service_preview_rules_finish (DtService *self, GAsyncResult *result, GError **error);
DtRulePreview *dt_service_preview_rules_sync (DtService *self,
                                              const DtRuleTexts *texts,
                                              guint files,
                                              GError **error);
/* Gives @query the present time, and until when a case counts as due soon. */
void dt_service_set_query_time (DtService *self, DtQuery *query);
/* Counts of the views, kept current ("changed" follows); DT_N_VIEWS long; no I/O. */
const gint64 *dt_service_get_counts (DtService *self);
void dt_service_load_attachment_async (DtService *self,
                                       const char *hash,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GBytes *dt_service_load_attachment_finish (DtService *self, GAsyncResult *result, GError **error);

/* ---- the day ---- */
/* What @officer (nullable: nobody) has to look after now. The counts of what is due soon and
 * overdue are current from then on. */
void dt_service_load_today_async (DtService *self,
                                  DtOfficer *officer,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
DtToday *dt_service_load_today_finish (DtService *self, GAsyncResult *result, GError **error);
DtToday *dt_service_load_today_sync (DtService *self, DtOfficer *officer, GError **error);
/* What @officer is to be told of it that they were not told at this desk yet, which is kept with
 * the drafts. Main thread, no I/O. */
DtReminderPlan *
dt_service_plan_reminders (DtService *self, DtOfficer *officer, const DtToday *today);

/* ---- replies ---- */
/* All of them, shipped ones and the office's own, archived ones and drafts too; kept current, no
 * I/O. Borrowed until the next "changed". */
GPtrArray *dt_service_get_templates (DtService *self);
DtReplyRules *dt_service_get_reply_rules (DtService *self);
/* The leader's absence that holds now, or NULL: they are there. Borrowed likewise. */
const DtAbsence *dt_service_find_absence (DtService *self, const char *officer_id);
/* What a template is filled in with; owns its strings. */
typedef struct
{
  DtTemplateContext values;
  GPtrArray *strings;
} DtReplyContext;
DtReplyContext *
dt_service_make_reply_context (DtService *self, DtCaseFile *file, DtAddressForm form);
void dt_reply_context_free (DtReplyContext *self);
/* All that the checks find, of DtFinding; @misspelt: NULL-ended or NULL. No I/O. */
GPtrArray *dt_service_check_reply (DtService *self,
                                   DtCaseFile *file,
                                   const DtReplyDraft *draft,
                                   const char *const *misspelt);
/* Whether the signed-in officer may approve or return it now. */
gboolean dt_service_may_approve (DtService *self, DtReply *reply);
/* Puts a file into the record, so that a reply or a template can have it: a DtAttachment. */
void dt_service_add_file_async (DtService *self,
                                GBytes *content,
                                const char *name,
                                const char *media_type,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
DtAttachment *dt_service_add_file_finish (DtService *self, GAsyncResult *result, GError **error);
DtAttachment *dt_service_add_file_sync (
    DtService *self, GBytes *content, const char *name, const char *media_type, GError **error);

/* ---- key slots ---- */
/* Which slots a closed workspace has; reads keys.json. */
gboolean dt_service_workspace_has_slot (const char *directory, DtSlotKind kind);
/* Of the open workspace, for an administrator (DT_ERROR_DENIED): a new recovery code, the old one
 * is void; adds or replaces the passphrase. They run on a thread (Argon2id). */
void dt_service_renew_recovery_async (DtService *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
char *dt_service_renew_recovery_finish (DtService *self, GAsyncResult *result, GError **error);
void dt_service_set_passphrase_async (DtService *self,
                                      const char *passphrase,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean dt_service_set_passphrase_finish (DtService *self, GAsyncResult *result, GError **error);

/* ---- receipts ---- */
/* The receipt as an HTML page, A5 or an 80 mm roll; @promise is what issuing it gave. Pure. */
char *dt_service_receipt_to_html (
    DtService *self, DtCase *a_case, const char *promise, gboolean roll, GError **error);
/* What to tell a citizen whose denunciation must be made in the proper form. Pure. */
char *dt_service_guidance_to_text (DtService *self, GError **error);
/* Checks what a citizen holds with nothing but the desks' public keys (hex). @out_code: nullable.
 */
gboolean dt_service_verify_receipt (const char *text,
                                    const char *const *public_keys,
                                    gboolean *out_promised,
                                    gboolean *out_included,
                                    char **out_code,
                                    GError **error);

/* The whole case on sheets of A4; @anonymous: without notes and people. @status and what @describe
 * says are in words; @pictures (nullable): hash of an attachment → GBytes. Pure. */
char *dt_service_case_to_html (DtService *self,
                               DtCaseFile *file,
                               GHashTable *pictures,
                               gboolean anonymous,
                               const char *status,
                               char *(*describe) (DtTimelineItem *item, gpointer data),
                               gpointer describe_data,
                               GError **error);
/* Whether that prints an attachment as a picture. */
gboolean dt_service_prints_picture (DtAttachment *attachment);

/* ---- letters ---- */
/* One about the case, begun with @text (nullable) and what the office knows. Pure. */
DtLetter *
dt_service_make_letter (DtService *self, DtCaseFile *file, DtLetterForm form, const char *text);
/* The same of a reply: what approval bound to, as it stands there. Pure. */
DtLetter *
dt_service_make_reply_letter (DtService *self, DtCaseFile *file, DtLetterForm form, DtReply *reply);
/* The notice of an extension, a row of the case's timeline. Pure; %DT_ERROR_NOT_FOUND if that does
 * not hold any more. */
DtLetter *dt_service_make_notice_letter (DtService *self,
                                         DtCaseFile *file,
                                         DtTimelineItem *extension,
                                         GError **error);
/* The letter of the register that is the same reply or notice; NULL without error: none yet. */
void dt_service_find_issued_letter_async (DtService *self,
                                          DtLetter *letter,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
DtLetter *
dt_service_find_issued_letter_finish (DtService *self, GAsyncResult *result, GError **error);
/* Sheets of A4; an OpenDocument text; a name for either. Pure. */
char *dt_service_letter_to_html (DtService *self, DtLetter *letter, GError **error);
GBytes *dt_service_letter_to_odt (DtService *self, DtLetter *letter);
char *dt_service_name_letter (DtService *self, DtLetter *letter);
/* The register of a year's letters of one form. */
void dt_service_load_register_async (DtService *self,
                                     int year,
                                     DtLetterForm form,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
DtLetterRegister *
dt_service_load_register_finish (DtService *self, GAsyncResult *result, GError **error);
DtLetterRegister *
dt_service_load_register_sync (DtService *self, int year, DtLetterForm form, GError **error);

/* ---- maintenance ---- */
gint64 dt_service_count_entries_sync (DtService *self); /* of the record */
/* @func is called on the main thread, now and then; its @done and @total count entries. */
void dt_service_verify_async (DtService *self,
                              gboolean with_views, /* holds up commands for as long as a rebuild */
                              GCancellable *cancellable,
                              DtProgressFunc func,
                              gpointer func_data,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
DtVerifyReport *dt_service_verify_finish (DtService *self, GAsyncResult *result, GError **error);
void dt_service_backup_async (DtService *self,
                              const char *path,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean dt_service_backup_finish (DtService *self, GAsyncResult *result, GError **error);
DtVerifyReport *dt_service_verify_sync (DtService *self, GError **error); /* ledger and views */
gboolean dt_service_rebuild_sync (DtService *self, GError **error);
gboolean dt_service_backup_sync (DtService *self, const char *path, GError **error);
/* Restores a backup into an empty or absent directory; the key comes by recovery code or key file.
 */
gboolean dt_service_restore_backup (const char *path, const char *directory, GError **error);

G_END_DECLS
