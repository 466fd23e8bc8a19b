/* test-anthropic-provider.c: URLs, keys and headers, upstream and back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "anthropic-provider.h"

typedef struct
{
  const char *name;
  const char *url;
  const char *base; /* what the paths of requests stand behind */
} UrlCase;

typedef struct
{
  const char *name;
  const char *auth;
  const char *header;
  const char *prefix;
  gboolean forwards;
} AuthCase;

typedef struct
{
  const char *name;
  const char *options;
  const char *model;
  const char *beta; /* NULL: none */
  const char *expected;
} BetaCase;

static const UrlCase urls[] = {
  { "base", "https://api.anthropic.com", "https://api.anthropic.com" },
  { "slash", "https://api.anthropic.com/", "https://api.anthropic.com" },
  { "version", "https://api.anthropic.com/v1/", "https://api.anthropic.com" },
  { "endpoint", "http://h:8080/v1/messages", "http://h:8080" },
  { "path", "https://api.deepseek.com/anthropic", "https://api.deepseek.com/anthropic" },
  { "path-and-version", "https://h/api/anthropic/v1", "https://h/api/anthropic" },
};

static const AuthCase auths[] = {
  { "absent", "{}", "x-api-key", NULL, FALSE },
  { "auto", "{\"auth\":\"auto\"}", "x-api-key", NULL, FALSE },
  { "bearer", "{\"auth\":\"bearer\"}", "authorization", "Bearer ", FALSE },
  { "header", "{\"auth\":\"X-Key\"}", "x-key", NULL, FALSE },
  { "none", "{\"auth\":\"none\"}", NULL, NULL, FALSE },
  { "client", "{\"auth\":\"client\"}", NULL, NULL, TRUE },
};

static const BetaCase betas[] = {
  { "untouched", "{}", "m", "a-1 ,, b-2", "a-1 ,, b-2;" },
  { "none", "{}", "m", NULL, "" },
  { "T45-dropped-with-its-field",
    "{\"drop_fields\":[\"context_management\"]}",
    "m",
    "a-1,context-management-2025-06-27, compact-2026-01-12,b-2",
    "a-1,b-2;" },
  { "T45-dropped-with-the-whole-field",
    "{\"drop_fields\":[\"output_config\"]}",
    "m",
    "effort-2025-11-24,structured-outputs-2025-11-13,x-1",
    "x-1;" },
  { "T45-part-of-a-field",
    "{\"drop_fields\":[\"output_config.effort\"]}",
    "m",
    "effort-2025-11-24,structured-outputs-2025-11-13",
    "structured-outputs-2025-11-13;" },
  { "dropped", "{\"drop_betas\":[\"a-*\",\"b-2\"]}", "m", "a-1,b-2,b-3", "b-3;" },
  { "all-dropped", "{\"drop_betas\":[\"*\"]}", "m", "a-1,b-2", "" },
  { "allowed", "{\"allow_betas\":[\"b-*\"]}", "m", "a-1,b-2", "b-2;" },
  { "reminders",
    "{\"mid_system\":\"user\"}",
    "m",
    "mid-conversation-system-2026-04-07,a-1",
    "a-1;" },
  { "T120-long-context", "{}", "m[1m]", "a-1", "a-1;context-1m-2025-08-07;" },
  { "T120-long-context-is-asked-for",
    "{}",
    "m[1m]",
    "context-1m-2025-08-07",
    "context-1m-2025-08-07;" },
  { "T120-long-context-is-dropped",
    "{\"drop_betas\":[\"context-1m-*\"]}",
    "m[1m]",
    NULL,
    "" },
};

static CcpProvider *
create_provider (const char *url, const char *options, GError **error)
{
  g_autofree char *text =
      g_strdup_printf ("{\"name\":\"p\",\"url\":\"%s\",\"options\":%s}", url, options);
  g_autoptr (CcpJson) settings = ccp_json_new_from_text (text, -1, NULL);
  g_autoptr (CcpProvider) provider = g_object_new (ANTHROPIC_TYPE_PROVIDER, NULL);

  return ccp_provider_configure (provider, settings, error) ? g_steal_pointer (&provider)
                                                            : NULL;
}

static CcpExchange *
create_exchange (const char *model, const char *options_text, CcpHeaders *headers)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{\"stream\":true}", -1, NULL);
  g_autoptr (CcpJson) options = ccp_json_new_from_text (options_text, -1, NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", model);
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, headers, body);

  ccp_exchange_set_route (exchange, route);
  ccp_exchange_set_options (exchange, options);
  return exchange;
}

static CcpUpstreamRequest *
describe (CcpProvider *provider, CcpExchange *exchange, CcpOperation operation)
{
  g_autoptr (GError) error = NULL;
  CcpUpstreamRequest *request =
      ccp_simple_provider_describe (CCP_SIMPLE_PROVIDER (provider),
                                    exchange,
                                    operation,
                                    ccp_exchange_get_body (exchange),
                                    &error);

  g_assert_no_error (error);
  return request;
}

static void
test_url (gconstpointer data)
{
  static const struct
  {
    CcpOperation operation;
    const char *method;
    const char *path;
  } operations[] = {
    { CCP_OPERATION_MESSAGES, "POST", "/v1/messages" },
    { CCP_OPERATION_COUNT_TOKENS, "POST", "/v1/messages/count_tokens" },
    { CCP_OPERATION_MODELS, "GET", "/v1/models" },
    { CCP_OPERATION_PROBE, "GET", "/v1/models" },
  };
  const UrlCase *test = data;
  g_autoptr (CcpProvider) provider = create_provider (test->url, "{}", NULL);
  g_autoptr (CcpExchange) exchange = create_exchange ("m", "{}", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autoptr (CcpUpstreamRequest) request =
          describe (provider, exchange, operations[i].operation);
      g_autofree char *url = g_strconcat (test->base, operations[i].path, NULL);

      g_assert_cmpstr (ccp_upstream_request_get_url (request), ==, url);
      g_assert_cmpstr (ccp_upstream_request_get_method (request),
                       ==,
                       operations[i].method);
      g_assert_true ((ccp_upstream_request_get_body (request) != NULL) ==
                     g_str_equal (operations[i].method, "POST"));
    }
}

static void
test_auth (gconstpointer data)
{
  const AuthCase *test = data;
  g_autoptr (CcpProvider) provider = create_provider ("https://h", test->auth, NULL);
  g_autoptr (CcpExchange) exchange = create_exchange ("m", "{}", NULL);
  g_autoptr (CcpUpstreamRequest) request =
      describe (provider, exchange, CCP_OPERATION_MESSAGES);

  g_assert_cmpstr (ccp_upstream_request_get_key_header (request), ==, test->header);
  g_assert_cmpstr (ccp_upstream_request_get_key_prefix (request), ==, test->prefix);
  g_assert_true (ccp_upstream_request_get_forwards_credentials (request) ==
                 test->forwards);
}

/* the router takes the suffix off the name, and says that it was there */
static void
test_long_route (void)
{
  g_autoptr (CcpProvider) provider = create_provider ("https://h", "{}", NULL);
  g_autoptr (CcpExchange) exchange = create_exchange ("m", "{}", NULL);
  g_autoptr (CcpUpstreamRequest) request = NULL;

  ccp_route_set_long_context (ccp_exchange_get_route (exchange), TRUE);
  request = describe (provider, exchange, CCP_OPERATION_MESSAGES);

  g_assert_cmpstr (
      ccp_headers_get (ccp_upstream_request_get_headers (request), "anthropic-beta"),
      ==,
      "context-1m-2025-08-07");
}

static void
test_beta (gconstpointer data)
{
  const BetaCase *test = data;
  g_autoptr (CcpProvider) provider = create_provider ("https://h", "{}", NULL);
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpExchange) exchange = NULL;
  g_autoptr (CcpUpstreamRequest) request = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  CcpHeaders *sent = NULL;

  if (test->beta != NULL)
    ccp_headers_append (headers, "Anthropic-Beta", test->beta);
  exchange = create_exchange (test->model, test->options, headers);
  request = describe (provider, exchange, CCP_OPERATION_MESSAGES);

  sent = ccp_upstream_request_get_headers (request);
  for (guint i = 0; i < ccp_headers_get_length (sent); i++)
    if (g_str_equal (ccp_headers_get_name (sent, i), "anthropic-beta"))
      g_string_append_printf (text, "%s;", ccp_headers_get_value (sent, i));
  g_assert_cmpstr (text->str, ==, test->expected);
}

static void
test_headers (void)
{
  g_autoptr (CcpProvider) provider =
      create_provider ("https://h",
                       "{\"pass_headers\":[\"X-Team\",\"x-trace-*\",\"x-ccproxy-*\"]}",
                       NULL);
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpExchange) exchange = NULL;
  g_autoptr (CcpUpstreamRequest) request = NULL;
  CcpHeaders *sent = NULL;

  ccp_headers_append (headers, "X-Stainless-Lang", "js");
  ccp_headers_append (headers, "x-team", "t");
  ccp_headers_append (headers, "X-Trace-Id", "1");
  ccp_headers_append (headers, "x-forwarded-for", "10.0.0.1");
  ccp_headers_append (headers, "X-CCProxy-Profile", "work");
  ccp_headers_append (headers, "accept-encoding", "gzip");
  exchange = create_exchange ("m", "{}", headers);
  request = describe (provider, exchange, CCP_OPERATION_MESSAGES);
  sent = ccp_upstream_request_get_headers (request);

  g_assert_cmpstr (ccp_headers_get (sent, "x-stainless-lang"), ==, "js");
  g_assert_cmpstr (ccp_headers_get (sent, "x-team"), ==, "t");
  g_assert_cmpstr (ccp_headers_get (sent, "x-trace-id"), ==, "1");
  g_assert_null (ccp_headers_get (sent, "x-forwarded-for"));
  g_assert_null (ccp_headers_get (sent, "x-ccproxy-profile"));
  g_assert_cmpstr (ccp_headers_get (sent, "accept-encoding"), ==, "identity");
  g_assert_cmpstr (ccp_headers_get (sent, "accept"), ==, "text/event-stream");
  g_assert_cmpstr (ccp_headers_get (sent, "anthropic-version"), ==, "2023-06-01");
}

static void
test_answer_headers (void)
{
  static const char *const passed[] = { "Anthropic-RateLimit-Tokens-Reset",
                                        "request-id",
                                        "Retry-After",
                                        "x-should-retry" };
  static const char *const kept[] = { "set-cookie", "server", "content-type", "x-other" };
  g_autoptr (CcpProvider) provider = create_provider ("https://h", "{}", NULL);
  g_autoptr (CcpExchange) exchange = create_exchange ("m", "{}", NULL);
  g_autoptr (CcpUpstreamRequest) request =
      describe (provider, exchange, CCP_OPERATION_MESSAGES);

  for (gsize i = 0; i < G_N_ELEMENTS (passed); i++)
    g_assert_true (ccp_upstream_request_passes_answer_header (request, passed[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    g_assert_false (ccp_upstream_request_passes_answer_header (request, kept[i]));
}

static void
test_bad_settings (void)
{
  g_autoptr (GError) url_error = NULL;
  g_autoptr (GError) auth_error = NULL;

  g_assert_null (create_provider ("ftp://h", "{}", &url_error));
  g_assert_error (url_error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_assert_null (create_provider ("https://h", "{\"auth\":\"a b\"}", &auth_error));
  g_assert_error (auth_error, CCP_ERROR, CCP_ERROR_CONFIG);
}

#define ADD(path, cases, function)                                                       \
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)                                       \
    {                                                                                    \
      g_autofree char *name = g_strconcat (path, cases[i].name, NULL);                   \
                                                                                         \
      g_test_add_data_func (name, &cases[i], function);                                  \
    }

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/anthropic-provider/url/", urls, test_url);
  ADD ("/anthropic-provider/auth/", auths, test_auth);
  ADD ("/anthropic-provider/beta/", betas, test_beta);
  g_test_add_func ("/anthropic-provider/describe/T120-long-route", test_long_route);
  g_test_add_func ("/anthropic-provider/describe/T123-headers", test_headers);
  g_test_add_func ("/anthropic-provider/describe/headers-of-the-answer",
                   test_answer_headers);
  g_test_add_func ("/anthropic-provider/configure/bad-settings", test_bad_settings);
  return g_test_run ();
}
