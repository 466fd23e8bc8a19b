/* ccp-config-lint.h: what works in a configuration, but hardly as it is meant
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config.h"

G_BEGIN_DECLS

/* Adds warnings to what was found when @config was read, which may have errors.
 * @path: (nullable): the file
 * @environment: where presets are looked for */
void ccp_config_lint_run (CcpConfig *config,
                          const char *path,
                          const char *const *environment,
                          CcpDiagnostics *diagnostics);

G_END_DECLS
