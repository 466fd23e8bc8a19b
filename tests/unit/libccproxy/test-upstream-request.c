/* test-upstream-request.c: tests of ccp-upstream-request.c
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp.h"

static const char *
get_header (CcpUpstreamRequest *request, const char *name)
{
  return ccp_headers_get (ccp_upstream_request_get_headers (request), name);
}

static void
test_json_headers (void)
{
  g_autoptr (CcpUpstreamRequest) request =
      ccp_upstream_request_new ("POST", "https://h/v1");
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{}", -1, NULL);

  ccp_upstream_request_set_body (request, body);
  ccp_upstream_request_set_json_headers (request, TRUE);

  g_assert_cmpstr (get_header (request, "accept"), ==, "text/event-stream");
  g_assert_cmpstr (get_header (request, "accept-encoding"), ==, "identity");
  g_assert_cmpstr (get_header (request, "content-type"), ==, "application/json");
}

static void
test_json_headers_without_body (void)
{
  g_autoptr (CcpUpstreamRequest) request =
      ccp_upstream_request_new ("GET", "https://h/v1");

  ccp_upstream_request_set_json_headers (request, FALSE);

  g_assert_cmpstr (get_header (request, "accept"), ==, "application/json");
  g_assert_null (get_header (request, "content-type"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/upstream-request/json-headers/stream", test_json_headers);
  g_test_add_func ("/upstream-request/json-headers/no-body",
                   test_json_headers_without_body);

  return g_test_run ();
}
