/* ccp-upstream-error.h: what a provider says went wrong, in whatever shape it says it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-headers.h"
#include "ccp-json-value.h"
#include "ccp-verdict.h"

G_BEGIN_DECLS

#define CCP_TYPE_UPSTREAM_ERROR (ccp_upstream_error_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_upstream_error_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpUpstreamError *
ccp_upstream_error_new (guint status, CcpHeaders *headers, GBytes *body, CcpJson *json);
CCP_AVAILABLE_IN_1_0
CcpUpstreamError *ccp_upstream_error_new_from_event (CcpJson *data);
CCP_AVAILABLE_IN_1_0
CcpUpstreamError *ccp_upstream_error_new_from_answer (guint status,
                                                      CcpHeaders *headers,
                                                      GBytes *body,
                                                      CcpJson *json);
CCP_AVAILABLE_IN_1_0
CcpUpstreamError *ccp_upstream_error_new_from_stream (CcpEvent *event);
CCP_AVAILABLE_IN_1_0
CcpUpstreamError *ccp_upstream_error_ref (CcpUpstreamError *self);
CCP_AVAILABLE_IN_1_0
void ccp_upstream_error_unref (CcpUpstreamError *self);
CCP_AVAILABLE_IN_1_0
guint ccp_upstream_error_get_status (CcpUpstreamError *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_upstream_error_get_in_stream (CcpUpstreamError *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_upstream_error_get_message (CcpUpstreamError *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_upstream_error_get_code (CcpUpstreamError *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_upstream_error_get_kind (CcpUpstreamError *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_upstream_error_get_param (CcpUpstreamError *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_upstream_error_says (CcpUpstreamError *self, const char *word);
CCP_AVAILABLE_IN_1_0
gint64 ccp_upstream_error_get_number (CcpUpstreamError *self, const char *name);
CCP_AVAILABLE_IN_1_0
guint64 ccp_upstream_error_get_retry_after (CcpUpstreamError *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpUpstreamError, ccp_upstream_error_unref)

G_END_DECLS
