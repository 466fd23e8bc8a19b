/* ccp-provider-probes.h: asks providers at the same time whether they can be reached
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-dbus-types.h"
#include "ccp-terminal.h"
#include "ccp.h"

G_BEGIN_DECLS

typedef struct _CcpProviderProbes CcpProviderProbes;

/* Runs the main loop until all have answered.
 * @providers: (element-type CcpDBusProvider) */
CcpProviderProbes *ccp_provider_probes_run (GPtrArray *providers);
void ccp_provider_probes_free (CcpProviderProbes *self);
/* Returns: whether all could be reached */
gboolean ccp_provider_probes_are_good (const CcpProviderProbes *self);
char *ccp_provider_probes_format (const CcpProviderProbes *self,
                                  const CcpTerminal *terminal);
void ccp_provider_probes_write (const CcpProviderProbes *self, CcpJsonWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpProviderProbes, ccp_provider_probes_free)

G_END_DECLS
