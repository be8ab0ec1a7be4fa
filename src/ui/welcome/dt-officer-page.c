/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Set-up, the first officer: name, position, roles, PIN. The first one is always administrator,
 * since somebody must be. Main thread. */
#include "ui/welcome/dt-officer-page.h"

#include "ui/forms/dt-form.h"
#include "ui/forms/dt-pin-rules.h"
#include "ui/forms/dt-role-list.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _DtOfficerPage
{
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkWidget *name;
  GtkLabel *name_problem;
  GtkWidget *title;
  DtRoleList *roles;
  GtkWidget *pin;
  GtkLabel *pin_problem;
  GtkWidget *again;
  GtkLabel *again_problem;
};

enum
{
  DONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtOfficerPage, dt_officer_page, GTK_TYPE_WIDGET)

static const char *
pin_of (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* The first field with a problem takes the focus. */
static gboolean
check (DtOfficerPage *self)
{
  g_autofree char *name = dt_officer_page_dup_name (self);
  DtPinProblem problem = dt_pin_check (pin_of (self->pin), pin_of (self->again));
  const char *words = dt_pin_problem_to_words (problem);
  gboolean is_again = problem == DT_PIN_DIFFERENT;

  dt_form_set_problem (
      self->name, self->name_problem, name == NULL ? _ ("Write the officer's name.") : NULL);
  dt_form_set_problem (self->pin, self->pin_problem, is_again ? NULL : words);
  dt_form_set_problem (self->again, self->again_problem, is_again ? words : NULL);
  if (name == NULL)
    gtk_widget_grab_focus (self->name);
  else if (problem != DT_PIN_GOOD)
    gtk_widget_grab_focus (is_again ? self->again : self->pin);
  return name != NULL && problem == DT_PIN_GOOD;
}

static void
on_name_changed_cb (DtOfficerPage *self)
{
  dt_form_set_problem (self->name, self->name_problem, NULL);
}

static void
on_pin_changed_cb (DtOfficerPage *self)
{
  dt_form_set_problem (self->pin, self->pin_problem, NULL);
  dt_form_set_problem (self->again, self->again_problem, NULL);
}

/* Enter goes on to the next field. */
static void
on_row_entered_cb (DtOfficerPage *self, GtkWidget *row)
{
  if (row == self->name)
    gtk_widget_grab_focus (self->title);
  else if (row == self->title)
    gtk_widget_grab_focus (self->pin);
  else
    gtk_widget_grab_focus (self->again);
}

static void
on_done_cb (DtOfficerPage *self)
{
  if (check (self))
    g_signal_emit (self, signals[DONE], 0);
}

static void
dt_officer_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DT_TYPE_OFFICER_PAGE);
  G_OBJECT_CLASS (dt_officer_page_parent_class)->dispose (object);
}

static void
dt_officer_page_class_init (DtOfficerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_officer_page_dispose;

  signals[DONE] = g_signal_new (
      "done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (DT_TYPE_ROLE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/welcome/dt-officer-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerPage, content);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerPage, name);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerPage, name_problem);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerPage, title);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerPage, roles);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerPage, pin);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerPage, pin_problem);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerPage, again);
  gtk_widget_class_bind_template_child (widget_class, DtOfficerPage, again_problem);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_pin_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_done_cb);
}

static void
dt_officer_page_init (DtOfficerPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  dt_role_list_set_hidden (self->roles, DT_ROLE_PROVINCE_READER);
  dt_role_list_set_roles (self->roles, DT_ROLE_OFFICER | DT_ROLE_LEADER);
  dt_role_list_set_fixed (self->roles, DT_ROLE_ADMINISTRATOR);
}

/**
 * dt_officer_page_dup_name:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): the officer's name
 */
char *
dt_officer_page_dup_name (DtOfficerPage *self)
{
  g_return_val_if_fail (DT_IS_OFFICER_PAGE (self), NULL);

  return dt_form_dup_text (GTK_EDITABLE (self->name));
}

/**
 * dt_officer_page_dup_title:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): the officer's position
 */
char *
dt_officer_page_dup_title (DtOfficerPage *self)
{
  g_return_val_if_fail (DT_IS_OFFICER_PAGE (self), NULL);

  return dt_form_dup_text (GTK_EDITABLE (self->title));
}

/**
 * dt_officer_page_get_password:
 * @self: the page
 *
 * Returns: (transfer none): the PIN or password
 */
const char *
dt_officer_page_get_password (DtOfficerPage *self)
{
  g_return_val_if_fail (DT_IS_OFFICER_PAGE (self), NULL);

  return pin_of (self->pin);
}

/**
 * dt_officer_page_get_roles:
 * @self: the page
 *
 * Returns: the roles that are ticked
 */
DtRoles
dt_officer_page_get_roles (DtOfficerPage *self)
{
  g_return_val_if_fail (DT_IS_OFFICER_PAGE (self), 0);

  return dt_role_list_get_roles (self->roles);
}

/**
 * dt_officer_page_focus:
 * @self: the page, now shown
 */
void
dt_officer_page_focus (DtOfficerPage *self)
{
  g_return_if_fail (DT_IS_OFFICER_PAGE (self));

  gtk_widget_grab_focus (self->name);
}

/**
 * dt_officer_page_clear_password:
 * @self: the page
 *
 * Forgets the PIN once the officer is signed in.
 */
void
dt_officer_page_clear_password (DtOfficerPage *self)
{
  g_return_if_fail (DT_IS_OFFICER_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->pin), "");
  gtk_editable_set_text (GTK_EDITABLE (self->again), "");
}
