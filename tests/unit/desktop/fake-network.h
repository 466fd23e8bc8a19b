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

G_END_DECLS
