/* ccp-config-checker.h: checks a configuration against the plugins
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plugin-registry.h"

G_BEGIN_DECLS

void ccp_config_checker_run (CcpPluginRegistry *registry,
                             CcpConfig *config,
                             CcpDiagnostics *diagnostics);

G_END_DECLS
