/* ccp-catalog.c: the models that the configuration knows
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-catalog"

#include "ccp-catalog.h"

#include "private/ccp-catalog-fields.h"

/**
 * CcpCatalog:
 *
 * The providers and models of a configuration, by the names that people use for them.
 * It is filled once and does not change after that.
 */
G_DEFINE_BOXED_TYPE (CcpCatalog, ccp_catalog, ccp_catalog_ref, ccp_catalog_unref)

static void
clear_model (gpointer data)
{
  CcpCatalogModel *model = data;

  g_clear_pointer (&model->id, g_free);
  g_clear_pointer (&model->provider, g_free);
  g_clear_pointer (&model->upstream, g_free);
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
  self->models = g_array_new (FALSE, FALSE, sizeof (CcpCatalogModel));
  g_array_set_clear_func (self->models, clear_model);
  self->namesakes = g_array_new (FALSE, FALSE, sizeof (CcpCatalogModel));
  g_array_set_clear_func (self->namesakes, clear_model);
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
  g_clear_pointer (&self->namesakes, g_array_unref);
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
  CcpCatalogModel model;

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
 * ccp_catalog_add_namesake:
 * @self: a catalog that is being filled
 * @provider: the provider that has it
 * @upstream: the name that the provider knows it by
 * @facts: what is known about it
 *
 * Adds what is known about a model whose name is that of another one, so that only
 * `provider,model` names it. It is none of the models that are counted.
 */
void
ccp_catalog_add_namesake (CcpCatalog *self,
                          const char *provider,
                          const char *upstream,
                          const CcpModelFacts *facts)
{
  CcpCatalogModel model = { NULL };

  g_return_if_fail (self != NULL);
  g_return_if_fail (provider != NULL);
  g_return_if_fail (upstream != NULL);
  g_return_if_fail (facts != NULL);

  model.provider = g_strdup (provider);
  model.upstream = g_strdup (upstream);
  model.facts = *facts;
  g_array_append_val (self->namesakes, model);
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

  g_array_index (self->models, CcpCatalogModel, index).facts = *facts;
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

  return g_array_index (self->models, CcpCatalogModel, index).id;
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

  return g_array_index (self->models, CcpCatalogModel, index).provider;
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

  return g_array_index (self->models, CcpCatalogModel, index).upstream;
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

  return &g_array_index (self->models, CcpCatalogModel, index).facts;
}
