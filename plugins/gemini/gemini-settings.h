/* gemini-settings.h: the options of the dialect, for one request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gemini-model.h"

G_BEGIN_DECLS

/* gemini.plugin says what each of them means. */
typedef struct
{
  gboolean vertex;
  GeminiModel model;
  gboolean openapi_schema;
  gboolean function_ids;
  gboolean signature_sentinel;
  gboolean system_instruction;
  gboolean images;
  gboolean tool_images;
  gboolean pdf;
  gboolean url_media;
  gboolean format_with_tools;
  gboolean search_with_tools;
  gboolean web_search;
  gint64 max_output; /* 0 for no limit */
  CcpJsonValue safety;
  CcpBodyOverrides overrides;
  CcpJsonValue extra_config; /* what the configuration adds to generationConfig */
} GeminiSettings;

void gemini_settings_init (GeminiSettings *self, CcpExchange *exchange);
/* Returns: whether the configuration leaves a member of the request, or of its
 * generationConfig, out, or has a value of its own for it */
gboolean gemini_settings_drops (const GeminiSettings *self, const char *name);
/* Returns: whether the exchange goes to Vertex AI, as the URL or an option says */
gboolean gemini_settings_is_vertex (CcpExchange *exchange);

G_END_DECLS
