/* ccp-message-emitter.h: what a dialect calls to answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-event-batch.h"
#include "ccp-exchange.h"
#include "ccp-json-value.h"
#include "ccp-verdict.h"

G_BEGIN_DECLS

#define CCP_TYPE_MESSAGE_EMITTER (ccp_message_emitter_get_type ())

CCP_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (CcpMessageEmitter,
                      ccp_message_emitter,
                      CCP,
                      MESSAGE_EMITTER,
                      GObject)

CCP_AVAILABLE_IN_1_0
CcpMessageEmitter *ccp_message_emitter_new (CcpExchange *exchange);

CCP_AVAILABLE_IN_1_0
gboolean ccp_message_emitter_get_hides_thinking (CcpMessageEmitter *self);
CCP_AVAILABLE_IN_1_0
void ccp_message_emitter_start (CcpMessageEmitter *self);
CCP_AVAILABLE_IN_1_0
void ccp_message_emitter_text (CcpMessageEmitter *self, const char *text, gssize length);
CCP_AVAILABLE_IN_1_0
void ccp_message_emitter_text_value (CcpMessageEmitter *self, const CcpJsonValue *string);
CCP_AVAILABLE_IN_1_0
void
ccp_message_emitter_thinking (CcpMessageEmitter *self, const char *text, gssize length);
CCP_AVAILABLE_IN_1_0
void ccp_message_emitter_thinking_value (CcpMessageEmitter *self,
                                         const CcpJsonValue *string);
CCP_AVAILABLE_IN_1_0
void ccp_message_emitter_set_default_signature (CcpMessageEmitter *self,
                                                const char *signature);
CCP_AVAILABLE_IN_1_0
void ccp_message_emitter_signature (CcpMessageEmitter *self, const char *signature);
CCP_AVAILABLE_IN_1_0
void ccp_message_emitter_block (CcpMessageEmitter *self, CcpJson *block);

CCP_AVAILABLE_IN_1_0
void ccp_message_emitter_tool_begin (CcpMessageEmitter *self,
                                     guint key,
                                     const char *id,
                                     const char *name);
CCP_AVAILABLE_IN_1_0
void ccp_message_emitter_tool_arguments (CcpMessageEmitter *self,
                                         guint key,
                                         const char *text,
                                         gssize length);
CCP_AVAILABLE_IN_1_0
void ccp_message_emitter_tool_arguments_value (CcpMessageEmitter *self,
                                               guint key,
                                               const CcpJsonValue *value);
CCP_AVAILABLE_IN_1_0
void ccp_message_emitter_tool_end (CcpMessageEmitter *self, guint key);

CCP_AVAILABLE_IN_1_0
void ccp_message_emitter_usage (CcpMessageEmitter *self, const CcpUsage *usage);
CCP_AVAILABLE_IN_1_0
void ccp_message_emitter_stop (CcpMessageEmitter *self,
                               CcpStopReason reason,
                               const char *detail);
CCP_AVAILABLE_IN_1_0
void ccp_message_emitter_finish (CcpMessageEmitter *self);
CCP_AVAILABLE_IN_1_0
void ccp_message_emitter_fail (CcpMessageEmitter *self, CcpVerdict *verdict);

CCP_AVAILABLE_IN_1_0
gboolean ccp_message_emitter_get_started (CcpMessageEmitter *self);
CCP_AVAILABLE_IN_1_0
gboolean ccp_message_emitter_get_finished (CcpMessageEmitter *self);
CCP_AVAILABLE_IN_1_0
CcpEventBatch *ccp_message_emitter_take_events (CcpMessageEmitter *self);
CCP_AVAILABLE_IN_1_0
CcpJson *ccp_message_emitter_take_message (CcpMessageEmitter *self, GError **error);

G_END_DECLS
