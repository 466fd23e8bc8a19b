/* ccp-message-emitter-private.h: what the two halves of the emitter share
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "../ccp-message-emitter.h"
#include "../ccp-thinking-policy.h"
#include "ccp-block-sequence.h"
#include "ccp-message-end.h"

G_BEGIN_DECLS

struct _CcpMessageEmitter
{
  GObject parent_instance;

  CcpExchange *exchange;
  CcpThinkingPolicy thinking;
  CcpBlockSequence blocks;
  CcpJsonBuffer scratch; /* text on its way into a JSON string */
  CcpMessageEnd end;
  gboolean started;
  gboolean finished;
  gboolean given;      /* events were taken: there is no whole message any more */
  CcpVerdict *verdict; /* (nullable): why it failed */
};

gboolean ccp_message_emitter_ensure_started (CcpMessageEmitter *self);
const char *ccp_message_emitter_escape (CcpMessageEmitter *self,
                                        const char *text,
                                        gssize length,
                                        gsize *raw_length);
const char *ccp_message_emitter_peek_raw (const CcpJsonValue *value, gsize *length);

G_END_DECLS
