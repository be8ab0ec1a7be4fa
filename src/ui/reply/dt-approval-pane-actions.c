/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done in the approval pane: notes, changing the text, deciding. What is begun is kept
 * as it is typed; it is let go when the decision is on disk. */
#include "ui/reply/dt-approval-pane-private.h"

#include "ui/reply/dt-approval-words.h"
#include "ui/reply/dt-reply-words.h"

#include <glib/gi18n.h>

#define KEEP_MS 200
#define WORDS_SETTING "reply.words" /* the office's own, a line each */

static DtService *
get_service (DtApprovalPane *self)
{
  return dt_runner_get_service (self->runner);
}

gboolean
dt_approval_pane_may_decide (DtApprovalPane *self)
{
  return self->reply != NULL && self->reply->state == DT_REPLY_SUBMITTED
         && dt_service_may_approve (get_service (self), self->reply);
}

static gboolean
is_editing (DtApprovalPane *self)
{
  return dt_changes_text_is_editing (dt_changes_view_get_text (self->changes));
}

static gboolean
has_notes (DtApprovalPane *self)
{
  return self->work != NULL && (self->work->note != NULL || self->work->notes->len > 0);
}

/* As it would go out; NULL: as it was submitted. */
static DtReplyDraft *
dup_amended (DtApprovalPane *self)
{
  DtReplyDraft *draft;

  if (self->work->text == NULL || g_strcmp0 (self->work->text, self->reply->draft->text) == 0)
    return NULL;
  draft = dt_reply_draft_copy (self->reply->draft);
  g_free (draft->text);
  draft->text = g_strdup (self->work->text);
  return draft;
}

/* ---- what can be done now ---- */

static void
enable (DtApprovalPane *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* Why it cannot be approved now; NULL: it can. */
static char *
dup_hindrance (DtApprovalPane *self)
{
  const DtFinding *stop = self->findings != NULL ? dt_findings_get_stop (self->findings) : NULL;
  g_autofree char *what = NULL;
  g_autofree char *why = NULL;

  if (has_notes (self))
    return g_strdup (_ ("You have written a note: return the draft, or take the note out"));
  if (stop == NULL)
    return NULL;
  what = dt_reply_words_finding (stop->kind, 1);
  why = dt_reply_words_finding_reason (stop);
  return g_strdup_printf ("%s: %s", what, why);
}

void
dt_approval_pane_update_actions (DtApprovalPane *self)
{
  gboolean can = dt_approval_pane_may_decide (self) && !self->running;
  gboolean editing = is_editing (self);
  g_autofree char *hindrance = self->reply != NULL ? dup_hindrance (self) : NULL;
  gboolean returns = can && !editing && has_notes (self);

  enable (self, "approve", can && hindrance == NULL);
  enable (self, "approve-only", can && hindrance == NULL);
  enable (self, "return", returns);
  enable (self, "edit", can && (editing || !has_notes (self)));
  enable (self, "note", can && !editing);
  enable (self, "confirm", can && (returns || hindrance == NULL));
  enable (self, "whole", self->file != NULL);
  enable (self,
          "withdraw",
          self->reply != NULL && !self->running && self->reply->state == DT_REPLY_SUBMITTED
              && dt_approval_words_is_own (get_service (self), self->reply));
  gtk_widget_set_tooltip_text (self->approve,
                               hindrance != NULL ? hindrance : _ ("Approve and send (D)"));
  gtk_widget_set_tooltip_text (self->return_button,
                               editing             ? _ ("End your changes first")
                               : !has_notes (self) ? _ ("Write what shall be changed first (T)")
                                                   : _ ("Return it to the author (Ctrl+Enter)"));
  gtk_button_set_label (self->edit, editing ? _ ("Do Not _Edit") : _ ("_Edit Here"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->edit),
                               editing ? _ ("The text is again as it was submitted")
                               : has_notes (self)
                                   ? _ ("You have written a note: take it out first")
                                   : _ ("Change the text and approve it as changed"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->note), can && !editing);
}

/* ---- what was begun ---- */

/* Nobody goes on with what somebody else began at this desk. */
static gboolean
is_own_work (DtApprovalPane *self)
{
  DtOfficer *officer = dt_service_get_officer (get_service (self));

  return officer != NULL && g_strcmp0 (officer->id, self->officer_id) == 0;
}

/* Of the reply as it would go out, but for the office's own words; NULL-ended. */
static char **
dup_misspelt (DtApprovalPane *self, const char *text)
{
  const char *set = dt_service_get_setting (get_service (self), WORDS_SETTING);
  g_auto (GStrv) own = g_strsplit (set != NULL ? set : "", "\n", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GPtrArray) found = NULL;

  if (self->speller != NULL && text != NULL)
    {
      dt_speller_set_words (self->speller, (const char *const *) own);
      found = dt_speller_check (self->speller, text);
    }
  for (guint i = 0; found != NULL && i < found->len; i++)
    g_strv_builder_add (words, ((DtMisspelling *) found->pdata[i])->word);
  return g_strv_builder_end (words);
}

void
dt_approval_pane_check (DtApprovalPane *self)
{
  g_autoptr (DtReplyDraft) amended = dup_amended (self);
  const DtReplyDraft *draft = amended != NULL ? amended : self->reply->draft;
  g_auto (GStrv) misspelt = dup_misspelt (self, draft->text);

  g_clear_pointer (&self->findings, g_ptr_array_unref);
  self->findings = dt_service_check_reply (
      get_service (self), self->file, draft, (const char *const *) misspelt);
  dt_approval_side_set_findings (self->side, self->findings, self->speller != NULL);
}

static void
keep (DtApprovalPane *self)
{
  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (self->reply == NULL || self->work == NULL || !is_own_work (self))
    return;
  if (is_editing (self))
    {
      g_free (self->work->text);
      self->work->text = dt_changes_text_dup (dt_changes_view_get_text (self->changes));
    }
  dt_approval_work_save (self->work, get_service (self), self->reply);
}

static gboolean
on_keep_cb (gpointer data)
{
  DtApprovalPane *self = data;

  self->keep_id = 0;
  keep (self);
  if (is_editing (self))
    dt_approval_pane_check (self);
  dt_approval_pane_update_actions (self);
  return G_SOURCE_REMOVE;
}

static void
keep_soon (DtApprovalPane *self)
{
  if (self->keep_id == 0 && self->work != NULL)
    self->keep_id = g_timeout_add (KEEP_MS, on_keep_cb, self);
}

void
dt_approval_pane_show_notes (DtApprovalPane *self)
{
  dt_approval_side_set_notes (self->side, self->work->notes);
  dt_changes_text_set_notes (dt_changes_view_get_text (self->changes), self->work->notes);
}

static void
on_note_changed_cb (GtkEditable *entry, DtApprovalPane *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (self->filling || self->work == NULL)
    return;
  g_free (self->work->note);
  self->work->note = *text != '\0' ? g_steal_pointer (&text) : NULL;
  keep_soon (self);
  dt_approval_pane_update_actions (self);
}

static void
on_note_written_cb (
    DtChangesView *view, guint start, guint end, const char *text, DtApprovalPane *self)
{
  if (self->work == NULL)
    return;
  g_ptr_array_add (self->work->notes, dt_margin_note_new (start, end, text));
  dt_approval_pane_show_notes (self);
  keep_soon (self);
  dt_approval_pane_update_actions (self);
}

static void
on_note_removed_cb (DtApprovalSide *side, guint index, DtApprovalPane *self)
{
  if (self->work == NULL || index >= self->work->notes->len)
    return;
  g_ptr_array_remove_index (self->work->notes, index);
  dt_approval_pane_show_notes (self);
  keep_soon (self);
  dt_approval_pane_update_actions (self);
}

static void
on_show_place_cb (DtApprovalSide *side, guint start, guint end, DtApprovalPane *self)
{
  dt_changes_text_show_range (dt_changes_view_get_text (self->changes), start, end);
}

/* ---- deciding ---- */

static void
on_decided_cb (DtOutcome *outcome, gpointer data)
{
  DtApprovalPane *self = data;

  self->running = FALSE;
  if (outcome != NULL)
    {
      dt_approval_work_drop (get_service (self), outcome->subject_id);
      g_signal_emit_by_name (self, "decided");
    }
  dt_approval_pane_update_actions (self);
}

/* Takes @command. */
static void
decide (DtApprovalPane *self, DtCommand *command, const char *text)
{
  /* Now, or a keystroke of a moment ago would be kept after it was let go. */
  keep (self);
  self->running = TRUE;
  /* What is typed next is meant for the next reply, where single letters are keys again. */
  if (gtk_widget_get_focus_child (self->bar) != NULL)
    dt_approval_pane_focus (self);
  dt_approval_pane_update_actions (self);
  dt_runner_run (self->runner, command, text, G_OBJECT (self), on_decided_cb, self);
}

static void
approve (DtApprovalPane *self, gboolean send)
{
  g_autoptr (DtReplyDraft) amended = NULL;

  keep (self);
  amended = dup_amended (self);
  decide (self,
          dt_command_approve_reply (self->reply->id, self->reply->content, amended, send),
          send ? _ ("Approved, on its way") : _ ("Approved, not sent yet"));
}

static void
on_approve_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  approve (data, TRUE);
}

static void
on_approve_only_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  approve (data, FALSE);
}

static void
on_return_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtApprovalPane *self = data;

  decide (self,
          dt_command_return_reply (
              self->reply->id, self->reply->content, self->work->note, self->work->notes),
          _ ("Returned to the author"));
}

static void
on_confirm_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtApprovalPane *self = data;

  if (has_notes (self))
    on_return_cb (NULL, NULL, self);
  else
    approve (self, TRUE);
}

static void
on_withdraw_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtApprovalPane *self = data;

  decide (self, dt_command_withdraw_reply (self->reply->id), _ ("Taken back"));
}

static void
on_edit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtApprovalPane *self = data;
  gboolean editing = !is_editing (self);

  g_clear_pointer (&self->work->text, g_free);
  dt_changes_view_set_editing (self->changes, editing);
  dt_approval_pane_show_notes (self);
  keep (self);
  dt_approval_pane_check (self);
  dt_approval_pane_update_actions (self);
}

static void
on_note_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DtApprovalPane *self = data;

  if (!dt_changes_view_write_note (self->changes))
    gtk_widget_grab_focus (GTK_WIDGET (self->note));
}

static void
on_whole_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_signal_emit_by_name (data, "show-whole");
}

/* ---- for the pane ---- */

/* dt_approval_pane_add_actions: makes the group and listens to what is written. */
void
dt_approval_pane_add_actions (DtApprovalPane *self)
{
  static const GActionEntry entries[] = {
    { .name = "approve", .activate = on_approve_cb },
    { .name = "approve-only", .activate = on_approve_only_cb },
    { .name = "return", .activate = on_return_cb },
    { .name = "confirm", .activate = on_confirm_cb },
    { .name = "withdraw", .activate = on_withdraw_cb },
    { .name = "edit", .activate = on_edit_cb },
    { .name = "note", .activate = on_note_cb },
    { .name = "whole", .activate = on_whole_cb },
  };
  DtChangesText *text = dt_changes_view_get_text (self->changes);

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (
      G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (text, "edited", G_CALLBACK (keep_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect (self->changes, "note-written", G_CALLBACK (on_note_written_cb), self);
  g_signal_connect (self->side, "note-removed", G_CALLBACK (on_note_removed_cb), self);
  g_signal_connect (self->side, "show-place", G_CALLBACK (on_show_place_cb), self);
  g_signal_connect (self->note, "changed", G_CALLBACK (on_note_changed_cb), self);
}

/**
 * dt_approval_pane_flush:
 * @self: an approval pane
 *
 * Keeps what was typed.
 */
void
dt_approval_pane_flush (DtApprovalPane *self)
{
  g_return_if_fail (DT_IS_APPROVAL_PANE (self));

  if (self->keep_id != 0)
    keep (self);
}
