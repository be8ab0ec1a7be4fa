/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms for a case's details and for refusing it. */
#include "ui/inbox/dt-case-forms.h"

#include "model/dt-address-advice.h"
#include "ui/forms/dt-address-hint.h"
#include "ui/inbox/dt-trait-rows.h"
#include "ui/shell/dt-form-window.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

typedef struct
{
  DtRunner *runner;
  GPtrArray *cases;
  GtkWidget *title, *kind, *field, *priority, *place, *group; /* edit */
  DtTraitRows *traits;                                        /* edit, of one case */
  GtkWidget *reason;                                          /* refuse, forward */
  const char *ground;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->runner);
  g_ptr_array_unref (form->cases);
  g_free (form);
}

static Form *
form_new (DtRunner *runner, GPtrArray *cases)
{
  Form *form = g_new0 (Form, 1);

  form->runner = g_object_ref (runner);
  form->cases = g_ptr_array_ref (cases);
  return form;
}

/**
 * dt_cases_get_ids:
 * @cases: (element-type DtCase): cases
 *
 * Returns: (transfer container) (array zero-terminated=1): their ids
 */
const char **
dt_cases_get_ids (GPtrArray *cases)
{
  const char **ids = g_new0 (const char *, cases->len + 1);

  for (guint i = 0; i < cases->len; i++)
    ids[i] = ((DtCase *) cases->pdata[i])->id;
  return ids;
}

/**
 * dt_cases_describe:
 * @cases: (element-type DtCase): cases
 *
 * Returns: (transfer full): the code of the one, or how many
 */
char *
dt_cases_describe (GPtrArray *cases)
{
  if (cases->len == 1)
    return g_strdup (((DtCase *) cases->pdata[0])->code);

  g_autofree char *number = dt_words_number (cases->len);

  return g_strdup_printf (ngettext ("%s case", "%s cases", cases->len), number);
}

/* ---- details ---- */

/* Of several cases the first choice is to leave each as it is. */
static GtkWidget *
add_choice (GtkWidget *group, Form *form, const char *title, GPtrArray *names, guint selected)
{
  gboolean several = form->cases->len > 1;

  if (several)
    g_ptr_array_insert (names, 0, g_strdup (_ ("Leave as it is")));
  g_ptr_array_add (names, NULL);
  return dt_form_add_combo (
      group, title, (const char *const *) names->pdata, several ? 0 : selected);
}

static GtkWidget *
add_kind (GtkWidget *group, Form *form, DtCase *a_case)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < DT_N_CASE_KINDS; i++)
    g_ptr_array_add (names, g_strdup (dt_words_kind ((DtCaseKind) i)));
  return add_choice (group, form, _ ("Kind"), names, a_case->kind);
}

static GtkWidget *
add_field (GtkWidget *group, Form *form, DtCase *a_case)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const GPtrArray *fields = dt_catalogue_get_fields ();
  guint selected = 0;

  g_ptr_array_add (names, g_strdup (_ ("No field yet")));
  for (guint i = 0; i < fields->len; i++)
    {
      const DtField *field = fields->pdata[i];

      g_ptr_array_add (names, g_strdup (dt_words_field (field->code)));
      if (g_strcmp0 (field->code, a_case->field) == 0)
        selected = i + 1;
    }
  return add_choice (group, form, _ ("Field of work"), names, selected);
}

static GtkWidget *
add_priority (GtkWidget *group, Form *form, DtCase *a_case)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < DT_N_PRIORITIES; i++)
    g_ptr_array_add (names, g_strdup (dt_words_priority ((DtPriority) i)));
  return add_choice (group, form, _ ("Priority"), names, a_case->priority);
}

/* −1: leave it. */
static int
get_choice (Form *form, GtkWidget *combo)
{
  int selected = (int) adw_combo_row_get_selected (ADW_COMBO_ROW (combo));

  return form->cases->len > 1 ? selected - 1 : selected;
}

static void
read_texts (Form *form, DtCase *a_case, DtCaseEdit *edit, char **texts)
{
  texts[0] = form->title != NULL ? dt_form_dup_entry (form->title) : NULL;
  texts[1] = form->place != NULL ? dt_form_dup_entry (form->place) : NULL;
  texts[2] = dt_form_dup_entry (form->group);
  if (form->title != NULL && texts[0] != NULL && g_strcmp0 (texts[0], a_case->title) != 0)
    {
      edit->set_title = TRUE;
      edit->title = texts[0];
    }
  if (form->place != NULL && g_strcmp0 (texts[1], a_case->place) != 0)
    {
      edit->set_place = TRUE;
      edit->place = texts[1];
    }
  if (form->cases->len > 1 ? texts[2] != NULL : g_strcmp0 (texts[2], a_case->group) != 0)
    {
      edit->set_group = TRUE;
      edit->group = texts[2];
    }
}

static void
on_edit_accept_cb (DtFormWindow *window, gpointer data)
{
  Form *form = data;
  DtCase *a_case = form->cases->pdata[0];
  gboolean several = form->cases->len > 1;
  int kind = get_choice (form, form->kind);
  int field = get_choice (form, form->field);
  int priority = get_choice (form, form->priority);
  DtCaseEdit edit = { 0 };
  char *texts[3] = { NULL };
  g_autofree const char **ids = dt_cases_get_ids (form->cases);

  read_texts (form, a_case, &edit, texts);
  if (kind >= 0 && (several || kind != (int) a_case->kind))
    {
      edit.set_kind = TRUE;
      edit.kind = (DtCaseKind) kind;
    }
  if (priority >= 0 && (several || priority != (int) a_case->priority))
    {
      edit.set_priority = TRUE;
      edit.priority = (DtPriority) priority;
    }
  if (field >= 0)
    {
      const GPtrArray *fields = dt_catalogue_get_fields ();
      const char *code = field > 0 ? ((DtField *) fields->pdata[field - 1])->code : NULL;

      edit.set_field = several || g_strcmp0 (code, a_case->field) != 0;
      edit.field = code;
    }
  if (form->traits != NULL)
    {
      edit.traits = dt_trait_rows_get (form->traits);
      edit.set_traits = edit.traits != a_case->traits;
    }
  if (edit.set_kind || edit.set_field || edit.set_priority || edit.set_group || edit.set_title
      || edit.set_place || edit.set_traits)
    dt_form_window_run (
        window, form->runner, dt_command_set_fields (ids, &edit), _ ("Details changed"));
  else
    gtk_window_destroy (GTK_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
}

static void
on_kind_selected_cb (AdwComboRow *combo, GParamSpec *pspec, gpointer data)
{
  dt_trait_rows_set_matter (((Form *) data)->traits, (DtMatter) adw_combo_row_get_selected (combo));
}

/**
 * dt_edit_form_present:
 * @runner: who runs the command
 * @parent: (nullable): the window it stands before
 * @cases: (element-type DtCase): which
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_edit_form_present (DtRunner *runner, GtkWindow *parent, GPtrArray *cases)
{
  g_return_val_if_fail (DT_IS_RUNNER (runner) && cases != NULL && cases->len > 0, NULL);

  DtCase *a_case = cases->pdata[0];
  g_autofree char *which = dt_cases_describe (cases);
  DtFormWindow *window = dt_form_window_new (
      parent, _ ("Details of the Case"), which, _ ("_Save"), DT_FORM_SUGGESTED);
  Form *form = form_new (runner, cases);
  GtkWidget *group = dt_form_add_group (window, NULL, NULL);
  GtkWidget *where;
  DtService *service = dt_runner_get_service (runner);
  const char *group_name = dt_service_get_setting (service, "unit.group_name");
  const DtUnit *unit = dt_service_get_unit (service);

  if (cases->len == 1)
    form->title = dt_form_add_entry (group, _ ("Title"), a_case->title);
  form->kind = add_kind (group, form, a_case);
  form->field = add_field (group, form, a_case);
  form->priority = add_priority (group, form, a_case);
  if (cases->len == 1)
    {
      form->traits = dt_trait_rows_add (window, service, a_case);
      g_signal_connect (form->kind, "notify::selected", G_CALLBACK (on_kind_selected_cb), form);
    }
  where = dt_form_add_group (window, _ ("Where It Happened"), NULL);
  if (cases->len == 1)
    form->place = dt_form_add_entry (where, _ ("Place"), a_case->place);
  form->group = dt_form_add_entry (where,
                                   group_name != NULL ? group_name : _ ("Residential group"),
                                   cases->len == 1 ? a_case->group : NULL);
  if (form->place != NULL)
    dt_address_hint_attach (form->place, unit != NULL ? unit->code : NULL);
  dt_form_window_set_data (window, form, form_free);
  g_signal_connect (window, "accept", G_CALLBACK (on_edit_accept_cb), form);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

/* ---- refusing ---- */

static void
on_ground_toggled_cb (GtkCheckButton *button, DtFormWindow *window)
{
  Form *form = dt_form_window_get_data (window);

  if (!gtk_check_button_get_active (button))
    return;
  form->ground = g_object_get_data (G_OBJECT (button), "ground");
  dt_form_window_set_ready (window, TRUE);
}

static void
add_ground (DtFormWindow *window, GtkWidget *group, const DtGround *ground, GtkWidget **first)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *source = ground->check
                                ? g_strdup_printf (_ ("%s (to be checked)"), ground->source)
                                : g_strdup (ground->source);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ground->name_vi);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), source);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (check), "ground", ground->code);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, ground->name_vi, -1);
  if (*first != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (*first));
  else
    *first = check;
  g_signal_connect (check, "toggled", G_CALLBACK (on_ground_toggled_cb), window);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
on_refuse_accept_cb (DtFormWindow *window, gpointer data)
{
  Form *form = data;
  g_autofree char *reason = dt_form_dup_entry (form->reason);
  g_autofree char *which = dt_cases_describe (form->cases);
  g_autofree char *text = g_strdup_printf (_ ("Refused %s"), which);
  g_autofree const char **ids = dt_cases_get_ids (form->cases);

  dt_form_window_run (window,
                      form->runner,
                      dt_command_set_status (ids, DT_CASE_STATUS_REFUSED, form->ground, reason),
                      text);
}

/**
 * dt_refuse_form_present:
 * @runner: who runs the command
 * @parent: (nullable): the window it stands before
 * @cases: (element-type DtCase): which
 *
 * Asks for a ground that the law gives for all the kinds of the cases.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_refuse_form_present (DtRunner *runner, GtkWindow *parent, GPtrArray *cases)
{
  g_return_val_if_fail (DT_IS_RUNNER (runner) && cases != NULL && cases->len > 0, NULL);

  g_autofree char *which = dt_cases_describe (cases);
  DtFormWindow *window
      = dt_form_window_new (parent, _ ("Refuse"), which, _ ("_Refuse"), DT_FORM_DESTRUCTIVE);
  Form *form = form_new (runner, cases);
  const GPtrArray *grounds = dt_catalogue_get_grounds ();
  GtkWidget *group = dt_form_add_group (
      window, _ ("On Which Ground?"), _ ("The ground stands in the record and in the answer."));
  GtkWidget *words;
  GtkWidget *first = NULL;
  guint kinds = 0;

  for (guint i = 0; i < cases->len; i++)
    kinds |= 1u << ((DtCase *) cases->pdata[i])->kind;
  dt_form_window_set_data (window, form, form_free);
  for (guint i = 0; i < grounds->len; i++)
    {
      const DtGround *ground = grounds->pdata[i];

      if ((ground->kinds & kinds) == kinds)
        add_ground (window, group, ground, &first);
    }
  if (first == NULL)
    adw_preferences_group_set_description (
        ADW_PREFERENCES_GROUP (group),
        _ ("No ground holds for all these kinds of cases. Refuse them one by one."));
  words = dt_form_add_group (window, NULL, NULL);
  form->reason = dt_form_add_entry (words, _ ("More about it (may stay empty)"), NULL);
  dt_form_window_set_ready (window, FALSE);
  g_signal_connect (window, "accept", G_CALLBACK (on_refuse_accept_cb), form);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

/* ---- forwarding ---- */

static void
on_forward_accept_cb (DtFormWindow *window, gpointer data)
{
  Form *form = data;
  g_autofree char *receiver = dt_form_dup_entry (form->reason);
  g_autofree char *which = dt_cases_describe (form->cases);
  g_autofree char *text = g_strdup_printf (_ ("Forwarded %s"), which);
  g_autofree const char **ids = dt_cases_get_ids (form->cases);

  dt_form_window_run (window,
                      form->runner,
                      dt_command_set_status (ids, DT_CASE_STATUS_FORWARDED, NULL, receiver),
                      text);
}

static void
on_receiver_changed_cb (GtkEditable *entry, DtFormWindow *window)
{
  g_autofree char *receiver = dt_form_dup_entry (GTK_WIDGET (entry));

  dt_form_window_set_ready (window, receiver != NULL);
}

/**
 * dt_forward_form_present:
 * @runner: who runs the command
 * @parent: (nullable): the window it stands before
 * @cases: (element-type DtCase): which
 * @unit: the proposed receiver
 *
 * Whom it goes to stands in the record and in the history of the case.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_forward_form_present (DtRunner *runner, GtkWindow *parent, GPtrArray *cases, const DtUnit *unit)
{
  g_return_val_if_fail (DT_IS_RUNNER (runner) && cases != NULL && cases->len > 0, NULL);
  g_return_val_if_fail (unit != NULL, NULL);

  g_autofree char *which = dt_cases_describe (cases);
  g_autofree char *name = dt_address_unit_to_text (unit);
  DtFormWindow *window
      = dt_form_window_new (parent, _ ("Forward"), which, _ ("_Forward"), DT_FORM_SUGGESTED);
  Form *form = form_new (runner, cases);
  GtkWidget *group
      = dt_form_add_group (window, NULL, _ ("The receiver stands in the history of the case."));

  form->reason = dt_form_add_entry (group, _ ("To which office"), name);
  dt_form_window_set_data (window, form, form_free);
  g_signal_connect (form->reason, "changed", G_CALLBACK (on_receiver_changed_cb), window);
  g_signal_connect (window, "accept", G_CALLBACK (on_forward_accept_cb), form);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}
