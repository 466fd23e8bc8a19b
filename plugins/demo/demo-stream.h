/* demo-stream.h: sends the events of one answer, one after the other
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define DEMO_TYPE_STREAM (demo_stream_get_type ())

G_DECLARE_FINAL_TYPE (DemoStream, demo_stream, DEMO, STREAM, GObject)

/* Sends @events (element-type GBytes) as the body of @message, in the main context of the
 * caller. It lives on by itself until all are sent or the client is gone. */
void demo_stream_start (SoupServerMessage *message, GPtrArray *events);

G_END_DECLS
