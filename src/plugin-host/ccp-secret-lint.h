/* ccp-secret-lint.h: secrets that are written out in a configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config.h"

G_BEGIN_DECLS

/* warns of those that nobody has warned of yet */
void ccp_secret_lint_run (CcpConfig *config, const CcpConfigContext *context);

G_END_DECLS
