/* openai-chat-provider.c: speaks for a provider of the OpenAI Chat format
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "openai-chat-provider"

#include "openai-chat-provider.h"

#include "openai-chat-endpoint.h"
#include "openai-chat-judge.h"

#define DIALECT "AnthropicToOpenAI"

struct _OpenaiChatProvider
{
  CcpSimpleProvider parent_instance;

  char *name;
  OpenaiChatEndpoint endpoint;
  char *key_header; /* (nullable): none is sent */
  gboolean bearer;
};

G_DEFINE_FINAL_TYPE (OpenaiChatProvider, openai_chat_provider, CCP_TYPE_SIMPLE_PROVIDER)

static gboolean
is_header_name (const char *text)
{
  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && strchr ("!#$%&'*+-.^_`|~", *text) == NULL)
      return FALSE;
  return TRUE;
}

/* auth: "bearer", "none" or the name of a header; Azure wants one of its own */
static gboolean
set_auth (OpenaiChatProvider *self, const CcpJsonValue *auth, GError **error)
{
  g_autofree char *text = ccp_json_value_dup_string (auth, NULL);

  if (text == NULL || g_str_equal (text, "auto"))
    {
      self->bearer = !openai_chat_endpoint_is_azure (&self->endpoint);
      self->key_header = g_strdup (self->bearer ? "authorization" : "api-key");
      return TRUE;
    }
  if (g_str_equal (text, "none"))
    return TRUE;
  if (!is_header_name (text))
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "options.auth: expected auto, bearer, none or the name of a header, "
                   "got \"%s\"",
                   text);
      return FALSE;
    }
  self->bearer = g_ascii_strcasecmp (text, "bearer") == 0 ||
                 g_ascii_strcasecmp (text, "authorization") == 0;
  self->key_header =
      self->bearer ? g_strdup ("authorization") : g_ascii_strdown (text, -1);
  return TRUE;
}

static gboolean
configure (CcpSimpleProvider *provider, CcpJson *settings, GError **error)
{
  OpenaiChatProvider *self = OPENAI_CHAT_PROVIDER (provider);
  CcpJsonValue root;
  CcpJsonValue value;
  g_autofree char *url = NULL;

  ccp_json_get_root (settings, &root);
  value = ccp_json_value_member (&root, "name");
  self->name = ccp_json_value_dup_string (&value, NULL);
  value = ccp_json_value_member (&root, "url");
  url = ccp_json_value_dup_string (&value, NULL);
  if (!openai_chat_endpoint_parse (&self->endpoint, url != NULL ? url : "", error))
    return FALSE;
  value = ccp_json_value_member (&root, "options");
  value = ccp_json_value_member (&value, "auth");
  return set_auth (self, &value, error);
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

static void
set_headers (OpenaiChatProvider *self, CcpUpstreamRequest *request, gboolean stream)
{
  CcpHeaders *headers = ccp_upstream_request_get_headers (request);

  ccp_headers_set (headers, "accept", stream ? "text/event-stream" : "application/json");
  /* whoever compresses events holds them back */
  ccp_headers_set (headers, "accept-encoding", "identity");
  if (ccp_upstream_request_get_body (request) != NULL)
    ccp_headers_set (headers, "content-type", "application/json");
  ccp_upstream_request_set_key_header (request,
                                       self->key_header,
                                       self->bearer ? "Bearer " : NULL);
}

static CcpUpstreamRequest *
describe_chat (OpenaiChatProvider *self, CcpExchange *exchange, CcpJson *body)
{
  g_autofree char *url = openai_chat_endpoint_make_chat_url (&self->endpoint);
  CcpUpstreamRequest *request = ccp_upstream_request_new ("POST", url);

  ccp_upstream_request_set_body (request, body);
  set_headers (self, request, ccp_exchange_get_stream (exchange));
  return request;
}

static CcpUpstreamRequest *
describe_models (OpenaiChatProvider *self)
{
  g_autofree char *url = openai_chat_endpoint_make_models_url (&self->endpoint);
  CcpUpstreamRequest *request = ccp_upstream_request_new ("GET", url);

  set_headers (self, request, FALSE);
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
  openai_chat_endpoint_clear (&self->endpoint);
  g_clear_pointer (&self->key_header, g_free);
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
