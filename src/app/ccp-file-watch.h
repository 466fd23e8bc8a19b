/* ccp-file-watch.h: tells that a file has changed, and is whole
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CCP_TYPE_FILE_WATCH (ccp_file_watch_get_type ())

/* Emits "changed" when the file is another one than before, whether it was written in
 * place or replaced, and nobody writes to it any more. Symbolic links are followed. */
G_DECLARE_FINAL_TYPE (CcpFileWatch, ccp_file_watch, CCP, FILE_WATCH, GObject)

/* @path: the file need not be there, but its folder */
CcpFileWatch *ccp_file_watch_new (const char *path);

G_END_DECLS
