/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table of entry kinds: what their facts and payload may hold, and which function folds
 * them. Facts are checked member by member, so that no personal data gets among them. Pure but for
 * the folding, any thread. */
#include "store/dt-kinds.h"

#include "base/dt-error.h"
#include "model/dt-letter.h"
#include "model/dt-reply.h"
#include "store/dt-fold.h"

#include <string.h>

#define MAX_CODE 128
#define MAX_SHORT 80 /* characters of a residential group */

typedef enum
{
  T_END,
  T_ID,           /* 32 hex digits */
  T_ID_OR_NULL,   /* */
  T_IDS,          /* array of them */
  T_HASH,         /* 64 hex digits */
  T_HASHES,       /* */
  T_SIGNATURE,    /* 128 hex digits */
  T_HEADS,        /* object of integers, by 32 hex digits of a desk */
  T_CODE,         /* a word of ours: letters, digits, . : _ / + - */
  T_CODE_OR_NULL, /* */
  T_INT,          /* */
  T_BOOLEAN,      /* */
  T_CHANNEL,      /* nicks */
  T_KIND,         /* */
  T_PRIORITY,     /* */
  T_STATUS,       /* */
  T_DIRECTION,    /* */
  T_CONSENT,      /* */
  T_ROLE,         /* */
  T_ROLES,        /* array of them */
  T_CLOCK,        /* nick of a clock that a deadline runs by */
  T_RULES,        /* name of a file of rules */
  T_TRAITS,       /* nicks with + between, or null */
  T_SHORT,        /* a residential group's name, or null: no address, number or e-mail in it */
  T_SET,          /* object of what case.set changes */
  T_ATTACHMENT,   /* object {hash size type} */
  T_ATTACHMENTS,  /* array of them */
  T_CODES,        /* array of codes */
  T_OUTCOME,      /* nicks of a reply */
  T_FORM,         /* */
  T_LETTER_FORM,  /* nicks */
  T_AUTHORITY,    /* */
  T_TEXT,         /* any text, or null; in payloads only */
  T_TEXTS,        /* array of texts or null */
  T_THINGS,       /* array of objects; in payloads only */
} Type;

typedef struct
{
  const char *name;
  Type type;
  gboolean required;
} Member;

#define MAX_MEMBERS 20

typedef struct
{
  DtKind kind;
  gint64 schema;
  gboolean unit; /* its subject is no id */
  Member facts[MAX_MEMBERS];
  Member payload[MAX_MEMBERS];
} Row;

#define CITIZEN_PAYLOAD                                                                            \
  {                                                                                                \
    { "name", T_TEXT }, { "phone", T_TEXT }, { "email", T_TEXT }, { "address", T_TEXT },           \
        { "group", T_TEXT }, { "id_number", T_TEXT }, { "handle", T_TEXT },                        \
  }

#define REPLY_FACTS                                                                                \
  { "reply", T_ID, TRUE }, { "channel", T_CHANNEL, TRUE }, { "outcome", T_OUTCOME, TRUE },         \
      { "ground", T_CODE }, { "content", T_HASH, TRUE }, { "attachments", T_ATTACHMENTS },         \
      { "form", T_FORM },                                                                          \
  {                                                                                                \
    "templates", T_CODES                                                                           \
  }
#define REPLY_PAYLOAD                                                                              \
  {                                                                                                \
    { "channel", T_TEXT }, { "outcome", T_TEXT }, { "ground", T_TEXT }, { "title", T_TEXT },       \
        { "text", T_TEXT }, { "recipients", T_THINGS }, { "attachments", T_THINGS },               \
        { "form", T_TEXT }, { "templates", T_TEXTS },                                              \
  }

/* clang-format off */
static const Row rows[] = {
  { { "unit.created", dt_fold_unit_created, TRUE }, 1, TRUE,
    { { "unit", T_CODE, TRUE }, { "desk", T_INT }, { "demo", T_BOOLEAN }, { "key", T_HASH } } },

  { { "desk.invited", dt_fold_note, TRUE }, 1, FALSE,
    { { "desk", T_INT, TRUE }, { "key", T_HASH, TRUE } } },
  { { "desk.joined", dt_fold_unit_created, TRUE }, 1, FALSE,
    { { "unit", T_CODE, TRUE }, { "desk", T_INT, TRUE }, { "demo", T_BOOLEAN },
      { "key", T_HASH, TRUE }, { "invitation", T_ID, TRUE }, { "proof", T_SIGNATURE, TRUE } } },
  { { "desk.removed", dt_fold_note, TRUE }, 1, FALSE,
    { { "last", T_INT, TRUE } } },
  { { "desk.witnessed", dt_fold_note, TRUE }, 1, FALSE,
    { { "epoch", T_CODE, TRUE }, { "day", T_INT, TRUE }, { "size", T_INT, TRUE },
      { "root", T_HASH, TRUE }, { "heads", T_HEADS, TRUE } } },

  { { "officer.added", dt_fold_officer_added }, 1, FALSE,
    { { "roles", T_ROLES, TRUE } },
    { { "name", T_TEXT }, { "title", T_TEXT } } },
  { { "officer.changed", dt_fold_officer_changed }, 1, FALSE,
    { { "roles", T_ROLES }, { "active", T_BOOLEAN } },
    { { "name", T_TEXT }, { "title", T_TEXT } } },
  { { "officer.credential", dt_fold_officer_credential }, 1, FALSE,
    { { NULL } },
    { { "hash", T_TEXT, TRUE } } },
  { { "officer.signed_in", dt_fold_note, TRUE }, 1 },
  { { "officer.sign_in_failed", dt_fold_note, TRUE }, 1 },
  { { "officer.refused", dt_fold_note, TRUE }, 1, FALSE,
    { { "command", T_CODE, TRUE } } },

  { { "case.opened", dt_fold_case_opened }, 1, FALSE,
    { { "code", T_CODE, TRUE }, { "channel", T_CHANNEL, TRUE }, { "kind", T_KIND, TRUE },
      { "priority", T_PRIORITY }, { "received", T_INT, TRUE }, { "message", T_ID },
      { "field", T_CODE }, { "group", T_SHORT }, { "citizens", T_IDS }, { "external", T_HASH },
      { "source", T_HASH }, { "import", T_ID }, { "status", T_STATUS }, { "split_from", T_ID },
      { "attachments", T_ATTACHMENTS } },
    { { "title", T_TEXT }, { "text", T_TEXT }, { "author", T_TEXT }, { "place", T_TEXT },
      { "names", T_TEXTS }, { "field_text", T_TEXT }, { "source", T_TEXT } } },
  { { "message.added", dt_fold_message_added }, 1, FALSE,
    { { "message", T_ID, TRUE }, { "direction", T_DIRECTION, TRUE }, { "channel", T_CHANNEL },
      { "at", T_INT }, { "external", T_HASH }, { "import", T_ID },
      { "attachments", T_ATTACHMENTS } },
    { { "author", T_TEXT }, { "text", T_TEXT }, { "names", T_TEXTS }, { "source", T_TEXT } } },
  { { "message.retracted", dt_fold_message_retracted }, 1, FALSE,
    { { "message", T_ID, TRUE }, { "retracted", T_BOOLEAN, TRUE } } },
  { { "message.moved", dt_fold_message_moved }, 1, FALSE,
    { { "messages", T_IDS, TRUE }, { "to", T_ID, TRUE } } },
  { { "case.set", dt_fold_case_set }, 1, FALSE,
    { { "set", T_SET } },
    { { "title", T_TEXT }, { "place", T_TEXT } } },
  { { "case.status", dt_fold_case_status }, 1, FALSE,
    { { "from", T_STATUS }, { "to", T_STATUS, TRUE }, { "ground", T_CODE }, { "undo", T_BOOLEAN } },
    { { "reason", T_TEXT } } },
  { { "case.assigned", dt_fold_case_assigned }, 1, FALSE,
    { { "officer", T_ID_OR_NULL, TRUE }, { "from", T_ID_OR_NULL } } },
  { { "case.citizen", dt_fold_case_citizen }, 1, FALSE,
    { { "citizen", T_ID, TRUE }, { "linked", T_BOOLEAN, TRUE } } },
  { { "case.attached", dt_fold_case_attached }, 1, FALSE,
    { { "message", T_ID_OR_NULL }, { "attachment", T_ATTACHMENT, TRUE },
      { "attached", T_BOOLEAN, TRUE } },
    { { "name", T_TEXT } } },
  { { "case.merged", dt_fold_case_merged }, 1, FALSE,
    { { "into", T_ID, TRUE } } },
  { { "case.unmerged", dt_fold_case_unmerged }, 1, FALSE,
    { { "from", T_ID_OR_NULL }, { "status", T_STATUS } } },
  { { "case.linked", dt_fold_case_linked }, 1, FALSE,
    { { "other", T_ID, TRUE }, { "linked", T_BOOLEAN, TRUE } } },
  { { "case.withdrawn", dt_fold_case_withdrawn }, 1, FALSE,
    { { "withdrawn", T_BOOLEAN, TRUE } } },
  { { "conflict.resolved", dt_fold_conflict_resolved }, 1, FALSE,
    { { "field", T_CODE, TRUE }, { "value", T_SHORT }, { "undo", T_BOOLEAN } },
    { { "value", T_TEXT } } },
  { { "receipt.issued", dt_fold_receipt_issued }, 1, FALSE,
    { { "entry", T_HASH, TRUE } } },

  /* Extended once more by what the rule allows, or back; promised for a time, 0: no longer, or that
   * promise taken back; asked for, declined (by who asked: taken back), asked for again as before.
   */
  { { "deadline.extended", dt_fold_deadline_agreed }, 1, FALSE,
    { { "clock", T_CLOCK, TRUE }, { "until", T_INT }, { "approver", T_ID } },
    { { "reason", T_TEXT } } },
  { { "deadline.unextended", dt_fold_deadline_agreed }, 1, FALSE,
    { { "clock", T_CLOCK, TRUE }, { "until", T_INT } } },
  { { "deadline.promised", dt_fold_deadline_agreed }, 1, FALSE,
    { { "until", T_INT, TRUE }, { "undo", T_BOOLEAN } },
    { { "reason", T_TEXT } } },
  { { "deadline.requested", dt_fold_deadline_asked }, 1, FALSE,
    { { "clock", T_CLOCK, TRUE }, { "until", T_INT } },
    { { "reason", T_TEXT } } },
  { { "deadline.declined", dt_fold_deadline_declined }, 1, FALSE,
    { { "clock", T_CLOCK, TRUE }, { "officer", T_ID } },
    { { "reason", T_TEXT } } },
  { { "deadline.restored", dt_fold_deadline_asked }, 1, FALSE,
    { { "clock", T_CLOCK, TRUE }, { "until", T_INT }, { "officer", T_ID } },
    { { "reason", T_TEXT } } },
  { { "notice.issued", dt_fold_receipt_issued }, 1, FALSE,
    { { "entry", T_HASH, TRUE } } },

  /* What is written, handed to a leader and taken back; what the leader makes of it. An entry with
   * @amended changes what lies before the leader. */
  { { "reply.saved", dt_fold_reply_saved }, 1, FALSE, { REPLY_FACTS }, REPLY_PAYLOAD },
  { { "reply.submitted", dt_fold_reply_submitted }, 1, FALSE,
    { REPLY_FACTS, { "round", T_INT }, { "asked", T_ID }, { "amended", T_BOOLEAN } },
    REPLY_PAYLOAD },
  { { "reply.withdrawn", dt_fold_reply_withdrawn }, 1, FALSE,
    { { "reply", T_ID, TRUE }, { "withdrawn", T_BOOLEAN } } },
  { { "reply.returned", dt_fold_reply_returned }, 1, FALSE,
    { { "reply", T_ID, TRUE }, { "content", T_HASH, TRUE }, { "returned", T_BOOLEAN } },
    { { "note", T_TEXT }, { "notes", T_THINGS } } },
  { { "reply.approved", dt_fold_reply_approved }, 1, FALSE,
    { { "reply", T_ID, TRUE }, { "content", T_HASH, TRUE }, { "approved", T_BOOLEAN } } },
  { { "reply.discarded", dt_fold_reply_discarded }, 1, FALSE,
    { { "reply", T_ID, TRUE }, { "discarded", T_BOOLEAN, TRUE } } },
  /* The outbox: a piece is a recipient and a part of a split text. */
  { { "reply.queued", dt_fold_reply_queued }, 1, FALSE,
    { { "reply", T_ID, TRUE }, { "content", T_HASH, TRUE }, { "until", T_INT, TRUE },
      { "channel", T_CHANNEL, TRUE } } },
  { { "reply.recalled", dt_fold_reply_recalled }, 1, FALSE, { { "reply", T_ID, TRUE } } },
  { { "reply.sending", dt_fold_reply_sending }, 1, FALSE,
    { { "reply", T_ID, TRUE }, { "piece", T_CODE, TRUE }, { "attempt", T_INT, TRUE } } },
  { { "reply.delivered", dt_fold_reply_delivered }, 1, FALSE,
    { { "reply", T_ID, TRUE }, { "piece", T_CODE, TRUE }, { "external", T_HASH } } },
  { { "reply.failed", dt_fold_reply_failed }, 1, FALSE,
    { { "reply", T_ID, TRUE }, { "piece", T_CODE }, { "code", T_CODE, TRUE },
      { "retry", T_INT } } },
  { { "reply.sent", dt_fold_reply_sent }, 1, FALSE,
    { { "reply", T_ID, TRUE }, { "at", T_INT }, { "by_hand", T_BOOLEAN }, { "sent", T_BOOLEAN } },
    { { "place", T_TEXT } } },

  { { "template.saved", dt_fold_template_saved }, 1, FALSE,
    { { "kind", T_KIND }, { "field", T_CODE }, { "channel", T_CHANNEL },
      { "outcome", T_OUTCOME, TRUE }, { "category", T_CODE, TRUE },
      { "attachments", T_ATTACHMENTS } },
    { { "title", T_TEXT }, { "body", T_TEXT }, { "about", T_TEXT }, { "names", T_TEXTS } } },
  { { "template.published", dt_fold_template_published }, 1, FALSE,
    { { "published", T_BOOLEAN, TRUE } } },
  { { "template.archived", dt_fold_template_archived }, 1, FALSE,
    { { "archived", T_BOOLEAN, TRUE } } },
  { { "officer.absence", dt_fold_officer_absence }, 1, FALSE,
    { { "until", T_INT, TRUE }, { "deputy", T_ID_OR_NULL } } },

  { { "rules.changed", dt_fold_rules_changed, TRUE }, 1, TRUE,
    { { "rules", T_RULES, TRUE } },
    { { "json", T_TEXT } } },

  { { "citizen.added", dt_fold_citizen_added }, 1, FALSE, { { NULL } }, CITIZEN_PAYLOAD },
  { { "citizen.set", dt_fold_citizen_added }, 1, FALSE, { { NULL } }, CITIZEN_PAYLOAD },
  { { "citizen.consent", dt_fold_citizen_consent }, 1, FALSE,
    { { "consent", T_CONSENT, TRUE }, { "at", T_INT }, { "how", T_CODE } } },
  { { "citizen.erased", dt_fold_citizen_erased }, 1, FALSE,
    { { "ground", T_CODE, TRUE } } },

  { { "import.finished", dt_fold_import_finished }, 1, FALSE,
    { { "import", T_ID }, { "format", T_CODE, TRUE }, { "file", T_HASH }, { "read", T_INT, TRUE },
      { "cases", T_INT, TRUE }, { "joined", T_INT, TRUE }, { "set_aside", T_INT, TRUE },
      { "unchanged", T_INT, TRUE } },
    { { "file_name", T_TEXT }, { "mapping", T_TEXT } } },
  { { "import.set_aside", dt_fold_import_set_aside }, 1, FALSE,
    { { "import", T_ID, TRUE }, { "line", T_INT, TRUE }, { "reason", T_CODE, TRUE },
      { "external", T_HASH }, { "attachments", T_ATTACHMENTS } },
    { { "raw", T_TEXT }, { "detail", T_TEXT }, { "file_name", T_TEXT }, { "mapping", T_TEXT },
      { "names", T_TEXTS } } },
  { { "import.mended", dt_fold_import_mended }, 1, FALSE,
    { { "case", T_ID_OR_NULL, TRUE } } },
  { { "import.dropped", dt_fold_import_dropped }, 1, FALSE,
    { { "dropped", T_BOOLEAN, TRUE } } },

  { { "letter.issued", dt_fold_letter_issued }, 1, FALSE,
    { { "letter", T_ID, TRUE }, { "form", T_LETTER_FORM, TRUE }, { "year", T_INT, TRUE },
      { "number", T_INT, TRUE }, { "at", T_INT, TRUE }, { "reply", T_ID },
      { "notice", T_HASH }, { "authority", T_AUTHORITY, TRUE } },
    { { "to", T_TEXT }, { "about", T_TEXT }, { "text", T_TEXT }, { "receivers", T_TEXT },
      { "part", T_TEXT }, { "signer", T_TEXT }, { "position", T_TEXT } } },
  { { "letter.voided", dt_fold_letter_voided }, 1, FALSE,
    { { "letter", T_ID, TRUE }, { "voided", T_BOOLEAN, TRUE } },
    { { "reason", T_TEXT } } },
  { { "register.set", dt_fold_register_set, TRUE }, 1, TRUE,
    { { "form", T_LETTER_FORM, TRUE }, { "year", T_INT, TRUE }, { "next", T_INT, TRUE } } },
  { { "register.handed", dt_fold_register_handed, TRUE }, 1, TRUE,
    { { "to", T_ID, TRUE } } },
};

static const Member seen[] = { { "seen", T_HASHES }, { NULL } };
static const Member set_members[] = { { "kind", T_KIND }, { "field", T_CODE_OR_NULL },
                                      { "priority", T_PRIORITY }, { "group", T_SHORT }, { "traits", T_TRAITS },
                                      { NULL } };
static const Member attachment_members[] = { { "hash", T_HASH, TRUE }, { "size", T_INT, TRUE },
                                             { "type", T_CODE, TRUE }, { NULL } };
/* clang-format on */

static const DtKind unknown_kind = { "", dt_fold_event, FALSE };

static const Row *
find_row (const char *name)
{
  static gsize made;
  static GHashTable *by_name;

  if (g_once_init_enter (&made))
    {
      by_name = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        g_hash_table_insert (by_name, (gpointer) rows[i].kind.name, (gpointer) &rows[i]);
      g_once_init_leave (&made, 1);
    }
  return g_hash_table_lookup (by_name, name);
}

/* dt_kind_find: what folds it; for what this version does not know, what only shows it. */
const DtKind *
dt_kind_find (const char *name, gint64 schema)
{
  const Row *row = find_row (name);

  return row != NULL && schema <= row->schema ? &row->kind : &unknown_kind;
}

/* dt_kind_is_of_case: all that is not known to be about something else. */
gboolean
dt_kind_is_of_case (const char *name)
{
  return !g_str_has_prefix (name, "officer.") && !g_str_has_prefix (name, "citizen.")
         && !g_str_has_prefix (name, "import.") && !g_str_has_prefix (name, "unit.")
         && !g_str_has_prefix (name, "rules.") && !g_str_has_prefix (name, "template.")
         && !g_str_has_prefix (name, "register.") && !g_str_has_prefix (name, "desk.");
}

/* ---- checking ------------------------------------------------------------------------------ */

static gboolean check_members (const DtFields *fields,
                               const Member *members,
                               const Member *more,
                               const char *where,
                               GError **error);

static gboolean
is_hex (const DtFieldValue *value, gsize n_digits)
{
  if (value->type != DT_FIELD_STRING || (gsize) (value->end - value->start) != n_digits + 2)
    return FALSE;
  for (const char *p = value->start + 1; p < value->end - 1; p++)
    if (!g_ascii_isdigit (*p) && (*p < 'a' || *p > 'f'))
      return FALSE;
  return TRUE;
}

static gboolean
is_code (const DtFieldValue *value)
{
  gsize length = (gsize) (value->end - value->start);

  if (value->type != DT_FIELD_STRING || length < 3 || length > MAX_CODE + 2)
    return FALSE;
  for (const char *p = value->start + 1; p < value->end - 1; p++)
    if (!g_ascii_isalnum (*p) && strchr (".:_/+-", *p) == NULL)
      return FALSE;
  return TRUE;
}

/* A name such as "Khu phố 4": what looks like a phone number, an address or an e-mail is none. */
static gboolean
is_short (const DtFieldValue *value)
{
  g_autofree char *text = dt_field_value_dup_string (value);
  guint n_digits = 0;

  if (value->type == DT_FIELD_NULL)
    return TRUE;
  if (text == NULL || g_utf8_strlen (text, -1) > MAX_SHORT)
    return FALSE;
  if (is_hex (value, 32))
    return TRUE; /* an officer, in a conflict */
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '@' || *p == '\n')
        return FALSE;
      if (g_ascii_isdigit (*p) && ++n_digits > 7)
        return FALSE;
    }
  return TRUE;
}

#define NICK_READER(name, CType, prefix)                                                           \
  static gboolean read_##name (const char *nick)                                                   \
  {                                                                                                \
    CType out;                                                                                     \
    return prefix##_from_nick (nick, &out);                                                        \
  }

NICK_READER (channel, DtChannelKind, dt_channel)
NICK_READER (kind, DtCaseKind, dt_case_kind)
NICK_READER (priority, DtPriority, dt_priority)
NICK_READER (status, DtCaseStatus, dt_case_status)
NICK_READER (direction, DtDirection, dt_direction)
NICK_READER (consent, DtConsent, dt_consent)
NICK_READER (role, DtRoles, dt_role)
NICK_READER (clock, DtDeadlineClock, dt_deadline_clock)
NICK_READER (rules, DtRuleFile, dt_rule_file)
NICK_READER (traits, DtTraits, dt_traits)
NICK_READER (outcome, DtReplyOutcome, dt_reply_outcome)
NICK_READER (form, DtAddressForm, dt_address_form)
NICK_READER (letter_form, DtLetterForm, dt_letter_form)
NICK_READER (authority, DtAuthority, dt_authority)

static gboolean
is_nick (const DtFieldValue *value, gboolean (*reader) (const char *nick))
{
  g_autofree char *nick = dt_field_value_dup_string (value);

  return nick != NULL && reader (nick);
}

static gboolean check_value (const DtFieldValue *value, Type type, GError **error);

static gboolean
check_elements (const DtFieldValue *value, Type type, GError **error)
{
  DtFieldsIter iter;
  DtFieldValue element;

  if (value->type != DT_FIELD_ARRAY)
    return FALSE;
  dt_field_value_iter_init (&iter, value);
  while (dt_fields_iter_next (&iter, &element))
    if (!check_value (&element, type, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_object (const DtFieldValue *value, const Member *members, GError **error)
{
  DtFields fields;

  return dt_field_value_parse (value, &fields)
         && check_members (&fields, members, NULL, "facts", error);
}

static gboolean
are_heads (const DtFieldValue *value)
{
  DtFields fields;

  if (!dt_field_value_parse (value, &fields))
    return FALSE;
  for (guint i = 0; i < fields.n; i++)
    {
      const DtFieldValue *head = &fields.values[i];

      if (head->type != DT_FIELD_INTEGER || head->name_length != 32)
        return FALSE;
      for (gsize j = 0; j < head->name_length; j++)
        if (!g_ascii_isxdigit (head->name[j]))
          return FALSE;
    }
  return TRUE;
}

static gboolean
check_value (const DtFieldValue *value, Type type, GError **error)
{
  switch (type)
    {
    case T_ID:
      return is_hex (value, 32);
    case T_ID_OR_NULL:
      return value->type == DT_FIELD_NULL || is_hex (value, 32);
    case T_IDS:
      return check_elements (value, T_ID, error);
    case T_HASH:
      return is_hex (value, 64);
    case T_HASHES:
      return check_elements (value, T_HASH, error);
    case T_SIGNATURE:
      return is_hex (value, 128);
    case T_HEADS:
      return are_heads (value);
    case T_CODE:
      return is_code (value);
    case T_CODE_OR_NULL:
      return value->type == DT_FIELD_NULL || is_code (value);
    case T_INT:
      return value->type == DT_FIELD_INTEGER;
    case T_BOOLEAN:
      return value->type == DT_FIELD_TRUE || value->type == DT_FIELD_FALSE;
    case T_CHANNEL:
      return is_nick (value, read_channel);
    case T_KIND:
      return is_nick (value, read_kind);
    case T_PRIORITY:
      return is_nick (value, read_priority);
    case T_STATUS:
      return is_nick (value, read_status);
    case T_DIRECTION:
      return is_nick (value, read_direction);
    case T_CONSENT:
      return is_nick (value, read_consent);
    case T_ROLE:
      return is_nick (value, read_role);
    case T_ROLES:
      return check_elements (value, T_ROLE, error);
    case T_CLOCK:
      return is_nick (value, read_clock);
    case T_RULES:
      return is_nick (value, read_rules);
    case T_LETTER_FORM:
      return is_nick (value, read_letter_form);
    case T_AUTHORITY:
      return is_nick (value, read_authority);
    case T_TRAITS:
      return value->type == DT_FIELD_NULL || is_nick (value, read_traits);
    case T_SHORT:
      return is_short (value);
    case T_SET:
      return check_object (value, set_members, error);
    case T_ATTACHMENT:
      return check_object (value, attachment_members, error);
    case T_ATTACHMENTS:
      return check_elements (value, T_ATTACHMENT, error);
    case T_TEXT:
      return value->type == DT_FIELD_STRING || value->type == DT_FIELD_NULL;
    case T_TEXTS:
      return check_elements (value, T_TEXT, error);
    case T_CODES:
      return check_elements (value, T_CODE, error);
    case T_OUTCOME:
      return is_nick (value, read_outcome);
    case T_FORM:
      return is_nick (value, read_form);
    case T_THINGS:
      return value->type == DT_FIELD_ARRAY;
    case T_END:
    default:
      return FALSE;
    }
}

static const Member *
find_member (const Member *members, const DtFieldValue *value)
{
  for (; members != NULL && members->name != NULL; members++)
    if (strlen (members->name) == value->name_length
        && memcmp (members->name, value->name, value->name_length) == 0)
      return members;
  return NULL;
}

static gboolean
check_members (const DtFields *fields,
               const Member *members,
               const Member *more,
               const char *where,
               GError **error)
{
  for (guint i = 0; i < fields->n; i++)
    {
      const DtFieldValue *value = &fields->values[i];
      const Member *member = find_member (members, value);

      if (member == NULL)
        member = find_member (more, value);
      if (member == NULL)
        {
          g_set_error (error,
                       DT_ERROR,
                       DT_ERROR_INVALID,
                       "%s: no member \"%.*s\" is known",
                       where,
                       (int) MIN (value->name_length, 40),
                       value->name);
          return FALSE;
        }
      if (!check_value (value, member->type, error))
        {
          if (error != NULL && *error == NULL)
            g_set_error (error,
                         DT_ERROR,
                         DT_ERROR_INVALID,
                         "%s: member \"%s\" is not what it should be",
                         where,
                         member->name);
          return FALSE;
        }
    }
  for (; members->name != NULL; members++)
    if (members->required && !dt_fields_has (fields, members->name))
      {
        g_set_error (error,
                     DT_ERROR,
                     DT_ERROR_INVALID,
                     "%s: member \"%s\" is missing",
                     where,
                     members->name);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_json (
    const char *text, const Member *members, const Member *more, const char *where, GError **error)
{
  DtFields fields;
  g_autoptr (GError) local_error = NULL;

  if (!dt_fields_parse (&fields, text, -1))
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "%s: no JSON object", where);
      return FALSE;
    }
  if (check_members (&fields, members, more, where, &local_error))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * dt_kind_validate:
 * @draft: what a command wants recorded
 * @error: %DT_ERROR_INVALID; the message names the kind and the member, never a value
 *
 * Checks kind, subject, members and types before it is signed.
 *
 * Returns: %TRUE if it may be recorded
 */
gboolean
dt_kind_validate (const DtEntryDraft *draft, GError **error)
{
  const Row *row = find_row (draft->kind);
  guint8 id[16];

  if (row == NULL)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "%s: no such kind of entry", draft->kind);
      return FALSE;
    }
  if (!row->unit && (strlen (draft->subject) != 32 || !dt_from_hex (draft->subject, id, 16)))
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "%s: subject is no id", draft->kind);
      return FALSE;
    }
  if (check_json (draft->facts, row->facts, seen, "facts", error)
      && check_json (draft->payload, row->payload, NULL, "payload", error))
    return TRUE;
  g_prefix_error (error, "%s: ", draft->kind);
  return FALSE;
}
