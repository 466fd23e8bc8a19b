/* ccp-config-path.h: a path in the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text: absolute, or "~/…", or relative to @folder
 * @folder: (nullable): NULL where there is nothing to be relative to
 * Returns: (nullable): an absolute path without "." and ".." */
char *ccp_config_path_expand (const char *text,
                              const char *folder,
                              const char *const *environment,
                              GError **error);

G_END_DECLS
