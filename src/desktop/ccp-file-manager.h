/* ccp-file-manager.h: shows a file in the desktop's file manager
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-desktop-bus.h"

G_BEGIN_DECLS

/* Asks org.freedesktop.FileManager1 on @bus, the session's, and does not wait for it: no
 * program is started by us, as a sandbox would go with it. Without one nothing happens.
 * @path: an absolute one */
void ccp_file_manager_show (CcpDesktopBus *bus, const char *path);

G_END_DECLS
