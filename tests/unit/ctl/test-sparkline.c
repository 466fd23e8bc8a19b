/* test-sparkline.c: a row of numbers as a small picture
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-sparkline.h"

static const struct
{
  const char *path;
  double values[6];
  guint n_values;
  guint columns;
  const char *picture;
} cases[] = {
  { "/sparkline/format/nothing", { 0 }, 0, 4, "    " },
  { "/sparkline/format/no-columns", { 1, 2 }, 2, 0, "" },
  { "/sparkline/format/all-zero", { 0, 0, 0 }, 3, 3, "   " },
  { "/sparkline/format/highest-fills-its-line", { 1, 2, 4, 8 }, 4, 4, "▁▂▄█" },
  { "/sparkline/format/little-is-seen", { 0.001, 1000 }, 2, 2, "▁█" },
  { "/sparkline/format/last-ones", { 8, 0, 1, 2 }, 4, 2, "▄█" },
  { "/sparkline/format/stands-to-the-right", { 3, 3 }, 2, 4, "  ██" },
};

static void
test_format (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autofree char *picture = ccp_sparkline_format (cases[index].values,
                                                   cases[index].n_values,
                                                   cases[index].columns);

  g_assert_cmpstr (picture, ==, cases[index].picture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, GUINT_TO_POINTER (i), test_format);
  return g_test_run ();
}
