/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data/rules/replies.json: what each channel can carry and for how long, which replies need
 * approval, forms of address, the words that checks look for; each with its source. Immutable once
 * made, any thread. */
#pragma once

#include "model/dt-reply.h"

G_BEGIN_DECLS

typedef struct _DtReplyRules DtReplyRules;

/* How a reply on a channel reaches the citizen when no adapter carries it. */
typedef enum
{
  DT_WAY_PASTE,  /* the text is pasted where the channel is open in a browser  "paste" */
  DT_WAY_TELL,   /* said to the citizen, at the counter or by telephone        "tell" */
  DT_WAY_LETTER, /* printed, signed, numbered and handed over or posted       "letter" */
} DtWay;

typedef struct
{
  guint max_chars;        /* of one piece; 0: no limit */
  gboolean splits;        /* a longer text may go out in several pieces */
  gboolean public;        /* anybody can read it */
  gboolean needs_address; /* nothing can be sent without the recipient's */
  gboolean has_title;     /* subject of an e-mail, "V/v" of a letter */
  gint64 window;      /* µs after the citizen's last message in which one may be sent; 0: always */
  gint64 late_window; /* the longer one for an officer's own answer; 0: none */
  gint64 undo;        /* µs in which sending can be taken back */
  guint max_attempts; /* then it fails for good */
  gint64 back_off;    /* µs before the second attempt; doubles each time */
  DtWay way;          /* by hand */
  const char *place;  /* address to open by hand, "{handle}" in it; or NULL */
  const char *source;
} DtChannelRule;

DtReplyRules *dt_reply_rules_new (const char *json, GError **error);
DtReplyRules *dt_reply_rules_get_shipped (void); /* borrowed */
DtReplyRules *dt_reply_rules_ref (DtReplyRules *self);
void dt_reply_rules_unref (DtReplyRules *self);

const DtChannelRule *dt_reply_rules_get_channel (DtReplyRules *self, DtChannelKind channel);
/* Whether it must be approved, and by what rule it must or need not (never NULL). */
gboolean dt_reply_rules_need_approval (DtReplyRules *self,
                                       DtCaseKind kind,
                                       DtChannelKind channel,
                                       DtReplyOutcome outcome,
                                       const char **out_source);
/* "ông", and with @capital "Ông"; @many: "các ông/bà". */
const char *dt_reply_rules_get_address (DtReplyRules *self,
                                        DtAddressForm form,
                                        gboolean many,
                                        gboolean capital);
/* Until when a message may still go out on @channel after one that came in at @last_inbound;
 * G_MAXINT64: always; 0: it is over, or nothing ever came in where that is needed. */
gint64 dt_reply_rules_get_window_end (DtReplyRules *self,
                                      DtChannelKind channel,
                                      gint64 last_inbound,
                                      gint64 now);
/* The text in pieces that fit, at the end of a paragraph, a sentence or a word; never inside one.
 * One piece if the channel does not split. */
GPtrArray *dt_reply_rules_split (DtReplyRules *self, DtChannelKind channel, const char *text);
/* A list of words, in the written form of dt_text_written(); NULL-ended, borrowed; empty if there
 * is none of that name. */
const char *const *dt_reply_rules_get_words (DtReplyRules *self, const char *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtReplyRules, dt_reply_rules_unref)

G_END_DECLS
