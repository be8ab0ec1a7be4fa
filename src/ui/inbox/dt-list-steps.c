/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going through a list of cases. */
#include "ui/inbox/dt-list-steps.h"

#include "ui/inbox/dt-row-focus.h"

/**
 * dt_list_steps_go:
 * @view: a list
 * @n: how many rows it has, at least one
 * @position: the row to go from, or G_MAXUINT
 * @step: how far
 * @choose: whether it is chosen, not only in the focus
 */
void
dt_list_steps_go (GtkListView *view, guint n, guint position, int step, gboolean choose)
{
  position
      = position == G_MAXUINT ? 0 : (guint) CLAMP ((gint64) position + step, 0, (gint64) n - 1);
  dt_row_focus_go_to (view, position);
  /* Not by the model: the view would go on to extend the choice from where it was before. */
  if (choose)
    gtk_widget_activate_action (
        GTK_WIDGET (view), "list.select-item", "(ubb)", position, FALSE, FALSE);
}

/**
 * dt_list_steps_take_first:
 * @selection: what is chosen of a list
 */
void
dt_list_steps_take_first (GtkSelectionModel *selection)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (selection);

  if (gtk_bitset_is_empty (chosen) && g_list_model_get_n_items (G_LIST_MODEL (selection)) > 0)
    gtk_selection_model_select_item (selection, 0, TRUE);
}

/**
 * dt_list_steps_dup_chosen:
 * @selection: (nullable): what is chosen of a list of DtCaseItem
 *
 * Returns: (transfer full) (element-type DtCase): the chosen cases whose rows are loaded
 */
GPtrArray *
dt_list_steps_dup_chosen (GtkSelectionModel *selection)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) chosen = NULL;
  GtkBitsetIter iter;
  guint position;

  if (selection == NULL)
    return cases;
  chosen = gtk_selection_model_get_selection (selection);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, chosen, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (DtCaseItem) item = g_list_model_get_item (G_LIST_MODEL (selection), position);
      DtCase *a_case = item != NULL ? dt_case_item_get_case (item) : NULL;

      if (a_case != NULL)
        g_ptr_array_add (cases, g_object_ref (a_case));
    }
  return cases;
}
