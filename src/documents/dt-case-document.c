/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of data/templates/case-a4.html. Everything that anybody wrote goes through one place,
 * which takes people out of it in the variant without them. One thread. */
#include "documents/dt-case-document.h"

#include "documents/dt-anonymiser.h"
#include "base/dt-text.h"
#include "documents/dt-document-words.h"
#include "documents/dt-sheet-style.h"
#include "documents/dt-template.h"
#include "model/dt-catalogue.h"

#include <string.h>

typedef struct
{
  const DtCaseDocumentValues *values;
  DtAnonymiser *people; /* NULL: nobody is taken out */
  GHashTable *numbers;  /* name → number of the person */
  DtTemplateValues *out;
  const char *part; /* the list that paragraphs go to */
  guint n_files, n_pictures;
} Writer;

static char *
clean (Writer *self, const char *text)
{
  return self->people != NULL ? dt_anonymiser_apply (self->people, text) : g_strdup (text);
}

static void
set_clean (Writer *self, DtTemplateValues *item, const char *name, const char *text)
{
  g_autofree char *done = clean (self, text);

  dt_template_values_set (item, name, done);
}

/* ---- people ---- */

static guint
number_person (Writer *self, const char *name)
{
  gpointer number = g_hash_table_lookup (self->numbers, name);

  if (number == NULL)
    {
      number = GUINT_TO_POINTER (g_hash_table_size (self->numbers) + 1);
      g_hash_table_insert (self->numbers, g_strdup (name), number);
    }
  return GPOINTER_TO_UINT (number);
}

/* An office that it goes to is no person. */
static void
learn_recipient (Writer *self, DtRecipient *recipient)
{
  g_autofree char *phone = NULL;

  if (recipient->citizen_id == NULL)
    return;
  if (recipient->name != NULL)
    dt_anonymiser_add_name (self->people, number_person (self, recipient->name), recipient->name);
  if (recipient->address == NULL)
    return;
  phone = dt_text_normalize_phone (recipient->address);
  if (phone != NULL)
    dt_anonymiser_add_number (self->people, phone);
  else if (strpbrk (recipient->address, ":@") != NULL)
    dt_anonymiser_add_handle (self->people, recipient->address);
  else
    dt_anonymiser_add_address (self->people, recipient->address);
}

/* The citizens, whoever signed a message that came in, and whom replies go to. */
static void
learn_people (Writer *self)
{
  DtCaseFile *file = self->values->file;

  for (guint i = 0; i < file->citizens->len; i++)
    {
      DtCitizen *citizen = file->citizens->pdata[i];
      const char *name = citizen->name != NULL ? citizen->name : citizen->id;

      dt_anonymiser_add_name (self->people, number_person (self, name), citizen->name);
      dt_anonymiser_add_address (self->people, citizen->address);
      dt_anonymiser_add_handle (self->people, citizen->handle);
      dt_anonymiser_add_number (self->people, citizen->phone);
      dt_anonymiser_add_number (self->people, citizen->id_number);
      dt_anonymiser_add_handle (self->people, citizen->email);
    }
  for (guint i = 0; i < file->timeline->len; i++)
    {
      DtTimelineItem *item = file->timeline->pdata[i];

      if (item->type == DT_TIMELINE_MESSAGE && item->direction == DT_DIRECTION_INBOUND
          && item->author_name != NULL)
        dt_anonymiser_add_name (
            self->people, number_person (self, item->author_name), item->author_name);
    }
  for (guint i = 0; i < file->replies->len; i++)
    {
      DtReply *reply = file->replies->pdata[i];

      for (guint j = 0; j < reply->draft->recipients->len; j++)
        learn_recipient (self, reply->draft->recipients->pdata[j]);
    }
}

static void
add_citizens (Writer *self)
{
  DtCaseFile *file = self->values->file;

  dt_template_values_set (self->out, "citizens", NULL);
  for (guint i = 0; i < file->citizens->len; i++)
    {
      DtCitizen *citizen = file->citizens->pdata[i];
      DtTemplateValues *item = dt_template_values_add_item (self->out, "citizens");
      gboolean known = self->people == NULL && !citizen->erased;
      g_autofree char *phone
          = known && citizen->phone != NULL ? dt_text_format_phone (citizen->phone) : NULL;

      if (known)
        dt_template_values_set (
            item, "name", citizen->name != NULL ? citizen->name : "Chưa rõ tên");
      else
        {
          g_autofree char *name = dt_anonymiser_name_person (
              number_person (self, citizen->name != NULL ? citizen->name : citizen->id));

          dt_template_values_set (item, "name", citizen->erased ? "Đã xóa theo quy định" : name);
        }
      dt_template_values_set (item, "phone", phone);
      dt_template_values_set (item, "email", known ? citizen->email : NULL);
      dt_template_values_set (item, "id_number", known ? citizen->id_number : NULL);
      dt_template_values_set (item, "address", known ? citizen->address : NULL);
      dt_template_values_set (item, "group", citizen->group);
    }
}

/* ---- the course ---- */

static void
add_paragraph (Writer *self, const char *style, const char *text, gboolean next)
{
  DtTemplateValues *item = dt_template_values_add_item (self->out, self->part);

  dt_template_values_set (item, "style", style);
  dt_template_values_set (item, "next", next ? "1" : NULL);
  set_clean (self, item, "text", text);
}

/* Made of what may be told: not to be cleaned. */
static void
add_head (Writer *self, const char *text)
{
  DtTemplateValues *item = dt_template_values_add_item (self->out, self->part);

  dt_template_values_set (item, "style", "who");
  dt_template_values_set (item, "next", "1");
  dt_template_values_set (item, "text", text);
}

static void
add_lines (Writer *self, const char *style, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      add_paragraph (self, style, lines[i], FALSE);
}

static char *
name_file (Writer *self, DtAttachment *file)
{
  /* The name of a file may be that of its owner. */
  if (self->people != NULL || file->name == NULL)
    return g_strdup_printf ("Tệp %u", self->n_files);
  return g_strdup_printf ("Tệp %u: %s", self->n_files, file->name);
}

static void
add_picture (Writer *self, DtAttachment *file, const char *name)
{
  GBytes *bytes = self->values->pictures != NULL
                      ? g_hash_table_lookup (self->values->pictures, file->hash)
                      : NULL;
  g_autofree char *base64 = NULL;
  g_autofree char *uri = NULL;
  DtTemplateValues *item;
  gsize size;

  /* Who is to be seen on a picture nobody can take out of it. */
  if (bytes == NULL || self->people != NULL)
    return;
  base64 = g_base64_encode (g_bytes_get_data (bytes, &size), g_bytes_get_size (bytes));
  uri = g_strdup_printf ("data:%s;base64,%s", file->media_type, base64);
  item = dt_template_values_add_item (self->out, "pictures");
  dt_template_values_set (item, "picture", uri);
  dt_template_values_set (item, "picture_name", name);
  self->n_pictures++;
}

static void
add_files (Writer *self, GPtrArray *attachments)
{
  for (guint i = 0; i < attachments->len; i++)
    {
      DtAttachment *file = attachments->pdata[i];
      g_autofree char *name = NULL;
      g_autofree char *line = NULL;
      g_autofree char *size = g_format_size ((guint64) file->size);
      DtTemplateValues *item;

      self->n_files++;
      name = name_file (self, file);
      line = g_strdup_printf ("Kèm theo: %s", name);
      add_paragraph (self, "file", line, FALSE);
      item = dt_template_values_add_item (self->out, "files");
      dt_template_values_set (item, "file_name", name);
      dt_template_values_set (item, "file_type", file->media_type);
      dt_template_values_set (item, "file_size", size);
      add_picture (self, file, name);
    }
}

/* "14:06 thứ Hai 23/11/2026 · Điện thoại · Trần Thị Hoa" */
static char *
head_message (Writer *self, DtTimelineItem *item)
{
  g_autofree char *time = dt_document_format_time_short (item->time);
  g_autofree char *person = NULL;
  const char *who = item->author_name;

  if (item->direction == DT_DIRECTION_INBOUND)
    {
      if (who != NULL && self->people != NULL)
        who = person = dt_anonymiser_name_person (number_person (self, who));
      return g_strdup_printf ("%s · %s · %s",
                              time,
                              dt_document_name_channel (item->channel),
                              who != NULL ? who : "Ẩn danh");
    }
  who = item->actor_name != NULL ? item->actor_name : who;
  return g_strdup_printf ("%s · %s · %s",
                          time,
                          item->direction == DT_DIRECTION_NOTE ? "Ghi chú nội bộ"
                                                               : "Trả lời của cơ quan",
                          who != NULL ? who : "");
}

static void
add_message (Writer *self, DtTimelineItem *item)
{
  g_autofree char *head = head_message (self, item);

  add_head (self, head);
  if (item->text != NULL)
    add_lines (self, "said", item->text);
  else
    add_paragraph (self, "said", "(Nội dung đã xóa theo quy định)", FALSE);
  add_files (self, item->attachments);
}

static void
add_event (Writer *self, DtTimelineItem *item)
{
  g_autofree char *words = self->values->describe != NULL
                               ? self->values->describe (item, self->values->describe_data)
                               : NULL;
  g_autofree char *time = dt_document_format_time_short (item->time);
  g_autofree char *line = words != NULL ? g_strdup_printf ("%s · %s", time, words) : NULL;

  if (line != NULL)
    add_paragraph (self, "event", line, FALSE);
}

static void
add_course (Writer *self)
{
  GPtrArray *timeline = self->values->file->timeline;

  self->part = "course";
  dt_template_values_set (self->out, self->part, NULL);
  for (guint i = 0; i < timeline->len; i++)
    {
      DtTimelineItem *item = timeline->pdata[i];

      if (item->retracted)
        continue;
      if (item->type == DT_TIMELINE_EVENT)
        add_event (self, item);
      else if (item->direction != DT_DIRECTION_NOTE || self->people == NULL)
        add_message (self, item);
    }
}

/* ---- replies that have not gone out ---- */

static gboolean
is_open (DtReply *reply)
{
  return reply->state != DT_REPLY_SENT && reply->state != DT_REPLY_DISCARDED;
}

/* "14:06 thứ Hai 23/11/2026 · Chờ duyệt · Điện thoại · Lê Minh Châu" */
static void
add_reply (Writer *self, DtReply *reply)
{
  g_autofree char *time = dt_document_format_time_short (reply->changed);
  g_autofree char *head = g_strdup_printf ("%s · %s · %s · %s",
                                           time,
                                           dt_document_name_reply_state (reply->state),
                                           dt_document_name_channel (reply->draft->channel),
                                           reply->author_name != NULL ? reply->author_name : "");

  add_head (self, head);
  if (reply->draft->title != NULL && *reply->draft->title != '\0')
    add_lines (self, "said", reply->draft->title);
  if (reply->draft->text != NULL)
    add_lines (self, "said", reply->draft->text);
  add_files (self, reply->draft->attachments);
}

/* Those that were sent stand in the course as messages. */
static void
add_replies (Writer *self)
{
  GPtrArray *replies = self->values->file->replies;
  gboolean any = FALSE;

  self->part = "replies";
  dt_template_values_set (self->out, self->part, NULL);
  for (guint i = 0; i < replies->len; i++)
    if (is_open (replies->pdata[i]))
      {
        add_reply (self, replies->pdata[i]);
        any = TRUE;
      }
  dt_template_values_set (self->out, "any_replies", any ? "1" : NULL);
}

/* ---- the cover ---- */

static void
set_cover (Writer *self)
{
  const DtCaseDocumentValues *values = self->values;
  DtCase *a_case = values->file->a_case;
  const DtField *field = a_case->field != NULL ? dt_catalogue_find_field (a_case->field) : NULL;
  g_autofree char *unit = dt_document_unit_capitals (values->unit_name);
  g_autofree char *received = dt_document_format_time (a_case->received);
  g_autofree char *due = a_case->due != 0 ? dt_document_format_time (a_case->due) : NULL;
  g_autofree char *printed = dt_document_format_time (values->printed);

  dt_template_values_set (self->out, "unit", unit);
  dt_template_values_set (self->out, "code", a_case->code);
  set_clean (self, self->out, "title", a_case->title);
  dt_template_values_set (self->out, "kind", dt_document_name_kind (a_case->kind));
  dt_template_values_set (self->out, "field", field != NULL ? field->name_vi : NULL);
  dt_template_values_set (self->out, "channel", dt_document_name_channel (a_case->channel));
  set_clean (self, self->out, "place", a_case->place);
  dt_template_values_set (self->out, "group", a_case->group);
  dt_template_values_set (self->out, "received", received);
  dt_template_values_set (self->out, "due", due);
  dt_template_values_set (self->out, "status", values->status);
  dt_template_values_set (self->out, "assignee", a_case->assignee_name);
  dt_template_values_set (self->out, "printed", printed);
  dt_template_values_set (self->out, "anonymous", values->anonymous ? "1" : NULL);
  dt_template_values_set (self->out, "demo", values->demo ? "1" : NULL);
}

/**
 * dt_case_document_is_picture:
 * @attachment: a file
 *
 * Returns: whether it can be printed as a picture
 */
gboolean
dt_case_document_is_picture (DtAttachment *attachment)
{
  static const char *const types[] = { "image/jpeg", "image/png", "image/gif", "image/webp" };

  g_return_val_if_fail (DT_IS_ATTACHMENT (attachment), FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i], attachment->media_type) == 0)
      return TRUE;
  return FALSE;
}

/**
 * dt_case_document_to_html:
 * @values: the case and how it is told
 * @error: of the template
 *
 * Returns: (transfer full) (nullable): sheets of A4 for %DT_WEB_PAPER_A4
 */
char *
dt_case_document_to_html (const DtCaseDocumentValues *values, GError **error)
{
  const DtLetterRules *rules = dt_letter_rules_get_default ();
  g_autoptr (DtTemplateValues) out = NULL;
  g_autoptr (DtAnonymiser) people = NULL;
  g_autoptr (GHashTable) numbers = NULL;
  g_autofree char *style = dt_sheet_style_to_css (rules);
  Writer writer = { .values = values };

  g_return_val_if_fail (values != NULL && DT_IS_CASE_FILE (values->file), NULL);
  g_return_val_if_fail (values->unit_name != NULL && values->status != NULL, NULL);

  out = dt_template_values_new ();
  numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  writer.out = out;
  writer.numbers = numbers;
  if (values->anonymous)
    {
      writer.people = people = dt_anonymiser_new ();
      learn_people (&writer);
    }
  dt_template_values_set_markup (out, "sheet_style", style);
  set_cover (&writer);
  add_citizens (&writer);
  dt_template_values_set (out, "files", NULL);
  dt_template_values_set (out, "pictures", NULL);
  add_course (&writer);
  add_replies (&writer);
  dt_template_values_set (out, "any_files", writer.n_files > 0 ? "1" : NULL);
  dt_template_values_set (out, "any_pictures", writer.n_pictures > 0 ? "1" : NULL);
  return dt_template_render_file ("case-a4.html", out, error);
}
