/* ccp-upstream-origin.h: where a provider lives, and which addresses it may have
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Scheme, host and port of the URL in the configuration. */
typedef struct _CcpUpstreamOrigin CcpUpstreamOrigin;

CcpUpstreamOrigin *ccp_upstream_origin_new (const char *base_url, GError **error);
void ccp_upstream_origin_free (CcpUpstreamOrigin *self);
const char *ccp_upstream_origin_get_label (CcpUpstreamOrigin *self);
GUri *
ccp_upstream_origin_parse (CcpUpstreamOrigin *self, const char *url, GError **error);
const char *ccp_upstream_origin_get_host (CcpUpstreamOrigin *self);
/* Returns: whether it is on this machine or in a network of its own, as far as its host
 * tells; then no way to the rest of the world is needed */
gboolean ccp_upstream_origin_is_near (CcpUpstreamOrigin *self);
gboolean ccp_upstream_origin_check_address (CcpUpstreamOrigin *self,
                                            GSocketAddress *address,
                                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpUpstreamOrigin, ccp_upstream_origin_free)

G_END_DECLS
