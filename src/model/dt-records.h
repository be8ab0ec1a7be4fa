/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records as the screens read them: immutable snapshots. Whoever makes one fills its members
 * before handing it on; from then on it is read-only and may be read from any thread. Strings may
 * be NULL where "or NULL" stands. Times are Unix microseconds, 0 for none. Ids are 32 hex digits.
 */
#pragma once

#include "model/dt-case-course.h"
#include "model/dt-enums.h"

G_BEGIN_DECLS

#define DT_TYPE_CASE (dt_case_get_type ())
G_DECLARE_FINAL_TYPE (DtCase, dt_case, DT, CASE, GObject)
struct _DtCase
{
  GObject parent_instance;
  gint64 row; /* the view's row id: time-ordered, newest highest */
  char *id;
  char *code; /* "HS-2026-0412" */
  char *title;
  char *snippet; /* first words of the newest message of the citizen */
  DtCaseKind kind;
  DtCaseStatus status;
  DtChannelKind channel;
  DtPriority priority;
  char *field;        /* code of data/rules/fields.json, or NULL */
  char *place;        /* where it happened, as written, or NULL */
  char *group;        /* residential group as written ("Khu phố 4"), or NULL */
  char *citizen_id;   /* first citizen, or NULL (anonymous) */
  char *citizen_name; /* or NULL */
  guint n_citizens;
  guint n_messages;
  guint n_attachments;
  char *assignee_id;   /* or NULL */
  char *assignee_name; /* or NULL */
  gint64 received;
  gint64 changed;    /* last thing that happened */
  gint64 due;        /* 0: no deadline is computed */
  char *ground;      /* code of data/rules/refusal-grounds.json when refused, or NULL */
  char *merged_into; /* id, or NULL */
  gboolean unread;   /* the newest citizen's message is later than any officer's step */
  gboolean has_conflict;
  DtTraits traits;
  int request;        /* DtDeadlineClock that is asked to be extended, -1: none */
  char *requester_id; /* who asked, or NULL */
  int reply;          /* DtReplyState of its most pressing open reply, -1: none */
};
DtCase *dt_case_new (void);

#define DT_TYPE_ATTACHMENT (dt_attachment_get_type ())
G_DECLARE_FINAL_TYPE (DtAttachment, dt_attachment, DT, ATTACHMENT, GObject)
struct _DtAttachment
{
  GObject parent_instance;
  char *hash;       /* SHA-256 of the content, 64 hex digits: its address */
  char *name;       /* file name */
  char *media_type; /* "image/jpeg" */
  gint64 size;      /* bytes */
};
DtAttachment *dt_attachment_new (void);

typedef enum
{
  DT_TIMELINE_MESSAGE, /* direction, channel, author, text, attachments */
  DT_TIMELINE_EVENT,   /* kind and the values that changed */
} DtTimelineType;

/* One row of a case's timeline. */
#define DT_TYPE_TIMELINE_ITEM (dt_timeline_item_get_type ())
G_DECLARE_FINAL_TYPE (DtTimelineItem, dt_timeline_item, DT, TIMELINE_ITEM, GObject)
struct _DtTimelineItem
{
  GObject parent_instance;
  DtTimelineType type;
  char *id;         /* of the message; of the entry (hash, hex) for an event */
  gint64 time;      /* when it happened (a message: when it was said) */
  gint64 recorded;  /* when the ledger took it */
  char *actor_id;   /* officer who did or recorded it, or NULL (the program itself) */
  char *actor_name; /* or NULL */
  /* message */
  DtDirection direction;
  DtChannelKind channel;
  char *author_name;      /* citizen's or officer's name, or NULL: anonymous */
  char *text;             /* or NULL when erased */
  GPtrArray *attachments; /* of DtAttachment, never NULL */
  gboolean erased;        /* personal data removed by law */
  gboolean retracted;     /* undone by its author: shown struck, not counted */
  char *case_code;        /* the merged case it came from, or NULL */
  /* event */
  char *kind;  /* the entry's kind: "case.assigned", "case.status", … */
  char *field; /* which field, for "case.set", or NULL */
  char *from;  /* nick, officer's name or text before, or NULL */
  char *to;    /* after, or NULL */
};
DtTimelineItem *dt_timeline_item_new (void);

#define DT_TYPE_CITIZEN (dt_citizen_get_type ())
G_DECLARE_FINAL_TYPE (DtCitizen, dt_citizen, DT, CITIZEN, GObject)
struct _DtCitizen
{
  GObject parent_instance;
  char *id;
  char *name;      /* or NULL */
  char *phone;     /* normalized, or NULL */
  char *email;     /* or NULL */
  char *address;   /* or NULL */
  char *group;     /* or NULL */
  char *id_number; /* or NULL */
  char *handle;    /* the channel's own name for them ("facebook:1234"), or NULL */
  DtConsent consent;
  gint64 consent_time;
  guint n_cases;
  guint n_open_cases;
  gboolean erased;
};
DtCitizen *dt_citizen_new (void);

#define DT_TYPE_OFFICER (dt_officer_get_type ())
G_DECLARE_FINAL_TYPE (DtOfficer, dt_officer, DT, OFFICER, GObject)
struct _DtOfficer
{
  GObject parent_instance;
  char *id;
  char *name;
  char *title; /* position: "Cán bộ tiếp nhận" */
  DtRoles roles;
  gboolean active;  /* may sign in */
  gboolean secured; /* has set a PIN or password */
};
DtOfficer *dt_officer_new (void);

/* Two values that two desks set, neither having seen the other. */
#define DT_TYPE_CONFLICT (dt_conflict_get_type ())
G_DECLARE_FINAL_TYPE (DtConflict, dt_conflict, DT, CONFLICT, GObject)
struct _DtConflict
{
  GObject parent_instance;
  char *id;
  char *field;     /* "status", "assignee", "title" … */
  char *values[2]; /* as stored: nick, officer id, text */
  char *shown[2];  /* the same for people where it is a name, else as values */
  char *actor_names[2];
  gint64 times[2];
};
DtConflict *dt_conflict_new (void);

/* A row of an imported file that could not be read. */
#define DT_TYPE_SET_ASIDE (dt_set_aside_get_type ())
G_DECLARE_FINAL_TYPE (DtSetAside, dt_set_aside, DT, SET_ASIDE, GObject)
struct _DtSetAside
{
  GObject parent_instance;
  char *id;
  char *file_name;
  gint64 line;  /* 1-based row or record in the file */
  char *reason; /* code: "no_content", "bad_date", "bad_encoding", "bad_json", "too_large" … */
  char *detail; /* the offending value, or NULL */
  char *raw;    /* the row as JSON object of column: text, what is mended */
  gint64 time;
  gboolean open; /* it waits: neither mended nor dropped */
};
DtSetAside *dt_set_aside_new (void);

/* The case whole, for the case page. */
#define DT_TYPE_CASE_FILE (dt_case_file_get_type ())
G_DECLARE_FINAL_TYPE (DtCaseFile, dt_case_file, DT, CASE_FILE, GObject)
struct _DtCaseFile
{
  GObject parent_instance;
  DtCase *a_case;
  GPtrArray *citizens; /* of DtCitizen */
  GPtrArray *timeline; /* of DtTimelineItem, oldest first */
  GPtrArray
      *other_cases;     /* of DtCase: other cases of the same citizens, newest first, at most 50 */
  guint n_other_cases;  /* how many there are */
  GPtrArray *links;     /* of DtCase: "same matter" */
  GPtrArray *merged;    /* of DtCase: merged into this one */
  GPtrArray *conflicts; /* of DtConflict, open ones */
  GPtrArray *courses;   /* of DtCaseCourse: of the case, then of those merged into it */
  GPtrArray *replies;   /* of DtReply, of all of them: open ones first, then the newest */
};
DtCaseFile *dt_case_file_new (void);
/* The row of the timeline that asked for the extension that is open; NULL: none is. */
DtTimelineItem *dt_case_file_find_request (DtCaseFile *self);
/* The last extension of the case itself that was not undone; NULL: there is none. */
DtTimelineItem *dt_case_file_find_extension (DtCaseFile *self);

G_END_DECLS
