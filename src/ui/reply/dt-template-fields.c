/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button with a list of what may stand in a template. Main thread. */
#include "ui/reply/dt-template-fields.h"

#include "ui/reply/dt-template-words.h"

#include <glib/gi18n.h>

#define MAX_HEIGHT 380

typedef enum
{
  INSERT_BLANK,
  INSERT_FIELD,
  INSERT_IF,
  INSERT_UNLESS,
} InsertKind;

#define ROW_KIND "dt-kind"
#define ROW_NAME "dt-name"

static void
add_row (GtkWidget *list, InsertKind kind, const char *name, const char *title, const char *code)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *tag = gtk_label_new (code);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (tag, "caption");
  gtk_widget_add_css_class (tag, "dt-dim");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), tag);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), ROW_KIND, GINT_TO_POINTER (kind));
  g_object_set_data (G_OBJECT (row), ROW_NAME, (gpointer) name);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
add_rows (GtkWidget *list)
{
  guint n = 0;
  const DtTemplateField *fields = dt_reply_template_get_fields (&n);

  add_row (list, INSERT_BLANK, NULL, _ ("Blank for whoever writes"), "[…]");
  for (guint i = 0; i < n; i++)
    if (!fields[i].section)
      {
        g_autofree char *code = g_strdup_printf ("{{%s}}", fields[i].name);

        add_row (list, INSERT_FIELD, fields[i].name, dt_template_words_field (&fields[i]), code);
      }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *if_code
          = g_strdup_printf ("{{#%s}}…{{/%s}}", fields[i].name, fields[i].name);
      g_autofree char *unless_code
          = g_strdup_printf ("{{^%s}}…{{/%s}}", fields[i].name, fields[i].name);
      const char *name = dt_template_words_field (&fields[i]);
      g_autofree char *if_title
          = g_strdup_printf (fields[i].section ? _ ("Only if: %s") : _ ("Only if known: %s"), name);
      g_autofree char *unless_title = g_strdup_printf (
          fields[i].section ? _ ("Only if not: %s") : _ ("Only if not known: %s"), name);

      if (g_ascii_strcasecmp (fields[i].name, "address") == 0)
        continue; /* it always is */
      add_row (list, INSERT_IF, fields[i].name, if_title, if_code);
      add_row (list, INSERT_UNLESS, fields[i].name, unless_title, unless_code);
    }
}

static InsertKind
get_kind (GtkListBoxRow *row)
{
  return (InsertKind) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), ROW_KIND));
}

static void
set_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  InsertKind kind = get_kind (row);
  gboolean condition = kind >= INSERT_IF;
  GtkWidget *label;

  if (before != NULL && (kind == INSERT_BLANK || (get_kind (before) >= INSERT_IF) == condition)
      && get_kind (before) != INSERT_BLANK)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (kind == INSERT_BLANK)
    return;
  label = gtk_label_new (condition ? _ ("Conditions") : _ ("Fields of the case"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "dt-list-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
on_row_activated_cb (DtTemplateText *text, GtkListBoxRow *row, GtkWidget *list)
{
  const char *name = g_object_get_data (G_OBJECT (row), ROW_NAME);
  GtkWidget *popover = gtk_widget_get_ancestor (list, GTK_TYPE_POPOVER);

  gtk_popover_popdown (GTK_POPOVER (popover));
  switch (get_kind (row))
    {
    case INSERT_FIELD:
      dt_template_text_insert_field (text, name);
      break;
    case INSERT_IF:
    case INSERT_UNLESS:
      dt_template_text_insert_section (text, name, get_kind (row) == INSERT_UNLESS);
      break;
    case INSERT_BLANK:
    default:
      dt_template_text_insert_blank (text);
      break;
    }
}

/**
 * dt_template_fields_new:
 * @text: what they are put into
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *
dt_template_fields_new (DtTemplateText *text)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  g_return_val_if_fail (DT_IS_TEMPLATE_TEXT (text), button);

  add_rows (list);
  gtk_list_box_set_header_func (GTK_LIST_BOX (list), set_heading, NULL, NULL);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_BROWSE);
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (list), TRUE);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Insert a Field"), -1);
  gtk_widget_add_css_class (list, "dt-field-list");
  g_signal_connect_object (
      list, "row-activated", G_CALLBACK (on_row_activated_cb), text, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_widget_add_css_class (popover, "menu");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("_Insert a Field"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  return button;
}
