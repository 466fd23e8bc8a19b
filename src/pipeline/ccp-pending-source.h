/* ccp-pending-source.h: a source that stands for one that is not known yet
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define CCP_TYPE_PENDING_SOURCE (ccp_pending_source_get_type ())

/* Whoever pulls it waits until it is told where the events come from, or that none will.
 */
G_DECLARE_FINAL_TYPE (CcpPendingSource, ccp_pending_source, CCP, PENDING_SOURCE, GObject)

CcpPendingSource *ccp_pending_source_new (void);
void ccp_pending_source_attach (CcpPendingSource *self, CcpEventSource *upstream);
void ccp_pending_source_fail (CcpPendingSource *self, const GError *error);

G_END_DECLS
