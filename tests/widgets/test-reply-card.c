/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cards of a case's replies from the draft to what was sent by hand: what they say and offer to
 * whom, the seconds that are counted, and the window in which an officer confirms. It is 14:00 on
 * Monday, 23 November 2026. */
#include "widgets/test-desk.h"

#include "base/dt-crypto.h"
#include "ui/reply/dt-hand-window.h"
#include "ui/reply/dt-reply-card.h"
#include "ui/shell/dt-form-window.h"
#include "ui/shell/dt-i18n.h"

#include <adwaita.h>
#include <string.h>

#define TEXT "Chúng tôi đã nhận phản ánh của ông và sẽ kiểm tra vào thứ Năm."
#define SECOND G_USEC_PER_SEC

/* ---- the window ---- */

static GtkWidget *
find_widget (GtkWidget *root, GType type, const char *text)
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
      GtkWidget *found = find_widget (child, type, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static DtReplyCard *
get_card (Desk *self)
{
  return (DtReplyCard *) find_widget (GTK_WIDGET (self->window), DT_TYPE_REPLY_CARD, NULL);
}

static gboolean
shows_case (Desk *desk, gconstpointer data)
{
  return dt_window_is_settled (desk->window) && get_file (desk) != NULL
         && g_strcmp0 (get_file (desk)->a_case->id, desk->id) == 0;
}

static gboolean
says (Desk *desk, gconstpointer data)
{
  DtReplyCard *card = get_card (desk);

  return card != NULL && find_widget (GTK_WIDGET (card), GTK_TYPE_LABEL, data) != NULL;
}

static gboolean
has_state (Desk *desk, gconstpointer data)
{
  GPtrArray *replies = get_file (desk)->replies;

  return replies->len > 0
         && ((DtReply *) replies->pdata[0])->state == (DtReplyState) GPOINTER_TO_INT (data);
}

static gboolean
has_no_card (Desk *desk, gconstpointer data)
{
  return get_card (desk) == NULL;
}

static void
press (Desk *self, const char *label)
{
  GtkWidget *button = find_widget (GTK_WIDGET (get_card (self)), GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
offers (Desk *self, const char *label)
{
  return find_widget (GTK_WIDGET (get_card (self)), GTK_TYPE_BUTTON, label) != NULL;
}

static void
move (Desk *self, gint64 usec)
{
  dt_clock_set_fixed (self->base.clock, dt_clock_now (self->base.clock) + usec);
  dt_reply_card_refresh (get_card (self));
}

/* ---- the reply ---- */

static DtReplyDraft *
make_draft (Desk *self, DtChannelKind channel, const char *text)
{
  g_autoptr (DtCase) a_case = find (&self->base, self->id);
  DtReplyDraft *draft = dt_reply_draft_new ();

  draft->channel = channel;
  draft->outcome = DT_REPLY_OUTCOME_INFORM;
  draft->text = g_strdup (text);
  g_ptr_array_add (draft->recipients,
                   dt_recipient_new (a_case->citizen_id, a_case->citizen_name, "0900000031"));
  return draft;
}

static void
desk_open (Desk *self, const char *officer)
{
  fixture_act_as (&self->base, officer);
  desk_present (self);
  dt_window_set_view (self->window, DT_VIEW_ALL);
  dt_window_open_case (self->window, self->id);
  wait_for (self, shows_case, NULL);
}

static char *
begin (Desk *self)
{
  self->id = open_case (&self->base, "Nước ngập ở hẻm 51", "Trần Văn Hoa", "0900000031");
  fixture_act_as (&self->base, OFFICER);
  return dt_random_id ();
}

static void
send_reply (Desk *self, const char *reply_id, DtChannelKind channel, const char *text)
{
  g_autoptr (DtReplyDraft) draft = make_draft (self, channel, text);

  g_object_unref (run (&self->base, dt_command_send_reply (self->id, reply_id, draft)));
}

/* ---- tests ---- */

static void
test_draft (Desk *self, gconstpointer data)
{
  g_autofree char *id = begin (self);
  g_autoptr (DtReplyDraft) draft = make_draft (self, DT_CHANNEL_PHONE, TEXT);

  g_object_unref (run (&self->base, dt_command_save_reply (self->id, id, draft)));
  desk_open (self, OFFICER);
  g_assert_true (says (self, "Bản thảo trả lời của bạn"));
  g_assert_true (offers (self, "_Mở bản thảo"));
  g_assert_false (dt_reply_card_is_ticking (get_card (self)));
  g_object_unref (run (&self->base, dt_command_submit_reply (self->id, id, draft, NULL)));
  wait_for (self, says, "Chờ lãnh đạo duyệt");
  g_assert_false (offers (self, "_Xem và duyệt"));
  fixture_act_as (&self->base, LEADER);
  dt_reply_card_refresh (get_card (self));
  g_assert_true (offers (self, "_Xem và duyệt"));
}

/* A change after the approval makes it void, which is said plainly. */
static void
test_void (Desk *self, gconstpointer data)
{
  g_autofree char *id = begin (self);
  g_autoptr (DtReplyDraft) draft = make_draft (self, DT_CHANNEL_PHONE, TEXT);
  DtReply *reply;
  GtkWidget *card;

  g_object_unref (run (&self->base, dt_command_submit_reply (self->id, id, draft, NULL)));
  desk_open (self, LEADER);
  reply = get_file (self)->replies->pdata[0];
  g_object_unref (run (&self->base, dt_command_approve_reply (id, reply->content, NULL, FALSE)));
  wait_for (self, says, "Đã duyệt, chưa gửi");
  g_assert_true (offers (self, "_Gửi"));
  fixture_act_as (&self->base, OFFICER);
  g_free (draft->text);
  draft->text = g_strdup (TEXT " Chào ông.");
  g_object_unref (run (&self->base, dt_command_save_reply (self->id, id, draft)));
  wait_for (self, says, "Bản thảo trả lời của bạn");
  card = GTK_WIDGET (get_card (self));
  g_assert_nonnull (find_widget (
      card,
      GTK_TYPE_LABEL,
      "Đã sửa sau khi được duyệt: việc duyệt không còn hiệu lực. Sửa lần cuối hôm nay, 14:00."));
  g_assert_false (offers (self, "_Gửi"));
}

static gboolean
ticks (Desk *desk, gconstpointer data)
{
  return dt_reply_card_is_ticking ((DtReplyCard *) data);
}

static gboolean
does_not_tick (Desk *desk, gconstpointer data)
{
  return !ticks (desk, data);
}

/* Seconds are counted in the widgets that are there; then it waits for an officer. */
static void
test_count (Desk *self, gconstpointer data)
{
  g_autofree char *id = begin (self);
  GtkWidget *button;
  DtReplyCard *card;

  send_reply (self, id, DT_CHANNEL_PHONE, TEXT);
  desk_open (self, OFFICER);
  wait_for (self, says, "Sẽ gửi sau 10 giây");
  g_assert_true (dt_reply_card_is_ticking (get_card (self)));
  button = find_widget (GTK_WIDGET (get_card (self)), GTK_TYPE_BUTTON, "_Hoàn tác");
  move (self, 3 * SECOND);
  g_assert_true (says (self, "Sẽ gửi sau 7 giây"));
  g_assert_true (find_widget (GTK_WIDGET (get_card (self)), GTK_TYPE_BUTTON, "_Hoàn tác")
                 == button);
  card = get_card (self);
  dt_window_set_view (self->window, DT_VIEW_TODAY); /* nobody sees it */
  wait_for (self, is_settled, NULL);
  wait_for (self, does_not_tick, card);
  dt_window_set_view (self->window, DT_VIEW_ALL);
  wait_for (self, ticks, card);
  move (self, 7 * SECOND);
  g_assert_true (says (self, "Chờ gửi thủ công"));
  g_assert_true (offers (self, "Gửi _thủ công…"));
  g_assert_false (dt_reply_card_is_ticking (get_card (self)));
}

static void
test_recall (Desk *self, gconstpointer data)
{
  g_autofree char *id = begin (self);

  send_reply (self, id, DT_CHANNEL_PHONE, TEXT);
  desk_open (self, OFFICER);
  wait_for (self, says, "Sẽ gửi sau 10 giây");
  press (self, "_Hoàn tác");
  wait_for (self, has_state, GINT_TO_POINTER (DT_REPLY_DRAFT));
  wait_for (self, says, "Bản thảo trả lời của bạn");
  press (self, "_Bỏ");
  wait_for (self, has_no_card, NULL);
}

static GtkWidget *
find_form (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (DT_IS_FORM_WINDOW (l->data))
      return l->data;
  return NULL;
}

static gboolean
has_no_form (Desk *desk, gconstpointer data)
{
  return find_form () == NULL;
}

static GtkEditable *
find_entry (GtkWidget *root, const char *title)
{
  if (ADW_IS_ENTRY_ROW (root)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return GTK_EDITABLE (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkEditable *found = find_entry (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Told on the telephone: when and where stand in the record, the case has the words. */
static void
test_tell (Desk *self, gconstpointer data)
{
  g_autofree char *id = begin (self);
  GtkWidget *form;
  DtReply *reply;
  g_autofree char *at = NULL;

  send_reply (self, id, DT_CHANNEL_PHONE, TEXT);
  desk_open (self, OFFICER);
  wait_for (self, says, "Sẽ gửi sau 10 giây");
  move (self, 11 * 60 * SECOND);
  press (self, "Gửi _thủ công…");
  form = find_form ();
  g_assert_nonnull (form);
  g_assert_nonnull (find_widget (form, GTK_TYPE_LABEL, TEXT));
  g_assert_cmpstr (gtk_editable_get_text (find_entry (form, "Lúc")), ==, "14:11");
  gtk_editable_set_text (find_entry (form, "Lúc"), "14:30"); /* has not come yet */
  g_assert_false (gtk_widget_get_sensitive (gtk_window_get_default_widget (GTK_WINDOW (form))));
  gtk_editable_set_text (find_entry (form, "Lúc"), "14:05");
  g_signal_emit_by_name (form, "accept");
  wait_for (self, has_no_form, NULL);
  wait_for (self, has_state, GINT_TO_POINTER (DT_REPLY_SENT));
  reply = get_file (self)->replies->pdata[0];
  at = dt_time_to_iso (reply->sent);
  g_assert_true (g_str_has_prefix (at, "2026-11-23T14:05"));
  g_assert_true (reply->by_hand);
  wait_for (self, has_no_card, NULL);
}

/* What is too long for one message is copied piece by piece. */
static void
test_pieces (Desk *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *id = begin (self);
  g_autoptr (DtReply) reply = dt_reply_new ();
  DtReplyRules *rules = dt_service_get_reply_rules (self->base.service);
  g_autoptr (DtReplyDraft) draft = NULL;
  g_autoptr (GPtrArray) pieces = NULL;
  g_autoptr (DtCaseFile) file = load (&self->base, self->id);
  g_autoptr (DtRunner) runner = dt_runner_new (self->base.service);
  GtkWindow *window;
  guint n = 0;

  while (g_utf8_strlen (text->str, -1) < 3000)
    g_string_append (text, TEXT " ");
  draft = make_draft (self, DT_CHANNEL_ZALO, text->str);
  pieces = dt_reply_rules_split (rules, DT_CHANNEL_ZALO, text->str);
  g_assert_cmpuint (pieces->len, ==, 2);
  reply->id = g_strdup (id);
  reply->case_id = g_strdup (self->id);
  dt_reply_draft_free (reply->draft);
  reply->draft = dt_reply_draft_copy (draft);
  reply->state = DT_REPLY_QUEUED;
  window = dt_hand_window_new (runner, file, reply, NULL);
  gtk_window_present (window);
  while (find_widget (GTK_WIDGET (window), GTK_TYPE_BUTTON, "_Chép") != NULL)
    {
      g_signal_emit_by_name (find_widget (GTK_WIDGET (window), GTK_TYPE_BUTTON, "_Chép"),
                             "clicked");
      n++;
    }
  g_assert_cmpuint (n, ==, 1); /* the first was on the clipboard already */
  g_assert_true (gdk_clipboard_is_local (gtk_widget_get_clipboard (GTK_WIDGET (window))));
  gtk_window_destroy (window);
}

static void
test_moments (void)
{
  static const struct
  {
    const char *text;
    const char *iso; /* NULL: none */
  } rows[] = { { "14:00", "2026-11-23T14:00" },
               { "9:05", "2026-11-23T09:05" },
               { "16:30 20/11/2026", "2026-11-20T16:30" },
               { "14:01", NULL },
               { "16:30 24/11/2026", NULL },
               { "24:00", NULL },
               { "14", NULL },
               { "hôm qua", NULL },
               { "", NULL } };
  gint64 now = 0;

  g_assert_true (dt_time_from_iso ("2026-11-23T14:00:00+07:00", &now));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 moment = dt_hand_read_moment (rows[i].text, now);
      g_autofree char *iso = moment != 0 ? dt_time_to_iso (moment) : NULL;

      g_test_message ("%s", rows[i].text);
      g_assert_true (rows[i].iso != NULL ? iso != NULL && g_str_has_prefix (iso, rows[i].iso)
                                         : iso == NULL);
    }
}

static void
test_places (void)
{
  g_autofree char *mail = dt_hand_make_place ("mailto:{handle}", "hoa?x@example.vn");
  g_autofree char *site = dt_hand_make_place ("https://oa.zalo.me/chat", "0900000031");

  g_assert_cmpstr (mail, ==, "mailto:hoa%3Fx@example.vn");
  g_assert_cmpstr (site, ==, "https://oa.zalo.me/chat");
}

#define ADD(name, func)                                                                            \
  g_test_add ("/reply-card/" name, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_setenv ("DT_CRYPTO_CHEAP", "1", TRUE);
  dt_i18n_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("draft", test_draft);
  ADD ("void", test_void);
  ADD ("count", test_count);
  ADD ("recall", test_recall);
  ADD ("tell", test_tell);
  ADD ("pieces", test_pieces);
  g_test_add_func ("/reply-card/moments", test_moments);
  g_test_add_func ("/reply-card/places", test_places);
  return g_test_run ();
}
