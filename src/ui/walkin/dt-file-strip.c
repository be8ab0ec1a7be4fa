/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Photos, scans and other files of a form: read off the main thread, shown as thumbnails with a
 * button each to take them out again. Main thread. */
#include "ui/walkin/dt-file-strip.h"

#include "ui/inbox/dt-image.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define MAX_BYTES (20 * 1024 * 1024)
#define THUMB_WIDTH 96
#define THUMB_HEIGHT 72

typedef struct
{
  DtNewFile file; /* content NULL: the slot is empty */
  char *name;
  char *media_type;
  GtkWidget *tile;
} Slot;

struct _DtFileStrip
{
  GtkWidget parent_instance;
  GtkWidget *flow;
  Slot slots[DT_FILE_STRIP_SLOTS];
  GCancellable *cancellable;
  GtkFileChooserNative *chooser;
};

enum
{
  CHANGED,
  PROBLEM,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtFileStrip, dt_file_strip, GTK_TYPE_WIDGET)

/* What the reading thread hands over. */
typedef struct
{
  GBytes *content;
  char *name;
  char *media_type;
  GdkPixbuf *thumb; /* or NULL: not a picture */
} Reading;

static void
reading_free (Reading *reading)
{
  g_clear_pointer (&reading->content, g_bytes_unref);
  g_clear_object (&reading->thumb);
  g_free (reading->name);
  g_free (reading->media_type);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static void
tell_problem (DtFileStrip *self, const char *text)
{
  g_signal_emit (self, signals[PROBLEM], 0, text);
}

/* ---- slots ---- */

static guint
free_slot (DtFileStrip *self)
{
  guint i = 0;

  while (i < DT_FILE_STRIP_SLOTS && self->slots[i].file.content != NULL)
    i++;
  return i;
}

static void
empty_slot (DtFileStrip *self, guint i)
{
  Slot *slot = &self->slots[i];

  if (slot->tile != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->flow), slot->tile);
  g_clear_pointer (&slot->file.content, g_bytes_unref);
  g_free (slot->name);
  g_free (slot->media_type);
  *slot = (Slot){ 0 };
  gtk_widget_set_visible (GTK_WIDGET (self), dt_file_strip_get_n_files (self) > 0);
}

static void
on_remove_cb (DtFileStrip *self, GtkButton *button)
{
  guint slot = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "slot"));

  empty_slot (self, slot);
  g_signal_emit (self, signals[CHANGED], 0, slot);
}

static GtkWidget *
make_tile (DtFileStrip *self, guint slot, const Reading *reading)
{
  gsize bytes = g_bytes_get_size (reading->content);
  g_autofree char *size = dt_words_size ((gint64) bytes);
  g_autofree char *tip = g_strdup_printf ("%s, %s", reading->name, size);
  g_autofree char *remove_tip = g_strdup_printf (_ ("Take out %s"), reading->name);
  GtkWidget *child = gtk_flow_box_child_new ();
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");
  GtkWidget *picture;

  if (reading->thumb != NULL)
    {
      g_autoptr (GdkTexture) texture = gdk_texture_new_for_pixbuf (reading->thumb);

      picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
      gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_COVER);
      gtk_picture_set_alternative_text (GTK_PICTURE (picture), reading->name);
    }
  else
    {
      GtkWidget *label = gtk_label_new (reading->name);

      picture = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 10);
      gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (picture), gtk_image_new_from_icon_name ("text-x-generic-symbolic"));
      gtk_box_append (GTK_BOX (picture), label);
      gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
    }
  gtk_widget_set_size_request (overlay, THUMB_WIDTH, THUMB_HEIGHT);
  gtk_widget_set_overflow (overlay, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (overlay, "dt-file-tile");
  /* Over a box of the tile's size: a photo would ask for the width of its pixels. */
  gtk_overlay_set_child (GTK_OVERLAY (overlay), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), picture);
  gtk_widget_set_halign (remove, GTK_ALIGN_END);
  gtk_widget_set_valign (remove, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (remove, remove_tip);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, remove_tip, -1);
  gtk_widget_add_css_class (remove, "osd");
  gtk_widget_add_css_class (remove, "circular");
  gtk_widget_add_css_class (remove, "dt-file-remove");
  g_object_set_data (G_OBJECT (remove), "slot", GUINT_TO_POINTER (slot));
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (on_remove_cb), self);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), remove);
  gtk_widget_set_tooltip_text (overlay, tip);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), overlay);
  gtk_widget_set_focusable (child, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  return child;
}

static void
fill_slot (DtFileStrip *self, guint i, const Reading *reading)
{
  Slot *slot = &self->slots[i];

  empty_slot (self, i);
  slot->name = g_strdup (reading->name);
  slot->media_type = g_strdup (reading->media_type);
  slot->file = (DtNewFile){ g_bytes_ref (reading->content), slot->name, slot->media_type };
  slot->tile = make_tile (self, i, reading);
  gtk_flow_box_append (GTK_FLOW_BOX (self->flow), slot->tile);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/* ---- reading ---- */

static GdkPixbuf *
make_thumb (GBytes *content, const char *media_type)
{
  return g_str_has_prefix (media_type, "image/")
             ? dt_image_decode (content, THUMB_WIDTH * 3, THUMB_HEIGHT * 3, NULL)
             : NULL;
}

static void
read_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GFile *file = data;
  g_autoptr (Reading) reading = g_new0 (Reading, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (file,
                                                  G_FILE_ATTRIBUTE_STANDARD_SIZE
                                                  "," G_FILE_ATTRIBUTE_STANDARD_TYPE
                                                  "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
                                                  G_FILE_QUERY_INFO_NONE,
                                                  cancellable,
                                                  &error);
  g_autofree char *content_type = NULL;
  gsize size = 0;

  if (info != NULL
      && (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR
          || g_file_info_get_size (info) > MAX_BYTES))
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "not a file, or too large");
  if (error == NULL)
    reading->content = g_file_load_bytes (file, cancellable, NULL, &error);
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  const guchar *bytes = g_bytes_get_data (reading->content, &size);

  reading->name = g_strdup (g_file_info_get_display_name (info));
  content_type = g_content_type_guess (reading->name, bytes, size, NULL);
  reading->media_type = g_content_type_get_mime_type (content_type);
  if (reading->media_type == NULL)
    reading->media_type = g_strdup ("application/octet-stream");
  reading->thumb = make_thumb (reading->content, reading->media_type);
  g_task_return_pointer (task, g_steal_pointer (&reading), (GDestroyNotify) reading_free);
}

static void
read_texture (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GdkTexture *texture = data;
  g_autoptr (Reading) reading = g_new0 (Reading, 1);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  reading->content = gdk_texture_save_to_png_bytes (texture);
  /* Translators: name of a picture that was pasted; %H%M%S is the time of day. */
  reading->name = g_date_time_format (now, _ ("picture-%H%M%S.png"));
  reading->media_type = g_strdup ("image/png");
  reading->thumb = make_thumb (reading->content, reading->media_type);
  g_task_return_pointer (task, g_steal_pointer (&reading), (GDestroyNotify) reading_free);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DtFileStrip *self = DT_FILE_STRIP (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (Reading) reading = g_task_propagate_pointer (G_TASK (result), &error);
  guint slot = free_slot (self);

  if (reading == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
        tell_problem (self, _ ("The file is larger than 20 MB. Make it smaller first."));
      else
        {
          g_autofree char *words = dt_words_error (error);

          tell_problem (self, words);
        }
      return;
    }
  if (g_bytes_get_size (reading->content) == 0)
    {
      tell_problem (self, _ ("The file is empty."));
      return;
    }
  if (slot == DT_FILE_STRIP_SLOTS)
    {
      tell_problem (self, _ ("Ten files at most. Add the others to the case afterwards."));
      return;
    }
  fill_slot (self, slot, reading);
  g_signal_emit (self, signals[CHANGED], 0, slot);
}

static void
start_reading (DtFileStrip *self, gpointer what, GTaskThreadFunc func)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_read_cb, NULL);

  g_task_set_task_data (task, g_object_ref (what), g_object_unref);
  g_task_run_in_thread (task, func);
}

static void
on_clipboard_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtFileStrip) self = data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value == NULL || !dt_file_strip_take_value (self, value))
    tell_problem (self, _ ("What was copied cannot be read as a picture or file."));
}

static void
on_chooser_response_cb (DtFileStrip *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->chooser));

      for (guint i = 0; i < g_list_model_get_n_items (files); i++)
        {
          g_autoptr (GFile) file = g_list_model_get_item (files, i);

          dt_file_strip_add_file (self, file);
        }
    }
  g_clear_object (&self->chooser);
}

/* ---- class ---- */

static void
dt_file_strip_dispose (GObject *object)
{
  DtFileStrip *self = DT_FILE_STRIP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  if (self->flow != NULL)
    for (guint i = 0; i < DT_FILE_STRIP_SLOTS; i++)
      empty_slot (self, i);
  g_clear_pointer (&self->flow, gtk_widget_unparent);
  G_OBJECT_CLASS (dt_file_strip_parent_class)->dispose (object);
}

static void
dt_file_strip_finalize (GObject *object)
{
  g_clear_object (&DT_FILE_STRIP (object)->cancellable);
  G_OBJECT_CLASS (dt_file_strip_parent_class)->finalize (object);
}

static void
dt_file_strip_class_init (DtFileStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = dt_file_strip_dispose;
  object_class->finalize = dt_file_strip_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[CHANGED] = g_signal_new (
      "changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[PROBLEM] = g_signal_new (
      "problem", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
dt_file_strip_init (DtFileStrip *self)
{
  self->cancellable = g_cancellable_new ();
  self->flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->flow), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->flow), 6);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->flow), DT_FILE_STRIP_SLOTS);
  gtk_widget_set_halign (self->flow, GTK_ALIGN_START);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->flow), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Attached files"), -1);
  gtk_widget_set_parent (self->flow, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* ---- public ---- */

/**
 * dt_file_strip_new:
 *
 * Returns: (transfer floating): a strip with no files, hidden until there is one
 */
GtkWidget *
dt_file_strip_new (void)
{
  return g_object_new (DT_TYPE_FILE_STRIP, NULL);
}

/**
 * dt_file_strip_add_file:
 * @self: the strip
 * @file: what to read
 */
void
dt_file_strip_add_file (DtFileStrip *self, GFile *file)
{
  g_return_if_fail (DT_IS_FILE_STRIP (self) && G_IS_FILE (file));

  start_reading (self, file, read_file);
}

/**
 * dt_file_strip_add_texture:
 * @self: the strip
 * @texture: a picture, taken as PNG
 */
void
dt_file_strip_add_texture (DtFileStrip *self, GdkTexture *texture)
{
  g_return_if_fail (DT_IS_FILE_STRIP (self) && GDK_IS_TEXTURE (texture));

  start_reading (self, texture, read_texture);
}

/**
 * dt_file_strip_put:
 * @self: the strip
 * @slot: below %DT_FILE_STRIP_SLOTS
 * @file: from a draft
 */
void
dt_file_strip_put (DtFileStrip *self, guint slot, const DtNewFile *file)
{
  g_return_if_fail (DT_IS_FILE_STRIP (self) && slot < DT_FILE_STRIP_SLOTS && file != NULL);

  g_autoptr (Reading) reading = g_new0 (Reading, 1);

  reading->content = g_bytes_ref (file->content);
  reading->name = g_strdup (file->name);
  reading->media_type = g_strdup (file->media_type);
  reading->thumb = make_thumb (reading->content, reading->media_type);
  fill_slot (self, slot, reading);
}

/**
 * dt_file_strip_choose:
 * @self: the strip, in a window
 *
 * Lets the officer choose files.
 */
void
dt_file_strip_choose (DtFileStrip *self)
{
  g_return_if_fail (DT_IS_FILE_STRIP (self));

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Photos and papers"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _ ("_Add"),
                                               _ ("_Cancel"));
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (
      self->chooser, "response", G_CALLBACK (on_chooser_response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/**
 * dt_file_strip_take_value:
 * @self: the strip
 * @value: a list of files or a texture
 *
 * Returns: whether it was one of them
 */
gboolean
dt_file_strip_take_value (DtFileStrip *self, const GValue *value)
{
  g_return_val_if_fail (DT_IS_FILE_STRIP (self), FALSE);

  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

      for (GSList *l = files; l != NULL; l = l->next)
        dt_file_strip_add_file (self, l->data);
      return files != NULL;
    }
  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      dt_file_strip_add_texture (self, g_value_get_object (value));
      return TRUE;
    }
  return FALSE;
}

/**
 * dt_file_strip_paste:
 * @self: the strip
 *
 * Returns: whether the clipboard holds files or a picture, which are then read
 */
gboolean
dt_file_strip_paste (DtFileStrip *self)
{
  g_return_val_if_fail (DT_IS_FILE_STRIP (self), FALSE);

  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  g_autoptr (GdkContentFormats) readable
      = gdk_content_formats_union_deserialize_gtypes (gdk_content_formats_ref (formats));
  GType type = gdk_content_formats_contain_gtype (readable, GDK_TYPE_FILE_LIST) ? GDK_TYPE_FILE_LIST
               : gdk_content_formats_contain_gtype (readable, GDK_TYPE_TEXTURE) ? GDK_TYPE_TEXTURE
                                                                                : G_TYPE_INVALID;

  /* A word processor offers a picture of the text beside the text: the text is meant. */
  if (type == G_TYPE_INVALID
      || (type == GDK_TYPE_TEXTURE && gdk_content_formats_contain_gtype (readable, G_TYPE_STRING)))
    return FALSE;
  gdk_clipboard_read_value_async (clipboard,
                                  type,
                                  G_PRIORITY_DEFAULT,
                                  self->cancellable,
                                  on_clipboard_read_cb,
                                  g_object_ref (self));
  return TRUE;
}

/**
 * dt_file_strip_clear:
 * @self: the strip
 *
 * Takes all files out, silently.
 */
void
dt_file_strip_clear (DtFileStrip *self)
{
  g_return_if_fail (DT_IS_FILE_STRIP (self));

  for (guint i = 0; i < DT_FILE_STRIP_SLOTS; i++)
    empty_slot (self, i);
}

/**
 * dt_file_strip_get_n_files:
 * @self: the strip
 *
 * Returns: how many there are
 */
guint
dt_file_strip_get_n_files (DtFileStrip *self)
{
  guint n = 0;

  g_return_val_if_fail (DT_IS_FILE_STRIP (self), 0);

  for (guint i = 0; i < DT_FILE_STRIP_SLOTS; i++)
    n += self->slots[i].file.content != NULL;
  return n;
}

/**
 * dt_file_strip_get_slot:
 * @self: the strip
 * @slot: below %DT_FILE_STRIP_SLOTS
 *
 * Returns: (transfer none) (nullable): its file
 */
const DtNewFile *
dt_file_strip_get_slot (DtFileStrip *self, guint slot)
{
  g_return_val_if_fail (DT_IS_FILE_STRIP (self) && slot < DT_FILE_STRIP_SLOTS, NULL);

  return self->slots[slot].file.content != NULL ? &self->slots[slot].file : NULL;
}

/**
 * dt_file_strip_get_files:
 * @self: the strip
 *
 * Returns: (transfer container): of DtNewFile, whose contents stay the strip's
 */
GArray *
dt_file_strip_get_files (DtFileStrip *self)
{
  GArray *files = g_array_new (FALSE, FALSE, sizeof (DtNewFile));

  g_return_val_if_fail (DT_IS_FILE_STRIP (self), files);

  for (guint i = 0; i < DT_FILE_STRIP_SLOTS; i++)
    if (self->slots[i].file.content != NULL)
      g_array_append_val (files, self->slots[i].file);
  return files;
}
