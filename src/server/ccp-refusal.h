/* ccp-refusal.h: why a request is not served
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* Functions that check return one, or NULL for what is fine. */
typedef struct
{
  guint status;
  char *message;
  const char *allow; /* (nullable): with 405, the methods that would do */
  gboolean is_final; /* to ask again would not help */
} CcpRefusal;

CcpRefusal *ccp_refusal_new (guint status, const char *format, ...) G_GNUC_PRINTF (2, 3);
CcpRefusal *ccp_refusal_new_method (const char *allow);
CcpRefusal *ccp_refusal_new_from_error (const GError *error);
void ccp_refusal_free (CcpRefusal *self);
const char *ccp_refusal_get_api_type (const CcpRefusal *self);
/* the error body of the Messages API */
CcpJson *ccp_refusal_to_body (const CcpRefusal *self, const char *request_id);
/* a whole answer that closes the connection */
void ccp_refusal_append_reply (const CcpRefusal *self,
                               const char *request_id,
                               gboolean is_head,
                               GByteArray *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpRefusal, ccp_refusal_free)

G_END_DECLS
