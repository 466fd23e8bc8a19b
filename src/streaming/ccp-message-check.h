/* ccp-message-check.h: the shape that whole messages and blocks must have
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Whether a block has what its type asks for. In a stream the input of a tool is not
 * looked at: it comes in deltas. Returns: NULL if it has, else what is wrong */
const char *ccp_message_check_block (const CcpJsonValue *block);
gboolean ccp_message_check (CcpJson *message, GError **error);

G_END_DECLS
