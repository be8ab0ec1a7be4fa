/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates are found without diacritics, chosen by keys, and shown as they would be filled in. */
#include "dt-test.h"
#include "ui/reply/dt-reply-text.h"
#include "ui/reply/dt-template-picker.h"
#include "ui/shell/dt-i18n.h"

#include <adwaita.h>
#include <string.h>

#define LIMIT (20 * G_USEC_PER_SEC)

typedef struct
{
  GtkWindow *window;
  DtTemplatePicker *picker;
  GPtrArray *templates;
  DtCase *a_case;
  DtTemplateContext context;
  char *chosen; /* title */
  char *query;
} Page;

static void
add_template (Page *page, const char *title, const char *body, gboolean published)
{
  DtReplyTemplate *template = dt_reply_template_new ();

  template->id = g_strdup (title);
  template->title = g_strdup (title);
  template->category = g_strdup ("works");
  template->body = g_strdup (body);
  template->kind = -1;
  template->channel = -1;
  template->published = published;
  template->n_uses = 14;
  g_ptr_array_add (page->templates, template);
}

static void
on_chosen_cb (DtTemplatePicker *picker, DtReplyTemplate *template, Page *page)
{
  page->chosen = g_strdup (template->title);
}

static void
on_query_cb (DtTemplatePicker *picker, const char *query, Page *page)
{
  g_free (page->query);
  page->query = g_strdup (query);
}

static void
set_up (Page *page, gconstpointer data)
{
  GtkWidget *label = gtk_label_new ("");

  page->templates = g_ptr_array_new_with_free_func (g_object_unref);
  add_template (page, "Lịch nạo vét cống", "Nạo vét [tên đường] vào [giờ], {{case.code}}.", TRUE);
  add_template (page, "Nạp hồ sơ còn thiếu", "Mời {{address}} nạp [giấy tờ].", TRUE);
  add_template (page, "Nạp hồ sơ, bản nháp", "Chưa xong.", FALSE);
  add_template (page, "Cảm ơn", "Xin cảm ơn.", TRUE);
  page->a_case = dt_case_new ();
  page->context.case_code = "HS-2026-0412";
  page->context.n_citizens = 1;
  page->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_child (page->window, label);
  gtk_window_set_default_size (page->window, 700, 500);
  page->picker = DT_TEMPLATE_PICKER (dt_template_picker_new ());
  gtk_widget_set_parent (GTK_WIDGET (page->picker), label);
  dt_template_picker_set_templates (page->picker, page->templates);
  dt_template_picker_set_case (page->picker, page->a_case, DT_CHANNEL_FACEBOOK, &page->context);
  g_signal_connect (page->picker, "chosen", G_CALLBACK (on_chosen_cb), page);
  g_signal_connect (page->picker, "query-changed", G_CALLBACK (on_query_cb), page);
  gtk_window_present (page->window);
  dt_template_picker_open (page->picker, &(GdkRectangle){ 10, 10, 1, 20 });
}

static void
tear_down (Page *page, gconstpointer data)
{
  gtk_widget_unparent (GTK_WIDGET (page->picker));
  gtk_window_destroy (page->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_unref (page->templates);
  g_object_unref (page->a_case);
  g_free (page->chosen);
  g_free (page->query);
}

/* The n-th widget of that type below @root, from 0. */
static GtkWidget *
find_nth (GtkWidget *root, GType type, int *n)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (*n)-- == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth (child, type, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gpointer
find (Page *page, GType type)
{
  int n = 0;

  return find_nth (GTK_WIDGET (page->picker), type, &n);
}

static void
type (Page *page, const char *text)
{
  gtk_editable_set_text (find (page, GTK_TYPE_SEARCH_ENTRY), text);
}

static const char *
get_title (Page *page)
{
  DtReplyTemplate *template = dt_template_picker_get_template (page->picker);

  return template != NULL ? template->title : NULL;
}

static gboolean
press (Page *page, guint key)
{
  g_autoptr (GListModel) controllers
      = gtk_widget_observe_controllers (find (page, GTK_TYPE_SEARCH_ENTRY));
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !taken; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &taken);
    }
  return taken;
}

static void
test_blind (Page *page, gconstpointer data)
{
  type (page, "nao vet");
  g_assert_cmpstr (get_title (page), ==, "Lịch nạo vét cống");
  type (page, "nap ho so");
  g_assert_cmpstr (get_title (page), ==, "Nạp hồ sơ còn thiếu");
  /* What is no more than a draft is not offered. */
  press (page, GDK_KEY_Down);
  g_assert_cmpstr (get_title (page), !=, "Nạp hồ sơ, bản nháp");
}

static void
test_nothing (Page *page, gconstpointer data)
{
  type (page, "xyzxyz");
  g_assert_null (get_title (page));
  g_signal_emit_by_name (find (page, GTK_TYPE_SEARCH_ENTRY), "activate");
  g_assert_null (page->chosen);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (page->picker)));
}

static gboolean
is_mapped (Page *page)
{
  gint64 end = g_get_monotonic_time () + dt_test_allow (LIMIT);

  while (!gtk_widget_get_mapped (GTK_WIDGET (page->picker)))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  return TRUE;
}

static void
test_keys (Page *page, gconstpointer data)
{
  const char *first = get_title (page);
  const char *second;

  g_assert_true (is_mapped (page));
  g_assert_true (press (page, GDK_KEY_Down));
  second = get_title (page);
  g_assert_cmpstr (first, !=, second);
  g_assert_true (press (page, GDK_KEY_Up));
  g_assert_cmpstr (get_title (page), ==, first);
  g_assert_true (press (page, GDK_KEY_Up));
  g_assert_cmpstr (get_title (page), ==, first);
  press (page, GDK_KEY_Down);
  type (page, "nao");
  g_assert_cmpstr (page->query, ==, "nao");
  g_signal_emit_by_name (find (page, GTK_TYPE_SEARCH_ENTRY), "activate");
  g_assert_cmpstr (page->chosen, ==, "Lịch nạo vét cống");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (page->picker)));
}

static void
test_escape (Page *page, gconstpointer data)
{
  g_assert_true (is_mapped (page));
  type (page, "nap");
  g_signal_emit_by_name (find (page, GTK_TYPE_SEARCH_ENTRY), "stop-search");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (page->picker)));
  g_assert_null (page->chosen);
  g_assert_cmpstr (page->query, ==, "nap");
}

static gboolean
says (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && strcmp (gtk_label_get_text (GTK_LABEL (root)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static void
test_preview (Page *page, gconstpointer data)
{
  DtReplyText *preview = find (page, DT_TYPE_REPLY_TEXT);
  g_autofree char *text = NULL;

  type (page, "nạo vét");
  text = dt_reply_text_dup (preview);
  g_assert_cmpstr (text, ==, "Nạo vét [tên đường] vào [giờ], HS-2026-0412.");
  g_assert_cmpuint (dt_reply_text_count_blanks (preview), ==, 2);
  g_assert_true (says (GTK_WIDGET (page->picker), "2 chỗ trống, 1 tự điền"));
  g_assert_true (says (GTK_WIDGET (page->picker), "Hạ tầng, môi trường · dùng 14 lần"));
}

#define ADD(path, func) g_test_add ("/template-picker/" path, Page, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dt_i18n_init ("vi", NULL);
  adw_init ();
  ADD ("blind", test_blind);
  ADD ("nothing", test_nothing);
  ADD ("keys", test_keys);
  ADD ("escape", test_escape);
  ADD ("preview", test_preview);
  return g_test_run ();
}
