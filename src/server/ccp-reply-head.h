/* ccp-reply-head.h: writes the head of an HTTP/1.1 answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

typedef struct
{
  guint status;
  const char *content_type;
  gint64 content_length; /* -1 for a body without one */
  gboolean chunked;
  gboolean close;
  const char *request_id;
  const char *allow;   /* (nullable) */
  gboolean is_final;   /* clients need not try again (protocol A.8) */
  CcpHeaders *headers; /* (nullable): more of them; none that is set here already */
} CcpReplyHead;

void ccp_reply_head_append (const CcpReplyHead *self, GByteArray *bytes);

G_END_DECLS
