/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recovery code: shown once in large groups, printed or saved, and taken as kept only when two
 * of its groups are typed from the paper. Main thread. */
#include "ui/welcome/dt-recovery-view.h"

#include "base/dt-crypto.h"
#include "ui/forms/dt-form.h"
#include "ui/shell/dt-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

struct _DtRecoveryView
{
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkFlowBox *groups_box;
  GtkLabel *question;
  GtkEntry *first_entry;
  GtkEntry *second_entry;
  GtkLabel *first_label;
  GtkLabel *second_label;
  GtkLabel *problem;
  GtkLabel *saved;
  char *office;
  GStrv groups;
  guint n_groups;
  guint first, second; /* asked for, 0-based */
  GtkFileChooserNative *chooser;
};

enum
{
  CONFIRMED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtRecoveryView, dt_recovery_view, GTK_TYPE_WIDGET)

/* ---- the paper ---- */

static double
draw_text (
    cairo_t *cr, PangoLayout *layout, const char *font, const char *text, double width, double y)
{
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);
  int height = 0;

  pango_layout_set_font_description (layout, description);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);
  cairo_move_to (cr, 0, y);
  pango_cairo_show_layout (cr, layout);
  return y + (double) height / PANGO_SCALE;
}

static void
on_print_draw_page_cb (GtkPrintOperation *print,
                       GtkPrintContext *context,
                       int page,
                       DtRecoveryView *self)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  double width = gtk_print_context_get_width (context);
  g_autoptr (GString) code = g_string_new (NULL);
  double y = 0;

  cairo_set_source_rgb (cr, 0, 0, 0);
  if (self->office != NULL)
    y = draw_text (cr, layout, "Liberation Serif, Bold 13", self->office, width, y);
  y = draw_text (cr, layout, "Liberation Serif, Bold 20", _ ("Recovery code"), width, y + 18);
  y = draw_text (cr,
                 layout,
                 "Liberation Serif, 12",
                 _ ("Whoever has this code can open the workspace of Đối Thoại with all citizens' "
                    "data. Keep the paper sealed in a safe place, apart from the computer."),
                 width,
                 y + 10);
  for (guint i = 0; i < self->n_groups; i++)
    g_string_append_printf (code,
                            "%s%u. %s",
                            i == 0       ? ""
                            : i % 3 == 0 ? "\n"
                                         : "    ",
                            i + 1,
                            self->groups[i]);
  pango_layout_set_line_spacing (layout, 1.4f);
  y = draw_text (cr, layout, "Liberation Mono, Bold 18", code->str, width, y + 22);
  pango_layout_set_line_spacing (layout, 0);
  draw_text (cr,
             layout,
             "Liberation Serif, 12",
             _ ("It is needed when this computer breaks or its keyring is lost. To use it: start "
                "Đối Thoại, choose “Recovery code”, type the groups in order."),
             width,
             y + 22);
  memset (code->str, 0, code->len);
}

static GtkPrintOperation *
new_print (DtRecoveryView *self)
{
  g_autoptr (GtkPrintOperation) print = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) paper = gtk_paper_size_new (GTK_PAPER_NAME_A5);

  gtk_page_setup_set_paper_size (setup, paper);
  gtk_page_setup_set_top_margin (setup, 15, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, 15, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, 15, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, 15, GTK_UNIT_MM);
  gtk_print_operation_set_default_page_setup (print, setup);
  gtk_print_operation_set_unit (print, GTK_UNIT_POINTS);
  gtk_print_operation_set_n_pages (print, 1);
  gtk_print_operation_set_job_name (print, _ ("Recovery code"));
  g_signal_connect_object (print, "draw-page", G_CALLBACK (on_print_draw_page_cb), self, 0);
  return g_steal_pointer (&print);
}

static void
show_result (DtRecoveryView *self, const GError *error, const char *text)
{
  g_autofree char *words = error != NULL ? dt_words_error (error) : g_strdup (text);

  gtk_label_set_text (self->saved, words);
  gtk_widget_set_visible (GTK_WIDGET (self->saved), TRUE);
}

static void
on_print_cb (DtRecoveryView *self)
{
  g_autoptr (GtkPrintOperation) print = new_print (self);
  g_autoptr (GError) error = NULL;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkPrintOperationResult result
      = gtk_print_operation_run (print, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, &error);

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    show_result (self, NULL, _ ("Sent to the printer."));
  else if (error != NULL)
    show_result (self, error, NULL);
}

static void
on_chooser_response_cb (DtRecoveryView *self, int response)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      g_autofree char *path = g_file_get_path (file);
      g_autoptr (GError) error = NULL;

      if (path != NULL && dt_recovery_view_save (self, path, &error))
        show_result (self, NULL, _ ("Saved. Move the file off this computer, to a safe place."));
      else if (error != NULL)
        show_result (self, error, NULL);
    }
  g_clear_object (&self->chooser);
}

static void
on_save_cb (DtRecoveryView *self)
{
  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Save the recovery code"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _ ("_Save"),
                                               _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _ ("recovery-code.pdf"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (
      self->chooser, "response", G_CALLBACK (on_chooser_response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ---- confirming ---- */

/* What people confuse when they copy by hand is one to us. */
static char *
normalize (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      char c = g_ascii_toupper (*p);

      if (!g_ascii_isgraph (c) || c == '-')
        continue;
      g_string_append_c (out, c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c);
    }
  return g_string_free (out, FALSE);
}

static gboolean
matches (GtkEntry *entry, const char *group)
{
  g_autofree char *typed = normalize (gtk_editable_get_text (GTK_EDITABLE (entry)));
  g_autofree char *wanted = normalize (group);

  return strcmp (typed, wanted) == 0;
}

static void
on_confirm_cb (DtRecoveryView *self)
{
  if (self->groups == NULL)
    return;

  gboolean first = matches (self->first_entry, self->groups[self->first]);
  gboolean second = matches (self->second_entry, self->groups[self->second]);
  GtkEntry *wrong = first ? self->second_entry : self->first_entry;

  if (first && second)
    {
      g_signal_emit (self, signals[CONFIRMED], 0);
      return;
    }

  g_autofree char *text
      = g_strdup_printf (_ ("Group %u does not agree. Look at the paper and type it again."),
                         (first ? self->second : self->first) + 1);

  dt_form_set_problem (GTK_WIDGET (wrong), self->problem, text);
  gtk_widget_grab_focus (GTK_WIDGET (wrong));
}

static void
on_entry_changed_cb (DtRecoveryView *self)
{
  dt_form_set_problem (GTK_WIDGET (self->first_entry), self->problem, NULL);
  dt_form_set_problem (GTK_WIDGET (self->second_entry), self->problem, NULL);
}

static void
on_first_entered_cb (DtRecoveryView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->second_entry));
}

/* ---- class ---- */

static void
dt_recovery_view_dispose (GObject *object)
{
  DtRecoveryView *self = DT_RECOVERY_VIEW (object);

  g_clear_object (&self->chooser);
  g_clear_pointer (&self->groups, g_strfreev);
  g_clear_pointer (&self->office, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_RECOVERY_VIEW);
  G_OBJECT_CLASS (dt_recovery_view_parent_class)->dispose (object);
}

static void
dt_recovery_view_class_init (DtRecoveryViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_recovery_view_dispose;

  signals[CONFIRMED] = g_signal_new ("confirmed",
                                     G_TYPE_FROM_CLASS (klass),
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/welcome/dt-recovery-view.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, DtRecoveryView, content);
  gtk_widget_class_bind_template_child (widget_class, DtRecoveryView, groups_box);
  gtk_widget_class_bind_template_child (widget_class, DtRecoveryView, question);
  gtk_widget_class_bind_template_child (widget_class, DtRecoveryView, first_entry);
  gtk_widget_class_bind_template_child (widget_class, DtRecoveryView, second_entry);
  gtk_widget_class_bind_template_child (widget_class, DtRecoveryView, first_label);
  gtk_widget_class_bind_template_child (widget_class, DtRecoveryView, second_label);
  gtk_widget_class_bind_template_child (widget_class, DtRecoveryView, problem);
  gtk_widget_class_bind_template_child (widget_class, DtRecoveryView, saved);
  gtk_widget_class_bind_template_callback (widget_class, on_print_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_first_entered_cb);
}

static void
dt_recovery_view_init (DtRecoveryView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ---- public ---- */

/**
 * dt_recovery_view_new:
 *
 * Returns: (transfer floating): the view with no code yet
 */
GtkWidget *
dt_recovery_view_new (void)
{
  return g_object_new (DT_TYPE_RECOVERY_VIEW, NULL);
}

static void
show_groups (DtRecoveryView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups_box))) != NULL)
    gtk_flow_box_remove (self->groups_box, child);
  for (guint i = 0; i < self->n_groups; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autofree char *name = g_strdup_printf (_ ("Group %u: %s"), i + 1, self->groups[i]);
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      GtkWidget *index = gtk_label_new (number);
      GtkWidget *group = gtk_label_new (self->groups[i]);
      GtkWidget *cell = gtk_flow_box_child_new ();

      gtk_widget_add_css_class (index, "caption");
      gtk_widget_add_css_class (index, "dt-dim");
      gtk_widget_add_css_class (group, "dt-code-group");
      gtk_box_append (GTK_BOX (box), index);
      gtk_box_append (GTK_BOX (box), group);
      gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (cell), box);
      gtk_widget_set_focusable (cell, FALSE);
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_flow_box_append (self->groups_box, cell);
    }
}

static void
set_asked (GtkLabel *label, GtkEntry *entry, guint index)
{
  g_autofree char *text = g_strdup_printf (_ ("Group %u"), index + 1);

  gtk_label_set_text (label, text);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/**
 * dt_recovery_view_set_code:
 * @self: the view
 * @code: groups with hyphens between
 * @office: (nullable): whose it is, for the paper
 */
void
dt_recovery_view_set_code (DtRecoveryView *self, const char *code, const char *office)
{
  guint8 random[2];

  g_return_if_fail (DT_IS_RECOVERY_VIEW (self) && code != NULL);

  g_strfreev (self->groups);
  self->groups = g_strsplit (code, "-", -1);
  self->n_groups = g_strv_length (self->groups);
  g_free (self->office);
  self->office = g_strdup (office);

  dt_random (random, sizeof random);
  self->first = random[0] % self->n_groups;
  self->second = self->n_groups > 1
                     ? (self->first + 1 + random[1] % (self->n_groups - 1)) % self->n_groups
                     : self->first;
  if (self->first > self->second)
    {
      guint swap = self->first;

      self->first = self->second;
      self->second = swap;
    }
  show_groups (self);
  set_asked (self->first_label, self->first_entry, self->first);
  set_asked (self->second_label, self->second_entry, self->second);
  gtk_widget_set_visible (GTK_WIDGET (self->saved), FALSE);
}

/**
 * dt_recovery_view_clear:
 * @self: the view
 *
 * Takes the code off the screen and forgets it.
 */
void
dt_recovery_view_clear (DtRecoveryView *self)
{
  g_return_if_fail (DT_IS_RECOVERY_VIEW (self));

  for (guint i = 0; i < self->n_groups; i++)
    memset (self->groups[i], 0, strlen (self->groups[i]));
  g_clear_pointer (&self->groups, g_strfreev);
  self->n_groups = 0;
  show_groups (self);
}

/**
 * dt_recovery_view_get_asked:
 * @self: the view
 * @out_first: (out): 1-based number of a group
 * @out_second: (out): another, higher
 */
void
dt_recovery_view_get_asked (DtRecoveryView *self, guint *out_first, guint *out_second)
{
  g_return_if_fail (DT_IS_RECOVERY_VIEW (self));

  *out_first = self->first + 1;
  *out_second = self->second + 1;
}

/**
 * dt_recovery_view_save:
 * @self: the view
 * @path: a PDF to write
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
dt_recovery_view_save (DtRecoveryView *self, const char *path, GError **error)
{
  g_return_val_if_fail (DT_IS_RECOVERY_VIEW (self) && path != NULL, FALSE);

  g_autoptr (GtkPrintOperation) print = new_print (self);

  gtk_print_operation_set_export_filename (print, path);
  return gtk_print_operation_run (print, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error)
         != GTK_PRINT_OPERATION_RESULT_ERROR;
}
