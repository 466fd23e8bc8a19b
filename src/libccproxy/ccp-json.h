/* ccp-json.h: an immutable JSON document that keeps its bytes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "ccp-types.h"

G_BEGIN_DECLS

#define CCP_TYPE_JSON (ccp_json_get_type ())

/**
 * CCP_JSON_MAX_DEPTH:
 *
 * How deep arrays and objects may be nested in a document.
 */
#define CCP_JSON_MAX_DEPTH 256

/**
 * CCP_JSON_MAX_NODES:
 *
 * How many values and member names a document may have.
 */
#define CCP_JSON_MAX_NODES (4u << 20)

/**
 * CCP_JSON_MAX_SIZE:
 *
 * How many bytes a document may have.
 */
#define CCP_JSON_MAX_SIZE (256u << 20)

CCP_AVAILABLE_IN_1_0
GType ccp_json_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_json_new_from_bytes (GBytes *bytes, GError **error);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_json_new_from_text (const char *text, gssize length, GError **error);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_json_new_from_node (JsonNode *node, GError **error);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_json_new_from_value (const CcpJsonValue *value);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_json_ref (CcpJson *self);
CCP_AVAILABLE_IN_1_0
void ccp_json_unref (CcpJson *self);
CCP_AVAILABLE_IN_1_0
GBytes *ccp_json_get_bytes (CcpJson *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_json_peek (CcpJson *self, gsize *length);
CCP_AVAILABLE_IN_1_0
char *ccp_json_to_text (CcpJson *self);
CCP_AVAILABLE_IN_1_0
JsonNode *ccp_json_to_node (CcpJson *self, GError **error);
CCP_AVAILABLE_IN_1_0
void ccp_json_get_root (CcpJson *self, CcpJsonValue *root);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpJson, ccp_json_unref)

G_END_DECLS
