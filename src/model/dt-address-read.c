/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the files of former units and of other names into an index that is being made. The files
 * are ours: comma-separated, no quotes, cut in place. */
#include "model/dt-address-index-private.h"

#include "base/dt-error.h"
#include "base/dt-text.h"

#include <string.h>

/* Longer ones first: "Thị xã" is no "Thị". */
static const struct
{
  const char *word;
  DtAddressType type;
} type_words[] = {
  { "Thành phố ", DT_ADDRESS_THANH_PHO },
  { "Thị trấn ", DT_ADDRESS_THI_TRAN },
  { "Đặc khu ", DT_ADDRESS_DAC_KHU },
  { "Phường ", DT_ADDRESS_PHUONG },
  { "Thị xã ", DT_ADDRESS_THI_XA },
  { "Huyện ", DT_ADDRESS_HUYEN },
  { "Quận ", DT_ADDRESS_QUAN },
  { "Tỉnh ", DT_ADDRESS_TINH },
  { "Xã ", DT_ADDRESS_XA },
};

/* What stands in the row above holds on where a column is empty. */
typedef struct
{
  DtAddressIndex *index;
  GHashTable *provinces; /* written form without the kind → 1 + id */
  GHashTable *districts; /* "district|province" → 1 + id */
  GPtrArray *targets;    /* units that the former ones became, one after the other */
  const char *province;
  const char *district; /* NULL: none */
  const char *until;
  guint16 province_id;
  guint16 district_id;
} Reader;

/**
 * dt_address_type_split:
 * @name: (inout): "Phường Bến Nghé" → "Bến Nghé"
 *
 * Returns: the kind that it began with
 */
DtAddressType
dt_address_type_split (const char **name)
{
  for (guint i = 0; i < G_N_ELEMENTS (type_words); i++)
    {
      if (g_str_has_prefix (*name, type_words[i].word))
        {
          *name += strlen (type_words[i].word);
          return type_words[i].type;
        }
    }
  return DT_ADDRESS_NO_TYPE;
}

/* "Tỉnh Đồng Nai" and "Thành phố Đồng Nai" are one province, former and present. */
static guint16
province_id_of (Reader *self, const char *province)
{
  const char *name = province;
  DtAddressType type = dt_address_type_split (&name);
  char *key = dt_text_written (name, -1);
  guint id = GPOINTER_TO_UINT (g_hash_table_lookup (self->provinces, key));

  if (id == 0)
    {
      g_ptr_array_add (self->index->provinces, (gpointer) province);
      id = self->index->provinces->len;
      g_hash_table_insert (self->provinces, key, GUINT_TO_POINTER (id));
      dt_address_index_add (self->index, name, DT_ADDRESS_PROVINCE, type, id - 1, FALSE);
    }
  else
    g_free (key);
  return (guint16) (id - 1);
}

static guint16
district_id_of (Reader *self)
{
  char *key = g_strconcat (self->district, "|", self->province, NULL);
  guint id = GPOINTER_TO_UINT (g_hash_table_lookup (self->districts, key));
  DtAddressDistrict district = { self->district, self->province_id };
  const char *name = self->district;
  DtAddressType type;

  if (id != 0)
    {
      g_free (key);
      return (guint16) (id - 1);
    }
  type = dt_address_type_split (&name);
  g_array_append_val (self->index->districts, district);
  id = self->index->districts->len;
  g_hash_table_insert (self->districts, key, GUINT_TO_POINTER (id));
  dt_address_index_add (self->index, name, DT_ADDRESS_DISTRICT, type, id - 1, FALSE);
  return (guint16) (id - 1);
}

static void
add_units (Reader *self)
{
  const GPtrArray *units = self->index->units;
  const char *above = NULL;
  guint16 province = 0;

  self->index->unit_province = g_new (guint16, units->len + 1);
  for (guint i = 0; i < units->len; i++)
    {
      const DtUnit *unit = g_ptr_array_index (units, i);
      const char *name = unit->name;
      DtAddressType type = dt_address_type_split (&name);

      if (g_strcmp0 (above, unit->province) != 0)
        province = province_id_of (self, unit->province);
      above = unit->province;
      self->index->unit_province[i] = province;
      dt_address_index_add (self->index, name, DT_ADDRESS_UNIT, type, i, FALSE);
    }
}

/* ---- former units ---- */

static gboolean
read_targets (Reader *self, DtFormerUnit *former, char *codes, GError **error)
{
  for (char *code; (code = strsep (&codes, " ")) != NULL;)
    {
      guint16 place = dt_address_index_find_unit (self->index, code);

      if (place == DT_ADDRESS_NONE)
        {
          g_set_error (error, DT_ERROR, DT_ERROR_DAMAGED, "%s: no unit %s", former->name, code);
          return FALSE;
        }
      g_ptr_array_add (self->targets, g_ptr_array_index (self->index->units, place));
      former->n_units++;
    }
  return TRUE;
}

static void
read_place (Reader *self, const char *province, const char *district, const char *until)
{
  if (*until != '\0')
    self->until = until;
  if (*province != '\0')
    {
      self->province = province;
      self->province_id = province_id_of (self, province);
    }
  if (*district == '\0')
    return;
  self->district = g_str_equal (district, "-") ? NULL : district;
  self->district_id = self->district != NULL ? district_id_of (self) : DT_ADDRESS_NONE;
}

static gboolean
read_former (Reader *self, char *line, GError **error)
{
  const char *province = strsep (&line, ",");
  const char *district = strsep (&line, ",");
  const char *until = strsep (&line, ",");
  const char *code = strsep (&line, ",");
  const char *full = strsep (&line, ",");
  DtFormerUnit former = { .code = code };
  const char *name;
  DtAddressType type;
  guint16 id = (guint16) self->index->formers->len;

  if (line == NULL || id == DT_ADDRESS_NONE)
    {
      g_set_error (error, DT_ERROR, DT_ERROR_DAMAGED, "former units: %s", province);
      return FALSE;
    }
  read_place (self, province, district, until);
  /* Five islands were districts without wards. */
  former.name = name = *full != '\0' ? full : self->district;
  former.district = *full != '\0' ? self->district : NULL;
  former.province = self->province;
  former.until = self->until;
  if (name == NULL || self->province == NULL || !read_targets (self, &former, line, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, DT_ERROR, DT_ERROR_DAMAGED, "former units: no place in %s", code);
      return FALSE;
    }
  type = dt_address_type_split (&name);
  self->index->former_district[id] = self->district_id;
  self->index->former_province[id] = self->province_id;
  g_array_append_val (self->index->formers, former);
  dt_address_index_add (self->index, name, DT_ADDRESS_FORMER, type, id, FALSE);
  return TRUE;
}

static guint
count_lines (const char *text)
{
  guint n = 1;

  for (const char *p = strchr (text, '\n'); p != NULL; p = strchr (p + 1, '\n'))
    n++;
  return n;
}

static gboolean
read_formers (Reader *self, GError **error)
{
  DtAddressIndex *index = self->index;
  guint lines = count_lines (index->text);
  char *rest = index->text;

  index->former_district = g_new (guint16, lines);
  index->former_province = g_new (guint16, lines);
  strsep (&rest, "\n"); /* names of the columns */
  for (char *line; (line = strsep (&rest, "\n")) != NULL;)
    {
      if (*line != '\0' && !read_former (self, line, error))
        return FALSE;
    }
  return TRUE;
}

/* Sets the pointers into the one list of targets, and turns it round: of what a unit was made. */
static void
link_both_ways (Reader *self)
{
  DtAddressIndex *index = self->index;
  guint n_units = index->units->len;
  gsize n_targets = self->targets->len;
  guint32 *next;
  gsize at = 0;

  index->unit_pool = g_new (const DtUnit *, n_targets + 1);
  index->unit_places = g_new (guint16, n_targets + 1);
  index->made_of = g_new (guint16, n_targets + 1);
  index->made_of_start = g_new0 (guint32, n_units + 2);
  for (gsize i = 0; i < n_targets; i++)
    {
      const DtUnit *unit = g_ptr_array_index (self->targets, i);

      index->unit_pool[i] = unit;
      index->unit_places[i] = dt_address_index_find_unit (index, unit->code);
      index->made_of_start[index->unit_places[i] + 1]++;
    }
  for (guint i = 0; i < n_units; i++)
    index->made_of_start[i + 1] += index->made_of_start[i];
  next = g_memdup2 (index->made_of_start, sizeof (guint32) * (n_units + 1));
  for (guint i = 0; i < index->formers->len; i++)
    {
      DtFormerUnit *former = &g_array_index (index->formers, DtFormerUnit, i);

      former->units = &index->unit_pool[at];
      at += former->n_units;
      for (guint j = 0; j < former->n_units; j++)
        index->made_of[next[dt_address_index_target (index, former, j)]++] = (guint16) i;
    }
  g_free (next);
}

/* ---- other names ---- */

static guint16
find_province (Reader *self, const char *full)
{
  const char *name = full;
  g_autofree char *key = NULL;

  dt_address_type_split (&name);
  key = dt_text_written (name, -1);
  return (guint16) (GPOINTER_TO_UINT (g_hash_table_lookup (self->provinces, key)) - 1);
}

static gboolean
read_alias (Reader *self, char *line)
{
  const char *kind = strsep (&line, ",");
  const char *alias = strsep (&line, ",");
  const char *unit = strsep (&line, ",");
  const char *province = strsep (&line, ",");
  gboolean is_short = g_str_has_suffix (kind, "-short");
  DtAddressLevel level = g_str_equal (kind, "word") ? DT_ADDRESS_WORD : DT_ADDRESS_BELOW;
  DtAddressType type = DT_ADDRESS_NO_TYPE;
  guint16 id = 0;

  if (line == NULL)
    return FALSE;
  if (g_str_has_prefix (kind, "type"))
    {
      g_autofree char *padded = g_strconcat (unit, " ", NULL);
      const char *rest = padded;

      level = DT_ADDRESS_TYPE;
      type = dt_address_type_split (&rest);
    }
  else if (g_str_has_prefix (kind, "province"))
    {
      level = DT_ADDRESS_PROVINCE;
      type = dt_address_type_split (&unit);
      id = find_province (self, unit);
    }
  else if (g_str_equal (kind, "district"))
    {
      g_autofree char *key = g_strconcat (unit, "|", province, NULL);

      level = DT_ADDRESS_DISTRICT;
      type = dt_address_type_split (&alias);
      id = (guint16) (GPOINTER_TO_UINT (g_hash_table_lookup (self->districts, key)) - 1);
    }
  dt_address_index_add (self->index, alias, level, type, id, is_short);
  return id != DT_ADDRESS_NONE;
}

static gboolean
read_aliases (Reader *self, GError **error)
{
  char *rest = self->index->alias_text;

  strsep (&rest, "\n"); /* names of the columns */
  for (char *line; (line = strsep (&rest, "\n")) != NULL;)
    {
      if (*line == '\0' || read_alias (self, line))
        continue;
      g_set_error (error, DT_ERROR, DT_ERROR_DAMAGED, "other names: %s", line);
      return FALSE;
    }
  return TRUE;
}

static char *
dup_bytes (GBytes *bytes)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_strndup (data != NULL ? data : "", size);
}

/**
 * dt_address_index_read:
 * @self: a new index
 * @changes: the file of former units
 * @aliases: the file of other names
 * @error: DT_ERROR_DAMAGED
 *
 * Returns: whether they could be read
 */
gboolean
dt_address_index_read (DtAddressIndex *self, GBytes *changes, GBytes *aliases, GError **error)
{
  g_autoptr (GHashTable) provinces = NULL;
  g_autoptr (GHashTable) districts = NULL;
  g_autoptr (GPtrArray) targets = g_ptr_array_new ();
  Reader reader = { .index = self, .targets = targets, .district_id = DT_ADDRESS_NONE };

  provinces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  districts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reader.provinces = provinces;
  reader.districts = districts;
  self->text = dup_bytes (changes);
  self->alias_text = dup_bytes (aliases);
  add_units (&reader);
  if (!read_formers (&reader, error))
    return FALSE;
  link_both_ways (&reader);
  return read_aliases (&reader, error);
}
