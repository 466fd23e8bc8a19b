/* gemini-response.c: converts a whole answer (protocol D.4)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-response"

#include "gemini-response.h"

#include "gemini-answer.h"

CcpJson *
gemini_response_convert (CcpExchange *exchange, CcpJson *body, GError **error)
{
  GeminiAnswer answer;
  CcpJson *message = NULL;

  gemini_answer_init (&answer, exchange);
  gemini_answer_read (&answer, body);
  if (!ccp_message_emitter_get_finished (answer.emitter))
    gemini_answer_finish (&answer);
  message = ccp_message_emitter_take_message (answer.emitter, error);
  gemini_answer_clear (&answer);
  return message;
}
