/* body-rename-max-tokens.h: gives the limit of an answer its other name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define BODY_TYPE_RENAME_MAX_TOKENS (body_rename_max_tokens_get_type ())

G_DECLARE_FINAL_TYPE (BodyRenameMaxTokens,
                      body_rename_max_tokens,
                      BODY,
                      RENAME_MAX_TOKENS,
                      CcpSimpleTransformer)

G_END_DECLS
