/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of printed documents. The names are read once from the data resource. Any thread. */
#include "documents/dt-document-words.h"

#include "base/dt-clock.h"
#include "base/dt-json.h"
#include "base/dt-resource.h"

#define NAMES "/org/doithoai/data/rules/names.json"

static char *channel_names[DT_N_CHANNELS];
static char *reception_names[DT_N_CHANNELS];
static char *kind_names[DT_N_CASE_KINDS];
static char *reply_state_names[DT_N_REPLY_STATES];

static void
load_names (void)
{
  g_autoptr (JsonObject) root = dt_resource_load_object (NAMES);
  JsonObject *channels = dt_json_get_object (root, "channels");
  JsonObject *kinds = dt_json_get_object (root, "kinds");
  JsonObject *receptions = dt_json_get_object (root, "receptions");
  JsonObject *replies = dt_json_get_object (root, "replies");

  for (guint i = 0; i < DT_N_CHANNELS; i++)
    {
      channel_names[i] = g_strdup (dt_json_get_string (channels, dt_channel_to_nick (i)));
      reception_names[i] = g_strdup (dt_json_get_string (receptions, dt_channel_to_nick (i)));
    }
  for (guint i = 0; i < DT_N_CASE_KINDS; i++)
    kind_names[i] = g_strdup (dt_json_get_string (kinds, dt_case_kind_to_nick (i)));
  for (guint i = 0; i < DT_N_REPLY_STATES; i++)
    reply_state_names[i] = g_strdup (dt_json_get_string (replies, dt_reply_state_to_nick (i)));
}

static void
ensure_names (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      load_names ();
      g_once_init_leave (&once, 1);
    }
}

/**
 * dt_document_name_channel:
 * @channel: a channel
 *
 * Returns: (transfer none): "Tiếp công dân tại trụ sở"
 */
const char *
dt_document_name_channel (DtChannelKind channel)
{
  g_return_val_if_fail ((guint) channel < DT_N_CHANNELS, NULL);

  ensure_names ();
  return channel_names[channel];
}

/**
 * dt_document_name_reception:
 * @channel: a channel
 *
 * Returns: (transfer none): how something came in on it, in a sentence: "qua Facebook"
 */
const char *
dt_document_name_reception (DtChannelKind channel)
{
  g_return_val_if_fail ((guint) channel < DT_N_CHANNELS, NULL);

  ensure_names ();
  return reception_names[channel];
}

/**
 * dt_document_name_kind:
 * @kind: a kind of case
 *
 * Returns: (transfer none): "Phản ánh"
 */
const char *
dt_document_name_kind (DtCaseKind kind)
{
  g_return_val_if_fail ((guint) kind < DT_N_CASE_KINDS, NULL);

  ensure_names ();
  return kind_names[kind];
}

static const char *
get_weekday (GDateTime *time)
{
  static const char *const names[]
      = { "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật" };

  return names[g_date_time_get_day_of_week (time) - 1];
}

/**
 * dt_document_name_reply_state:
 * @state: of a reply
 *
 * Returns: (transfer none): "Chờ duyệt"
 */
const char *
dt_document_name_reply_state (DtReplyState state)
{
  g_return_val_if_fail ((guint) state < DT_N_REPLY_STATES, NULL);

  ensure_names ();
  return reply_state_names[state];
}

/**
 * dt_document_format_time:
 * @usec: Unix microseconds
 *
 * Returns: (transfer full): in Hanoi's time, "14 giờ 06 phút, thứ Hai ngày 23/11/2026"
 */
char *
dt_document_format_time (gint64 usec)
{
  g_autoptr (GDateTime) time = dt_time_to_hanoi (usec);

  return g_strdup_printf ("%02d giờ %02d phút, %s ngày %02d/%02d/%d",
                          g_date_time_get_hour (time),
                          g_date_time_get_minute (time),
                          get_weekday (time),
                          g_date_time_get_day_of_month (time),
                          g_date_time_get_month (time),
                          g_date_time_get_year (time));
}

/**
 * dt_document_format_time_short:
 * @usec: Unix microseconds
 *
 * Returns: (transfer full): in Hanoi's time, "14:06 thứ Hai 23/11/2026"
 */
char *
dt_document_format_time_short (gint64 usec)
{
  g_autoptr (GDateTime) time = dt_time_to_hanoi (usec);

  return g_strdup_printf ("%02d:%02d %s %02d/%02d/%d",
                          g_date_time_get_hour (time),
                          g_date_time_get_minute (time),
                          get_weekday (time),
                          g_date_time_get_day_of_month (time),
                          g_date_time_get_month (time),
                          g_date_time_get_year (time));
}

/**
 * dt_document_format_day:
 * @usec: Unix microseconds
 *
 * Returns: (transfer full): in Hanoi's time, "23/11/2026"
 */
char *
dt_document_format_day (gint64 usec)
{
  g_autoptr (GDateTime) time = dt_time_to_hanoi (usec);

  return g_date_time_format (time, "%d/%m/%Y");
}

/**
 * dt_document_unit_capitals:
 * @unit: "Phường Sài Gòn"
 *
 * Returns: (transfer full): "PHƯỜNG SÀI GÒN"
 */
char *
dt_document_unit_capitals (const char *unit)
{
  g_return_val_if_fail (unit != NULL, NULL);

  return g_utf8_strup (unit, -1);
}

/**
 * dt_document_unit_inline:
 * @unit: "Phường Sài Gòn"
 *
 * Returns: (transfer full): as it stands inside a sentence, "phường Sài Gòn"
 */
char *
dt_document_unit_inline (const char *unit)
{
  g_autofree char *first = NULL;

  g_return_val_if_fail (unit != NULL, NULL);

  if (*unit == '\0')
    return g_strdup (unit);
  first = g_utf8_strdown (unit, g_utf8_next_char (unit) - unit);
  return g_strconcat (first, g_utf8_next_char (unit), NULL);
}

/**
 * dt_document_unit_type:
 * @unit: "Đặc khu Phú Quốc"
 *
 * Returns: (transfer full): "đặc khu", "phường" or "xã"; "đơn vị" for anything else
 */
char *
dt_document_unit_type (const char *unit)
{
  static const char *const types[] = { "phường", "xã", "đặc khu" };
  g_autofree char *lower = NULL;

  g_return_val_if_fail (unit != NULL, NULL);

  lower = g_utf8_strdown (unit, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_prefix (lower, types[i]))
      return g_strdup (types[i]);
  return g_strdup ("đơn vị");
}
