/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command "address": the present units that an address means, of one text or of each line of
 * standard input. Needs no workspace. */
#include "ctl/dt-ctl.h"

#include "base/dt-error.h"
#include "model/dt-address-advice.h"
#include "words/dt-address-words.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Our own names: nothing but quotes could need escaping in them. Not JsonBuilder, which would take
 * longer than the parsing. */
static void
append_json (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
append_member (GString *out, const char *name, const char *text)
{
  g_string_append (out, name);
  if (text != NULL)
    append_json (out, text);
  else
    g_string_append (out, "null");
}

/* Thousandths, with a point in every language. */
static void
append_share (GString *out, double share)
{
  guint thousandths = (guint) (share * 1000 + 0.5);
  char text[] = "0.000";

  text[0] = (char) ('0' + thousandths / 1000);
  text[2] = (char) ('0' + thousandths / 100 % 10);
  text[3] = (char) ('0' + thousandths / 10 % 10);
  text[4] = (char) ('0' + thousandths % 10);
  g_string_append_len (out, text, 5);
}

static void
append_as_json (GString *out, const DtAddressMatch *match)
{
  g_autofree char *former = NULL;

  if (match->n_candidates > 0 && match->candidates[0].former != NULL)
    former = dt_address_former_to_text (match->candidates[0].former);
  g_string_append (out, "{\"candidates\":[");
  for (guint i = 0; i < match->n_candidates; i++)
    {
      const DtAddressCandidate *candidate = &match->candidates[i];

      append_member (out, i == 0 ? "{\"code\":" : ",{\"code\":", candidate->unit->code);
      append_member (out, ",\"unit\":", candidate->unit->name);
      append_member (out, ",\"province\":", candidate->unit->province);
      g_string_append (out, ",\"confidence\":");
      append_share (out, candidate->confidence);
      g_string_append_c (out, '}');
    }
  append_member (out, "],\"written\":", dt_address_written_to_nick (match->written));
  append_member (out, ",\"former\":", former);
  append_member (out, ",\"decides\":", dt_address_decides_to_nick (match->decides));
  g_string_append (out, "}\n");
}

static void
append_as_text (GString *out, const DtAddressMatch *match)
{
  const char *decides = dt_address_words_decides (match->decides);

  if (match->n_candidates == 0)
    g_string_append_printf (out, "%s\n", _ ("No unit is named."));
  for (guint i = 0; i < match->n_candidates; i++)
    {
      const DtAddressCandidate *candidate = &match->candidates[i];

      g_string_append_printf (out,
                              "%s  %3d %%  %s, %s",
                              candidate->unit->code,
                              (int) (candidate->confidence * 100 + 0.5),
                              candidate->unit->name,
                              candidate->unit->province);
      if (candidate->former != NULL)
        {
          g_autofree char *former = dt_address_former_to_text (candidate->former);

          g_string_append_printf (out, "  ← %s", former);
        }
      g_string_append_c (out, '\n');
    }
  if (decides != NULL)
    g_string_append_printf (out, "%s\n", decides);
}

static void
append_answer (DtCtl *self, GString *out, const char *text, gsize length)
{
  g_autoptr (DtAddressMatch) match
      = dt_address_parse (dt_address_index_get (), text, (gssize) length, self->unit);

  if (self->json)
    append_as_json (out, match);
  else
    append_as_text (out, match);
}

static void
flush (GString *out)
{
  fwrite (out->str, 1, out->len, stdout);
  fflush (stdout);
  g_string_truncate (out, 0);
}

/* Answers the whole lines in @in and leaves the rest; at the end a line may lack its end. */
static void
answer_lines (DtCtl *self, GString *in, GString *out, gboolean end)
{
  gsize at = 0;

  while (at < in->len)
    {
      const char *line = in->str + at;
      const char *stop = memchr (line, '\n', in->len - at);
      gsize length = stop != NULL ? (gsize) (stop - line) : in->len - at;

      if (stop == NULL && !end)
        break;
      append_answer (self, out, line, length - (length > 0 && line[length - 1] == '\r'));
      at += length + (stop != NULL);
      if (out->len > 1 << 16)
        flush (out);
    }
  g_string_erase (in, 0, (gssize) at);
  flush (out);
}

static int
answer_input (DtCtl *self)
{
  g_autoptr (GString) in = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *buffer = g_malloc (1 << 16);
  gssize n;

  while ((n = read (STDIN_FILENO, buffer, 1 << 16)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_autoptr (GError) error = NULL;

          g_set_error (&error, DT_ERROR, DT_ERROR_IO, "%s", g_strerror (errno));
          return dt_ctl_fail (self, error);
        }
      g_string_append_len (in, buffer, n);
      answer_lines (self, in, out, FALSE);
    }
  answer_lines (self, in, out, TRUE);
  return DT_CTL_DONE;
}

int
dt_ctl_address (DtCtl *self)
{
  const char *text = self->arguments[0];
  g_autoptr (GString) out = NULL;

  if (self->unit != NULL && dt_catalogue_find_unit (self->unit) == NULL)
    return dt_ctl_fail_usage (self, _ ("No unit “%s”"), self->unit);
  if (g_str_equal (text, "-"))
    return answer_input (self);
  out = g_string_new (NULL);
  append_answer (self, out, text, strlen (text));
  flush (out);
  return DT_CTL_DONE;
}
