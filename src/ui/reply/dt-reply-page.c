/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a reply: what is shown of which case, and how it is laid out. */
#include "ui/reply/dt-reply-page-private.h"

#include "base/dt-crypto.h"
#include "ui/reply/dt-approval-words.h"
#include "ui/reply/dt-reply-words.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define BESIDE_CHECKS 1100
#define BESIDE_QUESTION 720

enum
{
  LEAVE,
  PRINT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtReplyPage, dt_reply_page, ADW_TYPE_BIN)

DtService *
dt_reply_page_get_service (DtReplyPage *self)
{
  return dt_runner_get_service (self->runner);
}

gboolean
dt_reply_page_needs_approval (DtReplyPage *self, const char **out_source)
{
  g_autoptr (DtReplyDraft) draft = dt_reply_editor_dup_draft (self->editor);

  return dt_reply_rules_need_approval (
      dt_service_get_reply_rules (dt_reply_page_get_service (self)),
      self->file->a_case->kind,
      draft->channel,
      draft->outcome,
      out_source);
}

gboolean
dt_reply_page_is_approved (DtReplyPage *self)
{
  g_autoptr (DtReplyDraft) draft = NULL;

  if (self->reply == NULL || !dt_reply_is_approved (self->reply))
    return FALSE;
  draft = dt_reply_editor_dup_draft (self->editor);
  return dt_reply_draft_equal (draft, self->reply->draft);
}

/* What waits for a leader is taken back first: a keystroke is not to do that. */
static gboolean
can_write (DtReply *reply)
{
  return reply == NULL
         || (dt_reply_state_is_editable (reply->state) && reply->state != DT_REPLY_SUBMITTED);
}

/* ---- what is said of it ---- */

static void
show_title (DtReplyPage *self)
{
  DtReplyState state = self->reply != NULL ? self->reply->state : DT_REPLY_DRAFT;
  gint64 now = dt_runner_now (self->runner);
  gint64 saved = dt_reply_saver_get_time (self->saver);
  const char *code = self->file->a_case->code;
  g_autofree char *title
      = self->narrow ? g_strdup (code) : g_strdup_printf (_ ("Reply to %s"), code);
  g_autofree char *time = NULL;
  g_autofree char *subtitle = NULL;

  if (saved == 0 && self->reply != NULL)
    saved = self->reply->changed;
  time = dt_words_time_short (saved, now);
  if (!can_write (self->reply) || saved == 0)
    subtitle = g_strdup (dt_reply_words_state (state));
  else if (self->narrow)
    subtitle = g_strdup_printf (_ ("Saved %s"), time);
  else
    subtitle = g_strdup_printf (_ ("%s, saved %s"), dt_reply_words_state (state), time);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
}

/* Others who are answering the same. */
static char *
dup_others (DtReplyPage *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DtOfficer *officer = dt_service_get_officer (dt_reply_page_get_service (self));

  for (guint i = 0; i < self->file->replies->len; i++)
    {
      DtReply *reply = self->file->replies->pdata[i];

      if (!dt_reply_state_is_open (reply->state) || officer == NULL
          || g_strcmp0 (reply->author_id, officer->id) == 0)
        continue;
      g_string_append_printf (text,
                              _ ("%s%s is writing one too: %s."),
                              text->len > 0 ? "\n" : "",
                              reply->author_name != NULL ? reply->author_name : "?",
                              dt_reply_words_state (reply->state));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
get_state_notice (DtReplyPage *self)
{
  if (self->reply == NULL)
    return NULL;
  if (self->reply->state == DT_REPLY_SUBMITTED)
    return _ ("It waits for approval. Take it back to change it.");
  if (!dt_reply_state_is_editable (self->reply->state))
    return _ ("It is on its way and cannot be changed.");
  if (dt_reply_page_is_approved (self))
    return _ ("It is approved as it stands. A change makes the approval void.");
  /* While it is typed, and once the change is in the record. */
  if (self->reply->approved != NULL || dt_approval_words_is_void (self->file, self->reply))
    return _ ("It was changed after it was approved: it needs approval again.");
  return NULL;
}

static void
show_notice (DtReplyPage *self)
{
  const char *state = get_state_notice (self);
  g_autofree char *others = dup_others (self);
  g_autofree char *text = g_strjoin (
      state != NULL && *others != '\0' ? "\n" : "", state != NULL ? state : "", others, NULL);

  gtk_label_set_text (self->notice, text);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), *text != '\0');
}

static void
show_approval (DtReplyPage *self)
{
  const char *source = NULL;
  gboolean needs = dt_reply_page_needs_approval (self, &source);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->approval, needs && !dt_reply_page_is_approved (self));
  text = needs ? g_strdup_printf (_ ("Once approved it can be sent, and taken back for some "
                                     "seconds. Approval by: %s"),
                                  source)
               : g_strdup_printf (_ ("Needs no approval: %s. It can be taken back for some "
                                     "seconds after it was sent."),
                                  source);
  gtk_label_set_text (self->quiet, text);
  gtk_label_set_text (self->checks_title,
                      needs ? _ ("Before it is submitted") : _ ("Before it is sent"));
}

void
dt_reply_page_update (DtReplyPage *self)
{
  gboolean editable;

  if (self->file == NULL)
    return;
  editable = can_write (self->reply)
             && dt_service_may (dt_reply_page_get_service (self), DT_COMMAND_SAVE_REPLY);
  dt_reply_editor_set_editable (self->editor, editable);
  show_title (self);
  show_notice (self);
  show_approval (self);
  dt_reply_page_show_submit (self);
}

/* ---- which reply ---- */

static DtReply *
find_own (DtReplyPage *self, DtCaseFile *file)
{
  DtOfficer *officer = dt_service_get_officer (dt_reply_page_get_service (self));

  for (guint i = 0; officer != NULL && i < file->replies->len; i++)
    {
      DtReply *reply = file->replies->pdata[i];

      if (dt_reply_state_is_open (reply->state) && g_strcmp0 (reply->author_id, officer->id) == 0)
        return reply;
    }
  return NULL;
}

static gboolean
is_over (DtCaseFile *file, const char *reply_id)
{
  for (guint i = 0; i < file->replies->len; i++)
    {
      DtReply *reply = file->replies->pdata[i];

      if (g_strcmp0 (reply->id, reply_id) == 0)
        return !dt_reply_state_is_open (reply->state);
    }
  return FALSE;
}

static void
offer (DtReplyPage *self, DtReply *reply)
{
  g_autofree char *time = dt_words_time (reply->changed, dt_runner_now (self->runner));
  g_autofree char *text = g_strdup_printf (
      _ ("This reply was changed at another desk, %s. Which one do you go on with?"), time);

  g_set_object (&self->offered, reply);
  dt_reply_saver_hold (self->saver, TRUE);
  gtk_label_set_text (self->offer_text, text);
  gtk_info_bar_set_revealed (self->offer, TRUE);
}

static void
end_offer (DtReplyPage *self)
{
  g_clear_object (&self->offered);
  dt_reply_saver_hold (self->saver, FALSE);
  gtk_info_bar_set_revealed (self->offer, FALSE);
}

static void
on_offer_response_cb (GtkInfoBar *bar, int response, DtReplyPage *self)
{
  g_autoptr (DtReply) offered = g_steal_pointer (&self->offered);

  if (offered == NULL)
    return;
  end_offer (self);
  dt_reply_saver_set_base (self->saver, offered->content);
  if (response == GTK_RESPONSE_YES)
    {
      dt_reply_saver_drop (self->saver);
      dt_reply_editor_set_draft (self->editor, offered->draft);
    }
  else
    dt_reply_saver_touch (self->saver);
  dt_reply_page_check (self);
  dt_reply_page_update (self);
}

/* What this desk kept of it comes first; what the record has that it does not follow on is offered.
 */
static void
begin (DtReplyPage *self)
{
  const char *case_id = self->file->a_case->id;
  g_autofree char *kept_id = NULL;
  g_autofree char *base = NULL;
  g_autoptr (DtReplyDraft) kept
      = dt_reply_saver_load (dt_reply_page_get_service (self), case_id, &kept_id, &base);
  g_autofree char *id = NULL;

  if (kept != NULL && (is_over (self->file, kept_id) || !can_write (self->reply)))
    g_clear_pointer (&kept, dt_reply_draft_free);
  id = self->reply != NULL ? g_strdup (self->reply->id)
       : kept != NULL      ? g_strdup (kept_id)
                           : dt_random_id ();
  dt_reply_saver_begin (self->saver,
                        case_id,
                        id,
                        kept != NULL          ? base
                        : self->reply != NULL ? self->reply->content
                                              : "");
  dt_reply_editor_set_draft (self->editor,
                             kept != NULL          ? kept
                             : self->reply != NULL ? self->reply->draft
                                                   : NULL);
  if (kept == NULL || self->reply == NULL)
    return;
  if (g_strcmp0 (base, self->reply->content) == 0
      || dt_reply_draft_equal (kept, self->reply->draft))
    dt_reply_saver_set_base (self->saver, self->reply->content);
  else
    offer (self, self->reply);
}

/* The same reply as it stands in the record now. */
static void
follow (DtReplyPage *self)
{
  DtReply *reply = self->reply;
  g_autoptr (DtReplyDraft) draft = NULL;

  if (reply == NULL || g_strcmp0 (reply->id, dt_reply_saver_get_reply (self->saver)) != 0
      || g_strcmp0 (reply->content, dt_reply_saver_get_base (self->saver)) == 0)
    return;
  draft = dt_reply_editor_dup_draft (self->editor);
  if (dt_reply_saver_is_own (self->saver, reply->draft)
      || dt_reply_draft_equal (draft, reply->draft))
    dt_reply_saver_set_base (self->saver, reply->content);
  else if (!can_write (reply)
           || gtk_text_view_get_editable (GTK_TEXT_VIEW (dt_reply_editor_get_text (self->editor)))
                  == FALSE)
    {
      /* Nothing could be written meanwhile. */
      dt_reply_saver_drop (self->saver);
      dt_reply_saver_set_base (self->saver, reply->content);
      dt_reply_editor_set_draft (self->editor, reply->draft);
    }
  else
    offer (self, reply);
}

/* ---- callbacks ---- */

static DtReplyDraft *
on_draft_wanted (gpointer data)
{
  return dt_reply_editor_dup_draft (DT_REPLY_PAGE (data)->editor);
}

static void
on_saved_cb (DtReplySaver *saver, DtReplyPage *self)
{
  if (self->file != NULL)
    show_title (self);
}

static void
on_editor_changed_cb (DtReplyEditor *editor, DtReplyPage *self)
{
  dt_reply_saver_touch (self->saver);
  dt_reply_page_check_soon (self);
}

static void
on_spelling_checked_cb (DtReplyEditor *editor, DtReplyPage *self)
{
  if (self->file != NULL)
    dt_reply_page_check_soon (self);
}

static void
on_show_place_cb (DtReplyChecks *checks, guint start, guint end, DtReplyPage *self)
{
  dt_reply_page_show_place (self, start, end);
}

static void
on_back_clicked_cb (GtkButton *button, DtReplyPage *self)
{
  g_signal_emit (self, signals[LEAVE], 0);
}

static void
on_submit_clicked_cb (GtkButton *button, DtReplyPage *self)
{
  dt_reply_page_submit (self);
}

static gboolean
on_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  DtReplyPage *self = DT_REPLY_PAGE (widget);
  const char *action = data;

  if (g_str_equal (action, "leave"))
    g_signal_emit (self, signals[LEAVE], 0);
  else
    g_action_group_activate_action (G_ACTION_GROUP (self->actions), action, NULL);
  return TRUE;
}

/* ---- vfuncs ---- */

static void
dt_reply_page_dispose (GObject *object)
{
  DtReplyPage *self = DT_REPLY_PAGE (object);

  g_clear_handle_id (&self->check_id, g_source_remove);
  g_clear_object (&self->saver);
  g_clear_object (&self->runner);
  g_clear_object (&self->file);
  g_clear_object (&self->reply);
  g_clear_object (&self->offered);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  G_OBJECT_CLASS (dt_reply_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, title);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, print);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, print_content);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, menu);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, question_toggle);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, checks_toggle);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, checks_content);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, submit);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, outer);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, inner);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, question);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, offer);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, offer_text);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, notice);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, editor);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, returned);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, checks_title);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, checks);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, approval);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, approver);
  gtk_widget_class_bind_template_child (widget_class, DtReplyPage, quiet);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_submit_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_offer_response_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_editor_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_spelling_checked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_show_place_cb);
}

static void
dt_reply_page_class_init (DtReplyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_reply_page_dispose;
  signals[LEAVE] = g_signal_new (
      "leave", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PRINT] = g_signal_new ("print",
                                 G_TYPE_FROM_CLASS (klass),
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 G_TYPE_POINTER);
  g_type_ensure (DT_TYPE_APPROVER_CHOOSER);
  g_type_ensure (DT_TYPE_REPLY_CHECKS);
  g_type_ensure (DT_TYPE_REPLY_EDITOR);
  g_type_ensure (DT_TYPE_REPLY_QUESTION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/reply/dt-reply-page.ui");
  bind_children (widget_class);
}

/* Before the text sees them. */
static void
add_keys (DtReplyPage *self)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_Return, GDK_CONTROL_MASK, "submit" },
    { GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "submit" },
    { GDK_KEY_p, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "print" },
    { GDK_KEY_Left, GDK_ALT_MASK, "leave" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, keys[i].modifiers),
                          gtk_callback_action_new (on_key_cb, (gpointer) keys[i].action, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
dt_reply_page_init (DtReplyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->findings = g_ptr_array_new ();
  self->beside[0] = self->beside[1] = TRUE;
  g_object_bind_property (self->outer,
                          "reveal-flap",
                          self->question_toggle,
                          "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->inner,
                          "reveal-flap",
                          self->checks_toggle,
                          "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  dt_reply_page_add_actions (self);
  add_keys (self);
}

/* ---- public ---- */

/**
 * dt_reply_page_new:
 * @runner: who runs its commands
 *
 * Returns: (transfer floating): a page that waits for a case
 */
GtkWidget *
dt_reply_page_new (DtRunner *runner)
{
  DtReplyPage *self = g_object_new (DT_TYPE_REPLY_PAGE, NULL);

  g_return_val_if_fail (DT_IS_RUNNER (runner), GTK_WIDGET (self));

  self->runner = g_object_ref (runner);
  self->saver = dt_reply_saver_new (runner, on_draft_wanted, self);
  g_signal_connect (self->saver, "saved", G_CALLBACK (on_saved_cb), self);
  dt_reply_editor_set_runner (self->editor, runner);
  return GTK_WIDGET (self);
}

/**
 * dt_reply_page_set_file:
 * @self: a page
 * @file: a case
 */
void
dt_reply_page_set_file (DtReplyPage *self, DtCaseFile *file)
{
  DtService *service;
  gboolean same;
  gint64 now;

  g_return_if_fail (DT_IS_REPLY_PAGE (self) && DT_IS_CASE_FILE (file));

  service = dt_reply_page_get_service (self);
  now = dt_runner_now (self->runner);
  same = g_strcmp0 (dt_reply_saver_get_case (self->saver), file->a_case->id) == 0;
  if (!same)
    {
      dt_reply_saver_end (self->saver);
      end_offer (self);
      gtk_widget_set_visible (self->print,
                              g_signal_has_handler_pending (self, signals[PRINT], 0, FALSE));
    }
  g_set_object (&self->file, file);
  g_set_object (&self->reply, find_own (self, file));
  dt_reply_question_set_file (self->question, service, file, now);
  dt_approver_chooser_set_service (self->approver, service);
  dt_reply_editor_set_file (self->editor, file);
  if (same)
    follow (self);
  else
    begin (self);
  if (!same && self->reply != NULL && self->reply->asked_id != NULL)
    dt_approver_chooser_set_officer (self->approver, self->reply->asked_id);
  dt_reply_page_show_returned (self);
  dt_reply_page_check (self);
  dt_reply_page_update (self);
}

const char *
dt_reply_page_get_case (DtReplyPage *self)
{
  g_return_val_if_fail (DT_IS_REPLY_PAGE (self), NULL);
  return dt_reply_saver_get_case (self->saver);
}

/**
 * dt_reply_page_close:
 * @self: a page
 */
void
dt_reply_page_close (DtReplyPage *self)
{
  g_return_if_fail (DT_IS_REPLY_PAGE (self));

  dt_reply_saver_end (self->saver);
  end_offer (self);
  g_clear_handle_id (&self->check_id, g_source_remove);
  g_clear_object (&self->file);
  g_clear_object (&self->reply);
}

/**
 * dt_reply_page_flush:
 * @self: a page
 */
void
dt_reply_page_flush (DtReplyPage *self)
{
  g_return_if_fail (DT_IS_REPLY_PAGE (self));

  dt_reply_saver_flush (self->saver, FALSE);
}

static void
fold (DtReplyPage *self, guint which, AdwFlap *flap, GtkToggleButton *toggle, gboolean beside)
{
  adw_flap_set_fold_policy (flap,
                            beside ? ADW_FLAP_FOLD_POLICY_NEVER : ADW_FLAP_FOLD_POLICY_ALWAYS);
  gtk_widget_set_visible (GTK_WIDGET (toggle), !beside);
  if (!self->shown_any || self->beside[which] != beside)
    adw_flap_set_reveal_flap (flap, beside);
  self->beside[which] = beside;
}

/**
 * dt_reply_page_set_width:
 * @self: a page
 * @width: how much room it has
 */
void
dt_reply_page_set_width (DtReplyPage *self, int width)
{
  gboolean narrow = width < BESIDE_QUESTION;

  g_return_if_fail (DT_IS_REPLY_PAGE (self));

  fold (self, 0, self->outer, self->question_toggle, !narrow);
  fold (self, 1, self->inner, self->checks_toggle, width >= BESIDE_CHECKS);
  self->shown_any = TRUE;
  self->narrow = narrow;
  if (self->file != NULL)
    show_title (self);
  adw_button_content_set_label (self->print_content, narrow ? "" : _ ("Print View"));
  dt_reply_editor_set_narrow (self->editor, narrow);
}

/**
 * dt_reply_page_refresh_time:
 * @self: a page
 *
 * Shows what depends on the time as it is now.
 */
void
dt_reply_page_refresh_time (DtReplyPage *self)
{
  g_return_if_fail (DT_IS_REPLY_PAGE (self));

  if (self->file == NULL)
    return;
  dt_reply_question_set_file (
      self->question, dt_reply_page_get_service (self), self->file, dt_runner_now (self->runner));
  dt_reply_editor_set_file (self->editor, self->file);
  dt_reply_page_check (self);
  dt_reply_page_update (self);
}

/**
 * dt_reply_page_focus:
 * @self: a page
 */
void
dt_reply_page_focus (DtReplyPage *self)
{
  g_return_if_fail (DT_IS_REPLY_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (dt_reply_editor_get_text (self->editor)));
}
