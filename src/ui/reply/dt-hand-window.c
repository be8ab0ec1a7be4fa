/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sending by hand. Nothing is recorded until the officer says that it was sent. */
#include "ui/reply/dt-hand-window.h"

#include "base/dt-text.h"
#include "ui/inbox/dt-attachment-button.h"
#include "ui/letters/dt-letter-window.h"
#include "ui/shell/dt-form-window.h"
#include "ui/shell/dt-words.h"
#include "words/dt-time-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define EXCERPT 80 /* characters */

typedef struct
{
  DtRunner *runner;
  DtCaseFile *file;
  DtReply *reply;
  const DtChannelRule *rule;
  DtFormWindow *window; /* unowned: the form is its data */
  GPtrArray *copies;    /* of GtkWidget, unowned: a button a piece */
  GtkWidget *when, *where;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->runner);
  g_object_unref (form->file);
  g_object_unref (form->reply);
  g_ptr_array_unref (form->copies);
  g_free (form);
}

/* ---- when and where ---- */

/**
 * dt_hand_read_moment:
 * @text: what was typed
 * @now: Unix microseconds
 *
 * Returns: the moment, or 0 if it is none or has not come yet
 */
gint64
dt_hand_read_moment (const char *text, gint64 now)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " ,", -1);
  DtDate date = dt_date_from_time (now);
  gint64 moment = -1;
  guint n = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      int hour, minute, length = 0;

      if (*parts[i] == '\0')
        continue;
      if (n == 0 && sscanf (parts[i], "%2d:%2d%n", &hour, &minute, &length) == 2
          && parts[i][length] == '\0' && hour >= 0 && hour < 24 && minute >= 0 && minute < 60)
        moment = hour * 60 + minute;
      else if (n != 1 || !dt_date_parse (parts[i], &date))
        return 0;
      n++;
    }
  if (moment < 0)
    return 0;
  moment = dt_date_to_time (date, (int) moment);
  return moment <= now ? moment : 0;
}

static void
update (Form *form)
{
  g_autofree char *text = dt_form_dup_entry (form->when);
  gboolean ready = text != NULL && dt_hand_read_moment (text, dt_runner_now (form->runner)) != 0;

  if (ready)
    gtk_widget_remove_css_class (form->when, "error");
  else
    gtk_widget_add_css_class (form->when, "error");
  dt_form_window_say (form->window,
                      ready ? NULL
                            : _ ("Write the time like this: 14:05, or with the day 14:05 "
                                 "23/11/2026. It cannot lie ahead."));
  dt_form_window_set_ready (form->window, ready);
}

static char *
dup_default_place (Form *form)
{
  const DtReplyDraft *draft = form->reply->draft;
  const DtRecipient *first = draft->recipients->len > 0 ? draft->recipients->pdata[0] : NULL;
  const char *channel = dt_words_channel (draft->channel);

  if (first != NULL && first->address != NULL)
    return g_strdup_printf ("%s, %s", channel, first->address);
  return g_strdup (channel);
}

static void
add_confirmation (Form *form)
{
  g_autofree char *now = dt_time_words_clock (dt_runner_now (form->runner));
  g_autofree char *place = dup_default_place (form);
  GtkWidget *group = dt_form_add_group (form->window,
                                        form->rule->way == DT_WAY_TELL ? _ ("Once it is said")
                                                                       : _ ("Once it is sent"),
                                        NULL);

  form->when = dt_form_add_entry (group, _ ("When"), now);
  form->where = dt_form_add_entry (group, _ ("Where"), place);
  g_signal_connect_swapped (form->when, "changed", G_CALLBACK (update), form);
}

/* ---- the pieces ---- */

static void
on_copy_clicked_cb (GtkButton *button, Form *form)
{
  const char *piece = g_object_get_data (G_OBJECT (button), "piece");
  guint next = 0;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), piece);
  gtk_button_set_label (button, _ ("_Copied"));
  gtk_widget_add_css_class (GTK_WIDGET (button), "dt-success");
  g_object_set_data (G_OBJECT (button), "copied", form);
  while (next < form->copies->len
         && g_object_get_data (G_OBJECT (form->copies->pdata[next]), "copied") != NULL)
    next++;
  if (next < form->copies->len)
    gtk_widget_grab_focus (form->copies->pdata[next]);
}

static char *
dup_excerpt (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');
  g_autofree char *start = NULL;

  if (g_utf8_strlen (line, -1) <= EXCERPT)
    return g_steal_pointer (&line);
  start = g_utf8_substring (line, 0, EXCERPT);
  return g_strconcat (g_strchomp (start), "…", NULL);
}

static GtkWidget *
add_row (GtkWidget *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static void
add_copy (Form *form, GtkWidget *row, const char *text)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Copy"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "piece", g_strdup (text), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_copy_clicked_cb), form);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_ptr_array_add (form->copies, button);
}

static void
add_title (Form *form, GtkWidget *group)
{
  const char *title = form->reply->draft->title;

  if (form->rule->has_title && title != NULL && *title != '\0')
    add_copy (form, add_row (group, _ ("Subject"), title), title);
}

/* A text in one piece has no number. */
static void
add_pieces (Form *form, GtkWidget *group, const char *name, GPtrArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      g_autofree char *excerpt = dup_excerpt (pieces->pdata[i]);
      g_autofree char *part = g_strdup_printf (_ ("Part %u of %u"), i + 1, pieces->len);
      g_autofree char *whole
          = name != NULL ? g_strdup_printf ("%s, %s", name, part) : g_strdup (part);

      add_copy (form,
                add_row (group,
                         pieces->len > 1 ? whole
                         : name != NULL  ? name
                                         : _ ("Text"),
                         excerpt),
                pieces->pdata[i]);
    }
}

/* ---- the ways ---- */

/**
 * dt_hand_make_place:
 * @place: of a channel's rule
 * @address: (nullable): the recipient's there
 *
 * Returns: (transfer full): what to open
 */
char *
dt_hand_make_place (const char *place, const char *address)
{
  g_autofree char *escaped
      = address != NULL ? g_uri_escape_string (address, "@+", TRUE) : g_strdup ("");
  g_auto (GStrv) parts = g_strsplit (place, "{handle}", -1);

  return g_strjoinv (escaped, parts);
}

static void
on_open_activated_cb (AdwActionRow *row, Form *form)
{
  const char *place = g_object_get_data (G_OBJECT (row), "place");

  gtk_show_uri (GTK_WINDOW (form->window), place, GDK_CURRENT_TIME);
}

static void
add_place (Form *form, GtkWidget *group, const DtRecipient *recipient)
{
  g_autofree char *title = NULL;
  GtkWidget *row;

  if (form->rule->place == NULL)
    return;
  title = g_strdup_printf (_ ("Open %s"), dt_words_channel (form->reply->draft->channel));
  row = add_row (group, title, recipient != NULL ? recipient->name : NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (
      G_OBJECT (row),
      "place",
      dt_hand_make_place (form->rule->place, recipient != NULL ? recipient->address : NULL),
      g_free);
  g_signal_connect (row, "activated", G_CALLBACK (on_open_activated_cb), form);
}

static void
add_files (Form *form)
{
  GPtrArray *files = form->reply->draft->attachments;
  DtService *service = dt_runner_get_service (form->runner);
  GtkWidget *group;
  GtkWidget *box;

  if (files->len == 0)
    return;
  group = dt_form_add_group (form->window, _ ("Files to send with it"), NULL);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  for (guint i = 0; i < files->len; i++)
    gtk_box_append (GTK_BOX (box), dt_attachment_button_new (service, files->pdata[i], files));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
}

static void
add_paste (Form *form)
{
  const DtReplyDraft *draft = form->reply->draft;
  g_autoptr (GPtrArray) pieces
      = dt_reply_rules_split (dt_service_get_reply_rules (dt_runner_get_service (form->runner)),
                              draft->channel,
                              draft->text != NULL ? draft->text : "");
  GtkWidget *group = dt_form_add_group (
      form->window,
      _ ("Copy and paste"),
      _ ("The text is on the clipboard already. Paste it there, one piece after the other."));

  for (guint i = 0; i < MAX (draft->recipients->len, 1); i++)
    {
      const DtRecipient *recipient
          = i < draft->recipients->len ? draft->recipients->pdata[i] : NULL;

      add_place (form, group, recipient);
      if (i == 0)
        add_title (form, group);
      add_pieces (form, group, draft->recipients->len > 1 ? recipient->name : NULL, pieces);
    }
}

static void
add_text (Form *form, const char *title)
{
  GtkWidget *group = dt_form_add_group (form->window, title, NULL);
  const DtReplyDraft *draft = form->reply->draft;
  GtkWidget *label = gtk_label_new (draft->text);

  for (guint i = 0; i < draft->recipients->len; i++)
    {
      const DtRecipient *recipient = draft->recipients->pdata[i];
      g_autofree char *phone = draft->channel == DT_CHANNEL_PHONE && recipient->address != NULL
                                   ? dt_text_format_phone (recipient->address)
                                   : NULL;

      add_row (group,
               recipient->name != NULL ? recipient->name : "…",
               phone != NULL ? phone : recipient->address);
    }
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "card");
  gtk_widget_add_css_class (label, "dt-hand-text");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), label);
}

static void
on_letter_activated_cb (AdwActionRow *row, Form *form)
{
  dt_letter_window_present_reply (form->runner, GTK_WINDOW (form->window), form->file, form->reply);
}

static void
add_letter (Form *form)
{
  GtkWidget *row;

  add_text (form, _ ("Print it, have it signed, give it a number, then post it."));
  row = add_row (dt_form_add_group (form->window, NULL, NULL),
                 _ ("Open the letter"),
                 form->reply->draft->title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (on_letter_activated_cb), form);
}

/* ---- the window ---- */

static void
on_accept_cb (DtFormWindow *window, Form *form)
{
  g_autofree char *when = dt_form_dup_entry (form->when);
  g_autofree char *where = dt_form_dup_entry (form->where);
  gint64 at = when != NULL ? dt_hand_read_moment (when, dt_runner_now (form->runner)) : 0;

  if (at != 0)
    dt_form_window_run (window,
                        form->runner,
                        dt_command_confirm_reply (form->reply->id, at, where),
                        form->rule->way == DT_WAY_TELL ? _ ("Recorded as told")
                                                       : _ ("Recorded as sent"));
}

static void
on_map_cb (GtkWidget *window, Form *form)
{
  if (form->copies->len > 0 && form->rule->way == DT_WAY_PASTE)
    on_copy_clicked_cb (form->copies->pdata[0], form);
}

/**
 * dt_hand_window_new:
 * @runner: who runs the command
 * @file: the case
 * @reply: its reply, which waits for an officer
 * @parent: the window it stands before
 *
 * Returns: (transfer floating): a form
 */
GtkWindow *
dt_hand_window_new (DtRunner *runner, DtCaseFile *file, DtReply *reply, GtkWindow *parent)
{
  Form *form;
  g_autofree char *subtitle = NULL;
  gboolean tell;

  g_return_val_if_fail (DT_IS_RUNNER (runner) && DT_IS_REPLY (reply), NULL);

  form = g_new0 (Form, 1);
  form->runner = g_object_ref (runner);
  form->file = g_object_ref (file);
  form->reply = g_object_ref (reply);
  form->copies = g_ptr_array_new ();
  form->rule = dt_reply_rules_get_channel (
      dt_service_get_reply_rules (dt_runner_get_service (runner)), reply->draft->channel);
  tell = form->rule->way == DT_WAY_TELL;
  subtitle
      = g_strdup_printf ("%s · %s", file->a_case->code, dt_words_channel (reply->draft->channel));
  form->window = dt_form_window_new (parent,
                                     tell ? _ ("Tell the Citizen") : _ ("Send by Hand"),
                                     subtitle,
                                     tell ? _ ("_Told the Citizen") : _ ("Was _Sent"),
                                     DT_FORM_SUGGESTED);
  dt_form_window_set_data (form->window, form, form_free);
  if (form->rule->way == DT_WAY_PASTE)
    add_paste (form);
  else if (tell)
    add_text (form, _ ("What to say"));
  else
    add_letter (form);
  add_files (form);
  add_confirmation (form);
  g_signal_connect (form->window, "accept", G_CALLBACK (on_accept_cb), form);
  g_signal_connect_after (form->window, "map", G_CALLBACK (on_map_cb), form);
  update (form);
  return GTK_WINDOW (form->window);
}
