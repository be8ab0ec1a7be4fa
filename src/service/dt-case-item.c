/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A place in a list of cases: the row id from the beginning, the case once its page has come. Main
 * thread. */
#include "service/dt-case-list-private.h"

struct _DtCaseItem
{
  GObject parent_instance;
  gint64 row;
  DtCase *a_case;
};

enum
{
  PROP_CASE = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (DtCaseItem, dt_case_item, G_TYPE_OBJECT)

static void
dt_case_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CASE)
    g_value_set_object (value, DT_CASE_ITEM (object)->a_case);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dt_case_item_finalize (GObject *object)
{
  g_clear_object (&DT_CASE_ITEM (object)->a_case);
  G_OBJECT_CLASS (dt_case_item_parent_class)->finalize (object);
}

static void
dt_case_item_class_init (DtCaseItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = dt_case_item_get_property;
  object_class->finalize = dt_case_item_finalize;
  props[PROP_CASE] = g_param_spec_object (
      "case", NULL, NULL, DT_TYPE_CASE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
dt_case_item_init (DtCaseItem *self)
{
}

DtCaseItem *
dt_case_item_new (gint64 row)
{
  DtCaseItem *self = g_object_new (DT_TYPE_CASE_ITEM, NULL);

  self->row = row;
  return self;
}

void
dt_case_item_set_case (DtCaseItem *self, DtCase *a_case)
{
  if (g_set_object (&self->a_case, a_case))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CASE]);
}

gint64
dt_case_item_get_row (DtCaseItem *self)
{
  g_return_val_if_fail (DT_IS_CASE_ITEM (self), 0);
  return self->row;
}

/**
 * dt_case_item_get_case:
 *
 * Returns: (transfer none) (nullable): the case, once it has been loaded; "case" is notified
 */
DtCase *
dt_case_item_get_case (DtCaseItem *self)
{
  g_return_val_if_fail (DT_IS_CASE_ITEM (self), NULL);
  return self->a_case;
}
