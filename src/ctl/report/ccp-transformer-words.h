/* ccp-transformer-words.h: what people call the parts of a transformer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

const char *ccp_transformer_words_get_side (CcpSide side);
/* @mask: which of the abilities count
 * Returns: (array zero-terminated=1): "requests", "HTTP requests", "answers", "events" */
char **ccp_transformer_words_list_work (CcpTransformAbilities abilities,
                                        CcpTransformAbilities mask);
/* Returns: (transfer full): the same with commas between them, in the user's language */
char *ccp_transformer_words_describe_work (CcpTransformAbilities abilities,
                                           CcpTransformAbilities mask);

G_END_DECLS
