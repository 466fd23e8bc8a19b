/* ccp-import-input.h: a file of another program
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Of a file that is larger than the parser takes, one byte more than that is read.
 * Returns: (nullable) */
GBytes *ccp_import_input_read (const char *path, GError **error);

G_END_DECLS
