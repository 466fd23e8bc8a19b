/* transport-call.c: one request through a transport, waited for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "transport-call.h"

#define WATCHDOG 20

static gboolean
on_watchdog (gpointer user_data)
{
  g_test_message ("nothing happened for %d seconds", WATCHDOG);
  g_assert_not_reached ();
}

static void
wait_for (const guint *counter)
{
  guint watchdog = g_timeout_add_seconds (WATCHDOG, on_watchdog, NULL);

  while (*counter == 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
}

/* With @milliseconds for every phase, or the defaults if that is 0 */
CcpTransport *
transport_call_new_transport (const char *base_url, guint milliseconds)
{
  CcpSoupTransportSettings settings = {
    .connect_timeout = milliseconds,
    .head_timeout = milliseconds,
    .idle_timeout = milliseconds,
  };
  g_autoptr (GError) error = NULL;
  CcpTransport *transport = ccp_soup_transport_new (base_url, &settings, &error);

  g_assert_no_error (error);
  return transport;
}

CcpUpstreamRequest *
transport_call_new_request (const char *url)
{
  CcpUpstreamRequest *request = ccp_upstream_request_new ("POST", url);
  g_autoptr (CcpJson) body = ccp_json_new_from_text ("{\"a\":1}", -1, NULL);

  ccp_upstream_request_set_body (request, body);
  ccp_upstream_request_set_key_header (request, "authorization", "Bearer ");
  return request;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TransportCall *self = user_data;

  self->n_callbacks++;
  self->response =
      ccp_transport_send_finish (CCP_TRANSPORT (source), result, &self->error);
}

void
transport_call_start (TransportCall *self,
                      CcpTransport *transport,
                      const char *url,
                      const char *key,
                      GCancellable *cancellable)
{
  g_autoptr (CcpUpstreamRequest) request = transport_call_new_request (url);

  ccp_transport_send_async (transport, request, key, cancellable, on_sent, self);
}

void
transport_call_wait (TransportCall *self)
{
  wait_for (&self->n_callbacks);
}

void
transport_call_run (TransportCall *self,
                    CcpTransport *transport,
                    const char *url,
                    const char *key)
{
  transport_call_start (self, transport, url, key, NULL);
  transport_call_wait (self);
}

typedef struct
{
  gssize n;
  GError *error;
  guint n_callbacks;
} Read;

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Read *read = user_data;

  read->n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &read->error);
  read->n_callbacks++;
}

/* Returns: the body up to its end, or %NULL with @error set if it did not come to one */
char *
transport_call_read_body (TransportCall *self, GError **error)
{
  g_autoptr (GString) body = g_string_new (NULL);
  char block[1000];

  g_assert_no_error (self->error);
  for (;;)
    {
      Read read = { 0 };

      g_input_stream_read_async (ccp_upstream_response_get_body (self->response),
                                 block,
                                 sizeof (block),
                                 G_PRIORITY_DEFAULT,
                                 NULL,
                                 on_read,
                                 &read);
      wait_for (&read.n_callbacks);
      if (read.n < 0)
        {
          g_propagate_error (error, read.error);
          return NULL;
        }
      if (read.n == 0)
        return g_string_free (g_steal_pointer (&body), FALSE);
      g_string_append_len (body, block, read.n);
    }
}

static gboolean
on_settled (gpointer user_data)
{
  *(guint *) user_data = 1;
  return G_SOURCE_REMOVE;
}

/* Lets everything happen that is under way on this machine. */
void
transport_call_settle (void)
{
  guint settled = 0;

  g_timeout_add (30, on_settled, &settled);
  wait_for (&settled);
}

void
transport_call_clear (TransportCall *self)
{
  g_clear_object (&self->response);
  g_clear_error (&self->error);
}
