/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list shows: a view, a typed search with operators in both languages, an order. Parsing is
 * pure; the store turns it into SQL with bound values. Any thread. */
#pragma once

#include "model/dt-enums.h"

G_BEGIN_DECLS

typedef enum
{
  DT_SORT_NEWEST,  /* received, newest first */
  DT_SORT_OLDEST,  /* received, oldest first */
  DT_SORT_CHANGED, /* last thing that happened, newest first */
} DtSort;

typedef enum
{
  DT_TERM_TEXT,     /* words; phrase if quoted */
  DT_TERM_CHANNEL,  /* kênh: channel: */
  DT_TERM_STATUS,   /* trạng-thái: status: */
  DT_TERM_KIND,     /* loại: kind: */
  DT_TERM_FIELD,    /* lĩnh-vực: field: */
  DT_TERM_PRIORITY, /* ưu-tiên: priority: */
  DT_TERM_PERSON,   /* người: person: the citizen's name or phone */
  DT_TERM_ASSIGNEE, /* giao: assignee: an officer's name, "tôi"/"me", "chưa"/"none" */
  DT_TERM_CODE,     /* mã: code: */
  DT_TERM_FROM,     /* từ: from: a date, received on or after */
  DT_TERM_TO,       /* đến: to: a date, received on or before */
  DT_TERM_OVERDUE,  /* quá-hạn:có|không, overdue:yes|no */
  DT_TERM_GROUP,    /* tổ: group: the residential group */
} DtTermType;

typedef struct
{
  DtTermType type;
  gboolean negated; /* leading minus */
  gboolean phrase;  /* was quoted */
  gboolean prefix;  /* the last word while typing: matches words that begin with it */
  char *text;       /* words, or the value as typed */
  gint64 value;     /* enum value; for dates Unix microseconds (start, or end of the day) */
} DtTerm;

typedef struct
{
  DtView view;
  DtSort sort;
  char *officer_id; /* who "mine" and "me" are, or NULL */
  char *citizen_id; /* only this citizen's cases, or NULL */
  gint64 now;       /* Unix microseconds: from when on a case is overdue */
  gint64 soon;      /* up to when it counts as due soon; dt_due_state_get_soon_limit() */
  GPtrArray *terms; /* of DtTerm, never NULL */
  char *problem;    /* a word that could not be understood ("kênh:abc"), or NULL */
} DtQuery;

/* Operators are read without regard to case, diacritics and the hyphen: "trang thai:" is not one,
 * "trang-thai:", "trạng-thái:" and "status:" are. What cannot be read is searched as text and
 * stands in @problem. @typing makes the last word a prefix. */
DtQuery *
dt_query_new (DtView view, DtSort sort, const char *officer_id, const char *text, gboolean typing);
/* The same with the present time given, which "hôm-nay" and dates without a year are read by. */
DtQuery *dt_query_new_at (DtView view,
                          DtSort sort,
                          const char *officer_id,
                          const char *text,
                          gboolean typing,
                          gint64 now);
DtQuery *dt_query_copy (const DtQuery *self);
void dt_query_free (DtQuery *self);
gboolean dt_query_has_text (const DtQuery *self);

typedef struct
{
  DtTermType type;
  const char *vi; /* "kênh" */
  const char *en; /* "channel" */
} DtOperator;
const DtOperator *dt_query_get_operators (guint *n);                 /* for suggestions */
gboolean dt_query_find_operator (const char *name, DtTermType *out); /* as typed, without colon */
/* The Vietnamese names of a closed list's values, NULL-ended; free the container only. */
const char **dt_query_get_values (DtTermType type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtQuery, dt_query_free)

G_END_DECLS
