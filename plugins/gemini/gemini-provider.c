/* gemini-provider.c: speaks for a provider of the Gemini format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-provider"

#include "gemini-provider.h"

#include "gemini-count.h"
#include "gemini-endpoint.h"
#include "gemini-judge.h"
#include "gemini-safety.h"

#define DIALECT "AnthropicToGemini"

struct _GeminiProvider
{
  CcpSimpleProvider parent_instance;

  GeminiEndpoint *endpoint;
  CcpAuthScheme *auth;
};

G_DEFINE_FINAL_TYPE (GeminiProvider, gemini_provider, CCP_TYPE_SIMPLE_PROVIDER)

static gboolean
configure (CcpSimpleProvider *provider, CcpJson *settings, GError **error)
{
  GeminiProvider *self = GEMINI_PROVIDER (provider);
  const char *fallback = NULL;

  self->endpoint = gemini_endpoint_new (settings, error);
  if (self->endpoint == NULL || !gemini_safety_check (settings, error))
    return FALSE;
  /* a project of Google Cloud is for who has a token of it */
  fallback = gemini_endpoint_has_project (self->endpoint) ? "bearer" : "x-goog-api-key";
  self->auth = ccp_auth_scheme_new_from_settings (settings, fallback, error);
  return self->auth != NULL;
}

static const char *
get_dialect (CcpSimpleProvider *provider)
{
  return DIALECT;
}

/* Without alt=sse a stream is an array, which is what some gateways send all the same. */
static CcpFraming
get_framing (CcpSimpleProvider *provider, CcpExchange *exchange)
{
  return CCP_FRAMING_AUTO;
}

static CcpUpstreamRequest *
describe_post (GeminiProvider *self, const char *url, CcpJson *body, gboolean stream)
{
  CcpUpstreamRequest *request = ccp_upstream_request_new ("POST", url);

  ccp_upstream_request_set_body (request, body);
  ccp_upstream_request_set_json_headers (request, stream);
  ccp_auth_scheme_apply (self->auth, request);
  return request;
}

static CcpUpstreamRequest *
describe_messages (GeminiProvider *self, CcpExchange *exchange, CcpJson *body)
{
  gboolean stream = ccp_exchange_get_stream (exchange);
  g_autofree char *url = gemini_endpoint_make_model_url (
      self->endpoint,
      ccp_exchange_get_upstream_model (exchange),
      stream ? "streamGenerateContent" : "generateContent",
      stream ? "alt=sse" : NULL);

  return describe_post (self, url, body, stream);
}

static CcpUpstreamRequest *
describe_count (GeminiProvider *self,
                CcpExchange *exchange,
                CcpJson *body,
                GError **error)
{
  g_autofree char *url =
      gemini_endpoint_make_model_url (self->endpoint,
                                      ccp_exchange_get_upstream_model (exchange),
                                      "countTokens",
                                      NULL);
  g_autoptr (CcpJson) question = gemini_count_make_request (
      body,
      gemini_endpoint_strip_model (ccp_exchange_get_upstream_model (exchange)),
      gemini_endpoint_get_vertex (self->endpoint));

  if (question == NULL)
    {
      g_set_error_literal (error,
                           CCP_ERROR,
                           CCP_ERROR_TOO_LARGE,
                           "The request is nested deeper than a document may be");
      return NULL;
    }
  return describe_post (self, url, question, FALSE);
}

static CcpUpstreamRequest *
describe_models (GeminiProvider *self)
{
  g_autofree char *url = gemini_endpoint_make_models_url (self->endpoint);
  CcpUpstreamRequest *request = ccp_upstream_request_new ("GET", url);

  ccp_upstream_request_set_json_headers (request, FALSE);
  ccp_auth_scheme_apply (self->auth, request);
  return request;
}

static CcpUpstreamRequest *
describe (CcpSimpleProvider *provider,
          CcpExchange *exchange,
          CcpOperation operation,
          CcpJson *body,
          GError **error)
{
  GeminiProvider *self = GEMINI_PROVIDER (provider);

  switch (operation)
    {
    case CCP_OPERATION_MESSAGES:
      return describe_messages (self, exchange, body);
    case CCP_OPERATION_COUNT_TOKENS:
      return describe_count (self, exchange, body, error);
    case CCP_OPERATION_MODELS:
    case CCP_OPERATION_PROBE:
    default:
      return describe_models (self);
    }
}

static CcpVerdict *
judge (CcpSimpleProvider *provider,
       CcpExchange *exchange,
       guint status,
       CcpHeaders *headers,
       GBytes *body,
       CcpJson *json,
       GError **error)
{
  return gemini_judge_answer (exchange, status, headers, body, json);
}

static void
finalize (GObject *object)
{
  GeminiProvider *self = GEMINI_PROVIDER (object);

  g_clear_pointer (&self->endpoint, gemini_endpoint_free);
  g_clear_pointer (&self->auth, ccp_auth_scheme_unref);
  G_OBJECT_CLASS (gemini_provider_parent_class)->finalize (object);
}

static void
gemini_provider_class_init (GeminiProviderClass *klass)
{
  CcpSimpleProviderClass *provider_class = CCP_SIMPLE_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  provider_class->configure = configure;
  provider_class->get_dialect = get_dialect;
  provider_class->get_framing = get_framing;
  provider_class->describe = describe;
  provider_class->judge = judge;
}

static void
gemini_provider_init (GeminiProvider *self)
{
}
