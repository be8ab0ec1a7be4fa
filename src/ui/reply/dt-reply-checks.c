/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panel of the checks. Checks that look at the same thing share one row as long as nothing is
 * found; every kind of finding has a row of its own. */
#include "ui/reply/dt-reply-checks.h"

#include "ui/reply/dt-reply-words.h"
#include "ui/shell/dt-words.h"

#include <glib/gi18n.h>

#define BIT(kind) (1u << (kind))

typedef enum
{
  STOPS,
  ASKS,
  FINE,
} Mark;

static const struct
{
  const char *icon;
  const char *style;
  const char *name;
} marks[] = {
  [STOPS] = { "dt-alert-symbolic", "dt-error", N_ ("Stops") },
  [ASKS] = { "dt-ask-symbolic", "dt-warning", N_ ("Asks") },
  [FINE] = { "object-select-symbolic", "dt-success", N_ ("Right") },
};

typedef struct
{
  guint kinds; /* bits */
  const char *title;
  const char *reason;
} Group;

static const Group groups[] = {
  { BIT (DT_CHECK_EMPTY) | BIT (DT_CHECK_BLANK) | BIT (DT_CHECK_FIELD),
    N_ ("Nothing left to fill in"),
    N_ ("No blank, no part of a template") },
  { BIT (DT_CHECK_RECIPIENT) | BIT (DT_CHECK_WINDOW) | BIT (DT_CHECK_LENGTH) | BIT (DT_CHECK_TITLE),
    N_ ("Can be sent that way"),
    NULL },
  { BIT (DT_CHECK_OTHER_CASE) | BIT (DT_CHECK_OTHER_ID) | BIT (DT_CHECK_OTHER_PHONE)
        | BIT (DT_CHECK_OTHER_NAME) | BIT (DT_CHECK_PUBLIC_DATA),
    N_ ("No personal data given away"),
    N_ ("No number, code or name of anybody else") },
  { BIT (DT_CHECK_STATUS) | BIT (DT_CHECK_NO_BODY) | BIT (DT_CHECK_ATTACHMENT),
    N_ ("Fits the case"),
    N_ ("Status, responsible office, attachments") },
  { BIT (DT_CHECK_RUDE) | BIT (DT_CHECK_CAPITALS) | BIT (DT_CHECK_ADDRESS),
    N_ ("Wording"),
    N_ ("Polite, one form of address") },
  { BIT (DT_CHECK_SPELLING), N_ ("Spelling"), N_ ("No errors") },
};

struct _DtReplyChecks
{
  GtkWidget parent_instance;
  GtkListBox *list;
  GPtrArray *findings;
  char *shown; /* what the rows say: they are made anew only when that changes */
};

static guint show_place_signal;

G_DEFINE_FINAL_TYPE (DtReplyChecks, dt_reply_checks, GTK_TYPE_WIDGET)

/* ---- rows ---- */

/* Each time it is followed it leads on to the next one of that kind. */
static void
on_link_clicked_cb (GtkButton *button, DtReplyChecks *self)
{
  guint kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "kind"));
  guint next = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "next"));
  const DtFinding *first = NULL, *found = NULL;
  guint n = 0;

  for (guint i = 0; i < self->findings->len; i++)
    {
      const DtFinding *finding = self->findings->pdata[i];

      if (finding->kind != (DtCheckKind) kind || finding->start == finding->end)
        continue;
      if (first == NULL)
        first = finding;
      if (n++ == next)
        found = finding;
    }
  if (first == NULL)
    return;
  if (found == NULL)
    next = 0;
  found = found != NULL ? found : first;
  g_object_set_data (G_OBJECT (button), "next", GUINT_TO_POINTER (next + 1));
  g_signal_emit (self, show_place_signal, 0, found->start, found->end);
}

static GtkWidget *
make_label (const char *text, gboolean dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (dim)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dt-dim");
    }
  return label;
}

static GtkWidget *
add_row (DtReplyChecks *self, Mark mark, const char *title, const char *reason)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *icon = gtk_image_new_from_icon_name (marks[mark].icon);
  g_autofree char *label = g_strdup_printf ("%s: %s. %s", _ (marks[mark].name), title, reason);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, marks[mark].style);
  gtk_widget_set_tooltip_text (icon, _ (marks[mark].name));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), make_label (title, FALSE));
  gtk_box_append (GTK_BOX (words), make_label (reason, TRUE));
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), words);
  gtk_widget_add_css_class (line, "dt-check-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_list_box_append (self->list, row);
  return words;
}

static void
add_link (DtReplyChecks *self, GtkWidget *words, DtCheckKind kind)
{
  GtkWidget *button = gtk_button_new_with_label (dt_reply_words_finding_link (kind));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "dt-link");
  gtk_widget_add_css_class (button, "dt-inline-link");
  g_object_set_data (G_OBJECT (button), "kind", GUINT_TO_POINTER (kind));
  g_signal_connect (button, "clicked", G_CALLBACK (on_link_clicked_cb), self);
  gtk_box_append (GTK_BOX (words), button);
}

/* All findings of that kind; FALSE: there is none. */
static gboolean
add_findings (DtReplyChecks *self, DtCheckKind kind)
{
  const DtFinding *first = NULL;
  gboolean placed = FALSE;
  guint n = 0;
  g_autofree char *title = NULL;
  g_autofree char *reason = NULL;
  GtkWidget *words;

  for (guint i = 0; i < self->findings->len; i++)
    {
      const DtFinding *finding = self->findings->pdata[i];

      if (finding->kind != kind)
        continue;
      first = first != NULL ? first : finding;
      placed = placed || finding->start != finding->end;
      n++;
    }
  if (first == NULL)
    return FALSE;
  title = dt_reply_words_finding (kind, n);
  reason = dt_reply_words_finding_reason (first);
  words = add_row (self, first->stops ? STOPS : ASKS, title, reason);
  if (placed && dt_reply_words_finding_link (kind) != NULL)
    add_link (self, words, kind);
  return TRUE;
}

static void
add_group (DtReplyChecks *self, const Group *group, const char *channel, gboolean spelling)
{
  gboolean any = FALSE;

  for (guint i = 0; i < DT_N_CHECKS; i++)
    if ((group->kinds & BIT (i)) != 0 && add_findings (self, (DtCheckKind) i))
      any = TRUE;
  if (any)
    return;
  if (group->kinds == BIT (DT_CHECK_SPELLING) && !spelling)
    add_row (self, ASKS, _ (group->title), _ ("Not checked: there is no dictionary here"));
  else
    add_row (self, FINE, _ (group->title), group->reason != NULL ? _ (group->reason) : channel);
}

static void
add_due (DtReplyChecks *self, gint64 due, gint64 now)
{
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  if (due == 0)
    return;
  time = dt_words_time (due, now);
  text = g_strdup_printf (now <= due ? _ ("Send it before %s") : _ ("It was due %s"), time);
  add_row (self, now <= due ? FINE : ASKS, now <= due ? _ ("In time") : _ ("Late"), text);
}

/* ---- vfuncs ---- */

static void
dt_reply_checks_dispose (GObject *object)
{
  DtReplyChecks *self = DT_REPLY_CHECKS (object);

  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
  if (self->list != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->list));
  self->list = NULL;
  G_OBJECT_CLASS (dt_reply_checks_parent_class)->dispose (object);
}

static void
dt_reply_checks_class_init (DtReplyChecksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dt_reply_checks_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  show_place_signal = g_signal_new ("show-place",
                                    G_TYPE_FROM_CLASS (klass),
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    2,
                                    G_TYPE_UINT,
                                    G_TYPE_UINT);
}

static void
dt_reply_checks_init (DtReplyChecks *self)
{
  self->findings = g_ptr_array_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Checks"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
}

/* ---- public ---- */

/**
 * dt_reply_checks_new:
 *
 * Returns: (transfer floating): a panel without rows
 */
GtkWidget *
dt_reply_checks_new (void)
{
  return g_object_new (DT_TYPE_REPLY_CHECKS, NULL);
}

/* All that the rows say, places apart. */
static char *
dup_shown (GPtrArray *findings, const char *channel, gint64 due, gint64 now, gboolean spelling)
{
  g_autofree char *time = dt_words_time (due, now);
  g_autoptr (GString) text = g_string_new (time);

  g_string_append_printf (text, "|%s|%d|%d", channel, spelling, now <= due);
  for (guint i = 0; i < findings->len; i++)
    {
      const DtFinding *finding = findings->pdata[i];

      g_string_append_printf (text,
                              "|%d%d%d%s",
                              finding->kind,
                              finding->stops,
                              finding->start != finding->end,
                              finding->detail != NULL ? finding->detail : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * dt_reply_checks_set:
 * @self: a panel
 * @findings: (element-type DtFinding): what was found
 * @channel: where it goes, in words
 * @due: of the case, 0: no deadline
 * @now: Unix microseconds
 * @spelling: whether words were checked
 */
void
dt_reply_checks_set (DtReplyChecks *self,
                     GPtrArray *findings,
                     const char *channel,
                     gint64 due,
                     gint64 now,
                     gboolean spelling)
{
  g_autofree char *shown = NULL;
  GtkWidget *child;

  g_return_if_fail (DT_IS_REPLY_CHECKS (self) && findings != NULL && channel != NULL);

  g_ptr_array_ref (findings);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  self->findings = findings;
  shown = dup_shown (findings, channel, due, now, spelling);
  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    add_group (self, &groups[i], channel, spelling);
  add_due (self, due, now);
}
