/* ccp-json-handle.h: a place in a JSON document that keeps the document alive
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json-value.h"

G_BEGIN_DECLS

#define CCP_TYPE_JSON_HANDLE (ccp_json_handle_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_json_handle_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpJsonHandle *ccp_json_handle_new (CcpJson *document);
CCP_AVAILABLE_IN_1_0
CcpJsonHandle *ccp_json_handle_ref (CcpJsonHandle *self);
CCP_AVAILABLE_IN_1_0
void ccp_json_handle_unref (CcpJsonHandle *self);
CCP_AVAILABLE_IN_1_0
CcpJsonKind ccp_json_handle_get_kind (CcpJsonHandle *self);
CCP_AVAILABLE_IN_1_0
CcpJsonHandle *ccp_json_handle_get_member (CcpJsonHandle *self, const char *name);
CCP_AVAILABLE_IN_1_0
CcpJsonHandle *ccp_json_handle_get_element (CcpJsonHandle *self, guint index);
CCP_AVAILABLE_IN_1_0
guint ccp_json_handle_get_length (CcpJsonHandle *self);
CCP_AVAILABLE_IN_1_0
char **ccp_json_handle_get_names (CcpJsonHandle *self);
CCP_AVAILABLE_IN_1_0
char *ccp_json_handle_get_string (CcpJsonHandle *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_handle_get_int (CcpJsonHandle *self, gint64 *value);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_handle_get_double (CcpJsonHandle *self, double *value);
CCP_AVAILABLE_IN_1_0
gboolean ccp_json_handle_get_boolean (CcpJsonHandle *self, gboolean fallback);
CCP_AVAILABLE_IN_1_0
char *ccp_json_handle_to_text (CcpJsonHandle *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpJsonHandle, ccp_json_handle_unref)

G_END_DECLS
