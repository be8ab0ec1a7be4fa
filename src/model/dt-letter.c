/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The closed lists of letters and the record of one. Any thread. */
#include "model/dt-letter.h"

#include "base/dt-text.h"
#include "model/dt-nicks.h"

#include <string.h>

static const char *const form_nicks[DT_N_LETTER_FORMS]
    = { "reply", "notice", "invitation", "transfer" };
static const char *const authority_nicks[DT_N_AUTHORITIES]
    = { "collective", "acting", "deputy", "order", "mandate", "plain" };

DT_DEFINE_NICKS (letter_form, DtLetterForm, form_nicks)
DT_DEFINE_NICKS (authority, DtAuthority, authority_nicks)

/**
 * dt_authority_guess:
 * @position: (nullable): what somebody is in the office
 *
 * Returns: by what right they sign its letters; whoever is no leader does so on the head's order
 */
DtAuthority
dt_authority_guess (const char *position)
{
  static const struct
  {
    const char *begin; /* folded */
    DtAuthority authority;
  } rows[] = {
    { "chu tich", DT_AUTHORITY_COLLECTIVE },
    { "quyen chu tich", DT_AUTHORITY_ACTING },
    { "q. chu tich", DT_AUTHORITY_ACTING },
    { "pho chu tich", DT_AUTHORITY_DEPUTY },
  };
  g_autofree char *folded = position != NULL ? dt_text_fold (position, -1) : NULL;

  if (folded == NULL || *folded == '\0')
    return DT_AUTHORITY_COLLECTIVE;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_has_prefix (folded, rows[i].begin))
      return rows[i].authority;
  return DT_AUTHORITY_ORDER;
}

/* ---- a letter ---- */

G_DEFINE_FINAL_TYPE (DtLetter, dt_letter, G_TYPE_OBJECT)

static void
dt_letter_finalize (GObject *object)
{
  DtLetter *self = DT_LETTER (object);

  g_free (self->id);
  g_free (self->part);
  g_free (self->to);
  g_free (self->about);
  g_free (self->text);
  g_free (self->receivers);
  g_free (self->signer);
  g_free (self->position);
  g_free (self->case_id);
  g_free (self->case_code);
  g_free (self->reply_id);
  g_free (self->notice);
  g_free (self->officer_name);
  g_free (self->reason);
  G_OBJECT_CLASS (dt_letter_parent_class)->finalize (object);
}

static void
dt_letter_class_init (DtLetterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_letter_finalize;
}

static void
dt_letter_init (DtLetter *self)
{
}

/**
 * dt_letter_new:
 *
 * Returns: (transfer full): a letter to be filled
 */
DtLetter *
dt_letter_new (void)
{
  return g_object_new (DT_TYPE_LETTER, NULL);
}

/**
 * dt_letter_copy:
 * @self: a letter
 *
 * Returns: (transfer full): the same once more, to be changed before it is handed on
 */
DtLetter *
dt_letter_copy (DtLetter *self)
{
  DtLetter *copy;

  g_return_val_if_fail (DT_IS_LETTER (self), NULL);

  copy = dt_letter_new ();
  copy->id = g_strdup (self->id);
  copy->form = self->form;
  copy->year = self->year;
  copy->number = self->number;
  copy->part = g_strdup (self->part);
  copy->to = g_strdup (self->to);
  copy->about = g_strdup (self->about);
  copy->text = g_strdup (self->text);
  copy->receivers = g_strdup (self->receivers);
  copy->authority = self->authority;
  copy->signer = g_strdup (self->signer);
  copy->position = g_strdup (self->position);
  copy->issued = self->issued;
  copy->case_id = g_strdup (self->case_id);
  copy->case_code = g_strdup (self->case_code);
  copy->reply_id = g_strdup (self->reply_id);
  copy->notice = g_strdup (self->notice);
  copy->officer_name = g_strdup (self->officer_name);
  copy->doubled = self->doubled;
  copy->voided = self->voided;
  copy->reason = g_strdup (self->reason);
  copy->erased = self->erased;
  return copy;
}

/* ---- the register ---- */

G_DEFINE_FINAL_TYPE (DtLetterRegister, dt_letter_register, G_TYPE_OBJECT)

static void
dt_letter_register_finalize (GObject *object)
{
  DtLetterRegister *self = DT_LETTER_REGISTER (object);

  g_ptr_array_unref (self->letters);
  g_array_unref (self->gaps);
  g_array_unref (self->years);
  g_ptr_array_unref (self->desks);
  g_array_unref (self->desk_numbers);
  g_free (self->holder_id);
  G_OBJECT_CLASS (dt_letter_register_parent_class)->finalize (object);
}

static void
dt_letter_register_class_init (DtLetterRegisterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dt_letter_register_finalize;
}

static void
dt_letter_register_init (DtLetterRegister *self)
{
  self->letters = g_ptr_array_new_with_free_func (g_object_unref);
  self->gaps = g_array_new (FALSE, FALSE, sizeof (DtNumberGap));
  self->years = g_array_new (FALSE, FALSE, sizeof (int));
  self->desks = g_ptr_array_new_with_free_func (g_free);
  self->desk_numbers = g_array_new (FALSE, FALSE, sizeof (guint));
}

/**
 * dt_letter_register_new:
 *
 * Returns: (transfer full): a register to be filled
 */
DtLetterRegister *
dt_letter_register_new (void)
{
  return g_object_new (DT_TYPE_LETTER_REGISTER, NULL);
}
