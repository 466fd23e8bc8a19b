/* ccp-environment-proxies.h: the proxies that the environment names
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GProxyResolver *ccp_environment_proxies_new (char **environment);

G_END_DECLS
