/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Set-up, the unit: one of 3,321, found by typing or by its province. Main thread. */
#include "ui/welcome/dt-unit-page.h"

#include "ui/shell/dt-words.h"
#include "ui/welcome/dt-unit-list.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

struct _DtUnitPage
{
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkSearchEntry *search;
  GtkDropDown *province;
  GtkStack *results;
  GtkScrolledWindow *scroller;
  GtkListView *list;
  GtkLabel *count;
  GtkWidget *next;
  DtUnitList *units;
  GtkSingleSelection *selection;
  GPtrArray *province_codes; /* const char *, as the drop-down; the first NULL */
};

enum
{
  DONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtUnitPage, dt_unit_page, GTK_TYPE_WIDGET)

static void
show_count (DtUnitPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->units));
  g_autofree char *number = dt_words_number (n);
  g_autofree char *text = g_strdup_printf (ngettext ("%s unit", "%s units", n), number);

  gtk_label_set_text (self->count, text);
  gtk_stack_set_visible_child_name (self->results, n > 0 ? "list" : "none");
}

static void
update (DtUnitPage *self)
{
  const char *code
      = g_ptr_array_index (self->province_codes, gtk_drop_down_get_selected (self->province));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  dt_unit_list_filter (self->units, text, code);
  /* One that is left, or the best of what was typed, is what Enter takes. */
  gtk_single_selection_set_selected (self->selection,
                                     *text != '\0' || code != NULL ? 0 : GTK_INVALID_LIST_POSITION);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->units)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", (guint32) 0);
  show_count (self);
}

static void
on_search_changed_cb (DtUnitPage *self)
{
  update (self);
}

static void
on_province_selected_cb (DtUnitPage *self)
{
  update (self);
}

static void
on_selected_cb (DtUnitPage *self)
{
  gtk_widget_set_sensitive (self->next, dt_unit_page_get_unit (self) != NULL);
}

static void
on_next_cb (DtUnitPage *self)
{
  if (dt_unit_page_get_unit (self) != NULL)
    g_signal_emit (self, signals[DONE], 0);
}

static void
on_row_activated_cb (DtUnitPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  on_next_cb (self);
}

/* Up and down move in the list while the focus stays in the search. */
static gboolean
on_search_key_cb (DtUnitPage *self, guint key, guint code, GdkModifierType state)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->units));
  guint at = gtk_single_selection_get_selected (self->selection);

  if (n == 0 || (key != GDK_KEY_Down && key != GDK_KEY_Up))
    return GDK_EVENT_PROPAGATE;
  if (at == GTK_INVALID_LIST_POSITION)
    at = 0;
  else if (key == GDK_KEY_Down)
    at = MIN (at + 1, n - 1);
  else if (at > 0)
    at--;
  gtk_single_selection_set_selected (self->selection, at);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", (guint32) at);
  return GDK_EVENT_STOP;
}

/* ---- rows ---- */

static void
on_row_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *province = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (province), PANGO_ELLIPSIZE_START);
  gtk_widget_add_css_class (province, "dt-dim");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), province);
  gtk_widget_add_css_class (box, "dt-unit-row");
  gtk_list_item_set_child (item, box);
}

static void
on_row_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const DtUnit *unit = dt_unit_item_get_unit (gtk_list_item_get_item (item));
  GtkWidget *name = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  gtk_label_set_text (GTK_LABEL (name), unit->name);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (name)), unit->province);
}

/* ---- class ---- */

static void
dt_unit_page_dispose (GObject *object)
{
  DtUnitPage *self = DT_UNIT_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_UNIT_PAGE);
  g_clear_object (&self->units);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->province_codes, g_ptr_array_unref);
  G_OBJECT_CLASS (dt_unit_page_parent_class)->dispose (object);
}

static void
dt_unit_page_class_init (DtUnitPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_unit_page_dispose;

  signals[DONE] = g_signal_new (
      "done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/welcome/dt-unit-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, DtUnitPage, content);
  gtk_widget_class_bind_template_child (widget_class, DtUnitPage, search);
  gtk_widget_class_bind_template_child (widget_class, DtUnitPage, province);
  gtk_widget_class_bind_template_child (widget_class, DtUnitPage, results);
  gtk_widget_class_bind_template_child (widget_class, DtUnitPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, DtUnitPage, list);
  gtk_widget_class_bind_template_child (widget_class, DtUnitPage, count);
  gtk_widget_class_bind_template_child (widget_class, DtUnitPage, next);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_province_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_bind_cb);
}

static void
fill_provinces (DtUnitPage *self)
{
  const GPtrArray *units = dt_catalogue_get_units ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *last = NULL;

  self->province_codes = g_ptr_array_new ();
  gtk_string_list_append (names, _ ("All provinces and cities"));
  g_ptr_array_add (self->province_codes, NULL);
  for (guint i = 0; i < units->len; i++)
    {
      const DtUnit *unit = g_ptr_array_index (units, i);

      if (last != NULL && strcmp (last, unit->province_code) == 0)
        continue;
      last = unit->province_code;
      gtk_string_list_append (names, unit->province);
      g_ptr_array_add (self->province_codes, unit->province_code);
    }
  gtk_drop_down_set_model (self->province, G_LIST_MODEL (names));
}

static void
dt_unit_page_init (DtUnitPage *self)
{
  self->units = dt_unit_list_new ();
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->units)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection,
                           "notify::selected-item",
                           G_CALLBACK (on_selected_cb),
                           self,
                           G_CONNECT_SWAPPED);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
  fill_provinces (self);
  g_signal_connect_object (self->province,
                           "notify::selected",
                           G_CALLBACK (on_province_selected_cb),
                           self,
                           G_CONNECT_SWAPPED);
  show_count (self);
}

/**
 * dt_unit_page_get_unit:
 * @self: the page
 *
 * Returns: (nullable): the chosen unit
 */
const DtUnit *
dt_unit_page_get_unit (DtUnitPage *self)
{
  DtUnitItem *item;

  g_return_val_if_fail (DT_IS_UNIT_PAGE (self), NULL);

  item = gtk_single_selection_get_selected_item (self->selection);
  return item != NULL ? dt_unit_item_get_unit (item) : NULL;
}

/**
 * dt_unit_page_focus:
 * @self: the page, now shown
 */
void
dt_unit_page_focus (DtUnitPage *self)
{
  g_return_if_fail (DT_IS_UNIT_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
