/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who called from this number before, and their cases, the open ones first: looked up while the
 * number is typed. A family may share a number: "not this person" shows the next. Main thread. */
#include "ui/walkin/dt-lookup-list.h"

#include "ui/inbox/dt-status-pill.h"
#include "ui/shell/dt-accessible-name.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define MAX_CASES 3
#define MAX_PEOPLE 5

struct _DtLookupList
{
  GtkWidget parent_instance;
  GtkRevealer *revealer;
  GtkLabel *summary;
  GtkListBox *list;
  GtkListBoxRow *head;
  GtkWidget *reject;

  DtService *service;
  char *phone;
  GPtrArray *people;  /* of Person */
  guint at;           /* which of them is shown */
  GPtrArray *buttons; /* of GtkToggleButton, one an open case shown */
  DtCase *joined;
  char *preset;
  GCancellable *cancellable;
};

enum
{
  FOUND,
  REJECTED,
  JOINED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtLookupList, dt_lookup_list, GTK_TYPE_WIDGET)

/* ---- looking up, on the reading worker ---- */

typedef struct
{
  DtCitizen *citizen;
  GPtrArray *cases; /* of DtCase */
} Person;

static void
person_free (Person *person)
{
  g_object_unref (person->citizen);
  g_ptr_array_unref (person->cases);
  g_free (person);
}

static gpointer
look_up (DtReader *reader, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) citizens = dt_reader_search_citizens (reader, data, MAX_PEOPLE, error);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) person_free);

  if (citizens == NULL)
    return NULL;
  for (guint i = 0; i < citizens->len; i++)
    {
      DtCitizen *citizen = g_ptr_array_index (citizens, i);
      GPtrArray *cases;
      Person *person;

      if (citizen->erased)
        continue;
      cases = dt_reader_cases_of_citizen (reader, citizen->id, MAX_CASES, error);
      if (cases == NULL)
        return NULL;
      person = g_new0 (Person, 1);
      person->citizen = g_object_ref (citizen);
      person->cases = cases;
      g_ptr_array_add (people, person);
    }
  return g_steal_pointer (&people);
}

/* ---- rows ---- */

static gboolean
can_be_joined (DtCase *a_case)
{
  return dt_case_status_is_open (a_case->status);
}

static void
set_joined (DtLookupList *self, DtCase *a_case)
{
  if (!g_set_object (&self->joined, a_case))
    return;
  g_signal_emit (self, signals[JOINED], 0);
}

static void
on_join_toggled_cb (DtLookupList *self, GtkToggleButton *button)
{
  DtCase *a_case = g_object_get_data (G_OBJECT (button), "case");
  gboolean active = gtk_toggle_button_get_active (button);

  gtk_button_set_label (GTK_BUTTON (button),
                        active ? _ ("Joining this case") : _ ("Join this case"));
  if (active)
    {
      for (guint i = 0; i < self->buttons->len; i++)
        if (g_ptr_array_index (self->buttons, i) != button)
          gtk_toggle_button_set_active (g_ptr_array_index (self->buttons, i), FALSE);
      set_joined (self, a_case);
    }
  else if (self->joined == a_case)
    set_joined (self, NULL);
}

static GtkWidget *
make_end (DtLookupList *self, DtCase *a_case)
{
  GtkWidget *button;
  g_autofree char *tip = NULL;
  g_autofree char *name = NULL;

  if (!can_be_joined (a_case) || self->buttons->len >= MAX_CASES)
    {
      g_autofree char *date = dt_words_date (a_case->changed);
      g_autofree char *text = g_strdup_printf ("%s %s", dt_words_status (a_case->status), date);
      GtkWidget *label = gtk_label_new (text);

      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dt-dim");
      return label;
    }
  button = gtk_toggle_button_new_with_label (_ ("Join this case"));
  tip = g_strdup_printf ("Alt+%u", self->buttons->len + 1);
  name = g_strdup_printf (_ ("Join case %s, %s"), a_case->code, a_case->title);
  gtk_widget_set_tooltip_text (button, tip);
  dt_accessible_name_set (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "case", g_object_ref (a_case), g_object_unref);
  g_ptr_array_add (self->buttons, button);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_join_toggled_cb), self);
  return button;
}

static GtkWidget *
make_row (DtLookupList *self, DtCase *a_case)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (dt_words_channel_icon (a_case->channel));
  GtkWidget *title = gtk_label_new (a_case->title);
  g_autofree char *tip = g_strdup_printf ("%s · %s", a_case->code, a_case->title);

  gtk_widget_set_tooltip_text (icon, dt_words_channel (a_case->channel));
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_tooltip_text (title, tip);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), title);
  if (can_be_joined (a_case))
    {
      GtkWidget *pill = dt_status_pill_new ();

      dt_status_pill_set_status (DT_STATUS_PILL (pill), a_case->status);
      gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), pill);
    }
  gtk_box_append (GTK_BOX (box), make_end (self, a_case));
  gtk_widget_add_css_class (box, "dt-lookup-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static void
clear_rows (DtLookupList *self)
{
  GtkWidget *row = gtk_widget_get_next_sibling (GTK_WIDGET (self->head));

  g_ptr_array_set_size (self->buttons, 0);
  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      gtk_list_box_remove (self->list, row);
      row = next;
    }
}

static char *
summarize (DtCitizen *citizen)
{
  g_autofree char *cases
      = g_strdup_printf (ngettext ("%u case", "%u cases", citizen->n_cases), citizen->n_cases);
  const char *name = citizen->name != NULL ? citizen->name : _ ("somebody without a name");

  if (citizen->n_open_cases > 0)
    /* Translators: "4 cases", a name, how many of them are open. */
    return g_strdup_printf (
        _ ("This number has %s of %s, %u open"), cases, name, citizen->n_open_cases);
  return g_strdup_printf (_ ("This number has %s of %s, none open"), cases, name);
}

static Person *
current (DtLookupList *self)
{
  return self->people != NULL && self->at < self->people->len
             ? g_ptr_array_index (self->people, self->at)
             : NULL;
}

static void
show_current (DtLookupList *self)
{
  Person *person = current (self);

  clear_rows (self);
  set_joined (self, NULL);
  gtk_revealer_set_reveal_child (self->revealer, person != NULL);
  gtk_widget_set_can_focus (GTK_WIDGET (self->revealer), person != NULL);
  if (person != NULL)
    {
      g_autofree char *summary = summarize (person->citizen);

      gtk_label_set_text (self->summary, summary);
      for (guint i = 0; i < person->cases->len; i++)
        {
          DtCase *a_case = g_ptr_array_index (person->cases, i);

          if (a_case->status != DT_CASE_STATUS_MERGED && a_case->status != DT_CASE_STATUS_WITHDRAWN)
            gtk_list_box_append (self->list, make_row (self, a_case));
        }
    }
  g_signal_emit (self, signals[FOUND], 0);
  for (guint i = 0; self->preset != NULL && i < self->buttons->len; i++)
    {
      DtCase *a_case = g_object_get_data (G_OBJECT (g_ptr_array_index (self->buttons, i)), "case");

      if (g_strcmp0 (a_case->id, self->preset) == 0)
        gtk_toggle_button_set_active (g_ptr_array_index (self->buttons, i), TRUE);
    }
  if (person != NULL)
    g_clear_pointer (&self->preset, g_free);
}

static void
on_looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtLookupList) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *people = dt_service_read_finish (DT_SERVICE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->service == NULL)
    {
      g_clear_pointer (&people, g_ptr_array_unref);
      return;
    }
  g_clear_pointer (&self->people, g_ptr_array_unref);
  self->people = people;
  self->at = 0;
  show_current (self);
}

static void
on_reject_cb (DtLookupList *self)
{
  self->at++;
  g_signal_emit (self, signals[REJECTED], 0);
  show_current (self);
}

/* ---- class ---- */

static void
dt_lookup_list_dispose (GObject *object)
{
  DtLookupList *self = DT_LOOKUP_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->service);
  g_clear_object (&self->joined);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_LOOKUP_LIST);
  G_OBJECT_CLASS (dt_lookup_list_parent_class)->dispose (object);
}

static void
dt_lookup_list_finalize (GObject *object)
{
  DtLookupList *self = DT_LOOKUP_LIST (object);

  g_free (self->phone);
  g_free (self->preset);
  G_OBJECT_CLASS (dt_lookup_list_parent_class)->finalize (object);
}

static guint
add_signal (DtLookupListClass *klass, const char *name)
{
  return g_signal_new (
      name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dt_lookup_list_class_init (DtLookupListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_lookup_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_lookup_list_finalize;

  signals[FOUND] = add_signal (klass, "found");
  signals[REJECTED] = add_signal (klass, "rejected");
  signals[JOINED] = add_signal (klass, "joined");

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/walkin/dt-lookup-list.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, DtLookupList, revealer);
  gtk_widget_class_bind_template_child (widget_class, DtLookupList, summary);
  gtk_widget_class_bind_template_child (widget_class, DtLookupList, list);
  gtk_widget_class_bind_template_child (widget_class, DtLookupList, head);
  gtk_widget_class_bind_template_child (widget_class, DtLookupList, reject);
  gtk_widget_class_bind_template_callback (widget_class, on_reject_cb);
}

static void
dt_lookup_list_init (DtLookupList *self)
{
  self->buttons = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ---- public ---- */

/**
 * dt_lookup_list_set_service:
 * @self: the list
 * @service: where to look
 */
void
dt_lookup_list_set_service (DtLookupList *self, DtService *service)
{
  g_return_if_fail (DT_IS_LOOKUP_LIST (self) && DT_IS_SERVICE (service));

  g_set_object (&self->service, service);
}

/**
 * dt_lookup_list_set_phone:
 * @self: the list
 * @phone: (nullable): a normalized number
 */
void
dt_lookup_list_set_phone (DtLookupList *self, const char *phone)
{
  g_return_if_fail (DT_IS_LOOKUP_LIST (self) && self->service != NULL);

  if (g_strcmp0 (self->phone, phone) == 0)
    return;
  g_free (self->phone);
  self->phone = g_strdup (phone);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (phone == NULL)
    {
      g_clear_pointer (&self->people, g_ptr_array_unref);
      show_current (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  dt_service_read_async (self->service,
                         look_up,
                         g_strdup (phone),
                         g_free,
                         (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable,
                         on_looked_up_cb,
                         g_object_ref (self));
}

/**
 * dt_lookup_list_preset_joined:
 * @self: the list
 * @case_id: (nullable): a case that was being joined
 */
void
dt_lookup_list_preset_joined (DtLookupList *self, const char *case_id)
{
  g_return_if_fail (DT_IS_LOOKUP_LIST (self));

  g_free (self->preset);
  self->preset = g_strdup (case_id);
}

/**
 * dt_lookup_list_toggle:
 * @self: the list
 * @n: which open case, from 0
 *
 * Returns: whether there is such a case
 */
gboolean
dt_lookup_list_toggle (DtLookupList *self, guint n)
{
  GtkToggleButton *button;

  g_return_val_if_fail (DT_IS_LOOKUP_LIST (self), FALSE);

  if (n >= self->buttons->len)
    return FALSE;
  button = g_ptr_array_index (self->buttons, n);
  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
  return TRUE;
}

/**
 * dt_lookup_list_get_citizen:
 * @self: the list
 *
 * Returns: (transfer none) (nullable): who is shown
 */
DtCitizen *
dt_lookup_list_get_citizen (DtLookupList *self)
{
  Person *person;

  g_return_val_if_fail (DT_IS_LOOKUP_LIST (self), NULL);

  person = current (self);
  return person != NULL ? person->citizen : NULL;
}

/**
 * dt_lookup_list_get_joined:
 * @self: the list
 *
 * Returns: (transfer none) (nullable): the case to join
 */
DtCase *
dt_lookup_list_get_joined (DtLookupList *self)
{
  g_return_val_if_fail (DT_IS_LOOKUP_LIST (self), NULL);

  return self->joined;
}
