/* ccp-desktop-config.h: what is asked of the desktop, and told it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config-reader.h"

G_BEGIN_DECLS

/* A plain value. All are true by default. */
typedef struct
{
  gboolean notifications;        /* a person is told of what needs one */
  gboolean inhibit_suspend;      /* while an answer is under way */
  gboolean prefer_local_offline; /* what needs a network fails at once without one */
} CcpDesktopConfig;

/* @root: of the whole file */
CcpDesktopConfig ccp_desktop_config_read (const CcpConfigReader *root);

G_END_DECLS
