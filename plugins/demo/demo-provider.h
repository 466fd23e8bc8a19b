/* demo-provider.h: a provider that needs no key and no network
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

#define DEMO_TYPE_PROVIDER (demo_provider_get_type ())

G_DECLARE_FINAL_TYPE (DemoProvider, demo_provider, DEMO, PROVIDER, CcpSimpleProvider)

G_END_DECLS
