/* ccp-route.h: where a request goes, and why
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

#define CCP_TYPE_ROUTE (ccp_route_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_route_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpRoute *ccp_route_new (const char *stage, const char *provider, const char *model);
CCP_AVAILABLE_IN_1_0
CcpRoute *ccp_route_ref (CcpRoute *self);
CCP_AVAILABLE_IN_1_0
void ccp_route_unref (CcpRoute *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_route_get_stage (CcpRoute *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_route_get_provider (CcpRoute *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_route_get_model (CcpRoute *self);
CCP_AVAILABLE_IN_1_0
void ccp_route_set_model_id (CcpRoute *self, const char *id);
CCP_AVAILABLE_IN_1_0
const char *ccp_route_get_model_id (CcpRoute *self);
CCP_AVAILABLE_IN_1_0
void ccp_route_set_long_context (CcpRoute *self, gboolean long_context);
CCP_AVAILABLE_IN_1_0
gboolean ccp_route_get_long_context (CcpRoute *self);
CCP_AVAILABLE_IN_1_0
void ccp_route_set_tokens (CcpRoute *self, gint64 tokens);
CCP_AVAILABLE_IN_1_0
gint64 ccp_route_get_tokens (CcpRoute *self);
CCP_AVAILABLE_IN_1_0
void ccp_route_set_fallback (CcpRoute *self, CcpRoute *fallback);
CCP_AVAILABLE_IN_1_0
CcpRoute *ccp_route_get_fallback (CcpRoute *self);
CCP_AVAILABLE_IN_1_0
void ccp_route_set_stage (CcpRoute *self, const char *stage);

CCP_AVAILABLE_IN_1_0
void ccp_route_add_step (CcpRoute *self,
                         const char *rule,
                         CcpRouteVerdict verdict,
                         const char *evidence);
CCP_AVAILABLE_IN_1_0
guint ccp_route_get_n_steps (CcpRoute *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_route_get_step (CcpRoute *self,
                                guint index,
                                CcpRouteVerdict *verdict,
                                const char **evidence);
CCP_AVAILABLE_IN_1_0
const char *ccp_route_get_rule (CcpRoute *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpRoute, ccp_route_unref)

G_END_DECLS
