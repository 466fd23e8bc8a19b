/* ccp-soup-message.c: between our requests and headers and libsoup's
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-soup-message"

#include "ccp-soup-message.h"

#include <string.h>

/* What belongs to one connection, or says how the body is framed, is libsoup's; and an
 * answer is not to be compressed, since events would wait for a block to be full. */
static const char *const own_headers[] = {
  "accept-encoding",   "connection", "content-length", "expect",           "host",
  "keep-alive",        "te",         "trailer",        "proxy-connection", "upgrade",
  "transfer-encoding",
};

static gboolean
is_own_header (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (own_headers); i++)
    if (g_ascii_strcasecmp (own_headers[i], name) == 0)
      return TRUE;
  return FALSE;
}

/* IDEMPOTENT makes libsoup send a POST over a kept connection at all. */
static SoupMessage *
new_message (const char *method, GUri *uri)
{
  SoupMessage *message = soup_message_new_from_uri (method, uri);

  soup_message_add_flags (message,
                          SOUP_MESSAGE_IDEMPOTENT | SOUP_MESSAGE_NO_REDIRECT |
                              SOUP_MESSAGE_COLLECT_METRICS);
  soup_message_disable_feature (message, SOUP_TYPE_CONTENT_SNIFFER);
  return message;
}

static void
set_body (SoupMessage *message, const char *content_type, GBytes *body)
{
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message,
                                              content_type != NULL ? content_type
                                                                   : "application/json",
                                              body);
}

static void
copy_request_headers (CcpHeaders *headers, SoupMessage *message)
{
  SoupMessageHeaders *target = soup_message_get_request_headers (message);

  for (guint i = 0; i < ccp_headers_get_length (headers); i++)
    if (!is_own_header (ccp_headers_get_name (headers, i)))
      soup_message_headers_append (target,
                                   ccp_headers_get_name (headers, i),
                                   ccp_headers_get_value (headers, i));
  soup_message_headers_replace (target, "accept-encoding", "identity");
}

/* libsoup would drop such a value with a critical warning, and the request would go out
 * without its key. */
static gboolean
is_header_value (const char *value)
{
  for (const char *c = value; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) && *c != '\t')
      return FALSE;
  return TRUE;
}

static gboolean
set_key (SoupMessage *message,
         CcpUpstreamRequest *request,
         const char *key,
         GError **error)
{
  const char *name = ccp_upstream_request_get_key_header (request);
  const char *prefix = ccp_upstream_request_get_key_prefix (request);
  g_autofree char *value = NULL;

  if (name == NULL || key == NULL)
    return TRUE;
  if (!is_header_value (key))
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_CONFIG,
                   "the key for %s holds a line break or another control character: "
                   "look at the provider's api_key",
                   g_uri_get_host (soup_message_get_uri (message)));
      return FALSE;
    }
  value = g_strconcat (prefix != NULL ? prefix : "", key, NULL);
  soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
  explicit_bzero (value, strlen (value));
  return TRUE;
}

SoupMessage *
ccp_soup_message_build (CcpUpstreamRequest *request,
                        GUri *uri,
                        const char *key,
                        GError **error)
{
  CcpHeaders *headers = ccp_upstream_request_get_headers (request);
  CcpJson *body = ccp_upstream_request_get_body (request);
  g_autoptr (SoupMessage) message =
      new_message (ccp_upstream_request_get_method (request), uri);

  copy_request_headers (headers, message);
  set_body (message,
            ccp_headers_get (headers, "content-type"),
            body != NULL ? ccp_json_get_bytes (body) : NULL);
  if (!set_key (message, request, key, error))
    return NULL;
  return g_steal_pointer (&message);
}

static void
copy_header (const char *name, const char *value, gpointer user_data)
{
  if (g_ascii_strcasecmp (name, "host") != 0)
    soup_message_headers_append (user_data, name, value);
}

/* Returns: (transfer full): the same request once more: libsoup sends a message once */
SoupMessage *
ccp_soup_message_repeat (SoupMessage *message, GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  SoupMessage *copy =
      new_message (soup_message_get_method (message), soup_message_get_uri (message));

  soup_message_headers_foreach (headers,
                                copy_header,
                                soup_message_get_request_headers (copy));
  set_body (copy, soup_message_headers_get_one (headers, "content-type"), body);
  return copy;
}

/* Wipes the message's copy of the header @name: (nullable), which libsoup itself would
 * only free. What else holds the key stays: the provider's configuration, and what
 * libsoup and TLS have not yet overwritten in the buffers that the request was sent from.
 */
void
ccp_soup_message_forget_key (SoupMessage *message, const char *name)
{
  SoupMessageHeaders *headers = NULL;
  const char *value = NULL;

  g_return_if_fail (SOUP_IS_MESSAGE (message));

  if (name == NULL)
    return;
  headers = soup_message_get_request_headers (message);
  value = soup_message_headers_get_one (headers, name);
  if (value != NULL)
    explicit_bzero ((char *) value, strlen (value));
  soup_message_headers_remove (headers, name);
}

static void
append_header (const char *name, const char *value, gpointer user_data)
{
  if (!ccp_headers_append (user_data, name, value))
    g_debug ("The header %s is not fit for HTTP", name);
}

/* what is sent, without what libsoup adds when it does that */
CcpHeaders *
ccp_soup_message_copy_request_headers (SoupMessage *message)
{
  CcpHeaders *headers = ccp_headers_new ();

  soup_message_headers_foreach (soup_message_get_request_headers (message),
                                append_header,
                                headers);
  return headers;
}

CcpHeaders *
ccp_soup_message_copy_headers (SoupMessage *message)
{
  CcpHeaders *headers = ccp_headers_new ();

  soup_message_headers_foreach (soup_message_get_response_headers (message),
                                append_header,
                                headers);
  return headers;
}
