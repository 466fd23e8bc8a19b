/* ccp-json-splice.h: changes a few places of a JSON document and keeps all other bytes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-json-value.h"

G_BEGIN_DECLS

#define CCP_TYPE_JSON_SPLICE (ccp_json_splice_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_json_splice_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpJsonSplice *ccp_json_splice_new (CcpJson *document);
CCP_AVAILABLE_IN_1_0
CcpJsonSplice *ccp_json_splice_ref (CcpJsonSplice *self);
CCP_AVAILABLE_IN_1_0
void ccp_json_splice_unref (CcpJsonSplice *self);
CCP_AVAILABLE_IN_1_0
void ccp_json_splice_replace (CcpJsonSplice *self,
                              const CcpJsonValue *value,
                              CcpJson *replacement);
CCP_AVAILABLE_IN_1_0
void ccp_json_splice_replace_string (CcpJsonSplice *self,
                                     const CcpJsonValue *value,
                                     const char *text);
CCP_AVAILABLE_IN_1_0
void ccp_json_splice_remove (CcpJsonSplice *self, const CcpJsonValue *item);
CCP_AVAILABLE_IN_1_0
void ccp_json_splice_insert_member (CcpJsonSplice *self,
                                    const CcpJsonValue *before,
                                    const char *name,
                                    CcpJson *value);
CCP_AVAILABLE_IN_1_0
void ccp_json_splice_append_member (CcpJsonSplice *self,
                                    const CcpJsonValue *object,
                                    const char *name,
                                    CcpJson *value);
CCP_AVAILABLE_IN_1_0
void ccp_json_splice_insert_element (CcpJsonSplice *self,
                                     const CcpJsonValue *after,
                                     CcpJson *element);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_json_splice_finish (CcpJsonSplice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpJsonSplice, ccp_json_splice_unref)

G_END_DECLS
