/* ccp-request-log.h: the lines of requests that no exchange came of
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-request-reader.h"

G_BEGIN_DECLS

/* @request: NULL if nothing of it was read
 * @began: when it came, monotonic
 * @id: what the client was told
 * @refusal: NULL if it was served */
void ccp_request_log_write (CcpRequestReader *request,
                            gint64 began,
                            const char *id,
                            const CcpRefusal *refusal);

G_END_DECLS
