/* test-schema-merge.c: how much work ccp-schema-merge.c makes of large schemas
 *
 * The source is included, so that what it does can be counted: a time would tell nothing
 * on a machine that does other things as well.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>
#include <string.h>

static guint64 n_steps;

static gboolean
count_equal (gconstpointer a, gconstpointer b)
{
  n_steps++;
  return strcmp (a, b) == 0;
}

static int
count_compared (const void *a, const void *b, gsize length)
{
  n_steps += length;
  return memcmp (a, b, length);
}

static gboolean
count_next (CcpJsonIter *iter, CcpJsonValue *name, CcpJsonValue *value)
{
  n_steps++;
  return ccp_json_iter_next (iter, name, value);
}

static CcpJsonValue
count_member (const CcpJsonValue *object, const char *name)
{
  n_steps += ccp_json_value_get_length (object);
  return ccp_json_value_member (object, name);
}

#undef g_str_equal
#define g_str_equal count_equal
#define memcmp count_compared
#define ccp_json_iter_next count_next
#define ccp_json_value_member count_member
#undef G_LOG_DOMAIN
#include "src/libccproxy/ccp-schema-merge.c"

#define N_PROPERTIES 20000
#define N_BRANCHES 5000

typedef void (*WriteFunc) (GString *text);

typedef struct
{
  const char *name;
  WriteFunc write;
  guint n_properties;
  guint n_required;
} Case;

static void
write_names (GString *text, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s\"p%u\"", i > 0 ? "," : "", i);
}

static void
write_properties (GString *text, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s\"p%u\":{\"const\":%u}", i > 0 ? "," : "", i, i);
}

static void
write_many_properties (GString *text)
{
  g_string_append (text, "{\"allOf\":[],\"properties\":{");
  write_properties (text, N_PROPERTIES);
  g_string_append (text, "},\"required\":[");
  write_names (text, N_PROPERTIES);
  g_string_append (text, "]}");
}

static void
write_many_branches (GString *text)
{
  g_string_append (text, "{\"allOf\":[");
  for (guint i = 0; i < N_BRANCHES; i++)
    g_string_append_printf (text,
                            "%s{\"properties\":{\"p%u\":{},\"same\":{\"const\":%u}},"
                            "\"required\":[\"p%u\",\"same\"]}",
                            i > 0 ? "," : "",
                            i,
                            i,
                            i);
  g_string_append (text, "]}");
}

/* each branch requires one name less than the one before */
static void
write_shrinking_choice (GString *text)
{
  g_string_append (text, "{\"anyOf\":[");
  for (guint i = 0; i < 400; i++)
    {
      g_string_append (text, i > 0 ? ",{\"required\":[" : "{\"required\":[");
      write_names (text, 400 - i);
      g_string_append (text, "]}");
    }
  g_string_append (text, "]}");
}

static void
write_many_references (GString *text)
{
  g_string_append (text, "{\"$defs\":{\"d\":{\"properties\":{");
  write_properties (text, N_PROPERTIES);
  g_string_append (text, "},\"required\":[");
  write_names (text, N_PROPERTIES);
  g_string_append (text, "]}},\"oneOf\":[");
  for (guint i = 0; i < N_BRANCHES; i++)
    g_string_append (text,
                     i > 0 ? ",{\"$ref\":\"#/$defs/d\"}" : "{\"$ref\":\"#/$defs/d\"}");
  g_string_append (text, "]}");
}

static void
write_many_definitions (GString *text)
{
  g_string_append (text, "{\"definitions\":{");
  write_properties (text, N_BRANCHES);
  g_string_append (text, "},\"anyOf\":[");
  for (guint i = 0; i < N_BRANCHES; i++)
    g_string_append_printf (text,
                            "%s{\"$ref\":\"#/definitions/p%u\"}",
                            i > 0 ? "," : "",
                            i);
  g_string_append (text, "]}");
}

static const Case cases[] = {
  { "20000-properties", write_many_properties, N_PROPERTIES, N_PROPERTIES },
  { "5000-branches", write_many_branches, N_BRANCHES + 1, N_BRANCHES + 1 },
  { "shrinking-choice", write_shrinking_choice, 0, 1 },
  { "5000-references-to-one", write_many_references, N_PROPERTIES, N_PROPERTIES },
  { "5000-definitions", write_many_definitions, 0, 0 },
};

static void
test_linear (gconstpointer data)
{
  const Case *wanted = data;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CcpJson) json = NULL;
  g_autoptr (CcpSchemaMerge) merge = NULL;
  CcpJsonValue root;

  wanted->write (text);
  json = ccp_json_new_from_text (text->str, (gssize) text->len, NULL);
  g_assert_nonnull (json);
  ccp_json_get_root (json, &root);
  n_steps = 0;
  merge = ccp_schema_merge_new (&root);

  g_assert_cmpuint (merge->properties->len, ==, wanted->n_properties);
  g_assert_cmpuint (merge->required->len, ==, wanted->n_required);
  g_assert_cmpuint (n_steps, >, 0);
  g_assert_cmpuint (n_steps, <=, 2 * text->len);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/schema-merge/linear/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_linear);
    }

  return g_test_run ();
}
