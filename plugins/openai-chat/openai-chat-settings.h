/* openai-chat-settings.h: the options of the dialect, for one request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef enum
{
  OPENAI_CHAT_TOGGLE_NONE,
  OPENAI_CHAT_TOGGLE_THINKING,
  OPENAI_CHAT_TOGGLE_ENABLE_THINKING,
  OPENAI_CHAT_TOGGLE_CHAT_TEMPLATE_KWARGS,
  OPENAI_CHAT_TOGGLE_OPENROUTER,
} OpenaiChatToggle;

typedef enum
{
  OPENAI_CHAT_REPLAY_NONE,
  OPENAI_CHAT_REPLAY_REASONING_CONTENT,
  OPENAI_CHAT_REPLAY_REASONING,
  OPENAI_CHAT_REPLAY_REASONING_DETAILS,
} OpenaiChatReplay;

typedef enum
{
  OPENAI_CHAT_IDS_KEEP,
  OPENAI_CHAT_IDS_OPENAI,
  OPENAI_CHAT_IDS_MISTRAL,
} OpenaiChatIds;

typedef enum
{
  OPENAI_CHAT_EMPTY_NULL,
  OPENAI_CHAT_EMPTY_STRING,
  OPENAI_CHAT_EMPTY_OMIT,
} OpenaiChatEmpty;

/* openai-chat.plugin says what each of them means. */
typedef struct
{
  gboolean openai;
  gboolean reasoning;
  const char *const *efforts; /* NULL-terminated */
  OpenaiChatToggle toggle;
  OpenaiChatReplay replay;
  gboolean replay_current;
  gboolean images;
  gboolean tool_images;
  gboolean pdf;
  gint64 max_output; /* 0 for no limit */
  const char *max_tokens_field;
  const char *mid_system; /* (nullable): the role, NULL for a reminder of the user's */
  const char *system_role;
  OpenaiChatIds tool_ids;
  OpenaiChatEmpty empty_content;
  gboolean prefix;
  gboolean tool_choice;
  gboolean parallel_tool_calls;
  gboolean stream_options;
  gboolean stop;
  gboolean temperature;
  gboolean top_p;
  gboolean top_k;
  gboolean prompt_cache_key;
  gboolean service_tier;
  gboolean stub_tools;
  gboolean strict_tools;
  gboolean drop_additional_properties_false;
  gboolean web_search;
  CcpBodyOverrides overrides;

  /*< private >*/
  char **listed_efforts; /* (nullable) */
} OpenaiChatSettings;

void openai_chat_settings_init (OpenaiChatSettings *self, CcpExchange *exchange);
void openai_chat_settings_clear (OpenaiChatSettings *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OpenaiChatSettings, openai_chat_settings_clear)

G_END_DECLS
