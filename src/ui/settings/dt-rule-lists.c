/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences, the rules of time as rows that open. What is unfolded stays so when the rows are
 * made anew. Main thread. */
#include "ui/settings/dt-rule-lists.h"

#include "words/dt-rule-words.h"

#include <glib/gi18n.h>

struct _DtRuleLists
{
  GObject parent_instance;
  AdwPreferencesGroup *deadlines; /* the groups are the page's, which holds this */
  AdwPreferencesGroup *holidays;
  AdwPreferencesGroup *hours;
  GHashTable *expanders; /* key → AdwExpanderRow, borrowed */
  GPtrArray *rows;       /* within them, borrowed */
  GtkWidget *halves[2];  /* rows of the hours, borrowed */
  gboolean may;
  gboolean filling;
};

enum
{
  OPEN,
  ENABLED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtRuleLists, dt_rule_lists, G_TYPE_OBJECT)

static void
dt_rule_lists_finalize (GObject *object)
{
  DtRuleLists *self = DT_RULE_LISTS (object);

  g_hash_table_unref (self->expanders);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (dt_rule_lists_parent_class)->finalize (object);
}

static void
dt_rule_lists_class_init (DtRuleListsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dt_rule_lists_finalize;
  signals[OPEN] = g_signal_new (
      "open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ENABLED] = g_signal_new ("enabled",
                                   type,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   2,
                                   G_TYPE_STRING,
                                   G_TYPE_BOOLEAN);
}

static void
dt_rule_lists_init (DtRuleLists *self)
{
  self->expanders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_ptr_array_new ();
}

/* ---- rows ---- */

static void
on_activated_cb (DtRuleLists *self, GtkWidget *row)
{
  g_signal_emit (self, signals[OPEN], 0, g_object_get_data (G_OBJECT (row), "key"));
}

static void
let_open (DtRuleLists *self, GtkWidget *row, const char *key)
{
  if (!self->may)
    return;
  g_object_set_data_full (G_OBJECT (row), "key", g_strdup (key), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_activated_cb), self, G_CONNECT_SWAPPED);
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
add_pill (GtkWidget *row, const char *text, const char *style)
{
  GtkWidget *pill = gtk_label_new (text);

  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (pill, "dt-pill");
  if (style != NULL)
    gtk_widget_add_css_class (pill, style);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
}

static void
add_arrow (DtRuleLists *self, GtkWidget *row)
{
  if (self->may)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name ("go-next-symbolic"));
}

static AdwExpanderRow *
get_expander (DtRuleLists *self,
              AdwPreferencesGroup *group,
              const char *key,
              const char *title,
              const char *subtitle)
{
  GtkWidget *row = g_hash_table_lookup (self->expanders, key);

  if (row == NULL)
    {
      row = adw_expander_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_preferences_group_add (group, row);
      g_hash_table_insert (self->expanders, g_strdup (key), row);
    }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  return ADW_EXPANDER_ROW (row);
}

static void
put (DtRuleLists *self, AdwExpanderRow *expander, GtkWidget *row)
{
  g_object_set_data (G_OBJECT (row), "expander", expander);
  adw_expander_row_add_row (expander, row);
  g_ptr_array_add (self->rows, row);
}

/* The last row of a list: one more. */
static void
put_more (DtRuleLists *self, AdwExpanderRow *expander, const char *title, const char *key)
{
  GtkWidget *row;

  if (!self->may)
    return;
  row = make_row (title, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("list-add-symbolic"));
  let_open (self, row, key);
  put (self, expander, row);
}

/* ---- statutory times ---- */

/* For which cases, how it may be extended, by which law, since when: a line each. */
static char *
describe (const DtDeadlineRule *rule)
{
  g_autofree char *scope = dt_rule_words_scope (rule);
  g_autofree char *extension = dt_rule_words_extension (rule);
  g_autofree char *validity = dt_rule_words_validity (rule->valid_from, rule->valid_to);
  GString *text = g_string_new (NULL);

  if (scope != NULL)
    g_string_append_printf (text, "%s\n", scope);
  g_string_append (text, rule->source);
  if (extension != NULL)
    g_string_append_printf (text, "\n%s", extension);
  g_string_append_printf (text, "\n%s", validity);
  if (rule->pauses)
    g_string_append_printf (text, " · %s", _ ("stands while waiting for the citizen"));
  return g_string_free (text, FALSE);
}

static void
put_rule (DtRuleLists *self,
          AdwExpanderRow *expander,
          DtRuleDraft *draft,
          const DtDeadlineRule *rule)
{
  g_autofree char *words = dt_rule_words (rule);
  g_autofree char *subtitle = describe (rule);
  g_autofree char *key = g_strconcat ("rule:", rule->code, NULL);
  GtkWidget *row = make_row (words, subtitle);

  if (dt_rule_draft_is_new (draft, rule->code))
    add_pill (row, _ ("new"), "dt-busy");
  else if (dt_rule_draft_is_changed (draft, rule))
    add_pill (row, _ ("changed"), "dt-busy");
  if (rule->check)
    add_pill (row, _ ("to be checked"), "dt-wait");
  add_arrow (self, row);
  let_open (self, row, key);
  put (self, expander, row);
}

static char *
count_rules (const GPtrArray *rules, guint matters)
{
  guint n = 0;
  guint checks = 0;
  g_autofree char *count = NULL;

  for (guint i = 0; i < rules->len; i++)
    {
      const DtDeadlineRule *rule = g_ptr_array_index (rules, i);

      n += rule->matters == matters;
      checks += rule->matters == matters && rule->check;
    }
  count = g_strdup_printf (ngettext ("%u rule", "%u rules", n), n);
  if (checks == 0)
    return g_steal_pointer (&count);
  return g_strdup_printf (
      ngettext ("%s, %u to be checked", "%s, %u to be checked", checks), count, checks);
}

static void
fill_deadlines (DtRuleLists *self, DtRuleDraft *draft)
{
  const GPtrArray *rules
      = dt_deadline_rules_get_all (dt_rule_book_get_deadlines (dt_rule_draft_get_book (draft)));

  for (guint i = 0; i < rules->len; i++)
    {
      const DtDeadlineRule *rule = g_ptr_array_index (rules, i);
      g_autofree char *key = g_strdup_printf ("matters:%u", rule->matters);
      g_autofree char *matters = dt_rule_words_matters (rule->matters);
      g_autofree char *count = count_rules (rules, rule->matters);

      put_rule (self, get_expander (self, self->deadlines, key, matters, count), draft, rule);
    }
}

/* ---- days off ---- */

static void
on_enabled_cb (GtkSwitch *control, GParamSpec *pspec, DtRuleLists *self)
{
  if (!self->filling)
    g_signal_emit (self,
                   signals[ENABLED],
                   0,
                   g_object_get_data (G_OBJECT (control), "holiday"),
                   gtk_switch_get_active (control));
}

static void
put_holiday (DtRuleLists *self, AdwExpanderRow *expander, const DtHoliday *holiday)
{
  g_autofree char *days = dt_rule_words_holiday_days (holiday);
  g_autofree char *validity = dt_rule_words_validity (holiday->valid_from, holiday->valid_to);
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s\n%s", days, holiday->source, validity);
  GtkWidget *row = make_row (dt_rule_words_holiday (holiday), subtitle);
  GtkWidget *control = gtk_switch_new ();

  if (holiday->check)
    add_pill (row, _ ("to be checked"), "dt-wait");
  gtk_switch_set_active (GTK_SWITCH (control), holiday->enabled);
  gtk_widget_set_sensitive (control, self->may);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, dt_rule_words_holiday (holiday), -1);
  g_object_set_data_full (G_OBJECT (control), "holiday", g_strdup (holiday->code), g_free);
  g_signal_connect_object (control, "notify::active", G_CALLBACK (on_enabled_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->may ? control : NULL);
  put (self, expander, row);
}

static void
put_year (DtRuleLists *self, DtHolidayRules *holidays, int number)
{
  const DtHolidayYear *year = dt_holiday_rules_find_year (holidays, number);
  guint n = year != NULL ? year->swaps->len : 0;
  g_autofree char *key = g_strdup_printf ("year:%d", number);
  g_autofree char *more = g_strdup_printf ("swap:%d:-1", number);
  g_autofree char *title = g_strdup_printf (_ ("Year %d"), number);
  g_autofree char *subtitle
      = year == NULL ? g_strdup (_ ("Not entered yet: deadlines in it are provisional"))
        : n == 0     ? g_strdup (_ ("No days are swapped"))
                 : g_strdup_printf (ngettext ("%u day is swapped", "%u days are swapped", n), n);
  AdwExpanderRow *expander = get_expander (self, self->holidays, key, title, subtitle);
  GtkWidget *row = make_row (year != NULL ? _ ("Announcement") : _ ("Enter what was announced…"),
                             year != NULL ? year->source : NULL);

  if (year != NULL || self->may)
    {
      add_arrow (self, row);
      let_open (self, row, key);
      put (self, expander, row);
    }
  for (guint i = 0; i < n; i++)
    {
      const DtDaySwap *swap = &g_array_index (year->swaps, DtDaySwap, i);
      g_autofree char *words = dt_rule_words_swap (swap);
      g_autofree char *swap_key = g_strdup_printf ("swap:%d:%u", number, i);
      GtkWidget *swap_row = make_row (words, swap->source);

      if (swap->check)
        add_pill (swap_row, _ ("to be checked"), "dt-wait");
      add_arrow (self, swap_row);
      let_open (self, swap_row, swap_key);
      put (self, expander, swap_row);
    }
  if (year != NULL)
    put_more (self, expander, _ ("Add swapped days…"), more);
}

static void
fill_holidays (DtRuleLists *self, DtRuleDraft *draft, int year)
{
  DtHolidayRules *rules = dt_rule_book_get_holidays (dt_rule_draft_get_book (draft));
  const GPtrArray *holidays = dt_holiday_rules_get_holidays (rules);
  guint n = holidays->len;
  g_autofree char *count = g_strdup_printf (ngettext ("%u rule", "%u rules", n), n);
  AdwExpanderRow *expander
      = get_expander (self, self->holidays, "holidays", _ ("Public holidays by law"), count);

  for (guint i = 0; i < n; i++)
    put_holiday (self, expander, g_ptr_array_index (holidays, i));
  for (int i = year - 1; i <= year + 1; i++)
    put_year (self, rules, i);
}

/* ---- office hours ---- */

static void
fill_hours (DtRuleLists *self, DtRuleDraft *draft)
{
  DtOfficeHours *hours = dt_rule_book_get_hours (dt_rule_draft_get_book (draft));
  const char *unit = dt_rule_draft_get_unit (draft);
  const DtHours *own = dt_office_hours_find (hours, unit);
  const GArray *closures = dt_office_hours_get_closures (hours);
  AdwExpanderRow *expander;
  guint n = 0;
  g_autofree char *count = NULL;

  for (guint half = 0; half < 2; half++)
    {
      g_autofree char *words = dt_rule_words_half (own, half);

      if (self->halves[half] == NULL)
        {
          self->halves[half] = make_row (half == 0 ? _ ("Morning") : _ ("Afternoon"), NULL);
          add_arrow (self, self->halves[half]);
          let_open (self, self->halves[half], "hours");
          adw_preferences_group_add (self->hours, self->halves[half]);
        }
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->halves[half]), words);
    }
  expander = get_expander (self, self->hours, "closures", _ ("Office closed"), "");
  for (guint i = 0; i < closures->len; i++)
    {
      const DtClosure *closure = &g_array_index (closures, DtClosure, i);
      g_autofree char *words = dt_rule_words_closure (closure->date, closure->halves);
      g_autofree char *key = g_strdup_printf ("closure:%u", i);
      GtkWidget *row;

      if (!g_str_equal (closure->unit, unit))
        continue;
      n++;
      row = make_row (words, closure->reason);
      add_arrow (self, row);
      let_open (self, row, key);
      put (self, expander, row);
    }
  count = n > 0 ? g_strdup_printf (ngettext ("%u time", "%u times", n), n) : g_strdup (_ ("never"));
  adw_expander_row_set_subtitle (expander, count);
  put_more (self, expander, _ ("Add a closure…"), "closure:-1");
}

/* ---- all of them ---- */

/**
 * dt_rule_lists_new:
 * @deadlines: (transfer none): where statutory times go
 * @holidays: (transfer none): where days off go
 * @hours: (transfer none): where office hours go
 *
 * Returns: (transfer full): the lists, empty; the groups outlive them
 */
DtRuleLists *
dt_rule_lists_new (AdwPreferencesGroup *deadlines,
                   AdwPreferencesGroup *holidays,
                   AdwPreferencesGroup *hours)
{
  DtRuleLists *self = g_object_new (DT_TYPE_RULE_LISTS, NULL);

  self->deadlines = deadlines;
  self->holidays = holidays;
  self->hours = hours;
  return self;
}

/**
 * dt_rule_lists_fill:
 * @self: the lists
 * @draft: whose rules are shown
 * @year: the present year
 * @may: whether the rows open
 */
void
dt_rule_lists_fill (DtRuleLists *self, DtRuleDraft *draft, int year, gboolean may)
{
  g_return_if_fail (DT_IS_RULE_LISTS (self) && draft != NULL);

  self->may = may;
  self->filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (g_object_get_data (self->rows->pdata[i], "expander"),
                             self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  fill_deadlines (self, draft);
  fill_holidays (self, draft, year);
  fill_hours (self, draft);
  self->filling = FALSE;
}

/**
 * dt_rule_lists_unfold:
 * @self: the lists
 * @key: of one that unfolds
 */
void
dt_rule_lists_unfold (DtRuleLists *self, const char *key)
{
  g_return_if_fail (DT_IS_RULE_LISTS (self) && key != NULL);

  AdwExpanderRow *row = g_hash_table_lookup (self->expanders, key);

  if (row != NULL)
    adw_expander_row_set_expanded (row, TRUE);
}
