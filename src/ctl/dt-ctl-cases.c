/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on what is in a workspace: taking files in, listing and showing cases, erasing a
 * citizen, receipts. */
#include "ctl/dt-ctl.h"

#include "base/dt-clock.h"
#include "base/dt-error.h"
#include "base/dt-text.h"
#include "service/dt-importer.h"

#include <glib/gi18n.h>
#include <string.h>

#define PAGE 1000

/* ---- import ---- */

/* The column of that name, or number from 1; -1 if there is none. */
static int
find_column (DtImporter *importer, const char *name)
{
  const char *const *columns = dt_importer_get_columns (importer);
  g_autofree char *folded = dt_text_fold (name, -1);
  char *end;
  guint64 number = g_ascii_strtoull (name, &end, 10);

  for (guint i = 0; columns[i] != NULL; i++)
    {
      if (g_str_equal (columns[i], name))
        return (int) i;
    }
  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_autofree char *column = dt_text_fold (columns[i], -1);

      if (g_str_equal (column, folded))
        return (int) i;
    }
  if (*end == '\0' && number > 0 && number <= g_strv_length ((char **) columns))
    return (int) number - 1;
  return -1;
}

static gboolean
map_one (DtImporter *importer, const char *text, GError **error)
{
  g_auto (GStrv) sides = g_strsplit (text, "=", 2);
  const char *const *columns = dt_importer_get_columns (importer);
  DtImportField field;
  int column;

  if (g_strv_length (sides) != 2 || !dt_import_field_from_nick (g_strstrip (sides[0]), &field))
    {
      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "--map %s: field=column", text);
      return FALSE;
    }
  column = find_column (importer, g_strstrip (sides[1]));
  if (column < 0)
    {
      g_autofree char *names = g_strjoinv (", ", (char **) columns);

      g_set_error (error, DT_ERROR, DT_ERROR_INVALID, "--map %s: columns: %s", text, names);
      return FALSE;
    }
  /* What is mapped by hand replaces what was guessed to mean the same. */
  for (guint i = 0; columns[i] != NULL; i++)
    {
      if (dt_importer_get_mapping (importer)[i] == field && field != DT_IMPORT_CONTENT)
        dt_importer_set_mapping (importer, i, DT_IMPORT_IGNORE);
    }
  dt_importer_set_mapping (importer, (guint) column, field);
  return TRUE;
}

static void
forget_content (DtImporter *importer)
{
  const char *const *columns = dt_importer_get_columns (importer);

  for (guint i = 0; columns[i] != NULL; i++)
    {
      if (dt_importer_get_mapping (importer)[i] == DT_IMPORT_CONTENT)
        dt_importer_set_mapping (importer, i, DT_IMPORT_IGNORE);
    }
}

static gboolean
map_columns (DtCtl *self, DtImporter *importer, GError **error)
{
  g_autofree char *all = self->maps != NULL ? g_strjoinv (",", self->maps) : g_strdup ("");
  g_auto (GStrv) parts = g_strsplit (all, ",", -1);

  if (strstr (all, "content=") != NULL)
    forget_content (importer); /* several columns may be the content */
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*g_strstrip (parts[i]) != '\0' && !map_one (importer, parts[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
import_file (
    DtCtl *self, const char *path, DtImportFormat format, DtImportCounts *total, GError **error)
{
  g_autoptr (DtImporter) importer = dt_importer_new (self->service, path, format, error);
  DtChannelKind channel;
  DtImportCounts counts;

  if (importer == NULL || !map_columns (self, importer, error))
    return FALSE;
  if (self->channel != NULL && dt_channel_from_nick (self->channel, &channel))
    dt_importer_set_channel (importer, channel);
  if (!dt_importer_run_sync (importer, &counts, error))
    return FALSE;
  total->read += counts.read;
  total->cases += counts.cases;
  total->joined += counts.joined;
  total->set_aside += counts.set_aside;
  total->unchanged += counts.unchanged;
  return TRUE;
}

static void
print_counts (DtCtl *self, const DtImportCounts *counts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  dt_ctl_json_int (builder, "read", counts->read);
  dt_ctl_json_int (builder, "cases", counts->cases);
  dt_ctl_json_int (builder, "joined", counts->joined);
  dt_ctl_json_int (builder, "set_aside", counts->set_aside);
  dt_ctl_json_int (builder, "unchanged", counts->unchanged);
  json_builder_end_object (builder);
  text = g_strdup_printf (_ ("Read %d: %d new cases, %d joined to cases, %d set aside, %d that "
                             "were there already."),
                          (int) counts->read,
                          (int) counts->cases,
                          (int) counts->joined,
                          (int) counts->set_aside,
                          (int) counts->unchanged);
  dt_ctl_print (self, builder, text);
}

int
dt_ctl_import (DtCtl *self)
{
  DtImportFormat format = DT_IMPORT_FORMAT_AUTO;
  DtImportCounts total = { 0 };
  DtChannelKind channel;
  g_autoptr (GError) error = NULL;

  if (self->format != NULL && !dt_import_format_from_nick (self->format, &format))
    return dt_ctl_fail_usage (self, _ ("No format “%s”"), self->format);
  if (self->channel != NULL && !dt_channel_from_nick (self->channel, &channel))
    return dt_ctl_fail_usage (self, _ ("No channel “%s”"), self->channel);
  if (!dt_ctl_open_for (self, DT_COMMAND_IMPORT, &error))
    return dt_ctl_fail (self, error);
  for (guint i = 0; self->arguments[i] != NULL; i++)
    {
      if (!import_file (self, self->arguments[i], format, &total, &error))
        {
          g_prefix_error (&error, "%s: ", self->arguments[i]);
          return dt_ctl_fail (self, error);
        }
    }
  print_counts (self, &total);
  return DT_CTL_DONE;
}

/* ---- list ---- */

typedef struct
{
  DtQuery *query;
  guint limit; /* 0: all */
} Listing;

/* Page by page: what is listed is held once. */
static gpointer
read_list (DtReader *reader, gpointer data, GError **error)
{
  Listing *listing = data;
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_object_unref);
  DtRowRef after = { 0, 0 };

  for (;;)
    {
      guint want = listing->limit != 0 ? MIN (PAGE, listing->limit - cases->len) : PAGE;
      g_autoptr (GArray) refs = NULL;
      g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GPtrArray) page = NULL;

      refs = dt_reader_list (reader, listing->query, &after, want, error);
      if (refs == NULL)
        return NULL;
      for (guint i = 0; i < refs->len; i++)
        g_array_append_val (rows, g_array_index (refs, DtRowRef, i).row);
      page
          = dt_reader_load_cases (reader, (const gint64 *) (gpointer) rows->data, rows->len, error);
      if (page == NULL)
        return NULL;
      for (guint i = 0; i < page->len; i++)
        g_ptr_array_add (cases, g_object_ref (g_ptr_array_index (page, i)));
      if (refs->len < want || (listing->limit != 0 && cases->len >= listing->limit))
        return g_steal_pointer (&cases);
      after = g_array_index (refs, DtRowRef, refs->len - 1);
    }
}

static void
print_cases (DtCtl *self, GPtrArray *cases)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  json_builder_begin_array (builder);
  for (guint i = 0; i < cases->len; i++)
    {
      DtCase *a_case = g_ptr_array_index (cases, i);
      g_autofree char *received = dt_time_to_iso (a_case->received);

      dt_ctl_json_case (builder, a_case);
      g_string_append_printf (text,
                              "%s  %.10s  %-16s  %s\n",
                              a_case->code,
                              received,
                              dt_case_status_to_nick (a_case->status),
                              a_case->title != NULL ? a_case->title : "");
    }
  json_builder_end_array (builder);
  g_string_append_printf (text, ngettext ("%u case", "%u cases", cases->len), cases->len);
  dt_ctl_print (self, builder, text->str);
}

int
dt_ctl_list (DtCtl *self)
{
  DtView view = DT_VIEW_ALL;
  Listing listing = { NULL, (guint) MAX (self->limit, 0) };
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (DtQuery) query = NULL;
  g_autoptr (GError) error = NULL;
  DtOfficer *officer;

  if (self->view != NULL && !dt_view_from_nick (self->view, &view))
    return dt_ctl_fail_usage (self, _ ("No view “%s”"), self->view);
  if (view == DT_VIEW_SET_ASIDE)
    return dt_ctl_fail_usage (self, _ ("“list” lists cases; rows set aside are none"));
  if (view == DT_VIEW_TODAY)
    return dt_ctl_fail_usage (self, _ ("No view “%s”"), self->view);
  if (view == DT_VIEW_MINE && self->officer == NULL)
    return dt_ctl_fail_usage (self, _ ("The view “mine” needs --as"));
  if (self->officer != NULL ? !dt_ctl_open_for (self, DT_COMMAND_UNDO, &error)
                            : !dt_ctl_open (self, &error))
    return dt_ctl_fail (self, error);
  officer = dt_service_get_officer (self->service);
  query = dt_query_new (
      view, DT_SORT_NEWEST, officer != NULL ? officer->id : NULL, self->query, FALSE);
  dt_service_set_query_time (self->service, query);
  if (query->problem != NULL)
    g_printerr (_ ("doithoaictl: “%s” is searched for as words.\n"), query->problem);
  listing.query = query;
  cases = dt_service_read_sync (self->service, read_list, &listing, &error);
  if (cases == NULL)
    return dt_ctl_fail (self, error);
  print_cases (self, cases);
  return DT_CTL_DONE;
}

/* ---- show ---- */

static gpointer
read_case_file (DtReader *reader, gpointer data, GError **error)
{
  return dt_reader_load_case_file (reader, data, error);
}

static char *
describe_case (DtCaseFile *file)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          "%s  %s\n%s\n",
                          file->a_case->code,
                          dt_case_status_to_nick (file->a_case->status),
                          file->a_case->title != NULL ? file->a_case->title : "");
  for (guint i = 0; i < file->timeline->len; i++)
    {
      DtTimelineItem *item = g_ptr_array_index (file->timeline, i);
      g_autofree char *time = dt_time_to_iso (item->time);

      if (item->type == DT_TIMELINE_MESSAGE)
        g_string_append_printf (text,
                                "\n%.16s  %s  %s\n%s\n",
                                time,
                                dt_direction_to_nick (item->direction),
                                item->author_name != NULL ? item->author_name : "–",
                                item->text != NULL ? item->text : "–");
      else
        g_string_append_printf (text,
                                "\n%.16s  %s  %s → %s\n",
                                time,
                                item->kind,
                                item->from != NULL ? item->from : "–",
                                item->to != NULL ? item->to : "–");
    }
  g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

int
dt_ctl_show (DtCtl *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (DtCaseFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!dt_ctl_open (self, &error))
    return dt_ctl_fail (self, error);
  file = dt_service_read_sync (self->service, read_case_file, self->arguments[0], &error);
  if (file == NULL)
    return dt_ctl_fail (self, error);
  dt_ctl_json_case_file (builder, file);
  text = describe_case (file);
  dt_ctl_print (self, builder, text);
  return DT_CTL_DONE;
}

/* ---- erase ---- */

/* An id, or a phone number or ID number that only one has. */
static gpointer
read_citizen (DtReader *reader, gpointer data, GError **error)
{
  DtCitizen *citizen = dt_reader_find_citizen (reader, data, NULL);
  g_autoptr (GPtrArray) found = NULL;

  if (citizen != NULL)
    return citizen;
  found = dt_reader_search_citizens (reader, data, 2, error);
  if (found == NULL)
    return NULL;
  if (found->len == 1)
    return g_object_ref (g_ptr_array_index (found, 0));
  g_set_error (error,
               DT_ERROR,
               DT_ERROR_NOT_FOUND,
               found->len == 0 ? "no citizen: %s" : "more than one citizen, give the id: %s",
               (const char *) data);
  return NULL;
}

int
dt_ctl_erase (DtCtl *self)
{
  const char *ground = self->ground != NULL ? self->ground : "subject_request";
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (DtCommand) command = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (DtCitizen) citizen = NULL;
  g_autoptr (GError) error = NULL;

  if (!dt_ctl_open_for (self, DT_COMMAND_ERASE_CITIZEN, &error))
    return dt_ctl_fail (self, error);
  citizen = dt_service_read_sync (self->service, read_citizen, self->arguments[0], &error);
  if (citizen == NULL)
    return dt_ctl_fail (self, error);
  command = dt_command_erase_citizen (citizen->id, ground);
  outcome = dt_service_run_sync (self->service, command, &error);
  if (outcome == NULL)
    return dt_ctl_fail (self, error);
  json_builder_begin_object (builder);
  dt_ctl_json_boolean (builder, "ok", TRUE);
  dt_ctl_json_string (builder, "citizen", citizen->id);
  dt_ctl_json_string (builder, "ground", ground);
  json_builder_end_object (builder);
  dt_ctl_print (self, builder, _ ("The citizen’s data are erased; the decision is recorded."));
  return DT_CTL_DONE;
}

/* ---- receipt ---- */

static int
print_receipt (
    DtCtl *self, gboolean promised, gboolean included, const char *code, const char *receipt)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gboolean ok = promised || included;
  const char *text;

  json_builder_begin_object (builder);
  dt_ctl_json_boolean (builder, "ok", ok);
  dt_ctl_json_boolean (builder, "promised", promised);
  dt_ctl_json_boolean (builder, "included", included);
  dt_ctl_json_string (builder, "code", code);
  if (receipt != NULL)
    dt_ctl_json_string (builder, "receipt", receipt);
  json_builder_end_object (builder);
  if (receipt != NULL)
    text = receipt;
  else if (included)
    text = _ ("Genuine: the entry stands in the record of its day.");
  else if (promised)
    text = _ ("Genuine: the office has promised that the entry stands in its record.");
  else
    text = _ ("Not genuine: none of these keys has signed it.");
  dt_ctl_print (self, builder, text);
  if (ok)
    return DT_CTL_DONE;
  g_printerr ("doithoaictl: %s\n",
              _ ("No key that was given signed this receipt. Check --public-key."));
  return DT_CTL_FAILED;
}

static gboolean
collect_keys (DtCtl *self, GPtrArray *keys, GError **error)
{
  for (guint i = 0; self->public_keys != NULL && self->public_keys[i] != NULL; i++)
    {
      const char *key = self->public_keys[i];
      g_autofree char *content = NULL;

      if (strlen (key) != 64 && !g_file_get_contents (key, &content, NULL, error))
        return FALSE;
      g_ptr_array_add (keys, content != NULL ? g_strdup (g_strstrip (content)) : g_strdup (key));
    }
  if (keys->len == 0)
    {
      if (!dt_ctl_open (self, error))
        return FALSE;
      g_ptr_array_add (keys, g_strdup (dt_service_get_public_key (self->service)));
    }
  g_ptr_array_add (keys, NULL);
  return TRUE;
}

static int
verify_receipt (DtCtl *self, const char *text)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  gboolean promised;
  gboolean included;

  if (!collect_keys (self, keys, &error)
      || !dt_service_verify_receipt (
          text, (const char *const *) keys->pdata, &promised, &included, &code, &error))
    return dt_ctl_fail (self, error);
  return print_receipt (self, promised, included, code, NULL);
}

static int
issue_receipt (DtCtl *self, const char *id_or_code)
{
  const char *keys[2] = { NULL };
  g_autoptr (DtCaseFile) file = NULL;
  g_autoptr (DtCommand) command = NULL;
  g_autoptr (DtOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  gboolean promised;
  gboolean included;

  if (!dt_ctl_open_for (self, DT_COMMAND_ISSUE_RECEIPT, &error))
    return dt_ctl_fail (self, error);
  file = dt_service_read_sync (self->service, read_case_file, (gpointer) id_or_code, &error);
  if (file == NULL)
    return dt_ctl_fail (self, error);
  command = dt_command_issue_receipt (file->a_case->id);
  outcome = dt_service_run_sync (self->service, command, &error);
  keys[0] = dt_service_get_public_key (self->service);
  if (outcome == NULL
      || !dt_service_verify_receipt (outcome->text, keys, &promised, &included, NULL, &error))
    return dt_ctl_fail (self, error);
  return print_receipt (self, promised, included, outcome->case_code, outcome->text);
}

int
dt_ctl_receipt (DtCtl *self)
{
  guint n = g_strv_length (self->arguments);

  if (n == 2 && g_str_equal (self->arguments[0], "verify"))
    return verify_receipt (self, self->arguments[1]);
  if (n == 1 && !g_str_equal (self->arguments[0], "verify"))
    return issue_receipt (self, self->arguments[0]);
  return dt_ctl_fail_usage (self, _ ("“receipt” needs CASE, or “verify” and the receipt’s text"));
}
