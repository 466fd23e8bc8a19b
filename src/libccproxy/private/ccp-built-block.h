/* ccp-built-block.h: a content block that grows by deltas
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-json-writer.h"
#include "ccp-json-buffer.h"

G_BEGIN_DECLS

#define CCP_BUILT_BLOCK_N_MEMBERS 6

typedef struct
{
  CcpJson *start;                                 /* content_block_start */
  CcpJsonBuffer grown[CCP_BUILT_BLOCK_N_MEMBERS]; /* members that got deltas */
} CcpBuiltBlock;

CcpBuiltBlock *ccp_built_block_new (CcpJson *start);
void ccp_built_block_free (CcpBuiltBlock *self);
void ccp_built_block_add (CcpBuiltBlock *self, const CcpJsonValue *delta);
void ccp_built_block_write (CcpBuiltBlock *self, CcpJsonWriter *writer);

G_END_DECLS
