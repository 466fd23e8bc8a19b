/* ccp-event-writer.h: writes events as server-sent events
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Appends every event of @batch: its raw bytes where it has them, else
 * "event: NAME\ndata: JSON\n\n". */
void ccp_event_writer_append (GByteArray *bytes, CcpEventBatch *batch);

G_END_DECLS
