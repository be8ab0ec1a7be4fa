/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates of replies. {{citizen.name}} is a field of the case; {{address}} and {{Address}} how
 * the citizen is spoken to; {{#name}} … {{/name}} stands if that is so or known, {{^name}} …
 * {{/name}} if not; [ngày, giờ] is a blank that whoever writes fills in. Pure, any thread. */
#pragma once

#include "model/dt-reply.h"

G_BEGIN_DECLS

/* One template as the screens read it; immutable once filled. */
#define DT_TYPE_REPLY_TEMPLATE (dt_reply_template_get_type ())
G_DECLARE_FINAL_TYPE (DtReplyTemplate, dt_reply_template, DT, REPLY_TEMPLATE, GObject)
struct _DtReplyTemplate
{
  GObject parent_instance;
  char *id;
  char *title;    /* "Lịch nạo vét cống" */
  char *category; /* code of data/templates/replies.json's categories */
  char *body;
  char *about; /* for a letter or an e-mail: "V/v …", may hold fields; or NULL */
  int kind;    /* DtCaseKind, -1: any */
  char *field; /* code, or NULL: any */
  int channel; /* DtChannelKind, -1: any */
  DtReplyOutcome outcome;
  GPtrArray *attachments; /* of DtAttachment that come with it; never NULL */
  gboolean shipped;       /* came with the program and was not changed */
  gboolean published;     /* may be used; else a draft of its author */
  gboolean archived;
  char *author_name;    /* or NULL */
  char *publisher_name; /* or NULL */
  gint64 changed;       /* 0: as shipped */
  guint n_uses;
};
DtReplyTemplate *dt_reply_template_new (void);
/* Those of data/templates/replies.json, of DtReplyTemplate; borrowed. */
GPtrArray *dt_reply_template_get_shipped (void);
typedef struct
{
  const char *code;
  const char *name; /* "Hạ tầng", in Vietnamese */
} DtTemplateCategory;
const DtTemplateCategory *dt_reply_template_get_categories (guint *n);
/* One JSON text that holds them all; the contents of their files (hash, hex → GBytes) stand in it
 * as base64. And back: @out_files (nullable) gets hash → GBytes; of DtReplyTemplate without state.
 * DT_ERROR_INVALID names the template and, in its body, line and column. */
char *dt_reply_template_export (GPtrArray *templates, GHashTable *files);
GPtrArray *dt_reply_template_import (const char *json, GHashTable **out_files, GError **error);

/* ---- filling in ---- */

/* What is known of the case; NULL or "": not known. */
typedef struct
{
  const char *citizen_name;
  guint n_citizens;
  DtAddressForm form;
  const char *case_code, *case_title, *case_kind, *case_field, *case_place, *case_group;
  const char *received, *deadline, *promise, *today; /* as papers write days: "24/11/2026" */
  gboolean late;                                     /* the time is over */
  const char *unit_name, *unit_address, *unit_phone, *unit_hours; /* "phường Sài Gòn" */
  const char *officer_name, *officer_title;
  const char *ground;    /* of refusing, in words */
  const char *reception; /* "qua Facebook", "tại trụ sở" */
} DtTemplateContext;

typedef struct
{
  guint start, end; /* characters, with the brackets */
} DtBlank;

/* The names that a template may use, in the order to offer them. */
typedef struct
{
  const char *name;     /* "citizen.name" */
  const char *label_vi; /* what a blank says in its place where it is not known: "họ tên" */
  gboolean section;     /* for {{#…}} and {{^…}} only */
} DtTemplateField;
const DtTemplateField *dt_reply_template_get_fields (guint *n);

/* DT_ERROR_INVALID: "line 3, column 14: …"; also in @out_line, @out_column (nullable, from 1). */
gboolean
dt_reply_template_check (const char *body, guint *out_line, guint *out_column, GError **error);
/* The text; a field that is not known becomes a blank that says what belongs there. */
char *dt_reply_template_fill (const char *body, const DtTemplateContext *context, GError **error);
/* How many blanks it leaves and how many fields it fills, for the picker. */
void dt_reply_template_count (const char *body,
                              const DtTemplateContext *context,
                              guint *out_blanks,
                              guint *out_filled);
/* All blanks of a text, of DtBlank: "[ngày, giờ]"; "[1]" and a bracket that is never closed are
 * none. */
GArray *dt_reply_find_blanks (const char *text);

/* ---- finding ---- */

/* Those that fit best, first; @text is typed, without diacritics or with; "": by how well they
 * suit and how often they are used. New array of the same objects. */
GPtrArray *dt_reply_template_search (GPtrArray *templates,
                                     const char *text,
                                     DtCase *a_case,
                                     DtChannelKind channel);

G_END_DECLS
