/* tools-exit-request.h: offers the exit tool to a model
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;        /* of the exit tool */
  char *description; /* of it */
  char *reminder;    /* that tool mode is active; {name} stands for the tool's name */
} ToolsExitWords;

/* Returns: (nullable): the name that the tool gets, which no tool of the client has; NULL
 * if the request is to be left alone: it has no tools, or the client says what is called
 */
char *tools_exit_request_choose_name (CcpJson *body, const char *wanted);
/* Returns: the request with the tool @name, which must be called if no other is */
CcpJson *
tools_exit_request_change (CcpJson *body, const ToolsExitWords *words, const char *name);

G_END_DECLS
