/* ccp-access-token.h: what a program printed as a key, and how long it is good
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-secret.h"

G_BEGIN_DECLS

/* Pure: the clock is a parameter, in microseconds since 1970. */
typedef struct
{
  CcpSecret *secret; /* (nullable): none */
  gint64 expires;    /* when to have another one made */
} CcpAccessToken;

/* Reads a key that stands alone, or a JSON object with one. @lifetime: in seconds, of a
 * key that does not tell how long it is good. Errors never show what was read. */
gboolean ccp_access_token_parse (CcpAccessToken *self,
                                 GBytes *output,
                                 guint lifetime,
                                 gint64 now,
                                 GError **error);
void ccp_access_token_clear (CcpAccessToken *self);
gboolean ccp_access_token_is_good (const CcpAccessToken *self, gint64 now);

G_END_DECLS
