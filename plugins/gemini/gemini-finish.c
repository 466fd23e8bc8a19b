/* gemini-finish.c: why the provider says that an answer ended (protocol D.4, E.6.1)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-finish"

#include "gemini-finish.h"

static const GeminiFinish meanings[] = {
  { GEMINI_END_UNSAID, "FINISH_REASON_UNSPECIFIED" },
  { GEMINI_END_FINE, "STOP" },
  { GEMINI_END_LIMIT, "MAX_TOKENS" },
  { GEMINI_END_REFUSED, "SAFETY" },
  { GEMINI_END_REFUSED, "RECITATION" },
  { GEMINI_END_REFUSED, "LANGUAGE" },
  { GEMINI_END_REFUSED, "BLOCKLIST" },
  { GEMINI_END_REFUSED, "PROHIBITED_CONTENT" },
  { GEMINI_END_REFUSED, "SPII" },
  { GEMINI_END_REFUSED, "MODEL_ARMOR" },
  { GEMINI_END_REFUSED, "IMAGE_SAFETY" },
  { GEMINI_END_REFUSED, "IMAGE_PROHIBITED_CONTENT" },
  { GEMINI_END_REFUSED, "IMAGE_RECITATION" },
  { GEMINI_END_REFUSED, "IMAGE_OTHER" },
  { GEMINI_END_OTHER, "OTHER" },
  { GEMINI_END_OTHER, "NO_IMAGE" },
  { GEMINI_END_OTHER, "CONTINUATION" },
  { GEMINI_END_CALLS, "UNEXPECTED_TOOL_CALL" },
  { GEMINI_END_CALLS, "TOO_MANY_TOOL_CALLS" },
  { GEMINI_END_BROKEN, "MALFORMED_FUNCTION_CALL" },
  { GEMINI_END_BROKEN, "MALFORMED_RESPONSE" },
  { GEMINI_END_BROKEN, "MISSING_THOUGHT_SIGNATURE" },
};

/* Some send the numbers of the enumerations, which are not the same for both APIs. */
static const char *const developer_words[] = {
  "FINISH_REASON_UNSPECIFIED",
  "STOP",
  "MAX_TOKENS",
  "SAFETY",
  "RECITATION",
  "OTHER",
  "LANGUAGE",
  "BLOCKLIST",
  "PROHIBITED_CONTENT",
  "SPII",
  "MALFORMED_FUNCTION_CALL",
  "IMAGE_SAFETY",
  "UNEXPECTED_TOOL_CALL",
  "TOO_MANY_TOOL_CALLS",
  "IMAGE_PROHIBITED_CONTENT",
  "IMAGE_OTHER",
  "NO_IMAGE",
  "IMAGE_RECITATION",
  "MISSING_THOUGHT_SIGNATURE",
  "MALFORMED_RESPONSE",
  NULL,
};

static const char *const vertex_words[] = {
  "FINISH_REASON_UNSPECIFIED",
  "STOP",
  "MAX_TOKENS",
  "SAFETY",
  "RECITATION",
  "OTHER",
  "BLOCKLIST",
  "PROHIBITED_CONTENT",
  "SPII",
  "MALFORMED_FUNCTION_CALL",
  "MODEL_ARMOR",
  "IMAGE_SAFETY",
  "IMAGE_PROHIBITED_CONTENT",
  "IMAGE_RECITATION",
  "IMAGE_OTHER",
  "UNEXPECTED_TOOL_CALL",
  "NO_IMAGE",
  NULL,
};

static const char *const developer_blocks[] = {
  "BLOCKED_REASON_UNSPECIFIED", "SAFETY",       "OTHER", "BLOCKLIST",
  "PROHIBITED_CONTENT",         "IMAGE_SAFETY", NULL,
};

static const char *const vertex_blocks[] = {
  "BLOCKED_REASON_UNSPECIFIED",
  "SAFETY",
  "OTHER",
  "BLOCKLIST",
  "PROHIBITED_CONTENT",
  "MODEL_ARMOR",
  "IMAGE_SAFETY",
  "JAILBREAK",
  NULL,
};

/* Returns: (nullable): NULL for a number that has no word yet */
static const char *
get_word (const char *const *words, gint64 number)
{
  for (gint64 i = 0; words[i] != NULL; i++)
    if (i == number)
      return words[i];
  return NULL;
}

static GeminiFinish
find_meaning (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (meanings) && word != NULL; i++)
    if (g_ascii_strcasecmp (word, meanings[i].word) == 0)
      return meanings[i];
  return (GeminiFinish){ GEMINI_END_OTHER, NULL };
}

/* As a number, no reason at all is a 0. */
static GeminiFinish
parse_number (gint64 number, gboolean vertex)
{
  if (number == 0)
    return (GeminiFinish){ GEMINI_END_NONE, NULL };
  return find_meaning (get_word (vertex ? vertex_words : developer_words, number));
}

GeminiFinish
gemini_finish_parse (const CcpJsonValue *reason, gboolean vertex)
{
  g_autofree char *word = ccp_json_value_dup_string (reason, NULL);
  gint64 number;

  if (ccp_json_value_get_int (reason, &number))
    return parse_number (number, vertex);
  if (word == NULL || *word == '\0')
    return (GeminiFinish){ GEMINI_END_NONE, NULL };
  return find_meaning (word);
}

char *
gemini_finish_dup_block_reason (const CcpJsonValue *feedback, gboolean vertex)
{
  CcpJsonValue reason = ccp_json_value_member (feedback, "blockReason");
  g_autofree char *word = ccp_json_value_dup_string (&reason, NULL);
  gint64 number;

  if (ccp_json_value_get_int (&reason, &number))
    {
      const char *known = get_word (vertex ? vertex_blocks : developer_blocks, number);

      return number == 0 ? NULL : g_strdup (known != NULL ? known : "OTHER");
    }
  return word != NULL && *word != '\0' ? g_steal_pointer (&word) : NULL;
}
