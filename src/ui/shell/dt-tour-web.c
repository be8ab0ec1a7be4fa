/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a document is drawn. WebKitGTK draws in a process of its own and does not say when it has:
 * its view is looked at. Main thread. */
#include "ui/shell/dt-tour.h"

static GdkTexture *
look (GtkWidget *view)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (view);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable,
                          GDK_SNAPSHOT (snapshot),
                          gtk_widget_get_width (view),
                          gtk_widget_get_height (view));
  node = gtk_snapshot_to_node (snapshot);
  return node != NULL ? gsk_renderer_render_texture (
             gtk_native_get_renderer (gtk_widget_get_native (view)), node, NULL)
                      : NULL;
}

/* A view that has drawn nothing is of one colour. */
static gboolean
has_drawn (GtkWidget *view)
{
  g_autoptr (GdkTexture) texture = look (view);
  g_autofree guint32 *pixels = NULL;
  gsize n;

  if (texture == NULL)
    return FALSE;
  n = (gsize) gdk_texture_get_width (texture) * (gsize) gdk_texture_get_height (texture);
  pixels = g_new (guint32, n);
  gdk_texture_download (
      texture, (guchar *) pixels, (gsize) gdk_texture_get_width (texture) * sizeof (guint32));
  for (gsize i = 1; i < n; i++)
    if (pixels[i] != pixels[0])
      return TRUE;
  return FALSE;
}

/**
 * dt_tour_is_drawn:
 * @window: of which a picture is to be taken
 *
 * Returns: whether the document in it, if it shows one, is to be seen
 */
gboolean
dt_tour_is_drawn (GtkWidget *window)
{
  GType type = g_type_from_name ("WebKitWebView");
  GtkWidget *view = type != 0 ? dt_tour_find (window, type) : NULL;

  return view == NULL || has_drawn (view);
}
