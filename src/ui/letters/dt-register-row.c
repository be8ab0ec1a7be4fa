/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number, what it is about and to whom, when and by whom; a mark in words where something is to be
 * seen to. Main thread. */
#include "ui/letters/dt-register-row.h"

#include "base/dt-text.h"
#include "model/dt-date.h"
#include "model/dt-letter-rules.h"

#include <glib/gi18n.h>
#include <string.h>

struct _DtRegisterRow
{
  AdwBin parent_instance;
  GtkLabel *number;
  GtkLabel *about;
  GtkLabel *details;
  GtkLabel *mark;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (DtRegisterRow, dt_register_row, ADW_TYPE_BIN)

enum
{
  VOID,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_void_cb (DtRegisterRow *self)
{
  g_signal_emit (self, signals[VOID], 0);
}

static char *
describe (DtLetter *letter)
{
  g_autofree char *day = dt_date_to_text (dt_date_from_time (letter->issued));
  g_autofree char *to = letter->to != NULL ? g_strdelimit (g_strdup (letter->to), "\n", ' ') : NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  g_ptr_array_add (parts, day);
  if (to != NULL)
    g_ptr_array_add (parts, to);
  if (letter->case_code != NULL)
    g_ptr_array_add (parts, letter->case_code);
  if (letter->officer_name != NULL)
    g_ptr_array_add (parts, letter->officer_name);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
set_mark (DtRegisterRow *self, const char *text, gboolean error)
{
  gtk_label_set_text (self->mark, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mark), text != NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->mark), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->mark), "dt-dim");
  gtk_widget_add_css_class (GTK_WIDGET (self->mark), error ? "error" : "dt-dim");
}

static void
show_letter (DtRegisterRow *self, DtLetter *letter, gboolean may_void)
{
  g_autofree char *number
      = dt_letter_rules_format_number (dt_letter_rules_get_default (), letter, NULL);
  g_autofree char *details = describe (letter);
  g_autofree char *why = NULL;

  gtk_label_set_text (self->number, number);
  gtk_label_set_text (self->about,
                      letter->erased          ? _ ("Erased as the law provides")
                      : letter->about != NULL ? letter->about
                                              : "");
  gtk_label_set_text (self->details, details);
  if (letter->voided)
    why = letter->reason != NULL ? g_strdup_printf (_ ("Void: %s"), letter->reason)
                                 : g_strdup (_ ("Void"));
  else if (letter->doubled)
    why = g_strdup (_ ("Number given twice: void one of the two"));
  set_mark (self, why, letter->doubled);
  gtk_widget_set_visible (self->button, may_void && !letter->voided);
}

void
dt_register_row_set_item (DtRegisterRow *self, GObject *item, gboolean may_void)
{
  g_return_if_fail (DT_IS_REGISTER_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->details), DT_IS_LETTER (item));
  gtk_widget_set_visible (GTK_WIDGET (self->about), DT_IS_LETTER (item));
  if (DT_IS_LETTER (item))
    {
      show_letter (self, DT_LETTER (item), may_void);
      return;
    }
  gtk_label_set_text (self->number, gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
  set_mark (self, _ ("No letter has this number: it is at another desk, or on paper"), TRUE);
  gtk_widget_set_visible (self->button, FALSE);
}

gboolean
dt_register_row_matches (DtLetter *letter, const char *folded)
{
  g_autofree char *number
      = dt_letter_rules_format_number (dt_letter_rules_get_default (), letter, NULL);
  g_autofree char *text = g_strjoin (" ",
                                     number,
                                     letter->about != NULL ? letter->about : "",
                                     letter->to != NULL ? letter->to : "",
                                     letter->case_code != NULL ? letter->case_code : "",
                                     letter->officer_name != NULL ? letter->officer_name : "",
                                     NULL);
  g_autofree char *own = dt_text_fold (text, -1);

  return strstr (own, folded) != NULL;
}

static void
dt_register_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DT_TYPE_REGISTER_ROW);
  G_OBJECT_CLASS (dt_register_row_parent_class)->dispose (object);
}

static void
dt_register_row_class_init (DtRegisterRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_register_row_dispose;
  signals[VOID] = g_signal_new (
      "void", DT_TYPE_REGISTER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/letters/dt-register-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DtRegisterRow, number);
  gtk_widget_class_bind_template_child (widget_class, DtRegisterRow, about);
  gtk_widget_class_bind_template_child (widget_class, DtRegisterRow, details);
  gtk_widget_class_bind_template_child (widget_class, DtRegisterRow, mark);
  gtk_widget_class_bind_template_child (widget_class, DtRegisterRow, button);
  gtk_widget_class_bind_template_callback (widget_class, on_void_cb);
}

static void
dt_register_row_init (DtRegisterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
dt_register_row_new (void)
{
  return g_object_new (DT_TYPE_REGISTER_ROW, NULL);
}
