/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The case pane. */
#include "ui/inbox/dt-case-pane.h"

#include "ui/inbox/dt-case-panel.h"
#include "ui/inbox/dt-composer.h"
#include "ui/inbox/dt-conflict-card.h"
#include "ui/inbox/dt-due-bar.h"
#include "ui/inbox/dt-extension-state.h"
#include "ui/inbox/dt-officer-popover.h"
#include "ui/inbox/dt-status-pill.h"
#include "ui/inbox/dt-timeline.h"
#include "ui/reply/dt-reply-card.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define MEASURED_MS 200

struct _DtCasePane
{
  AdwBin parent_instance;
  AdwHeaderBar *header;
  AdwWindowTitle *narrow_title;
  GtkWidget *back;
  GtkLabel *code;
  GtkWidget *pill;
  GtkWidget *menu;
  GtkToggleButton *panel_toggle;
  AdwSplitButton *reply;
  AdwButtonContent *reply_content;
  GtkMenuButton *assign;
  AdwButtonContent *assign_content;
  GtkStack *stack;
  AdwFlap *flap;
  DtCasePanel *panel;
  GtkScrolledWindow *scroller;
  GtkLabel *title;
  DtDueBar *due;
  GtkLabel *meta;
  GtkBox *notices;
  DtTimeline *timeline;
  DtReplyCard *replies;
  DtComposer *composer;

  DtRunner *runner;
  DtCaseActions *actions;
  DtCaseFile *file;
  DtCasePaneWidth width;
  guint scroll_id;
};

static guint panel_toggled_signal;
static guint by_hand_signal;

G_DEFINE_FINAL_TYPE (DtCasePane, dt_case_pane, ADW_TYPE_BIN)

static char *
dup_received (DtCase *a_case, gint64 now)
{
  g_autofree char *received = dt_words_time (a_case->received, now);
  g_autofree char *age = dt_words_age (a_case->received, now);

  if (dt_case_status_is_open (a_case->status) && now - a_case->received >= 60 * G_USEC_PER_SEC)
    return g_strdup_printf (_ ("received %s (%s)"), received, age);
  return g_strdup_printf (_ ("received %s"), received);
}

/* A line breaks between two parts, never within one. */
static void
add_part (GString *text, const char *part)
{
  g_auto (GStrv) words = g_strsplit (part, " ", -1);
  g_autofree char *bound = g_strjoinv ("\u00a0", words);

  if (text->len > 0)
    g_string_append (text, "\u00a0· ");
  g_string_append (text, bound);
}

static char *
dup_meta (DtCasePane *self, DtCase *a_case)
{
  g_autofree char *received = dup_received (a_case, dt_runner_now (self->runner));
  g_autofree char *priority
      = g_strdup_printf ("%s: %s", _ ("Priority"), dt_words_priority (a_case->priority));
  g_autofree char *assignee = a_case->assignee_name != NULL
                                  ? g_strdup_printf (_ ("handled by %s"), a_case->assignee_name)
                                  : g_strdup (_ ("assigned to nobody"));
  g_autoptr (GString) text = g_string_new (NULL);

  add_part (text, dt_words_kind (a_case->kind));
  add_part (text, dt_words_field (a_case->field));
  if (a_case->group != NULL)
    add_part (text, a_case->group);
  if (a_case->priority != DT_PRIORITY_NORMAL)
    add_part (text, priority);
  add_part (text, received);
  add_part (text, assignee);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_notice (DtCasePane *self, const char *icon, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "dt-conflict-card");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->notices, box);
}

static void
show_notices (DtCasePane *self)
{
  DtCase *a_case = self->file->a_case;
  gint64 now = dt_runner_now (self->runner);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->notices))) != NULL)
    gtk_box_remove (self->notices, child);
  if (a_case->status == DT_CASE_STATUS_REFUSED && a_case->ground != NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("Refused: %s"), dt_words_ground (a_case->ground));

      add_notice (self, "dt-status-refused-symbolic", text);
    }
  if (a_case->status == DT_CASE_STATUS_MERGED)
    {
      GtkWidget *button;

      add_notice (
          self, "dt-merge-symbolic", _ ("This case was merged into another, which shows it all."));
      button = gtk_button_new_with_label (_ ("Undo Merging"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "case.unmerge");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "");
      gtk_widget_set_halign (button, GTK_ALIGN_END);
      gtk_widget_set_hexpand (button, TRUE);
      gtk_box_append (GTK_BOX (gtk_widget_get_last_child (GTK_WIDGET (self->notices))), button);
    }
  for (guint i = 0; i < self->file->conflicts->len; i++)
    gtk_box_append (self->notices, dt_conflict_card_new (self->file->conflicts->pdata[i], now));
  gtk_widget_set_margin_bottom (
      GTK_WIDGET (self->notices),
      gtk_widget_get_first_child (GTK_WIDGET (self->notices)) != NULL ? 12 : 0);
}

static void
show_header (DtCasePane *self)
{
  DtCase *a_case = self->file != NULL ? self->file->a_case : NULL;
  gboolean narrow = self->width == DT_CASE_PANE_NARROW;
  gboolean wide = self->width == DT_CASE_PANE_WIDE;
  gboolean any = a_case != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->code), any && !narrow);
  gtk_widget_set_visible (self->pill, any && wide);
  gtk_widget_set_visible (self->menu, any);
  gtk_widget_set_visible (GTK_WIDGET (self->panel_toggle), any);
  gtk_widget_set_visible (GTK_WIDGET (self->reply), any);
  gtk_widget_set_visible (GTK_WIDGET (self->assign), any && !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->narrow_title), any && narrow);
  adw_button_content_set_label (self->reply_content, wide ? _ ("Answer") : "");
  adw_button_content_set_label (self->assign_content, wide ? _ ("Assign") : "");
  if (!any)
    return;
  gtk_label_set_text (self->code, a_case->code);
  dt_status_pill_set_status (DT_STATUS_PILL (self->pill), a_case->status);
  adw_window_title_set_title (self->narrow_title, a_case->code);
  if (a_case->assignee_name != NULL)
    {
      g_autofree char *subtitle
          = g_strdup_printf ("%s · %s", dt_words_status (a_case->status), a_case->assignee_name);

      adw_window_title_set_subtitle (self->narrow_title, subtitle);
    }
  else
    adw_window_title_set_subtitle (self->narrow_title, dt_words_status (a_case->status));
}

/* To what came last; of a message longer than the pane, to its beginning. */
static void
scroll_to_news (DtCasePane *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  GtkWidget *content = gtk_widget_get_parent (GTK_WIDGET (self->timeline));
  GtkWidget *last = dt_timeline_get_last_message (self->timeline);
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  graphene_rect_t bounds;

  if (last != NULL && gtk_widget_compute_bounds (last, content, &bounds))
    end = MIN (end, bounds.origin.y);
  gtk_adjustment_set_value (adjustment, end);
}

static void
on_content_measured_cb (GtkAdjustment *adjustment, DtCasePane *self)
{
  if (self->scroll_id != 0)
    scroll_to_news (self);
}

static gboolean
on_scrolled_cb (gpointer data)
{
  DtCasePane *self = data;

  self->scroll_id = 0;
  scroll_to_news (self);
  return G_SOURCE_REMOVE;
}

static void
explain (DtCasePane *self, GtkWidget *widget, const char *action, const char *tooltip)
{
  g_autofree char *reason = dt_case_actions_dup_reason (self->actions, action);

  gtk_widget_set_tooltip_text (widget, reason != NULL ? reason : tooltip);
}

/* A screen reader is told of a tooltip, but not as the name of the button. */
static void
name_next_step (DtCasePane *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->reply)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_MENU_BUTTON (child))
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Next step"), -1);
}

static void
on_actions_updated_cb (DtCaseActions *actions, DtCasePane *self)
{
  g_autofree char *assign = dt_case_actions_dup_reason (actions, "assign");
  g_autofree char *status = dt_case_actions_dup_reason (actions, "status");

  gtk_widget_set_sensitive (GTK_WIDGET (self->assign), assign == NULL);
  explain (self, GTK_WIDGET (self->assign), "assign", _ ("Assign (A)"));
  explain (self, GTK_WIDGET (self->reply), "reply", _ ("Answer the case (R)"));
  adw_split_button_set_dropdown_tooltip (self->reply, status != NULL ? status : _ ("Next step"));
  name_next_step (self);
}

static void
on_flap_reveal_cb (AdwFlap *flap, GParamSpec *pspec, DtCasePane *self)
{
  gboolean shown = adw_flap_get_reveal_flap (flap);

  if (gtk_toggle_button_get_active (self->panel_toggle) != shown)
    gtk_toggle_button_set_active (self->panel_toggle, shown);
}

static void
on_panel_toggled_cb (GtkToggleButton *button, DtCasePane *self)
{
  gboolean shown = gtk_toggle_button_get_active (button);

  if (adw_flap_get_reveal_flap (self->flap) == shown)
    return;
  adw_flap_set_reveal_flap (self->flap, shown);
  g_signal_emit (self, panel_toggled_signal, 0, shown);
}

static void
on_by_hand_cb (DtReplyCard *card, DtReply *reply, DtCasePane *self)
{
  g_signal_emit (self, by_hand_signal, 0, reply);
}

/* ---- vfuncs ---- */

static void
dt_case_pane_dispose (GObject *object)
{
  DtCasePane *self = DT_CASE_PANE (object);

  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_object (&self->runner);
  g_clear_object (&self->actions);
  g_clear_object (&self->file);
  G_OBJECT_CLASS (dt_case_pane_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, header);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, back);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, code);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, pill);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, menu);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, panel_toggle);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, reply);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, reply_content);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, assign);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, assign_content);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, stack);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, flap);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, panel);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, scroller);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, title);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, due);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, meta);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, notices);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, timeline);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, replies);
  gtk_widget_class_bind_template_child (widget_class, DtCasePane, composer);
}

static void
dt_case_pane_class_init (DtCasePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_case_pane_dispose;
  panel_toggled_signal = g_signal_new ("panel-toggled",
                                       G_TYPE_FROM_CLASS (klass),
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       1,
                                       G_TYPE_BOOLEAN);
  by_hand_signal = g_signal_new ("by-hand",
                                 G_TYPE_FROM_CLASS (klass),
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 DT_TYPE_REPLY);
  g_type_ensure (DT_TYPE_REPLY_CARD);
  g_type_ensure (DT_TYPE_STATUS_PILL);
  g_type_ensure (DT_TYPE_DUE_BAR);
  g_type_ensure (DT_TYPE_CASE_PANEL);
  g_type_ensure (DT_TYPE_TIMELINE);
  g_type_ensure (DT_TYPE_COMPOSER);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.leave-case", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/inbox/dt-case-pane.ui");
  bind_children (widget_class);
}

static void
dt_case_pane_init (DtCasePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->flap, "notify::reveal-flap", G_CALLBACK (on_flap_reveal_cb), self);
  g_signal_connect (self->replies, "by-hand", G_CALLBACK (on_by_hand_cb), self);
  g_signal_connect (self->panel_toggle, "toggled", G_CALLBACK (on_panel_toggled_cb), self);
  gtk_toggle_button_set_active (self->panel_toggle, adw_flap_get_reveal_flap (self->flap));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller),
                           "changed",
                           G_CALLBACK (on_content_measured_cb),
                           self,
                           0);
  show_header (self);
}

/* ---- public ---- */

/**
 * dt_case_pane_set_runner:
 * @self: a case pane
 * @runner: who runs its commands
 * @actions: the group `case.` that its buttons use
 */
void
dt_case_pane_set_runner (DtCasePane *self, DtRunner *runner, DtCaseActions *actions)
{
  g_return_if_fail (DT_IS_CASE_PANE (self) && self->runner == NULL);

  self->runner = g_object_ref (runner);
  self->actions = g_object_ref (actions);
  dt_composer_set_runner (self->composer, runner);
  dt_reply_card_set_runner (self->replies, runner);
  dt_timeline_set_service (self->timeline, dt_runner_get_service (runner));
  adw_split_button_set_menu_model (self->reply, dt_case_actions_get_steps (actions));
  gtk_menu_button_set_popover (self->assign,
                               dt_officer_popover_new (dt_runner_get_service (runner), actions));
  g_signal_connect_object (actions, "updated", G_CALLBACK (on_actions_updated_cb), self, 0);
}

/**
 * dt_case_pane_set_outbox:
 * @self: a case pane
 * @outbox: (nullable): with the channels that are connected
 */
void
dt_case_pane_set_outbox (DtCasePane *self, DtOutbox *outbox)
{
  g_return_if_fail (DT_IS_CASE_PANE (self));

  dt_reply_card_set_outbox (self->replies, outbox);
}

/* A draft that guides to the proper form is an answer once the form is not needed any more. */
static void
check_guiding (DtCasePane *self)
{
  DtExtensionState state;

  dt_extension_state_init (&state, dt_runner_get_service (self->runner), self->file);
  if (!dt_extension_state_needs_form (&state, self->file->a_case))
    dt_composer_stop_guiding (self->composer);
}

/**
 * dt_case_pane_set_file:
 * @self: a case pane with a runner
 * @file: (nullable): what it shows
 *
 * The same case again is shown as it is now, and neither scrolls nor loses what is being typed.
 */
void
dt_case_pane_set_file (DtCasePane *self, DtCaseFile *file)
{
  g_return_if_fail (DT_IS_CASE_PANE (self) && self->runner != NULL);

  gboolean same = file != NULL && self->file != NULL
                  && g_strcmp0 (file->a_case->id, self->file->a_case->id) == 0;
  gint64 now = dt_runner_now (self->runner);
  g_autofree char *meta = NULL;

  g_set_object (&self->file, file);
  dt_case_actions_set_file (self->actions, file);
  show_header (self);
  dt_composer_set_case (self->composer, file != NULL ? file->a_case : NULL);
  dt_reply_card_set_file (self->replies, file);
  gtk_stack_set_visible_child_name (self->stack, file != NULL ? "case" : "empty");
  if (file == NULL)
    return;
  check_guiding (self);
  meta = dup_meta (self, file->a_case);
  gtk_label_set_text (self->title, file->a_case->title);
  gtk_label_set_text (self->meta, meta);
  dt_due_bar_set_file (
      self->due, dt_runner_get_service (self->runner), file, dt_runner_now (self->runner));
  show_notices (self);
  dt_timeline_set_items (self->timeline, file->timeline, now);
  dt_case_panel_set_file (self->panel, dt_runner_get_service (self->runner), file, now);
  /* While the new content is being measured its end moves. */
  if (!same && self->scroll_id == 0)
    self->scroll_id = g_timeout_add (MEASURED_MS, on_scrolled_cb, self);
}

/**
 * dt_case_pane_refresh_time:
 * @self: a case pane
 * @day: whether another day has begun: "today" is another one then
 *
 * Shows what depends on the time as it is now.
 */
void
dt_case_pane_refresh_time (DtCasePane *self, gboolean day)
{
  DtService *service;
  gint64 now;
  g_autofree char *meta = NULL;

  g_return_if_fail (DT_IS_CASE_PANE (self));

  if (self->file == NULL)
    return;
  service = dt_runner_get_service (self->runner);
  now = dt_runner_now (self->runner);
  meta = dup_meta (self, self->file->a_case);
  if (g_strcmp0 (gtk_label_get_text (self->meta), meta) != 0)
    gtk_label_set_text (self->meta, meta);
  dt_due_bar_set_file (self->due, service, self->file, now);
  dt_reply_card_refresh (self->replies);
  if (!day)
    return;
  dt_timeline_set_items (self->timeline, self->file->timeline, now);
  dt_case_panel_set_file (self->panel, service, self->file, now);
}

/**
 * dt_case_pane_get_file:
 * @self: a case pane
 *
 * Returns: (transfer none) (nullable): what it shows
 */
DtCaseFile *
dt_case_pane_get_file (DtCasePane *self)
{
  return self->file;
}

/**
 * dt_case_pane_compose:
 * @self: a case pane
 * @note: a note instead of an answer
 */
void
dt_case_pane_compose (DtCasePane *self, gboolean note)
{
  g_return_if_fail (DT_IS_CASE_PANE (self));

  if (self->file != NULL)
    dt_composer_focus (self->composer, note ? DT_COMPOSER_NOTE : DT_COMPOSER_ANSWER);
}

/**
 * dt_case_pane_guide:
 * @self: a case pane
 *
 * Puts the words by which a citizen is guided to the proper form where an answer is written.
 */
void
dt_case_pane_guide (DtCasePane *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (DT_IS_CASE_PANE (self));

  if (self->file == NULL)
    return;
  text = dt_service_guidance_to_text (dt_runner_get_service (self->runner), &error);
  if (text != NULL)
    dt_composer_guide (self->composer, text);
  else
    dt_runner_fail (self->runner, error);
}

/**
 * dt_case_pane_attach:
 * @self: a case pane
 */
void
dt_case_pane_attach (DtCasePane *self)
{
  g_return_if_fail (DT_IS_CASE_PANE (self));

  if (self->file != NULL)
    dt_composer_choose_files (self->composer);
}

/**
 * dt_case_pane_ask_officer:
 * @self: a case pane
 *
 * Opens the popover that gives the work to somebody.
 */
void
dt_case_pane_ask_officer (DtCasePane *self)
{
  g_return_if_fail (DT_IS_CASE_PANE (self));

  if (self->file == NULL)
    return;
  /* In the narrow window the button is in the way of the title; its popover still needs it. */
  gtk_widget_set_visible (GTK_WIDGET (self->assign), TRUE);
  gtk_menu_button_popup (self->assign);
}

/**
 * dt_case_pane_flush:
 * @self: a case pane
 */
void
dt_case_pane_flush (DtCasePane *self)
{
  g_return_if_fail (DT_IS_CASE_PANE (self));

  dt_composer_flush (self->composer);
}

/**
 * dt_case_pane_set_width:
 * @self: a case pane
 * @width: how much room it has
 * @panel_beside: the side panel stands beside the case, not over it
 * @with_back: there is a list to go back to
 */
void
dt_case_pane_set_width (DtCasePane *self,
                        DtCasePaneWidth width,
                        gboolean panel_beside,
                        gboolean with_back)
{
  g_return_if_fail (DT_IS_CASE_PANE (self));

  self->width = width;
  gtk_widget_set_visible (self->back, with_back);
  adw_header_bar_set_show_start_title_buttons (self->header, with_back);
  adw_flap_set_fold_policy (
      self->flap, panel_beside ? ADW_FLAP_FOLD_POLICY_NEVER : ADW_FLAP_FOLD_POLICY_ALWAYS);
  show_header (self);
}

/**
 * dt_case_pane_show_panel:
 * @self: a case pane
 * @show: whether the side panel is shown
 */
void
dt_case_pane_show_panel (DtCasePane *self, gboolean show)
{
  g_return_if_fail (DT_IS_CASE_PANE (self));

  adw_flap_set_reveal_flap (self->flap, show);
}

/**
 * dt_case_pane_get_panel_shown:
 * @self: a case pane
 *
 * Returns: whether the side panel is shown
 */
gboolean
dt_case_pane_get_panel_shown (DtCasePane *self)
{
  return adw_flap_get_reveal_flap (self->flap);
}

/**
 * dt_case_pane_focus:
 * @self: a case pane
 */
void
dt_case_pane_focus (DtCasePane *self)
{
  g_return_if_fail (DT_IS_CASE_PANE (self));

  gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
  /* A label that gets the focus chooses all of its text, which looks as if it were meant. */
  gtk_label_select_region (self->title, 0, 0);
}
