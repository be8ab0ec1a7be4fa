/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working time: what days are, the rules' files read and refused, offices of their own hours,
 * and what must hold whatever the numbers are. */
#include "base/dt-clock.h"
#include "base/dt-error.h"
#include "dt-test.h"
#include "model/dt-rule-book.h"

#include <string.h>

#define ROUNDS 20000

typedef struct
{
  const char *name;
  const char *date;
  DtDayKind kind;
  const char *holiday;
  const char *other;
} DayRow;

/* 2025 and 2026 as announced; the years before by what was announced then, where the rule alone
 * gives it; those after by the rule. */
static const DayRow day_rows[] = {
  { "an ordinary Monday", "2026-11-23", DT_DAY_WORKING, NULL, NULL },
  { "a Sunday", "2026-11-22", DT_DAY_WEEKEND, NULL, NULL },
  { "New Year 2026", "2026-01-01", DT_DAY_HOLIDAY, "new_year", NULL },
  { "2 January 2026", "2026-01-02", DT_DAY_SWAPPED, NULL, "2026-01-10" },
  { "10 January 2026", "2026-01-10", DT_DAY_MAKE_UP, NULL, "2026-01-02" },
  { "before Tết 2025", "2025-01-24", DT_DAY_WORKING, NULL, NULL },
  { "Tết 2025, first", "2025-01-27", DT_DAY_HOLIDAY, "lunar_new_year", NULL },
  { "Tết 2025, last", "2025-01-31", DT_DAY_HOLIDAY, "lunar_new_year", NULL },
  { "after Tết 2025", "2025-02-03", DT_DAY_WORKING, NULL, NULL },
  { "before Tết 2026", "2026-02-13", DT_DAY_WORKING, NULL, NULL },
  { "Tết 2026, first", "2026-02-16", DT_DAY_HOLIDAY, "lunar_new_year", NULL },
  { "Tết 2026, last", "2026-02-20", DT_DAY_HOLIDAY, "lunar_new_year", NULL },
  { "after Tết 2026", "2026-02-23", DT_DAY_WORKING, NULL, NULL },
  { "the Hùng kings 2025", "2025-04-07", DT_DAY_HOLIDAY, "hung_kings", NULL },
  { "the Hùng kings 2026, a Sunday", "2026-04-26", DT_DAY_HOLIDAY, "hung_kings", NULL },
  { "made up for it", "2026-04-27", DT_DAY_COMPENSATION, "hung_kings", "2026-04-26" },
  { "26 April 2025", "2025-04-26", DT_DAY_MAKE_UP, NULL, "2025-05-02" },
  { "2 May 2025", "2025-05-02", DT_DAY_SWAPPED, NULL, "2025-04-26" },
  { "1 September 2025", "2025-09-01", DT_DAY_HOLIDAY, "national_day", NULL },
  { "3 September 2025", "2025-09-03", DT_DAY_WORKING, NULL, NULL },
  { "22 August 2026", "2026-08-22", DT_DAY_MAKE_UP, NULL, "2026-08-31" },
  { "31 August 2026", "2026-08-31", DT_DAY_SWAPPED, NULL, "2026-08-22" },
  { "24 November 2026, not yet law", "2026-11-24", DT_DAY_WORKING, NULL, NULL },
  { "2 January 2023, for a Sunday", "2023-01-02", DT_DAY_COMPENSATION, "new_year", "2023-01-01" },
  { "2 May 2023, for the Hùng kings",
    "2023-05-02",
    DT_DAY_COMPENSATION,
    "hung_kings",
    "2023-04-29" },
  { "3 May 2023, for 30 April", "2023-05-03", DT_DAY_COMPENSATION, "victory_day", "2023-04-30" },
  { "4 September 2023", "2023-09-04", DT_DAY_COMPENSATION, "national_day", "2023-09-02" },
  { "11 April 2022", "2022-04-11", DT_DAY_COMPENSATION, "hung_kings", "2022-04-10" },
  { "2 May 2022, for a Saturday", "2022-05-02", DT_DAY_COMPENSATION, "victory_day", "2022-04-30" },
  { "3 May 2022, for a Sunday", "2022-05-03", DT_DAY_COMPENSATION, "labour_day", "2022-05-01" },
  { "1 September 2020: one day then", "2020-09-01", DT_DAY_WORKING, NULL, NULL },
  { "2 September 2020", "2020-09-02", DT_DAY_HOLIDAY, "national_day_2013", NULL },
  { "Tết 2027 by the rule", "2027-02-05", DT_DAY_HOLIDAY, "lunar_new_year", NULL },
  { "Tết 2027 made up", "2027-02-11", DT_DAY_COMPENSATION, "lunar_new_year", "2027-02-07" },
};

static DtDate
parse (const char *text)
{
  DtDate date = DT_DATE_NONE;

  g_assert_true (dt_date_parse (text, &date));
  return date;
}

static DtWorkingCalendar *
usual (void)
{
  return dt_rule_book_get_calendar (dt_rule_book_get_default (), NULL);
}

static void
test_day (gconstpointer data)
{
  const DayRow *row = data;
  DtDate date = parse (row->date);
  DtDayInfo day;

  dt_working_calendar_get_day (usual (), date, &day);
  g_assert_cmpint ((int) day.kind, ==, (int) row->kind);
  g_assert_cmpstr (day.holiday != NULL ? day.holiday->code : NULL, ==, row->holiday);
  g_assert_cmpint (day.other, ==, row->other != NULL ? parse (row->other) : DT_DATE_NONE);
  g_assert_cmpint (day.halves != 0, ==, day.kind == DT_DAY_WORKING || day.kind == DT_DAY_MAKE_UP);
  g_assert_cmpint (
      dt_working_calendar_is_working_day (usual (), date), ==, (int) (day.halves != 0));
  g_assert_true (day.kind == DT_DAY_WORKING || day.source != NULL);
}

static void
test_entered (void)
{
  for (int year = 2020; year < 2032; year++)
    g_assert_cmpint (
        dt_working_calendar_is_year_entered (usual (), year), ==, year == 2025 || year == 2026);
}

/* ---- whatever the numbers are ---- */

static gint64
draw_time (GRand *rand)
{
  DtDate date = g_rand_int_range (rand, dt_date_new (2013, 1, 1), dt_date_new (2040, 1, 1));

  return dt_date_to_time (date, g_rand_int_range (rand, 0, 1440))
         + g_rand_int_range (rand, 0, 60) * G_USEC_PER_SEC;
}

static void
test_split (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 time = draw_time (rand);
      DtDate date = dt_date_from_time (time);
      int first = g_rand_int_range (rand, 0, 6000);
      int second = g_rand_int_range (rand, 0, 6000);
      gint64 once = dt_working_calendar_add_minutes (usual (), time, first);
      DtDate day = dt_working_calendar_add_working_days (usual (), date, first % 40);

      g_assert_cmpint (dt_working_calendar_add_minutes (usual (), once, second),
                       ==,
                       dt_working_calendar_add_minutes (usual (), time, first + second));
      g_assert_cmpint (
          dt_working_calendar_add_working_days (usual (), day, second % 40),
          ==,
          dt_working_calendar_add_working_days (usual (), date, first % 40 + second % 40));
    }
}

static void
test_monotone (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (33);

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 early = draw_time (rand);
      gint64 late = early + g_rand_int_range (rand, 0, 1000000) * G_GINT64_CONSTANT (1000000);
      int n = g_rand_int_range (rand, 0, 6000);

      g_assert_cmpint (dt_working_calendar_add_minutes (usual (), early, n),
                       <=,
                       dt_working_calendar_add_minutes (usual (), late, n));
      g_assert_cmpint (dt_working_calendar_add_minutes (usual (), early, n),
                       <=,
                       dt_working_calendar_add_minutes (usual (), early, n + 1));
      g_assert_cmpint (
          dt_working_calendar_add_working_days (usual (), dt_date_from_time (early), n % 60),
          <=,
          dt_working_calendar_add_working_days (usual (), dt_date_from_time (late), n % 60));
    }
}

/* What lies between is what was added. */
static void
test_between (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (333);

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 time = draw_time (rand);
      int n = g_rand_int_range (rand, 0, 200000);
      gint64 later = dt_working_calendar_add_minutes (usual (), time, n);
      DtWorkingSpan there;
      DtWorkingSpan back;

      dt_working_calendar_between (usual (), time, later, &there);
      dt_working_calendar_between (usual (), later, time, &back);
      g_assert_cmpint (there.minutes, ==, n);
      g_assert_cmpint (back.minutes, ==, -n);
      g_assert_cmpint (there.days, ==, -back.days);
      g_assert_cmpint (
          dt_working_calendar_add_working_days (usual (), dt_date_from_time (time), there.days),
          <=,
          dt_date_from_time (later));
    }
}

typedef struct
{
  const char *name;
  const char *from;
  const char *to;
  DtWorkingSpan span;
} SpanRow;

static const SpanRow span_rows[] = {
  { "the mock-up: one day and three hours",
    "2026-11-23T14:00:00",
    "2026-11-24T17:00:00",
    { 660, 2, 1 } },
  { "a morning", "2026-11-23T07:30:00", "2026-11-23T11:30:00", { 240, 1, 0 } },
  { "a minute less", "2026-11-23T07:31:00", "2026-11-23T11:30:00", { 239, 0, 0 } },
  { "lunch", "2026-11-23T11:30:00", "2026-11-23T13:00:00", { 0, 0, 0 } },
  { "a weekend", "2026-11-20T17:00:00", "2026-11-23T07:30:00", { 0, 0, 1 } },
  { "over Tết 2026", "2026-02-13T13:00:00", "2026-02-23T11:30:00", { 480, 2, 1 } },
  { "over New Year", "2025-12-31T07:30:00", "2026-01-05T17:00:00", { 960, 4, 1 } },
  { "late", "2026-11-24T17:00:00", "2026-11-23T14:00:00", { -660, -2, -1 } },
};

static void
test_span (gconstpointer data)
{
  const SpanRow *row = data;
  DtWorkingSpan span;
  gint64 from;
  gint64 to;

  g_assert_true (dt_time_from_iso (row->from, &from) && dt_time_from_iso (row->to, &to));
  dt_working_calendar_between (usual (), from, to, &span);
  g_assert_cmpint (span.minutes, ==, row->span.minutes);
  g_assert_cmpint (span.half_days, ==, row->span.half_days);
  g_assert_cmpint (span.days, ==, row->span.days);
}

/* Fewer days off never make a deadline later, whichever holiday goes. */
static void
test_removing (void)
{
  DtRuleBook *book = dt_rule_book_get_default ();
  const GPtrArray *holidays = dt_holiday_rules_get_holidays (dt_rule_book_get_holidays (book));

  for (guint i = 0; i < holidays->len; i++)
    {
      const DtHoliday *holiday = g_ptr_array_index (holidays, i);
      g_autoptr (GRand) rand = g_rand_new_with_seed (i);
      g_autoptr (DtHolidayRules) fewer
          = dt_holiday_rules_with_enabled (dt_rule_book_get_holidays (book), holiday->code, FALSE);
      g_autoptr (DtWorkingCalendar) calendar
          = dt_working_calendar_new (fewer, dt_rule_book_get_hours (book), NULL);
      guint earlier = 0;

      for (guint round = 0; round < ROUNDS / 4; round++)
        {
          gint64 time = draw_time (rand);
          int n = g_rand_int_range (rand, 0, 15000);
          gint64 with = dt_working_calendar_add_minutes (usual (), time, n);
          gint64 without = dt_working_calendar_add_minutes (calendar, time, n);

          g_assert_cmpint (without, <=, with);
          g_assert_cmpint (
              dt_working_calendar_next_working_day (calendar, dt_date_from_time (time)),
              <=,
              dt_working_calendar_next_working_day (usual (), dt_date_from_time (time)));
          earlier += without < with;
        }
      g_assert_cmpint (earlier > 0, ==, holiday->enabled);
    }
}

/* The tables against a walk from day to day. */
static void
test_walk (void)
{
  DtDate date = dt_date_new (2024, 12, 1);
  DtDate from = date;
  int n = 0;

  while (date < dt_date_new (2027, 3, 1))
    {
      date++;
      if (!dt_working_calendar_is_working_day (usual (), date))
        continue;
      n++;
      g_assert_cmpint (dt_working_calendar_add_working_days (usual (), from, n), ==, date);
      g_assert_cmpint (dt_working_calendar_count_working_days (usual (), from, date), ==, n);
    }
  g_assert_cmpint (n, >, 500);
  g_assert_cmpint (dt_working_calendar_add_working_days (usual (), dt_date_new (2199, 12, 31), 1),
                   ==,
                   DT_DATE_NONE);
}

/* ---- offices of their own hours ---- */

static gint64
minute (const char *day, int hour, int minute_of_hour)
{
  return dt_date_to_time (parse (day), hour * 60 + minute_of_hour);
}

static void
test_own_hours (void)
{
  DtRuleBook *book = dt_rule_book_get_default ();
  DtHours hours = { .unit = (char *) "26740",
                    .from = { 8 * 60, 13 * 60 + 30 },
                    .to = { 12 * 60, 17 * 60 + 30 },
                    .days = { 0x3f, 0x1f } }; /* Saturday morning too */
  DtClosure closure = { .unit = (char *) "26740",
                        .date = dt_date_new (2026, 11, 24),
                        .halves = DT_AFTERNOON,
                        .reason = (char *) "họp Hội đồng nhân dân" };
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOfficeHours) with_hours
      = dt_office_hours_with_hours (dt_rule_book_get_hours (book), &hours, &error);
  g_autoptr (DtOfficeHours) with_both = NULL;
  g_autoptr (DtWorkingCalendar) calendar = NULL;
  g_autoptr (DtWorkingCalendar) other = NULL;
  DtDayInfo day;

  g_assert_no_error (error);
  with_both = dt_office_hours_with_closure (with_hours, &closure, &error);
  g_assert_no_error (error);
  calendar = dt_working_calendar_new (dt_rule_book_get_holidays (book), with_both, "26740");
  other = dt_working_calendar_new (dt_rule_book_get_holidays (book), with_both, "26743");

  /* a Saturday morning is worked, its afternoon not */
  g_assert_cmpint (dt_working_calendar_add_minutes (calendar, minute ("2026-11-21", 11, 0), 90),
                   ==,
                   minute ("2026-11-23", 8, 30));
  g_assert_cmpint (dt_working_calendar_get_closing_time (calendar, parse ("2026-11-21")),
                   ==,
                   minute ("2026-11-21", 12, 0));
  /* the afternoon of the 24th is closed */
  dt_working_calendar_get_day (calendar, closure.date, &day);
  g_assert_cmpint ((int) day.halves, ==, DT_MORNING);
  g_assert_cmpstr (day.closure->reason, ==, closure.reason);
  g_assert_cmpint (dt_working_calendar_get_closing_time (calendar, closure.date),
                   ==,
                   minute ("2026-11-24", 12, 0));
  g_assert_cmpint (dt_working_calendar_add_minutes (calendar, minute ("2026-11-24", 11, 30), 60),
                   ==,
                   minute ("2026-11-25", 8, 30));
  /* another office knows nothing of that */
  dt_working_calendar_get_day (other, closure.date, &day);
  g_assert_cmpint ((int) day.halves, ==, DT_WHOLE_DAY);
  g_assert_cmpint (
      dt_working_calendar_get_closing_time (other, closure.date), ==, minute ("2026-11-24", 17, 0));
}

static void
test_next_opening (void)
{
  g_assert_cmpint (dt_working_calendar_next_opening (usual (), minute ("2026-11-23", 14, 2)),
                   ==,
                   minute ("2026-11-23", 14, 2));
  g_assert_cmpint (dt_working_calendar_next_opening (usual (), minute ("2026-11-23", 11, 30)),
                   ==,
                   minute ("2026-11-23", 13, 0));
  g_assert_cmpint (dt_working_calendar_next_opening (usual (), minute ("2026-02-13", 17, 0)),
                   ==,
                   minute ("2026-02-23", 7, 30));
}

/* ---- the files ---- */

#define ROW                                                                                        \
  "{\"code\":\"a\",\"kinds\":[\"feedback\"],\"clock\":\"answer\",\"from\":\"received\","           \
  "\"amount\":5,\"unit\":\"days\",\"source\":\"Luật\",\"valid_from\":\"2026-01-01\""
#define RULES(rows)                                                                                \
  "{\"days_source\":\"a\",\"hours_source\":\"b\",\"moves_source\":\"c\",\"rules\":[" rows "]}"
#define HOLIDAY                                                                                    \
  "{\"code\":\"a\",\"name_vi\":\"A\",\"name_en\":\"A\",\"calendar\":\"solar\",\"source\":\"b\","   \
  "\"valid_from\":\"2026-01-01\",\"day\":1"
#define HOLIDAYS(rows)                                                                             \
  "{\"compensation_source\":\"a\",\"weekend_source\":\"b\",\"holidays\":[" rows "]}"
#define YEARS(rows) "{\"years\":[" rows "]}"

typedef enum
{
  FILE_DEADLINES,
  FILE_HOLIDAYS,
  FILE_YEARS,
  FILE_HOURS,
} File;

typedef struct
{
  const char *name;
  File file;
  const char *json;
  const char *message; /* in the error */
} BadRow;

static const BadRow bad_rows[] = {
  { "no JSON", FILE_DEADLINES, "{", "deadlines.json: not JSON" },
  { "empty", FILE_DEADLINES, "", "deadlines.json: not" },
  { "no list",
    FILE_DEADLINES,
    "{\"days_source\":\"a\",\"hours_source\":\"b\",\"moves_source\":\"c\"}",
    "rules: a list is missing" },
  { "no object", FILE_DEADLINES, RULES ("1"), "rules, row 1: not an object" },
  { "no source",
    FILE_DEADLINES,
    RULES ("{\"code\":\"a\"}"),
    "row 1 (a): source: a text is missing" },
  { "misspelt",
    FILE_DEADLINES,
    RULES (ROW ",\"chanels\":[]}"),
    "row 1 (a): chanels: no such member" },
  { "twice", FILE_DEADLINES, RULES (ROW "}," ROW "}"), "row 2 (a): code: row 1 has it too" },
  { "two for the same",
    FILE_DEADLINES,
    RULES (ROW "}," ROW ",\"code\":\"b\"}"),
    "row 2 (b): row 1 (a) is for the same cases" },
  { "no such trait",
    FILE_DEADLINES,
    RULES (ROW ",\"traits\":[\"far\"]}"),
    "traits: “far” is none" },
  { "no such channel",
    FILE_DEADLINES,
    RULES (ROW ",\"channels\":[\"fax\"]}"),
    "channels: “fax” is none" },
  { "no list of traits",
    FILE_DEADLINES,
    RULES (ROW ",\"traits\":\"complex\"}"),
    "traits: a list is wanted" },
  { "no amount",
    FILE_DEADLINES,
    RULES (ROW ",\"amount\":0}"),
    "amount: a whole number from 1 to 1000" },
  { "half a day", FILE_DEADLINES, RULES (ROW ",\"amount\":2.5}"), "amount: a whole number" },
  { "no such unit",
    FILE_DEADLINES,
    RULES (ROW ",\"unit\":\"weeks\"}"),
    "unit: days, working_days" },
  { "no clock",
    FILE_DEADLINES,
    RULES (ROW ",\"clock\":\"promised\"}"),
    "clock: “acknowledge” or “answer”" },
  { "no such day",
    FILE_DEADLINES,
    RULES (ROW ",\"valid_to\":\"2026-02-30\"}"),
    "valid_to: a day is wanted" },
  { "ends before it begins",
    FILE_DEADLINES,
    RULES (ROW ",\"valid_to\":\"2025-12-31\"}"),
    "valid_to: before valid_from" },
  { "an extension without a source",
    FILE_DEADLINES,
    RULES (ROW ",\"extension\":{\"amount\":1,\"times\":1}}"),
    "row 1 (a), extension, row 1: source" },
  { "not true and not false",
    FILE_DEADLINES,
    RULES (ROW ",\"check\":\"yes\"}"),
    "check: true or false" },
  { "month 13",
    FILE_HOLIDAYS,
    HOLIDAYS (HOLIDAY ",\"month\":13}"),
    "holidays, row 1 (a): month: a whole number from 1 to 12" },
  { "31 April",
    FILE_HOLIDAYS,
    HOLIDAYS (HOLIDAY ",\"month\":4,\"day\":31}"),
    "day: a whole number from 1 to 30" },
  { "29 February",
    FILE_HOLIDAYS,
    HOLIDAYS (HOLIDAY ",\"month\":2,\"day\":29}"),
    "day: a whole number from 1 to 28" },
  { "all before",
    FILE_HOLIDAYS,
    HOLIDAYS (HOLIDAY ",\"month\":4,\"days\":2,\"before\":2}"),
    "before: a whole number from 0 to 1" },
  { "another calendar",
    FILE_HOLIDAYS,
    HOLIDAYS (HOLIDAY ",\"month\":4,\"calendar\":\"julian\"}"),
    "calendar: “solar” or “lunar”" },
  { "a holiday twice",
    FILE_HOLIDAYS,
    HOLIDAYS (HOLIDAY ",\"month\":4}," HOLIDAY ",\"month\":5}"),
    "row 2 (a): code: given twice" },
  { "a year twice",
    FILE_YEARS,
    YEARS ("{\"year\":2026,\"source\":\"a\"},{\"year\":2026,\"source\":\"a\"}"),
    "2026 is given twice" },
  { "no such holiday",
    FILE_YEARS,
    YEARS ("{\"year\":2026,\"source\":\"a\",\"before\":{\"b\":1}}"),
    "before: no holiday “b”" },
  { "weekdays swapped",
    FILE_YEARS,
    YEARS ("{\"year\":2026,\"source\":\"a\",\"swaps\":[{\"off\":\"2026-01-02\",\"work\":\"2026-01-"
           "09\",\"source\":\"a\"}]}"),
    "row 1 (2026), swaps, row 1: a weekday is swapped" },
  { "another year’s swap",
    FILE_YEARS,
    YEARS ("{\"year\":2026,\"source\":\"a\",\"swaps\":[{\"off\":\"2027-01-04\",\"work\":\"2027-01-"
           "09\",\"source\":\"a\"}]}"),
    "off: not a day of 2026" },
  { "no hours", FILE_HOURS, "{}", "default: an object is missing" },
  { "hours that end before they begin",
    FILE_HOURS,
    "{\"default\":{\"morning\":[\"11:30\",\"07:30\"]}}",
    "morning: two times are wanted" },
  { "hour 24",
    FILE_HOURS,
    "{\"default\":{\"morning\":[\"07:30\",\"24:30\"]}}",
    "morning: two times are wanted" },
  { "no day",
    FILE_HOURS,
    "{\"default\":{\"morning\":[\"07:30\",\"11:30\"],\"afternoon\":[\"13:00\",\"17:00\"]}}",
    "no day is worked" },
};

static void
test_bad (gconstpointer data)
{
  const BadRow *row = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static (row->json, strlen (row->json));
  g_autoptr (GBytes) holidays = NULL;
  g_autoptr (GBytes) years = NULL;
  g_autoptr (GError) error = NULL;
  gpointer made = NULL;

  holidays = g_bytes_new_static (HOLIDAYS (HOLIDAY ",\"month\":4}"),
                                 strlen (HOLIDAYS (HOLIDAY ",\"month\":4}")));
  years = g_bytes_new_static (YEARS (""), strlen (YEARS ("")));
  if (row->file == FILE_DEADLINES)
    made = dt_deadline_rules_new_from_json (bytes, &error);
  else if (row->file == FILE_HOLIDAYS)
    made = dt_holiday_rules_new_from_json (bytes, years, &error);
  else if (row->file == FILE_YEARS)
    made = dt_holiday_rules_new_from_json (holidays, bytes, &error);
  else
    made = dt_office_hours_new_from_json (bytes, &error);
  g_assert_null (made);
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  if (strstr (error->message, row->message) == NULL)
    g_error ("“%s” does not say “%s”", error->message, row->message);
}

/* Written and read again, the same is written. */
static void
test_written (void)
{
  DtRuleBook *book = dt_rule_book_get_default ();
  g_autofree char *deadlines = dt_deadline_rules_to_json (dt_rule_book_get_deadlines (book));
  g_autofree char *holidays = dt_holiday_rules_to_json (dt_rule_book_get_holidays (book));
  g_autofree char *years = dt_holiday_rules_years_to_json (dt_rule_book_get_holidays (book));
  g_autofree char *hours = dt_office_hours_to_json (dt_rule_book_get_hours (book));
  g_autoptr (GBytes) deadline_bytes = g_bytes_new (deadlines, strlen (deadlines));
  g_autoptr (GBytes) holiday_bytes = g_bytes_new (holidays, strlen (holidays));
  g_autoptr (GBytes) year_bytes = g_bytes_new (years, strlen (years));
  g_autoptr (GBytes) hour_bytes = g_bytes_new (hours, strlen (hours));
  g_autoptr (GError) error = NULL;
  g_autoptr (DtDeadlineRules) deadline_rules
      = dt_deadline_rules_new_from_json (deadline_bytes, &error);
  g_autoptr (DtHolidayRules) holiday_rules
      = dt_holiday_rules_new_from_json (holiday_bytes, year_bytes, &error);
  g_autoptr (DtOfficeHours) office_hours = dt_office_hours_new_from_json (hour_bytes, &error);
  g_autofree char *deadlines_again = NULL;
  g_autofree char *holidays_again = NULL;
  g_autofree char *years_again = NULL;
  g_autofree char *hours_again = NULL;

  g_assert_no_error (error);
  deadlines_again = dt_deadline_rules_to_json (deadline_rules);
  holidays_again = dt_holiday_rules_to_json (holiday_rules);
  years_again = dt_holiday_rules_years_to_json (holiday_rules);
  hours_again = dt_office_hours_to_json (office_hours);
  g_assert_cmpstr (deadlines, ==, deadlines_again);
  g_assert_cmpstr (holidays, ==, holidays_again);
  g_assert_cmpstr (years, ==, years_again);
  g_assert_cmpstr (hours, ==, hours_again);
}

static void
test_builder (void)
{
  DtDeadlineRules *rules = dt_rule_book_get_deadlines (dt_rule_book_get_default ());
  g_autoptr (DtDeadlineRulesBuilder) builder = dt_deadline_rules_builder_new (rules);
  g_autoptr (DtDeadlineRule) rule
      = dt_deadline_rule_copy (dt_deadline_rules_find (rules, "feedback_answer"));
  g_autoptr (DtDeadlineRules) changed = NULL;
  g_autoptr (DtDeadlineRules) fewer = NULL;
  g_autoptr (DtDeadlineRules) none = NULL;
  g_autoptr (GError) error = NULL;

  rule->amount = 7;
  dt_deadline_rules_builder_set (builder, rule);
  changed = dt_deadline_rules_builder_build (builder, &error);
  g_assert_no_error (error);
  g_assert_cmpint (dt_deadline_rules_find (changed, "feedback_answer")->amount, ==, 7);
  g_assert_cmpint (dt_deadline_rules_find (rules, "feedback_answer")->amount, ==, 5);
  g_assert_cmpuint (
      dt_deadline_rules_get_all (changed)->len, ==, dt_deadline_rules_get_all (rules)->len);

  g_free (rule->code);
  rule->code = g_strdup ("another");
  dt_deadline_rules_builder_set (builder, rule);
  none = dt_deadline_rules_builder_build (builder, &error);
  g_assert_null (none);
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (dt_deadline_rules_builder_remove (builder, "feedback_answer"));
  g_assert_false (dt_deadline_rules_builder_remove (builder, "feedback_answer"));
  fewer = dt_deadline_rules_builder_build (builder, &error);
  g_assert_no_error (error);
  g_assert_null (dt_deadline_rules_find (fewer, "feedback_answer"));
  g_assert_cmpint (dt_deadline_rules_find (fewer, "another")->amount, ==, 7);
}

/* What is announced for a new year is entered, and replaced. */
static void
test_new_year (void)
{
  DtHolidayRules *rules = dt_rule_book_get_holidays (dt_rule_book_get_default ());
  DtHolidayChoice choice = { (char *) "lunar_new_year", 2 };
  DtDaySwap swap = { parse ("2027-02-04"), parse ("2027-02-20"), FALSE, (char *) "Thông báo" };
  DtHolidayYear year = { 2027,
                         g_array_new (FALSE, FALSE, sizeof (DtHolidayChoice)),
                         g_array_new (FALSE, FALSE, sizeof (DtDaySwap)),
                         (char *) "Thông báo" };
  g_autoptr (DtHolidayRules) changed = NULL;
  g_autoptr (DtWorkingCalendar) calendar = NULL;
  g_autoptr (GError) error = NULL;

  g_array_append_val (year.before, choice);
  changed = dt_holiday_rules_with_year (rules, &year, &error);
  g_assert_no_error (error);
  calendar = dt_working_calendar_new (
      changed, dt_rule_book_get_hours (dt_rule_book_get_default ()), NULL);
  g_assert_true (dt_working_calendar_is_year_entered (calendar, 2027));
  g_assert_false (dt_working_calendar_is_year_entered (usual (), 2027));
  g_assert_false (dt_working_calendar_is_working_day (calendar, parse ("2027-02-04")));
  g_assert_true (dt_working_calendar_is_working_day (usual (), parse ("2027-02-04")));

  swap.off = parse ("2026-02-04");
  g_array_append_val (year.swaps, swap);
  g_assert_null (dt_holiday_rules_with_year (changed, &year, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
  g_array_unref (year.before);
  g_array_unref (year.swaps);
}

/* All rules of the program have a source and hold now or held once. */
static void
test_shipped (void)
{
  DtRuleBook *book = dt_rule_book_get_default ();
  const GPtrArray *rules = dt_deadline_rules_get_all (dt_rule_book_get_deadlines (book));
  guint checks = 0;

  g_assert_cmpuint (rules->len, >, 20);
  for (guint i = 0; i < rules->len; i++)
    {
      const DtDeadlineRule *rule = g_ptr_array_index (rules, i);

      g_assert_cmpuint (strlen (rule->source), >, 10);
      checks += rule->check;
    }
  g_assert_cmpuint (checks, >, 3);
  g_assert_false (dt_holiday_rules_find (dt_rule_book_get_holidays (book), "culture_day")->enabled);
  g_assert_true (dt_rule_book_get_calendar (book, "26740")
                 == dt_rule_book_get_calendar (book, "26740"));
}

/* Several threads ask for years that no table was made of yet. */
static gpointer
ask_years (gpointer data)
{
  gint64 sum = 0;

  for (int year = 1901; year < 2199; year++)
    sum += dt_working_calendar_add_working_days (data, dt_date_new (year, 1, 1), 200);
  return GINT_TO_POINTER ((int) sum);
}

static void
test_threads (void)
{
  DtRuleBook *book = dt_rule_book_get_default ();
  g_autoptr (DtWorkingCalendar) calendar = dt_working_calendar_new (
      dt_rule_book_get_holidays (book), dt_rule_book_get_hours (book), NULL);
  GThread *threads[4];
  gpointer expected = ask_years (usual ());

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ask", ask_years, calendar);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (day_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/working/day/", day_rows[i].name, NULL);

      g_test_add_data_func (path, &day_rows[i], test_day);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/working/bad/", bad_rows[i].name, NULL);

      g_test_add_data_func (path, &bad_rows[i], test_bad);
    }
  for (guint i = 0; i < G_N_ELEMENTS (span_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/working/span/", span_rows[i].name, NULL);

      g_test_add_data_func (path, &span_rows[i], test_span);
    }
  g_test_add_func ("/working/entered", test_entered);
  g_test_add_func ("/working/split", test_split);
  g_test_add_func ("/working/monotone", test_monotone);
  g_test_add_func ("/working/between", test_between);
  g_test_add_func ("/working/removing", test_removing);
  g_test_add_func ("/working/walk", test_walk);
  g_test_add_func ("/working/own-hours", test_own_hours);
  g_test_add_func ("/working/next-opening", test_next_opening);
  g_test_add_func ("/working/written", test_written);
  g_test_add_func ("/working/builder", test_builder);
  g_test_add_func ("/working/new-year", test_new_year);
  g_test_add_func ("/working/shipped", test_shipped);
  g_test_add_func ("/working/threads", test_threads);
  return g_test_run ();
}
