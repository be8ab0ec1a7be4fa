/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is looked at before a reply goes out. Some findings stop it, others ask. At most a few
 * milliseconds; pure, any thread. */
#pragma once

#include "model/dt-reply-rules.h"

G_BEGIN_DECLS

typedef enum
{
  DT_CHECK_EMPTY,       /* no text                                        stops */
  DT_CHECK_BLANK,       /* a blank is left                                stops */
  DT_CHECK_FIELD,       /* {{ or }} is left of a template                 stops */
  DT_CHECK_RECIPIENT,   /* nobody to send it to on that channel           stops */
  DT_CHECK_WINDOW,      /* the channel's time is over                     stops */
  DT_CHECK_LENGTH,      /* longer than the channel carries, no splitting  stops */
  DT_CHECK_OTHER_CASE,  /* the code of a case that is not this one        stops */
  DT_CHECK_OTHER_ID,    /* an ID number that is not the citizen's         stops */
  DT_CHECK_OTHER_PHONE, /* a phone number neither theirs nor the office's stops */
  DT_CHECK_ATTACHMENT,  /* says that something is attached; nothing is    stops */
  DT_CHECK_NO_BODY,     /* refused or forwarded, and no body is named     stops */
  DT_CHECK_STATUS,      /* says it is settled while the case goes on, or the reverse  stops */
  DT_CHECK_TITLE,       /* no subject where the channel has one           asks */
  DT_CHECK_OTHER_NAME,  /* a name that is nobody's of the case            asks */
  DT_CHECK_PUBLIC_DATA, /* the citizen's own phone or ID where all can read  asks */
  DT_CHECK_RUDE,        /* asks */
  DT_CHECK_CAPITALS,    /* a sentence in capitals                         asks */
  DT_CHECK_ADDRESS,     /* "ông" here and "anh" there                     asks */
  DT_CHECK_SPELLING,    /* words that are no words                        asks */
  DT_N_CHECKS
} DtCheckKind;

const char *dt_check_kind_to_nick (DtCheckKind kind);
gboolean dt_check_kind_from_nick (const char *nick, DtCheckKind *out);
/* Stops what it finds, or asks; by data/rules/replies.json. */
gboolean dt_reply_rules_check_stops (DtReplyRules *self, DtCheckKind kind);

typedef struct
{
  DtCheckKind kind;
  gboolean stops;
  guint start, end; /* characters of the text; equal: the whole of it */
  char *detail;     /* what stands there, or what would be right; or NULL */
} DtFinding;
void dt_finding_free (DtFinding *self);

typedef struct
{
  const DtReplyDraft *draft;
  DtCase *a_case;
  GPtrArray *citizens;    /* of DtCitizen, of the case */
  GPtrArray *officers;    /* of DtOfficer: their names are nobody else's */
  const char *unit_phone; /* or NULL */
  const char *unit_name;
  gint64 last_inbound; /* the citizen's last message on the draft's channel; 0: none */
  gint64 now;
  const char *const *codes;    /* of cases merged into it or linked to it; NULL-ended or NULL */
  const char *const *misspelt; /* words found by the speller; NULL-ended or NULL */
} DtCheckInput;

/* All findings, of DtFinding, those that stop first, then in the order of the text. */
GPtrArray *dt_reply_check (DtReplyRules *rules, const DtCheckInput *input);
/* The first that stops, or NULL. */
const DtFinding *dt_findings_get_stop (GPtrArray *findings);

G_END_DECLS
