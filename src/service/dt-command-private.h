/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a DtCommand holds: typed copies of what its constructor was given. Read by the commands' run
 * functions only; immutable once made, so any thread may read it. */
#pragma once

#include "service/dt-command.h"

G_BEGIN_DECLS

/* A file to attach, owned. */
typedef struct
{
  GBytes *content;
  char *name;
  char *media_type; /* safe for facts: "type/subtype" in ASCII */
} DtCommandFile;

struct _DtCommand
{
  gatomicrefcount references;
  DtCommandKind kind;
  GStrv case_ids;   /* in the order given; never NULL */
  GStrv item_ids;   /* messages to split off, rows to drop; never NULL */
  char *other_id;   /* the second thing it is about: case, citizen, officer, conflict, row */
  GPtrArray *files; /* of DtCommandFile; never NULL */

  char *text;   /* message, note, answer; mended row */
  char *title;  /* of the case split off; position of the officer */
  char *reason; /* of a status; mapping of a mended row */
  char *code;   /* ground of refusing or erasing; how consent was given */
  char *name;   /* of an officer */
  char *password;
  char *old_password;
  gint64 at;
  DtChannelKind channel;
  DtCaseStatus status;
  DtDeadlineClock clock;
  DtConsent consent;
  DtRoles roles;
  gboolean active;
  guint choice;

  DtNewCase *opening;        /* with owned strings, or NULL */
  DtCaseEdit *edit;          /* with owned strings, or NULL */
  DtCitizen *citizen;        /* cleaned copy, or NULL */
  DtReplyDraft *draft;       /* a copy, or NULL */
  GPtrArray *notes;          /* of DtMarginNote, or NULL */
  DtReplyTemplate *template; /* or NULL */
  DtRuleTexts rules;
  guint rule_files; /* of @rules that are meant: 1 << DtRuleFile */
};

/* What every command begins with. */
DtCommand *dt_command_new (DtCommandKind kind, const char *const *case_ids);
DtCommand *dt_command_new_for_case (DtCommandKind kind, const char *case_id);
/* Cleaned and trimmed; NULL if nothing is left of it. Transfer full. */
char *dt_command_dup_line (const char *text); /* line breaks become spaces */
char *dt_command_dup_text (const char *text);
/* @media_type if it is one and has nothing else in it, or else "application/octet-stream". */
char *dt_command_dup_media_type (const char *media_type);
DtCitizen *dt_command_copy_citizen (const DtCitizen *values); /* cleaned, without id */
DtOutcome *dt_outcome_new (DtCommandKind kind);

G_END_DECLS
