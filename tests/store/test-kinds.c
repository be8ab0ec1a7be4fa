/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What facts and payloads may hold; and the reader of both. */
#include "store/dt-kinds.h"

#include "store/dt-fields.h"

#include <string.h>

#define ID "0190aaaa000000010000000000000001"
#define HASH "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define OPENED "\"code\":\"HS-2026-0412\",\"channel\":\"zalo\",\"kind\":\"feedback\",\"received\":5"

typedef struct
{
  const char *name;
  const char *kind;
  const char *facts;
  const char *payload;
  gboolean ok;
} Row;

static const Row rows[] = {
  { "opened", "case.opened", "{" OPENED "}", NULL, TRUE },
  { "opened-whole",
    "case.opened",
    "{" OPENED ",\"priority\":\"high\",\"message\":\"" ID "\",\"field\":\"health\",\"group\":"
    "\"Khu phố 4\",\"citizens\":[\"" ID "\"],\"external\":\"" HASH "\",\"import\":\"" ID
    "\",\"status\":\"answered\",\"split_from\":\"" ID "\",\"attachments\":[{\"hash\":\"" HASH
    "\",\"size\":3,\"type\":\"image/svg+xml\"}],\"seen\":[\"" HASH "\"]}",
    "{\"title\":\"a\",\"text\":\"b\",\"author\":null,\"place\":\"c\",\"names\":[\"d\",null]}",
    TRUE },
  { "invited", "desk.invited", "{\"desk\":2,\"key\":\"" HASH "\"}", NULL, TRUE },
  { "joined",
    "desk.joined",
    "{\"unit\":\"26740\",\"desk\":2,\"demo\":false,\"key\":\"" HASH "\",\"invitation\":\"" ID
    "\",\"proof\":\"" HASH HASH "\"}",
    NULL,
    TRUE },
  { "joined-short-proof",
    "desk.joined",
    "{\"unit\":\"26740\",\"desk\":2,\"key\":\"" HASH "\",\"invitation\":\"" ID
    "\",\"proof\":\"" HASH "\"}",
    NULL,
    FALSE },
  { "removed", "desk.removed", "{\"last\":7}", NULL, TRUE },
  { "witnessed",
    "desk.witnessed",
    "{\"epoch\":\"00000001-0000-4000-8000-000000000000\",\"day\":20770,\"size\":3,\"root\":\"" HASH
    "\",\"heads\":{\"" ID "\":3}}",
    NULL,
    TRUE },
  { "witnessed-text",
    "desk.witnessed",
    "{\"epoch\":\"1\",\"day\":1,\"size\":3,\"root\":\"" HASH "\",\"heads\":{\"Trần Hoa\":3}}",
    NULL,
    FALSE },
  { "unknown-kind", "case.exploded", "{}", NULL, FALSE },
  { "missing", "case.opened", "{\"code\":\"HS-2026-0412\"}", NULL, FALSE },
  { "unknown-fact", "case.opened", "{" OPENED ",\"name\":\"Trần Thị Hoa\"}", NULL, FALSE },
  { "unknown-payload", "case.opened", "{" OPENED "}", "{\"colour\":\"red\"}", FALSE },
  { "text-in-facts", "case.opened", "{" OPENED ",\"text\":\"x\"}", NULL, FALSE },
  { "bad-channel",
    "case.opened",
    "{\"code\":\"A\",\"channel\":\"owl\",\"kind\":\"feedback\",\"received\":5}",
    NULL,
    FALSE },
  { "bad-time",
    "case.opened",
    "{\"code\":\"A\",\"channel\":\"zalo\",\"kind\":\"feedback\",\"received\":\"5\"}",
    NULL,
    FALSE },
  { "code-with-name",
    "case.opened",
    "{\"code\":\"Trần Hoa\",\"channel\":\"zalo\",\"kind\":\"feedback\",\"received\":5}",
    NULL,
    FALSE },
  { "group-with-phone", "case.opened", "{" OPENED ",\"group\":\"Tổ 4, 0912345678\"}", NULL, FALSE },
  { "group-with-mail", "case.opened", "{" OPENED ",\"group\":\"a@b.vn\"}", NULL, FALSE },
  { "bad-attachment",
    "case.opened",
    "{" OPENED ",\"attachments\":[{\"hash\":\"x\"}]}",
    NULL,
    FALSE },
  { "attachment-name",
    "case.opened",
    "{" OPENED ",\"attachments\":[{\"hash\":\"" HASH
    "\",\"size\":3,\"type\":\"a/b\",\"name\":\"Hoa.jpg\"}]}",
    NULL,
    FALSE },
  { "no-json", "case.opened", "{" OPENED, NULL, FALSE },
  { "array", "case.opened", "[]", NULL, FALSE },
  { "payload-number", "case.opened", "{" OPENED "}", "{\"text\":5}", FALSE },
  { "set",
    "case.set",
    "{\"set\":{\"kind\":\"complaint\",\"field\":null,\"priority\":\"urgent\",\"group\":\"Tổ 1\"}}",
    "{\"title\":null}",
    TRUE },
  { "set-unknown", "case.set", "{\"set\":{\"colour\":\"red\"}}", NULL, FALSE },
  { "set-bad-kind", "case.set", "{\"set\":{\"kind\":\"x\"}}", NULL, FALSE },
  { "status",
    "case.status",
    "{\"from\":\"received\",\"to\":\"refused\",\"ground\":\"not_ours\"}",
    "{\"reason\":\"x\"}",
    TRUE },
  { "assigned-none", "case.assigned", "{\"officer\":null,\"from\":\"" ID "\"}", NULL, TRUE },
  { "assigned-name", "case.assigned", "{\"officer\":\"Lê Minh\"}", NULL, FALSE },
  { "roles", "officer.added", "{\"roles\":[\"officer\",\"leader\"]}", "{\"name\":\"x\"}", TRUE },
  { "roles-bad", "officer.added", "{\"roles\":[\"king\"]}", NULL, FALSE },
  { "citizen", "citizen.added", NULL, "{\"name\":\"Hoa\",\"phone\":\"0912345678\"}", TRUE },
  { "citizen-in-facts", "citizen.added", "{\"name\":\"Hoa\"}", NULL, FALSE },
  { "resolved-officer",
    "conflict.resolved",
    "{\"field\":\"assignee\",\"value\":\"" ID "\"}",
    NULL,
    TRUE },
  { "requested",
    "deadline.requested",
    "{\"clock\":\"answer\",\"until\":5}",
    "{\"reason\":\"x\"}",
    TRUE },
  { "requested-without-clock", "deadline.requested", "{\"until\":5}", NULL, FALSE },
  { "requested-reason-in-facts",
    "deadline.requested",
    "{\"clock\":\"answer\",\"reason\":\"Hoa\"}",
    NULL,
    FALSE },
  { "declined", "deadline.declined", "{\"clock\":\"acknowledge\"}", "{\"reason\":null}", TRUE },
  { "declined-bad-clock", "deadline.declined", "{\"clock\":\"sand\"}", NULL, FALSE },
  { "restored", "deadline.restored", "{\"clock\":\"answer\",\"officer\":\"" ID "\"}", NULL, TRUE },
  { "restored-name",
    "deadline.restored",
    "{\"clock\":\"answer\",\"officer\":\"Hoa\"}",
    NULL,
    FALSE },
  { "promise-undone", "deadline.promised", "{\"until\":0,\"undo\":true}", NULL, TRUE },
  { "notice", "notice.issued", "{\"entry\":\"" HASH "\"}", NULL, TRUE },
  { "notice-of-nothing", "notice.issued", "{}", NULL, FALSE },
  { "reply",
    "reply.submitted",
    "{\"reply\":\"" ID "\",\"channel\":\"zalo\",\"outcome\":\"answer\",\"content\":\"" HASH
    "\",\"form\":\"ong\",\"templates\":[\"hen_ngay\"],\"round\":1,\"asked\":\"" ID "\"}",
    "{\"text\":\"x\",\"recipients\":[{\"name\":\"Hoa\"}]}",
    TRUE },
  { "reply-text-in-facts",
    "reply.saved",
    "{\"reply\":\"" ID "\",\"channel\":\"zalo\",\"outcome\":\"answer\",\"content\":\"" HASH
    "\",\"text\":\"x\"}",
    NULL,
    FALSE },
  { "reply-bad-outcome",
    "reply.saved",
    "{\"reply\":\"" ID "\",\"channel\":\"zalo\",\"outcome\":\"maybe\",\"content\":\"" HASH "\"}",
    NULL,
    FALSE },
  { "reply-sent", "reply.sent", "{\"reply\":\"" ID "\",\"at\":5}", "{\"place\":\"x\"}", TRUE },
  { "reply-sent-place-in-facts",
    "reply.sent",
    "{\"reply\":\"" ID "\",\"at\":5,\"place\":\"x\"}",
    NULL,
    FALSE },
  { "import",
    "import.finished",
    "{\"format\":\"csv\",\"file\":\"" HASH
    "\",\"read\":1,\"cases\":1,\"joined\":0,\"set_aside\":0,\"unchanged\":0}",
    "{\"file_name\":\"x\"}",
    TRUE },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  DtEntryDraft draft = { row->kind, ID, row->facts, row->payload, 0 };
  g_autoptr (GError) error = NULL;
  gboolean ok = dt_kind_validate (&draft, &error);

  g_assert_cmpint (ok, ==, row->ok);
  if (!ok)
    {
      g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
      /* The message may go to a log. */
      g_assert_null (strstr (error->message, "Hoa"));
      g_assert_null (strstr (error->message, "0912345678"));
    }
}

static void
test_subject (void)
{
  DtEntryDraft draft = { "case.opened", "Trần Thị Hoa", "{" OPENED "}", NULL, 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (dt_kind_validate (&draft, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
}

/* ---- the reader of JSON ---- */

static void
test_fields (void)
{
  static const char text[]
      = " { \"a\" : \"x\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0111\\ud83d\\ude00\\ud800\" , \"b\":-12, \"c\":"
        "1.5e3,\"d\":[1, \"two\" ,{\"e\":null}],\"f\":true,\"g\":false,\"h\":null,\"i\":{\"j\":"
        "\"k\"}, \"big\":99999999999999999999999999}";
  DtFields fields, inner;
  DtFieldsIter iter;
  DtFieldValue value;
  g_autofree char *a = NULL;
  g_autofree char *two = NULL;
  char small[4];

  g_assert_true (dt_fields_parse (&fields, text, -1));
  a = dt_fields_dup_string (&fields, "a");
  g_assert_cmpstr (a, ==, "x\"\\/\b\f\n\r\tđ\xf0\x9f\x98\x80\xef\xbf\xbd");
  g_assert_cmpint (dt_fields_get_int (&fields, "b", 0), ==, -12);
  g_assert_cmpint (dt_fields_get_int (&fields, "c", 7), ==, 7);
  g_assert_cmpint (dt_fields_get_int (&fields, "big", 7), ==, 7);
  g_assert_true (dt_fields_get_boolean (&fields, "f", FALSE));
  g_assert_false (dt_fields_get_boolean (&fields, "g", TRUE));
  g_assert_true (dt_fields_get_boolean (&fields, "h", TRUE));
  g_assert_true (dt_fields_has (&fields, "h"));
  g_assert_null (dt_fields_dup_string (&fields, "h"));
  g_assert_null (dt_fields_dup_string (&fields, "nothing"));
  g_assert_true (dt_fields_get_object (&fields, "i", &inner));
  g_assert_true (dt_fields_copy_string (&inner, "j", small, sizeof small));
  g_assert_cmpstr (small, ==, "k");
  g_assert_false (dt_fields_copy_string (&fields, "a", small, sizeof small));
  g_assert_cmpstr (small, ==, "");
  dt_fields_iter_init (&iter, &fields, "d");
  g_assert_true (dt_fields_iter_next (&iter, &value));
  g_assert_true (dt_fields_iter_next (&iter, &value));
  two = dt_field_value_dup_string (&value);
  g_assert_cmpstr (two, ==, "two");
  g_assert_true (dt_fields_iter_next (&iter, &value));
  g_assert_true (dt_field_value_parse (&value, &inner));
  g_assert_false (dt_fields_iter_next (&iter, &value));
  dt_fields_iter_init (&iter, &fields, "a");
  g_assert_false (dt_fields_iter_next (&iter, &value));
  g_assert_true (dt_fields_parse (&fields, NULL, -1));
  g_assert_true (dt_fields_parse (&fields, "{}", -1));
  g_assert_cmpuint (fields.n, ==, 0);
}

static void
test_fields_bad (void)
{
  static const char *texts[] = { "",
                                 "{",
                                 "{}x",
                                 "{\"a\"}",
                                 "{\"a\":}",
                                 "{\"a\":1,}",
                                 "{a:1}",
                                 "{\"a\":01x}",
                                 "{\"a\":\"\n\"}",
                                 "{\"a\":\"\\x\"}",
                                 "{\"a\":tru}",
                                 "{\"a\":[1,]}",
                                 "{\"a\":[}",
                                 "{\"a\":\"\\u12\"}",
                                 "[]",
                                 "null",
                                 "{\"a\":1 \"b\":2}",
                                 "{\"a\":-}",
                                 "{\"a\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}" };
  DtFields fields;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_false (dt_fields_parse (&fields, texts[i], -1));
      g_assert_cmpuint (fields.n, ==, 0);
    }
}

static void
test_fields_random (void)
{
  static const char *pieces[] = { "{", "}", "[",  "]", "\"", ":",    ",",    "a", "1", "-",
                                  ".", "e", "\\", "u", "00", "true", "null", " ", "đ", "\xff" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  DtFields fields;

  for (guint i = 0; i < 50000; i++)
    {
      g_autoptr (GString) text = g_string_new ("{\"a\":");

      for (gint j = g_rand_int_range (rand, 0, 16); j > 0; j--)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      if (i % 2)
        g_string_append_c (text, '}');
      if (dt_fields_parse (&fields, text->str, (gssize) text->len))
        for (guint j = 0; j < fields.n; j++)
          {
            g_autofree char *string = dt_field_value_dup_string (&fields.values[j]);

            g_assert_true (string == NULL || g_utf8_validate (string, -1, NULL));
          }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/kinds/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/kinds/subject", test_subject);
  g_test_add_func ("/fields/read", test_fields);
  g_test_add_func ("/fields/bad", test_fields_bad);
  g_test_add_func ("/fields/random", test_fields_random);
  return g_test_run ();
}
