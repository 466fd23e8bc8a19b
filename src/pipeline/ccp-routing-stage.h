/* ccp-routing-stage.h: a stage, and where it goes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plugin-registry.h"

G_BEGIN_DECLS

/* where the setting of a stage is from */
typedef enum
{
  CCP_STAGE_ORIGIN_CONFIG,
  CCP_STAGE_ORIGIN_PROFILE, /* the profile that is in use */
  CCP_STAGE_ORIGIN_SET,     /* set while the daemon runs */
} CcpStageOrigin;

typedef struct
{
  char *name; /* the stage's own */
  CcpStageOrigin origin;
  char **targets; /* models as the configuration names them; the first is tried first */
} CcpRoutingStage;

/* "config", "profile", "set" */
const char *ccp_routing_stage_get_origin (const CcpRoutingStage *self);
/* @routing: what is in force
 * @set: (element-type utf8 GStrv): those of it that were set while the daemon runs
 *
 * Returns: (transfer full) (element-type CcpRoutingStage): all that something is set for
 */
GPtrArray *
ccp_routing_stage_list (CcpPluginRegistry *registry, CcpJson *routing, GHashTable *set);
void ccp_routing_stage_free (CcpRoutingStage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpRoutingStage, ccp_routing_stage_free)

G_END_DECLS
