/* test-class-alias.c: what a transformer is given that is written by another name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-class-alias.h"

typedef struct
{
  const char *name;
  const char *keys; /* of the group */
  const char *params;
  const char *expected;
} Case;

static const Case cases[] = {
  { "nothing", "", "{}", "{}" },
  { "own-alone", "", "{\"a\":1}", "{\"a\":1}" },
  { "of-the-alias", "Params={\"a\":1}\n", "{}", "{\"a\":1}" },
  { "own-go-before",
    "Params={\"a\":1,\"b\":[1.50]}\n",
    "{\"a\":2,\"c\":3}",
    "{\"b\":[1.50],\"a\":2,\"c\":3}" },
  { "null-is-as-if-it-were-not-there",
    "Params={\"a\":1}\n",
    "{\"a\":null,\"b\":2}",
    "{\"a\":1,\"b\":2}" },
  { "wrapped", "Wrap=body\n", "{\"a\":1}", "{\"body\":{\"a\":1}}" },
  { "nothing-is-not-wrapped", "Wrap=body\n", "{}", "{}" },
  { "wrapped-goes-together",
    "Wrap=body\nParams={\"body\":{\"a\":1,\"b\":2},\"deep\":true}\n",
    "{\"b\":3,\"c\":null}",
    "{\"deep\":true,\"body\":{\"a\":1,\"b\":3,\"c\":null}}" },
};

static CcpClassAlias *
read_alias (const char *keys)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = g_strconcat ("[Alias a]\nClass=T\n", keys, NULL);
  g_autoptr (GError) error = NULL;
  CcpClassAlias *alias = NULL;

  g_assert_true (g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, &error));
  alias = ccp_class_alias_new_from_key_file (file, "Alias a", "a", &error);
  g_assert_no_error (error);
  return alias;
}

static void
test_apply (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CcpClassAlias) alias = read_alias (c->keys);
  g_autoptr (CcpJson) params = ccp_json_new_from_text (c->params, -1, NULL);

  g_autoptr (CcpJson) applied = ccp_class_alias_apply (alias, params);
  GBytes *bytes = ccp_json_get_bytes (applied);
  g_autofree char *shown =
      g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpstr (shown, ==, c->expected);
}

static void
test_names (void)
{
  g_assert_true (ccp_class_alias_is_name ("vertex-gemini"));
  g_assert_true (ccp_class_alias_is_name ("OpenAI_2"));
  g_assert_false (ccp_class_alias_is_name (""));
  g_assert_false (ccp_class_alias_is_name ("a.b"));
  g_assert_false (ccp_class_alias_is_name ("a b"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/class-alias/apply/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_apply);
    }
  g_test_add_func ("/class-alias/names", test_names);

  return g_test_run ();
}
