/* stage-router-request.h: one request, of which is found out what is asked for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "stage-router-signs.h"
#include "stage-router-stage.h"

G_BEGIN_DECLS

typedef struct
{
  CcpExchange *exchange; /* (not owned) */
  CcpJsonValue root;
  StageRouterSigns signs;
  StageRouterStage stage; /* that the signs say, where a rule wants to know it */

  gint64 tokens; /* -1 as long as nobody asked */
  char *project;
  char *session;
  gboolean has_project;
  gboolean has_session;
} StageRouterRequest;

void stage_router_request_init (StageRouterRequest *self, CcpExchange *exchange);
void stage_router_request_clear (StageRouterRequest *self);
/* an estimate, which takes longer than all signs together (protocol F) */
gint64 stage_router_request_get_tokens (StageRouterRequest *self);
/* whether there are at most @limit tokens, by an estimate only where that is not clear */
gboolean stage_router_request_is_within (StageRouterRequest *self, gint64 limit);
/* Returns: (nullable): the folder that the client works in, if it says so */
const char *stage_router_request_get_project (StageRouterRequest *self);
/* Returns: (nullable) */
const char *stage_router_request_get_session (StageRouterRequest *self);
gint64 stage_router_request_get_max_tokens (const StageRouterRequest *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StageRouterRequest, stage_router_request_clear)

G_END_DECLS
