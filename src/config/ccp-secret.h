/* ccp-secret.h: a key, which is never printed
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Boxed, ref-counted, locked in memory where the system allows it, zeroed when freed.
 * Nothing but the transport, the check of client keys and what starts a client calls
 * ccp_secret_reveal (). */
typedef struct _CcpSecret CcpSecret;

#define CCP_TYPE_SECRET (ccp_secret_get_type ())

GType ccp_secret_get_type (void);
CcpSecret *ccp_secret_new (const char *text);
CcpSecret *ccp_secret_ref (CcpSecret *self);
void ccp_secret_unref (CcpSecret *self);
const char *ccp_secret_reveal (CcpSecret *self);
gboolean ccp_secret_equals (CcpSecret *self, const char *text); /* in constant time */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpSecret, ccp_secret_unref)

G_END_DECLS
