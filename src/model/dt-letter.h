/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Official letters: their forms, by what right they are signed, and the record of one as the
 * screens read it. What they look like is in dt-letter-rules.h. Any thread. */
#pragma once

#include "model/dt-records.h"

G_BEGIN_DECLS

typedef enum
{
  DT_LETTER_REPLY,      /* công văn       "reply" */
  DT_LETTER_NOTICE,     /* thông báo      "notice" */
  DT_LETTER_INVITATION, /* giấy mời       "invitation" */
  DT_LETTER_TRANSFER,   /* phiếu chuyển   "transfer" */
  DT_N_LETTER_FORMS
} DtLetterForm;

/* Decree 30/2020/NĐ-CP, annex I, part I, II.7.b. */
typedef enum
{
  DT_AUTHORITY_COLLECTIVE, /* TM.: the head, for the committee     "collective" */
  DT_AUTHORITY_ACTING,     /* Q.: whoever was given the head's office "acting" */
  DT_AUTHORITY_DEPUTY,     /* KT.: a deputy for the head           "deputy" */
  DT_AUTHORITY_ORDER,      /* TL.: on the head's order             "order" */
  DT_AUTHORITY_MANDATE,    /* TUQ.: by a mandate                   "mandate" */
  DT_AUTHORITY_PLAIN,      /* in one's own office                  "plain" */
  DT_N_AUTHORITIES
} DtAuthority;

const char *dt_letter_form_to_nick (DtLetterForm form);
gboolean dt_letter_form_from_nick (const char *nick, DtLetterForm *out);
const char *dt_authority_to_nick (DtAuthority authority);
gboolean dt_authority_from_nick (const char *nick, DtAuthority *out);
/* What whoever holds that position signs by: "Phó Chủ tịch UBND phường" → DT_AUTHORITY_DEPUTY. */
DtAuthority dt_authority_guess (const char *position);

/* A letter, numbered or not yet. An immutable snapshot once it is filled. */
#define DT_TYPE_LETTER (dt_letter_get_type ())
G_DECLARE_FINAL_TYPE (DtLetter, dt_letter, DT, LETTER, GObject)
struct _DtLetter
{
  GObject parent_instance;
  char *id; /* or NULL: not in the register */
  DtLetterForm form;
  int year;        /* whose numbers it has */
  guint number;    /* 0: none yet */
  char *part;      /* who drafted it or the field, short: "VP"; or NULL */
  char *to;        /* one a line, or NULL */
  char *about;     /* what it is about, without "V/v"; or NULL */
  char *text;      /* its paragraphs, a line each; or NULL when erased */
  char *receivers; /* "Nơi nhận", one a line, without what is kept; or NULL */
  DtAuthority authority;
  char *signer;   /* name, or NULL */
  char *position; /* of who signs, or NULL */
  gint64 issued;  /* the day that stands on it */
  char *case_id;  /* or NULL */
  char *case_code;
  char *reply_id; /* whose text it is, or NULL */
  char *notice;   /* the entry of the extension that it tells of, or NULL */
  /* in the register */
  char *officer_name; /* who took the number, or NULL */
  gboolean doubled;   /* another letter has its number too */
  gboolean voided;
  char *reason; /* of voiding */
  gboolean erased;
};
DtLetter *dt_letter_new (void);
DtLetter *dt_letter_copy (DtLetter *self); /* to fill anew */

/* A number that nobody took, or numbers one behind the other. */
typedef struct
{
  guint first, last;
} DtNumberGap;

/* A year's numbers of one form. */
#define DT_TYPE_LETTER_REGISTER (dt_letter_register_get_type ())
G_DECLARE_FINAL_TYPE (DtLetterRegister, dt_letter_register, DT, LETTER_REGISTER, GObject)
struct _DtLetterRegister
{
  GObject parent_instance;
  int year;
  DtLetterForm form;
  GPtrArray *letters;   /* of DtLetter, the highest number first */
  GArray *gaps;         /* of DtNumberGap, the highest first */
  GArray *years;        /* of int: years that have letters, newest first */
  guint next;           /* the number that the next letter gets */
  guint holder;         /* the desk that gives the numbers: its number … */
  char *holder_id;      /* … and id */
  gboolean own;         /* that is this desk */
  GPtrArray *desks;     /* of char *: ids of the unit's desks that are known … */
  GArray *desk_numbers; /* … and of guint: their numbers, 0: not known */
};
DtLetterRegister *dt_letter_register_new (void);

G_END_DECLS
