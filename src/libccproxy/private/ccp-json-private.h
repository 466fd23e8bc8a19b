/* ccp-json-private.h: documents whose text is known to be good, checked only when walked
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-json.h"

G_BEGIN_DECLS

CCP_HOST_API
CcpJson *ccp_json_new_deferred (GBytes *bytes);
CCP_HOST_API
gboolean ccp_json_ensure (CcpJson *self, GError **error);

G_END_DECLS
