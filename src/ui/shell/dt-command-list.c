/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table of what can be done in the window by name and by key. */
#include "ui/shell/dt-command-list.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

#define CTRL GDK_CONTROL_MASK
#define ALT GDK_ALT_MASK
#define GENERAL DT_KEYS_GENERAL
#define CASES DT_KEYS_CASES
#define CASE DT_KEYS_CASE

static const DtCommandEntry entries[] = {
  { "win.walk-in", N_ ("Receive a citizen"), GENERAL, GDK_KEY_n, CTRL, TRUE },
  { "win.search", N_ ("Search cases"), GENERAL, GDK_KEY_f, CTRL, TRUE },
  { "win.palette", N_ ("All commands"), GENERAL, GDK_KEY_k, CTRL, TRUE },
  { "win.undo", N_ ("Undo the last step"), GENERAL, GDK_KEY_z, CTRL, FALSE },
  { "win.find-unit", N_ ("Look up administrative units"), GENERAL, GDK_KEY_d, CTRL, TRUE },
  { "win.letters", N_ ("Register of letters"), GENERAL, 0, 0, FALSE },
  { "win.import", N_ ("Import a file"), GENERAL, 0, 0, FALSE },
  { "win.view::today", N_ ("View: Today"), GENERAL, GDK_KEY_1, CTRL, TRUE },
  { "win.view::to_receive", N_ ("View: To receive"), GENERAL, GDK_KEY_2, CTRL, TRUE },
  { "win.view::mine", N_ ("View: Mine"), GENERAL, GDK_KEY_3, CTRL, TRUE },
  { "win.view::in_progress", N_ ("View: Being handled"), GENERAL, GDK_KEY_4, CTRL, TRUE },
  { "win.view::due_soon", N_ ("View: Due soon"), GENERAL, GDK_KEY_5, CTRL, TRUE },
  { "win.view::overdue", N_ ("View: Overdue"), GENERAL, GDK_KEY_6, CTRL, TRUE },
  { "win.view::awaiting", N_ ("View: Awaiting approval"), GENERAL, GDK_KEY_7, CTRL, TRUE },
  { "win.view::outbox", N_ ("View: Outbox"), GENERAL, GDK_KEY_8, CTRL, TRUE },
  { "win.view::answered", N_ ("View: Done"), GENERAL, GDK_KEY_9, CTRL, TRUE },
  { "win.view::all", N_ ("View: All cases"), GENERAL, 0, 0, FALSE },
  { "win.view::set_aside", N_ ("View: Set aside"), GENERAL, 0, 0, FALSE },
  { "win.next-pane", N_ ("Next pane"), GENERAL, GDK_KEY_F6, 0, TRUE },
  { "win.panel", N_ ("Show or hide the side panel"), GENERAL, GDK_KEY_F9, 0, TRUE },
  { "win.back", N_ ("Back"), GENERAL, GDK_KEY_Left, ALT, FALSE },
  { "win.verify", N_ ("Check the ledger"), GENERAL, 0, 0, FALSE },
  { "win.templates", N_ ("Reply templates"), GENERAL, GDK_KEY_t, CTRL, TRUE },
  { "win.preferences", N_ ("Preferences"), GENERAL, GDK_KEY_comma, CTRL, TRUE },
  { "win.lock", N_ ("Lock"), GENERAL, GDK_KEY_l, CTRL, TRUE },
  { "win.shortcuts", N_ ("Keys"), GENERAL, GDK_KEY_question, 0, FALSE },
  { "win.about", N_ ("About this program"), GENERAL, 0, 0, FALSE },
  { "app.quit", N_ ("Quit"), GENERAL, GDK_KEY_q, CTRL, TRUE },
  { "win.next", N_ ("Next case"), CASES, GDK_KEY_j, 0, FALSE },
  { "win.previous", N_ ("Previous case"), CASES, GDK_KEY_k, 0, FALSE },
  { "win.select", N_ ("Choose several cases"), CASES, GDK_KEY_x, 0, FALSE },
  { "approval.approve", N_ ("Approve and send"), CASE, GDK_KEY_d, 0, FALSE },
  { "approval.approve-only", N_ ("Approve a draft, do not send it yet"), CASE, 0, 0, FALSE },
  { "approval.note", N_ ("Write a note to a draft"), CASE, GDK_KEY_t, 0, FALSE },
  { "approval.confirm", N_ ("Confirm the decision on a draft"), CASE, GDK_KEY_Return, CTRL, TRUE },
  { "approval.return", N_ ("Return a draft"), CASE, 0, 0, FALSE },
  { "approval.edit", N_ ("Change a draft before approving it"), CASE, 0, 0, FALSE },
  { "approval.whole", N_ ("Open the case of a draft"), CASE, GDK_KEY_o, 0, FALSE },
  { "case.reply", N_ ("Answer the case"), CASE, GDK_KEY_r, 0, FALSE },
  { "case.record-answer", N_ ("Record an answer given elsewhere"), CASE, 0, 0, FALSE },
  { "case.note", N_ ("Write a note"), CASE, GDK_KEY_n, 0, FALSE },
  { "case.assign", N_ ("Assign to an officer"), CASE, GDK_KEY_a, 0, FALSE },
  { "case.take", N_ ("Take the case on myself"), CASE, 0, 0, FALSE },
  { "case.accept", N_ ("Accept the case"), CASE, 0, 0, FALSE },
  { "case.close", N_ ("Close the case"), CASE, 0, 0, FALSE },
  { "case.refuse", N_ ("Refuse the case"), CASE, 0, 0, FALSE },
  { "case.reopen", N_ ("Reopen the case"), CASE, 0, 0, FALSE },
  { "case.edit", N_ ("Edit the case's details"), CASE, 0, 0, FALSE },
  { "case.ask-extension", N_ ("Ask for an extension"), CASE, 0, 0, FALSE },
  { "case.extend", N_ ("Extend the deadline"), CASE, 0, 0, FALSE },
  { "case.promise", N_ ("Promise the citizen a day"), CASE, 0, 0, FALSE },
  { "case.notice::", N_ ("Notice of the extension"), CASE, 0, 0, FALSE },
  { "case.guide", N_ ("Guide to the proper form of a denunciation"), CASE, 0, 0, FALSE },
  { "case.letter", N_ ("Write a letter"), CASE, 0, 0, FALSE },
  { "case.export", N_ ("Export the case"), CASE, 0, 0, FALSE },
  { "case.merge", N_ ("Merge cases"), CASE, GDK_KEY_m, 0, FALSE },
  { "case.split", N_ ("Split the case"), CASE, 0, 0, FALSE },
  { "case.link", N_ ("Link as the same matter"), CASE, 0, 0, FALSE },
  { "case.add-citizen", N_ ("Add a citizen"), CASE, 0, 0, FALSE },
  { "case.attach", N_ ("Attach files"), CASE, 0, 0, FALSE },
  { "case.receipt", N_ ("Print a receipt"), CASE, 0, 0, FALSE },
  { "case.copy-code", N_ ("Copy the code"), CASE, 0, 0, FALSE },
  { "case.erase", N_ ("Erase personal data"), CASE, 0, 0, FALSE },
};

/**
 * dt_command_list_get:
 * @n: (out): how many there are
 *
 * Returns: (transfer none) (array length=n): the table
 */
const DtCommandEntry *
dt_command_list_get (guint *n)
{
  *n = G_N_ELEMENTS (entries);
  return entries;
}

/**
 * dt_command_entry_dup_key:
 * @entry: a row of the table
 *
 * Returns: (transfer full) (nullable): its key as it stands on the keyboard
 */
char *
dt_command_entry_dup_key (const DtCommandEntry *entry)
{
  g_return_val_if_fail (entry != NULL, NULL);

  return entry->key != 0 ? gtk_accelerator_get_label (entry->key, entry->modifiers) : NULL;
}
