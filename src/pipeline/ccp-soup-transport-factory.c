/* ccp-soup-transport-factory.c: makes the transports of the daemon
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-soup-transport-factory"

#include "ccp-soup-transport-factory.h"

#include <libsoup/soup.h>

#include "ccp-loopback-transport.h"
#include "ccp-session-pool.h"
#include "ccp-soup-transport.h"

struct _CcpSoupTransportFactory
{
  GObject parent_instance;

  GProxyResolver *proxies; /* (nullable) */
  GHashTable *pools;       /* (element-type utf8 GWeakRef): of CcpSessionPool */
};

static void ccp_soup_transport_factory_iface_init (CcpTransportFactoryInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
    CcpSoupTransportFactory,
    ccp_soup_transport_factory,
    G_TYPE_OBJECT,
    G_IMPLEMENT_INTERFACE (CCP_TYPE_TRANSPORT_FACTORY,
                           ccp_soup_transport_factory_iface_init))

static void
free_weak (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* Connections of one provider are not used for another of the same origin: each has its
 * own key. */
static char *
get_key (const CcpProviderConfig *provider)
{
  g_autoptr (GUri) uri = g_uri_parse (provider->url, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL)
    return NULL;
  return g_strdup_printf ("%s %s://%s:%d",
                          provider->name,
                          g_uri_get_scheme (uri),
                          g_uri_get_host (uri),
                          g_uri_get_port (uri));
}

static gboolean
is_gone (gpointer key, gpointer value, gpointer data)
{
  g_autoptr (GObject) pool = g_weak_ref_get (value);

  return pool == NULL;
}

/* Returns: (transfer full) (nullable): what is still in use for that provider */
static CcpSessionPool *
find_pool (CcpSoupTransportFactory *self, const char *key)
{
  GWeakRef *weak = NULL;

  g_hash_table_foreach_remove (self->pools, is_gone, NULL);
  weak = key != NULL ? g_hash_table_lookup (self->pools, key) : NULL;
  return weak != NULL ? g_weak_ref_get (weak) : NULL;
}

static void
keep_pool (CcpSoupTransportFactory *self, const char *key, CcpTransport *transport)
{
  GWeakRef *weak = NULL;

  if (key == NULL || g_hash_table_contains (self->pools, key))
    return;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, ccp_soup_transport_get_pool (CCP_SOUP_TRANSPORT (transport)));
  g_hash_table_insert (self->pools, g_strdup (key), weak);
}

static CcpTransport *
ccp_soup_transport_factory_create (CcpTransportFactory *factory,
                                   const CcpProviderConfig *provider,
                                   gboolean own_upstream,
                                   GError **error)
{
  CcpSoupTransportFactory *self = CCP_SOUP_TRANSPORT_FACTORY (factory);
  g_autofree char *key = own_upstream ? NULL : get_key (provider);
  g_autoptr (CcpSessionPool) pool = find_pool (self, key);
  const CcpSoupTransportSettings settings = {
    .head_timeout = provider->timeout * 1000,
    .idle_timeout = provider->timeout * 1000,
    .proxies = self->proxies,
    .pool = pool,
  };
  CcpTransport *transport = NULL;

  if (own_upstream)
    return ccp_loopback_transport_new (&settings);
  transport = ccp_soup_transport_new (provider->url, &settings, error);
  if (transport != NULL)
    keep_pool (self, key, transport);
  return transport;
}

/* Returns: (transfer full) (element-type CcpSessionPool): a pool may go with what is
 * done to another */
static GPtrArray *
list_pools (CcpSoupTransportFactory *self)
{
  GPtrArray *pools = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer weak = NULL;

  g_hash_table_iter_init (&iter, self->pools);
  while (g_hash_table_iter_next (&iter, NULL, &weak))
    {
      CcpSessionPool *pool = g_weak_ref_get (weak);

      if (pool != NULL)
        g_ptr_array_add (pools, pool);
    }
  return pools;
}

static void
ccp_soup_transport_factory_drop_idle (CcpTransportFactory *factory)
{
  g_autoptr (GPtrArray) pools = list_pools (CCP_SOUP_TRANSPORT_FACTORY (factory));

  for (guint i = 0; i < pools->len; i++)
    ccp_session_pool_drop_idle (g_ptr_array_index (pools, i));
}

static void
ccp_soup_transport_factory_note_resume (CcpTransportFactory *factory, guint patience)
{
  g_autoptr (GPtrArray) pools = list_pools (CCP_SOUP_TRANSPORT_FACTORY (factory));

  for (guint i = 0; i < pools->len; i++)
    ccp_session_pool_note_resume (g_ptr_array_index (pools, i), patience);
}

static void
ccp_soup_transport_factory_finalize (GObject *object)
{
  CcpSoupTransportFactory *self = CCP_SOUP_TRANSPORT_FACTORY (object);

  g_clear_object (&self->proxies);
  g_clear_pointer (&self->pools, g_hash_table_unref);

  G_OBJECT_CLASS (ccp_soup_transport_factory_parent_class)->finalize (object);
}

static void
ccp_soup_transport_factory_class_init (CcpSoupTransportFactoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ccp_soup_transport_factory_finalize;
}

static void
ccp_soup_transport_factory_iface_init (CcpTransportFactoryInterface *iface)
{
  iface->create = ccp_soup_transport_factory_create;
  iface->drop_idle = ccp_soup_transport_factory_drop_idle;
  iface->note_resume = ccp_soup_transport_factory_note_resume;
}

static void
ccp_soup_transport_factory_init (CcpSoupTransportFactory *self)
{
  self->pools = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_weak);
}

CcpTransportFactory *
ccp_soup_transport_factory_new (GProxyResolver *proxies)
{
  CcpSoupTransportFactory *self = g_object_new (CCP_TYPE_SOUP_TRANSPORT_FACTORY, NULL);

  g_set_object (&self->proxies, proxies);
  return CCP_TRANSPORT_FACTORY (self);
}
