/* test-context-overflow.c: every provider's words for a prompt that is too long
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "private/ccp-context-overflow.h"

#define LONG_PROMPT(n, m) "prompt is too long: " n " tokens > " m " maximum"
#define LONG_ANSWER(n, o, m)                                                             \
  "input length and `max_tokens` exceed context limit: " n " + " o " > " m               \
  ", decrease input length or `max_tokens` and try again"
#define NO_NUMBERS "Prompt is too long"

typedef struct
{
  const char *name;
  const char *text;
  const char *code;
  const char *expected; /* NULL: it speaks of something else */
} Case;

static const Case cases[] = {
  { "openai-resulted-in",
    "This model's maximum context length is 128000 tokens. However, your messages "
    "resulted in 140301 tokens. Please reduce the length of the messages.",
    "context_length_exceeded",
    LONG_PROMPT ("140301", "128000") },
  { "openai-code-alone", "Too much.", "context_length_exceeded", NO_NUMBERS },
  { "openai-old",
    "This model's maximum context length is 8192 tokens. However, you requested 10359 "
    "tokens (6263 in the messages, 4096 in the completion). Please reduce the length of "
    "the messages or completion.",
    "context_length_exceeded",
    LONG_ANSWER ("6263", "4096", "8192") },
  { "openai-old-with-functions",
    "This model's maximum context length is 8192 tokens. However, you requested 12000 "
    "tokens (6000 in the messages, 2000 in the functions, and 4000 in the completion).",
    NULL,
    LONG_ANSWER ("8000", "4000", "8192") },
  { "openai-configured-limit",
    "Input tokens exceed the configured limit of 272000 tokens. Your messages resulted "
    "in "
    "276052 tokens. Please reduce the length of the messages.",
    "context_length_exceeded",
    LONG_PROMPT ("276052", "272000") },
  { "vllm-total",
    "Requested token count exceeds the model's maximum context length of 262144 tokens. "
    "You requested a total of 262462 tokens: 230462 tokens from the input messages and "
    "32000 tokens for the completion.",
    "BadRequestError",
    LONG_ANSWER ("230462", "32000", "262144") },
  { "vllm-max-tokens",
    "'max_tokens' or 'max_completion_tokens' is too large: 32000. This model's maximum "
    "context length is 40960 tokens and your request has 20000 input tokens (32000 > "
    "40960 - 20000).",
    NULL,
    LONG_ANSWER ("20000", "32000", "40960") },
  { "vllm-output-tokens",
    "This model's maximum context length is 131072 tokens. However, you requested 64000 "
    "output tokens and your prompt contains at least 67073 input tokens, for a total of "
    "at least 131073 tokens.",
    NULL,
    LONG_ANSWER ("67073", "64000", "131072") },
  { "vllm-decoder",
    "The decoder prompt (length 40000) is longer than the maximum model length of 32768.",
    NULL,
    LONG_PROMPT ("40000", "32768") },
  { "responses",
    "Your input exceeds the context window of this model. Please adjust your input and "
    "try again.",
    NULL,
    NO_NUMBERS },
  { "gemini",
    "The input token count (1200293) exceeds the maximum number of tokens allowed "
    "(1048576).",
    "INVALID_ARGUMENT",
    LONG_PROMPT ("1200293", "1048576") },
  { "llama-cpp-new",
    "request (9012 tokens) exceeds the available context size (8192 tokens), try "
    "increasing it",
    "exceed_context_size_error",
    LONG_PROMPT ("9012", "8192") },
  { "openrouter",
    "This endpoint's maximum context length is 163840 tokens. However, you requested "
    "about 200123 tokens (136123 of text input, 64000 in the output). Please reduce the "
    "length of either one, or use the \"middle-out\" transform.",
    NULL,
    LONG_ANSWER ("136123", "64000", "163840") },
  { "openrouter-with-tools",
    "This endpoint's maximum context length is 163840 tokens. However, you requested "
    "about 200123 tokens (130000 of text input, 6123 of tool input, 64000 in the "
    "output).",
    NULL,
    LONG_ANSWER ("136123", "64000", "163840") },
  { "qwen",
    "<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, "
    "129024]",
    "invalid_parameter_error",
    NO_NUMBERS },
  { "kimi",
    "Invalid request: Your request exceeded model token limit: 131072 (requested: "
    "140001)",
    NULL,
    LONG_PROMPT ("140001", "131072") },
  { "kimi-without-number",
    "Your request exceeded model token limit: 131072",
    NULL,
    NO_NUMBERS },
  { "glm", "Prompt exceeds max length", "1261", NO_NUMBERS },
  { "minimax", "invalid params, context window exceeds limit (2013)", NULL, NO_NUMBERS },
  { "too-long-token", "Input token length too long", NULL, NO_NUMBERS },
  { "mistral",
    "Prompt contains 40321 tokens and 0 draft tokens, too large for model with 32768 "
    "maximum context length",
    NULL,
    LONG_PROMPT ("40321", "32768") },
  { "bedrock", "Input is too long for requested model.", NULL, NO_NUMBERS },
  { "anthropic",
    "prompt is too long: 210000 tokens > 200000 maximum",
    NULL,
    LONG_PROMPT ("210000", "200000") },
  { "anthropic-with-answer",
    "input length and `max_tokens` exceed context limit: 180000 + 32000 > 200000, "
    "decrease input length or `max_tokens` and try again",
    NULL,
    LONG_ANSWER ("180000", "32000", "200000") },
  { "xai",
    "This model's maximum prompt length is 131072 but the request contains 140002 "
    "tokens.",
    NULL,
    LONG_PROMPT ("140002", "131072") },
  { "groq", "Please reduce the length of the messages or completion.", NULL, NO_NUMBERS },
  { "cerebras",
    "Please reduce the length of the messages or completion. Current length is 9000 "
    "while limit is 8192",
    "context_length_exceeded",
    LONG_PROMPT ("9000", "8192") },
  { "sglang",
    "The input (40001 tokens) is longer than the model's context length (32768 tokens).",
    NULL,
    LONG_PROMPT ("40001", "32768") },
  { "text-generation-inference",
    "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: "
    "3000 `inputs` tokens and 2000 `max_new_tokens`",
    NULL,
    LONG_ANSWER ("3000", "2000", "4096") },
  { "fireworks",
    "The prompt is too long: 140000, model maximum context length: 131072",
    NULL,
    LONG_PROMPT ("140000", "131072") },
  { "cohere",
    "too many tokens: total number of tokens in the prompt cannot exceed 4081 - received "
    "5000.",
    NULL,
    LONG_PROMPT ("5000", "4081") },
  { "lm-studio",
    "Trying to keep the first 5000 tokens when context the overflows. However, the model "
    "is loaded with context length of only 4096 tokens, which is not enough.",
    NULL,
    LONG_PROMPT ("5000", "4096") },
  { "copilot",
    "prompt token count of 70000 exceeds the limit of 64000",
    "model_max_prompt_tokens_exceeded",
    LONG_PROMPT ("70000", "64000") },
  { "separators-and-line-break",
    "MAXIMUM CONTEXT LENGTH is 128,000 tokens.\nHowever, your messages resulted\nin "
    "140,301 tokens",
    NULL,
    LONG_PROMPT ("140301", "128000") },
  { "number-beyond-64-bits",
    "maximum context length is 99999999999999999999999 tokens",
    NULL,
    NO_NUMBERS },
  { "groq-per-minute",
    "Request too large for model `m` on tokens per minute (TPM): Limit 6000, Requested "
    "9012, please reduce the length of the messages",
    "rate_limit_exceeded",
    NULL },
  { "model-output-limit",
    "max_tokens is too large: 64000. This model supports at most 16384 completion "
    "tokens, "
    "whereas you provided 64000.",
    "invalid_value",
    NULL },
  { "other", "Invalid schema for function 'x'", "invalid_request_error", NULL },
  { "nothing", NULL, NULL, NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;

  g_autofree char *found =
      ccp_context_overflow_recognise (test->text, test->code, -1, -1, -1);

  g_assert_cmpstr (found, ==, test->expected);
}

static void
test_numbers_beside (void)
{
  g_autofree char *found =
      ccp_context_overflow_recognise ("the request exceeds the available context size",
                                      "exceed_context_size_error",
                                      9000,
                                      8192,
                                      -1);

  g_assert_cmpstr (found, ==, LONG_PROMPT ("9000", "8192"));
}

static void
test_asked_for (void)
{
  g_autofree char *found =
      ccp_context_overflow_recognise ("maximum context length is 40960 tokens and your "
                                      "request has 20000 input tokens",
                                      NULL,
                                      -1,
                                      -1,
                                      32000);

  g_assert_cmpstr (found, ==, LONG_ANSWER ("20000", "32000", "40960"));
}

static void
test_describe_limits (void)
{
  g_autofree char *equal = ccp_context_overflow_describe (10, 10, 5);
  g_autofree char *no_answer = ccp_context_overflow_describe (9, 10, -1);
  g_autofree char *no_limit = ccp_context_overflow_describe (9, 0, 1);

  g_assert_cmpstr (equal, ==, LONG_PROMPT ("10", "10"));
  g_assert_cmpstr (no_answer, ==, NO_NUMBERS);
  g_assert_cmpstr (no_limit, ==, NO_NUMBERS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/context-overflow/recognise/T113-", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/context-overflow/recognise/T113-numbers-beside-the-text",
                   test_numbers_beside);
  g_test_add_func ("/context-overflow/recognise/T113-what-was-asked-for", test_asked_for);
  g_test_add_func ("/context-overflow/describe/limits", test_describe_limits);
  return g_test_run ();
}
