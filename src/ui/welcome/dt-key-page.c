/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Set-up where there is no keyring: a passphrase or a key file guards the workspace instead. There
 * is no third way: without a key nothing is written. Main thread. */
#include "ui/welcome/dt-key-page.h"

#include "ui/forms/dt-form.h"
#include "ui/forms/dt-pin-rules.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _DtKeyPage
{
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkCheckButton *by_passphrase;
  GtkCheckButton *by_file;
  GtkRevealer *passphrase_part;
  GtkRevealer *file_part;
  GtkWidget *passphrase;
  GtkWidget *again;
  GtkLabel *passphrase_problem;
  GtkWidget *file_row;
  GtkLabel *file_problem;
  char *key_file;
  GtkFileChooserNative *chooser;
};

enum
{
  DONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtKeyPage, dt_key_page, GTK_TYPE_WIDGET)

static void
on_way_changed_cb (DtKeyPage *self)
{
  gboolean by_file = gtk_check_button_get_active (self->by_file);

  gtk_revealer_set_reveal_child (self->file_part, by_file);
  gtk_revealer_set_reveal_child (self->passphrase_part, !by_file);
}

static void
on_passphrase_changed_cb (DtKeyPage *self)
{
  dt_form_set_problem (self->passphrase, self->passphrase_problem, NULL);
}

static void
on_passphrase_entered_cb (DtKeyPage *self)
{
  gtk_widget_grab_focus (self->again);
}

static void
on_chooser_response_cb (DtKeyPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));

      g_free (self->key_file);
      self->key_file = g_file_get_path (file);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->file_row),
                                   self->key_file != NULL ? self->key_file : "");
      dt_form_set_problem (self->file_row, self->file_problem, NULL);
    }
  g_clear_object (&self->chooser);
}

static void
on_choose_file_cb (DtKeyPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Where to keep the key file"),
                                               GTK_WINDOW (root),
                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _ ("_Choose"),
                                               _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), "doi-thoai.key");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (
      self->chooser, "response", G_CALLBACK (on_chooser_response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_done_cb (DtKeyPage *self)
{
  if (gtk_check_button_get_active (self->by_file))
    {
      if (self->key_file == NULL)
        {
          dt_form_set_problem (
              self->file_row, self->file_problem, _ ("Choose where the key file is kept."));
          gtk_widget_grab_focus (self->file_row);
          return;
        }
    }
  else
    {
      DtPinProblem problem
          = dt_pin_check_passphrase (gtk_editable_get_text (GTK_EDITABLE (self->passphrase)),
                                     gtk_editable_get_text (GTK_EDITABLE (self->again)));

      dt_form_set_problem (
          self->passphrase, self->passphrase_problem, dt_pin_problem_to_words (problem));
      if (problem != DT_PIN_GOOD)
        {
          gtk_widget_grab_focus (problem == DT_PIN_DIFFERENT ? self->again : self->passphrase);
          return;
        }
    }
  g_signal_emit (self, signals[DONE], 0);
}

static void
dt_key_page_dispose (GObject *object)
{
  DtKeyPage *self = DT_KEY_PAGE (object);

  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (object), DT_TYPE_KEY_PAGE);
  G_OBJECT_CLASS (dt_key_page_parent_class)->dispose (object);
}

static void
dt_key_page_finalize (GObject *object)
{
  g_free (DT_KEY_PAGE (object)->key_file);
  G_OBJECT_CLASS (dt_key_page_parent_class)->finalize (object);
}

static void
dt_key_page_class_init (DtKeyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_key_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_key_page_finalize;

  signals[DONE] = g_signal_new (
      "done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/welcome/dt-key-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, DtKeyPage, content);
  gtk_widget_class_bind_template_child (widget_class, DtKeyPage, by_passphrase);
  gtk_widget_class_bind_template_child (widget_class, DtKeyPage, by_file);
  gtk_widget_class_bind_template_child (widget_class, DtKeyPage, passphrase_part);
  gtk_widget_class_bind_template_child (widget_class, DtKeyPage, file_part);
  gtk_widget_class_bind_template_child (widget_class, DtKeyPage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, DtKeyPage, again);
  gtk_widget_class_bind_template_child (widget_class, DtKeyPage, passphrase_problem);
  gtk_widget_class_bind_template_child (widget_class, DtKeyPage, file_row);
  gtk_widget_class_bind_template_child (widget_class, DtKeyPage, file_problem);
  gtk_widget_class_bind_template_callback (widget_class, on_way_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_passphrase_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_passphrase_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_done_cb);
}

static void
dt_key_page_init (DtKeyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dt_key_page_get_passphrase:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the passphrase, %NULL if a key file was chosen
 */
const char *
dt_key_page_get_passphrase (DtKeyPage *self)
{
  g_return_val_if_fail (DT_IS_KEY_PAGE (self), NULL);

  return gtk_check_button_get_active (self->by_file)
             ? NULL
             : gtk_editable_get_text (GTK_EDITABLE (self->passphrase));
}

/**
 * dt_key_page_get_key_file:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the path of the key file, %NULL if a passphrase was chosen
 */
const char *
dt_key_page_get_key_file (DtKeyPage *self)
{
  g_return_val_if_fail (DT_IS_KEY_PAGE (self), NULL);

  return gtk_check_button_get_active (self->by_file) ? self->key_file : NULL;
}

/**
 * dt_key_page_clear:
 * @self: the page
 *
 * Forgets the passphrase.
 */
void
dt_key_page_clear (DtKeyPage *self)
{
  g_return_if_fail (DT_IS_KEY_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  gtk_editable_set_text (GTK_EDITABLE (self->again), "");
}

/**
 * dt_key_page_focus:
 * @self: the page, now shown
 */
void
dt_key_page_focus (DtKeyPage *self)
{
  g_return_if_fail (DT_IS_KEY_PAGE (self));

  gtk_widget_grab_focus (gtk_check_button_get_active (self->by_file) ? self->file_row
                                                                     : self->passphrase);
}
