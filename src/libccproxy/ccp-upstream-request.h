/* ccp-upstream-request.h: the HTTP request that goes to a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-headers.h"
#include "ccp-json.h"

G_BEGIN_DECLS

#define CCP_TYPE_UPSTREAM_REQUEST (ccp_upstream_request_get_type ())

CCP_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (CcpUpstreamRequest,
                      ccp_upstream_request,
                      CCP,
                      UPSTREAM_REQUEST,
                      GObject)

CCP_AVAILABLE_IN_1_0
CcpUpstreamRequest *ccp_upstream_request_new (const char *method, const char *url);
CCP_AVAILABLE_IN_1_0
const char *ccp_upstream_request_get_method (CcpUpstreamRequest *self);
CCP_AVAILABLE_IN_1_0
void ccp_upstream_request_set_method (CcpUpstreamRequest *self, const char *method);
CCP_AVAILABLE_IN_1_0
const char *ccp_upstream_request_get_url (CcpUpstreamRequest *self);
CCP_AVAILABLE_IN_1_0
void ccp_upstream_request_set_url (CcpUpstreamRequest *self, const char *url);
CCP_AVAILABLE_IN_1_0
CcpHeaders *ccp_upstream_request_get_headers (CcpUpstreamRequest *self);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_upstream_request_get_body (CcpUpstreamRequest *self);
CCP_AVAILABLE_IN_1_0
void ccp_upstream_request_set_body (CcpUpstreamRequest *self, CcpJson *body);
CCP_AVAILABLE_IN_1_0
void ccp_upstream_request_set_key_header (CcpUpstreamRequest *self,
                                          const char *name,
                                          const char *prefix);
CCP_AVAILABLE_IN_1_0
const char *ccp_upstream_request_get_key_header (CcpUpstreamRequest *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_upstream_request_get_key_prefix (CcpUpstreamRequest *self);
CCP_AVAILABLE_IN_1_0
void ccp_upstream_request_set_json_headers (CcpUpstreamRequest *self, gboolean stream);
CCP_AVAILABLE_IN_1_0
void ccp_upstream_request_set_forwards_credentials (CcpUpstreamRequest *self,
                                                    gboolean forwards);
CCP_AVAILABLE_IN_1_0
gboolean ccp_upstream_request_get_forwards_credentials (CcpUpstreamRequest *self);
CCP_AVAILABLE_IN_1_0
void ccp_upstream_request_pass_answer_header (CcpUpstreamRequest *self, const char *name);
CCP_AVAILABLE_IN_1_0
gboolean ccp_upstream_request_passes_answer_header (CcpUpstreamRequest *self,
                                                    const char *name);

G_END_DECLS
