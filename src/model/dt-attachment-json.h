/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attachments as JSON objects (hash, name, media_type, size), always written in this order. Pure,
 * any thread. */
#pragma once

#include "model/dt-records.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Of DtAttachment. Transfer full. */
JsonArray *dt_attachments_to_json (GPtrArray *attachments);
/* NULL where @object is NULL or has no hash. Transfer full. */
DtAttachment *dt_attachment_from_json (JsonObject *object);

G_END_DECLS
