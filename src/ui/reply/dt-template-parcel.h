/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of templates as it is taken in: what is new, what differs from what is here, what is the
 * same, what cannot be read. Any thread but for the words. */
#pragma once

#include "model/dt-reply-template.h"

G_BEGIN_DECLS

typedef struct
{
  char *title;   /* as it stands there, or its number */
  char *problem; /* in words */
} DtBrokenTemplate;

typedef struct
{
  GPtrArray *fresh;   /* of DtReplyTemplate, with ids */
  GPtrArray *changed; /* of DtReplyTemplate: another is here by that id */
  GPtrArray *same;    /* of DtReplyTemplate, as it is here */
  GPtrArray *broken;  /* of DtBrokenTemplate */
  GHashTable *files;  /* hash → GBytes */
} DtTemplateParcel;

/* @here: of DtReplyTemplate. NULL and DT_ERROR_INVALID: it is no file of templates. */
DtTemplateParcel *dt_template_parcel_read (const char *json, GPtrArray *here, GError **error);
void dt_template_parcel_free (DtTemplateParcel *self);
guint dt_template_parcel_count (const DtTemplateParcel *self); /* all that stands in it */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtTemplateParcel, dt_template_parcel_free)

G_END_DECLS
