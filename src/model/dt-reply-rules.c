/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules of replies say, and texts cut to what a channel carries. Any thread. */
#include "model/dt-reply-rules-private.h"

#include <gio/gio.h>
#include <string.h>

#define RESOURCE "/org/doithoai/data/rules/replies.json"

/**
 * dt_reply_rules_ref:
 * @self: rules
 *
 * Returns: (transfer full): the same
 */
DtReplyRules *
dt_reply_rules_ref (DtReplyRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * dt_reply_rules_unref:
 * @self: (transfer full): rules
 */
void
dt_reply_rules_unref (DtReplyRules *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_string_chunk_free (self->strings);
  g_array_unref (self->approval);
  g_hash_table_unref (self->words);
  g_free (self);
}

/* The program's own data is part of the program: without it nothing can run. */
static DtReplyRules *
load_shipped (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
      = g_resources_lookup_data (RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  DtReplyRules *self = NULL;

  /* A GResource ends what it holds with a NUL. */
  if (bytes != NULL)
    self = dt_reply_rules_new (g_bytes_get_data (bytes, NULL), &error);
  if (self == NULL)
    g_error ("The program's own rules are not what it expects: %s", error->message);
  return self;
}

/**
 * dt_reply_rules_get_shipped:
 *
 * Returns: (transfer none): the rules that come with the program
 */
DtReplyRules *
dt_reply_rules_get_shipped (void)
{
  static gsize rules;

  if (g_once_init_enter (&rules))
    g_once_init_leave (&rules, (gsize) load_shipped ());
  return (DtReplyRules *) rules;
}

/**
 * dt_reply_rules_get_channel:
 * @self: rules
 * @channel: a channel
 *
 * Returns: (transfer none): what it can carry
 */
const DtChannelRule *
dt_reply_rules_get_channel (DtReplyRules *self, DtChannelKind channel)
{
  g_return_val_if_fail (self != NULL && channel < DT_N_CHANNELS, NULL);

  return &self->channels[channel];
}

/**
 * dt_reply_rules_need_approval:
 * @self: rules
 * @kind: of the case
 * @channel: it goes out by
 * @outcome: what it makes of the case
 * @out_source: (out) (optional) (transfer none): the rule that says so
 *
 * Returns: whether a leader must approve it before it goes out
 */
gboolean
dt_reply_rules_need_approval (DtReplyRules *self,
                              DtCaseKind kind,
                              DtChannelKind channel,
                              DtReplyOutcome outcome,
                              const char **out_source)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (guint i = 0; i < self->approval->len; i++)
    {
      const DtApprovalRule *rule = &g_array_index (self->approval, DtApprovalRule, i);

      if ((rule->kinds & (1u << kind)) == 0 || (rule->channels & (1u << channel)) == 0
          || (rule->outcomes & (1u << outcome)) == 0)
        continue;
      if (out_source != NULL)
        *out_source = rule->source;
      return rule->needed;
    }
  return TRUE;
}

/**
 * dt_reply_rules_get_address:
 * @self: rules
 * @form: how the citizen is spoken to
 * @many: there are several
 * @capital: at the beginning of a sentence
 *
 * Returns: (transfer none): the words
 */
const char *
dt_reply_rules_get_address (DtReplyRules *self, DtAddressForm form, gboolean many, gboolean capital)
{
  g_return_val_if_fail (self != NULL && form < DT_N_ADDRESS_FORMS, NULL);

  return self->address[form][many ? 1 : 0][capital ? 1 : 0];
}

/**
 * dt_reply_rules_get_window_end:
 * @self: rules
 * @channel: a channel
 * @last_inbound: when the citizen's last message came by it, 0: none did
 * @now: the present
 *
 * Returns: until when an officer may still write there; %G_MAXINT64: always; 0: no more
 */
gint64
dt_reply_rules_get_window_end (DtReplyRules *self,
                               DtChannelKind channel,
                               gint64 last_inbound,
                               gint64 now)
{
  const DtChannelRule *rule = dt_reply_rules_get_channel (self, channel);
  gint64 end;

  g_return_val_if_fail (rule != NULL, 0);

  if (rule->window == 0)
    return G_MAXINT64;
  if (last_inbound <= 0)
    return 0;
  end = last_inbound + MAX (rule->window, rule->late_window);
  return now < end ? end : 0;
}

/**
 * dt_reply_rules_get_words:
 * @self: rules
 * @list: name of a list of words
 *
 * Returns: (transfer none) (array zero-terminated=1): its words as dt_text_written() writes them
 */
const char *const *
dt_reply_rules_get_words (DtReplyRules *self, const char *list)
{
  static const char *const none[] = { NULL };
  const char *const *words;

  g_return_val_if_fail (self != NULL && list != NULL, none);

  words = g_hash_table_lookup (self->words, list);
  return words != NULL ? words : none;
}

/**
 * dt_reply_rules_check_stops:
 * @self: rules
 * @kind: a check
 *
 * Returns: whether what it finds keeps a reply from going out
 */
gboolean
dt_reply_rules_check_stops (DtReplyRules *self, DtCheckKind kind)
{
  g_return_val_if_fail (self != NULL && kind < DT_N_CHECKS, TRUE);

  return self->stops[kind];
}

static gboolean
ends_sentence (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == ';' || c == 0x2026;
}

/* Where to cut @text, which is longer than @max characters: behind the last paragraph, sentence or
 * word that fits; a paragraph or sentence only if that leaves no small piece. */
static const char *
find_cut (const char *text, guint max)
{
  const char *paragraph = NULL, *sentence = NULL, *word = NULL, *letter = NULL;
  const char *p = text;
  gunichar before = 0;

  for (guint n = 0; n <= max; n++, p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (n > 0 && g_unichar_isspace (c))
        {
          word = p;
          if (c == '\n' && n >= max / 3)
            paragraph = p;
          else if (ends_sentence (before) && n >= max / 3)
            sentence = p;
        }
      if (n > 0 && !g_unichar_ismark (c))
        letter = p;
      before = c;
    }
  if (paragraph != NULL)
    return paragraph;
  if (sentence != NULL)
    return sentence;
  return word != NULL ? word : letter != NULL ? letter : p;
}

static const char *
skip_space (const char *p)
{
  while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

/**
 * dt_reply_rules_split:
 * @self: rules
 * @channel: a channel
 * @text: UTF-8
 *
 * The white space where it is cut is left out. Only a word longer than a piece is cut itself.
 *
 * Returns: (transfer full) (element-type utf8): the pieces to send, one after the other; none of
 * them empty unless @text is
 */
GPtrArray *
dt_reply_rules_split (DtReplyRules *self, DtChannelKind channel, const char *text)
{
  const DtChannelRule *rule = dt_reply_rules_get_channel (self, channel);
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);
  const char *rest = text;

  g_return_val_if_fail (rule != NULL && text != NULL, pieces);

  if (rule->max_chars > 0 && rule->splits && g_utf8_strlen (text, -1) > rule->max_chars)
    rest = skip_space (text);
  while (rule->max_chars > 0 && rule->splits && g_utf8_strlen (rest, -1) > rule->max_chars)
    {
      const char *cut = find_cut (rest, rule->max_chars);

      g_ptr_array_add (pieces, g_strchomp (g_strndup (rest, (gsize) (cut - rest))));
      rest = skip_space (cut);
    }
  if (*rest != '\0' || pieces->len == 0)
    g_ptr_array_add (pieces, g_strdup (rest));
  return pieces;
}
