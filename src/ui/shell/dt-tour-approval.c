/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the tour that show replies on their way: a leader's queue, a draft with its changes,
 * one that was returned, the outbox, sending by hand and by letter. The texts are invented. Main
 * thread. */
#include "ui/shell/dt-tour.h"

#include "base/dt-crypto.h"
#include "ui/letters/dt-letter-window.h"
#include "ui/reply/dt-changes-view.h"
#include "ui/reply/dt-hand-window.h"

#include <glib/gi18n.h>
#include <string.h>

#define LOOK_MS 40

typedef struct
{
  DtTour *tour;
  DtView view;
  char *case_id; /* to be opened, or NULL: the first of the list */
  gboolean chosen;
  void (*then) (DtTour *tour);
} Page;

static DtService *
get_service (DtTour *tour)
{
  return dt_window_get_service (dt_tour_get_window (tour));
}

static char *
run (DtTour *tour, DtCommand *command)
{
  g_autoptr (DtCommand) own = command;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_sync (get_service (tour), own, &error);

  if (outcome != NULL)
    return g_strdup (outcome->case_ids[0]);
  g_printerr ("doi-thoai: no reply for a picture: %s\n", error->message);
  return NULL;
}

/* ---- a reply ---- */

static DtReplyDraft *
make_draft (DtTour *tour, const char *text)
{
  DtReplyDraft *draft = dt_reply_draft_new ();

  draft->channel = DT_CHANNEL_PHONE;
  draft->outcome = DT_REPLY_OUTCOME_INFORM;
  draft->text = g_strdup (text);
  g_ptr_array_add (draft->recipients, dt_recipient_new (NULL, _ ("Tran Thi Hoa"), "0900000041"));
  return draft;
}

static char *
open_case (DtTour *tour)
{
  const DtNewCase values
      = { .channel = DT_CHANNEL_WALK_IN,
          .kind = DT_CASE_KIND_FEEDBACK,
          .title = _ ("The certificate of a household business comes late"),
          .text = _ ("I handed the papers in on the 2nd. The slip says the 5th, and nothing has "
                     "come. I ask every time and am only told to wait."),
          .name = _ ("Tran Thi Hoa"),
          .phone = "0900000041" };

  return run (tour, dt_command_open_case (&values, NULL, 0));
}

static const char *
get_before (void)
{
  return _ ("Dear Ms Hoa,\n\nThe People’s Committee has received what you wrote about the "
            "certificate of your household business.\n\nThe papers were late because of an error "
            "of the system.\n\nThe certificate was signed on 20/11/2026. Please contact us to get "
            "it.\n\nIf anything is unclear, answer this message.");
}

static const char *
get_after (void)
{
  return _ ("Dear Ms Hoa,\n\nThe People’s Committee has received what you wrote about the "
            "certificate of your household business.\n\nThe papers were eleven working days late "
            "because they were passed to the wrong account. The People’s Committee apologises for "
            "this delay.\n\nThe certificate was signed on 20/11/2026. You can get it at counter 4 "
            "from 07:30 to 17:00 on Tuesday 24/11/2026.\n\nIf anything is unclear, answer this "
            "message.");
}

static void
become (DtTour *tour, DtRoles role, DtRoles without)
{
  if (dt_tour_act_as (tour, role, without))
    dt_window_unlock (dt_tour_get_window (tour));
}

static void
submit (DtTour *tour, const char *case_id, const char *reply_id, const char *text)
{
  g_autoptr (DtReplyDraft) draft = make_draft (tour, text);

  g_free (run (tour, dt_command_submit_reply (case_id, reply_id, draft, NULL)));
}

static gpointer
read_file (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_load_case_file (reader, data, error);
}

static void
add_note (GPtrArray *notes, const char *words, const char *text)
{
  const char *found = strstr (get_before (), words);
  guint start = found != NULL ? (guint) g_utf8_strlen (get_before (), found - get_before ()) : 0;
  guint end = found != NULL ? start + (guint) g_utf8_strlen (words, -1) : 0;

  g_ptr_array_add (notes, dt_margin_note_new (start, end, text));
}

static void
send_back (DtTour *tour, const char *reply_id, const char *case_id)
{
  g_autoptr (GPtrArray) notes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_margin_note_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtCaseFile) file = NULL;
  DtReply *reply;

  file = dt_service_read_sync (get_service (tour), read_file, (gpointer) case_id, &error);
  if (file == NULL || file->replies->len == 0)
    return;
  reply = file->replies->pdata[0];
  add_note (notes, _ ("an error of the system"), _ ("Say what really happened, and apologise"));
  add_note (notes, _ ("Please contact us"), _ ("Where and when?"));
  g_free (run (tour, dt_command_return_reply (reply_id, reply->content, NULL, notes)));
}

/* A reply that was returned once; with @again it waits once more. */
static char *
make_round (DtTour *tour, gboolean again)
{
  g_autofree char *reply_id = dt_random_id ();
  g_autofree char *case_id = NULL;

  become (tour, DT_ROLE_OFFICER, DT_ROLE_LEADER);
  case_id = open_case (tour);
  if (case_id == NULL)
    return NULL;
  submit (tour, case_id, reply_id, get_before ());
  become (tour, DT_ROLE_LEADER, 0);
  send_back (tour, reply_id, case_id);
  become (tour, DT_ROLE_OFFICER, DT_ROLE_LEADER);
  if (again)
    {
      submit (tour, case_id, reply_id, get_after ());
      g_object_set_data_full (G_OBJECT (tour), "waiting", g_strdup (reply_id), g_free);
    }
  return g_steal_pointer (&case_id);
}

/* ---- showing it ---- */

static gboolean
on_wanted_cb (gpointer data)
{
  Page *page = data;
  DtWindow *window = dt_tour_get_window (page->tour);

  if (!dt_window_is_settled (window))
    return G_SOURCE_CONTINUE;
  if (page->case_id != NULL)
    {
      dt_window_open_case (window, page->case_id);
      g_clear_pointer (&page->case_id, g_free);
      page->chosen = TRUE;
      return G_SOURCE_CONTINUE;
    }
  if (!page->chosen)
    {
      dt_window_step (window, -1);
      page->chosen = TRUE;
      return G_SOURCE_CONTINUE;
    }
  dt_window_show_case (window);
  if (page->then != NULL)
    page->then (page->tour);
  dt_tour_release (page->tour);
  g_object_unref (page->tour);
  g_free (page);
  return G_SOURCE_REMOVE;
}

/* Takes @case_id. */
static void
show (DtTour *tour, DtView view, char *case_id, void (*then) (DtTour *tour))
{
  Page *page = g_new0 (Page, 1);

  page->tour = g_object_ref (tour);
  page->case_id = case_id;
  page->then = then;
  dt_list_pane_search (dt_window_get_list (dt_tour_get_window (tour)), "");
  dt_window_set_view (dt_tour_get_window (tour), view);
  dt_window_show_list (dt_tour_get_window (tour));
  dt_tour_hold (tour);
  g_timeout_add (LOOK_MS, on_wanted_cb, page);
}

void
dt_tour_show_approval (DtTour *tour)
{
  g_free (make_round (tour, TRUE));
  become (tour, DT_ROLE_LEADER, 0);
  show (tour, DT_VIEW_AWAITING, NULL, NULL);
}

/* A note on the first words of a line. */
static void
write_note (GtkWidget *view, const char *line, guint n_words, const char *note)
{
  const char *text = get_after ();
  const char *end = line;
  guint start = (guint) g_utf8_strlen (text, line - text);

  while (n_words-- > 0)
    end += strcspn (end + 1, " ,\n") + 1;
  g_signal_emit_by_name (
      view, "note-written", start, (guint) g_utf8_strlen (text, end - text), note);
}

static void
write_notes (DtTour *tour)
{
  GtkWidget *window = GTK_WIDGET (dt_tour_get_window (tour));
  GtkWidget *view = dt_tour_find (window, DT_TYPE_CHANGES_VIEW);

  if (view == NULL)
    return;
  write_note (view, get_after (), 4, _ ("Write her full name"));
  write_note (view, strstr (get_after (), "\n\n") + 2, 5, _ ("Which one?"));
}

void
dt_tour_show_approval_notes (DtTour *tour)
{
  become (tour, DT_ROLE_LEADER, 0);
  show (tour, DT_VIEW_AWAITING, NULL, write_notes);
}

/* Whose turn it is, for who may not decide. */
void
dt_tour_show_approval_turn (DtTour *tour)
{
  become (tour, DT_ROLE_OFFICER, DT_ROLE_LEADER);
  show (tour, DT_VIEW_AWAITING, NULL, NULL);
}

void
dt_tour_show_approval_empty (DtTour *tour)
{
  const char *waiting = g_object_get_data (G_OBJECT (tour), "waiting");

  if (waiting != NULL)
    {
      become (tour, DT_ROLE_OFFICER, DT_ROLE_LEADER);
      g_free (run (tour, dt_command_withdraw_reply (waiting)));
      g_object_set_data (G_OBJECT (tour), "waiting", NULL);
    }
  become (tour, DT_ROLE_LEADER, 0);
  dt_list_pane_search (dt_window_get_list (dt_tour_get_window (tour)), "");
  dt_window_set_view (dt_tour_get_window (tour), DT_VIEW_AWAITING);
  dt_window_show_list (dt_tour_get_window (tour));
}

void
dt_tour_show_returned (DtTour *tour)
{
  show (tour, DT_VIEW_ALL, make_round (tour, FALSE), NULL);
}

/* ---- the outbox ---- */

static char *
send (DtTour *tour)
{
  g_autofree char *reply_id = dt_random_id ();
  g_autofree char *case_id = NULL;
  g_autoptr (DtReplyDraft) draft = make_draft (tour, get_after ());

  become (tour, DT_ROLE_OFFICER, DT_ROLE_LEADER);
  case_id = open_case (tour);
  if (case_id != NULL)
    g_free (run (tour, dt_command_send_reply (case_id, reply_id, draft)));
  return g_steal_pointer (&case_id);
}

void
dt_tour_show_outbox (DtTour *tour)
{
  g_free (send (tour));
  show (tour, DT_VIEW_OUTBOX, NULL, NULL);
}

static void
open_hand_window (DtTour *tour)
{
  DtWindow *window = dt_tour_get_window (tour);
  DtCaseFile *file = dt_case_pane_get_file (dt_window_get_case_pane (window));

  if (file != NULL && file->replies->len > 0)
    gtk_window_present (dt_hand_window_new (
        dt_window_get_runner (window), file, file->replies->pdata[0], GTK_WINDOW (window)));
}

void
dt_tour_show_hand (DtTour *tour)
{
  show (tour, DT_VIEW_ALL, send (tour), open_hand_window);
}

static void
open_letter_window (DtTour *tour)
{
  DtWindow *window = dt_tour_get_window (tour);
  DtCaseFile *file = dt_case_pane_get_file (dt_window_get_case_pane (window));

  if (file != NULL && file->replies->len > 0)
    dt_letter_window_present_reply (
        dt_window_get_runner (window), GTK_WINDOW (window), file, file->replies->pdata[0]);
}

/* A letter, which a leader lets go. */
static char *
send_letter (DtTour *tour)
{
  g_autofree char *reply_id = dt_random_id ();
  g_autofree char *case_id = NULL;
  g_autoptr (DtReplyDraft) draft = make_draft (tour, get_after ());
  g_autoptr (DtCaseFile) file = NULL;
  g_autoptr (GError) error = NULL;

  draft->channel = DT_CHANNEL_LETTER;
  draft->title = g_strdup (_ ("reply about a certificate that came late"));
  become (tour, DT_ROLE_OFFICER, DT_ROLE_LEADER);
  case_id = open_case (tour);
  if (case_id == NULL)
    return NULL;
  g_free (run (tour, dt_command_submit_reply (case_id, reply_id, draft, NULL)));
  file = dt_service_read_sync (get_service (tour), read_file, case_id, &error);
  become (tour, DT_ROLE_LEADER, 0);
  if (file != NULL && file->replies->len > 0)
    g_free (run (tour,
                 dt_command_approve_reply (
                     reply_id, ((DtReply *) file->replies->pdata[0])->content, NULL, TRUE)));
  return g_steal_pointer (&case_id);
}

void
dt_tour_show_reply_letter (DtTour *tour)
{
  show (tour, DT_VIEW_ALL, send_letter (tour), open_letter_window);
}
