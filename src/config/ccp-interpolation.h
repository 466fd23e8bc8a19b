/* ccp-interpolation.h: fills environment variables in
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config-node.h"
#include "ccp-diagnostics.h"

G_BEGIN_DECLS

/* ${NAME}, ${NAME:-text} and $$ in @text; any other dollar is a dollar.
 * @from_environment: (out): whether the value of a variable is in the result */
char *ccp_interpolation_expand (const char *text,
                                const char *const *environment,
                                gboolean *from_environment,
                                GError **error);
/* in every scalar of the tree; what cannot be expanded is reported and broken */
void ccp_interpolation_expand_tree (CcpConfigNode *root,
                                    const char *const *environment,
                                    CcpDiagnostics *diagnostics);

G_END_DECLS
