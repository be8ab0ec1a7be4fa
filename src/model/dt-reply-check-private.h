/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text taken apart for the checks of a reply: once, then every check reads the same words. */
#pragma once

#include "model/dt-reply-check.h"

G_BEGIN_DECLS

/* Letters, marks and figures on end. */
typedef struct
{
  guint start, end; /* characters of the text */
  char *written;    /* dt_text_written() of it */
  guint sentence;   /* the how manieth */
  gboolean glued;   /* only spaces between it and the word before */
  gboolean first;   /* of its sentence */
  gboolean capital; /* begins with one */
  gboolean upper;   /* two letters or more, all capitals */
  gboolean letters; /* has no figure */
} DtReplyWord;

typedef struct
{
  DtReplyRules *rules;
  const DtCheckInput *input;
  gunichar *chars; /* of the text, with a 0 behind */
  guint n;
  GArray *words;       /* of DtReplyWord */
  GPtrArray *findings; /* of DtFinding, not owned */
  gboolean in_title;   /* findings are about the whole: their places are none of the text's */
} DtReplyScan;

/* Notes what stands from @start to @end; @detail (nullable): other than what stands there. */
void
dt_reply_scan_add (DtReplyScan *self, DtCheckKind kind, guint start, guint end, const char *detail);
const DtReplyWord *dt_reply_scan_get (const DtReplyScan *self, guint i);
/* How many words from @i on are one of @phrases, the longest; 0: none is. */
guint dt_reply_scan_match (const DtReplyScan *self, guint i, const char *const *phrases);
/* The same with the rules' list of that name. */
guint dt_reply_scan_match_list (const DtReplyScan *self, guint i, const char *list);
/* One of the list ends right before the word @i. */
gboolean dt_reply_scan_is_after (const DtReplyScan *self, guint i, const char *list);
/* One of the list stands in the same sentence before the word @i. */
gboolean dt_reply_scan_has_before (const DtReplyScan *self, guint i, const char *list);
/* How many words of the name of a body begin at @i; 0: none does. */
guint dt_reply_scan_match_body (const DtReplyScan *self, guint i);

/* The checks, each of all of the text. */
void dt_reply_scan_numbers (DtReplyScan *self); /* codes, phones, ID numbers */
void dt_reply_scan_claims (DtReplyScan *self);  /* attachments, status, bodies */
void dt_reply_scan_tone (DtReplyScan *self);    /* rude, capitals, spelling */
void dt_reply_scan_names (DtReplyScan *self);   /* other people's names, forms of address */

G_END_DECLS
