/* ccp-base-url.h: the URLs of a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json.h"

G_BEGIN_DECLS

#define CCP_TYPE_BASE_URL (ccp_base_url_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_base_url_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpBaseUrl *ccp_base_url_new (const char *url, const char *const *paths, GError **error);
CCP_AVAILABLE_IN_1_0
CcpBaseUrl *ccp_base_url_new_from_settings (CcpJson *settings,
                                            const char *const *paths,
                                            GError **error);
CCP_AVAILABLE_IN_1_0
CcpBaseUrl *ccp_base_url_ref (CcpBaseUrl *self);
CCP_AVAILABLE_IN_1_0
void ccp_base_url_unref (CcpBaseUrl *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_base_url_get_base (CcpBaseUrl *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_base_url_is_at (CcpBaseUrl *self, const char *const *domains);
CCP_AVAILABLE_IN_1_0
char *ccp_base_url_make_url (CcpBaseUrl *self, const char *path, const char *query);
CCP_AVAILABLE_IN_1_0
char *ccp_base_url_make_url_above (CcpBaseUrl *self,
                                   const char *marker,
                                   const char *path,
                                   const char *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpBaseUrl, ccp_base_url_unref)

G_END_DECLS
