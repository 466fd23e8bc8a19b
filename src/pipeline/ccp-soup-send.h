/* ccp-soup-send.h: one request on its way to a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-session-pool.h"
#include "ccp-upstream-origin.h"

G_BEGIN_DECLS

/* What all requests of a transport share; times in milliseconds */
typedef struct
{
  CcpUpstreamOrigin *origin;
  CcpSessionPool *pool;
  gboolean direct; /* no proxy in between */
  guint connect_timeout;
  guint head_timeout;
  guint idle_timeout;
} CcpSoupSendContext;

void ccp_soup_send_start (const CcpSoupSendContext *context,
                          CcpUpstreamRequest *request,
                          SoupMessage *message,
                          GTask *task);

G_END_DECLS
