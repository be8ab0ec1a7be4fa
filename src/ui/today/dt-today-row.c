/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One case on the page "today": channel, title, whose and until when, what is left; for a leader
 * two buttons besides, to hand it to somebody and to remind who handles it. */
#include "ui/today/dt-today-row.h"

#include "ui/inbox/dt-officer-popover.h"
#include "ui/inbox/dt-status-pill.h"
#include "ui/shell/dt-accessible-name.h"
#include "ui/shell/dt-words.h"
#include "words/dt-time-words.h"
#include "words/dt-today-words.h"

#include <glib/gi18n.h>

struct _DtTodayRow
{
  AdwActionRow parent_instance;
  GtkImage *icon;
  GtkWidget *pill;
  GtkWidget *arrow;
  GtkWidget *remind; /* NULL: no leader's buttons */
  AdwButtonContent *remind_content;
  GtkWidget *assign;
  AdwButtonContent *assign_content;
  DtRunner *runner;
  DtCaseActions *actions;
  DtCase *a_case;
  gboolean narrow; /* no words on the buttons */
};

G_DEFINE_FINAL_TYPE (DtTodayRow, dt_today_row, ADW_TYPE_ACTION_ROW)

/* ---- the leader's buttons ---- */

/* A button's own name; on a narrow screen it is all that a screen reader has. */
static void
name_button (GtkWidget *button, const char *words, DtCase *a_case)
{
  g_autofree char *name = g_strdup_printf ("%s, %s", words, a_case->code);

  gtk_widget_set_tooltip_text (button, words);
  dt_accessible_name_set (button, name);
}

static void
on_reminded_cb (DtOutcome *outcome, gpointer data)
{
  DtTodayRow *self = data;

  gtk_widget_set_sensitive (self->remind, TRUE);
}

static void
on_remind_clicked_cb (GtkButton *button, DtTodayRow *self)
{
  g_autofree char *due = dt_time_words_moment (self->a_case->due);
  g_autofree char *note = NULL;
  g_autofree char *done = NULL;

  gtk_widget_set_sensitive (self->remind, FALSE);
  /* Translators: an internal note; the officer's name and the deadline. */
  note = g_strdup_printf (
      _ ("Reminder to %s: the deadline of this case is %s. Please handle it now, "
         "or say at once what stands in the way."),
      self->a_case->assignee_name,
      due);
  done = g_strdup_printf (_ ("Reminded %s in a note"), self->a_case->assignee_name);
  dt_runner_run (self->runner,
                 dt_command_add_note (self->a_case->id, note),
                 done,
                 G_OBJECT (self),
                 on_reminded_cb,
                 self);
}

/* The popover is about the case of the row that opens it. */
static void
on_assign_popup_cb (GtkMenuButton *button, gpointer data)
{
  DtTodayRow *self = data;
  g_autoptr (DtCaseFile) file = dt_case_file_new ();

  file->a_case = g_object_ref (self->a_case);
  dt_case_actions_set_file (self->actions, file);
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (
        button, dt_officer_popover_new (dt_runner_get_service (self->runner), self->actions));
}

static void
add_buttons (DtTodayRow *self)
{
  self->remind = gtk_button_new ();
  self->remind_content = ADW_BUTTON_CONTENT (adw_button_content_new ());
  adw_button_content_set_icon_name (self->remind_content, "dt-remind-symbolic");
  gtk_button_set_child (GTK_BUTTON (self->remind), GTK_WIDGET (self->remind_content));
  g_signal_connect (self->remind, "clicked", G_CALLBACK (on_remind_clicked_cb), self);
  self->assign = gtk_menu_button_new ();
  self->assign_content = ADW_BUTTON_CONTENT (adw_button_content_new ());
  adw_button_content_set_icon_name (self->assign_content, "dt-person-symbolic");
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->assign), GTK_WIDGET (self->assign_content));
  gtk_menu_button_set_create_popup_func (
      GTK_MENU_BUTTON (self->assign), on_assign_popup_cb, self, NULL);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *button = i == 0 ? self->remind : self->assign;

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
    }
}

/* Words where there is room for them. */
static void
label_buttons (DtTodayRow *self)
{
  gboolean handled = self->a_case != NULL && self->a_case->assignee_id != NULL;

  adw_button_content_set_label (self->remind_content, self->narrow ? "" : _ ("Remind"));
  adw_button_content_set_label (self->assign_content,
                                self->narrow ? ""
                                : handled    ? _ ("Hand Over")
                                             : _ ("Assign"));
}

static void
show_buttons (DtTodayRow *self)
{
  DtService *service = dt_runner_get_service (self->runner);

  if (self->remind == NULL)
    return;
  gtk_widget_set_visible (self->remind,
                          self->a_case->assignee_id != NULL
                              && dt_service_may (service, DT_COMMAND_ADD_NOTE));
  label_buttons (self);
  gtk_widget_set_visible (self->assign, dt_service_may (service, DT_COMMAND_ASSIGN));
  name_button (self->remind, _ ("Remind who handles it, in a note"), self->a_case);
  name_button (self->assign,
               self->a_case->assignee_id != NULL ? _ ("Assign to somebody else")
                                                 : _ ("Assign to an officer"),
               self->a_case);
}

/* ---- the row ---- */

/* A line breaks between two parts, not within one that is short. */
static void
add_part (GString *text, const char *part, gboolean bound)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, "\u00a0· ");
  for (const char *c = part; *c != '\0'; c++)
    if (*c == ' ' && bound)
      g_string_append (text, "\u00a0");
    else
      g_string_append_c (text, *c);
}

static char *
dup_handler (DtTodayRow *self)
{
  DtOfficer *officer = dt_service_get_officer (dt_runner_get_service (self->runner));

  if (self->a_case->assignee_id == NULL)
    return g_strdup (_ ("not assigned"));
  if (officer != NULL && g_strcmp0 (officer->id, self->a_case->assignee_id) == 0)
    return NULL;
  return g_strdup_printf (_ ("handled by %s"), self->a_case->assignee_name);
}

static char *
dup_subtitle (DtTodayRow *self, gint64 now)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *due = NULL;
  g_autofree char *handler = dup_handler (self);

  if (self->a_case->due != 0)
    due = dt_today_words_due (self->a_case->due, now);
  add_part (text,
            self->a_case->citizen_name != NULL ? self->a_case->citizen_name
                                               : _ ("Anonymous sender"),
            FALSE);
  add_part (text, self->a_case->code, TRUE);
  add_part (text, due, TRUE);
  add_part (text, handler, TRUE);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
dt_today_row_dispose (GObject *object)
{
  DtTodayRow *self = DT_TODAY_ROW (object);

  g_clear_object (&self->runner);
  g_clear_object (&self->actions);
  g_clear_object (&self->a_case);
  G_OBJECT_CLASS (dt_today_row_parent_class)->dispose (object);
}

static void
dt_today_row_class_init (DtTodayRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dt_today_row_dispose;
}

static void
dt_today_row_init (DtTodayRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  self->icon = GTK_IMAGE (gtk_image_new ());
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->icon));
  self->pill = dt_status_pill_new ();
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->pill);
}

/**
 * dt_today_row_new:
 * @runner: who runs its commands
 * @actions: (nullable): what hands the case to somebody, for a leader
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
dt_today_row_new (DtRunner *runner, DtCaseActions *actions)
{
  DtTodayRow *self = g_object_new (DT_TYPE_TODAY_ROW, NULL);

  self->runner = g_object_ref (runner);
  g_set_object (&self->actions, actions);
  if (actions != NULL)
    add_buttons (self);
  self->arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->arrow);
  dt_today_row_set_narrow (self, FALSE);
  return GTK_WIDGET (self);
}

/* The row is read out as one sentence. */
static void
describe (DtTodayRow *self, const char *subtitle, const DtDueWords *words)
{
  const char *left
      = words->sentence != NULL ? words->sentence : dt_words_status (self->a_case->status);
  g_autofree char *sentence
      = g_strdup_printf ("%s. %s, %s. %s",
                         self->a_case->title != NULL ? self->a_case->title : "",
                         dt_words_channel (self->a_case->channel),
                         subtitle,
                         left);

  dt_accessible_name_set (GTK_WIDGET (self), sentence);
}

static void
show_due (DtTodayRow *self, const char *subtitle, gint64 now)
{
  DtWorkingCalendar *calendar = dt_service_get_calendar (dt_runner_get_service (self->runner));
  g_auto (DtDueWords) words = { 0 };

  dt_due_words_init (&words, calendar, self->a_case->due, now);
  describe (self, subtitle, &words);
  if (words.sentence != NULL)
    dt_status_pill_set_due (DT_STATUS_PILL (self->pill), &words, DT_DUE_SHORT);
  else
    dt_status_pill_set_status (DT_STATUS_PILL (self->pill), self->a_case->status);
}

/**
 * dt_today_row_set_case:
 * @self: a row
 * @a_case: what it shows, as it is now
 */
void
dt_today_row_set_case (DtTodayRow *self, DtCase *a_case)
{
  gint64 now;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (DT_IS_TODAY_ROW (self) && DT_IS_CASE (a_case));

  now = dt_runner_now (self->runner);
  g_set_object (&self->a_case, a_case);
  subtitle = dup_subtitle (self, now);
  if (g_strcmp0 (gtk_image_get_icon_name (self->icon), dt_words_channel_icon (a_case->channel))
      != 0)
    gtk_image_set_from_icon_name (self->icon, dt_words_channel_icon (a_case->channel));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), dt_words_channel (a_case->channel));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 a_case->title != NULL ? a_case->title : "");
  if (g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (self)), subtitle) != 0)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  show_due (self, subtitle, now);
  show_buttons (self);
}

/**
 * dt_today_row_get_case:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
DtCase *
dt_today_row_get_case (DtTodayRow *self)
{
  return self->a_case;
}

/**
 * dt_today_row_set_narrow:
 * @self: a row
 * @narrow: there is no room for words on its buttons
 */
void
dt_today_row_set_narrow (DtTodayRow *self, gboolean narrow)
{
  g_return_if_fail (DT_IS_TODAY_ROW (self));

  if (self->remind == NULL)
    return;
  /* The words go into the room that the buttons leave. */
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), narrow ? 2 : 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), narrow ? 3 : 2);
  gtk_widget_set_visible (self->arrow, !narrow);
  self->narrow = narrow;
  label_buttons (self);
}
