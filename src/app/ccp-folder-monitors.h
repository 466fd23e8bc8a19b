/* ccp-folder-monitors.h: what happens to a file, and to the links that lead to it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CCP_TYPE_FOLDER_MONITORS (ccp_folder_monitors_get_type ())

/* Its signal is "event" (GFileMonitorEvent, gboolean): something has happened in one of
 * the folders, and whether to the file or one of its links. */
G_DECLARE_FINAL_TYPE (CcpFolderMonitors,
                      ccp_folder_monitors,
                      CCP,
                      FOLDER_MONITORS,
                      GObject)

/* @path: absolute */
CcpFolderMonitors *ccp_folder_monitors_new (const char *path);
/* looks where the links lead to now */
void ccp_folder_monitors_update (CcpFolderMonitors *self);

G_END_DECLS
