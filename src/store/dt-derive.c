/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from all tables together, made anew at the end of a batch for each case that was
 * touched: the list row's values, the counters, the document in the search index. On the worker
 * that owns the store. */
#include "store/dt-fold.h"

#include "base/dt-text.h"
#include "store/dt-tokenizer.h"

#include <string.h>

#define SNIPPET_CHARS 160
#define MAX_MERGES 4096

/* The document of a case, and what is counted on the way. */
typedef struct
{
  GString *text, *people, *facets;
  GHashTable *citizens; /* set of ids, borrowed from list */
  GPtrArray *citizen_list;
  char *snippet;
  gint64 snippet_said, snippet_hlc;
  gint64 n_messages, n_attachments;
  gint64 inbound, step, last;
  guint replies; /* 1 << DtReplyState */
} Gathered;

/* ---- merging ------------------------------------------------------------------------------- */

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* dt_fold_find_root: the case in which that one shows: itself unless it was merged into another
 * that is there. Two that were merged into each other on two desks show in the one with the lower
 * id, so that none vanishes. */
const char *
dt_fold_find_root (DtFold *self, const char *case_id)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  DtFoldCase *a_case = dt_fold_get_case (self, case_id);

  while (a_case->merged_into != NULL && path->len < MAX_MERGES)
    {
      DtFoldCase *target = dt_fold_get_case (self, a_case->merged_into);

      if (!target->opened || target->withdrawn)
        break;
      g_ptr_array_add (path, a_case->id);
      for (guint i = 0; i < path->len; i++)
        if (g_str_equal (path->pdata[i], target->id))
          {
            g_ptr_array_remove_range (path, 0, i); /* what is left is the ring */
            g_ptr_array_sort (path, compare_strings);
            return path->pdata[0];
          }
      a_case = target;
    }
  return a_case->id;
}

static void
add_child (DtFold *self, GPtrArray *members, const char *root, const char *id)
{
  DtFoldCase *a_case = dt_fold_get_case (self, id);

  for (guint i = 0; i < members->len; i++)
    if (members->pdata[i] == a_case)
      return;
  if (a_case->opened && !a_case->withdrawn && g_str_equal (dt_fold_find_root (self, id), root))
    g_ptr_array_add (members, a_case);
}

static void
add_children (DtFold *self, GPtrArray *members, const char *root, const char *parent)
{
  sqlite3_stmt *statement
      = dt_fold_prepare (self, "SELECT id FROM cases WHERE merged_into = ?1 ORDER BY row");
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree gpointer *cached = g_hash_table_get_keys_as_array (self->merged, NULL);

  dt_bind_id (statement, 1, parent);
  while (dt_fold_step (self, statement))
    g_ptr_array_add (ids, dt_column_dup_id (statement, 0));
  for (guint i = 0; cached[i] != NULL; i++)
    g_ptr_array_add (ids, g_strdup (cached[i]));
  for (guint i = 0; i < ids->len; i++)
    {
      DtFoldCase *child = dt_fold_get_case (self, ids->pdata[i]);

      if (g_strcmp0 (child->merged_into, parent) == 0)
        add_child (self, members, root, child->id);
    }
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  const DtFoldCase *left = *(DtFoldCase *const *) a;
  const DtFoldCase *right = *(DtFoldCase *const *) b;

  if (left->row != right->row)
    return left->row < right->row ? -1 : 1;
  return 0;
}

/* dt_fold_find_members: all cases that show in @root, itself first. */
GPtrArray *
dt_fold_find_members (DtFold *self, DtFoldCase *root)
{
  GPtrArray *members = g_ptr_array_new ();

  g_ptr_array_add (members, root);
  if (!self->any_merged)
    return members;
  for (guint i = 0; i < members->len && self->error == NULL; i++)
    add_children (self, members, root->id, ((DtFoldCase *) members->pdata[i])->id);
  if (members->len > 2)
    qsort (members->pdata + 1, members->len - 1, sizeof (gpointer), compare_members);
  return members;
}

/* ---- gathering ----------------------------------------------------------------------------- */

static void
append_line (GString *out, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (out->len > 0)
    g_string_append_c (out, '\n');
  g_string_append (out, text);
}

static gint64
count_attachments (DtFold *self, const char *message_id)
{
  sqlite3_stmt *statement = dt_fold_prepare (
      self,
      /* of what several subjects say of one file, the newest holds */
      "SELECT count(*) FROM attachments AS a WHERE message = ?1 AND present AND NOT EXISTS"
      " (SELECT 1 FROM attachments AS b WHERE b.message = ?1 AND b.hash = a.hash"
      "  AND b.ord > a.ord)");
  gint64 n = 0;

  dt_bind_id (statement, 1, message_id);
  if (dt_fold_step (self, statement))
    n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return n;
}

static void
take_message (Gathered *gathered, sqlite3_stmt *statement, GPtrArray *ids)
{
  DtDirection direction = (DtDirection) sqlite3_column_int (statement, 1);
  gint64 said = sqlite3_column_int64 (statement, 2);
  gint64 hlc = sqlite3_column_int64 (statement, 3);
  const char *author = (const char *) sqlite3_column_text (statement, 4);
  const char *text = (const char *) sqlite3_column_text (statement, 5);

  gathered->n_messages++;
  if (sqlite3_column_int (statement, 6) != 0)
    g_ptr_array_add (ids, dt_column_dup_id (statement, 0));
  append_line (gathered->text, text);
  if (direction != DT_DIRECTION_INBOUND)
    return;
  append_line (gathered->people, author);
  if (text != NULL
      && (gathered->snippet == NULL || said > gathered->snippet_said
          || (said == gathered->snippet_said && hlc > gathered->snippet_hlc)))
    {
      g_free (gathered->snippet);
      gathered->snippet = dt_text_first_words (text, SNIPPET_CHARS);
      gathered->snippet_said = said;
      gathered->snippet_hlc = hlc;
    }
}

/* Most titles are the first words of what was said: they need not be indexed twice. */
static gboolean
begins_with_title (const char *text, const char *title)
{
  gsize length = strlen (title);

  if (g_str_has_suffix (title, "…"))
    length -= strlen ("…");
  return strncmp (text, title, length) == 0;
}

static void
gather_messages (DtFold *self, Gathered *gathered, const DtFoldCase *a_case)
{
  sqlite3_stmt *statement
      = dt_fold_prepare (self,
                         "SELECT id, direction, said, hlc, author, text, files FROM messages"
                         " WHERE at_case = ?1 AND NOT retracted ORDER BY said, hlc, id");
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean title_said = a_case->title == NULL;

  dt_bind_id (statement, 1, a_case->id);
  while (dt_fold_step (self, statement))
    {
      const char *text = (const char *) sqlite3_column_text (statement, 5);

      title_said = title_said || (text != NULL && begins_with_title (text, a_case->title));
      take_message (gathered, statement, ids);
    }
  if (!title_said)
    append_line (gathered->text, a_case->title);
  for (guint i = 0; i < ids->len; i++)
    gathered->n_attachments += count_attachments (self, ids->pdata[i]);
  if (a_case->first_message == NULL)
    gathered->n_attachments += count_attachments (self, a_case->id);
}

static void
gather_citizens (DtFold *self, Gathered *gathered, const char *case_id)
{
  sqlite3_stmt *statement = dt_fold_prepare (
      self,
      "SELECT citizen, name, phone, email FROM case_citizens LEFT JOIN citizens ON id = citizen"
      " WHERE case_id = ?1 ORDER BY pos");

  dt_bind_id (statement, 1, case_id);
  while (dt_fold_step (self, statement))
    {
      char *id = dt_column_dup_id (statement, 0);
      const char *phone = (const char *) sqlite3_column_text (statement, 2);

      if (g_hash_table_contains (gathered->citizens, id))
        {
          g_free (id); /* of another case merged into this one too */
          continue;
        }
      g_hash_table_add (gathered->citizens, id);
      g_ptr_array_add (gathered->citizen_list, id);
      append_line (gathered->people, (const char *) sqlite3_column_text (statement, 1));
      if (phone != NULL)
        {
          g_autofree char *spaced = dt_text_format_phone (phone);

          append_line (gathered->people, phone);
          append_line (gathered->people, spaced);
        }
      append_line (gathered->people, (const char *) sqlite3_column_text (statement, 3));
    }
}

static void
gather (DtFold *self, Gathered *gathered, GPtrArray *members)
{
  for (guint i = 0; i < members->len && self->error == NULL; i++)
    {
      DtFoldCase *member = members->pdata[i];

      append_line (gathered->text, member->code);
      append_line (gathered->text, member->place);
      gather_messages (self, gathered, member);
      gather_citizens (self, gathered, member->id);
      gathered->replies |= dt_fold_find_replies (self, member->id);
      gathered->inbound = MAX (gathered->inbound, member->inbound);
      gathered->step = MAX (gathered->step, member->step);
      gathered->last = MAX (gathered->last, member->last);
    }
}

static void
gathered_init (Gathered *self)
{
  memset (self, 0, sizeof *self);
  self->text = g_string_sized_new (1024);
  self->people = g_string_sized_new (128);
  self->facets = g_string_sized_new (256);
  self->citizens = g_hash_table_new (g_str_hash, g_str_equal);
  self->citizen_list = g_ptr_array_new_with_free_func (g_free);
}

static void
gathered_clear (Gathered *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->people, TRUE);
  g_string_free (self->facets, TRUE);
  g_hash_table_unref (self->citizens);
  g_ptr_array_unref (self->citizen_list);
  g_free (self->snippet);
}

/* ---- the document -------------------------------------------------------------------------- */

/* One token. Whatever another desk wrote stays one. */
static void
append_facet (GString *facets, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (facets, " %s:", name);
  for (const char *p = value; *p != '\0'; p++)
    if ((guchar) *p > ' ')
      g_string_append_c (facets, *p);
}

static void
append_code (GString *facets, const char *code)
{
  g_autofree char *lower = code != NULL ? g_ascii_strdown (code, -1) : NULL;
  const char *number;

  if (code == NULL)
    return;
  append_facet (facets, "code", lower);
  for (number = lower + strlen (lower); number > lower && g_ascii_isdigit (number[-1]); number--)
    ;
  while (*number == '0')
    number++;
  if (*number != '\0')
    append_facet (facets, "code", number);
}

static gboolean
view_is_open (int view)
{
  return view == DT_VIEW_TO_RECEIVE || view == DT_VIEW_IN_PROGRESS;
}

/* The tokens that a search's operators ask for (dt-search.c). */
static void
append_facets (Gathered *gathered, DtFoldCase *a_case, GPtrArray *members, int view)
{
  GString *facets = gathered->facets;

  g_string_append (facets, DT_TOKEN_VERBATIM "view:all");
  append_facet (facets, "view", dt_view_to_nick ((DtView) view));
  append_facet (facets, "channel", dt_channel_to_nick ((DtChannelKind) a_case->channel));
  append_facet (facets, "status", dt_case_status_to_nick ((DtCaseStatus) a_case->status));
  append_facet (facets, "kind", dt_case_kind_to_nick ((DtCaseKind) a_case->kind));
  append_facet (facets, "priority", dt_priority_to_nick ((DtPriority) a_case->priority));
  append_facet (facets, "field", a_case->field);
  append_facet (facets, "assignee", a_case->assignee != NULL ? a_case->assignee : "none");
  if (view_is_open (view))
    append_facet (facets, "mine", a_case->assignee);
  if ((gathered->replies & DT_REPLIES_AWAITING) != 0)
    append_facet (facets, "view", dt_view_to_nick (DT_VIEW_AWAITING));
  if ((gathered->replies & DT_REPLIES_OUTBOX) != 0)
    append_facet (facets, "view", dt_view_to_nick (DT_VIEW_OUTBOX));
  for (guint i = 0; i < gathered->citizen_list->len; i++)
    append_facet (facets, "citizen", gathered->citizen_list->pdata[i]);
  for (guint i = 0; i < members->len; i++)
    append_code (facets, ((DtFoldCase *) members->pdata[i])->code);
}

static void
insert_document (DtFold *self, DtFoldCase *a_case, const Gathered *gathered)
{
  sqlite3_stmt *statement = dt_fold_prepare (
      self, "INSERT INTO search (rowid, text, people, grp, facets) VALUES (?1, ?2, ?3, ?4, ?5)");

  if (statement == NULL)
    {
      dt_fold_run (self, statement);
      return;
    }
  sqlite3_bind_int64 (statement, 1, a_case->row);
  sqlite3_bind_text (statement, 2, gathered->text->str, (int) gathered->text->len, SQLITE_STATIC);
  sqlite3_bind_text (
      statement, 3, gathered->people->str, (int) gathered->people->len, SQLITE_STATIC);
  dt_bind_text (statement, 4, a_case->group);
  sqlite3_bind_text (
      statement, 5, gathered->facets->str, (int) gathered->facets->len, SQLITE_STATIC);
  dt_fold_run (self, statement);
  sqlite3_clear_bindings (statement);
  a_case->doc = a_case->row;
}

static void
delete_document (DtFold *self, DtFoldCase *a_case)
{
  sqlite3_stmt *statement;

  if (a_case->doc == 0)
    return;
  statement = dt_fold_prepare (self, "DELETE FROM search WHERE rowid = ?1");
  sqlite3_bind_int64 (statement, 1, a_case->doc);
  dt_fold_run (self, statement);
  a_case->doc = 0;
}

/* ---- one case ------------------------------------------------------------------------------ */

static int
get_view (DtCaseStatus status)
{
  if (status == DT_CASE_STATUS_RECEIVED)
    return DT_VIEW_TO_RECEIVE;
  return dt_case_status_is_open (status) ? DT_VIEW_IN_PROGRESS : DT_VIEW_ANSWERED;
}

static void
recount (DtFold *self, DtFoldCase *a_case, int status)
{
  if (a_case->counted_status >= 0)
    dt_fold_count (self, a_case->counted_status, a_case->counted_assignee, -1);
  dt_fold_count (self, status, a_case->assignee, 1);
  a_case->counted_status = status;
  g_free (a_case->counted_assignee);
  a_case->counted_assignee = g_strdup (a_case->assignee);
}

static gint64
count_conflicts (DtFold *self, const char *case_id)
{
  sqlite3_stmt *statement
      = dt_fold_prepare (self, "SELECT count(*) FROM conflicts WHERE subject = ?1");
  gint64 n = 0;

  if (!self->any_conflicts)
    return 0;
  dt_bind_id (statement, 1, case_id);
  if (dt_fold_step (self, statement))
    n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return n;
}

static void
derive_case (DtFold *self, DtFoldCase *a_case)
{
  gboolean merged = a_case->merged_into != NULL
                    && !g_str_equal (dt_fold_find_root (self, a_case->id), a_case->id);
  g_autoptr (GPtrArray) members = NULL;
  DtDerived derived = { .view = -1, .shown_status = a_case->status };
  Gathered gathered;

  gathered_init (&gathered);
  if (merged)
    {
      members = g_ptr_array_new ();
      g_ptr_array_add (members, a_case);
    }
  else
    members = dt_fold_find_members (self, a_case);
  gather (self, &gathered, members);
  if (a_case->withdrawn)
    derived.shown_status = DT_CASE_STATUS_WITHDRAWN;
  else if (merged)
    derived.shown_status = DT_CASE_STATUS_MERGED;
  else
    derived.view = get_view ((DtCaseStatus) a_case->status);
  derived.changed = gathered.last;
  derived.replies = derived.view >= 0 ? gathered.replies : 0;
  derived.snippet = gathered.snippet;
  derived.n_citizens = gathered.citizen_list->len;
  if (gathered.citizen_list->len > 0)
    derived.citizen = gathered.citizen_list->pdata[0];
  derived.n_messages = gathered.n_messages;
  derived.n_attachments = gathered.n_attachments;
  derived.unread = gathered.inbound > gathered.step;
  derived.n_conflicts = count_conflicts (self, a_case->id);
  if (view_is_open (derived.view))
    derived.due = dt_fold_find_due (self, members).time;
  recount (self, a_case, derived.shown_status);
  dt_fold_write_case (self, a_case, &derived);
  if (derived.view >= 0)
    {
      append_facets (&gathered, a_case, members, derived.view);
      insert_document (self, a_case, &gathered);
    }
  gathered_clear (&gathered);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const DtFoldCase *left = *(DtFoldCase *const *) a;
  const DtFoldCase *right = *(DtFoldCase *const *) b;

  return left->row < right->row ? -1 : left->row > right->row;
}

/* A merged case's words stand in the document of the case it shows in. */
static void
add_roots (DtFold *self)
{
  g_autofree gpointer *ids = g_hash_table_get_keys_as_array (self->dirty, NULL);

  if (!self->any_merged)
    return;
  for (guint i = 0; ids[i] != NULL; i++)
    dt_fold_mark_dirty (self, dt_fold_find_root (self, ids[i]));
}

static GPtrArray *
list_dirty (DtFold *self)
{
  GPtrArray *cases = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->dirty);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      DtFoldCase *a_case = dt_fold_get_case (self, id);

      if (a_case->opened)
        g_ptr_array_add (cases, a_case);
    }
  g_ptr_array_sort (cases, compare_rows);
  return cases;
}

/* dt_fold_derive_all: places and writes the dirty cases, in the order of their rows, because the
 * index takes documents best in ascending order; old documents go first, since a new one may get
 * the row of another's old one. */
void
dt_fold_derive_all (DtFold *self)
{
  g_autoptr (GPtrArray) cases = NULL;

  add_roots (self);
  dt_fold_place_rows (self);
  cases = list_dirty (self);
  for (guint i = 0; self->derive && i < cases->len && self->error == NULL; i++)
    delete_document (self, cases->pdata[i]);
  for (guint i = 0; i < cases->len && self->error == NULL; i++)
    {
      if (self->derive)
        derive_case (self, cases->pdata[i]);
      else
        dt_fold_write_case (self, cases->pdata[i], NULL);
    }
}
