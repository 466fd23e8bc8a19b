/* ccp-connection-reply.c: one client's connection: writes the reply, and notices when
 * nobody is there who would read it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-connection"

#include <poll.h>

#include "ccp-connection-private.h"

static void
finish_reply (CcpConnection *self)
{
  self->ending = FALSE;
  self->on_departed = NULL;
  self->on_drained = NULL;
  if (!self->keep_after || self->closing)
    {
      ccp_connection_linger (self);
      return;
    }
  ccp_request_reader_next (self->reader, self->settings->max_body);
  self->served = TRUE;
  ccp_connection_wait_for (self, G_IO_IN | POLLRDHUP);
  ccp_connection_set_state (self,
                            CCP_CONNECTION_IDLE,
                            self->settings->keep_alive_timeout);
  ccp_connection_advance (self);
}

void
ccp_connection_depart (CcpConnection *self, CcpDeparture why)
{
  gboolean was_blocked = ccp_socket_writer_is_blocked (self->writer);

  if (self->departure != CCP_DEPARTURE_NONE && !self->ending)
    return;
  self->departure = why;
  self->is_mute = why != CCP_DEPARTURE_ENDED || was_blocked;
  ccp_connection_wait_for (self, 0);
  ccp_socket_writer_drop (self->writer);
  if (self->ending)
    {
      ccp_connection_close_now (self);
      return;
    }
  if (self->on_departed != NULL)
    self->on_departed (self, self->reply_data);
  if (was_blocked && self->state == CCP_CONNECTION_REPLY && self->on_drained != NULL)
    self->on_drained (self, self->reply_data);
}

void
ccp_connection_on_drained (CcpSocketWriterResult result, gpointer user_data)
{
  g_autoptr (CcpConnection) self = g_object_ref (user_data);

  if (result == CCP_SOCKET_WRITER_BROKEN)
    ccp_connection_depart (self, CCP_DEPARTURE_LEFT);
  if (self->state != CCP_CONNECTION_REPLY)
    return;
  if (self->ending)
    finish_reply (self);
  else if (self->on_drained != NULL)
    self->on_drained (self, self->reply_data);
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
                            CcpConnectionFunc on_departed,
                            CcpConnectionFunc on_drained,
                            gpointer user_data)
{
  g_return_if_fail (CCP_IS_CONNECTION (self));
  g_return_if_fail (self->state == CCP_CONNECTION_DISPATCH);

  self->on_departed = on_departed;
  self->on_drained = on_drained;
  self->reply_data = user_data;
  ccp_connection_wait_for_client (self);
  ccp_connection_set_state (self, CCP_CONNECTION_REPLY, 0);
}

gboolean
ccp_connection_write (CcpConnection *self, const GOutputVector *vectors, guint n_vectors)
{
  g_return_val_if_fail (CCP_IS_CONNECTION (self), TRUE);
  g_return_val_if_fail (self->state == CCP_CONNECTION_REPLY, TRUE);

  if (self->is_mute)
    return TRUE;
  switch (ccp_socket_writer_write (self->writer, vectors, n_vectors))
    {
    case CCP_SOCKET_WRITER_DONE:
      return TRUE;
    case CCP_SOCKET_WRITER_BLOCKED:
      self->hooks->changed (self, self->owner);
      return FALSE;
    case CCP_SOCKET_WRITER_BROKEN:
      ccp_connection_depart (self, CCP_DEPARTURE_LEFT);
      return TRUE;
    }
  g_assert_not_reached ();
}

CcpDeparture
ccp_connection_get_departure (CcpConnection *self)
{
  g_return_val_if_fail (CCP_IS_CONNECTION (self), CCP_DEPARTURE_LEFT);

  return self->departure;
}

void
ccp_connection_end_reply (CcpConnection *self, gboolean keep_alive)
{
  g_return_if_fail (CCP_IS_CONNECTION (self));
  g_return_if_fail (self->state == CCP_CONNECTION_REPLY);

  self->keep_after = keep_alive && self->departure == CCP_DEPARTURE_NONE;
  if (self->is_mute)
    ccp_connection_close_now (self);
  else if (ccp_socket_writer_is_blocked (self->writer))
    self->ending = TRUE;
  else
    finish_reply (self);
}
