/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nicks and transitions. The tables are constant; any thread. */
#include "model/dt-enums.h"

#include <string.h>

static const char *const kind_nicks[DT_N_CASE_KINDS] = {
  "feedback", "recommendation", "complaint", "denunciation", "information_request",
};
static const char *const status_nicks[DT_N_CASE_STATUSES] = {
  "received", "accepted", "in_progress", "waiting_citizen", "forwarded", "answered",
  "closed",   "refused",  "reopened",    "merged",          "withdrawn",
};
static const char *const channel_nicks[DT_N_CHANNELS] = {
  "walk_in", "phone", "letter", "email", "facebook", "zalo", "portal", "file",
};
static const char *const priority_nicks[DT_N_PRIORITIES] = { "normal", "high", "urgent" };
static const char *const direction_nicks[DT_N_DIRECTIONS] = { "in", "out", "note" };
static const char *const consent_nicks[DT_N_CONSENTS] = { "not_asked", "given", "refused" };
static const char *const view_nicks[DT_N_VIEWS] = {
  "to_receive", "mine",    "in_progress", "answered", "all",    "set_aside",
  "due_soon",   "overdue", "today",       "awaiting", "outbox",
};
static const char *const role_nicks[] = {
  "officer", "leader", "clerk", "trainer", "administrator", "province_reader",
};

/* What may follow what. Refusing needs a ground; an answer may be recorded from any open status,
 * because what was said has been said; a case that ended is opened again, never changed back. What
 * is refused may still be passed on to whom it concerns (Law on Denunciations 25/2018/QH14, art.
 * 25, par. 2: for inspection). */
#define BIT(status) (1u << DT_CASE_STATUS_##status)
#define ANY_OPEN                                                                                   \
  (BIT (ACCEPTED) | BIT (IN_PROGRESS) | BIT (WAITING_CITIZEN) | BIT (FORWARDED) | BIT (ANSWERED)   \
   | BIT (REFUSED) | BIT (CLOSED))
static const guint transitions[DT_N_CASE_STATUSES] = {
  [DT_CASE_STATUS_RECEIVED] = ANY_OPEN,
  [DT_CASE_STATUS_ACCEPTED] = ANY_OPEN & ~BIT (ACCEPTED),
  [DT_CASE_STATUS_IN_PROGRESS] = ANY_OPEN & ~(BIT (ACCEPTED) | BIT (IN_PROGRESS)),
  [DT_CASE_STATUS_WAITING_CITIZEN] = ANY_OPEN & ~(BIT (ACCEPTED) | BIT (WAITING_CITIZEN)),
  [DT_CASE_STATUS_FORWARDED] = BIT (IN_PROGRESS) | BIT (ANSWERED) | BIT (CLOSED),
  [DT_CASE_STATUS_ANSWERED] = BIT (CLOSED) | BIT (REOPENED),
  [DT_CASE_STATUS_CLOSED] = BIT (REOPENED),
  [DT_CASE_STATUS_REFUSED] = BIT (FORWARDED) | BIT (REOPENED),
  [DT_CASE_STATUS_REOPENED] = ANY_OPEN & ~BIT (ACCEPTED),
};

static const char *
to_nick (const char *const *nicks, guint n, guint value)
{
  g_return_val_if_fail (value < n, NULL);

  return nicks[value];
}

static gboolean
from_nick (const char *const *nicks, guint n, const char *nick, guint *out)
{
  if (nick == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (strcmp (nicks[i], nick) == 0)
      {
        *out = i;
        return TRUE;
      }
  return FALSE;
}

#define DEFINE_NICKS(name, Type, table)                                                            \
  const char *dt_##name##_to_nick (Type value)                                                     \
  {                                                                                                \
    return to_nick (table, G_N_ELEMENTS (table), value);                                           \
  }                                                                                                \
  gboolean dt_##name##_from_nick (const char *nick, Type *out)                                     \
  {                                                                                                \
    guint value;                                                                                   \
                                                                                                   \
    g_return_val_if_fail (out != NULL, FALSE);                                                     \
                                                                                                   \
    if (!from_nick (table, G_N_ELEMENTS (table), nick, &value))                                    \
      return FALSE;                                                                                \
    *out = (Type) value;                                                                           \
    return TRUE;                                                                                   \
  }

DEFINE_NICKS (case_kind, DtCaseKind, kind_nicks)
DEFINE_NICKS (case_status, DtCaseStatus, status_nicks)
DEFINE_NICKS (channel, DtChannelKind, channel_nicks)
DEFINE_NICKS (priority, DtPriority, priority_nicks)
DEFINE_NICKS (direction, DtDirection, direction_nicks)
DEFINE_NICKS (consent, DtConsent, consent_nicks)
DEFINE_NICKS (view, DtView, view_nicks)

/**
 * dt_role_to_nick:
 * @role: one role
 *
 * Returns: (nullable): its nick; NULL if @role is none or several
 */
const char *
dt_role_to_nick (DtRoles role)
{
  for (guint i = 0; i < G_N_ELEMENTS (role_nicks); i++)
    if (role == (DtRoles) (1u << i))
      return role_nicks[i];
  return NULL;
}

/**
 * dt_role_from_nick:
 * @nick: (nullable): a nick
 * @out: (out): the role, untouched if FALSE is returned
 *
 * Returns: whether @nick is one
 */
gboolean
dt_role_from_nick (const char *nick, DtRoles *out)
{
  guint value;

  g_return_val_if_fail (out != NULL, FALSE);

  if (!from_nick (role_nicks, G_N_ELEMENTS (role_nicks), nick, &value))
    return FALSE;
  *out = (DtRoles) (1u << value);
  return TRUE;
}

/**
 * dt_case_status_is_open:
 * @status: a status
 *
 * Returns: whether the office still owes work on a case with it
 */
gboolean
dt_case_status_is_open (DtCaseStatus status)
{
  switch (status)
    {
    case DT_CASE_STATUS_RECEIVED:
    case DT_CASE_STATUS_ACCEPTED:
    case DT_CASE_STATUS_IN_PROGRESS:
    case DT_CASE_STATUS_WAITING_CITIZEN:
    case DT_CASE_STATUS_FORWARDED:
    case DT_CASE_STATUS_REOPENED:
      return TRUE;
    case DT_CASE_STATUS_ANSWERED:
    case DT_CASE_STATUS_CLOSED:
    case DT_CASE_STATUS_REFUSED:
    case DT_CASE_STATUS_MERGED:
    case DT_CASE_STATUS_WITHDRAWN:
    case DT_N_CASE_STATUSES:
    default:
      return FALSE;
    }
}

/**
 * dt_case_status_can_become:
 * @from: the status it has
 * @to: the status wanted
 *
 * Returns: whether an officer may set @to
 */
gboolean
dt_case_status_can_become (DtCaseStatus from, DtCaseStatus to)
{
  g_return_val_if_fail (from < DT_N_CASE_STATUSES && to < DT_N_CASE_STATUSES, FALSE);

  return (transitions[from] & (1u << to)) != 0;
}
