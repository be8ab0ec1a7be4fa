/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that edits one thing of the rules of time. Main thread. */
#include "ui/settings/dt-rule-form.h"

#include "ui/forms/dt-form.h"

#include <glib/gi18n.h>
#include <string.h>

#define PROBLEM "dt-problem"

struct _DtRuleForm
{
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkBox *body;
  AdwWindowTitle *window_title;
  gboolean dirty;
  GtkWidget *wrong; /* the first field with a problem, while the fields are read; borrowed */
};

enum
{
  ACCEPT,
  APPLIED,
  CLOSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtRuleForm, dt_rule_form, GTK_TYPE_WIDGET)

static void
on_back_cb (DtRuleForm *self)
{
  g_signal_emit (self, signals[CLOSED], 0, NULL);
}

static void
on_accept_cb (DtRuleForm *self)
{
  g_signal_emit (self, signals[ACCEPT], 0);
}

static gboolean
on_escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  on_back_cb (DT_RULE_FORM (widget));
  return TRUE;
}

static gboolean
on_accept_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  on_accept_cb (DT_RULE_FORM (widget));
  return TRUE;
}

/* The first field, unless one has it already: moving on from there would pass it over. */
static gboolean
dt_rule_form_grab_focus (GtkWidget *widget)
{
  GtkWidget *body = GTK_WIDGET (DT_RULE_FORM (widget)->body);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return (focus != NULL && gtk_widget_is_ancestor (focus, body))
         || gtk_widget_child_focus (body, GTK_DIR_TAB_FORWARD);
}

static void
dt_rule_form_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DT_TYPE_RULE_FORM);
  G_OBJECT_CLASS (dt_rule_form_parent_class)->dispose (object);
}

static void
dt_rule_form_class_init (DtRuleFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_rule_form_dispose;
  widget_class->grab_focus = dt_rule_form_grab_focus;
  signals[ACCEPT]
      = g_signal_new ("accept", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[APPLIED]
      = g_signal_new ("applied", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLOSED] = g_signal_new (
      "closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/settings/dt-rule-form.ui");
  gtk_widget_class_bind_template_child (widget_class, DtRuleForm, content);
  gtk_widget_class_bind_template_child (widget_class, DtRuleForm, body);
  gtk_widget_class_bind_template_child (widget_class, DtRuleForm, window_title);
  gtk_widget_class_bind_template_callback (widget_class, on_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_accept_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape_cb, NULL);
  gtk_widget_class_add_binding (
      widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, on_accept_key_cb, NULL);
}

static void
dt_rule_form_init (DtRuleForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * dt_rule_form_new:
 * @title: what is edited
 *
 * Returns: (transfer floating): an empty page
 */
DtRuleForm *
dt_rule_form_new (const char *title)
{
  DtRuleForm *self = g_object_new (DT_TYPE_RULE_FORM, NULL);

  adw_window_title_set_title (self->window_title, title);
  return self;
}

/**
 * dt_rule_form_apply:
 * @self: a page whose fields were taken
 */
void
dt_rule_form_apply (DtRuleForm *self)
{
  g_return_if_fail (DT_IS_RULE_FORM (self));

  g_autoptr (DtRuleForm) kept = g_object_ref (self);

  self->dirty = FALSE;
  g_signal_emit (self, signals[APPLIED], 0);
  g_signal_emit (self, signals[CLOSED], 0, NULL);
}

/**
 * dt_rule_form_settle:
 * @self: a page that was just filled
 */
void
dt_rule_form_settle (DtRuleForm *self)
{
  g_return_if_fail (DT_IS_RULE_FORM (self));

  self->dirty = FALSE;
}

/**
 * dt_rule_form_is_dirty:
 * @self: a page
 *
 * Returns: whether something in it was changed and not applied
 */
gboolean
dt_rule_form_is_dirty (DtRuleForm *self)
{
  g_return_val_if_fail (DT_IS_RULE_FORM (self), FALSE);

  return self->dirty;
}

/* ---- fields ---- */

static void
on_changed_cb (DtRuleForm *self)
{
  self->dirty = TRUE;
}

/* What was wrong may be right now. */
static void
on_text_changed_cb (GtkWidget *field)
{
  dt_form_set_problem (field, g_object_get_data (G_OBJECT (field), PROBLEM), NULL);
}

/**
 * dt_rule_form_watch:
 * @self: a page
 * @object: a part of it
 * @property: what somebody changes of it
 */
void
dt_rule_form_watch (DtRuleForm *self, gpointer object, const char *property)
{
  g_autofree char *detailed = g_strconcat ("notify::", property, NULL);

  g_signal_connect_object (object, detailed, G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * dt_rule_form_add_list:
 * @self: a page
 * @heading: (nullable): over it
 *
 * Returns: (transfer none): an empty boxed list
 */
GtkListBox *
dt_rule_form_add_list (DtRuleForm *self, const char *heading)
{
  GtkWidget *list = gtk_list_box_new ();

  if (heading != NULL)
    {
      GtkWidget *label = gtk_label_new (heading);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, "heading");
      gtk_widget_set_margin_top (label, 12);
      gtk_box_append (self->body, label);
    }
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_box_append (self->body, list);
  return GTK_LIST_BOX (list);
}

/**
 * dt_rule_form_add_note:
 * @self: a page
 * @text: said in small letters
 */
void
dt_rule_form_add_note (DtRuleForm *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dt-dim");
  gtk_box_append (self->body, label);
}

/**
 * dt_rule_form_add_button:
 * @self: a page
 * @label: with a mnemonic
 *
 * Returns: (transfer none): a button that takes something away
 */
GtkWidget *
dt_rule_form_add_button (DtRuleForm *self, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "destructive-action");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (button, 18);
  gtk_box_append (self->body, button);
  return button;
}

/**
 * dt_rule_form_add_row:
 * @self: a page
 * @list: one of its lists
 * @row: a row that a problem may be told of
 */
void
dt_rule_form_add_row (DtRuleForm *self, GtkListBox *list, GtkWidget *row)
{
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *under = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 8);
  gtk_widget_add_css_class (label, "dt-problem");
  gtk_widget_set_visible (label, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (under), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (under), FALSE);
  gtk_widget_set_focusable (under, FALSE);
  g_object_bind_property (label, "visible", under, "visible", G_BINDING_SYNC_CREATE);
  g_object_set_data (G_OBJECT (row), PROBLEM, label);
  gtk_list_box_append (list, row);
  gtk_list_box_append (list, under);
}

/**
 * dt_rule_form_add_entry:
 * @self: a page
 * @list: one of its lists
 * @title: what is typed there
 * @text: (nullable): what stands there now
 *
 * Returns: (transfer none): the field
 */
GtkWidget *
dt_rule_form_add_entry (DtRuleForm *self, GtkListBox *list, const char *title, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  dt_rule_form_add_row (self, list, row);
  g_signal_connect (row, "changed", G_CALLBACK (on_text_changed_cb), NULL);
  g_signal_connect_object (row, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      row, "entry-activated", G_CALLBACK (on_accept_cb), self, G_CONNECT_SWAPPED);
  return row;
}

/**
 * dt_rule_form_add_combo:
 * @self: a page
 * @list: one of its lists
 * @title: what is chosen there
 * @words: (array zero-terminated=1): the choices
 * @selected: the one that holds now
 *
 * Returns: (transfer none): the field
 */
AdwComboRow *
dt_rule_form_add_combo (
    DtRuleForm *self, GtkListBox *list, const char *title, const char *const *words, guint selected)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) model = gtk_string_list_new (words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  dt_rule_form_watch (self, row, "selected");
  gtk_list_box_append (list, row);
  return ADW_COMBO_ROW (row);
}

/**
 * dt_rule_form_add_switch:
 * @self: a page
 * @list: one of its lists
 * @title: what is on or off
 * @subtitle: (nullable): more of it
 * @active: as it is now
 *
 * Returns: (transfer none): the switch
 */
GtkSwitch *
dt_rule_form_add_switch (
    DtRuleForm *self, GtkListBox *list, const char *title, const char *subtitle, gboolean active)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *control = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_switch_set_active (GTK_SWITCH (control), active);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  dt_rule_form_watch (self, control, "active");
  gtk_list_box_append (list, row);
  return GTK_SWITCH (control);
}

/* ---- reading ---- */

/**
 * dt_rule_form_begin:
 * @self: a page whose fields are going to be read
 */
void
dt_rule_form_begin (DtRuleForm *self)
{
  self->wrong = NULL;
}

/**
 * dt_rule_form_end:
 * @self: a page whose fields were read
 *
 * Returns: whether nothing was told to be wrong; else the first such field has the focus
 */
gboolean
dt_rule_form_end (DtRuleForm *self)
{
  if (self->wrong != NULL)
    gtk_widget_grab_focus (self->wrong);
  return self->wrong == NULL;
}

/**
 * dt_rule_form_tell:
 * @self: a page
 * @field: a field that can have a problem
 * @problem: (nullable): what is wrong and what to do; %NULL: nothing
 */
void
dt_rule_form_tell (DtRuleForm *self, GtkWidget *field, const char *problem)
{
  dt_form_set_problem (field, g_object_get_data (G_OBJECT (field), PROBLEM), problem);
  if (problem != NULL && self->wrong == NULL)
    self->wrong = field;
}

/**
 * dt_rule_form_read_text:
 * @self: a page
 * @field: an entry
 * @missing: told if nothing stands there
 *
 * Returns: (transfer full) (nullable): what stands there
 */
char *
dt_rule_form_read_text (DtRuleForm *self, GtkWidget *field, const char *missing)
{
  char *text = dt_form_dup_text (GTK_EDITABLE (field));

  dt_rule_form_tell (self, field, text == NULL ? missing : NULL);
  return text;
}

/**
 * dt_rule_form_read_int:
 * @self: a page
 * @field: an entry
 * @min: the least allowed
 * @max: the greatest allowed
 *
 * Returns: the number; @min if it is none, which is told
 */
int
dt_rule_form_read_int (DtRuleForm *self, GtkWidget *field, int min, int max)
{
  g_autofree char *text = dt_form_dup_text (GTK_EDITABLE (field));
  g_autofree char *problem = NULL;
  gint64 value = 0;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, min, max, &value, NULL))
    {
      problem = g_strdup_printf (_ ("Write a whole number from %d to %d."), min, max);
      value = min;
    }
  dt_rule_form_tell (self, field, problem);
  return (int) value;
}

/**
 * dt_rule_form_read_date:
 * @self: a page
 * @field: an entry
 * @missing: (nullable): told if nothing stands there; %NULL: it may be empty
 *
 * Returns: the day; %DT_DATE_NONE if there is none, or it is none, which is told
 */
DtDate
dt_rule_form_read_date (DtRuleForm *self, GtkWidget *field, const char *missing)
{
  g_autofree char *text = dt_form_dup_text (GTK_EDITABLE (field));
  DtDate date = DT_DATE_NONE;

  if (text == NULL)
    dt_rule_form_tell (self, field, missing);
  else
    dt_rule_form_tell (self,
                       field,
                       dt_date_parse (text, &date)
                           ? NULL
                           : _ ("There is no such day. Write it like this: 23/11/2026."));
  return date;
}

/**
 * dt_rule_form_read_minute:
 * @self: a page
 * @field: an entry
 *
 * Returns: the minute of the day; -1 if it is none, which is told
 */
int
dt_rule_form_read_minute (DtRuleForm *self, GtkWidget *field)
{
  g_autofree char *text = dt_form_dup_text (GTK_EDITABLE (field));
  g_auto (GStrv) parts = text != NULL ? g_strsplit_set (text, ":hg", 2) : NULL;
  gint64 hour = 0;
  gint64 minute = 0;
  gboolean good = parts != NULL && parts[0] != NULL && parts[1] != NULL
                  && g_ascii_string_to_signed (parts[0], 10, 0, 23, &hour, NULL)
                  && g_ascii_string_to_signed (parts[1], 10, 0, 59, &minute, NULL);

  dt_rule_form_tell (self, field, good ? NULL : _ ("Write the time like this: 07:30."));
  return good ? (int) (hour * 60 + minute) : -1;
}
