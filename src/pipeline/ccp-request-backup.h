/* ccp-request-backup.h: an HTTP request as it was
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

typedef struct _CcpRequestBackup CcpRequestBackup;

CcpRequestBackup *ccp_request_backup_new (CcpUpstreamRequest *request);
void ccp_request_backup_free (CcpRequestBackup *self);
/* takes back what was changed of the request since then */
void ccp_request_backup_restore (CcpRequestBackup *self, CcpUpstreamRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpRequestBackup, ccp_request_backup_free)

G_END_DECLS
