/* test-edit-http.c: what becomes of headers and URLs
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "edit-fixture.h"
#include "edit-http.h"
#include "edit-query.h"

typedef struct
{
  const char *url;
  const char *name;
  const char *value; /* NULL: removed */
  const char *expected;
} Query;

static const Query queries[] = {
  { "http://h/p", "a", "1", "http://h/p?a=1" },
  { "http://h/p?", "a", "1", "http://h/p?a=1" },
  { "http://h/p?b=2", "a", "1", "http://h/p?b=2&a=1" },
  { "http://h/p?a=0&b=2&a=3", "a", "1", "http://h/p?b=2&a=1" },
  { "http://h/p?a&ab=2", "a", "1", "http://h/p?ab=2&a=1" },
  { "http://h/p?%61=0", "a", "1", "http://h/p?a=1" },
  { "http://h/p", "a b", "1&2=3/é", "http://h/p?a%20b=1%262%3D3%2F%C3%A9" },
  { "http://h/p", "a", "", "http://h/p?a=" },
  { "http://h/p?a=1", "a", NULL, "http://h/p" },
  { "http://h/p?x=%zz&a=1&y=2", "a", NULL, "http://h/p?x=%zz&y=2" },
  { "http://h/p?b=2", "a", NULL, "http://h/p?b=2" },
};

static void
test_query (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *url =
          edit_query_set (queries[i].url, queries[i].name, queries[i].value);

      g_assert_cmpstr (url, ==, queries[i].expected);
    }
}

static CcpSimpleTransformer *
create_http (const char *params)
{
  g_autoptr (CcpJson) json = edit_fixture_parse (params);
  g_autoptr (GError) error = NULL;
  CcpSimpleTransformer *http = g_object_new (EDIT_TYPE_HTTP, NULL);

  ccp_transformer_configure (CCP_TRANSFORMER (http), json, &error);
  g_assert_no_error (error);
  return http;
}

static CcpUpstreamRequest *
edit (const char *params)
{
  g_autoptr (CcpSimpleTransformer) http = create_http (params);
  g_autoptr (CcpExchange) exchange = edit_fixture_create_exchange (FALSE);
  g_autoptr (CcpJson) body = edit_fixture_parse ("{\"a\":1}");
  g_autoptr (GError) error = NULL;
  CcpUpstreamRequest *request = ccp_upstream_request_new ("POST", "http://h/p?v=1");

  ccp_headers_set (ccp_upstream_request_get_headers (request), "X-Old", "old");
  ccp_headers_set (ccp_upstream_request_get_headers (request), "X-Gone", "gone");
  ccp_upstream_request_set_body (request, body);
  ccp_simple_transformer_transform_upstream (http, exchange, request, &error);
  g_assert_no_error (error);
  return request;
}

static void
test_headers (void)
{
  g_autoptr (CcpUpstreamRequest) request =
      edit ("{\"headers\":{\"x-old\":\"new\",\"x-number\":5},"
            "\"remove_headers\":[\"x-gone\",\"x-none\"]}");
  CcpHeaders *headers = ccp_upstream_request_get_headers (request);

  g_assert_cmpuint (ccp_headers_get_length (headers), ==, 2);
  g_assert_cmpstr (ccp_headers_get (headers, "x-old"), ==, "new");
  g_assert_cmpstr (ccp_headers_get (headers, "x-number"), ==, "5");
}

static void
test_url (void)
{
  g_autoptr (CcpUpstreamRequest) request =
      edit ("{\"query\":{\"a\":\"x y\",\"b\":true},\"remove_query\":[\"v\"]}");

  g_assert_cmpstr (ccp_upstream_request_get_url (request),
                   ==,
                   "http://h/p?a=x%20y&b=true");
}

static void
test_conditions (void)
{
  g_autoptr (CcpUpstreamRequest) open =
      edit ("{\"query\":{\"a\":1},\"when\":{\"model\":\"m-*\",\"equals\":{\"/a\":1}}}");
  g_autoptr (CcpUpstreamRequest) closed =
      edit ("{\"query\":{\"a\":1},\"unless\":{\"has\":\"/a\"}}");

  g_assert_cmpstr (ccp_upstream_request_get_url (open), ==, "http://h/p?v=1&a=1");
  g_assert_cmpstr (ccp_upstream_request_get_url (closed), ==, "http://h/p?v=1");
}

static void
assert_refused (const char *params, const char *expected)
{
  g_autoptr (CcpTransformer) http = g_object_new (EDIT_TYPE_HTTP, NULL);
  g_autoptr (CcpJson) json = edit_fixture_parse (params);
  g_autoptr (GError) error = NULL;

  g_assert_false (ccp_transformer_configure (http, json, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_assert_cmpstr (error->message, ==, expected);
}

/* no error shows a value */
static void
test_refused (void)
{
  assert_refused ("{\"headers\":{\"content-length\":\"5\"}}",
                  "headers.content-length: this header is written by the HTTP client and "
                  "cannot be set");
  assert_refused ("{\"headers\":{\"x-a\":\"secret\\r\\nx-b: c\"}}",
                  "headers.x-a: expected a name without spaces, and a value without line "
                  "breaks and other control characters");
  assert_refused ("{\"headers\":{\"x a\":\"secret\"}}",
                  "headers.x a: expected a name without spaces, and a value without line "
                  "breaks and other control characters");
  assert_refused ("{\"headers\":{\"x-a\":[\"secret\"]}}", "headers.x-a: expected a text");
  assert_refused ("{\"query\":[1]}", "query: expected a mapping, got a list");
  assert_refused ("{\"query\":{\"a\":{}}}", "query.a: expected a text");
  assert_refused ("{\"when\":{\"hass\":\"/a\"}}",
                  "when.hass: unknown condition; did you mean \"has\"?");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit-query/set/replaces-and-escapes", test_query);
  g_test_add_func ("/edit-http/headers/set-and-remove", test_headers);
  g_test_add_func ("/edit-http/url/set-and-remove", test_url);
  g_test_add_func ("/edit-http/when/conditions", test_conditions);
  g_test_add_func ("/edit-http/configure/refuses", test_refused);
  return g_test_run ();
}
