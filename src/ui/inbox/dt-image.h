/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decodes a picture on a worker thread, no larger than it is shown. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Completes in the caller's main context. The picture fits into @width × @height pixels. */
void dt_image_decode_async (GBytes *content,
                            int width,
                            int height,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
GdkTexture *dt_image_decode_finish (GAsyncResult *result, GError **error);
GdkPixbuf *dt_image_decode (GBytes *content, int width, int height, GError **error);
gboolean dt_image_is_type (const char *media_type);

G_END_DECLS
