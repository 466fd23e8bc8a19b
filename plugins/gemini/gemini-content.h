/* gemini-content.h: what a candidate says
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct _GeminiContent GeminiContent;

GeminiContent *gemini_content_new (CcpExchange *exchange, CcpMessageEmitter *emitter);
void gemini_content_free (GeminiContent *self);
/* @candidate: of a chunk or of a whole answer */
void gemini_content_read (GeminiContent *self, const CcpJsonValue *candidate);
/* Says what was held back. Returns: how many web searches there were */
guint gemini_content_finish (GeminiContent *self);
/* Returns: whether anything was said that a client sees */
gboolean gemini_content_has_said (GeminiContent *self);
/* Returns: whether tools were called, all of them tools that the client has */
gboolean gemini_content_has_good_calls (GeminiContent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GeminiContent, gemini_content_free)

G_END_DECLS
