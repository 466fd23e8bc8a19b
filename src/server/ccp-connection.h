/* ccp-connection.h: one client's connection
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-request-reader.h"
#include "ccp-server-settings.h"

G_BEGIN_DECLS

#define CCP_TYPE_CONNECTION (ccp_connection_get_type ())

/* Reads a whole request and checks its framing while it comes, lets somebody answer it,
 * and goes on with the next. It notices at once when the client leaves. */
G_DECLARE_FINAL_TYPE (CcpConnection, ccp_connection, CCP, CONNECTION, GObject)

typedef enum
{
  CCP_CONNECTION_IDLE, /* no byte of a request is there */
  CCP_CONNECTION_HEAD,
  CCP_CONNECTION_BODY,
  CCP_CONNECTION_DISPATCH, /* the request is there, nobody has taken it yet */
  CCP_CONNECTION_REPLY,
  CCP_CONNECTION_LINGER, /* all is said, the client may still be sending */
  CCP_CONNECTION_CLOSED,
} CcpConnectionState;

/* why nobody is there who would read the reply */
typedef enum
{
  CCP_DEPARTURE_NONE,
  CCP_DEPARTURE_LEFT,  /* the client closed the connection */
  CCP_DEPARTURE_STUCK, /* the client took nothing for too long */
  CCP_DEPARTURE_ENDED, /* the server ends: there may be time for a last word */
} CcpDeparture;

typedef struct
{
  /* the head is there, the body is not: NULL, or why it is not wanted */
  CcpRefusal *(*check) (CcpConnection *self, const CcpRequestHead *head, GObject *owner);
  /* the request is there: whoever answers calls ccp_connection_begin_reply () before
   * this returns */
  void (*dispatch) (CcpConnection *self, GObject *owner);
  /* the state or the deadline changed */
  void (*changed) (CcpConnection *self, GObject *owner);
  /* which process has the socket at the other end; 0 if it is not known */
  guint (*find_process) (gulong inode, GObject *owner);
} CcpConnectionHooks;

typedef void (*CcpConnectionFunc) (CcpConnection *self, gpointer user_data);

/* @owner is given to @hooks, and held until the connection is closed. The time for the
 * first head begins now. */
CcpConnection *ccp_connection_new (GSocket *socket,
                                   CcpServerSettings *settings,
                                   const CcpConnectionHooks *hooks,
                                   GObject *owner,
                                   GError **error);
void ccp_connection_start (CcpConnection *self);
void ccp_connection_close (CcpConnection *self, CcpDeparture why);
/* Closes after the reply that is under way, or to the request that is here already; who
 * has just connected may still send one. At once if there is nothing to answer. */
void ccp_connection_close_soon (CcpConnection *self);
/* answers if it can, and closes: the deadline is over */
void ccp_connection_expire (CcpConnection *self);

CcpConnectionState ccp_connection_get_state (CcpConnection *self);
gint64 ccp_connection_get_deadline (CcpConnection *self); /* monotonic, 0 for none */
gint64 ccp_connection_get_began (CcpConnection *self);    /* the request, monotonic */
GSocketAddress *ccp_connection_get_local_address (CcpConnection *self);
GSocketAddress *ccp_connection_get_remote_address (CcpConnection *self);
/* The first call looks it up, which may take milliseconds for a connection over TCP.
 * Returns: the process at the other end, 0 if it is not known */
guint ccp_connection_find_client_pid (CcpConnection *self);

CcpRequestReader *ccp_connection_get_request (CcpConnection *self); /* (transfer none) */
/* whether the answer may promise to keep the connection */
gboolean ccp_connection_get_keep_alive (CcpConnection *self);

/* @on_departed: (nullable): nobody is there any more who would read the reply
 * @on_drained: (nullable): a write that could not be completed is, or has nobody */
void ccp_connection_begin_reply (CcpConnection *self,
                                 CcpConnectionFunc on_departed,
                                 CcpConnectionFunc on_drained,
                                 gpointer user_data);
/* Returns: FALSE if some of it has to wait: write no more until @on_drained was called */
gboolean
ccp_connection_write (CcpConnection *self, const GOutputVector *vectors, guint n_vectors);
CcpDeparture ccp_connection_get_departure (CcpConnection *self);
/* once, also when the client left; what is still to be written is written first */
void ccp_connection_end_reply (CcpConnection *self, gboolean keep_alive);

G_END_DECLS
