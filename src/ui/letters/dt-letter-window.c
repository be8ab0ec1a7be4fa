/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form at the left, the page at the right, which follows a moment after typing. What got its
 * number is on record and is only looked at from then on. Main thread. */
#include "ui/letters/dt-letter-window-private.h"

#include "ui/forms/dt-form.h"
#include "ui/letters/dt-letter-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define FOLLOWS_MS 400
#define NARROW 860

G_DEFINE_FINAL_TYPE (DtLetterWindow, dt_letter_window, ADW_TYPE_WINDOW)

static DtService *
get_service (DtLetterWindow *self)
{
  return dt_runner_get_service (self->runner);
}

static char *
dup_view (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
set_view (GtkTextView *view, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text != NULL ? text : "", -1);
}

static DtLetterForm
get_form (DtLetterWindow *self)
{
  return (DtLetterForm) adw_combo_row_get_selected (self->form);
}

DtLetter *
dt_letter_window_dup_letter (DtLetterWindow *self)
{
  DtLetter *letter;
  guint signer;

  g_return_val_if_fail (DT_IS_LETTER_WINDOW (self), NULL);

  if (self->file == NULL || self->letter->number > 0)
    return g_object_ref (self->letter);
  letter = dt_letter_new ();
  signer = adw_combo_row_get_selected (self->signer);
  letter->form = get_form (self);
  letter->part
      = letter->form == DT_LETTER_REPLY ? dt_form_dup_text (GTK_EDITABLE (self->part)) : NULL;
  letter->to = dup_view (self->to);
  letter->about = dt_form_dup_text (GTK_EDITABLE (self->about));
  letter->text = dup_view (self->text);
  letter->receivers = dup_view (self->receivers);
  letter->authority = (DtAuthority) adw_combo_row_get_selected (self->authority);
  if (signer < self->signers->len)
    {
      DtOfficer *officer = self->signers->pdata[signer];

      letter->signer = g_strdup (officer->name);
      letter->position = g_strdup (officer->title);
    }
  letter->issued = dt_runner_now (self->runner);
  letter->case_id = g_strdup (self->file->a_case->id);
  letter->case_code = g_strdup (self->file->a_case->code);
  letter->reply_id = g_strdup (self->letter->reply_id);
  letter->notice = g_strdup (self->letter->notice);
  return letter;
}

/* ---- the page ---- */

void
dt_letter_window_show_letter (DtLetterWindow *self)
{
  g_autoptr (DtLetter) letter = dt_letter_window_dup_letter (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *html = dt_service_letter_to_html (get_service (self), letter, &error);

  if (html == NULL)
    dt_paper_view_fail (self->paper, error, NULL);
  else
    dt_paper_view_show_page (self->paper, html, DT_WEB_PAPER_A4, _ ("The letter as a page"));
}

static gboolean
on_follow_cb (gpointer data)
{
  DtLetterWindow *self = data;

  self->follow_source = 0;
  dt_letter_window_show_letter (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (DtLetterWindow *self)
{
  if (self->filling)
    return;
  g_clear_handle_id (&self->follow_source, g_source_remove);
  self->follow_source = g_timeout_add (FOLLOWS_MS, on_follow_cb, self);
}

/* What is printed or saved is what was typed last. */
static void
catch_up (DtLetterWindow *self)
{
  if (self->follow_source == 0)
    return;
  g_clear_handle_id (&self->follow_source, g_source_remove);
  dt_letter_window_show_letter (self);
}

/* ---- the form ---- */

static guint
find_signer (DtLetterWindow *self, const char *name)
{
  for (guint i = 0; i < self->signers->len; i++)
    if (g_strcmp0 (((DtOfficer *) self->signers->pdata[i])->name, name) == 0)
      return i;
  return name != NULL ? GTK_INVALID_LIST_POSITION : 0;
}

void
dt_letter_window_fill (DtLetterWindow *self, DtLetter *letter)
{
  self->filling = TRUE;
  adw_combo_row_set_selected (self->form, letter->form);
  gtk_editable_set_text (GTK_EDITABLE (self->about), letter->about != NULL ? letter->about : "");
  gtk_editable_set_text (GTK_EDITABLE (self->part), letter->part != NULL ? letter->part : "");
  set_view (self->to, letter->to);
  set_view (self->text, letter->text);
  set_view (self->receivers, letter->receivers);
  adw_combo_row_set_selected (self->signer, find_signer (self, letter->signer));
  adw_combo_row_set_selected (self->authority, letter->authority);
  gtk_widget_set_visible (GTK_WIDGET (self->part), letter->form == DT_LETTER_REPLY);
  self->filling = FALSE;
}

static DtLetter *
make_letter (DtLetterWindow *self, DtLetterForm form, const char *text)
{
  return self->reply != NULL
             ? dt_service_make_reply_letter (get_service (self), self->file, form, self->reply)
             : dt_service_make_letter (get_service (self), self->file, form, text);
}

/* Another form begins otherwise; what was written stays. */
static void
on_form_cb (DtLetterWindow *self)
{
  g_autoptr (DtLetter) begun = NULL;
  g_autofree char *text = NULL;

  if (self->filling || self->file == NULL)
    return;
  text = dup_view (self->text);
  begun = make_letter (self, get_form (self), text);
  dt_letter_window_fill (self, begun);
  on_changed_cb (self);
}

static void
on_signer_cb (DtLetterWindow *self)
{
  guint signer = adw_combo_row_get_selected (self->signer);

  if (self->filling || signer >= self->signers->len)
    return;
  adw_combo_row_set_selected (
      self->authority, dt_authority_guess (((DtOfficer *) self->signers->pdata[signer])->title));
  on_changed_cb (self);
}

static void
list_choices (DtLetterWindow *self)
{
  GPtrArray *officers = dt_service_get_officers (get_service (self));
  g_autoptr (GtkStringList) forms = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) authorities = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) signers = gtk_string_list_new (NULL);

  self->filling = TRUE;
  for (guint i = 0; i < DT_N_LETTER_FORMS; i++)
    gtk_string_list_append (forms, dt_letter_words_form (i));
  for (guint i = 0; i < DT_N_AUTHORITIES; i++)
    gtk_string_list_append (authorities, dt_letter_words_authority (i));
  for (guint i = 0; i < officers->len; i++)
    {
      DtOfficer *officer = officers->pdata[i];

      if (!officer->active || (officer->roles & (DT_ROLE_LEADER | DT_ROLE_CLERK)) == 0)
        continue;
      g_ptr_array_add (self->signers, g_object_ref (officer));
      gtk_string_list_append (signers, officer->name);
    }
  adw_combo_row_set_model (self->form, G_LIST_MODEL (forms));
  adw_combo_row_set_model (self->authority, G_LIST_MODEL (authorities));
  adw_combo_row_set_model (self->signer, G_LIST_MODEL (signers));
  self->filling = FALSE;
}

/* ---- actions ---- */

static void
on_number_cb (DtLetterWindow *self)
{
  dt_letter_window_give_number (self);
}

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DtLetterWindow *self = DT_LETTER_WINDOW (widget);

  catch_up (self);
  dt_paper_view_print (self->paper);
}

static void
save_pdf_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DtLetterWindow *self = DT_LETTER_WINDOW (widget);
  g_autoptr (DtLetter) letter = dt_letter_window_dup_letter (self);
  g_autofree char *base = dt_service_name_letter (get_service (self), letter);
  g_autofree char *file = g_strconcat (base, ".pdf", NULL);

  catch_up (self);
  dt_paper_view_save (self->paper, _ ("Save the letter"), file);
}

static void
save_odt_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DtLetterWindow *self = DT_LETTER_WINDOW (widget);
  g_autoptr (DtLetter) letter = dt_letter_window_dup_letter (self);
  g_autofree char *base = dt_service_name_letter (get_service (self), letter);
  g_autofree char *file = g_strconcat (base, ".odt", NULL);
  g_autoptr (GBytes) odt = dt_service_letter_to_odt (get_service (self), letter);

  dt_paper_view_save_bytes (self->paper, _ ("Save the letter"), file, odt);
}

static void
on_officer_changed_cb (DtLetterWindow *self)
{
  if (dt_service_get_officer (get_service (self)) == NULL)
    gtk_window_destroy (GTK_WINDOW (self));
}

/* A narrow window shows the form or the page. */
static void
on_fold_cb (gboolean narrow, gpointer data)
{
  DtLetterWindow *self = data;

  adw_flap_set_fold_policy (self->flap,
                            narrow ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
}

/* ---- class ---- */

static void
dt_letter_window_dispose (GObject *object)
{
  DtLetterWindow *self = DT_LETTER_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->follow_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_LETTER_WINDOW);
  G_OBJECT_CLASS (dt_letter_window_parent_class)->dispose (object);
}

static void
dt_letter_window_finalize (GObject *object)
{
  DtLetterWindow *self = DT_LETTER_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->runner);
  g_clear_object (&self->file);
  g_clear_object (&self->letter);
  g_ptr_array_unref (self->signers);
  g_clear_object (&self->reply);
  G_OBJECT_CLASS (dt_letter_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DtLetterWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, DtLetterWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, DtLetterWindow, fields);
  gtk_widget_class_bind_template_child (widget_class, DtLetterWindow, form);
  gtk_widget_class_bind_template_child (widget_class, DtLetterWindow, about);
  gtk_widget_class_bind_template_child (widget_class, DtLetterWindow, part);
  gtk_widget_class_bind_template_child (widget_class, DtLetterWindow, signer);
  gtk_widget_class_bind_template_child (widget_class, DtLetterWindow, authority);
  gtk_widget_class_bind_template_child (widget_class, DtLetterWindow, to);
  gtk_widget_class_bind_template_child (widget_class, DtLetterWindow, text);
  gtk_widget_class_bind_template_child (widget_class, DtLetterWindow, receivers);
  gtk_widget_class_bind_template_child (widget_class, DtLetterWindow, held);
  gtk_widget_class_bind_template_child (widget_class, DtLetterWindow, number);
  gtk_widget_class_bind_template_child (widget_class, DtLetterWindow, print);
  gtk_widget_class_bind_template_child (widget_class, DtLetterWindow, paper);
}

static void
dt_letter_window_class_init (DtLetterWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_letter_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_letter_window_finalize;

  g_type_ensure (DT_TYPE_PAPER_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/letters/dt-letter-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_form_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_signer_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_number_cb);
  gtk_widget_class_install_action (widget_class, "letter.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "letter.save-pdf", NULL, save_pdf_cb);
  gtk_widget_class_install_action (widget_class, "letter.save-odt", NULL, save_odt_cb);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "letter.print", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "letter.save-pdf", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dt_letter_window_init (DtLetterWindow *self)
{
  GtkTextView *views[3];

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->signers = g_ptr_array_new_with_free_func (g_object_unref);
  views[0] = self->to;
  views[1] = self->text;
  views[2] = self->receivers;
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    g_signal_connect_object (gtk_text_view_get_buffer (views[i]),
                             "changed",
                             G_CALLBACK (on_changed_cb),
                             self,
                             G_CONNECT_SWAPPED);
  dt_paper_view_set_failed_title (self->paper, _ ("The letter cannot be shown"));
  dt_form_watch_width (GTK_WINDOW (self), NARROW, on_fold_cb, self);
}

static DtLetterWindow *
make_window (DtRunner *runner, GtkWindow *parent, const char *code)
{
  DtLetterWindow *self = g_object_new (
      DT_TYPE_LETTER_WINDOW, "transient-for", parent, "modal", parent != NULL, NULL);

  self->runner = g_object_ref (runner);
  adw_window_title_set_subtitle (self->heading, code != NULL ? code : "");
  g_signal_connect_object (dt_runner_get_service (runner),
                           "officer-changed",
                           G_CALLBACK (on_officer_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  list_choices (self);
  return self;
}

/* dt_letter_window_begin: @letter: what it begins with, or NULL: nothing that can be shown. */
DtLetterWindow *
dt_letter_window_begin (DtRunner *runner, GtkWindow *parent, DtCaseFile *file, DtLetter *letter)
{
  DtLetterWindow *self = make_window (runner, parent, file->a_case->code);

  self->file = g_object_ref (file);
  self->letter = letter != NULL ? g_object_ref (letter) : dt_letter_new ();
  dt_letter_window_fill (self, self->letter);
  if (letter != NULL)
    dt_letter_window_show_letter (self);
  return self;
}

/* dt_letter_window_fix_text: what it says is not written here, as @words tell. */
void
dt_letter_window_fix_text (DtLetterWindow *self, const char *words)
{
  gtk_text_view_set_editable (self->text, FALSE);
  gtk_text_view_set_editable (self->to, FALSE);
  gtk_editable_set_editable (GTK_EDITABLE (self->about), FALSE);
  dt_letter_window_tell (self, words);
}

/**
 * dt_letter_window_present:
 * @runner: who gives it its number
 * @parent: (nullable): the window it stands over
 * @file: the case
 * @form: what it is made in at first
 * @text: (nullable): what it says so far
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_letter_window_present (
    DtRunner *runner, GtkWindow *parent, DtCaseFile *file, DtLetterForm form, const char *text)
{
  g_autoptr (DtLetter) letter = NULL;
  DtLetterWindow *self;

  g_return_val_if_fail (DT_IS_RUNNER (runner) && DT_IS_CASE_FILE (file), NULL);

  letter = dt_service_make_letter (dt_runner_get_service (runner), file, form, text);
  self = dt_letter_window_begin (runner, parent, file, letter);
  dt_letter_window_look_who_numbers (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  return GTK_WINDOW (self);
}

/**
 * dt_letter_window_present_reply:
 * @runner: who gives it its number
 * @parent: (nullable): the window it stands over
 * @file: the case
 * @reply: its reply, which was let go as a letter
 *
 * What was approved does not change any more: the form, the signature and the copies are chosen.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_letter_window_present_reply (DtRunner *runner,
                                GtkWindow *parent,
                                DtCaseFile *file,
                                DtReply *reply)
{
  g_autoptr (DtLetter) letter = NULL;
  DtLetterWindow *self;

  g_return_val_if_fail (DT_IS_RUNNER (runner) && DT_IS_CASE_FILE (file), NULL);
  g_return_val_if_fail (DT_IS_REPLY (reply), NULL);

  letter
      = dt_service_make_reply_letter (dt_runner_get_service (runner), file, DT_LETTER_REPLY, reply);
  self = dt_letter_window_begin (runner, parent, file, letter);
  self->reply = g_object_ref (reply);
  dt_letter_window_fix_text (
      self, _ ("The letter says what the reply says. To change it, take the reply back."));
  gtk_editable_set_editable (GTK_EDITABLE (self->about), reply->draft->title == NULL);
  dt_letter_window_look_for_number (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->number);
  return GTK_WINDOW (self);
}

/**
 * dt_letter_window_present_issued:
 * @runner: of the window
 * @parent: (nullable): the window it stands over
 * @letter: a letter of the register
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
dt_letter_window_present_issued (DtRunner *runner, GtkWindow *parent, DtLetter *letter)
{
  DtLetterWindow *self;

  g_return_val_if_fail (DT_IS_RUNNER (runner) && DT_IS_LETTER (letter), NULL);

  self = make_window (runner, parent, letter->case_code);
  self->letter = g_object_ref (letter);
  dt_letter_window_fill (self, letter);
  dt_letter_window_show_number (self);
  adw_flap_set_reveal_flap (self->flap, FALSE);
  dt_letter_window_show_letter (self);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WINDOW (self);
}

/**
 * dt_letter_window_is_current:
 * @self: the window
 *
 * Returns: whether the page shows what was typed last
 */
gboolean
dt_letter_window_is_current (DtLetterWindow *self)
{
  g_return_val_if_fail (DT_IS_LETTER_WINDOW (self), FALSE);

  return self->follow_source == 0 && dt_paper_view_get_html (self->paper) != NULL;
}
