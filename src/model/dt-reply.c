/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written to citizens: nicks, transitions, the record and its parts. How a draft is kept as
 * JSON is in dt-reply-json.c. Any thread. */
#include "model/dt-reply.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (DtRecipient, dt_recipient, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (DtReply, dt_reply, G_TYPE_OBJECT)

static const char *const state_nicks[DT_N_REPLY_STATES] = {
  "draft",   "returned", "submitted", "approved", "queued",
  "sending", "unsure",   "failed",    "sent",     "discarded",
};
static const char *const outcome_nicks[DT_N_REPLY_OUTCOMES] = {
  "answer", "acknowledge", "ask", "refuse", "forward", "inform",
};
static const char *const form_nicks[DT_N_ADDRESS_FORMS]
    = { "undecided", "ong", "ba", "anh", "chi" };

/* What may follow what. A change of the text makes a draft of all that has not left the house; what
 * waits in the outbox is taken back first, to what it was before. What a channel may have taken
 * already is never changed, only confirmed, sent once more on an officer's word, or given up. */
#define BIT(state) (1u << DT_REPLY_##state)
static const guint transitions[DT_N_REPLY_STATES] = {
  [DT_REPLY_DRAFT] = BIT (DRAFT) | BIT (SUBMITTED) | BIT (QUEUED) | BIT (DISCARDED),
  [DT_REPLY_RETURNED] = BIT (DRAFT) | BIT (SUBMITTED) | BIT (QUEUED) | BIT (DISCARDED),
  [DT_REPLY_SUBMITTED] = BIT (DRAFT) | BIT (RETURNED) | BIT (APPROVED),
  [DT_REPLY_APPROVED] = BIT (DRAFT) | BIT (RETURNED) | BIT (QUEUED) | BIT (DISCARDED),
  [DT_REPLY_QUEUED] = BIT (DRAFT) | BIT (APPROVED) | BIT (SENDING) | BIT (FAILED) | BIT (SENT),
  [DT_REPLY_SENDING] = BIT (QUEUED) | BIT (UNSURE) | BIT (FAILED) | BIT (SENT),
  [DT_REPLY_UNSURE] = BIT (QUEUED) | BIT (SENT) | BIT (FAILED) | BIT (DISCARDED),
  [DT_REPLY_FAILED] = BIT (DRAFT) | BIT (QUEUED) | BIT (SENT) | BIT (DISCARDED),
  [DT_REPLY_SENT] = 0,
  [DT_REPLY_DISCARDED] = BIT (DRAFT),
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

DEFINE_NICKS (reply_state, DtReplyState, state_nicks)
DEFINE_NICKS (reply_outcome, DtReplyOutcome, outcome_nicks)
DEFINE_NICKS (address_form, DtAddressForm, form_nicks)

/**
 * dt_reply_state_is_open:
 * @state: a state
 *
 * Returns: whether somebody still has to do something about a reply in it
 */
gboolean
dt_reply_state_is_open (DtReplyState state)
{
  return state != DT_REPLY_SENT && state != DT_REPLY_DISCARDED;
}

/**
 * dt_reply_state_is_editable:
 * @state: a state
 *
 * Returns: whether the text may be changed, which makes the reply a draft
 */
gboolean
dt_reply_state_is_editable (DtReplyState state)
{
  return dt_reply_state_is_open (state) && state != DT_REPLY_QUEUED && state != DT_REPLY_SENDING
         && state != DT_REPLY_UNSURE;
}

/**
 * dt_reply_state_can_become:
 * @from: the state it has
 * @to: the state wanted
 *
 * Returns: whether @to may follow
 */
gboolean
dt_reply_state_can_become (DtReplyState from, DtReplyState to)
{
  g_return_val_if_fail (from < DT_N_REPLY_STATES && to < DT_N_REPLY_STATES, FALSE);

  return (transitions[from] & (1u << to)) != 0;
}

static gboolean
get_outcome_status (DtReplyOutcome outcome, DtCaseStatus from, DtCaseStatus *out)
{
  switch (outcome)
    {
    case DT_REPLY_OUTCOME_ANSWER:
      *out = DT_CASE_STATUS_ANSWERED;
      return TRUE;
    case DT_REPLY_OUTCOME_ACKNOWLEDGE:
      *out = DT_CASE_STATUS_ACCEPTED;
      return from == DT_CASE_STATUS_RECEIVED;
    case DT_REPLY_OUTCOME_ASK:
      *out = DT_CASE_STATUS_WAITING_CITIZEN;
      return TRUE;
    case DT_REPLY_OUTCOME_REFUSE:
      *out = DT_CASE_STATUS_REFUSED;
      return TRUE;
    case DT_REPLY_OUTCOME_FORWARD:
      *out = DT_CASE_STATUS_FORWARDED;
      return TRUE;
    case DT_REPLY_OUTCOME_INFORM:
    case DT_N_REPLY_OUTCOMES:
    default:
      return FALSE;
    }
}

/**
 * dt_reply_outcome_get_status:
 * @outcome: what the reply does
 * @from: the status of the case
 * @out: (out): the status it gets, untouched if FALSE is returned
 *
 * Returns: whether sending such a reply changes the status of the case
 */
gboolean
dt_reply_outcome_get_status (DtReplyOutcome outcome, DtCaseStatus from, DtCaseStatus *out)
{
  DtCaseStatus to;

  g_return_val_if_fail (outcome < DT_N_REPLY_OUTCOMES && out != NULL, FALSE);

  if (!get_outcome_status (outcome, from, &to) || !dt_case_status_can_become (from, to))
    return FALSE;
  *out = to;
  return TRUE;
}

static void
dt_recipient_finalize (GObject *object)
{
  DtRecipient *self = DT_RECIPIENT (object);

  g_free (self->citizen_id);
  g_free (self->name);
  g_free (self->address);
  G_OBJECT_CLASS (dt_recipient_parent_class)->finalize (object);
}

static void
dt_recipient_class_init (DtRecipientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_recipient_finalize;
}

static void
dt_recipient_init (DtRecipient *self)
{
}

/**
 * dt_recipient_new:
 * @citizen_id: (nullable): a citizen of the case; NULL for an office or somebody unknown
 * @name: (nullable): as the text calls them
 * @address: (nullable): on the channel
 *
 * Returns: (transfer full): a recipient
 */
DtRecipient *
dt_recipient_new (const char *citizen_id, const char *name, const char *address)
{
  DtRecipient *self = g_object_new (dt_recipient_get_type (), NULL);

  self->citizen_id = g_strdup (citizen_id);
  self->name = g_strdup (name);
  self->address = g_strdup (address);
  return self;
}

/**
 * dt_margin_note_new:
 * @start: first character of the text it is about
 * @end: the character behind it
 * @text: the note
 *
 * Returns: (transfer full): a note
 */
DtMarginNote *
dt_margin_note_new (guint start, guint end, const char *text)
{
  DtMarginNote *self = g_new0 (DtMarginNote, 1);

  self->start = start;
  self->end = end;
  self->text = g_strdup (text);
  return self;
}

/**
 * dt_margin_note_free:
 * @self: (transfer full): a note
 */
void
dt_margin_note_free (DtMarginNote *self)
{
  g_free (self->text);
  g_free (self);
}

/**
 * dt_reply_draft_new:
 *
 * Returns: (transfer full): an answer at the counter without text or recipients
 */
DtReplyDraft *
dt_reply_draft_new (void)
{
  DtReplyDraft *self = g_new0 (DtReplyDraft, 1);

  self->recipients = g_ptr_array_new_with_free_func (g_object_unref);
  self->attachments = g_ptr_array_new_with_free_func (g_object_unref);
  self->templates = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
copy_objects (GPtrArray *from, GPtrArray *to)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, g_object_ref (from->pdata[i]));
}

/**
 * dt_reply_draft_copy:
 * @self: a draft
 *
 * Returns: (transfer full): one like it; recipients and attachments are immutable and shared
 */
DtReplyDraft *
dt_reply_draft_copy (const DtReplyDraft *self)
{
  DtReplyDraft *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = dt_reply_draft_new ();
  copy->channel = self->channel;
  copy->outcome = self->outcome;
  copy->ground = g_strdup (self->ground);
  copy->title = g_strdup (self->title);
  copy->text = g_strdup (self->text);
  copy->form = self->form;
  copy_objects (self->recipients, copy->recipients);
  copy_objects (self->attachments, copy->attachments);
  for (guint i = 0; i < self->templates->len; i++)
    g_ptr_array_add (copy->templates, g_strdup (self->templates->pdata[i]));
  return copy;
}

/**
 * dt_reply_draft_free:
 * @self: (transfer full): a draft
 */
void
dt_reply_draft_free (DtReplyDraft *self)
{
  g_free (self->ground);
  g_free (self->title);
  g_free (self->text);
  g_ptr_array_unref (self->recipients);
  g_ptr_array_unref (self->attachments);
  g_ptr_array_unref (self->templates);
  g_free (self);
}

static void
dt_reply_finalize (GObject *object)
{
  DtReply *self = DT_REPLY (object);

  g_free (self->id);
  g_free (self->case_id);
  g_clear_pointer (&self->draft, dt_reply_draft_free);
  g_free (self->content);
  g_free (self->author_id);
  g_free (self->author_name);
  g_free (self->asked_id);
  g_free (self->asked_name);
  g_free (self->approved);
  g_free (self->approver_id);
  g_free (self->approver_name);
  g_free (self->previous);
  g_free (self->note);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self->failure);
  g_free (self->place);
  G_OBJECT_CLASS (dt_reply_parent_class)->finalize (object);
}

static void
dt_reply_class_init (DtReplyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_reply_finalize;
}

static void
dt_reply_init (DtReply *self)
{
  self->draft = dt_reply_draft_new ();
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_margin_note_free);
}

/**
 * dt_reply_new:
 *
 * Returns: (transfer full): an empty record for its maker to fill; its draft is there and empty
 */
DtReply *
dt_reply_new (void)
{
  return g_object_new (dt_reply_get_type (), NULL);
}

/**
 * dt_reply_is_approved:
 * @self: a reply
 *
 * Returns: whether it was approved with exactly what it holds now
 */
gboolean
dt_reply_is_approved (DtReply *self)
{
  g_return_val_if_fail (DT_IS_REPLY (self), FALSE);

  return self->approved != NULL && g_strcmp0 (self->approved, self->content) == 0;
}
