/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The 3,321 units as a list model that a typed text narrows, without regard to diacritics, the
 * best first. The forms that are compared are made once, so that a keystroke costs one pass of
 * comparisons. Main thread. */
#include "ui/welcome/dt-unit-list.h"

#include "base/dt-text.h"

#include <string.h>

struct _DtUnitItem
{
  GObject parent_instance;
  const DtUnit *unit;
  char *name;    /* folded, one space before each word: " phuong sai gon" */
  char *written; /* the same with its diacritics, province behind it */
  char *rest;    /* folded province, its initials, the code */
};

G_DEFINE_FINAL_TYPE (DtUnitItem, dt_unit_item, G_TYPE_OBJECT)

struct _DtUnitList
{
  GObject parent_instance;
  GPtrArray *all;   /* of DtUnitItem, by province and name */
  GPtrArray *shown; /* the same, narrowed; borrowed */
};

enum
{
  RANK_NAME_STARTS, /* "sai g" for "Phường Sài Gòn": its own name, less the type */
  RANK_NAME,        /* the words begin words of the name */
  RANK_WITH_REST,   /* some of them of the province */
  RANK_NONE,
};

static void dt_unit_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DtUnitList,
                               dt_unit_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, dt_unit_list_model_init))

/* ---- one unit ---- */

static void
dt_unit_item_finalize (GObject *object)
{
  DtUnitItem *self = DT_UNIT_ITEM (object);

  g_free (self->name);
  g_free (self->written);
  g_free (self->rest);
  G_OBJECT_CLASS (dt_unit_item_parent_class)->finalize (object);
}

static void
dt_unit_item_class_init (DtUnitItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_unit_item_finalize;
}

static void
dt_unit_item_init (DtUnitItem *self)
{
}

/**
 * dt_unit_item_get_unit:
 * @self: an item
 *
 * Returns: (transfer none): its unit
 */
const DtUnit *
dt_unit_item_get_unit (DtUnitItem *self)
{
  g_return_val_if_fail (DT_IS_UNIT_ITEM (self), NULL);

  return self->unit;
}

/* "thanh pho ho chi minh" → "tphcm hcm": people type a province by its initials. */
static char *
make_initials (const char *folded)
{
  g_autoptr (GString) initials = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  guint skipped = g_str_has_prefix (folded, "thanh pho ") ? 2
                  : g_str_has_prefix (folded, "tinh ")    ? 1
                                                          : 0;

  for (guint i = 0; words[i] != NULL; i++)
    g_string_append_c (initials, words[i][0]);
  if (skipped > 0)
    {
      g_string_append_c (initials, ' ');
      for (guint i = skipped; words[i] != NULL; i++)
        g_string_append_c (initials, words[i][0]);
    }
  return g_string_free (g_steal_pointer (&initials), FALSE);
}

/* Words with one space before each: matching " word" then means the beginning of a word. */
static char *
space_words (const char *text)
{
  GString *words = g_string_sized_new (strlen (text) + 2);
  gboolean gap = TRUE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c))
        {
          gap = TRUE;
          continue;
        }
      if (gap)
        g_string_append_c (words, ' ');
      gap = FALSE;
      g_string_append_unichar (words, c);
    }
  return g_string_free (words, FALSE);
}

static DtUnitItem *
unit_item_new (const DtUnit *unit, const char *province, const char *initials)
{
  DtUnitItem *item = g_object_new (DT_TYPE_UNIT_ITEM, NULL);
  g_autofree char *name = dt_text_fold (unit->name, -1);
  g_autofree char *written_name = dt_text_written (unit->name, -1);
  g_autofree char *written_province = dt_text_written (unit->province, -1);

  item->unit = unit;
  g_autofree char *written = g_strconcat (written_name, " ", written_province, NULL);
  g_autofree char *rest = g_strconcat (province, " ", initials, " ", unit->code, NULL);

  item->name = space_words (name);
  item->written = space_words (written);
  item->rest = space_words (rest);
  return item;
}

/* ---- the list ---- */

static GType
dt_unit_list_get_item_type (GListModel *model)
{
  return DT_TYPE_UNIT_ITEM;
}

static guint
dt_unit_list_get_n_items (GListModel *model)
{
  return DT_UNIT_LIST (model)->shown->len;
}

static gpointer
dt_unit_list_get_item (GListModel *model, guint position)
{
  DtUnitList *self = DT_UNIT_LIST (model);

  if (position >= self->shown->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->shown, position));
}

static void
dt_unit_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = dt_unit_list_get_item_type;
  iface->get_n_items = dt_unit_list_get_n_items;
  iface->get_item = dt_unit_list_get_item;
}

static void
dt_unit_list_finalize (GObject *object)
{
  DtUnitList *self = DT_UNIT_LIST (object);

  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->all);
  G_OBJECT_CLASS (dt_unit_list_parent_class)->finalize (object);
}

static void
dt_unit_list_class_init (DtUnitListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_unit_list_finalize;
}

static void
dt_unit_list_init (DtUnitList *self)
{
  const GPtrArray *units = dt_catalogue_get_units ();
  const char *last_code = NULL;
  g_autofree char *province = NULL;
  g_autofree char *initials = NULL;

  self->all = g_ptr_array_new_full (units->len, g_object_unref);
  self->shown = g_ptr_array_sized_new (units->len);
  for (guint i = 0; i < units->len; i++)
    {
      const DtUnit *unit = g_ptr_array_index (units, i);

      if (last_code == NULL || strcmp (last_code, unit->province_code) != 0)
        {
          g_free (province);
          g_free (initials);
          province = dt_text_fold (unit->province, -1);
          initials = make_initials (province);
          last_code = unit->province_code;
        }
      g_ptr_array_add (self->all, unit_item_new (unit, province, initials));
      g_ptr_array_add (self->shown, g_ptr_array_index (self->all, i));
    }
}

static int
rank_item (DtUnitItem *item, GStrv words, GStrv written, const char *phrase)
{
  gsize length = strlen (item->name);
  int rank = RANK_NAME;

  for (guint i = 0; words[i] != NULL; i++)
    {
      /* A word typed with its marks must be written with them. */
      if (written[i] != NULL && strstr (item->written, written[i]) == NULL)
        return RANK_NONE;
      if (strstr (item->name, words[i]) != NULL)
        continue;
      if (strstr (item->rest, words[i]) == NULL)
        return RANK_NONE;
      rank = RANK_WITH_REST;
    }
  /* The whole name, and something of the province behind it. */
  if (g_str_has_prefix (phrase, item->name) && (phrase[length] == ' ' || phrase[length] == '\0'))
    return RANK_NAME_STARTS;
  if (rank == RANK_NAME && *phrase != '\0')
    {
      const char *own = strchr (item->name + 1, ' ');

      if (g_str_has_prefix (item->name, phrase) || (own != NULL && g_str_has_prefix (own, phrase))
          || (g_str_has_prefix (item->name, " dac khu ")
              && g_str_has_prefix (item->name + 8, phrase)))
        return RANK_NAME_STARTS;
    }
  return rank;
}

/* The words typed, folded, a space before each; beside each the written form of one that was typed
 * with its marks, else NULL. */
static void
split_words (const char *text, GStrv *out_words, GStrv *out_written, char **out_phrase)
{
  g_autofree char *plain = dt_text_written (text, -1);
  g_autofree char *spaced = space_words (plain);
  g_auto (GStrv) parts = g_strsplit (*spaced != '\0' ? spaced + 1 : spaced, " ", -1);
  guint n = g_strv_length (parts);
  g_autoptr (GString) phrase = g_string_new (NULL);

  *out_words = g_new0 (char *, n + 1);
  *out_written = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *folded = dt_text_fold (parts[i], -1);

      (*out_words)[i] = g_strconcat (" ", folded, NULL);
      if (dt_text_has_diacritics (parts[i], -1))
        (*out_written)[i] = g_strconcat (" ", parts[i], NULL);
      g_string_append (phrase, (*out_words)[i]);
    }
  *out_phrase = g_string_free (g_steal_pointer (&phrase), FALSE);
}

static void
free_holey (GStrv written, GStrv words)
{
  for (guint i = 0; words[i] != NULL; i++)
    g_free (written[i]);
  g_free (written);
}

/**
 * dt_unit_list_new:
 *
 * Returns: (transfer full): all units
 */
DtUnitList *
dt_unit_list_new (void)
{
  return g_object_new (DT_TYPE_UNIT_LIST, NULL);
}

/**
 * dt_unit_list_filter:
 * @self: the list
 * @text: what was typed
 * @province_code: (nullable): show this province alone
 *
 * Narrows the list; with an empty @text the catalogue's order is kept.
 */
void
dt_unit_list_filter (DtUnitList *self, const char *text, const char *province_code)
{
  g_auto (GStrv) words = NULL;
  GStrv written = NULL;
  g_autofree char *phrase = NULL;
  GPtrArray *groups[RANK_NONE];

  g_return_if_fail (DT_IS_UNIT_LIST (self) && text != NULL);

  split_words (text, &words, &written, &phrase);
  for (int i = 0; i < RANK_NONE; i++)
    groups[i] = g_ptr_array_new ();
  for (guint i = 0; i < self->all->len; i++)
    {
      DtUnitItem *item = g_ptr_array_index (self->all, i);
      int rank;

      if (province_code != NULL && strcmp (item->unit->province_code, province_code) != 0)
        continue;
      rank = rank_item (item, words, written, phrase);
      if (rank != RANK_NONE)
        g_ptr_array_add (groups[rank], item);
    }
  free_holey (written, words);

  guint before = self->shown->len;

  g_ptr_array_set_size (self->shown, 0);
  for (int i = 0; i < RANK_NONE; i++)
    {
      g_ptr_array_extend (self->shown, groups[i], NULL, NULL);
      g_ptr_array_unref (groups[i]);
    }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->shown->len);
}
