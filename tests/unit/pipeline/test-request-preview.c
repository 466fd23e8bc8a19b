/* test-request-preview.c: what is shown of a request upstream
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-preview-transport.h"

#include "ccp-soup-message.h"

#define KEY "quite-so"
#define FROM_ENVIRONMENT "hunter two"

typedef struct
{
  const char *name;
  const char *url;
  const char *shown;
} UrlCase;

static const UrlCase urls[] = {
  { "plain", "https://h.example/v1/messages", "https://h.example/v1/messages" },
  { "parameter",
    "https://h.example/v1/x?alt=sse&key=abc&a_token=def",
    "https://h.example/v1/x?alt=sse&key=[redacted]&a_token=[redacted]" },
  { "parameter-from-the-environment",
    "https://h.example/v1/x?alt=sse&code=hunter%20two",
    "https://h.example/v1/x?alt=sse&code=[redacted]" },
  { "key-in-the-path",
    "https://h.example/quite-so/v1",
    "https://h.example/[redacted]/v1" },
  { "user", "https://me:pw@h.example/v1", "https://h.example/v1" },
};

typedef struct
{
  const char *name;
  const char *value;
  const char *shown;
} HeaderCase;

static const HeaderCase headers[] = {
  { "anthropic-beta",
    "mid-conversation-system-2026-04-07,quite-so",
    "mid-conversation-system-2026-04-07,[redacted]" },
  { "x-api-key", "somebody's", "[redacted]" },
  { "Cookie", "a=b", "[redacted]" },
  { "cf-aig-authorization", "Bearer x", "[redacted]" },
  { "x-thing", "it is hunter two", "[redacted]" },
  { "x-note", "it is quite-so", "it is [redacted]" },
};

static CcpRequestPreview *
preview (CcpUpstreamRequest *request)
{
  g_autoptr (GUri) uri =
      g_uri_parse (ccp_upstream_request_get_url (request), SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (SoupMessage) message = ccp_soup_message_build (request, uri, KEY, NULL);
  g_autoptr (CcpHeaders) sent = NULL;
  g_autoptr (GPtrArray) hidden = g_ptr_array_new ();

  g_assert_nonnull (message);
  sent = ccp_soup_message_copy_request_headers (message);
  g_ptr_array_add (hidden, (gpointer) FROM_ENVIRONMENT);
  return ccp_request_preview_new (request, uri, sent, KEY, hidden);
}

static void
test_url (gconstpointer data)
{
  const UrlCase *c = data;
  g_autoptr (CcpUpstreamRequest) request = ccp_upstream_request_new ("POST", c->url);
  g_autoptr (CcpRequestPreview) shown = preview (request);

  g_assert_cmpstr (shown->url, ==, c->shown);
  g_assert_cmpstr (shown->method, ==, "POST");
  g_assert_null (shown->body);
}

static void
test_headers (void)
{
  g_autoptr (CcpUpstreamRequest) request =
      ccp_upstream_request_new ("POST", "https://h.example/");
  g_autoptr (CcpRequestPreview) shown = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    ccp_headers_append (ccp_upstream_request_get_headers (request),
                        headers[i].name,
                        headers[i].value);
  shown = preview (request);

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    g_assert_cmpstr (ccp_headers_get (shown->headers, headers[i].name),
                     ==,
                     headers[i].shown);
}

static void
test_key (void)
{
  g_autoptr (CcpUpstreamRequest) request =
      ccp_upstream_request_new ("POST", "https://h.example/");
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{\"a\":1.0}", -1, NULL);
  g_autoptr (CcpRequestPreview) shown = NULL;

  ccp_upstream_request_set_key_header (request, "authorization", "Bearer ");
  ccp_upstream_request_set_body (request, body);
  ccp_upstream_request_set_json_headers (request, TRUE);
  shown = preview (request);

  g_assert_cmpstr (ccp_headers_get (shown->headers, "authorization"),
                   ==,
                   "Bearer [redacted]");
  g_assert_cmpstr (ccp_headers_get (shown->headers, "content-type"),
                   ==,
                   "application/json");
  g_assert_cmpstr (ccp_headers_get (shown->headers, "accept-encoding"), ==, "identity");
  g_assert_true (shown->body == body);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autofree char *path = g_strconcat ("/request-preview/url/", urls[i].name, NULL);

      g_test_add_data_func (path, &urls[i], test_url);
    }
  g_test_add_func ("/request-preview/headers", test_headers);
  g_test_add_func ("/request-preview/key", test_key);

  return g_test_run ();
}
