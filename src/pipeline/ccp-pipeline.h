/* ccp-pipeline.h: runs exchanges on today's snapshot
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-ledger.h"
#include "ccp-routing-stage.h"
#include "ccp-runner.h"
#include "ccp-snapshot.h"

G_BEGIN_DECLS

#define CCP_TYPE_PIPELINE (ccp_pipeline_get_type ())

/* A CcpRunner. Its signals are "routes-changed" (utf8, nullable: the stage whose targets
 * have changed; NULL if any may have) and "snapshot-changed": another configuration is in
 * use. */
G_DECLARE_FINAL_TYPE (CcpPipeline, ccp_pipeline, CCP, PIPELINE, GObject)

CcpPipeline *ccp_pipeline_new (CcpSnapshot *snapshot);
/* Another configuration is in use from now on; exchanges under way stay on the snapshot
 * that they began with. What was set meanwhile stays set if it fits. */
void ccp_pipeline_set_snapshot (CcpPipeline *self, CcpSnapshot *snapshot);
/* Begins with @profile, one of routing.profiles; this is what ccp_pipeline_reset_routing
 * () comes back to. */
gboolean
ccp_pipeline_begin_with_profile (CcpPipeline *self, const char *profile, GError **error);
/* Routes what comes from now on by @profile: (nullable): one of routing.profiles; NULL or
 * "" for none. If there is no such profile all stays as it is. */
gboolean
ccp_pipeline_set_profile (CcpPipeline *self, const char *profile, GError **error);
/* Returns: (transfer full) (nullable): the profile that is in use */
char *ccp_pipeline_get_profile (CcpPipeline *self);
/* Returns: (transfer full): the profiles of the configuration */
char **ccp_pipeline_dup_profiles (CcpPipeline *self);
/* Sends what comes from now on and is of @stage to @targets, of which the first is tried
 * first. If that cannot be all stays as it is. */
gboolean ccp_pipeline_set_stage (CcpPipeline *self,
                                 const char *stage,
                                 const char *const *targets,
                                 GError **error);
/* forgets what was set, but not what the pipeline has begun with */
void ccp_pipeline_reset_routing (CcpPipeline *self);
/* Returns: (transfer full) (element-type CcpRoutingStage) */
GPtrArray *ccp_pipeline_list_stages (CcpPipeline *self);
/* what new exchanges run on */
CcpSnapshot *ccp_pipeline_get_snapshot (CcpPipeline *self);
/* every exchange is in it while it is under way */
CcpLedger *ccp_pipeline_get_ledger (CcpPipeline *self);
/* Returns: (transfer none): of the providers of all snapshots, also of past ones */
CcpProviderStates *ccp_pipeline_get_states (CcpPipeline *self);

G_END_DECLS
