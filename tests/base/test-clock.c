/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock, the worker and the JSON helpers. */
#include "base/dt-clock.h"
#include "base/dt-error.h"
#include "base/dt-json.h"
#include "base/dt-worker.h"

static void
test_hlc (void)
{
  g_autoptr (DtClock) clock = dt_clock_new_fixed (G_GINT64_CONSTANT (1700000000000000));
  gint64 first = dt_clock_next_hlc (clock);
  gint64 second = dt_clock_next_hlc (clock);

  g_assert_cmpint (DT_HLC_TO_USEC (first), ==, G_GINT64_CONSTANT (1700000000000000));
  g_assert_cmpint (second, ==, first + 1);
  /* time set back: the logical clock goes on */
  dt_clock_set_fixed (clock, G_GINT64_CONSTANT (1600000000000000));
  g_assert_cmpint (dt_clock_next_hlc (clock), ==, second + 1);
  dt_clock_observe_hlc (clock, second + 1000);
  g_assert_cmpint (dt_clock_next_hlc (clock), ==, second + 1001);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *iso; /* or NULL: not a time */
} IsoRow;

static const IsoRow iso_rows[] = {
  { "date", "2026-11-23", "2026-11-23T00:00:00+07:00" },
  { "local", "2026-11-23T14:02:00", "2026-11-23T14:02:00+07:00" },
  { "utc", "2026-11-23T14:02:00Z", "2026-11-23T21:02:00+07:00" },
  { "offset", "2010-04-14T06:37:38-08:00", "2010-04-14T21:37:38+07:00" },
  { "before-1970", "1945-09-02T14:00:00+07:00", "1945-09-02T14:00:00+07:00" },
  { "nonsense", "tomorrow", NULL },
  { "no-such-day", "2026-02-30", NULL },
  { "empty", "", NULL },
};

static void
test_iso (gconstpointer data)
{
  const IsoRow *row = data;
  gint64 usec = 42;

  g_assert_cmpint (dt_time_from_iso (row->text, &usec), ==, row->iso != NULL);
  if (row->iso != NULL)
    {
      g_autofree char *iso = dt_time_to_iso (usec);

      g_assert_cmpstr (iso, ==, row->iso);
    }
  else
    g_assert_cmpint (usec, ==, 42);
}

static void
append_cb (gpointer data, gpointer user_data)
{
  g_array_append_vals (data, user_data, 1);
}

static void
task_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  append_cb (data, &(int){ 3 });
  g_task_return_boolean (task, TRUE);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
test_worker (void)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GTask) task = NULL;
  gboolean done = FALSE;
  DtWorker *worker = dt_worker_new ("test");

  g_assert_false (dt_worker_is_current (worker));
  for (int i = 0; i < 3; i++)
    dt_worker_run (worker, append_cb, order, &i);
  task = g_task_new (NULL, NULL, done_cb, &done);
  g_task_set_task_data (task, order, NULL);
  dt_worker_push_task (worker, task, task_func);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  dt_worker_free (worker);
  g_assert_cmpint (order->len, ==, 4);
  for (int i = 0; i < 4; i++)
    g_assert_cmpint (g_array_index (order, int, i), ==, i);
}

static void
test_json (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = dt_json_parse_object (
      "{\"b\":\"chữ\",\"a\":5,\"c\":true,\"d\":[1],\"e\":null}", -1, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (dt_json_get_string (object, "b"), ==, "chữ");
  g_assert_null (dt_json_get_string (object, "a"));
  g_assert_null (dt_json_get_string (object, "e"));
  g_assert_cmpint (dt_json_get_int (object, "a", -1), ==, 5);
  g_assert_cmpint (dt_json_get_int (object, "b", -1), ==, -1);
  g_assert_true (dt_json_get_boolean (object, "c", FALSE));
  g_assert_nonnull (dt_json_get_array (object, "d"));
  g_assert_null (dt_json_get_object (object, "d"));
  text = dt_json_write_object (object);
  g_assert_cmpstr (text, ==, "{\"b\":\"chữ\",\"a\":5,\"c\":true,\"d\":[1],\"e\":null}");
  g_assert_null (dt_json_parse_object ("[1]", -1, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_null (dt_json_parse_object ("{\"a\":", -1, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_DAMAGED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/hlc", test_hlc);
  for (gsize i = 0; i < G_N_ELEMENTS (iso_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/clock/iso/", iso_rows[i].name, NULL);
      g_test_add_data_func (path, &iso_rows[i], test_iso);
    }
  g_test_add_func ("/worker/order", test_worker);
  g_test_add_func ("/json/members", test_json);
  return g_test_run ();
}
