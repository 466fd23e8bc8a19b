/* fake-service.c: a service on a bus of the test's own, which takes notes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fake-service.h"

#include <gio/gunixfdlist.h>

#define PATIENCE (5 * G_TIME_SPAN_SECOND)

/* milliseconds; longer than anything on a bus of one machine takes */
#define SETTLED 150

/* lint: allow parameters: GDBusInterfaceMethodCallFunc */
static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *arguments,
         GDBusMethodInvocation *invocation,
         gpointer data)
{
  FakeService *self = data;
  GVariant *answer = g_hash_table_lookup (self->answers, method);
  g_autoptr (GUnixFDList) list = NULL;

  g_ptr_array_add (self->calls,
                   g_variant_ref_sink (g_variant_new ("(sv)", method, arguments)));
  if (g_hash_table_contains (self->refusals, method))
    {
      g_dbus_method_invocation_return_dbus_error (
          invocation,
          "org.freedesktop.DBus.Error.AccessDenied",
          "no");
      return;
    }
  list = self->make_descriptors != NULL ? self->make_descriptors (self->data) : NULL;
  g_dbus_method_invocation_return_value_with_unix_fd_list (invocation, answer, list);
}

static const GDBusInterfaceVTable vtable = { .method_call = on_call };

FakeService *
fake_service_new (const char *address,
                  const char *name,
                  const char *path,
                  const char *xml)
{
  FakeService *self = g_new0 (FakeService, 1);
  g_autoptr (GVariant) answer = NULL;

  self->path = g_strdup (path);
  self->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  self->answers = g_hash_table_new_full (g_str_hash,
                                         g_str_equal,
                                         NULL,
                                         (GDestroyNotify) g_variant_unref);
  self->refusals = g_hash_table_new (g_str_hash, g_str_equal);
  self->node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_assert_nonnull (self->node);
  self->connection = g_dbus_connection_new_for_address_sync (
      address,
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
          G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL,
      NULL,
      NULL);
  g_assert_nonnull (self->connection);
  self->object = g_dbus_connection_register_object (self->connection,
                                                    path,
                                                    self->node->interfaces[0],
                                                    &vtable,
                                                    self,
                                                    NULL,
                                                    NULL);
  answer = g_dbus_connection_call_sync (self->connection,
                                        "org.freedesktop.DBus",
                                        "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus",
                                        "RequestName",
                                        g_variant_new ("(su)", name, 0),
                                        NULL,
                                        G_DBUS_CALL_FLAGS_NONE,
                                        -1,
                                        NULL,
                                        NULL);
  g_assert_nonnull (answer);
  return self;
}

void
fake_service_free (FakeService *self)
{
  g_dbus_connection_unregister_object (self->connection, self->object);
  if (!g_dbus_connection_is_closed (self->connection))
    g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->node, g_dbus_node_info_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->refusals, g_hash_table_unref);
  g_free (self);
}

void
fake_service_answer (FakeService *self, const char *method, GVariant *answer)
{
  g_hash_table_replace (self->answers, (gpointer) method, g_variant_ref_sink (answer));
}

void
fake_service_refuse (FakeService *self, const char *method)
{
  g_hash_table_add (self->refusals, (gpointer) method);
}

guint
fake_service_count (FakeService *self, const char *method)
{
  guint number = 0;

  for (guint i = 0; i < self->calls->len; i++)
    {
      const char *called = NULL;

      g_variant_get_child (g_ptr_array_index (self->calls, i), 0, "&s", &called);
      number += g_str_equal (called, method);
    }
  return number;
}

GVariant *
fake_service_get (FakeService *self, const char *method, guint index)
{
  for (guint i = 0; i < self->calls->len; i++)
    {
      const char *called = NULL;
      g_autoptr (GVariant) arguments = NULL;

      g_variant_get (g_ptr_array_index (self->calls, i), "(&sv)", &called, &arguments);
      if (g_str_equal (called, method) && index-- == 0)
        return g_steal_pointer (&arguments);
    }
  g_assert_not_reached ();
}

void
fake_service_emit (FakeService *self, const char *signal, GVariant *values)
{
  gboolean sent = g_dbus_connection_emit_signal (self->connection,
                                                 NULL,
                                                 self->path,
                                                 self->node->interfaces[0]->name,
                                                 signal,
                                                 values,
                                                 NULL);

  g_assert_true (sent);
}

static gboolean
set_flag (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_CONTINUE;
}

/* wakes the loop now and then, so that a wait comes to its end */
static guint
start_ticking (void)
{
  static gboolean unused;

  return g_timeout_add (5, set_flag, &unused);
}

void
fake_service_wait (FakeService *self, const char *method, guint number)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  guint tick = start_ticking ();

  while (fake_service_count (self, method) < number && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_assert_cmpuint (fake_service_count (self, method), ==, number);
}

void
fake_service_wait_for (const guint *flag)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  guint tick = start_ticking ();

  while (*flag == 0 && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_assert_cmpuint (*flag, !=, 0);
}

void
fake_service_settle (void)
{
  gboolean over = FALSE;
  guint timer = g_timeout_add (SETTLED, set_flag, &over);

  while (!over)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
}

GTestDBus *
fake_service_start_bus (void)
{
  GTestDBus *bus = g_test_dbus_new (G_TEST_DBUS_NONE);

  g_test_dbus_up (bus);
  return bus;
}

void
fake_service_stop_bus (GTestDBus *bus)
{
  if (g_test_dbus_get_bus_address (bus) != NULL)
    g_test_dbus_stop (bus);
  g_object_unref (bus);
}
