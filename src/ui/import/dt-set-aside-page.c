/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of rows set aside, loaded a page at a time and kept as the workspace changes: rows that
 * stay keep what was typed in them. */
#include "ui/import/dt-set-aside-page.h"

#include "ui/import/dt-set-aside-row.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define PAGE_ROWS 50

struct _DtSetAsidePage
{
  GtkWidget parent_instance;
  GtkStack *pages;
  GtkLabel *summary;
  GtkListBox *list;
  GtkWidget *more;
  DtService *service;
  GCancellable *cancellable;
  guint limit;
};

enum
{
  DONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtSetAsidePage, dt_set_aside_page, GTK_TYPE_WIDGET)

static void
on_row_done_cb (DtSetAsidePage *self, const char *text, gboolean can_undo)
{
  g_signal_emit (self, signals[DONE], 0, text, can_undo);
}

static GtkWidget *
add_row (DtSetAsidePage *self, DtSetAside *aside)
{
  GtkWidget *row = dt_set_aside_row_new (self->service, aside);

  g_signal_connect_object (row, "done", G_CALLBACK (on_row_done_cb), self, G_CONNECT_SWAPPED);
  return row;
}

/* Takes away what is gone and puts in what is new; the rest is left as it is. */
static void
show_rows (DtSetAsidePage *self, GPtrArray *asides)
{
  guint at = 0;

  for (guint i = 0; i < asides->len; i++)
    {
      DtSetAside *aside = g_ptr_array_index (asides, i);
      GtkListBoxRow *row;
      gboolean found = FALSE;

      for (guint j = at; (row = gtk_list_box_get_row_at_index (self->list, j)) != NULL; j++)
        if (g_str_equal (dt_set_aside_row_get_id (DT_SET_ASIDE_ROW (row)), aside->id))
          {
            for (guint k = at; k < j; k++)
              gtk_list_box_remove (self->list,
                                   GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, at)));
            found = TRUE;
            break;
          }
      if (!found)
        gtk_list_box_insert (self->list, add_row (self, aside), at);
      at++;
    }
  for (GtkListBoxRow *row; (row = gtk_list_box_get_row_at_index (self->list, at)) != NULL;)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static gpointer
list_set_aside (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_list_set_aside (reader, GPOINTER_TO_UINT (data), 0, error);
}

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DtSetAsidePage) self = DT_SET_ASIDE_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) asides = dt_service_read_finish (DT_SERVICE (source), result, &error);
  gint64 total;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  if (asides == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_autofree char *words = dt_words_error (error);

          gtk_label_set_text (self->summary, words);
          gtk_stack_set_visible_child_name (self->pages, "list");
        }
      return;
    }
  show_rows (self, asides);
  total = MAX (dt_service_get_counts (self->service)[DT_VIEW_SET_ASIDE], (gint64) asides->len);
  number = dt_words_number (total);
  text = g_strdup_printf (ngettext ("%s row could not be read. Open it, correct it, try again.",
                                    "%s rows could not be read. Open one, correct it, try again.",
                                    total),
                          number);
  gtk_label_set_text (self->summary, text);
  gtk_widget_set_visible (self->more, asides->len >= self->limit && total > asides->len);
  gtk_stack_set_visible_child_name (self->pages, asides->len > 0 ? "list" : "empty");
}

static void
load (DtSetAsidePage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  dt_service_read_async (self->service,
                         list_set_aside,
                         GUINT_TO_POINTER (self->limit),
                         NULL,
                         (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable,
                         on_loaded_cb,
                         g_object_ref (self));
}

static void
on_more_cb (DtSetAsidePage *self)
{
  self->limit += PAGE_ROWS;
  load (self);
}

static void
on_changed_cb (DtSetAsidePage *self, gpointer changes_pointer)
{
  const DtChanges *changes = changes_pointer;

  if (changes->set_aside || changes->everything)
    load (self);
}

static void
dt_set_aside_page_dispose (GObject *object)
{
  DtSetAsidePage *self = DT_SET_ASIDE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->service);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_SET_ASIDE_PAGE);
  G_OBJECT_CLASS (dt_set_aside_page_parent_class)->dispose (object);
}

static void
dt_set_aside_page_class_init (DtSetAsidePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_set_aside_page_dispose;
  /**
   * DtSetAsidePage::done:
   * @text: what was done, for a toast
   * @can_undo: whether it can be undone
   */
  signals[DONE] = g_signal_new ("done",
                                DT_TYPE_SET_ASIDE_PAGE,
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                2,
                                G_TYPE_STRING,
                                G_TYPE_BOOLEAN);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/import/dt-set-aside-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DtSetAsidePage, pages);
  gtk_widget_class_bind_template_child (widget_class, DtSetAsidePage, summary);
  gtk_widget_class_bind_template_child (widget_class, DtSetAsidePage, list);
  gtk_widget_class_bind_template_child (widget_class, DtSetAsidePage, more);
  gtk_widget_class_bind_template_callback (widget_class, on_more_cb);
}

static void
dt_set_aside_page_init (DtSetAsidePage *self)
{
  self->limit = PAGE_ROWS;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dt_set_aside_page_new:
 * @service: an open workspace
 *
 * Returns: (transfer floating): the page, which keeps itself current
 */
GtkWidget *
dt_set_aside_page_new (DtService *service)
{
  DtSetAsidePage *self;

  g_return_val_if_fail (DT_IS_SERVICE (service), NULL);

  self = g_object_new (DT_TYPE_SET_ASIDE_PAGE, NULL);
  self->service = g_object_ref (service);
  g_signal_connect_object (service, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
