/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all forms share: a problem told under its field, a layout that folds when the window is
 * narrow. Main thread. */
#include "ui/forms/dt-form.h"

typedef struct
{
  int limit;
  int narrow; /* -1: not known yet */
  DtFormFold fold;
  gpointer user_data;
} Watch;

static void
on_surface_layout_cb (GdkSurface *surface, int width, int height, gpointer data)
{
  Watch *watch = data;
  int narrow = width < watch->limit;

  if (narrow == watch->narrow)
    return;
  watch->narrow = narrow;
  watch->fold (narrow, watch->user_data);
}

static void
on_window_realize_cb (GtkWindow *window, gpointer data)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  Watch *watch = data;
  int width = 0;
  int height = 0;

  gtk_window_get_default_size (window, &width, &height);
  if (width > 0)
    on_surface_layout_cb (surface, width, height, watch);
  g_signal_connect (surface, "layout", G_CALLBACK (on_surface_layout_cb), watch);
}

static void
on_window_unrealize_cb (GtkWindow *window, gpointer data)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  if (surface != NULL)
    g_signal_handlers_disconnect_by_func (surface, on_surface_layout_cb, data);
}

/**
 * dt_form_watch_width:
 * @window: a window that is not yet shown
 * @limit: in pixels
 * @fold: told TRUE below @limit, FALSE from it on
 * @user_data: for @fold; lives as long as @window
 *
 * libadwaita 1.2 has no breakpoints: the surface says its width before the window is laid out.
 */
void
dt_form_watch_width (GtkWindow *window, int limit, DtFormFold fold, gpointer user_data)
{
  Watch *watch = g_new0 (Watch, 1);

  g_return_if_fail (GTK_IS_WINDOW (window) && fold != NULL);

  *watch = (Watch){ limit, -1, fold, user_data };
  g_object_set_data_full (G_OBJECT (window), "dt-form-watch", watch, g_free);
  g_signal_connect (window, "realize", G_CALLBACK (on_window_realize_cb), watch);
  g_signal_connect (window, "unrealize", G_CALLBACK (on_window_unrealize_cb), watch);
}

/**
 * dt_form_set_problem:
 * @field: an entry row or another control
 * @label: the label under it that is hidden while all is well
 * @problem: (nullable): what is wrong and what to do
 *
 * The words are also the field's description for a screen reader.
 */
void
dt_form_set_problem (GtkWidget *field, GtkLabel *label, const char *problem)
{
  g_return_if_fail (GTK_IS_WIDGET (field) && GTK_IS_LABEL (label));

  gtk_label_set_text (label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (label), problem != NULL);
  if (problem != NULL)
    {
      gtk_widget_add_css_class (field, "error");
      gtk_accessible_update_state (
          GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problem, -1);
    }
  else if (gtk_widget_has_css_class (field, "error"))
    {
      gtk_widget_remove_css_class (field, "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }
}

/**
 * dt_form_show_bar:
 * @bar: a bar over a form
 * @shown: whether it has something to say
 *
 * A bar that is merely not revealed would still be read out.
 */
void
dt_form_show_bar (GtkInfoBar *bar, gboolean shown)
{
  g_return_if_fail (GTK_IS_INFO_BAR (bar));

  gtk_widget_set_visible (GTK_WIDGET (bar), shown);
  gtk_info_bar_set_revealed (bar, shown);
}

/**
 * dt_form_dup_text:
 * @editable: an entry
 *
 * Returns: (transfer full) (nullable): its text without white space around it, %NULL if empty
 */
char *
dt_form_dup_text (GtkEditable *editable)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (editable)));

  if (*text != '\0')
    return text;
  g_free (text);
  return NULL;
}

/**
 * dt_form_show_page:
 * @stack: pages
 * @name: the one to show
 *
 * Shows it and takes the focus there. GtkStack does so too, but loses the focus over a page where
 * nothing can have it, such as one that only says to wait: the keys would go nowhere then.
 */
void
dt_form_show_page (GtkStack *stack, const char *name)
{
  g_return_if_fail (GTK_IS_STACK (stack) && name != NULL);

  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (stack));
  GtkWidget *page;
  GtkWidget *focus;

  gtk_stack_set_visible_child_name (stack, name);
  page = gtk_stack_get_visible_child (stack);
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (root == NULL || (focus != NULL && gtk_widget_get_mapped (focus)))
    return;
  gtk_root_set_focus (root, NULL);
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}
