/* ccp-block-private.h: what the library itself does with blocks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-block.h"

G_BEGIN_DECLS

const char *ccp_block_get_image_type (const CcpBlock *self);
void ccp_block_append_result_text (const CcpBlock *self, CcpJsonWriter *writer);
void ccp_block_append_omission (const CcpBlock *self, CcpJsonWriter *writer);

G_END_DECLS
