/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list model: loads lazily, keeps its items, tells one minimal range, and holds together with
 * 100 000 rows. */
#include "service/test-service.h"

#include "dt-test.h"
#include "service/dt-case-list.h"
#include "service/dt-importer.h"

/* ---- what the view sees ---- */

/* Replays items-changed as a GtkListView would, and counts what it was told. */
typedef struct
{
  GListModel *model;
  GPtrArray *seen; /* of DtCaseItem */
  guint signals;
  guint position, removed, added; /* of the last one */
} Mirror;

static void
on_items_changed_cb (GListModel *model, guint position, guint removed, guint added, Mirror *mirror)
{
  mirror->signals++;
  mirror->position = position;
  mirror->removed = removed;
  mirror->added = added;
  g_assert_cmpuint (position + removed, <=, mirror->seen->len);
  if (removed > 0)
    g_ptr_array_remove_range (mirror->seen, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (
        mirror->seen, (int) (position + i), g_list_model_get_item (model, position + i));
  g_assert_cmpuint (mirror->seen->len, ==, g_list_model_get_n_items (model));
}

static void
mirror_init (Mirror *mirror, DtCaseList *list)
{
  memset (mirror, 0, sizeof *mirror);
  mirror->model = G_LIST_MODEL (list);
  mirror->seen = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed_cb), mirror);
}

static void
mirror_clear (Mirror *mirror)
{
  g_signal_handlers_disconnect_by_data (mirror->model, mirror);
  g_ptr_array_unref (mirror->seen);
}

/* Every place of the mirror is the model's own item: nothing was told wrongly. */
static void
mirror_check (Mirror *mirror)
{
  g_assert_cmpuint (mirror->seen->len, ==, g_list_model_get_n_items (mirror->model));
  for (guint i = 0; i < mirror->seen->len; i++)
    {
      g_autoptr (DtCaseItem) item = g_list_model_get_item (mirror->model, i);

      g_assert_true (item == g_ptr_array_index (mirror->seen, i));
    }
}

static gboolean
on_limit_cb (gpointer user_data)
{
  g_error ("Waited too long");
  return G_SOURCE_REMOVE;
}

typedef gboolean (*Condition) (gpointer data);

static void
wait_until (Condition condition, gpointer data)
{
  guint limit = g_timeout_add ((guint) dt_test_allow (20000), on_limit_cb, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

static gboolean
is_loaded (gpointer data)
{
  return !dt_case_list_get_loading (data);
}

/* All of the rows are listed, up to what comes without scrolling. */
static gboolean
is_complete (gpointer data)
{
  gint64 total = dt_case_list_get_total (data);

  return is_loaded (data) && g_list_model_get_n_items (data) >= MIN (total, 10000);
}

static gboolean
has_case (gpointer data)
{
  return dt_case_item_get_case (data) != NULL;
}

static DtCaseList *
new_list (Fixture *self, DtView view, const char *text)
{
  DtCaseList *list = dt_case_list_new (self->service);
  g_autoptr (DtQuery) query = dt_query_new (view, DT_SORT_NEWEST, NULL, text, FALSE);

  dt_case_list_set_query (list, query);
  g_assert_true (dt_case_list_get_loading (list));
  wait_until (is_complete, list);
  return list;
}

static void
import_many (Fixture *self, guint n)
{
  g_autofree char *path = g_build_filename (self->root, "many.csv", NULL);
  GString *text = g_string_new ("Nội dung,Ngày nhận\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (DtImporter) importer = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "Nội dung số %u,%u\n", i, 1700000000 + i * 60);
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, &error));
  g_string_free (text, TRUE);
  importer = dt_importer_new (self->service, path, DT_IMPORT_FORMAT_CSV, &error);
  g_assert_no_error (error);
  g_assert_true (dt_importer_run_sync (importer, NULL, &error));
  g_assert_no_error (error);
}

static const char *
get_title (DtCaseList *list, guint position)
{
  g_autoptr (DtCaseItem) item = g_list_model_get_item (G_LIST_MODEL (list), position);

  wait_until (has_case, item);
  return dt_case_item_get_case (item)->title;
}

/* ---- tests ---- */

static void
test_empty (Fixture *self, gconstpointer data)
{
  g_autoptr (DtCaseList) list = new_list (self, DT_VIEW_ALL, NULL);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 0));
  g_assert_cmpint (dt_case_list_get_total (list), ==, 0);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == DT_TYPE_CASE_ITEM);
}

/* Opening, assigning, closing, undoing: one range each, and the rest keep their items. */
static void
test_changes (Fixture *self, gconstpointer data)
{
  g_autofree char *one = open_case (self, "Một", NULL, NULL);
  g_autofree char *two = open_case (self, "Hai", NULL, NULL);
  g_autofree char *three = open_case (self, "Ba", NULL, NULL);
  g_autofree char *four = NULL;
  const char *ids[] = { two, NULL };
  g_autoptr (DtCaseList) list = new_list (self, DT_VIEW_IN_PROGRESS, NULL);
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (DtCaseItem) first = NULL;
  Mirror mirror;
  guint signals;

  mirror_init (&mirror, list);
  on_items_changed_cb (mirror.model, 0, 0, 3, &mirror);
  g_assert_cmpstr (get_title (list, 0), ==, "Ba");
  g_assert_cmpstr (get_title (list, 2), ==, "Một");
  first = g_object_ref (g_ptr_array_index (mirror.seen, 0));
  signals = mirror.signals;

  /* One in the middle goes. */
  outcome = run (self, dt_command_record_answer (two, DT_CHANNEL_PHONE, "Rồi", 0, NULL, 0));
  wait_until (is_loaded, list);
  while (mirror.signals == signals)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (mirror.signals, ==, signals + 1);
  g_assert_cmpuint (mirror.position, ==, 1);
  g_assert_cmpuint (mirror.removed, ==, 1);
  g_assert_cmpuint (mirror.added, ==, 0);
  mirror_check (&mirror);
  g_assert_true (g_ptr_array_index (mirror.seen, 0) == first);

  /* It comes back where it was. */
  undo (self);
  while (mirror.signals == signals + 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (mirror.signals, ==, signals + 2);
  g_assert_cmpuint (mirror.position, ==, 1);
  g_assert_cmpuint (mirror.removed, ==, 0);
  g_assert_cmpuint (mirror.added, ==, 1);
  g_assert_cmpstr (get_title (list, 1), ==, "Hai");

  /* A new one comes on top. */
  dt_clock_set_fixed (self->clock, TEST_NOW + G_TIME_SPAN_MINUTE);
  four = open_case (self, "Bốn", NULL, NULL);
  while (mirror.signals == signals + 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (mirror.position, ==, 0);
  g_assert_cmpuint (mirror.added, ==, 1);
  mirror_check (&mirror);

  /* What only changes inside changes no place: the item says so itself. */
  {
    const DtCaseEdit edit = { .set_title = TRUE, .title = "Hai, sửa" };
    g_autoptr (DtOutcome) edited = run (self, dt_command_set_fields (ids, &edit));

    signals = mirror.signals;
    while (g_strcmp0 (get_title (list, 2), "Hai, sửa") != 0)
      g_main_context_iteration (NULL, TRUE);
    g_assert_cmpuint (mirror.signals, ==, signals);
  }
  mirror_clear (&mirror);
}

/* A bulk change far apart is told as the one range around it. */
static void
test_one_range (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DtCaseList) list = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  const char *changed[3] = { NULL };
  Mirror mirror;
  guint signals;

  for (guint i = 0; i < 10; i++)
    {
      dt_clock_set_fixed (self->clock, TEST_NOW + i * G_TIME_SPAN_MINUTE);
      g_ptr_array_add (ids, open_case (self, "Nội dung", NULL, NULL));
    }
  list = new_list (self, DT_VIEW_IN_PROGRESS, NULL);
  mirror_init (&mirror, list);
  on_items_changed_cb (mirror.model, 0, 0, 10, &mirror);
  signals = mirror.signals;
  changed[0] = g_ptr_array_index (ids, 2); /* place 7 */
  changed[1] = g_ptr_array_index (ids, 7); /* place 2 */
  outcome = run (self, dt_command_set_status (changed, DT_CASE_STATUS_ANSWERED, NULL, NULL));
  while (mirror.signals == signals)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (mirror.signals, ==, signals + 1);
  g_assert_cmpuint (mirror.position, ==, 2);
  g_assert_cmpuint (mirror.removed, ==, 6);
  g_assert_cmpuint (mirror.added, ==, 4);
  mirror_check (&mirror);
  mirror_clear (&mirror);
}

/* ---- kept by places ---- */

/* A list that has seen every change shows what a new one shows. */
static void
check_against_new (Fixture *self, DtCaseList *list)
{
  g_autoptr (DtCaseList) fresh = dt_case_list_new (self->service);
  DtView view = dt_case_list_get_query (list)->view;
  guint n;

  dt_case_list_set_query (fresh, dt_case_list_get_query (list));
  wait_until (is_complete, fresh);
  n = g_list_model_get_n_items (G_LIST_MODEL (fresh));
  if (view == DT_VIEW_ALL)
    g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n);
  g_assert_cmpint (dt_case_list_get_total (list), ==, dt_case_list_get_total (fresh));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DtCaseItem) mine = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autoptr (DtCaseItem) theirs = g_list_model_get_item (G_LIST_MODEL (fresh), i);

      g_assert_cmpint (dt_case_item_get_row (mine), ==, dt_case_item_get_row (theirs));
    }
}

static DtOutcome *
do_something (Fixture *self, const char *id, guint step)
{
  const char *ids[] = { id, NULL };

  switch (step % 5)
    {
    case 0:
      return run (self, dt_command_add_note (id, "Đã gọi"));
    case 1:
      return run (self, dt_command_assign (ids, dt_service_get_officer (self->service)->id));
    case 2:
      return run (self, dt_command_record_answer (id, DT_CHANNEL_PHONE, "Rồi", 0, NULL, 0));
    case 3:
      return run (self, dt_command_assign (ids, NULL));
    default:
      undo (self);
      return NULL;
    }
}

/* Every view in every order, through changes of one case at a time. */
static void
test_places (Fixture *self, gconstpointer data)
{
  static const DtView views[]
      = { DT_VIEW_ALL, DT_VIEW_TO_RECEIVE, DT_VIEW_IN_PROGRESS, DT_VIEW_MINE, DT_VIEW_ANSWERED };
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  const char *officer = dt_service_get_officer (self->service)->id;

  for (guint i = 0; i < 7; i++)
    {
      dt_clock_set_fixed (self->clock, TEST_NOW + i * G_TIME_SPAN_MINUTE);
      g_ptr_array_add (ids, open_case (self, "Nội dung", NULL, NULL));
    }
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    for (DtSort sort = 0; sort <= DT_SORT_CHANGED; sort++)
      {
        g_autoptr (DtQuery) query = dt_query_new (views[i], sort, officer, NULL, FALSE);
        DtCaseList *list = dt_case_list_new (self->service);

        dt_case_list_set_query (list, query);
        wait_until (is_complete, list);
        g_ptr_array_add (lists, list);
      }
  for (guint step = 0; step < 40; step++)
    {
      g_autoptr (DtOutcome) outcome = NULL;

      dt_clock_set_fixed (self->clock, TEST_NOW + (10 + step) * G_TIME_SPAN_MINUTE);
      outcome = do_something (self, ids->pdata[step * 3 % ids->len], step);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      for (guint i = 0; i < lists->len; i++)
        check_against_new (self, lists->pdata[i]);
    }
}

static void
test_query (Fixture *self, gconstpointer data)
{
  g_autofree char *one = open_case (self, "Đường ngập", NULL, NULL);
  g_autofree char *two = open_case (self, "Rác thải", NULL, NULL);
  g_autoptr (DtCaseList) list = new_list (self, DT_VIEW_ALL, NULL);
  g_autoptr (DtQuery) query = dt_query_new (DT_VIEW_ALL, DT_SORT_NEWEST, NULL, "duong", FALSE);
  g_autoptr (DtQuery) nothing = dt_query_new (DT_VIEW_ALL, DT_SORT_NEWEST, NULL, "xyzzy", FALSE);
  g_autoptr (DtCaseItem) before = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_autoptr (DtCaseItem) after = NULL;
  guint notified = 0;

  g_assert_cmpint (dt_case_list_get_total (list), ==, 2);
  g_assert_cmpuint (dt_case_list_find_row (list, dt_case_item_get_row (before)), ==, 1);
  dt_case_list_set_query (list, query);
  wait_until (is_complete, list);
  g_assert_cmpint (dt_case_list_get_total (list), ==, 1);
  after = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (before == after); /* the same case, the same item */
  /* Two questions in a row: the last one is answered. */
  dt_case_list_set_query (list, nothing);
  dt_case_list_set_query (list, query);
  dt_case_list_set_query (list, nothing);
  wait_until (is_complete, list);
  g_assert_cmpint (dt_case_list_get_total (list), ==, 0);
  g_assert_cmpuint (dt_case_list_find_row (list, 1), ==, G_MAXUINT);
  g_assert_cmpuint (notified, ==, 0);
}

/* Given up while a question is under way. */
static void
test_dropped (Fixture *self, gconstpointer data)
{
  g_autofree char *one = open_case (self, "Một", NULL, NULL);
  DtCaseList *list = dt_case_list_new (self->service);
  g_autoptr (DtQuery) query = dt_query_new (DT_VIEW_ALL, DT_SORT_NEWEST, NULL, NULL, FALSE);

  dt_case_list_set_query (list, query);
  g_object_add_weak_pointer (G_OBJECT (list), (gpointer *) &list);
  g_object_unref (list);
  while (list != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* 100 000 rows (fewer where everything is slow): the first page at once, the rest by scrolling, a
 * change in the middle of it. */
#define MANY (dt_test_allow (1) > 1 ? 12000u : 100000u)

static void
test_many (Fixture *self, gconstpointer data)
{
  g_autoptr (DtCaseList) list = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (DtCaseItem) deep = NULL;
  const char *ids[] = { NULL, NULL };
  const guint many = MANY;
  g_autofree char *newest = NULL;
  g_autofree char *middle = NULL;
  guint n;
  Mirror mirror;

  import_many (self, many);
  list = dt_case_list_new (self->service);
  {
    g_autoptr (DtQuery) query = dt_query_new (DT_VIEW_ALL, DT_SORT_NEWEST, NULL, NULL, FALSE);

    dt_case_list_set_query (list, query);
    wait_until (is_loaded, list);
  }
  g_assert_cmpint (dt_case_list_get_total (list), ==, 10000);
  {
    gboolean capped;

    g_object_get (list, "capped", &capped, NULL);
    g_assert_true (capped);
  }
  newest = g_strdup_printf ("Nội dung số %u", many - 1);
  middle = g_strdup_printf ("Nội dung số %u", many / 2 - 1);
  g_assert_cmpstr (get_title (list, 0), ==, newest);
  wait_until (is_complete, list);

  /* Scrolling to the end, a page at a time. */
  do
    {
      g_autoptr (DtCaseItem) last = NULL;

      n = g_list_model_get_n_items (G_LIST_MODEL (list));
      last = g_list_model_get_item (G_LIST_MODEL (list), n - 1);
      wait_until (has_case, last);
      for (guint i = 0; i < 50 && g_list_model_get_n_items (G_LIST_MODEL (list)) == n; i++)
        {
          g_main_context_iteration (NULL, FALSE);
          g_usleep (1000);
        }
    }
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) > n);
  g_assert_cmpuint (n, ==, many);
  g_assert_cmpstr (get_title (list, many - 1), ==, "Nội dung số 0");
  g_assert_cmpstr (get_title (list, many / 2), ==, middle);

  /* A change deep inside is told alone, and its item stays what it was. */
  deep = g_list_model_get_item (G_LIST_MODEL (list), many / 2);
  ids[0] = dt_case_item_get_case (deep)->id;
  mirror_init (&mirror, list);
  for (guint i = 0; i < many; i += 1000) /* as far as somebody looked */
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), i));
  outcome = run (self, dt_command_assign (ids, dt_service_get_officer (self->service)->id));
  while (dt_case_item_get_case (deep)->assignee_id == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (mirror.signals, ==, 0);
  g_assert_cmpuint (dt_case_list_find_row (list, dt_case_item_get_row (deep)), ==, many / 2);
  mirror_clear (&mirror);
}

int
main (int argc, char **argv)
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                        \
  g_test_add ("/case-list/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("empty", test_empty);
  ADD ("changes", test_changes);
  ADD ("one-range", test_one_range);
  ADD ("places", test_places);
  ADD ("query", test_query);
  ADD ("dropped", test_dropped);
  ADD ("many", test_many);
  return g_test_run ();
}
