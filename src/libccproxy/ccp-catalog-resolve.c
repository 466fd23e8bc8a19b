/* ccp-catalog-resolve.c: what a routing value means
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-catalog"

#include <string.h>

#include "ccp-error.h"
#include "ccp-route.h"
#include "private/ccp-catalog-fields.h"
#include "private/ccp-catalog-hint.h"

/* what stands after the name of a model whose longer context window is wanted */
#define LONG_CONTEXT_SUFFIX "[1m]"
#define MAX_SHOWN 200

static const CcpCatalogModel *
find_exact_model (CcpCatalog *self, const char *id)
{
  for (guint i = 0; i < self->models->len; i++)
    {
      const CcpCatalogModel *model = &g_array_index (self->models, CcpCatalogModel, i);

      if (g_ascii_strcasecmp (model->id, id) == 0)
        return model;
    }
  return NULL;
}

/* Claude Code offers only models whose names begin with "claude" to its user, so each
 * model has a second name (protocol A.10) */
static const CcpCatalogModel *
find_model (CcpCatalog *self, const char *id)
{
  const CcpCatalogModel *model = find_exact_model (self, id);

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
create_route (const char *stage, const CcpCatalogModel *model)
{
  CcpRoute *route = ccp_route_new (stage, model->provider, model->upstream);

  ccp_route_set_model_id (route, model->id);
  return route;
}

/* Returns: (nullable): what the catalog calls @name, or failing that the first that the
 * provider calls so */
static const CcpCatalogModel *
find_model_of_provider (CcpCatalog *self, const char *provider, const char *name)
{
  const CcpCatalogModel *found = NULL;

  for (guint i = 0; i < self->models->len; i++)
    {
      const CcpCatalogModel *model = &g_array_index (self->models, CcpCatalogModel, i);

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
  const CcpCatalogModel *model = NULL;

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
  const CcpCatalogModel *model = find_model (self, target);
  CcpRoute *route = model != NULL ? create_route (stage, model)
                                  : split_target (self, stage, target, ',');

  return route != NULL ? route : split_target (self, stage, target, '/');
}

static const CcpCatalogModel *
find_namesake (CcpCatalog *self, const char *provider, const char *name)
{
  for (guint i = 0; i < self->namesakes->len; i++)
    {
      const CcpCatalogModel *model = &g_array_index (self->namesakes, CcpCatalogModel, i);

      if (g_str_equal (model->provider, provider) &&
          g_ascii_strcasecmp (model->upstream, name) == 0)
        return model;
    }
  return NULL;
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
  const CcpCatalogModel *model = NULL;

  g_return_val_if_fail (self != NULL && route != NULL, NULL);

  id = ccp_route_get_model_id (route);
  model = id != NULL ? find_exact_model (self, id) : NULL;
  if (model == NULL)
    model = find_model_of_provider (self,
                                    ccp_route_get_provider (route),
                                    ccp_route_get_model (route));
  if (model == NULL)
    model =
        find_namesake (self, ccp_route_get_provider (route), ccp_route_get_model (route));
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

/* Returns: (transfer full): @name, cut between two characters if it is long: it may be
 * whatever a client sends */
static char *
clip_name (const char *name)
{
  g_autofree char *start = NULL;

  if (strnlen (name, MAX_SHOWN + 1) <= MAX_SHOWN)
    return g_strdup (name);
  start = g_strndup (name,
                     (gsize) (g_utf8_find_prev_char (name, name + MAX_SHOWN + 1) - name));
  return g_strconcat (start, "…", NULL);
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
  g_autofree char *clipped = NULL;

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
  clipped = clip_name (target);
  g_set_error (error,
               CCP_ERROR,
               CCP_ERROR_NOT_FOUND,
               "\"%s\" is neither a model nor provider,model nor provider/model%s",
               clipped,
               near);
  return NULL;
}
