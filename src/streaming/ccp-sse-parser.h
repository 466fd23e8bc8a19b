/* ccp-sse-parser.h: cuts bytes into server-sent events
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CCP_SSE_MAX_LINE (8u << 20)
#define CCP_SSE_MAX_EVENT (16u << 20)

typedef struct
{
  const char *name; /* empty if it has none; good until the next call */
  GBytes *data;
  GBytes *raw;       /* (nullable): as it came, unless its end is missing */
  gboolean unclosed; /* the bytes ended within its last line */
} CcpSseEvent;

/* Pure. Feed it, then take events until there is none, and so on. How the bytes are cut
 * into pieces makes no difference, and the time is linear in their number. */
typedef struct _CcpSseParser CcpSseParser;

CcpSseParser *ccp_sse_parser_new (void);
void ccp_sse_parser_free (CcpSseParser *self);
void ccp_sse_parser_feed (CcpSseParser *self, const guint8 *bytes, gsize length);
gboolean ccp_sse_parser_next (CcpSseParser *self,
                              gboolean at_end,
                              CcpSseEvent *event,
                              GError **error);
void ccp_sse_parser_clear_event (CcpSseEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpSseParser, ccp_sse_parser_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CcpSseEvent, ccp_sse_parser_clear_event)

G_END_DECLS
