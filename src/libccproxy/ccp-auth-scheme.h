/* ccp-auth-scheme.h: where a provider wants its key
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json.h"
#include "ccp-upstream-request.h"

G_BEGIN_DECLS

#define CCP_TYPE_AUTH_SCHEME (ccp_auth_scheme_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_auth_scheme_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpAuthScheme *ccp_auth_scheme_new (const char *scheme, GError **error);
CCP_AVAILABLE_IN_1_0
CcpAuthScheme *ccp_auth_scheme_new_from_settings (CcpJson *settings,
                                                  const char *fallback,
                                                  GError **error);
CCP_AVAILABLE_IN_1_0
CcpAuthScheme *ccp_auth_scheme_ref (CcpAuthScheme *self);
CCP_AVAILABLE_IN_1_0
void ccp_auth_scheme_unref (CcpAuthScheme *self);
CCP_AVAILABLE_IN_1_0
void ccp_auth_scheme_apply (CcpAuthScheme *self, CcpUpstreamRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpAuthScheme, ccp_auth_scheme_unref)

G_END_DECLS
