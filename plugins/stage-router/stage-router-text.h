/* stage-router-text.h: looks for words in a string of a document without copying it
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ccp.h"

G_BEGIN_DECLS

/* What stands between the quotes of a string, escapes and all. Words without a character
 * that JSON escapes can be looked for in it. */
typedef struct
{
  const char *start;
  const char *end;
} StageRouterText;

/* @value: anything; what is no string has no text */
StageRouterText stage_router_text_get (const CcpJsonValue *value);
/* Returns: (nullable): the first place of @words at @from or behind it */
const char *
stage_router_text_find (const StageRouterText *self, const char *from, const char *words);
/* whether @words stand at @place, whatever the case of their letters */
gboolean stage_router_text_has_at (const StageRouterText *self,
                                   const char *place,
                                   const char *words);
/* Returns: the place before @words if they end at @place, else @place */
const char *stage_router_text_skip_back (const StageRouterText *self,
                                         const char *place,
                                         const char *words);
/* whether a line of the text begins at @place */
gboolean stage_router_text_is_line (const StageRouterText *self, const char *place);

G_END_DECLS
