/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times as files have them. */
#include "channels/dt-import-source.h"

typedef struct
{
  const char *text;
  const char *iso; /* in Hanoi's time; NULL: refused */
} TimeRow;

static const TimeRow rows[] = {
  { "2026-11-23", "2026-11-23T00:00:00+07" },
  { "2026-11-23T14:06:00", "2026-11-23T14:06:00+07" },
  { "2026-11-23 14:06", "2026-11-23T14:06:00+07" },
  { "2026-11-23T14:06:00Z", "2026-11-23T21:06:00+07" },
  { "2026-11-23T14:06:00.123456Z", "2026-11-23T21:06:00+07" },
  { "2010-04-14T06:37:38-08:00", "2010-04-14T21:37:38+07" },
  { "2026-11-23T07:06:00+0000", "2026-11-23T14:06:00+07" },
  { "2026-11-23 14:06:00+07", "2026-11-23T14:06:00+07" },
  { "2026/11/23", "2026-11-23T00:00:00+07" },
  { "23/11/2026", "2026-11-23T00:00:00+07" },
  { "3/1/2026", "2026-01-03T00:00:00+07" },
  { "23/11/2026 14:06", "2026-11-23T14:06:00+07" },
  { "23-11-2026 14:06:59", "2026-11-23T14:06:59+07" },
  { "23.11.2026", "2026-11-23T00:00:00+07" },
  { "14:06 23/11/2026", "2026-11-23T14:06:00+07" },
  { "14:06 - 23/11/2026", "2026-11-23T14:06:00+07" },
  { "14h06 23/11/2026", "2026-11-23T14:06:00+07" },
  { "23/11/2026 02:06 PM", "2026-11-23T14:06:00+07" },
  { "23/11/2026 12:06 SA", "2026-11-23T00:06:00+07" },
  { "23/11/2026 2:06 CH", "2026-11-23T14:06:00+07" },
  { "14 giờ 06 phút, thứ Hai ngày 23/11/2026", "2026-11-23T14:06:00+07" },
  { "ngày 23 tháng 11 năm 2026", "2026-11-23T00:00:00+07" },
  { "Thứ tư, 25/11/2026", "2026-11-25T00:00:00+07" },
  { "1517065554", "2018-01-27T22:05:54+07" },
  { "1517065554000", "2018-01-27T22:05:54+07" },
  { "46349", "2026-11-23T00:00:00+07" },
  { "46349.5875", "2026-11-23T14:06:00+07" },
  { " 23/11/2026 ", "2026-11-23T00:00:00+07" },
  { "29/02/2024", "2024-02-29T00:00:00+07" },
  { "29/02/2026", NULL },
  { "31/04/2026", NULL },
  { "11/23/2026", NULL }, /* the month first: not guessed */
  { "23/11/26", NULL },   /* which century? */
  { "23/11", NULL },
  { "23/11/2026 25:00", NULL },
  { "23/11/2026 14:60", NULL },
  { "23/11/2026 13:00 PM", NULL },
  { "2026-11-23T14:06:00+99:00", NULL },
  { "0000-00-00", NULL },
  { "9999-12-31", NULL },
  { "14:06", NULL },
  { "hôm qua", NULL },
  { "2026", NULL },
  { "10019", NULL },
  { "0912345678901234", NULL },
  { "1.2.3", NULL },
  { "23/11/2026 và 24/11/2026", NULL },
  { "23/11/2026 24/11/2026", NULL },
  { "-1517065554", NULL },
  { "nan", NULL },
  { "", NULL },
  { NULL, NULL },
};

static void
test_time (gconstpointer data)
{
  const TimeRow *row = data;
  gint64 usec = 42;
  gboolean ok = dt_import_parse_time (row->text, &usec);
  g_autoptr (GTimeZone) hanoi = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *iso = NULL;

  if (row->iso == NULL)
    {
      g_assert_false (ok);
      g_assert_cmpint (usec, ==, 42);
      return;
    }
  g_assert_true (ok);
  utc = g_date_time_new_from_unix_utc (usec / G_USEC_PER_SEC);
  time = g_date_time_to_timezone (utc, hanoi);
  iso = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S+07");
  g_assert_cmpstr (iso, ==, row->iso);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strdup (rows[i].text != NULL ? rows[i].text : "NULL");
      g_autofree char *path = NULL;

      g_strdelimit (name, "/", '_');
      path = g_strdup_printf ("/import-time/%02u-%s", (guint) i, name);
      g_test_add_data_func (path, &rows[i], test_time);
    }
  return g_test_run ();
}
