/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the words of a reply claim and how they sound. Any thread. */
#include "base/dt-text.h"
#include "model/dt-reply-check-private.h"

#include <string.h>

#define LOUD_WORDS 4 /* so many words in capitals are a sentence in capitals */
#define LOUD_LETTERS 12

/* ---- attachments ---- */

static void
scan_attachments (DtReplyScan *self)
{
  if (self->input->draft->attachments->len > 0)
    return;
  for (guint i = 0; i < self->words->len; i++)
    {
      guint n = dt_reply_scan_match_list (self, i, "attachment");

      if (n == 0)
        continue;
      if (!dt_reply_scan_has_before (self, i, "attachment_theirs"))
        dt_reply_scan_add (self,
                           DT_CHECK_ATTACHMENT,
                           dt_reply_scan_get (self, i)->start,
                           dt_reply_scan_get (self, i + n - 1)->end,
                           NULL);
      i += n - 1;
    }
}

/* ---- status ---- */

static void
scan_status (DtReplyScan *self)
{
  DtCaseStatus status
      = self->input->a_case != NULL ? self->input->a_case->status : DT_CASE_STATUS_RECEIVED;
  const char *list;

  dt_reply_outcome_get_status (self->input->draft->outcome, status, &status);
  if (dt_case_status_is_open (status))
    list = "status";
  else if (status == DT_CASE_STATUS_ANSWERED || status == DT_CASE_STATUS_CLOSED)
    list = "status_open";
  else
    return;
  for (guint i = 0; i < self->words->len; i++)
    {
      guint n = dt_reply_scan_match_list (self, i, list);

      if (n > 0 && !dt_reply_scan_is_after (self, i, "status_not_after"))
        dt_reply_scan_add (self,
                           DT_CHECK_STATUS,
                           dt_reply_scan_get (self, i)->start,
                           dt_reply_scan_get (self, i + n - 1)->end,
                           NULL);
      i += n > 0 ? n - 1 : 0;
    }
}

/* ---- bodies ---- */

/* Whether the body of @n words at @i is the office itself: its own name or none behind it. */
static gboolean
is_own_body (const DtReplyScan *self, guint i, guint n)
{
  const char *unit = self->input->unit_name != NULL ? self->input->unit_name : "";
  g_autofree char *written = dt_text_written (unit, -1);
  const char *const name[] = { written, NULL };
  const DtReplyWord *next;

  if (dt_reply_scan_match_list (self, i, "own_body") != n)
    return FALSE;
  if (i + n >= self->words->len || !dt_reply_scan_get (self, i + n)->glued)
    return TRUE;
  if (dt_reply_scan_match (self, i + n, name) > 0)
    return TRUE;
  next = dt_reply_scan_get (self, i + n);
  if (!g_str_has_prefix (written, next->written))
    return !next->capital && !g_str_equal (next->written, "tỉnh")
           && !g_str_equal (next->written, "thành") && !g_str_equal (next->written, "xã")
           && !g_str_equal (next->written, "phường");
  /* "Ủy ban nhân dân phường" with no name behind it */
  return i + n + 1 >= self->words->len || !dt_reply_scan_get (self, i + n + 1)->glued
         || !dt_reply_scan_get (self, i + n + 1)->capital;
}

static gboolean
wants_other_body (const DtReplyScan *self)
{
  const DtReplyDraft *draft = self->input->draft;

  if (draft->outcome == DT_REPLY_OUTCOME_FORWARD)
    return TRUE;
  return draft->ground != NULL
         && g_strv_contains (dt_reply_rules_get_words (self->rules, "other_body_grounds"),
                             draft->ground);
}

static void
scan_bodies (DtReplyScan *self)
{
  const DtReplyDraft *draft = self->input->draft;
  gboolean wants_other = wants_other_body (self);

  if (draft->outcome != DT_REPLY_OUTCOME_REFUSE && draft->outcome != DT_REPLY_OUTCOME_FORWARD)
    return;
  for (guint i = 0; i < self->words->len; i++)
    {
      guint n = dt_reply_scan_match_body (self, i);

      if (n > 0 && (!wants_other || !is_own_body (self, i, n)))
        return;
    }
  dt_reply_scan_add (self, DT_CHECK_NO_BODY, 0, 0, NULL);
}

void
dt_reply_scan_claims (DtReplyScan *self)
{
  scan_attachments (self);
  scan_status (self);
  scan_bodies (self);
}

/* ---- how it sounds ---- */

static void
scan_rude (DtReplyScan *self)
{
  for (guint i = 0; i < self->words->len; i++)
    {
      const DtReplyWord *word = dt_reply_scan_get (self, i);
      guint n = dt_reply_scan_match_list (self, i, "rude");

      /* with a capital inside a sentence it is a name: Tao Đàn */
      if (n == 0 || (word->capital && !word->upper && !word->first))
        continue;
      dt_reply_scan_add (
          self, DT_CHECK_RUDE, word->start, dt_reply_scan_get (self, i + n - 1)->end, NULL);
      i += n - 1;
    }
}

static void
judge_sentence (DtReplyScan *self, guint from, guint to)
{
  guint n_loud = 0, n_letters = 0;

  for (guint i = from; i < to; i++)
    {
      const DtReplyWord *word = dt_reply_scan_get (self, i);

      if (!word->letters)
        continue;
      if (!word->upper && word->end - word->start > 1)
        return;
      n_loud++;
      n_letters += word->end - word->start;
    }
  if (n_loud >= LOUD_WORDS && n_letters >= LOUD_LETTERS)
    dt_reply_scan_add (self,
                       DT_CHECK_CAPITALS,
                       dt_reply_scan_get (self, from)->start,
                       dt_reply_scan_get (self, to - 1)->end,
                       NULL);
}

static void
scan_capitals (DtReplyScan *self)
{
  guint from = 0;

  for (guint i = 1; i <= self->words->len; i++)
    if (i == self->words->len
        || dt_reply_scan_get (self, i)->sentence != dt_reply_scan_get (self, from)->sentence)
      {
        judge_sentence (self, from, i);
        from = i;
      }
}

static void
scan_spelling (DtReplyScan *self)
{
  g_autoptr (GHashTable) wrong = NULL;

  if (self->input->misspelt == NULL || self->input->misspelt[0] == NULL)
    return;
  wrong = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; self->input->misspelt[i] != NULL; i++)
    g_hash_table_add (wrong, (gpointer) self->input->misspelt[i]);
  for (guint i = 0; i < self->words->len; i++)
    {
      const DtReplyWord *word = dt_reply_scan_get (self, i);
      g_autofree char *slice
          = g_ucs4_to_utf8 (self->chars + word->start, word->end - word->start, NULL, NULL, NULL);

      if (g_hash_table_contains (wrong, slice))
        dt_reply_scan_add (self, DT_CHECK_SPELLING, word->start, word->end, NULL);
    }
}

void
dt_reply_scan_tone (DtReplyScan *self)
{
  scan_rude (self);
  scan_capitals (self);
  scan_spelling (self);
}
