/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the walk-in form, as it is kept while it is typed: one draft for the text, one a
 * file, so that a keystroke does not write photos again. Pure but for the service's draft box;
 * main thread. */
#pragma once

#include "service/dt-service.h"

G_BEGIN_DECLS

#define DT_WALK_IN_MAX_FILES 10

typedef struct
{
  DtChannelKind channel;
  gboolean anonymous;
  char *phone;
  char *name;
  char *address;
  char *group;
  DtCaseKind kind;
  char *field;           /* code, or NULL */
  gboolean field_chosen; /* by the officer, not guessed */
  char *place;
  char *text;
  gboolean consent;
  gboolean not_this_person; /* the phone's known citizen is somebody else */
  char *joined_id;          /* the case it is joined to, or NULL */
} DtWalkInDraft;

void dt_walk_in_draft_free (DtWalkInDraft *self);
/* Nothing that anybody would miss. */
gboolean dt_walk_in_draft_is_empty (const DtWalkInDraft *self);
char *dt_walk_in_draft_to_json (const DtWalkInDraft *self);
DtWalkInDraft *dt_walk_in_draft_from_json (const char *json); /* NULL if it is none */

/* Names in the draft box. */
char *dt_walk_in_draft_name (const char *officer_id);
char *dt_walk_in_draft_file_name (const char *officer_id, guint slot);
char *dt_walk_in_draft_file_to_json (const DtNewFile *file);
/* Name and media type are the caller's to free, the content to unref. */
gboolean dt_walk_in_draft_file_from_json (const char *json, DtNewFile *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtWalkInDraft, dt_walk_in_draft_free)

G_END_DECLS
