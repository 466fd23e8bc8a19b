/* ccp-tool-names.h: tool names that had to be changed for a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-types.h"

G_BEGIN_DECLS

/**
 * CcpToolNameFlags:
 * @CCP_TOOL_NAME_DEFAULT: nothing of these
 * @CCP_TOOL_NAME_NO_LEADING_DIGIT: a name begins with a letter or an underscore
 *
 * What a provider demands of tool names.
 */
typedef enum /*< flags >*/
{
  CCP_TOOL_NAME_DEFAULT = 0,
  CCP_TOOL_NAME_NO_LEADING_DIGIT = 1 << 0,
} CcpToolNameFlags;

#define CCP_TYPE_TOOL_NAMES (ccp_tool_names_get_type ())

CCP_AVAILABLE_IN_1_0
GType ccp_tool_names_get_type (void);
CCP_AVAILABLE_IN_1_0
CcpToolNames *ccp_tool_names_new (void);
CCP_AVAILABLE_IN_1_0
CcpToolNames *ccp_tool_names_ref (CcpToolNames *self);
CCP_AVAILABLE_IN_1_0
void ccp_tool_names_unref (CcpToolNames *self);
CCP_AVAILABLE_IN_1_0
void ccp_tool_names_add (CcpToolNames *self,
                         const char *client_name,
                         const char *upstream_name);
CCP_AVAILABLE_IN_1_0
const char *ccp_tool_names_fit (CcpToolNames *self,
                                const char *client_name,
                                guint max_length,
                                const char *extra,
                                CcpToolNameFlags flags);
CCP_AVAILABLE_IN_1_0
const char *ccp_tool_names_get_upstream (CcpToolNames *self, const char *client_name);
CCP_AVAILABLE_IN_1_0
const char *ccp_tool_names_get_client (CcpToolNames *self, const char *upstream_name);
CCP_AVAILABLE_IN_1_0
void ccp_tool_names_clear (CcpToolNames *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpToolNames, ccp_tool_names_unref)

G_END_DECLS
