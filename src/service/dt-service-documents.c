/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents with what the service knows about the unit and the desk filled in. Main thread. */
#include "service/dt-service.h"

#include "documents/dt-receipt-document.h"

/**
 * dt_service_receipt_to_html:
 * @self: a service
 * @a_case: whose receipt
 * @promise: what issuing the receipt gave
 * @roll: on an 80 mm roll instead of A5
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the page
 */
char *
dt_service_receipt_to_html (
    DtService *self, DtCase *a_case, const char *promise, gboolean roll, GError **error)
{
  g_return_val_if_fail (DT_IS_SERVICE (self) && DT_IS_CASE (a_case) && promise != NULL, NULL);

  const DtUnit *unit = dt_service_get_unit (self);
  DtOfficer *officer = dt_service_get_officer (self);
  const DtReceiptValues values = {
    .a_case = a_case,
    .unit_name = unit->name,
    .province = unit->province,
    .unit_address = dt_service_get_setting (self, "unit.address"),
    .unit_phone = dt_service_get_setting (self, "unit.phone"),
    .work_hours = dt_service_get_setting (self, "unit.hours"),
    .counter = dt_service_get_setting (self, "desk.counter"),
    .officer_name = officer != NULL ? officer->name : "",
    .promise = promise,
    .demo = dt_service_is_demo (self),
  };

  return dt_receipt_document_to_html (&values, roll ? DT_PAPER_ROLL_80 : DT_PAPER_A5, error);
}
