/* ccp-web-results.h: what a provider's own web search found, as Anthropic's tells it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

#define CCP_TYPE_WEB_RESULTS (ccp_web_results_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_web_results_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpWebResults *ccp_web_results_new (const char *query);
CCP_AVAILABLE_IN_1_0
CcpWebResults *ccp_web_results_ref (CcpWebResults *self);
CCP_AVAILABLE_IN_1_0
void ccp_web_results_unref (CcpWebResults *self);
CCP_AVAILABLE_IN_1_0
void ccp_web_results_add (CcpWebResults *self, const char *url, const char *title);
CCP_AVAILABLE_IN_1_0
void ccp_web_results_set_error (CcpWebResults *self, const char *error_code);
CCP_AVAILABLE_IN_1_0
void ccp_web_results_emit (CcpWebResults *self, CcpMessageEmitter *emitter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpWebResults, ccp_web_results_unref)

G_END_DECLS
