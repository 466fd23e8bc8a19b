/* ccp-listen.h: an address to listen on
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config-reader.h"

G_BEGIN_DECLS

#define CCP_LISTEN_DEFAULT_PORT 3456

/* @text: "host:port", "[ipv6]:port" or "unix:path", where the host is an address or
 * localhost and the path is absolute or starts with "~/"
 * @is_private: (out): whether only this machine can reach it
 * Returns: (nullable): "127.0.0.1:3456", "[::1]:3456" or "unix:/path" */
char *ccp_listen_parse (const char *text,
                        const char *const *environment,
                        gboolean *is_private,
                        GError **error);
/* @root: the whole file, for "listen" and "client_keys"
 * Returns: (element-type utf8) */
GPtrArray *ccp_listen_read (const CcpConfigReader *root);

G_END_DECLS
