/* ccp-shown-params.h: params of the configuration as people may see them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-transformer-ref.h"

G_BEGIN_DECLS

/* Returns: the params of @ref; what came from the environment is shown as it is written,
 * and what has the name of a secret not at all */
CcpJson *ccp_shown_params_new (const CcpTransformerRef *ref);

G_END_DECLS
