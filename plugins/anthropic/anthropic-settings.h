/* anthropic-settings.h: the options of the dialect, for one request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef enum
{
  ANTHROPIC_THINKING_DROP,
  ANTHROPIC_THINKING_UNSIGNED,
} AnthropicThinking;

/* anthropic.plugin says what each of them means. */
typedef struct
{
  char **allow_fields; /* (nullable): all */
  char **drop_fields;  /* (nullable): none */
  char **allow_betas;  /* (nullable): all */
  char **drop_betas;   /* (nullable): none */
  gboolean remind;     /* mid_system: user */
  AnthropicThinking foreign_thinking;
  gboolean drop_unsigned_thinking;
} AnthropicSettings;

void anthropic_settings_init (AnthropicSettings *self, CcpExchange *exchange);
void anthropic_settings_clear (AnthropicSettings *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AnthropicSettings, anthropic_settings_clear)

G_END_DECLS
