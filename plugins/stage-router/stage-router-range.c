/* stage-router-range.c: a condition on a number, such as "> 50000" or "1000..5000"
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-range.h"

#include <string.h>

#define MOST G_GINT64_CONSTANT (1000000000000)

static const char *
skip_spaces (const char *text)
{
  return text + strspn (text, " \t");
}

/* Returns: (nullable): what follows the number and the spaces behind it */
static const char *
read_number (const char *text, gint64 *number)
{
  char *end = NULL;
  guint64 value = 0;

  if (!g_ascii_isdigit (*text))
    return NULL;
  value = g_ascii_strtoull (text, &end, 10);
  if (value > (guint64) MOST)
    return NULL;
  if (g_ascii_tolower (*end) == 'k')
    value *= 1000;
  else if (g_ascii_tolower (*end) == 'm')
    value *= 1000000;
  if (*end != '\0' && strchr ("kKmM", *end) != NULL)
    end++;
  *number = (gint64) value;
  return value <= (guint64) MOST ? skip_spaces (end) : NULL;
}

static gboolean
parse_interval (StageRouterRange *self, const char *text)
{
  const char *rest = read_number (text, &self->least);

  if (rest == NULL || !g_str_has_prefix (rest, ".."))
    return FALSE;
  rest = read_number (skip_spaces (rest + 2), &self->most);
  return rest != NULL && *rest == '\0' && self->least <= self->most;
}

gboolean
stage_router_range_parse (StageRouterRange *self, const char *text)
{
  gboolean has_equals = FALSE;
  const char *rest = NULL;
  char sign = '\0';
  gint64 number = 0;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  *self = (StageRouterRange){ 0, G_MAXINT64 };
  text = skip_spaces (text);
  if (*text != '<' && *text != '>')
    return parse_interval (self, text);
  sign = *text;
  has_equals = text[1] == '=';
  rest = read_number (skip_spaces (text + 1 + has_equals), &number);
  if (rest == NULL || *rest != '\0')
    return FALSE;
  if (sign == '>')
    self->least = number + !has_equals;
  else
    self->most = number - !has_equals;
  return self->most >= 0;
}

gboolean
stage_router_range_covers (const StageRouterRange *self, const StageRouterRange *other)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (other != NULL, FALSE);

  return self->least <= other->least && self->most >= other->most;
}
