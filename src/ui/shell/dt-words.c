/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the closed lists, times, numbers and errors for the screen. */
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const char *name;
  const char *icon;
  const char *style;
  const char *step;
} StatusWords;

static const StatusWords statuses[DT_N_CASE_STATUSES] = {
  [DT_CASE_STATUS_RECEIVED]
  = { N_ ("Received"), "dt-status-received-symbolic", "dt-plain", N_ ("Receive") },
  [DT_CASE_STATUS_ACCEPTED]
  = { N_ ("Accepted"), "dt-status-accepted-symbolic", "dt-busy", N_ ("Accept") },
  [DT_CASE_STATUS_IN_PROGRESS]
  = { N_ ("In progress"), "dt-status-in-progress-symbolic", "dt-busy", N_ ("Start Work") },
  [DT_CASE_STATUS_WAITING_CITIZEN] = { N_ ("Waiting for the citizen"),
                                       "dt-status-waiting-symbolic",
                                       "dt-wait",
                                       N_ ("Wait for the Citizen") },
  [DT_CASE_STATUS_FORWARDED]
  = { N_ ("Forwarded"), "dt-status-forwarded-symbolic", "dt-wait", N_ ("Mark as Forwarded") },
  [DT_CASE_STATUS_ANSWERED]
  = { N_ ("Answered"), "dt-status-answered-symbolic", "dt-good", N_ ("Mark as Answered") },
  [DT_CASE_STATUS_CLOSED]
  = { N_ ("Closed"), "dt-status-closed-symbolic", "dt-good", N_ ("Close Case") },
  [DT_CASE_STATUS_REFUSED]
  = { N_ ("Refused"), "dt-status-refused-symbolic", "dt-bad", N_ ("Refuse…") },
  [DT_CASE_STATUS_REOPENED]
  = { N_ ("Reopened"), "dt-status-reopened-symbolic", "dt-busy", N_ ("Reopen") },
  [DT_CASE_STATUS_MERGED]
  = { N_ ("Merged"), "dt-status-merged-symbolic", "dt-plain", N_ ("Merge…") },
  [DT_CASE_STATUS_WITHDRAWN]
  = { N_ ("Withdrawn"), "dt-status-withdrawn-symbolic", "dt-plain", N_ ("Withdraw") },
};

static const char *const kinds[DT_N_CASE_KINDS] = {
  [DT_CASE_KIND_FEEDBACK] = N_ ("Feedback"),
  [DT_CASE_KIND_RECOMMENDATION] = N_ ("Recommendation"),
  [DT_CASE_KIND_COMPLAINT] = N_ ("Complaint"),
  [DT_CASE_KIND_DENUNCIATION] = N_ ("Denunciation"),
  [DT_CASE_KIND_INFORMATION_REQUEST] = N_ ("Request for information"),
};

static const struct
{
  const char *name;
  const char *icon;
} channels[DT_N_CHANNELS] = {
  [DT_CHANNEL_WALK_IN] = { N_ ("At the office"), "dt-channel-walk-in-symbolic" },
  [DT_CHANNEL_PHONE] = { N_ ("Phone"), "dt-channel-phone-symbolic" },
  [DT_CHANNEL_LETTER] = { N_ ("Letter"), "dt-channel-letter-symbolic" },
  [DT_CHANNEL_EMAIL] = { N_ ("E-mail"), "dt-channel-email-symbolic" },
  [DT_CHANNEL_FACEBOOK] = { "Facebook", "dt-channel-facebook-symbolic" },
  [DT_CHANNEL_ZALO] = { "Zalo", "dt-channel-zalo-symbolic" },
  [DT_CHANNEL_PORTAL] = { N_ ("Public service portal"), "dt-channel-portal-symbolic" },
  [DT_CHANNEL_FILE] = { N_ ("Imported file"), "dt-channel-file-symbolic" },
};

static const char *const priorities[DT_N_PRIORITIES] = {
  [DT_PRIORITY_NORMAL] = N_ ("Normal"),
  [DT_PRIORITY_HIGH] = N_ ("High"),
  [DT_PRIORITY_URGENT] = N_ ("Urgent"),
};

static const char *const consents[DT_N_CONSENTS] = {
  [DT_CONSENT_NOT_ASKED] = N_ ("Consent not asked yet"),
  [DT_CONSENT_GIVEN] = N_ ("Agreed to the storing of data"),
  [DT_CONSENT_REFUSED] = N_ ("Refused the storing of data"),
};

static const struct
{
  const char *name;
  const char *icon;
} views[DT_N_VIEWS] = {
  [DT_VIEW_TO_RECEIVE] = { N_ ("To Receive"), "dt-view-to-receive-symbolic" },
  [DT_VIEW_MINE] = { N_ ("Mine"), "dt-person-symbolic" },
  [DT_VIEW_IN_PROGRESS] = { N_ ("Being Handled"), "dt-view-in-progress-symbolic" },
  [DT_VIEW_ANSWERED] = { N_ ("Done"), "dt-status-answered-symbolic" },
  [DT_VIEW_ALL] = { N_ ("All Cases"), "dt-view-all-symbolic" },
  [DT_VIEW_SET_ASIDE] = { N_ ("Set Aside"), "dt-view-set-aside-symbolic" },
  [DT_VIEW_DUE_SOON] = { N_ ("Due Soon"), "dt-due-soon-symbolic" },
  [DT_VIEW_OVERDUE] = { N_ ("Overdue"), "dt-due-overdue-symbolic" },
  [DT_VIEW_TODAY] = { N_ ("Today"), "dt-view-today-symbolic" },
  [DT_VIEW_AWAITING] = { N_ ("Awaiting Approval"), "dt-view-awaiting-symbolic" },
  [DT_VIEW_OUTBOX] = { N_ ("Outbox"), "dt-view-outbox-symbolic" },
};

static const struct
{
  DtRoles role;
  const char *name;
} roles_words[] = {
  { DT_ROLE_OFFICER, N_ ("officer") },
  { DT_ROLE_LEADER, N_ ("leader") },
  { DT_ROLE_CLERK, N_ ("clerk") },
  { DT_ROLE_TRAINER, N_ ("trainer") },
  { DT_ROLE_ADMINISTRATOR, N_ ("administrator") },
  { DT_ROLE_PROVINCE_READER, N_ ("province reader") },
};

/* ---- the closed lists ---- */

/**
 * dt_words_status:
 * @status: a status
 *
 * Returns: its name on the screen
 */
const char *
dt_words_status (DtCaseStatus status)
{
  g_return_val_if_fail (status < DT_N_CASE_STATUSES, "");

  return _ (statuses[status].name);
}

/**
 * dt_words_status_icon:
 * @status: a status
 *
 * Returns: the icon whose shape says the same as the name
 */
const char *
dt_words_status_icon (DtCaseStatus status)
{
  g_return_val_if_fail (status < DT_N_CASE_STATUSES, NULL);

  return statuses[status].icon;
}

/**
 * dt_words_status_style:
 * @status: a status
 *
 * Returns: the style class of the pill
 */
const char *
dt_words_status_style (DtCaseStatus status)
{
  g_return_val_if_fail (status < DT_N_CASE_STATUSES, NULL);

  return statuses[status].style;
}

/**
 * dt_words_status_step:
 * @status: the status a step leads to
 *
 * Returns: the step as a menu names it
 */
const char *
dt_words_status_step (DtCaseStatus status)
{
  g_return_val_if_fail (status < DT_N_CASE_STATUSES, "");

  return _ (statuses[status].step);
}

/**
 * dt_words_kind:
 * @kind: a kind of case
 *
 * Returns: its name on the screen
 */
const char *
dt_words_kind (DtCaseKind kind)
{
  g_return_val_if_fail (kind < DT_N_CASE_KINDS, "");

  return _ (kinds[kind]);
}

/**
 * dt_words_channel:
 * @channel: a channel
 *
 * Returns: its name on the screen
 */
const char *
dt_words_channel (DtChannelKind channel)
{
  g_return_val_if_fail (channel < DT_N_CHANNELS, "");

  return _ (channels[channel].name);
}

/**
 * dt_words_channel_icon:
 * @channel: a channel
 *
 * Returns: the name of its icon
 */
const char *
dt_words_channel_icon (DtChannelKind channel)
{
  g_return_val_if_fail (channel < DT_N_CHANNELS, NULL);

  return channels[channel].icon;
}

/**
 * dt_words_priority:
 * @priority: a priority
 *
 * Returns: its name on the screen
 */
const char *
dt_words_priority (DtPriority priority)
{
  g_return_val_if_fail (priority < DT_N_PRIORITIES, "");

  return _ (priorities[priority]);
}

/**
 * dt_words_consent:
 * @consent: what the citizen said about the storing of their data
 *
 * Returns: it as a sentence
 */
const char *
dt_words_consent (DtConsent consent)
{
  g_return_val_if_fail (consent < DT_N_CONSENTS, "");

  return _ (consents[consent]);
}

/**
 * dt_words_view:
 * @view: a view
 *
 * Returns: its name in the sidebar
 */
const char *
dt_words_view (DtView view)
{
  g_return_val_if_fail (view < DT_N_VIEWS, "");

  return _ (views[view].name);
}

/**
 * dt_words_view_icon:
 * @view: a view
 *
 * Returns: the name of its icon
 */
const char *
dt_words_view_icon (DtView view)
{
  g_return_val_if_fail (view < DT_N_VIEWS, NULL);

  return views[view].icon;
}

/**
 * dt_words_role:
 * @role: one role
 *
 * Returns: its name, in small letters
 */
const char *
dt_words_role (DtRoles role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles_words); i++)
    if (roles_words[i].role == role)
      return _ (roles_words[i].name);
  return "";
}

/**
 * dt_words_roles:
 * @roles: any roles
 *
 * Returns: (transfer full): their names, with commas between
 */
char *
dt_words_roles (DtRoles roles)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (roles_words); i++)
    if (roles & roles_words[i].role)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _ (roles_words[i].name));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * dt_words_field:
 * @code: (nullable): a field of work
 *
 * Returns: its name in the window's language
 */
const char *
dt_words_field (const char *code)
{
  const DtField *field = code != NULL ? dt_catalogue_find_field (code) : NULL;

  if (field == NULL)
    return _ ("No field yet");
  /* Translators: answer "vi" if the names of the catalogue shall be shown in Vietnamese. */
  return strcmp (C_ ("catalogue language", "en"), "vi") == 0 ? field->name_vi : field->name_en;
}

/**
 * dt_words_ground:
 * @code: (nullable): a ground of refusal
 *
 * Returns: its wording, as the law has it; the code if it is unknown, "" if there is none
 */
const char *
dt_words_ground (const char *code)
{
  const DtGround *ground = code != NULL ? dt_catalogue_find_ground (code) : NULL;

  if (ground != NULL)
    return ground->name_vi;
  return code != NULL ? code : "";
}

/**
 * dt_words_office:
 * @unit: (nullable): a unit
 *
 * Returns: (transfer full): the name of its People's Committee
 */
char *
dt_words_office (const DtUnit *unit)
{
  if (unit == NULL)
    return g_strdup (_ ("Đối Thoại"));

  g_autofree char *first = g_utf8_substring (unit->name, 0, 1);
  g_autofree char *lower = g_utf8_strdown (first, -1);

  /* Translators: the People's Committee of a ward, whose name begins with a small letter. */
  return g_strdup_printf (_ ("People's Committee of %s%s"), lower, unit->name + strlen (first));
}

/* ---- numbers and times: by their digits, because the locale may be "C" ---- */

/**
 * dt_words_number:
 * @n: a number
 *
 * Returns: (transfer full): it with a point after each group of three digits
 */
char *
dt_words_number (gint64 n)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, ABS (n));
  gsize length = strlen (digits);
  g_autoptr (GString) text = g_string_new (n < 0 ? "−" : NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (text, C_ ("thousands separator", ","));
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * dt_words_size:
 * @bytes: the size of a file
 *
 * Returns: (transfer full): it in the unit that gives the fewest digits
 */
char *
dt_words_size (gint64 bytes)
{
  static const char *const units[] = { "kB", "MB", "GB" };
  gint64 tenths = bytes / 100;
  guint i = 0;

  if (bytes < 1000)
    return g_strdup_printf ("%" G_GINT64_FORMAT " B", bytes);
  while (tenths >= 10000 && i + 1 < G_N_ELEMENTS (units))
    {
      tenths /= 1000;
      i++;
    }
  if (tenths >= 100)
    return g_strdup_printf ("%" G_GINT64_FORMAT " %s", tenths / 10, units[i]);
  return g_strdup_printf (
      "%d%s%d %s", (int) (tenths / 10), C_ ("decimal point", "."), (int) (tenths % 10), units[i]);
}

static gboolean
same_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b)
         && g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

/**
 * dt_words_date:
 * @t: Unix microseconds
 *
 * Returns: (transfer full): the date in Hanoi
 */
char *
dt_words_date (gint64 t)
{
  g_autoptr (GDateTime) when = dt_time_to_hanoi (t);

  return g_date_time_format (when, "%d/%m/%Y");
}

/**
 * dt_words_time:
 * @t: Unix microseconds
 * @now: the same, of now
 *
 * Returns: (transfer full): date and time in Hanoi, no longer than is needed today
 */
char *
dt_words_time (gint64 t, gint64 now)
{
  g_autoptr (GDateTime) when = dt_time_to_hanoi (t);
  g_autoptr (GDateTime) today = dt_time_to_hanoi (now);
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (today, -1);
  g_autofree char *clock = g_date_time_format (when, "%H:%M");

  if (same_day (when, today))
    return g_strdup_printf (_ ("today, %s"), clock);
  if (same_day (when, yesterday))
    return g_strdup_printf (_ ("yesterday, %s"), clock);
  if (g_date_time_get_year (when) == g_date_time_get_year (today))
    return g_date_time_format (when, "%d/%m, %H:%M");
  return g_date_time_format (when, "%d/%m/%Y, %H:%M");
}

/**
 * dt_words_time_short:
 * @t: Unix microseconds
 * @now: the same, of now
 *
 * Returns: (transfer full): the time if it is today, else the date
 */
char *
dt_words_time_short (gint64 t, gint64 now)
{
  g_autoptr (GDateTime) when = dt_time_to_hanoi (t);
  g_autoptr (GDateTime) today = dt_time_to_hanoi (now);

  if (same_day (when, today))
    return g_date_time_format (when, "%H:%M");
  if (g_date_time_get_year (when) == g_date_time_get_year (today))
    return g_date_time_format (when, "%d/%m");
  return g_date_time_format (when, "%d/%m/%y");
}

/**
 * dt_words_age:
 * @since: Unix microseconds
 * @now: the same, of now
 *
 * Returns: (transfer full): the time between in its largest unit, days at most
 */
char *
dt_words_age (gint64 since, gint64 now)
{
  gint64 minutes = MAX (now - since, 0) / (60 * G_USEC_PER_SEC);
  gint64 days = minutes / (24 * 60);

  if (minutes < 1)
    return g_strdup (_ ("just now"));
  if (minutes < 60)
    return g_strdup_printf (ngettext ("%d minute", "%d minutes", minutes), (int) minutes);
  if (minutes < 24 * 60)
    return g_strdup_printf (ngettext ("%d hour", "%d hours", minutes / 60), (int) (minutes / 60));

  return g_strdup_printf (ngettext ("%d day", "%d days", days), (int) days);
}
