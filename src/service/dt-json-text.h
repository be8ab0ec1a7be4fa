/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the JSON objects of facts and payloads straight into text, members in the order given: an
 * import writes ten thousand of them a second. Strings must be valid UTF-8. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _DtJsonText DtJsonText;

DtJsonText *dt_json_text_new (void);
void dt_json_text_free (DtJsonText *self);
/* The text of the whole object; consumes @self. */
char *dt_json_text_finish (DtJsonText *self);
/* NULL when no member was added; consumes @self. */
char *dt_json_text_finish_or_null (DtJsonText *self);

void
dt_json_text_add_string (DtJsonText *self, const char *name, const char *value); /* not if NULL */
void dt_json_text_add_nullable (DtJsonText *self, const char *name, const char *value);
void dt_json_text_add_int (DtJsonText *self, const char *name, gint64 value);
void dt_json_text_add_boolean (DtJsonText *self, const char *name, gboolean value);
void dt_json_text_add_strings (DtJsonText *self, const char *name, const char *const *values);
/* @json: a whole JSON value, as it stands; nothing if NULL. */
void dt_json_text_add_raw (DtJsonText *self, const char *name, const char *json);
void dt_json_text_begin_object (DtJsonText *self, const char *name);
void dt_json_text_end_object (DtJsonText *self);
void dt_json_text_begin_array (DtJsonText *self, const char *name);
void dt_json_text_begin_element (DtJsonText *self); /* an object in an array */
void dt_json_text_end_array (DtJsonText *self);
char *dt_json_text_quote (const char *value); /* as a JSON string; transfer full */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtJsonText, dt_json_text_free)

G_END_DECLS
