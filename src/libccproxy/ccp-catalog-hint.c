/* ccp-catalog-hint.c: what was probably meant with a name that no model has
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-catalog"

#include "private/ccp-catalog-hint.h"

#include <string.h>

#include "ccp-near-match.h"

static void
add_providers (CcpCatalog *self, GPtrArray *names)
{
  for (guint i = 0; i < ccp_catalog_get_n_providers (self); i++)
    g_ptr_array_add (names, (gpointer) ccp_catalog_get_provider_name (self, i));
}

static gboolean
is_provider (CcpCatalog *self, const char *name)
{
  for (guint i = 0; i < ccp_catalog_get_n_providers (self); i++)
    {
      if (g_str_equal (ccp_catalog_get_provider_name (self, i), name))
        return TRUE;
    }
  return FALSE;
}

/* Returns: (transfer none) (nullable) */
static const char *
guess_provider (CcpCatalog *self, const char *name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  add_providers (self, names);
  g_ptr_array_add (names, NULL);
  return ccp_near_match_find (name, (const char *const *) names->pdata);
}

/* Returns: (transfer none): the model of @provider that is most like @name, or @name */
static const char *
guess_model (CcpCatalog *self, const char *provider, const char *name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *near = NULL;

  for (guint i = 0; i < ccp_catalog_get_n_models (self); i++)
    {
      if (g_str_equal (ccp_catalog_get_provider (self, i), provider))
        g_ptr_array_add (names, (gpointer) ccp_catalog_get_id (self, i));
    }
  g_ptr_array_add (names, NULL);
  near = ccp_near_match_find (name, (const char *const *) names->pdata);
  return near != NULL ? near : name;
}

/* Returns: (nullable): "provider,model" or "provider/model" that is like @target */
static char *
guess_pair (CcpCatalog *self, const char *target)
{
  gsize length = strcspn (target, ",");
  g_autofree char *name = NULL;
  const char *provider = NULL;

  if (target[length] == '\0')
    length = strcspn (target, "/");
  if (target[length] == '\0' || target[length + 1] == '\0')
    return NULL;
  name = g_strndup (target, length);
  provider = guess_provider (self, name);
  if (provider == NULL)
    return NULL;
  return g_strdup_printf ("%s%c%s",
                          provider,
                          target[length],
                          guess_model (self, provider, target + length + 1));
}

/* Returns: how to name a model of @provider, since a provider alone is none */
static char *
describe_provider (CcpCatalog *self, const char *provider)
{
  const char *model = "MODEL";

  for (guint i = ccp_catalog_get_n_models (self); i > 0; i--)
    {
      if (g_str_equal (ccp_catalog_get_provider (self, i - 1), provider))
        model = ccp_catalog_get_id (self, i - 1);
    }
  return g_strdup_printf ("; a model of the provider \"%s\" is written as \"%s,%s\"",
                          provider,
                          provider,
                          model);
}

char *
ccp_catalog_hint_describe (CcpCatalog *self, const char *target)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *pair = guess_pair (self, target);
  const char *near = NULL;

  for (guint i = 0; i < ccp_catalog_get_n_models (self); i++)
    g_ptr_array_add (names, (gpointer) ccp_catalog_get_id (self, i));
  add_providers (self, names);
  if (pair != NULL)
    g_ptr_array_add (names, pair);
  g_ptr_array_add (names, NULL);
  near = ccp_near_match_find (target, (const char *const *) names->pdata);
  if (near != NULL && is_provider (self, near))
    return describe_provider (self, near);
  return ccp_near_match_describe (target, (const char *const *) names->pdata);
}
