/* body-max-tokens.h: limits how long an answer may become
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define BODY_TYPE_MAX_TOKENS (body_max_tokens_get_type ())

G_DECLARE_FINAL_TYPE (BodyMaxTokens,
                      body_max_tokens,
                      BODY,
                      MAX_TOKENS,
                      CcpSimpleTransformer)

G_END_DECLS
