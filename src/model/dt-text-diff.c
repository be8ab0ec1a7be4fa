/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences of two texts by words, Myers' greedy algorithm with its trace kept; what is the same
 * at both ends is set aside first. Any thread. */
#include "model/dt-text-diff.h"

#include <string.h>

#define MAX_STEPS 1000 /* words added and removed; beyond that one text replaced the other */
#define MAX_ISLAND 2   /* so few words may have stayed among longer changes by chance */

typedef struct
{
  const char *start;
  gsize length;
} Word;

typedef struct
{
  const Word *a, *b;
  int n, m;
  GPtrArray *trace; /* of int *: furthest x on each diagonal, one array a step */
} Search;

static void
dt_diff_part_free (gpointer data)
{
  DtDiffPart *part = data;

  g_free (part->text);
  g_free (part);
}

/* Words with the white space behind them; white space at the very beginning is a word too. */
static GArray *
read_words (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  const char *p = text;

  while (*p != '\0')
    {
      Word word = { p, 0 };

      while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      word.length = (gsize) (p - word.start);
      g_array_append_val (words, word);
    }
  return words;
}

static gboolean
is_same (const Word *a, const Word *b)
{
  return a->length == b->length && memcmp (a->start, b->start, a->length) == 0;
}

/* How far one comes on diagonal @k with @d steps, after @before (nullable), what @d - 1 reached.
 * Diagonal k stands at k + MAX_STEPS + 1. */
static int
go_far (const Search *self, const int *before, int d, int k)
{
  const int middle = MAX_STEPS + 1;
  int x = 0;
  int y;

  if (d > 0 && (k == -d || (k != d && before[middle + k - 1] < before[middle + k + 1])))
    x = before[middle + k + 1];
  else if (d > 0)
    x = before[middle + k - 1] + 1;
  y = x - k;
  while (x < self->n && y >= 0 && y < self->m && is_same (&self->a[x], &self->b[y]))
    {
      x++;
      y++;
    }
  return x;
}

/* Arrays of the trace hold diagonals -d … d only: they are stored from their own start. */
static int *
keep (const int *reached, int d)
{
  return g_memdup2 (reached + MAX_STEPS + 1 - d, (gsize) (2 * d + 1) * sizeof (int));
}

/* The number of steps it takes, or -1: too many. */
static int
search (Search *self)
{
  g_autofree int *reached = g_new0 (int, 2 * MAX_STEPS + 3);

  for (int d = 0; d <= MAX_STEPS && d <= self->n + self->m; d++)
    {
      for (int k = -d; k <= d; k += 2)
        {
          int x = go_far (self, reached, d, k);

          reached[MAX_STEPS + 1 + k] = x;
          if (x >= self->n && x - k >= self->m)
            return d;
        }
      g_ptr_array_add (self->trace, keep (reached, d));
    }
  return -1;
}

/* Marks the words that stay, from the end to the beginning. */
static void
walk_back (const Search *self, int d, gboolean *kept_a, gboolean *kept_b)
{
  int x = self->n;
  int y = self->m;

  for (; d > 0; d--)
    {
      const int *before = (const int *) self->trace->pdata[d - 1] + (d - 1);
      int k = x - y;
      gboolean down
          = k == -d
            || (k != d && (k - 1 < -(d - 1) || (k + 1 <= d - 1 && before[k - 1] < before[k + 1])));
      int from_k = down ? k + 1 : k - 1;
      int from_x = before[from_k];
      int start = down ? from_x : from_x + 1;

      while (x > start)
        {
          kept_a[--x] = TRUE;
          kept_b[--y] = TRUE;
        }
      x = from_x;
      y = from_x - from_k;
    }
  while (x > 0)
    {
      kept_a[--x] = TRUE;
      kept_b[--y] = TRUE;
    }
}

static void
add_part (GPtrArray *parts, DtDiffType type, const char *start, const char *end)
{
  DtDiffPart *part;

  if (start == end)
    return;
  if (parts->len > 0)
    {
      DtDiffPart *last = parts->pdata[parts->len - 1];

      if (last->type == type)
        {
          g_autofree char *before = g_steal_pointer (&last->text);

          last->text = g_strdup_printf ("%s%.*s", before, (int) (end - start), start);
          return;
        }
    }
  part = g_new0 (DtDiffPart, 1);
  part->type = type;
  part->text = g_strndup (start, (gsize) (end - start));
  g_ptr_array_add (parts, part);
}

/* Where the run of words with that mark ends that begins at @i. */
static int
skip_run (const gboolean *kept, int i, int n, gboolean mark)
{
  while (i < n && kept[i] == mark)
    i++;
  return i;
}

static void
add_run (GPtrArray *parts, DtDiffType type, const Word *words, int from, int to)
{
  if (from < to)
    add_part (parts, type, words[from].start, words[to - 1].start + words[to - 1].length);
}

static void
add_middle (GPtrArray *parts, const Search *self, const gboolean *kept_a, const gboolean *kept_b)
{
  int i = 0;
  int j = 0;

  while (i < self->n || j < self->m)
    {
      int same;
      int to = skip_run (kept_a, i, self->n, FALSE);

      add_run (parts, DT_DIFF_REMOVED, self->a, i, to);
      i = to;
      to = skip_run (kept_b, j, self->m, FALSE);
      add_run (parts, DT_DIFF_ADDED, self->b, j, to);
      j = to;
      /* as many stay on both sides, up to the next change on either */
      same = MIN (skip_run (kept_a, i, self->n, TRUE) - i, skip_run (kept_b, j, self->m, TRUE) - j);
      add_run (parts, DT_DIFF_SAME, self->a, i, i + same);
      i += same;
      j += same;
    }
}

static void
compare_middle (GPtrArray *parts, const Word *a, int n, const Word *b, int m)
{
  Search self = { a, b, n, m, g_ptr_array_new_with_free_func (g_free) };
  g_autofree gboolean *kept_a = g_new0 (gboolean, (gsize) n + 1);
  g_autofree gboolean *kept_b = g_new0 (gboolean, (gsize) m + 1);
  int d = search (&self);

  if (d >= 0)
    walk_back (&self, d, kept_a, kept_b);
  add_middle (parts, &self, kept_a, kept_b);
  g_ptr_array_unref (self.trace);
}

/**
 * dt_text_diff:
 * @before: UTF-8
 * @after: UTF-8
 *
 * Takes time and memory by the length of the texts times the number of changed words, of which more
 * than 1,000 are taken for one text in place of another.
 *
 * Returns: (transfer full) (element-type DtDiffPart): the parts in order, no two of one type side
 * by side
 */
GPtrArray *
dt_text_diff (const char *before, const char *after)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (dt_diff_part_free);
  g_autoptr (GArray) a = NULL;
  g_autoptr (GArray) b = NULL;
  const Word *x, *y;
  int n, m;
  int head = 0, tail = 0;

  g_return_val_if_fail (before != NULL && after != NULL, parts);

  a = read_words (before);
  b = read_words (after);
  x = (const Word *) (gpointer) a->data;
  y = (const Word *) (gpointer) b->data;
  n = (int) a->len;
  m = (int) b->len;
  while (head < n && head < m && is_same (&x[head], &y[head]))
    head++;
  while (tail < n - head && tail < m - head && is_same (&x[n - 1 - tail], &y[m - 1 - tail]))
    tail++;
  add_run (parts, DT_DIFF_SAME, x, 0, head);
  compare_middle (parts, x + head, n - head - tail, y + head, m - head - tail);
  add_run (parts, DT_DIFF_SAME, x, n - tail, n);
  return parts;
}

/* ---- for people ---- */

static guint
count_words (const char *text)
{
  g_autoptr (GArray) words = read_words (text);

  return words->len;
}

/* The longer of the texts that change from @i on; @out_end: where the next part stands. */
static guint
count_changed (GPtrArray *parts, guint i, guint *out_end)
{
  guint longest = 0;

  for (; i < parts->len && ((DtDiffPart *) parts->pdata[i])->type != DT_DIFF_SAME; i++)
    longest = MAX (longest, count_words (((DtDiffPart *) parts->pdata[i])->text));
  *out_end = i;
  return longest;
}

static gboolean
is_island (const char *text, guint before, guint after)
{
  guint n = count_words (text);

  return n <= MAX_ISLAND && before > n && after > n && strchr (text, '\n') == NULL;
}

static void
add_changes (GPtrArray *parts, GString *removed, GString *added)
{
  add_part (parts, DT_DIFF_REMOVED, removed->str, removed->str + removed->len);
  add_part (parts, DT_DIFF_ADDED, added->str, added->str + added->len);
  g_string_truncate (removed, 0);
  g_string_truncate (added, 0);
}

/**
 * dt_text_diff_to_read:
 * @before: UTF-8
 * @after: UTF-8
 *
 * As dt_text_diff(), but a word or two that both texts happen to have in the midst of what was
 * written anew, which are hard to read there, are taken for changed. Paragraphs stay whole.
 *
 * Returns: (transfer full) (element-type DtDiffPart): the parts in order
 */
GPtrArray *
dt_text_diff_to_read (const char *before, const char *after)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (dt_diff_part_free);
  g_autoptr (GPtrArray) shortest = NULL;
  g_autoptr (GString) removed = g_string_new (NULL);
  g_autoptr (GString) added = g_string_new (NULL);
  guint n_before = 0;

  g_return_val_if_fail (before != NULL && after != NULL, parts);

  shortest = dt_text_diff (before, after);
  for (guint i = 0; i < shortest->len;)
    {
      const DtDiffPart *part = shortest->pdata[i];
      guint end;
      guint n_after = count_changed (shortest, i + (part->type == DT_DIFF_SAME), &end);

      if (part->type == DT_DIFF_SAME && is_island (part->text, n_before, n_after))
        {
          g_string_append (removed, part->text);
          g_string_append (added, part->text);
          i++;
        }
      else if (part->type == DT_DIFF_SAME)
        {
          add_changes (parts, removed, added);
          add_part (parts, DT_DIFF_SAME, part->text, part->text + strlen (part->text));
          i++;
        }
      n_before = n_after;
      for (; i < end; i++)
        {
          part = shortest->pdata[i];
          g_string_append (part->type == DT_DIFF_REMOVED ? removed : added, part->text);
        }
    }
  add_changes (parts, removed, added);
  return parts;
}
