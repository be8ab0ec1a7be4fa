/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The actions `win.` and the keys of the main window. */
#include "config.h"

#include "ui/import/dt-import-window.h"
#include "ui/letters/dt-register-window.h"
#include "ui/reply/dt-template-window.h"
#include "ui/settings/dt-preferences-window.h"
#include "ui/shell/dt-command-list.h"
#include "ui/shell/dt-palette.h"
#include "ui/shell/dt-window-private.h"
#include "ui/shell/dt-words.h"
#include "ui/units/dt-unit-finder.h"
#include "ui/walkin/dt-receipt-window.h"
#include "ui/walkin/dt-walk-in-window.h"

#include <glib/gi18n.h>

static gboolean
is_signed_in (DtWindow *self)
{
  DtService *service = dt_window_get_service (self);

  return service != NULL && dt_service_get_officer (service) != NULL;
}

static void
on_show_set_aside_cb (DtImportWindow *window, DtWindow *self)
{
  dt_window_set_view (self, DT_VIEW_SET_ASIDE);
  dt_window_show_list (self);
}

static void
on_registered_cb (DtWalkInWindow *window,
                  const char *case_id,
                  gboolean print_receipt,
                  DtWindow *self)
{
  dt_window_open_case (self, case_id);
  dt_window_say_done (self, _ ("Recorded"));
  if (print_receipt)
    dt_window_receipt (self, case_id);
}

static void
on_walk_in_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtWindow *self = data;
  GtkWindow *window;

  if (!is_signed_in (self))
    return;
  window = dt_walk_in_window_new (dt_window_get_service (self), GTK_WINDOW (self));
  g_signal_connect_object (window, "registered", G_CALLBACK (on_registered_cb), self, 0);
  gtk_window_present (window);
}

void
dt_window_import (DtWindow *self, GFile *file)
{
  GtkWindow *window;

  if (!is_signed_in (self))
    return;
  window = dt_import_window_new (dt_window_get_service (self), GTK_WINDOW (self), file);
  g_signal_connect_object (window, "show-set-aside", G_CALLBACK (on_show_set_aside_cb), self, 0);
  gtk_window_present (window);
}

static void
on_import_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dt_window_import (data, NULL);
}

static void
on_find_unit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtWindow *self = data;
  const DtUnit *unit;

  if (!is_signed_in (self))
    return;
  unit = dt_service_get_unit (dt_window_get_service (self));
  gtk_window_present (dt_unit_finder_new (unit, GTK_WINDOW (self)));
}

static void
on_letters_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (is_signed_in (data))
    dt_register_window_present (dt_window_get_runner (data), GTK_WINDOW (data));
}

static void
on_search_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (!is_signed_in (data))
    return;
  if (!dt_window_shows_cases (data))
    dt_window_set_view (data, DT_VIEW_ALL);
  dt_window_show_list (data);
  dt_list_pane_focus_search (dt_window_get_list (data));
}

static void
on_palette_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (is_signed_in (data))
    gtk_window_present (dt_palette_new (GTK_WINDOW (data)));
}

static void
on_view_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtView view;

  if (!is_signed_in (data) || !dt_view_from_nick (g_variant_get_string (parameter, NULL), &view))
    return;
  dt_window_set_view (data, view);
  dt_window_show_list (data);
  dt_window_focus_page (data);
}

static void
on_next_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dt_window_step (data, 1);
}

static void
on_previous_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dt_window_step (data, -1);
}

static void
on_select_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (dt_window_shows_cases (data))
    dt_list_pane_toggle_selected (dt_window_get_list (data));
}

static void
on_next_pane_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (is_signed_in (data))
    dt_window_next_pane (data);
}

static void
on_panel_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dt_window_toggle_panel (data);
}

static void
on_review_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (is_signed_in (data))
    dt_window_review (data);
}

static void
on_leave_case_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dt_window_leave_case (data);
}

static void
on_back_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dt_window_back (data);
}

static void
on_undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (is_signed_in (data))
    dt_runner_undo (dt_window_get_runner (data));
}

static void
on_lock_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dt_window_lock (data);
}

static void
on_open_case_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (is_signed_in (data))
    dt_window_open_case (data, g_variant_get_string (parameter, NULL));
}

static void
on_verify_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (!is_signed_in (data))
    return;
  dt_window_say (data, _ ("The ledger is being checked; the sidebar will say what came of it"));
  dt_window_verify (data);
}

static void
on_preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtWindow *self = data;

  if (is_signed_in (self))
    gtk_window_present (dt_preferences_window_new (
        dt_window_get_service (self), dt_window_get_settings (self), GTK_WINDOW (self)));
}

static void
on_templates_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtWindow *self = data;
  DtCasePane *pane = dt_window_get_case_pane (self);
  DtCaseFile *file = pane != NULL ? dt_case_pane_get_file (pane) : NULL;
  DtTemplateWindow *window;

  if (!is_signed_in (self))
    return;
  window = dt_template_window_new (dt_window_get_service (self), GTK_WINDOW (self));
  if (file != NULL && dt_window_shows_cases (self))
    dt_template_window_set_case (window, file);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about,
                "transient-for",
                data,
                "modal",
                TRUE,
                "application-name",
                _ ("Đối Thoại"),
                "application-icon",
                DT_APPLICATION_ID,
                "version",
                DT_VERSION,
                "comments",
                _ ("What citizens say, answered in time, with a record that can be checked."),
                "license-type",
                GTK_LICENSE_GPL_3_0,
                NULL);
  gtk_window_present (GTK_WINDOW (about));
}

/* ---- the sheet of keys ---- */

/* Groups and shortcuts can only be put in by a builder in GTK 4.8. */
static void
add_keys_group (GString *xml, DtKeysGroup group, const char *title)
{
  guint n;
  const DtCommandEntry *entries = dt_command_list_get (&n);
  g_autofree char *head = g_markup_printf_escaped (
      "<child><object class='GtkShortcutsGroup'><property name='title'>%s</property>", title);

  g_string_append (xml, head);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *accelerator = NULL;
      g_autofree char *row = NULL;

      if (entries[i].group != group || entries[i].key == 0)
        continue;
      accelerator = gtk_accelerator_name (entries[i].key, entries[i].modifiers);
      row = g_markup_printf_escaped ("<child><object class='GtkShortcutsShortcut'>"
                                     "<property name='title'>%s</property>"
                                     "<property name='accelerator'>%s</property>"
                                     "</object></child>",
                                     _ (entries[i].label),
                                     accelerator);
      g_string_append (xml, row);
    }
  g_string_append (xml, "</object></child>");
}

/* GTK's own Vietnamese has no word for the title of that window. */
static void
name_keys_window (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_LABEL (child)
          && g_str_equal (gtk_label_get_text (GTK_LABEL (child)),
                          g_dgettext ("gtk40", "Shortcuts")))
        gtk_label_set_text (GTK_LABEL (child), _ ("Keys"));
      name_keys_window (child);
    }
}

static void
on_shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  g_autoptr (GString) xml = g_string_new ("<interface><object class='GtkShortcutsWindow' id='keys'>"
                                          "<property name='modal'>1</property><child>"
                                          "<object class='GtkShortcutsSection'>"
                                          "<property name='section-name'>keys</property>");
  GtkWindow *window;

  add_keys_group (xml, DT_KEYS_GENERAL, _ ("Everywhere"));
  add_keys_group (xml, DT_KEYS_CASES, _ ("In the list"));
  add_keys_group (xml, DT_KEYS_CASE, _ ("With the case"));
  g_string_append (xml, "</object></child></object></interface>");
  if (!gtk_builder_add_from_string (builder, xml->str, -1, NULL))
    g_return_if_reached ();
  window = GTK_WINDOW (gtk_builder_get_object (builder, "keys"));
  gtk_window_set_transient_for (window, GTK_WINDOW (data));
  gtk_window_set_title (window, _ ("Keys"));
  name_keys_window (GTK_WIDGET (window));
  gtk_window_present (window);
}

/* ---- keys ---- */

static gboolean
is_text (GtkWidget *widget)
{
  return GTK_IS_EDITABLE (widget) || GTK_IS_TEXT (widget)
         || (GTK_IS_TEXT_VIEW (widget) && gtk_text_view_get_editable (GTK_TEXT_VIEW (widget)));
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   DtWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean in_text = focus != NULL && is_text (focus);
  guint modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);
  guint n;
  const DtCommandEntry *entries = dt_command_list_get (&n);

  if (!is_signed_in (self))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const DtCommandEntry *entry = &entries[i];
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      /* Nothing is done to the case behind the reply. */
      if (dt_window_shows_reply (self) && entry->group != DT_KEYS_GENERAL)
        continue;
      if (entry->key == 0 || gdk_keyval_to_lower (keyval) != entry->key
          || modifiers != (guint) entry->modifiers || (in_text && !entry->in_text))
        continue;
      if (g_action_parse_detailed_name (entry->action, &name, &target, NULL))
        gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
      return TRUE;
    }
  return FALSE;
}

/**
 * dt_window_receipt:
 * @self: a window
 * @case_id: a case
 *
 * Shows the receipt, to be printed or saved.
 */
void
dt_window_receipt (DtWindow *self, const char *case_id)
{
  g_return_if_fail (DT_IS_WINDOW (self) && case_id != NULL);

  dt_receipt_show (dt_window_get_service (self), case_id, GTK_WINDOW (self));
}

/**
 * dt_window_add_actions:
 * @self: a new window
 */
void
dt_window_add_actions (DtWindow *self)
{
  static const GActionEntry actions[] = {
    { .name = "walk-in", .activate = on_walk_in_cb },
    { .name = "import", .activate = on_import_cb },
    { .name = "find-unit", .activate = on_find_unit_cb },
    { .name = "letters", .activate = on_letters_cb },
    { .name = "search", .activate = on_search_cb },
    { .name = "palette", .activate = on_palette_cb },
    { .name = "view", .activate = on_view_cb, .parameter_type = "s" },
    { .name = "next", .activate = on_next_cb },
    { .name = "previous", .activate = on_previous_cb },
    { .name = "select", .activate = on_select_cb },
    { .name = "next-pane", .activate = on_next_pane_cb },
    { .name = "panel", .activate = on_panel_cb },
    { .name = "back", .activate = on_back_cb },
    { .name = "review", .activate = on_review_cb },
    { .name = "leave-case", .activate = on_leave_case_cb },
    { .name = "undo", .activate = on_undo_cb },
    { .name = "lock", .activate = on_lock_cb },
    { .name = "open-case", .activate = on_open_case_cb, .parameter_type = "s" },
    { .name = "verify", .activate = on_verify_cb },
    { .name = "templates", .activate = on_templates_cb },
    { .name = "preferences", .activate = on_preferences_cb },
    { .name = "shortcuts", .activate = on_shortcuts_cb },
    { .name = "about", .activate = on_about_cb },
  };
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  /* After the widget that has the focus: text keeps its own keys. */
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
