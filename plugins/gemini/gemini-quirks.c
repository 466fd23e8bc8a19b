/* gemini-quirks.c: learns from refusals what a model does not take (protocol E.3.1)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-quirks"

#include "gemini-quirks.h"

/* Words that a refusal has, in lower case, and the option that is then switched off. */
typedef struct
{
  const char *words[2];
  const char *option;
} Lesson;

static const Lesson lessons[] = {
  { { "thinking level", "minimal" }, "minimal_thinking" },
  { { "thinking_level", "minimal" }, "minimal_thinking" },
  { { "thinkinglevel", "minimal" }, "minimal_thinking" },
  { { "only works in thinking mode", NULL }, "thinking_off" },
  { { "thinking is not", NULL }, "reasoning" },
  { { "thinking_config", "unknown name" }, "reasoning" },
  { { "thinkingconfig", "unknown name" }, "reasoning" },
  { { "thinking", "not supported" }, "reasoning" },
  { { "developer instruction", "not enabled" }, "system_instruction" },
  { { "system instruction", "not supported" }, "system_instruction" },
  { { "\"id\"", "unknown name" }, "function_ids" },
  { { "function_response", "\"parts\"" }, "tool_images" },
  { { "multimodal function response", "not supported" }, "tool_images" },
  { { "response mime type", "function calling" }, "format_with_tools" },
  { { "multiple tools", "search" }, "search_with_tools" },
  { { "built-in tools", "function calling" }, "search_with_tools" },
  { { "tool use with function calling", NULL }, "search_with_tools" },
};

/* What a request goes on without, as the format names it. */
static const char *const droppable[] = {
  "safetySettings", "labels",           "topK",           "topP",       "temperature",
  "stopSequences",  "responseMimeType", "thinkingConfig", "toolConfig",
};

static CcpJson *
learn_lesson (CcpExchange *exchange, CcpUpstreamError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lessons); i++)
    {
      const Lesson *lesson = &lessons[i];
      CcpJson *settings = NULL;

      if (!ccp_upstream_error_says (error, lesson->words[0]) ||
          (lesson->words[1] != NULL &&
           !ccp_upstream_error_says (error, lesson->words[1])))
        continue;
      settings = ccp_quirk_learn_off (exchange, lesson->option);
      if (settings != NULL)
        return settings;
    }
  return NULL;
}

/* Older models, and gateways before them, do not know schemas in the newer form. */
static CcpJson *
learn_schema_form (CcpExchange *exchange, CcpUpstreamError *error)
{
  if (!ccp_upstream_error_says (error, "unknown name") ||
      (!ccp_upstream_error_says (error, "parametersjsonschema") &&
       !ccp_upstream_error_says (error, "parameters_json_schema") &&
       !ccp_upstream_error_says (error, "responsejsonschema") &&
       !ccp_upstream_error_says (error, "response_json_schema")))
    return NULL;
  return ccp_quirk_learn_word (exchange, "gemini_schema", "openapi");
}

/* "Please choose a value between 512 and 24576." */
static CcpJson *
learn_budget (CcpExchange *exchange, CcpUpstreamError *error)
{
  g_autoptr (GRegex) regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;
  g_autofree char *text = NULL;
  gint64 known;

  if (!ccp_upstream_error_says (error, "thinking"))
    return NULL;
  regex = g_regex_new ("between ([0-9]{1,9}) and ([0-9]{1,9})", 0, 0, NULL);
  g_assert (regex != NULL);
  if (!g_regex_match (regex, ccp_upstream_error_get_message (error), 0, &match))
    return NULL;
  least = g_match_info_fetch (match, 1);
  most = g_match_info_fetch (match, 2);
  known = ccp_exchange_get_option_int (exchange, "most_thinking", -1);
  if (known == g_ascii_strtoll (most, NULL, 10))
    return NULL;
  text = g_strdup_printf ("{\"least_thinking\":%" G_GINT64_FORMAT
                          ",\"most_thinking\":%" G_GINT64_FORMAT "%s}",
                          g_ascii_strtoll (least, NULL, 10),
                          g_ascii_strtoll (most, NULL, 10),
                          g_str_equal (least, "0") ? "" : ",\"thinking_off\":false");
  return ccp_json_new_from_text (text, -1, NULL);
}

static CcpJson *
learn_drop (CcpExchange *exchange, CcpUpstreamError *error)
{
  if (!ccp_upstream_error_says (error, "unknown name") &&
      !ccp_quirk_is_about_support (error))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (droppable); i++)
    {
      g_autofree char *name = g_ascii_strdown (droppable[i], -1);
      g_autofree char *quoted = g_strconcat ("\"", name, "\"", NULL);

      if (ccp_upstream_error_says (error, quoted))
        return ccp_quirk_learn_drop (exchange, droppable[i]);
    }
  return NULL;
}

CcpJson *
gemini_quirks_learn (CcpExchange *exchange, CcpUpstreamError *error)
{
  CcpJson *settings = NULL;

  if (ccp_upstream_error_get_status (error) != 400)
    return NULL;
  settings = ccp_quirk_learn_output_limit (exchange, error);
  if (settings == NULL)
    settings = learn_budget (exchange, error);
  if (settings == NULL)
    settings = learn_schema_form (exchange, error);
  if (settings == NULL)
    settings = learn_lesson (exchange, error);
  if (settings == NULL)
    settings = learn_drop (exchange, error);
  return settings;
}
