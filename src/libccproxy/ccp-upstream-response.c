/* ccp-upstream-response.c: a provider's HTTP answer, with its body still to be read
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-upstream-response"

#include "ccp-upstream-response.h"

/**
 * CcpUpstreamResponse:
 *
 * A provider's HTTP answer: status, headers, and a body that is still to be read.
 */
struct _CcpUpstreamResponse
{
  GObject parent_instance;

  guint status;
  CcpHeaders *headers;
  GInputStream *body;
};

G_DEFINE_FINAL_TYPE (CcpUpstreamResponse, ccp_upstream_response, G_TYPE_OBJECT)

static void
ccp_upstream_response_finalize (GObject *object)
{
  CcpUpstreamResponse *self = CCP_UPSTREAM_RESPONSE (object);

  g_clear_pointer (&self->headers, ccp_headers_unref);
  g_clear_object (&self->body);

  G_OBJECT_CLASS (ccp_upstream_response_parent_class)->finalize (object);
}

static void
ccp_upstream_response_class_init (CcpUpstreamResponseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_upstream_response_finalize;
}

static void
ccp_upstream_response_init (CcpUpstreamResponse *self)
{
}

/**
 * ccp_upstream_response_new:
 * @status: the HTTP status
 * @headers: the headers
 * @body: the body; reading it to the end, or dropping it, frees the connection
 *
 * Creates an answer. A transport does this.
 *
 * Returns: (transfer full): the answer
 */
CcpUpstreamResponse *
ccp_upstream_response_new (guint status, CcpHeaders *headers, GInputStream *body)
{
  CcpUpstreamResponse *self = NULL;

  g_return_val_if_fail (headers != NULL, NULL);
  g_return_val_if_fail (G_IS_INPUT_STREAM (body), NULL);

  self = g_object_new (CCP_TYPE_UPSTREAM_RESPONSE, NULL);
  self->status = status;
  self->headers = ccp_headers_ref (headers);
  self->body = g_object_ref (body);
  return self;
}

/**
 * ccp_upstream_response_get_status:
 * @self: an answer
 *
 * Gets the HTTP status.
 *
 * Returns: the status
 */
guint
ccp_upstream_response_get_status (CcpUpstreamResponse *self)
{
  g_return_val_if_fail (CCP_IS_UPSTREAM_RESPONSE (self), 0);

  return self->status;
}

/**
 * ccp_upstream_response_get_headers:
 * @self: an answer
 *
 * Gets the headers.
 *
 * Returns: (transfer none): the headers
 */
CcpHeaders *
ccp_upstream_response_get_headers (CcpUpstreamResponse *self)
{
  g_return_val_if_fail (CCP_IS_UPSTREAM_RESPONSE (self), NULL);

  return self->headers;
}

/**
 * ccp_upstream_response_get_body:
 * @self: an answer
 *
 * Gets the body.
 *
 * Returns: (transfer none): the stream to read it from
 */
GInputStream *
ccp_upstream_response_get_body (CcpUpstreamResponse *self)
{
  g_return_val_if_fail (CCP_IS_UPSTREAM_RESPONSE (self), NULL);

  return self->body;
}
