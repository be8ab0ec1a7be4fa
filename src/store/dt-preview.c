/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the derivation of deadlines (dt-derive-due.c), which only reads, what it would find by other
 * rules. On the reader's thread. */
#include "store/dt-preview.h"

#include "store/dt-fold.h"
#include "store/dt-reader-private.h"
#include "store/dt-rules.h"

typedef struct
{
  DtRulePreview *preview;
  DtRuleBook *old_book;
  DtRuleBook *new_book;
  gint64 now;
  gint64 n_open; /* in all */
  GCancellable *cancellable;
  DtProgressFunc func;
  gpointer user_data;
} Preview;

static void
move_free (DtDueMove *move)
{
  g_free (move->id);
  g_free (move->code);
  g_free (move->title);
  g_free (move);
}

/**
 * dt_rule_preview_free:
 * @self: (transfer full): a preview
 */
void
dt_rule_preview_free (DtRulePreview *self)
{
  g_ptr_array_unref (self->moves);
  g_free (self);
}

static guint64
get_size (const DtDueMove *move)
{
  if (move->old_due == 0 || move->new_due == 0)
    return G_MAXUINT64;
  return (guint64) ABS (move->new_due - move->old_due);
}

static int
compare_moves (gconstpointer a, gconstpointer b)
{
  const DtDueMove *left = *(const DtDueMove *const *) a;
  const DtDueMove *right = *(const DtDueMove *const *) b;
  guint64 left_size = get_size (left);
  guint64 right_size = get_size (right);

  if (left_size != right_size)
    return left_size > right_size ? -1 : 1;
  return left->row < right->row ? -1 : left->row > right->row;
}

static void
count_move (Preview *self, const DtDueMove *move)
{
  DtRulePreview *preview = self->preview;
  gboolean was_overdue = move->old_due != 0 && move->old_due < self->now;

  if (move->old_due == 0)
    preview->n_gained++;
  else if (move->new_due == 0)
    preview->n_lost++;
  else if (move->new_due < move->old_due)
    preview->n_earlier++;
  else
    preview->n_later++;
  if (move->new_due != 0 && move->new_due < self->now && !was_overdue)
    preview->n_overdue++;
}

/* The clock by which it is due now: what the row says does not tell. */
static DtDeadlineClock
find_old_clock (Preview *self, DtFold *fold, GPtrArray *members)
{
  DtFoldDue due;

  fold->book = self->old_book;
  due = dt_fold_find_due (fold, members);
  fold->book = self->new_book;
  return due.clock;
}

static gboolean
take_case (DtFold *fold, GPtrArray *members, gpointer user_data)
{
  Preview *self = user_data;
  const DtFoldCase *a_case = members->pdata[0];
  DtFoldDue new_due = dt_fold_find_due (fold, members);
  DtDueMove *move;

  if (fold->error != NULL || g_cancellable_set_error_if_cancelled (self->cancellable, &fold->error))
    return FALSE;
  self->preview->n_open++;
  if (self->func != NULL)
    self->func (self->preview->n_open, self->n_open, self->user_data);
  if (a_case->stored_due == new_due.time)
    return TRUE;
  move = g_new0 (DtDueMove, 1);
  move->row = a_case->row;
  move->id = g_strdup (a_case->id);
  move->code = g_strdup (a_case->code);
  move->title = g_strdup (a_case->title);
  move->old_due = a_case->stored_due;
  move->new_due = new_due.time;
  move->clock = new_due.time != 0 ? new_due.clock : find_old_clock (self, fold, members);
  g_ptr_array_add (self->preview->moves, move);
  count_move (self, move);
  return TRUE;
}

/* The texts that would hold, as a book. */
static DtRuleBook *
make_book (DtReader *self, const DtRuleTexts *texts, guint files, GError **error)
{
  g_auto (DtRuleTexts) all = { { NULL } };

  if (!dt_rules_read (self->database, &all, error))
    return NULL;
  dt_rule_texts_replace (&all, texts, files);
  return dt_rule_book_new_from_texts (&all, error);
}

/* Over one state of the tables, whatever is written meanwhile. */
static gboolean
walk (DtReader *self, const char *unit, Preview *job, GError **error)
{
  const DtFeed feed = { .unit = unit };
  DtFold *fold;
  gboolean ok;

  dt_reader_hold (self);
  job->n_open
      = dt_database_get_int (self->database, "SELECT count(*) FROM cases WHERE view IN (0, 2)", 0);
  fold = dt_fold_new (self->database, &feed, job->new_book, TRUE);
  dt_fold_foreach_open (fold, take_case, job);
  ok = fold->error == NULL;
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&fold->error));
  dt_fold_free (fold);
  dt_reader_let_go (self);
  return ok;
}

/**
 * dt_reader_preview_rules:
 * @self: a reader
 * @texts: new rules
 * @files: which of @texts count, a mask of 1 << #DtRuleFile; of those %NULL is the shipped one
 * @unit: (nullable): whose office hours
 * @now: Unix microseconds
 * @cancellable: (nullable): gives %G_IO_ERROR_CANCELLED
 * @func: (nullable) (scope call): told how many cases were looked at
 * @user_data: its data
 * @error: %DT_ERROR_INVALID: @texts are no rules, with the file, row and member
 *
 * Changes nothing.
 *
 * Returns: (transfer full) (nullable): which open cases would be due at another time
 */
DtRulePreview *
dt_reader_preview_rules (DtReader *self,
                         const DtRuleTexts *texts,
                         guint files,
                         const char *unit,
                         gint64 now,
                         GCancellable *cancellable,
                         DtProgressFunc func,
                         gpointer user_data,
                         GError **error)
{
  g_autoptr (DtRulePreview) preview = NULL;
  g_autoptr (DtRuleBook) old_book = NULL;
  g_autoptr (DtRuleBook) new_book = NULL;
  Preview job = { .now = now, .cancellable = cancellable, .func = func, .user_data = user_data };

  g_return_val_if_fail (self != NULL && texts != NULL, NULL);

  new_book = make_book (self, texts, files, error);
  old_book = new_book != NULL ? dt_rules_load (self->database, error) : NULL;
  if (old_book == NULL)
    return NULL;
  preview = g_new0 (DtRulePreview, 1);
  preview->moves = g_ptr_array_new_with_free_func ((GDestroyNotify) move_free);
  job.preview = preview;
  job.old_book = old_book;
  job.new_book = new_book;
  if (!walk (self, unit, &job, error))
    return NULL;
  g_ptr_array_sort (preview->moves, compare_moves);
  return g_steal_pointer (&preview);
}

/**
 * dt_reader_read_rules:
 * @self: a reader
 * @out: empty texts
 * @error: by dt_database_set_error()
 *
 * Returns: whether @out holds what the office has put in the place of the shipped rules
 */
gboolean
dt_reader_read_rules (DtReader *self, DtRuleTexts *out, GError **error)
{
  g_return_val_if_fail (self != NULL && out != NULL, FALSE);

  return dt_rules_read (self->database, out, error);
}
