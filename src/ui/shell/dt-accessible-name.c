/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen reader calls a widget that shows other words. Main thread. */
#include "ui/shell/dt-accessible-name.h"

/**
 * dt_accessible_name_set:
 * @widget: a button with a label, a row with a title, or what such a row activates
 * @name: what it is called in full
 *
 * To be called once the widget has its label and is in its row. In GTK 4.18 a button, and in
 * libadwaita 1.7 a row, is labelled by the text in it, and that goes before the name it is given.
 */
void
dt_accessible_name_set (GtkWidget *widget, const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && name != NULL);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
