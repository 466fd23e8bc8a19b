/* ccp-saved-request.c: a request that somebody has kept in a file
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-saved-request"

#include "ccp-saved-request.h"

#include <string.h>

#include "ccp-client-credentials.h"
#include "private/ccp-exchange-private.h"

#define MESSAGES "/v1/messages"
#define COUNT_TOKENS "/v1/messages/count_tokens"

static GError *
create_error (const char *place, const char *what)
{
  return g_error_new (CCP_ERROR,
                      CCP_ERROR_INVALID_REQUEST,
                      "\"%s\" of the saved request %s",
                      place,
                      what);
}

/* a body has "messages", and none of its members is called "body" */
static gboolean
is_capture (const CcpJsonValue *root)
{
  CcpJsonValue body = ccp_json_value_member (root, "body");
  CcpJsonValue messages = ccp_json_value_member (root, "messages");

  return ccp_json_value_exists (&body) && !ccp_json_value_exists (&messages);
}

/* Returns: (transfer full): the path of a URL with or without a host, without the query
 */
static char *
dup_path (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  if (uri != NULL)
    return g_strdup (g_uri_get_path (uri));
  return g_strndup (url, strcspn (url, "?#"));
}

static gboolean
read_operation (const CcpJsonValue *root, CcpOperation *operation, GError **error)
{
  CcpJsonValue method = ccp_json_value_member (root, "method");
  CcpJsonValue url = ccp_json_value_member (root, "url");
  g_autofree char *text = ccp_json_value_dup_string (&url, NULL);
  g_autofree char *path = dup_path (text != NULL ? text : MESSAGES);

  *operation = g_str_has_suffix (path, COUNT_TOKENS) ? CCP_OPERATION_COUNT_TOKENS
                                                     : CCP_OPERATION_MESSAGES;
  if (ccp_json_value_exists (&method) && !ccp_json_value_equals_string (&method, "POST"))
    g_propagate_error (error, create_error ("method", "is not POST"));
  else if (!g_str_has_suffix (path, MESSAGES) && !g_str_has_suffix (path, COUNT_TOKENS))
    g_propagate_error (
        error,
        create_error ("url", "ends neither in " MESSAGES " nor in " COUNT_TOKENS));
  else
    return TRUE;
  return FALSE;
}

/* White space around a value is no part of it, as for a server. */
static gboolean
append_header (CcpHeaders *headers,
               const char *name,
               const CcpJsonValue *value,
               GError **error)
{
  g_autofree char *text = ccp_json_value_dup_string (value, NULL);

  if (text != NULL && ccp_headers_append (headers, name, g_strstrip (text)))
    return TRUE;
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_INVALID_REQUEST,
               "the header \"%s\" of the saved request is not fit for HTTP; it is to be "
               "a string without line breaks, or a list of those",
               name);
  return FALSE;
}

/* a header that was there several times has a list */
static gboolean
append_headers (CcpHeaders *headers,
                const char *name,
                const CcpJsonValue *value,
                GError **error)
{
  CcpJsonValue element;
  CcpJsonIter iter;

  if (!ccp_json_value_is_array (value))
    return append_header (headers, name, value, error);
  ccp_json_iter_init (&iter, value);
  while (ccp_json_iter_next (&iter, NULL, &element))
    if (!append_header (headers, name, &element, error))
      return FALSE;
  return TRUE;
}

static CcpHeaders *
read_headers (const CcpJsonValue *root, GError **error)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  CcpJsonValue list = ccp_json_value_member (root, "headers");
  CcpJsonValue name;
  CcpJsonValue value;
  CcpJsonIter iter;

  if (ccp_json_value_exists (&list) && !ccp_json_value_is_object (&list))
    {
      g_propagate_error (error,
                         create_error ("headers", "is no object of names and values"));
      return NULL;
    }
  ccp_json_iter_init (&iter, &list);
  while (ccp_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *text = ccp_json_value_dup_string (&name, NULL);

      if (!append_headers (headers, text != NULL ? text : "", &value, error))
        return NULL;
    }
  return g_steal_pointer (&headers);
}

/* some programs keep the text of the body, not the body */
static CcpJson *
read_body (const CcpJsonValue *root, GError **error)
{
  CcpJsonValue body = ccp_json_value_member (root, "body");
  g_autofree char *text = ccp_json_value_dup_string (&body, NULL);
  CcpJson *json = NULL;

  if (text == NULL)
    return ccp_json_new_from_value (&body);
  json = ccp_json_new_from_text (text, -1, error);
  if (json == NULL)
    g_prefix_error (error, "\"body\" of the saved request is ");
  return json;
}

static CcpExchange *
create_exchange (CcpOperation operation,
                 CcpHeaders *headers,
                 CcpJson *body,
                 GPtrArray *client_keys,
                 GError **error)
{
  g_autoptr (CcpHeaders) credentials = ccp_client_credentials_take (headers, client_keys);
  CcpExchange *exchange = NULL;

  if (!ccp_request_check (operation, body, error))
    return NULL;
  exchange = ccp_exchange_new (operation, headers, body);
  if (credentials != NULL)
    ccp_exchange_set_credentials (exchange, credentials);
  return exchange;
}

CcpExchange *
ccp_saved_request_read (GBytes *text,
                        CcpHeaders *more,
                        GPtrArray *client_keys,
                        GError **error)
{
  g_autoptr (CcpJson) json = NULL;
  g_autoptr (CcpJson) body = NULL;
  g_autoptr (CcpHeaders) headers = NULL;
  CcpOperation operation = CCP_OPERATION_MESSAGES;
  CcpJsonValue root;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (client_keys != NULL, NULL);

  json = ccp_json_new_from_bytes (text, error);
  if (json == NULL)
    {
      g_prefix_error (error, "The saved request is ");
      return NULL;
    }
  ccp_json_get_root (json, &root);
  if (!is_capture (&root))
    {
      body = ccp_json_ref (json);
      headers = ccp_headers_new ();
    }
  else if (read_operation (&root, &operation, error))
    {
      headers = read_headers (&root, error);
      body = headers != NULL ? read_body (&root, error) : NULL;
    }
  if (body == NULL)
    return NULL;
  if (more != NULL)
    ccp_headers_apply (headers, more);
  return create_exchange (operation, headers, body, client_keys, error);
}
