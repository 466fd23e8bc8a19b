/* anthropic-features.c: which parts of a request go upstream, and which go with them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "anthropic-features"

#include "anthropic-features.h"

#include <string.h>

/* A field that is refused without its beta, and a beta that asks for its field. Of
 * several betas of a field the first is the one that it cannot do without. */
typedef struct
{
  const char *field;
  const char *beta; /* without its date */
} Feature;

static const Feature features[] = {
  { "container", "skills-" },
  { "context_management", "context-management-" },
  { "context_management", "compact-" },
  { "mcp_servers", "mcp-client-" },
  { "output_config.effort", "effort-" },
  { "output_config.format", "structured-outputs-" },
  { "output_config.task_budget", "task-budgets-" },
  { "output_format", "structured-outputs-" },
  { "speed", "fast-mode-" },
};

#define MID_SYSTEM_BETA "mid-conversation-system-"

/* without these it is no request */
static const char *const kept_fields[] = { "model", "messages", "max_tokens", "stream" };

static gboolean
is_kept (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kept_fields); i++)
    if (g_str_equal (kept_fields[i], name))
      return TRUE;
  return FALSE;
}

/* a list that has "output_config" has all that is in it too */
static gboolean
has_field (char **list, const char *name)
{
  g_autofree char *outer = g_strndup (name, strcspn (name, "."));

  return g_strv_contains ((const char *const *) list, name) ||
         g_strv_contains ((const char *const *) list, outer);
}

static gboolean
has_inner_field (char **list, const char *outer)
{
  gsize length = strlen (outer);

  for (; *list != NULL; list++)
    if (g_str_has_prefix (*list, outer) && (*list)[length] == '.')
      return TRUE;
  return FALSE;
}

static gboolean
is_field_unwanted (const AnthropicSettings *settings, const char *name)
{
  if (is_kept (name))
    return FALSE;
  if (settings->drop_fields != NULL && has_field (settings->drop_fields, name))
    return TRUE;
  return settings->allow_fields != NULL && !has_field (settings->allow_fields, name) &&
         !has_inner_field (settings->allow_fields, name);
}

static gboolean
matches_any (char **patterns, const char *beta)
{
  for (; *patterns != NULL; patterns++)
    if (g_pattern_match_simple (*patterns, beta))
      return TRUE;
  return FALSE;
}

/* @stem: the beginning of betas; a pattern names one of them, or them all */
static gboolean
names_any (char **patterns, const char *stem)
{
  for (; *patterns != NULL; patterns++)
    if (g_str_has_prefix (*patterns, stem) || g_pattern_match_simple (*patterns, stem))
      return TRUE;
  return FALSE;
}

static gboolean
is_stem_unwanted (const AnthropicSettings *settings, const char *stem)
{
  if (settings->drop_betas != NULL && names_any (settings->drop_betas, stem))
    return TRUE;
  return settings->allow_betas != NULL && !names_any (settings->allow_betas, stem);
}

static gboolean
is_beta_unwanted (const AnthropicSettings *settings, const char *beta)
{
  if (settings->drop_betas != NULL && matches_any (settings->drop_betas, beta))
    return TRUE;
  return settings->allow_betas != NULL && !matches_any (settings->allow_betas, beta);
}

gboolean
anthropic_features_drops_field (const AnthropicSettings *settings, const char *name)
{
  if (is_field_unwanted (settings, name))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (features); i++)
    if (g_str_equal (features[i].field, name))
      return is_stem_unwanted (settings, features[i].beta);
  return FALSE;
}

gboolean
anthropic_features_drops_beta (const AnthropicSettings *settings, const char *beta)
{
  if (is_beta_unwanted (settings, beta))
    return TRUE;
  if (settings->remind && g_str_has_prefix (beta, MID_SYSTEM_BETA))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (features); i++)
    if (g_str_has_prefix (beta, features[i].beta) &&
        is_field_unwanted (settings, features[i].field))
      return TRUE;
  return FALSE;
}

gboolean
anthropic_features_reminds (const AnthropicSettings *settings)
{
  return settings->remind || is_stem_unwanted (settings, MID_SYSTEM_BETA);
}

gboolean
anthropic_features_is_restricted (const AnthropicSettings *settings)
{
  return settings->remind || settings->allow_fields != NULL ||
         settings->drop_fields != NULL || settings->allow_betas != NULL ||
         settings->drop_betas != NULL;
}
