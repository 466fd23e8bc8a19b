/* ccp-route.c: where a request goes, and why
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-route"

#include "ccp-route.h"

typedef struct
{
  char *rule;
  CcpRouteVerdict verdict;
  char *evidence;
} Step;

/**
 * CcpRoute:
 *
 * A router's decision: the stage (the kind of work, such as `default`), the provider and
 * the model as the provider knows it; what is tried if it fails; and the trace: what each
 * rule said of the request.
 *
 * Only the router that makes a decision changes it.
 */
struct _CcpRoute
{
  gatomicrefcount references;

  char *stage;
  char *provider;
  char *model;
  char *model_id; /* (nullable) */
  gboolean long_context;
  gint64 tokens;      /* -1 if nobody asked */
  CcpRoute *fallback; /* (nullable) */
  GArray *steps;      /* (element-type Step) */
};

G_DEFINE_BOXED_TYPE (CcpRoute, ccp_route, ccp_route_ref, ccp_route_unref)

static void
clear_step (gpointer data)
{
  Step *step = data;

  g_clear_pointer (&step->rule, g_free);
  g_clear_pointer (&step->evidence, g_free);
}

/**
 * ccp_route_new:
 * @stage: the kind of work, such as `default`
 * @provider: the name of a provider in the configuration
 * @model: the model, by the name the provider knows it by
 *
 * Creates a decision.
 *
 * Returns: (transfer full): the decision
 */
CcpRoute *
ccp_route_new (const char *stage, const char *provider, const char *model)
{
  CcpRoute *self = NULL;

  g_return_val_if_fail (stage != NULL, NULL);
  g_return_val_if_fail (provider != NULL, NULL);
  g_return_val_if_fail (model != NULL, NULL);

  self = g_new0 (CcpRoute, 1);
  g_atomic_ref_count_init (&self->references);
  self->stage = g_strdup (stage);
  self->provider = g_strdup (provider);
  self->model = g_strdup (model);
  self->tokens = -1;
  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (self->steps, clear_step);
  return self;
}

/**
 * ccp_route_ref:
 * @self: a decision
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpRoute *
ccp_route_ref (CcpRoute *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_route_unref:
 * @self: (transfer full): a decision
 *
 * Gives a reference up.
 */
void
ccp_route_unref (CcpRoute *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->stage, g_free);
  g_clear_pointer (&self->provider, g_free);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->model_id, g_free);
  g_clear_pointer (&self->fallback, ccp_route_unref);
  g_clear_pointer (&self->steps, g_array_unref);
  g_free (self);
}

/**
 * ccp_route_get_stage:
 * @self: a decision
 *
 * Gets the kind of work.
 *
 * Returns: (transfer none): the stage
 */
const char *
ccp_route_get_stage (CcpRoute *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->stage;
}

/**
 * ccp_route_get_provider:
 * @self: a decision
 *
 * Gets the provider.
 *
 * Returns: (transfer none): the name that the configuration gives it
 */
const char *
ccp_route_get_provider (CcpRoute *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->provider;
}

/**
 * ccp_route_get_model:
 * @self: a decision
 *
 * Gets the model.
 *
 * Returns: (transfer none): the name that the provider knows it by
 */
const char *
ccp_route_get_model (CcpRoute *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->model;
}

/**
 * ccp_route_set_model_id:
 * @self: a decision
 * @id: the id of a model in the configuration
 *
 * Sets which entry of the configuration was chosen: several may give one model of a
 * provider different options and transformers. Only the router that makes the decision
 * does this; ccp_catalog_resolve() has done it.
 */
void
ccp_route_set_model_id (CcpRoute *self, const char *id)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (id != NULL);

  g_free (self->model_id);
  self->model_id = g_strdup (id);
}

/**
 * ccp_route_get_model_id:
 * @self: a decision
 *
 * Gets which entry of the configuration was chosen.
 *
 * Returns: (transfer none) (nullable): the id of a model in the configuration, or %NULL
 * if only the provider's name of the model is known
 */
const char *
ccp_route_get_model_id (CcpRoute *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->model_id;
}

/**
 * ccp_route_set_stage:
 * @self: a decision
 * @stage: the kind of work
 *
 * Sets the kind of work, where it is found after the model.
 */
void
ccp_route_set_stage (CcpRoute *self, const char *stage)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (stage != NULL);

  if (g_str_equal (self->stage, stage))
    return;
  g_free (self->stage);
  self->stage = g_strdup (stage);
}

/**
 * ccp_route_set_long_context:
 * @self: a decision
 * @long_context: whether the model is wanted with its long context window
 *
 * Sets whether the longer one of a model's context windows is wanted, as `[1m]` after its
 * name says; ccp_catalog_resolve() has done it.
 */
void
ccp_route_set_long_context (CcpRoute *self, gboolean long_context)
{
  g_return_if_fail (self != NULL);

  self->long_context = long_context;
}

/**
 * ccp_route_get_long_context:
 * @self: a decision
 *
 * Gets whether the longer one of a model's context windows is wanted. A provider that
 * has to be asked for it does so (protocol A.1: the beta `context-1m-2025-08-07`).
 *
 * Returns: %TRUE if it is
 */
gboolean
ccp_route_get_long_context (CcpRoute *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->long_context;
}

/**
 * ccp_route_set_tokens:
 * @self: a decision
 * @tokens: how many the request has, more or less
 *
 * Sets how many tokens the request has, where the router had to estimate them: clients
 * and logs are told.
 */
void
ccp_route_set_tokens (CcpRoute *self, gint64 tokens)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (tokens >= 0);

  self->tokens = tokens;
}

/**
 * ccp_route_get_tokens:
 * @self: a decision
 *
 * Gets how many tokens the request has by the router's estimate.
 *
 * Returns: tokens, or -1 if the router did not need to know
 */
gint64
ccp_route_get_tokens (CcpRoute *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->tokens;
}

/**
 * ccp_route_set_fallback:
 * @self: a decision
 * @fallback: (nullable) (transfer none): what comes after it
 *
 * Sets what is tried when this fails. It may have a fall-back itself; nothing may come
 * round to @self again.
 */
void
ccp_route_set_fallback (CcpRoute *self, CcpRoute *fallback)
{
  CcpRoute *old = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (fallback != self);

  old = self->fallback;
  self->fallback = fallback != NULL ? ccp_route_ref (fallback) : NULL;
  g_clear_pointer (&old, ccp_route_unref);
}

/**
 * ccp_route_get_fallback:
 * @self: a decision
 *
 * Gets what is tried when this fails.
 *
 * Returns: (transfer none) (nullable): the rest of the chain
 */
CcpRoute *
ccp_route_get_fallback (CcpRoute *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->fallback;
}

/**
 * ccp_route_add_step:
 * @self: a decision
 * @rule: the rule by its place in the configuration, such as `rules[0]` or
 * `stages.planning`
 * @verdict: what came of it
 * @evidence: a short sentence for a person, without any text of the prompt
 *
 * Adds a step to the trace, after those that are there.
 */
void
ccp_route_add_step (CcpRoute *self,
                    const char *rule,
                    CcpRouteVerdict verdict,
                    const char *evidence)
{
  Step step = { NULL };

  g_return_if_fail (self != NULL);
  g_return_if_fail (rule != NULL);
  g_return_if_fail (evidence != NULL);

  step.rule = g_strdup (rule);
  step.verdict = verdict;
  step.evidence = g_strdup (evidence);
  g_array_append_val (self->steps, step);
}

/**
 * ccp_route_get_n_steps:
 * @self: a decision
 *
 * Counts the steps of the trace.
 *
 * Returns: how many there are
 */
guint
ccp_route_get_n_steps (CcpRoute *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->steps->len;
}

/**
 * ccp_route_get_step:
 * @self: a decision
 * @index: a position, less than the number of steps
 * @verdict: (out) (optional): what came of the rule
 * @evidence: (out) (optional) (transfer none): why
 *
 * Gets a step of the trace.
 *
 * Returns: (transfer none): the rule
 */
const char *
ccp_route_get_step (CcpRoute *self,
                    guint index,
                    CcpRouteVerdict *verdict,
                    const char **evidence)
{
  const Step *step = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->steps->len, NULL);

  step = &g_array_index (self->steps, Step, index);
  if (verdict != NULL)
    *verdict = step->verdict;
  if (evidence != NULL)
    *evidence = step->evidence;
  return step->rule;
}

/**
 * ccp_route_get_rule:
 * @self: a decision
 *
 * Gets the rule that decided: that of the last step which matched.
 *
 * Returns: (transfer none) (nullable): the rule, or %NULL if the router left no trace
 */
const char *
ccp_route_get_rule (CcpRoute *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = self->steps->len; i > 0; i--)
    {
      const Step *step = &g_array_index (self->steps, Step, i - 1);

      if (step->verdict == CCP_ROUTE_MATCHED)
        return step->rule;
    }
  return NULL;
}
