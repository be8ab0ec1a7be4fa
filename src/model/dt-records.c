/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records' types: made empty, filled by their maker, freed with all they hold. */
#include "model/dt-records.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (DtCase, dt_case, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (DtAttachment, dt_attachment, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (DtTimelineItem, dt_timeline_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (DtCitizen, dt_citizen, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (DtOfficer, dt_officer, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (DtConflict, dt_conflict, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (DtSetAside, dt_set_aside, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (DtCaseFile, dt_case_file, G_TYPE_OBJECT)

static void
dt_case_finalize (GObject *object)
{
  DtCase *self = DT_CASE (object);

  g_free (self->id);
  g_free (self->code);
  g_free (self->title);
  g_free (self->snippet);
  g_free (self->field);
  g_free (self->place);
  g_free (self->group);
  g_free (self->citizen_id);
  g_free (self->citizen_name);
  g_free (self->assignee_id);
  g_free (self->assignee_name);
  g_free (self->ground);
  g_free (self->merged_into);
  g_free (self->requester_id);
  G_OBJECT_CLASS (dt_case_parent_class)->finalize (object);
}

static void
dt_case_class_init (DtCaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_case_finalize;
}

static void
dt_case_init (DtCase *self)
{
  self->request = -1;
  self->reply = -1;
}

/**
 * dt_case_new:
 *
 * Returns: (transfer full): an empty record for its maker to fill
 */
DtCase *
dt_case_new (void)
{
  return g_object_new (dt_case_get_type (), NULL);
}

static void
dt_attachment_finalize (GObject *object)
{
  DtAttachment *self = DT_ATTACHMENT (object);

  g_free (self->hash);
  g_free (self->name);
  g_free (self->media_type);
  G_OBJECT_CLASS (dt_attachment_parent_class)->finalize (object);
}

static void
dt_attachment_class_init (DtAttachmentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_attachment_finalize;
}

static void
dt_attachment_init (DtAttachment *self)
{
}

/**
 * dt_attachment_new:
 *
 * Returns: (transfer full): an empty record for its maker to fill
 */
DtAttachment *
dt_attachment_new (void)
{
  return g_object_new (dt_attachment_get_type (), NULL);
}

static void
dt_timeline_item_finalize (GObject *object)
{
  DtTimelineItem *self = DT_TIMELINE_ITEM (object);

  g_free (self->id);
  g_free (self->actor_id);
  g_free (self->actor_name);
  g_free (self->author_name);
  g_free (self->text);
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  g_free (self->case_code);
  g_free (self->kind);
  g_free (self->field);
  g_free (self->from);
  g_free (self->to);
  G_OBJECT_CLASS (dt_timeline_item_parent_class)->finalize (object);
}

static void
dt_timeline_item_class_init (DtTimelineItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_timeline_item_finalize;
}

static void
dt_timeline_item_init (DtTimelineItem *self)
{
  self->attachments = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * dt_timeline_item_new:
 *
 * Returns: (transfer full): an empty record for its maker to fill
 */
DtTimelineItem *
dt_timeline_item_new (void)
{
  return g_object_new (dt_timeline_item_get_type (), NULL);
}

static void
dt_citizen_finalize (GObject *object)
{
  DtCitizen *self = DT_CITIZEN (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->phone);
  g_free (self->email);
  g_free (self->address);
  g_free (self->group);
  g_free (self->id_number);
  g_free (self->handle);
  G_OBJECT_CLASS (dt_citizen_parent_class)->finalize (object);
}

static void
dt_citizen_class_init (DtCitizenClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_citizen_finalize;
}

static void
dt_citizen_init (DtCitizen *self)
{
}

/**
 * dt_citizen_new:
 *
 * Returns: (transfer full): an empty record for its maker to fill
 */
DtCitizen *
dt_citizen_new (void)
{
  return g_object_new (dt_citizen_get_type (), NULL);
}

static void
dt_officer_finalize (GObject *object)
{
  DtOfficer *self = DT_OFFICER (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->title);
  G_OBJECT_CLASS (dt_officer_parent_class)->finalize (object);
}

static void
dt_officer_class_init (DtOfficerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_officer_finalize;
}

static void
dt_officer_init (DtOfficer *self)
{
}

/**
 * dt_officer_new:
 *
 * Returns: (transfer full): an empty record for its maker to fill
 */
DtOfficer *
dt_officer_new (void)
{
  return g_object_new (dt_officer_get_type (), NULL);
}

static void
dt_conflict_finalize (GObject *object)
{
  DtConflict *self = DT_CONFLICT (object);

  g_free (self->id);
  g_free (self->field);
  g_free (self->values[0]);
  g_free (self->values[1]);
  g_free (self->shown[0]);
  g_free (self->shown[1]);
  g_free (self->actor_names[0]);
  g_free (self->actor_names[1]);
  G_OBJECT_CLASS (dt_conflict_parent_class)->finalize (object);
}

static void
dt_conflict_class_init (DtConflictClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_conflict_finalize;
}

static void
dt_conflict_init (DtConflict *self)
{
}

/**
 * dt_conflict_new:
 *
 * Returns: (transfer full): an empty record for its maker to fill
 */
DtConflict *
dt_conflict_new (void)
{
  return g_object_new (dt_conflict_get_type (), NULL);
}

static void
dt_set_aside_finalize (GObject *object)
{
  DtSetAside *self = DT_SET_ASIDE (object);

  g_free (self->id);
  g_free (self->file_name);
  g_free (self->reason);
  g_free (self->detail);
  g_free (self->raw);
  G_OBJECT_CLASS (dt_set_aside_parent_class)->finalize (object);
}

static void
dt_set_aside_class_init (DtSetAsideClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_set_aside_finalize;
}

static void
dt_set_aside_init (DtSetAside *self)
{
}

/**
 * dt_set_aside_new:
 *
 * Returns: (transfer full): an empty record for its maker to fill
 */
DtSetAside *
dt_set_aside_new (void)
{
  return g_object_new (dt_set_aside_get_type (), NULL);
}

static void
dt_case_file_finalize (GObject *object)
{
  DtCaseFile *self = DT_CASE_FILE (object);

  g_clear_object (&self->a_case);
  g_clear_pointer (&self->citizens, g_ptr_array_unref);
  g_clear_pointer (&self->timeline, g_ptr_array_unref);
  g_clear_pointer (&self->other_cases, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->merged, g_ptr_array_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->courses, g_ptr_array_unref);
  g_clear_pointer (&self->replies, g_ptr_array_unref);
  G_OBJECT_CLASS (dt_case_file_parent_class)->finalize (object);
}

static void
dt_case_file_class_init (DtCaseFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_case_file_finalize;
}

static void
dt_case_file_init (DtCaseFile *self)
{
  self->citizens = g_ptr_array_new_with_free_func (g_object_unref);
  self->timeline = g_ptr_array_new_with_free_func (g_object_unref);
  self->other_cases = g_ptr_array_new_with_free_func (g_object_unref);
  self->links = g_ptr_array_new_with_free_func (g_object_unref);
  self->merged = g_ptr_array_new_with_free_func (g_object_unref);
  self->conflicts = g_ptr_array_new_with_free_func (g_object_unref);
  self->courses = g_ptr_array_new_with_free_func ((GDestroyNotify) dt_case_course_free);
  self->replies = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * dt_case_file_new:
 *
 * Returns: (transfer full): an empty record for its maker to fill
 */
DtCaseFile *
dt_case_file_new (void)
{
  return g_object_new (dt_case_file_get_type (), NULL);
}

/* Of the case itself, not of one that was merged into it. */
static gboolean
is_own_event (const DtTimelineItem *item, const char *kind)
{
  return item->type == DT_TIMELINE_EVENT && item->case_code == NULL
         && g_strcmp0 (item->kind, kind) == 0;
}

/**
 * dt_case_file_find_request:
 * @self: a case whole
 *
 * Returns: (transfer none) (nullable): the row of the timeline that asked for the extension that is
 *   open
 */
DtTimelineItem *
dt_case_file_find_request (DtCaseFile *self)
{
  const char *clock;

  g_return_val_if_fail (DT_IS_CASE_FILE (self), NULL);

  if (self->a_case->request < 0)
    return NULL;
  clock = dt_deadline_clock_to_nick ((DtDeadlineClock) self->a_case->request);
  for (guint i = self->timeline->len; i > 0; i--)
    {
      DtTimelineItem *item = self->timeline->pdata[i - 1];

      if ((is_own_event (item, "deadline.requested") || is_own_event (item, "deadline.restored"))
          && g_strcmp0 (item->field, clock) == 0)
        return item;
    }
  return NULL;
}

/* The same clock, and the same day promised with it. */
static gboolean
is_like (gconstpointer a, gconstpointer b)
{
  const DtTimelineItem *x = a;
  const DtTimelineItem *y = b;

  return g_strcmp0 (x->field, y->field) == 0 && g_strcmp0 (x->to, y->to) == 0;
}

/**
 * dt_case_file_find_extension:
 * @self: a case whole
 *
 * Returns: (transfer none) (nullable): the last extension that was not undone
 */
DtTimelineItem *
dt_case_file_find_extension (DtCaseFile *self)
{
  g_autoptr (GPtrArray) undone = g_ptr_array_new ();

  g_return_val_if_fail (DT_IS_CASE_FILE (self), NULL);

  for (guint i = self->timeline->len; i > 0; i--)
    {
      DtTimelineItem *item = self->timeline->pdata[i - 1];
      guint at;

      if (is_own_event (item, "deadline.unextended"))
        g_ptr_array_add (undone, item);
      else if (is_own_event (item, "deadline.extended"))
        {
          if (!g_ptr_array_find_with_equal_func (undone, item, is_like, &at))
            return item;
          g_ptr_array_remove_index (undone, at);
        }
    }
  return NULL;
}
