/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a workspace whose own key slot did not open: by recovery code, passphrase or key file,
 * with the cause in words. Main thread. */
#include "ui/welcome/dt-unlock-page.h"

#include "ui/forms/dt-form.h"
#include "ui/shell/dt-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _DtUnlockPage
{
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkLabel *cause;
  AdwComboRow *way;
  GtkWidget *code_row;
  GtkWidget *passphrase_row;
  GtkWidget *file_row;
  GtkLabel *problem;
  GtkWidget *open;
  GtkSpinner *spinner;
  GArray *ways; /* of DtSlotKind, as the rows of @way */
  char *key_file;
  GtkFileChooserNative *chooser;
};

enum
{
  UNLOCK,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtUnlockPage, dt_unlock_page, GTK_TYPE_WIDGET)

static const struct
{
  DtSlotKind kind;
  const char *name;
} known_ways[] = {
  { DT_SLOT_PASSPHRASE, N_ ("Passphrase") },
  { DT_SLOT_KEY_FILE, N_ ("Key file") },
  { DT_SLOT_RECOVERY_CODE, N_ ("Recovery code") },
};

static DtSlotKind
chosen_way (DtUnlockPage *self)
{
  guint index = adw_combo_row_get_selected (self->way);

  return index < self->ways->len ? g_array_index (self->ways, DtSlotKind, index)
                                 : DT_SLOT_RECOVERY_CODE;
}

static GtkWidget *
row_of (DtUnlockPage *self, DtSlotKind kind)
{
  return kind == DT_SLOT_PASSPHRASE ? self->passphrase_row
         : kind == DT_SLOT_KEY_FILE ? self->file_row
                                    : self->code_row;
}

static void
clear_problem (DtUnlockPage *self)
{
  dt_form_set_problem (self->code_row, self->problem, NULL);
  dt_form_set_problem (self->passphrase_row, self->problem, NULL);
  dt_form_set_problem (self->file_row, self->problem, NULL);
}

static void
on_way_selected_cb (DtUnlockPage *self)
{
  DtSlotKind kind = chosen_way (self);

  gtk_widget_set_visible (self->code_row, kind == DT_SLOT_RECOVERY_CODE);
  gtk_widget_set_visible (self->passphrase_row, kind == DT_SLOT_PASSPHRASE);
  gtk_widget_set_visible (self->file_row, kind == DT_SLOT_KEY_FILE);
  clear_problem (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (row_of (self, kind));
}

static void
on_changed_cb (DtUnlockPage *self)
{
  clear_problem (self);
}

static void
on_chooser_response_cb (DtUnlockPage *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));

      g_free (self->key_file);
      self->key_file = g_file_get_path (file);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->file_row),
                                   self->key_file != NULL ? self->key_file : "");
      clear_problem (self);
    }
  g_clear_object (&self->chooser);
}

static void
on_choose_file_cb (DtUnlockPage *self)
{
  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("The key file"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _ ("_Open"),
                                               _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (
      self->chooser, "response", G_CALLBACK (on_chooser_response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_open_cb (DtUnlockPage *self)
{
  DtSlotKind kind = chosen_way (self);
  GtkWidget *row = row_of (self, kind);
  const char *secret
      = kind == DT_SLOT_KEY_FILE ? self->key_file : gtk_editable_get_text (GTK_EDITABLE (row));

  if (!gtk_widget_get_sensitive (self->open))
    return;
  if (secret == NULL || *secret == '\0')
    {
      dt_form_set_problem (row,
                           self->problem,
                           kind == DT_SLOT_KEY_FILE     ? _ ("Choose the key file.")
                           : kind == DT_SLOT_PASSPHRASE ? _ ("Type the passphrase.")
                                                        : _ ("Type the recovery code."));
      gtk_widget_grab_focus (row);
      return;
    }
  g_signal_emit (self, signals[UNLOCK], 0, kind, secret);
}

static void
dt_unlock_page_dispose (GObject *object)
{
  DtUnlockPage *self = DT_UNLOCK_PAGE (object);

  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_UNLOCK_PAGE);
  G_OBJECT_CLASS (dt_unlock_page_parent_class)->dispose (object);
}

static void
dt_unlock_page_finalize (GObject *object)
{
  DtUnlockPage *self = DT_UNLOCK_PAGE (object);

  g_free (self->key_file);
  g_array_unref (self->ways);
  G_OBJECT_CLASS (dt_unlock_page_parent_class)->finalize (object);
}

static void
dt_unlock_page_class_init (DtUnlockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_unlock_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_unlock_page_finalize;

  signals[UNLOCK] = g_signal_new ("unlock",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  2,
                                  G_TYPE_INT,
                                  G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/welcome/dt-unlock-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, DtUnlockPage, content);
  gtk_widget_class_bind_template_child (widget_class, DtUnlockPage, cause);
  gtk_widget_class_bind_template_child (widget_class, DtUnlockPage, way);
  gtk_widget_class_bind_template_child (widget_class, DtUnlockPage, code_row);
  gtk_widget_class_bind_template_child (widget_class, DtUnlockPage, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, DtUnlockPage, file_row);
  gtk_widget_class_bind_template_child (widget_class, DtUnlockPage, problem);
  gtk_widget_class_bind_template_child (widget_class, DtUnlockPage, open);
  gtk_widget_class_bind_template_child (widget_class, DtUnlockPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_open_cb);
}

static void
dt_unlock_page_init (DtUnlockPage *self)
{
  self->ways = g_array_new (FALSE, FALSE, sizeof (DtSlotKind));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (
      self->way, "notify::selected", G_CALLBACK (on_way_selected_cb), self, G_CONNECT_SWAPPED);
}

/* Why the usual way did not open it. */
static const char *
cause_to_words (const char *directory, const GError *error)
{
  if (dt_service_workspace_has_slot (directory, DT_SLOT_SECRET_SERVICE))
    {
      if (g_error_matches (error, DT_ERROR, DT_ERROR_WRONG_SECRET))
        return _ ("The key in this user's keyring does not fit this workspace. It may have been "
                  "copied from another computer.");
      return _ ("This user's keyring is locked, or does not hold the key. Unlock the keyring and "
                "start again, or open the workspace another way.");
    }
  if (dt_service_workspace_has_slot (directory, DT_SLOT_KEY_FILE)
      && !dt_service_workspace_has_slot (directory, DT_SLOT_PASSPHRASE))
    return _ ("The key file is not in its place, or is of another workspace. Plug in the stick it "
              "lies on and choose it here.");
  return _ ("The workspace is encrypted. It opens with one of the ways chosen at set-up.");
}

/**
 * dt_unlock_page_prepare:
 * @self: the page
 * @directory: of the workspace
 * @error: (nullable): of the first opening
 */
void
dt_unlock_page_prepare (DtUnlockPage *self, const char *directory, const GError *error)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_return_if_fail (DT_IS_UNLOCK_PAGE (self) && directory != NULL);

  gtk_label_set_text (self->cause, cause_to_words (directory, error));
  g_array_set_size (self->ways, 0);
  for (guint i = 0; i < G_N_ELEMENTS (known_ways); i++)
    if (dt_service_workspace_has_slot (directory, known_ways[i].kind)
        || known_ways[i].kind == DT_SLOT_RECOVERY_CODE)
      {
        gtk_string_list_append (names, _ (known_ways[i].name));
        g_array_append_val (self->ways, known_ways[i].kind);
      }
  adw_combo_row_set_model (self->way, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->way, 0);
  on_way_selected_cb (self);
}

/**
 * dt_unlock_page_set_failed:
 * @self: the page
 * @error: why the try did not open the workspace
 */
void
dt_unlock_page_set_failed (DtUnlockPage *self, const GError *error)
{
  g_return_if_fail (DT_IS_UNLOCK_PAGE (self) && error != NULL);

  DtSlotKind kind = chosen_way (self);
  g_autofree char *other = NULL;
  const char *words;

  if (g_error_matches (error, DT_ERROR, DT_ERROR_WRONG_SECRET)
      || g_error_matches (error, DT_ERROR, DT_ERROR_LOCKED)
      || g_error_matches (error, DT_ERROR, DT_ERROR_INVALID))
    words = kind == DT_SLOT_KEY_FILE ? _ ("This key file is of another workspace.")
            : kind == DT_SLOT_PASSPHRASE
                ? _ ("The passphrase does not fit. Mind capital letters and accents.")
                : _ ("The recovery code does not fit. Compare it with the paper group by group.");
  else
    words = other = dt_words_error (error);
  dt_form_set_problem (row_of (self, kind), self->problem, words);
  gtk_widget_grab_focus (row_of (self, kind));
}

/**
 * dt_unlock_page_set_busy:
 * @self: the page
 * @busy: whether a try is under way
 */
void
dt_unlock_page_set_busy (DtUnlockPage *self, gboolean busy)
{
  g_return_if_fail (DT_IS_UNLOCK_PAGE (self));

  gtk_widget_set_sensitive (self->open, !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
}

/**
 * dt_unlock_page_focus:
 * @self: the page, now shown
 */
void
dt_unlock_page_focus (DtUnlockPage *self)
{
  g_return_if_fail (DT_IS_UNLOCK_PAGE (self));

  gtk_widget_grab_focus (row_of (self, chosen_way (self)));
}

/**
 * dt_unlock_page_clear:
 * @self: the page
 *
 * Forgets what was typed.
 */
void
dt_unlock_page_clear (DtUnlockPage *self)
{
  g_return_if_fail (DT_IS_UNLOCK_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->code_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase_row), "");
}
