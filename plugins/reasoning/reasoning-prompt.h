/* reasoning-prompt.h: what a model is told so that it thinks between tags
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct
{
  const char *opening;
  const char *closing;
  const char *instruction; /* (nullable): in which the tags stand; NULL for none */
  gboolean in_system;      /* it goes to the system prompt, else to the last question */
  gint64 replay;           /* so many of the latest thoughts are shown again */
} ReasoningPrompt;

/* Returns: (transfer full) (nullable): @body itself if there is nothing to say */
CcpJson *reasoning_prompt_apply (const ReasoningPrompt *self, CcpJson *body);

G_END_DECLS
