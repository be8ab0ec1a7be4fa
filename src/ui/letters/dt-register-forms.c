/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each gathers what its command needs and says what will come of it. Main thread. */
#include "ui/letters/dt-register-forms.h"

#include "model/dt-letter-rules.h"
#include "ui/letters/dt-letter-words.h"
#include "ui/shell/dt-form-window.h"

#include <glib/gi18n.h>

typedef struct
{
  DtRunner *runner;
  DtLetter *letter;
  DtLetterRegister *shown;
  GtkWidget *entry;
  GPtrArray *desks; /* of char *, ids, as in the list */
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->runner);
  g_clear_object (&form->letter);
  g_clear_object (&form->shown);
  g_clear_pointer (&form->desks, g_ptr_array_unref);
  g_free (form);
}

static Form *
form_new (DtFormWindow *window, DtRunner *runner)
{
  Form *form = g_new0 (Form, 1);

  form->runner = g_object_ref (runner);
  dt_form_window_set_data (window, form, form_free);
  return form;
}

/* ---- voiding ---- */

static void
on_reason_cb (GtkEditable *entry, DtFormWindow *window)
{
  g_autofree char *reason = dt_form_dup_entry (GTK_WIDGET (entry));

  dt_form_window_set_ready (window, reason != NULL);
}

static void
on_void_cb (DtFormWindow *window)
{
  Form *form = dt_form_window_get_data (window);
  g_autofree char *reason = dt_form_dup_entry (form->entry);

  dt_form_window_run (window,
                      form->runner,
                      dt_command_void_letter (form->letter->id, reason),
                      _ ("The letter is void"));
}

/**
 * dt_register_forms_void:
 * @runner: who runs the command
 * @parent: (nullable): the window it stands over
 * @letter: of the register
 */
void
dt_register_forms_void (DtRunner *runner, GtkWindow *parent, DtLetter *letter)
{
  g_autofree char *number
      = dt_letter_rules_format_number (dt_letter_rules_get_default (), letter, NULL);
  DtFormWindow *window
      = dt_form_window_new (parent, _ ("Void a Letter"), number, _ ("_Void"), DT_FORM_DESTRUCTIVE);
  Form *form = form_new (window, runner);
  GtkWidget *group = dt_form_add_group (
      window,
      NULL,
      _ ("The number stays in the register with the reason beside it and is not given again."));

  form->letter = g_object_ref (letter);
  form->entry = dt_form_add_entry (group, _ ("Reason"), NULL);
  g_signal_connect (form->entry, "changed", G_CALLBACK (on_reason_cb), window);
  g_signal_connect (window, "accept", G_CALLBACK (on_void_cb), NULL);
  dt_form_window_set_ready (window, FALSE);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (form->entry);
}

/* ---- the next number ---- */

static guint
get_last (DtLetterRegister *shown)
{
  return shown->letters->len > 0 ? ((DtLetter *) shown->letters->pdata[0])->number : 0;
}

static guint
read_number (Form *form)
{
  g_autofree char *text = dt_form_dup_entry (form->entry);
  guint64 number = 0;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, 99999, &number, NULL))
    return 0;
  return (guint) number;
}

static void
on_number_cb (GtkEditable *entry, DtFormWindow *window)
{
  Form *form = dt_form_window_get_data (window);

  dt_form_window_set_ready (window, read_number (form) > get_last (form->shown));
}

static void
on_set_cb (DtFormWindow *window)
{
  Form *form = dt_form_window_get_data (window);

  dt_form_window_run (
      window,
      form->runner,
      dt_command_set_letter_number (form->shown->form, form->shown->year, read_number (form)),
      _ ("The next number is set"));
}

/**
 * dt_register_forms_set_next:
 * @runner: who runs the command
 * @parent: (nullable): the window it stands over
 * @shown: the register
 */
void
dt_register_forms_set_next (DtRunner *runner, GtkWindow *parent, DtLetterRegister *shown)
{
  g_autofree char *subtitle
      = g_strdup_printf ("%s · %d", dt_letter_words_form (shown->form), shown->year);
  g_autofree char *next = g_strdup_printf ("%u", shown->next);
  DtFormWindow *window
      = dt_form_window_new (parent, _ ("Next Number"), subtitle, _ ("_Set"), DT_FORM_SUGGESTED);
  Form *form = form_new (window, runner);
  GtkWidget *group = dt_form_add_group (window,
                                        NULL,
                                        _ ("Where the paper book of the year has letters already, "
                                           "go on with the number behind its last one."));

  form->shown = g_object_ref (shown);
  form->entry = dt_form_add_entry (group, _ ("Next number"), next);
  g_signal_connect (form->entry, "changed", G_CALLBACK (on_number_cb), window);
  g_signal_connect (window, "accept", G_CALLBACK (on_set_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (form->entry);
}

/* ---- handing over ---- */

/**
 * dt_register_forms_may_hand:
 * @service: the open workspace
 * @shown: the register
 *
 * Returns: whether whoever is signed in can hand the register to a desk that is known, or take it
 */
gboolean
dt_register_forms_may_hand (DtService *service, DtLetterRegister *shown)
{
  DtOfficer *officer = dt_service_get_officer (service);

  if (officer == NULL || !dt_service_may (service, DT_COMMAND_HAND_REGISTER))
    return FALSE;
  if (shown->own)
    return shown->desks->len > 1;
  return (officer->roles & (DT_ROLE_LEADER | DT_ROLE_ADMINISTRATOR)) != 0;
}

static void
on_hand_cb (DtFormWindow *window)
{
  Form *form = dt_form_window_get_data (window);
  guint chosen = form->entry != NULL ? adw_combo_row_get_selected (ADW_COMBO_ROW (form->entry)) : 0;

  if (chosen < form->desks->len)
    dt_form_window_run (window,
                        form->runner,
                        dt_command_hand_register (form->desks->pdata[chosen]),
                        _ ("The register is handed over"));
}

static void
add_desks (Form *form, GtkWidget *group, DtLetterRegister *shown)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < shown->desks->len; i++)
    {
      guint number = g_array_index (shown->desk_numbers, guint, i);

      if (g_strcmp0 (shown->desks->pdata[i], shown->holder_id) == 0)
        continue;
      g_ptr_array_add (form->desks, g_strdup (shown->desks->pdata[i]));
      g_ptr_array_add (names,
                       number > 0 ? g_strdup_printf (_ ("Desk %u"), number)
                                  : g_strdup (_ ("A desk without a number")));
    }
  g_ptr_array_add (names, NULL);
  form->entry = dt_form_add_combo (group, _ ("Desk"), (const char *const *) names->pdata, 0);
}

/**
 * dt_register_forms_hand:
 * @runner: who runs the command
 * @parent: (nullable): the window it stands over
 * @shown: the register
 */
void
dt_register_forms_hand (DtRunner *runner, GtkWindow *parent, DtLetterRegister *shown)
{
  DtFormWindow *window = dt_form_window_new (parent,
                                             shown->own ? _ ("Hand the Register Over")
                                                        : _ ("Take the Register Over"),
                                             NULL,
                                             shown->own ? _ ("_Hand Over") : _ ("_Take Over"),
                                             DT_FORM_SUGGESTED);
  Form *form = form_new (window, runner);
  GtkWidget *group = dt_form_add_group (
      window,
      NULL,
      shown->own ? _ ("From then on that desk gives the numbers, and this one no more.")
                 : _ ("Only when the other desk is lost, or its clerk knows: a number that was "
                      "given there and is not known here yet would be given twice."));

  form->desks = g_ptr_array_new_with_free_func (g_free);
  if (shown->own)
    add_desks (form, group, shown);
  else
    g_ptr_array_add (form->desks,
                     g_strdup (dt_service_get_device (dt_runner_get_service (runner))));
  g_signal_connect (window, "accept", G_CALLBACK (on_hand_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
}
