/* responses-request-cases.h: what requests of the Responses format have in them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "openai-responses-request.h"

#define GROUP "responses-request"
#define CONVERT openai_responses_request_convert

#include "request-cases.h"

#define IN(text) "{\"type\":\"input_text\",\"text\":\"" text "\"}"
#define OUT(text) "{\"type\":\"output_text\",\"text\":\"" text "\"}"
#define MESSAGE(role, parts)                                                             \
  "{\"type\":\"message\",\"role\":\"" role "\",\"content\":[" parts "]}"
#define USER(parts) MESSAGE ("user", parts)
#define SAID(text)                                                                       \
  "{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"" text "\"}"
#define SENT_CALL(id)                                                                    \
  "{\"type\":\"function_call\",\"call_id\":\"" id                                        \
  "\",\"name\":\"n\",\"arguments\":\"{}\"}"
#define SENT_OUTPUT(id, output)                                                          \
  "{\"type\":\"function_call_output\",\"call_id\":\"" id "\",\"output\":" output "}"
#define SENT_RESULT(id, text) SENT_OUTPUT (id, "\"" text "\"")
#define SENT_IMAGE                                                                       \
  "{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,iVBORw0KGgo=\","      \
  "\"detail\":\"auto\"}"
#define SENT_PDF                                                                         \
  "{\"type\":\"input_file\",\"filename\":\"document.pdf\",\"file_data\":"                \
  "\"data:application/pdf;base64,JVBERi0=\"}"
#define INPUT(items) OPEN ("\"input\":[" items "]")

#define COMMON                                                                           \
  "\"model\":\"m1\",\"input\":\"$ANY\",\"store\":false,\"include\":["                    \
  "\"reasoning.encrypted_content\"]"
#define BODY(members) "{" COMMON ",\"max_output_tokens\":16" members "}"

#define SENT_TOOL(name)                                                                  \
  "{\"type\":\"function\",\"name\":\"" name "\",\"parameters\":{\"type\":\"object\","    \
  "\"properties\":{}},\"strict\":false}"
