/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for a decision on a case's deadline, with the buttons of who may decide it. */
#include "ui/inbox/dt-extension-card.h"

#include "words/dt-extension-words.h"
#include "words/dt-time-words.h"

#include <glib/gi18n.h>

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
add_button (GtkWidget *box, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

/* A card with a headline; *out_buttons: a row at its end. */
static GtkWidget *
make_card (const char *icon, const char *headline, const char *text, GtkWidget **out_buttons)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "dt-conflict-card");
  gtk_widget_set_margin_top (card, 8);
  gtk_box_append (GTK_BOX (head), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (head), make_label (headline, "heading"));
  gtk_box_append (GTK_BOX (card), head);
  gtk_box_append (GTK_BOX (card), make_label (text, NULL));
  *out_buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_margin_top (*out_buttons, 4);
  return card;
}

static const char *
find_name (DtService *service, const char *id)
{
  GPtrArray *officers = dt_service_get_officers (service);

  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = officers->pdata[i];

      if (g_strcmp0 (officer->id, id) == 0)
        return officer->name;
    }
  return _ ("The program");
}

/* What would follow, with the day that would be promised. */
static char *
dup_outcome (DtService *service, const DtExtensionState *state, DtDeadlineClock clock, gint64 now)
{
  DtDeadlineResult then;
  gint64 until = dt_extension_state_get_until (state->request, now);
  g_autofree char *promised = until != 0 ? dt_time_words_day (dt_date_from_time (until)) : NULL;
  g_autofree char *moment = NULL;
  g_autofree char *due = NULL;

  dt_extension_state_extend (state, service, clock, now, &then);
  moment = dt_time_words_moment (then.clocks[clock].due);
  due = then.clocks[clock].provisional ? g_strdup_printf (_ ("%s (provisional)"), moment)
                                       : g_strdup (moment);
  return promised != NULL ? g_strdup_printf (
             _ ("If it is granted: due by %s, the answer promised for %s"), due, promised)
                          : g_strdup_printf (_ ("If it is granted: due by %s"), due);
}

static GtkWidget *
make_request (DtService *service, DtCaseFile *file, const DtExtensionState *state, gint64 now)
{
  DtDeadlineClock clock = (DtDeadlineClock) file->a_case->request;
  g_autofree char *text
      = g_strdup_printf (_ ("%s asks for more of %s: %s"),
                         find_name (service, file->a_case->requester_id),
                         dt_extension_words_clock (clock),
                         state->request->text != NULL ? state->request->text : "…");
  gboolean can = dt_extension_state_can_grant (state, file->a_case);
  g_autofree char *outcome = can ? dup_outcome (service, state, clock, now)
                                 : g_strdup (_ ("It can no longer be granted."));
  GtkWidget *buttons;
  GtkWidget *card = make_card (
      "dt-due-soon-symbolic", _ ("An extension waits for a leader’s decision"), text, &buttons);
  gboolean own = dt_extension_state_is_own (service, file->a_case);

  gtk_box_append (GTK_BOX (card), make_label (outcome, "dt-dim"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (card), "caption");
  if (dt_service_may (service, DT_COMMAND_EXTEND))
    {
      if (can)
        gtk_widget_add_css_class (add_button (buttons, _ ("_Grant"), "case.grant"),
                                  "suggested-action");
      if (!own)
        add_button (buttons, _ ("Do _Not Grant…"), "case.decline");
    }
  if (own)
    add_button (buttons, _ ("_Take Back"), "case.withdraw");
  gtk_box_append (GTK_BOX (card), buttons);
  gtk_widget_set_visible (buttons, gtk_widget_get_first_child (buttons) != NULL);
  return card;
}

static GtkWidget *
make_guidance (void)
{
  GtkWidget *buttons;
  GtkWidget *card = make_card (
      "dt-alert-symbolic",
      _ ("Not in the form of a denunciation"),
      _ ("A denunciation by this channel is not taken up: guide the citizen to make it in "
         "writing or in person. What is clear and has evidence may still be passed on for "
         "inspection."),
      &buttons);

  add_button (buttons, _ ("_Guide to the Proper Form"), "case.guide");
  gtk_box_append (GTK_BOX (card), buttons);
  return card;
}

/**
 * dt_extension_card_new:
 * @service: the open workspace
 * @file: a case
 * @state: what can be agreed on it
 * @now: Unix microseconds
 *
 * Returns: (transfer floating) (nullable): the card; %NULL if nothing waits
 */
GtkWidget *
dt_extension_card_new (DtService *service,
                       DtCaseFile *file,
                       const DtExtensionState *state,
                       gint64 now)
{
  g_return_val_if_fail (DT_IS_SERVICE (service) && DT_IS_CASE_FILE (file), NULL);

  if (state->request != NULL)
    return make_request (service, file, state, now);
  if (dt_extension_state_needs_form (state, file->a_case))
    return make_guidance ();
  return NULL;
}
