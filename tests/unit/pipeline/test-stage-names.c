/* test-stage-names.c: what the stages of a configuration's routing are called
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-stage-names.h"

typedef struct
{
  const char *name;
  const char *routing;
  const char *expected;
} Case;

#define STAGES                                                                           \
  "default planning thinking background long_context web_search image subagent"

static const Case cases[] = {
  { "no-router-is-named", "{\"default\":\"a\"}", STAGES },
  { "router", "{\"router\":\"stage-router\"}", STAGES },
  { "routers", "{\"router\":[\"example-c.Hours\",\"stage-router\"]}", STAGES },
  { "router-without-stages", "{\"router\":\"example-c.Hours\"}", "default" },
  { "router-that-there-is-none-of", "{\"router\":\"nowhere\"}", "default" },
};

static void
test_list (gconstpointer data)
{
  const Case *c = data;
  const char *const paths[] = { g_getenv ("CCPROXY_PLUGIN_PATH"), NULL };
  g_autoptr (CcpPluginRegistry) registry = ccp_plugin_registry_new (paths);
  g_autoptr (CcpJson) routing = ccp_json_new_from_text (c->routing, -1, NULL);
  g_auto (GStrv) names = ccp_stage_names_list (registry, routing);
  g_autofree char *list = g_strjoinv (" ", names);

  g_assert_cmpstr (list, ==, c->expected);
}

static void
test_resolve (void)
{
  g_assert_cmpstr (ccp_stage_names_resolve ("longContext"), ==, "long_context");
  g_assert_cmpstr (ccp_stage_names_resolve ("think"), ==, "thinking");
  g_assert_cmpstr (ccp_stage_names_resolve ("webSearch"), ==, "web_search");
  g_assert_cmpstr (ccp_stage_names_resolve ("planning"), ==, "planning");
  g_assert_cmpstr (ccp_stage_names_resolve ("anything"), ==, "anything");
}

static void
assert_found (const char *text, const char *name, const char *key, const char *value)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (text, -1, NULL);
  const char *found_key = NULL;
  g_autofree char *found_value = NULL;
  CcpJsonValue sheet;
  CcpJsonValue found;

  ccp_json_get_root (json, &sheet);
  found = ccp_stage_names_find_value (&sheet, name, &found_key);
  found_value = ccp_json_value_dup_string (&found, NULL);
  g_assert_cmpstr (found_key, ==, key);
  g_assert_cmpstr (found_value, ==, value);
}

static void
test_find_value (void)
{
  assert_found ("{\"thinking\":\"a\"}", "thinking", "thinking", "a");
  assert_found ("{\"think\":\"a\"}", "thinking", "think", "a");
  assert_found ("{\"thinking\":null}", "thinking", "thinking", NULL);
  assert_found ("{}", "planning", "planning", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/stage-names/list/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_list);
    }
  g_test_add_func ("/stage-names/resolve/other-names", test_resolve);
  g_test_add_func ("/stage-names/find-value/either-name", test_find_value);

  return g_test_run ();
}
