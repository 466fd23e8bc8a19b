/* ccp-desktop-config.c: what is asked of the desktop, and told it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "ccp-desktop-config"

#include "ccp-desktop-config.h"

CcpDesktopConfig
ccp_desktop_config_read (const CcpConfigReader *root)
{
  CcpConfigReader reader =
      ccp_config_reader_enter (root->context,
                               &ccp_config_section_desktop,
                               ccp_config_reader_find (root, "desktop"));

  return (CcpDesktopConfig){
    .notifications = ccp_config_reader_get_boolean (&reader, "notifications"),
    .inhibit_suspend = ccp_config_reader_get_boolean (&reader, "inhibit_suspend"),
    .prefer_local_offline =
        ccp_config_reader_get_boolean (&reader, "prefer_local_offline"),
  };
}
