/* fake-resolver.c: a DNS that knows one name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fake-resolver.h"

struct _FakeResolver
{
  GResolver parent_instance;

  char *name;
  char *address;
};

G_DEFINE_FINAL_TYPE (FakeResolver, fake_resolver, G_TYPE_RESOLVER)

static void
free_addresses (gpointer data)
{
  g_resolver_free_addresses (data);
}

static void
fake_resolver_lookup_async (GResolver *resolver,
                            const char *hostname,
                            GResolverNameLookupFlags flags,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  FakeResolver *self = FAKE_RESOLVER (resolver);
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  GInetAddress *address = g_inet_address_new_from_string (self->address);

  if (g_strcmp0 (hostname, self->name) != 0 ||
      (flags == G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY &&
       g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV4) ||
      (flags == G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY &&
       g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6))
    {
      g_object_unref (address);
      g_task_return_new_error (task,
                               G_RESOLVER_ERROR,
                               G_RESOLVER_ERROR_NOT_FOUND,
                               "There is no %s",
                               hostname);
      return;
    }
  g_task_return_pointer (task, g_list_append (NULL, address), free_addresses);
}

static void
fake_resolver_lookup_plain_async (GResolver *resolver,
                                  const char *hostname,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  fake_resolver_lookup_async (resolver,
                              hostname,
                              G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT,
                              cancellable,
                              callback,
                              user_data);
}

static GList *
fake_resolver_lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_resolver_finalize (GObject *object)
{
  FakeResolver *self = FAKE_RESOLVER (object);

  g_free (self->name);
  g_free (self->address);

  G_OBJECT_CLASS (fake_resolver_parent_class)->finalize (object);
}

static void
fake_resolver_class_init (FakeResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fake_resolver_finalize;
  resolver_class->lookup_by_name_async = fake_resolver_lookup_plain_async;
  resolver_class->lookup_by_name_finish = fake_resolver_lookup_finish;
  resolver_class->lookup_by_name_with_flags_async = fake_resolver_lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = fake_resolver_lookup_finish;
}

static void
fake_resolver_init (FakeResolver *self)
{
}

GResolver *
fake_resolver_new (const char *name, const char *address)
{
  FakeResolver *self = g_object_new (FAKE_TYPE_RESOLVER, NULL);

  self->name = g_strdup (name);
  self->address = g_strdup (address);
  return G_RESOLVER (self);
}
