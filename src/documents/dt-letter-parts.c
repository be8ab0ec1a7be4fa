/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on a letter, line by line, by Decree 30/2020/NĐ-CP, annex I, part I, II. Any thread.
 */
#include "documents/dt-letter-parts.h"

#include "base/dt-text.h"
#include "documents/dt-document-words.h"

#include <string.h>

/* Room for the clerk's pen. */
#define BLANK_NUMBER "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0"

/* The lines of @text that say something, without blanks at their ends. */
static GPtrArray *
split_lines (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *clean = text != NULL ? dt_text_clean (text, -1) : NULL;
  g_auto (GStrv) parts = clean != NULL ? g_strsplit (clean, "\n", -1) : NULL;

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_ptr_array_add (lines, g_strdup (parts[i]));
  return lines;
}

/* As one line. */
static char *
join_line (const char *text)
{
  g_autoptr (GPtrArray) lines = split_lines (text);

  if (lines->len == 0)
    return NULL;
  g_ptr_array_add (lines, NULL);
  return g_strjoinv (" ", (char **) lines->pdata);
}

/* "- Bộ Nội vụ;", the last one with a full stop. */
static void
add_dashes (GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      char *line = lines->pdata[i];
      const char *text = line;
      gsize length;

      while (*text == '-' || *text == ' ')
        text++;
      length = strlen (text);
      while (length > 0 && strchr (";.,", text[length - 1]) != NULL)
        length--;
      lines->pdata[i]
          = g_strdup_printf ("- %.*s%s", (int) length, text, i + 1 < lines->len ? ";" : ".");
      g_free (line);
    }
}

static void
set_head (DtLetterParts *self, const DtLetterValues *values)
{
  const DtLetter *letter = values->letter;
  g_autofree char *number
      = dt_letter_rules_format_number (self->rules, values->letter, BLANK_NUMBER);
  g_autofree char *day = dt_letter_rules_format_day (self->rules, letter->issued);
  g_autofree char *about = join_line (letter->about);

  self->superior = values->province != NULL ? g_utf8_strup (values->province, -1) : NULL;
  self->organ = g_utf8_strup (self->rules->organ, -1);
  self->unit = dt_document_unit_capitals (values->unit_name);
  self->number = g_strdup_printf ("Số: %s", number);
  self->place = g_strdup_printf ("%s, %s", values->unit_name, day);
  if (*self->form->title == '\0')
    {
      if (about != NULL)
        self->about = g_strdup_printf ("%s %s", self->form->about, about);
      return;
    }
  self->title = g_strdup (self->form->title);
  self->subject = g_steal_pointer (&about);
}

/* A letter ends with "./." in the place of its full stop. */
static void
end_paragraphs (DtLetterParts *self)
{
  char *last;
  gsize length;

  if (self->paragraphs->len == 0)
    return;
  last = self->paragraphs->pdata[self->paragraphs->len - 1];
  if (g_str_has_suffix (last, self->rules->end))
    return;
  length = strlen (last);
  if (length > 0 && last[length - 1] == '.')
    length--;
  self->paragraphs->pdata[self->paragraphs->len - 1]
      = g_strdup_printf ("%.*s%s", (int) length, last, self->rules->end);
  g_free (last);
}

/* An invitation says whom it invites in its first sentence (annex III, form 1.7); the others say
 * above the text to whom they go. */
static void
set_recipients (DtLetterParts *self, const DtLetterValues *values)
{
  g_autoptr (GPtrArray) to = split_lines (values->letter->to);
  gboolean many = to->len > 1;

  if (to->len == 0)
    return;
  if (many)
    add_dashes (to);
  if (values->letter->form == DT_LETTER_INVITATION)
    {
      g_autofree char *unit = dt_document_unit_inline (values->unit_name);

      g_ptr_array_insert (self->paragraphs,
                          0,
                          g_strdup_printf ("%s %s %s:%s%s",
                                           self->rules->organ,
                                           unit,
                                           self->form->to,
                                           many ? "" : " ",
                                           many ? "" : (char *) to->pdata[0]));
      for (guint i = 0; many && i < to->len; i++)
        g_ptr_array_insert (self->paragraphs, (int) i + 1, g_strdup (to->pdata[i]));
      self->n_listed = many ? to->len + 1 : 1;
      return;
    }
  self->to_label = g_strdup (self->form->to);
  self->to = g_steal_pointer (&to);
}

static void
set_receivers (DtLetterParts *self, const DtLetter *letter)
{
  gboolean part = letter->part != NULL && *letter->part != '\0';

  self->receivers = split_lines (letter->receivers);
  if (self->form->as_above && self->to->len > 0)
    g_ptr_array_insert (self->receivers, 0, g_strdup ("Như trên"));
  g_ptr_array_add (
      self->receivers,
      g_strdup_printf ("%s%s%s", self->rules->archive, part ? ", " : "", part ? letter->part : ""));
  add_dashes (self->receivers);
}

/* Numbers have a slash, which no file's name may have. */
static char *
make_name (DtLetterParts *self, const DtLetter *letter)
{
  static const char *const names[DT_N_LETTER_FORMS]
      = { "Công văn", "Thông báo", "Giấy mời", "Phiếu chuyển" };
  g_autoptr (GString) name = g_string_new (names[letter->form]);
  g_autofree char *number = NULL;

  if (letter->number > 0)
    {
      number = dt_letter_rules_format_number (self->rules, (DtLetter *) letter, NULL);
      g_strdelimit (number, "/", '-');
      g_string_append_printf (name, " %s", number);
    }
  if (letter->case_code != NULL)
    g_string_append_printf (name, " %s", letter->case_code);
  return g_string_free (g_steal_pointer (&name), FALSE);
}

void
dt_letter_parts_init (DtLetterParts *self, const DtLetterValues *values)
{
  const DtLetter *letter = values->letter;

  memset (self, 0, sizeof *self);
  self->rules = dt_letter_rules_get_default ();
  self->form = &self->rules->forms[letter->form];
  self->paragraphs = split_lines (letter->text);
  set_head (self, values);
  end_paragraphs (self);
  set_recipients (self, values);
  if (self->to == NULL)
    self->to = g_ptr_array_new_with_free_func (g_free);
  set_receivers (self, letter);
  self->signature
      = dt_letter_rules_get_signature (self->rules, letter->authority, letter->position);
  self->signer = join_line (letter->signer);
  self->name = make_name (self, letter);
  self->demo = values->demo;
}

void
dt_letter_parts_clear (DtLetterParts *self)
{
  g_free (self->name);
  g_free (self->superior);
  g_free (self->organ);
  g_free (self->unit);
  g_free (self->number);
  g_free (self->place);
  g_free (self->about);
  g_free (self->title);
  g_free (self->subject);
  g_free (self->to_label);
  g_clear_pointer (&self->to, g_ptr_array_unref);
  g_clear_pointer (&self->paragraphs, g_ptr_array_unref);
  g_strfreev (self->signature);
  g_free (self->signer);
  g_clear_pointer (&self->receivers, g_ptr_array_unref);
  memset (self, 0, sizeof *self);
}
