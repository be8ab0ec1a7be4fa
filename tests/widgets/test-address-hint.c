/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said below an address and in the window where units are looked up: nothing changes
 * unasked, what is asked for is taken over and can be undone. */
#include <adwaita.h>
#include <string.h>

#include "dt-test.h"
#include "ui/forms/dt-address-hint.h"
#include "ui/units/dt-unit-finder.h"

#define HCM "Thành phố Hồ Chí Minh"
#define OWN "26740" /* Phường Sài Gòn */

typedef struct
{
  GtkWidget *window;
  GtkWidget *entry;
  DtAddressHint *hint;
  guint shown;
} Fixture;

static void
on_shown_cb (DtAddressHint *hint, Fixture *self)
{
  self->shown++;
}

static void
wait_until_shown (Fixture *self)
{
  gint64 end = g_get_monotonic_time () + dt_test_allow (20 * G_USEC_PER_SEC);

  self->shown = 0;
  while (self->shown == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
set_up (Fixture *self, gconstpointer data)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 480, 600);
  self->entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entry), "Địa chỉ");
  gtk_list_box_append (GTK_LIST_BOX (list), self->entry);
  gtk_list_box_append (GTK_LIST_BOX (list), adw_entry_row_new ());
  /* As in every form: what scrolls is not asked how narrow it could be if it were endlessly high.
   */
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  adw_window_set_content (ADW_WINDOW (self->window), scrolled);
  self->hint = dt_address_hint_attach (self->entry, OWN);
  g_signal_connect (self->hint, "shown", G_CALLBACK (on_shown_cb), self);
  gtk_window_present (GTK_WINDOW (self->window));
  wait_until_shown (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static void
type (Fixture *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  wait_until_shown (self);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (self->entry)), ==, text);
}

static const char *
get_title (Fixture *self, guint i)
{
  return adw_preferences_row_get_title (dt_address_hint_get_rows (self->hint)->pdata[i]);
}

static const char *
get_subtitle (Fixture *self, guint i)
{
  return adw_action_row_get_subtitle (dt_address_hint_get_rows (self->hint)->pdata[i]);
}

static GtkWidget *
find (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_in_row (Fixture *self, guint row, GType type)
{
  GtkWidget *found = find (dt_address_hint_get_rows (self->hint)->pdata[row], type);

  g_assert_nonnull (found);
  return found;
}

static guint
count_rows (Fixture *self)
{
  return dt_address_hint_get_rows (self->hint)->len;
}

static void
test_former (Fixture *self, gconstpointer data)
{
  GtkListBoxRow *row;

  g_assert_cmpuint (count_rows (self), ==, 0);
  type (self, "15/7 Lê Thánh Tôn, phường Bến Nghé, quận 1");
  g_assert_cmpuint (count_rows (self), ==, 1);
  g_assert_cmpstr (get_subtitle (self, 0), ==, "Phường Sài Gòn, " HCM);
  row = dt_address_hint_get_rows (self->hint)->pdata[0];
  g_assert_cmpint (gtk_list_box_row_get_index (row), ==, 1);
  g_signal_emit_by_name (find_in_row (self, 0, GTK_TYPE_BUTTON), "clicked");
  wait_until_shown (self);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                   ==,
                   "15/7 Lê Thánh Tôn, Phường Sài Gòn, " HCM);
  g_assert_cmpuint (count_rows (self), ==, 0);
}

static void
test_undo (Fixture *self, gconstpointer data)
{
  const char *typed = "15/7 Lê Thánh Tôn, phường Bến Nghé, quận 1";
  GtkWidget *text = find (self->entry, GTK_TYPE_TEXT);

  type (self, typed);
  g_signal_emit_by_name (find_in_row (self, 0, GTK_TYPE_BUTTON), "clicked");
  wait_until_shown (self);
  for (guint i = 0; i < 2; i++) /* what was inserted, then what was deleted */
    g_assert_true (gtk_widget_activate_action (text, "text.undo", NULL));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (self->entry)), ==, typed);
}

static void
test_divided (Fixture *self, gconstpointer data)
{
  type (self, "2 Đinh Tiên Hoàng, phường Đa Kao, quận 1");
  g_assert_cmpuint (count_rows (self), ==, 3);
  g_assert_cmpstr (get_title (self, 2), ==, "Phường Tân Định, " HCM);
  for (guint i = 1; i < 3; i++)
    g_assert_false (gtk_check_button_get_active (
        GTK_CHECK_BUTTON (find_in_row (self, i, GTK_TYPE_CHECK_BUTTON))));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_in_row (self, 2, GTK_TYPE_CHECK_BUTTON)),
                               TRUE);
  wait_until_shown (self);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                   ==,
                   "2 Đinh Tiên Hoàng, Phường Tân Định, " HCM);
  /* It bears the name of former units too, but is not asked about again: only where it lies. */
  g_assert_cmpuint (count_rows (self), ==, 1);
  g_assert_nonnull (strstr (get_title (self, 0), "Phường Tân Định, " HCM));
}

static void
test_elsewhere (Fixture *self, gconstpointer data)
{
  type (self, "p12 q10");
  g_assert_cmpuint (count_rows (self), ==, 2);
  g_assert_cmpstr (get_subtitle (self, 0), ==, "Phường Hòa Hưng, " HCM);
  g_assert_nonnull (strstr (get_title (self, 1), "Phường Hòa Hưng, " HCM));
}

static void
test_completion (Fixture *self, gconstpointer data)
{
  type (self, "hẻm 15, p. ben ngh");
  g_assert_cmpuint (count_rows (self), ==, 1);
  g_assert_cmpstr (get_title (self, 0), ==, "Phường Sài Gòn, " HCM);
  g_signal_emit_by_name (find_in_row (self, 0, GTK_TYPE_BUTTON), "clicked");
  wait_until_shown (self);
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (self->entry)), ==, "hẻm 15, Phường Sài Gòn, " HCM);
}

/* Rows that say the same stay the same widgets while one types on. */
static void
test_calm (Fixture *self, gconstpointer data)
{
  gpointer row;

  type (self, "phường Bến Nghé, quận 1");
  row = dt_address_hint_get_rows (self->hint)->pdata[0];
  type (self, "15 phường Bến Nghé, quận 1, gần chợ");
  g_assert_true (row == dt_address_hint_get_rows (self->hint)->pdata[0]);
  gtk_widget_set_visible (self->entry, FALSE);
  g_assert_false (gtk_widget_get_visible (row));
  gtk_widget_set_visible (self->entry, TRUE);
  type (self, "không biết");
  g_assert_cmpuint (count_rows (self), ==, 0);
}

/* ---- the window ---- */

static void
wait_until_page (DtUnitFinder *finder, const char *page)
{
  gint64 end = g_get_monotonic_time () + dt_test_allow (20 * G_USEC_PER_SEC);

  while (strcmp (dt_unit_finder_get_page (finder), page) != 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
}

static guint
count (GtkWidget *root, GType type)
{
  guint n = g_type_is_a (G_OBJECT_TYPE (root), type);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count (child, type);
  return n;
}

static void
test_finder (void)
{
  GtkWindow *window = dt_unit_finder_new (dt_catalogue_find_unit (OWN), NULL);
  DtUnitFinder *finder = DT_UNIT_FINDER (window);
  GtkWidget *row;

  gtk_window_present (window);
  g_assert_cmpstr (dt_unit_finder_get_page (finder), ==, "start");
  dt_unit_finder_ask (finder, "15/7 Lê Thánh Tôn, p. Bến Nghé, q1");
  wait_until_page (finder, "results");
  row = find (GTK_WIDGET (window), ADW_TYPE_EXPANDER_ROW);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Phường Sài Gòn");
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  dt_unit_finder_ask (finder, "phường Đa Kao, quận 1");
  g_assert_cmpuint (count (GTK_WIDGET (window), ADW_TYPE_EXPANDER_ROW), ==, 2);
  dt_unit_finder_ask (finder, "Xã Tân Tiến");
  g_assert_cmpuint (count (GTK_WIDGET (window), ADW_TYPE_EXPANDER_ROW), ==, 16);
  dt_unit_finder_ask (finder, "đường không tên");
  g_assert_cmpstr (dt_unit_finder_get_page (finder), ==, "nothing");
  dt_unit_finder_ask (finder, "");
  g_assert_cmpstr (dt_unit_finder_get_page (finder), ==, "start");
  gtk_window_destroy (window);
}

/* A beginning of a name offers the names; one that is chosen is asked at once. */
static void
test_finder_names (void)
{
  GtkWindow *window = dt_unit_finder_new (dt_catalogue_find_unit (OWN), NULL);
  DtUnitFinder *finder = DT_UNIT_FINDER (window);

  gtk_window_present (window);
  dt_unit_finder_ask (finder, "ben ngh");
  wait_until_page (finder, "results");
  g_assert_cmpuint (count (GTK_WIDGET (window), ADW_TYPE_EXPANDER_ROW), ==, 0);
  gtk_widget_activate_action (
      GTK_WIDGET (window), "units.ask", "s", "Phường Bến Nghé, Quận 1, " HCM);
  g_assert_cmpuint (count (GTK_WIDGET (window), ADW_TYPE_EXPANDER_ROW), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "units.copy", "s", "Phường Sài Gòn");
  g_assert_true (gdk_clipboard_is_local (gtk_widget_get_clipboard (GTK_WIDGET (window))));
  gtk_window_destroy (window);
}

static gboolean
is_within (GtkWidget *widget, GtkWidget *root)
{
  return widget != NULL && (widget == root || gtk_widget_is_ancestor (widget, root));
}

/* The focus begins in the entry; Enter goes to the first result, the arrows through and back. */
static void
test_finder_keys (void)
{
  GtkWindow *window = dt_unit_finder_new (dt_catalogue_find_unit (OWN), NULL);
  GtkWidget *entry = find (GTK_WIDGET (window), GTK_TYPE_SEARCH_ENTRY);
  GtkWidget *row;

  gtk_window_present (window);
  g_assert_true (is_within (gtk_window_get_focus (window), entry));
  dt_unit_finder_ask (DT_UNIT_FINDER (window), "phường Đa Kao, quận 1");
  wait_until_page (DT_UNIT_FINDER (window), "results");
  row = find (GTK_WIDGET (window), ADW_TYPE_EXPANDER_ROW);
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (is_within (gtk_window_get_focus (window), row));
  g_assert_true (dt_unit_finder_move (DT_UNIT_FINDER (window), 1));
  g_assert_true (is_within (gtk_window_get_focus (window), gtk_widget_get_next_sibling (row)));
  g_assert_true (dt_unit_finder_move (DT_UNIT_FINDER (window), -1));
  g_assert_true (is_within (gtk_window_get_focus (window), row));
  g_assert_true (dt_unit_finder_move (DT_UNIT_FINDER (window), -1));
  g_assert_true (is_within (gtk_window_get_focus (window), entry));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_signal_emit_by_name (entry, "stop-search");
  g_assert_null (window);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "/address-hint/former", test_former },         { "/address-hint/undo", test_undo },
    { "/address-hint/divided", test_divided },       { "/address-hint/elsewhere", test_elsewhere },
    { "/address-hint/completion", test_completion }, { "/address-hint/calm", test_calm },
  };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/unit-finder/answers", test_finder);
  g_test_add_func ("/unit-finder/keys", test_finder_keys);
  g_test_add_func ("/unit-finder/names", test_finder_names);
  return g_test_run ();
}
