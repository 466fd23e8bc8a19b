/* ccp-units.c: numbers as people read them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-units"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-units.h"

#define MINUTE (G_TIME_SPAN_MINUTE / G_TIME_SPAN_SECOND)
#define HOUR (G_TIME_SPAN_HOUR / G_TIME_SPAN_SECOND)
#define DAY (G_TIME_SPAN_DAY / G_TIME_SPAN_SECOND)

char *
ccp_units_format_count (guint64 count)
{
  static const char *const units[] = { "k", "M", "G", "T", "P", "E" };
  double scaled = (double) count / 1000;
  guint unit = 0;

  if (count < 1000)
    return g_strdup_printf ("%" G_GUINT64_FORMAT, count);
  /* what would be rounded to 1000 is one of the next unit */
  while (scaled >= 999.5 && unit + 1 < G_N_ELEMENTS (units))
    {
      scaled /= 1000;
      unit++;
    }
  return g_strdup_printf (scaled < 99.95 ? "%.1f %s" : "%.0f %s", scaled, units[unit]);
}

char *
ccp_units_format_duration (gint64 microseconds)
{
  int seconds = (int) MIN (microseconds / G_TIME_SPAN_SECOND, G_MAXINT);

  if (microseconds < G_TIME_SPAN_SECOND)
    return g_strdup_printf (_ ("%d ms"),
                            (int) (MAX (microseconds, 0) / G_TIME_SPAN_MILLISECOND));
  if (seconds < 10)
    return g_strdup_printf (_ ("%.1f s"), (double) (microseconds / 100000) / 10);
  if (seconds < MINUTE)
    return g_strdup_printf (_ ("%d s"), seconds);
  if (seconds < HOUR)
    return g_strdup_printf (_ ("%d min %d s"),
                            (int) (seconds / MINUTE),
                            (int) (seconds % MINUTE));
  if (seconds < DAY)
    return g_strdup_printf (_ ("%d h %d min"),
                            (int) (seconds / HOUR),
                            (int) (seconds % HOUR / MINUTE));
  return g_strdup_printf (_ ("%d d %d h"),
                          (int) (seconds / DAY),
                          (int) (seconds % DAY / HOUR));
}

char *
ccp_units_format_age (gint64 then, gint64 now)
{
  gint64 seconds = (now - then) / G_TIME_SPAN_SECOND;

  if (seconds < 1)
    return g_strdup (_ ("just now"));
  if (seconds < MINUTE)
    return g_strdup_printf (_ ("%d s ago"), (int) seconds);
  if (seconds < HOUR)
    return g_strdup_printf (_ ("%d min ago"), (int) (seconds / MINUTE));
  if (seconds < DAY)
    return g_strdup_printf (_ ("%d h ago"), (int) (seconds / HOUR));
  return g_strdup_printf (_ ("%d d ago"), (int) MIN (seconds / DAY, G_MAXINT));
}

char *
ccp_units_format_cost (double dollars)
{
  return g_strdup_printf (dollars > 0 && dollars < 0.1 ? "$%.4f" : "$%.2f", dollars);
}
