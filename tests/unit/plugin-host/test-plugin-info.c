/* test-plugin-info.c: .plugin files, good and bad
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-plugin-info.h"

#include "plugin-fixture.h"

#define HEAD "[Plugin]\nName=p\nAbi=1\nLoader=c\nProvides=transformer:T;\n"

typedef struct
{
  const char *name;
  const char *text;
  const char *expected; /* after the path */
} Case;

static const Case cases[] = {
  { "not-a-key-file",
    "hello\n",
    "Key file contains line “hello” which is not a key-value pair, group, or comment" },
  { "no-group", "", "Key file does not have group “Plugin”" },
  { "no-name",
    "[Plugin]\nAbi=1\n",
    "Key file does not have key “Name” in group “Plugin”" },
  { "other-name",
    "[Plugin]\nName=q\nAbi=1\n",
    "Name: the file of \"q\" must be called q.plugin" },
  { "bad-name",
    "[Plugin]\nName=P q\nAbi=1\n",
    "Name: expected lower-case letters, digits and dashes, got \"P q\"" },
  { "no-abi",
    "[Plugin]\nName=p\n",
    "Key file does not have key “Abi” in group “Plugin”" },
  { "abi",
    "[Plugin]\nName=p\nAbi=2\nLoader=c\n",
    "Abi: the plugin was made for the plugin interface 2, this is 1" },
  { "no-loader",
    "[Plugin]\nName=p\nAbi=1\n",
    "Key file does not have key “Loader” in group “Plugin”" },
  { "module-elsewhere",
    "[Plugin]\nName=p\nAbi=1\nLoader=c\nModule=../x.so\n",
    "Module: expected the name of a file in the same folder, got \"../x.so\"" },
  { "no-provides",
    "[Plugin]\nName=p\nAbi=1\nLoader=c\n",
    "Key file does not have key “Provides” in group “Plugin”" },
  { "provides",
    "[Plugin]\nName=p\nAbi=1\nLoader=c\nProvides=filter:X;\n",
    "Provides: expected provider:NAME, transformer:NAME or router:NAME, got "
    "\"filter:X\"" },
  { "unknown-key", HEAD "Url=x\n", "unknown key \"Url\"; did you mean \"Urls\"?" },
  { "unknown-group",
    HEAD "[Options]\n",
    "unknown group [Options]; known here: [Plugin], [Option NAME], [Param CLASS.NAME], "
    "[Alias NAME], [Class NAME]" },
  { "alias-name",
    HEAD "[Alias a.b]\nClass=T\n",
    "[Alias a.b]: expected letters, digits, dashes and underscores as the name" },
  { "alias-without-class",
    HEAD "[Alias a]\nWrap=x\n",
    "[Alias a]: Key file does not have key “Class” in group “Alias a”" },
  { "alias-of-nothing",
    HEAD "[Alias a]\nClass=X\n",
    "[Alias a]: Class: expected a transformer of Provides, got \"X\"" },
  { "alias-key",
    HEAD "[Alias a]\nClass=T\nParam={}\n",
    "[Alias a]: unknown key \"Param\"; did you mean \"Params\"?" },
  { "alias-params-not-an-object",
    HEAD "[Alias a]\nClass=T\nParams=[1]\n",
    "[Alias a]: Params: expected an object" },
  { "alias-params-unknown",
    HEAD "[Alias a]\nClass=T\nParams={\"x\":1}\n",
    "[Alias a]: Params: x: unknown param; there are none" },
  { "alias-params-out-of-range",
    HEAD "[Alias a]\nClass=T\nParams={\"x\":1}\n[Param T.x]\nType=string\n",
    "[Alias a]: Params: x: expected a string" },
  { "alias-wrap",
    HEAD "[Alias a]\nClass=T\nWrap=y\n[Param T.yy]\nType=object\n",
    "[Alias a]: Wrap: y: unknown param; did you mean \"yy\"?" },
  { "class-of-nothing",
    HEAD "[Class X]\nDescription=x\n",
    "[Class X]: expected [Class NAME] with a class of Provides" },
  { "class-key",
    HEAD "[Class T]\nDescripton=x\n",
    "[Class T]: unknown key \"Descripton\"; did you mean \"Description\"?" },
  { "param-of-nothing",
    HEAD "[Param X.a]\nType=string\n",
    "[Param X.a]: expected [Param CLASS.NAME] with a class of Provides" },
  { "param-without-name",
    HEAD "[Param T]\nType=string\n",
    "[Param T]: expected [Param CLASS.NAME] with a class of Provides" },
  { "option-without-type",
    HEAD "[Option a]\nDefault=1\n",
    "[Option a]: Key file does not have key “Type” in group “Option a”" },
  { "option-type",
    HEAD "[Option a]\nType=float\n",
    "[Option a]: Type: expected one of boolean, integer, number, string, enum, "
    "string-list, list, object, target, targets, dialect, got \"float\"" },
  { "option-key",
    HEAD "[Option a]\nType=string\nDefaul=x\n",
    "[Option a]: unknown key \"Defaul\"; did you mean \"Default\"?" },
  { "enum-without-values",
    HEAD "[Option a]\nType=enum\n",
    "[Option a]: Values: an enum needs its values" },
  { "default-of-enum",
    HEAD "[Option a]\nType=enum\nValues=x;y;\nDefault=z\n",
    "[Option a]: Default: expected one of x, y" },
  { "default-out-of-range",
    HEAD "[Option a]\nType=integer\nMinimum=1\nMaximum=5\nDefault=6\n",
    "[Option a]: Default: expected 1..5" },
  { "default-not-an-object",
    HEAD "[Option a]\nType=object\nDefault=[\n",
    "[Option a]: Default: expected a mapping" },
  { "bad-minimum",
    HEAD "[Option a]\nType=integer\nMinimum=low\n",
    "[Option a]: Key file contains key “Minimum” in group “Option a” which has a value "
    "that cannot be interpreted." },
};

static void
test_bad (Fixture *self, gconstpointer data)
{
  const Case *c = data;
  g_autofree char *path = fixture_write (self, "p.plugin", c->text);
  g_autoptr (CcpPluginInfo) info = ccp_plugin_info_new (path);
  g_autofree char *expected = g_strconcat ("DIR/p.plugin: ", c->expected, NULL);

  g_assert_cmpstr (info->name, ==, "p");
  g_assert_nonnull (info->error);
  fixture_assert_message (self, info->error->message, expected);
}

static void
test_good (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "plugins", "test-good.plugin", NULL);
  g_autoptr (CcpPluginInfo) info = ccp_plugin_info_new (path);
  const CcpOptionSpec *count = ccp_option_table_find (info->options, "count");
  CcpOptionTable *params = ccp_plugin_info_get_params (info, "OnRequest");
  const CcpClassAlias *speak = g_hash_table_lookup (info->aliases, "speak");

  g_assert_no_error (info->error);
  g_assert_cmpstr (info->name, ==, "test-good");
  g_assert_cmpstr (info->loader, ==, "c");
  g_assert_null (info->module);
  g_assert_false (info->own_upstream);
  g_assert_cmpuint (g_strv_length (info->urls), ==, 2);
  g_assert_true (ccp_plugin_info_provides (info, CCP_TYPE_ROUTER, "Router"));
  g_assert_false (ccp_plugin_info_provides (info, CCP_TYPE_ROUTER, "Speaker"));
  g_assert_cmpstr (ccp_plugin_info_get_only (info, CCP_TYPE_PROVIDER), ==, "Speaker");
  g_assert_null (ccp_plugin_info_get_only (info, CCP_TYPE_TRANSFORMER));
  g_assert_cmpfloat (count->maximum, ==, 10);
  g_assert_cmpuint (ccp_option_table_get_length (params), ==, 2);
  g_assert_true (ccp_option_table_find (params, "text")->required);
  g_assert_null (ccp_plugin_info_get_params (info, "OnAnswer"));
  g_assert_cmpstr (ccp_plugin_info_get_class_description (info, "OnRequest"),
                   ==,
                   "Says something");
  g_assert_null (ccp_plugin_info_get_class_description (info, "OnAnswer"));
  g_assert_cmpstr (speak->class_name, ==, "OnRequest");
  g_assert_cmpstr (speak->description, ==, "Says it loudly");
  g_assert_null (speak->wrap);
}

static void
test_writable (Fixture *self, gconstpointer data)
{
  g_autofree char *path = fixture_write (self, "p.plugin", HEAD);
  g_autoptr (CcpPluginInfo) info = NULL;

  g_assert_cmpint (g_chmod (path, 0666), ==, 0);
  info = ccp_plugin_info_new (path);

  fixture_assert_message (self,
                          info->error->message,
                          "DIR/p.plugin: others can write to it (mode 0666); chmod go-w "
                          "mends that");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/plugin-info/bad/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i], fixture_set_up, test_bad, fixture_tear_down);
    }
  g_test_add_func ("/plugin-info/good", test_good);
  g_test_add ("/plugin-info/writable-by-others",
              Fixture,
              NULL,
              fixture_set_up,
              test_writable,
              fixture_tear_down);

  return g_test_run ();
}
