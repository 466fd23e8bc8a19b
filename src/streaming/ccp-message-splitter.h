/* ccp-message-splitter.h: makes a stream of events of a whole message
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Returns: (transfer full): message_start … message_stop, or NULL with an error if it is
 * no message */
CcpEventBatch *ccp_message_splitter_split (CcpJson *message, GError **error);

G_END_DECLS
