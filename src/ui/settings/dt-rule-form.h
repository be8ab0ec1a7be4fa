/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that edits one thing of the rules of time: fields in boxed lists, each with what is wrong
 * told right under it. Main thread. */
#pragma once

#include "model/dt-date.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define DT_TYPE_RULE_FORM (dt_rule_form_get_type ())
G_DECLARE_FINAL_TYPE (DtRuleForm, dt_rule_form, DT, RULE_FORM, GtkWidget)
/* Signals: "accept" (): look at the fields, then dt_rule_form_apply() or tell what is wrong;
 * "applied" (); "closed" (char *done): always NULL. */

DtRuleForm *dt_rule_form_new (const char *title);
/* What the fields said was taken: closes the page. */
void dt_rule_form_apply (DtRuleForm *self);
void dt_rule_form_settle (DtRuleForm *self); /* all fields stand as they were found */
/* Whether somebody typed or chose something that was not taken yet. */
gboolean dt_rule_form_is_dirty (DtRuleForm *self);

/* ---- fields ---- */
GtkListBox *dt_rule_form_add_list (DtRuleForm *self, const char *heading); /* or NULL */
void dt_rule_form_add_note (DtRuleForm *self, const char *text);
GtkWidget *dt_rule_form_add_button (DtRuleForm *self, const char *label);
GtkWidget *
dt_rule_form_add_entry (DtRuleForm *self, GtkListBox *list, const char *title, const char *text);
/* @words: NULL at the end; transfer none. */
AdwComboRow *dt_rule_form_add_combo (DtRuleForm *self,
                                     GtkListBox *list,
                                     const char *title,
                                     const char *const *words,
                                     guint selected);
GtkSwitch *dt_rule_form_add_switch (
    DtRuleForm *self, GtkListBox *list, const char *title, const char *subtitle, gboolean active);
void dt_rule_form_add_row (DtRuleForm *self, GtkListBox *list, GtkWidget *row);
/* Marks as dirty whenever that property of @object changes. */
void dt_rule_form_watch (DtRuleForm *self, gpointer object, const char *property);

/* ---- reading; each tells under the field what is wrong, and the first such field gets the focus
 */
void dt_rule_form_begin (DtRuleForm *self);   /* before the first of them */
gboolean dt_rule_form_end (DtRuleForm *self); /* whether all was well */
void dt_rule_form_tell (DtRuleForm *self, GtkWidget *field, const char *problem);
char *dt_rule_form_read_text (DtRuleForm *self, GtkWidget *field, const char *missing);
int dt_rule_form_read_int (DtRuleForm *self, GtkWidget *field, int min, int max);
/* @missing: told if it is empty; NULL: then it is DT_DATE_NONE. */
DtDate dt_rule_form_read_date (DtRuleForm *self, GtkWidget *field, const char *missing);
int dt_rule_form_read_minute (DtRuleForm *self, GtkWidget *field); /* of the day, "07:30" */

G_END_DECLS
