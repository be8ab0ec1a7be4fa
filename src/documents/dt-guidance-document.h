/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a citizen is told whose denunciation did not come by letter or in person: plain text for the
 * channel it came by, from the template in data/templates. Pure, any thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  const char *unit_name;    /* "Phường Sài Gòn" */
  const char *unit_address; /* or NULL */
  const char *unit_phone;   /* or NULL */
  const char *work_hours;   /* or NULL */
} DtGuidanceValues;

char *dt_guidance_document_to_text (const DtGuidanceValues *values, GError **error);

G_END_DECLS
