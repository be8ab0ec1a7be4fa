/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manager of reply templates on a workspace of its own: what is wrong is told with line and
 * column and not saved, what was typed is kept, a leader publishes and archives, a file is taken in
 * and says what was the same and what is broken; and a leader who is away. */
#include "service/test-service.h"

#include "dt-test.h"
#include "ui/forms/dt-absence-words.h"
#include "ui/reply/dt-template-draft.h"
#include "ui/reply/dt-template-editor.h"
#include "ui/reply/dt-template-import-window.h"
#include "ui/reply/dt-template-list.h"
#include "ui/reply/dt-template-preview.h"
#include "ui/reply/dt-template-text.h"
#include "ui/reply/dt-template-window.h"
#include "ui/reply/dt-template-words.h"
#include "ui/settings/dt-absence-page.h"
#include "ui/shell/dt-i18n.h"

#define LIMIT (20 * G_USEC_PER_SEC)
#define SCHEDULE "Lịch nạo vét cống"
#define DOGS "Chó thả rông"

typedef struct
{
  Fixture base;
  DtTemplateWindow *window;
  gboolean closed;
} Desk;

typedef gboolean (*Condition) (Desk *desk, gconstpointer data);

static void
open_window (Desk *desk)
{
  desk->window = dt_template_window_new (desk->base.service, NULL);
  gtk_window_present (GTK_WINDOW (desk->window));
}

static void
set_up (Desk *desk, gconstpointer data)
{
  fixture_set_up (&desk->base, NULL);
  fixture_add_officers (&desk->base);
  fixture_act_as (&desk->base, data != NULL ? data : LEADER);
  open_window (desk);
}

static void
tear_down (Desk *desk, gconstpointer data)
{
  if (desk->window != NULL)
    gtk_window_destroy (GTK_WINDOW (desk->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fixture_tear_down (&desk->base, NULL);
}

static gboolean
on_tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_for (Desk *desk, Condition condition, gconstpointer data)
{
  gint64 end = g_get_monotonic_time () + dt_test_allow (LIMIT);
  guint tick = g_timeout_add (10, on_tick_cb, NULL);

  while (!condition (desk, data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
}

/* ---- what is there ---- */

static DtReplyTemplate *
find_template (Desk *desk, const char *title)
{
  GPtrArray *templates = dt_service_get_templates (desk->base.service);

  for (guint i = 0; i < templates->len; i++)
    if (g_str_equal (((DtReplyTemplate *) templates->pdata[i])->title, title))
      return templates->pdata[i];
  return NULL;
}

static GtkWidget *
find_type (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

#define FIND(desk, type) find_type (GTK_WIDGET ((desk)->window), type)

static GtkWidget *
find_row (GtkWidget *root, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root)
      && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static DtTemplateText *
get_text (Desk *desk)
{
  return DT_TEMPLATE_TEXT (FIND (desk, DT_TYPE_TEMPLATE_TEXT));
}

static DtTemplatePreview *
get_preview (Desk *desk)
{
  return DT_TEMPLATE_PREVIEW (FIND (desk, DT_TYPE_TEMPLATE_PREVIEW));
}

static void
type_title (Desk *desk, const char *title)
{
  GtkWidget *row = find_row (GTK_WIDGET (desk->window), "Title, as it is offered");

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), title);
}

/* As a person does: what is typed by the program alone is no change. */
static void
type_body (Desk *desk, const char *body)
{
  GtkWidget *view = find_type (GTK_WIDGET (get_text (desk)), GTK_TYPE_TEXT_VIEW);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), body, -1);
}

static void
act (Desk *desk, const char *action)
{
  gtk_widget_activate_action (FIND (desk, DT_TYPE_TEMPLATE_EDITOR), action, NULL);
}

static gboolean
has_title (Desk *desk, gconstpointer title)
{
  return find_template (desk, title) != NULL;
}

static gboolean
is_published (Desk *desk, gconstpointer title)
{
  DtReplyTemplate *template = find_template (desk, title);

  return template != NULL && template->published && !template->archived;
}

static gboolean
is_archived (Desk *desk, gconstpointer title)
{
  return find_template (desk, title)->archived;
}

/* ---- the tests ---- */

typedef struct
{
  const char *name;
  const char *body;
  const char *begins; /* of what is said; NULL: nothing is wrong */
  guint start;
  guint end;
} ProblemRow;

static const ProblemRow problem_rows[] = {
  { "good", "{{address}} [ngày]\n{{#late}}x{{/late}}", NULL, 0, 0 },
  { "unknown",
    "Kính gửi\n{{citizen.nam}}",
    "Line 2, column 1: There is no field “citizen.nam”",
    9,
    24 },
  { "open", "Ủy ban {{unit.name", "Line 1, column 8: “{{” is not closed", 7, 18 },
  { "stray", "a }} b", "Line 1, column 3: “}}” without", 2, 4 },
  { "never-closed", "{{#late}}x", "Line 1, column 1: “#late” is never closed", 0, 9 },
  { "closed-twice", "x{{/late}}", "Line 1, column 2: “/late” closes", 1, 10 },
  { "condition-as-text", "{{many}}", "Line 1, column 1: “many” only asks", 0, 8 },
};

static void
test_problem (gconstpointer data)
{
  const ProblemRow *row = data;
  guint start = 0, end = 0;
  g_autofree char *problem = dt_template_words_problem (row->body, &start, &end);

  if (row->begins == NULL)
    {
      g_assert_null (problem);
      return;
    }
  g_assert_nonnull (problem);
  if (!g_str_has_prefix (problem, row->begins))
    g_error ("%s: %s", row->name, problem);
  g_assert_cmpuint (start, ==, row->start);
  g_assert_cmpuint (end, ==, row->end);
}

static void
test_search (Desk *desk, gconstpointer data)
{
  DtTemplateList *list = DT_TEMPLATE_LIST (FIND (desk, DT_TYPE_TEMPLATE_LIST));

  dt_template_window_search (desk->window, "nao vet");
  g_assert_cmpstr (dt_template_list_get_first (list)->title, ==, SCHEDULE);
  dt_template_window_search (desk->window, "nạo vét");
  g_assert_cmpstr (dt_template_list_get_first (list)->title, ==, SCHEDULE);
  dt_template_window_search (desk->window, "xyzzy");
  g_assert_null (dt_template_list_get_first (list));
  dt_template_window_search (desk->window, "");
  g_assert_nonnull (dt_template_list_get_first (list));
}

static void
test_preview (Desk *desk, gconstpointer data)
{
  const char *text;

  dt_template_window_open (desk->window, NULL);
  type_body (desk, "{{address}}{{^many}} {{citizen.name}}{{/many}} [ngày]");
  text = dt_template_preview_get_text (get_preview (desk));
  g_assert_nonnull (strstr (text, "Jane Example"));
  dt_template_preview_set_many (get_preview (desk), TRUE);
  text = dt_template_preview_get_text (get_preview (desk));
  g_assert_null (strstr (text, "Jane Example"));
  g_assert_true (g_str_has_prefix (text, "các "));
}

/* Of the case at hand, with the words that its citizen wrote. */
static void
test_preview_case (Desk *desk, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (DtCaseFile) file = NULL;

  fixture_act_as (&desk->base, OFFICER); /* which closes the window */
  id = open_case (&desk->base, "Nước ngập hẻm 8A", "Trần Thị Bưởi", "0900000001");
  file = load (&desk->base, id);
  open_window (desk);
  dt_template_window_set_case (desk->window, file);
  dt_template_window_open (desk->window, NULL);
  type_body (desk, "{{citizen.name}}, {{case.code}}");
  g_assert_true (
      g_str_has_prefix (dt_template_preview_get_text (get_preview (desk)), "Trần Thị Bưởi, "));
  g_assert_nonnull (strstr (dt_template_preview_get_text (get_preview (desk)), file->a_case->code));
}

/* Told at once, refused on saving, and what was typed is there when the window is opened again. */
static void
test_wrong (Desk *desk, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *before = NULL;

  dt_template_window_open (desk->window, find_template (desk, SCHEDULE)->id);
  before = g_strdup (find_template (desk, SCHEDULE)->body);
  dt_template_text_insert_field (get_text (desk), "case.cod");
  g_assert_true (g_str_has_prefix (dt_template_text_get_problem (get_text (desk)),
                                   "Line 1, column 1: There is no field “case.cod”"));
  act (desk, "template.publish");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (find_template (desk, SCHEDULE)->body, ==, before);
  gtk_window_close (GTK_WINDOW (desk->window));
  open_window (desk);
  dt_template_window_open (desk->window, find_template (desk, SCHEDULE)->id);
  text = dt_template_text_dup_text (get_text (desk));
  g_assert_true (g_str_has_prefix (text, "{{case.cod}}"));
  act (desk, "template.discard");
  g_clear_pointer (&text, g_free);
  text = dt_template_text_dup_text (get_text (desk));
  g_assert_cmpstr (text, ==, before);
}

static void
test_publish (Desk *desk, gconstpointer data)
{
  dt_template_window_open (desk->window, NULL);
  type_title (desk, "Lịch cắt điện");
  type_body (desk, "Kính gửi {{address}}, [ngày, giờ cắt điện].");
  act (desk, "template.save");
  wait_for (desk, has_title, "Lịch cắt điện");
  g_assert_false (is_published (desk, "Lịch cắt điện"));
  wait_for (desk, has_title, "Lịch cắt điện");
  dt_template_window_open (desk->window, find_template (desk, "Lịch cắt điện")->id);
  act (desk, "template.publish");
  wait_for (desk, is_published, "Lịch cắt điện");
}

static void
test_archive (Desk *desk, gconstpointer data)
{
  dt_template_window_open (desk->window, find_template (desk, SCHEDULE)->id);
  act (desk, "template.archive");
  wait_for (desk, is_archived, SCHEDULE);
  undo (&desk->base);
  wait_for (desk, is_published, SCHEDULE);
}

/* Who may not publish writes a draft beside what others use. */
static void
test_proposal (Desk *desk, gconstpointer data)
{
  const char *id = find_template (desk, SCHEDULE)->id;

  dt_template_window_open (desk->window, id);
  type_title (desk, "Lịch nạo vét cống, bản mới");
  act (desk, "template.publish"); /* not for an officer */
  act (desk, "template.save");
  wait_for (desk, has_title, "Lịch nạo vét cống, bản mới");
  g_assert_false (is_published (desk, "Lịch nạo vét cống, bản mới"));
  g_assert_true (is_published (desk, SCHEDULE));
}

/* ---- files ---- */

static DtReplyTemplate *
make_template (Desk *desk, const char *id, const char *title, const char *body)
{
  DtReplyTemplate *template = dt_template_draft_copy (find_template (desk, SCHEDULE));

  if (id != NULL)
    {
      g_free (template->id);
      template->id = g_strdup (id);
    }
  if (title != NULL)
    {
      g_free (template->title);
      template->title = g_strdup (title);
    }
  if (body != NULL)
    {
      g_free (template->body);
      template->body = g_strdup (body);
    }
  return template;
}

static char *
make_file (Desk *desk)
{
  g_autoptr (GPtrArray) templates = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (templates, make_template (desk, NULL, NULL, NULL));
  g_ptr_array_add (templates, make_template (desk, find_template (desk, DOGS)->id, DOGS, "Mới"));
  g_ptr_array_add (
      templates,
      make_template (desk, "00000000000000000000000000000001", "Từ tệp", "Kính gửi {{address}}"));
  g_ptr_array_add (templates,
                   make_template (desk, "00000000000000000000000000000002", "Hỏng", "a\nb {{x}}"));
  return dt_reply_template_export (templates, NULL);
}

static gboolean
is_taken_in (Desk *desk, gconstpointer data)
{
  return dt_template_import_window_is_done (DT_TEMPLATE_IMPORT_WINDOW ((gpointer) data));
}

static void
test_import (Desk *desk, gconstpointer data)
{
  g_autofree char *json = make_file (desk);
  DtTemplateParcel *parcel
      = dt_template_parcel_read (json, dt_service_get_templates (desk->base.service), NULL);
  g_autoptr (DtRunner) runner = dt_runner_new (desk->base.service);
  const DtBrokenTemplate *broken;
  DtTemplateImportWindow *window;

  g_assert_nonnull (parcel);
  g_assert_cmpuint (parcel->fresh->len, ==, 1);
  g_assert_cmpuint (parcel->same->len, ==, 1);
  g_assert_cmpuint (parcel->changed->len, ==, 1);
  g_assert_cmpuint (parcel->broken->len, ==, 1);
  broken = parcel->broken->pdata[0];
  g_assert_cmpstr (broken->title, ==, "Hỏng");
  g_assert_true (g_str_has_prefix (broken->problem, "Line 2, column 3: "));
  window = dt_template_import_window_new (runner, NULL, parcel, "mau.json");
  gtk_window_present (GTK_WINDOW (window));
  dt_template_import_window_run (window);
  wait_for (desk, is_taken_in, window);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_true (has_title (desk, "Từ tệp"));
  g_assert_false (has_title (desk, "Hỏng"));
  g_assert_cmpstr (find_template (desk, DOGS)->body, ==, "Mới");
}

static void
test_no_templates (Desk *desk, gconstpointer data)
{
  static const char *const files[]
      = { "", "{}", "[1]", "{\"templates\":[]}", "{\"format\":\"x\",\"templates\":[1]}" };
  GPtrArray *here = dt_service_get_templates (desk->base.service);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_assert_null (dt_template_parcel_read (files[i], here, NULL));
}

static gboolean
is_written (Desk *desk, gconstpointer path)
{
  g_autofree char *text = NULL;
  g_autoptr (DtTemplateParcel) parcel = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  parcel = dt_template_parcel_read (text, dt_service_get_templates (desk->base.service), NULL);
  return parcel != NULL && parcel->broken->len == 0 && parcel->fresh->len == 0
         && parcel->changed->len == 0
         && parcel->same->len == dt_service_get_templates (desk->base.service)->len;
}

/* What is exported comes back as the same. */
static void
test_export (Desk *desk, gconstpointer data)
{
  g_autofree char *path = g_build_filename (desk->base.root, "mau.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  dt_template_window_export (desk->window, file);
  wait_for (desk, is_written, path);
}

/* ---- absence ---- */

static void
on_closed_cb (Desk *desk, const char *done)
{
  desk->closed = done != NULL;
}

static gboolean
is_closed (Desk *desk, gconstpointer data)
{
  return desk->closed;
}

static void
test_absence (Desk *desk, gconstpointer data)
{
  DtService *service = desk->base.service;
  DtOfficer *leader = dt_service_get_officer (service);
  GtkWidget *page = g_object_ref_sink (dt_absence_page_new (service, leader));
  GtkWidget *day = find_row (page, "Away until the end of, for example 30/11/2026");
  GtkWidget *deputy = find_row (page, "Who stands in");
  g_autofree char *words = NULL;

  g_assert_true (dt_absence_page_may (service, leader));
  g_signal_connect_swapped (page, "closed", G_CALLBACK (on_closed_cb), desk);
  dt_absence_page_save (DT_ABSENCE_PAGE (page)); /* no day */
  g_assert_true (gtk_widget_has_css_class (day, "error"));
  gtk_editable_set_text (GTK_EDITABLE (day), "22/11/2026"); /* yesterday */
  dt_absence_page_save (DT_ABSENCE_PAGE (page));
  g_assert_true (gtk_widget_has_css_class (day, "error"));
  gtk_editable_set_text (GTK_EDITABLE (day), "30/11/2026");
  adw_combo_row_set_selected (ADW_COMBO_ROW (deputy), 1);
  dt_absence_page_save (DT_ABSENCE_PAGE (page));
  wait_for (desk, is_closed, NULL);
  words = dt_absence_to_words (service, leader->id);
  g_assert_cmpstr (words, ==, "away until 30/11/2026, " CHIEF " stands in");
  undo (&desk->base);
  g_clear_pointer (&words, g_free);
  words = dt_absence_to_words (service, leader->id);
  g_assert_null (words);
  g_object_unref (page);
}

static void
test_absence_of_others (Desk *desk, gconstpointer data)
{
  DtService *service = desk->base.service;
  GPtrArray *officers = dt_service_get_officers (service);
  DtOfficer *me = dt_service_get_officer (service);

  for (guint i = 0; i < officers->len; i++)
    g_assert_cmpint (dt_absence_page_may (service, officers->pdata[i]),
                     ==,
                     g_str_equal (((DtOfficer *) officers->pdata[i])->id, me->id));
}

int
main (int argc, char *argv[])
{
  dt_i18n_init ("en", NULL);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  for (guint i = 0; i < G_N_ELEMENTS (problem_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/template-window/problem/", problem_rows[i].name, NULL);

      g_test_add_data_func (path, &problem_rows[i], test_problem);
    }
#define ADD(name, officer)                                                                         \
  g_test_add ("/template-window/" #name, Desk, officer, set_up, test_##name, tear_down)
  ADD (search, NULL);
  ADD (preview, NULL);
  ADD (preview_case, NULL);
  ADD (wrong, NULL);
  ADD (publish, NULL);
  ADD (archive, NULL);
  ADD (proposal, OFFICER);
  ADD (import, NULL);
  ADD (no_templates, NULL);
  ADD (export, NULL);
  ADD (absence, NULL);
  ADD (absence_of_others, NULL);
#undef ADD
  return g_test_run ();
}
