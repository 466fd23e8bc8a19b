/* gemini-model.c: what the name of a model tells (protocol D.2)
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "gemini-model"

#include "gemini-model.h"

#include <string.h>

#define FAMILY "gemini-"

#define FLASH_BUDGET 24576
#define PRO_BUDGET 32768
#define LEAST_PRO_BUDGET 128
#define LEAST_LITE_BUDGET 512

/* the first generations that do not take, or do take, a level */
#define NO_MINIMAL GEMINI_GENERATION (3, 7)
#define PRO_MEDIUM GEMINI_GENERATION (3, 1)

/* a name without a number, such as gemini-flash-latest, is one of the newest */
#define NEWEST GEMINI_GENERATION (99, 0)

static guint
parse_number (const char *text)
{
  char *end = NULL;
  guint64 major = g_ascii_strtoull (text, &end, 10);
  guint64 minor = 0;

  if (end == text)
    return NEWEST;
  if (*end == '.' && g_ascii_isdigit (end[1]))
    minor = g_ascii_strtoull (end + 1, NULL, 10);
  return GEMINI_GENERATION ((guint) MIN (major, 98), (guint) MIN (minor, 99));
}

/* What is no Gemini, such as Gemma or a tuned model, gets no more than all can take. */
static guint
find_generation (const char *name, const char *generation)
{
  const char *slash = strrchr (name, '/');
  const char *id = slash != NULL ? slash + 1 : name;

  if (generation != NULL)
    return parse_number (generation);
  if (!g_str_has_prefix (id, FAMILY))
    return GEMINI_GENERATION (2, 0);
  if (g_str_equal (id, "gemini-pro") || g_str_equal (id, "gemini-pro-vision"))
    return GEMINI_GENERATION (1, 0);
  return parse_number (id + strlen (FAMILY));
}

/* Models that draw or speak do not think. */
static gboolean
is_for_media (const char *name)
{
  return strstr (name, "-image") != NULL || strstr (name, "-tts") != NULL;
}

GeminiModel
gemini_model_parse (const char *name, const char *generation)
{
  gboolean is_pro = strstr (name, "pro") != NULL;
  gboolean is_lite = strstr (name, "lite") != NULL;
  GeminiModel self = { .generation = find_generation (name, generation) };

  self.thinks = self.generation >= GEMINI_2_5 && !is_for_media (name);
  self.minimal = !is_pro && self.generation < NO_MINIMAL;
  self.medium = !is_pro || self.generation >= PRO_MEDIUM;
  self.can_stop = !is_pro;
  self.most_budget = is_pro ? PRO_BUDGET : FLASH_BUDGET;
  if (is_pro)
    self.least_budget = LEAST_PRO_BUDGET;
  else if (is_lite)
    self.least_budget = LEAST_LITE_BUDGET;
  return self;
}
