/* demo-upstream.c: an HTTP server on the loopback interface that speaks OpenAI Chat
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "demo-upstream"

#include "demo-upstream.h"

#include <ccp.h>
#include <libsoup/soup.h>

#include "demo-stream.h"
#include "demo-wire.h"

struct _DemoUpstream
{
  GObject parent_instance;

  SoupServer *server;
  char *url;
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

static void
demo_upstream_finalize (GObject *object)
{
  DemoUpstream *self = DEMO_UPSTREAM (object);

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
}

static char *
make_url (SoupServer *server)
{
  GSList *uris = soup_server_get_uris (server);
  char *url = g_strdup_printf ("http://127.0.0.1:%d/v1", g_uri_get_port (uris->data));

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return url;
}

DemoUpstream *
demo_upstream_new (GError **error)
{
  g_autoptr (DemoUpstream) self = g_object_new (DEMO_TYPE_UPSTREAM, NULL);

  if (!soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return NULL;
  self->url = make_url (self->server);
  soup_server_add_handler (self->server, NULL, handle_other, NULL, NULL);
  soup_server_add_handler (self->server,
                           "/v1/chat/completions",
                           handle_completion,
                           NULL,
                           NULL);
  soup_server_add_handler (self->server, "/v1/models", handle_models, NULL, NULL);
  return g_steal_pointer (&self);
}

const char *
demo_upstream_get_url (DemoUpstream *self)
{
  g_return_val_if_fail (DEMO_IS_UPSTREAM (self), NULL);

  return self->url;
}
