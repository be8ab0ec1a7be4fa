/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values to try a template with. Nobody has the name or the address; what the office has not set
 * stays unknown, so that the template shows what it does then. */
#include "ui/reply/dt-template-sample.h"

#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define DAY (24 * G_TIME_SPAN_HOUR)

struct _DtTemplateSample
{
  DtTemplateContext values;
  char *texts[6]; /* that the values point to */
};

static char *
dup_unit_name (DtService *service)
{
  const DtUnit *unit = dt_service_get_unit (service);
  g_autofree char *first = g_utf8_substring (unit->name, 0, 1);
  g_autofree char *lower = g_utf8_strdown (first, -1);

  return g_strconcat (lower, unit->name + strlen (first), NULL);
}

/**
 * dt_template_sample_new:
 * @service: the workspace
 *
 * Returns: (transfer full): values of an invented case of this office
 */
DtTemplateSample *
dt_template_sample_new (DtService *service)
{
  DtTemplateSample *self = g_new0 (DtTemplateSample, 1);
  DtOfficer *officer = dt_service_get_officer (service);
  gint64 now = dt_clock_now (dt_service_get_clock (service));

  self->texts[0] = dup_unit_name (service);
  self->texts[1] = dt_words_date (now - 2 * DAY);
  self->texts[2] = dt_words_date (now + 3 * DAY);
  self->texts[3] = dt_words_date (now);
  self->texts[4] = officer != NULL ? g_strdup (officer->name) : NULL;
  self->texts[5] = officer != NULL ? g_strdup (officer->title) : NULL;
  self->values = (DtTemplateContext){
    .citizen_name = _ ("Jane Example"),
    .n_citizens = 1,
    .form = DT_ADDRESS_UNDECIDED,
    .case_code = "PA-0000-00000",
    .case_title = _ ("Flooding after rain in alley 8A"),
    .case_kind = _ ("feedback"),
    .case_field = dt_words_field ("infrastructure"),
    .case_place = _ ("alley 8A, Example Street"),
    .case_group = _ ("Group 4"),
    .received = self->texts[1],
    .deadline = self->texts[2],
    .promise = self->texts[2],
    .today = self->texts[3],
    .unit_name = self->texts[0],
    .unit_address = dt_service_get_setting (service, "unit.address"),
    .unit_phone = dt_service_get_setting (service, "unit.phone"),
    .unit_hours = dt_service_get_setting (service, "unit.hours"),
    .officer_name = self->texts[4],
    .officer_title = self->texts[5],
    .ground = dt_words_ground ("feedback_unclear"),
    .reception = _ ("by Zalo"),
  };
  return self;
}

/**
 * dt_template_sample_free:
 * @self: (nullable): a sample
 */
void
dt_template_sample_free (DtTemplateSample *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
  g_free (self);
}

/**
 * dt_template_sample_get_values:
 * @self: a sample
 *
 * Returns: (transfer none): its values
 */
const DtTemplateContext *
dt_template_sample_get_values (DtTemplateSample *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->values;
}
