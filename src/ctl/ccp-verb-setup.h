/* ccp-verb-setup.h: a configuration for verbs that show what the daemon would do
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-setup.h"
#include "ccp-snapshot.h"

G_BEGIN_DECLS

/* Keys need not be set. What is wrong goes to standard error.
 * @config: (nullable): NULL for the user's
 * Returns: (nullable): NULL if it cannot be used */
CcpSetup *ccp_verb_setup_open (const char *config);
/* Returns: (nullable): a snapshot that sends nothing */
CcpSnapshot *ccp_verb_setup_create_snapshot (CcpSetup *setup, GError **error);

G_END_DECLS
