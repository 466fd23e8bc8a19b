/* ccp-dbus-provider.h: a provider on the bus
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-pipeline.h"

G_BEGIN_DECLS

/* @provider: one of those of today's configuration
 * Returns: (transfer full): org.ccproxy.CcProxy1.Provider */
GDBusInterfaceSkeleton *ccp_dbus_provider_create (CcpPipeline *pipeline,
                                                  const CcpProviderConfig *provider);

G_END_DECLS
