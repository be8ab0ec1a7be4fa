/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pane in which replies are approved. What a leader begins on one is kept as they type; a reply
 * that was decided on gives way to the next at once. */
#include "ui/reply/dt-approval-pane-private.h"

#include "ui/reply/dt-approval-words.h"

#include <glib/gi18n.h>

enum
{
  DECIDED,
  SHOW_WHOLE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtApprovalPane, dt_approval_pane, ADW_TYPE_BIN)

/* ---- what is shown ---- */

static const char *
get_officer_id (DtApprovalPane *self)
{
  DtOfficer *officer = dt_service_get_officer (dt_runner_get_service (self->runner));

  return officer != NULL ? officer->id : NULL;
}

static void
show_header (DtApprovalPane *self)
{
  gboolean any = self->reply != NULL;
  gboolean narrow = self->width == DT_CASE_PANE_NARROW;
  g_autofree char *state = any ? dt_approval_words_state (self->reply) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->code), any && !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->state), any && !narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->narrow_title), any && narrow);
  gtk_widget_set_visible (self->whole, any);
  adw_button_content_set_label (self->whole_content,
                                self->width == DT_CASE_PANE_WIDE ? _ ("_Open the Case") : "");
  if (!any)
    return;
  gtk_label_set_text (self->code, self->file->a_case->code);
  gtk_label_set_text (self->state, state);
  adw_window_title_set_title (self->narrow_title, self->file->a_case->code);
  adw_window_title_set_subtitle (self->narrow_title, state);
}

static void
show_empty (DtApprovalPane *self)
{
  gboolean any = dt_service_get_counts (dt_runner_get_service (self->runner))[DT_VIEW_AWAITING] > 0;

  /* The list says already that there is none. */
  adw_status_page_set_icon_name (self->empty, any ? "dt-view-awaiting-symbolic" : NULL);
  adw_status_page_set_title (self->empty, any ? _ ("Choose a draft") : "");
  adw_status_page_set_description (
      self->empty,
      any ? _ ("Press j and k to go through the list, d to approve, t to write a note.")
          : _ ("Drafts that officers submit stand here until a leader has decided on them."));
}

static void
show_work (DtApprovalPane *self)
{
  self->filling = TRUE;
  gtk_editable_set_text (self->note, self->work->note != NULL ? self->work->note : "");
  self->filling = FALSE;
  if (self->work->text != NULL && dt_approval_pane_may_decide (self))
    {
      g_autofree char *text = g_strdup (self->work->text);

      dt_changes_view_set_editing (self->changes, TRUE);
      dt_changes_text_set_edited (dt_changes_view_get_text (self->changes), text);
    }
  dt_approval_pane_show_notes (self);
}

/* The reply as it is in @file, or another one of it. */
static void
show_reply (DtApprovalPane *self)
{
  DtReply *reply = self->reply;
  gint64 now = dt_runner_now (self->runner);

  g_clear_pointer (&self->work, dt_approval_work_free);
  g_free (self->officer_id);
  self->officer_id = g_strdup (get_officer_id (self));
  self->work = dt_approval_work_load (dt_runner_get_service (self->runner), reply);
  dt_changes_view_set_texts (
      self->changes, reply->previous, reply->draft->text != NULL ? reply->draft->text : "");
  dt_approval_side_set (self->side, dt_runner_get_service (self->runner), self->file, reply, now);
  show_work (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
show_frame (DtApprovalPane *self)
{
  DtService *service = dt_runner_get_service (self->runner);
  gint64 now = dt_runner_now (self->runner);
  gboolean can = dt_approval_pane_may_decide (self);
  g_autofree char *meta = dt_approval_words_meta (self->file->a_case, self->reply, now);
  g_autofree char *turn = can ? NULL : dt_approval_words_turn (service, self->reply);

  gtk_label_set_text (self->title, self->file->a_case->title);
  gtk_label_set_text (self->meta, meta);
  dt_due_bar_set_file (self->due, service, self->file, now);
  gtk_widget_set_visible (self->turn, turn != NULL);
  if (turn != NULL)
    gtk_label_set_text (self->turn_text, turn);
  gtk_widget_set_visible (self->withdraw,
                          self->reply->state == DT_REPLY_SUBMITTED
                              && dt_approval_words_is_own (service, self->reply));
  gtk_widget_set_visible (self->bar, can);
  dt_changes_view_set_can_note (self->changes, can);
}

/* The one that the officer may decide on, else the one that was shown, else any that waits. */
static DtReply *
pick_reply (DtApprovalPane *self, DtCaseFile *file)
{
  DtReply *waits = NULL, *shown = NULL;

  for (guint i = 0; file != NULL && i < file->replies->len; i++)
    {
      DtReply *reply = file->replies->pdata[i];

      if (self->reply != NULL && g_strcmp0 (reply->id, self->reply->id) == 0)
        shown = reply;
      if (reply->state != DT_REPLY_SUBMITTED)
        continue;
      waits = waits != NULL ? waits : reply;
      if (dt_service_may_approve (dt_runner_get_service (self->runner), reply))
        return reply;
    }
  return waits != NULL ? waits : shown;
}

static void
place_side (DtApprovalPane *self, gboolean beside)
{
  AdwBin *place = beside ? self->beside : self->below;

  gtk_widget_set_visible (self->separator, beside);
  gtk_widget_set_visible (self->beside_scroller, beside);
  gtk_widget_set_visible (GTK_WIDGET (self->below), !beside);
  if (adw_bin_get_child (place) != NULL)
    return;
  adw_bin_set_child (beside ? self->below : self->beside, NULL);
  adw_bin_set_child (place, GTK_WIDGET (self->side));
}

/* A screen reader is told of a tooltip, but not as the name of the button. */
static void
name_other_ways (DtApprovalPane *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->approve); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_MENU_BUTTON (child))
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Other ways to approve"), -1);
}

/* ---- vfuncs ---- */

static void
dt_approval_pane_dispose (GObject *object)
{
  DtApprovalPane *self = DT_APPROVAL_PANE (object);

  g_clear_handle_id (&self->keep_id, g_source_remove);
  g_clear_pointer (&self->work, dt_approval_work_free);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->officer_id, g_free);
  g_clear_pointer (&self->speller, dt_speller_free);
  g_clear_object (&self->reply);
  g_clear_object (&self->file);
  g_clear_object (&self->side);
  g_clear_object (&self->actions);
  g_clear_object (&self->runner);
  G_OBJECT_CLASS (dt_approval_pane_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, header);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, narrow_title);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, back);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, code);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, state);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, whole);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, whole_content);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, stack);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, empty);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, title);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, due);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, meta);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, turn);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, turn_text);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, withdraw);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, changes);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, below);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, separator);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, beside_scroller);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, beside);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, bar);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, note);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, buttons);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, return_button);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, edit);
  gtk_widget_class_bind_template_child (widget_class, DtApprovalPane, approve);
}

static void
dt_approval_pane_class_init (DtApprovalPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_approval_pane_dispose;
  signals[DECIDED]
      = g_signal_new ("decided", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SHOW_WHOLE]
      = g_signal_new ("show-whole", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (DT_TYPE_DUE_BAR);
  g_type_ensure (DT_TYPE_CHANGES_VIEW);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.leave-case", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/reply/dt-approval-pane.ui");
  bind_children (widget_class);
}

static void
dt_approval_pane_init (DtApprovalPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->side = g_object_ref_sink (g_object_new (DT_TYPE_APPROVAL_SIDE, NULL));
  place_side (self, TRUE);
  name_other_ways (self);
  dt_approval_pane_add_actions (self);
}

/* ---- public ---- */

/**
 * dt_approval_pane_set_runner:
 * @self: an approval pane
 * @runner: who runs its commands
 */
void
dt_approval_pane_set_runner (DtApprovalPane *self, DtRunner *runner)
{
  g_return_if_fail (DT_IS_APPROVAL_PANE (self) && self->runner == NULL);

  self->runner = g_object_ref (runner);
  self->speller = dt_speller_new (NULL);
  dt_approval_pane_set_file (self, NULL);
}

/**
 * dt_approval_pane_get_actions:
 * @self: an approval pane
 *
 * Returns: (transfer none): what can be done in it
 */
GActionGroup *
dt_approval_pane_get_actions (DtApprovalPane *self)
{
  return G_ACTION_GROUP (self->actions);
}

/**
 * dt_approval_pane_set_file:
 * @self: an approval pane with a runner
 * @file: (nullable): a case
 *
 * The same reply again loses nothing of what was begun on it.
 */
void
dt_approval_pane_set_file (DtApprovalPane *self, DtCaseFile *file)
{
  DtReply *reply;
  gboolean same;

  g_return_if_fail (DT_IS_APPROVAL_PANE (self) && self->runner != NULL);

  reply = pick_reply (self, file);
  same = reply != NULL && self->reply != NULL && g_strcmp0 (reply->id, self->reply->id) == 0
         && g_strcmp0 (reply->content, self->reply->content) == 0
         && reply->state == self->reply->state
         && g_strcmp0 (self->officer_id, get_officer_id (self)) == 0;
  dt_approval_pane_flush (self);
  if (reply == NULL)
    file = NULL;
  g_set_object (&self->file, file);
  g_set_object (&self->reply, reply);
  show_header (self);
  gtk_stack_set_visible_child_name (self->stack, reply != NULL ? "reply" : "empty");
  if (reply == NULL)
    {
      g_clear_pointer (&self->work, dt_approval_work_free);
      show_empty (self);
      dt_approval_pane_update_actions (self);
      return;
    }
  show_frame (self);
  if (!same)
    show_reply (self);
  dt_approval_pane_check (self);
  dt_approval_pane_update_actions (self);
}

/**
 * dt_approval_pane_get_file:
 * @self: an approval pane
 *
 * Returns: (transfer none) (nullable): the case of the reply it shows
 */
DtCaseFile *
dt_approval_pane_get_file (DtApprovalPane *self)
{
  return self->file;
}

/**
 * dt_approval_pane_get_reply:
 * @self: an approval pane
 *
 * Returns: (transfer none) (nullable): what it shows
 */
DtReply *
dt_approval_pane_get_reply (DtApprovalPane *self)
{
  return self->reply;
}

/**
 * dt_approval_pane_refresh_time:
 * @self: an approval pane
 *
 * Shows what depends on the time as it is now.
 */
void
dt_approval_pane_refresh_time (DtApprovalPane *self)
{
  g_return_if_fail (DT_IS_APPROVAL_PANE (self));

  if (self->reply != NULL)
    show_frame (self);
}

/**
 * dt_approval_pane_set_width:
 * @self: an approval pane
 * @width: how much room it has
 * @panel_beside: what is to be known stands beside the draft, not below it
 * @with_back: there is a list to go back to
 */
void
dt_approval_pane_set_width (DtApprovalPane *self,
                            DtCasePaneWidth width,
                            gboolean panel_beside,
                            gboolean with_back)
{
  gboolean narrow = width == DT_CASE_PANE_NARROW;

  g_return_if_fail (DT_IS_APPROVAL_PANE (self));

  self->width = width;
  gtk_widget_set_visible (self->back, with_back);
  adw_header_bar_set_show_start_title_buttons (self->header, with_back);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->bar),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  place_side (self, panel_beside);
  show_header (self);
}

/**
 * dt_approval_pane_focus:
 * @self: an approval pane
 */
void
dt_approval_pane_focus (DtApprovalPane *self)
{
  g_return_if_fail (DT_IS_APPROVAL_PANE (self));

  if (self->reply != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (dt_changes_view_get_text (self->changes)));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}
