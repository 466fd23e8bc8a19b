/* tools-exit-text.h: the text that a model puts into a call of the exit tool
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* the parameter that holds the text */
#define TOOLS_EXIT_PARAMETER "response"

typedef struct _ToolsExitText ToolsExitText;

ToolsExitText *tools_exit_text_new (void);
void tools_exit_text_free (ToolsExitText *self);
/* @arguments: more of the arguments, cut anywhere
 * @out: where as much of the text is appended as is known */
void tools_exit_text_feed (ToolsExitText *self,
                           const char *arguments,
                           gsize length,
                           GString *out);
/* Appends the rest. Arguments that have no such parameter are a text all the same. */
void tools_exit_text_finish (ToolsExitText *self, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToolsExitText, tools_exit_text_free)

G_END_DECLS
