/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, a leader who is away. What was typed stays when the service refuses it. Main thread.
 */
#include "ui/settings/dt-absence-page.h"

#include "ui/forms/dt-absence-words.h"
#include "ui/forms/dt-date-row.h"
#include "ui/forms/dt-form.h"
#include "ui/shell/dt-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _DtAbsencePage
{
  GtkWidget parent_instance;
  GtkWidget *content;
  AdwWindowTitle *window_title;
  GtkWidget *save;
  GtkInfoBar *trouble;
  GtkLabel *trouble_text;
  AdwPreferencesGroup *group;
  GtkWidget *day; /* added to the group */
  GtkLabel *day_problem;
  AdwComboRow *deputy;
  GtkWidget *back_again;

  DtService *service;
  DtOfficer *officer;
  GPtrArray *deputies; /* of DtOfficer, as they are offered after "nobody" */
};

static guint closed_signal;

G_DEFINE_FINAL_TYPE (DtAbsencePage, dt_absence_page, GTK_TYPE_WIDGET)

static void
show_error (DtAbsencePage *self, const GError *error)
{
  g_autofree char *words = error != NULL ? dt_words_error (error) : NULL;

  gtk_label_set_text (self->trouble_text, words != NULL ? words : "");
  dt_form_show_bar (self->trouble, words != NULL);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtAbsencePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_finish (DT_SERVICE (source), result, &error);

  gtk_widget_set_sensitive (self->save, TRUE);
  gtk_widget_set_sensitive (self->back_again, TRUE);
  if (outcome == NULL)
    show_error (self, error);
  else
    g_signal_emit (self, closed_signal, 0, _ ("Saved"));
}

static void
run (DtAbsencePage *self, gint64 until, const char *deputy_id)
{
  g_autoptr (DtCommand) command = dt_command_set_absence (self->officer->id, until, deputy_id);

  show_error (self, NULL);
  gtk_widget_set_sensitive (self->save, FALSE);
  gtk_widget_set_sensitive (self->back_again, FALSE);
  dt_service_run_async (self->service, command, NULL, on_saved_cb, g_object_ref (self));
}

static const char *
get_deputy (DtAbsencePage *self)
{
  guint chosen = adw_combo_row_get_selected (self->deputy);

  return chosen > 0 && chosen <= self->deputies->len
             ? ((DtOfficer *) self->deputies->pdata[chosen - 1])->id
             : NULL;
}

static void
on_save_cb (DtAbsencePage *self)
{
  dt_absence_page_save (self);
}

static void
on_back_again_cb (DtAbsencePage *self)
{
  run (self, 0, NULL);
}

static void
on_back_cb (DtAbsencePage *self)
{
  g_signal_emit (self, closed_signal, 0, NULL);
}

static void
on_day_changed_cb (DtAbsencePage *self)
{
  dt_form_set_problem (self->day, self->day_problem, NULL);
}

static void
on_trouble_response_cb (DtAbsencePage *self)
{
  show_error (self, NULL);
}

static gboolean
dt_absence_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (DT_ABSENCE_PAGE (widget)->day);
}

static void
dt_absence_page_dispose (GObject *object)
{
  DtAbsencePage *self = DT_ABSENCE_PAGE (object);

  g_clear_object (&self->service);
  g_clear_object (&self->officer);
  g_clear_pointer (&self->deputies, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_ABSENCE_PAGE);
  G_OBJECT_CLASS (dt_absence_page_parent_class)->dispose (object);
}

static void
dt_absence_page_class_init (DtAbsencePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_absence_page_dispose;
  widget_class->grab_focus = dt_absence_page_grab_focus;
  closed_signal = g_signal_new ("closed",
                                G_TYPE_FROM_CLASS (klass),
                                G_SIGNAL_RUN_LAST,
                                0,
                                NULL,
                                NULL,
                                NULL,
                                G_TYPE_NONE,
                                1,
                                G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/settings/dt-absence-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DtAbsencePage, content);
  gtk_widget_class_bind_template_child (widget_class, DtAbsencePage, window_title);
  gtk_widget_class_bind_template_child (widget_class, DtAbsencePage, save);
  gtk_widget_class_bind_template_child (widget_class, DtAbsencePage, trouble);
  gtk_widget_class_bind_template_child (widget_class, DtAbsencePage, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, DtAbsencePage, group);
  gtk_widget_class_bind_template_child (widget_class, DtAbsencePage, day_problem);
  gtk_widget_class_bind_template_child (widget_class, DtAbsencePage, deputy);
  gtk_widget_class_bind_template_child (widget_class, DtAbsencePage, back_again);
  gtk_widget_class_bind_template_callback (widget_class, on_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_back_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_trouble_response_cb);
}

static void
dt_absence_page_init (DtAbsencePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->day = dt_date_row_add (GTK_WIDGET (self->group),
                               _ ("Away until the end of, for example 30/11/2026"));
  self->deputies = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_object (
      self->day, "changed", G_CALLBACK (on_day_changed_cb), self, G_CONNECT_SWAPPED);
}

/* Other leaders who may sign in; the one who stands in now is chosen. */
static void
offer_deputies (DtAbsencePage *self, const char *chosen_id)
{
  GPtrArray *officers = dt_service_get_officers (self->service);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  gtk_string_list_append (names, _ ("Nobody"));
  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = officers->pdata[i];

      if (!officer->active || (officer->roles & DT_ROLE_LEADER) == 0
          || g_str_equal (officer->id, self->officer->id))
        continue;
      gtk_string_list_append (names, officer->name);
      g_ptr_array_add (self->deputies, g_object_ref (officer));
      if (g_strcmp0 (officer->id, chosen_id) == 0)
        chosen = self->deputies->len;
    }
  adw_combo_row_set_model (self->deputy, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->deputy, chosen);
}

/**
 * dt_absence_page_may:
 * @service: the workspace
 * @officer: somebody
 *
 * Returns: whether the officer who signed in may say until when that one is away: of leaders an
 * administrator, of themselves each
 */
gboolean
dt_absence_page_may (DtService *service, DtOfficer *officer)
{
  DtOfficer *signed_in;

  g_return_val_if_fail (DT_IS_SERVICE (service) && DT_IS_OFFICER (officer), FALSE);

  signed_in = dt_service_get_officer (service);
  return signed_in != NULL && officer->active && (officer->roles & DT_ROLE_LEADER) != 0
         && dt_service_may (service, DT_COMMAND_SET_ABSENCE)
         && ((signed_in->roles & DT_ROLE_ADMINISTRATOR) != 0
             || g_str_equal (signed_in->id, officer->id));
}

/**
 * dt_absence_page_new:
 * @service: the workspace
 * @officer: a leader
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
dt_absence_page_new (DtService *service, DtOfficer *officer)
{
  DtAbsencePage *self = g_object_new (DT_TYPE_ABSENCE_PAGE, NULL);
  const DtAbsence *absence;

  g_return_val_if_fail (DT_IS_SERVICE (service) && DT_IS_OFFICER (officer), GTK_WIDGET (self));

  self->service = g_object_ref (service);
  self->officer = g_object_ref (officer);
  adw_window_title_set_subtitle (self->window_title, officer->name);
  absence = dt_service_find_absence (service, officer->id);
  if (absence != NULL)
    dt_date_row_set (self->day, dt_absence_get_last_day (absence));
  offer_deputies (self, absence != NULL ? absence->deputy_id : NULL);
  gtk_widget_set_visible (self->back_again, absence != NULL);
  return GTK_WIDGET (self);
}

/**
 * dt_absence_page_save:
 * @self: a page
 *
 * Records what is typed, or tells what is wrong with it.
 */
void
dt_absence_page_save (DtAbsencePage *self)
{
  DtDate date = DT_DATE_NONE;
  DtDate today;
  const char *problem = NULL;

  g_return_if_fail (DT_IS_ABSENCE_PAGE (self));

  today = dt_date_from_time (dt_clock_now (dt_service_get_clock (self->service)));
  if (!dt_date_row_get (self->day, &date))
    problem = _ ("There is no such day. Write it like this: 23/11/2026.");
  else if (date == DT_DATE_NONE)
    problem = _ ("Write the last day of the absence.");
  else if (date < today)
    problem = _ ("That day is over. Write today or a later day.");
  dt_form_set_problem (self->day, self->day_problem, problem);
  if (problem != NULL)
    gtk_widget_grab_focus (self->day);
  else
    run (self, dt_date_to_time (date + 1, 0), get_deputy (self));
}
