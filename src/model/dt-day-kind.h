/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a day is to an office. */
#pragma once

typedef enum
{
  DT_DAY_WORKING,      /* an ordinary working day */
  DT_DAY_MAKE_UP,      /* a day of rest that is worked in place of @other */
  DT_DAY_WEEKEND,      /* a weekly day of rest */
  DT_DAY_HOLIDAY,      /* a public holiday: @holiday */
  DT_DAY_COMPENSATION, /* made up for @holiday, which fell on the day of rest @other */
  DT_DAY_SWAPPED,      /* off, @other is worked instead */
  DT_DAY_CLOSED,       /* this office alone is closed: @closure */
} DtDayKind;
