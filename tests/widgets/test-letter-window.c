/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A letter in the window: the page follows what is typed, blanks stop the number, the number is in
 * the register, which shows it and lets it be voided; who may not number is told so. */
#include "widgets/test-desk.h"

#include "base/dt-crypto.h"
#include "base/dt-text.h"
#include "ui/inbox/dt-case-export-window.h"
#include "ui/letters/dt-letter-window.h"
#include "ui/letters/dt-paper-view.h"
#include "ui/letters/dt-register-window.h"
#include "ui/shell/dt-i18n.h"

#include <adwaita.h>

static GtkWidget *
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type))
      return l->data;
  return NULL;
}

static GtkWidget *
find_child (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_child (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_part (GtkWidget *window, const char *name)
{
  GObject *part = gtk_widget_get_template_child (window, G_TYPE_FROM_INSTANCE (window), name);

  g_assert_true (GTK_IS_WIDGET (part));
  return GTK_WIDGET (part);
}

static void
type_into (GtkWidget *window, const char *name, const char *text)
{
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_part (window, name))), text, -1);
}

static gboolean
shows_case (Desk *desk, gconstpointer data)
{
  return dt_window_is_settled (desk->window) && get_file (desk) != NULL
         && g_strcmp0 (get_file (desk)->a_case->id, desk->id) == 0;
}

static gboolean
page_follows (Desk *desk, gconstpointer data)
{
  GtkWidget *window = find_window (DT_TYPE_LETTER_WINDOW);
  DtPaperView *paper = DT_PAPER_VIEW (find_child (window, DT_TYPE_PAPER_VIEW));

  return dt_letter_window_is_current (DT_LETTER_WINDOW (window))
         && strstr (dt_paper_view_get_html (paper), data) != NULL;
}

static gboolean
is_numbered (Desk *desk, gconstpointer data)
{
  GtkWidget *window = find_window (DT_TYPE_LETTER_WINDOW);
  g_autoptr (DtLetter) letter = dt_letter_window_dup_letter (DT_LETTER_WINDOW (window));

  return letter->number == GPOINTER_TO_UINT (data);
}

static gboolean
register_has (Desk *desk, gconstpointer data)
{
  GtkWidget *window = find_window (DT_TYPE_REGISTER_WINDOW);
  DtLetterRegister *shown = dt_register_window_get_register (DT_REGISTER_WINDOW (window));

  return shown != NULL && shown->letters->len == GPOINTER_TO_UINT (data);
}

static gboolean
is_void (Desk *desk, gconstpointer data)
{
  GtkWidget *window = find_window (DT_TYPE_REGISTER_WINDOW);
  DtLetterRegister *shown = dt_register_window_get_register (DT_REGISTER_WINDOW (window));

  return ((DtLetter *) shown->letters->pdata[0])->voided;
}

static void
open_letter (Desk *desk, const char *name)
{
  fixture_act_as (&desk->base, OFFICER);
  desk->id = open_case (&desk->base, "Ngập nước ở hẻm 15", "Trần Thị Hoa", "0900000012");
  fixture_act_as (&desk->base, name);
  desk_present (desk);
  dt_window_open_case (desk->window, desk->id);
  wait_for (desk, shows_case, NULL);
  gtk_widget_activate_action (GTK_WIDGET (desk->window), "case.letter", NULL);
  g_assert_nonnull (find_window (DT_TYPE_LETTER_WINDOW));
}

static void
test_number (Desk *desk, gconstpointer data)
{
  GtkWidget *window;
  GtkWidget *number;
  GtkWidget *book;
  DtLetter *letter;

  open_letter (desk, LEADER);
  window = find_window (DT_TYPE_LETTER_WINDOW);
  number = get_part (window, "number");
  wait_for (desk, page_follows, "Ông/Bà Trần Thị Hoa");
  /* Nothing is written: no number. */
  g_signal_emit_by_name (number, "clicked");
  g_assert_true (is_numbered (desk, GUINT_TO_POINTER (0)));
  type_into (window, "text", "Ủy ban nhân dân phường hẹn bà ngày [ngày hẹn].");
  wait_for (desk, page_follows, "hẹn bà ngày [ngày hẹn]./.");
  g_signal_emit_by_name (number, "clicked");
  g_assert_true (is_numbered (desk, GUINT_TO_POINTER (0)));
  type_into (window, "text", "Ủy ban nhân dân phường hẹn bà ngày 30/11/2026.");
  g_signal_emit_by_name (number, "clicked");
  wait_for (desk, is_numbered, GUINT_TO_POINTER (1));
  wait_for (desk, page_follows, "Số: 01/UBND-VP");
  g_assert_false (gtk_widget_get_sensitive (get_part (window, "fields")));
  g_assert_false (gtk_widget_get_visible (number));
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_widget_activate_action (GTK_WIDGET (desk->window), "win.letters", NULL);
  book = find_window (DT_TYPE_REGISTER_WINDOW);
  wait_for (desk, register_has, GUINT_TO_POINTER (1));
  letter = dt_register_window_get_register (DT_REGISTER_WINDOW (book))->letters->pdata[0];
  g_assert_cmpstr (letter->text, ==, "Ủy ban nhân dân phường hẹn bà ngày 30/11/2026.");
  g_object_unref (run (&desk->base, dt_command_void_letter (letter->id, "Sai ngày")));
  wait_for (desk, is_void, NULL);
  /* Another form has no letters; searching hides what does not fit. */
  dt_register_window_show_form (DT_REGISTER_WINDOW (book), DT_LETTER_NOTICE);
  wait_for (desk, register_has, GUINT_TO_POINTER (0));
  gtk_window_destroy (GTK_WINDOW (book));
}

/* Another form keeps what was written; an officer may write, and the clerk numbers. */
static void
test_form (Desk *desk, gconstpointer data)
{
  GtkWidget *window;

  open_letter (desk, OFFICER);
  window = find_window (DT_TYPE_LETTER_WINDOW);
  g_assert_false (gtk_widget_get_sensitive (get_part (window, "number")));
  g_assert_true (gtk_widget_get_visible (get_part (window, "held")));
  type_into (window, "text", "Nội dung giữ lại.");
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_part (window, "form")), DT_LETTER_INVITATION);
  wait_for (desk, page_follows, "GIẤY MỜI");
  g_assert_true (page_follows (desk, "Nội dung giữ lại./."));
  g_assert_true (page_follows (desk, "trân trọng kính mời: Ông/Bà Trần Thị Hoa"));
  g_assert_false (gtk_widget_get_visible (get_part (window, "part")));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- a reply that goes out as a letter ---- */

/* An officer's, which a leader approved and let go. */
static DtReply *
let_go (Desk *desk)
{
  g_autoptr (DtReplyDraft) draft = dt_reply_draft_new ();
  g_autofree char *reply_id = dt_random_id ();
  g_autoptr (DtCaseFile) asked = NULL;
  g_autoptr (DtCaseFile) sent = NULL;

  draft->channel = DT_CHANNEL_LETTER;
  draft->title = g_strdup ("trả lời về ngập nước");
  draft->text = g_strdup ("Ủy ban nhân dân phường sẽ nạo vét hố ga ngày 30/11/2026.");
  g_ptr_array_add (draft->recipients, dt_recipient_new (NULL, "Trần Thị Hoa", NULL));
  fixture_act_as (&desk->base, OFFICER);
  desk->id = open_case (&desk->base, "Ngập nước ở hẻm 15", "Trần Thị Hoa", "0900000012");
  g_object_unref (run (&desk->base, dt_command_submit_reply (desk->id, reply_id, draft, NULL)));
  fixture_act_as (&desk->base, LEADER);
  asked = load (&desk->base, desk->id);
  g_object_unref (run (&desk->base,
                       dt_command_approve_reply (
                           reply_id, ((DtReply *) asked->replies->pdata[0])->content, NULL, TRUE)));
  sent = load (&desk->base, desk->id);
  return g_object_ref (sent->replies->pdata[0]);
}

/* Its text stands; the number is given once, and the letter is found again. */
static void
test_reply (Desk *desk, gconstpointer data)
{
  g_autoptr (DtReply) reply = let_go (desk);
  DtRunner *runner;
  GtkWidget *window;

  desk_present (desk);
  dt_window_open_case (desk->window, desk->id);
  wait_for (desk, shows_case, NULL);
  runner = dt_window_get_runner (desk->window);
  window = GTK_WIDGET (
      dt_letter_window_present_reply (runner, GTK_WINDOW (desk->window), get_file (desk), reply));
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (get_part (window, "text"))));
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (get_part (window, "to"))));
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (get_part (window, "about"))));
  wait_for (desk, page_follows, "sẽ nạo vét hố ga ngày 30/11/2026./.");
  g_signal_emit_by_name (get_part (window, "number"), "clicked");
  wait_for (desk, is_numbered, GUINT_TO_POINTER (1));
  gtk_window_destroy (GTK_WINDOW (window));
  window = GTK_WIDGET (
      dt_letter_window_present_reply (runner, GTK_WINDOW (desk->window), get_file (desk), reply));
  wait_for (desk, is_numbered, GUINT_TO_POINTER (1));
  wait_for (desk, page_follows, "Số: 01/UBND-VP");
  g_assert_false (gtk_widget_get_visible (get_part (window, "number")));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- the case as a document ---- */

static gboolean
document_has (Desk *desk, gconstpointer data)
{
  GtkWidget *window = find_window (DT_TYPE_CASE_EXPORT_WINDOW);
  const char *html = dt_case_export_window_get_html (DT_CASE_EXPORT_WINDOW (window));

  return html != NULL && strstr (html, data) != NULL;
}

static void
on_printed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
is_printed (Desk *desk, gconstpointer data)
{
  return *(GAsyncResult *const *) data != NULL;
}

/* The text of the PDF that is made of it, without marks and in one line. */
static char *
print_text (Desk *desk, const char *html)
{
  g_autofree char *path = g_build_filename (desk->base.root, "case.pdf", NULL);
  const char *argv[] = { "pdftotext", "-raw", path, "-", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  dt_web_print_pdf_async (html, DT_WEB_PAPER_A4, path, NULL, on_printed_cb, &result);
  wait_for (desk, is_printed, &result);
  dt_web_print_pdf_finish (result, &error);
  g_assert_no_error (error);
  g_spawn_sync (
      NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  g_strdelimit (text, "\n\f", ' ');
  return dt_text_fold (text, -1);
}

/* Nothing of a person is in the PDF of the variant without people, however it was typed. */
static void
test_case_document (Desk *desk, gconstpointer data)
{
  static const char *const personal[]
      = { "tran thi hoa", "thi hoa", "chi hoa", "0900", "079012345678", "le thanh ton", "dung ke" };
  DtNewCase values
      = { .channel = DT_CHANNEL_PHONE,
          .text = "Tôi là Trần Thị Hoa, nhà 15/7 Lê Thánh Tôn, ngập nước. Gọi 0900 000 "
                  "012, CCCD 079012345678.",
          .name = "Trần Thị Hoa",
          .phone = "0900000012",
          .id_number = "079012345678",
          .address = "15/7 Lê Thánh Tôn, phường Sài Gòn" };
  g_autoptr (DtOutcome) outcome = NULL;
  g_autofree char *full = NULL;
  g_autofree char *without = NULL;
  DtCaseExportWindow *window;

  fixture_act_as (&desk->base, OFFICER);
  outcome = run (&desk->base, dt_command_open_case (&values, NULL, 0));
  desk->id = g_strdup (outcome->case_ids[0]);
  g_object_unref (run (&desk->base, dt_command_add_note (desk->id, "Chị Hoa dựng kệ chắn nước")));
  desk_present (desk);
  dt_window_open_case (desk->window, desk->id);
  wait_for (desk, shows_case, NULL);
  gtk_widget_activate_action (GTK_WIDGET (desk->window), "case.export", NULL);
  window = DT_CASE_EXPORT_WINDOW (find_window (DT_TYPE_CASE_EXPORT_WINDOW));
  g_assert_nonnull (window);
  wait_for (desk, document_has, "Số giấy tờ: 079012345678");
  full = print_text (desk, dt_case_export_window_get_html (window));
  for (gsize i = 0; i < G_N_ELEMENTS (personal); i++)
    if (strstr (full, personal[i]) == NULL)
      g_error ("“%s” is not in the whole case: %s", personal[i], full);
  dt_case_export_window_set_anonymous (window, TRUE);
  wait_for (desk, document_has, "Bản ẩn danh");
  without = print_text (desk, dt_case_export_window_get_html (window));
  for (gsize i = 0; i < G_N_ELEMENTS (personal); i++)
    if (strstr (without, personal[i]) != NULL)
      g_error ("“%s” is in the variant without people: %s", personal[i], without);
  g_assert_nonnull (strstr (without, "toi la cong dan 1"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  dt_i18n_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/letter-window/number", Desk, NULL, desk_set_up, test_number, desk_tear_down);
  g_test_add ("/letter-window/form", Desk, NULL, desk_set_up, test_form, desk_tear_down);
  g_test_add ("/letter-window/reply", Desk, NULL, desk_set_up, test_reply, desk_tear_down);
  g_test_add ("/letter-window/case", Desk, NULL, desk_set_up, test_case_document, desk_tear_down);
  return g_test_run ();
}
