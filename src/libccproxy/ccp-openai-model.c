/* ccp-openai-model.c: what the name of a model of OpenAI's tells
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-openai-model"

#include "ccp-openai-model.h"

#include <string.h>

/* The generation of gpt-5.1 is 501, so that later ones are greater. */
#define GENERATION(major, minor) ((major) *100 + (minor))

static const char *const newest_efforts[] = { "none", "low",   "medium",
                                              "high", "xhigh", NULL };
static const char *const efforts_of_5_1[] = { "none", "low", "medium", "high", NULL };
static const char *const efforts_of_5[] = { "minimal", "low", "medium", "high", NULL };
static const char *const first_efforts[] = { "low", "medium", "high", NULL };
static const char *const pro_efforts[] = { "high", NULL };

/* Returns: the generation of a gpt model, 0 for others */
static guint
parse_generation (const char *name)
{
  char *end;
  guint64 major;
  guint64 minor = 0;

  if (!g_str_has_prefix (name, "gpt-"))
    return 0;
  major = g_ascii_strtoull (name + strlen ("gpt-"), &end, 10);
  if (*end == '.' && g_ascii_isdigit (end[1]))
    minor = g_ascii_strtoull (end + 1, NULL, 10);
  return GENERATION ((guint) MIN (major, 999), (guint) MIN (minor, 99));
}

/* o1, o3-mini, o4-mini-2025-04-16 … */
static gboolean
is_o_series (const char *name)
{
  return name[0] == 'o' && g_ascii_isdigit (name[1]);
}

/**
 * ccp_openai_model_reasons:
 * @name: the name of a model, as OpenAI knows it
 *
 * Guesses from its name whether a model of OpenAI's reasons.
 *
 * Returns: whether it thinks before it answers, and so refuses what other models take
 */
gboolean
ccp_openai_model_reasons (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  if (is_o_series (name) || g_str_has_prefix (name, "codex-"))
    return TRUE;
  return parse_generation (name) >= GENERATION (5, 0) && strstr (name, "-chat") == NULL;
}

/**
 * ccp_openai_model_get_efforts:
 * @name: the name of a model, as OpenAI knows it
 *
 * Gets what a model of OpenAI's takes as an effort (protocol E.3.1). A model that is not
 * known is taken for a new one.
 *
 * Returns: (transfer none) (array zero-terminated=1): the words, for
 * `ccp_thinking_level_pick_effort ()`
 */
const char *const *
ccp_openai_model_get_efforts (const char *name)
{
  guint generation;

  g_return_val_if_fail (name != NULL, NULL);

  generation = parse_generation (name);
  if (is_o_series (name) || g_str_has_prefix (name, "codex-"))
    return first_efforts;
  if (generation > 0 && strstr (name, "-pro") != NULL && generation < GENERATION (5, 2))
    return pro_efforts;
  if (generation == GENERATION (5, 0))
    return efforts_of_5;
  if (generation == GENERATION (5, 1) && strstr (name, "-max") == NULL)
    return efforts_of_5_1;
  return newest_efforts;
}
