/* test-http-date.c: the time that a server says it is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-http-date.h"

typedef struct
{
  const char *name;
  const char *text;
  gint64 seconds; /* -1 for none */
} Case;

static const Case cases[] = {
  { "date", "Sun, 06 Nov 1994 08:49:37 GMT", 784111777 },
  { "one-digit", "Sun, 6 Nov 1994 08:49:37 GMT", 784111777 },
  { "epoch", "Thu, 01 Jan 1970 00:00:00 GMT", 0 },
  { "other-zone", "Sun, 06 Nov 1994 08:49:37 CET", -1 },
  { "no-month", "Sun, 06 Nox 1994 08:49:37 GMT", -1 },
  { "no-day", "Sun, 31 Feb 1994 08:49:37 GMT", -1 },
  { "long-month", "Sun, 06 November 1994 08:49:37 GMT", -1 },
  { "text", "tomorrow", -1 },
  { "empty", "", -1 },
};

static void
test_parse (gconstpointer data)
{
  const Case *test = data;
  gint64 seconds = -1;

  g_assert_cmpint (ccp_http_date_parse (test->text, &seconds), ==, test->seconds >= 0);
  g_assert_cmpint (seconds, ==, test->seconds);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/http-date/parse/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_parse);
    }
  return g_test_run ();
}
