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
gboolean ccp_upstream_origin_check_address (CcpUpstreamOrigin *self,
                                            GSocketAddress *address,
                                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpUpstreamOrigin, ccp_upstream_origin_free)

G_END_DECLS
