/* ccp-config-file.h: the bytes of a configuration file
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-diagnostics.h"

G_BEGIN_DECLS

/* @is_exposed: (out) (nullable): whether other users can read the file, which is reported
 * as well; NULL for a file that has no secrets
 * Returns: (nullable): the content, zeroed when it is freed: there may be keys in it */
GBytes *ccp_config_file_read (const char *path,
                              gboolean *is_exposed,
                              CcpDiagnostics *diagnostics);

/* For who may not wait, as it has others to serve: a pipe is there only when somebody
 * writes to it.
 * Returns: whether @path is a regular file or none at all, which is not reported */
gboolean ccp_config_file_check_regular (const char *path, CcpDiagnostics *diagnostics);

G_END_DECLS
