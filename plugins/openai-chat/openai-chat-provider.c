/* openai-chat-provider.c: speaks for a provider of the OpenAI Chat format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-provider"

#include "openai-chat-provider.h"

#include "openai-chat-judge.h"

#define DIALECT "AnthropicToOpenAI"
#define CHAT_PATH "/chat/completions"
#define MODELS_PATH "/models"
#define DEPLOYMENTS_PATH "/deployments/"

static const char *const chat_paths[] = { CHAT_PATH, NULL };

static const char *const azure_domains[] = {
  "openai.azure.com",
  "cognitiveservices.azure.com",
  "services.ai.azure.com",
  NULL,
};

struct _OpenaiChatProvider
{
  CcpSimpleProvider parent_instance;

  char *name;
  CcpBaseUrl *base_url;
  CcpAuthScheme *auth;
};

G_DEFINE_FINAL_TYPE (OpenaiChatProvider, openai_chat_provider, CCP_TYPE_SIMPLE_PROVIDER)

/* Azure wants its keys in a header of its own */
static gboolean
configure (CcpSimpleProvider *provider, CcpJson *settings, GError **error)
{
  OpenaiChatProvider *self = OPENAI_CHAT_PROVIDER (provider);
  CcpJsonValue value;
  gboolean is_azure;

  ccp_json_get_root (settings, &value);
  value = ccp_json_value_member (&value, "name");
  self->name = ccp_json_value_dup_string (&value, NULL);
  self->base_url = ccp_base_url_new_from_settings (settings, chat_paths, error);
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
describe_chat (OpenaiChatProvider *self, CcpExchange *exchange, CcpJson *body)
{
  g_autofree char *url = ccp_base_url_make_url (self->base_url, CHAT_PATH, NULL);
  CcpUpstreamRequest *request = ccp_upstream_request_new ("POST", url);

  ccp_upstream_request_set_body (request, body);
  ccp_upstream_request_set_json_headers (request, ccp_exchange_get_stream (exchange));
  ccp_auth_scheme_apply (self->auth, request);
  return request;
}

static CcpUpstreamRequest *
describe_models (OpenaiChatProvider *self)
{
  g_autofree char *url =
      ccp_base_url_make_url_above (self->base_url, DEPLOYMENTS_PATH, MODELS_PATH, NULL);
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
  OpenaiChatProvider *self = OPENAI_CHAT_PROVIDER (provider);

  switch (operation)
    {
    case CCP_OPERATION_MESSAGES:
      return describe_chat (self, exchange, body);
    case CCP_OPERATION_MODELS:
    case CCP_OPERATION_PROBE:
      return describe_models (self);
    case CCP_OPERATION_COUNT_TOKENS:
    default:
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_NOT_FOUND,
                   "provider \"%s\" cannot count tokens: the OpenAI Chat format has no "
                   "request for it",
                   self->name);
      return NULL;
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
  return openai_chat_judge_answer (exchange, status, headers, body, json);
}

static void
finalize (GObject *object)
{
  OpenaiChatProvider *self = OPENAI_CHAT_PROVIDER (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->base_url, ccp_base_url_unref);
  g_clear_pointer (&self->auth, ccp_auth_scheme_unref);
  G_OBJECT_CLASS (openai_chat_provider_parent_class)->finalize (object);
}

static void
openai_chat_provider_class_init (OpenaiChatProviderClass *klass)
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
openai_chat_provider_init (OpenaiChatProvider *self)
{
}
