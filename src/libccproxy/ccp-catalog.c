/* ccp-catalog.c: the models that the configuration knows, and what a routing value means
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-catalog"

#include "ccp-catalog.h"

#include <string.h>

#include "ccp-error.h"
#include "ccp-route.h"
#include "private/ccp-catalog-hint.h"

typedef struct
{
  char *id;
  char *provider;
  char *upstream;
  CcpModelFacts facts;
} Model;

/* what stands after the name of a model whose longer context window is wanted */
#define LONG_CONTEXT_SUFFIX "[1m]"

/**
 * CcpCatalog:
 *
 * The providers and models of a configuration, by the names that people use for them.
 * It is filled once and does not change after that.
 */
struct _CcpCatalog
{
  gatomicrefcount references;

  GPtrArray *providers; /* (element-type utf8) */
  GArray *models;       /* (element-type Model) */
};

G_DEFINE_BOXED_TYPE (CcpCatalog, ccp_catalog, ccp_catalog_ref, ccp_catalog_unref)

static void
clear_model (gpointer data)
{
  Model *model = data;

  g_clear_pointer (&model->id, g_free);
  g_clear_pointer (&model->provider, g_free);
  g_clear_pointer (&model->upstream, g_free);
}

static const Model *
find_exact_model (CcpCatalog *self, const char *id)
{
  for (guint i = 0; i < self->models->len; i++)
    {
      const Model *model = &g_array_index (self->models, Model, i);

      if (g_ascii_strcasecmp (model->id, id) == 0)
        return model;
    }
  return NULL;
}

/* Claude Code offers only models whose names begin with "claude" to its user, so each
 * model has a second name (protocol A.10) */
static const Model *
find_model (CcpCatalog *self, const char *id)
{
  const Model *model = find_exact_model (self, id);

  if (model == NULL && g_str_has_prefix (id, CCP_CATALOG_ALIAS_PREFIX))
    model = find_exact_model (self, id + strlen (CCP_CATALOG_ALIAS_PREFIX));
  return model;
}

static const char *
find_provider (CcpCatalog *self, const char *name, gsize length)
{
  for (guint i = 0; i < self->providers->len; i++)
    {
      const char *provider = g_ptr_array_index (self->providers, i);

      if (strlen (provider) == length &&
          g_ascii_strncasecmp (provider, name, length) == 0)
        return provider;
    }
  return NULL;
}

static CcpRoute *
create_route (const char *stage, const Model *model)
{
  CcpRoute *route = ccp_route_new (stage, model->provider, model->upstream);

  ccp_route_set_model_id (route, model->id);
  return route;
}

/* Returns: (nullable): what the catalog calls @name, or failing that the first that the
 * provider calls so */
static const Model *
find_model_of_provider (CcpCatalog *self, const char *provider, const char *name)
{
  const Model *found = NULL;

  for (guint i = 0; i < self->models->len; i++)
    {
      const Model *model = &g_array_index (self->models, Model, i);

      if (!g_str_equal (model->provider, provider))
        continue;
      if (g_ascii_strcasecmp (model->id, name) == 0)
        return model;
      if (found == NULL && g_ascii_strcasecmp (model->upstream, name) == 0)
        found = model;
    }
  return found;
}

/* "provider,model" or "provider/model": the model may be one that the catalog gives
 * another name, and may itself contain the separator */
static CcpRoute *
split_target (CcpCatalog *self, const char *stage, const char *target, char separator)
{
  const char *rest = strchr (target, separator);
  const char *provider = NULL;
  const Model *model = NULL;

  if (rest == NULL)
    return NULL;
  provider = find_provider (self, target, (gsize) (rest - target));
  rest += 1 + strspn (rest + 1, " ");
  if (provider == NULL || *rest == '\0')
    return NULL;
  model = find_model_of_provider (self, provider, rest);
  return model != NULL ? create_route (stage, model)
                       : ccp_route_new (stage, provider, rest);
}

/* Returns: (nullable): @target without the suffix, NULL if it has none */
static char *
dup_without_suffix (const char *target)
{
  gsize length = strlen (target);
  gsize suffix = strlen (LONG_CONTEXT_SUFFIX);

  if (length <= suffix ||
      g_ascii_strcasecmp (target + length - suffix, LONG_CONTEXT_SUFFIX) != 0)
    return NULL;
  return g_strchomp (g_strndup (target, length - suffix));
}

/* Returns: (nullable) */
static CcpRoute *
find_target (CcpCatalog *self, const char *stage, const char *target)
{
  const Model *model = find_model (self, target);
  CcpRoute *route = model != NULL ? create_route (stage, model)
                                  : split_target (self, stage, target, ',');

  return route != NULL ? route : split_target (self, stage, target, '/');
}

/**
 * ccp_catalog_new:
 *
 * Creates an empty catalog.
 *
 * Returns: (transfer full): the catalog
 */
CcpCatalog *
ccp_catalog_new (void)
{
  CcpCatalog *self = g_new0 (CcpCatalog, 1);

  g_atomic_ref_count_init (&self->references);
  self->providers = g_ptr_array_new_with_free_func (g_free);
  self->models = g_array_new (FALSE, FALSE, sizeof (Model));
  g_array_set_clear_func (self->models, clear_model);
  return self;
}

/**
 * ccp_catalog_ref:
 * @self: a catalog
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
CcpCatalog *
ccp_catalog_ref (CcpCatalog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ccp_catalog_unref:
 * @self: (transfer full): a catalog
 *
 * Gives a reference up.
 */
void
ccp_catalog_unref (CcpCatalog *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->providers, g_ptr_array_unref);
  g_clear_pointer (&self->models, g_array_unref);
  g_free (self);
}

/**
 * ccp_catalog_add_provider:
 * @self: a catalog that is being filled
 * @name: the provider's name
 *
 * Adds a provider.
 */
void
ccp_catalog_add_provider (CcpCatalog *self, const char *name)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  g_ptr_array_add (self->providers, g_strdup (name));
}

/**
 * ccp_catalog_add_model:
 * @self: a catalog that is being filled
 * @id: the name that the configuration gives the model
 * @provider: the provider that has it
 * @upstream: the name that the provider knows it by
 *
 * Adds a model.
 */
void
ccp_catalog_add_model (CcpCatalog *self,
                       const char *id,
                       const char *provider,
                       const char *upstream)
{
  Model model;

  g_return_if_fail (self != NULL);
  g_return_if_fail (id != NULL);
  g_return_if_fail (provider != NULL);
  g_return_if_fail (upstream != NULL);

  model.id = g_strdup (id);
  model.provider = g_strdup (provider);
  model.upstream = g_strdup (upstream);
  model.facts = CCP_MODEL_FACTS_UNKNOWN;
  g_array_append_val (self->models, model);
}

/**
 * ccp_catalog_set_facts:
 * @self: a catalog that is being filled
 * @index: a position, less than the number of models
 * @facts: what is known about the model
 *
 * Sets what is known about a model.
 */
void
ccp_catalog_set_facts (CcpCatalog *self, guint index, const CcpModelFacts *facts)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (index < self->models->len);
  g_return_if_fail (facts != NULL);

  g_array_index (self->models, Model, index).facts = *facts;
}

/**
 * ccp_catalog_get_n_providers:
 * @self: a catalog
 *
 * Counts the providers.
 *
 * Returns: how many there are
 */
guint
ccp_catalog_get_n_providers (CcpCatalog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->providers->len;
}

/**
 * ccp_catalog_get_provider_name:
 * @self: a catalog
 * @index: a position, less than the number of providers
 *
 * Gets the name of a provider.
 *
 * Returns: (transfer none): the name
 */
const char *
ccp_catalog_get_provider_name (CcpCatalog *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->providers->len, NULL);

  return g_ptr_array_index (self->providers, index);
}

/**
 * ccp_catalog_get_n_models:
 * @self: a catalog
 *
 * Counts the models.
 *
 * Returns: how many there are
 */
guint
ccp_catalog_get_n_models (CcpCatalog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->models->len;
}

/**
 * ccp_catalog_get_id:
 * @self: a catalog
 * @index: a position, less than the number of models
 *
 * Gets the name that the configuration gives a model.
 *
 * Returns: (transfer none): the name
 */
const char *
ccp_catalog_get_id (CcpCatalog *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->models->len, NULL);

  return g_array_index (self->models, Model, index).id;
}

/**
 * ccp_catalog_get_provider:
 * @self: a catalog
 * @index: a position, less than the number of models
 *
 * Gets the provider that has a model.
 *
 * Returns: (transfer none): the provider's name
 */
const char *
ccp_catalog_get_provider (CcpCatalog *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->models->len, NULL);

  return g_array_index (self->models, Model, index).provider;
}

/**
 * ccp_catalog_get_upstream:
 * @self: a catalog
 * @index: a position, less than the number of models
 *
 * Gets the name that the provider knows a model by.
 *
 * Returns: (transfer none): the name
 */
const char *
ccp_catalog_get_upstream (CcpCatalog *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->models->len, NULL);

  return g_array_index (self->models, Model, index).upstream;
}

/**
 * ccp_catalog_get_facts:
 * @self: a catalog
 * @index: a position, less than the number of models
 *
 * Gets what is known about a model.
 *
 * Returns: (transfer none): the facts
 */
const CcpModelFacts *
ccp_catalog_get_facts (CcpCatalog *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->models->len, NULL);

  return &g_array_index (self->models, Model, index).facts;
}

/**
 * ccp_catalog_find_facts:
 * @self: a catalog
 * @route: a decision
 *
 * Gets what is known about the model of a decision.
 *
 * Returns: (transfer none) (nullable): the facts, or %NULL if the catalog has no such
 * model
 */
const CcpModelFacts *
ccp_catalog_find_facts (CcpCatalog *self, CcpRoute *route)
{
  const char *id = NULL;
  const Model *model = NULL;

  g_return_val_if_fail (self != NULL && route != NULL, NULL);

  id = ccp_route_get_model_id (route);
  model = id != NULL ? find_exact_model (self, id) : NULL;
  if (model == NULL)
    model = find_model_of_provider (self,
                                    ccp_route_get_provider (route),
                                    ccp_route_get_model (route));
  return model != NULL ? &model->facts : NULL;
}

/**
 * ccp_catalog_has_provider:
 * @self: a catalog
 * @name: a name, in any case
 *
 * Checks whether a provider exists.
 *
 * Returns: %TRUE if it does
 */
gboolean
ccp_catalog_has_provider (CcpCatalog *self, const char *name)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  return find_provider (self, name, strlen (name)) != NULL;
}

/**
 * ccp_catalog_resolve:
 * @self: a catalog
 * @stage: the stage that the decision names
 * @target: a routing value
 * @error: %CCP_ERROR_NOT_FOUND with near matches if @target means nothing
 *
 * Finds what a routing value means: the id of a model, with or without
 * %CCP_CATALOG_ALIAS_PREFIX before it, else `provider,model` (split at the first comma,
 * with or without spaces behind it), else `provider/model` (likewise). The names of
 * models in the configuration and of providers are compared without regard to case.
 * `[1m]` after any of them asks for the longer context window, unless it is part of the
 * model's name.
 *
 * Returns: (transfer full): a decision without a trace, or %NULL with @error set
 */
CcpRoute *
ccp_catalog_resolve (CcpCatalog *self,
                     const char *stage,
                     const char *target,
                     GError **error)
{
  CcpRoute *route = NULL;
  g_autofree char *name = NULL;
  g_autofree char *near = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (stage != NULL, NULL);
  g_return_val_if_fail (target != NULL, NULL);

  route = find_target (self, stage, target);
  if (route != NULL && ccp_route_get_model_id (route) != NULL)
    return route;
  name = dup_without_suffix (target);
  if (name != NULL)
    g_clear_pointer (&route, ccp_route_unref);
  if (name != NULL)
    route = find_target (self, stage, name);
  if (route != NULL)
    ccp_route_set_long_context (route, name != NULL);
  if (route != NULL || error == NULL)
    return route;

  near = ccp_catalog_hint_describe (self, name != NULL ? name : target);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_NOT_FOUND,
               "\"%s\" is neither a model nor provider,model nor provider/model%s",
               target,
               near);
  return NULL;
}
