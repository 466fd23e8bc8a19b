/* tools-event.h: reads and makes the events of blocks
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* The data of the event; no value if it has none */
CcpJsonValue tools_event_get_root (CcpEvent *event);
/* Returns: the member @name of the event's @member */
CcpJsonValue tools_event_get (CcpEvent *event, const char *member, const char *name);
/* Returns: -1 if it belongs to no block */
gint64 tools_event_get_index (CcpEvent *event);
/* Returns: whether it begins a call of a tool of the client */
gboolean tools_event_begins_tool (CcpEvent *event);

void tools_event_put_text_start (CcpEventBatch *out, gint64 index);
void tools_event_put_stop (CcpEventBatch *out, gint64 index);
/* @type: such as "text_delta", whose text is in the member @member */
void tools_event_put_delta (CcpEventBatch *out,
                            gint64 index,
                            const char *type,
                            const char *member,
                            const GString *text);

G_END_DECLS
