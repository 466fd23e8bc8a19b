/* test-custom-provider.c: the requests that options describe, and what answers mean
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "custom-provider.h"

typedef struct
{
  const char *options;
  gboolean stream;
  const char
      *expected; /* method, URL, whether there is a body, header and prefix of the key */
} Description;

static const Description descriptions[] = {
  { "{\"method\":\"POST\"}", FALSE, "POST http://h/m/go body authorization 'Bearer '" },
  { "{\"method\":\"PUT\",\"auth\":\"none\"}", FALSE, "PUT http://h/m/go body none ''" },
  { "{\"method\":\"POST\",\"auth\":\"X-Key\"}",
    FALSE,
    "POST http://h/m/go body x-key ''" },
  { "{\"method\":\"POST\",\"auth\":\"x-key\",\"auth_scheme\":\"Key\"}",
    FALSE,
    "POST http://h/m/go body x-key 'Key '" },
  { "{\"method\":\"POST\",\"auth_scheme\":\"Token\"}",
    FALSE,
    "POST http://h/m/go body authorization 'Token '" },
  { "{\"method\":\"POST\",\"auth_scheme\":\"\"}",
    FALSE,
    "POST http://h/m/go body authorization ''" },
  { "{\"method\":\"POST\",\"auth\":\"none\",\"auth_scheme\":\"Token\"}",
    FALSE,
    "POST http://h/m/go body none ''" },
  { "{\"method\":\"GET\"}", FALSE, "GET http://h/m/go none authorization 'Bearer '" },
  { "{\"method\":\"POST\",\"stream_url\":\"http://h/live?m={model}\"}",
    TRUE,
    "POST http://h/live?m=m body authorization 'Bearer '" },
  { "{\"method\":\"POST\",\"stream_url\":\"http://h/live\"}",
    FALSE,
    "POST http://h/m/go body authorization 'Bearer '" },
};

typedef struct
{
  guint status;
  const char *body;
  CcpVerdictKind kind;
} Judgement;

static const Judgement judgements[] = {
  { 200, "{\"reply\":\"x\"}", CCP_VERDICT_FINE },
  { 201, NULL, CCP_VERDICT_FINE },
  { 200, "{\"error\":{\"message\":\"no\",\"code\":400}}", CCP_VERDICT_GIVE_UP },
  { 400, "{\"error\":{\"message\":\"no\"}}", CCP_VERDICT_GIVE_UP },
  { 404, "<html>", CCP_VERDICT_GIVE_UP },
  { 503, NULL, CCP_VERDICT_RETRY },
};

static CcpExchange *
create_exchange (gboolean stream)
{
  g_autoptr (CcpJson) body = ccp_json_new_from_text (
      stream ? "{\"model\":\"a\",\"stream\":true}" : "{\"model\":\"a\"}",
      -1,
      NULL);
  g_autoptr (CcpRoute) route = ccp_route_new ("default", "p", "m");
  CcpExchange *exchange = ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);

  ccp_exchange_set_route (exchange, route);
  return exchange;
}

static CcpProvider *
create_provider (const char *options)
{
  g_autofree char *text =
      g_strdup_printf ("{\"name\":\"p\",\"url\":\"http://h/{model}/go\",\"options\":%s}",
                       options);
  g_autoptr (CcpJson) settings = ccp_json_new_from_text (text, -1, NULL);
  g_autoptr (GError) error = NULL;
  CcpProvider *provider = g_object_new (CUSTOM_TYPE_PROVIDER, NULL);

  ccp_provider_configure (provider, settings, &error);
  g_assert_no_error (error);
  return provider;
}

static CcpUpstreamRequest *
describe (CcpProvider *provider, CcpOperation operation, gboolean stream, GError **error)
{
  g_autoptr (CcpExchange) exchange = create_exchange (stream);

  return ccp_simple_provider_describe (CCP_SIMPLE_PROVIDER (provider),
                                       exchange,
                                       operation,
                                       ccp_exchange_get_body (exchange),
                                       error);
}

static void
test_describe (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (descriptions); i++)
    {
      g_autoptr (CcpProvider) provider = create_provider (descriptions[i].options);
      g_autoptr (GError) error = NULL;
      g_autoptr (CcpUpstreamRequest) request =
          describe (provider, CCP_OPERATION_MESSAGES, descriptions[i].stream, &error);
      g_autofree char *shown = NULL;
      const char *header = NULL;
      const char *prefix = NULL;

      g_assert_no_error (error);
      header = ccp_upstream_request_get_key_header (request);
      prefix = ccp_upstream_request_get_key_prefix (request);
      shown = g_strdup_printf ("%s %s %s %s '%s'",
                               ccp_upstream_request_get_method (request),
                               ccp_upstream_request_get_url (request),
                               ccp_upstream_request_get_body (request) != NULL ? "body"
                                                                               : "none",
                               header != NULL ? header : "none",
                               prefix != NULL ? prefix : "");
      g_assert_cmpstr (shown, ==, descriptions[i].expected);
    }
}

static void
test_headers (void)
{
  g_autoptr (CcpProvider) provider = create_provider (
      "{\"method\":\"POST\",\"headers\":{\"Accept\":\"x/y\",\"x-a\":1}}");
  g_autoptr (CcpUpstreamRequest) request =
      describe (provider, CCP_OPERATION_MESSAGES, FALSE, NULL);
  CcpHeaders *headers = ccp_upstream_request_get_headers (request);

  g_assert_cmpstr (ccp_headers_get (headers, "accept"), ==, "x/y");
  g_assert_cmpstr (ccp_headers_get (headers, "x-a"), ==, "1");
  g_assert_cmpstr (ccp_headers_get (headers, "content-type"), ==, "application/json");
  g_assert_cmpuint (ccp_headers_get_length (headers), ==, 4);
}

static void
test_other_operations (void)
{
  g_autoptr (CcpProvider) provider = create_provider ("{\"method\":\"POST\"}");

  for (guint i = CCP_OPERATION_COUNT_TOKENS; i <= CCP_OPERATION_PROBE; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (describe (provider, (CcpOperation) i, FALSE, &error));
      g_assert_error (error, CCP_ERROR, CCP_ERROR_NOT_FOUND);
    }
}

static void
assert_framing (const char *options, CcpFraming framing)
{
  g_autoptr (CcpProvider) provider = create_provider (options);
  g_autoptr (CcpExchange) exchange = create_exchange (TRUE);

  g_assert_cmpint (ccp_provider_get_framing (provider, exchange), ==, framing);
}

static void
test_framing (void)
{
  assert_framing ("{\"framing\":\"auto\"}", CCP_FRAMING_AUTO);
  assert_framing ("{\"framing\":\"sse\"}", CCP_FRAMING_SSE);
  assert_framing ("{\"framing\":\"json-array\"}", CCP_FRAMING_JSON_ARRAY);
  assert_framing ("{\"framing\":\"json\"}", CCP_FRAMING_DOCUMENT);
}

static void
test_judge (void)
{
  g_autoptr (CcpProvider) provider = create_provider ("{\"method\":\"POST\"}");
  g_autoptr (CcpExchange) exchange = create_exchange (FALSE);
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();

  for (guint i = 0; i < G_N_ELEMENTS (judgements); i++)
    {
      const char *body = judgements[i].body;
      g_autoptr (GBytes) bytes =
          g_bytes_new_static (body, body != NULL ? strlen (body) : 0);
      g_autoptr (CcpJson) json =
          body != NULL ? ccp_json_new_from_text (body, -1, NULL) : NULL;
      g_autoptr (CcpVerdict) verdict =
          ccp_simple_provider_judge (CCP_SIMPLE_PROVIDER (provider),
                                     exchange,
                                     judgements[i].status,
                                     headers,
                                     bytes,
                                     json,
                                     NULL);

      g_assert_nonnull (verdict);
      g_assert_cmpint (ccp_verdict_get_kind (verdict), ==, judgements[i].kind);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/custom-provider/describe/by-options", test_describe);
  g_test_add_func ("/custom-provider/describe/headers", test_headers);
  g_test_add_func ("/custom-provider/describe/messages-only", test_other_operations);
  g_test_add_func ("/custom-provider/get-framing/by-option", test_framing);
  g_test_add_func ("/custom-provider/judge/status-and-body", test_judge);
  return g_test_run ();
}
