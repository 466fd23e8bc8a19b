/* demo-upstream.h: an HTTP server on the loopback interface that speaks OpenAI Chat
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DEMO_TYPE_UPSTREAM (demo_upstream_get_type ())

G_DECLARE_FINAL_TYPE (DemoUpstream, demo_upstream, DEMO, UPSTREAM, GObject)

/* Listens on a port that the kernel picks, and serves in the main context of the caller
 * until it is finalized. */
DemoUpstream *demo_upstream_new (GError **error);
/* Returns: (transfer none): such as http://127.0.0.1:40123/v1 */
const char *demo_upstream_get_url (DemoUpstream *self);

G_END_DECLS
