/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lazy list of cases. It holds row ids; the first page comes with its cases, the ids behind it
 * follow page by page up to a limit and beyond it as somebody scrolls there, cases are loaded where
 * somebody looks. A change asks for the ids again, or where few cases changed for their places, and
 * tells the one range in which they differ, so that selection and scroll position stay. Main
 * thread; the questions run on the reading worker. */
#include "service/dt-case-list-private.h"

#define PAGE 200
#define BEHIND 2000       /* ids fetched at a time behind the first page */
#define EAGER_LIMIT 10000 /* ids fetched without anybody scrolling */
#define COUNT_CAP 10000
#define CACHED 800 /* items kept alive though nobody looks at them */
#define FEW 20     /* cases whose places are asked for one by one */

struct _DtCaseList
{
  GObject parent_instance;
  DtService *service;
  DtQuery *query;    /* NULL until it is set */
  GArray *refs;      /* of DtRowRef, what the list shows */
  gboolean complete; /* there are no rows behind them */
  gint64 total;
  gboolean loading;
  GHashTable *items; /* row → DtCaseItem, as long as somebody holds it */
  GQueue cache;      /* of DtCaseItem, newest last */
  GHashTable *asked; /* rows whose cases are on their way */
  GHashTable *stale; /* ids of cases to load again with the next refresh; NULL: of all */
  gboolean all_stale;
  gboolean moved; /* other rows may be in the list, or in other places */
  gboolean dirty; /* something changed since the refresh under way began */
  gboolean extending;
  guint epoch;           /* of the refs: what was asked about older ones is not theirs */
  GCancellable *refresh; /* the refresh under way, or NULL */
  guint refresh_id;      /* one that is due, or 0 */
};

enum
{
  PROP_LOADING = 1,
  PROP_TOTAL,
  PROP_CAPPED,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void dt_case_list_model_init (GListModelInterface *iface);
static void start_refresh (DtCaseList *self);
static void extend (DtCaseList *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (DtCaseList,
                               dt_case_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, dt_case_list_model_init))

/* ---- questions ---- */

/* One question to the reading worker, with its answer. */
typedef struct
{
  DtQuery *query; /* NULL: only cases */
  DtRowRef after;
  guint want;
  gboolean count;
  gboolean first_page; /* load the cases of the first rows too */
  GArray *rows;        /* of gint64: cases to load */
  GPtrArray *ids;      /* cases whose places are asked for; NULL: all places are */
  guint epoch;

  GArray *refs;     /* answer: DtRowRef */
  GArray *places;   /* answer: DtPlace, in the order of the ids */
  GPtrArray *cases; /* answer: DtCase */
  gint64 total;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_pointer (&question->query, dt_query_free);
  g_clear_pointer (&question->rows, g_array_unref);
  g_clear_pointer (&question->ids, g_ptr_array_unref);
  g_clear_pointer (&question->refs, g_array_unref);
  g_clear_pointer (&question->places, g_array_unref);
  g_clear_pointer (&question->cases, g_ptr_array_unref);
  g_free (question);
}

static Question *
question_new (DtCaseList *self, gboolean with_query)
{
  Question *question = g_new0 (Question, 1);

  question->query = with_query ? dt_query_copy (self->query) : NULL;
  if (with_query)
    dt_service_set_query_time (self->service, question->query);
  question->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  question->epoch = self->epoch;
  return question;
}

static gboolean
ask_places (DtReader *reader, Question *question, GError **error)
{
  question->places = g_array_new (FALSE, FALSE, sizeof (DtPlace));
  for (guint i = 0; i < question->ids->len; i++)
    {
      DtPlace place;

      if (!dt_reader_find_place (reader, question->query, question->ids->pdata[i], &place, error))
        return FALSE;
      g_array_append_val (question->places, place);
    }
  return TRUE;
}

static gboolean
ask_refs (DtReader *reader, Question *question, GError **error)
{
  const DtRowRef *after = question->after.row != 0 ? &question->after : NULL;

  question->refs = dt_reader_list (reader, question->query, after, question->want, error);
  if (question->refs == NULL)
    return FALSE;
  for (guint i = 0; question->first_page && i < MIN (question->refs->len, PAGE); i++)
    g_array_append_val (question->rows, g_array_index (question->refs, DtRowRef, i).row);
  return TRUE;
}

static gboolean
ask_query (DtReader *reader, Question *question, GError **error)
{
  if (question->ids != NULL ? !ask_places (reader, question, error)
                            : !ask_refs (reader, question, error))
    return FALSE;
  if (question->count)
    {
      question->total = dt_reader_count (reader, question->query, COUNT_CAP, error);
      if (question->total < 0)
        return FALSE;
    }
  return TRUE;
}

static gpointer
ask (DtReader *reader, gpointer data, GError **error)
{
  Question *question = data;

  if (question->query != NULL && !ask_query (reader, question, error))
    return NULL;
  if (question->rows->len > 0)
    {
      question->cases = dt_reader_load_cases (
          reader, (const gint64 *) (gpointer) question->rows->data, question->rows->len, error);
      if (question->cases == NULL)
        return NULL;
    }
  return question;
}

/* ---- items ---- */

static void
on_item_gone (gpointer user_data, GObject *item)
{
  DtCaseList *self = user_data;
  gint64 row = dt_case_item_get_row ((DtCaseItem *) item);

  g_hash_table_remove (self->items, &row);
}

static void
keep_item (DtCaseList *self, DtCaseItem *item)
{
  g_queue_push_tail (&self->cache, g_object_ref (item));
  if (g_queue_get_length (&self->cache) > CACHED)
    g_object_unref (g_queue_pop_head (&self->cache));
}

static DtCaseItem *
ref_item (DtCaseList *self, gint64 row)
{
  DtCaseItem *item = g_hash_table_lookup (self->items, &row);

  if (item != NULL)
    return g_object_ref (item);
  item = dt_case_item_new (row);
  g_hash_table_insert (self->items, g_memdup2 (&row, sizeof row), item);
  g_object_weak_ref (G_OBJECT (item), on_item_gone, self);
  keep_item (self, item);
  return item;
}

static void
take_cases (DtCaseList *self, Question *question)
{
  for (guint i = 0; i < question->rows->len; i++)
    g_hash_table_remove (self->asked, &g_array_index (question->rows, gint64, i));
  for (guint i = 0; question->cases != NULL && i < question->cases->len; i++)
    {
      DtCase *a_case = g_ptr_array_index (question->cases, i);
      g_autoptr (DtCaseItem) item = ref_item (self, a_case->row);

      dt_case_item_set_case (item, a_case);
    }
}

static void
on_cases_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DtCaseList) self = user_data;
  g_autoptr (GError) error = NULL;

  Question *question = dt_service_read_finish (DT_SERVICE (source), result, &error);

  if (question != NULL)
    take_cases (self, question);
  else
    {
      g_hash_table_remove_all (self->asked);
      g_warning ("Loading cases: %s", error->message);
    }
}

/* The page around a place at which somebody looks. */
static void
load_page (DtCaseList *self, guint position)
{
  guint from = position - position % PAGE;
  guint to = MIN (from + PAGE, self->refs->len);
  Question *question = question_new (self, FALSE);

  for (guint i = from; i < to; i++)
    {
      gint64 row = g_array_index (self->refs, DtRowRef, i).row;
      DtCaseItem *item = g_hash_table_lookup (self->items, &row);

      if ((item != NULL && dt_case_item_get_case (item) != NULL)
          || g_hash_table_contains (self->asked, &row))
        continue;
      g_array_append_val (question->rows, row);
      g_hash_table_add (self->asked, g_memdup2 (&row, sizeof row));
    }
  if (question->rows->len == 0)
    {
      question_free (question);
      return;
    }
  dt_service_read_async (self->service,
                         ask,
                         question,
                         question_free,
                         NULL,
                         NULL,
                         on_cases_loaded_cb,
                         g_object_ref (self));
}

/* ---- refreshing ---- */

static guint
find_row (const GArray *refs, gint64 row)
{
  for (guint i = 0; i < refs->len; i++)
    if (g_array_index (refs, DtRowRef, i).row == row)
      return i;
  return G_MAXUINT;
}

static void
set_loading (DtCaseList *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

static void
set_total (DtCaseList *self, gint64 total)
{
  gboolean was_capped = self->total >= COUNT_CAP;

  if (self->total == total)
    return;
  self->total = total;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TOTAL]);
  if (was_capped != (total >= COUNT_CAP))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAPPED]);
}

/* State first, then the one range outside of which nothing changed. */
static void
replace_refs (DtCaseList *self, GArray *refs)
{
  const DtRowRef *old_refs = (const DtRowRef *) (gpointer) self->refs->data;
  const DtRowRef *new_refs = (const DtRowRef *) (gpointer) refs->data;
  guint n_old = self->refs->len;
  guint n_new = refs->len;
  guint prefix = 0;
  guint suffix = 0;

  while (prefix < MIN (n_old, n_new) && old_refs[prefix].row == new_refs[prefix].row)
    prefix++;
  while (suffix < MIN (n_old, n_new) - prefix
         && old_refs[n_old - 1 - suffix].row == new_refs[n_new - 1 - suffix].row)
    suffix++;
  g_array_unref (self->refs);
  self->refs = g_array_ref (refs);
  if (prefix + suffix < MAX (n_old, n_new))
    g_list_model_items_changed (
        G_LIST_MODEL (self), prefix, n_old - prefix - suffix, n_new - prefix - suffix);
}

/* Takes the cases from where they stood and puts them where they stand now. */
static void
replace_places (DtCaseList *self, const GArray *places)
{
  g_autoptr (GArray) refs = g_array_copy (self->refs);

  for (guint i = 0; i < places->len; i++)
    {
      const DtPlace *place = &g_array_index (places, DtPlace, i);
      guint at = find_row (refs, place->ref.row);

      if (at < refs->len)
        g_array_remove_index (refs, at);
      if (!place->listed)
        continue;
      for (at = 0; at < refs->len; at++)
        if (dt_row_ref_compare (&place->ref, &g_array_index (refs, DtRowRef, at), self->query) < 0)
          break;
      /* Behind the last one that is held there may be others, which come with it. */
      if (at < refs->len || self->complete)
        g_array_insert_val (refs, at, place->ref);
    }
  replace_refs (self, refs);
}

static void
take_answer (DtCaseList *self, Question *question)
{
  self->epoch++;
  take_cases (self, question);
  set_total (self, question->total);
  if (question->places != NULL)
    {
      replace_places (self, question->places);
      return;
    }
  self->complete = question->refs->len < question->want;
  replace_refs (self, question->refs);
}

static void
on_refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DtCaseList) self = user_data;
  g_autoptr (GError) error = NULL;
  Question *question = dt_service_read_finish (DT_SERVICE (source), result, &error);
  gboolean ok = question != NULL;

  /* Another was asked since: its answer comes too. */
  if (ok ? question->epoch != self->epoch
         : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->refresh);
  if (ok)
    take_answer (self, question);
  else
    {
      self->all_stale = TRUE; /* all places are asked for with the next one */
      g_warning ("Listing cases: %s", error->message);
    }
  if (self->dirty)
    {
      start_refresh (self);
      return;
    }
  set_loading (self, FALSE);
  if (ok && self->refs->len < EAGER_LIMIT)
    extend (self);
}

static gboolean
is_stale (DtCaseList *self, DtCaseItem *item)
{
  DtCase *a_case = dt_case_item_get_case (item);

  return a_case != NULL && (self->all_stale || g_hash_table_contains (self->stale, a_case->id));
}

static void
collect_stale (DtCaseList *self, GArray *rows)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      gint64 row = dt_case_item_get_row (item);

      if (is_stale (self, item))
        g_array_append_val (rows, row);
    }
}

static gboolean
depends_on_time (const DtQuery *query)
{
  for (guint i = 0; i < query->terms->len; i++)
    if (((DtTerm *) g_ptr_array_index (query->terms, i))->type == DT_TERM_OVERDUE)
      return TRUE;
  return query->view == DT_VIEW_DUE_SOON || query->view == DT_VIEW_OVERDUE;
}

/* The ids of the cases that changed, if their places are all that can have changed in the list. */
static GPtrArray *
list_moved (DtCaseList *self)
{
  GPtrArray *ids;
  GHashTableIter iter;
  gpointer id;

  /* What is found depends on every word, what is due on the time. */
  if (self->loading || self->all_stale || self->moved || self->query->terms->len > 0
      || self->query->citizen_id != NULL || depends_on_time (self->query)
      || g_hash_table_size (self->stale) > FEW)
    return NULL;
  ids = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_iter_init (&iter, self->stale);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, g_strdup (id));
  return ids;
}

static void
start_refresh (DtCaseList *self)
{
  Question *question;

  if (self->query == NULL)
    return;
  if (self->refresh != NULL)
    {
      /* What it would have loaded again must not be forgotten with it. */
      self->all_stale = TRUE;
      g_cancellable_cancel (self->refresh);
      g_clear_object (&self->refresh);
    }
  self->refresh = g_cancellable_new ();
  self->dirty = FALSE;
  self->epoch++;
  question = question_new (self, TRUE);
  question->want = self->loading ? PAGE : MAX (PAGE, self->refs->len);
  question->count = TRUE;
  question->first_page = self->loading;
  question->ids = list_moved (self);
  collect_stale (self, question->rows);
  g_hash_table_remove_all (self->stale);
  self->all_stale = self->moved = FALSE;
  dt_service_read_async (self->service,
                         ask,
                         question,
                         question_free,
                         NULL,
                         self->refresh,
                         on_refreshed_cb,
                         g_object_ref (self));
}

/* ---- the rows behind ---- */

static void
on_extended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DtCaseList) self = user_data;
  g_autoptr (GError) error = NULL;
  Question *question = dt_service_read_finish (DT_SERVICE (source), result, &error);
  guint before = self->refs->len;

  self->extending = FALSE;
  if (question == NULL)
    {
      g_warning ("Listing further cases: %s", error->message);
      return;
    }
  if (question->epoch == self->epoch)
    self->complete = question->refs->len < question->want;
  if (question->epoch == self->epoch && question->refs->len > 0)
    {
      g_array_append_vals (self->refs, question->refs->data, question->refs->len);
      g_list_model_items_changed (G_LIST_MODEL (self), before, 0, question->refs->len);
    }
  if (self->refs->len < EAGER_LIMIT)
    extend (self);
}

static void
extend (DtCaseList *self)
{
  Question *question;

  if (self->extending || self->complete || self->refresh != NULL || self->refs->len == 0)
    return;
  self->extending = TRUE;
  question = question_new (self, TRUE);
  question->after = g_array_index (self->refs, DtRowRef, self->refs->len - 1);
  question->want = BEHIND;
  dt_service_read_async (
      self->service, ask, question, question_free, NULL, NULL, on_extended_cb, g_object_ref (self));
}

/* ---- what changes ---- */

/* A long list is read again after the case that the officer has before them. */
static gboolean
on_refresh_due_cb (gpointer data)
{
  DtCaseList *self = data;

  self->refresh_id = 0;
  if (self->refresh != NULL)
    self->dirty = TRUE;
  else
    start_refresh (self);
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (DtCaseList *self)
{
  if (self->refresh != NULL)
    self->dirty = TRUE;
  else if (self->refresh_id == 0)
    self->refresh_id = g_idle_add_full (G_PRIORITY_DEFAULT, on_refresh_due_cb, self, NULL);
}

static void
on_service_changed_cb (DtService *service, DtChanges *changes, DtCaseList *self)
{
  if (self->query == NULL)
    return;
  /* The names of citizens and officers stand in the rows too, and what the rules say. */
  if (changes->everything || changes->rules || changes->citizens->len > 0
      || changes->officers->len > 0)
    self->all_stale = TRUE;
  else if (changes->cases->len == 0)
    return;
  self->moved |= changes->rows;
  for (guint i = 0; !changes->everything && i < changes->cases->len; i++)
    g_hash_table_add (self->stale, g_strdup (g_ptr_array_index (changes->cases, i)));
  refresh_soon (self);
}

/* ---- the list model ---- */

static GType
dt_case_list_get_item_type (GListModel *model)
{
  return DT_TYPE_CASE_ITEM;
}

static guint
dt_case_list_get_n_items (GListModel *model)
{
  return DT_CASE_LIST (model)->refs->len;
}

static gpointer
dt_case_list_get_item (GListModel *model, guint position)
{
  DtCaseList *self = DT_CASE_LIST (model);
  DtCaseItem *item;
  gint64 row;

  if (position >= self->refs->len)
    return NULL;
  row = g_array_index (self->refs, DtRowRef, position).row;
  item = ref_item (self, row);
  if (dt_case_item_get_case (item) == NULL && !g_hash_table_contains (self->asked, &row))
    load_page (self, position);
  if (position + PAGE >= self->refs->len)
    extend (self);
  return item;
}

static void
dt_case_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = dt_case_list_get_item_type;
  iface->get_n_items = dt_case_list_get_n_items;
  iface->get_item = dt_case_list_get_item;
}

/* ---- the object ---- */

static void
dt_case_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DtCaseList *self = DT_CASE_LIST (object);

  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_TOTAL:
      g_value_set_int64 (value, self->total);
      break;
    case PROP_CAPPED:
      g_value_set_boolean (value, self->total >= COUNT_CAP);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dt_case_list_dispose (GObject *object)
{
  DtCaseList *self = DT_CASE_LIST (object);
  GHashTableIter iter;
  gpointer item;

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_cancellable_cancel (self->refresh);
  g_clear_object (&self->refresh);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      g_object_weak_unref (item, on_item_gone, self);
      g_hash_table_iter_remove (&iter);
    }
  g_queue_clear_full (&self->cache, g_object_unref);
  g_clear_object (&self->service);
  G_OBJECT_CLASS (dt_case_list_parent_class)->dispose (object);
}

static void
dt_case_list_finalize (GObject *object)
{
  DtCaseList *self = DT_CASE_LIST (object);

  g_clear_pointer (&self->query, dt_query_free);
  g_array_unref (self->refs);
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->asked);
  g_hash_table_unref (self->stale);
  G_OBJECT_CLASS (dt_case_list_parent_class)->finalize (object);
}

static void
dt_case_list_class_init (DtCaseListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = dt_case_list_get_property;
  object_class->dispose = dt_case_list_dispose;
  object_class->finalize = dt_case_list_finalize;
  props[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  props[PROP_TOTAL] = g_param_spec_int64 ("total", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_CAPPED] = g_param_spec_boolean ("capped", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
dt_case_list_init (DtCaseList *self)
{
  self->refs = g_array_new (FALSE, FALSE, sizeof (DtRowRef));
  self->complete = TRUE;
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->stale = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->cache);
}

/* ---- public API ---- */

DtCaseList *
dt_case_list_new (DtService *service)
{
  DtCaseList *self;

  g_return_val_if_fail (DT_IS_SERVICE (service), NULL);

  self = g_object_new (DT_TYPE_CASE_LIST, NULL);
  self->service = g_object_ref (service);
  g_signal_connect_object (service, "changed", G_CALLBACK (on_service_changed_cb), self, 0);
  return self;
}

/**
 * dt_case_list_set_query:
 *
 * Shows another query. The old rows stay until the new ones are there.
 */
void
dt_case_list_set_query (DtCaseList *self, const DtQuery *query)
{
  g_return_if_fail (DT_IS_CASE_LIST (self) && query != NULL);

  g_clear_pointer (&self->query, dt_query_free);
  self->query = dt_query_copy (query);
  set_loading (self, TRUE);
  start_refresh (self);
}

/**
 * dt_case_list_pass_time:
 *
 * Asks again which cases a list holds that depends on the time; rows that stay are not loaded
 * again.
 */
void
dt_case_list_pass_time (DtCaseList *self)
{
  g_return_if_fail (DT_IS_CASE_LIST (self));

  if (self->query == NULL || !depends_on_time (self->query))
    return;
  self->moved = TRUE;
  refresh_soon (self);
}

const DtQuery *
dt_case_list_get_query (DtCaseList *self)
{
  g_return_val_if_fail (DT_IS_CASE_LIST (self), NULL);
  return self->query;
}

gboolean
dt_case_list_get_loading (DtCaseList *self)
{
  g_return_val_if_fail (DT_IS_CASE_LIST (self), FALSE);
  return self->loading;
}

gint64
dt_case_list_get_total (DtCaseList *self)
{
  g_return_val_if_fail (DT_IS_CASE_LIST (self), 0);
  return self->total;
}

guint
dt_case_list_find_row (DtCaseList *self, gint64 row)
{
  g_return_val_if_fail (DT_IS_CASE_LIST (self), G_MAXUINT);

  return find_row (self->refs, row);
}
