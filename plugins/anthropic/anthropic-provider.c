/* anthropic-provider.c: speaks for Anthropic and for endpoints that are compatible
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "anthropic-provider"

#include "anthropic-provider.h"

#include "anthropic-headers.h"
#include "anthropic-judge.h"

#define DIALECT "AnthropicToAnthropic"

#define MESSAGES_PATH "/v1/messages"
#define COUNT_PATH "/v1/messages/count_tokens"
#define MODELS_PATH "/v1/models"

/* what may be pasted: the base is what ANTHROPIC_BASE_URL would be */
static const char *const paths[] = { COUNT_PATH,
                                     MESSAGES_PATH,
                                     MODELS_PATH,
                                     "/v1",
                                     NULL };

struct _AnthropicProvider
{
  CcpSimpleProvider parent_instance;

  CcpBaseUrl *base_url;
  CcpAuthScheme *auth; /* (nullable): the client's own credentials are sent */
  char **pass_headers; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (AnthropicProvider, anthropic_provider, CCP_TYPE_SIMPLE_PROVIDER)

static char **
read_list (const CcpJsonValue *list)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  CcpJsonIter iter;
  CcpJsonValue value;

  if (!ccp_json_value_is_array (list))
    return NULL;
  ccp_json_iter_init (&iter, list);
  while (ccp_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *text = ccp_json_value_dup_string (&value, NULL);
      g_autofree char *name = text != NULL ? g_ascii_strdown (text, -1) : NULL;

      if (name != NULL)
        g_strv_builder_add (builder, name);
    }
  return g_strv_builder_end (builder);
}

static gboolean
configure (CcpSimpleProvider *provider, CcpJson *settings, GError **error)
{
  AnthropicProvider *self = ANTHROPIC_PROVIDER (provider);
  CcpJsonValue options;
  CcpJsonValue value;

  ccp_json_get_root (settings, &options);
  options = ccp_json_value_member (&options, "options");
  value = ccp_json_value_member (&options, "pass_headers");
  self->pass_headers = read_list (&value);
  self->base_url = ccp_base_url_new_from_settings (settings, paths, error);
  if (self->base_url == NULL)
    return FALSE;
  value = ccp_json_value_member (&options, "auth");
  if (ccp_json_value_equals_string (&value, "client"))
    return TRUE;
  self->auth = ccp_auth_scheme_new_from_settings (settings, "x-api-key", error);
  return self->auth != NULL;
}

static const char *
get_dialect (CcpSimpleProvider *provider)
{
  return DIALECT;
}

static CcpFraming
get_framing (CcpSimpleProvider *provider, CcpExchange *exchange)
{
  return CCP_FRAMING_SSE;
}

static CcpUpstreamRequest *
create_request (AnthropicProvider *self, const char *method, const char *path)
{
  g_autofree char *url = ccp_base_url_make_url (self->base_url, path, NULL);
  CcpUpstreamRequest *request = ccp_upstream_request_new (method, url);

  if (self->auth != NULL)
    ccp_auth_scheme_apply (self->auth, request);
  else
    ccp_upstream_request_set_forwards_credentials (request, TRUE);
  return request;
}

static CcpUpstreamRequest *
describe (CcpSimpleProvider *provider,
          CcpExchange *exchange,
          CcpOperation operation,
          CcpJson *body,
          GError **error)
{
  AnthropicProvider *self = ANTHROPIC_PROVIDER (provider);
  CcpUpstreamRequest *request = NULL;
  gboolean stream = FALSE;

  switch (operation)
    {
    case CCP_OPERATION_MESSAGES:
      request = create_request (self, "POST", MESSAGES_PATH);
      stream = ccp_exchange_get_stream (exchange);
      ccp_upstream_request_set_body (request, body);
      break;
    case CCP_OPERATION_COUNT_TOKENS:
      request = create_request (self, "POST", COUNT_PATH);
      ccp_upstream_request_set_body (request, body);
      break;
    case CCP_OPERATION_MODELS:
    case CCP_OPERATION_PROBE:
    default:
      request = create_request (self, "GET", MODELS_PATH);
      break;
    }
  anthropic_headers_pass (exchange, self->pass_headers, request);
  ccp_upstream_request_set_json_headers (request, stream);
  return request;
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
  return anthropic_judge_answer (exchange, status, headers, body, json);
}

static void
finalize (GObject *object)
{
  AnthropicProvider *self = ANTHROPIC_PROVIDER (object);

  g_clear_pointer (&self->base_url, ccp_base_url_unref);
  g_clear_pointer (&self->auth, ccp_auth_scheme_unref);
  g_clear_pointer (&self->pass_headers, g_strfreev);
  G_OBJECT_CLASS (anthropic_provider_parent_class)->finalize (object);
}

static void
anthropic_provider_class_init (AnthropicProviderClass *klass)
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
anthropic_provider_init (AnthropicProvider *self)
{
}
