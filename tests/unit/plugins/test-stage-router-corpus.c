/* test-stage-router-corpus.c: what a real client sends, each kind at its stage
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * CCPROXY_CORPUS names the folder that holds the requests in "wire", a file each.
 */
#include "stage-router-fixture.h"

#define SETTINGS                                                                         \
  "{\"default\":\"main\",\"planning\":\"plan\",\"thinking\":\"think\","                  \
  "\"background\":\"small\",\"long_context\":\"long\",\"web_search\":\"search\","        \
  "\"image\":\"eyes\",\"subagent\":\"sub\"}"

typedef struct
{
  const char *name; /* of the file */
  const char *route;
} Case;

static const Case cases[] = {
  { "compact", "default main" },
  { "count-tokens", "default main" },
  { "main-custom-model", "default main" },
  { "main-effort-low", "default main" },
  { "main-effort-max", "thinking think" },
  { "main-fable", "default main" },
  { "main-haiku", "default main" },
  { "main-nothinking", "default main" },
  { "main-opus", "default main" },
  { "main-sonnet", "default main" },
  { "main-sonnet-4-5-budget", "default main" },
  { "no-1m", "default main" },
  { "no-betas", "default main" },
  { "plan-mode", "planning plan" },
  { "plan-mode-haiku-tui", "planning plan" },
  { "structured-output", "default main" },
  { "subagent-explore-haiku", "subagent sub" },
  { "subagent-general", "subagent sub" },
  { "subagent-plan", "subagent sub" },
  { "title", "background small" },
  { "title-smallfast", "background small" },
  { "tool-loop", "default main" },
  { "web-search", "web_search search" },
};

/* Returns: (nullable): the file as it is */
static CcpJson *
load (const char *name)
{
  const char *shared = g_getenv ("CCPROXY_CORPUS");
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  CcpJson *json = NULL;
  gsize length = 0;

  if (shared == NULL)
    return NULL;
  path = g_build_filename (shared, "wire", file, NULL);
  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  json = ccp_json_new_from_text (text, (gssize) length, &error);
  g_assert_no_error (error);
  return json;
}

static CcpHeaders *
read_headers (const CcpJsonValue *root)
{
  CcpHeaders *headers = ccp_headers_new ();
  CcpJsonValue list = ccp_json_value_member (root, "headers");
  CcpJsonIter iter;
  CcpJsonValue name;
  CcpJsonValue value;

  ccp_json_iter_init (&iter, &list);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *key = ccp_json_value_dup_string (&name, NULL);
      g_autofree char *text = ccp_json_value_dup_string (&value, NULL);

      ccp_headers_append (headers, key, text);
    }
  return headers;
}

static CcpExchange *
create_exchange (CcpJson *file)
{
  CcpJsonValue root;
  CcpJsonValue body;
  CcpJsonValue url;
  g_autoptr (CcpHeaders) headers = NULL;
  g_autoptr (CcpJson) json = NULL;
  g_autofree char *path = NULL;

  ccp_json_get_root (file, &root);
  body = ccp_json_value_member (&root, "body");
  url = ccp_json_value_member (&root, "url");
  headers = read_headers (&root);
  json = ccp_json_new_from_value (&body);
  path = ccp_json_value_dup_string (&url, NULL);
  return ccp_exchange_new (strstr (path, "count_tokens") != NULL
                               ? CCP_OPERATION_COUNT_TOKENS
                               : CCP_OPERATION_MESSAGES,
                           headers,
                           json);
}

static void
test_wire (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CcpJson) file = load (c->name);
  g_autoptr (CcpRouter) router = NULL;
  g_autoptr (CcpExchange) exchange = NULL;
  g_autoptr (CcpRoute) route = NULL;
  g_autofree char *found = NULL;
  g_autofree char *trace = NULL;

  if (file == NULL)
    {
      g_test_skip ("CCPROXY_CORPUS does not name a folder with recorded requests");
      return;
    }
  router = stage_router_fixture_create (SETTINGS, NULL);
  exchange = create_exchange (file);
  route = stage_router_fixture_route (router, exchange);

  found = stage_router_fixture_describe (route);
  trace = stage_router_fixture_trace (route);
  g_test_message ("%s", trace);
  g_assert_cmpstr (found, ==, c->route);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/stage-router-corpus/wire/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_wire);
    }
  return g_test_run ();
}
