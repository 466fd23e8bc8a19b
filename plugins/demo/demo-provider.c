/* demo-provider.c: a provider that needs no key and no network
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "demo-provider"

#include "demo-provider.h"

#include "demo-upstream.h"

#define DIALECT "openai-chat.AnthropicToOpenAI"

struct _DemoProvider
{
  CcpSimpleProvider parent_instance;

  DemoUpstream *upstream; /* (nullable): from the first request on */
};

G_DEFINE_FINAL_TYPE (DemoProvider, demo_provider, CCP_TYPE_SIMPLE_PROVIDER)

static const char *
get_dialect (CcpSimpleProvider *provider)
{
  return DIALECT;
}

static CcpUpstreamRequest *
create_request (DemoProvider *self, const char *method, const char *path, CcpJson *body)
{
  g_autofree char *url = g_strconcat (demo_upstream_get_url (self->upstream), path, NULL);
  CcpUpstreamRequest *request = ccp_upstream_request_new (method, url);

  if (body != NULL)
    {
      ccp_upstream_request_set_body (request, body);
      ccp_headers_set (ccp_upstream_request_get_headers (request),
                       "content-type",
                       "application/json");
    }
  return request;
}

static CcpUpstreamRequest *
describe (CcpSimpleProvider *provider,
          CcpExchange *exchange,
          CcpOperation operation,
          CcpJson *body,
          GError **error)
{
  DemoProvider *self = DEMO_PROVIDER (provider);

  if (operation == CCP_OPERATION_COUNT_TOKENS)
    {
      g_set_error_literal (error,
                           CCP_ERROR,
                           CCP_ERROR_NOT_FOUND,
                           "the demo does not count tokens");
      return NULL;
    }
  if (self->upstream == NULL)
    self->upstream = demo_upstream_new (error);
  if (self->upstream == NULL)
    {
      g_prefix_error (error, "the server of the demo did not start: ");
      return NULL;
    }
  if (operation == CCP_OPERATION_MESSAGES)
    return create_request (self, "POST", "/chat/completions", body);
  return create_request (self, "GET", "/models", NULL);
}

static guint64
get_retry_after (CcpHeaders *headers)
{
  const char *seconds = ccp_headers_get (headers, "retry-after");

  return seconds != NULL ? g_ascii_strtoull (seconds, NULL, 10) * 1000 : 0;
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
  CcpJsonValue root = CCP_JSON_VALUE_NONE;
  CcpJsonValue failure;
  CcpJsonValue text;
  CcpVerdict *verdict = NULL;
  g_autofree char *message = NULL;

  if (status == 200)
    return ccp_verdict_new_fine ();
  if (json != NULL)
    ccp_json_get_root (json, &root);
  failure = ccp_json_value_member (&root, "error");
  text = ccp_json_value_member (&failure, "message");
  message = ccp_json_value_dup_string (&text, NULL);
  if (message == NULL)
    message = g_strdup_printf ("the demo answered with HTTP status %u", status);
  verdict = ccp_verdict_new (CCP_VERDICT_GIVE_UP,
                             ccp_error_code_from_http_status (status),
                             message);
  ccp_verdict_set_retry_after (verdict, get_retry_after (headers));
  return verdict;
}

static void
demo_provider_finalize (GObject *object)
{
  DemoProvider *self = DEMO_PROVIDER (object);

  g_clear_object (&self->upstream);

  G_OBJECT_CLASS (demo_provider_parent_class)->finalize (object);
}

static void
demo_provider_class_init (DemoProviderClass *klass)
{
  CcpSimpleProviderClass *provider_class = CCP_SIMPLE_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = demo_provider_finalize;
  provider_class->get_dialect = get_dialect;
  provider_class->describe = describe;
  provider_class->judge = judge;
}

static void
demo_provider_init (DemoProvider *self)
{
}
