/* stage-router-text.c: looks for words in a string of a document without copying it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-text.h"

#include <string.h>

StageRouterText
stage_router_text_get (const CcpJsonValue *value)
{
  gsize length = 0;
  const char *raw = NULL;

  if (ccp_json_value_is_string (value))
    raw = ccp_json_value_peek_raw (value, &length);
  if (raw == NULL)
    return (StageRouterText){ NULL, NULL };
  return (StageRouterText){ raw + 1, raw + length - 1 };
}

const char *
stage_router_text_find (const StageRouterText *self, const char *from, const char *words)
{
  if (from == NULL || from >= self->end)
    return NULL;
  return memmem (from, (gsize) (self->end - from), words, strlen (words));
}

gboolean
stage_router_text_has_at (const StageRouterText *self,
                          const char *place,
                          const char *words)
{
  gsize length = strlen (words);

  return (gsize) (self->end - place) >= length &&
         g_ascii_strncasecmp (place, words, length) == 0;
}

const char *
stage_router_text_skip_back (const StageRouterText *self,
                             const char *place,
                             const char *words)
{
  gsize length = strlen (words);

  if ((gsize) (place - self->start) < length ||
      g_ascii_strncasecmp (place - length, words, length) != 0)
    return place;
  return place - length;
}

gboolean
stage_router_text_is_line (const StageRouterText *self, const char *place)
{
  const char *before = place;
  guint backslashes = 0;

  if (place == self->start)
    return TRUE;
  if (place - self->start < 2 || place[-1] != 'n')
    return FALSE;
  for (before = place - 1; before > self->start && before[-1] == '\\'; before--)
    backslashes++;
  return backslashes % 2 == 1;
}
