/* fake-network.h: a GNetworkMonitor that sees what the test says
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FAKE_TYPE_NETWORK (fake_network_get_type ())

G_DECLARE_FINAL_TYPE (FakeNetwork, fake_network, FAKE, NETWORK, GObject)

FakeNetwork *fake_network_new (gboolean available);
void fake_network_set (FakeNetwork *self, gboolean available);
/* whether there is a way to hosts although there is none to the whole world */
void fake_network_set_routes (FakeNetwork *self, gboolean has_routes);

G_END_DECLS
