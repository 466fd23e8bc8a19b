/* edit-program.h: a list of operations
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "edit-condition.h"

G_BEGIN_DECLS

#define EDIT_PROGRAM_MAX_OPERATIONS 64

typedef struct _EditProgram EditProgram;

/* @params: with "do", and "when" and "unless" if there are such
 * Returns: (nullable) */
EditProgram *edit_program_new (CcpJson *params, GError **error);
void edit_program_free (EditProgram *self);
/* @event: (nullable): the name of the event that @json is of
 * Returns: (nullable): @json itself if nothing has changed */
CcpJson *edit_program_run (const EditProgram *self,
                           CcpExchange *exchange,
                           const char *event,
                           CcpJson *json,
                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EditProgram, edit_program_free)

G_END_DECLS
