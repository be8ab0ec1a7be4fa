/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a preview of rules: a case and how its deadline moves. Main thread. */
#include "ui/settings/dt-move-row.h"

#include "words/dt-rule-words.h"

#include <glib/gi18n.h>

/* ---- a case that moves ---- */

#define DT_TYPE_MOVE_ITEM (dt_move_item_get_type ())
G_DECLARE_FINAL_TYPE (DtMoveItem, dt_move_item, DT, MOVE_ITEM, GObject)

struct _DtMoveItem
{
  GObject parent_instance;
  char *code;
  char *title;
  gint64 old_due;
  gint64 new_due;
  DtDeadlineClock clock;
};

G_DEFINE_FINAL_TYPE (DtMoveItem, dt_move_item, G_TYPE_OBJECT)

static void
dt_move_item_finalize (GObject *object)
{
  DtMoveItem *self = DT_MOVE_ITEM (object);

  g_free (self->code);
  g_free (self->title);
  G_OBJECT_CLASS (dt_move_item_parent_class)->finalize (object);
}

static void
dt_move_item_class_init (DtMoveItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_move_item_finalize;
}

static void
dt_move_item_init (DtMoveItem *self)
{
}

/**
 * dt_move_list_new:
 * @preview: what was found
 *
 * Returns: (transfer full): its moves, in its order
 */
GListModel *
dt_move_list_new (const DtRulePreview *preview)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_full (preview->moves->len, g_object_unref);
  GListStore *store = g_list_store_new (DT_TYPE_MOVE_ITEM);

  for (guint i = 0; i < preview->moves->len; i++)
    {
      const DtDueMove *move = g_ptr_array_index (preview->moves, i);
      DtMoveItem *item = g_object_new (DT_TYPE_MOVE_ITEM, NULL);

      item->code = g_strdup (move->code);
      item->title = g_strdup (move->title);
      item->old_due = move->old_due;
      item->new_due = move->new_due;
      item->clock = move->clock;
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (store, 0, 0, items->pdata, items->len);
  return G_LIST_MODEL (store);
}

/* ---- its row ---- */

static GtkWidget *
add_label (GtkWidget *box, const char *css_class, gboolean wrap)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (wrap)
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  else
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
on_setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title;

  gtk_widget_add_css_class (box, "dt-move-row");
  add_label (head, "dt-code", FALSE);
  title = add_label (head, NULL, FALSE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_widget_get_first_child (head)), PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (box), head);
  gtk_widget_add_css_class (add_label (box, "dt-num", TRUE), "dt-move");
  gtk_widget_add_css_class (add_label (box, "caption", TRUE), "dt-dim");
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
on_bind_cb (GtkListItemFactory *factory, GtkListItem *list_item)
{
  DtMoveItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *head = gtk_widget_get_first_child (box);
  GtkWidget *dues = gtk_widget_get_next_sibling (head);
  g_autofree char *old_due = dt_rule_words_due (item->old_due);
  g_autofree char *new_due = dt_rule_words_due (item->new_due);
  g_autofree char *by = dt_rule_words_move (item->old_due, item->new_due);
  g_autofree char *move = g_strdup_printf ("%s → %s", old_due, new_due);
  g_autofree char *what = g_strdup_printf ("%s · %s", by, dt_rule_words_clock (item->clock));
  g_autofree char *name = g_strdup_printf (
      "%s, %s: %s, %s", item->code, item->title != NULL ? item->title : "", move, what);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (head)), item->code);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (head)),
                      item->title != NULL ? item->title : "");
  gtk_label_set_text (GTK_LABEL (dues), move);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (dues)), what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * dt_move_row_factory_new:
 *
 * Returns: (transfer full): makes the rows
 */
GtkListItemFactory *
dt_move_row_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  return factory;
}
