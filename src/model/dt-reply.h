/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written to citizens and how far it has come: drafted, approved, on its way, sent. The
 * closed lists of it, and the record as the screens read it: an immutable snapshot once it is
 * filled. Times are Unix microseconds, 0 for none; ids 32 hex digits. Any thread. */
#pragma once

#include "model/dt-records.h"

G_BEGIN_DECLS

typedef enum
{
  DT_REPLY_DRAFT,     /* bản thảo: its author writes               "draft" */
  DT_REPLY_RETURNED,  /* trả lại: a leader wants it changed        "returned" */
  DT_REPLY_SUBMITTED, /* chờ duyệt                                 "submitted" */
  DT_REPLY_APPROVED,  /* đã duyệt: may be sent as it is            "approved" */
  DT_REPLY_QUEUED,    /* in the outbox                             "queued" */
  DT_REPLY_SENDING,   /* handed to a channel, no answer yet        "sending" */
  DT_REPLY_UNSURE,    /* broken off while it was being sent: nobody knows whether it arrived; it is
                         never sent again unasked                  "unsure" */
  DT_REPLY_FAILED,    /* could not be sent                         "failed" */
  DT_REPLY_SENT,      /* "sent" */
  DT_REPLY_DISCARDED, /* "discarded" */
  DT_N_REPLY_STATES
} DtReplyState;

/* What sending it makes of the case. */
typedef enum
{
  DT_REPLY_OUTCOME_ANSWER,      /* trả lời            answered             "answer" */
  DT_REPLY_OUTCOME_ACKNOWLEDGE, /* báo đã tiếp nhận   accepted, if new     "acknowledge" */
  DT_REPLY_OUTCOME_ASK,         /* đề nghị bổ sung    waiting_citizen      "ask" */
  DT_REPLY_OUTCOME_REFUSE,      /* không thụ lý       refused, a ground    "refuse" */
  DT_REPLY_OUTCOME_FORWARD,     /* chuyển cơ quan     forwarded            "forward" */
  DT_REPLY_OUTCOME_INFORM,      /* thông tin thêm     nothing              "inform" */
  DT_N_REPLY_OUTCOMES
} DtReplyOutcome;

/* How the citizen is spoken to, chosen once a reply; the words are in data/rules/replies.json. */
typedef enum
{
  DT_ADDRESS_UNDECIDED, /* ông/bà, as papers write where it is not known   "undecided" */
  DT_ADDRESS_ONG,       /* ông      "ong" */
  DT_ADDRESS_BA,        /* bà       "ba" */
  DT_ADDRESS_ANH,       /* anh      "anh" */
  DT_ADDRESS_CHI,       /* chị      "chi" */
  DT_N_ADDRESS_FORMS
} DtAddressForm;

const char *dt_reply_state_to_nick (DtReplyState state);
gboolean dt_reply_state_from_nick (const char *nick, DtReplyState *out);
const char *dt_reply_outcome_to_nick (DtReplyOutcome outcome);
gboolean dt_reply_outcome_from_nick (const char *nick, DtReplyOutcome *out);
const char *dt_address_form_to_nick (DtAddressForm form);
gboolean dt_address_form_from_nick (const char *nick, DtAddressForm *out);

/* Still to be dealt with by somebody. */
gboolean dt_reply_state_is_open (DtReplyState state);
/* Its text may be changed (which makes it a draft again). */
gboolean dt_reply_state_is_editable (DtReplyState state);
gboolean dt_reply_state_can_become (DtReplyState from, DtReplyState to);
/* What the case becomes when that is sent; FALSE: it stays as it is. */
gboolean dt_reply_outcome_get_status (DtReplyOutcome outcome, DtCaseStatus from, DtCaseStatus *out);

/* Whom it goes to. */
#define DT_TYPE_RECIPIENT (dt_recipient_get_type ())
G_DECLARE_FINAL_TYPE (DtRecipient, dt_recipient, DT, RECIPIENT, GObject)
struct _DtRecipient
{
  GObject parent_instance;
  char *citizen_id; /* or NULL: anonymous, or an office */
  char *name;       /* as the text calls them, or NULL */
  char *address;    /* on the channel: phone, e-mail, handle, postal address; or NULL */
};
DtRecipient *dt_recipient_new (const char *citizen_id, const char *name, const char *address);

/* A leader's note beside the text. */
typedef struct
{
  guint start, end; /* characters of the text that was returned */
  char *text;
} DtMarginNote;
DtMarginNote *dt_margin_note_new (guint start, guint end, const char *text);
void dt_margin_note_free (DtMarginNote *self);

/* What an officer makes of a reply: all that approval binds to, and nothing else. Strings may be
 * NULL. A plain value with owned members. */
typedef struct
{
  DtChannelKind channel;
  DtReplyOutcome outcome;
  char *ground;           /* code of data/rules/refusal-grounds.json for a refusal */
  char *title;            /* the subject of an e-mail, what a letter is about ("V/v"); or NULL */
  char *text;             /* blanks are in square brackets */
  GPtrArray *recipients;  /* of DtRecipient, never NULL */
  GPtrArray *attachments; /* of DtAttachment, in the ledger already; never NULL */
  DtAddressForm form;     /* not among what approval binds to: the text says it */
  GPtrArray *templates;   /* of char *: ids of the templates it was made with; likewise */
} DtReplyDraft;
DtReplyDraft *dt_reply_draft_new (void);
DtReplyDraft *dt_reply_draft_copy (const DtReplyDraft *self);
void dt_reply_draft_free (DtReplyDraft *self);
/* The same text, recipients, files, channel and outcome. */
gboolean dt_reply_draft_equal (const DtReplyDraft *a, const DtReplyDraft *b);
/* What is hashed to bind an approval to it: one JSON text for one value. */
char *dt_reply_draft_to_canonical (const DtReplyDraft *self);
/* All of it, for the draft box and the payload; NULL if it is none of ours. */
char *dt_reply_draft_to_json (const DtReplyDraft *self);
DtReplyDraft *dt_reply_draft_from_json (const char *json);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtReplyDraft, dt_reply_draft_free)

#define DT_TYPE_REPLY (dt_reply_get_type ())
G_DECLARE_FINAL_TYPE (DtReply, dt_reply, DT, REPLY, GObject)
struct _DtReply
{
  GObject parent_instance;
  char *id;
  char *case_id;
  DtReplyState state;
  DtReplyDraft *draft; /* as it is now */
  char *content;       /* hash (hex) of it, keyed by the unit */
  char *author_id, *author_name;
  char *asked_id, *asked_name;       /* the leader it was submitted to, or NULL: any */
  guint round;                       /* how often it was submitted */
  char *approved;                    /* hash of what was approved, or NULL */
  char *approver_id, *approver_name; /* who approved or returned it last, or NULL */
  gboolean amended;                  /* approved with changes by the leader */
  char *previous;                    /* the text as it was returned last, or NULL */
  char *note;                        /* why it was returned, or NULL */
  GPtrArray *notes;                  /* of DtMarginNote, to @previous; never NULL */
  gint64 changed;                    /* the last time anything happened to it */
  gint64 submitted, decided;         /* the last submission; approval or return */
  gint64 queued_until;               /* may be taken back until then; not sent before */
  guint attempts;                    /* how often a channel was tried since it was queued */
  guint delivered;                   /* how many of its pieces went out (recipient by recipient) */
  char *failure;                     /* DT_DELIVERY_… nick of the last failure, or NULL */
  gint64 retry;                      /* tried again at that time; 0: not by itself */
  gint64 sent;                       /* when the last piece went out, or was told */
  gboolean by_hand;                  /* an officer sent or said it */
  char *place;                       /* where, by hand: "tin nhắn Facebook, 14:05", or NULL */
};
DtReply *dt_reply_new (void);
/* Approved as it is now. */
gboolean dt_reply_is_approved (DtReply *self);

G_END_DECLS
