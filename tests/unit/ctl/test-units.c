/* test-units.c: numbers as people read them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-units.h"

#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR G_TIME_SPAN_HOUR
#define DAY G_TIME_SPAN_DAY

static void
test_count (void)
{
  const struct
  {
    guint64 count;
    const char *expected;
  } cases[] = {
    { 0, "0" },           { 999, "999" },          { 1000, "1.0 k" },
    { 12345, "12.3 k" },  { 99949, "99.9 k" },     { 99960, "100 k" },
    { 345678, "346 k" },  { 999499, "999 k" },     { 999500, "1.0 M" },
    { 1200000, "1.2 M" }, { 1234567890, "1.2 G" }, { G_MAXUINT64, "18.4 E" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ccp_units_format_count (cases[i].count);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_duration (void)
{
  const struct
  {
    gint64 duration;
    const char *expected;
  } cases[] = {
    { -5, "0 ms" },
    { 0, "0 ms" },
    { 850, "0 ms" },
    { 85000, "85 ms" },
    { 999999, "999 ms" },
    { 1000000, "1.0 s" },
    { 1480000, "1.4 s" },
    { 9999999, "9.9 s" },
    { 10000000, "10 s" },
    { MINUTE - 1, "59 s" },
    { MINUTE, "1 min 0 s" },
    { 3 * MINUTE + 5000000, "3 min 5 s" },
    { 2 * HOUR + 10 * MINUTE, "2 h 10 min" },
    { 3 * DAY + 4 * HOUR, "3 d 4 h" },
    { G_MAXINT64, "24855 d 3 h" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ccp_units_format_duration (cases[i].duration);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_age (void)
{
  const gint64 now = 1000 * DAY;
  const struct
  {
    gint64 then;
    const char *expected;
  } cases[] = {
    { now + HOUR, "just now" },     { now, "just now" },
    { now - 12000000, "12 s ago" }, { now - 3 * MINUTE, "3 min ago" },
    { now - 5 * HOUR, "5 h ago" },  { now - 40 * DAY, "40 d ago" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ccp_units_format_age (cases[i].then, now);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_cost (void)
{
  const struct
  {
    double dollars;
    const char *expected;
  } cases[] = {
    { 0, "$0.00" },
    { 0.0123, "$0.0123" },
    { 0.1, "$0.10" },
    { 12.3, "$12.30" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ccp_units_format_cost (cases[i].dollars);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/units/format-count/three-digits", test_count);
  g_test_add_func ("/units/format-duration/two-units", test_duration);
  g_test_add_func ("/units/format-age/one-unit", test_age);
  g_test_add_func ("/units/format-cost/dollars", test_cost);
  return g_test_run ();
}
