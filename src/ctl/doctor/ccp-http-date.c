/* ccp-http-date.c: the time that a server says it is
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-http-date"

#include "ccp-http-date.h"

#include <stdio.h>

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

/* Returns: 0 if it is none */
static int
find_month (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (g_str_equal (months[i], name))
      return (int) i + 1;
  return 0;
}

gboolean
ccp_http_date_parse (const char *text, gint64 *seconds)
{
  g_autoptr (GDateTime) time = NULL;
  char month[4] = "";
  int day = 0;
  int year = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (seconds != NULL, FALSE);

  if (sscanf (text,
              "%*3c, %2d %3s %4d %2d:%2d:%2d GMT",
              &day,
              month,
              &year,
              &hour,
              &minute,
              &second) != 6 ||
      !g_str_has_suffix (text, " GMT"))
    return FALSE;
  time = g_date_time_new_utc (year, find_month (month), day, hour, minute, second);
  if (time == NULL)
    return FALSE;
  *seconds = g_date_time_to_unix (time);
  return TRUE;
}
