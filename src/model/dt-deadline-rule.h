/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One rule of statutory time: which cases it holds for, what begins it, how long it is, and by
 * which law. A plain value; its fields are read-only once it is in DtDeadlineRules. */
#pragma once

#include "model/dt-enums.h"
#include "model/dt-rule-row.h"
#include "model/dt-time-unit.h"

G_BEGIN_DECLS

/* What has a deadline: the kinds of cases, in the same order, and what else the law gives a time
 * for. */
typedef enum
{
  DT_MATTER_FEEDBACK,            /* "feedback" */
  DT_MATTER_RECOMMENDATION,      /* "recommendation" */
  DT_MATTER_COMPLAINT,           /* "complaint" */
  DT_MATTER_DENUNCIATION,        /* "denunciation" */
  DT_MATTER_INFORMATION_REQUEST, /* "information_request" */
  DT_MATTER_RECEPTION,           /* kết quả tiếp công dân "reception" */
  DT_MATTER_PERSONAL_DATA,       /* yêu cầu của chủ thể dữ liệu "personal_data" */
  DT_MATTER_DATA_BREACH,         /* vi phạm dữ liệu cá nhân "data_breach" */
  DT_N_MATTERS
} DtMatter;

typedef enum
{
  DT_TRAIT_URGENT = 1 << 0,             /* "urgent" */
  DT_TRAIT_COMPLEX = 1 << 1,            /* phức tạp "complex" */
  DT_TRAIT_ESPECIALLY_COMPLEX = 1 << 2, /* đặc biệt phức tạp "especially_complex" */
  DT_TRAIT_REMOTE = 1 << 3,             /* vùng sâu, vùng xa "remote" */
  DT_TRAIT_SECOND = 1 << 4,             /* giải quyết lần hai "second" */
  DT_TRAIT_NOT_OURS = 1 << 5,           /* không thuộc thẩm quyền "not_ours" */
  DT_TRAIT_THIRD_PARTY = 1 << 6,        /* liên quan bên thứ ba "third_party" */
  DT_ALL_TRAITS = (1 << 7) - 1,
} DtTraits;

/* Three that run apart from each other. The promised date has no rule: it is what was promised. */
typedef enum
{
  DT_CLOCK_ACKNOWLEDGE, /* tiếp nhận, thụ lý "acknowledge" */
  DT_CLOCK_ANSWER,      /* trả lời, giải quyết "answer" */
  DT_CLOCK_PROMISED,    /* ngày đã hẹn "promised" */
  DT_N_CLOCKS
} DtDeadlineClock;

typedef enum
{
  DT_PATH_ORDINARY,
  DT_PATH_PROPER_FORM, /* guided to the proper form, nothing else runs: "proper_form" */
} DtDeadlinePath;

typedef struct
{
  char *code;               /* unique; "complaint_settle" */
  guint matters;            /* bit mask 1 << DtMatter */
  guint channels;           /* bit mask 1 << DtChannelKind; 0: any */
  DtTraits traits;          /* a case must have them all */
  DtDeadlineClock clock;    /* not DT_CLOCK_PROMISED */
  gboolean from_acceptance; /* begins when the case is accepted, else when it is received */
  int amount;
  DtTimeUnit unit;
  int extension_amount; /* of @unit; 0: may not be extended */
  int extension_times;
  char *extension_source; /* or NULL */
  gboolean pauses;        /* stands while waiting for the citizen */
  gboolean moves;         /* one that ends on a day off ends on the next working day */
  DtDeadlinePath path;
  char *source;      /* law and article */
  gboolean check;    /* one weak source says so */
  DtDate valid_from; /* for what begins on that day or later */
  DtDate valid_to;   /* the last day, or DT_DATE_NONE */
} DtDeadlineRule;

DtDeadlineRule *dt_deadline_rule_new_from_row (const DtRuleRow *row, GError **error);
DtDeadlineRule *dt_deadline_rule_copy (const DtDeadlineRule *self);
void dt_deadline_rule_free (DtDeadlineRule *self);
JsonObject *dt_deadline_rule_to_object (const DtDeadlineRule *self);
gboolean dt_deadline_rule_holds_on (const DtDeadlineRule *self, DtDate date);
/* Whether both could be the one that holds for some case. */
gboolean dt_deadline_rule_clashes (const DtDeadlineRule *self, const DtDeadlineRule *other);

const char *dt_matter_to_nick (DtMatter matter);
gboolean dt_matter_from_nick (const char *nick, DtMatter *out);
const char *dt_deadline_clock_to_nick (DtDeadlineClock clock);
gboolean dt_deadline_clock_from_nick (const char *nick, DtDeadlineClock *out);
const char *dt_trait_to_nick (DtTraits trait); /* one trait */
gboolean dt_trait_from_nick (const char *nick, DtTraits *out);
/* All of them, with a + between: "complex+remote"; NULL: none. */
char *dt_traits_to_nick (DtTraits traits);
gboolean dt_traits_from_nick (const char *nick, DtTraits *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtDeadlineRule, dt_deadline_rule_free)

G_END_DECLS
