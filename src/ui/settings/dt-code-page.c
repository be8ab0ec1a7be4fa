/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, a new recovery code that has to be kept before anything else. Until it is, the
 * encrypted workspace remembers it, so that closing the window does not lose it. Main thread. */
#include "ui/settings/dt-code-page.h"

#include "ui/shell/dt-words.h"
#include "ui/welcome/dt-recovery-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The welcome window shows it at the next start if it was not confirmed. */
#define PENDING_CODE "desk.recovery_code"

struct _DtCodePage
{
  GtkWidget parent_instance;
  GtkWidget *box;
  DtRecoveryView *view;
  DtService *service;
};

enum
{
  CLOSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtCodePage, dt_code_page, GTK_TYPE_WIDGET)

static void
on_confirmed_cb (DtCodePage *self)
{
  dt_service_set_setting (self->service, PENDING_CODE, NULL);
  dt_recovery_view_clear (self->view);
  g_signal_emit (self, signals[CLOSED], 0, _ ("The new recovery code holds from now on"));
}

static void
dt_code_page_dispose (GObject *object)
{
  DtCodePage *self = DT_CODE_PAGE (object);

  g_clear_object (&self->service);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (dt_code_page_parent_class)->dispose (object);
}

static void
dt_code_page_class_init (DtCodePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dt_code_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[CLOSED] = g_signal_new ("closed",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_STRING);
}

static void
dt_code_page_init (DtCodePage *self)
{
  GtkWidget *bar = adw_header_bar_new ();

  self->view = DT_RECOVERY_VIEW (dt_recovery_view_new ());
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar),
                                   adw_window_title_new (_ ("Recovery code"), NULL));
  gtk_box_append (GTK_BOX (self->box), bar);
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_swapped (self->view, "confirmed", G_CALLBACK (on_confirmed_cb), self);
}

/**
 * dt_code_page_new:
 * @service: the workspace
 * @code: the recovery code, just made
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
dt_code_page_new (DtService *service, const char *code)
{
  DtCodePage *self = g_object_new (DT_TYPE_CODE_PAGE, NULL);

  g_return_val_if_fail (DT_IS_SERVICE (service) && code != NULL, GTK_WIDGET (self));

  g_autofree char *office = dt_words_office (dt_service_get_unit (service));

  self->service = g_object_ref (service);
  dt_service_set_setting (service, PENDING_CODE, code);
  dt_recovery_view_set_code (self->view, code, office);
  return GTK_WIDGET (self);
}
