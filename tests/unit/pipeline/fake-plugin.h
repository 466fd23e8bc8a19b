/* fake-plugin.h: a plugin that a test has in its own process
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-plugin-registry.h"

G_BEGIN_DECLS

#define FAKE_TYPE_ROUTER (fake_router_get_type ())
#define FAKE_TYPE_DIALECT (fake_dialect_get_type ())
#define FAKE_TYPE_LOADER (fake_loader_get_type ())

/* milliseconds */
#define FAKE_ROUTER_DELAY 100

/* Sends all to routing.default, and then to the targets of routing.then, which has a
 * space between two. A profile has another default; routing.does can be "wait", "fail",
 * "stray" to a provider that there is none of, or "dawdle" for FAKE_ROUTER_DELAY. */
G_DECLARE_FINAL_TYPE (FakeRouter, fake_router, FAKE, ROUTER, GObject)
/* What the upstream speaks is the Messages API as well. An error event whose message has
 * "again" in it is worth another attempt. */
G_DECLARE_FINAL_TYPE (FakeDialect, fake_dialect, FAKE, DIALECT, CcpSimpleTransformer)
G_DECLARE_FINAL_TYPE (FakeLoader, fake_loader, FAKE, LOADER, GObject)

/* Writes the plugin "fake" into @folder, with a FakeProvider and the steps of
 * fake-step.h, and opens it. */
CcpPluginRegistry *fake_plugin_open (const char *folder);

G_END_DECLS
