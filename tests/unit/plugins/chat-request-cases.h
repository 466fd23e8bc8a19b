/* chat-request-cases.h: what requests of the Chat format have in them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "openai-chat-request.h"

#define GROUP "chat-request"
#define CONVERT openai_chat_request_convert

#include "request-cases.h"

#define SENT_CALL(id)                                                                    \
  "{\"id\":\"" id "\",\"type\":\"function\",\"function\":{\"name\":\"n\",\"arguments\":" \
  "\"{}\"}}"
#define SENT_CALLS(id)                                                                   \
  "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[" SENT_CALL (id) "]}"
#define SENT_RESULT(id, text)                                                            \
  "{\"role\":\"tool\",\"tool_call_id\":\"" id "\",\"content\":\"" text "\"}"
#define SENT_IMAGE                                                                       \
  "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,"              \
  "iVBORw0KGgo=\"}}"

#define MESSAGES(messages) OPEN ("\"messages\":[" messages "]")
#define PLAIN_BODY(members)                                                              \
  "{\"model\":\"m1\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}],"              \
  "\"max_tokens\":9" members "}"

#define SENT_TOOL(name)                                                                  \
  "{\"type\":\"function\",\"function\":{\"name\":\"" name "\",\"parameters\":"           \
  "{\"type\":\"object\",\"properties\":{}}}}"
