/* ccp-key-source.h: the key of a provider, wherever it comes from
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-provider-config.h"

G_BEGIN_DECLS

#define CCP_TYPE_KEY_SOURCE (ccp_key_source_get_type ())

/* A key of the configuration, or one that a program makes: then it is kept until it ends,
 * and requests that come in the meantime wait for the same run of the program. */
G_DECLARE_FINAL_TYPE (CcpKeySource, ccp_key_source, CCP, KEY_SOURCE, GObject)

CcpKeySource *ccp_key_source_new (const CcpProviderConfig *provider);
/* @key: (out) (transfer none) (nullable): NULL where the provider has none. Returns:
 * whether the key is there, so that nothing has to be waited for */
gboolean ccp_key_source_peek (CcpKeySource *self, CcpSecret **key);
void ccp_key_source_get_async (CcpKeySource *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* @key: (out) (transfer full) (nullable): NULL where the provider has none. Returns:
 * FALSE with an error */
gboolean ccp_key_source_get_finish (CcpKeySource *self,
                                    GAsyncResult *result,
                                    CcpSecret **key,
                                    GError **error);
/* The provider refused @key. Returns: whether there may be another one now */
gboolean ccp_key_source_refuse (CcpKeySource *self, CcpSecret *key);

G_END_DECLS
