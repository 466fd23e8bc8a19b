/* ccp-stream-guard.h: lets only a well-formed Anthropic stream through
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define CCP_TYPE_STREAM_GUARD (ccp_stream_guard_get_type ())

/* Pure: no main loop. What a plugin returns goes through here before the client sees it.
 */
G_DECLARE_FINAL_TYPE (CcpStreamGuard, ccp_stream_guard, CCP, STREAM_GUARD, GObject)

CcpStreamGuard *ccp_stream_guard_new (CcpExchange *exchange);
/* Returns: (transfer full): the events of @batch that may be sent (the same batch if all
 * may). At the first malformed one the rest is dropped and an error event is put in its
 * place; after an error event or message_stop nothing passes any more. Events and deltas
 * of an unknown type are left out with one warning, and so are pings before
 * message_start, which would commit to an answer. It also takes the usage out of the
 * events into the exchange. */
CcpEventBatch *ccp_stream_guard_filter (CcpStreamGuard *self, CcpEventBatch *batch);
/* The upstream ended. Returns: (transfer full): an empty batch if the message was
 * complete (an open end after the stop reason is mended), else an error event: @cut if it
 * is set, else "the upstream stream ended unexpectedly" */
CcpEventBatch *ccp_stream_guard_finish (CcpStreamGuard *self, const GError *cut);
/* The hold is over: message_start (of the exchange's message id and model) and a ping
 * now; the chain's own message_start is dropped when it comes. Later calls give a ping
 * only. */
CcpEventBatch *ccp_stream_guard_keep_alive (CcpStreamGuard *self);
gboolean
ccp_stream_guard_get_finished (CcpStreamGuard *self); /* message_stop or error passed */
/* bytes of text, thinking and tool input that have come */
gsize ccp_stream_guard_get_text_length (CcpStreamGuard *self);
/* whether the provider has told how many tokens the whole answer has */
gboolean ccp_stream_guard_get_counted (CcpStreamGuard *self);
/* whole messages: the same strictness */
gboolean ccp_stream_guard_check_message (CcpJson *message, GError **error);

G_END_DECLS
