/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One case in a list: channel, citizen, time; title, bold when unread; the newest words; field,
 * group and age, with the deadline, or the status where nothing is due. */
#include "ui/inbox/dt-case-row.h"

#include "ui/inbox/dt-line-text.h"
#include "ui/inbox/dt-status-pill.h"
#include "ui/reply/dt-approval-words.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

/* Nothing at all for the first moment. */
#define WAIT_MS 150

struct _DtCaseRow
{
  GtkWidget parent_instance;
  GtkWidget *grid;
  GtkWidget *check;
  GtkImage *icon;
  DtLineText *citizen;
  DtLineText *time;
  DtLineText *title;
  DtLineText *snippet;
  DtLineText *meta;
  GtkWidget *conflict;
  GtkImage *reply;
  GtkWidget *priority;
  GtkWidget *pill;
  guint wait;            /* until bars are shown; 0: none */
  gboolean empty;        /* its case is being loaded */
  const char *icon_name; /* constant; what the icon shows */
  int reply_state;       /* DtReplyState that is marked; -1: none */
};

G_DEFINE_FINAL_TYPE (DtCaseRow, dt_case_row, GTK_TYPE_WIDGET)

static char *
dup_citizen (DtCase *a_case)
{
  const char *name = a_case->citizen_name != NULL ? a_case->citizen_name : _ ("Anonymous sender");

  if (a_case->n_citizens > 1)
    return g_strdup_printf (ngettext ("%s and %d more", "%s and %d more", a_case->n_citizens - 1),
                            name,
                            (int) a_case->n_citizens - 1);
  return g_strdup (name);
}

static char *
dup_meta (DtCase *a_case)
{
  g_autoptr (GString) text = g_string_new (dt_words_field (a_case->field));

  if (a_case->group != NULL && *a_case->group != '\0')
    g_string_append_printf (text, " · %s", a_case->group);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* When it came, and how long it has been waiting if it is still open. */
static char *
dup_time (DtCase *a_case, const char *age, gint64 now)
{
  g_autofree char *time = dt_words_time_short (a_case->received, now);

  if (!dt_case_status_is_open (a_case->status))
    return g_steal_pointer (&time);
  return g_strdup_printf ("%s · %s", age, time);
}

static void
dt_case_row_dispose (GObject *object)
{
  g_clear_handle_id (&DT_CASE_ROW (object)->wait, g_source_remove);
  g_clear_pointer (&DT_CASE_ROW (object)->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (dt_case_row_parent_class)->dispose (object);
}

static void
dt_case_row_class_init (DtCaseRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_case_row_dispose;
  g_type_ensure (DT_TYPE_LINE_TEXT);
  g_type_ensure (DT_TYPE_STATUS_PILL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/inbox/dt-case-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DtCaseRow, grid);
  gtk_widget_class_bind_template_child (widget_class, DtCaseRow, check);
  gtk_widget_class_bind_template_child (widget_class, DtCaseRow, icon);
  gtk_widget_class_bind_template_child (widget_class, DtCaseRow, citizen);
  gtk_widget_class_bind_template_child (widget_class, DtCaseRow, time);
  gtk_widget_class_bind_template_child (widget_class, DtCaseRow, title);
  gtk_widget_class_bind_template_child (widget_class, DtCaseRow, snippet);
  gtk_widget_class_bind_template_child (widget_class, DtCaseRow, meta);
  gtk_widget_class_bind_template_child (widget_class, DtCaseRow, conflict);
  gtk_widget_class_bind_template_child (widget_class, DtCaseRow, reply);
  gtk_widget_class_bind_template_child (widget_class, DtCaseRow, priority);
  gtk_widget_class_bind_template_child (widget_class, DtCaseRow, pill);
}

static void
dt_case_row_init (DtCaseRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->reply_state = -1;
}

/**
 * dt_case_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
dt_case_row_new (void)
{
  return g_object_new (DT_TYPE_CASE_ROW, NULL);
}

static void
set_waiting (DtCaseRow *self, gboolean waiting)
{
  dt_line_text_set_waiting (self->citizen, waiting);
  dt_line_text_set_waiting (self->title, waiting);
  dt_line_text_set_waiting (self->snippet, waiting);
}

static gboolean
on_waited_cb (gpointer data)
{
  DtCaseRow *self = data;

  self->wait = 0;
  set_waiting (self, TRUE);
  return G_SOURCE_REMOVE;
}

/* How far its reply has come, which the row's sentence says too. */
static void
show_reply (DtCaseRow *self, int state)
{
  if (self->reply_state == state)
    return;
  self->reply_state = state;
  gtk_widget_set_visible (GTK_WIDGET (self->reply), state >= 0);
  if (state < 0)
    return;
  gtk_image_set_from_icon_name (self->reply, dt_approval_words_icon ((DtReplyState) state));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reply),
                               dt_approval_words_mark ((DtReplyState) state));
}

static void
clear_row (DtCaseRow *self)
{
  if (self->empty)
    return;
  self->empty = TRUE;
  if (self->wait == 0)
    self->wait = g_timeout_add (WAIT_MS, on_waited_cb, self);
  gtk_widget_set_opacity (GTK_WIDGET (self->icon), 0);
  dt_line_text_set_text (self->citizen, "");
  dt_line_text_set_text (self->time, "");
  dt_line_text_set_text (self->title, "");
  dt_line_text_set_text (self->snippet, "");
  dt_line_text_set_text (self->meta, "");
  gtk_widget_set_visible (self->conflict, FALSE);
  show_reply (self, -1);
  gtk_widget_set_visible (self->priority, FALSE);
  gtk_widget_set_opacity (self->pill, 0);
}

/* An icon that is set is looked up and laid out anew, even if it is the same. */
static void
show_channel (DtCaseRow *self, DtChannelKind channel)
{
  const char *icon_name = dt_words_channel_icon (channel);

  if (icon_name != self->icon_name)
    gtk_image_set_from_icon_name (self->icon, icon_name);
  self->icon_name = icon_name;
  gtk_widget_set_opacity (GTK_WIDGET (self->icon), 1);
}

/* What stands in a row, and is read out. */
typedef struct
{
  char *citizen;
  char *meta;
  char *age;
  DtDueWords due;
} Words;

static void
words_init (Words *self, DtCase *a_case, DtWorkingCalendar *calendar, gint64 now)
{
  self->citizen = dup_citizen (a_case);
  self->meta = dup_meta (a_case);
  self->age = dt_words_age (a_case->received, now);
  dt_due_words_init (&self->due, calendar, a_case->due, now);
}

static void
words_clear (Words *self)
{
  g_free (self->citizen);
  g_free (self->meta);
  g_free (self->age);
  dt_due_words_clear (&self->due);
}

static char *
describe (const Words *words, DtCase *a_case, gint64 now)
{
  g_autofree char *time = dt_words_time (a_case->received, now);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text,
                          "%s, %s, %s, %s: %s. %s. %s",
                          a_case->code != NULL ? a_case->code : "",
                          words->citizen,
                          dt_words_channel (a_case->channel),
                          time,
                          a_case->title != NULL ? a_case->title : "",
                          words->meta,
                          dt_words_status (a_case->status));
  if (dt_case_status_is_open (a_case->status))
    g_string_append_printf (text, ", %s", words->age);
  if (a_case->priority != DT_PRIORITY_NORMAL)
    g_string_append_printf (text, ". %s", dt_words_priority (a_case->priority));
  if (a_case->unread)
    g_string_append_printf (text, ". %s", _ ("Unread"));
  if (words->due.sentence != NULL)
    g_string_append_printf (text, ". %s", words->due.sentence);
  if (a_case->reply >= 0)
    g_string_append_printf (text, ". %s", dt_approval_words_mark ((DtReplyState) a_case->reply));
  if (a_case->has_conflict)
    g_string_append_printf (text, ". %s", _ ("Two desks set different values"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_case (DtCaseRow *self, const Words *words, DtCase *a_case, gint64 now)
{
  g_autofree char *time = dup_time (a_case, words->age, now);

  self->empty = FALSE;
  g_clear_handle_id (&self->wait, g_source_remove);
  set_waiting (self, FALSE);
  show_channel (self, a_case->channel);
  dt_line_text_set_text (self->citizen, words->citizen);
  dt_line_text_set_text (self->time, time);
  dt_line_text_set_text (self->title, a_case->title);
  dt_line_text_set_text (self->snippet, a_case->snippet);
  dt_line_text_set_text (self->meta, words->meta);
  if (a_case->unread)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "dt-unread-title");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "dt-unread-title");
  gtk_widget_set_visible (self->conflict, a_case->has_conflict);
  show_reply (self, a_case->reply);
  gtk_widget_set_visible (self->priority, a_case->priority != DT_PRIORITY_NORMAL);
  if (a_case->priority != DT_PRIORITY_NORMAL)
    gtk_widget_set_tooltip_text (self->priority, dt_words_priority (a_case->priority));
  gtk_widget_set_opacity (self->pill, 1);
  if (words->due.sentence != NULL)
    dt_status_pill_set_due (DT_STATUS_PILL (self->pill), &words->due, DT_DUE_SHORT);
  else
    dt_status_pill_set_status (DT_STATUS_PILL (self->pill), a_case->status);
}

/**
 * dt_case_row_set_case:
 * @self: a row
 * @a_case: (nullable): what it shows, or %NULL while it is being loaded
 * @calendar: the office's
 * @now: Unix microseconds
 *
 * Returns: (transfer full): all that the row shows, as one sentence
 */
char *
dt_case_row_set_case (DtCaseRow *self, DtCase *a_case, DtWorkingCalendar *calendar, gint64 now)
{
  char *sentence;
  Words words;

  g_return_val_if_fail (DT_IS_CASE_ROW (self), NULL);

  if (a_case == NULL)
    {
      clear_row (self);
      return g_strdup (_ ("Loading"));
    }
  words_init (&words, a_case, calendar, now);
  show_case (self, &words, a_case, now);
  sentence = describe (&words, a_case, now);
  words_clear (&words);
  return sentence;
}

/**
 * dt_case_row_set_selecting:
 * @self: a row
 * @selecting: whether several are being chosen
 * @selected: whether this one is
 */
void
dt_case_row_set_selecting (DtCaseRow *self, gboolean selecting, gboolean selected)
{
  g_return_if_fail (DT_IS_CASE_ROW (self));

  gtk_widget_set_visible (self->check, selecting);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), selected);
}
