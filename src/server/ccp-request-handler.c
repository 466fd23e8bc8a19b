/* ccp-request-handler.c: gives each path what answers it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-request-handler"

#include "ccp-request-handler.h"

#include "ccp-client-credentials.h"
#include "ccp-endpoint.h"
#include "ccp-model-list.h"
#include "ccp-request-check.h"
#include "ccp-responder.h"
#include "ccp-whole-reply.h"
#include "config.h"
#include "private/ccp-exchange-private.h"

struct _CcpRequestHandler
{
  GObject parent_instance;

  CcpRunner *runner;
  CcpServerSettings *settings;
  guint in_flight;
};

G_DEFINE_FINAL_TYPE (CcpRequestHandler, ccp_request_handler, G_TYPE_OBJECT)

static void
send_refusal (CcpConnection *connection, const CcpRefusal *refusal)
{
  ccp_whole_reply_send_at_once (connection, refusal, NULL);
}

static void
send_error (CcpConnection *connection, const GError *error)
{
  g_autoptr (CcpRefusal) refusal = ccp_refusal_new_from_error (error);

  send_refusal (connection, refusal);
}

/* @body: (transfer full) (nullable): NULL if @error is set */
static void
send_result (CcpConnection *connection, CcpJson *body, const GError *error)
{
  g_autoptr (CcpJson) result = body;

  if (result == NULL)
    send_error (connection, error);
  else
    ccp_whole_reply_send_at_once (connection, NULL, result);
}

static void
send_health (CcpConnection *connection)
{
  g_autoptr (CcpJsonWriter) writer = ccp_json_writer_new ();

  ccp_json_writer_begin_object (writer);
  ccp_json_writer_key (writer, "name");
  ccp_json_writer_string (writer, "ccproxy");
  ccp_json_writer_key (writer, "version");
  ccp_json_writer_string (writer, PACKAGE_VERSION);
  ccp_json_writer_key (writer, "status");
  ccp_json_writer_string (writer, "ok");
  ccp_json_writer_end_object (writer);
  send_result (connection, ccp_json_writer_finish (writer), NULL);
}

/* the probe of Claude Code wants no body, not even the length of one (protocol A.1) */
static void
send_root (CcpConnection *connection)
{
  if (ccp_request_reader_get_is_head (ccp_connection_get_request (connection)))
    ccp_whole_reply_send_at_once (connection, NULL, NULL);
  else
    send_health (connection);
}

static CcpHeaders *
copy_headers (SoupServerMessage *message)
{
  CcpHeaders *headers = ccp_headers_new ();
  SoupMessageHeadersIter iter;
  const char *name = NULL;
  const char *value = NULL;

  soup_message_headers_iter_init (&iter,
                                  soup_server_message_get_request_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    ccp_headers_append (headers, name, value);
  return headers;
}

static CcpJson *
read_body (CcpConnection *connection, CcpOperation operation, GError **error)
{
  GBytes *bytes = ccp_request_reader_get_body (ccp_connection_get_request (connection));
  g_autoptr (CcpJson) body = NULL;

  if (g_bytes_get_size (bytes) == 0)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_INVALID_REQUEST,
                   "The request body is empty, expected a JSON object");
      return NULL;
    }
  body = ccp_json_new_from_bytes (bytes, error);
  if (body == NULL)
    {
      g_prefix_error (error, "The request body is ");
      return NULL;
    }
  if (!ccp_request_check (operation, body, error))
    return NULL;
  return g_steal_pointer (&body);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CcpRequestHandler) self = data;

  self->in_flight--;
}

static guint
find_client_pid (gpointer connection)
{
  return ccp_connection_find_client_pid (connection);
}

static void
run (CcpRequestHandler *self,
     CcpConnection *connection,
     SoupServerMessage *message,
     CcpOperation operation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) body = read_body (connection, operation, &error);
  g_autoptr (CcpHeaders) headers = NULL;
  g_autoptr (CcpHeaders) credentials = NULL;
  g_autoptr (CcpExchange) exchange = NULL;
  g_autoptr (CcpResponder) responder = NULL;

  if (body == NULL)
    {
      send_error (connection, error);
      return;
    }
  headers = copy_headers (message);
  credentials = ccp_client_credentials_take (headers, self->settings->client_keys);
  exchange = ccp_exchange_new (operation, headers, body);
  if (credentials != NULL)
    ccp_exchange_set_credentials (exchange, credentials);
  ccp_exchange_set_client (exchange, G_OBJECT (connection), find_client_pid);
  responder = ccp_responder_new (connection, self->runner, exchange);
  self->in_flight++;
  ccp_responder_run_async (responder, on_answered, g_object_ref (self));
}

static void
refuse (CcpConnection *connection, CcpEndpoint endpoint, const char *path)
{
  g_autoptr (CcpRefusal) refusal = NULL;

  if (endpoint == CCP_ENDPOINT_NONE)
    refusal = ccp_refusal_new (404, "No such path: %s", path);
  else
    refusal = ccp_refusal_new_method (ccp_endpoint_get_methods (endpoint));
  send_refusal (connection, refusal);
}

static void
ccp_request_handler_finalize (GObject *object)
{
  CcpRequestHandler *self = CCP_REQUEST_HANDLER (object);

  g_clear_object (&self->runner);
  g_clear_pointer (&self->settings, ccp_server_settings_unref);

  G_OBJECT_CLASS (ccp_request_handler_parent_class)->finalize (object);
}

static void
ccp_request_handler_class_init (CcpRequestHandlerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_request_handler_finalize;
}

static void
ccp_request_handler_init (CcpRequestHandler *self)
{
}

CcpRequestHandler *
ccp_request_handler_new (CcpRunner *runner, CcpServerSettings *settings)
{
  CcpRequestHandler *self = NULL;

  g_return_val_if_fail (runner == NULL || CCP_IS_RUNNER (runner), NULL);
  g_return_val_if_fail (settings != NULL, NULL);

  self = g_object_new (CCP_TYPE_REQUEST_HANDLER, NULL);
  g_set_object (&self->runner, runner);
  self->settings = ccp_server_settings_ref (settings);
  return self;
}

void
ccp_request_handler_set_settings (CcpRequestHandler *self, CcpServerSettings *settings)
{
  g_return_if_fail (CCP_IS_REQUEST_HANDLER (self));
  g_return_if_fail (settings != NULL);

  ccp_server_settings_ref (settings);
  g_clear_pointer (&self->settings, ccp_server_settings_unref);
  self->settings = settings;
}

void
ccp_request_handler_handle (CcpRequestHandler *self,
                            CcpConnection *connection,
                            SoupServerMessage *message,
                            const char *path,
                            GHashTable *query)
{
  const char *model = NULL;
  CcpEndpoint endpoint;
  g_autoptr (GError) error = NULL;
  CcpJson *body = NULL;

  g_return_if_fail (CCP_IS_REQUEST_HANDLER (self));
  g_return_if_fail (CCP_IS_CONNECTION (connection));

  endpoint = ccp_endpoint_find (path, &model);
  if (!ccp_endpoint_allows (endpoint, soup_server_message_get_method (message)))
    {
      refuse (connection, endpoint, path);
      return;
    }

  switch (endpoint)
    {
    case CCP_ENDPOINT_ROOT:
      send_root (connection);
      break;
    case CCP_ENDPOINT_HEALTH:
      send_health (connection);
      break;
    case CCP_ENDPOINT_MESSAGES:
      run (self, connection, message, CCP_OPERATION_MESSAGES);
      break;
    case CCP_ENDPOINT_COUNT_TOKENS:
      run (self, connection, message, CCP_OPERATION_COUNT_TOKENS);
      break;
    case CCP_ENDPOINT_MODELS:
      body = ccp_model_list_page (ccp_runner_get_catalog (self->runner), query, &error);
      send_result (connection, body, error);
      break;
    case CCP_ENDPOINT_MODEL:
      body = ccp_model_list_find (ccp_runner_get_catalog (self->runner), model, &error);
      send_result (connection, body, error);
      break;
    case CCP_ENDPOINT_NONE:
      break;
    }
}

guint
ccp_request_handler_get_in_flight (CcpRequestHandler *self)
{
  g_return_val_if_fail (CCP_IS_REQUEST_HANDLER (self), 0);

  return self->in_flight;
}
