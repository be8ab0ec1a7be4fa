/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the tour that show how a reply is written: the editor, the picker of templates, what
 * the checks find, a draft that was returned. Main thread. */
#include "ui/shell/dt-tour.h"

#include "ui/reply/dt-reply-editor.h"
#include "ui/reply/dt-template-picker.h"

#include <glib/gi18n.h>

#define SHOWS_MS 900 /* the dictionary is read, the checks have run */
#define LOOK_MS 50

typedef struct
{
  DtTour *tour;
  char *case_id; /* to be opened still, or NULL */
  const char *text;
  void (*then) (DtTour *tour, DtReplyEditor *editor); /* once the page is shown */
  gboolean opened;
} Page;

static gboolean
on_shown_cb (gpointer data)
{
  g_autoptr (DtTour) tour = data;

  dt_tour_release (tour);
  return G_SOURCE_REMOVE;
}

static DtReplyEditor *
find_editor (DtTour *tour)
{
  return DT_REPLY_EDITOR (
      dt_tour_find (GTK_WIDGET (dt_tour_get_window (tour)), DT_TYPE_REPLY_EDITOR));
}

static gboolean
on_page_wanted_cb (gpointer data)
{
  Page *page = data;
  DtWindow *window = dt_tour_get_window (page->tour);
  DtReplyEditor *editor;
  GtkTextBuffer *buffer;

  if (!dt_window_is_settled (window) || dt_window_get_case_pane (window) == NULL
      || dt_case_pane_get_file (dt_window_get_case_pane (window)) == NULL)
    return G_SOURCE_CONTINUE;
  if (page->case_id != NULL
      && g_strcmp0 (page->case_id,
                    dt_case_pane_get_file (dt_window_get_case_pane (window))->a_case->id)
             != 0)
    {
      dt_window_open_case (window, page->case_id);
      return G_SOURCE_CONTINUE;
    }
  if (!page->opened)
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "case.reply", NULL);
      page->opened = TRUE;
      return G_SOURCE_CONTINUE;
    }
  editor = find_editor (page->tour);
  if (editor == NULL)
    return G_SOURCE_CONTINUE;
  if (page->text != NULL)
    {
      buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (dt_reply_editor_get_text (editor)));
      gtk_text_buffer_set_text (buffer, page->text, -1);
    }
  if (page->then != NULL)
    page->then (page->tour, editor);
  g_timeout_add (SHOWS_MS, on_shown_cb, page->tour);
  g_free (page->case_id);
  g_free (page);
  return G_SOURCE_REMOVE;
}

static DtOutcome *
run (DtTour *tour, DtCommand *command)
{
  g_autoptr (DtCommand) own = command;
  g_autoptr (GError) error = NULL;
  DtOutcome *outcome
      = dt_service_run_sync (dt_window_get_service (dt_tour_get_window (tour)), own, &error);

  if (outcome == NULL)
    g_printerr ("doi-thoai: no case for a picture: %s\n", error->message);
  return outcome;
}

static gpointer
read_file (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_load_case_file (reader, data, error);
}

/* By which name Facebook knows them. */
static void
set_handle (DtTour *tour, const char *case_id)
{
  DtService *service = dt_window_get_service (dt_tour_get_window (tour));
  g_autoptr (DtCaseFile) file = dt_service_read_sync (service, read_file, (gpointer) case_id, NULL);
  g_autoptr (DtCitizen) known = dt_citizen_new ();
  g_autoptr (DtOutcome) outcome = NULL;
  DtCitizen *citizen;

  if (file == NULL || file->citizens->len == 0)
    return;
  citizen = file->citizens->pdata[0];
  known->name = g_strdup (citizen->name);
  known->phone = g_strdup (citizen->phone);
  known->handle = g_strdup ("facebook:100000000000012");
  outcome = run (tour, dt_command_set_citizen (citizen->id, known));
}

/* A case that came by Facebook, with what is needed to answer there, and a note. */
static char *
open_case (DtTour *tour)
{
  const DtNewCase values = { .channel = DT_CHANNEL_FACEBOOK,
                             .kind = DT_CASE_KIND_FEEDBACK,
                             .title = _ ("Flooding before lane 15 Le Thanh Ton"),
                             .text = _ ("After half an hour of rain the water stands knee-high at "
                                        "lane 15 and motorcycles die in rows. Please have the "
                                        "drain looked at."),
                             .name = _ ("Tran Thi Hoa"),
                             .phone = "0900000012" };
  g_autoptr (DtOutcome) opened = run (tour, dt_command_open_case (&values, NULL, 0));
  g_autoptr (DtOutcome) noted = NULL;

  if (opened == NULL)
    return NULL;
  set_handle (tour, opened->case_ids[0]);
  noted = run (tour,
               dt_command_add_note (opened->case_ids[0],
                                    _ ("Looked at with the residential group: two manholes full "
                                       "of mud, one drain blocked by rubbish.")));
  return g_strdup (opened->case_ids[0]);
}

static void
show (DtTour *tour, const char *text, void (*then) (DtTour *tour, DtReplyEditor *editor))
{
  Page *page = g_new0 (Page, 1);

  page->tour = g_object_ref (tour);
  page->text = text;
  page->then = then;
  if (dt_tour_act_as (tour, DT_ROLE_OFFICER, DT_ROLE_LEADER))
    dt_window_unlock (dt_tour_get_window (tour));
  page->case_id = open_case (tour);
  dt_window_set_view (dt_tour_get_window (tour), DT_VIEW_ALL);
  if (page->case_id != NULL)
    {
      dt_window_open_case (dt_tour_get_window (tour), page->case_id);
      dt_window_show_case (dt_tour_get_window (tour));
    }
  dt_tour_hold (tour);
  g_timeout_add (LOOK_MS, on_page_wanted_cb, page);
}

static void
open_templates (DtTour *tour, DtReplyEditor *editor)
{
  GtkTextView *view = GTK_TEXT_VIEW (dt_reply_editor_get_text (editor));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_insert_interactive_at_cursor (buffer, "/", -1, TRUE);
  gtk_text_buffer_end_user_action (buffer);
  dt_tour_point_at (tour, dt_tour_find (GTK_WIDGET (view), DT_TYPE_TEMPLATE_PICKER));
}

/* ---- the pages ---- */

void
dt_tour_show_reply (DtTour *tour)
{
  show (tour,
        _ ("Dear Ms Tran Thi Hoa,\n"
           "The People’s Committee thanks you for your report on the flooded lane.\n"
           "On 20/11/2026 we looked at the place together with the residential group: two "
           "manholes are full of mud. The drainage company will clear them on [day, hour] and "
           "be done within [number of days].\n"
           "Until then the cleaning team picks up the rubbish at the drain every day."),
        NULL);
}

void
dt_tour_show_reply_template (DtTour *tour)
{
  show (tour, _ ("Dear Ms Tran Thi Hoa,\n"), open_templates);
}

void
dt_tour_show_reply_checks (DtTour *tour)
{
  show (tour,
        _ ("Dear Ms Tran Thi Hoa,\n"
           "We have settled the matter; see the attached minutes. Call 0987654321 or ask for case "
           "HS-2026-9999.\n"
           "PLEASE DO NOT PUT RUBBISH THERE ANY MORE. Thank yuo."),
        NULL);
}
