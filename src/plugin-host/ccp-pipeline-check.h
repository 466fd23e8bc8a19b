/* ccp-pipeline-check.h: checks a named pipeline against the plugins
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-pipeline-config.h"
#include "ccp-plugin-registry.h"

G_BEGIN_DECLS

/* what is wrong with it whoever uses it */
void ccp_pipeline_check_run (CcpPluginRegistry *registry,
                             const CcpConfigContext *context,
                             const CcpPipelineConfig *pipeline);
/* whether the conversion that may be in it is that of who uses it
 * @dialect: (nullable): "module.ClassName" of the user's conversion, NULL for none */
void ccp_pipeline_check_user (CcpPluginRegistry *registry,
                              const CcpConfigContext *context,
                              const CcpPipelineConfig *pipeline,
                              const CcpPipelineUser *user,
                              const char *dialect);

G_END_DECLS
