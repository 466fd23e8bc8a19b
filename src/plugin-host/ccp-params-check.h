/* ccp-params-check.h: checks the params of a transformer where they stand
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-class-lookup.h"
#include "ccp-config-context.h"
#include "ccp-transformer-ref.h"

G_BEGIN_DECLS

/* @found: what @ref names
 * Returns: whether all of it could be read and nothing had to be reported */
gboolean ccp_params_check (const CcpConfigContext *context,
                           const CcpClassLookup *found,
                           const CcpTransformerRef *ref);

G_END_DECLS
