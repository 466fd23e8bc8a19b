/* ccp-key-command.h: the program that makes the key of a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-config-reader.h"

G_BEGIN_DECLS

/* What api_key may be instead of a key: short-lived tokens, such as those of Google
 * Cloud, come from a program. */
typedef struct
{
  char **arguments; /* the program first; no shell looks at them */
  guint timeout;    /* seconds that it may take */
  guint lifetime;   /* seconds that a token is used for which does not tell itself */
} CcpKeyCommand;

void ccp_key_command_free (CcpKeyCommand *self);
/* Returns: (transfer full) (nullable): NULL if something is wrong, which is reported */
CcpKeyCommand *ccp_key_command_read (const CcpConfigContext *context,
                                     CcpConfigNode *node);
CcpKeyCommand *ccp_key_command_copy (const CcpKeyCommand *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CcpKeyCommand, ccp_key_command_free)

G_END_DECLS
