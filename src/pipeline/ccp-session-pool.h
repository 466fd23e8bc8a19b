/* ccp-session-pool.h: the idle connections to one origin
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-upstream-connection.h"

G_BEGIN_DECLS

#define CCP_TYPE_SESSION_POOL (ccp_session_pool_get_type ())

/* The connection that was used last is handed out first, so that few stay warm and the
 * others time out. One SoupSession for all of them would peek at every idle connection
 * on every request. The signal "resumed" (guint milliseconds) tells those who use one
 * that the computer has slept, and how long to wait for a sign of life. */
G_DECLARE_FINAL_TYPE (CcpSessionPool, ccp_session_pool, CCP, SESSION_POOL, GObject)

CcpSessionPool *ccp_session_pool_new (GProxyResolver *proxies,
                                      GTlsDatabase *authorities,
                                      guint idle_limit);
CcpUpstreamConnection *ccp_session_pool_take (CcpSessionPool *self);
CcpUpstreamConnection *ccp_session_pool_take_fresh (CcpSessionPool *self);
void ccp_session_pool_give_back (CcpSessionPool *self, CcpUpstreamConnection *connection);
void ccp_session_pool_drop_idle (CcpSessionPool *self);
/* The computer has slept: what is idle is dropped.
 * @patience: of those who use a connection, in milliseconds */
void ccp_session_pool_note_resume (CcpSessionPool *self, guint patience);
/* Returns: whether the other side may have given up @connection while the computer slept
 */
gboolean ccp_session_pool_is_suspect (CcpSessionPool *self,
                                      CcpUpstreamConnection *connection);
guint ccp_session_pool_count_idle (CcpSessionPool *self);

G_END_DECLS
