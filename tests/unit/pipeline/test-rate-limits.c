/* test-rate-limits.c: what the headers of an answer say of a provider's limits
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-rate-limits.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *header;
  const char *value;
  const char *picked; /* (nullable): under which name */
} Case;

static const Case cases[] = {
  { "anthropic",
    "anthropic-ratelimit-requests-remaining",
    "4",
    "anthropic-ratelimit-requests-remaining" },
  { "openai-in-capitals",
    "X-RateLimit-Reset-Tokens",
    "6m0s",
    "x-ratelimit-reset-tokens" },
  { "retry-after", "Retry-After", "20", "retry-after" },
  { "retry-after-ms", "retry-after-ms", "20", "retry-after-ms" },
  { "cookie", "set-cookie", "ratelimit=hush", NULL },
  { "request-id", "request-id", "req_1", NULL },
  { "key", "x-api-key", "hush-hush", NULL },
  { "longest-name",
    "x-ratelimit-0123456789012345678901234567890123456789012345678901",
    "1",
    "x-ratelimit-0123456789012345678901234567890123456789012345678901" },
  { "name-too-long",
    "x-ratelimit-01234567890123456789012345678901234567890123456789012",
    "1",
    NULL },
  { "not-utf-8", "x-ratelimit-limit", "\xe4", NULL },
};

static void
test_pick (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpHeaders) picked = NULL;

  ccp_headers_append (headers, c->header, c->value);
  picked = ccp_rate_limits_pick (headers);

  g_assert_cmpuint (ccp_headers_get_length (picked), ==, c->picked != NULL ? 1 : 0);
  if (c->picked == NULL)
    return;
  g_assert_cmpstr (ccp_headers_get_name (picked, 0), ==, c->picked);
  g_assert_cmpstr (ccp_headers_get_value (picked, 0), ==, c->value);
}

static void
test_value_length (void)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpHeaders) picked = NULL;
  g_autofree char *longest = g_strnfill (128, 'v');
  g_autofree char *longer = g_strnfill (129, 'v');

  ccp_headers_append (headers, "x-ratelimit-a", longest);
  ccp_headers_append (headers, "x-ratelimit-b", longer);
  picked = ccp_rate_limits_pick (headers);

  g_assert_cmpstr (ccp_headers_get (picked, "x-ratelimit-a"), ==, longest);
  g_assert_null (ccp_headers_get (picked, "x-ratelimit-b"));
}

static void
test_number (void)
{
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();
  g_autoptr (CcpHeaders) picked = NULL;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("x-ratelimit-%u", i);

      ccp_headers_append (headers, name, "1");
    }
  picked = ccp_rate_limits_pick (headers);

  g_assert_cmpuint (ccp_headers_get_length (picked), ==, 32);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/rate-limits/pick/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_pick);
    }
  g_test_add_func ("/rate-limits/pick/no-longer-values", test_value_length);
  g_test_add_func ("/rate-limits/pick/no-more", test_number);

  return g_test_run ();
}
