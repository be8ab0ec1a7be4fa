/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panel beside a case, made anew when the case changes: it is short. */
#include "ui/inbox/dt-case-panel.h"

#include "base/dt-text.h"
#include "model/dt-address-advice.h"
#include "ui/forms/dt-address-loader.h"
#include "ui/inbox/dt-attachment-button.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_OTHER 5
#define WIDTH 256

struct _DtCasePanel
{
  AdwBin parent_instance;
  GtkBox *box;

  const DtAddressIndex *index; /* NULL until it is made */
  GCancellable *loading;
  GtkWidget *place_list; /* where the place stands */
  DtCase *place_case;    /* NULL once it was seen whether its place lies in another unit */
  const DtUnit *own;
};

G_DEFINE_FINAL_TYPE (DtCasePanel, dt_case_panel, ADW_TYPE_BIN)

/* ---- pieces ---- */

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Three lines before anything is cut: an address, which breaks at the @, or large text. */
static GtkWidget *
make_text (const char *text, const char *css_class)
{
  g_auto (GStrv) halves = g_strsplit (text, "@", -1);
  g_autofree char *breakable = g_strjoinv ("@\u200b", halves);
  GtkWidget *label = make_label (breakable, css_class);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  /* A hyphen within an address would be read as part of it. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_lines (GTK_LABEL (label), 3);
  return label;
}

static GtkWidget *
add_section (DtCasePanel *self, const char *title, guint count)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = make_label (title, "dt-heading");
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (head), label);
  if (count > 0)
    {
      g_autofree char *number = dt_words_number (count);
      GtkWidget *n = make_label (number, "caption");

      gtk_widget_add_css_class (n, "dt-dim");
      gtk_box_append (GTK_BOX (head), n);
    }
  gtk_widget_set_margin_start (head, 4);
  gtk_widget_set_margin_end (head, 4);
  gtk_widget_set_margin_top (head, gtk_widget_get_first_child (GTK_WIDGET (self->box)) ? 8 : 0);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (self->box, head);
  gtk_box_append (self->box, list);
  return list;
}

/* A row of an image and two lines; activates @action with @target when it has one. */
static GtkWidget *
add_row (GtkWidget *list,
         GtkWidget *image,
         const char *title,
         const char *subtitle,
         const char *action,
         const char *target)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *label
      = subtitle != NULL ? g_strdup_printf ("%s, %s", title, subtitle) : g_strdup (title);

  gtk_widget_add_css_class (box, "dt-side-row");
  gtk_widget_set_valign (image, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), image);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), make_text (title, NULL));
  if (subtitle != NULL && *subtitle != '\0')
    {
      GtkWidget *second = make_text (subtitle, "caption");

      gtk_widget_add_css_class (second, "dt-dim");
      gtk_widget_add_css_class (second, "dt-num");
      gtk_box_append (GTK_BOX (texts), second);
    }
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), action != NULL);
  if (action != NULL)
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
      if (target != NULL)
        gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", target);
    }
  gtk_widget_set_tooltip_text (row, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return box;
}

static void
add_button (
    GtkWidget *row, const char *icon, const char *name, const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "dt-row-button");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_box_append (GTK_BOX (row), button);
}

static void
add_more (GtkWidget *list, const char *label, const char *action)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *text = gtk_label_new (label);

  gtk_widget_add_css_class (text, "dt-side-row");
  gtk_widget_add_css_class (text, "dt-link");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static char *
dup_case_line (DtCase *a_case)
{
  g_autofree char *status = g_utf8_strdown (dt_words_status (a_case->status), -1);

  return g_strdup_printf ("%s · %s", a_case->code, status);
}

/* ---- sections ---- */

static void
add_citizen (DtCasePanel *self, GtkWidget *list, DtCitizen *citizen, guint n_citizens)
{
  const char *name = citizen->erased         ? _ ("Erased")
                     : citizen->name != NULL ? citizen->name
                                             : _ ("No name given");
  g_autofree char *phone = citizen->phone != NULL ? dt_text_format_phone (citizen->phone) : NULL;
  const char *contact = phone != NULL            ? phone
                        : citizen->email != NULL ? citizen->email
                                                 : citizen->address;
  gboolean given = citizen->consent == DT_CONSENT_GIVEN;
  g_autofree char *since
      = citizen->consent_time != 0 ? dt_words_date (citizen->consent_time) : NULL;
  GtkWidget *row;

  row = add_row (list,
                 adw_avatar_new (36, citizen->name, citizen->name != NULL),
                 name,
                 contact,
                 citizen->erased ? NULL : "case.edit-citizen",
                 citizen->id);
  gtk_widget_add_css_class (gtk_widget_get_first_child (gtk_widget_get_last_child (row)),
                            "heading");
  if (citizen->erased)
    return;
  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  add_row (
      list,
      gtk_image_new_from_icon_name (given ? "dt-consent-symbolic" : "dt-consent-none-symbolic"),
      dt_words_consent (citizen->consent),
      since,
      "case.consent",
      citizen->id);
}

static void
add_citizens (DtCasePanel *self, DtCaseFile *file)
{
  GtkWidget *list
      = add_section (self, _ ("Citizen"), file->citizens->len > 1 ? file->citizens->len : 0);

  if (file->citizens->len == 0)
    add_row (list,
             gtk_image_new_from_icon_name ("dt-anonymous-symbolic"),
             _ ("Anonymous"),
             _ ("Nobody is named in this case"),
             NULL,
             NULL);
  for (guint i = 0; i < file->citizens->len; i++)
    add_citizen (self, list, file->citizens->pdata[i], file->citizens->len);
  add_more (list, _ ("Add a Citizen…"), "case.add-citizen");
}

static void
add_case_row (GtkWidget *list, DtCase *a_case, const char *undo, const char *undo_action)
{
  g_autofree char *line = dup_case_line (a_case);
  GtkWidget *row = add_row (list,
                            gtk_image_new_from_icon_name (dt_words_status_icon (a_case->status)),
                            a_case->title,
                            line,
                            "win.open-case",
                            a_case->id);

  if (undo != NULL)
    {
      g_autofree char *name = g_strdup_printf ("%s %s", undo, a_case->code);

      add_button (row, "window-close-symbolic", name, undo_action, a_case->id);
    }
}

static void
add_cases (DtCasePanel *self,
           const char *title,
           GPtrArray *cases,
           guint count,
           const char *undo,
           const char *undo_action)
{
  GtkWidget *list;

  if (cases->len == 0)
    return;
  list = add_section (self, title, count);
  for (guint i = 0; i < cases->len && i < MAX_OTHER; i++)
    add_case_row (list, cases->pdata[i], undo, undo_action);
  if (count > MAX_OTHER && undo == NULL)
    add_more (list, _ ("Show All"), "case.show-others");
}

/* The place surely lies in another unit: says in which, and offers to forward the case there. */
static void
mark_place (DtCasePanel *self)
{
  g_autoptr (DtCase) a_case = NULL;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  DtAddressAdvice advice;
  gboolean may;

  if (self->index == NULL || self->place_case == NULL)
    return;
  a_case = g_steal_pointer (&self->place_case);
  dt_address_advise (self->index, a_case->place, self->own->code, NULL, &advice);
  if (advice.elsewhere == NULL)
    return;
  name = dt_address_unit_to_text (advice.elsewhere);
  title = g_strdup_printf (_ ("The place is in %s"), name);
  may = dt_case_status_can_become (a_case->status, DT_CASE_STATUS_FORWARDED);
  add_row (self->place_list,
           gtk_image_new_from_icon_name ("dt-status-forwarded-symbolic"),
           title,
           may ? _ ("Forward the case there…") : NULL,
           may ? "case.forward" : NULL,
           may ? advice.elsewhere->code : NULL);
}

static void
on_index_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  const DtAddressIndex *index = dt_address_load_finish (result);
  DtCasePanel *self = data;

  if (index == NULL)
    return;
  self->index = index;
  mark_place (self);
}

static void
add_place (DtCasePanel *self, DtService *service, DtCase *a_case)
{
  GtkWidget *list;
  gboolean none = a_case->place == NULL && a_case->group == NULL;

  list = add_section (self, _ ("Where It Happened"), 0);
  add_row (list,
           gtk_image_new_from_icon_name ("mark-location-symbolic"),
           none                    ? _ ("No place yet")
           : a_case->place != NULL ? a_case->place
                                   : a_case->group,
           a_case->place != NULL ? a_case->group : NULL,
           "case.edit",
           NULL);
  self->place_list = list;
  self->own = service != NULL ? dt_service_get_unit (service) : NULL;
  g_clear_object (&self->place_case);
  if (self->own != NULL && a_case->place != NULL)
    self->place_case = g_object_ref (a_case);
  mark_place (self);
}

static void
add_attachments (DtCasePanel *self, DtService *service, DtCaseFile *file)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *flow;
  GtkWidget *list;
  GtkWidget *row;

  for (guint i = 0; i < file->timeline->len; i++)
    {
      DtTimelineItem *item = file->timeline->pdata[i];

      for (guint j = 0; item->attachments != NULL && j < item->attachments->len; j++)
        g_ptr_array_add (all, g_object_ref (item->attachments->pdata[j]));
    }
  if (all->len == 0)
    return;
  list = add_section (self, _ ("Files"), all->len);
  flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 4);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 4);
  gtk_widget_add_css_class (flow, "dt-side-row");
  for (guint i = 0; i < all->len; i++)
    {
      GtkWidget *button = dt_attachment_button_new (service, all->pdata[i], all);

      gtk_flow_box_append (GTK_FLOW_BOX (flow), button);
    }
  row = gtk_list_box_row_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), flow);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
add_print (DtCasePanel *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "document-print-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _ ("Print Receipt"));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "case.receipt");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (button, 8);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Print Receipt"), -1);
  gtk_box_append (self->box, button);
}

static void
dt_case_panel_dispose (GObject *object)
{
  DtCasePanel *self = DT_CASE_PANEL (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->place_case);
  G_OBJECT_CLASS (dt_case_panel_parent_class)->dispose (object);
}

static void
dt_case_panel_class_init (DtCasePanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dt_case_panel_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dt_case_panel_init (DtCasePanel *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_set_margin_top (GTK_WIDGET (self->box), 14);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->box), 14);
  gtk_widget_set_margin_start (GTK_WIDGET (self->box), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->box), 12);
  gtk_scrolled_window_set_policy (
      GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->box));
  gtk_widget_set_size_request (scroller, WIDTH, -1);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), scroller);
  adw_bin_set_child (ADW_BIN (self), clamp);
  /* The labels inside would have the panel grow with the window. */
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dt-side");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("About this case"), -1);
  self->loading = g_cancellable_new ();
  dt_address_load_async (self->loading, on_index_loaded_cb, self);
}

/**
 * dt_case_panel_new:
 *
 * Returns: (transfer floating): an empty panel
 */
GtkWidget *
dt_case_panel_new (void)
{
  return g_object_new (DT_TYPE_CASE_PANEL, NULL);
}

/**
 * dt_case_panel_set_file:
 * @self: a panel
 * @service: (nullable): whom to ask for attachments
 * @file: the case
 * @now: Unix microseconds
 */
void
dt_case_panel_set_file (DtCasePanel *self, DtService *service, DtCaseFile *file, gint64 now)
{
  GtkWidget *child;

  g_return_if_fail (DT_IS_CASE_PANEL (self) && DT_IS_CASE_FILE (file));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  add_citizens (self, file);
  add_cases (self, _ ("Other Cases"), file->other_cases, file->n_other_cases, NULL, NULL);
  add_place (self, service, file->a_case);
  add_cases (self,
             _ ("Same Matter"),
             file->links,
             file->links->len,
             _ ("Undo the link with"),
             "case.unlink");
  add_cases (self,
             _ ("Merged Into This One"),
             file->merged,
             file->merged->len,
             _ ("Undo the merging of"),
             "case.unmerge");
  add_attachments (self, service, file);
  add_print (self);
}
