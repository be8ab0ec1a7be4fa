/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register is read whole, a year's letters of one form, and read again whenever it changed.
 * Main thread. */
#include "ui/letters/dt-register-window.h"

#include "base/dt-text.h"
#include "model/dt-date.h"
#include "ui/letters/dt-letter-window.h"
#include "ui/letters/dt-letter-words.h"
#include "ui/letters/dt-register-forms.h"
#include "ui/letters/dt-register-row.h"

#include <glib/gi18n.h>

struct _DtRegisterWindow
{
  AdwWindow parent_instance;
  GtkDropDown *form;
  GtkDropDown *year;
  GtkEditable *search;
  GtkLabel *next;
  GtkLabel *holder;
  GtkWidget *change;
  GtkWidget *hand;
  GtkStack *pages;
  GtkListView *list;

  DtRunner *runner;
  DtLetterRegister *shown;
  GListStore *rows;
  GArray *years; /* of int, as in the drop-down */
  gboolean filling;
  guint reading; /* counts: an older answer is not taken */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (DtRegisterWindow, dt_register_window, ADW_TYPE_WINDOW)

static DtService *
get_service (DtRegisterWindow *self)
{
  return dt_runner_get_service (self->runner);
}

/* ---- what is shown ---- */

static void
add_gaps (DtRegisterWindow *self, guint above, guint below)
{
  for (guint i = 0; i < self->shown->gaps->len; i++)
    {
      const DtNumberGap *gap = &g_array_index (self->shown->gaps, DtNumberGap, i);
      g_autofree char *text = NULL;
      g_autoptr (GtkStringObject) row = NULL;

      if (gap->first <= below || gap->last >= above)
        continue;
      text = gap->first == gap->last ? g_strdup_printf ("%u", gap->first)
                                     : g_strdup_printf ("%u–%u", gap->first, gap->last);
      row = gtk_string_object_new (text);
      g_list_store_append (self->rows, row);
    }
}

static void
list_rows (DtRegisterWindow *self)
{
  g_autofree char *folded = dt_text_fold (gtk_editable_get_text (self->search), -1);
  gboolean all = *g_strstrip (folded) == '\0';
  guint above = G_MAXUINT;

  g_list_store_remove_all (self->rows);
  for (guint i = 0; i < self->shown->letters->len; i++)
    {
      DtLetter *letter = self->shown->letters->pdata[i];

      if (all)
        add_gaps (self, above, letter->number);
      above = letter->number;
      if (all || dt_register_row_matches (letter, folded))
        g_list_store_append (self->rows, letter);
    }
  if (all && above != G_MAXUINT)
    add_gaps (self, above, 0);
  gtk_stack_set_visible_child_name (self->pages,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0
                                        ? "list"
                                    : all ? "empty"
                                          : "nothing");
}

static void
show_state (DtRegisterWindow *self)
{
  DtService *service = get_service (self);
  gboolean numbers = dt_service_may (service, DT_COMMAND_SET_LETTER_NUMBER);
  g_autofree char *next = g_strdup_printf (_ ("Next number: %u"), self->shown->next);
  g_autofree char *holder
      = self->shown->own ? g_strdup (_ ("This desk gives the numbers"))
        : self->shown->holder > 0
            ? g_strdup_printf (_ ("Desk %u gives the numbers"), self->shown->holder)
            : g_strdup (_ ("Another desk gives the numbers"));
  gboolean may = dt_register_forms_may_hand (service, self->shown);

  gtk_label_set_text (self->next, next);
  gtk_label_set_text (self->holder, holder);
  gtk_widget_set_visible (self->change, numbers && self->shown->own);
  gtk_widget_set_visible (self->hand, may);
  gtk_button_set_label (GTK_BUTTON (self->hand),
                        self->shown->own ? _ ("_Hand Over…") : _ ("_Take Over"));
}

static void
read_years (DtRegisterWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  int now = dt_date_get_year (dt_date_from_time (dt_runner_now (self->runner)));
  guint selected = 0;

  self->filling = TRUE;
  g_array_set_size (self->years, 0);
  g_array_append_val (self->years, now);
  for (guint i = 0; i < self->shown->years->len; i++)
    if (g_array_index (self->shown->years, int, i) != now)
      g_array_append_val (self->years, g_array_index (self->shown->years, int, i));
  for (guint i = 0; i < self->years->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d", g_array_index (self->years, int, i));

      if (g_array_index (self->years, int, i) == self->shown->year)
        selected = i;
      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (self->year, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->year, selected);
  self->filling = FALSE;
}

typedef struct
{
  DtRegisterWindow *self;
  guint number;
} Reading;

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Reading *reading = data;
  g_autoptr (DtRegisterWindow) self = reading->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtLetterRegister) loaded
      = dt_service_load_register_finish (DT_SERVICE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable) || reading->number != self->reading)
    return;
  if (loaded == NULL)
    {
      dt_runner_fail (self->runner, error);
      return;
    }
  g_set_object (&self->shown, loaded);
  read_years (self);
  show_state (self);
  list_rows (self);
}

static void
load (DtRegisterWindow *self)
{
  guint year = gtk_drop_down_get_selected (self->year);
  Reading *reading = g_new0 (Reading, 1);

  reading->self = g_object_ref (self);
  reading->number = ++self->reading;
  dt_service_load_register_async (
      get_service (self),
      year < self->years->len ? g_array_index (self->years, int, year)
                              : dt_date_get_year (dt_date_from_time (dt_runner_now (self->runner))),
      (DtLetterForm) gtk_drop_down_get_selected (self->form),
      self->cancellable,
      on_loaded_cb,
      reading);
}

/* ---- callbacks ---- */

static void
on_choice_cb (DtRegisterWindow *self)
{
  if (!self->filling && self->runner != NULL)
    load (self);
}

static void
on_search_cb (DtRegisterWindow *self)
{
  if (self->shown != NULL)
    list_rows (self);
}

static void
on_service_changed_cb (DtRegisterWindow *self, DtChanges *changes)
{
  if (changes == NULL || changes->letters || changes->everything)
    load (self);
}

static void
on_activate_cb (DtRegisterWindow *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (DT_IS_LETTER (item))
    dt_letter_window_present_issued (self->runner, GTK_WINDOW (self), DT_LETTER (item));
}

static void
on_void_cb (DtRegisterRow *row, GtkListItem *item)
{
  DtRegisterWindow *self = g_object_get_data (G_OBJECT (item), "dt-window");
  GObject *letter = gtk_list_item_get_item (item);

  if (DT_IS_LETTER (letter))
    dt_register_forms_void (self->runner, GTK_WINDOW (self), DT_LETTER (letter));
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *row = dt_register_row_new ();

  g_object_set_data (G_OBJECT (item), "dt-window", data);
  g_signal_connect (row, "void", G_CALLBACK (on_void_cb), item);
  gtk_list_item_set_child (item, row);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  DtRegisterWindow *self = data;

  dt_register_row_set_item (DT_REGISTER_ROW (gtk_list_item_get_child (item)),
                            gtk_list_item_get_item (item),
                            dt_service_may (get_service (self), DT_COMMAND_VOID_LETTER));
}

static void
on_change_cb (DtRegisterWindow *self)
{
  if (self->shown != NULL)
    dt_register_forms_set_next (self->runner, GTK_WINDOW (self), self->shown);
}

static void
on_hand_cb (DtRegisterWindow *self)
{
  if (self->shown != NULL)
    dt_register_forms_hand (self->runner, GTK_WINDOW (self), self->shown);
}

static void
on_officer_changed_cb (DtRegisterWindow *self)
{
  if (dt_service_get_officer (get_service (self)) == NULL)
    gtk_window_destroy (GTK_WINDOW (self));
}

/* ---- class ---- */

static void
dt_register_window_dispose (GObject *object)
{
  DtRegisterWindow *self = DT_REGISTER_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_REGISTER_WINDOW);
  G_OBJECT_CLASS (dt_register_window_parent_class)->dispose (object);
}

static void
dt_register_window_finalize (GObject *object)
{
  DtRegisterWindow *self = DT_REGISTER_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->runner);
  g_clear_object (&self->shown);
  g_clear_object (&self->rows);
  g_array_unref (self->years);
  G_OBJECT_CLASS (dt_register_window_parent_class)->finalize (object);
}

static void
dt_register_window_class_init (DtRegisterWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_register_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_register_window_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/letters/dt-register-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DtRegisterWindow, form);
  gtk_widget_class_bind_template_child (widget_class, DtRegisterWindow, year);
  gtk_widget_class_bind_template_child (widget_class, DtRegisterWindow, search);
  gtk_widget_class_bind_template_child (widget_class, DtRegisterWindow, next);
  gtk_widget_class_bind_template_child (widget_class, DtRegisterWindow, holder);
  gtk_widget_class_bind_template_child (widget_class, DtRegisterWindow, change);
  gtk_widget_class_bind_template_child (widget_class, DtRegisterWindow, hand);
  gtk_widget_class_bind_template_child (widget_class, DtRegisterWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, DtRegisterWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_change_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_hand_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dt_register_window_init (DtRegisterWindow *self)
{
  g_autoptr (GtkStringList) forms = gtk_string_list_new (NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->rows = g_list_store_new (G_TYPE_OBJECT);
  self->years = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < DT_N_LETTER_FORMS; i++)
    gtk_string_list_append (forms, dt_letter_words_form (i));
  self->filling = TRUE;
  gtk_drop_down_set_model (self->form, G_LIST_MODEL (forms));
  self->filling = FALSE;
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (
      self->list,
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows)))));
}

/**
 * dt_register_window_present:
 * @runner: who runs its commands
 * @parent: (nullable): the window it stands over
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_register_window_present (DtRunner *runner, GtkWindow *parent)
{
  DtRegisterWindow *self;

  g_return_val_if_fail (DT_IS_RUNNER (runner), NULL);

  self = g_object_new (DT_TYPE_REGISTER_WINDOW, "transient-for", parent, NULL);
  self->runner = g_object_ref (runner);
  g_signal_connect_object (get_service (self),
                           "officer-changed",
                           G_CALLBACK (on_officer_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (
      get_service (self), "changed", G_CALLBACK (on_service_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WINDOW (self);
}

/**
 * dt_register_window_get_register:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): what it shows
 */
DtLetterRegister *
dt_register_window_get_register (DtRegisterWindow *self)
{
  g_return_val_if_fail (DT_IS_REGISTER_WINDOW (self), NULL);

  return self->shown;
}

/**
 * dt_register_window_show_form:
 * @self: the window
 * @form: whose numbers to show
 */
void
dt_register_window_show_form (DtRegisterWindow *self, DtLetterForm form)
{
  g_return_if_fail (DT_IS_REGISTER_WINDOW (self));

  gtk_drop_down_set_selected (self->form, form);
}
