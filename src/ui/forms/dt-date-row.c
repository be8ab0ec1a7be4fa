/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a form for a day. The calendar opens on what is typed. Main thread. */
#include "ui/forms/dt-date-row.h"

#include <glib/gi18n.h>

#define CALENDAR "dt-calendar"

static void
take_day (GtkCalendar *calendar, GtkWidget *row)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (calendar), GTK_TYPE_POPOVER);

  dt_date_row_set (row,
                   dt_date_new (g_date_time_get_year (date),
                                g_date_time_get_month (date),
                                g_date_time_get_day_of_month (date)));
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
on_day_selected_cb (GtkCalendar *calendar, GtkWidget *row)
{
  take_day (calendar, row);
}

/* The calendar tells of a click only where the day of the month changes: the same day of another
 * month is taken with the button. */
static void
on_take_clicked_cb (GtkButton *button, GtkWidget *row)
{
  take_day (g_object_get_data (G_OBJECT (button), CALENDAR), row);
}

static void
on_popover_show_cb (GtkPopover *popover, GtkWidget *row)
{
  GtkCalendar *calendar = g_object_get_data (G_OBJECT (popover), CALENDAR);
  g_autoptr (GDateTime) day = NULL;
  DtDate date;
  int year, month, mday;

  if (!dt_date_row_get (row, &date) || date == DT_DATE_NONE)
    return;
  dt_date_split (date, &year, &month, &mday);
  day = g_date_time_new_local (year, month, mday, 0, 0, 0);
  g_signal_handlers_block_by_func (calendar, on_day_selected_cb, row);
  gtk_calendar_select_day (calendar, day);
  g_signal_handlers_unblock_by_func (calendar, on_day_selected_cb, row);
}

static GtkWidget *
make_popover (GtkWidget *row)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *calendar = gtk_calendar_new ();
  GtkWidget *take = gtk_button_new_with_mnemonic (_ ("_Take This Day"));

  gtk_box_append (GTK_BOX (box), calendar);
  gtk_box_append (GTK_BOX (box), take);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_object_set_data (G_OBJECT (popover), CALENDAR, calendar);
  g_object_set_data (G_OBJECT (take), CALENDAR, calendar);
  g_signal_connect (calendar, "day-selected", G_CALLBACK (on_day_selected_cb), row);
  g_signal_connect (take, "clicked", G_CALLBACK (on_take_clicked_cb), row);
  g_signal_connect (popover, "show", G_CALLBACK (on_popover_show_cb), row);
  return popover;
}

/**
 * dt_date_row_add:
 * @group: of a form
 * @title: what the day is for
 *
 * Returns: (transfer none): an AdwEntryRow
 */
GtkWidget *
dt_date_row_add (GtkWidget *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = make_popover (row);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Choose the day from a calendar"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Choose the day from a calendar"),
                                  -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

/**
 * dt_date_row_get:
 * @row: what dt_date_row_add() made
 * @out: (out): the day, DT_DATE_NONE if nothing is typed; untouched if FALSE is returned
 *
 * Returns: whether what is typed is a day, or nothing
 */
gboolean
dt_date_row_get (GtkWidget *row, DtDate *out)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (ADW_IS_ENTRY_ROW (row) && out != NULL, FALSE);

  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  if (*text != '\0')
    return dt_date_parse (text, out);
  *out = DT_DATE_NONE;
  return TRUE;
}

/**
 * dt_date_row_set:
 * @row: what dt_date_row_add() made
 * @date: a day, DT_DATE_NONE: nothing
 */
void
dt_date_row_set (GtkWidget *row, DtDate date)
{
  g_autofree char *text = date != DT_DATE_NONE ? dt_date_to_text (date) : g_strdup ("");

  g_return_if_fail (ADW_IS_ENTRY_ROW (row));

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}
