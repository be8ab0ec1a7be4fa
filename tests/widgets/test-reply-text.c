/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a reply: blanks are marked and reached by keys, a template takes the place of its
 * "/", words that are no words are marked in idle time, and a keystroke costs its paragraph only.
 */
#include "dt-test.h"
#include "model/dt-reply-check.h"
#include "model/dt-reply-template.h"
#include "ui/reply/dt-find-bar.h"
#include "ui/reply/dt-reply-spelling.h"
#include "ui/reply/dt-reply-text.h"
#include "ui/reply/dt-text-marks.h"
#include "ui/shell/dt-i18n.h"

#include <adwaita.h>
#include <string.h>

#define LIMIT (20 * G_USEC_PER_SEC)
#define LONG_CHARS 20000
#define TWO_BLANKS "Nạo vét vào [ngày, giờ].\nXong trong [số ngày] ngày [1]."

typedef struct
{
  GtkWindow *window;
  DtReplyText *text;
  GtkTextBuffer *buffer;
  guint n_wanted;
} Page;

static void
set_up (Page *page, gconstpointer data)
{
  page->text = DT_REPLY_TEXT (dt_reply_text_new ());
  page->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (page->text));
  page->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_child (page->window, GTK_WIDGET (page->text));
  gtk_window_set_default_size (page->window, 500, 400);
  gtk_window_present (page->window);
  gtk_widget_grab_focus (GTK_WIDGET (page->text));
}

static void
tear_down (Page *page, gconstpointer data)
{
  gtk_window_destroy (page->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
type (Page *page, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gtk_text_buffer_begin_user_action (page->buffer);
      gtk_text_buffer_delete_selection (page->buffer, TRUE, TRUE);
      gtk_text_buffer_insert_interactive_at_cursor (
          page->buffer, p, (int) (g_utf8_next_char (p) - p), TRUE);
      gtk_text_buffer_end_user_action (page->buffer);
    }
}

static void
assert_text (Page *page, const char *expected)
{
  g_autofree char *text = dt_reply_text_dup (page->text);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_chosen (Page *page, const char *expected)
{
  GtkTextIter start, end;
  g_autofree char *chosen = NULL;

  gtk_text_buffer_get_selection_bounds (page->buffer, &start, &end);
  chosen = gtk_text_buffer_get_slice (page->buffer, &start, &end, TRUE);
  g_assert_cmpstr (chosen, ==, expected);
}

/* Whether all of @part, which stands in the text once, has the mark, and how often it begins. */
static gboolean
is_marked (Page *page, DtMark mark, const char *part)
{
  GtkTextTag *tag = dt_text_marks_get (page->buffer, mark);
  GtkTextIter start, match, end;

  gtk_text_buffer_get_start_iter (page->buffer, &start);
  g_assert_true (gtk_text_iter_forward_search (&start, part, 0, &match, &end, NULL));
  while (gtk_text_iter_compare (&match, &end) < 0)
    {
      if (!gtk_text_iter_has_tag (&match, tag))
        return FALSE;
      gtk_text_iter_forward_char (&match);
    }
  return TRUE;
}

/* ---- blanks ---- */

static void
test_blanks_marked (Page *page, gconstpointer data)
{
  dt_reply_text_set (page->text, TWO_BLANKS);
  g_assert_cmpuint (dt_reply_text_count_blanks (page->text), ==, 2);
  g_assert_true (is_marked (page, DT_MARK_BLANK, "[ngày, giờ]"));
  g_assert_true (is_marked (page, DT_MARK_BLANK, "[số ngày]"));
  g_assert_false (is_marked (page, DT_MARK_BLANK, "[1]"));
  g_assert_false (is_marked (page, DT_MARK_BLANK, "vào "));
}

static void
test_blank_typed (Page *page, gconstpointer data)
{
  GtkTextIter end;

  type (page, "Vào [giờ");
  g_assert_cmpuint (dt_reply_text_count_blanks (page->text), ==, 0);
  g_assert_false (is_marked (page, DT_MARK_BLANK, "[giờ"));
  type (page, "]");
  g_assert_true (is_marked (page, DT_MARK_BLANK, "[giờ]"));
  gtk_text_buffer_get_end_iter (page->buffer, &end);
  gtk_text_buffer_backspace (page->buffer, &end, TRUE, TRUE);
  g_assert_cmpuint (dt_reply_text_count_blanks (page->text), ==, 0);
  g_assert_false (is_marked (page, DT_MARK_BLANK, "[giờ"));
}

static void
test_blanks_round (Page *page, gconstpointer data)
{
  dt_reply_text_set (page->text, TWO_BLANKS);
  g_assert_true (dt_reply_text_choose_first_blank (page->text));
  assert_chosen (page, "[ngày, giờ]");
  g_assert_true (dt_reply_text_choose_blank (page->text, FALSE));
  assert_chosen (page, "[số ngày]");
  g_assert_true (dt_reply_text_choose_blank (page->text, FALSE));
  assert_chosen (page, "[ngày, giờ]");
  g_assert_true (dt_reply_text_choose_blank (page->text, TRUE));
  assert_chosen (page, "[số ngày]");
}

static void
test_blank_replaced (Page *page, gconstpointer data)
{
  dt_reply_text_set (page->text, TWO_BLANKS);
  dt_reply_text_choose_first_blank (page->text);
  type (page, "25/11");
  assert_text (page, "Nạo vét vào 25/11.\nXong trong [số ngày] ngày [1].");
  g_assert_false (is_marked (page, DT_MARK_BLANK, "25/11"));
  g_assert_true (dt_reply_text_choose_blank (page->text, FALSE));
  type (page, "2");
  g_assert_false (dt_reply_text_choose_blank (page->text, FALSE));
}

static gboolean
press (Page *page, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (page->text));
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !taken; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &taken);
    }
  return taken;
}

static void
test_keys (Page *page, gconstpointer data)
{
  dt_reply_text_set (page->text, TWO_BLANKS);
  g_assert_true (press (page, GDK_KEY_Tab, 0));
  assert_chosen (page, "[ngày, giờ]");
  g_assert_true (press (page, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK));
  assert_chosen (page, "[số ngày]");
  dt_reply_text_set (page->text, "Không còn chỗ trống.");
  /* Then it is a key like anywhere else, and leads on. */
  g_assert_false (press (page, GDK_KEY_Tab, 0));
}

/* ---- templates ---- */

static void
on_wanted_cb (DtReplyText *text, Page *page)
{
  page->n_wanted++;
}

static void
test_slash (Page *page, gconstpointer data)
{
  g_signal_connect (page->text, "template-wanted", G_CALLBACK (on_wanted_cb), page);
  type (page, "Ngày 1/2");
  g_assert_cmpuint (page->n_wanted, ==, 0);
  type (page, "\n/");
  g_assert_cmpuint (page->n_wanted, ==, 1);
  dt_reply_text_set_query (page->text, "nạp");
  assert_text (page, "Ngày 1/2\n/nạp");
  dt_reply_text_set_query (page->text, "nạo");
  assert_text (page, "Ngày 1/2\n/nạo");
  dt_reply_text_insert (page->text, "Lịch nạo vét [tên đường] vào [giờ].");
  assert_text (page, "Ngày 1/2\nLịch nạo vét [tên đường] vào [giờ].");
  assert_chosen (page, "[tên đường]");
  gtk_text_buffer_undo (page->buffer);
  assert_text (page, "Ngày 1/2\n/nạo");
}

/* Nothing was asked for: it goes where the caret is. */
static void
test_insert (Page *page, gconstpointer data)
{
  type (page, "Kính gửi bà,");
  dt_reply_text_insert (page->text, " xin chào.");
  assert_text (page, "Kính gửi bà, xin chào.");
}

/* ---- findings ---- */

static void
test_findings (Page *page, gconstpointer data)
{
  DtFinding stop = { DT_CHECK_OTHER_PHONE, TRUE, 4, 14, NULL };
  DtFinding ask = { DT_CHECK_OTHER_NAME, FALSE, 19, 22, NULL };
  g_autoptr (GPtrArray) findings = g_ptr_array_new ();

  dt_reply_text_set (page->text, "Gọi 0912345678 hỏi Lan.");
  g_ptr_array_add (findings, &stop);
  g_ptr_array_add (findings, &ask);
  dt_reply_text_set_findings (page->text, findings);
  g_assert_true (is_marked (page, DT_MARK_STOP, "0912345678"));
  g_assert_true (is_marked (page, DT_MARK_ASK, "Lan"));
  g_assert_false (is_marked (page, DT_MARK_ASK, "hỏi"));
  g_ptr_array_set_size (findings, 0);
  dt_reply_text_set_findings (page->text, findings);
  g_assert_false (is_marked (page, DT_MARK_STOP, "0912345678"));
}

/* ---- finding ---- */

static void
test_find (void)
{
  static const struct
  {
    const char *text, *needle;
    gboolean blind;
    guint n, start, end;
  } rows[] = {
    { "Nạo vét, nạo vét", "nao", TRUE, 2, 0, 3 },
    { "Nạo vét, nạo vét", "nao", FALSE, 0, 0, 0 },
    { "Nạo vét, nạo vét", "NẠO", FALSE, 2, 0, 3 },
    { "đường Đinh", "dinh", TRUE, 1, 6, 10 },
    { "aaaa", "aa", TRUE, 2, 0, 2 },
    { "", "a", TRUE, 0, 0, 0 },
    { "abc", "", TRUE, 0, 0, 0 },
    { "no\xcc\xa3i", "noi", TRUE, 1, 0, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GArray) places = dt_find_in_text (rows[i].text, rows[i].needle, rows[i].blind);

      g_assert_cmpuint (places->len, ==, rows[i].n);
      if (rows[i].n == 0)
        continue;
      g_assert_cmpuint (((guint *) places->data)[0], ==, rows[i].start);
      g_assert_cmpuint (((guint *) places->data)[1], ==, rows[i].end);
    }
}

static GtkWidget *
find_child (GtkWidget *root, const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_child (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkEditable *
find_editable (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return GTK_EDITABLE (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkEditable *found = find_editable (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_replace_all (Page *page, gconstpointer data)
{
  DtFindBar *bar = g_object_new (DT_TYPE_FIND_BAR, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_object_ref (page->text);
  gtk_window_set_child (page->window, box);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (bar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->text));
  g_object_unref (page->text);
  dt_reply_text_set (page->text, "Bà Hòa, bà Hoà và [tên] bà.");
  dt_find_bar_set_view (bar, GTK_TEXT_VIEW (page->text));
  dt_find_bar_open (bar, TRUE);
  gtk_editable_set_text (find_editable (GTK_WIDGET (bar), GTK_TYPE_SEARCH_ENTRY), "ba");
  assert_chosen (page, "Bà");
  gtk_editable_set_text (find_editable (GTK_WIDGET (bar), GTK_TYPE_ENTRY), "chị");
  g_signal_emit_by_name (find_child (GTK_WIDGET (bar), "Thay _hết"), "clicked");
  assert_text (page, "chị Hòa, chị Hoà và [tên] chị.");
  g_assert_true (is_marked (page, DT_MARK_BLANK, "[tên]"));
  gtk_text_buffer_undo (page->buffer);
  assert_text (page, "Bà Hòa, bà Hoà và [tên] bà.");
}

/* ---- spelling ---- */

static void
wait_for_spelling (DtReplySpelling *spelling)
{
  gint64 end = g_get_monotonic_time () + dt_test_allow (LIMIT);

  while (!dt_reply_spelling_is_done (spelling))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
test_spelling (Page *page, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtReplySpelling) spelling = dt_reply_spelling_new (GTK_TEXT_VIEW (page->text));
  DtSpeller *speller = dt_speller_new (&error);
  g_auto (GStrv) words = NULL;
  const char *own[] = { "xqzt", NULL };

  g_assert_no_error (error);
  dt_reply_text_set (page->text, "Ủy ban đã xqzt nạo vét, hòa giải.");
  dt_reply_spelling_take_speller (spelling, speller);
  wait_for_spelling (spelling);
  words = dt_reply_spelling_dup_misspelt (spelling);
  g_assert_cmpuint (g_strv_length (words), ==, 1);
  g_assert_cmpstr (words[0], ==, "xqzt");
  g_assert_true (is_marked (page, DT_MARK_MISSPELT, "xqzt"));
  dt_reply_spelling_set_words (spelling, own);
  wait_for_spelling (spelling);
  g_assert_false (is_marked (page, DT_MARK_MISSPELT, "xqzt"));
}

/* ---- long texts ---- */

static void
on_tag_cb (GtkTextBuffer *buffer, GtkTextTag *tag, GtkTextIter *start, GtkTextIter *end, guint *n)
{
  *n += 1;
}

/* A keystroke looks through its own paragraph, however many others there are. */
static void
test_long (Page *page, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkTextIter middle;
  guint n_set = 0, n_typed = 0;
  gulong handler;

  while (text->len < LONG_CHARS)
    g_string_append (text, "Xin mời bà đến trụ sở vào [ngày, giờ], mang theo giấy tờ.\n");
  handler = g_signal_connect (page->buffer, "apply-tag", G_CALLBACK (on_tag_cb), &n_set);
  dt_reply_text_set (page->text, text->str);
  g_assert_cmpuint (n_set, ==, dt_reply_text_count_blanks (page->text));
  g_assert_cmpuint (n_set, >, 100);
  g_signal_handler_disconnect (page->buffer, handler);
  gtk_text_buffer_get_iter_at_line (page->buffer, &middle, 100);
  gtk_text_buffer_place_cursor (page->buffer, &middle);
  g_signal_connect (page->buffer, "apply-tag", G_CALLBACK (on_tag_cb), &n_typed);
  type (page, "a");
  g_assert_cmpuint (n_typed, ==, 1);
}

#define ADD(path, func) g_test_add ("/reply-text/" path, Page, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dt_i18n_init ("vi", NULL);
  adw_init ();
  ADD ("blanks-marked", test_blanks_marked);
  ADD ("blank-typed", test_blank_typed);
  ADD ("blanks-round", test_blanks_round);
  ADD ("blank-replaced", test_blank_replaced);
  ADD ("keys", test_keys);
  ADD ("slash", test_slash);
  ADD ("insert", test_insert);
  ADD ("findings", test_findings);
  ADD ("replace-all", test_replace_all);
  ADD ("spelling", test_spelling);
  ADD ("long", test_long);
  g_test_add_func ("/reply-text/find", test_find);
  return g_test_run ();
}
