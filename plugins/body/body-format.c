/* body-format.c: the format of a provider's request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "body-format"

#include "body-format.h"

static const struct
{
  const char *dialect;
  BodyFormat format;
} formats[] = {
  { "anthropic.AnthropicToAnthropic", BODY_FORMAT_ANTHROPIC },
  { "openai-chat.AnthropicToOpenAI", BODY_FORMAT_CHAT },
  { "openai-responses.AnthropicToResponses", BODY_FORMAT_RESPONSES },
  { "gemini.AnthropicToGemini", BODY_FORMAT_GEMINI },
};

BodyFormat
body_format_find (CcpExchange *exchange)
{
  const char *dialect = ccp_exchange_get_dialect (exchange);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (dialect, formats[i].dialect) == 0)
      return formats[i].format;
  return BODY_FORMAT_OTHER;
}
