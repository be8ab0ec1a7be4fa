/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small helpers around json-glib, so that facts and payloads are written one way (compact, members
 * in the order given) and read without crashing on what a newer version or a damaged file holds. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *dt_json_parse_object (const char *text, gssize length, GError **error);
char *dt_json_write_object (JsonObject *object);
const char *dt_json_get_string (JsonObject *object, const char *name); /* NULL if none */
gint64 dt_json_get_int (JsonObject *object, const char *name, gint64 fallback);
gboolean dt_json_get_boolean (JsonObject *object, const char *name, gboolean fallback);
JsonArray *dt_json_get_array (JsonObject *object, const char *name);   /* NULL if none */
JsonObject *dt_json_get_object (JsonObject *object, const char *name); /* NULL if none */
void dt_json_set_string (JsonObject *object, const char *name, const char *value); /* not if NULL */

G_END_DECLS
