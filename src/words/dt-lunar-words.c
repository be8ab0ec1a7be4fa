/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the lunar calendar. They are Vietnamese in any language. Any thread. */
#include "words/dt-lunar-words.h"

#include <glib/gi18n.h>

static const char *const stems[]
    = { "Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý" };
static const char *const branches[]
    = { "Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi" };
static const char *const months[] = { "Giêng", "Hai", "Ba",   "Tư",   "Năm",      "Sáu",
                                      "Bảy",   "Tám", "Chín", "Mười", "Mười Một", "Chạp" };

/**
 * dt_lunar_words_can_chi:
 * @self: a place in the cycle of sixty
 *
 * Returns: (transfer full): its name
 */
char *
dt_lunar_words_can_chi (DtCanChi self)
{
  g_return_val_if_fail (self.stem >= 0 && self.stem < 10 && self.branch >= 0 && self.branch < 12,
                        NULL);

  return g_strdup_printf ("%s %s", stems[self.stem], branches[self.branch]);
}

/**
 * dt_lunar_words_month:
 * @month: 1 to 12
 *
 * Returns: its name
 */
const char *
dt_lunar_words_month (int month)
{
  g_return_val_if_fail (month >= 1 && month <= 12, NULL);

  return months[month - 1];
}

/**
 * dt_lunar_words_date:
 * @lunar: a lunar date
 *
 * Returns: (transfer full): it as people say it
 */
char *
dt_lunar_words_date (const DtLunarDate *lunar)
{
  g_autofree char *year = NULL;

  g_return_val_if_fail (lunar != NULL, NULL);

  year = dt_lunar_words_can_chi (dt_can_chi_of_year (lunar->year));
  /* Translators: day of the month, the month's and the year's Vietnamese name. */
  return g_strdup_printf (lunar->leap ? _ ("day %d of leap month %s, year %s")
                                      : _ ("day %d of month %s, year %s"),
                          lunar->day,
                          dt_lunar_words_month (lunar->month),
                          year);
}
