/* ccp-sparkline.c: a row of numbers as a small picture
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-sparkline"

#include "ccp-sparkline.h"

#include <math.h>

static const char *const levels[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };

static double
find_highest (const double *values, guint n_values)
{
  double highest = 0;

  for (guint i = 0; i < n_values; i++)
    highest = MAX (highest, values[i]);
  return highest;
}

static const char *
choose_level (double value, double highest)
{
  guint level = 0;

  if (value <= 0)
    return " ";
  level = (guint) ceil (value / highest * G_N_ELEMENTS (levels));
  return levels[CLAMP (level, 1, G_N_ELEMENTS (levels)) - 1];
}

char *
ccp_sparkline_format (const double *values, guint n_values, guint columns)
{
  GString *text = NULL;
  guint n_shown = MIN (n_values, columns);
  double highest = 0;

  g_return_val_if_fail (values != NULL || n_values == 0, NULL);

  text = g_string_new (NULL);
  for (guint i = n_shown; i < columns; i++)
    g_string_append_c (text, ' ');
  if (n_shown == 0)
    return g_string_free (text, FALSE);
  values += n_values - n_shown;
  highest = find_highest (values, n_shown);
  for (guint i = 0; i < n_shown; i++)
    g_string_append (text, choose_level (values[i], highest));
  return g_string_free (text, FALSE);
}
