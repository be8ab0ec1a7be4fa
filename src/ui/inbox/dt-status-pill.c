/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A status, or what is left until a deadline, as a shape and a word on a tint. */
#include "ui/inbox/dt-status-pill.h"

#include "ui/inbox/dt-line-text.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

struct _DtStatusPill
{
  GtkWidget parent_instance;
  GtkWidget *image;
  GtkWidget *label;
  const char *icon;  /* constant; NULL: none */
  const char *style; /* the same */
  int status;        /* that it shows; -1: none, or a deadline */
};

G_DEFINE_FINAL_TYPE (DtStatusPill, dt_status_pill, GTK_TYPE_WIDGET)

static void
dt_status_pill_dispose (GObject *object)
{
  DtStatusPill *self = DT_STATUS_PILL (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (dt_status_pill_parent_class)->dispose (object);
}

static void
dt_status_pill_class_init (DtStatusPillClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_status_pill_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "pill");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dt_status_pill_init (DtStatusPill *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 5);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dt-pill");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  self->image = gtk_image_new ();
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  self->label = g_object_new (DT_TYPE_LINE_TEXT, "whole", TRUE, NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  self->status = -1;
}

/**
 * dt_status_pill_new:
 *
 * Returns: (transfer floating): an empty pill
 */
GtkWidget *
dt_status_pill_new (void)
{
  return g_object_new (DT_TYPE_STATUS_PILL, NULL);
}

static void
show (DtStatusPill *self, const char *icon, const char *text, const char *sentence)
{
  if (g_strcmp0 (self->icon, icon) != 0)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon);
  self->icon = icon;
  dt_line_text_set_text (DT_LINE_TEXT (self->label), text);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

static void
set_style (DtStatusPill *self, const char *style)
{
  if (g_strcmp0 (self->style, style) == 0)
    return;
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
  self->style = style;
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), style);
}

/**
 * dt_status_pill_set_status:
 * @self: a pill
 * @status: what it shows
 */
void
dt_status_pill_set_status (DtStatusPill *self, DtCaseStatus status)
{
  g_return_if_fail (DT_IS_STATUS_PILL (self) && status < DT_N_CASE_STATUSES);

  if (self->status == (int) status)
    return;
  self->status = (int) status;
  show (self, dt_words_status_icon (status), dt_words_status (status), dt_words_status (status));
  set_style (self, dt_words_status_style (status));
}

/**
 * dt_status_pill_set_due:
 * @self: a pill
 * @words: what is left until a deadline
 * @form: how much of that it says
 *
 * Read out, it is a whole sentence.
 */
void
dt_status_pill_set_due (DtStatusPill *self, const DtDueWords *words, DtDueForm form)
{
  static const struct
  {
    const char *icon;
    const char *style;
  } shapes[DT_N_DUE_STATES] = {
    [DT_DUE_FAR] = { "dt-due-far-symbolic", NULL },
    [DT_DUE_SOON] = { "dt-due-soon-symbolic", "dt-wait" },
    [DT_DUE_TODAY] = { "dt-due-today-symbolic", "dt-wait" },
    [DT_DUE_OVERDUE] = { "dt-due-overdue-symbolic", "dt-bad" },
  };
  g_autofree char *provisional = NULL;
  const char *text;

  g_return_if_fail (DT_IS_STATUS_PILL (self) && words != NULL && words->sentence != NULL);

  text = form == DT_DUE_SHORT ? words->badge : words->remaining;
  if (form == DT_DUE_PROVISIONAL)
    text = provisional = g_strdup_printf (_ ("%s (provisional)"), text);
  self->status = -1;
  show (self, shapes[words->state].icon, text, words->sentence);
  set_style (self, shapes[words->state].style);
}
