/* tools-arguments.h: the arguments of one call, which may be broken
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct _ToolsArguments ToolsArguments;

ToolsArguments *tools_arguments_new (void);
void tools_arguments_free (ToolsArguments *self);
/* Appends to @out what is certain so far. */
void tools_arguments_feed (ToolsArguments *self, const GString *text, GString *out);
/* @left: the rest of what the model wrote
 * @closed: the rest of what it should have written
 * Returns: FALSE if the model stopped before the end: then it is open which of them is
 * better, else it is @closed */
gboolean tools_arguments_finish (ToolsArguments *self, GString *left, GString *closed);

/* What a dialect made of arguments that are no JSON (protocol E.6.8)
 * @input: the input of a call
 * Returns: (nullable): the object that was meant, or NULL if @input is no such thing or
 * there is no object in it */
CcpJson *tools_arguments_unwrap (const CcpJsonValue *input, gboolean *complete);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToolsArguments, tools_arguments_free)

G_END_DECLS
