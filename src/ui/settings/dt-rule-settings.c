/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, the rules of time. What is edited is a draft, which is kept with the workspace until
 * it is saved or discarded; a page that was left with something typed in it is kept as long as the
 * window is open. Main thread. */
#include "ui/settings/dt-rule-settings.h"

#include "base/dt-json.h"
#include "ui/settings/dt-day-editors.h"
#include "ui/settings/dt-rule-editor.h"
#include "ui/settings/dt-rule-lists.h"
#include "ui/settings/dt-rule-preview-page.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

struct _DtRuleSettings
{
  AdwPreferencesPage parent_instance;
  GtkWidget *refusal;
  GtkWidget *changes;
  AdwActionRow *state;
  GtkWidget *discard;
  GtkWidget *preview;
  GtkWidget *defaults_group;
  GtkWidget *defaults;
  AdwPreferencesGroup *deadlines;
  AdwPreferencesGroup *holidays;
  AdwPreferencesGroup *hours;
  DtService *service;
  DtRuleDraft *draft;
  DtRuleLists *lists;
  GHashTable *left; /* key → DtRuleForm that was left with something typed in it */
  gboolean may;
};

enum
{
  SUBPAGE,
  SAY,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtRuleSettings, dt_rule_settings, ADW_TYPE_PREFERENCES_PAGE)

static DtDate
get_today (DtRuleSettings *self)
{
  return dt_date_from_time (dt_clock_now (dt_service_get_clock (self->service)));
}

/* ---- what is changed ---- */

static char *
say_changes (guint files)
{
  const char *const names[DT_N_RULE_FILES]
      = { _ ("Statutory times"), _ ("Public holidays"), _ ("Days swapped"), _ ("Office hours") };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < DT_N_RULE_FILES; i++)
    if ((files & (1u << i)) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", names[i]);
  return g_string_free (text, FALSE);
}

static void
save_draft (DtRuleSettings *self)
{
  g_auto (DtRuleTexts) texts = { { NULL } };
  guint files = dt_rule_draft_to_texts (self->draft, &texts);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *json = NULL;

  for (guint i = 0; i < DT_N_RULE_FILES; i++)
    if ((files & (1u << i)) != 0)
      json_object_set_string_member (object,
                                     dt_rule_file_to_nick ((DtRuleFile) i),
                                     texts.texts[i] != NULL ? texts.texts[i] : "");
  json = files != 0 ? dt_json_write_object (object) : NULL;
  dt_service_save_draft (self->service, DT_RULE_SETTINGS_DRAFT, json);
}

/* Of an earlier time, when the window was closed over it. */
static void
load_draft (DtRuleSettings *self)
{
  g_autofree char *json
      = self->may ? dt_service_dup_draft (self->service, DT_RULE_SETTINGS_DRAFT) : NULL;
  g_autoptr (JsonObject) object = json != NULL ? dt_json_parse_object (json, -1, NULL) : NULL;
  g_auto (DtRuleTexts) texts = { { NULL } };
  guint files = 0;

  for (guint i = 0; object != NULL && i < DT_N_RULE_FILES; i++)
    {
      const char *text = dt_json_get_string (object, dt_rule_file_to_nick ((DtRuleFile) i));

      if (text == NULL)
        continue;
      files |= 1u << i;
      texts.texts[i] = *text != '\0' ? g_strdup (text) : NULL;
    }
  if (files != 0 && !dt_rule_draft_take_texts (self->draft, &texts, files, NULL))
    g_warning ("A draft of rules cannot be read any more");
}

static void
show_changes (DtRuleSettings *self)
{
  guint files = dt_rule_draft_get_changes (self->draft);
  g_autofree char *words = say_changes (files);

  adw_action_row_set_subtitle (self->state, words);
  gtk_widget_set_visible (self->changes, files != 0);
}

static void
update (DtRuleSettings *self)
{
  show_changes (self);
  dt_rule_lists_fill (self->lists, self->draft, dt_date_get_year (get_today (self)), self->may);
}

static void
drop_clean_page (gpointer key, gpointer value, gpointer user_data)
{
  gboolean numbered = (g_str_has_prefix (key, "swap:") || g_str_has_prefix (key, "closure:"))
                      && !g_str_has_suffix (key, ":-1");

  if (numbered || !dt_rule_form_is_dirty (value))
    g_ptr_array_add (user_data, key);
}

/* A page that was left untouched may show what is no longer so, and one that goes by a number in a
 * list be about another row by now. */
static void
drop_clean_pages (DtRuleSettings *self)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  g_hash_table_foreach (self->left, drop_clean_page, keys);
  for (guint i = 0; i < keys->len; i++)
    g_hash_table_remove (self->left, keys->pdata[i]);
}

static void
on_edited (DtRuleSettings *self)
{
  drop_clean_pages (self);
  save_draft (self);
  update (self);
}

static void
begin_anew (DtRuleSettings *self)
{
  dt_rule_draft_begin (self->draft, dt_service_get_rule_book (self->service));
}

/* ---- pages ---- */

static void
on_applied_cb (DtRuleSettings *self, DtRuleForm *form)
{
  g_hash_table_remove (self->left, g_object_get_data (G_OBJECT (form), "key"));
  on_edited (self);
}

static DtRuleForm *
make_page (DtRuleSettings *self, const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, ":", 3);
  int first = parts[1] != NULL ? (int) g_ascii_strtoll (parts[1], NULL, 10) : 0;

  if (g_str_equal (parts[0], "rule"))
    return dt_rule_editor_new (self->draft, parts[1], get_today (self));
  if (g_str_equal (parts[0], "year"))
    return dt_year_editor_new (self->draft, first);
  if (g_str_equal (parts[0], "swap"))
    return dt_swap_editor_new (self->draft, first, (int) g_ascii_strtoll (parts[2], NULL, 10));
  if (g_str_equal (parts[0], "closure"))
    return dt_closure_editor_new (self->draft, first);
  return dt_hours_editor_new (self->draft);
}

/**
 * dt_rule_settings_open:
 * @self: the page
 * @key: what to edit, see dt-rule-lists.h
 */
void
dt_rule_settings_open (DtRuleSettings *self, const char *key)
{
  g_return_if_fail (DT_IS_RULE_SETTINGS (self) && key != NULL);

  DtRuleForm *form;

  if (!self->may)
    return;
  form = g_hash_table_lookup (self->left, key);
  if (form == NULL)
    {
      form = g_object_ref_sink (make_page (self, key));
      g_object_set_data_full (G_OBJECT (form), "key", g_strdup (key), g_free);
      g_signal_connect_object (
          form, "applied", G_CALLBACK (on_applied_cb), self, G_CONNECT_SWAPPED);
      g_hash_table_insert (self->left, g_strdup (key), form);
    }
  g_signal_emit (self, signals[SUBPAGE], 0, form);
}

static void
on_enabled_cb (DtRuleSettings *self, const char *holiday, gboolean enabled)
{
  dt_rule_draft_set_enabled (self->draft, holiday, enabled);
  save_draft (self);
  show_changes (self);
}

static void
on_saved_cb (DtRuleSettings *self)
{
  g_hash_table_remove_all (self->left);
  begin_anew (self);
  on_edited (self);
}

/**
 * dt_rule_settings_preview:
 * @self: the page
 *
 * Shows which open cases the changes would move.
 */
void
dt_rule_settings_preview (DtRuleSettings *self)
{
  g_return_if_fail (DT_IS_RULE_SETTINGS (self));

  g_auto (DtRuleTexts) texts = { { NULL } };
  guint files = dt_rule_draft_to_texts (self->draft, &texts);
  GtkWidget *page = dt_rule_preview_page_new (self->service, &texts, files);

  g_signal_connect_object (page, "saved", G_CALLBACK (on_saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_emit (self, signals[SUBPAGE], 0, page);
}

static void
on_preview_cb (DtRuleSettings *self)
{
  dt_rule_settings_preview (self);
}

/**
 * dt_rule_settings_unfold:
 * @self: the page
 * @key: of a list, see dt-rule-lists.h
 */
void
dt_rule_settings_unfold (DtRuleSettings *self, const char *key)
{
  g_return_if_fail (DT_IS_RULE_SETTINGS (self));

  dt_rule_lists_unfold (self->lists, key);
}

/**
 * dt_rule_settings_try:
 * @self: the page
 * @code: of a rule
 * @amount: how long it is to be, for all cases
 *
 * Changes that in the draft.
 */
void
dt_rule_settings_try (DtRuleSettings *self, const char *code, int amount)
{
  g_return_if_fail (DT_IS_RULE_SETTINGS (self) && code != NULL);

  DtDeadlineRules *rules = dt_rule_book_get_deadlines (dt_rule_draft_get_book (self->draft));
  g_autoptr (DtDeadlineRule) rule = dt_deadline_rule_copy (dt_deadline_rules_find (rules, code));

  rule->amount = amount;
  if (dt_rule_draft_set_rule (self->draft, rule, NULL))
    on_edited (self);
}

/* ---- giving up ---- */

static void
on_response_cb (DtRuleSettings *self, const char *response)
{
  gboolean defaults = g_str_equal (response, "defaults");

  if (!defaults && !g_str_equal (response, "discard"))
    return;
  g_hash_table_remove_all (self->left);
  begin_anew (self);
  if (defaults)
    dt_rule_draft_reset (self->draft, dt_rule_book_get_default ());
  on_edited (self);
  g_signal_emit (self,
                 signals[SAY],
                 0,
                 !defaults ? _ ("Changes discarded")
                 : dt_rule_draft_get_changes (self->draft) != 0
                     ? _ ("The default rules are ready to be previewed and saved")
                     : _ ("The default rules hold already"));
}

static void
ask (DtRuleSettings *self, const char *heading, const char *body, const char *id, const char *label)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading, body);

  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Keep Editing"), id, label, NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), id, ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (
      dialog, "response", G_CALLBACK (on_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_discard_cb (DtRuleSettings *self)
{
  ask (self,
       _ ("Discard the changes?"),
       _ ("The rules stay as they are in force. What you changed here is lost."),
       "discard",
       _ ("_Discard"));
}

/* Nothing is lost where nothing was changed. */
static void
on_defaults_cb (DtRuleSettings *self)
{
  if (dt_rule_draft_get_changes (self->draft) == 0)
    on_response_cb (self, "defaults");
  else
    ask (self,
         _ ("Go back to the default rules?"),
         _ ("What you changed here is lost. The rules in force stay until you preview and save."),
         "defaults",
         _ ("_Go Back to Them"));
}

/* ---- the page ---- */

/* Others may have changed the rules; what is being edited stays. */
static void
on_service_changed_cb (DtRuleSettings *self, DtChanges *changes)
{
  if ((!changes->rules && !changes->everything) || dt_rule_draft_get_changes (self->draft) != 0)
    return;
  begin_anew (self);
  drop_clean_pages (self);
  update (self);
}

static void
dt_rule_settings_dispose (GObject *object)
{
  DtRuleSettings *self = DT_RULE_SETTINGS (object);

  g_clear_object (&self->service);
  g_clear_object (&self->lists);
  g_clear_pointer (&self->left, g_hash_table_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_RULE_SETTINGS);
  G_OBJECT_CLASS (dt_rule_settings_parent_class)->dispose (object);
}

static void
dt_rule_settings_finalize (GObject *object)
{
  g_clear_pointer (&DT_RULE_SETTINGS (object)->draft, dt_rule_draft_free);
  G_OBJECT_CLASS (dt_rule_settings_parent_class)->finalize (object);
}

static void
dt_rule_settings_class_init (DtRuleSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_rule_settings_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_rule_settings_finalize;
  signals[SUBPAGE] = g_signal_new (
      "subpage", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, GTK_TYPE_WIDGET);
  signals[SAY] = g_signal_new (
      "say", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/doithoai/DoiThoai/settings/dt-rule-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, DtRuleSettings, refusal);
  gtk_widget_class_bind_template_child (widget_class, DtRuleSettings, changes);
  gtk_widget_class_bind_template_child (widget_class, DtRuleSettings, state);
  gtk_widget_class_bind_template_child (widget_class, DtRuleSettings, discard);
  gtk_widget_class_bind_template_child (widget_class, DtRuleSettings, preview);
  gtk_widget_class_bind_template_child (widget_class, DtRuleSettings, defaults_group);
  gtk_widget_class_bind_template_child (widget_class, DtRuleSettings, defaults);
  gtk_widget_class_bind_template_child (widget_class, DtRuleSettings, deadlines);
  gtk_widget_class_bind_template_child (widget_class, DtRuleSettings, holidays);
  gtk_widget_class_bind_template_child (widget_class, DtRuleSettings, hours);
  gtk_widget_class_bind_template_callback (widget_class, on_discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_preview_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_defaults_cb);
}

static void
dt_rule_settings_init (DtRuleSettings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->lists = dt_rule_lists_new (self->deadlines, self->holidays, self->hours);
  g_signal_connect_object (
      self->lists, "open", G_CALLBACK (dt_rule_settings_open), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->lists, "enabled", G_CALLBACK (on_enabled_cb), self, G_CONNECT_SWAPPED);
}

/**
 * dt_rule_settings_new:
 * @service: the workspace, with an officer signed in
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
dt_rule_settings_new (DtService *service)
{
  DtRuleSettings *self = g_object_new (DT_TYPE_RULE_SETTINGS, NULL);

  g_return_val_if_fail (DT_IS_SERVICE (service), GTK_WIDGET (self));

  self->service = g_object_ref (service);
  self->may = dt_service_may (service, DT_COMMAND_CHANGE_RULES);
  gtk_widget_set_visible (self->refusal, !self->may);
  gtk_widget_set_visible (self->defaults_group, self->may);
  if (!self->may)
    adw_preferences_group_set_description (self->deadlines, NULL);
  self->draft
      = dt_rule_draft_new (dt_service_get_rule_book (service), dt_service_get_unit (service)->code);
  load_draft (self);
  update (self);
  g_signal_connect_object (
      service, "changed", G_CALLBACK (on_service_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
