/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register of letters as the tables have it: a year's numbers of a form, doubles and gaps, the
 * next number, the desk that gives them. On the reader's thread. */
#include "store/dt-reader-private.h"
#include "store/dt-schema.h"

#include "base/dt-error.h"

/* A voided letter has its number still, and takes it from nobody. */
#define DOUBLED                                                                                    \
  "(SELECT count (*) FROM letters o LEFT JOIN letter_marks v ON v.letter = o.id"                   \
  "  WHERE o.form = l.form AND o.year = l.year AND o.number = l.number"                            \
  "  AND NOT coalesce (v.voided, 0))"

#define LETTER_COLUMNS                                                                             \
  "SELECT l.id, l.case_id, l.form, l.year, l.number, l.at, l.reply, l.authority, l.erased,"        \
  " l.recipients, l.about, l.text, l.receivers, l.part, l.signer, l.position, o.name, c.code,"     \
  " coalesce (m.voided, 0), m.reason, " DOUBLED ", l.notice FROM letters l"                        \
  " LEFT JOIN officers o ON o.id = l.actor LEFT JOIN cases c ON c.id = l.case_id"                  \
  " LEFT JOIN letter_marks m ON m.letter = l.id"

#define LAST " AND NOT coalesce (m.voided, 0) ORDER BY l.ord DESC LIMIT 1"

static DtLetter *
read_letter (sqlite3_stmt *statement)
{
  DtLetter *letter = dt_letter_new ();

  letter->id = dt_column_dup_id (statement, 0);
  letter->case_id = dt_column_dup_id (statement, 1);
  dt_letter_form_from_nick ((const char *) sqlite3_column_text (statement, 2), &letter->form);
  letter->year = sqlite3_column_int (statement, 3);
  letter->number = (guint) sqlite3_column_int64 (statement, 4);
  letter->issued = sqlite3_column_int64 (statement, 5);
  letter->reply_id = dt_column_dup_id (statement, 6);
  dt_authority_from_nick ((const char *) sqlite3_column_text (statement, 7), &letter->authority);
  letter->erased = sqlite3_column_int (statement, 8) != 0;
  letter->to = dt_column_dup_text (statement, 9);
  letter->about = dt_column_dup_text (statement, 10);
  letter->text = dt_column_dup_text (statement, 11);
  letter->receivers = dt_column_dup_text (statement, 12);
  letter->part = dt_column_dup_text (statement, 13);
  letter->signer = dt_column_dup_text (statement, 14);
  letter->position = dt_column_dup_text (statement, 15);
  letter->officer_name = dt_column_dup_text (statement, 16);
  letter->case_code = dt_column_dup_text (statement, 17);
  letter->voided = sqlite3_column_int (statement, 18) != 0;
  letter->reason = dt_column_dup_text (statement, 19);
  letter->doubled = !letter->voided && sqlite3_column_int (statement, 20) > 1;
  letter->notice = dt_column_dup_text (statement, 21);
  return letter;
}

/* The one letter that is found; NULL without @error: there is none. */
static DtLetter *
read_one (DtReader *self, sqlite3_stmt *statement, GError **error)
{
  DtLetter *letter = NULL;

  if (dt_reader_step (self, statement, error))
    {
      letter = read_letter (statement);
      sqlite3_reset (statement);
    }
  return letter;
}

/**
 * dt_reader_find_letter:
 * @self: a reader
 * @id: of a letter in the register
 * @error: %DT_ERROR_NOT_FOUND, or by dt_database_set_error()
 *
 * Returns: (transfer full) (nullable): the letter
 */
DtLetter *
dt_reader_find_letter (DtReader *self, const char *id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement;
  DtLetter *letter;

  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  statement = dt_database_prepare (self->database, LETTER_COLUMNS " WHERE l.id = ?1");
  dt_bind_id (statement, 1, id);
  letter = read_one (self, statement, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (letter == NULL)
    g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "No such letter in the register");
  return letter;
}

/**
 * dt_reader_find_issued_letter:
 * @self: a reader
 * @letter: a letter
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (nullable): the letter of the register that is the same reply or the
 *   same notice, the last that is not void; %NULL without @error: there is none
 */
DtLetter *
dt_reader_find_issued_letter (DtReader *self, DtLetter *letter, GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL && DT_IS_LETTER (letter), NULL);

  if (letter->reply_id != NULL)
    {
      statement = dt_database_prepare (self->database, LETTER_COLUMNS " WHERE l.reply = ?1" LAST);
      dt_bind_id (statement, 1, letter->reply_id);
      return read_one (self, statement, error);
    }
  if (letter->notice == NULL)
    return NULL;
  statement = dt_database_prepare (self->database, LETTER_COLUMNS " WHERE l.notice = ?1" LAST);
  dt_bind_text (statement, 1, letter->notice);
  return read_one (self, statement, error);
}

/* The first column of its one row; @fallback if it has none. */
static gboolean
read_int (DtReader *self, sqlite3_stmt *statement, gint64 fallback, gint64 *out, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *out = fallback;
  if (dt_reader_step (self, statement, &local_error))
    {
      if (sqlite3_column_type (statement, 0) != SQLITE_NULL)
        *out = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static sqlite3_stmt *
prepare_of (DtReader *self, const char *sql, int year, DtLetterForm form)
{
  sqlite3_stmt *statement = dt_database_prepare (self->database, sql);

  if (statement != NULL)
    sqlite3_bind_int (statement, 1, year);
  dt_bind_text (statement, 2, dt_letter_form_to_nick (form));
  return statement;
}

/**
 * dt_reader_get_next_letter_number:
 * @self: a reader
 * @year: whose numbers
 * @form: whose numbers
 * @error: by dt_database_set_error()
 *
 * Returns: the number behind the last one, or the one that the office said to go on with, whichever
 *   is higher; 0 on an error
 */
guint
dt_reader_get_next_letter_number (DtReader *self, int year, DtLetterForm form, GError **error)
{
  gint64 last;
  gint64 start;

  g_return_val_if_fail (self != NULL, 0);

  if (!read_int (
          self,
          prepare_of (
              self, "SELECT max (number) FROM letters WHERE year = ?1 AND form = ?2", year, form),
          0,
          &last,
          error)
      || !read_int (self,
                    prepare_of (self,
                                "SELECT next FROM register_starts WHERE year = ?1 AND form = ?2"
                                " ORDER BY ord DESC LIMIT 1",
                                year,
                                form),
                    1,
                    &start,
                    error))
    return 0;
  return (guint) MAX (last + 1, start);
}

/**
 * dt_reader_dup_register_holder:
 * @self: a reader
 * @out_desk: (out) (optional): the desk's number, 0: not known
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (nullable): id of the desk that gives numbers to letters: the last one
 *   the register was handed to, at first the desk that made the workspace
 */
char *
dt_reader_dup_register_holder (DtReader *self, guint *out_desk, GError **error)
{
  static const char sql[]
      = "SELECT d.device, d.number FROM desks d LEFT JOIN register_holders h ON h.device = d.device"
        " ORDER BY h.ord IS NULL, h.ord DESC, d.number, d.device LIMIT 1";
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement;
  char *device = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  statement = dt_database_prepare (self->database, sql);
  if (dt_reader_step (self, statement, &local_error))
    {
      device = dt_column_dup_id (statement, 0);
      if (out_desk != NULL)
        *out_desk = (guint) sqlite3_column_int64 (statement, 1);
      sqlite3_reset (statement);
    }
  else if (local_error == NULL)
    g_set_error (error, DT_ERROR, DT_ERROR_NOT_FOUND, "No desk gives numbers to letters");
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return device;
}

/* ---- gaps ---- */

/* Numbers below @next that nobody had taken when the office said so stand in its paper book. */
typedef struct
{
  gint64 next, taken;
} Start;

static GArray *
read_starts (DtReader *self, int year, DtLetterForm form, GError **error)
{
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (Start));
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement = prepare_of (
      self,
      "SELECT next, (SELECT coalesce (max (number), 0) FROM letters l WHERE l.year = s.year"
      " AND l.form = s.form AND l.ord < s.ord) FROM register_starts s WHERE year = ?1"
      " AND form = ?2",
      year,
      form);

  while (dt_reader_step (self, statement, &local_error))
    {
      Start start = { sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1) };

      g_array_append_val (starts, start);
    }
  if (local_error == NULL)
    return g_steal_pointer (&starts);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static gboolean
is_on_paper (const GArray *starts, gint64 number)
{
  for (guint i = 0; i < starts->len; i++)
    {
      const Start *start = &g_array_index (starts, Start, i);

      if (number > start->taken && number < start->next)
        return TRUE;
    }
  return FALSE;
}

/* Downwards from below @above to @below, both excluded. */
static void
add_gaps (DtLetterRegister *self, const GArray *starts, guint above, guint below)
{
  DtNumberGap gap = { 0, 0 };

  for (guint number = above; number-- > below + 1;)
    {
      if (is_on_paper (starts, number))
        continue;
      if (gap.first != number + 1)
        {
          if (gap.first > 0)
            g_array_append_val (self->gaps, gap);
          gap.last = number;
        }
      gap.first = number;
    }
  if (gap.first > 0)
    g_array_append_val (self->gaps, gap);
}

static void
find_gaps (DtLetterRegister *self, const GArray *starts)
{
  guint above = 0;

  for (guint i = 0; i < self->letters->len; i++)
    {
      DtLetter *letter = self->letters->pdata[i];

      if (i > 0 && letter->number + 1 < above)
        add_gaps (self, starts, above, letter->number);
      above = letter->number;
    }
  if (above > 1)
    add_gaps (self, starts, above, 0);
}

/* ---- the register ---- */

static gboolean
read_letters (DtReader *self, DtLetterRegister *into, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *statement = prepare_of (
      self,
      LETTER_COLUMNS " WHERE l.year = ?1 AND l.form = ?2 ORDER BY l.number DESC, l.ord DESC",
      into->year,
      into->form);

  while (dt_reader_step (self, statement, &local_error))
    g_ptr_array_add (into->letters, read_letter (statement));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
read_lists (DtReader *self, DtLetterRegister *into, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *years = dt_database_prepare (
      self->database, "SELECT DISTINCT year FROM letters ORDER BY year DESC");
  sqlite3_stmt *desks;

  while (dt_reader_step (self, years, &local_error))
    {
      int year = sqlite3_column_int (years, 0);

      g_array_append_val (into->years, year);
    }
  desks = dt_database_prepare (self->database,
                               "SELECT device, number FROM desks ORDER BY number, device");
  while (local_error == NULL && dt_reader_step (self, desks, &local_error))
    {
      guint number = (guint) sqlite3_column_int64 (desks, 1);

      g_ptr_array_add (into->desks, dt_column_dup_id (desks, 0));
      g_array_append_val (into->desk_numbers, number);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * dt_reader_load_register:
 * @self: a reader
 * @year: whose numbers
 * @form: whose numbers
 * @device: this desk's id
 * @error: by dt_database_set_error()
 *
 * Returns: (transfer full) (nullable): the register, with doubles and gaps marked
 */
DtLetterRegister *
dt_reader_load_register (
    DtReader *self, int year, DtLetterForm form, const char *device, GError **error)
{
  g_autoptr (DtLetterRegister) loaded = NULL;
  g_autoptr (GArray) starts = NULL;

  g_return_val_if_fail (self != NULL && device != NULL, NULL);

  loaded = dt_letter_register_new ();
  loaded->year = year;
  loaded->form = form;
  starts = read_starts (self, year, form, error);
  if (starts == NULL || !read_letters (self, loaded, error) || !read_lists (self, loaded, error))
    return NULL;
  find_gaps (loaded, starts);
  loaded->next = dt_reader_get_next_letter_number (self, year, form, error);
  loaded->holder_id = dt_reader_dup_register_holder (self, &loaded->holder, error);
  if (loaded->next == 0 || loaded->holder_id == NULL)
    return NULL;
  loaded->own = g_str_equal (loaded->holder_id, device);
  return g_steal_pointer (&loaded);
}
