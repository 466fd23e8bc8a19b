/* ccp-socket-writer.c: writes to a socket without waiting
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-socket-writer"

#include "ccp-socket-writer.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/socket.h>
#include <sys/uio.h>

#define MAX_VECTORS 8

struct _CcpSocketWriter
{
  int fd; /* (not owned) */
  CcpSocketWriterFunc drained;
  gpointer user_data;

  GByteArray *waiting; /* (nullable) */
  gsize sent;          /* of what waits */
  gint64 progress;
  GSource *source; /* (nullable) */
};

/* Returns: bytes, 0 if the socket takes none just now, -1 if it never will */
static gssize
send_vectors (CcpSocketWriter *self, const GOutputVector *vectors, guint n_vectors)
{
  struct iovec pieces[MAX_VECTORS];
  struct msghdr message = { .msg_iov = pieces, .msg_iovlen = n_vectors };
  gssize sent;

  g_assert (n_vectors <= MAX_VECTORS);

  for (guint i = 0; i < n_vectors; i++)
    pieces[i] = (struct iovec){ (void *) vectors[i].buffer, vectors[i].size };
  do
    sent = sendmsg (self->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  while (sent < 0 && errno == EINTR);

  if (sent < 0)
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS ? 0 : -1;
  self->progress = g_get_monotonic_time ();
  return sent;
}

static CcpSocketWriterResult
send_waiting (CcpSocketWriter *self)
{
  GOutputVector vector = { self->waiting->data + self->sent,
                           self->waiting->len - self->sent };
  gssize sent = send_vectors (self, &vector, 1);

  if (sent < 0)
    return CCP_SOCKET_WRITER_BROKEN;
  self->sent += sent;
  return self->sent < self->waiting->len ? CCP_SOCKET_WRITER_BLOCKED
                                         : CCP_SOCKET_WRITER_DONE;
}

static gboolean
on_writable (int fd, GIOCondition condition, gpointer data)
{
  CcpSocketWriter *self = data;
  CcpSocketWriterResult result = send_waiting (self);

  if (result == CCP_SOCKET_WRITER_BLOCKED)
    return G_SOURCE_CONTINUE;
  ccp_socket_writer_drop (self);
  self->drained (result, self->user_data);
  return G_SOURCE_REMOVE;
}

static void
keep_rest (CcpSocketWriter *self,
           const GOutputVector *vectors,
           guint n_vectors,
           gsize sent)
{
  self->waiting = g_byte_array_new ();
  self->sent = 0;
  self->progress = g_get_monotonic_time ();
  for (guint i = 0; i < n_vectors; i++)
    {
      gsize skip = MIN (sent, vectors[i].size);

      g_byte_array_append (self->waiting,
                           (const guint8 *) vectors[i].buffer + skip,
                           vectors[i].size - skip);
      sent -= skip;
    }
  self->source = g_unix_fd_source_new (self->fd, G_IO_OUT);
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_writable), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

CcpSocketWriter *
ccp_socket_writer_new (int fd, CcpSocketWriterFunc drained, gpointer user_data)
{
  CcpSocketWriter *self = NULL;

  g_return_val_if_fail (fd >= 0, NULL);
  g_return_val_if_fail (drained != NULL, NULL);

  self = g_new0 (CcpSocketWriter, 1);
  self->fd = fd;
  self->drained = drained;
  self->user_data = user_data;
  return self;
}

void
ccp_socket_writer_free (CcpSocketWriter *self)
{
  ccp_socket_writer_drop (self);
  g_free (self);
}

CcpSocketWriterResult
ccp_socket_writer_write (CcpSocketWriter *self,
                         const GOutputVector *vectors,
                         guint n_vectors)
{
  gsize total = 0;
  gssize sent;

  g_return_val_if_fail (self != NULL, CCP_SOCKET_WRITER_BROKEN);
  g_return_val_if_fail (self->waiting == NULL, CCP_SOCKET_WRITER_BROKEN);

  for (guint i = 0; i < n_vectors; i++)
    total += vectors[i].size;
  sent = send_vectors (self, vectors, n_vectors);
  if (sent < 0)
    return CCP_SOCKET_WRITER_BROKEN;
  if ((gsize) sent == total)
    return CCP_SOCKET_WRITER_DONE;
  keep_rest (self, vectors, n_vectors, sent);
  return CCP_SOCKET_WRITER_BLOCKED;
}

gboolean
ccp_socket_writer_is_blocked (CcpSocketWriter *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->waiting != NULL;
}

gint64
ccp_socket_writer_get_progress (CcpSocketWriter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->progress;
}

void
ccp_socket_writer_drop (CcpSocketWriter *self)
{
  g_return_if_fail (self != NULL);

  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  g_clear_pointer (&self->waiting, g_byte_array_unref);
}
