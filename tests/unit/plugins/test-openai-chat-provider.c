/* test-openai-chat-provider.c: URLs, keys and headers for every kind of provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "openai-chat-provider.h"

typedef struct
{
  const char *name;
  const char *url;
  const char *options;
  const char *chat;
  const char *models;
  const char *key_header;
  const char *key_prefix;
} Case;

static const Case cases[] = {
  { "base",
    "https://api.openai.com/v1",
    "{}",
    "https://api.openai.com/v1/chat/completions",
    "https://api.openai.com/v1/models",
    "authorization",
    "Bearer " },
  { "slashes",
    "https://openrouter.ai/api/v1//",
    "{}",
    "https://openrouter.ai/api/v1/chat/completions",
    "https://openrouter.ai/api/v1/models",
    "authorization",
    "Bearer " },
  { "whole-endpoint",
    "http://localhost:8080/v1/chat/completions/",
    "{}",
    "http://localhost:8080/v1/chat/completions",
    "http://localhost:8080/v1/models",
    "authorization",
    "Bearer " },
  { "no-path",
    "https://api.deepseek.com",
    "{}",
    "https://api.deepseek.com/chat/completions",
    "https://api.deepseek.com/models",
    "authorization",
    "Bearer " },
  { "azure-deployment",
    "https://x.openai.azure.com/openai/deployments/gpt?api-version=2024-10-21",
    "{}",
    "https://x.openai.azure.com/openai/deployments/gpt/chat/completions"
    "?api-version=2024-10-21",
    "https://x.openai.azure.com/openai/models?api-version=2024-10-21",
    "api-key",
    NULL },
  { "azure-whole-endpoint",
    "https://X.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=1",
    "{\"auth\":\"auto\"}",
    "https://X.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=1",
    "https://X.openai.azure.com/openai/models?api-version=1",
    "api-key",
    NULL },
  { "azure-v1",
    "https://x.openai.azure.com/openai/v1",
    "{\"auth\":\"bearer\"}",
    "https://x.openai.azure.com/openai/v1/chat/completions",
    "https://x.openai.azure.com/openai/v1/models",
    "authorization",
    "Bearer " },
  { "auth-header",
    "https://h.example/v1",
    "{\"auth\":\"X-Api-Key\"}",
    "https://h.example/v1/chat/completions",
    "https://h.example/v1/models",
    "x-api-key",
    NULL },
  { "auth-none",
    "http://127.0.0.1:11434/v1",
    "{\"auth\":\"none\"}",
    "http://127.0.0.1:11434/v1/chat/completions",
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
  g_autoptr (CcpProvider) provider = g_object_new (OPENAI_CHAT_TYPE_PROVIDER, NULL);

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
  ccp_headers_set (headers, "cookie", "a=b");
  ccp_headers_set (headers, "accept-encoding", "gzip, br, zstd");
  ccp_headers_set (headers, "x-forwarded-for", "10.0.0.1");
  ccp_headers_set (headers, "content-length", "7");
  ccp_headers_set (headers, "host", "localhost");
  return ccp_exchange_new (CCP_OPERATION_MESSAGES, headers, body);
}

static CcpUpstreamRequest *
describe (CcpProvider *provider,
          CcpExchange *exchange,
          CcpOperation operation,
          CcpJson *body,
          GError **error)
{
  return ccp_simple_provider_describe (CCP_SIMPLE_PROVIDER (provider),
                                       exchange,
                                       operation,
                                       body,
                                       error);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpProvider) provider = create_provider (test->url, test->options, &error);
  g_autoptr (CcpExchange) exchange = create_exchange (FALSE);
  g_autoptr (CcpUpstreamRequest) chat = NULL;
  g_autoptr (CcpUpstreamRequest) models = NULL;

  g_assert_no_error (error);
  chat = describe (provider, exchange, CCP_OPERATION_MESSAGES, NULL, &error);
  models = describe (provider, exchange, CCP_OPERATION_MODELS, NULL, &error);

  g_assert_cmpstr (ccp_upstream_request_get_method (chat), ==, "POST");
  g_assert_cmpstr (ccp_upstream_request_get_url (chat), ==, test->chat);
  g_assert_cmpstr (ccp_upstream_request_get_method (models), ==, "GET");
  g_assert_cmpstr (ccp_upstream_request_get_url (models), ==, test->models);
  g_assert_cmpstr (ccp_upstream_request_get_key_header (chat), ==, test->key_header);
  g_assert_cmpstr (ccp_upstream_request_get_key_prefix (chat), ==, test->key_prefix);
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
  { "url-of-another-kind",
    "ftp://h.example/",
    "{}",
    "url: expected an http or https URL*" },
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
  g_assert_null (strstr (error->message, "sk-"));
}

static void
test_headers (void)
{
  g_autoptr (CcpProvider) provider = create_provider ("http://h.example/v1", "{}", NULL);
  g_autoptr (CcpExchange) exchange = create_exchange (TRUE);
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{\"model\":\"x\"}", -1, NULL);
  g_autoptr (CcpUpstreamRequest) request =
      describe (provider, exchange, CCP_OPERATION_MESSAGES, body, NULL);
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
  g_autoptr (CcpExchange) exchange = create_exchange (FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_null (describe (provider, exchange, CCP_OPERATION_COUNT_TOKENS, NULL, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_NOT_FOUND);
}

static void
test_what_it_is (void)
{
  g_autoptr (CcpProvider) provider = create_provider ("http://h.example/v1", "{}", NULL);
  g_autoptr (CcpExchange) exchange = create_exchange (TRUE);

  g_assert_cmpstr (ccp_provider_get_dialect (provider), ==, "AnthropicToOpenAI");
  g_assert_cmpint (ccp_provider_get_framing (provider, exchange), ==, CCP_FRAMING_AUTO);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/openai-chat-provider/describe/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/openai-chat-provider/configure/", wrong_cases[i].name, NULL);

      g_test_add_data_func (path, &wrong_cases[i], test_wrong);
    }
  g_test_add_func ("/openai-chat-provider/describe/T84-T123-headers", test_headers);
  g_test_add_func ("/openai-chat-provider/describe/count-tokens", test_count_tokens);
  g_test_add_func ("/openai-chat-provider/get/dialect-and-framing", test_what_it_is);
  return g_test_run ();
}
