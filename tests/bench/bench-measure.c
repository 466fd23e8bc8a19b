/* bench-measure.c: how long work on a text takes, and what json-glib takes for it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-measure.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>

#define N_ROUNDS 31
#define ROUND_BYTES (4u << 20)

static volatile gsize sink;

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* Returns: the median of what one call takes, in microseconds */
double
bench_measure (BenchWork work, const char *text, gsize length)
{
  guint n = (guint) CLAMP (ROUND_BYTES / MAX (length, 1), 1, 4000);
  double times[N_ROUNDS];

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();

      for (guint i = 0; i < n; i++)
        sink += work (text, length);
      times[round] = (double) (g_get_monotonic_time () - start) / n;
    }
  qsort (times, N_ROUNDS, sizeof times[0], compare_times);
  return times[N_ROUNDS / 2];
}

/* Reads a text into a tree of json-glib and prints the tree. */
gsize
bench_measure_tree (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *printed = NULL;
  gsize printed_length;

  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL))
    g_assert_not_reached ();
  json_generator_set_root (generator, json_parser_get_root (parser));
  printed = json_generator_to_data (generator, &printed_length);
  return printed_length;
}
