/* ccp-ccr-project.h: routes of claude-code-router for a project or a session
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp-draft.h"

G_BEGIN_DECLS

/* @draft: with the configuration that it belongs to
 * @folder: the name that Claude Code gives the folder of the project, such as
 * "-srv-work-shop"
 * @session: (nullable): the id of a session, if it is for that alone
 * @text: the file, which has a "Router"
 * Adds rules that go before the ones there are. What is wrong is reported. */
void ccp_ccr_project_add (CcpDraft *draft,
                          const char *folder,
                          const char *session,
                          GBytes *text);

G_END_DECLS
