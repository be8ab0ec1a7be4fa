/* SPDX-License-Identifier: GPL-3.0-or-later */
/* doithoaictl: the same core with no window, for administrators, scripts and tests. */
#include "config.h"

#include "base/dt-crypto.h"
#include "base/dt-language.h"
#include "ctl/dt-ctl.h"

#include <glib/gi18n.h>
#include <string.h>

/* A row of the table of commands. */
typedef struct
{
  const char *name;
  DtCtlFunc run;
  guint min_arguments;
  guint max_arguments;
  const char *usage;
  const char *summary;
} Command;

static const Command commands[] = {
  { "init", dt_ctl_init, 0, 0, "--unit CODE [--demo]", N_ ("make a workspace") },
  { "import",
    dt_ctl_import,
    1,
    G_MAXUINT,
    "FILE… [--format F] [--map field=column,…]",
    N_ ("take in files of feedback") },
  { "list", dt_ctl_list, 0, 0, "[--view V] [--query Q] [--limit N]", N_ ("list cases") },
  { "show", dt_ctl_show, 1, 1, "CASE", N_ ("show a case whole") },
  { "verify", dt_ctl_verify, 0, 0, "", N_ ("check the record and the views") },
  { "rebuild", dt_ctl_rebuild, 0, 0, "", N_ ("make the views anew from the record") },
  { "backup", dt_ctl_backup, 1, 1, "FILE", N_ ("write a backup") },
  { "restore", dt_ctl_restore, 1, 1, "FILE", N_ ("bring a backup back into an empty folder") },
  { "erase",
    dt_ctl_erase,
    1,
    1,
    "CITIZEN [--ground CODE]",
    N_ ("erase a citizen’s data, recording the ground") },
  { "receipt",
    dt_ctl_receipt,
    1,
    2,
    "CASE | verify TEXT [--public-key K]",
    N_ ("issue a receipt, or check one") },
  { "deadline",
    dt_ctl_deadline,
    0,
    0,
    "--kind K --from TIME [--urgent] [--unit CODE]",
    N_ ("say when it is due, and why then") },
  { "lunar", dt_ctl_lunar, 1, 1, "DATE | -", N_ ("give the lunar date") },
  { "address",
    dt_ctl_address,
    1,
    1,
    "TEXT | - [--unit CODE]",
    N_ ("say which present unit an address means") },
  { "rules",
    dt_ctl_rules,
    0,
    0,
    "[--preview FILE]",
    N_ ("print the rules of time, or which cases others would move") },
};

static const Command *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (commands[i].name, name))
        return &commands[i];
    }
  return NULL;
}

static char *
make_summary (void)
{
  GString *text = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *call = g_strdup_printf ("%s %s", commands[i].name, commands[i].usage);

      g_string_append_printf (text, "\n  %-50s %s", call, _ (commands[i].summary));
    }
  return g_string_free (text, FALSE);
}

static GOptionContext *
make_context (DtCtl *self, char ***rest)
{
  const GOptionEntry entries[] = {
    { "workspace", 'w', 0, G_OPTION_ARG_FILENAME, &self->workspace, N_ ("The workspace"), "DIR" },
    { "key-file",
      'k',
      0,
      G_OPTION_ARG_FILENAME,
      &self->key_file,
      N_ ("File with the workspace’s key; also DT_KEY_FILE"),
      "FILE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Print JSON"), NULL },
    { "as",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->officer,
      N_ ("Act as that officer (name or id)"),
      "OFFICER" },
    { "unit",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->unit,
      N_ ("init, deadline, address: the office’s own unit, five digits"),
      "CODE" },
    { "demo",
      0,
      0,
      G_OPTION_ARG_NONE,
      &self->demo,
      N_ ("init: filled with a ward’s year for practice"),
      NULL },
    { "officer",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->officer_name,
      N_ ("init: name of the first officer"),
      "NAME" },
    { "format",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->format,
      N_ ("import: csv, xlsx, jsonl, mbox or open311"),
      "F" },
    { "map",
      0,
      0,
      G_OPTION_ARG_STRING_ARRAY,
      &self->maps,
      N_ ("import: what the columns mean"),
      "field=column,…" },
    { "channel",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->channel,
      N_ ("import, deadline: the channel, of rows that do not say"),
      "C" },
    { "view", 0, 0, G_OPTION_ARG_STRING, &self->view, N_ ("list: which view"), "V" },
    { "query", 0, 0, G_OPTION_ARG_STRING, &self->query, N_ ("list: what to search for"), "Q" },
    { "limit", 0, 0, G_OPTION_ARG_INT, &self->limit, N_ ("list: at most so many"), "N" },
    { "ground",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->ground,
      N_ ("erase: code of the ground"),
      "CODE" },
    { "public-key",
      0,
      0,
      G_OPTION_ARG_STRING_ARRAY,
      &self->public_keys,
      N_ ("receipt verify: key of a desk, 64 hex digits or a file with them"),
      "KEY" },
    { "kind",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->kind,
      N_ ("deadline: feedback, recommendation, complaint, denunciation, information_request, "
          "reception, personal_data or data_breach"),
      "K" },
    { "from",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->from,
      N_ ("deadline: when it came in; with --clock answer, what begins that"),
      "TIME" },
    { "clock",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->clock_name,
      N_ ("deadline: acknowledge or answer"),
      "C" },
    { "urgent", 0, 0, G_OPTION_ARG_NONE, &self->urgent, N_ ("deadline: it is urgent"), NULL },
    { "traits",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->traits,
      N_ ("deadline: complex, especially_complex, remote, second, not_ours, third_party"),
      "T,…" },
    { "preview",
      0,
      0,
      G_OPTION_ARG_FILENAME,
      &self->preview,
      N_ ("rules: a deadlines.json that does not hold yet"),
      "FILE" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, rest, NULL, NULL },
    { NULL },
  };
  GOptionContext *context = g_option_context_new (_ ("COMMAND …"));
  g_autofree char *summary = make_summary ();

  g_option_context_set_translation_domain (context, DT_GETTEXT_DOMAIN);
  g_option_context_add_main_entries (context, entries, DT_GETTEXT_DOMAIN);
  g_option_context_set_summary (context, summary);
  return context;
}

static void
fill_defaults (DtCtl *self)
{
  if (self->workspace == NULL)
    self->workspace = g_strdup (g_getenv ("DT_WORKSPACE"));
  if (self->workspace == NULL)
    self->workspace = g_build_filename (g_get_user_data_dir (), "doi-thoai", "workspace", NULL);
  if (self->key_file == NULL)
    self->key_file = g_strdup (g_getenv ("DT_KEY_FILE"));
  self->clock = dt_clock_new ();
}

static void
ctl_clear (DtCtl *self)
{
  dt_ctl_close (self);
  g_free (self->workspace);
  g_free (self->key_file);
  g_free (self->officer);
  g_free (self->unit);
  g_free (self->officer_name);
  g_free (self->format);
  g_strfreev (self->maps);
  g_free (self->channel);
  g_free (self->view);
  g_free (self->query);
  g_free (self->ground);
  g_strfreev (self->public_keys);
  g_free (self->kind);
  g_free (self->from);
  g_free (self->clock_name);
  g_free (self->traits);
  g_free (self->preview);
  g_clear_pointer (&self->clock, dt_clock_unref);
}

static int
run (DtCtl *self, char **rest)
{
  const Command *command;
  guint n;

  if (rest == NULL || rest[0] == NULL)
    return dt_ctl_fail_usage (self, _ ("A command is missing"));
  command = find_command (rest[0]);
  if (command == NULL)
    return dt_ctl_fail_usage (self, _ ("No command “%s”"), rest[0]);
  n = g_strv_length (rest) - 1;
  if (n < command->min_arguments || n > command->max_arguments)
    return dt_ctl_fail_usage (self, "%s %s", command->name, command->usage);
  fill_defaults (self);
  self->arguments = rest + 1;
  return command->run (self);
}

int
main (int argc, char **argv)
{
  DtCtl self = { 0 };
  g_auto (GStrv) rest = NULL;
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  int end;

  dt_crypto_init (); /* no core dumps from here on */
  dt_language_init (g_getenv ("DT_LANGUAGE"), NULL);
  context = make_context (&self, &rest);
  arguments = g_strdupv (argv);
  if (!g_option_context_parse_strv (context, &arguments, &error))
    end = dt_ctl_fail_usage (&self, "%s", error->message);
  else
    end = run (&self, rest);
  ctl_clear (&self);
  return end;
}
