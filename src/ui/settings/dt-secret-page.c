/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, a secret to set: one's own PIN, or the workspace's passphrase. Main thread. */
#include "ui/settings/dt-secret-page.h"

#include "ui/forms/dt-form.h"
#include "ui/forms/dt-pin-rules.h"
#include "ui/shell/dt-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _DtSecretPage
{
  GtkWidget parent_instance;
  GtkWidget *content;
  AdwWindowTitle *title;
  GtkWidget *save;
  GtkLabel *explanation;
  GtkWidget *old_list;
  GtkWidget *old;
  GtkLabel *old_problem;
  GtkWidget *secret;
  GtkWidget *again;
  GtkLabel *problem;
  GtkSpinner *spinner;
  DtService *service;
  DtSecretKind kind;
};

enum
{
  CLOSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtSecretPage, dt_secret_page, GTK_TYPE_WIDGET)

static const char *
text_of (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
close_with (DtSecretPage *self, const char *done)
{
  GtkWidget *const rows[] = { self->old, self->secret, self->again };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_editable_set_text (GTK_EDITABLE (rows[i]), "");
  g_signal_emit (self, signals[CLOSED], 0, done);
}

/* Who has set no PIN yet has none to prove. */
static gboolean
asks_old (DtSecretPage *self)
{
  return gtk_widget_get_visible (self->old_list);
}

static gboolean
dt_secret_page_grab_focus (GtkWidget *widget)
{
  DtSecretPage *self = DT_SECRET_PAGE (widget);

  return gtk_widget_grab_focus (asks_old (self) ? self->old : self->secret);
}

static void
set_busy (DtSecretPage *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->save, !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
show_error (DtSecretPage *self, const GError *error)
{
  g_autofree char *words = dt_words_error (error);

  if (self->kind == DT_SECRET_OWN_PIN && g_error_matches (error, DT_ERROR, DT_ERROR_WRONG_SECRET))
    {
      dt_form_set_problem (
          self->old, self->old_problem, _ ("This is not your present PIN. Try again."));
      gtk_widget_grab_focus (self->old);
    }
  else
    dt_form_set_problem (self->secret, self->problem, words);
}

static void
on_pin_set_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtSecretPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_finish (DT_SERVICE (source), result, &error);

  set_busy (self, FALSE);
  if (outcome == NULL)
    show_error (self, error);
  else
    close_with (self, _ ("Your PIN is changed"));
}

static void
on_passphrase_set_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtSecretPage) self = data;
  g_autoptr (GError) error = NULL;

  set_busy (self, FALSE);
  if (!dt_service_set_passphrase_finish (DT_SERVICE (source), result, &error))
    show_error (self, error);
  else
    close_with (self, _ ("The passphrase is set"));
}

static void
on_save_cb (DtSecretPage *self)
{
  gboolean own = self->kind == DT_SECRET_OWN_PIN;
  DtPinProblem problem
      = own ? dt_pin_check (text_of (self->secret), text_of (self->again))
            : dt_pin_check_passphrase (text_of (self->secret), text_of (self->again));
  gboolean no_old = asks_old (self) && *text_of (self->old) == '\0';

  if (!gtk_widget_get_sensitive (self->save))
    return;
  dt_form_set_problem (
      self->old, self->old_problem, no_old ? _ ("Type your present PIN first.") : NULL);
  dt_form_set_problem (self->secret, self->problem, dt_pin_problem_to_words (problem));
  if (no_old || problem != DT_PIN_GOOD)
    {
      gtk_widget_grab_focus (no_old                        ? self->old
                             : problem == DT_PIN_DIFFERENT ? self->again
                                                           : self->secret);
      return;
    }
  set_busy (self, TRUE);
  if (own)
    {
      DtOfficer *officer = dt_service_get_officer (self->service);
      g_autoptr (DtCommand) command
          = dt_command_set_credential (officer->id, text_of (self->old), text_of (self->secret));

      dt_service_run_async (self->service, command, NULL, on_pin_set_cb, g_object_ref (self));
    }
  else
    dt_service_set_passphrase_async (
        self->service, text_of (self->secret), NULL, on_passphrase_set_cb, g_object_ref (self));
}

static void
on_back_cb (DtSecretPage *self)
{
  close_with (self, NULL);
}

static void
on_changed_cb (DtSecretPage *self)
{
  dt_form_set_problem (self->old, self->old_problem, NULL);
  dt_form_set_problem (self->secret, self->problem, NULL);
}

static void
on_entered_cb (DtSecretPage *self, GtkWidget *row)
{
  gtk_widget_grab_focus (row == self->old ? self->secret : self->again);
}

static void
dt_secret_page_dispose (GObject *object)
{
  DtSecretPage *self = DT_SECRET_PAGE (object);

  g_clear_object (&self->service);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_SECRET_PAGE);
  G_OBJECT_CLASS (dt_secret_page_parent_class)->dispose (object);
}

static void
dt_secret_page_class_init (DtSecretPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_secret_page_dispose;
  widget_class->grab_focus = dt_secret_page_grab_focus;

  signals[CLOSED] = g_signal_new ("closed",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/settings/dt-secret-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, DtSecretPage, content);
  gtk_widget_class_bind_template_child (widget_class, DtSecretPage, title);
  gtk_widget_class_bind_template_child (widget_class, DtSecretPage, save);
  gtk_widget_class_bind_template_child (widget_class, DtSecretPage, explanation);
  gtk_widget_class_bind_template_child (widget_class, DtSecretPage, old_list);
  gtk_widget_class_bind_template_child (widget_class, DtSecretPage, old);
  gtk_widget_class_bind_template_child (widget_class, DtSecretPage, old_problem);
  gtk_widget_class_bind_template_child (widget_class, DtSecretPage, secret);
  gtk_widget_class_bind_template_child (widget_class, DtSecretPage, again);
  gtk_widget_class_bind_template_child (widget_class, DtSecretPage, problem);
  gtk_widget_class_bind_template_child (widget_class, DtSecretPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entered_cb);
}

static void
dt_secret_page_init (DtSecretPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dt_secret_page_new:
 * @service: the workspace, with an officer signed in
 * @kind: which secret
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
dt_secret_page_new (DtService *service, DtSecretKind kind)
{
  DtSecretPage *self = g_object_new (DT_TYPE_SECRET_PAGE, NULL);
  gboolean own = kind == DT_SECRET_OWN_PIN;

  g_return_val_if_fail (DT_IS_SERVICE (service), GTK_WIDGET (self));

  DtOfficer *officer = dt_service_get_officer (service);

  self->service = g_object_ref (service);
  self->kind = kind;
  adw_window_title_set_title (self->title, own ? _ ("My PIN") : _ ("Passphrase"));
  gtk_label_set_text (
      self->explanation,
      own ? _ ("At least 6 digits, or 8 characters with letters; no sequence, no repetition.")
          : _ ("It opens the workspace where the keyring or the key file does not, on this "
               "computer or from a copy. Tell it only to those who may open everything."));
  gtk_widget_set_visible (self->old_list, own && officer != NULL && officer->secured);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret),
                                 own ? _ ("New PIN or password")
                                     : _ ("Passphrase, at least 12 characters"));
  return GTK_WIDGET (self);
}
