/* openai-responses-settings.h: the options of the dialect, for one request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef enum
{
  OPENAI_RESPONSES_REPLAY_ENCRYPTED,
  OPENAI_RESPONSES_REPLAY_TEXT,
  OPENAI_RESPONSES_REPLAY_NONE,
} OpenaiResponsesReplay;

/* openai-responses.plugin says what each of them means. */
typedef struct
{
  gboolean openai;
  gboolean reasoning;
  const char *const *efforts; /* NULL-terminated */
  gboolean knows_off;         /* the efforts are those of the model for certain */
  const char *summary;        /* (nullable): NULL for none */
  OpenaiResponsesReplay replay;
  gboolean images;
  gboolean tool_media;
  gboolean pdf;
  gint64 max_output;       /* 0 for no limit */
  const char *system_role; /* (nullable): NULL for instructions */
  const char *mid_system;  /* (nullable): the role, NULL for a reminder of the user's */
  gboolean assistant_parts;
  const char *web_search; /* (nullable): the type of the provider's tool */
  gboolean tool_choice;
  gboolean parallel_tool_calls;
  gboolean strict_tools;
  gboolean drop_additional_properties_false;
  gboolean temperature;
  gboolean top_p;
  gboolean prompt_cache_key;
  CcpBodyOverrides overrides;

  /*< private >*/
  char **listed_efforts; /* (nullable) */
} OpenaiResponsesSettings;

/* @self: (out caller-allocates). @exchange: a request that has a route; the settings are
 * good as long as its options do not change */
void openai_responses_settings_init (OpenaiResponsesSettings *self,
                                     CcpExchange *exchange);
void openai_responses_settings_clear (OpenaiResponsesSettings *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OpenaiResponsesSettings,
                                  openai_responses_settings_clear)

G_END_DECLS
