/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The template engine: escaping, sections, lists, and mistakes with their place. */
#include "documents/dt-template.h"

#include "base/dt-error.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *expected; /* the document, or the error's message if it begins with "!" */
} TemplateRow;

static const TemplateRow rows[] = {
  { "plain", "a { b } c", "a { b } c" },
  { "value", "<p>{{name}}</p>", "<p>Trần Thị Hoa</p>" },
  { "blanks in a tag", "{{ name }}", "Trần Thị Hoa" },
  { "escaped",
    "{{evil}}",
    "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &apos;x&apos;" },
  { "escaped in an attribute", "<a title=\"{{quote}}\">", "<a title=\"&quot; onclick=&quot;x\">" },
  { "a value is no template", "{{braces}}", "{{name}}" },
  { "markup of our own", "{{svg}}", "<svg></svg>" },
  { "empty value", "[{{empty}}{{none}}]", "[]" },
  { "section shown", "{{#name}}<{{name}}>{{/name}}", "<Trần Thị Hoa>" },
  { "section not shown", "a{{#empty}}b{{unknown}}{{/empty}}c", "ac" },
  { "opposite", "{{^empty}}nothing{{/empty}}{{^name}}no{{/name}}", "nothing" },
  { "list", "{{#rows}}{{n}}{{name}};{{/rows}}", "1Trần Thị Hoa;2Nam;" },
  { "empty list", "[{{#no_rows}}{{n}}{{/no_rows}}]", "[]" },
  { "list there", "{{#rows}}{{#name}}x{{/name}}{{/rows}}", "xx" },
  { "unknown name", "a\nđường {{nam}}", "!Template line 2, column 7: there is no value “nam”" },
  { "not ended",
    "{{#name}}x",
    "!Template line 1, column 10: “{{#name}}” before this is not ended" },
  { "hidden and not ended",
    "{{#empty}}x",
    "!Template line 1, column 1: “{{#empty}}” is not ended" },
  { "ended wrongly",
    "{{#name}}x{{/nom}}",
    "!Template line 1, column 11: “{{/nom}}” ends nothing here" },
  { "ended without begin",
    "x{{/name}}",
    "!Template line 1, column 2: “{{/name}}” ends nothing here" },
  { "open tag", "x {{name", "!Template line 1, column 3: “{{” without “}}”" },
  { "no name", "{{}}", "!Template line 1, column 1: “” is no name" },
  { "tag over a line", "{{a\nb}}", "!Template line 1, column 1: “a\nb” is no name" },
};

static DtTemplateValues *
make_values (void)
{
  DtTemplateValues *values = dt_template_values_new ();
  DtTemplateValues *item;

  dt_template_values_set (values, "name", "Trần Thị Hoa");
  dt_template_values_set (values, "evil", "<script>alert(\"1\")</script> & 'x'");
  dt_template_values_set (values, "quote", "\" onclick=\"x");
  dt_template_values_set (values, "braces", "{{name}}");
  dt_template_values_set (values, "empty", "");
  dt_template_values_set (values, "none", NULL);
  dt_template_values_set (values, "no_rows", NULL);
  dt_template_values_set_markup (values, "svg", "<svg></svg>");
  item = dt_template_values_add_item (values, "rows");
  dt_template_values_set (item, "n", "1");
  item = dt_template_values_add_item (values, "rows");
  dt_template_values_set (item, "n", "2");
  dt_template_values_set (item, "name", "Nam");
  return values;
}

static void
test_template (gconstpointer data)
{
  const TemplateRow *row = data;
  g_autoptr (DtTemplateValues) values = make_values ();
  g_autoptr (GError) error = NULL;
  g_autofree char *document = dt_template_render (row->text, values, &error);

  if (row->expected[0] == '!')
    {
      g_assert_null (document);
      g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, row->expected + 1);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (document, ==, row->expected);
}

static void
test_deep (void)
{
  g_autoptr (DtTemplateValues) values = make_values ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "{{#name}}");
  g_assert_null (dt_template_render (text->str, values, &error));
  g_assert_error (error, DT_ERROR, DT_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/template/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_template);
    }
  g_test_add_func ("/template/deep", test_deep);
  return g_test_run ();
}
