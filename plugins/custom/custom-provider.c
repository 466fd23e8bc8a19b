/* custom-provider.c: speaks for a provider whose requests the configuration describes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "custom-provider"

#include "custom-provider.h"

#include <string.h>

#include "custom-url.h"

struct _CustomProvider
{
  CcpSimpleProvider parent_instance;

  char *name;
  char *method;
  CustomUrl *url;
  CustomUrl *stream_url; /* (nullable): the same */
  CcpHeaders *headers;
  CcpAuthScheme *auth;
  char *key_prefix; /* (nullable): that of the scheme */
  CcpFraming framing;
  char *dialect; /* (nullable): there is none */
};

G_DEFINE_FINAL_TYPE (CustomProvider, custom_provider, CCP_TYPE_SIMPLE_PROVIDER)

static char *
dup_option (const CcpJsonValue *options, const char *name)
{
  CcpJsonValue value = ccp_json_value_member (options, name);

  return ccp_json_value_dup_string (&value, NULL);
}

static CcpFraming
read_framing (const CcpJsonValue *options)
{
  CcpJsonValue value = ccp_json_value_member (options, "framing");

  if (ccp_json_value_equals_string (&value, "sse"))
    return CCP_FRAMING_SSE;
  if (ccp_json_value_equals_string (&value, "json-array"))
    return CCP_FRAMING_JSON_ARRAY;
  if (ccp_json_value_equals_string (&value, "json"))
    return CCP_FRAMING_DOCUMENT;
  return CCP_FRAMING_AUTO;
}

/* A key is for one server, and whether that is reached in the clear has been checked. */
static gboolean
read_urls (CustomProvider *self,
           const CcpJsonValue *settings,
           const CcpJsonValue *options,
           GError **error)
{
  g_autofree char *url = dup_option (settings, "url");
  g_autofree char *stream_url = dup_option (options, "stream_url");

  self->url = custom_url_new (url != NULL ? url : "", "url", error);
  if (self->url == NULL || stream_url == NULL)
    return self->url != NULL;
  self->stream_url = custom_url_new (stream_url, "options.stream_url", error);
  if (self->stream_url == NULL)
    return FALSE;
  if (custom_url_has_same_server (self->url, self->stream_url))
    return TRUE;
  g_set_error_literal (error,
                       CCP_ERROR,
                       CCP_ERROR_CONFIG,
                       "options.stream_url: expected a URL of the same server as url");
  return FALSE;
}

static gboolean
read_headers (CustomProvider *self, const CcpJsonValue *options, GError **error)
{
  CcpJsonValue headers = ccp_json_value_member (options, "headers");

  self->headers = ccp_headers_new_from_settings (&headers, "options.headers", error);
  return self->headers != NULL;
}

/* the word before the key, as in "Authorization: Token KEY" */
static gboolean
read_auth (CustomProvider *self,
           CcpJson *settings,
           const CcpJsonValue *options,
           GError **error)
{
  g_autofree char *word = dup_option (options, "auth_scheme");

  self->auth = ccp_auth_scheme_new_from_settings (settings, "bearer", error);
  if (self->auth == NULL || word == NULL)
    return self->auth != NULL;
  for (const char *c = word; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("!#$%&'*+-.^_`|~", *c) == NULL)
      {
        g_set_error (error,
                     CCP_ERROR,
                     CCP_ERROR_CONFIG,
                     "options.auth_scheme: expected one word, got \"%s\"",
                     word);
        return FALSE;
      }
  self->key_prefix = g_strconcat (word, *word != '\0' ? " " : "", NULL);
  return TRUE;
}

static gboolean
configure (CcpSimpleProvider *provider, CcpJson *settings, GError **error)
{
  CustomProvider *self = CUSTOM_PROVIDER (provider);
  CcpJsonValue root;
  CcpJsonValue options;

  ccp_json_get_root (settings, &root);
  options = ccp_json_value_member (&root, "options");
  self->name = dup_option (&root, "name");
  self->method = dup_option (&options, "method");
  self->dialect = dup_option (&options, "dialect");
  self->framing = read_framing (&options);
  return read_auth (self, settings, &options, error) &&
         read_urls (self, &root, &options, error) && read_headers (self, &options, error);
}

static const char *
get_dialect (CcpSimpleProvider *provider)
{
  return CUSTOM_PROVIDER (provider)->dialect;
}

static CcpFraming
get_framing (CcpSimpleProvider *provider, CcpExchange *exchange)
{
  return CUSTOM_PROVIDER (provider)->framing;
}

static void
set_key (CustomProvider *self, CcpUpstreamRequest *request)
{
  g_autofree char *header = NULL;

  ccp_auth_scheme_apply (self->auth, request);
  header = g_strdup (ccp_upstream_request_get_key_header (request));
  if (self->key_prefix != NULL && header != NULL)
    ccp_upstream_request_set_key_header (request, header, self->key_prefix);
}

static void
set_headers (CustomProvider *self, CcpUpstreamRequest *request, gboolean stream)
{
  CcpHeaders *headers = ccp_upstream_request_get_headers (request);

  ccp_headers_set (headers,
                   "accept",
                   stream ? "text/event-stream, application/json" : "application/json");
  /* whoever compresses events holds them back */
  ccp_headers_set (headers, "accept-encoding", "identity");
  if (ccp_upstream_request_get_body (request) != NULL)
    ccp_headers_set (headers, "content-type", "application/json");
  ccp_headers_apply (headers, self->headers);
}

static CcpUpstreamRequest *
describe_messages (CustomProvider *self,
                   CcpExchange *exchange,
                   CcpJson *body,
                   GError **error)
{
  gboolean stream = ccp_exchange_get_stream (exchange);
  const CustomUrl *template =
      stream && self->stream_url != NULL ? self->stream_url : self->url;
  g_autofree char *url = custom_url_fill (template, exchange, error);
  CcpUpstreamRequest *request = NULL;

  if (url == NULL)
    return NULL;
  request = ccp_upstream_request_new (self->method, url);
  if (!g_str_equal (self->method, "GET"))
    ccp_upstream_request_set_body (request, body);
  set_headers (self, request, stream);
  set_key (self, request);
  return request;
}

static CcpUpstreamRequest *
describe (CcpSimpleProvider *provider,
          CcpExchange *exchange,
          CcpOperation operation,
          CcpJson *body,
          GError **error)
{
  CustomProvider *self = CUSTOM_PROVIDER (provider);

  if (operation == CCP_OPERATION_MESSAGES)
    return describe_messages (self, exchange, body, error);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_NOT_FOUND,
               "provider \"%s\" can only be asked for messages: the configuration "
               "describes no other request",
               self->name);
  return NULL;
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
  g_autoptr (CcpUpstreamError) failure = NULL;

  if (status < 200 || status > 299)
    failure = ccp_upstream_error_new (status, headers, body, json);
  else if (json != NULL)
    failure = ccp_upstream_error_new_from_event (json);
  return failure != NULL ? ccp_upstream_judge_for_exchange (exchange, failure, FALSE)
                         : ccp_verdict_new_fine ();
}

static void
custom_provider_finalize (GObject *object)
{
  CustomProvider *self = CUSTOM_PROVIDER (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->url, custom_url_free);
  g_clear_pointer (&self->stream_url, custom_url_free);
  g_clear_pointer (&self->headers, ccp_headers_unref);
  g_clear_pointer (&self->auth, ccp_auth_scheme_unref);
  g_clear_pointer (&self->key_prefix, g_free);
  g_clear_pointer (&self->dialect, g_free);

  G_OBJECT_CLASS (custom_provider_parent_class)->finalize (object);
}

static void
custom_provider_class_init (CustomProviderClass *klass)
{
  CcpSimpleProviderClass *provider_class = CCP_SIMPLE_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = custom_provider_finalize;
  provider_class->configure = configure;
  provider_class->get_dialect = get_dialect;
  provider_class->get_framing = get_framing;
  provider_class->describe = describe;
  provider_class->judge = judge;
}

static void
custom_provider_init (CustomProvider *self)
{
}
