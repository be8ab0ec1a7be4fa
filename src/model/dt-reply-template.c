/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates: read into pieces, checked, filled in. Any thread. */
#include "model/dt-reply-template.h"

#include "base/dt-error.h"
#include "model/dt-reply-rules.h"

#include <string.h>

#define MAX_BLANK 120 /* characters between the brackets */

G_DEFINE_FINAL_TYPE (DtReplyTemplate, dt_reply_template, G_TYPE_OBJECT)

static const DtTemplateField fields[] = {
  { "address", "cách xưng hô", FALSE },
  { "Address", "cách xưng hô", FALSE },
  { "citizen.name", "họ tên", FALSE },
  { "case.code", "mã hồ sơ", FALSE },
  { "case.title", "nội dung ý kiến", FALSE },
  { "case.kind", "loại ý kiến", FALSE },
  { "case.field", "lĩnh vực", FALSE },
  { "case.place", "địa điểm", FALSE },
  { "case.group", "khu phố, thôn", FALSE },
  { "received", "ngày tiếp nhận", FALSE },
  { "deadline", "ngày hết hạn trả lời", FALSE },
  { "promise", "ngày hẹn trả lời", FALSE },
  { "today", "ngày hôm nay", FALSE },
  { "unit.name", "tên đơn vị", FALSE },
  { "unit.address", "địa chỉ trụ sở", FALSE },
  { "unit.phone", "số điện thoại của đơn vị", FALSE },
  { "unit.hours", "giờ làm việc", FALSE },
  { "officer.name", "họ tên cán bộ", FALSE },
  { "officer.title", "chức vụ cán bộ", FALSE },
  { "ground", "lý do", FALSE },
  { "reception", "cách tiếp nhận", FALSE },
  { "many", "nhiều người", TRUE },
  { "late", "quá hạn", TRUE },
};

typedef enum
{
  PIECE_TEXT,
  PIECE_FIELD,
  PIECE_IF,     /* {{#…}} */
  PIECE_UNLESS, /* {{^…}} */
  PIECE_END,    /* {{/…}} */
} PieceType;

typedef struct
{
  PieceType type;
  const char *start; /* text, or the tag with its braces */
  gsize length;
  const DtTemplateField *field;
} Piece;

static void
dt_reply_template_finalize (GObject *object)
{
  DtReplyTemplate *self = DT_REPLY_TEMPLATE (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->category);
  g_free (self->body);
  g_free (self->about);
  g_free (self->field);
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  g_free (self->author_name);
  g_free (self->publisher_name);
  G_OBJECT_CLASS (dt_reply_template_parent_class)->finalize (object);
}

static void
dt_reply_template_class_init (DtReplyTemplateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_reply_template_finalize;
}

static void
dt_reply_template_init (DtReplyTemplate *self)
{
  self->kind = -1;
  self->channel = -1;
  self->attachments = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * dt_reply_template_new:
 *
 * Returns: (transfer full): an empty record for its maker to fill; for any kind and channel
 */
DtReplyTemplate *
dt_reply_template_new (void)
{
  return g_object_new (dt_reply_template_get_type (), NULL);
}

/**
 * dt_reply_template_get_fields:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): what a template may name
 */
const DtTemplateField *
dt_reply_template_get_fields (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  *n = G_N_ELEMENTS (fields);
  return fields;
}

static const DtTemplateField *
find_field (const char *name, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strlen (fields[i].name) == length && strncmp (fields[i].name, name, length) == 0)
      return &fields[i];
  return NULL;
}

/* ---- reading ---- */

static gboolean
fail (const char *body,
      const char *at,
      guint *out_line,
      guint *out_column,
      GError **error,
      const char *what)
{
  guint line = 1;
  const char *start = body;

  for (const char *p = body; p < at; p++)
    if (*p == '\n')
      {
        line++;
        start = p + 1;
      }
  if (out_line != NULL)
    *out_line = line;
  if (out_column != NULL)
    *out_column = (guint) g_utf8_pointer_to_offset (start, at) + 1;
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_INVALID,
               "line %u, column %u: %s",
               line,
               (guint) g_utf8_pointer_to_offset (start, at) + 1,
               what);
  return FALSE;
}

/* What is wrong with the tag that begins at @at, or NULL and the piece. */
static const char *
read_tag (const char *at, Piece *piece)
{
  const char *name = at + 2;
  const char *end = strstr (name, "}}");
  gsize inside = strcspn (name, "{\n");

  if (end == NULL || end > name + inside)
    return "“{{” is not closed by “}}”";
  if (end[2] == '}')
    return "one “}” too many";
  piece->start = at;
  piece->length = (gsize) (end + 2 - at);
  piece->type = *name == '#'   ? PIECE_IF
                : *name == '^' ? PIECE_UNLESS
                : *name == '/' ? PIECE_END
                               : PIECE_FIELD;
  if (piece->type != PIECE_FIELD)
    name++;
  piece->field = find_field (name, (gsize) (end - name));
  if (piece->field == NULL)
    return "there is no field of that name";
  if (piece->type == PIECE_FIELD && piece->field->section)
    return "this one stands in “{{#…}}” and “{{^…}}” only";
  return NULL;
}

/* The text up to the next tag; NULL if a “}}” stands in it, then in @out_stray. */
static gsize
read_text (const char *at, const char **out_stray)
{
  const char *tag = strstr (at, "{{");
  const char *stray = strstr (at, "}}");

  *out_stray = stray != NULL && (tag == NULL || stray < tag) ? stray : NULL;
  return tag != NULL ? (gsize) (tag - at) : strlen (at);
}

/* Opens or closes a section; what is wrong with that, or NULL. */
static const char *
step_section (const Piece *piece, GArray *open)
{
  if (piece->type == PIECE_IF || piece->type == PIECE_UNLESS)
    g_array_append_val (open, *piece);
  if (piece->type != PIECE_END)
    return NULL;
  if (open->len == 0)
    return "nothing is open that this could close";
  if (g_array_index (open, Piece, open->len - 1).field != piece->field)
    return "another section is to be closed first";
  g_array_set_size (open, open->len - 1);
  return NULL;
}

/* All pieces of @body, or NULL. */
static GArray *
read_pieces (const char *body, guint *out_line, guint *out_column, GError **error)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (Piece));
  const char *what = NULL;
  const char *at = body;

  while (*at != '\0')
    {
      Piece piece = { PIECE_TEXT, at, 0, NULL };
      const char *stray = NULL;

      if (g_str_has_prefix (at, "{{"))
        what = read_tag (at, &piece);
      else
        piece.length = read_text (at, &stray);
      if (what == NULL && stray != NULL)
        {
          at = stray;
          what = "“}}” without “{{”";
        }
      if (what == NULL)
        what = step_section (&piece, open);
      if (what != NULL)
        break;
      g_array_append_val (pieces, piece);
      at += piece.length;
    }
  if (what == NULL && open->len > 0)
    {
      at = g_array_index (open, Piece, open->len - 1).start;
      what = "this section is never closed";
    }
  if (what == NULL)
    return g_steal_pointer (&pieces);
  fail (body, at, out_line, out_column, error, what);
  return NULL;
}

/**
 * dt_reply_template_check:
 * @body: a template
 * @out_line: (out) (optional): from 1; set if it is wrong
 * @out_column: (out) (optional): in characters, from 1; set if it is wrong
 * @error: %DT_ERROR_INVALID, with line and column
 *
 * Returns: whether it can be filled in
 */
gboolean
dt_reply_template_check (const char *body, guint *out_line, guint *out_column, GError **error)
{
  g_autoptr (GArray) pieces = NULL;

  g_return_val_if_fail (body != NULL, FALSE);

  pieces = read_pieces (body, out_line, out_column, error);
  return pieces != NULL;
}

/* ---- filling in ---- */

static const char *
get_value (const DtTemplateContext *context, const char *name)
{
  const struct
  {
    const char *name;
    const char *value;
  } values[] = {
    { "citizen.name", context->citizen_name },
    { "case.code", context->case_code },
    { "case.title", context->case_title },
    { "case.kind", context->case_kind },
    { "case.field", context->case_field },
    { "case.place", context->case_place },
    { "case.group", context->case_group },
    { "received", context->received },
    { "deadline", context->deadline },
    { "promise", context->promise },
    { "today", context->today },
    { "unit.name", context->unit_name },
    { "unit.address", context->unit_address },
    { "unit.phone", context->unit_phone },
    { "unit.hours", context->unit_hours },
    { "officer.name", context->officer_name },
    { "officer.title", context->officer_title },
    { "ground", context->ground },
    { "reception", context->reception },
    { "many", context->n_citizens > 1 ? "1" : NULL },
    { "late", context->late ? "1" : NULL },
  };

  if (g_ascii_strcasecmp (name, "address") == 0)
    return dt_reply_rules_get_address (
        dt_reply_rules_get_shipped (), context->form, context->n_citizens > 1, *name == 'A');
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_str_equal (values[i].name, name))
      return values[i].value != NULL && *values[i].value != '\0' ? values[i].value : NULL;
  return NULL;
}

/* What a citizen wrote must not become a field or a blank. */
static void
append_value (GString *out, const char *value)
{
  for (const char *p = value; *p != '\0'; p++)
    g_string_append_c (out, *p == '[' || *p == '{' ? '(' : *p == ']' || *p == '}' ? ')' : *p);
}

/* At most one empty line on end, none at the ends. */
static char *
tidy (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));
  guint breaks = 2;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\n')
        {
          while (out->len > 0 && out->str[out->len - 1] == ' ')
            g_string_truncate (out, out->len - 1);
          if (breaks < 2)
            g_string_append_c (out, '\n');
          breaks++;
          continue;
        }
      if (*p == ' ' && breaks > 0)
        continue;
      breaks = 0;
      g_string_append_c (out, *p);
    }
  return g_strchomp (g_string_free (out, FALSE));
}

static char *
fill (GArray *pieces, const DtTemplateContext *context, guint *out_filled)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint depth = 0;
  guint hidden = 0; /* the depth of the section that does not stand; 0: all stand */

  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);
      const char *value = piece->field != NULL ? get_value (context, piece->field->name) : NULL;

      if (piece->type == PIECE_IF || piece->type == PIECE_UNLESS)
        {
          depth++;
          if (hidden == 0 && (value != NULL) != (piece->type == PIECE_IF))
            hidden = depth;
        }
      else if (piece->type == PIECE_END)
        {
          if (hidden == depth)
            hidden = 0;
          depth--;
        }
      else if (hidden != 0)
        continue;
      else if (piece->type == PIECE_TEXT)
        g_string_append_len (out, piece->start, (gssize) piece->length);
      else if (value != NULL)
        {
          append_value (out, value);
          (*out_filled)++;
        }
      else
        g_string_append_printf (out, "[%s]", piece->field->label_vi);
    }
  return tidy (out->str);
}

/**
 * dt_reply_template_fill:
 * @body: a template
 * @context: what is known of the case
 * @error: %DT_ERROR_INVALID, as dt_reply_template_check() gives it
 *
 * Returns: (transfer full) (nullable): the text, with at most one empty line on end and no spaces
 * at the ends of lines; brackets and braces of values become round ones
 */
char *
dt_reply_template_fill (const char *body, const DtTemplateContext *context, GError **error)
{
  g_autoptr (GArray) pieces = NULL;
  guint filled = 0;

  g_return_val_if_fail (body != NULL && context != NULL, NULL);

  pieces = read_pieces (body, NULL, NULL, error);
  return pieces != NULL ? fill (pieces, context, &filled) : NULL;
}

/**
 * dt_reply_template_count:
 * @body: a template
 * @context: what is known of the case
 * @out_blanks: (out) (optional): blanks that it leaves; 0 if the template is wrong
 * @out_filled: (out) (optional): fields that it fills in; likewise
 */
void
dt_reply_template_count (const char *body,
                         const DtTemplateContext *context,
                         guint *out_blanks,
                         guint *out_filled)
{
  g_autoptr (GArray) pieces = NULL;
  g_autoptr (GArray) blanks = NULL;
  g_autofree char *text = NULL;
  guint filled = 0;

  g_return_if_fail (body != NULL && context != NULL);

  pieces = read_pieces (body, NULL, NULL, NULL);
  if (pieces != NULL)
    text = fill (pieces, context, &filled);
  blanks = dt_reply_find_blanks (text != NULL ? text : "");
  if (out_blanks != NULL)
    *out_blanks = blanks->len;
  if (out_filled != NULL)
    *out_filled = filled;
}

/**
 * dt_reply_find_blanks:
 * @text: UTF-8
 *
 * Returns: (transfer full) (element-type DtBlank): what stands in square brackets on one line and
 * has a letter in it; of brackets in brackets the inner ones
 */
GArray *
dt_reply_find_blanks (const char *text)
{
  GArray *blanks = g_array_new (FALSE, FALSE, sizeof (DtBlank));
  gboolean open = FALSE, letter = FALSE;
  guint start = 0;
  guint n = 0;

  g_return_val_if_fail (text != NULL, blanks);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);
      DtBlank blank = { start, n + 1 };

      if (c == '[')
        {
          open = TRUE;
          letter = FALSE;
          start = n;
        }
      else if (c == '\n' || n - start > MAX_BLANK + 1)
        open = FALSE;
      else if (c == ']')
        {
          if (open && letter)
            g_array_append_val (blanks, blank);
          open = FALSE;
        }
      else if (g_unichar_isalpha (c))
        letter = TRUE;
    }
  return blanks;
}
