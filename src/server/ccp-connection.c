/* ccp-connection.c: one client's connection: reads its requests
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-connection"

#include "ccp-connection.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include "ccp-connection-private.h"
#include "ccp-request-log.h"

#define BLOCK (16 * 1024)
/* How much of later requests is read while one is answered. The end of the stream behind
 * more than that, and more than the kernel holds, is not seen until the reply is over. */
#define MAX_AHEAD (256 * 1024)
#define LINGER_TIME 2000
/* how long who has just connected, or has begun to ask, may take for that while the
 * server ends */
#define FIRST_REQUEST_TIME 2000
#define CONDITION_LEFT (G_IO_HUP | G_IO_ERR | POLLRDHUP)
#define NO_DEADLINE 0
#define PER_MILLISECOND 1000

G_DEFINE_FINAL_TYPE (CcpConnection, ccp_connection, G_TYPE_OBJECT)

static gint64
get_time_in (guint milliseconds)
{
  return g_get_monotonic_time () + (gint64) milliseconds * PER_MILLISECOND;
}

static void
refuse (CcpConnection *self, const CcpRefusal *refusal)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *id = ccp_id_new ("req_");
  GOutputVector vector;

  ccp_request_log_write (self->reader, self->began, id, refusal);
  ccp_refusal_append_reply (refusal,
                            id,
                            ccp_request_reader_get_is_head (self->reader),
                            bytes);
  vector = (GOutputVector){ bytes->data, bytes->len };
  if (ccp_socket_writer_write (self->writer, &vector, 1) == CCP_SOCKET_WRITER_DONE)
    ccp_connection_linger (self);
  else
    ccp_connection_close_now (self);
}

static void
check (CcpConnection *self)
{
  const CcpRequestHead *head = ccp_request_reader_get_parsed (self->reader);
  g_autoptr (CcpRefusal) refusal = self->hooks->check (self, head, self->owner);

  if (refusal != NULL)
    refuse (self, refusal);
}

/* the time for the first head began when the client was accepted */
static void
begin_head (CcpConnection *self)
{
  gint64 deadline = self->deadline;

  if (self->state != CCP_CONNECTION_IDLE)
    return;
  ccp_connection_set_state (self, CCP_CONNECTION_HEAD, self->settings->header_timeout);
  if (!self->served)
    self->deadline = deadline;
}

static void
begin_body (CcpConnection *self)
{
  static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
  GOutputVector vector = { go_on, sizeof go_on - 1 };

  if (self->state == CCP_CONNECTION_BODY)
    {
      self->deadline = get_time_in (self->settings->body_timeout);
      return;
    }
  self->body_began = g_get_monotonic_time ();
  ccp_connection_set_state (self, CCP_CONNECTION_BODY, self->settings->body_timeout);
  if (ccp_request_reader_get_expects_continue (self->reader) &&
      ccp_socket_writer_write (self->writer, &vector, 1) != CCP_SOCKET_WRITER_DONE)
    ccp_connection_close_now (self);
}

static void
dispatch (CcpConnection *self)
{
  g_autoptr (CcpRefusal) refusal = NULL;

  ccp_connection_set_state (self, CCP_CONNECTION_DISPATCH, NO_DEADLINE);
  self->hooks->dispatch (self, self->owner);
  if (self->state != CCP_CONNECTION_DISPATCH)
    return;
  refusal = ccp_refusal_new (400, "The request head cannot be understood");
  refuse (self, refusal);
}

/* Returns: FALSE when more bytes are needed */
static gboolean
step (CcpConnection *self)
{
  if (self->state == CCP_CONNECTION_IDLE)
    self->began = g_get_monotonic_time ();
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
      refuse (self, ccp_request_reader_get_refusal (self->reader));
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

/* Returns: as recv () */
static gssize
read_bytes (CcpConnection *self)
{
  int fd = g_socket_get_fd (self->socket);
  char block[BLOCK];
  gboolean is_wanted = self->state != CCP_CONNECTION_LINGER;
  char *place = NULL;
  gsize room;
  gssize size;

  if (is_wanted)
    place = ccp_request_reader_reserve (self->reader, &room);
  if (place != NULL)
    {
      size = recv (fd, place, room, MSG_DONTWAIT);
      ccp_request_reader_commit (self->reader, MAX (size, 0));
      return size;
    }
  size = recv (fd, block, sizeof block, MSG_DONTWAIT);
  if (size > 0 && is_wanted)
    ccp_request_reader_add (self->reader, block, size);
  return size;
}

static void
receive (CcpConnection *self)
{
  gssize size = read_bytes (self);

  if (size < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (size <= 0)
    ccp_connection_close (self, CCP_DEPARTURE_LEFT);
  else if (self->state == CCP_CONNECTION_REPLY)
    ccp_connection_wait_for_client (self);
  else
    ccp_connection_advance (self);
}

static gboolean
on_ready (int fd, GIOCondition condition, gpointer data)
{
  g_autoptr (CcpConnection) self = g_object_ref (data);

  if (self->state == CCP_CONNECTION_REPLY && ((int) condition & CONDITION_LEFT) != 0)
    ccp_connection_close (self, CCP_DEPARTURE_LEFT);
  else
    receive (self);
  return G_SOURCE_CONTINUE;
}

static void
ccp_connection_finalize (GObject *object)
{
  CcpConnection *self = CCP_CONNECTION (object);

  ccp_connection_wait_for (self, 0);
  g_clear_pointer (&self->writer, ccp_socket_writer_free);
  g_clear_pointer (&self->reader, ccp_request_reader_free);
  g_clear_object (&self->socket);
  g_clear_object (&self->local);
  g_clear_object (&self->remote);
  g_clear_object (&self->owner);
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
}

void
ccp_connection_wait_for (CcpConnection *self, int condition)
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
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_ready), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

/* While a request is answered, what comes belongs to later ones. */
void
ccp_connection_wait_for_client (CcpConnection *self)
{
  gboolean is_full = ccp_request_reader_get_ahead (self->reader) >= MAX_AHEAD;

  ccp_connection_wait_for (self, is_full ? POLLRDHUP : G_IO_IN | POLLRDHUP);
}

void
ccp_connection_set_state (CcpConnection *self,
                          CcpConnectionState state,
                          guint milliseconds)
{
  self->state = state;
  self->deadline = milliseconds != NO_DEADLINE ? get_time_in (milliseconds) : 0;
  self->hooks->changed (self, self->owner);
}

void
ccp_connection_close_now (CcpConnection *self)
{
  g_autoptr (GObject) owner = NULL;

  if (self->state == CCP_CONNECTION_CLOSED)
    return;
  owner = g_steal_pointer (&self->owner);
  ccp_connection_wait_for (self, 0);
  ccp_socket_writer_drop (self->writer);
  g_socket_close (self->socket, NULL);
  self->state = CCP_CONNECTION_CLOSED;
  self->deadline = 0;
  self->hooks->changed (self, owner);
}

/* To close with bytes unread would reset the connection, and the client might lose the
 * answer. */
void
ccp_connection_linger (CcpConnection *self)
{
  if (shutdown (g_socket_get_fd (self->socket), SHUT_WR) != 0)
    {
      ccp_connection_close_now (self);
      return;
    }
  ccp_connection_wait_for (self, G_IO_IN | POLLRDHUP);
  ccp_connection_set_state (self, CCP_CONNECTION_LINGER, LINGER_TIME);
}

/* A reply that is complete at once ends inside dispatch: the loop, not a recursion, takes
 * the next of many pipelined requests. */
void
ccp_connection_advance (CcpConnection *self)
{
  if (self->advancing)
    return;
  self->advancing = TRUE;
  while (is_reading (self) && step (self))
    ;
  self->advancing = FALSE;
}

CcpConnection *
ccp_connection_new (GSocket *socket,
                    CcpServerSettings *settings,
                    const CcpConnectionHooks *hooks,
                    GObject *owner,
                    GError **error)
{
  g_autoptr (GSocketAddress) local = NULL;
  g_autoptr (GSocketAddress) remote = NULL;
  CcpConnection *self = NULL;

  g_return_val_if_fail (G_IS_SOCKET (socket), NULL);
  g_return_val_if_fail (settings != NULL, NULL);
  g_return_val_if_fail (hooks != NULL, NULL);
  g_return_val_if_fail (G_IS_OBJECT (owner), NULL);

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
  self->owner = g_object_ref (owner);
  self->reader = ccp_request_reader_new (settings->max_body);
  self->writer =
      ccp_socket_writer_new (g_socket_get_fd (socket), ccp_connection_on_drained, self);
  self->deadline = get_time_in (settings->header_timeout);
  if (G_IS_INET_SOCKET_ADDRESS (self->local))
    g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  return self;
}

void
ccp_connection_start (CcpConnection *self)
{
  g_return_if_fail (CCP_IS_CONNECTION (self));

  ccp_connection_wait_for (self, G_IO_IN | POLLRDHUP);
}

void
ccp_connection_close (CcpConnection *self, CcpDeparture why)
{
  g_return_if_fail (CCP_IS_CONNECTION (self));
  g_return_if_fail (why != CCP_DEPARTURE_NONE);

  if (self->state == CCP_CONNECTION_REPLY)
    ccp_connection_depart (self, why);
  else
    ccp_connection_close_now (self);
}

void
ccp_connection_close_soon (CcpConnection *self)
{
  g_return_if_fail (CCP_IS_CONNECTION (self));

  self->closing = TRUE;
  if (self->state == CCP_CONNECTION_IDLE)
    receive (self);
  if (self->state == CCP_CONNECTION_IDLE && self->served)
    {
      ccp_connection_close_now (self);
      return;
    }
  if (self->state != CCP_CONNECTION_IDLE && self->state != CCP_CONNECTION_HEAD)
    return;
  self->deadline = MIN (self->deadline, get_time_in (FIRST_REQUEST_TIME));
  self->hooks->changed (self, self->owner);
}

void
ccp_connection_expire (CcpConnection *self)
{
  g_autoptr (CcpRefusal) refusal = NULL;

  g_return_if_fail (CCP_IS_CONNECTION (self));

  if (self->state != CCP_CONNECTION_HEAD && self->state != CCP_CONNECTION_BODY)
    {
      ccp_connection_close (self, CCP_DEPARTURE_STUCK);
      return;
    }
  refusal = ccp_refusal_new (408, "The request came too slowly");
  refuse (self, refusal);
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
           (gint64) self->settings->write_timeout * PER_MILLISECOND;
  if (self->state != CCP_CONNECTION_BODY)
    return self->deadline;
  slowest = self->body_began + (gint64) self->settings->header_timeout * PER_MILLISECOND +
            (gint64) (ccp_request_reader_get_received (self->reader) * G_USEC_PER_SEC /
                      self->settings->body_rate);
  return MIN (self->deadline, slowest);
}

gint64
ccp_connection_get_began (CcpConnection *self)
{
  g_return_val_if_fail (CCP_IS_CONNECTION (self), 0);

  return self->began;
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
