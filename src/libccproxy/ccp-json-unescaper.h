/* ccp-json-unescaper.h: reads a JSON string that comes in pieces
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

#define CCP_TYPE_JSON_UNESCAPER (ccp_json_unescaper_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_json_unescaper_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpJsonUnescaper *ccp_json_unescaper_new (void);
CCP_AVAILABLE_IN_1_0
CcpJsonUnescaper *ccp_json_unescaper_ref (CcpJsonUnescaper *self);
CCP_AVAILABLE_IN_1_0
void ccp_json_unescaper_unref (CcpJsonUnescaper *self);
CCP_AVAILABLE_IN_1_0
void ccp_json_unescaper_feed (CcpJsonUnescaper *self,
                              const char *raw,
                              gssize length,
                              GString *text);
CCP_AVAILABLE_IN_1_0
void ccp_json_unescaper_finish (CcpJsonUnescaper *self, GString *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpJsonUnescaper, ccp_json_unescaper_unref)

G_END_DECLS
