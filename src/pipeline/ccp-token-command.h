/* ccp-token-command.h: runs a program that prints a key
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-key-command.h"

G_BEGIN_DECLS

/* Without a shell, without an input, and within the time and the size that are allowed;
 * what it says beside its output is not read. */
void ccp_token_command_run_async (const CcpKeyCommand *command,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Returns: (transfer full): what it printed, which is a secret; NULL with an error that
 * names the program and how it ended */
GBytes *ccp_token_command_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
