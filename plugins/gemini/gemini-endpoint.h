/* gemini-endpoint.h: the URLs of a provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

typedef struct _GeminiEndpoint GeminiEndpoint;

/* @settings: what the provider is configured with: url and options. Returns: (transfer
 * full): NULL with an error of the domain CCP_ERROR */
GeminiEndpoint *gemini_endpoint_new (CcpJson *settings, GError **error);
void gemini_endpoint_free (GeminiEndpoint *self);
/* @method: such as "generateContent". Returns: (transfer full) */
char *gemini_endpoint_make_model_url (const GeminiEndpoint *self,
                                      const char *model,
                                      const char *method,
                                      const char *query);
char *gemini_endpoint_make_models_url (const GeminiEndpoint *self);
/* Returns: whether it speaks of a project of Google Cloud, which has no API keys */
gboolean gemini_endpoint_has_project (const GeminiEndpoint *self);
/* Returns: whether it is Vertex AI */
gboolean gemini_endpoint_get_vertex (const GeminiEndpoint *self);
/* Returns: (transfer none): what stands before the name of a model in a request */
const char *gemini_endpoint_strip_model (const char *model);
/* Returns: whether a URL is one of Vertex AI */
gboolean gemini_endpoint_is_vertex (const char *url);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GeminiEndpoint, gemini_endpoint_free)

G_END_DECLS
