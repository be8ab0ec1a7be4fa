/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the templates that fit a case and what was typed. Any thread. */
#include "base/dt-text.h"
#include "model/dt-reply-template.h"

#include <string.h>

/* What counts how much: a word of the title more than one of the body, what suits the case more
 * than how often it was used. */
#define IN_TITLE 40
#define IN_CATEGORY 20
#define IN_BODY 4
#define SAME_KIND 16
#define SAME_FIELD 24
#define SAME_CHANNEL 8
#define OTHER_FIELD 12
#define OTHER_KIND 60
#define MOST_USES 12

typedef struct
{
  DtReplyTemplate *template;
  int score;
  guint order;
} Hit;

/* Whether @word begins a word of @folded. */
static gboolean
has_word (const char *folded, const char *word)
{
  for (const char *at = strstr (folded, word); at != NULL; at = strstr (at + 1, word))
    if (at == folded || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at))))
      return TRUE;
  return FALSE;
}

static const char *
get_category_name (const char *code)
{
  guint n = 0;
  const DtTemplateCategory *all = dt_reply_template_get_categories (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (all[i].code, code) == 0)
      return all[i].name;
  return "";
}

/* -1: one of the words is nowhere in it. */
static int
score_words (const DtReplyTemplate *template, char **words)
{
  g_autofree char *title = dt_text_fold (template->title, -1);
  g_autofree char *category = dt_text_fold (get_category_name (template->category), -1);
  g_autofree char *body = dt_text_fold (template->body, -1);
  int score = 0;

  for (; *words != NULL; words++)
    {
      if (**words == '\0')
        continue;
      if (has_word (title, *words))
        score += IN_TITLE;
      else if (has_word (category, *words))
        score += IN_CATEGORY;
      else if (has_word (body, *words))
        score += IN_BODY;
      else
        return -1;
    }
  return score;
}

static int
score_case (const DtReplyTemplate *template, DtCase *a_case, DtChannelKind channel)
{
  int score = (int) MIN (template->n_uses, MOST_USES);

  if (template->channel >= 0)
    score += template->channel == (int) channel ? SAME_CHANNEL : -OTHER_KIND;
  if (a_case == NULL)
    return score;
  if (template->kind >= 0 && template->kind != (int) a_case->kind)
    score -= OTHER_KIND;
  else if (template->kind >= 0 && template->outcome != DT_REPLY_OUTCOME_REFUSE)
    score += SAME_KIND; /* a refusal is looked for, never what is offered first */
  if (template->field != NULL)
    score += g_strcmp0 (template->field, a_case->field) == 0 ? SAME_FIELD : -OTHER_FIELD;
  return score;
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *x = a;
  const Hit *y = b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return x->order < y->order ? -1 : 1;
}

/**
 * dt_reply_template_search:
 * @templates: (element-type DtReplyTemplate): all
 * @text: what was typed, "" for nothing; every word must begin a word of the template, with or
 *   without diacritics
 * @a_case: (nullable): the case that is answered
 * @channel: the reply goes out by
 *
 * Returns: (transfer full) (element-type DtReplyTemplate): those found, archived ones left out, the
 *   best first
 */
GPtrArray *
dt_reply_template_search (GPtrArray *templates,
                          const char *text,
                          DtCase *a_case,
                          DtChannelKind channel)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (templates != NULL && text != NULL, found);

  folded = dt_text_fold (text, -1);
  words = g_strsplit_set (folded, " \t\n", -1);
  for (guint i = 0; i < templates->len; i++)
    {
      Hit hit = { templates->pdata[i], 0, i };
      int score = hit.template->archived ? -1 : score_words (hit.template, words);

      if (score < 0)
        continue;
      hit.score = score + score_case (hit.template, a_case, channel);
      g_array_append_val (hits, hit);
    }
  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < hits->len; i++)
    g_ptr_array_add (found, g_object_ref (g_array_index (hits, Hit, i).template));
  return found;
}
