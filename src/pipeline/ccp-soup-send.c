/* ccp-soup-send.c: one request on its way to a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-soup-send"

#include "ccp-soup-send.h"

#include "ccp-body-stream.h"
#include "ccp-soup-message.h"
#include "ccp-transport-error.h"

#define MAX_INFORMATIONAL 16

/* Lives from ccp_soup_send_start () until its task returns, which is when libsoup has
 * called back for the last attempt: for the first, or for its one repetition. */
typedef struct
{
  const CcpSoupSendContext *context; /* the task's source object owns it */
  GTask *task;
  GCancellable *client; /* (nullable) */
  SoupMessage *message;
  CcpJson *body;    /* (nullable) */
  char *key_header; /* (nullable) */
  CcpUpstreamConnection *connection;
  GCancellable *cancellable; /* libsoup's: fired by the client's, a timer or a refusal */
  gulong cancelled_id;
  GError *failure; /* (nullable): why we ended it ourselves */
  GSource *timer;
  gint64 deadline; /* monotonic, microseconds */
  gulong resumed_id;
  gint64 suspected;   /* monotonic; until when there is to be a sign of life, or 0 */
  gboolean outslept;  /* there was none */
  gboolean reached;   /* there is a TCP connection, to the provider or its proxy */
  gboolean connected; /* it can take the request */
  gboolean kept;      /* the attempt runs over a connection that has served before */
  gboolean repeated;
  guint informational;
} CcpSoupSend;

static void
ccp_soup_send_free (CcpSoupSend *self)
{
  g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  if (self->cancelled_id != 0)
    g_signal_handler_disconnect (self->client, self->cancelled_id);
  g_signal_handler_disconnect (self->context->pool, self->resumed_id);
  g_clear_object (&self->client);
  g_clear_pointer (&self->connection, ccp_upstream_connection_free);
  g_clear_object (&self->message);
  g_clear_pointer (&self->body, ccp_json_unref);
  g_clear_pointer (&self->key_header, g_free);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->failure);
  g_clear_object (&self->task);
  g_free (self);
}

/* The provider is to see the end now, and libsoup calls back soon. */
static void
end_attempt (CcpSoupSend *self, GError *failure)
{
  if (self->failure != NULL)
    {
      g_error_free (failure);
      return;
    }
  self->failure = failure;
  ccp_upstream_connection_shut (self->connection);
  g_cancellable_cancel (self->cancellable);
}

static void
on_client_cancelled (GCancellable *cancellable, gpointer user_data)
{
  end_attempt (user_data,
               g_error_new_literal (G_IO_ERROR,
                                    G_IO_ERROR_CANCELLED,
                                    "The request was cancelled"));
}

static void
set_deadline (CcpSoupSend *self, guint milliseconds)
{
  self->deadline = g_get_monotonic_time () + (gint64) milliseconds * 1000;
  if (self->timer != NULL && self->deadline < g_source_get_ready_time (self->timer))
    g_source_set_ready_time (self->timer, self->deadline);
}

static gboolean
has_reached (CcpSoupSend *self)
{
  return self->reached || self->kept;
}

static void
expire (CcpSoupSend *self)
{
  const CcpSoupSendContext *context = self->context;
  guint limit = self->connected ? context->head_timeout : context->connect_timeout;

  end_attempt (self,
               g_error_new (has_reached (self) ? CCP_ERROR : G_IO_ERROR,
                            has_reached (self) ? (int) CCP_ERROR_TIMEOUT
                                               : (int) G_IO_ERROR_TIMED_OUT,
                            self->connected ? "%s did not answer within %g seconds"
                                            : "no connection with %s within %g seconds",
                            ccp_upstream_origin_get_label (context->origin),
                            limit / 1000.0));
}

/* The connection did not outlive the sleep of the computer. libsoup sees its end, and it
 * is for on_sent () to say what comes of it. */
static void
expire_suspect (CcpSoupSend *self)
{
  self->suspected = 0;
  self->outslept = TRUE;
  ccp_upstream_connection_shut (self->connection);
}

static gint64
get_next_time (CcpSoupSend *self)
{
  return self->suspected != 0 ? MIN (self->suspected, self->deadline) : self->deadline;
}

static void
on_resumed (CcpSessionPool *pool, guint patience, gpointer user_data)
{
  CcpSoupSend *self = user_data;

  if (!has_reached (self) || !ccp_session_pool_is_suspect (pool, self->connection))
    return;
  self->suspected = g_get_monotonic_time () + (gint64) patience * 1000;
  g_source_set_ready_time (self->timer, get_next_time (self));
}

/* The deadline moves with every block that is sent; the timer moves along only when it
 * comes nearer, and otherwise looks again when it had fired too early. */
static gboolean
on_timer (gpointer user_data)
{
  CcpSoupSend *self = user_data;
  gint64 now = g_get_monotonic_time ();

  if (now >= self->deadline)
    expire (self);
  else if (self->suspected != 0 && now >= self->suspected)
    expire_suspect (self);
  g_source_set_ready_time (self->timer,
                           self->failure == NULL ? get_next_time (self) : -1);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_timer (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs timer_funcs = { .dispatch = dispatch_timer };

static void
start_timer (CcpSoupSend *self)
{
  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_static_name (self->timer, "[ccproxy] upstream deadline");
  g_source_set_callback (self->timer, on_timer, self, NULL);
  g_source_set_ready_time (self->timer, self->deadline);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
check_address (CcpSoupSend *self, GIOStream *stream)
{
  GSocketConnection *connection = G_SOCKET_CONNECTION (stream);
  g_autoptr (GSocketAddress) address =
      g_socket_connection_get_remote_address (connection, NULL);
  g_autoptr (GError) error = NULL;

  self->reached = TRUE;
  ccp_upstream_connection_set_socket (self->connection,
                                      g_socket_connection_get_socket (connection));
  if (address != NULL && self->context->direct &&
      !ccp_upstream_origin_check_address (self->context->origin, address, &error))
    end_attempt (self, g_steal_pointer (&error));
}

/* The environment may have been set to allow older ones. */
static void
check_tls_version (CcpSoupSend *self, GIOStream *stream)
{
  GTlsProtocolVersion version =
      g_tls_connection_get_protocol_version (G_TLS_CONNECTION (stream));

  if (version < G_TLS_PROTOCOL_VERSION_TLS_1_2)
    end_attempt (self,
                 g_error_new (CCP_ERROR,
                              CCP_ERROR_UPSTREAM,
                              "%s speaks no TLS that is newer than 1.1",
                              ccp_upstream_origin_get_label (self->context->origin)));
}

static void
on_network_event (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *stream,
                  gpointer user_data)
{
  CcpSoupSend *self = user_data;

  self->kept = FALSE;
  if (event == G_SOCKET_CLIENT_CONNECTED && G_IS_SOCKET_CONNECTION (stream))
    check_address (self, stream);
  else if (event == G_SOCKET_CLIENT_TLS_HANDSHAKED && G_IS_TLS_CONNECTION (stream))
    check_tls_version (self, stream);
}

static void
on_starting (SoupMessage *message, gpointer user_data)
{
  CcpSoupSend *self = user_data;

  self->connected = TRUE;
  set_deadline (self, self->context->head_timeout);
}

static void
on_wrote_body_data (SoupMessage *message, guint size, gpointer user_data)
{
  CcpSoupSend *self = user_data;

  set_deadline (self, self->context->head_timeout);
}

static void
on_got_informational (SoupMessage *message, gpointer user_data)
{
  CcpSoupSend *self = user_data;

  self->suspected = 0;
  if (++self->informational > MAX_INFORMATIONAL)
    end_attempt (self,
                 g_error_new (CCP_ERROR,
                              CCP_ERROR_UPSTREAM,
                              "%s sent more than %d informational answers",
                              ccp_upstream_origin_get_label (self->context->origin),
                              MAX_INFORMATIONAL));
}

static GInputStream *
decode_body (CcpHeaders *headers, GInputStream *body, GError **error)
{
  const char *coding = ccp_headers_get (headers, "content-encoding");
  g_autoptr (GZlibDecompressor) decompressor = NULL;

  if (coding == NULL || *coding == '\0' || g_ascii_strcasecmp (coding, "identity") == 0)
    return g_object_ref (body);
  if (g_ascii_strcasecmp (coding, "gzip") != 0 &&
      g_ascii_strcasecmp (coding, "x-gzip") != 0)
    {
      g_set_error (error,
                   CCP_ERROR,
                   CCP_ERROR_UPSTREAM,
                   "the answer is encoded as \"%s\", though it was asked for plain",
                   coding);
      return NULL;
    }
  decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  ccp_headers_remove (headers, "content-encoding");
  ccp_headers_remove (headers, "content-length");
  return g_converter_input_stream_new (body, G_CONVERTER (decompressor));
}

/* libsoup reads some answers itself, and has them in memory: those to which it may have
 * to log in (401, 407). Whatever it does with the connection then, it is not used again.
 */
static GInputStream *
open_body (CcpSoupSend *self, GInputStream *stream)
{
  if (!G_IS_FILTER_INPUT_STREAM (stream))
    return g_object_ref (stream);
  return ccp_body_stream_new (stream,
                              self->message,
                              self->context->pool,
                              g_steal_pointer (&self->connection),
                              self->context->idle_timeout,
                              self->client);
}

/* Returns: (transfer full): the answer, which takes the connection with it */
static CcpUpstreamResponse *
open_response (CcpSoupSend *self, GInputStream *stream, GError **error)
{
  const CcpSoupSendContext *context = self->context;
  g_autoptr (CcpHeaders) headers = ccp_soup_message_copy_headers (self->message);
  g_autoptr (GInputStream) body = open_body (self, stream);
  g_autoptr (GInputStream) decoded = decode_body (headers, body, error);

  if (decoded == NULL)
    {
      g_prefix_error (error, "%s: ", ccp_upstream_origin_get_label (context->origin));
      return NULL;
    }
  return ccp_upstream_response_new (soup_message_get_status (self->message),
                                    headers,
                                    decoded);
}

static gboolean
has_heard (CcpSoupSend *self)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (self->message);

  return soup_message_metrics_get_response_header_bytes_received (metrics) > 0;
}

static CcpTransportStage
find_stage (CcpSoupSend *self)
{
  if (has_heard (self))
    return CCP_TRANSPORT_STAGE_HEARD;
  return has_reached (self) ? CCP_TRANSPORT_STAGE_CONNECTED
                            : CCP_TRANSPORT_STAGE_UNCONNECTED;
}

static CcpUpstreamResponse *
judge_attempt (CcpSoupSend *self, GInputStream *stream, GError *cause, GError **error)
{
  const char *peer = ccp_upstream_origin_get_label (self->context->origin);

  /* the message lives as long as the answer is read, the key need not */
  ccp_soup_message_forget_key (self->message, self->key_header);
  if (self->failure != NULL)
    g_propagate_error (error, g_steal_pointer (&self->failure));
  else if (stream != NULL)
    return open_response (self, stream, error);
  else
    g_propagate_error (error, ccp_transport_error_new (cause, peer, find_stage (self)));
  return NULL;
}

/* The provider may close an idle connection at any time, also while a request is on its
 * way. If not a byte of an answer came, nobody has read the request. And what was asked
 * before the computer slept is asked again: the answer, if there was one, is lost. */
static gboolean
is_stale_connection (CcpSoupSend *self)
{
  return (self->kept || self->outslept) && !self->repeated && self->failure == NULL &&
         !has_heard (self);
}

static void
start_attempt (CcpSoupSend *self,
               CcpUpstreamConnection *connection,
               GAsyncReadyCallback callback)
{
  self->connection = connection;
  self->kept = ccp_upstream_connection_is_used (connection);
  self->reached = FALSE;
  self->connected = FALSE;
  self->suspected = 0;
  self->outslept = FALSE;
  set_deadline (self, self->context->connect_timeout);

  /* A provider has its key already; a proxy may want a password. */
  if (self->context->direct)
    soup_message_disable_feature (self->message, SOUP_TYPE_AUTH_MANAGER);
  g_signal_connect (self->message, "network-event", G_CALLBACK (on_network_event), self);
  g_signal_connect (self->message, "starting", G_CALLBACK (on_starting), self);
  g_signal_connect (self->message,
                    "wrote-body-data",
                    G_CALLBACK (on_wrote_body_data),
                    self);
  g_signal_connect (self->message,
                    "got-informational",
                    G_CALLBACK (on_got_informational),
                    self);
  soup_session_send_async (ccp_upstream_connection_get_session (connection),
                           self->message,
                           G_PRIORITY_DEFAULT,
                           self->cancellable,
                           callback,
                           self);
}

static void
repeat_attempt (CcpSoupSend *self, GAsyncReadyCallback callback)
{
  g_autoptr (SoupMessage) first = g_steal_pointer (&self->message);

  self->repeated = TRUE;
  self->message = ccp_soup_message_repeat (
      first,
      self->body != NULL ? ccp_json_get_bytes (self->body) : NULL);
  ccp_soup_message_forget_key (first, self->key_header);
  g_clear_pointer (&self->connection, ccp_upstream_connection_free);
  start_attempt (self, ccp_session_pool_take_fresh (self->context->pool), callback);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CcpSoupSend *self = user_data;
  g_autoptr (GTask) task = g_object_ref (self->task);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpUpstreamResponse) response = NULL;
  g_autoptr (GInputStream) stream =
      soup_session_send_finish (SOUP_SESSION (source), result, &cause);

  g_signal_handlers_disconnect_by_data (self->message, self);
  if (stream == NULL && is_stale_connection (self))
    {
      repeat_attempt (self, on_sent);
      return;
    }

  response = judge_attempt (self, stream, cause, &error);
  ccp_soup_send_free (self);
  if (response != NULL)
    g_task_return_pointer (task, g_steal_pointer (&response), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* @message is what was built of @request. @task returns a CcpUpstreamResponse; its source
 * object must own @context. */
void
ccp_soup_send_start (const CcpSoupSendContext *context,
                     CcpUpstreamRequest *request,
                     SoupMessage *message,
                     GTask *task)
{
  CcpJson *body = ccp_upstream_request_get_body (request);
  CcpSoupSend *self = NULL;

  g_return_if_fail (SOUP_IS_MESSAGE (message));
  g_return_if_fail (G_IS_TASK (task));

  self = g_new0 (CcpSoupSend, 1);
  self->context = context;
  self->task = g_object_ref (task);
  self->message = g_object_ref (message);
  self->body = body != NULL ? ccp_json_ref (body) : NULL;
  self->key_header = g_strdup (ccp_upstream_request_get_key_header (request));
  self->cancellable = g_cancellable_new ();
  if (g_task_get_cancellable (task) != NULL)
    {
      self->client = g_object_ref (g_task_get_cancellable (task));
      self->cancelled_id = g_signal_connect (self->client,
                                             "cancelled",
                                             G_CALLBACK (on_client_cancelled),
                                             self);
    }
  self->resumed_id =
      g_signal_connect (context->pool, "resumed", G_CALLBACK (on_resumed), self);
  start_attempt (self, ccp_session_pool_take (context->pool), on_sent);
  start_timer (self);
}
