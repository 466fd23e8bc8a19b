/* ccp-provider-url.h: checks the address of a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @is_exposed: (out): whether prompts and keys would cross a public network in the clear
 * @error: what was expected, without @url: there may be a password in it */
gboolean ccp_provider_url_check (const char *url, gboolean *is_exposed, GError **error);

G_END_DECLS
