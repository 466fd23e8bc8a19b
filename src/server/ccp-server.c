/* ccp-server.c: the front door
 *
 * SoupServer is given requests one by one, and only the head of each: it reads from
 * memory what was read from the socket and checked before, so that there is one opinion
 * about where a request ends. Who answers takes the connection from it at once.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-server"

#include "ccp-server.h"

#include <sys/socket.h>

#include <libsoup/soup.h>

#include "ccp-access-policy.h"
#include "ccp-connection-table.h"
#include "ccp-listen-address.h"
#include "ccp-listen-socket.h"
#include "ccp-listener.h"
#include "ccp-request-handler.h"

struct _CcpServer
{
  GObject parent_instance;

  CcpServerSettings *settings;
  CcpListener *listener;
  CcpConnectionTable *connections;
  CcpRequestHandler *handler;
  SoupServer *soup;
};

G_DEFINE_FINAL_TYPE (CcpServer, ccp_server, G_TYPE_OBJECT)

static void
on_accepted (GSocket *client, gpointer data)
{
  CcpServer *self = data;

  ccp_connection_table_add (self->connections, client);
}

static CcpRefusal *
on_check (CcpConnection *connection, const CcpRequestHead *head, gpointer data)
{
  CcpServer *self = data;

  return ccp_access_policy_check (self->settings,
                                  ccp_connection_get_local_address (connection),
                                  head);
}

static void
on_request (CcpConnection *connection, gpointer data)
{
  CcpServer *self = data;
  GBytes *head = ccp_request_reader_get_head (ccp_connection_get_request (connection));
  g_autoptr (GInputStream) input = g_memory_input_stream_new_from_bytes (head);
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GIOStream) stream = g_simple_io_stream_new (input, output);
  g_autoptr (GError) error = NULL;

  if (!soup_server_accept_iostream (self->soup,
                                    stream,
                                    ccp_connection_get_local_address (connection),
                                    ccp_connection_get_remote_address (connection),
                                    &error))
    g_warning ("a request was not taken: %s", error->message);
}

static void
on_message (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  CcpServer *self = data;
  g_autoptr (SoupServerMessage) held = g_object_ref (message);
  g_autoptr (GIOStream) stolen = NULL;
  CcpConnection *connection =
      ccp_connection_table_lookup (self->connections,
                                   soup_server_message_get_remote_address (message));

  g_return_if_fail (connection != NULL);

  stolen = soup_server_message_steal_connection (message);
  ccp_request_handler_handle (self->handler, connection, message, path, query);
}

static gboolean
check_address (CcpServerSettings *settings, GSocketAddress *address, GError **error)
{
  g_autofree char *uri = NULL;

  if (settings->client_keys->len > 0 || ccp_listen_address_is_local (address))
    return TRUE;
  uri = ccp_listen_address_to_uri (address);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_CONFIG,
               "cannot listen on %s: others can reach it, which needs client_keys; "
               "or listen on 127.0.0.1",
               uri);
  return FALSE;
}

/* what others have opened may be anything */
static gboolean
check_listens (GSocket *socket, GError **error)
{
  int listens = FALSE;

  if (g_socket_get_socket_type (socket) == G_SOCKET_TYPE_STREAM &&
      g_socket_get_option (socket, SOL_SOCKET, SO_ACCEPTCONN, &listens, NULL) && listens)
    return TRUE;
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_UNAVAILABLE,
               "expected a stream socket that listens");
  return FALSE;
}

static void
ccp_server_dispose (GObject *object)
{
  CcpServer *self = CCP_SERVER (object);

  if (self->connections != NULL)
    ccp_server_close (self);
  g_clear_object (&self->listener);
  g_clear_object (&self->connections);
  g_clear_object (&self->soup);
  g_clear_object (&self->handler);
  g_clear_pointer (&self->settings, ccp_server_settings_unref);

  G_OBJECT_CLASS (ccp_server_parent_class)->dispose (object);
}

static void
ccp_server_class_init (CcpServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ccp_server_dispose;
}

static void
ccp_server_init (CcpServer *self)
{
  self->listener = ccp_listener_new (on_accepted, self);
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->soup, NULL, on_message, self, NULL);
}

CcpServer *
ccp_server_new (CcpRunner *runner, CcpServerSettings *settings)
{
  CcpServer *self = NULL;

  g_return_val_if_fail (settings != NULL, NULL);
  g_return_val_if_fail (CCP_IS_RUNNER (runner) || settings->refusal != NULL, NULL);

  self = g_object_new (CCP_TYPE_SERVER, NULL);
  self->settings = ccp_server_settings_ref (settings);
  self->handler = ccp_request_handler_new (runner, settings);
  self->connections = ccp_connection_table_new (settings, on_check, on_request, self);
  return self;
}

gboolean
ccp_server_listen (CcpServer *self, const char *address, GError **error)
{
  g_autoptr (GSocketAddress) parsed = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autofree char *key = NULL;

  g_return_val_if_fail (CCP_IS_SERVER (self), FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  parsed = ccp_listen_address_parse (address, error);
  if (parsed == NULL || !check_address (self->settings, parsed, error))
    return FALSE;
  socket = ccp_listen_socket_new (parsed, error);
  key = ccp_listen_address_to_uri (parsed);
  return socket != NULL && ccp_listener_add (self->listener, socket, key, error);
}

gboolean
ccp_server_listen_socket (CcpServer *self, GSocket *socket, GError **error)
{
  g_autoptr (GSocketAddress) address = NULL;

  g_return_val_if_fail (CCP_IS_SERVER (self), FALSE);
  g_return_val_if_fail (G_IS_SOCKET (socket), FALSE);

  address = g_socket_get_local_address (socket, error);
  return address != NULL && check_listens (socket, error) &&
         check_address (self->settings, address, error) &&
         ccp_listener_add (self->listener, socket, NULL, error);
}

char **
ccp_server_get_uris (CcpServer *self)
{
  g_return_val_if_fail (CCP_IS_SERVER (self), NULL);

  return ccp_listener_get_uris (self->listener);
}

void
ccp_server_set_settings (CcpServer *self, CcpServerSettings *settings)
{
  g_return_if_fail (CCP_IS_SERVER (self));
  g_return_if_fail (settings != NULL);

  ccp_server_settings_ref (settings);
  g_clear_pointer (&self->settings, ccp_server_settings_unref);
  self->settings = settings;
  ccp_connection_table_set_settings (self->connections, settings);
  ccp_request_handler_set_settings (self->handler, settings);
}

CcpListenPlan *
ccp_server_prepare (CcpServer *self,
                    GPtrArray *addresses,
                    CcpServerSettings *settings,
                    GError **error)
{
  g_autoptr (CcpListenPlan) plan = NULL;
  GPtrArray *all = NULL;

  g_return_val_if_fail (CCP_IS_SERVER (self), NULL);
  g_return_val_if_fail (settings != NULL, NULL);

  plan = ccp_listen_plan_new (self->listener, addresses, error);
  if (plan == NULL)
    return NULL;
  all = ccp_listen_plan_get_addresses (plan);
  for (guint i = 0; i < all->len; i++)
    if (!check_address (settings, g_ptr_array_index (all, i), error))
      return NULL;
  return g_steal_pointer (&plan);
}

void
ccp_server_change (CcpServer *self, CcpListenPlan *plan, CcpServerSettings *settings)
{
  g_return_if_fail (CCP_IS_SERVER (self));
  g_return_if_fail (plan != NULL);

  ccp_server_set_settings (self, settings);
  ccp_listen_plan_carry_out (plan, self->listener);
}

guint
ccp_server_get_in_flight (CcpServer *self)
{
  g_return_val_if_fail (CCP_IS_SERVER (self), 0);

  return ccp_request_handler_get_in_flight (self->handler);
}

guint
ccp_server_get_connections (CcpServer *self)
{
  g_return_val_if_fail (CCP_IS_SERVER (self), 0);

  return ccp_connection_table_get_length (self->connections);
}

void
ccp_server_drain_async (CcpServer *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (CCP_IS_SERVER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ccp_server_drain_async);
  ccp_listener_accept_waiting (self->listener);
  ccp_listener_stop (self->listener);
  ccp_connection_table_drain (self->connections, g_steal_pointer (&task));
}

gboolean
ccp_server_drain_finish (CcpServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
ccp_server_close (CcpServer *self)
{
  g_return_if_fail (CCP_IS_SERVER (self));

  ccp_listener_stop (self->listener);
  ccp_connection_table_close (self->connections);
}
