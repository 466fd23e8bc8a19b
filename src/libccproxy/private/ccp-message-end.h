/* ccp-message-end.h: why a message ended and what it cost
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-exchange.h"
#include "ccp-message-writer.h"

G_BEGIN_DECLS

typedef struct
{
  CcpUsage usage;
  CcpStopReason reason;
  char *detail; /* (nullable) */
} CcpMessageEnd;

void ccp_message_end_init (CcpMessageEnd *self);
void ccp_message_end_clear (CcpMessageEnd *self);
void ccp_message_end_set_reason (CcpMessageEnd *self,
                                 CcpStopReason reason,
                                 const char *detail);
gint64 ccp_message_end_estimate_input (CcpExchange *exchange);
void ccp_message_end_write (CcpMessageEnd *self,
                            CcpExchange *exchange,
                            gboolean has_tools,
                            CcpMessageWriter *writer);

G_END_DECLS
