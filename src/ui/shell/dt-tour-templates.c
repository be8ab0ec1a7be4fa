/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the tour that show the manager of reply templates: one being edited, one that is
 * wrong, a search, what a file would bring. */
#include "ui/shell/dt-tour.h"

#include "ui/reply/dt-template-draft.h"
#include "ui/reply/dt-template-import-window.h"
#include "ui/reply/dt-template-text.h"
#include "ui/reply/dt-template-window.h"

#define LOOK_MS 50

/* Templates that come with the program. */
#define SCHEDULE "fda44d009e8078f859af63c644f392e9"
#define RUBBISH "7dcdb33c384a1fda8ff0ca04e133c34d"
#define DOGS "ba74956c613b0e57b707faf443a6293f"

typedef void (*ShowTemplates) (DtTour *tour, DtTemplateWindow *window);

static DtTemplateWindow *
find_window (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (DT_IS_TEMPLATE_WINDOW (l->data) && gtk_widget_get_mapped (l->data))
      return l->data;
  return NULL;
}

static DtReplyTemplate *
find_template (DtTour *tour, const char *id)
{
  GPtrArray *templates
      = dt_service_get_templates (dt_window_get_service (dt_tour_get_window (tour)));

  for (guint i = 0; i < templates->len; i++)
    if (g_str_equal (((DtReplyTemplate *) templates->pdata[i])->id, id))
      return templates->pdata[i];
  return NULL;
}

static gboolean
on_window_wanted_cb (gpointer data)
{
  DtTour *tour = data;
  DtTemplateWindow *window = find_window ();
  ShowTemplates show = (ShowTemplates) g_object_get_data (G_OBJECT (tour), "show-templates");

  if (!dt_window_is_settled (dt_tour_get_window (tour)))
    return G_SOURCE_CONTINUE;
  if (window == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (dt_tour_get_window (tour)), "win.templates", NULL);
      return G_SOURCE_CONTINUE;
    }
  show (tour, window);
  dt_tour_release (tour);
  return G_SOURCE_REMOVE;
}

static void
show_window (DtTour *tour, ShowTemplates show)
{
  DtWindow *window = dt_tour_get_window (tour);

  if (dt_tour_act_as (tour, DT_ROLE_LEADER, 0))
    dt_window_unlock (window);
  dt_window_set_view (window, DT_VIEW_TODAY);
  g_object_set_data (G_OBJECT (tour), "show-templates", (gpointer) show);
  dt_tour_hold (tour);
  g_timeout_add (LOOK_MS, on_window_wanted_cb, tour);
}

/* A narrow picture is of the list: the other one is of what is edited. */
static void
show_list (DtTour *tour, DtTemplateWindow *window)
{
  DtReplyTemplate *template = find_template (tour, SCHEDULE);

  if (template != NULL && !dt_tour_is_narrow (tour))
    dt_template_window_open (window, template->id);
}

static void
show_wrong (DtTour *tour, DtTemplateWindow *window)
{
  DtReplyTemplate *template = find_template (tour, RUBBISH);
  GtkWidget *text;

  if (template == NULL)
    return;
  dt_template_window_open (window, template->id);
  text = dt_tour_find (GTK_WIDGET (window), DT_TYPE_TEMPLATE_TEXT);
  if (text != NULL && dt_template_text_get_problem (DT_TEMPLATE_TEXT (text)) == NULL)
    dt_template_text_insert_field (DT_TEMPLATE_TEXT (text), "citizen.nam");
}

static void
show_search (DtTour *tour, DtTemplateWindow *window)
{
  dt_template_window_search (window, "khieu nai");
}

/* A new one, one that differs, one that is the same, one that is broken. */
static char *
make_file (DtTour *tour)
{
  g_autoptr (GPtrArray) templates = g_ptr_array_new_with_free_func (g_object_unref);
  DtReplyTemplate *same = find_template (tour, SCHEDULE);
  DtReplyTemplate *changed = dt_template_draft_copy (find_template (tour, DOGS));
  DtReplyTemplate *fresh = dt_template_draft_copy (same);
  DtReplyTemplate *broken = dt_template_draft_copy (same);

  g_ptr_array_add (templates, g_object_ref (same));
  g_free (changed->title);
  changed->title = g_strconcat (same->title, " 2", NULL);
  g_ptr_array_add (templates, changed);
  g_free (fresh->id);
  fresh->id = g_strdup ("00000000000000000000000000000001");
  g_free (fresh->title);
  fresh->title = g_strconcat (same->title, " 3", NULL);
  g_ptr_array_add (templates, fresh);
  g_free (broken->id);
  broken->id = g_strdup ("00000000000000000000000000000002");
  g_free (broken->title);
  broken->title = g_strconcat (same->title, " 4", NULL);
  g_free (broken->body);
  broken->body = g_strdup ("{{address}}\n{{unit.nam}}");
  g_ptr_array_add (templates, broken);
  return dt_reply_template_export (templates, NULL);
}

static void
show_import (DtTour *tour, DtTemplateWindow *window)
{
  DtService *service = dt_window_get_service (dt_tour_get_window (tour));
  g_autofree char *text = make_file (tour);
  g_autoptr (DtRunner) runner = dt_runner_new (service);
  DtTemplateParcel *parcel
      = dt_template_parcel_read (text, dt_service_get_templates (service), NULL);

  if (parcel != NULL)
    gtk_window_present (
        GTK_WINDOW (dt_template_import_window_new (runner, NULL, parcel, "mau-tra-loi.json")));
  gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
}

void
dt_tour_show_templates (DtTour *tour)
{
  show_window (tour, show_list);
}

void
dt_tour_show_template_wrong (DtTour *tour)
{
  show_window (tour, show_wrong);
}

void
dt_tour_show_template_search (DtTour *tour)
{
  show_window (tour, show_search);
}

void
dt_tour_show_template_import (DtTour *tour)
{
  show_window (tour, show_import);
}
