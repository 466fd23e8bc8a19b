/* ccp-body-guard.h: finds the end of a request body, and takes its framing off
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-request-head.h"

G_BEGIN_DECLS

typedef enum
{
  CCP_BODY_GUARD_DATA, /* of a body with Content-Length */
  CCP_BODY_GUARD_SIZE,
  CCP_BODY_GUARD_EXTENSION,
  CCP_BODY_GUARD_SIZE_LF,
  CCP_BODY_GUARD_CHUNK,
  CCP_BODY_GUARD_CHUNK_CR,
  CCP_BODY_GUARD_CHUNK_LF,
  CCP_BODY_GUARD_LAST_CR,
  CCP_BODY_GUARD_LAST_LF,
  CCP_BODY_GUARD_DONE,
} CcpBodyGuardState;

typedef struct
{
  CcpBodyGuardState state;
  guint64 left;  /* of the body, or of the chunk */
  guint64 limit; /* how large the whole body may be */
  guint digits;  /* of a chunk size, or bytes of its extension */
} CcpBodyGuard;

/* NULL, or that the body is larger than @limit by its own account */
CcpRefusal *
ccp_body_guard_init (CcpBodyGuard *self, const CcpRequestHead *head, guint64 limit);
/* Takes from @bytes what belongs to the body and appends its content to @body; *@used is
 * less than @length only when the body is done. Trailers are refused. */
CcpRefusal *ccp_body_guard_feed (CcpBodyGuard *self,
                                 const char *bytes,
                                 gsize length,
                                 GByteArray *body,
                                 gsize *used);
/* How many bytes are sure to be content and nothing else; whoever has put some of them
 * into the body itself says how many. */
gsize ccp_body_guard_get_content (const CcpBodyGuard *self);
void ccp_body_guard_note_content (CcpBodyGuard *self, gsize size);
gboolean ccp_body_guard_is_done (const CcpBodyGuard *self);

G_END_DECLS
