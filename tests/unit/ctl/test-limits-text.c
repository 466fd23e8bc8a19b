/* test-limits-text.c: what headers of a provider say of its limits
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-limits-text.h"

typedef struct
{
  const char *name;
  const char *headers; /* as a variant */
  const char *expected;
} Case;

static const Case cases[] = {
  { "none", "{}", "" },
  { "of-other-kinds", "{'retry-after': '3', 'x-ratelimit-reset-requests': '1s'}", "" },
  { "anthropic",
    "{'anthropic-ratelimit-input-tokens-remaining': '29500',"
    " 'anthropic-ratelimit-input-tokens-limit': '30000',"
    " 'anthropic-ratelimit-requests-remaining': '48',"
    " 'anthropic-ratelimit-requests-limit': '50'}",
    "input-tokens 29.5 k/30.0 k, requests 48/50" },
  { "openai",
    "{'x-ratelimit-remaining-tokens': '149984', 'x-ratelimit-limit-tokens': '150000',"
    " 'x-ratelimit-remaining-requests': '59'}",
    "requests 59, tokens 150 k/150 k" },
  { "no-subject", "{'x-ratelimit-remaining': '7', 'x-ratelimit-limit': '10'}", "7/10" },
  { "another-prefix", "{'ratelimit-remaining': '7'}", "7" },
  { "no-number", "{'x-ratelimit-remaining-tokens': 'plenty'}", "tokens plenty" },
};

static void
test_format (gconstpointer data)
{
  const Case *it = data;
  g_autoptr (GVariant) headers =
      g_variant_parse (G_VARIANT_TYPE ("a{ss}"), it->headers, NULL, NULL, NULL);
  g_autofree char *text = ccp_limits_text_format (headers);

  g_assert_cmpstr (text, ==, it->expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/limits-text/format/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_format);
    }
  return g_test_run ();
}
