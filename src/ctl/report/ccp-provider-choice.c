/* ccp-provider-choice.c: the providers that a command line names
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-provider-choice"

#include "config.h"

#include <glib/gi18n.h>

#include "ccp-provider-choice.h"
#include "ccp.h"

static CcpDBusProvider *
find_one (GPtrArray *providers, const char *name)
{
  for (guint i = 0; i < providers->len; i++)
    {
      CcpDBusProvider *provider = g_ptr_array_index (providers, i);

      if (g_strcmp0 (ccp_dbus_provider_get_name (provider), name) == 0)
        return provider;
    }
  return NULL;
}

static void
set_unknown (GPtrArray *providers, const char *name, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;
  const char *near = NULL;

  for (guint i = 0; i < providers->len; i++)
    {
      const char *one = ccp_dbus_provider_get_name (g_ptr_array_index (providers, i));

      if (one != NULL)
        g_ptr_array_add (names, (char *) one);
    }
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **) names->pdata);
  near = ccp_near_match_find (name, (const char *const *) names->pdata);
  if (near != NULL)
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_NOT_FOUND,
                 _ ("there is no provider \"%s\"; there are %s; did you mean \"%s\"?"),
                 name,
                 list,
                 near);
  else
    g_set_error (error,
                 CCP_ERROR,
                 CCP_ERROR_NOT_FOUND,
                 _ ("there is no provider \"%s\"; there are %s"),
                 name,
                 list);
}

GPtrArray *
ccp_provider_choice_find (GPtrArray *providers, const char *const *names, GError **error)
{
  g_autoptr (GPtrArray) chosen = NULL;

  g_return_val_if_fail (providers != NULL, NULL);

  if (names == NULL || *names == NULL)
    return g_ptr_array_ref (providers);
  chosen = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; names[i] != NULL; i++)
    {
      CcpDBusProvider *provider = find_one (providers, names[i]);

      if (provider == NULL)
        {
          set_unknown (providers, names[i], error);
          return NULL;
        }
      g_ptr_array_add (chosen, g_object_ref (provider));
    }
  return g_steal_pointer (&chosen);
}
