/* ccp-tool-list.h: the tools that a provider can be told of
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-schema.h"
#include "ccp-tool-names.h"
#include "ccp-types.h"

G_BEGIN_DECLS

#define CCP_TYPE_TOOL_LIST (ccp_tool_list_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_tool_list_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpToolList *ccp_tool_list_new (CcpJson *body,
                                CcpToolNames *names,
                                guint max_length,
                                const char *extra,
                                CcpToolNameFlags flags);
CCP_AVAILABLE_IN_1_0
CcpToolList *ccp_tool_list_ref (CcpToolList *self);
CCP_AVAILABLE_IN_1_0
void ccp_tool_list_unref (CcpToolList *self);
CCP_AVAILABLE_IN_1_0
guint ccp_tool_list_get_length (CcpToolList *self);
CCP_AVAILABLE_IN_1_0
const char *ccp_tool_list_get_name (CcpToolList *self, guint index);
CCP_AVAILABLE_IN_1_0
const char *ccp_tool_list_find_name (CcpToolList *self, const char *client_name);
CCP_AVAILABLE_IN_1_0
gboolean ccp_tool_list_is_strict (CcpToolList *self, guint index);
CCP_AVAILABLE_IN_1_0
void
ccp_tool_list_write_description (CcpToolList *self, guint index, CcpJsonWriter *writer);
CCP_AVAILABLE_IN_1_0
void ccp_tool_list_get_schema (CcpToolList *self, guint index, CcpJsonValue *schema);
CCP_AVAILABLE_IN_1_0
void ccp_tool_list_write_schema (CcpToolList *self,
                                 guint index,
                                 CcpJsonWriter *writer,
                                 CcpSchemaFlags flags);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpToolList, ccp_tool_list_unref)

G_END_DECLS
