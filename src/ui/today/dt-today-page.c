/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page "today". A leader's group stands across the page; below it, where there is room, what is
 * due on the left and what else there is on the right. */
#include "ui/today/dt-today-page.h"

#include "ui/shell/dt-words.h"
#include "ui/today/dt-today-list.h"
#include "words/dt-today-words.h"

#include <glib/gi18n.h>

#define TWO_COLUMNS 860
#define NARROW 600

struct _DtTodayPage
{
  AdwBin parent_instance;
  AdwHeaderBar *header;
  GtkWidget *back;
  GtkBox *head;
  GtkLabel *day;
  GtkLabel *subtitle;
  GtkWidget *walk_in;
  AdwStatusPage *empty;
  GtkBox *first;
  GtkWidget *columns;
  GtkBox *left;
  GtkBox *right;
  GtkWidget *done_box;
  GtkLabel *done;

  DtRunner *runner;
  DtTodayList *lists[DT_N_TODAY_GROUPS];
  guint places; /* where each group stands, two bits a group */
  int width;
};

enum
{
  OPEN_CASE,
  SHOW_VIEW,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Where a group stands while there is room. */
typedef enum
{
  NOWHERE,
  ACROSS,
  LEFT,
  RIGHT
} Place;

/* A row a group, in the order of the page: what it is called, where all of its cases are. */
static const struct
{
  const char *title;
  DtView view;
  Place place;
} groups[DT_N_TODAY_GROUPS] = {
  [DT_TODAY_LEAD] = { N_ ("For a Leader to Direct"), DT_VIEW_OVERDUE, ACROSS },
  [DT_TODAY_REQUESTS] = { N_ ("Extensions to Decide"), DT_VIEW_IN_PROGRESS, RIGHT },
  [DT_TODAY_APPROVALS] = { N_ ("Replies to Approve"), DT_VIEW_AWAITING, LEFT },
  [DT_TODAY_REPLIES] = { N_ ("Replies Returned or Not Sent"), DT_VIEW_OUTBOX, LEFT },
  [DT_TODAY_OVERDUE] = { N_ ("Overdue"), DT_VIEW_OVERDUE, LEFT },
  [DT_TODAY_DUE_TODAY] = { N_ ("Due Today"), DT_VIEW_DUE_SOON, LEFT },
  [DT_TODAY_DUE_SOON] = { N_ ("Due Soon"), DT_VIEW_DUE_SOON, LEFT },
  [DT_TODAY_NEW] = { N_ ("Newly Arrived"), DT_VIEW_TO_RECEIVE, RIGHT },
  [DT_TODAY_NO_DUE] = { N_ ("Mine, with No Time Running"), DT_VIEW_MINE, RIGHT },
};

G_DEFINE_FINAL_TYPE (DtTodayPage, dt_today_page, ADW_TYPE_BIN)

/* ---- where the groups stand ---- */

static gboolean
is_shown (DtTodayPage *self, guint group)
{
  return self->lists[group] != NULL && gtk_widget_get_visible (GTK_WIDGET (self->lists[group]));
}

static guint
count_shown (DtTodayPage *self, Place place)
{
  guint n = 0;

  for (guint i = 0; i < DT_N_TODAY_GROUPS; i++)
    n += groups[i].place == place && is_shown (self, i);
  return n;
}

/* The first or the last group shown of those that stand on that side. */
static guint
find_shown (DtTodayPage *self, Place place, gboolean last)
{
  guint found = DT_N_TODAY_GROUPS;

  for (guint i = 0; i < DT_N_TODAY_GROUPS; i++)
    if (groups[i].place == place && is_shown (self, i) && (last || found == DT_N_TODAY_GROUPS))
      found = i;
  return found;
}

/* No column is left empty while the other one holds several groups. */
static Place
find_place (DtTodayPage *self, guint group)
{
  guint n_left = count_shown (self, LEFT);
  guint n_right = count_shown (self, RIGHT);
  Place place = groups[group].place;

  if (!is_shown (self, group))
    return NOWHERE;
  if (place == ACROSS)
    return ACROSS;
  if (self->width < TWO_COLUMNS || n_left + n_right == 1)
    return LEFT;
  if (n_right == 0)
    return group == find_shown (self, LEFT, TRUE) ? RIGHT : LEFT;
  if (n_left == 0)
    return group == find_shown (self, RIGHT, FALSE) ? LEFT : RIGHT;
  return place;
}

static GtkBox *
get_box (DtTodayPage *self, Place place)
{
  return place == ACROSS ? self->first : place == RIGHT ? self->right : self->left;
}

/* To the end of those that have been moved already. One that stays in its box is not taken out. */
static void
move (DtTodayPage *self, guint group, Place place, GtkWidget *previous)
{
  GtkWidget *list = GTK_WIDGET (self->lists[group]);
  GtkWidget *parent = gtk_widget_get_parent (list);
  GtkBox *box = get_box (self, place);

  if (parent == GTK_WIDGET (box))
    {
      gtk_box_reorder_child_after (box, list, previous);
      return;
    }
  g_object_ref (list);
  if (parent != NULL)
    gtk_box_remove (GTK_BOX (parent), list);
  gtk_box_insert_child_after (box, list, previous);
  g_object_unref (list);
}

static void
move_all (DtTodayPage *self, guint places)
{
  GtkWidget *last[RIGHT + 1] = { NULL };

  for (guint i = 0; i < DT_N_TODAY_GROUPS; i++)
    {
      Place place = (Place) (places >> (2 * i) & 3);
      GtkWidget **previous = &last[place == NOWHERE ? LEFT : place];

      move (self, i, place, *previous);
      *previous = GTK_WIDGET (self->lists[i]);
    }
}

static void
arrange (DtTodayPage *self)
{
  guint places = 0;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; i < DT_N_TODAY_GROUPS; i++)
    places |= (guint) find_place (self, i) << (2 * i);
  if (places == self->places)
    return;
  self->places = places;
  move_all (self, places);
  gtk_widget_set_visible (GTK_WIDGET (self->first), is_shown (self, DT_TODAY_LEAD));
  gtk_widget_set_visible (GTK_WIDGET (self->right), FALSE);
  for (guint i = 0; i < DT_N_TODAY_GROUPS; i++)
    if ((places >> (2 * i) & 3) == RIGHT)
      gtk_widget_set_visible (GTK_WIDGET (self->right), TRUE);
  gtk_widget_set_visible (self->columns, count_shown (self, LEFT) + count_shown (self, RIGHT) > 0);
  /* It is lost with a list that goes to another box. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self))
      && gtk_root_get_focus (root) != focus)
    gtk_widget_grab_focus (focus);
}

/* ---- callbacks ---- */

static void
on_open_case_cb (DtTodayList *list, DtCase *a_case, DtTodayPage *self)
{
  for (guint i = 0; i < DT_N_TODAY_GROUPS; i++)
    if (self->lists[i] == list)
      g_signal_emit (self, signals[OPEN_CASE], 0, a_case, (int) groups[i].view);
}

static void
on_show_view_cb (DtTodayList *list, int view, DtTodayPage *self)
{
  g_signal_emit (self, signals[SHOW_VIEW], 0, view);
}

/* ---- vfuncs ---- */

static void
dt_today_page_dispose (GObject *object)
{
  DtTodayPage *self = DT_TODAY_PAGE (object);

  g_clear_object (&self->runner);
  G_OBJECT_CLASS (dt_today_page_parent_class)->dispose (object);
}

static void
dt_today_page_class_init (DtTodayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_today_page_dispose;
  signals[OPEN_CASE] = g_signal_new ("open-case",
                                     type,
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     2,
                                     DT_TYPE_CASE,
                                     G_TYPE_INT);
  signals[SHOW_VIEW] = g_signal_new (
      "show-view", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/today/dt-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DtTodayPage, header);
  gtk_widget_class_bind_template_child (widget_class, DtTodayPage, back);
  gtk_widget_class_bind_template_child (widget_class, DtTodayPage, head);
  gtk_widget_class_bind_template_child (widget_class, DtTodayPage, day);
  gtk_widget_class_bind_template_child (widget_class, DtTodayPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, DtTodayPage, walk_in);
  gtk_widget_class_bind_template_child (widget_class, DtTodayPage, empty);
  gtk_widget_class_bind_template_child (widget_class, DtTodayPage, first);
  gtk_widget_class_bind_template_child (widget_class, DtTodayPage, columns);
  gtk_widget_class_bind_template_child (widget_class, DtTodayPage, left);
  gtk_widget_class_bind_template_child (widget_class, DtTodayPage, right);
  gtk_widget_class_bind_template_child (widget_class, DtTodayPage, done_box);
  gtk_widget_class_bind_template_child (widget_class, DtTodayPage, done);
}

static void
dt_today_page_init (DtTodayPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ---- public ---- */

/**
 * dt_today_page_new:
 * @runner: who runs its commands
 * @actions: hands cases to officers; of its own
 *
 * Returns: (transfer floating): the page, which shows nothing yet
 */
GtkWidget *
dt_today_page_new (DtRunner *runner, DtCaseActions *actions)
{
  DtTodayPage *self = g_object_new (DT_TYPE_TODAY_PAGE, NULL);

  self->runner = g_object_ref (runner);
  for (guint i = 0; i < DT_N_TODAY_GROUPS; i++)
    {
      GtkWidget *list = dt_today_list_new (
          _ (groups[i].title), groups[i].view, runner, i == DT_TODAY_LEAD ? actions : NULL);

      self->lists[i] = DT_TODAY_LIST (list);
      gtk_widget_set_hexpand (list, TRUE);
      g_signal_connect (list, "open-case", G_CALLBACK (on_open_case_cb), self);
      g_signal_connect (list, "show-view", G_CALLBACK (on_show_view_cb), self);
      gtk_box_append (groups[i].place == ACROSS ? self->first : self->left, list);
    }
  return GTK_WIDGET (self);
}

static void
set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

static void
show_head (DtTodayPage *self, const DtToday *today)
{
  DtService *service = dt_runner_get_service (self->runner);
  g_autofree char *day = dt_today_words_title (today->now);
  g_autofree char *subtitle = dt_today_words_subtitle (
      dt_service_get_calendar (service), today->now, dt_today_count (today));
  g_autofree char *done = dt_today_words_done (today);

  set_text (self->day, day);
  set_text (self->subtitle, subtitle);
  set_text (self->done, done != NULL ? done : "");
  gtk_widget_set_visible (self->done_box, done != NULL);
  gtk_widget_set_visible (self->walk_in, dt_service_may (service, DT_COMMAND_OPEN_CASE));
}

static void
show_empty (DtTodayPage *self, const DtToday *today)
{
  g_autofree char *due = NULL;
  g_autofree char *text = NULL;
  gboolean any = FALSE;

  for (guint i = 0; i < DT_N_TODAY_GROUPS; i++)
    any = any || today->groups[i].n > 0;
  gtk_widget_set_visible (GTK_WIDGET (self->empty), !any);
  if (any)
    return;
  if (today->next_due != 0)
    {
      due = dt_today_words_due (today->next_due, today->now);
      text = g_strdup_printf (_ ("The next case: %s."), due);
    }
  adw_status_page_set_description (
      self->empty, text != NULL ? text : _ ("No time is running for a case of yours."));
}

/**
 * dt_today_page_show:
 * @self: a page
 * @today: the day, as it is now
 */
void
dt_today_page_show (DtTodayPage *self, const DtToday *today)
{
  g_return_if_fail (DT_IS_TODAY_PAGE (self) && today != NULL);

  show_head (self, today);
  for (guint i = 0; i < DT_N_TODAY_GROUPS; i++)
    dt_today_list_show (self->lists[i], &today->groups[i], today->views[groups[i].view]);
  show_empty (self, today);
  arrange (self);
}

/**
 * dt_today_page_set_width:
 * @self: a page
 * @width: that it has, in pixels
 * @alone: the sidebar is not beside it
 */
void
dt_today_page_set_width (DtTodayPage *self, int width, gboolean alone)
{
  g_return_if_fail (DT_IS_TODAY_PAGE (self));

  gtk_widget_set_visible (self->back, alone);
  adw_header_bar_set_show_start_title_buttons (self->header, alone);
  self->width = width;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head),
                                  width < NARROW ? GTK_ORIENTATION_VERTICAL
                                                 : GTK_ORIENTATION_HORIZONTAL);
  for (guint i = 0; i < DT_N_TODAY_GROUPS; i++)
    dt_today_list_set_narrow (self->lists[i], width < NARROW);
  arrange (self);
}

/**
 * dt_today_page_focus:
 * @self: a page
 *
 * To the first case, or to the button that receives a citizen.
 */
void
dt_today_page_focus (DtTodayPage *self)
{
  g_return_if_fail (DT_IS_TODAY_PAGE (self));

  for (guint i = 0; i < DT_N_TODAY_GROUPS; i++)
    if (is_shown (self, i) && dt_today_list_focus (self->lists[i]))
      return;
  if (!gtk_widget_grab_focus (self->walk_in))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
