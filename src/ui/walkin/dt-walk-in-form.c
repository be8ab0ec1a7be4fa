/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of what a citizen says: who, where, about what; what is known by the phone number is
 * filled in, the field of work is guessed from the words. Nothing is written from here. Main
 * thread. */
#include "ui/walkin/dt-walk-in-form.h"

#include "base/dt-resource.h"
#include "base/dt-text.h"
#include "model/dt-catalogue.h"
#include "ui/forms/dt-address-hint.h"
#include "ui/forms/dt-form.h"
#include "ui/shell/dt-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#define GUESS_MS 250
#define CONSENT_RESOURCE "/org/doithoai/data/templates/consent.txt"

struct _DtWalkInForm
{
  GtkWidget parent_instance;
  GtkBox *content;
  GtkBox *person_box;
  GtkWidget *address_box;
  GtkBox *kind_box;
  GtkBox *content_box;
  GtkToggleButton *at_office;
  GtkToggleButton *by_phone;
  GtkToggleButton *by_letter;
  GtkSwitch *anonymous;
  GtkWidget *phone;
  GtkImage *phone_good;
  GtkLabel *phone_problem;
  GtkWidget *name;
  GtkWidget *name_known;
  GtkLabel *name_problem;
  DtLookupList *lookup;
  GtkWidget *address;
  GtkWidget *group;
  AdwComboRow *kind;
  GtkLabel *kind_note;
  AdwComboRow *field;
  GtkWidget *field_guessed;
  GtkWidget *place_list;
  GtkWidget *place;
  GtkWidget *text_card;
  GtkTextView *text;
  GtkLabel *text_problem;
  DtFileStrip *files;
  GtkWidget *consent_card;
  GtkCheckButton *consent;
  GtkLabel *consent_text;
  GtkLabel *consent_hint;
  GtkLabel *consent_content;

  gboolean quiet; /* fields are being filled, nobody types */
  gboolean field_chosen;
  gboolean not_this_person;
  char *prefilled_name; /* what stood there because it was known */
  guint guess;
};

enum
{
  CHANGED,
  MODE_CHANGED,
  FILE_CHANGED,
  PROBLEM,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DtWalkInForm, dt_walk_in_form, GTK_TYPE_WIDGET)

static void
tell_changed (DtWalkInForm *self)
{
  if (!self->quiet)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- reading ---- */

static DtChannelKind
channel_of (DtWalkInForm *self)
{
  return gtk_toggle_button_get_active (self->by_phone)    ? DT_CHANNEL_PHONE
         : gtk_toggle_button_get_active (self->by_letter) ? DT_CHANNEL_LETTER
                                                          : DT_CHANNEL_WALK_IN;
}

static char *
dup_content (DtWalkInForm *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start;
  GtkTextIter end;
  char *text;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  if (*text != '\0')
    return text;
  g_free (text);
  return NULL;
}

static const char *
field_of (DtWalkInForm *self)
{
  const GPtrArray *fields = dt_catalogue_get_fields ();
  guint selected = adw_combo_row_get_selected (self->field);

  return selected > 0 && selected <= fields->len
             ? ((const DtField *) g_ptr_array_index (fields, selected - 1))->code
             : NULL;
}

static void
select_field (DtWalkInForm *self, const char *code)
{
  const GPtrArray *fields = dt_catalogue_get_fields ();
  guint selected = 0;

  for (guint i = 0; code != NULL && i < fields->len; i++)
    if (strcmp (((const DtField *) g_ptr_array_index (fields, i))->code, code) == 0)
      selected = i + 1;
  adw_combo_row_set_selected (self->field, selected);
}

static void
set_text_of (GtkWidget *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

/* ---- what depends on what ---- */

static void
update_consent (DtWalkInForm *self)
{
  DtCitizen *citizen = dt_lookup_list_get_citizen (self->lookup);
  gboolean anonymous = gtk_switch_get_active (self->anonymous);
  gboolean given = citizen != NULL && citizen->consent == DT_CONSENT_GIVEN;
  g_autofree char *name = dt_form_dup_text (GTK_EDITABLE (self->name));
  g_autofree char *text = NULL;

  if (given)
    {
      g_autofree char *date = dt_words_date (citizen->consent_time);

      text = g_strdup_printf (_ ("%s agreed to the storing of data on %s"),
                              name != NULL ? name : _ ("The citizen"),
                              date);
    }
  else
    text = g_strdup_printf (_ ("%s agrees to our keeping the phone number and address to answer"),
                            name != NULL ? name : _ ("The citizen"));
  gtk_label_set_text (self->consent_text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->consent), !given);
  gtk_widget_set_visible (GTK_WIDGET (self->consent_hint), !given);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->consent), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (self->consent_card, !anonymous);
}

static void
update_visible (DtWalkInForm *self)
{
  gboolean anonymous = gtk_switch_get_active (self->anonymous);
  gboolean joined = dt_lookup_list_get_joined (self->lookup) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->person_box), !anonymous);
  gtk_widget_set_visible (GTK_WIDGET (self->lookup),
                          !anonymous && dt_lookup_list_get_citizen (self->lookup) != NULL);
  gtk_widget_set_visible (self->address, !anonymous);
  gtk_widget_set_visible (self->address_box, !joined);
  gtk_widget_set_visible (GTK_WIDGET (self->kind_box), !joined);
  gtk_widget_set_visible (self->place_list, !joined);
  update_consent (self);
}

static void
update_kind_note (DtWalkInForm *self)
{
  gboolean by_phone = channel_of (self) == DT_CHANNEL_PHONE;
  gboolean denunciation = adw_combo_row_get_selected (self->kind) == DT_CASE_KIND_DENUNCIATION;

  gtk_widget_set_visible (GTK_WIDGET (self->kind_note), by_phone && denunciation);
}

/* ---- what happens while it is typed ---- */

static void
on_changed_cb (DtWalkInForm *self)
{
  tell_changed (self);
}

static void
look_up (DtWalkInForm *self)
{
  g_autofree char *phone
      = dt_text_normalize_phone (gtk_editable_get_text (GTK_EDITABLE (self->phone)));

  gtk_widget_set_visible (GTK_WIDGET (self->phone_good), phone != NULL);
  dt_lookup_list_set_phone (self->lookup, phone);
}

static void
on_phone_changed_cb (DtWalkInForm *self)
{
  if (!self->quiet)
    self->not_this_person = FALSE;
  dt_form_set_problem (self->phone, self->phone_problem, NULL);
  look_up (self);
  tell_changed (self);
}

static void
on_name_changed_cb (DtWalkInForm *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->name));

  dt_form_set_problem (self->name, self->name_problem, NULL);
  gtk_widget_set_visible (self->name_known,
                          self->prefilled_name != NULL && *text != '\0'
                              && strcmp (self->prefilled_name, text) == 0);
  update_consent (self);
  tell_changed (self);
}

/* Takes back what was filled in because somebody was known by the number. */
static void
forget_known (DtWalkInForm *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->name));

  if (self->prefilled_name != NULL && strcmp (text, self->prefilled_name) == 0)
    set_text_of (self->name, NULL);
  g_clear_pointer (&self->prefilled_name, g_free);
  gtk_widget_set_visible (self->name_known, FALSE);
}

static void
prefill (GtkWidget *row, const char *text)
{
  if (text != NULL && *gtk_editable_get_text (GTK_EDITABLE (row)) == '\0')
    set_text_of (row, text);
}

static void
on_found_cb (DtWalkInForm *self)
{
  DtCitizen *citizen = dt_lookup_list_get_citizen (self->lookup);

  if (citizen == NULL || self->not_this_person)
    {
      forget_known (self);
      update_visible (self);
      return;
    }
  forget_known (self);
  self->prefilled_name = g_strdup (citizen->name);
  prefill (self->name, citizen->name);
  prefill (self->address, citizen->address);
  prefill (self->group, citizen->group);
  on_name_changed_cb (self);
  update_visible (self);
}

static void
on_rejected_cb (DtWalkInForm *self)
{
  forget_known (self);
  set_text_of (self->address, NULL);
  set_text_of (self->group, NULL);
  gtk_widget_grab_focus (self->name);
  tell_changed (self);
}

static void
on_joined_cb (DtWalkInForm *self)
{
  update_visible (self);
  if (dt_lookup_list_get_joined (self->lookup) != NULL && !self->quiet)
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
  g_signal_emit (self, signals[MODE_CHANGED], 0);
  tell_changed (self);
}

static void
on_channel_cb (DtWalkInForm *self)
{
  update_kind_note (self);
  g_signal_emit (self, signals[MODE_CHANGED], 0);
  tell_changed (self);
}

static void
on_anonymous_cb (DtWalkInForm *self)
{
  update_visible (self);
  tell_changed (self);
}

static void
on_kind_cb (DtWalkInForm *self)
{
  update_kind_note (self);
  tell_changed (self);
}

static void
on_field_cb (DtWalkInForm *self)
{
  if (self->quiet)
    return;
  self->field_chosen = adw_combo_row_get_selected (self->field) != 0;
  gtk_widget_set_visible (self->field_guessed, FALSE);
  tell_changed (self);
}

/* Proposes the field that the words are about, until the officer has chosen one. */
static gboolean
on_guess_cb (gpointer data)
{
  DtWalkInForm *self = data;
  g_autofree char *text = dup_content (self);
  const DtField *field = text != NULL ? dt_catalogue_match_field (text) : NULL;

  self->guess = 0;
  if (self->field_chosen)
    return G_SOURCE_REMOVE;
  self->quiet = TRUE;
  select_field (self, field != NULL ? field->code : NULL);
  gtk_widget_set_visible (self->field_guessed, field != NULL);
  self->quiet = FALSE;
  return G_SOURCE_REMOVE;
}

static void
on_text_changed_cb (DtWalkInForm *self)
{
  dt_form_set_problem (GTK_WIDGET (self->text), self->text_problem, NULL);
  gtk_widget_remove_css_class (self->text_card, "dt-invalid");
  if (!self->quiet)
    {
      g_clear_handle_id (&self->guess, g_source_remove);
      self->guess = g_timeout_add (GUESS_MS, on_guess_cb, self);
    }
  tell_changed (self);
}

static void
on_phone_left_cb (DtWalkInForm *self)
{
  g_autofree char *phone
      = dt_text_normalize_phone (gtk_editable_get_text (GTK_EDITABLE (self->phone)));
  g_autofree char *shown = phone != NULL ? dt_text_format_phone (phone) : NULL;

  if (shown != NULL && strcmp (shown, gtk_editable_get_text (GTK_EDITABLE (self->phone))) != 0)
    set_text_of (self->phone, shown);
}

/* Enter goes to the next field that is shown. */
static void
on_entered_cb (DtWalkInForm *self, GtkWidget *row)
{
  GtkWidget *const order[] = { self->phone, self->name,  self->address,
                               self->group, self->place, GTK_WIDGET (self->text) };
  guint i = 0;

  while (i < G_N_ELEMENTS (order) - 1 && order[i] != row)
    i++;
  for (i++; i < G_N_ELEMENTS (order); i++)
    if (gtk_widget_get_mapped (order[i]))
      {
        gtk_widget_grab_focus (order[i]);
        return;
      }
}

static void
on_file_changed_cb (DtWalkInForm *self, guint slot)
{
  g_signal_emit (self, signals[FILE_CHANGED], 0, slot);
}

static void
on_file_problem_cb (DtWalkInForm *self, const char *words)
{
  g_signal_emit (self, signals[PROBLEM], 0, words);
}

static void
on_choose_files_cb (DtWalkInForm *self)
{
  dt_file_strip_choose (self->files);
}

/* ---- class ---- */

static void
dt_walk_in_form_dispose (GObject *object)
{
  DtWalkInForm *self = DT_WALK_IN_FORM (object);

  self->quiet = TRUE;
  g_clear_handle_id (&self->guess, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), DT_TYPE_WALK_IN_FORM);
  G_OBJECT_CLASS (dt_walk_in_form_parent_class)->dispose (object);
}

static void
dt_walk_in_form_finalize (GObject *object)
{
  g_free (DT_WALK_IN_FORM (object)->prefilled_name);
  G_OBJECT_CLASS (dt_walk_in_form_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, content);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, person_box);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, address_box);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, kind_box);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, content_box);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, at_office);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, by_phone);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, by_letter);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, anonymous);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, phone);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, phone_good);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, phone_problem);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, name);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, name_known);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, name_problem);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, lookup);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, address);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, group);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, kind);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, kind_note);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, field);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, field_guessed);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, place_list);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, place);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, text_card);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, text);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, text_problem);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, files);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, consent_card);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, consent);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, consent_text);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, consent_hint);
  gtk_widget_class_bind_template_child (widget_class, DtWalkInForm, consent_content);
}

static void
add_signals (GType type)
{
  const GSignalFlags last = G_SIGNAL_RUN_LAST;

  signals[CHANGED] = g_signal_new ("changed", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MODE_CHANGED]
      = g_signal_new ("mode-changed", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FILE_CHANGED]
      = g_signal_new ("file-changed", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[PROBLEM]
      = g_signal_new ("problem", type, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
dt_walk_in_form_class_init (DtWalkInFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dt_walk_in_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = dt_walk_in_form_finalize;
  add_signals (G_TYPE_FROM_CLASS (klass));

  g_type_ensure (DT_TYPE_LOOKUP_LIST);
  g_type_ensure (DT_TYPE_FILE_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/doithoai/DoiThoai/walkin/dt-walk-in-form.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_phone_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_found_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_rejected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_joined_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_phone_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_file_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_file_problem_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_files_cb);
}

static void
fill_lists (DtWalkInForm *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) fields = gtk_string_list_new (NULL);
  const GPtrArray *catalogue = dt_catalogue_get_fields ();

  for (int i = 0; i < DT_N_CASE_KINDS; i++)
    gtk_string_list_append (kinds, dt_words_kind (i));
  gtk_string_list_append (fields, dt_words_field (NULL));
  for (guint i = 0; i < catalogue->len; i++)
    gtk_string_list_append (
        fields, dt_words_field (((const DtField *) g_ptr_array_index (catalogue, i))->code));
  self->quiet = TRUE;
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (kinds));
  adw_combo_row_set_model (self->field, G_LIST_MODEL (fields));
  self->quiet = FALSE;
}

static void
show_consent_text (DtWalkInForm *self)
{
  g_autoptr (GBytes) bytes = dt_resource_load (CONSENT_RESOURCE);
  g_autofree char *copy = g_strdup (g_bytes_get_data (bytes, NULL));

  gtk_label_set_text (self->consent_content, g_strstrip (copy));
}

static void
dt_walk_in_form_init (DtWalkInForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_lists (self);
  show_consent_text (self);
  g_signal_connect_swapped (self->kind, "notify::selected", G_CALLBACK (on_kind_cb), self);
  g_signal_connect_swapped (self->field, "notify::selected", G_CALLBACK (on_field_cb), self);
  g_signal_connect_swapped (self->anonymous, "notify::active", G_CALLBACK (on_anonymous_cb), self);
  g_signal_connect_swapped (self->by_phone, "toggled", G_CALLBACK (on_channel_cb), self);
  g_signal_connect_swapped (self->by_letter, "toggled", G_CALLBACK (on_channel_cb), self);
  g_signal_connect_swapped (
      gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (on_text_changed_cb), self);
}

/* ---- public ---- */

/**
 * dt_walk_in_form_set_service:
 * @self: the form
 * @service: where people are looked up
 */
void
dt_walk_in_form_set_service (DtWalkInForm *self, DtService *service)
{
  g_return_if_fail (DT_IS_WALK_IN_FORM (self));

  const char *group = dt_service_get_setting (service, "unit.group_name");
  const DtUnit *unit = dt_service_get_unit (service);

  dt_address_hint_attach (self->address, unit != NULL ? unit->code : NULL);
  dt_address_hint_attach (self->place, unit != NULL ? unit->code : NULL);
  dt_lookup_list_set_service (self->lookup, service);
  if (group != NULL && *group != '\0')
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->group), group);
  update_visible (self);
}

/**
 * dt_walk_in_form_read:
 * @self: the form
 *
 * Returns: (transfer full): what stands in it; texts without white space around them, NULL if empty
 */
DtWalkInDraft *
dt_walk_in_form_read (DtWalkInForm *self)
{
  g_return_val_if_fail (DT_IS_WALK_IN_FORM (self), NULL);

  DtCase *joined = dt_lookup_list_get_joined (self->lookup);
  DtWalkInDraft *draft = g_new0 (DtWalkInDraft, 1);

  draft->channel = channel_of (self);
  draft->anonymous = gtk_switch_get_active (self->anonymous);
  draft->phone = dt_form_dup_text (GTK_EDITABLE (self->phone));
  draft->name = dt_form_dup_text (GTK_EDITABLE (self->name));
  draft->address = dt_form_dup_text (GTK_EDITABLE (self->address));
  draft->group = dt_form_dup_text (GTK_EDITABLE (self->group));
  draft->kind = adw_combo_row_get_selected (self->kind);
  draft->field = g_strdup (field_of (self));
  draft->field_chosen = self->field_chosen;
  draft->place = dt_form_dup_text (GTK_EDITABLE (self->place));
  draft->text = dup_content (self);
  draft->consent = gtk_check_button_get_active (self->consent);
  draft->not_this_person = self->not_this_person;
  draft->joined_id = joined != NULL ? g_strdup (joined->id) : NULL;
  return draft;
}

/**
 * dt_walk_in_form_fill:
 * @self: the form
 * @draft: what to put in; files are the strip's
 */
void
dt_walk_in_form_fill (DtWalkInForm *self, const DtWalkInDraft *draft)
{
  g_return_if_fail (DT_IS_WALK_IN_FORM (self) && draft != NULL);

  self->quiet = TRUE;
  gtk_toggle_button_set_active (draft->channel == DT_CHANNEL_PHONE    ? self->by_phone
                                : draft->channel == DT_CHANNEL_LETTER ? self->by_letter
                                                                      : self->at_office,
                                TRUE);
  gtk_switch_set_active (self->anonymous, draft->anonymous);
  self->not_this_person = draft->not_this_person;
  self->field_chosen = draft->field_chosen;
  dt_lookup_list_preset_joined (self->lookup, draft->joined_id);
  set_text_of (self->name, draft->name);
  set_text_of (self->address, draft->address);
  set_text_of (self->group, draft->group);
  set_text_of (self->place, draft->place);
  adw_combo_row_set_selected (self->kind, draft->kind);
  select_field (self, draft->field);
  gtk_widget_set_visible (self->field_guessed, draft->field != NULL && !draft->field_chosen);
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (self->text), draft->text != NULL ? draft->text : "", -1);
  gtk_check_button_set_active (self->consent, draft->consent);
  /* Last, since it looks the person up, and what was typed must win over what is known. */
  set_text_of (self->phone, draft->phone);
  self->quiet = FALSE;
}

/**
 * dt_walk_in_form_check:
 * @self: the form
 * @draft: what stands in it
 *
 * Tells what is wrong under each field, and puts the focus on the first of them.
 *
 * Returns: whether it can be received
 */
gboolean
dt_walk_in_form_check (DtWalkInForm *self, const DtWalkInDraft *draft)
{
  g_return_val_if_fail (DT_IS_WALK_IN_FORM (self) && draft != NULL, FALSE);

  g_autofree char *phone = draft->phone != NULL ? dt_text_normalize_phone (draft->phone) : NULL;
  gboolean joined = draft->joined_id != NULL;
  gboolean bad_phone = !draft->anonymous && draft->phone != NULL && phone == NULL;
  gboolean bad_name = !draft->anonymous && !joined && draft->name == NULL;
  gboolean bad_text = draft->text == NULL;

  dt_form_set_problem (
      self->phone,
      self->phone_problem,
      bad_phone ? _ ("This is no phone number. Check the digits, or leave it empty.") : NULL);
  dt_form_set_problem (self->name,
                       self->name_problem,
                       bad_name ? _ ("Write the name, or turn on “Anonymous”.") : NULL);
  dt_form_set_problem (GTK_WIDGET (self->text),
                       self->text_problem,
                       bad_text ? _ ("Write down what the citizen says.") : NULL);
  if (bad_text)
    gtk_widget_add_css_class (self->text_card, "dt-invalid");
  gtk_widget_grab_focus (bad_phone ? self->phone : bad_name ? self->name : GTK_WIDGET (self->text));
  return !bad_phone && !bad_name && !bad_text;
}

/**
 * dt_walk_in_form_get_files:
 * @self: the form
 *
 * Returns: (transfer none): its photos and papers
 */
DtFileStrip *
dt_walk_in_form_get_files (DtWalkInForm *self)
{
  g_return_val_if_fail (DT_IS_WALK_IN_FORM (self), NULL);

  return self->files;
}

/**
 * dt_walk_in_form_get_lookup:
 * @self: the form
 *
 * Returns: (transfer none): who is known by the number, and their cases
 */
DtLookupList *
dt_walk_in_form_get_lookup (DtWalkInForm *self)
{
  g_return_val_if_fail (DT_IS_WALK_IN_FORM (self), NULL);

  return self->lookup;
}

/**
 * dt_walk_in_form_set_narrow:
 * @self: the form
 * @narrow: whether pairs of fields stand one above the other
 */
void
dt_walk_in_form_set_narrow (DtWalkInForm *self, gboolean narrow)
{
  g_return_if_fail (DT_IS_WALK_IN_FORM (self));

  GtkBox *const boxes[] = { self->person_box, self->kind_box, self->content_box };

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (boxes[i]),
                                    narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

/**
 * dt_walk_in_form_focus:
 * @self: the form
 *
 * Puts the focus where one begins.
 */
void
dt_walk_in_form_focus (DtWalkInForm *self)
{
  g_return_if_fail (DT_IS_WALK_IN_FORM (self));

  gtk_widget_grab_focus (gtk_widget_get_mapped (self->phone)
                                 || !gtk_switch_get_active (self->anonymous)
                             ? self->phone
                             : GTK_WIDGET (self->text));
}
