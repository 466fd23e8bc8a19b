/* fake-network.c: a GNetworkMonitor that sees what the test says
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fake-network.h"

struct _FakeNetwork
{
  GObject parent_instance;

  gboolean available;
  gboolean has_routes;
};

enum
{
  PROP_0,
  PROP_AVAILABLE,
  PROP_METERED,
  PROP_CONNECTIVITY,
};

static gboolean
fake_network_initable_init (GInitable *initable,
                            GCancellable *cancellable,
                            GError **error)
{
  return TRUE;
}

static void
fake_network_initable_iface_init (GInitableIface *iface)
{
  iface->init = fake_network_initable_init;
}

static void
fake_network_can_reach_async (GNetworkMonitor *monitor,
                              GSocketConnectable *address,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  FakeNetwork *self = (FakeNetwork *) monitor;
  g_autoptr (GTask) task = g_task_new (monitor, cancellable, callback, data);

  if (self->available || self->has_routes)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "no route");
}

static gboolean
fake_network_can_reach_finish (GNetworkMonitor *monitor,
                               GAsyncResult *result,
                               GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
fake_network_iface_init (GNetworkMonitorInterface *iface)
{
  iface->can_reach_async = fake_network_can_reach_async;
  iface->can_reach_finish = fake_network_can_reach_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeNetwork,
                               fake_network,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE,
                                                      fake_network_initable_iface_init)
                                   G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                          fake_network_iface_init))

static void
fake_network_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  FakeNetwork *self = FAKE_NETWORK (object);

  if (id == PROP_AVAILABLE)
    g_value_set_boolean (value, self->available);
  else if (id == PROP_CONNECTIVITY)
    g_value_set_enum (value,
                      self->available ? G_NETWORK_CONNECTIVITY_FULL
                                      : G_NETWORK_CONNECTIVITY_LOCAL);
  else
    g_value_set_boolean (value, FALSE);
}

static void
fake_network_class_init (FakeNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fake_network_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
fake_network_init (FakeNetwork *self)
{
}

FakeNetwork *
fake_network_new (gboolean available)
{
  FakeNetwork *self = g_object_new (FAKE_TYPE_NETWORK, NULL);

  self->available = available;
  return self;
}

void
fake_network_set (FakeNetwork *self, gboolean available)
{
  self->available = available;
  g_object_notify (G_OBJECT (self), "network-available");
  g_signal_emit_by_name (self, "network-changed", available);
}

void
fake_network_set_routes (FakeNetwork *self, gboolean has_routes)
{
  self->has_routes = has_routes;
}
