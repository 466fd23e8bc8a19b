/* reasoning-events.h: the events of the blocks that this plugin makes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

void reasoning_events_add_thinking (CcpEventBatch *out, gint64 index);
void reasoning_events_add_text_delta (CcpEventBatch *out,
                                      gint64 index,
                                      const char *text,
                                      gsize length);
void reasoning_events_add_thinking_delta (CcpEventBatch *out,
                                          gint64 index,
                                          const char *text,
                                          gsize length);
void reasoning_events_add_signature (CcpEventBatch *out, gint64 index);
void reasoning_events_add_stop (CcpEventBatch *out, gint64 index);
/* @event as the event of the block at @index: itself if it is that already */
void reasoning_events_add_moved (CcpEventBatch *out, gint64 index, CcpEvent *event);
/* the start of a text block, at @index and without the text that it may have brought */
void reasoning_events_add_emptied (CcpEventBatch *out, gint64 index, CcpEvent *start);

G_END_DECLS
