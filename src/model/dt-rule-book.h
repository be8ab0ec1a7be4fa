/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All rules of time together: statutory times, holidays, office hours, and the calendars of offices
 * made from them. One that never changes; a changed rule makes a new book. Any thread. */
#pragma once

#include "base/dt-crypto.h"
#include "model/dt-deadline-rules.h"
#include "model/dt-working-calendar.h"

G_BEGIN_DECLS

typedef struct _DtRuleBook DtRuleBook;

/* The files that hold the rules. */
typedef enum
{
  DT_RULE_FILE_DEADLINES,     /* "deadlines" */
  DT_RULE_FILE_HOLIDAYS,      /* "holidays" */
  DT_RULE_FILE_HOLIDAY_YEARS, /* what was announced for each year: "holiday-years" */
  DT_RULE_FILE_OFFICE_HOURS,  /* "office-hours" */
  DT_N_RULE_FILES
} DtRuleFile;

const char *dt_rule_file_to_nick (DtRuleFile file);
gboolean dt_rule_file_from_nick (const char *nick, DtRuleFile *out);

/* JSON in the place of the shipped files; NULL: as shipped. */
typedef struct
{
  char *texts[DT_N_RULE_FILES];
} DtRuleTexts;

gboolean dt_rule_texts_are_empty (const DtRuleTexts *self);
void dt_rule_texts_clear (DtRuleTexts *self);
/* Those of @files, a mask of 1 << DtRuleFile, become copies of @from's. */
void dt_rule_texts_replace (DtRuleTexts *self, const DtRuleTexts *from, guint files);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtRuleTexts, dt_rule_texts_clear)

DtRuleBook *dt_rule_book_get_default (void); /* as shipped; transfer none */
/* SHA-256 of the shipped texts: another one says that other rules came with the program. */
void dt_rule_book_hash_shipped (guint8 out[DT_HASH_SIZE]);
DtRuleBook *
dt_rule_book_new (DtDeadlineRules *deadlines, DtHolidayRules *holidays, DtOfficeHours *hours);
/* NULL and %DT_ERROR_INVALID if one of the texts is no set of rules. */
DtRuleBook *dt_rule_book_new_from_texts (const DtRuleTexts *texts, GError **error);
DtRuleBook *dt_rule_book_ref (DtRuleBook *self);
void dt_rule_book_unref (DtRuleBook *self);

/* The text of one of the files, written anew: two that hold the same rules are equal. */
char *dt_rule_book_to_json (DtRuleBook *self, DtRuleFile file);
DtDeadlineRules *dt_rule_book_get_deadlines (DtRuleBook *self);
DtHolidayRules *dt_rule_book_get_holidays (DtRuleBook *self);
DtOfficeHours *dt_rule_book_get_hours (DtRuleBook *self);
/* The calendar of a unit, NULL: of any; made once and kept as long as the book. */
DtWorkingCalendar *dt_rule_book_get_calendar (DtRuleBook *self, const char *unit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtRuleBook, dt_rule_book_unref)

G_END_DECLS
