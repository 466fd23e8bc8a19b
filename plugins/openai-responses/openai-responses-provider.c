/* openai-responses-provider.c: speaks for a provider of the OpenAI Responses format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-responses-provider"

#include "openai-responses-provider.h"

#include "openai-responses-judge.h"

#define DIALECT "AnthropicToResponses"
#define RESPONSES_PATH "/responses"
#define COUNT_PATH "/responses/input_tokens"
#define MODELS_PATH "/models"

static const char *const paths[] = { RESPONSES_PATH, NULL };

static const char *const azure_domains[] = {
  "openai.azure.com",
  "cognitiveservices.azure.com",
  "services.ai.azure.com",
  NULL,
};

struct _OpenaiResponsesProvider
{
  CcpSimpleProvider parent_instance;

  CcpBaseUrl *base_url;
  CcpAuthScheme *auth;
};

G_DEFINE_FINAL_TYPE (OpenaiResponsesProvider,
                     openai_responses_provider,
                     CCP_TYPE_SIMPLE_PROVIDER)

/* Azure wants its keys in a header of its own */
static gboolean
configure (CcpSimpleProvider *provider, CcpJson *settings, GError **error)
{
  OpenaiResponsesProvider *self = OPENAI_RESPONSES_PROVIDER (provider);
  gboolean is_azure;

  self->base_url = ccp_base_url_new_from_settings (settings, paths, error);
  if (self->base_url == NULL)
    return FALSE;
  is_azure = ccp_base_url_is_at (self->base_url, azure_domains);
  self->auth = ccp_auth_scheme_new_from_settings (settings,
                                                  is_azure ? "api-key" : "bearer",
                                                  error);
  return self->auth != NULL;
}

static const char *
get_dialect (CcpSimpleProvider *provider)
{
  return DIALECT;
}

/* Some answer a stream with a document, and the other way round */
static CcpFraming
get_framing (CcpSimpleProvider *provider, CcpExchange *exchange)
{
  return CCP_FRAMING_AUTO;
}

static CcpUpstreamRequest *
make_request (OpenaiResponsesProvider *self,
              const char *method,
              const char *path,
              CcpJson *body,
              gboolean stream)
{
  g_autofree char *url = ccp_base_url_make_url (self->base_url, path, NULL);
  CcpUpstreamRequest *request = ccp_upstream_request_new (method, url);

  ccp_upstream_request_set_body (request, body);
  ccp_upstream_request_set_json_headers (request, stream);
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
  OpenaiResponsesProvider *self = OPENAI_RESPONSES_PROVIDER (provider);

  switch (operation)
    {
    case CCP_OPERATION_COUNT_TOKENS:
      return make_request (self, "POST", COUNT_PATH, body, FALSE);
    case CCP_OPERATION_MODELS:
    case CCP_OPERATION_PROBE:
      return make_request (self, "GET", MODELS_PATH, NULL, FALSE);
    case CCP_OPERATION_MESSAGES:
    default:
      return make_request (self,
                           "POST",
                           RESPONSES_PATH,
                           body,
                           ccp_exchange_get_stream (exchange));
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
  return openai_responses_judge_answer (exchange, status, headers, body, json);
}

static void
finalize (GObject *object)
{
  OpenaiResponsesProvider *self = OPENAI_RESPONSES_PROVIDER (object);

  g_clear_pointer (&self->base_url, ccp_base_url_unref);
  g_clear_pointer (&self->auth, ccp_auth_scheme_unref);
  G_OBJECT_CLASS (openai_responses_provider_parent_class)->finalize (object);
}

static void
openai_responses_provider_class_init (OpenaiResponsesProviderClass *klass)
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
openai_responses_provider_init (OpenaiResponsesProvider *self)
{
}
