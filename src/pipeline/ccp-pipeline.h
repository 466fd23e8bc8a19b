/* ccp-pipeline.h: runs exchanges on today's snapshot
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-runner.h"
#include "ccp-snapshot.h"

G_BEGIN_DECLS

#define CCP_TYPE_PIPELINE (ccp_pipeline_get_type ())

/* A CcpRunner. */
G_DECLARE_FINAL_TYPE (CcpPipeline, ccp_pipeline, CCP, PIPELINE, GObject)

CcpPipeline *ccp_pipeline_new (CcpSnapshot *snapshot);
/* exchanges under way stay on the snapshot that they began with */
void ccp_pipeline_set_snapshot (CcpPipeline *self, CcpSnapshot *snapshot);
/* Routes what comes from now on by @profile: (nullable): one of routing.profiles; NULL
 * for the one that the configuration begins with. If there is no such profile all stays
 * as it is. */
gboolean
ccp_pipeline_set_profile (CcpPipeline *self, const char *profile, GError **error);
CcpSnapshot *ccp_pipeline_get_snapshot (CcpPipeline *self);

G_END_DECLS
