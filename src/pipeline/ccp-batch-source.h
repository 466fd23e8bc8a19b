/* ccp-batch-source.h: a source that has one batch
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

#define CCP_TYPE_BATCH_SOURCE (ccp_batch_source_get_type ())

G_DECLARE_FINAL_TYPE (CcpBatchSource, ccp_batch_source, CCP, BATCH_SOURCE, GObject)

CcpEventSource *ccp_batch_source_new (CcpEventBatch *batch);

G_END_DECLS
