/* ccp-tool-call.h: one call of a tool, as far as it has arrived
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

#include "ccp-json-buffer.h"
#include "ccp-tool-input.h"

G_BEGIN_DECLS

typedef enum
{
  CCP_TOOL_UNPLACED, /* its name is not known */
  CCP_TOOL_PLACED,   /* it is the open block or waits to become it */
  CCP_TOOL_CLOSED,
} CcpToolState;

typedef enum
{
  CCP_ARGUMENTS_NONE,   /* nothing but white space so far */
  CCP_ARGUMENTS_OBJECT, /* sent as they come */
  CCP_ARGUMENTS_OTHER,  /* held until they are whole, then made an object */
} CcpArgumentsKind;

typedef struct
{
  char *id;   /* (nullable): the provider's */
  char *name; /* (nullable): the provider's */
  CcpToolState state;
  gboolean started; /* content_block_start was sent, so id and name are settled */
  gboolean ended;   /* the dialect said that nothing more comes */
  CcpArgumentsKind kind;
  CcpToolInputScanner scanner;
  GHashTable *optional; /* (nullable) (element-type utf8): left out if they are empty,
                         * for which the arguments are held until they are whole */
  CcpJsonBuffer held;   /* arguments that were not sent, as they stand in a JSON string */
} CcpToolCall;

CcpToolCall *ccp_tool_call_new (void);
void ccp_tool_call_free (CcpToolCall *self);
void ccp_tool_call_set (CcpToolCall *self, const char *id, const char *name);
gsize ccp_tool_call_take_arguments (CcpToolCall *self, const char **raw, gsize length);
gboolean ccp_tool_call_is_whole (const CcpToolCall *self);
gboolean ccp_tool_call_is_empty (const CcpToolCall *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpToolCall, ccp_tool_call_free)

G_END_DECLS
