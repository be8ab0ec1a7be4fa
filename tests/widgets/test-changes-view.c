/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft with what was added and removed: what stands in the text, whose places are those of the
 * text as it is now, notes beside it, and the notes of the last return. */
#include "dt-test.h"
#include "ui/reply/dt-changes-view.h"
#include "ui/reply/dt-margin-notes.h"
#include "ui/shell/dt-i18n.h"

#include <adwaita.h>
#include <string.h>

#define BEFORE "Hồ sơ bị chậm do lỗi hệ thống. Đề nghị ông liên hệ."
#define AFTER "Hồ sơ bị chậm do chuyển nhầm. Đề nghị ông liên hệ quầy số 4."

static GtkWidget *
find_shown (GtkWidget *root, GType type, const char *text)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type)
      && (text == NULL
          || (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text))
          || (GTK_IS_BUTTON (root)
              && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), text) == 0)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_shown (child, type, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static char *
dup_shown (DtChangesText *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* The first words of the buffer with that property of a tag, between bars. */
static char *
dup_tagged (DtChangesText *text, const char *property)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  g_autoptr (GString) found = g_string_new (NULL);
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (buffer, &iter);
  while (!gtk_text_iter_is_end (&iter))
    {
      g_autoptr (GSList) tags = gtk_text_iter_get_tags (&iter);
      gboolean set = FALSE;

      for (GSList *l = tags; l != NULL && !set; l = l->next)
        g_object_get (l->data, property, &set, NULL);
      if (set)
        g_string_append_unichar (found, gtk_text_iter_get_char (&iter));
      gtk_text_iter_forward_char (&iter);
    }
  return g_string_free (g_steal_pointer (&found), FALSE);
}

static void
choose (DtChangesText *text, const char *words)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  GtkTextIter from, start, end;

  gtk_text_buffer_get_start_iter (buffer, &from);
  g_assert_true (
      gtk_text_iter_forward_search (&from, words, GTK_TEXT_SEARCH_TEXT_ONLY, &start, &end, NULL));
  gtk_text_buffer_select_range (buffer, &start, &end);
}

static DtChangesView *
make_view (const char *before, const char *after)
{
  DtChangesView *view = DT_CHANGES_VIEW (dt_changes_view_new ());

  g_object_ref_sink (view);
  dt_changes_view_set_texts (view, before, after);
  dt_changes_view_set_can_note (view, TRUE);
  return view;
}

static void
test_changes (void)
{
  g_autoptr (DtChangesView) view = make_view (BEFORE, AFTER);
  DtChangesText *text = dt_changes_view_get_text (view);
  g_autofree char *removed = dup_tagged (text, "strikethrough-set");
  g_autofree char *added = dup_tagged (text, "underline-set");
  g_autofree char *own = dt_changes_text_dup (text);

  g_assert_cmpstr (removed, ==, "lỗi hệ thống. hệ.");
  g_assert_cmpstr (added, ==, "chuyển nhầm. hệ quầy số 4.");
  g_assert_cmpstr (own, ==, AFTER);
  g_assert_nonnull (find_shown (GTK_WIDGET (view), GTK_TYPE_LABEL, "gạch chân"));
}

static void
test_clean (void)
{
  g_autoptr (DtChangesView) view = make_view (BEFORE, AFTER);
  DtChangesText *text = dt_changes_view_get_text (view);
  GtkWidget *clean = find_shown (GTK_WIDGET (view), GTK_TYPE_TOGGLE_BUTTON, "Bản _sạch");
  g_autofree char *shown = NULL;

  g_assert_nonnull (clean);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (clean), TRUE);
  shown = dup_shown (text);
  g_assert_cmpstr (shown, ==, AFTER);
  g_assert_null (find_shown (GTK_WIDGET (view), GTK_TYPE_LABEL, "gạch chân"));
}

/* A paragraph whose end is replaced stays one. */
static void
test_lines (void)
{
  g_autoptr (DtChangesView) view
      = make_view ("Chậm do lỗi.\n\nMời ông.", "Chậm do nhầm.\n\nMời ông.");
  g_autofree char *shown = dup_shown (dt_changes_view_get_text (view));

  g_assert_cmpstr (shown, ==, "Chậm do lỗi. nhầm.\n\nMời ông.");
}

/* The first time there is nothing to compare with. */
static void
test_first (void)
{
  g_autoptr (DtChangesView) view = make_view (NULL, AFTER);
  g_autofree char *shown = dup_shown (dt_changes_view_get_text (view));

  g_assert_cmpstr (shown, ==, AFTER);
  g_assert_null (find_shown (GTK_WIDGET (view), GTK_TYPE_TOGGLE_BUTTON, NULL));
  g_assert_null (find_shown (GTK_WIDGET (view), GTK_TYPE_LABEL, "gạch chân"));
}

/* Whatever is chosen between what was removed, its place is one of the text. */
static void
test_places (void)
{
  static const char *const words[] = { "Hồ sơ", "chuyển nhầm", "Đề nghị ông", "quầy số 4.", "ông" };
  g_autoptr (DtChangesView) view = make_view (BEFORE, AFTER);
  DtChangesText *text = dt_changes_view_get_text (view);
  guint start, end;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *chosen = NULL;

      choose (text, words[i]);
      g_assert_true (dt_changes_text_get_selection (text, &start, &end));
      chosen = g_utf8_substring (AFTER, start, end);
      g_assert_cmpstr (chosen, ==, words[i]);
    }
  choose (text, "lỗi hệ thống");
  g_assert_false (dt_changes_text_get_selection (text, &start, &end));
  choose (text, " ông ");
  g_assert_true (dt_changes_text_get_selection (text, &start, &end));
  g_assert_cmpuint (end - start, ==, 3); /* no white space */
}

static void
on_note_written_cb (DtChangesView *view, guint start, guint end, const char *note, GPtrArray *notes)
{
  g_ptr_array_add (notes, dt_margin_note_new (start, end, note));
  dt_changes_text_set_notes (dt_changes_view_get_text (view), notes);
}

static void
test_note (void)
{
  g_autoptr (GPtrArray) notes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_margin_note_free);
  g_autoptr (DtChangesView) view = make_view (BEFORE, AFTER);
  DtChangesText *text = dt_changes_view_get_text (view);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *popover;
  GtkWidget *entry;
  g_autofree char *tagged = NULL;

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (view, "note-written", G_CALLBACK (on_note_written_cb), notes);
  g_assert_false (dt_changes_view_write_note (view)); /* nothing is chosen */
  choose (text, "Đề nghị ông");
  g_assert_true (dt_changes_view_write_note (view));
  popover = find_shown (GTK_WIDGET (view), GTK_TYPE_POPOVER, NULL);
  entry = find_shown (popover, GTK_TYPE_ENTRY, NULL);
  g_assert_nonnull (find_shown (popover, GTK_TYPE_LABEL, "Đề nghị ông"));
  g_signal_emit_by_name (entry, "activate"); /* empty: no note */
  g_assert_cmpuint (notes->len, ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Mời ông");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (notes->len, ==, 1);
  tagged = dup_tagged (text, "underline-set");
  g_assert_nonnull (strstr (tagged, "Đề nghị ông"));
  g_assert_false (dt_changes_view_write_note (view)); /* the words are done with */
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
on_edited_cb (DtChangesText *text, int *n)
{
  (*n)++;
}

static void
test_edit (void)
{
  g_autoptr (DtChangesView) view = make_view (BEFORE, AFTER);
  DtChangesText *text = dt_changes_view_get_text (view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  g_autofree char *edited = NULL;
  g_autofree char *again = NULL;
  GtkTextIter start;
  int n = 0;

  g_signal_connect (text, "edited", G_CALLBACK (on_edited_cb), &n);
  dt_changes_view_set_editing (view, TRUE);
  g_assert_null (find_shown (GTK_WIDGET (view), GTK_TYPE_TOGGLE_BUTTON, NULL));
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_insert (buffer, &start, "Thưa ông. ", -1);
  g_assert_cmpint (n, ==, 1);
  edited = dt_changes_text_dup (text);
  g_assert_cmpstr (edited, ==, "Thưa ông. " AFTER);
  gtk_text_buffer_undo (buffer);
  g_assert_false (gtk_text_buffer_get_can_undo (buffer)); /* not further than the text itself */
  dt_changes_view_set_editing (view, FALSE);
  again = dt_changes_text_dup (text);
  g_assert_cmpstr (again, ==, AFTER);
  g_assert_cmpint (n, ==, 2);
}

static void
on_chosen_cb (DtMarginNotes *notes, guint start, guint end, char **out)
{
  g_free (*out);
  *out = g_utf8_substring (AFTER, start, end);
}

/* What was returned, and whether it was mended. */
static void
test_past (void)
{
  g_autoptr (GPtrArray) notes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_margin_note_free);
  GtkWidget *list = g_object_ref_sink (dt_margin_notes_new ());
  GtkWidget *label;
  GtkWidget *row;
  g_autofree char *chosen = NULL;

  g_ptr_array_add (notes, dt_margin_note_new (17, 29, "Nói rõ lý do"));
  g_ptr_array_add (notes, dt_margin_note_new (0, 5, "Ghi mã hồ sơ"));
  dt_margin_notes_set_past (DT_MARGIN_NOTES (list), BEFORE, AFTER, "Xem lại", notes);
  g_assert_nonnull (find_shown (list, GTK_TYPE_LABEL, "Xem lại"));
  g_assert_nonnull (find_shown (list, GTK_TYPE_LABEL, "Nói rõ lý do"));
  g_assert_nonnull (find_shown (list, GTK_TYPE_LABEL, "“lỗi hệ thống”"));
  g_assert_nonnull (find_shown (list, GTK_TYPE_LABEL, "đã sửa ở đoạn 1"));
  g_assert_nonnull (find_shown (list, GTK_TYPE_LABEL, "chưa sửa"));
  g_signal_connect (list, "chosen", G_CALLBACK (on_chosen_cb), &chosen);
  label = find_shown (list, GTK_TYPE_LABEL, "Nói rõ lý do");
  row = gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  g_assert_cmpstr (chosen, ==, "chuyển nhầm. ");
  g_object_unref (list);
}

int
main (int argc, char *argv[])
{
  dt_i18n_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/changes-view/changes", test_changes);
  g_test_add_func ("/changes-view/clean", test_clean);
  g_test_add_func ("/changes-view/lines", test_lines);
  g_test_add_func ("/changes-view/first", test_first);
  g_test_add_func ("/changes-view/places", test_places);
  g_test_add_func ("/changes-view/note", test_note);
  g_test_add_func ("/changes-view/edit", test_edit);
  g_test_add_func ("/changes-view/past", test_past);
  return g_test_run ();
}
