/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The popover is filled when it is opened: a heading for each clock, and for one that runs the
 * arithmetic, step by step, each with its source; at its end what can be agreed on the deadline. */
#include "ui/inbox/dt-due-bar.h"

#include "model/dt-deadline-steps.h"
#include "ui/inbox/dt-extension-card.h"
#include "ui/inbox/dt-status-pill.h"
#include "words/dt-due-words.h"
#include "words/dt-extension-words.h"
#include "words/dt-step-words.h"
#include "words/dt-time-words.h"

#include <glib/gi18n.h>

#define WIDTH 46  /* characters */
#define NARROW 36 /* at least */

struct _DtDueBar
{
  GtkWidget parent_instance;
  GtkWidget *line;
  GtkWidget *pill;
  GtkWidget *why;
  GtkWidget *card; /* what waits for a decision, or NULL */
  GtkWidget *popover;
  GtkBox *steps;
  GtkBox *offers;
  DtService *service;
  DtCaseFile *file;
  DtDate card_day; /* on which the card was made */
};

G_DEFINE_FINAL_TYPE (DtDueBar, dt_due_bar, GTK_TYPE_WIDGET)

static const DtCaseCourse *
compute (DtDueBar *self, DtDeadlineResult *result)
{
  DtDeadlineRules *rules = dt_rule_book_get_deadlines (dt_service_get_rule_book (self->service));

  return dt_case_course_find_due (
      self->file->courses, rules, dt_service_get_calendar (self->service), result);
}

/* ---- the popover ---- */

static void
add_label (GtkBox *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), WIDTH);
  gtk_label_set_width_chars (GTK_LABEL (label), NARROW);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_widget_add_css_class (label, style);
  if (g_str_equal (style, "caption"))
    gtk_widget_add_css_class (label, "dt-dim");
  gtk_box_append (box, label);
}

static char *
dup_heading (DtDeadlineClock clock, const DtClockResult *result)
{
  static const char *const names[DT_N_CLOCKS] = {
    [DT_CLOCK_ACKNOWLEDGE] = N_ ("To be received"),
    [DT_CLOCK_ANSWER] = N_ ("To be answered"),
    [DT_CLOCK_PROMISED] = N_ ("As promised"),
  };
  const char *name = _ (names[clock]);
  g_autofree char *due = result->due != 0 ? dt_time_words_moment (result->due) : NULL;
  g_autofree char *done = result->done != 0 ? dt_time_words_moment (result->done) : NULL;

  switch (result->state)
    {
    case DT_CLOCK_STATE_RUNNING:
      return g_strdup_printf (_ ("%s by %s"), name, due);
    case DT_CLOCK_STATE_PAUSED:
      return g_strdup_printf (_ ("%s: stands while the office waits for the citizen"), name);
    case DT_CLOCK_STATE_WAITING:
      return g_strdup_printf (_ ("%s: counted from when the case is accepted"), name);
    case DT_CLOCK_STATE_DONE:
      return due != NULL ? g_strdup_printf (_ ("%s by %s, done %s"), name, due, done)
                         : g_strdup_printf (_ ("%s: done %s"), name, done);
    case DT_CLOCK_STATE_NONE:
    default:
      return NULL;
    }
}

static void
add_steps (DtDueBar *self, const DtCaseCourse *course, const DtClockResult *clock)
{
  g_autoptr (GArray) steps
      = dt_deadline_explain (dt_rule_book_get_deadlines (dt_service_get_rule_book (self->service)),
                             dt_service_get_calendar (self->service),
                             clock,
                             (const DtDeadlineEvent *) (gpointer) course->events->data,
                             course->events->len);

  for (guint i = 0; i < steps->len; i++)
    {
      const DtDeadlineStep *step = &g_array_index (steps, DtDeadlineStep, i);
      g_autofree char *words = dt_step_words (step);

      add_label (self->steps, words, "body");
      if (step->source != NULL)
        add_label (self->steps, step->source, "caption");
      if (step->check)
        add_label (self->steps, _ ("Only one weak source says so: check it."), "dt-warning");
    }
}

static void
add_clock (DtDueBar *self,
           const DtCaseCourse *course,
           DtDeadlineClock clock,
           const DtClockResult *result)
{
  g_autofree char *heading = dup_heading (clock, result);

  if (heading == NULL)
    return;
  add_label (self->steps, heading, "heading");
  if (result->state == DT_CLOCK_STATE_RUNNING)
    add_steps (self, course, result);
}

/* ---- what can be agreed ---- */

static void
on_offer_clicked_cb (GtkButton *button, DtDueBar *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
add_offer (DtDueBar *self, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  g_signal_connect (button, "clicked", G_CALLBACK (on_offer_clicked_cb), self);
  gtk_box_append (self->offers, button);
}

/* Why more time cannot be had, by which law. */
static void
add_refusal (DtDueBar *self, const DtClockResult *clock)
{
  g_autofree char *allowance = dt_extension_words_allowance (clock);
  g_autofree char *source = dt_extension_words_source (clock);

  add_label (self->steps, allowance, "body");
  if (source != NULL)
    add_label (self->steps, source, "caption");
}

static void
offer (DtDueBar *self)
{
  DtExtensionState state;
  const DtClockResult *fixed;

  dt_extension_state_init (&state, self->service, self->file);
  fixed = state.n_clocks == 0 ? dt_extension_state_find_fixed (&state) : NULL;
  if (fixed != NULL)
    add_refusal (self, fixed);
  if (state.n_clocks > 0 && dt_service_may (self->service, DT_COMMAND_EXTEND))
    add_offer (self, _ ("_Extend…"), "case.extend");
  else if (state.n_clocks > 0 && state.request == NULL
           && dt_service_may (self->service, DT_COMMAND_REQUEST_EXTENSION))
    add_offer (self, _ ("_Ask for an Extension…"), "case.ask-extension");
  if (dt_service_may (self->service, DT_COMMAND_PROMISE))
    add_offer (self, _ ("_Promise a Day…"), "case.promise");
  if (state.extension != NULL)
    add_offer (self, _ ("_Notice of the Extension"), "case.notice::");
  gtk_widget_set_visible (GTK_WIDGET (self->offers),
                          gtk_widget_get_first_child (GTK_WIDGET (self->offers)) != NULL);
}

static void
empty (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
on_popover_show_cb (GtkWidget *popover, DtDueBar *self)
{
  DtDeadlineResult result;
  const DtCaseCourse *course = self->file != NULL ? compute (self, &result) : NULL;

  empty (self->steps);
  empty (self->offers);
  if (course == NULL)
    return;
  if (g_strcmp0 (course->code, self->file->a_case->code) != 0)
    {
      g_autofree char *text = g_strdup_printf (
          _ ("The time is that of %s, which was merged into this case."), course->code);

      add_label (self->steps, text, "body");
    }
  if (result.path == DT_PATH_PROPER_FORM)
    add_label (self->steps,
               _ ("A denunciation by this channel is not taken up: guide the citizen to make it in "
                  "writing or in person."),
               "body");
  add_clock (self, course, result.due_clock, &result.clocks[result.due_clock]);
  for (guint i = 0; i < DT_N_CLOCKS; i++)
    if (i != (guint) result.due_clock)
      add_clock (self, course, (DtDeadlineClock) i, &result.clocks[i]);
  offer (self);
}

/* ---- the bar ---- */

static void
dt_due_bar_dispose (GObject *object)
{
  DtDueBar *self = DT_DUE_BAR (object);

  g_clear_pointer (&self->line, gtk_widget_unparent);
  g_clear_pointer (&self->card, gtk_widget_unparent);
  g_clear_object (&self->file);
  g_clear_object (&self->service);
  G_OBJECT_CLASS (dt_due_bar_parent_class)->dispose (object);
}

static void
dt_due_bar_class_init (DtDueBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_due_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static GtkWidget *
make_popover (DtDueBar *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->steps = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_widget_set_margin_top (GTK_WIDGET (self->steps), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->steps), 6);
  gtk_widget_set_margin_start (GTK_WIDGET (self->steps), 6);
  gtk_widget_set_margin_end (GTK_WIDGET (self->steps), 12);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->steps));
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  self->offers = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_add_css_class (GTK_WIDGET (self->offers), "dt-offers");
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->offers));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect (popover, "show", G_CALLBACK (on_popover_show_cb), self);
  return popover;
}

static void
dt_due_bar_init (DtDueBar *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
  self->pill = dt_status_pill_new ();
  gtk_box_append (GTK_BOX (self->line), self->pill);
  self->popover = make_popover (self);
  self->why = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->why), _ ("why?"));
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (self->why), FALSE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->why), self->popover);
  gtk_widget_add_css_class (self->why, "dt-link");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->why), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Why is it due then?"), -1);
  gtk_widget_set_tooltip_text (self->why, _ ("Why is it due then?"));
  gtk_box_append (GTK_BOX (self->line), self->why);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static gboolean
stands (const DtDeadlineResult *result)
{
  for (guint i = 0; i < DT_N_CLOCKS; i++)
    if (result->clocks[i].state == DT_CLOCK_STATE_PAUSED)
      return TRUE;
  return FALSE;
}

/* What is being done in the card is not lost as a minute passes. */
static void
show_card (DtDueBar *self, gboolean same, gint64 now)
{
  DtDate day = dt_date_from_time (now);
  DtExtensionState state;

  if (same && day == self->card_day)
    return;
  self->card_day = day;
  dt_extension_state_init (&state, self->service, self->file);
  g_clear_pointer (&self->card, gtk_widget_unparent);
  self->card = dt_extension_card_new (self->service, self->file, &state, now);
  if (self->card != NULL)
    gtk_widget_set_parent (self->card, GTK_WIDGET (self));
}

/**
 * dt_due_bar_set_file:
 * @self: a bar
 * @service: the open workspace
 * @file: the case
 * @now: Unix microseconds
 */
void
dt_due_bar_set_file (DtDueBar *self, DtService *service, DtCaseFile *file, gint64 now)
{
  DtDeadlineResult result;
  g_auto (DtDueWords) words = { 0 };
  gboolean same;

  g_return_if_fail (DT_IS_DUE_BAR (self) && DT_IS_SERVICE (service) && DT_IS_CASE_FILE (file));

  g_set_object (&self->service, service);
  same = !g_set_object (&self->file, file);
  /* What shows in another case, or is done with, has no time of its own. */
  if (!dt_case_status_is_open (file->a_case->status) || compute (self, &result) == NULL)
    result = (DtDeadlineResult){ 0 };
  show_card (self, same, now);
  gtk_widget_set_visible (self->line, result.due != 0 || stands (&result));
  gtk_widget_set_visible (GTK_WIDGET (self),
                          gtk_widget_get_visible (self->line) || self->card != NULL);
  dt_due_words_init (&words, dt_service_get_calendar (service), result.due, now);
  if (result.due != 0)
    dt_status_pill_set_due (DT_STATUS_PILL (self->pill),
                            &words,
                            result.clocks[result.due_clock].provisional ? DT_DUE_PROVISIONAL
                                                                        : DT_DUE_WHOLE);
  else if (stands (&result))
    dt_status_pill_set_status (DT_STATUS_PILL (self->pill), DT_CASE_STATUS_WAITING_CITIZEN);
}
