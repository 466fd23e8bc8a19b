/* test-endpoint.c: which paths are served, and by which methods
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-endpoint.h"

static void
test_find (void)
{
  static const struct
  {
    const char *path;
    CcpEndpoint endpoint;
    const char *model;
  } cases[] = {
    { "/", CCP_ENDPOINT_ROOT, NULL },
    { "/health", CCP_ENDPOINT_HEALTH, NULL },
    { "/v1/messages", CCP_ENDPOINT_MESSAGES, NULL },
    { "/v1/v1/messages", CCP_ENDPOINT_MESSAGES, NULL },
    { "/v1/v1/v1/messages", CCP_ENDPOINT_NONE, NULL },
    { "/v1/messages/count_tokens", CCP_ENDPOINT_COUNT_TOKENS, NULL },
    { "/v1/v1/messages/count_tokens", CCP_ENDPOINT_COUNT_TOKENS, NULL },
    { "/v1/models", CCP_ENDPOINT_MODELS, NULL },
    { "/v1/models/a/b", CCP_ENDPOINT_MODEL, "a/b" },
    { "/v1/v1/models/x", CCP_ENDPOINT_MODEL, "x" },
    { "/v1/models/", CCP_ENDPOINT_NONE, NULL },
    { "/v1/messages/", CCP_ENDPOINT_NONE, NULL },
    { "/V1/messages", CCP_ENDPOINT_NONE, NULL },
    { "/messages", CCP_ENDPOINT_NONE, NULL },
    { "", CCP_ENDPOINT_NONE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *model = NULL;

      g_test_message ("%s", cases[i].path);
      g_assert_cmpint (ccp_endpoint_find (cases[i].path, &model), ==, cases[i].endpoint);
      g_assert_cmpstr (model, ==, cases[i].model);
    }
}

static void
test_methods (void)
{
  g_assert_true (ccp_endpoint_allows (CCP_ENDPOINT_MESSAGES, "POST"));
  g_assert_false (ccp_endpoint_allows (CCP_ENDPOINT_MESSAGES, "GET"));
  g_assert_true (ccp_endpoint_allows (CCP_ENDPOINT_ROOT, "HEAD"));
  g_assert_true (ccp_endpoint_allows (CCP_ENDPOINT_MODEL, "GET"));
  g_assert_false (ccp_endpoint_allows (CCP_ENDPOINT_MODEL, "POST"));
  g_assert_false (ccp_endpoint_allows (CCP_ENDPOINT_NONE, "GET"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/endpoint/find/table", test_find);
  g_test_add_func ("/endpoint/allows/methods", test_methods);

  return g_test_run ();
}
