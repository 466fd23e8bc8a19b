/* ccp-import-output.h: where a configuration that was made goes
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @path: (nullable): a file, which only its owner will read; else standard output
 * @replace: whether one that is there is replaced
 * @error: %G_IO_ERROR_EXISTS if there is one and it is not */
gboolean ccp_import_output_write (const char *path,
                                  gboolean replace,
                                  const char *text,
                                  GError **error);

G_END_DECLS
