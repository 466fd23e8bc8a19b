/* ccp-file-trust.h: whether another user could change a file
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The file and every folder above it must belong to root or to us, and nobody else may
 * write to them; folders with the sticky bit may be shared. Symbolic links are followed
 * first.
 * Returns: (nullable): the path without symbolic links */
char *ccp_file_trust_resolve (const char *path, GError **error);

G_END_DECLS
