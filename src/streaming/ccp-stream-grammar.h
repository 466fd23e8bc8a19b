/* ccp-stream-grammar.h: the order and the shape of the events of one message
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

typedef enum
{
  CCP_GRAMMAR_FAULT,
  CCP_GRAMMAR_UNKNOWN, /* a kind of event or delta that is not in the grammar */
  CCP_GRAMMAR_PING,
  CCP_GRAMMAR_MESSAGE_START,
  CCP_GRAMMAR_BLOCK,
  CCP_GRAMMAR_MESSAGE_DELTA,
  CCP_GRAMMAR_MESSAGE_STOP,
  CCP_GRAMMAR_ERROR,
} CcpGrammarResult;

typedef enum
{
  CCP_GRAMMAR_NO_BLOCK,
  CCP_GRAMMAR_TEXT,
  CCP_GRAMMAR_THINKING,
  CCP_GRAMMAR_TOOL,
  CCP_GRAMMAR_COMPACTION,
  CCP_GRAMMAR_WHOLE, /* a block that is complete from the start */
  CCP_GRAMMAR_OTHER, /* a block of a type that is not known: any delta may fit */
} CcpGrammarBlock;

/* All zero at the start. */
typedef struct
{
  gboolean started;
  CcpGrammarBlock open;
  guint index;         /* of the open block, else of the next one */
  gboolean ended;      /* message_delta came */
  gboolean has_reason; /* with a stop reason */
  gsize text_length;   /* bytes of text, thinking and tool input that came */
} CcpStreamGrammar;

CcpGrammarResult
ccp_stream_grammar_step (CcpStreamGrammar *self, CcpEvent *event, const char **fault);

G_END_DECLS
