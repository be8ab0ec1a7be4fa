/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms about citizens. */
#include "ui/inbox/dt-citizen-forms.h"

#include "base/dt-text.h"
#include "ui/forms/dt-address-hint.h"
#include "ui/inbox/dt-picker.h"
#include "ui/shell/dt-form-window.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

enum
{
  NAME,
  PHONE,
  EMAIL,
  ADDRESS,
  GROUP,
  ID_NUMBER,
  N_ENTRIES
};

typedef struct
{
  DtRunner *runner;
  char *case_id;
  DtCitizen *citizen;
  GtkWidget *entries[N_ENTRIES];
  GtkWidget *consent;
  GtkWidget *how;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->runner);
  g_clear_object (&form->citizen);
  g_free (form->case_id);
  g_free (form);
}

static Form *
form_new (DtFormWindow *window, DtRunner *runner, const char *case_id, DtCitizen *citizen)
{
  Form *form = g_new0 (Form, 1);

  form->runner = g_object_ref (runner);
  form->case_id = g_strdup (case_id);
  g_set_object (&form->citizen, citizen);
  dt_form_window_set_data (window, form, form_free);
  return form;
}

static const char *
get_name (DtCitizen *citizen)
{
  return citizen->name != NULL ? citizen->name : _ ("No name given");
}

static void
add_entries (DtFormWindow *window, Form *form, const char *const *values)
{
  GtkWidget *who = dt_form_add_group (window, NULL, NULL);
  GtkWidget *where = dt_form_add_group (window, _ ("Where They Live"), NULL);
  DtService *service = dt_runner_get_service (form->runner);
  const char *group_name = dt_service_get_setting (service, "unit.group_name");
  const DtUnit *unit = dt_service_get_unit (service);

  form->entries[NAME] = dt_form_add_entry (who, _ ("Full name"), values[NAME]);
  form->entries[PHONE] = dt_form_add_entry (who, _ ("Phone"), values[PHONE]);
  gtk_text_set_input_purpose (
      GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (form->entries[PHONE]))),
      GTK_INPUT_PURPOSE_PHONE);
  form->entries[EMAIL] = dt_form_add_entry (who, _ ("E-mail"), values[EMAIL]);
  form->entries[ID_NUMBER] = dt_form_add_entry (who, _ ("ID number"), values[ID_NUMBER]);
  form->entries[ADDRESS] = dt_form_add_entry (where, _ ("Address"), values[ADDRESS]);
  form->entries[GROUP] = dt_form_add_entry (
      where, group_name != NULL ? group_name : _ ("Residential group"), values[GROUP]);
  dt_address_hint_attach (form->entries[ADDRESS], unit != NULL ? unit->code : NULL);
}

/* NULL, with the trouble said in the form, if something cannot be so. */
static DtCitizen *
read_entries (DtFormWindow *window, Form *form)
{
  g_autoptr (DtCitizen) citizen = dt_citizen_new ();
  g_autofree char *phone = dt_form_dup_entry (form->entries[PHONE]);

  citizen->name = dt_form_dup_entry (form->entries[NAME]);
  citizen->email = dt_form_dup_entry (form->entries[EMAIL]);
  citizen->address = dt_form_dup_entry (form->entries[ADDRESS]);
  citizen->group = dt_form_dup_entry (form->entries[GROUP]);
  citizen->id_number = dt_form_dup_entry (form->entries[ID_NUMBER]);
  if (phone != NULL)
    {
      citizen->phone = dt_text_normalize_phone (phone);
      if (citizen->phone == NULL)
        {
          dt_form_window_say (window, _ ("This is no phone number. Check its digits."));
          gtk_widget_grab_focus (form->entries[PHONE]);
          return NULL;
        }
    }
  if (citizen->name == NULL && citizen->phone == NULL && citizen->email == NULL)
    {
      dt_form_window_say (window, _ ("Enter a name, a phone number or an e-mail address."));
      gtk_widget_grab_focus (form->entries[NAME]);
      return NULL;
    }
  return g_steal_pointer (&citizen);
}

/* ---- details ---- */

static void
on_citizen_accept_cb (DtFormWindow *window, gpointer data)
{
  Form *form = data;
  g_autoptr (DtCitizen) values = read_entries (window, form);

  if (values == NULL)
    return;
  if (form->citizen != NULL)
    dt_form_window_run (window,
                        form->runner,
                        dt_command_set_citizen (form->citizen->id, values),
                        _ ("Citizen's details changed"));
  else
    dt_form_window_run (window,
                        form->runner,
                        dt_command_link_citizen (form->case_id, NULL, values),
                        _ ("Citizen added"));
}

static void
on_remove_clicked_cb (GtkButton *button, DtFormWindow *window)
{
  Form *form = dt_form_window_get_data (window);

  dt_form_window_run (window,
                      form->runner,
                      dt_command_unlink_citizen (form->case_id, form->citizen->id),
                      _ ("Citizen taken off the case"));
}

static void
on_erase_clicked_cb (GtkButton *button, DtFormWindow *window)
{
  Form *form = dt_form_window_get_data (window);

  dt_erase_form_present (
      form->runner, gtk_window_get_transient_for (GTK_WINDOW (window)), form->citizen);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_danger (DtFormWindow *window, Form *form)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *take_off = gtk_button_new_with_label (_ ("Take Off the Case"));
  GtkWidget *erase = gtk_button_new_with_label (_ ("Erase Personal Data…"));
  DtService *service = dt_runner_get_service (form->runner);

  if (!dt_service_may (service, DT_COMMAND_ERASE_CITIZEN))
    {
      g_autofree char *who = dt_words_who_may (DT_COMMAND_ERASE_CITIZEN);

      gtk_widget_set_sensitive (erase, FALSE);
      gtk_widget_set_tooltip_text (erase, who);
    }
  gtk_widget_add_css_class (erase, "destructive-action");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), take_off);
  gtk_box_append (GTK_BOX (box), erase);
  g_signal_connect (take_off, "clicked", G_CALLBACK (on_remove_clicked_cb), window);
  g_signal_connect (erase, "clicked", G_CALLBACK (on_erase_clicked_cb), window);
  dt_form_window_add (window, box);
}

/**
 * dt_citizen_form_present:
 * @runner: who runs the command
 * @parent: (nullable): the window it stands before
 * @case_id: the case they can be taken off
 * @citizen: who
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_citizen_form_present (DtRunner *runner,
                         GtkWindow *parent,
                         const char *case_id,
                         DtCitizen *citizen)
{
  g_return_val_if_fail (DT_IS_RUNNER (runner) && DT_IS_CITIZEN (citizen), NULL);

  DtFormWindow *window
      = dt_form_window_new (parent, _ ("Citizen"), citizen->name, _ ("_Save"), DT_FORM_SUGGESTED);
  Form *form = form_new (window, runner, case_id, citizen);
  g_autofree char *phone = citizen->phone != NULL ? dt_text_format_phone (citizen->phone) : NULL;
  const char *values[N_ENTRIES] = {
    [NAME] = citizen->name,       [PHONE] = phone,          [EMAIL] = citizen->email,
    [ADDRESS] = citizen->address, [GROUP] = citizen->group, [ID_NUMBER] = citizen->id_number
  };

  add_entries (window, form, values);
  add_danger (window, form);
  g_signal_connect (window, "accept", G_CALLBACK (on_citizen_accept_cb), form);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

/**
 * dt_new_citizen_form_present:
 * @runner: who runs the command
 * @parent: (nullable): the window it stands before
 * @case_id: the case they are added to
 * @name: (nullable): what was searched for: a name or a phone number
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_new_citizen_form_present (DtRunner *runner,
                             GtkWindow *parent,
                             const char *case_id,
                             const char *name)
{
  g_return_val_if_fail (DT_IS_RUNNER (runner) && case_id != NULL, NULL);

  DtFormWindow *window
      = dt_form_window_new (parent, _ ("New Citizen"), NULL, _ ("_Add"), DT_FORM_SUGGESTED);
  Form *form = form_new (window, runner, case_id, NULL);
  g_autofree char *phone = name != NULL ? dt_text_normalize_phone (name) : NULL;
  const char *values[N_ENTRIES]
      = { [NAME] = phone == NULL ? name : NULL, [PHONE] = phone != NULL ? name : NULL };

  add_entries (window, form, values);
  g_signal_connect (window, "accept", G_CALLBACK (on_citizen_accept_cb), form);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

/* ---- consent ---- */

/* What is recorded with the consent is a code, because facts hold no text of people. */
static const char *const how_codes[] = { "paper", "spoken", "form", "message" };

static void
on_consent_accept_cb (DtFormWindow *window, gpointer data)
{
  Form *form = data;
  guint how = adw_combo_row_get_selected (ADW_COMBO_ROW (form->how));
  DtConsent consent = (DtConsent) adw_combo_row_get_selected (ADW_COMBO_ROW (form->consent));

  dt_form_window_run (window,
                      form->runner,
                      dt_command_set_consent (form->citizen->id,
                                              consent,
                                              how_codes[MIN (how, G_N_ELEMENTS (how_codes) - 1)]),
                      _ ("Consent recorded"));
}

/**
 * dt_consent_form_present:
 * @runner: who runs the command
 * @parent: (nullable): the window it stands before
 * @citizen: who was asked
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_consent_form_present (DtRunner *runner, GtkWindow *parent, DtCitizen *citizen)
{
  g_return_val_if_fail (DT_IS_RUNNER (runner) && DT_IS_CITIZEN (citizen), NULL);

  const char *consents[DT_N_CONSENTS + 1] = { NULL };
  const char *hows[] = {
    _ ("Signed on paper"),
    _ ("Spoken, in the officer's presence"),
    _ ("Ticked in a form"),
    _ ("Written in a message"),
    NULL,
  };
  DtFormWindow *window = dt_form_window_new (
      parent, _ ("Consent"), get_name (citizen), _ ("_Record"), DT_FORM_SUGGESTED);
  Form *form = form_new (window, runner, NULL, citizen);
  GtkWidget *group = dt_form_add_group (
      window, NULL, _ ("Record only what the citizen said when asked. It is kept as evidence."));

  for (guint i = 0; i < DT_N_CONSENTS; i++)
    consents[i] = dt_words_consent ((DtConsent) i);
  form->consent = dt_form_add_combo (group, _ ("The citizen"), consents, (guint) citizen->consent);
  form->how = dt_form_add_combo (group, _ ("How"), hows, 0);
  g_signal_connect (window, "accept", G_CALLBACK (on_consent_accept_cb), form);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

/* ---- erasing ---- */

static const char *const erase_grounds[]
    = { "subject_request", "consent_withdrawn", "purpose_done", "unlawful", "order" };

static void
on_erase_accept_cb (DtFormWindow *window, gpointer data)
{
  Form *form = data;
  guint ground = adw_combo_row_get_selected (ADW_COMBO_ROW (form->how));

  dt_form_window_run (
      window,
      form->runner,
      dt_command_erase_citizen (form->citizen->id,
                                erase_grounds[MIN (ground, G_N_ELEMENTS (erase_grounds) - 1)]),
      _ ("Personal data erased"));
}

static void
on_sure_toggled_cb (GtkCheckButton *button, DtFormWindow *window)
{
  dt_form_window_set_ready (window, gtk_check_button_get_active (button));
}

/**
 * dt_erase_form_present:
 * @runner: who runs the command
 * @parent: (nullable): the window it stands before
 * @citizen: whose data
 *
 * Asks for the ground, and says that it cannot be undone.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_erase_form_present (DtRunner *runner, GtkWindow *parent, DtCitizen *citizen)
{
  g_return_val_if_fail (DT_IS_RUNNER (runner) && DT_IS_CITIZEN (citizen), NULL);

  const char *grounds[] = {
    _ ("The citizen asks for it"),         _ ("Consent was withdrawn"),
    _ ("The purpose has been reached"),    _ ("The data were stored unlawfully"),
    _ ("A competent authority orders it"), NULL,
  };
  DtFormWindow *window = dt_form_window_new (
      parent, _ ("Erase Personal Data"), get_name (citizen), _ ("_Erase"), DT_FORM_DESTRUCTIVE);
  Form *form = form_new (window, runner, NULL, citizen);
  GtkWidget *group = dt_form_add_group (
      window,
      NULL,
      _ ("Name, contact and all that this citizen wrote are removed for good from every desk. The "
         "record keeps that they were erased, by whom and on which ground. This cannot be "
         "undone."));
  GtkWidget *sure
      = gtk_check_button_new_with_label (_ ("I have checked the ground with the leader"));

  form->how = dt_form_add_combo (group, _ ("Ground"), grounds, 0);
  dt_form_window_add (window, sure);
  g_signal_connect (sure, "toggled", G_CALLBACK (on_sure_toggled_cb), window);
  dt_form_window_set_ready (window, FALSE);
  g_signal_connect (window, "accept", G_CALLBACK (on_erase_accept_cb), form);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

/* ---- adding one ---- */

typedef struct
{
  DtRunner *runner;
  GtkWindow *parent;
  char *case_id;
} Adding;

static void
adding_free (gpointer data, GClosure *closure)
{
  Adding *adding = data;

  g_object_unref (adding->runner);
  g_clear_object (&adding->parent);
  g_free (adding->case_id);
  g_free (adding);
}

static Adding *
adding_new (DtRunner *runner, GtkWindow *parent, const char *case_id)
{
  Adding *adding = g_new0 (Adding, 1);

  adding->runner = g_object_ref (runner);
  g_set_object (&adding->parent, parent);
  adding->case_id = g_strdup (case_id);
  return adding;
}

static void
on_citizen_picked_cb (DtPicker *picker, GObject *found, gpointer data)
{
  Adding *adding = data;

  dt_runner_run (adding->runner,
                 dt_command_link_citizen (adding->case_id, DT_CITIZEN (found)->id, NULL),
                 _ ("Citizen added"),
                 NULL,
                 NULL,
                 NULL);
}

static void
on_somebody_new_cb (DtPicker *picker, const char *text, gpointer data)
{
  Adding *adding = data;

  dt_new_citizen_form_present (adding->runner, adding->parent, adding->case_id, text);
}

/**
 * dt_citizen_picker_present:
 * @runner: who runs the command
 * @parent: (nullable): the window it stands before
 * @case_id: the case they are added to
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_citizen_picker_present (DtRunner *runner, GtkWindow *parent, const char *case_id)
{
  g_return_val_if_fail (DT_IS_RUNNER (runner) && case_id != NULL, NULL);

  DtPicker *picker = dt_picker_new (
      runner, parent, DT_PICK_CITIZEN, _ ("Add a Citizen"), NULL, NULL, _ ("Somebody New…"));

  g_signal_connect_data (picker,
                         "picked",
                         G_CALLBACK (on_citizen_picked_cb),
                         adding_new (runner, parent, case_id),
                         adding_free,
                         0);
  g_signal_connect_data (picker,
                         "other",
                         G_CALLBACK (on_somebody_new_cb),
                         adding_new (runner, parent, case_id),
                         adding_free,
                         0);
  gtk_window_present (GTK_WINDOW (picker));
  return GTK_WINDOW (picker);
}
