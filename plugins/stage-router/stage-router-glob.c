/* stage-router-glob.c: patterns with * and ?
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-glob.h"

#include <string.h>

typedef enum
{
  MODE_WORDS,
  MODE_PATH,
  MODE_PATTERN, /* the text is a pattern, whose stars only a star matches */
} Mode;

typedef struct
{
  const char *pattern;
  const char *text;
  const char *end;
  const char *star; /* (nullable): behind the last star */
  const char *star_text;
  const char *deep; /* (nullable): behind the last double star */
  const char *deep_text;
  Mode mode;
} Match;

static gboolean
matches_one (const Match *self)
{
  char wanted = *self->pattern;
  char found = *self->text;

  if (wanted == '?')
    return !(self->mode == MODE_PATH && found == '/') &&
           !(self->mode == MODE_PATTERN && found == '*');
  if (self->mode == MODE_PATH)
    return wanted == found;
  return g_ascii_tolower (wanted) == g_ascii_tolower (found);
}

/* Returns: whether there is a star at the place, which is remembered and matches nothing
 * for now */
static gboolean
take_star (Match *self)
{
  if (*self->pattern != '*')
    return FALSE;
  self->pattern++;
  if (self->mode == MODE_PATH && *self->pattern == '*')
    {
      self->deep = ++self->pattern;
      self->deep_text = self->text;
      self->star = NULL;
      return TRUE;
    }
  self->star = self->pattern;
  self->star_text = self->text;
  return TRUE;
}

/* has the last star match one more */
static gboolean
go_back (Match *self)
{
  if (self->star != NULL && !(self->mode == MODE_PATH && *self->star_text == '/'))
    {
      self->pattern = self->star;
      self->text = ++self->star_text;
      return TRUE;
    }
  if (self->deep == NULL)
    return FALSE;
  self->star = NULL;
  self->pattern = self->deep;
  self->text = ++self->deep_text;
  return TRUE;
}

static gboolean
match (Mode mode, const char *pattern, const char *text, gsize length)
{
  Match self = { .pattern = pattern, .text = text, .end = text + length, .mode = mode };

  while (self.text < self.end)
    {
      if (take_star (&self))
        continue;
      if (*self.pattern != '\0' && matches_one (&self))
        {
          self.pattern++;
          self.text++;
        }
      else if (!go_back (&self))
        return FALSE;
    }
  if (mode == MODE_PATH && g_str_equal (self.pattern, "/**"))
    return TRUE;
  return self.pattern[strspn (self.pattern, "*")] == '\0';
}

gboolean
stage_router_glob_matches (const char *pattern, const char *text, gssize length)
{
  g_return_val_if_fail (pattern != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  return match (MODE_WORDS, pattern, text, length >= 0 ? (gsize) length : strlen (text));
}

gboolean
stage_router_glob_matches_path (const char *pattern, const char *path)
{
  g_return_val_if_fail (pattern != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  return match (MODE_PATH, pattern, path, strlen (path));
}

gboolean
stage_router_glob_covers (const char *general, const char *special)
{
  g_return_val_if_fail (general != NULL, FALSE);
  g_return_val_if_fail (special != NULL, FALSE);

  return match (MODE_PATTERN, general, special, strlen (special));
}
