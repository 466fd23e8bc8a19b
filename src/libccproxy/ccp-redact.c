/* ccp-redact.c: keeps secrets out of texts that people read
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-redact"

#include "ccp-redact.h"

typedef struct
{
  const char *pattern;
  const char *replacement;
} Rule;

static const Rule rules[] = {
  /* credentials in a URL, as user and password or in the query */
  { "(https?://)[^/\\s@]+@", "\\1" },
  { "\\b((?:api|access|auth|subscription)?[-_]?(?:key|token|secret|password|sig|"
    "signature)=)[^&\\s\"'<>]+",
    "\\1[redacted]" },
  { "\\b(bearer\\s+)[^\\s\"',;]{6,}", "\\1[redacted]" },
  { "\\b(api[-_ ]?key(?: provided)?\\s*[:=]\\s*[\"']?)[^\\s\"',;]{6,}", "\\1[redacted]" },
  /* the beginnings that providers give their keys */
  { "\\b(?:sk|pk|rk|gsk|csk|xai|pplx|nvapi|hf|r8|tgp|fw)[-_][a-z0-9*._-]{8,}",
    "[redacted]" },
  { "\\b(?:AIza|ya29\\.|eyJ)[a-z0-9*._-]{10,}", "[redacted]" },
  /* anything else that is long and random */
  { "\\b(?=(?:[a-z_-]*[0-9]){4})(?=[0-9_-]*[a-z])[a-z0-9_-]{32,}\\b", "[redacted]" },
};

/**
 * ccp_redact_text:
 * @text: a text from outside, such as a provider's error message
 *
 * Takes out what looks like a key, a token or a URL with credentials: some providers
 * quote the key that they refuse.
 *
 * Returns: (transfer full): the text, valid UTF-8
 */
char *
ccp_redact_text (const char *text)
{
  char *redacted = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  redacted = g_utf8_make_valid (text, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GRegex) regex =
          g_regex_new (rules[i].pattern, G_REGEX_CASELESS, 0, NULL);
      g_autofree char *before = redacted;

      g_assert (regex != NULL);
      redacted = g_regex_replace (regex, before, -1, 0, rules[i].replacement, 0, NULL);
      /* a text on which the search gives up is not shown at all */
      if (redacted == NULL)
        return g_strdup ("[redacted]");
    }
  return redacted;
}
