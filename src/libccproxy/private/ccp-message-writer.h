/* ccp-message-writer.h: writes the events of one message
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-event-batch.h"
#include "../ccp-json-value.h"
#include "../ccp-usage.h"
#include "ccp-json-buffer.h"

G_BEGIN_DECLS

typedef enum
{
  CCP_DELTA_TEXT,
  CCP_DELTA_THINKING,
  CCP_DELTA_SIGNATURE,
  CCP_DELTA_INPUT,
} CcpDeltaKind;

/* It writes what it is told and counts the blocks; the order is the caller's. */
typedef struct
{
  CcpEventBatch *events;
  CcpJsonBuffer buffer; /* empty between two calls */
  guint index;          /* of the block that is open, else of the next one */
  gsize content_size;   /* bytes of text, thinking and arguments */
} CcpMessageWriter;

CCP_HOST_API
void ccp_message_writer_init (CcpMessageWriter *self);
CCP_HOST_API
void ccp_message_writer_clear (CcpMessageWriter *self);
CCP_HOST_API
CcpEventBatch *ccp_message_writer_take (CcpMessageWriter *self);
CCP_HOST_API
void ccp_message_writer_event (CcpMessageWriter *self, const char *name, CcpJson *data);
CCP_HOST_API
void ccp_message_writer_start (CcpMessageWriter *self,
                               const char *id,
                               const char *model,
                               gint64 input_tokens);
void ccp_message_writer_begin_text (CcpMessageWriter *self);
void ccp_message_writer_begin_thinking (CcpMessageWriter *self);
void
ccp_message_writer_begin_tool (CcpMessageWriter *self, const char *id, const char *name);
void ccp_message_writer_delta (CcpMessageWriter *self,
                               CcpDeltaKind kind,
                               const char *raw,
                               gsize length);
void ccp_message_writer_end_block (CcpMessageWriter *self);
CCP_HOST_API
void ccp_message_writer_block (CcpMessageWriter *self, const CcpJsonValue *block);
void ccp_message_writer_finish (CcpMessageWriter *self,
                                CcpStopReason reason,
                                const char *detail,
                                const CcpUsage *usage);

G_END_DECLS
