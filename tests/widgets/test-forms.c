/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms on a workspace of their own: what is typed is kept and received, problems are told
 * under their field, the recovery code is confirmed from the paper, an officer signs in. */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "dt-test.h"
#include "ui/forms/dt-form.h"
#include "ui/walkin/dt-file-strip.h"
#include "ui/walkin/dt-walk-in-draft.h"
#include "ui/walkin/dt-walk-in-form.h"
#include "ui/walkin/dt-walk-in-window.h"
#include "ui/welcome/dt-recovery-view.h"
#include "ui/welcome/dt-sign-in-page.h"

#define PIN "402918"
#define PHONE "0900000001"

typedef struct
{
  char *root;
  DtService *service;
  DtOfficer *officer;
} Fixture;

typedef gboolean (*Condition) (gpointer data);

static void
wait_until (Condition condition, gpointer data)
{
  gint64 end = g_get_monotonic_time () + dt_test_allow (20 * G_USEC_PER_SEC);

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (DtClock) clock = dt_clock_new ();
  g_autofree char *recovery = NULL;
  g_autoptr (GError) error = NULL;

  self->root = g_dir_make_tmp ("dt-forms-XXXXXX", NULL);

  g_autofree char *directory = g_build_filename (self->root, "workspace", NULL);
  g_autofree char *key_file = g_build_filename (self->root, "key", NULL);
  const DtServiceSetup setup = {
    .directory = directory,
    .unit = "26740",
    .key_file = key_file,
    .officer_name = "Lê Minh Châu",
    .officer_title = "Cán bộ tiếp nhận",
    .officer_password = PIN,
    .officer_roles = DT_ROLE_OFFICER,
  };
  const DtServiceOpening opening = { .directory = directory, .key_file = key_file };

  dt_service_create_workspace (&setup, clock, &recovery, &error);
  g_assert_no_error (error);
  self->service = dt_service_open_sync (&opening, clock, &error);
  g_assert_no_error (error);
  self->officer = g_ptr_array_index (dt_service_get_officers (self->service), 0);
  dt_service_sign_in_sync (self->service, self->officer->id, PIN, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *directory = g_build_filename (self->root, "workspace", NULL);
  g_autofree char *key_file = g_build_filename (self->root, "key", NULL);
  g_autoptr (GDir) folder = NULL;
  const char *name;

  dt_service_close (self->service);
  g_object_unref (self->service);
  folder = g_dir_open (directory, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (directory);
  g_unlink (key_file);
  g_rmdir (self->root);
  g_free (self->root);
}

/* The n-th widget of that type below @root that is shown, from 0. */
static GtkWidget *
find (GtkWidget *root, GType type, int *n)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (*n)-- == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gpointer
nth (gpointer root, GType type, int n)
{
  GtkWidget *found = find (GTK_WIDGET (root), type, &n);

  g_assert_nonnull (found);
  return found;
}

/* ---- the form ---- */

typedef struct
{
  char *case_id;
  gboolean print;
} Registered;

static void
on_registered_cb (GtkWindow *window, const char *case_id, gboolean print, Registered *out)
{
  out->case_id = g_strdup (case_id);
  out->print = print;
}

static gboolean
is_registered (gpointer data)
{
  return ((Registered *) data)->case_id != NULL;
}

static gboolean
is_known (gpointer data)
{
  return dt_lookup_list_get_citizen (dt_walk_in_form_get_lookup (data)) != NULL;
}

static DtWalkInForm *
form_of (GtkWindow *window)
{
  return nth (window, DT_TYPE_WALK_IN_FORM, 0);
}

static void
fill (DtWalkInForm *form, const char *text)
{
  const DtWalkInDraft values = {
    .channel = DT_CHANNEL_PHONE,
    .kind = DT_CASE_KIND_FEEDBACK,
    .phone = (char *) PHONE,
    .name = (char *) "Trần Thị Hoa",
    .address = (char *) "15/7 Lê Thánh Tôn",
    .text = (char *) text,
  };

  dt_walk_in_form_fill (form, &values);
}

static char *
receive (Fixture *self, const char *text)
{
  GtkWindow *window = dt_walk_in_window_new (self->service, NULL);
  Registered registered = { NULL };
  GtkWidget *accept = NULL;

  g_signal_connect (window, "registered", G_CALLBACK (on_registered_cb), &registered);
  gtk_window_present (window);
  fill (form_of (window), text);
  wait_until (is_known, form_of (window));
  for (int i = 0; accept == NULL; i++)
    {
      GtkWidget *button = nth (window, GTK_TYPE_BUTTON, i);

      if (g_strcmp0 (gtk_widget_get_tooltip_text (button), "Ctrl+Enter") == 0)
        accept = button;
    }
  g_signal_emit_by_name (accept, "clicked");
  wait_until (is_registered, &registered);
  g_assert_false (registered.print);
  return registered.case_id;
}

static void
test_receive (Fixture *self, gconstpointer data)
{
  const DtNewCase values = { .channel = DT_CHANNEL_WALK_IN,
                             .text = "Đèn hẻm 15 không sáng",
                             .name = "Trần Thị Hoa",
                             .phone = PHONE };
  g_autoptr (DtCommand) command = dt_command_open_case (&values, NULL, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_sync (self->service, command, &error);
  g_autofree char *draft_name = dt_walk_in_draft_name (self->officer->id);
  g_autofree char *case_id = NULL;
  g_autofree char *draft = NULL;

  g_assert_no_error (error);
  case_id = receive (self, "Hố thu rác đầu hẻm bị lấp");
  g_assert_cmpstr (case_id, !=, outcome->case_ids[0]);
  draft = dt_service_dup_draft (self->service, draft_name);
  g_assert_null (draft);
}

/* What was typed is there again in a second window, as after a crash. */
static void
test_draft (Fixture *self, gconstpointer data)
{
  GtkWindow *window = dt_walk_in_window_new (self->service, NULL);
  g_autoptr (DtWalkInDraft) draft = NULL;
  GtkTextView *text = nth (window, GTK_TYPE_TEXT_VIEW, 0);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (text), "Đang nói dở", -1);
  gtk_editable_set_text (nth (window, ADW_TYPE_ENTRY_ROW, 1), "Lâm Vĩnh Phát");
  gtk_window_destroy (window);

  window = dt_walk_in_window_new (self->service, NULL);
  draft = dt_walk_in_form_read (form_of (window));
  g_assert_cmpstr (draft->text, ==, "Đang nói dở");
  g_assert_cmpstr (draft->name, ==, "Lâm Vĩnh Phát");
  g_assert_false (draft->consent);
  gtk_window_destroy (window);
}

static void
test_problems (Fixture *self, gconstpointer data)
{
  GtkWindow *window = dt_walk_in_window_new (self->service, NULL);
  DtWalkInForm *form = form_of (window);
  g_autoptr (DtWalkInDraft) empty = dt_walk_in_form_read (form);
  g_autoptr (DtWalkInDraft) draft = NULL;

  g_assert_false (empty->consent);
  g_assert_false (dt_walk_in_form_check (form, empty));
  fill (form, "Nội dung");
  draft = dt_walk_in_form_read (form);
  g_assert_true (dt_walk_in_form_check (form, draft));
  g_free (draft->phone);
  draft->phone = g_strdup ("không nhớ");
  g_assert_false (dt_walk_in_form_check (form, draft));
  draft->anonymous = TRUE;
  g_assert_true (dt_walk_in_form_check (form, draft));
  gtk_window_destroy (window);
}

/* ---- the recovery code ---- */

static void
on_flag_cb (gpointer object, gboolean *flag)
{
  *flag = TRUE;
}

static void
test_recovery (void)
{
  static const char *const groups[] = { "A1B2", "C3D4", "E5F6", "G7H8", "J9K0" };
  g_autofree char *code = g_strjoinv (
      "-", (char **) (const char *[]){ "A1B2", "C3D4", "E5F6", "G7H8", "J9K0", NULL });
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "dt-test-recovery.pdf", NULL);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = dt_recovery_view_new ();
  g_autofree char *pdf = NULL;
  g_autofree char *sloppy = NULL;
  g_autoptr (GError) error = NULL;
  gboolean confirmed = FALSE;
  guint first;
  guint second;

  gtk_window_set_child (GTK_WINDOW (window), view);
  g_signal_connect (view, "confirmed", G_CALLBACK (on_flag_cb), &confirmed);
  dt_recovery_view_set_code (DT_RECOVERY_VIEW (view), code, "UBND phường Sài Gòn");
  dt_recovery_view_get_asked (DT_RECOVERY_VIEW (view), &first, &second);
  g_assert_cmpuint (first, <, second);

  gtk_editable_set_text (nth (view, GTK_TYPE_ENTRY, 0), groups[first - 1]);
  gtk_editable_set_text (nth (view, GTK_TYPE_ENTRY, 1), "XXXX");
  g_signal_emit_by_name (nth (view, GTK_TYPE_ENTRY, 1), "activate");
  g_assert_false (confirmed);
  sloppy = g_ascii_strdown (groups[second - 1], -1);
  gtk_editable_set_text (nth (view, GTK_TYPE_ENTRY, 1), sloppy);
  g_signal_emit_by_name (nth (view, GTK_TYPE_ENTRY, 1), "activate");
  g_assert_true (confirmed);

  g_assert_true (dt_recovery_view_save (DT_RECOVERY_VIEW (view), path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &pdf, NULL, NULL));
  g_assert_true (g_str_has_prefix (pdf, "%PDF"));
  g_unlink (path);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- signing in ---- */

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

static gboolean
has_class_error (gpointer data)
{
  return gtk_widget_has_css_class (data, "error");
}

static void
test_sign_in (Fixture *self, gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = dt_sign_in_page_new (self->service);
  gboolean signed_in = FALSE;
  GtkWidget *pin;

  dt_service_sign_out (self->service);
  g_signal_connect (page, "signed-in", G_CALLBACK (on_flag_cb), &signed_in);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  dt_sign_in_page_ask (DT_SIGN_IN_PAGE (page), self->officer->id);
  pin = nth (page, GTK_TYPE_PASSWORD_ENTRY, 0);

  gtk_editable_set_text (GTK_EDITABLE (pin), "111222");
  g_signal_emit_by_name (pin, "activate");
  wait_until (has_class_error, pin);
  g_assert_false (signed_in);
  g_assert_null (dt_service_get_officer (self->service));

  gtk_editable_set_text (GTK_EDITABLE (pin), PIN);
  g_signal_emit_by_name (pin, "activate");
  wait_until (is_set, &signed_in);
  g_assert_nonnull (dt_service_get_officer (self->service));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_in_search (gpointer page)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (page));

  return focus != NULL && gtk_widget_is_ancestor (focus, nth (page, GTK_TYPE_SEARCH_ENTRY, 0));
}

static gboolean
asks_for_pin (gpointer page)
{
  return gtk_widget_get_mapped (nth (page, GTK_TYPE_PASSWORD_ENTRY, 0));
}

/* With many officers a name is typed over the tiles: the focus goes along, and Enter takes who is
 * left. */
static void
test_officer_search (Fixture *self, gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page;
  GtkWidget *search;

  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *name = g_strdup_printf ("Trần Văn %c", 'A' + i);
      g_autoptr (DtCommand) command = dt_command_add_officer (name, NULL, DT_ROLE_OFFICER, PIN);
      g_autoptr (GError) error = NULL;
      g_autoptr (DtOutcome) outcome
          = dt_service_run_sync (self->service, g_steal_pointer (&command), &error);

      g_assert_no_error (error);
    }
  dt_service_sign_out (self->service);
  page = dt_sign_in_page_new (self->service);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  search = nth (page, GTK_TYPE_SEARCH_ENTRY, 0);
  g_assert_true (gtk_widget_get_visible (search));
  gtk_widget_grab_focus (nth (page, GTK_TYPE_FLOW_BOX_CHILD, 0));
  g_assert_false (is_in_search (page));
  gtk_editable_set_text (GTK_EDITABLE (search), "chau");
  wait_until (is_in_search, page);
  g_signal_emit_by_name (search, "activate");
  wait_until (asks_for_pin, page);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A page that only says to wait must not swallow the focus. */
static void
test_pages (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *first = gtk_button_new_with_label ("1");
  GtkWidget *last = gtk_button_new_with_label ("2");

  gtk_stack_add_named (GTK_STACK (stack), first, "first");
  gtk_stack_add_named (GTK_STACK (stack), gtk_label_new ("…"), "wait");
  gtk_stack_add_named (GTK_STACK (stack), last, "last");
  gtk_window_set_child (GTK_WINDOW (window), stack);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (first);
  dt_form_show_page (GTK_STACK (stack), "wait");
  dt_form_show_page (GTK_STACK (stack), "last");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == last);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A photo's tile is as wide as any other, however wide the photo. */
static void
test_tiles (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 1200, 300);
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *strip = g_object_ref_sink (dt_file_strip_new ());
  GtkWidget *tile;
  char *png = NULL;
  gsize size = 0;
  int width = 0;

  gdk_pixbuf_fill (pixbuf, 0x3584e4ff);
  gdk_pixbuf_save_to_buffer (pixbuf, &png, &size, "png", &error, NULL);
  g_assert_no_error (error);
  content = g_bytes_new_take (png, size);
  dt_file_strip_put (DT_FILE_STRIP (strip), 0, &(DtNewFile){ content, "ngap.png", "image/png" });
  g_assert_cmpuint (dt_file_strip_get_n_files (DT_FILE_STRIP (strip)), ==, 1);
  /* Not the strip: that of GTK 4.18 wants room for the gaps of a full line. */
  tile = nth (strip, GTK_TYPE_FLOW_BOX_CHILD, 0);
  gtk_widget_measure (tile, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  g_assert_cmpint (width, >, 90);
  g_assert_cmpint (width, <, 130);
  g_object_unref (strip);
}

int
main (int argc, char *argv[])
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/forms/receive", Fixture, NULL, set_up, test_receive, tear_down);
  g_test_add ("/forms/draft", Fixture, NULL, set_up, test_draft, tear_down);
  g_test_add ("/forms/problems", Fixture, NULL, set_up, test_problems, tear_down);
  g_test_add ("/forms/sign-in", Fixture, NULL, set_up, test_sign_in, tear_down);
  g_test_add ("/forms/officer-search", Fixture, NULL, set_up, test_officer_search, tear_down);
  g_test_add_func ("/forms/recovery", test_recovery);
  g_test_add_func ("/forms/pages", test_pages);
  g_test_add_func ("/forms/tiles", test_tiles);
  return g_test_run ();
}
