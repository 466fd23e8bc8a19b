/* ccp-soup-transport.h: sends requests to one provider over HTTP
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "ccp.h"

G_BEGIN_DECLS

#define CCP_TYPE_SOUP_TRANSPORT (ccp_soup_transport_get_type ())

G_DECLARE_FINAL_TYPE (CcpSoupTransport, ccp_soup_transport, CCP, SOUP_TRANSPORT, GObject)

/* of ccp-session-pool.h, which not all that have a transport need */
typedef struct _CcpSessionPool CcpSessionPool;

/* Times are in milliseconds; 0 takes the default. */
typedef struct
{
  guint connect_timeout;   /* until the connection stands, TLS included; 10 s */
  guint head_timeout;      /* from the last byte sent to the head of the answer; 120 s */
  guint idle_timeout;      /* how long a read of the body may wait; 120 s */
  guint keep_timeout;      /* how long an idle connection is kept; 60 s */
  GProxyResolver *proxies; /* (nullable): none connects directly */
  GTlsDatabase *authorities; /* (nullable): none trusts whom the system trusts */
  CcpSessionPool
      *pool; /* (nullable): of another transport to the same origin by the same
                way, so that its connections are used; NULL for one of its own */
} CcpSoupTransportSettings;

void ccp_soup_transport_prepare_environment (void);
CcpTransport *ccp_soup_transport_new (const char *base_url,
                                      const CcpSoupTransportSettings *settings,
                                      GError **error);
CcpSessionPool *ccp_soup_transport_get_pool (CcpSoupTransport *self);

G_END_DECLS
