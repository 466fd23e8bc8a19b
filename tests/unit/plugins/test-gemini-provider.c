/* test-gemini-provider.c: URLs, keys and questions of the Gemini format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "gemini-provider.h"
#include "gemini-transformer.h"

#define DEVELOPER "https://generativelanguage.googleapis.com"
#define VERTEX "https://us-central1-aiplatform.googleapis.com"
#define PROJECT VERTEX "/v1/projects/p1/locations/us-central1"
#define METHOD ":generateContent"

typedef struct
{
  const char *name;
  const char *url;
  const char *options; /* (nullable) */
  const char *model;   /* (nullable): m */
  const char *expected;
  const char *key_header; /* (nullable): none */
} Case;

static const Case cases[] = {
  { "host",
    DEVELOPER,
    NULL,
    NULL,
    DEVELOPER "/v1beta/models/m" METHOD,
    "x-goog-api-key" },
  { "slash",
    DEVELOPER "/",
    NULL,
    NULL,
    DEVELOPER "/v1beta/models/m" METHOD,
    "x-goog-api-key" },
  { "version",
    DEVELOPER "/v1alpha",
    NULL,
    NULL,
    DEVELOPER "/v1alpha/models/m" METHOD,
    "x-goog-api-key" },
  { "models",
    DEVELOPER "/v1beta/models/",
    NULL,
    NULL,
    DEVELOPER "/v1beta/models/m" METHOD,
    "x-goog-api-key" },
  { "whole-request",
    DEVELOPER "/v1beta/models/other:streamGenerateContent?alt=sse",
    NULL,
    NULL,
    DEVELOPER "/v1beta/models/m" METHOD,
    "x-goog-api-key" },
  { "gateway",
    "http://127.0.0.1:1/c/google/7/split=1,crlf",
    NULL,
    NULL,
    "http://127.0.0.1:1/c/google/7/split=1,crlf/v1beta/models/m" METHOD,
    "x-goog-api-key" },
  { "query-of-a-gateway",
    "http://h/v1?team=a",
    NULL,
    NULL,
    "http://h/v1/models/m" METHOD "?team=a",
    "x-goog-api-key" },
  { "name-with-its-collection",
    DEVELOPER,
    NULL,
    "models/gemini-2.5-pro",
    DEVELOPER "/v1beta/models/gemini-2.5-pro" METHOD,
    "x-goog-api-key" },
  { "tuned-model",
    DEVELOPER,
    NULL,
    "tunedModels/t-1",
    DEVELOPER "/v1beta/tunedModels/t-1" METHOD,
    "x-goog-api-key" },
  { "T121-name-that-is-no-path",
    DEVELOPER,
    NULL,
    "../x?key=1#y/z",
    DEVELOPER "/v1beta/models/..%2Fx%3Fkey%3D1%23y%2Fz" METHOD,
    "x-goog-api-key" },
  { "vertex-project",
    PROJECT,
    NULL,
    NULL,
    PROJECT "/publishers/google/models/m" METHOD,
    "authorization" },
  { "vertex-models",
    PROJECT "/publishers/google/models",
    NULL,
    NULL,
    PROJECT "/publishers/google/models/m" METHOD,
    "authorization" },
  { "vertex-host-and-options",
    VERTEX,
    "{\"project\":\"p1\"}",
    NULL,
    PROJECT "/publishers/google/models/m" METHOD,
    "authorization" },
  { "vertex-global",
    "https://aiplatform.googleapis.com/v1",
    "{\"project\":\"p 1\"}",
    NULL,
    "https://aiplatform.googleapis.com/v1/projects/p%201/locations/global/publishers/"
    "google/models/m" METHOD,
    "authorization" },
  { "vertex-location",
    "https://aiplatform.googleapis.com",
    "{\"project\":\"p1\",\"location\":\"eu\"}",
    NULL,
    "https://aiplatform.googleapis.com/v1/projects/p1/locations/eu/publishers/google/"
    "models/m" METHOD,
    "authorization" },
  { "vertex-express",
    "https://aiplatform.googleapis.com",
    NULL,
    NULL,
    "https://aiplatform.googleapis.com/v1/publishers/google/models/m" METHOD,
    "x-goog-api-key" },
  { "vertex-behind-a-gateway",
    "http://h/vertex",
    "{\"vertex\":true}",
    "publishers/google/models/m",
    "http://h/vertex/v1/publishers/google/models/m" METHOD,
    "x-goog-api-key" },
  { "bearer",
    DEVELOPER,
    "{\"auth\":\"bearer\"}",
    NULL,
    DEVELOPER "/v1beta/models/m" METHOD,
    "authorization" },
  { "no-key",
    DEVELOPER,
    "{\"auth\":\"none\"}",
    NULL,
    DEVELOPER "/v1beta/models/m" METHOD,
    NULL },
};

static CcpSimpleProvider *
create_provider (const Case *test, GError **error)
{
  g_autofree char *text =
      g_strdup_printf ("{\"name\":\"p\",\"url\":\"%s\",\"options\":%s}",
                       test->url,
                       test->options != NULL ? test->options : "{}");
  g_autoptr (CcpJson) settings = ccp_json_new_from_text (text, -1, NULL);
  CcpSimpleProvider *provider = g_object_new (GEMINI_TYPE_PROVIDER, NULL);

  if (!ccp_provider_configure (CCP_PROVIDER (provider), settings, error))
    g_clear_object (&provider);
  return provider;
}

static CcpExchange *
create_exchange (const Case *test, CcpOperation operation, gboolean stream)
{
  g_autofree char *text =
      g_strdup_printf ("{\"model\":\"c\",\"stream\":%s}", stream ? "true" : "false");
  g_autoptr (CcpJson) body = ccp_json_new_from_text (text, -1, NULL);
  g_autoptr (CcpRoute) route =
      ccp_route_new ("default", "p", test->model != NULL ? test->model : "m");
  CcpExchange *exchange = ccp_exchange_new (operation, NULL, body);

  ccp_exchange_set_route (exchange, route);
  return exchange;
}

static CcpUpstreamRequest *
describe (const Case *test, CcpOperation operation, gboolean stream)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpSimpleProvider) provider = create_provider (test, &error);
  g_autoptr (CcpExchange) exchange = create_exchange (test, operation, stream);
  g_autoptr (CcpJson) body =
      ccp_json_new_from_text ("{\"contents\":[1],\"tools\":[2],\"generationConfig\":{}}",
                              -1,
                              NULL);
  CcpUpstreamRequest *request = NULL;

  g_assert_no_error (error);
  request = ccp_simple_provider_describe (provider, exchange, operation, body, &error);
  g_assert_no_error (error);
  return request;
}

static void
test_describe (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (CcpUpstreamRequest) request = describe (test, CCP_OPERATION_MESSAGES, FALSE);

  g_assert_cmpstr (ccp_upstream_request_get_url (request), ==, test->expected);
  g_assert_cmpstr (ccp_upstream_request_get_key_header (request), ==, test->key_header);
  g_assert_cmpstr (ccp_upstream_request_get_method (request), ==, "POST");
}

static void
test_stream (void)
{
  const Case test = { .url = "http://h/v1beta?team=a" };
  g_autoptr (CcpUpstreamRequest) request = describe (&test, CCP_OPERATION_MESSAGES, TRUE);

  g_assert_cmpstr (ccp_upstream_request_get_url (request),
                   ==,
                   "http://h/v1beta/models/m:streamGenerateContent?team=a&alt=sse");
}

static void
assert_body (CcpUpstreamRequest *request, const char *expected)
{
  g_autofree char *text = ccp_json_to_text (ccp_upstream_request_get_body (request));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_count (void)
{
  const Case test = { .url = DEVELOPER, .model = "models/m" };
  g_autoptr (CcpUpstreamRequest) request =
      describe (&test, CCP_OPERATION_COUNT_TOKENS, FALSE);

  g_assert_cmpstr (ccp_upstream_request_get_url (request),
                   ==,
                   DEVELOPER "/v1beta/models/m:countTokens");
  assert_body (request,
               "{\"generateContentRequest\":{\"model\":\"models/m\",\"contents\":[1],"
               "\"tools\":[2]}}");
}

static void
test_count_on_vertex (void)
{
  const Case test = { .url = PROJECT };
  g_autoptr (CcpUpstreamRequest) request =
      describe (&test, CCP_OPERATION_COUNT_TOKENS, FALSE);

  g_assert_cmpstr (ccp_upstream_request_get_url (request),
                   ==,
                   PROJECT "/publishers/google/models/m:countTokens");
  assert_body (request, "{\"contents\":[1],\"tools\":[2]}");
}

static CcpJson *
convert_count (const char *text, GError **error)
{
  const Case test = { .url = DEVELOPER };
  g_autoptr (CcpExchange) exchange =
      create_exchange (&test, CCP_OPERATION_COUNT_TOKENS, FALSE);
  g_autoptr (CcpSimpleTransformer) transformer =
      g_object_new (GEMINI_TYPE_TRANSFORMER, NULL);
  g_autoptr (CcpJson) body = ccp_json_new_from_text (text, -1, NULL);

  return ccp_simple_transformer_transform_response (transformer, exchange, body, error);
}

static void
test_count_answer (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) count = convert_count ("{\"totalTokens\":31}", &error);
  g_autofree char *text = NULL;
  g_autoptr (CcpJson) nothing = NULL;

  g_assert_no_error (error);
  text = ccp_json_to_text (count);
  g_assert_cmpstr (text, ==, "{\"input_tokens\":31}");
  nothing = convert_count ("{}", &error);
  g_assert_null (nothing);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_UPSTREAM);
}

static void
test_models (void)
{
  const Case test = { .url = DEVELOPER };
  g_autoptr (CcpUpstreamRequest) request = describe (&test, CCP_OPERATION_MODELS, FALSE);

  g_assert_cmpstr (ccp_upstream_request_get_method (request), ==, "GET");
  g_assert_cmpstr (ccp_upstream_request_get_url (request),
                   ==,
                   DEVELOPER "/v1beta/models");
  g_assert_null (ccp_upstream_request_get_body (request));
}

typedef struct
{
  const char *name;
  const char *options;
  const char *expected; /* NULL: nothing is wrong */
} Options;

static const Options options[] = {
  { "safety",
    "{\"safety\":{\"HARM_CATEGORY_HARASSMENT\":\"off\",\"all\":\"BLOCK_NONE\"}}",
    NULL },
  { "safety-category",
    "{\"safety\":{\"harrassment\":\"OFF\"}}",
    "options.safety.harrassment: expected harassment, hate_speech, sexually_explicit, "
    "dangerous_content, civic_integrity or all" },
  { "safety-threshold",
    "{\"safety\":{\"all\":\"NONE\"}}",
    "options.safety.all: expected OFF, BLOCK_NONE, BLOCK_ONLY_HIGH, "
    "BLOCK_MEDIUM_AND_ABOVE or BLOCK_LOW_AND_ABOVE" },
  { "auth",
    "{\"auth\":\"not a header\"}",
    "options.auth: expected auto, bearer, none or the name of a header, got \"not a "
    "header\"" },
};

static void
test_options (gconstpointer data)
{
  const Options *test = data;
  const Case provider_case = { .url = DEVELOPER, .options = test->options };
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpSimpleProvider) provider = create_provider (&provider_case, &error);

  g_assert_cmpint (provider != NULL, ==, test->expected == NULL);
  g_assert_cmpstr (error != NULL ? error->message : NULL, ==, test->expected);
}

/* what stands there may be a key */
static void
test_no_url (void)
{
  const Case test = { .url = "AIzaSyHush" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpSimpleProvider) provider = create_provider (&test, &error);

  g_assert_null (provider);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_assert_null (strstr (error->message, "Hush"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/gemini-provider/describe/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_describe);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autofree char *path =
          g_strconcat ("/gemini-provider/configure/", options[i].name, NULL);

      g_test_add_data_func (path, &options[i], test_options);
    }
  g_test_add_func ("/gemini-provider/describe/stream", test_stream);
  g_test_add_func ("/gemini-provider/describe/T115-count", test_count);
  g_test_add_func ("/gemini-provider/describe/T115-count-on-vertex",
                   test_count_on_vertex);
  g_test_add_func ("/gemini-provider/describe/list-of-models", test_models);
  g_test_add_func ("/gemini-provider/configure/no-url", test_no_url);
  g_test_add_func ("/gemini-transformer/T115-count-answer", test_count_answer);

  return g_test_run ();
}
