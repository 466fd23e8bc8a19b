/* gemini-partial-args.h: the arguments of a call that come piece by piece
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct _GeminiPartialArgs GeminiPartialArgs;

GeminiPartialArgs *gemini_partial_args_new (void);
void gemini_partial_args_free (GeminiPartialArgs *self);
/* @list: what a call has as partialArgs: places, and values or pieces of texts for them
 */
void gemini_partial_args_read (GeminiPartialArgs *self, const CcpJsonValue *list);
/* Returns: (transfer full): the object */
CcpJson *gemini_partial_args_finish (GeminiPartialArgs *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GeminiPartialArgs, gemini_partial_args_free)

G_END_DECLS
