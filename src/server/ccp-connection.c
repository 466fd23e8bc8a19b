/* ccp-connection.c: one client's connection: reads requests, and watches the client while
 * they are answered
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-connection"

#include "ccp-connection.h"

#include <errno.h>
#include <glib-unix.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include "ccp-socket-writer.h"

#define BLOCK (64 * 1024)
/* how much of later requests is read while one is answered */
#define MAX_AHEAD (64 * 1024)
#define LINGER_TIME 2000
#define CONDITION_LEFT (G_IO_HUP | G_IO_ERR | POLLRDHUP)

struct _CcpConnection
{
  GObject parent_instance;

  GSocket *socket;
  GSocketAddress *local;
  GSocketAddress *remote;
  CcpServerSettings *settings;
  const CcpConnectionHooks *hooks;
  gpointer hooks_data;

  CcpConnectionState state;
  gint64 deadline;
  gint64 body_began;
  GUnixFDSourceFunc ready;
  GSource *source; /* (nullable) */
  int condition;   /* that source waits for; 0 for none */
  gboolean advancing;
  gboolean served; /* not the first request */
  gboolean closing;

  CcpRequestReader *reader;
  CcpSocketWriter *writer;
  GCancellable *cancellable; /* (nullable) */
  CcpConnectionFunc drained; /* (nullable) */
  gpointer drained_data;
  gboolean departed;
  gboolean ending;
  gboolean keep_after;
};

G_DEFINE_FINAL_TYPE (CcpConnection, ccp_connection, G_TYPE_OBJECT)

static void
wait_for (CcpConnection *self, int condition)
{
  if (self->condition == condition)
    return;
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  self->condition = condition;
  if (condition == 0)
    return;
  self->source =
      g_unix_fd_source_new (g_socket_get_fd (self->socket), (GIOCondition) condition);
  g_source_set_callback (self->source, G_SOURCE_FUNC (self->ready), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

static gint64
in_milliseconds (guint milliseconds)
{
  return g_get_monotonic_time () + (gint64) milliseconds * 1000;
}

static void
set_state (CcpConnection *self, CcpConnectionState state, gint64 deadline)
{
  self->state = state;
  self->deadline = deadline;
  self->hooks->changed (self, self->hooks_data);
}

static void
close_now (CcpConnection *self)
{
  if (self->state == CCP_CONNECTION_CLOSED)
    return;
  wait_for (self, 0);
  ccp_socket_writer_drop (self->writer);
  g_socket_close (self->socket, NULL);
  set_state (self, CCP_CONNECTION_CLOSED, 0);
}

/* To close with bytes unread would reset the connection, and the client might lose the
 * answer. */
static void
linger (CcpConnection *self)
{
  if (shutdown (g_socket_get_fd (self->socket), SHUT_WR) != 0)
    {
      close_now (self);
      return;
    }
  wait_for (self, G_IO_IN | POLLRDHUP);
  set_state (self, CCP_CONNECTION_LINGER, in_milliseconds (LINGER_TIME));
}

static void
refuse (CcpConnection *self, const CcpRefusal *refusal, gboolean is_head)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  GOutputVector vector;

  ccp_refusal_append_reply (refusal, is_head, bytes);
  vector = (GOutputVector){ bytes->data, bytes->len };
  if (ccp_socket_writer_write (self->writer, &vector, 1) == CCP_SOCKET_WRITER_DONE)
    linger (self);
  else
    close_now (self);
}

static void
check (CcpConnection *self)
{
  const CcpRequestHead *head = ccp_request_reader_get_parsed (self->reader);
  g_autoptr (CcpRefusal) refusal = self->hooks->check (self, head, self->hooks_data);

  if (refusal != NULL)
    refuse (self, refusal, ccp_span_equals (head->method, "HEAD"));
}

static void
begin_head (CcpConnection *self)
{
  if (self->state != CCP_CONNECTION_IDLE)
    return;
  set_state (self,
             CCP_CONNECTION_HEAD,
             self->served ? in_milliseconds (self->settings->header_timeout)
                          : self->deadline);
}

static void
begin_body (CcpConnection *self)
{
  static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
  GOutputVector vector = { go_on, sizeof go_on - 1 };
  gint64 deadline = in_milliseconds (self->settings->body_timeout);

  if (self->state == CCP_CONNECTION_BODY)
    {
      self->deadline = deadline;
      return;
    }
  self->body_began = g_get_monotonic_time ();
  set_state (self, CCP_CONNECTION_BODY, deadline);
  if (ccp_request_reader_get_expects_continue (self->reader) &&
      ccp_socket_writer_write (self->writer, &vector, 1) != CCP_SOCKET_WRITER_DONE)
    close_now (self);
}

static void
dispatch (CcpConnection *self)
{
  g_autoptr (CcpRefusal) refusal = NULL;

  set_state (self, CCP_CONNECTION_DISPATCH, 0);
  self->hooks->dispatch (self, self->hooks_data);
  if (self->state != CCP_CONNECTION_DISPATCH)
    return;
  refusal = ccp_refusal_new (400, "The request head cannot be understood");
  refuse (self, refusal, ccp_request_reader_get_is_head (self->reader));
}

/* Returns: FALSE when more bytes are needed */
static gboolean
step (CcpConnection *self)
{
  switch (ccp_request_reader_advance (self->reader))
    {
    case CCP_REQUEST_READER_IDLE:
      return FALSE;
    case CCP_REQUEST_READER_HEAD:
      begin_head (self);
      return FALSE;
    case CCP_REQUEST_READER_CHECK:
      check (self);
      return TRUE;
    case CCP_REQUEST_READER_BODY:
      begin_body (self);
      return FALSE;
    case CCP_REQUEST_READER_DONE:
      dispatch (self);
      return TRUE;
    case CCP_REQUEST_READER_REFUSED:
      refuse (self, ccp_request_reader_get_refusal (self->reader), FALSE);
      return FALSE;
    }
  g_assert_not_reached ();
}

static gboolean
is_reading (CcpConnection *self)
{
  return self->state == CCP_CONNECTION_IDLE || self->state == CCP_CONNECTION_HEAD ||
         self->state == CCP_CONNECTION_BODY;
}

/* A reply that is complete at once ends inside dispatch: the loop, not a recursion, takes
 * the next of many pipelined requests. */
static void
advance (CcpConnection *self)
{
  if (self->advancing)
    return;
  self->advancing = TRUE;
  while (is_reading (self) && step (self))
    ;
  self->advancing = FALSE;
}

static void
depart (CcpConnection *self)
{
  gboolean was_blocked = ccp_socket_writer_is_blocked (self->writer);

  if (self->departed)
    return;
  self->departed = TRUE;
  wait_for (self, 0);
  ccp_socket_writer_drop (self->writer);
  if (self->ending)
    {
      close_now (self);
      return;
    }
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (was_blocked && self->state == CCP_CONNECTION_REPLY && self->drained != NULL)
    self->drained (self, self->drained_data);
}

/* While a request is answered, what comes belongs to later ones. It is read all the same,
 * or the end of the stream behind it would not be seen. */
static void
wait_for_client (CcpConnection *self)
{
  wait_for (self,
            ccp_request_reader_get_ahead (self->reader) < MAX_AHEAD ? G_IO_IN | POLLRDHUP
                                                                    : POLLRDHUP);
}

static void
receive (CcpConnection *self)
{
  char block[BLOCK];
  gssize size =
      recv (g_socket_get_fd (self->socket), block, sizeof block, MSG_DONTWAIT);

  if (size < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (size <= 0 && self->state == CCP_CONNECTION_REPLY)
    depart (self);
  else if (size <= 0)
    close_now (self);
  else if (self->state != CCP_CONNECTION_LINGER)
    {
      ccp_request_reader_add (self->reader, block, size);
      if (self->state == CCP_CONNECTION_REPLY)
        wait_for_client (self);
      else
        advance (self);
    }
}

static gboolean
on_ready (int fd, GIOCondition condition, gpointer data)
{
  g_autoptr (CcpConnection) self = g_object_ref (data);

  if (self->state == CCP_CONNECTION_REPLY && ((int) condition & CONDITION_LEFT) != 0)
    depart (self);
  else
    receive (self);
  return G_SOURCE_CONTINUE;
}

static void
finish_reply (CcpConnection *self)
{
  self->ending = FALSE;
  g_clear_object (&self->cancellable);
  self->drained = NULL;
  if (!self->keep_after || self->closing)
    {
      linger (self);
      return;
    }
  ccp_request_reader_next (self->reader, self->settings->max_body);
  self->served = TRUE;
  wait_for (self, G_IO_IN | POLLRDHUP);
  set_state (self,
             CCP_CONNECTION_IDLE,
             in_milliseconds (self->settings->keep_alive_timeout));
  advance (self);
}

static void
on_drained (CcpSocketWriterResult result, gpointer data)
{
  g_autoptr (CcpConnection) self = g_object_ref (data);

  self->deadline = 0;
  if (result == CCP_SOCKET_WRITER_BROKEN)
    depart (self);
  if (self->state != CCP_CONNECTION_REPLY)
    return;
  if (self->ending)
    finish_reply (self);
  else if (self->drained != NULL)
    self->drained (self, self->drained_data);
}

static void
ccp_connection_finalize (GObject *object)
{
  CcpConnection *self = CCP_CONNECTION (object);

  wait_for (self, 0);
  g_clear_pointer (&self->writer, ccp_socket_writer_free);
  g_clear_pointer (&self->reader, ccp_request_reader_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->socket);
  g_clear_object (&self->local);
  g_clear_object (&self->remote);
  g_clear_pointer (&self->settings, ccp_server_settings_unref);

  G_OBJECT_CLASS (ccp_connection_parent_class)->finalize (object);
}

static void
ccp_connection_class_init (CcpConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_connection_finalize;
}

static void
ccp_connection_init (CcpConnection *self)
{
  self->ready = on_ready;
}

CcpConnection *
ccp_connection_new (GSocket *socket,
                    CcpServerSettings *settings,
                    const CcpConnectionHooks *hooks,
                    gpointer user_data,
                    GError **error)
{
  g_autoptr (GSocketAddress) local = NULL;
  g_autoptr (GSocketAddress) remote = NULL;
  CcpConnection *self = NULL;

  g_return_val_if_fail (G_IS_SOCKET (socket), NULL);
  g_return_val_if_fail (settings != NULL, NULL);
  g_return_val_if_fail (hooks != NULL, NULL);

  local = g_socket_get_local_address (socket, error);
  remote = local != NULL ? g_socket_get_remote_address (socket, error) : NULL;
  if (remote == NULL)
    return NULL;

  self = g_object_new (CCP_TYPE_CONNECTION, NULL);
  self->socket = g_object_ref (socket);
  self->local = g_steal_pointer (&local);
  self->remote = g_steal_pointer (&remote);
  self->settings = ccp_server_settings_ref (settings);
  self->hooks = hooks;
  self->hooks_data = user_data;
  self->reader = ccp_request_reader_new (settings->max_body);
  self->writer = ccp_socket_writer_new (g_socket_get_fd (socket), on_drained, self);
  self->deadline = in_milliseconds (settings->header_timeout);
  if (G_IS_INET_SOCKET_ADDRESS (self->local))
    g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  return self;
}

void
ccp_connection_start (CcpConnection *self)
{
  g_return_if_fail (CCP_IS_CONNECTION (self));

  wait_for (self, G_IO_IN | POLLRDHUP);
}

void
ccp_connection_close (CcpConnection *self)
{
  g_return_if_fail (CCP_IS_CONNECTION (self));

  if (self->state == CCP_CONNECTION_REPLY && !self->ending)
    depart (self);
  else
    close_now (self);
}

void
ccp_connection_close_soon (CcpConnection *self)
{
  g_return_if_fail (CCP_IS_CONNECTION (self));

  self->closing = TRUE;
  if (self->state == CCP_CONNECTION_IDLE)
    close_now (self);
}

void
ccp_connection_expire (CcpConnection *self)
{
  g_autoptr (CcpRefusal) refusal = NULL;

  g_return_if_fail (CCP_IS_CONNECTION (self));

  if (self->state == CCP_CONNECTION_HEAD || self->state == CCP_CONNECTION_BODY)
    {
      refusal = ccp_refusal_new (408, "The request came too slowly");
      refuse (self, refusal, FALSE);
    }
  else
    ccp_connection_close (self);
}

CcpConnectionState
ccp_connection_get_state (CcpConnection *self)
{
  g_return_val_if_fail (CCP_IS_CONNECTION (self), CCP_CONNECTION_CLOSED);

  return self->state;
}

gint64
ccp_connection_get_deadline (CcpConnection *self)
{
  gint64 slowest;

  g_return_val_if_fail (CCP_IS_CONNECTION (self), 0);

  if (self->state == CCP_CONNECTION_REPLY && ccp_socket_writer_is_blocked (self->writer))
    return ccp_socket_writer_get_progress (self->writer) +
           (gint64) self->settings->write_timeout * 1000;
  if (self->state != CCP_CONNECTION_BODY)
    return self->deadline;
  slowest = self->body_began + (gint64) self->settings->header_timeout * 1000 +
            (gint64) (ccp_request_reader_get_received (self->reader) * G_USEC_PER_SEC /
                      self->settings->body_rate);
  return MIN (self->deadline, slowest);
}

GSocketAddress *
ccp_connection_get_local_address (CcpConnection *self)
{
  g_return_val_if_fail (CCP_IS_CONNECTION (self), NULL);

  return self->local;
}

GSocketAddress *
ccp_connection_get_remote_address (CcpConnection *self)
{
  g_return_val_if_fail (CCP_IS_CONNECTION (self), NULL);

  return self->remote;
}

CcpRequestReader *
ccp_connection_get_request (CcpConnection *self)
{
  g_return_val_if_fail (CCP_IS_CONNECTION (self), NULL);

  return self->reader;
}

gboolean
ccp_connection_get_keep_alive (CcpConnection *self)
{
  g_return_val_if_fail (CCP_IS_CONNECTION (self), FALSE);

  return ccp_request_reader_get_keep_alive (self->reader) && !self->closing;
}

void
ccp_connection_begin_reply (CcpConnection *self,
                            GCancellable *departed,
                            CcpConnectionFunc drained,
                            gpointer user_data)
{
  g_return_if_fail (CCP_IS_CONNECTION (self));
  g_return_if_fail (self->state == CCP_CONNECTION_DISPATCH);

  g_set_object (&self->cancellable, departed);
  self->drained = drained;
  self->drained_data = user_data;
  wait_for_client (self);
  set_state (self, CCP_CONNECTION_REPLY, 0);
}

gboolean
ccp_connection_write (CcpConnection *self,
                      const GOutputVector *vectors,
                      guint n_vectors)
{
  g_return_val_if_fail (CCP_IS_CONNECTION (self), TRUE);
  g_return_val_if_fail (self->state == CCP_CONNECTION_REPLY, TRUE);

  if (self->departed)
    return TRUE;
  switch (ccp_socket_writer_write (self->writer, vectors, n_vectors))
    {
    case CCP_SOCKET_WRITER_DONE:
      return TRUE;
    case CCP_SOCKET_WRITER_BLOCKED:
      self->hooks->changed (self, self->hooks_data);
      return FALSE;
    case CCP_SOCKET_WRITER_BROKEN:
      depart (self);
      return TRUE;
    }
  g_assert_not_reached ();
}

gboolean
ccp_connection_is_departed (CcpConnection *self)
{
  g_return_val_if_fail (CCP_IS_CONNECTION (self), TRUE);

  return self->departed;
}

void
ccp_connection_end_reply (CcpConnection *self, gboolean keep_alive)
{
  g_return_if_fail (CCP_IS_CONNECTION (self));
  g_return_if_fail (self->state == CCP_CONNECTION_REPLY);

  self->keep_after = keep_alive;
  if (self->departed)
    close_now (self);
  else if (ccp_socket_writer_is_blocked (self->writer))
    self->ending = TRUE;
  else
    finish_reply (self);
}
