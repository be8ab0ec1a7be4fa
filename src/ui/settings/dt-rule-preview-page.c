/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, what changed rules of time would do. The cases are looked at off the main thread,
 * which can be stopped. Main thread. */
#include "ui/settings/dt-rule-preview-page.h"

#include "ui/forms/dt-form.h"
#include "ui/settings/dt-move-row.h"
#include "ui/shell/dt-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _DtRulePreviewPage
{
  GtkWidget parent_instance;
  GtkWidget *content;
  GtkStack *stack;
  GtkWidget *save;
  GtkInfoBar *trouble;
  GtkLabel *trouble_text;
  GtkProgressBar *progress;
  GtkLabel *headline;
  GtkLabel *totals;
  GtkWidget *overdue;
  GtkLabel *overdue_text;
  GtkListView *list;
  DtService *service;
  DtRuleTexts texts;
  guint files;
  GCancellable *cancellable; /* while it looks */
  guint n_moves;
  gboolean saving;
};

enum
{
  SAVED,
  CLOSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtRulePreviewPage, dt_rule_preview_page, GTK_TYPE_WIDGET)

static void
show_error (DtRulePreviewPage *self, const GError *error)
{
  g_autofree char *words = error != NULL ? dt_words_error (error) : NULL;

  gtk_label_set_text (self->trouble_text, words != NULL ? words : "");
  dt_form_show_bar (self->trouble, words != NULL);
}

/* ---- what was found ---- */

/* Consumes @text, which is left out where there are none. */
static void
add_total (GString *totals, guint n, char *text)
{
  if (n > 0)
    g_string_append_printf (totals, "%s%s", totals->len > 0 ? " · " : "", text);
  g_free (text);
}

static char *
say_totals (const DtRulePreview *preview)
{
  GString *totals = g_string_new (NULL);

  if (preview->moves->len == 0)
    g_string_append (totals, _ ("Cases to come follow the new rules."));
  add_total (totals, preview->n_earlier, g_strdup_printf (_ ("Earlier: %u"), preview->n_earlier));
  add_total (totals, preview->n_later, g_strdup_printf (_ ("Later: %u"), preview->n_later));
  add_total (totals,
             preview->n_gained,
             g_strdup_printf (_ ("With a deadline now: %u"), preview->n_gained));
  add_total (
      totals, preview->n_lost, g_strdup_printf (_ ("Without a deadline now: %u"), preview->n_lost));
  return g_string_free (totals, FALSE);
}

static void
show_totals (DtRulePreviewPage *self, const DtRulePreview *preview)
{
  g_autofree char *moved = dt_words_number (preview->moves->len);
  g_autofree char *open = dt_words_number (preview->n_open);
  g_autofree char *headline
      = preview->moves->len > 0
            ? g_strdup_printf (_ ("%s of %s open cases are due at another time"), moved, open)
            : g_strdup_printf (_ ("None of the %s open cases is due at another time"), open);
  g_autofree char *totals = say_totals (preview);
  g_autofree char *overdue = g_strdup_printf (ngettext ("%u case would be overdue at once",
                                                        "%u cases would be overdue at once",
                                                        preview->n_overdue),
                                              preview->n_overdue);

  gtk_label_set_text (self->headline, headline);
  gtk_label_set_text (self->totals, totals);
  gtk_label_set_text (self->overdue_text, overdue);
  gtk_widget_set_visible (self->overdue, preview->n_overdue > 0);
}

static void
on_previewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtRulePreviewPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtRulePreview) preview
      = dt_service_preview_rules_finish (DT_SERVICE (source), result, &error);
  g_autoptr (GListModel) moves = NULL;
  g_autoptr (GtkNoSelection) selection = NULL;

  if (self->list == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (preview == NULL)
    {
      show_error (self, error);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  self->n_moves = preview->moves->len;
  show_totals (self, preview);
  moves = dt_move_list_new (preview);
  selection = gtk_no_selection_new (g_steal_pointer (&moves));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->n_moves > 0);
  gtk_stack_set_visible_child_name (self->stack, "found");
  gtk_widget_set_sensitive (self->save, TRUE);
  gtk_widget_grab_focus (self->save);
}

static void
on_progress (gint64 done, gint64 total, gpointer data)
{
  DtRulePreviewPage *self = data;

  gtk_progress_bar_set_fraction (self->progress,
                                 total > 0 ? CLAMP ((double) done / total, 0, 1) : 0);
}

static void
look (DtRulePreviewPage *self)
{
  self->cancellable = g_cancellable_new ();
  dt_service_preview_rules_async (self->service,
                                  &self->texts,
                                  self->files,
                                  self->cancellable,
                                  on_progress,
                                  self,
                                  on_previewed_cb,
                                  g_object_ref (self));
}

/* ---- saving, going back ---- */

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DtRulePreviewPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DtOutcome) outcome = dt_service_run_finish (DT_SERVICE (source), result, &error);
  g_autofree char *done = NULL;

  self->saving = FALSE;
  if (self->list == NULL)
    return;
  if (outcome == NULL)
    {
      gtk_widget_set_sensitive (self->save, TRUE);
      show_error (self, error);
      return;
    }
  done = self->n_moves > 0 ? g_strdup_printf (ngettext ("Rules saved; %u case has a new deadline",
                                                        "Rules saved; %u cases have a new deadline",
                                                        self->n_moves),
                                              self->n_moves)
                           : g_strdup (_ ("Rules saved"));
  g_signal_emit (self, signals[SAVED], 0);
  g_signal_emit (self, signals[CLOSED], 0, done);
}

static void
on_save_cb (DtRulePreviewPage *self)
{
  g_autoptr (DtCommand) command = dt_command_change_rules (&self->texts, self->files);

  show_error (self, NULL);
  gtk_widget_set_sensitive (self->save, FALSE);
  self->saving = TRUE;
  dt_service_run_async (self->service, command, NULL, on_saved_cb, g_object_ref (self));
}

/* What is still looked for is not wanted any more. */
static void
stop (DtRulePreviewPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
on_back_cb (DtRulePreviewPage *self)
{
  /* What came of it is told here. */
  if (self->saving)
    return;
  stop (self);
  g_signal_emit (self, signals[CLOSED], 0, NULL);
}

static gboolean
on_escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  on_back_cb (DT_RULE_PREVIEW_PAGE (widget));
  return TRUE;
}

static void
on_trouble_response_cb (DtRulePreviewPage *self)
{
  show_error (self, NULL);
}

static void
dt_rule_preview_page_unroot (GtkWidget *widget)
{
  stop (DT_RULE_PREVIEW_PAGE (widget));
  GTK_WIDGET_CLASS (dt_rule_preview_page_parent_class)->unroot (widget);
}

static void
dt_rule_preview_page_dispose (GObject *object)
{
  DtRulePreviewPage *self = DT_RULE_PREVIEW_PAGE (object);

  stop (self);
  g_clear_object (&self->service);
  dt_rule_texts_clear (&self->texts);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_RULE_PREVIEW_PAGE);
  self->list = NULL;
  G_OBJECT_CLASS (dt_rule_preview_page_parent_class)->dispose (object);
}

static void
dt_rule_preview_page_class_init (DtRulePreviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_rule_preview_page_dispose;
  widget_class->unroot = dt_rule_preview_page_unroot;
  signals[SAVED]
      = g_signal_new ("saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLOSED] = g_signal_new (
      "closed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/settings/dt-rule-preview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DtRulePreviewPage, content);
  gtk_widget_class_bind_template_child (widget_class, DtRulePreviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DtRulePreviewPage, save);
  gtk_widget_class_bind_template_child (widget_class, DtRulePreviewPage, trouble);
  gtk_widget_class_bind_template_child (widget_class, DtRulePreviewPage, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, DtRulePreviewPage, progress);
  gtk_widget_class_bind_template_child (widget_class, DtRulePreviewPage, headline);
  gtk_widget_class_bind_template_child (widget_class, DtRulePreviewPage, totals);
  gtk_widget_class_bind_template_child (widget_class, DtRulePreviewPage, overdue);
  gtk_widget_class_bind_template_child (widget_class, DtRulePreviewPage, overdue_text);
  gtk_widget_class_bind_template_child (widget_class, DtRulePreviewPage, list);
  gtk_widget_class_bind_template_callback (widget_class, on_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_trouble_response_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape_cb, NULL);
}

static void
dt_rule_preview_page_init (DtRulePreviewPage *self)
{
  g_autoptr (GtkListItemFactory) factory = dt_move_row_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (self->list, factory);
}

/**
 * dt_rule_preview_page_new:
 * @service: the workspace
 * @texts: new rules
 * @files: which of them, a mask of 1 << #DtRuleFile
 *
 * Returns: (transfer floating): the page, which has begun to look
 */
GtkWidget *
dt_rule_preview_page_new (DtService *service, const DtRuleTexts *texts, guint files)
{
  DtRulePreviewPage *self = g_object_new (DT_TYPE_RULE_PREVIEW_PAGE, NULL);

  g_return_val_if_fail (DT_IS_SERVICE (service) && texts != NULL, GTK_WIDGET (self));

  self->service = g_object_ref (service);
  self->files = files;
  dt_rule_texts_replace (&self->texts, texts, files);
  look (self);
  return GTK_WIDGET (self);
}

/**
 * dt_rule_preview_page_is_ready:
 * @self: a page
 *
 * Returns: whether what it found is shown
 */
gboolean
dt_rule_preview_page_is_ready (DtRulePreviewPage *self)
{
  g_return_val_if_fail (DT_IS_RULE_PREVIEW_PAGE (self), FALSE);

  return g_str_equal (gtk_stack_get_visible_child_name (self->stack), "found");
}
