/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters: one begun from a case, with what the office knows filled in; as pages and files; the
 * register read on the reading worker. And the whole case as a document. Main thread. */
#include "service/dt-service-private.h"

#include "documents/dt-case-document.h"
#include "documents/dt-document-words.h"
#include "documents/dt-letter-document.h"
#include "documents/dt-letter-odt.h"
#include "model/dt-letter-rules.h"

/* ---- the register ---- */

typedef struct
{
  int year;
  DtLetterForm form;
  char *device;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->device);
  g_free (question);
}

static Question *
question_new (DtService *self, int year, DtLetterForm form)
{
  Question *question = g_new0 (Question, 1);

  question->year = year;
  question->form = form;
  question->device = g_strdup (self->device);
  return question;
}

static gpointer
read_register (DtReader *reader, gpointer data, GError **error)
{
  const Question *question = data;

  return dt_reader_load_register (reader, question->year, question->form, question->device, error);
}

void
dt_service_load_register_async (DtService *self,
                                int year,
                                DtLetterForm form,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (DT_IS_SERVICE (self));

  dt_service_read_async (self,
                         read_register,
                         question_new (self, year, form),
                         question_free,
                         g_object_unref,
                         cancellable,
                         callback,
                         user_data);
}

DtLetterRegister *
dt_service_load_register_finish (DtService *self, GAsyncResult *result, GError **error)
{
  return dt_service_read_finish (self, result, error);
}

DtLetterRegister *
dt_service_load_register_sync (DtService *self, int year, DtLetterForm form, GError **error)
{
  Question *question;
  DtLetterRegister *loaded;

  g_return_val_if_fail (DT_IS_SERVICE (self), NULL);

  question = question_new (self, year, form);
  loaded = dt_service_read_sync (self, read_register, question, error);
  question_free (question);
  return loaded;
}

/* ---- a letter ---- */

/* Whoever leads the office and signs its letters first: the head, or else the first leader. */
static DtOfficer *
find_signer (DtService *self)
{
  DtOfficer *found = NULL;

  for (guint i = 0; i < self->officers->len; i++)
    {
      DtOfficer *officer = self->officers->pdata[i];

      if (!officer->active || (officer->roles & DT_ROLE_LEADER) == 0)
        continue;
      if (officer->title != NULL && dt_authority_guess (officer->title) == DT_AUTHORITY_COLLECTIVE)
        return officer;
      if (found == NULL)
        found = officer;
    }
  return found;
}

static char *
name_recipient (DtCaseFile *file)
{
  DtCitizen *citizen = file->citizens->len > 0 ? file->citizens->pdata[0] : NULL;
  g_autofree char *kind = NULL;

  if (citizen != NULL && !citizen->erased && citizen->name != NULL)
    return g_strdup_printf ("Ông/Bà %s", citizen->name);
  kind = dt_document_unit_inline (dt_document_name_kind (file->a_case->kind));
  return g_strdup_printf ("Người gửi %s theo hồ sơ %s", kind, file->a_case->code);
}

/* What it is about, as each form begins it. */
static char *
name_subject (DtLetterForm form, DtCase *a_case)
{
  g_autofree char *kind = dt_document_unit_inline (dt_document_name_kind (a_case->kind));
  static const char *const formats[DT_N_LETTER_FORMS] = {
    [DT_LETTER_REPLY] = "trả lời %s về “%s”",
    [DT_LETTER_NOTICE] = "Về việc giải quyết %s “%s”",
    [DT_LETTER_INVITATION] = "Về việc làm việc để giải quyết %s “%s”",
    [DT_LETTER_TRANSFER] = "Về việc chuyển %s “%s” đến cơ quan có thẩm quyền",
  };
  const char *title = a_case->title != NULL ? a_case->title : a_case->code;
  g_autoptr (GString) out = g_string_new (formats[form]);

  g_string_replace (out, "%s", kind, 1);
  g_string_replace (out, "%s", title, 1);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * dt_service_make_letter:
 * @self: a service
 * @file: the case
 * @form: what it is made in
 * @text: (nullable): what it says so far
 *
 * Returns: (transfer full): a letter to be gone on with, to the case's citizen (a transfer slip: to
 *   nobody yet), signed by the head of the office
 */
DtLetter *
dt_service_make_letter (DtService *self, DtCaseFile *file, DtLetterForm form, const char *text)
{
  DtLetter *letter;
  DtOfficer *signer;
  g_autofree char *type = NULL;

  g_return_val_if_fail (DT_IS_SERVICE (self) && DT_IS_CASE_FILE (file), NULL);

  letter = dt_letter_new ();
  signer = find_signer (self);
  type = dt_document_unit_type (self->unit->name);
  letter->form = form;
  letter->part = g_strdup (form == DT_LETTER_REPLY ? "VP" : NULL);
  letter->to = form == DT_LETTER_TRANSFER ? NULL : name_recipient (file);
  letter->about = name_subject (form, file->a_case);
  letter->text = g_strdup (text);
  letter->receivers = g_strdup_printf ("Chủ tịch, các Phó Chủ tịch UBND %s", type);
  letter->signer = signer != NULL ? g_strdup (signer->name) : NULL;
  letter->position = signer != NULL ? g_strdup (signer->title) : NULL;
  letter->authority = dt_authority_guess (letter->position);
  letter->issued = dt_clock_now (self->clock);
  letter->case_id = g_strdup (file->a_case->id);
  letter->case_code = g_strdup (file->a_case->code);
  return letter;
}

/* "Bà Trần Thị Hoa", a line each; NULL: none of them has a name. */
static char *
name_recipients (DtService *self, const DtReplyDraft *draft)
{
  DtReplyRules *rules = dt_service_get_reply_rules (self);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < draft->recipients->len; i++)
    {
      const DtRecipient *recipient = draft->recipients->pdata[i];

      if (recipient->name == NULL)
        continue;
      if (out->len > 0)
        g_string_append_c (out, '\n');
      g_string_append_printf (out,
                              "%s %s",
                              draft->form == DT_ADDRESS_UNDECIDED
                                  ? "Ông/Bà"
                                  : dt_reply_rules_get_address (rules, draft->form, FALSE, TRUE),
                              recipient->name);
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

/**
 * dt_service_make_reply_letter:
 * @self: a service
 * @file: the case
 * @form: what it is made in
 * @reply: its reply
 *
 * Returns: (transfer full): a letter to whom the reply goes, that says what the reply says
 */
DtLetter *
dt_service_make_reply_letter (DtService *self, DtCaseFile *file, DtLetterForm form, DtReply *reply)
{
  DtLetter *letter;
  char *to;

  g_return_val_if_fail (DT_IS_SERVICE (self) && DT_IS_CASE_FILE (file), NULL);
  g_return_val_if_fail (DT_IS_REPLY (reply), NULL);

  letter = dt_service_make_letter (self, file, form, reply->draft->text);
  to = name_recipients (self, reply->draft);
  if (to != NULL)
    {
      g_free (letter->to);
      letter->to = to;
    }
  if (reply->draft->title != NULL)
    {
      g_free (letter->about);
      letter->about = g_strdup (reply->draft->title);
    }
  letter->reply_id = g_strdup (reply->id);
  return letter;
}

static gpointer
read_issued_letter (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_find_issued_letter (reader, data, error);
}

void
dt_service_find_issued_letter_async (DtService *self,
                                     DtLetter *letter,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (DT_IS_SERVICE (self) && DT_IS_LETTER (letter));

  dt_service_read_async (self,
                         read_issued_letter,
                         g_object_ref (letter),
                         g_object_unref,
                         g_object_unref,
                         cancellable,
                         callback,
                         user_data);
}

DtLetter *
dt_service_find_issued_letter_finish (DtService *self, GAsyncResult *result, GError **error)
{
  return dt_service_read_finish (self, result, error);
}

static DtLetterValues
get_values (DtService *self, DtLetter *letter)
{
  return (DtLetterValues){ .letter = letter, .unit_name = self->unit->name, .demo = self->demo };
}

/**
 * dt_service_letter_to_html:
 * @self: a service
 * @letter: a letter
 * @error: of the template
 *
 * Returns: (transfer full) (nullable): its sheets of A4
 */
char *
dt_service_letter_to_html (DtService *self, DtLetter *letter, GError **error)
{
  g_return_val_if_fail (DT_IS_SERVICE (self) && DT_IS_LETTER (letter), NULL);

  const DtLetterValues values = get_values (self, letter);

  return dt_letter_document_to_html (&values, error);
}

/**
 * dt_service_letter_to_odt:
 * @self: a service
 * @letter: a letter
 *
 * Returns: (transfer full): an OpenDocument text of it
 */
GBytes *
dt_service_letter_to_odt (DtService *self, DtLetter *letter)
{
  g_return_val_if_fail (DT_IS_SERVICE (self) && DT_IS_LETTER (letter), NULL);

  const DtLetterValues values = get_values (self, letter);

  return dt_letter_document_to_odt (&values);
}

/**
 * dt_service_name_letter:
 * @self: a service
 * @letter: a letter
 *
 * Returns: (transfer full): a name for its file, without what says the file's type
 */
char *
dt_service_name_letter (DtService *self, DtLetter *letter)
{
  g_return_val_if_fail (DT_IS_SERVICE (self) && DT_IS_LETTER (letter), NULL);

  const DtLetterValues values = get_values (self, letter);

  return dt_letter_document_get_name (&values);
}

/* ---- a case ---- */

/**
 * dt_service_case_to_html:
 * @self: a service
 * @file: the case
 * @pictures: (nullable): hash of an attachment → #GBytes, of those that are printed as pictures
 * @anonymous: without notes and without people
 * @status: in words
 * @describe: what happened, as a sentence
 * @describe_data: for @describe
 * @error: of the template
 *
 * Returns: (transfer full) (nullable): sheets of A4
 */
char *
dt_service_case_to_html (DtService *self,
                         DtCaseFile *file,
                         GHashTable *pictures,
                         gboolean anonymous,
                         const char *status,
                         char *(*describe) (DtTimelineItem *item, gpointer data),
                         gpointer describe_data,
                         GError **error)
{
  g_return_val_if_fail (DT_IS_SERVICE (self) && DT_IS_CASE_FILE (file) && status != NULL, NULL);

  const DtCaseDocumentValues values = {
    .file = file,
    .unit_name = self->unit->name,
    .status = status,
    .printed = dt_clock_now (self->clock),
    .anonymous = anonymous,
    .demo = self->demo,
    .describe = describe,
    .describe_data = describe_data,
    .pictures = pictures,
  };

  return dt_case_document_to_html (&values, error);
}

/**
 * dt_service_prints_picture:
 * @attachment: a file of a case
 *
 * Returns: whether dt_service_case_to_html() prints it as a picture
 */
gboolean
dt_service_prints_picture (DtAttachment *attachment)
{
  return dt_case_document_is_picture (attachment);
}
