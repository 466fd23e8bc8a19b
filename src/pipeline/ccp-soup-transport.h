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

/* Times are in milliseconds; 0 takes the default. */
typedef struct
{
  guint connect_timeout;   /* until the connection stands, TLS included; 10 s */
  guint head_timeout;      /* from the last byte sent to the head of the answer; 120 s */
  guint idle_timeout;      /* how long a read of the body may wait; 120 s */
  guint keep_timeout;      /* how long an idle connection is kept; 60 s */
  GProxyResolver *proxies; /* (nullable): none connects directly */
  GTlsDatabase *authorities; /* (nullable): none trusts whom the system trusts */
} CcpSoupTransportSettings;

void ccp_soup_transport_prepare_environment (void);
CcpTransport *ccp_soup_transport_new (const char *base_url,
                                      const CcpSoupTransportSettings *settings,
                                      GError **error);

G_END_DECLS
