/* ccp-upstream-request.c: the HTTP request that goes to a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-upstream-request"

#include "ccp-upstream-request.h"

/**
 * CcpUpstreamRequest:
 *
 * The HTTP request that goes to a provider. It names the header that the key belongs in
 * but never holds the key: the transport adds that when it sends the request, so neither
 * providers nor transformers see it.
 */
struct _CcpUpstreamRequest
{
  GObject parent_instance;

  char *method;
  char *url;
  CcpHeaders *headers;
  CcpJson *body;    /* (nullable) */
  char *key_header; /* (nullable) */
  char *key_prefix; /* (nullable) */
  gboolean forwards_credentials;
  GPtrArray *answer_headers; /* (element-type utf8): patterns */
};

G_DEFINE_FINAL_TYPE (CcpUpstreamRequest, ccp_upstream_request, G_TYPE_OBJECT)

static void
ccp_upstream_request_finalize (GObject *object)
{
  CcpUpstreamRequest *self = CCP_UPSTREAM_REQUEST (object);

  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->headers, ccp_headers_unref);
  g_clear_pointer (&self->body, ccp_json_unref);
  g_clear_pointer (&self->key_header, g_free);
  g_clear_pointer (&self->key_prefix, g_free);
  g_clear_pointer (&self->answer_headers, g_ptr_array_unref);

  G_OBJECT_CLASS (ccp_upstream_request_parent_class)->finalize (object);
}

static void
ccp_upstream_request_class_init (CcpUpstreamRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_upstream_request_finalize;
}

static void
ccp_upstream_request_init (CcpUpstreamRequest *self)
{
  self->headers = ccp_headers_new ();
  self->answer_headers = g_ptr_array_new_with_free_func (g_free);
}

/**
 * ccp_upstream_request_new:
 * @method: an HTTP method, such as `POST`
 * @url: the whole URL
 *
 * Creates a request without headers and body.
 *
 * Returns: (transfer full): the request
 */
CcpUpstreamRequest *
ccp_upstream_request_new (const char *method, const char *url)
{
  CcpUpstreamRequest *self = NULL;

  g_return_val_if_fail (method != NULL, NULL);
  g_return_val_if_fail (url != NULL, NULL);

  self = g_object_new (CCP_TYPE_UPSTREAM_REQUEST, NULL);
  self->method = g_strdup (method);
  self->url = g_strdup (url);
  return self;
}

/**
 * ccp_upstream_request_get_method:
 * @self: a request
 *
 * Gets the HTTP method.
 *
 * Returns: (transfer none): the method
 */
const char *
ccp_upstream_request_get_method (CcpUpstreamRequest *self)
{
  g_return_val_if_fail (CCP_IS_UPSTREAM_REQUEST (self), NULL);

  return self->method;
}

/**
 * ccp_upstream_request_set_method:
 * @self: a request
 * @method: an HTTP method
 *
 * Sets the HTTP method.
 */
void
ccp_upstream_request_set_method (CcpUpstreamRequest *self, const char *method)
{
  g_return_if_fail (CCP_IS_UPSTREAM_REQUEST (self));
  g_return_if_fail (method != NULL);

  g_free (self->method);
  self->method = g_strdup (method);
}

/**
 * ccp_upstream_request_get_url:
 * @self: a request
 *
 * Gets the URL.
 *
 * Returns: (transfer none): the URL
 */
const char *
ccp_upstream_request_get_url (CcpUpstreamRequest *self)
{
  g_return_val_if_fail (CCP_IS_UPSTREAM_REQUEST (self), NULL);

  return self->url;
}

/**
 * ccp_upstream_request_set_url:
 * @self: a request
 * @url: the whole URL
 *
 * Sets the URL. The transport refuses another host than the provider's, since the key
 * would go there.
 */
void
ccp_upstream_request_set_url (CcpUpstreamRequest *self, const char *url)
{
  g_return_if_fail (CCP_IS_UPSTREAM_REQUEST (self));
  g_return_if_fail (url != NULL);

  g_free (self->url);
  self->url = g_strdup (url);
}

/**
 * ccp_upstream_request_get_headers:
 * @self: a request
 *
 * Gets the headers, to read and to change.
 *
 * Returns: (transfer none): the headers
 */
CcpHeaders *
ccp_upstream_request_get_headers (CcpUpstreamRequest *self)
{
  g_return_val_if_fail (CCP_IS_UPSTREAM_REQUEST (self), NULL);

  return self->headers;
}

/**
 * ccp_upstream_request_get_body:
 * @self: a request
 *
 * Gets the body.
 *
 * Returns: (transfer none) (nullable): the body
 */
CcpJson *
ccp_upstream_request_get_body (CcpUpstreamRequest *self)
{
  g_return_val_if_fail (CCP_IS_UPSTREAM_REQUEST (self), NULL);

  return self->body;
}

/**
 * ccp_upstream_request_set_body:
 * @self: a request
 * @body: (nullable): the body
 *
 * Sets the body.
 */
void
ccp_upstream_request_set_body (CcpUpstreamRequest *self, CcpJson *body)
{
  g_return_if_fail (CCP_IS_UPSTREAM_REQUEST (self));

  if (body != NULL)
    ccp_json_ref (body);
  g_clear_pointer (&self->body, ccp_json_unref);
  self->body = body;
}

/**
 * ccp_upstream_request_set_key_header:
 * @self: a request
 * @name: (nullable): the header that the key belongs in, such as `authorization`, or
 * %NULL if the provider wants none
 * @prefix: (nullable): what stands before the key, such as `Bearer `
 *
 * Says how the provider wants the key.
 */
void
ccp_upstream_request_set_key_header (CcpUpstreamRequest *self,
                                     const char *name,
                                     const char *prefix)
{
  g_return_if_fail (CCP_IS_UPSTREAM_REQUEST (self));

  g_free (self->key_header);
  g_free (self->key_prefix);
  self->key_header = g_strdup (name);
  self->key_prefix = g_strdup (prefix);
}

/**
 * ccp_upstream_request_get_key_header:
 * @self: a request
 *
 * Gets the header that the key belongs in.
 *
 * Returns: (transfer none) (nullable): its name
 */
const char *
ccp_upstream_request_get_key_header (CcpUpstreamRequest *self)
{
  g_return_val_if_fail (CCP_IS_UPSTREAM_REQUEST (self), NULL);

  return self->key_header;
}

/**
 * ccp_upstream_request_get_key_prefix:
 * @self: a request
 *
 * Gets what stands before the key in its header.
 *
 * Returns: (transfer none) (nullable): the prefix
 */
const char *
ccp_upstream_request_get_key_prefix (CcpUpstreamRequest *self)
{
  g_return_val_if_fail (CCP_IS_UPSTREAM_REQUEST (self), NULL);

  return self->key_prefix;
}

/**
 * ccp_upstream_request_set_json_headers:
 * @self: a request that has its body
 * @stream: whether the answer is to be a stream of server-sent events, else a document
 *
 * Sets the headers that a request has of which both sides are JSON: what is sent and what
 * is taken, and that nothing is to be compressed: who compresses events holds them back.
 */
void
ccp_upstream_request_set_json_headers (CcpUpstreamRequest *self, gboolean stream)
{
  g_return_if_fail (CCP_IS_UPSTREAM_REQUEST (self));

  ccp_headers_set (self->headers,
                   "accept",
                   stream ? "text/event-stream" : "application/json");
  ccp_headers_set (self->headers, "accept-encoding", "identity");
  if (self->body != NULL)
    ccp_headers_set (self->headers, "content-type", "application/json");
}

/**
 * ccp_upstream_request_set_forwards_credentials:
 * @self: a request
 * @forwards: whether the client's own credentials go with it
 *
 * Says that the provider is to see whom the client says it is: its `x-api-key` and
 * `authorization` go upstream, and the key of the configuration does not. What the client
 * sent as one of `client_keys` is between it and the proxy, and is never forwarded.
 *
 * Only for what the configuration asks for by name.
 */
void
ccp_upstream_request_set_forwards_credentials (CcpUpstreamRequest *self,
                                               gboolean forwards)
{
  g_return_if_fail (CCP_IS_UPSTREAM_REQUEST (self));

  self->forwards_credentials = forwards;
}

/**
 * ccp_upstream_request_get_forwards_credentials:
 * @self: a request
 *
 * Checks whether the client's own credentials go with it.
 *
 * Returns: %TRUE if they do
 */
gboolean
ccp_upstream_request_get_forwards_credentials (CcpUpstreamRequest *self)
{
  g_return_val_if_fail (CCP_IS_UPSTREAM_REQUEST (self), FALSE);

  return self->forwards_credentials;
}

/**
 * ccp_upstream_request_pass_answer_header:
 * @self: a request
 * @name: the name of a header in lower case, where `*` stands for anything
 *
 * Says that the client is to see such headers of the answer, such as those that tell how
 * much of a limit is left. Without that it sees none.
 */
void
ccp_upstream_request_pass_answer_header (CcpUpstreamRequest *self, const char *name)
{
  g_return_if_fail (CCP_IS_UPSTREAM_REQUEST (self));
  g_return_if_fail (name != NULL);

  g_ptr_array_add (self->answer_headers, g_strdup (name));
}

/**
 * ccp_upstream_request_passes_answer_header:
 * @self: a request
 * @name: the name of a header of the answer
 *
 * Checks whether the client is to see a header of the answer.
 *
 * Returns: %TRUE if it is
 */
gboolean
ccp_upstream_request_passes_answer_header (CcpUpstreamRequest *self, const char *name)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (CCP_IS_UPSTREAM_REQUEST (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  lower = g_ascii_strdown (name, -1);
  for (guint i = 0; i < self->answer_headers->len; i++)
    if (g_pattern_match_simple (g_ptr_array_index (self->answer_headers, i), lower))
      return TRUE;
  return FALSE;
}
