/* ccp-retry-after.c: how long a provider wants to be left alone
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-retry-after"

#include "private/ccp-retry-after.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MS_PER_SECOND 1000.0

/* longer pauses are taken for nonsense and cut to this: a weekly window still fits */
#define MAX_MS (31 * 24 * 3600 * MS_PER_SECOND)

/* bare numbers from here on are points in time since 1970, in seconds or milliseconds */
#define FIRST_EPOCH_SECOND 1e9
#define FIRST_EPOCH_MS 1e11

typedef struct
{
  const char *name;
  double milliseconds;
} Unit;

/* the longer name before the one that it begins with */
static const Unit units[] = {
  { "ms", 1 },
  { "us", 0.001 },
  { "ns", 0.000001 },
  { "s", MS_PER_SECOND },
  { "m", 60 * 1000.0 },
  { "h", 3600 * 1000.0 },
  { "d", 24 * 3600 * 1000.0 },
};

static guint64
clamp_ms (double milliseconds)
{
  if (!(milliseconds > 0))
    return 0;
  return (guint64) ceil (MIN (milliseconds, MAX_MS));
}

/* A plain decimal number: strtod would take "inf", "nan" and "0x1" as well */
static gboolean
parse_decimal (const char **text, double *number)
{
  const char *start = *text;
  char *end = NULL;

  if (!g_ascii_isdigit (*start) || (start[0] == '0' && (start[1] | 0x20) == 'x'))
    return FALSE;
  *number = g_ascii_strtod (start, &end);
  *text = end;
  return isfinite (*number);
}

static const Unit *
parse_unit (const char **text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_prefix (*text, units[i].name))
      {
        *text += strlen (units[i].name);
        return &units[i];
      }
  return NULL;
}

/* An HTTP date in the form that servers must send: "Sun, 06 Nov 1994 08:49:37 GMT" */
static GDateTime *
parse_http_date (const char *text)
{
  static const char *const months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  char month[4] = { 0 };
  const char *found = NULL;
  int day, year, hour, minute, second;

  if (sscanf (text,
              "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d",
              &day,
              month,
              &year,
              &hour,
              &minute,
              &second) != 6)
    return NULL;
  found = strlen (month) == 3 ? strstr (months, month) : NULL;
  if (found == NULL || (found - months) % 3 != 0)
    return NULL;
  return g_date_time_new_utc (year,
                              (int) (found - months) / 3 + 1,
                              day,
                              hour,
                              minute,
                              second);
}

static guint64
until (GDateTime *time, gint64 now)
{
  gint64 then = g_date_time_to_unix (time) * 1000;

  return clamp_ms ((double) then - (double) now / 1000);
}

/* A pause as headers tell it: seconds, a duration with units, a point in time since 1970,
 * or a date. Returns milliseconds, 0 for none. */
static guint64
parse_pause (const char *text, gint64 now)
{
  g_autoptr (GDateTime) time = NULL;
  guint64 milliseconds = 0;

  if (text == NULL)
    return 0;
  if (ccp_retry_after_parse_duration (text, &milliseconds))
    {
      double number = g_ascii_strtod (text, NULL);

      if (number >= FIRST_EPOCH_MS)
        return clamp_ms (number - (double) now / 1000);
      if (number >= FIRST_EPOCH_SECOND)
        return clamp_ms (number * 1000 - (double) now / 1000);
      return milliseconds;
    }
  time = parse_http_date (text);
  if (time == NULL)
    time = g_date_time_new_from_iso8601 (text, NULL);
  return time != NULL ? until (time, now) : 0;
}

static gboolean
is_exhausted (CcpHeaders *headers, const char *what)
{
  g_autofree char *name = g_strconcat ("x-ratelimit-remaining-", what, NULL);
  const char *remaining = ccp_headers_get (headers, name);

  return remaining != NULL && g_ascii_strtod (remaining, NULL) <= 0;
}

/* One of the counters ran out: the one that says so. Where none says so, the pause that
 * ends first is tried. */
static guint64
find_reset (CcpHeaders *headers, gint64 now)
{
  static const char *const counters[] = { "requests", "tokens" };
  guint64 longest_exhausted = 0;
  guint64 shortest = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (counters); i++)
    {
      g_autofree char *name = g_strconcat ("x-ratelimit-reset-", counters[i], NULL);
      guint64 pause = parse_pause (ccp_headers_get (headers, name), now);

      if (is_exhausted (headers, counters[i]))
        longest_exhausted = MAX (longest_exhausted, pause);
      if (pause > 0 && (shortest == 0 || pause < shortest))
        shortest = pause;
    }
  return longest_exhausted > 0 ? longest_exhausted : shortest;
}

/*
 * ccp_retry_after_parse_duration:
 * @text: such as `20`, `1.5`, `12ms`, `1m30.5s` or `2h`; a bare number counts seconds
 * @milliseconds: (out): the duration, rounded up
 *
 * Reads a duration as providers write them.
 *
 * Returns: whether @text is one
 */
gboolean
ccp_retry_after_parse_duration (const char *text, guint64 *milliseconds)
{
  const char *rest = text;
  double sum = 0;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (milliseconds != NULL, FALSE);

  do
    {
      gboolean first = rest == text;
      const Unit *unit = NULL;
      double number = 0;

      if (!parse_decimal (&rest, &number))
        return FALSE;
      unit = parse_unit (&rest);
      if (unit == NULL && (!first || *rest != '\0'))
        return FALSE;
      sum += number * (unit != NULL ? unit->milliseconds : MS_PER_SECOND);
    }
  while (*rest != '\0');
  *milliseconds = clamp_ms (sum);
  return TRUE;
}

/*
 * ccp_retry_after_find_in_headers:
 * @headers: the headers of an answer
 * @now: the time in microseconds since 1970, as g_get_real_time() gives it
 *
 * Finds how long a provider wants to be left alone: `retry-after-ms`, `retry-after` in
 * seconds or as a date, or the reset of the counter that ran out (protocol E.7).
 *
 * Returns: milliseconds, or 0 if the headers do not say
 */
guint64
ccp_retry_after_find_in_headers (CcpHeaders *headers, gint64 now)
{
  const char *milliseconds = NULL;
  guint64 pause = 0;

  g_return_val_if_fail (headers != NULL, 0);

  milliseconds = ccp_headers_get (headers, "retry-after-ms");
  if (milliseconds != NULL)
    pause = clamp_ms (g_ascii_strtod (milliseconds, NULL));
  if (pause == 0)
    pause = parse_pause (ccp_headers_get (headers, "retry-after"), now);
  if (pause == 0)
    pause = find_reset (headers, now);
  if (pause == 0)
    pause = parse_pause (ccp_headers_get (headers, "x-ratelimit-reset-after"), now);
  if (pause == 0)
    pause = parse_pause (ccp_headers_get (headers, "x-ratelimit-reset"), now);
  return pause;
}

/*
 * ccp_retry_after_find_in_text:
 * @text: an error message, such as `Please try again in 1.2s.`
 *
 * Finds how long a provider wants to be left alone where only its message says so.
 *
 * Returns: milliseconds, or 0 if the message does not say
 */
guint64
ccp_retry_after_find_in_text (const char *text)
{
  g_autoptr (GRegex) regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *duration = NULL;
  guint64 milliseconds = 0;

  g_return_val_if_fail (text != NULL, 0);

  regex = g_regex_new ("(?:try again|retry)(?: in| after) "
                       "((?:[0-9]+(?:\\.[0-9]+)?(?:ms|h|m|s))+|[0-9]+(?= seconds?))",
                       G_REGEX_CASELESS | G_REGEX_RAW,
                       0,
                       NULL);
  g_assert (regex != NULL);
  if (!g_regex_match (regex, text, 0, &match))
    return 0;
  duration = g_match_info_fetch (match, 1);
  return ccp_retry_after_parse_duration (duration, &milliseconds) ? milliseconds : 0;
}

/*
 * ccp_retry_after_find_in_details:
 * @error: an error object
 *
 * Finds how long a provider wants to be left alone in the details of a Google error: an
 * element with a `retryDelay`.
 *
 * Returns: milliseconds, or 0 if there is none
 */
guint64
ccp_retry_after_find_in_details (const CcpJsonValue *error)
{
  CcpJsonValue details;
  CcpJsonValue detail;
  CcpJsonIter iter;

  g_return_val_if_fail (error != NULL, 0);

  details = ccp_json_value_member (error, "details");
  if (!ccp_json_value_is_array (&details))
    return 0;
  ccp_json_iter_init (&iter, &details);
  while (ccp_json_iter_next (&iter, NULL, &detail))
    {
      CcpJsonValue delay = ccp_json_value_member (&detail, "retryDelay");
      g_autofree char *text = ccp_json_value_dup_string (&delay, NULL);
      guint64 milliseconds = 0;

      if (text != NULL && ccp_retry_after_parse_duration (text, &milliseconds))
        return milliseconds;
    }
  return 0;
}
