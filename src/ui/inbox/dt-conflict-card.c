/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two values that two desks set, with a button to keep each. */
#include "ui/inbox/dt-conflict-card.h"

#include "ui/inbox/dt-event-words.h"
#include "ui/shell/dt-accessible-name.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_choice (DtConflict *conflict, guint i, gint64 now)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *button = gtk_button_new_with_label (_ ("Keep This One"));
  g_autofree char *value = dt_field_value_words (
      conflict->field, conflict->shown[i] != NULL ? conflict->shown[i] : conflict->values[i]);
  g_autofree char *time = dt_words_time (conflict->times[i], now);
  g_autofree char *who = g_strdup_printf (
      "%s · %s",
      conflict->actor_names[i] != NULL ? conflict->actor_names[i] : _ ("The program"),
      time);
  g_autofree char *name = g_strdup_printf (_ ("Keep “%s”"), value);

  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), make_label (value, "heading"));
  gtk_box_append (GTK_BOX (box), make_label (who, "caption"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 4);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "case.resolve");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(su)", conflict->id, i);
  dt_accessible_name_set (button, name);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

/**
 * dt_conflict_card_new:
 * @conflict: an open conflict
 * @now: Unix microseconds
 *
 * Returns: (transfer floating): a card that shows both values
 */
GtkWidget *
dt_conflict_card_new (DtConflict *conflict, gint64 now)
{
  g_return_val_if_fail (conflict != NULL, NULL);

  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *choices = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  g_autofree char *title = g_strdup_printf (_ ("Two desks set the %s differently. Which holds?"),
                                            dt_field_words (conflict->field));

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "dt-conflict-card");
  gtk_box_set_homogeneous (GTK_BOX (choices), TRUE);
  gtk_box_append (GTK_BOX (head), gtk_image_new_from_icon_name ("dt-conflict-symbolic"));
  gtk_box_append (GTK_BOX (head), make_label (title, NULL));
  gtk_box_append (GTK_BOX (card), head);
  for (guint i = 0; i < G_N_ELEMENTS (conflict->values); i++)
    gtk_box_append (GTK_BOX (choices), make_choice (conflict, i, now));
  gtk_box_append (GTK_BOX (card), choices);
  return card;
}
