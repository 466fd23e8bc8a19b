/* anthropic-settings.c: the options of the dialect, for one request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "anthropic-settings"

#include "anthropic-settings.h"

/* who looks at signatures */
static const char *const strict_domains[] = { "anthropic.com", NULL };

static const char *const mid_systems[] = { "keep", "user", NULL };
static const char *const thinkings[] = {
  [ANTHROPIC_THINKING_DROP] = "drop",
  [ANTHROPIC_THINKING_UNSIGNED] = "unsigned",
  NULL,
};

void
anthropic_settings_init (AnthropicSettings *self, CcpExchange *exchange)
{
  *self = (AnthropicSettings){ 0 };
  self->allow_fields = ccp_exchange_dup_option_strv (exchange, "allow_fields");
  self->drop_fields = ccp_exchange_dup_option_strv (exchange, "drop_fields");
  self->allow_betas = ccp_exchange_dup_option_strv (exchange, "allow_betas");
  self->drop_betas = ccp_exchange_dup_option_strv (exchange, "drop_betas");
  self->remind =
      ccp_exchange_get_option_word (exchange, "mid_system", mid_systems, 0) == 1;
  self->foreign_thinking = ccp_exchange_get_option_word (exchange,
                                                         "foreign_thinking",
                                                         thinkings,
                                                         ANTHROPIC_THINKING_DROP);
  self->drop_unsigned_thinking = ccp_exchange_get_option_boolean (
      exchange,
      "drop_unsigned_thinking",
      ccp_exchange_is_upstream_at (exchange, strict_domains));
}

void
anthropic_settings_clear (AnthropicSettings *self)
{
  g_clear_pointer (&self->allow_fields, g_strfreev);
  g_clear_pointer (&self->drop_fields, g_strfreev);
  g_clear_pointer (&self->allow_betas, g_strfreev);
  g_clear_pointer (&self->drop_betas, g_strfreev);
}
