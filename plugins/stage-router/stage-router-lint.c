/* stage-router-lint.c: what of good settings can have no effect
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "stage-router"

#include "stage-router-lint.h"

/* Returns: (nullable): the first rule before the one at @index that leaves it nothing */
static const StageRouterRule *
find_cover (const StageRouterSheet *sheet, guint index)
{
  const StageRouterRule *rule = g_ptr_array_index (sheet->rules, index);

  for (guint i = 0; i < index; i++)
    if (stage_router_rule_covers (g_ptr_array_index (sheet->rules, i), rule))
      return g_ptr_array_index (sheet->rules, i);
  return NULL;
}

static void
check_rules (const StageRouterReader *reader, const StageRouterSheet *sheet)
{
  for (guint i = 0; i < sheet->rules->len; i++)
    {
      const StageRouterRule *rule = g_ptr_array_index (sheet->rules, i);
      const StageRouterRule *cover = find_cover (sheet, i);

      if (cover != NULL)
        stage_router_reader_warn (reader,
                                  STAGE_ROUTER_READER_UNREACHABLE,
                                  rule->place,
                                  "never decides: %s %s",
                                  cover->place,
                                  stage_router_rule_is_unconditional (cover)
                                      ? "holds for every request"
                                      : "holds for all that this one holds for");
    }
}

/* Returns: (nullable): a rule that takes all requests of @stage */
static const StageRouterRule *
find_taker (const StageRouterSheet *sheet, StageRouterStage stage)
{
  for (guint i = 0; i < sheet->rules->len; i++)
    {
      const StageRouterRule *rule = g_ptr_array_index (sheet->rules, i);

      if (stage_router_rule_is_unconditional (rule) ||
          (stage_router_condition_get_stages (rule->when) & 1u << stage) != 0)
        return rule;
    }
  return NULL;
}

/* The default is not asked about: it has to be there. */
static void
check_stages (const StageRouterReader *reader,
              const StageRouterSheet *sheet,
              const char *place)
{
  for (guint i = 0; i < STAGE_ROUTER_STAGE_DEFAULT; i++)
    {
      const StageRouterRule *taker = find_taker (sheet, (StageRouterStage) i);
      const char *name = stage_router_stage_get_name ((StageRouterStage) i);
      g_autofree char *inner = stage_router_reader_get_place (place, name);

      if (sheet->uses[i] != NULL && taker != NULL)
        stage_router_reader_warn (reader,
                                  STAGE_ROUTER_READER_UNREACHABLE,
                                  inner,
                                  "gets no request: %s takes them all",
                                  taker->place);
    }
}

/* A conversation that is long for the threshold should fit into the model for long ones.
 */
static void
check_threshold (const StageRouterReader *reader,
                 const StageRouterSheet *sheet,
                 const char *place)
{
  const StageRouterUse *use = sheet->uses[STAGE_ROUTER_STAGE_LONG_CONTEXT];
  g_autofree char *inner = NULL;
  gint64 threshold = 0;
  gint64 window = 0;

  if (use == NULL)
    return;
  threshold = use->threshold > 0 ? use->threshold : sheet->threshold;
  window = stage_router_chain_get_largest_window (use->chain);
  if (threshold == 0 || window == 0 || threshold < window)
    return;
  inner = stage_router_reader_get_place (
      place,
      use->threshold > 0 ? stage_router_stage_get_name (STAGE_ROUTER_STAGE_LONG_CONTEXT)
                         : STAGE_ROUTER_THRESHOLD_ALIAS);
  stage_router_reader_warn (
      reader,
      STAGE_ROUTER_READER_DOUBTFUL,
      inner,
      "the threshold of %" G_GINT64_FORMAT
      " tokens is not below the window of the model, which is %" G_GINT64_FORMAT,
      threshold,
      window);
}

/* what is sent there has images in it */
static void
check_images (const StageRouterReader *reader,
              const StageRouterSheet *sheet,
              const char *place)
{
  const StageRouterUse *use = sheet->uses[STAGE_ROUTER_STAGE_IMAGE];
  g_autofree char *inner = stage_router_reader_get_place (
      place,
      stage_router_stage_get_name (STAGE_ROUTER_STAGE_IMAGE));

  if (use != NULL && stage_router_chain_is_blind (use->chain))
    stage_router_reader_warn (reader,
                              STAGE_ROUTER_READER_DOUBTFUL,
                              inner,
                              "the model reads no images, as its modalities say");
}

/* a profile has the threshold outside where it has none */
static gboolean
has_long_context (const StageRouterSettings *settings)
{
  GHashTableIter iter;
  gpointer sheet = NULL;

  if (settings->base->uses[STAGE_ROUTER_STAGE_LONG_CONTEXT] != NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, settings->profiles);
  while (g_hash_table_iter_next (&iter, NULL, &sheet))
    if (((const StageRouterSheet *) sheet)->uses[STAGE_ROUTER_STAGE_LONG_CONTEXT] != NULL)
      return TRUE;
  return FALSE;
}

/* what could not be read is not nothing */
static gboolean
has_errors (const StageRouterReader *reader)
{
  for (guint i = 0; i < ccp_findings_get_length (reader->findings); i++)
    if (ccp_findings_get_severity (reader->findings, i) == CCP_SEVERITY_ERROR)
      return TRUE;
  return FALSE;
}

static gboolean
is_empty (const StageRouterSheet *sheet)
{
  for (guint i = 0; i < STAGE_ROUTER_N_STAGES; i++)
    if (sheet->uses[i] != NULL)
      return FALSE;
  return sheet->rules->len == 0 && sheet->threshold == 0;
}

static void
check_sheet (const StageRouterReader *reader,
             const StageRouterSheet *sheet,
             const char *place)
{
  check_rules (reader, sheet);
  check_stages (reader, sheet, place);
  check_threshold (reader, sheet, place);
  check_images (reader, sheet, place);
}

void
stage_router_lint_check (const StageRouterReader *reader,
                         const StageRouterSettings *settings)
{
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer sheet = NULL;

  g_return_if_fail (reader != NULL);
  g_return_if_fail (settings != NULL);

  check_sheet (reader, settings->base, "");
  if (settings->base->threshold > 0 && !has_long_context (settings) &&
      !has_errors (reader))
    stage_router_reader_warn (reader,
                              STAGE_ROUTER_READER_DOUBTFUL,
                              STAGE_ROUTER_THRESHOLD_ALIAS,
                              "it has no effect, as there is no long_context");
  g_hash_table_iter_init (&iter, settings->profiles);
  while (g_hash_table_iter_next (&iter, &name, &sheet))
    {
      g_autofree char *place = stage_router_reader_get_place ("profiles", name);

      check_sheet (reader, sheet, place);
      if (is_empty (sheet) && !has_errors (reader))
        stage_router_reader_warn (reader,
                                  STAGE_ROUTER_READER_UNUSED,
                                  place,
                                  "the profile changes nothing: it has neither stages "
                                  "nor rules");
    }
}
