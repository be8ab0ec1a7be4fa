/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's own data, out of its GResource. It is part of the program: without it nothing can
 * run, so what is missing or no JSON ends it. Any thread. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* @path: whole, "/org/doithoai/data/…". A NUL stands behind the bytes. */
GBytes *dt_resource_load (const char *path);
JsonObject *dt_resource_load_object (const char *path);

G_END_DECLS
