/* ccp-fault-log.h: tells once what is passed over
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-transformer-ref.h"

G_BEGIN_DECLS

typedef struct _CcpFaultLog CcpFaultLog;

CcpFaultLog *ccp_fault_log_new (void);
CcpFaultLog *ccp_fault_log_ref (CcpFaultLog *self);
void ccp_fault_log_unref (CcpFaultLog *self);
/* Warns of a transformer that failed and is passed over, unless that was told before.
 * @ref: its entry in the configuration
 * @work: what it failed in
 * @error: why; what it quotes is not shown, as it may be of a prompt */
void ccp_fault_log_add (CcpFaultLog *self,
                        const CcpTransformerRef *ref,
                        const char *work,
                        const GError *error);
/* Returns: how many faults were told */
guint ccp_fault_log_get_length (CcpFaultLog *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpFaultLog, ccp_fault_log_unref)

G_END_DECLS
