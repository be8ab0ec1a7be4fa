/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One entry, and below it what the text means. The arrows go from the entry into the results and
 * back. */
#include "ui/units/dt-unit-finder.h"

#include "model/dt-address-advice.h"
#include "ui/forms/dt-address-loader.h"
#include "ui/units/dt-unit-results.h"

#include <glib/gi18n.h>

#define COPIED_SECONDS 3

struct _DtUnitFinder
{
  AdwWindow parent_instance;
  AdwToastOverlay *toasts;
  GtkWidget *entry;
  GtkStack *pages;
  GtkBox *examples;
  GtkScrolledWindow *scroller;
  AdwBin *results;

  const DtUnit *own;
  const DtAddressIndex *index; /* NULL until it is made */
  GCancellable *loading;
  char *answered; /* the text that the results are about */
};

G_DEFINE_FINAL_TYPE (DtUnitFinder, dt_unit_finder, ADW_TYPE_WINDOW)

/* All rows that can be seen, in order: a unit's head, then what it was made of. */
static void
collect_rows (GtkWidget *widget, GPtrArray *rows)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (ADW_IS_ACTION_ROW (widget))
    g_ptr_array_add (rows, widget);
  else
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      collect_rows (child, rows);
}

static void
answer (DtUnitFinder *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  GtkWidget *results = NULL;

  if (self->index == NULL || g_strcmp0 (g_strstrip (text), self->answered) == 0)
    return;
  g_free (self->answered);
  self->answered = g_strdup (text);
  if (*text == '\0')
    {
      adw_bin_set_child (self->results, NULL);
      gtk_stack_set_visible_child_name (self->pages, "start");
      return;
    }
  results = dt_unit_results_new (self->index, text, self->own != NULL ? self->own->code : NULL);
  adw_bin_set_child (self->results, results);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  gtk_stack_set_visible_child_name (self->pages, results != NULL ? "results" : "nothing");
}

/* ---- callbacks ---- */

static void
on_search_changed_cb (DtUnitFinder *self)
{
  answer (self);
}

static void
on_activate_cb (DtUnitFinder *self)
{
  answer (self);
  dt_unit_finder_move (self, 1);
}

static void
on_stop_search_cb (DtUnitFinder *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint keyval,
                   guint keycode,
                   GdkModifierType state,
                   DtUnitFinder *self)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_Up)
    return FALSE;
  return dt_unit_finder_move (self, keyval == GDK_KEY_Down ? 1 : -1);
}

static void
on_example_clicked_cb (GtkButton *button, DtUnitFinder *self)
{
  dt_unit_finder_ask (self, gtk_button_get_label (button));
}

static void
on_copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DtUnitFinder *self = DT_UNIT_FINDER (widget);
  const char *text = g_variant_get_string (parameter, NULL);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *said = g_strdup_printf (_ ("Copied: %s"), escaped);
  AdwToast *toast = adw_toast_new (said);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  adw_toast_set_timeout (toast, COPIED_SECONDS);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_ask_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dt_unit_finder_ask (DT_UNIT_FINDER (widget), g_variant_get_string (parameter, NULL));
}

static void
add_example (DtUnitFinder *self, const char *text)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                           PANGO_ELLIPSIZE_END);
  g_signal_connect (button, "clicked", G_CALLBACK (on_example_clicked_cb), self);
  gtk_box_append (self->examples, button);
}

/* Of the office's own past: a former unit that is whole in it, one that was divided, itself. */
static void
add_examples (DtUnitFinder *self)
{
  g_autoptr (GPtrArray) formers = NULL;
  g_autofree char *present = NULL;

  if (self->own == NULL)
    return;
  formers = dt_address_index_list_formers (self->index, self->own);
  for (guint divided = 0; divided < 2; divided++)
    for (guint i = 0; i < formers->len; i++)
      {
        const DtFormerUnit *former = formers->pdata[i];
        g_autofree char *text = dt_address_former_to_text (former);

        if ((former->n_units > 1) != divided)
          continue;
        add_example (self, text);
        break;
      }
  present = dt_address_unit_to_text (self->own);
  add_example (self, present);
}

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  const DtAddressIndex *index = dt_address_load_finish (result);
  DtUnitFinder *self = data;

  if (index == NULL)
    return;
  self->index = index;
  add_examples (self);
  answer (self);
}

/* ---- class ---- */

static void
dt_unit_finder_dispose (GObject *object)
{
  DtUnitFinder *self = DT_UNIT_FINDER (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  G_OBJECT_CLASS (dt_unit_finder_parent_class)->dispose (object);
}

static void
dt_unit_finder_finalize (GObject *object)
{
  g_free (DT_UNIT_FINDER (object)->answered);
  G_OBJECT_CLASS (dt_unit_finder_parent_class)->finalize (object);
}

static void
dt_unit_finder_class_init (DtUnitFinderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_unit_finder_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_unit_finder_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/units/dt-unit-finder.ui");
  gtk_widget_class_bind_template_child (widget_class, DtUnitFinder, toasts);
  gtk_widget_class_bind_template_child (widget_class, DtUnitFinder, entry);
  gtk_widget_class_bind_template_child (widget_class, DtUnitFinder, pages);
  gtk_widget_class_bind_template_child (widget_class, DtUnitFinder, examples);
  gtk_widget_class_bind_template_child (widget_class, DtUnitFinder, scroller);
  gtk_widget_class_bind_template_child (widget_class, DtUnitFinder, results);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search_cb);
  gtk_widget_class_install_action (widget_class, "units.copy", "s", on_copy_cb);
  gtk_widget_class_install_action (widget_class, "units.ask", "s", on_ask_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dt_unit_finder_init (DtUnitFinder *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->loading = g_cancellable_new ();
  dt_address_load_async (self->loading, on_loaded_cb, self);
}

/* ---- public ---- */

/**
 * dt_unit_finder_new:
 * @own: (nullable): the office's own unit
 * @parent: (nullable): the window it belongs to, which stays usable
 *
 * Returns: (transfer floating): a window to be presented
 */
GtkWindow *
dt_unit_finder_new (const DtUnit *own, GtkWindow *parent)
{
  DtUnitFinder *self = g_object_new (DT_TYPE_UNIT_FINDER, "transient-for", parent, NULL);

  self->own = own;
  gtk_widget_grab_focus (self->entry);
  return GTK_WINDOW (self);
}

/**
 * dt_unit_finder_ask:
 * @self: the window
 * @text: what to look up
 */
void
dt_unit_finder_ask (DtUnitFinder *self, const char *text)
{
  g_return_if_fail (DT_IS_UNIT_FINDER (self) && text != NULL);

  g_autofree char *copy = g_strdup (text);

  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), copy);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  answer (self);
}

/**
 * dt_unit_finder_get_page:
 * @self: the window
 *
 * Returns: "start", "results" or "nothing"
 */
const char *
dt_unit_finder_get_page (DtUnitFinder *self)
{
  g_return_val_if_fail (DT_IS_UNIT_FINDER (self), NULL);

  return gtk_stack_get_visible_child_name (self->pages);
}

/**
 * dt_unit_finder_move:
 * @self: the window
 * @step: 1 to the row below, -1 to the one above
 *
 * Moves the focus as the arrow keys do: from the entry into the results, through their rows, and
 * back into the entry.
 *
 * Returns: whether there was somewhere to go
 */
gboolean
dt_unit_finder_move (DtUnitFinder *self, int step)
{
  g_return_val_if_fail (DT_IS_UNIT_FINDER (self), FALSE);

  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  int at = -1; /* the entry */

  collect_rows (GTK_WIDGET (self->results), rows);
  if (focus == NULL || rows->len == 0)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (focus == rows->pdata[i] || gtk_widget_is_ancestor (focus, rows->pdata[i]))
      at = (int) i;
  at += step;
  if (at < -1 || at >= (int) rows->len)
    return FALSE;
  if (at >= 0)
    return gtk_widget_grab_focus (rows->pdata[at]);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  return TRUE;
}
