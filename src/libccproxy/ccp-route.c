/* ccp-route.c: where a request goes, and why
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-route"

#include "ccp-route.h"

/**
 * CcpRoute:
 *
 * A router's decision: the stage (the kind of work, such as `default`), the provider and
 * the model as the provider knows it, with the reasons in the order they were found.
 */
struct _CcpRoute
{
  gatomicrefcount references;

  char *stage;
  char *provider;
  char *model;
  char *model_id;     /* (nullable) */
  GPtrArray *reasons; /* (element-type utf8), NULL-terminated */
};

G_DEFINE_BOXED_TYPE (CcpRoute, ccp_route, ccp_route_ref, ccp_route_unref)

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
  self->reasons = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->reasons, NULL);
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
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
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
 * ccp_route_add_reason:
 * @self: a decision
 * @reason: a short sentence for a person
 *
 * Adds a reason after those that are there. Only the router that makes the decision does
 * this.
 */
void
ccp_route_add_reason (CcpRoute *self, const char *reason)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (reason != NULL);

  g_ptr_array_insert (self->reasons, (int) self->reasons->len - 1, g_strdup (reason));
}

/**
 * ccp_route_get_reasons:
 * @self: a decision
 *
 * Gets the reasons.
 *
 * Returns: (transfer none) (array zero-terminated=1): the reasons in order
 */
const char *const *
ccp_route_get_reasons (CcpRoute *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->reasons->pdata;
}
