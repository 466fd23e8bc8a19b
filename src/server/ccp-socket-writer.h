/* ccp-socket-writer.h: writes to a socket without waiting
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the socket does not take at once is kept; whoever writes asks before it writes
 * more, so that there is never more than what one call was given. */
typedef struct _CcpSocketWriter CcpSocketWriter;

typedef enum
{
  CCP_SOCKET_WRITER_DONE,
  CCP_SOCKET_WRITER_BLOCKED,
  CCP_SOCKET_WRITER_BROKEN, /* nobody reads any more */
} CcpSocketWriterResult;

/* BLOCKED is over: DONE or BROKEN */
typedef void (*CcpSocketWriterFunc) (CcpSocketWriterResult result, gpointer user_data);

CcpSocketWriter *
ccp_socket_writer_new (int fd, CcpSocketWriterFunc drained, gpointer user_data);
void ccp_socket_writer_free (CcpSocketWriter *self);
CcpSocketWriterResult ccp_socket_writer_write (CcpSocketWriter *self,
                                               const GOutputVector *vectors,
                                               guint n_vectors);
gboolean ccp_socket_writer_is_blocked (CcpSocketWriter *self);
gint64 ccp_socket_writer_get_progress (CcpSocketWriter *self); /* monotonic, the last */
/* forgets what waits */
void ccp_socket_writer_drop (CcpSocketWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpSocketWriter, ccp_socket_writer_free)

G_END_DECLS
