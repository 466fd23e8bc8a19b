/* test-local-servers.c: finds the model servers on this machine
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <string.h>

#include "ccp-local-servers.h"

#define NOT_FOUND "{\"error\":\"no such path\"}"

typedef struct
{
  const char *path;
  const char *body;
} Page;

/* a server that has a few pages; without any it accepts and is silent */
typedef struct
{
  GSocketService *service;
  guint16 port;
  const Page *pages; /* (nullable) (array zero-terminated=1) */
  int n_requests;
  GAsyncQueue *connections; /* (element-type GSocketConnection): those that wait */
} Fake;

static const Page ollama[] = {
  { "/v1/models",
    "{\"object\":\"list\",\"data\":[{\"id\":\"qwen3:8b\",\"object\":"
    "\"model\",\"owned_by\":\"library\"}]}" },
  { "/api/tags", "{\"models\":[{\"name\":\"qwen3:8b\",\"digest\":\"0\"}]}" },
  { NULL },
};
static const Page vllm[] = {
  { "/v1/models", "{\"data\":[{\"id\":\"m\",\"owned_by\":\"vllm\"}]}" },
  { NULL },
};
static const Page unknown[] = {
  { "/v1/models", "{\"data\":[{\"id\":\"m\",\"owned_by\":\"me\"}]}" },
  { NULL },
};
static const Page web_page[] = {
  { "/v1/models", "<html>" },
  { NULL },
};

static const char *
find_page (const Fake *fake, const char *request)
{
  for (const Page *page = fake->pages; page->path != NULL; page++)
    {
      g_autofree char *start = g_strconcat ("GET ", page->path, " HTTP/1.1\r\n", NULL);

      if (g_str_has_prefix (request, start))
        return page->body;
    }
  return NULL;
}

static gboolean
serve (GSocketService *service,
       GSocketConnection *connection,
       GObject *source,
       gpointer data)
{
  Fake *fake = data;
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char request[4096] = "";
  const char *body = NULL;
  g_autofree char *answer = NULL;

  g_atomic_int_inc (&fake->n_requests);
  if (fake->pages == NULL)
    {
      g_async_queue_push (fake->connections, g_object_ref (connection));
      return TRUE;
    }
  g_socket_receive (g_socket_connection_get_socket (connection),
                    request,
                    sizeof request - 1,
                    NULL,
                    NULL);
  body = find_page (fake, request);
  answer = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: application/json\r\n"
                            "Connection: close\r\nContent-Length: %zu\r\n\r\n%s",
                            body != NULL ? "200 OK" : "404 Not Found",
                            strlen (body != NULL ? body : NOT_FOUND),
                            body != NULL ? body : NOT_FOUND);
  g_output_stream_write_all (output, answer, strlen (answer), NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

static void
start (Fake *self, const Page *pages)
{
  self->pages = pages;
  self->n_requests = 0;
  self->connections = g_async_queue_new_full (g_object_unref);
  self->service = g_threaded_socket_service_new (10);
  self->port =
      g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, NULL);
  g_signal_connect (self->service, "run", G_CALLBACK (serve), self);
  g_socket_service_start (self->service);
}

static void
stop (Fake *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
  g_clear_pointer (&self->connections, g_async_queue_unref);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GPtrArray **servers = data;

  *servers = ccp_local_servers_find_finish (result, NULL);
}

/* @ports: up to the first 0 */
static GPtrArray *
find (const guint16 *ports, guint milliseconds)
{
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (guint16));
  GPtrArray *servers = NULL;

  for (; *ports != 0; ports++)
    g_array_append_val (array, *ports);
  ccp_local_servers_find_async (array, milliseconds, NULL, keep_result, &servers);
  while (servers == NULL)
    g_main_context_iteration (NULL, TRUE);
  return servers;
}

static void
test_kinds (void)
{
  Fake fakes[3];
  g_autoptr (GPtrArray) servers = NULL;

  start (&fakes[0], ollama);
  start (&fakes[1], vllm);
  start (&fakes[2], unknown);
  servers =
      find ((const guint16[]){ fakes[0].port, fakes[1].port, fakes[2].port, 0 }, 5000);

  g_assert_cmpuint (servers->len, ==, 3);
  for (guint i = 0; i < servers->len; i++)
    {
      const CcpLocalServer *server = g_ptr_array_index (servers, i);
      g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/v1", server->port);
      const char *kind = server->kind != NULL ? server->kind->name : NULL;

      g_assert_cmpstr (server->url, ==, url);
      g_assert_cmpuint (g_strv_length (server->models), ==, 1);
      g_assert_cmpstr (kind,
                       ==,
                       server->port == fakes[0].port   ? "ollama"
                       : server->port == fakes[1].port ? "vllm"
                                                       : NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (fakes); i++)
    stop (&fakes[i]);
}

static void
keep_error (GObject *source, GAsyncResult *result, gpointer data)
{
  GError **error = data;

  g_assert_null (ccp_local_servers_find_finish (result, error));
}

static gboolean
cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (void)
{
  Fake fake;
  g_autoptr (GArray) ports = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64 start_time = g_get_monotonic_time ();

  start (&fake, NULL);
  g_array_append_val (ports, fake.port);
  ccp_local_servers_find_async (ports, 60000, cancellable, keep_error, &error);
  g_timeout_add (50, cancel, cancellable);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start_time, <, 10 * G_TIME_SPAN_SECOND);
  stop (&fake);
}

static void
test_others (void)
{
  Fake fake;
  g_autoptr (GPtrArray) servers = NULL;

  start (&fake, web_page);
  servers = find ((const guint16[]){ fake.port, 1, 0 }, 5000);
  g_assert_cmpuint (servers->len, ==, 0);
  /* what is no model server is left alone */
  g_assert_cmpint (g_atomic_int_get (&fake.n_requests), ==, 1);
  stop (&fake);
}

static void
test_time (void)
{
  Fake silent;
  Fake other;
  g_autoptr (GPtrArray) servers = NULL;
  gint64 start_time = g_get_monotonic_time ();

  start (&silent, NULL);
  start (&other, vllm);
  servers = find ((const guint16[]){ silent.port, other.port, 0 }, 1000);
  g_assert_cmpuint (servers->len, ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - start_time, <, 5 * G_USEC_PER_SEC);
  stop (&silent);
  stop (&other);
}

static void
test_no_ports (void)
{
  g_autoptr (GPtrArray) servers = find ((const guint16[]){ 0 }, 1000);

  g_assert_cmpuint (servers->len, ==, 0);
}

static gboolean
has_port (GArray *ports, guint16 port)
{
  for (guint i = 0; i < ports->len; i++)
    if (g_array_index (ports, guint16, i) == port)
      return TRUE;
  return FALSE;
}

static void
test_usual_ports (void)
{
  const char *const none[] = { NULL };
  g_autoptr (GArray) ports = ccp_local_servers_list_ports (none);

  g_assert_true (has_port (ports, 11434));
  g_assert_true (has_port (ports, 8080));
  g_assert_true (has_port (ports, 1234));
  for (guint i = 0; i < ports->len; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpuint (g_array_index (ports, guint16, i),
                        !=,
                        g_array_index (ports, guint16, j));
}

static void
test_named_ports (void)
{
  const char *const named[] = { "CCPROXY_LOCAL_PORTS=81, 82,x,81,0,70000", NULL };
  const char *const none[] = { "CCPROXY_LOCAL_PORTS=", NULL };
  g_autoptr (GArray) ports = ccp_local_servers_list_ports (named);
  g_autoptr (GArray) no_ports = ccp_local_servers_list_ports (none);

  g_assert_cmpuint (ports->len, ==, 2);
  g_assert_true (has_port (ports, 81));
  g_assert_true (has_port (ports, 82));
  g_assert_cmpuint (no_ports->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/local-servers/find/kinds", test_kinds);
  g_test_add_func ("/local-servers/find/leaves-others-alone", test_others);
  g_test_add_func ("/local-servers/find/cancelled", test_cancel);
  g_test_add_func ("/local-servers/find/gives-up", test_time);
  g_test_add_func ("/local-servers/find/no-ports", test_no_ports);
  g_test_add_func ("/local-servers/list-ports/usual", test_usual_ports);
  g_test_add_func ("/local-servers/list-ports/named", test_named_ports);
  return g_test_run ();
}
