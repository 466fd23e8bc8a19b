/* ccp-init-servers.h: providers that are servers on this machine
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-draft.h"
#include "ccp-local-server.h"
#include "ccp-model-choice.h"

G_BEGIN_DECLS

/* Adds @server, with its models, and reports that it was found. One without models is
 * only reported.
 * @choice: is offered its models */
void ccp_init_servers_add (CcpDraft *draft,
                           CcpModelChoice *choice,
                           const CcpLocalServer *server);

G_END_DECLS
