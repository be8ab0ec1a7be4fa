/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of words. Every finding says what stands there and why it is held up or asked about. */
#include "ui/reply/dt-reply-words.h"

#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

static const char *const states[DT_N_REPLY_STATES] = {
  [DT_REPLY_DRAFT] = N_ ("Draft"),
  [DT_REPLY_RETURNED] = N_ ("Returned for changes"),
  [DT_REPLY_SUBMITTED] = N_ ("Waits for approval"),
  [DT_REPLY_APPROVED] = N_ ("Approved, not sent yet"),
  [DT_REPLY_QUEUED] = N_ ("Waits to be sent"),
  [DT_REPLY_SENDING] = N_ ("Being sent"),
  [DT_REPLY_UNSURE] = N_ ("May have been sent"),
  [DT_REPLY_FAILED] = N_ ("Could not be sent"),
  [DT_REPLY_SENT] = N_ ("Sent"),
  [DT_REPLY_DISCARDED] = N_ ("Discarded"),
};

static const char *const outcomes[DT_N_REPLY_OUTCOMES] = {
  [DT_REPLY_OUTCOME_ANSWER] = N_ ("Answer"),
  [DT_REPLY_OUTCOME_ACKNOWLEDGE] = N_ ("Acknowledge receipt"),
  [DT_REPLY_OUTCOME_ASK] = N_ ("Ask for more information"),
  [DT_REPLY_OUTCOME_REFUSE] = N_ ("Refuse, with the ground"),
  [DT_REPLY_OUTCOME_FORWARD] = N_ ("Forward to another office"),
  [DT_REPLY_OUTCOME_INFORM] = N_ ("Keep informed"),
};

static const char *const forms[DT_N_ADDRESS_FORMS] = {
  [DT_ADDRESS_UNDECIDED] = N_ ("Sir or madam"), [DT_ADDRESS_ONG] = N_ ("Sir (older)"),
  [DT_ADDRESS_BA] = N_ ("Madam (older)"),       [DT_ADDRESS_ANH] = N_ ("Sir (younger)"),
  [DT_ADDRESS_CHI] = N_ ("Madam (younger)"),
};

static const char *const ways[DT_N_CHANNELS] = {
  [DT_CHANNEL_WALK_IN] = N_ ("Tell at the counter"),
  [DT_CHANNEL_PHONE] = N_ ("Call"),
  [DT_CHANNEL_LETTER] = N_ ("Send a letter"),
  [DT_CHANNEL_EMAIL] = N_ ("Send an e-mail"),
  [DT_CHANNEL_FACEBOOK] = N_ ("Write on Facebook"),
  [DT_CHANNEL_ZALO] = N_ ("Write on Zalo"),
  [DT_CHANNEL_PORTAL] = N_ ("Answer on the portal"),
  [DT_CHANNEL_FILE] = N_ ("Answer where it came from"),
};

/* What the rows of the checks say; those that are counted have no title here. */
typedef struct
{
  const char *title;
  const char *reason;
  const char *link;
} Finding;

#define TO_PLACE N_ ("Show the place")

static const Finding findings[DT_N_CHECKS] = {
  [DT_CHECK_EMPTY]
  = { N_ ("Nothing is written yet"), N_ ("Begin, or press / for a template"), NULL },
  [DT_CHECK_BLANK] = { NULL, N_ ("A blank would be read as it stands"), N_ ("To the first blank") },
  [DT_CHECK_FIELD]
  = { N_ ("Part of a template is left"), N_ ("“%s” means nothing to the citizen"), TO_PLACE },
  [DT_CHECK_RECIPIENT]
  = { N_ ("Nobody to send it to"), N_ ("No address is known there: choose another way"), NULL },
  [DT_CHECK_WINDOW] = { N_ ("The time to write there is over"),
                        N_ ("The channel takes no message any more: choose another way"),
                        NULL },
  [DT_CHECK_LENGTH]
  = { N_ ("Too long for this channel"), N_ ("Shorten it, or send it as a letter"), NULL },
  [DT_CHECK_OTHER_CASE]
  = { N_ ("The code of another case"), N_ ("“%s” is not this case"), TO_PLACE },
  [DT_CHECK_OTHER_ID]
  = { N_ ("Somebody else’s ID number"), N_ ("“%s” is not the citizen’s"), TO_PLACE },
  [DT_CHECK_OTHER_PHONE] = { N_ ("Somebody else’s phone number"),
                             N_ ("“%s” is neither the citizen’s nor the office’s"),
                             TO_PLACE },
  [DT_CHECK_ATTACHMENT] = { N_ ("A file is promised and missing"),
                            N_ ("The text says “%s”: attach it or leave that out"),
                            TO_PLACE },
  [DT_CHECK_NO_BODY]
  = { N_ ("No responsible office is named"), N_ ("The citizen must know whom to turn to"), NULL },
  [DT_CHECK_STATUS]
  = { N_ ("Contradicts what becomes of the case"), N_ ("The text says “%s”"), TO_PLACE },
  [DT_CHECK_TITLE] = { N_ ("It has no subject"), N_ ("Say in a few words what it is about"), NULL },
  [DT_CHECK_OTHER_NAME]
  = { N_ ("A name that is not in this case"), N_ ("Is “%s” right here?"), TO_PLACE },
  [DT_CHECK_PUBLIC_DATA]
  = { N_ ("The citizen’s data where all can read it"), N_ ("“%s” can be left out"), TO_PLACE },
  [DT_CHECK_RUDE] = { N_ ("Words that may hurt"), N_ ("“%s” can be said otherwise"), TO_PLACE },
  [DT_CHECK_CAPITALS] = { N_ ("A sentence in capitals"), N_ ("It reads as if shouted"), TO_PLACE },
  [DT_CHECK_ADDRESS]
  = { N_ ("Two forms of address"), N_ ("“%s” here, another one elsewhere"), TO_PLACE },
  [DT_CHECK_SPELLING] = { NULL, N_ ("Is “%s” right?"), TO_PLACE },
};

const char *
dt_reply_words_state (DtReplyState state)
{
  g_return_val_if_fail (state >= 0 && state < DT_N_REPLY_STATES, "");

  return _ (states[state]);
}

const char *
dt_reply_words_outcome (DtReplyOutcome outcome)
{
  g_return_val_if_fail (outcome >= 0 && outcome < DT_N_REPLY_OUTCOMES, "");

  return _ (outcomes[outcome]);
}

const char *
dt_reply_words_form (DtAddressForm form)
{
  g_return_val_if_fail (form >= 0 && form < DT_N_ADDRESS_FORMS, "");

  return _ (forms[form]);
}

const char *
dt_reply_words_way (DtChannelKind channel)
{
  g_return_val_if_fail (channel >= 0 && channel < DT_N_CHANNELS, "");

  return _ (ways[channel]);
}

/**
 * dt_reply_words_span:
 * @usec: a length of time, not negative
 *
 * Returns: (transfer full): it in words, two units at most
 */
char *
dt_reply_words_span (gint64 usec)
{
  guint minutes = (guint) (MAX (usec, 0) / (60 * G_USEC_PER_SEC));
  guint days = minutes / (24 * 60), hours = minutes / 60 % 24;
  g_autofree char *in_days = g_strdup_printf (ngettext ("%u day", "%u days", days), days);
  g_autofree char *in_hours = g_strdup_printf (ngettext ("%u hour", "%u hours", hours), hours);

  if (days > 0)
    return hours > 0 ? g_strdup_printf ("%s %s", in_days, in_hours) : g_steal_pointer (&in_days);
  if (hours > 0)
    return g_steal_pointer (&in_hours);
  return g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);
}

/**
 * dt_reply_words_count:
 * @rules: of replies
 * @channel: where it goes
 * @text: the whole of it
 * @out_over: (out) (optional): whether it is longer than the channel carries
 *
 * Returns: (transfer full): how long it is, by what is allowed, and in how many pieces it goes
 */
char *
dt_reply_words_count (DtReplyRules *rules,
                      DtChannelKind channel,
                      const char *text,
                      gboolean *out_over)
{
  const DtChannelRule *rule = dt_reply_rules_get_channel (rules, channel);
  glong n = g_utf8_strlen (text, -1);
  gboolean longer = rule->max_chars > 0 && n > (glong) rule->max_chars;
  g_autofree char *length = dt_words_number (n);
  g_autofree char *most = dt_words_number (rule->max_chars);

  if (out_over != NULL)
    *out_over = longer && !rule->splits;
  if (longer && rule->splits)
    {
      g_autoptr (GPtrArray) pieces = dt_reply_rules_split (rules, channel, text);

      return g_strdup_printf (
          ngettext ("%s characters, %u message", "%s characters, %u messages", pieces->len),
          length,
          pieces->len);
    }
  if (rule->max_chars > 0)
    return g_strdup_printf (_ ("%s / %s characters"), length, most);
  return g_strdup_printf (ngettext ("%s character", "%s characters", (gulong) n), length);
}

char *
dt_reply_words_finding (DtCheckKind kind, guint n)
{
  g_return_val_if_fail (kind >= 0 && kind < DT_N_CHECKS, NULL);

  if (kind == DT_CHECK_BLANK)
    return g_strdup_printf (ngettext ("%u blank left", "%u blanks left", n), n);
  if (kind == DT_CHECK_SPELLING)
    return g_strdup_printf (ngettext ("%u word may be misspelt", "%u words may be misspelt", n), n);
  return g_strdup (_ (findings[kind].title));
}

char *
dt_reply_words_finding_reason (const DtFinding *finding)
{
  const char *reason;
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (finding != NULL, NULL);

  /* The detail is a citizen's or an officer's text: it is no format. */
  reason = _ (findings[finding->kind].reason);
  parts = g_strsplit (reason, "%s", 2);
  if (parts[1] == NULL)
    return g_strdup (reason);
  return g_strconcat (parts[0], finding->detail != NULL ? finding->detail : "…", parts[1], NULL);
}

const char *
dt_reply_words_finding_link (DtCheckKind kind)
{
  g_return_val_if_fail (kind >= 0 && kind < DT_N_CHECKS, NULL);

  return findings[kind].link != NULL ? _ (findings[kind].link) : NULL;
}
