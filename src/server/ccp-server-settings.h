/* ccp-server-settings.h: what the front door needs of the configuration
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config.h"

G_BEGIN_DECLS

/* Ref-counted; not changed once the server has it. */
typedef struct
{
  GPtrArray *client_keys;   /* (element-type CcpSecret): empty for none needed */
  GPtrArray *allowed_hosts; /* (element-type utf8): beyond loopback names */
  char *refusal;            /* (nullable): what everybody is told, whatever is asked */
  gsize max_body;           /* bytes */
  guint max_connections;
  guint header_timeout;     /* milliseconds from accept, or from the first byte */
  guint body_timeout;       /* milliseconds without a byte of the body */
  guint body_rate;          /* bytes a second that a body must have on average */
  guint keep_alive_timeout; /* milliseconds between requests */
  guint write_timeout;      /* milliseconds in which a client takes nothing */
} CcpServerSettings;

/* the defaults */
CcpServerSettings *ccp_server_settings_new (void);
CcpServerSettings *ccp_server_settings_new_from_config (CcpConfig *config);
CcpServerSettings *ccp_server_settings_ref (CcpServerSettings *self);
void ccp_server_settings_unref (CcpServerSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpServerSettings, ccp_server_settings_unref)

G_END_DECLS
