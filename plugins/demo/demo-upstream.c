/* demo-upstream.c: an HTTP server on the loopback interface that speaks OpenAI Chat
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "demo-upstream"

#include "demo-upstream.h"

#include <ccp.h>
#include <libsoup/soup.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "demo-stream.h"
#include "demo-wire.h"

/* GLib's own is 10: more clients at once would find their connections cut */
#define BACKLOG 4096

struct _DemoUpstream
{
  GObject parent_instance;

  /* libsoup's own listener leaks each socket that it accepts */
  GSocketService *service;
  SoupServer *server;
  char *url; /* (nullable): until it listens */
};

G_DEFINE_FINAL_TYPE (DemoUpstream, demo_upstream, G_TYPE_OBJECT)

static void
send_json (SoupServerMessage *message, guint status, CcpJson *document)
{
  gsize length = 0;
  const char *text = ccp_json_peek (document, &length);

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message,
                                    "application/json",
                                    SOUP_MEMORY_COPY,
                                    text,
                                    length);
}

static void
send_failure (SoupServerMessage *message, guint status)
{
  g_autoptr (CcpJson) document =
      ccp_json_new_from_text ("{\"error\":{\"message\":\"the demo takes POST "
                              "/v1/chat/completions with a JSON object\","
                              "\"type\":\"demo_error\",\"code\":null}}",
                              -1,
                              NULL);

  send_json (message, status, document);
}

static void
send_answer (SoupServerMessage *message, const DemoAnswer *answer)
{
  g_autoptr (CcpJson) document = NULL;
  g_autoptr (GPtrArray) events = NULL;

  if (answer->status == 429 || answer->status == 503)
    soup_message_headers_append (soup_server_message_get_response_headers (message),
                                 "Retry-After",
                                 "1");
  if (answer->status == 200 && answer->stream)
    {
      events = demo_wire_write_events (answer);
      demo_stream_start (message, events);
      return;
    }
  document = demo_wire_write_body (answer);
  send_json (message, answer->status, document);
}

static void
handle_completion (SoupServer *server,
                   SoupServerMessage *message,
                   const char *path,
                   GHashTable *query,
                   gpointer user_data)
{
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (CcpJson) request = ccp_json_new_from_bytes (body, NULL);
  g_autoptr (DemoAnswer) answer = NULL;

  if (soup_server_message_get_method (message) != SOUP_METHOD_POST)
    send_failure (message, 405);
  else if (request == NULL)
    send_failure (message, 400);
  else
    {
      answer = demo_answer_new (request);
      send_answer (message, answer);
    }
}

static void
handle_models (SoupServer *server,
               SoupServerMessage *message,
               const char *path,
               GHashTable *query,
               gpointer user_data)
{
  g_autoptr (CcpJson) models = demo_wire_write_models ();

  send_json (message, 200, models);
}

static void
handle_other (SoupServer *server,
              SoupServerMessage *message,
              const char *path,
              GHashTable *query,
              gpointer user_data)
{
  send_failure (message, 404);
}

static gboolean
accept_connection (DemoUpstream *self, GSocketConnection *connection)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GSocketAddress) remote =
      g_socket_connection_get_remote_address (connection, NULL);
  g_autoptr (GSocketAddress) local =
      g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GError) error = NULL;

  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  if (!soup_server_accept_iostream (self->server,
                                    G_IO_STREAM (connection),
                                    local,
                                    remote,
                                    &error))
    g_debug ("a connection was lost: %s", error->message);
  return TRUE;
}

static gboolean
listen_on_loopback (DemoUpstream *self, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service),
                                      wanted,
                                      G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP,
                                      NULL,
                                      &bound,
                                      error))
    return FALSE;
  self->url =
      g_strdup_printf ("http://127.0.0.1:%u/v1",
                       g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  return TRUE;
}

static void
demo_upstream_finalize (GObject *object)
{
  DemoUpstream *self = DEMO_UPSTREAM (object);

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->url, g_free);

  G_OBJECT_CLASS (demo_upstream_parent_class)->finalize (object);
}

static void
demo_upstream_class_init (DemoUpstreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = demo_upstream_finalize;
}

static void
demo_upstream_init (DemoUpstream *self)
{
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, handle_other, NULL, NULL);
  soup_server_add_handler (self->server,
                           "/v1/chat/completions",
                           handle_completion,
                           NULL,
                           NULL);
  soup_server_add_handler (self->server, "/v1/models", handle_models, NULL, NULL);

  self->service = g_socket_service_new ();
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), BACKLOG);
  g_signal_connect_object (self->service,
                           "incoming",
                           G_CALLBACK (accept_connection),
                           self,
                           G_CONNECT_SWAPPED);
}

DemoUpstream *
demo_upstream_new (GError **error)
{
  g_autoptr (DemoUpstream) self = g_object_new (DEMO_TYPE_UPSTREAM, NULL);

  if (!listen_on_loopback (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
demo_upstream_get_url (DemoUpstream *self)
{
  g_return_val_if_fail (DEMO_IS_UPSTREAM (self), NULL);

  return self->url;
}
