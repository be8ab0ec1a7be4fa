/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The closed lists of the field: kinds, statuses, channels, priorities, roles, views; their nicks
 * (what is stored and typed, never shown) and the allowed transitions. Pure, any thread. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  DT_CASE_KIND_FEEDBACK,            /* phản ánh         "feedback" */
  DT_CASE_KIND_RECOMMENDATION,      /* kiến nghị        "recommendation" */
  DT_CASE_KIND_COMPLAINT,           /* khiếu nại        "complaint" */
  DT_CASE_KIND_DENUNCIATION,        /* tố cáo           "denunciation" */
  DT_CASE_KIND_INFORMATION_REQUEST, /* hỏi đáp          "information_request" */
  DT_N_CASE_KINDS
} DtCaseKind;

typedef enum
{
  DT_CASE_STATUS_RECEIVED,        /* mới nhận            "received" */
  DT_CASE_STATUS_ACCEPTED,        /* đã tiếp nhận        "accepted" */
  DT_CASE_STATUS_IN_PROGRESS,     /* đang xử lý          "in_progress" */
  DT_CASE_STATUS_WAITING_CITIZEN, /* chờ người dân       "waiting_citizen" */
  DT_CASE_STATUS_FORWARDED,       /* đã chuyển           "forwarded" */
  DT_CASE_STATUS_ANSWERED,        /* đã trả lời          "answered" */
  DT_CASE_STATUS_CLOSED,          /* đã đóng             "closed" */
  DT_CASE_STATUS_REFUSED,         /* không thụ lý        "refused" (with a ground) */
  DT_CASE_STATUS_REOPENED,        /* mở lại              "reopened" */
  DT_CASE_STATUS_MERGED, /* đã gộp              "merged": only by merging, left by undoing it */
  DT_CASE_STATUS_WITHDRAWN, /* đã hủy ghi nhận     "withdrawn": only by undoing the opening */
  DT_N_CASE_STATUSES
} DtCaseStatus;

typedef enum
{
  DT_CHANNEL_WALK_IN,  /* tại trụ sở  "walk_in" */
  DT_CHANNEL_PHONE,    /* điện thoại  "phone" */
  DT_CHANNEL_LETTER,   /* đơn thư     "letter" */
  DT_CHANNEL_EMAIL,    /* thư điện tử "email" */
  DT_CHANNEL_FACEBOOK, /*             "facebook" */
  DT_CHANNEL_ZALO,     /*             "zalo" */
  DT_CHANNEL_PORTAL,   /* cổng tiếp nhận (Open311, cổng dịch vụ công) "portal" */
  DT_CHANNEL_FILE,     /* tệp nhập, không rõ kênh "file" */
  DT_N_CHANNELS
} DtChannelKind;

typedef enum
{
  DT_PRIORITY_NORMAL, /* "normal" */
  DT_PRIORITY_HIGH,   /* "high" */
  DT_PRIORITY_URGENT, /* "urgent" */
  DT_N_PRIORITIES
} DtPriority;

typedef enum
{
  DT_DIRECTION_INBOUND,  /* the citizen's words "in" */
  DT_DIRECTION_OUTBOUND, /* the office's answer "out" */
  DT_DIRECTION_NOTE,     /* internal "note" */
  DT_N_DIRECTIONS
} DtDirection;

typedef enum
{
  DT_ROLE_OFFICER = 1 << 0,         /* "officer" */
  DT_ROLE_LEADER = 1 << 1,          /* "leader" */
  DT_ROLE_CLERK = 1 << 2,           /* "clerk" */
  DT_ROLE_TRAINER = 1 << 3,         /* "trainer" */
  DT_ROLE_ADMINISTRATOR = 1 << 4,   /* "administrator" */
  DT_ROLE_PROVINCE_READER = 1 << 5, /* "province_reader" */
} DtRoles;

typedef enum
{
  DT_CONSENT_NOT_ASKED, /* "not_asked" */
  DT_CONSENT_GIVEN,     /* "given" */
  DT_CONSENT_REFUSED,   /* "refused" */
  DT_N_CONSENTS
} DtConsent;

typedef enum
{
  DT_VIEW_TO_RECEIVE,  /* status received                                      "to_receive" */
  DT_VIEW_MINE,        /* open, assigned to the signed-in officer              "mine" */
  DT_VIEW_IN_PROGRESS, /* accepted, in progress, waiting, forwarded, reopened  "in_progress" */
  DT_VIEW_ANSWERED,    /* answered, closed, refused                            "answered" */
  DT_VIEW_ALL,         /* all but merged and withdrawn                         "all" */
  DT_VIEW_SET_ASIDE,   /* import rows set aside with a reason; not cases       "set_aside" */
  DT_VIEW_DUE_SOON,    /* open, due within two working days                    "due_soon" */
  DT_VIEW_OVERDUE,     /* open, its time is over                               "overdue" */
  DT_VIEW_TODAY,       /* the officer's day: a page, not a list                "today" */
  DT_VIEW_AWAITING,    /* a reply waits for a leader's approval                "awaiting" */
  DT_VIEW_OUTBOX,      /* a reply has yet to go out                            "outbox" */
  DT_N_VIEWS
} DtView;

/* Nicks. from_nick: FALSE and *out untouched if unknown. */
const char *dt_case_kind_to_nick (DtCaseKind kind);
gboolean dt_case_kind_from_nick (const char *nick, DtCaseKind *out);
const char *dt_case_status_to_nick (DtCaseStatus status);
gboolean dt_case_status_from_nick (const char *nick, DtCaseStatus *out);
const char *dt_channel_to_nick (DtChannelKind channel);
gboolean dt_channel_from_nick (const char *nick, DtChannelKind *out);
const char *dt_priority_to_nick (DtPriority priority);
gboolean dt_priority_from_nick (const char *nick, DtPriority *out);
const char *dt_direction_to_nick (DtDirection direction);
gboolean dt_direction_from_nick (const char *nick, DtDirection *out);
const char *dt_consent_to_nick (DtConsent consent);
gboolean dt_consent_from_nick (const char *nick, DtConsent *out);
const char *dt_view_to_nick (DtView view);
gboolean dt_view_from_nick (const char *nick, DtView *out);
const char *dt_role_to_nick (DtRoles role); /* one bit */
gboolean dt_role_from_nick (const char *nick, DtRoles *out);

gboolean dt_case_status_is_open (DtCaseStatus status); /* work is still owed */
/* The transition table of DOMAIN.md's statuses; merged and withdrawn are reached by their own
 * commands only and are FALSE here. */
gboolean dt_case_status_can_become (DtCaseStatus from, DtCaseStatus to);

G_END_DECLS
