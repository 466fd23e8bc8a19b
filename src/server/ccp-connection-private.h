/* ccp-connection-private.h: what the two halves of a connection share
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib-unix.h>

#include "ccp-connection.h"
#include "ccp-socket-writer.h"

G_BEGIN_DECLS

struct _CcpConnection
{
  GObject parent_instance;

  GSocket *socket;
  GSocketAddress *local;
  GSocketAddress *remote;
  CcpServerSettings *settings;
  const CcpConnectionHooks *hooks;
  GObject *owner; /* of the hooks; until the connection is closed */

  CcpConnectionState state;
  gint64 deadline;
  gint64 began; /* the request, monotonic */
  gint64 body_began;
  GSource *source; /* (nullable) */
  int condition;   /* that source waits for; 0 for none */
  gboolean advancing;
  gboolean served; /* not the first request */
  gboolean closing;
  guint client_pid;
  gboolean client_asked; /* who it is: what was not found is not looked for again */

  CcpRequestReader *reader;
  CcpSocketWriter *writer;

  CcpConnectionFunc on_departed; /* (nullable) */
  CcpConnectionFunc on_drained;  /* (nullable) */
  gpointer reply_data;
  CcpDeparture departure;
  gboolean is_mute; /* nothing that is written can reach the client */
  gboolean ending;  /* nothing but what waits is still to be written */
  gboolean keep_after;
};

/* the reading half */
void ccp_connection_wait_for (CcpConnection *self, int condition);
void ccp_connection_wait_for_client (CcpConnection *self);
void ccp_connection_set_state (CcpConnection *self,
                               CcpConnectionState state,
                               guint milliseconds);
void ccp_connection_close_now (CcpConnection *self);
void ccp_connection_linger (CcpConnection *self);
void ccp_connection_advance (CcpConnection *self);

/* the replying half */
void ccp_connection_depart (CcpConnection *self, CcpDeparture why);
void ccp_connection_on_drained (CcpSocketWriterResult result, gpointer user_data);

G_END_DECLS
