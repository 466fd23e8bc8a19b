/* test-openai-responses-provider.c: URLs, keys and headers for every kind of provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "ccp-url-pattern.h"
#include "openai-responses-provider.h"

typedef struct
{
  const char *name;
  const char *url;
  const char *options;
  const char *responses;
  const char *models;
  const char *key_header;
  const char *key_prefix;
} Case;

static const Case cases[] = {
  { "base",
    "https://api.openai.com/v1",
    "{}",
    "https://api.openai.com/v1/responses",
    "https://api.openai.com/v1/models",
    "authorization",
    "Bearer " },
  { "whole-endpoint",
    "http://localhost:8080/v1/responses/",
    "{}",
    "http://localhost:8080/v1/responses",
    "http://localhost:8080/v1/models",
    "authorization",
    "Bearer " },
  { "azure",
    "https://x.openai.azure.com/openai/responses?api-version=2025-04-01-preview",
    "{}",
    "https://x.openai.azure.com/openai/responses?api-version=2025-04-01-preview",
    "https://x.openai.azure.com/openai/models?api-version=2025-04-01-preview",
    "api-key",
    NULL },
  { "azure-v1",
    "https://x.openai.azure.com/openai/v1",
    "{\"auth\":\"bearer\"}",
    "https://x.openai.azure.com/openai/v1/responses",
    "https://x.openai.azure.com/openai/v1/models",
    "authorization",
    "Bearer " },
  { "auth-none",
    "http://127.0.0.1:11434/v1",
    "{\"auth\":\"none\"}",
    "http://127.0.0.1:11434/v1/responses",
    "http://127.0.0.1:11434/v1/models",
    NULL,
    NULL },
};

static CcpProvider *
create_provider (const char *url, const char *options, GError **error)
{
  g_autofree char *text =
      g_strdup_printf ("{\"name\":\"p\",\"url\":\"%s\",\"options\":%s}", url, options);
  g_autoptr (CcpJson) settings = ccp_json_new_from_text (text, -1, NULL);
  g_autoptr (CcpProvider) provider = g_object_new (OPENAI_RESPONSES_TYPE_PROVIDER, NULL);

  return ccp_provider_configure (provider, settings, error) ? g_steal_pointer (&provider)
                                                            : NULL;
}

static CcpExchange *
create_exchange (gboolean stream)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpJson) body =
      ccp_json_new_from_text (stream ? "{\"stream\":true}" : "{}", -1, NULL);

  ccp_headers_set (headers, "authorization", "Bearer client-secret");
  ccp_headers_set (headers, "x-api-key", "client-secret");
  ccp_headers_set (headers, "accept-encoding", "gzip, br, zstd");
  ccp_headers_set (headers, "x-forwarded-for", "10.0.0.1");
  return ccp_exchange_new (CCP_OPERATION_MESSAGES, headers, body);
}

static CcpUpstreamRequest *
describe (CcpProvider *provider, CcpOperation operation, CcpJson *body, gboolean stream)
{
  g_autoptr (CcpExchange) exchange = create_exchange (stream);
  g_autoptr (GError) error = NULL;
  CcpUpstreamRequest *request =
      ccp_simple_provider_describe (CCP_SIMPLE_PROVIDER (provider),
                                    exchange,
                                    operation,
                                    body,
                                    &error);

  g_assert_no_error (error);
  return request;
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpProvider) provider = create_provider (test->url, test->options, &error);
  g_autoptr (CcpUpstreamRequest) responses = NULL;
  g_autoptr (CcpUpstreamRequest) models = NULL;

  g_assert_no_error (error);
  responses = describe (provider, CCP_OPERATION_MESSAGES, NULL, FALSE);
  models = describe (provider, CCP_OPERATION_MODELS, NULL, FALSE);

  g_assert_cmpstr (ccp_upstream_request_get_method (responses), ==, "POST");
  g_assert_cmpstr (ccp_upstream_request_get_url (responses), ==, test->responses);
  g_assert_cmpstr (ccp_upstream_request_get_method (models), ==, "GET");
  g_assert_cmpstr (ccp_upstream_request_get_url (models), ==, test->models);
  g_assert_cmpstr (ccp_upstream_request_get_key_header (responses), ==, test->key_header);
  g_assert_cmpstr (ccp_upstream_request_get_key_prefix (responses), ==, test->key_prefix);
}

typedef struct
{
  const char *name;
  const char *url;
  const char *options;
  const char *message;
} WrongCase;

static const WrongCase wrong_cases[] = {
  { "url-missing", "", "{}", "url: expected an http or https URL such as *" },
  { "key-in-place-of-url", "sk-12345678", "{}", "*, got 11 other characters" },
  { "auth",
    "http://h.example/",
    "{\"auth\":\"a b\"}",
    "options.auth: expected *\"a b\"" },
};

static void
test_wrong (gconstpointer data)
{
  const WrongCase *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpProvider) provider = create_provider (test->url, test->options, &error);

  g_assert_null (provider);
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_assert_true (g_pattern_match_simple (test->message, error->message));
}

static void
test_headers (void)
{
  g_autoptr (CcpProvider) provider = create_provider ("http://h.example/v1", "{}", NULL);
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{\"model\":\"x\"}", -1, NULL);
  g_autoptr (CcpUpstreamRequest) request =
      describe (provider, CCP_OPERATION_MESSAGES, body, TRUE);
  CcpHeaders *headers = ccp_upstream_request_get_headers (request);

  g_assert_true (ccp_upstream_request_get_body (request) == body);
  g_assert_cmpuint (ccp_headers_get_length (headers), ==, 3);
  g_assert_cmpstr (ccp_headers_get (headers, "accept"), ==, "text/event-stream");
  g_assert_cmpstr (ccp_headers_get (headers, "accept-encoding"), ==, "identity");
  g_assert_cmpstr (ccp_headers_get (headers, "content-type"), ==, "application/json");
}

static void
test_count_tokens (void)
{
  g_autoptr (CcpProvider) provider = create_provider ("http://h.example/v1", "{}", NULL);
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{\"model\":\"x\"}", -1, NULL);
  g_autoptr (CcpUpstreamRequest) request =
      describe (provider, CCP_OPERATION_COUNT_TOKENS, body, FALSE);

  g_assert_cmpstr (ccp_upstream_request_get_url (request),
                   ==,
                   "http://h.example/v1/responses/input_tokens");
  g_assert_true (ccp_upstream_request_get_body (request) == body);
}

static void
test_what_it_is (void)
{
  g_autoptr (CcpProvider) provider = create_provider ("http://h.example/v1", "{}", NULL);
  g_autoptr (CcpExchange) exchange = create_exchange (TRUE);

  g_assert_cmpstr (ccp_provider_get_dialect (provider), ==, "AnthropicToResponses");
  g_assert_cmpint (ccp_provider_get_framing (provider, exchange), ==, CCP_FRAMING_AUTO);
}

/* Returns: how well a URL fits a plugin */
static guint
match (const char *plugin, const char *url)
{
  g_autofree char *name = g_strconcat (plugin, ".plugin", NULL);
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "plugins", plugin, name, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) urls = NULL;
  guint best = 0;

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  urls = g_key_file_get_string_list (file, "Plugin", "Urls", NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; urls[i] != NULL; i++)
    best = MAX (best, ccp_url_pattern_match (urls[i], url));
  return best;
}

static void
test_urls (void)
{
  static const char *const ours[] = {
    "https://api.openai.com/v1/responses",
    "https://x.openai.azure.com/openai/responses?api-version=1",
    "https://x.openai.azure.com/openai/v1/responses",
    "https://x.cognitiveservices.azure.com/openai/v1/responses",
    "https://openrouter.ai/api/v1/responses",
    "https://api.x.ai/v1/responses",
    "https://api.groq.com/openai/v1/responses",
    "https://api.deepseek.com/responses",
    "https://api.mistral.ai/v1/responses",
    "https://api.moonshot.ai/v1/responses",
    "https://h.example/openai/v1/responses/",
    "http://127.0.0.1:8080/v1/responses",
  };
  static const char *const others[] = {
    "https://api.openai.com/v1",
    "https://api.openai.com/v1/chat/completions",
    "https://x.openai.azure.com/openai/deployments/gpt",
    "http://127.0.0.1:8080/v1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ours); i++)
    {
      g_test_message ("%s", ours[i]);
      g_assert_cmpuint (match ("openai-responses", ours[i]),
                        >,
                        match ("openai-chat", ours[i]));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_test_message ("%s", others[i]);
      g_assert_cmpuint (match ("openai-responses", others[i]),
                        <,
                        match ("openai-chat", others[i]));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/openai-responses-provider/describe/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/openai-responses-provider/configure/",
                                           wrong_cases[i].name,
                                           NULL);

      g_test_add_data_func (path, &wrong_cases[i], test_wrong);
    }
  g_test_add_func ("/openai-responses-provider/describe/T84-T123-headers", test_headers);
  g_test_add_func ("/openai-responses-provider/describe/T115-counts-tokens",
                   test_count_tokens);
  g_test_add_func ("/openai-responses-provider/get/dialect-and-framing", test_what_it_is);
  g_test_add_func ("/openai-responses-provider/urls/win-over-the-chat-format", test_urls);
  return g_test_run ();
}
