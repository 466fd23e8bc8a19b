/* test-retry-after.c: how long a provider wants to be left alone
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

#include "private/ccp-retry-after.h"

/* 2025-11-22 12:00:00 UTC */
#define NOW_SECONDS G_GINT64_CONSTANT (1763812800)
#define NO_DURATION G_MAXUINT64

typedef struct
{
  const char *text;
  guint64 expected;
} DurationCase;

static const DurationCase durations[] = {
  { "6s", 6000 },
  { "12ms", 12 },
  { "1m30.5s", 90500 },
  { "2h3m", 7380000 },
  { "1d", 86400000 },
  { "34.4s", 34400 },
  { "20", 20000 },
  { "1.5", 1500 },
  { "0", 0 },
  { "0.0001s", 1 },
  { "99999999999999d", G_GUINT64_CONSTANT (2678400000) },
  { "", NO_DURATION },
  { "s", NO_DURATION },
  { "-5", NO_DURATION },
  { "nan", NO_DURATION },
  { "inf", NO_DURATION },
  { "0x10", NO_DURATION },
  { "1m30", NO_DURATION },
  { "5 s", NO_DURATION },
  { "1e999", NO_DURATION },
};

static void
test_duration (gconstpointer data)
{
  const DurationCase *test = data;
  guint64 milliseconds = 0;

  gboolean parsed = ccp_retry_after_parse_duration (test->text, &milliseconds);

  g_assert_cmpint (parsed, ==, test->expected != NO_DURATION);
  if (parsed)
    g_assert_cmpuint (milliseconds, ==, test->expected);
}

typedef struct
{
  const char *name;
  const char *headers[8];
  guint64 expected;
} HeadersCase;

static const HeadersCase headers_cases[] = {
  { "none", { NULL }, 0 },
  { "seconds", { "Retry-After", "7" }, 7000 },
  { "milliseconds-first", { "retry-after", "7", "retry-after-ms", "250.5" }, 251 },
  { "date", { "retry-after", "Sat, 22 Nov 2025 12:01:00 GMT" }, 60000 },
  { "date-in-the-past", { "retry-after", "Sat, 22 Nov 2025 11:00:00 GMT" }, 0 },
  { "date-of-nowhere", { "retry-after", "Sat, 22 Foo 2025 12:01:00 GMT" }, 0 },
  { "words", { "retry-after", "soon" }, 0 },
  { "T103-far-reset", { "retry-after", "500000" }, 500000000 },
  { "reset-duration", { "x-ratelimit-reset-tokens", "1m0s" }, 60000 },
  { "reset-that-ends-first",
    { "x-ratelimit-reset-requests", "24h", "x-ratelimit-reset-tokens", "2s" },
    2000 },
  { "reset-of-what-ran-out",
    { "x-ratelimit-reset-requests",
      "30s",
      "x-ratelimit-remaining-requests",
      "0",
      "x-ratelimit-reset-tokens",
      "2s" },
    30000 },
  { "reset-epoch-seconds", { "x-ratelimit-reset", "1763812810" }, 10000 },
  { "reset-epoch-milliseconds", { "x-ratelimit-reset", "1763812805500" }, 5500 },
  { "reset-timestamp", { "x-ratelimit-reset", "2025-11-22T12:00:30Z" }, 30000 },
  { "reset-after", { "x-ratelimit-reset-after", "4" }, 4000 },
};

static void
test_headers (gconstpointer data)
{
  const HeadersCase *test = data;
  g_autoptr (CcpHeaders) headers = ccp_headers_new ();

  for (guint i = 0; test->headers[i] != NULL; i += 2)
    ccp_headers_append (headers, test->headers[i], test->headers[i + 1]);

  g_assert_cmpuint (
      ccp_retry_after_find_in_headers (headers, NOW_SECONDS * G_USEC_PER_SEC),
      ==,
      test->expected);
}

static const DurationCase texts[] = {
  { "Rate limit reached for gpt-4o. Please try again in 1.242s. Visit x", 1242 },
  { "Please try again in 6m0s.", 360000 },
  { "Please try again in 320ms.", 320 },
  { "Please retry after 12 seconds.", 12000 },
  { "Please retry in 34.4s.", 34400 },
  { "Please try again later.", 0 },
  { "", 0 },
};

static void
test_text (gconstpointer data)
{
  const DurationCase *test = data;

  g_assert_cmpuint (ccp_retry_after_find_in_text (test->text), ==, test->expected);
}

static void
test_details (void)
{
  g_autoptr (CcpJson) json = ccp_json_new_from_text (
      "{\"details\":[{\"@type\":\"q\"},{\"retryDelay\":\"34.4s\"}]}",
      -1,
      NULL);
  CcpJsonValue root;

  ccp_json_get_root (json, &root);

  g_assert_cmpuint (ccp_retry_after_find_in_details (&root), ==, 34400);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/retry-after/duration/%s",
                           *durations[i].text != '\0' ? durations[i].text : "empty");

      g_test_add_data_func (path, &durations[i], test_duration);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (headers_cases); i++)
    {
      g_autofree char *path =
          g_strconcat ("/retry-after/headers/", headers_cases[i].name, NULL);

      g_test_add_data_func (path, &headers_cases[i], test_headers);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/retry-after/text/%" G_GSIZE_FORMAT, i);

      g_test_add_data_func (path, &texts[i], test_text);
    }
  g_test_add_func ("/retry-after/details/retry-delay", test_details);
  return g_test_run ();
}
