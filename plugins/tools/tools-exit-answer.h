/* tools-exit-answer.h: makes text of the calls of the exit tool in an answer
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct _ToolsExitAnswer ToolsExitAnswer;

/* @name: of the exit tool */
ToolsExitAnswer *tools_exit_answer_new (const char *name);
void tools_exit_answer_free (ToolsExitAnswer *self);
/* one event of a stream */
void tools_exit_answer_take (ToolsExitAnswer *self, CcpEvent *event, CcpEventBatch *out);
/* Returns: a whole answer, itself if the tool was not called */
CcpJson *tools_exit_answer_convert (ToolsExitAnswer *self, CcpJson *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToolsExitAnswer, tools_exit_answer_free)

G_END_DECLS
