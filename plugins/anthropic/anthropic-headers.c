/* anthropic-headers.c: which headers of the client go upstream, and which come back
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define G_LOG_DOMAIN "anthropic-headers"

#include "anthropic-headers.h"

#include <string.h>

#include "anthropic-features.h"
#include "anthropic-model.h"

#define BETA_HEADER "anthropic-beta"
#define VERSION_HEADER "anthropic-version"

/* what "[1m]" behind the name of a model stands for */
#define LONG_BETA "context-1m-2025-08-07"
#define LONG_STEM "context-1m-"

/* the only one that there has ever been */
#define VERSION "2023-06-01"

/* Credentials are not among what a plugin is shown; cookies, addresses and what belongs
 * to the connection are nobody's business (T123). */
static const char *const request_headers[] = {
  VERSION_HEADER,    "anthropic-dangerous-direct-browser-access",
  "user-agent",      "x-app",
  "x-claude-code-*", "x-client-request-id",
  "x-stainless-*",
};

/* What is meant for this proxy is for nobody else, whatever the options say. */
#define OUR_HEADERS "x-ccproxy-"

/* what tells a client how much is left, when to come again, and whom to ask */
static const char *const answer_headers[] = {
  "anthropic-*",    "request-id",    "retry-after",
  "retry-after-ms", "x-ratelimit-*", "x-should-retry",
};

static gboolean
is_passed (const char *name, char **more)
{
  if (g_str_has_prefix (name, OUR_HEADERS))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (request_headers); i++)
    if (g_pattern_match_simple (request_headers[i], name))
      return TRUE;
  for (; more != NULL && *more != NULL; more++)
    if (g_pattern_match_simple (*more, name))
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full) (nullable): the betas of @list that go upstream */
static char *
filter_betas (const AnthropicSettings *settings, const char *list)
{
  g_auto (GStrv) betas = g_strsplit (list, ",", -1);
  g_autoptr (GString) kept = g_string_new (NULL);

  for (guint i = 0; betas[i] != NULL; i++)
    {
      const char *beta = g_strstrip (betas[i]);

      if (*beta == '\0' || anthropic_features_drops_beta (settings, beta))
        continue;
      if (kept->len > 0)
        g_string_append_c (kept, ',');
      g_string_append (kept, beta);
    }
  return kept->len > 0 ? g_string_free (g_steal_pointer (&kept), FALSE) : NULL;
}

static void
pass_betas (const AnthropicSettings *settings, const char *list, CcpHeaders *headers)
{
  g_autofree char *kept = NULL;

  if (!anthropic_features_is_restricted (settings))
    {
      ccp_headers_append (headers, BETA_HEADER, list);
      return;
    }
  kept = filter_betas (settings, list);
  if (kept != NULL)
    ccp_headers_append (headers, BETA_HEADER, kept);
}

static gboolean
has_beta (CcpHeaders *headers, const char *stem)
{
  for (guint i = 0; i < ccp_headers_get_length (headers); i++)
    if (g_str_equal (ccp_headers_get_name (headers, i), BETA_HEADER) &&
        strstr (ccp_headers_get_value (headers, i), stem) != NULL)
      return TRUE;
  return FALSE;
}

void
anthropic_headers_pass (CcpExchange *exchange, char **more, CcpUpstreamRequest *request)
{
  g_auto (AnthropicSettings) settings = { 0 };
  CcpHeaders *from = ccp_exchange_get_headers (exchange);
  CcpHeaders *headers = ccp_upstream_request_get_headers (request);

  anthropic_settings_init (&settings, exchange);
  for (guint i = 0; i < ccp_headers_get_length (from); i++)
    {
      const char *value = ccp_headers_get_value (from, i);
      g_autofree char *name = g_ascii_strdown (ccp_headers_get_name (from, i), -1);

      if (g_str_equal (name, BETA_HEADER))
        pass_betas (&settings, value, headers);
      else if (is_passed (name, more))
        ccp_headers_append (headers, name, value);
    }
  if (ccp_exchange_get_route (exchange) != NULL && anthropic_model_is_long (exchange) &&
      !has_beta (headers, LONG_STEM))
    pass_betas (&settings, LONG_BETA, headers);
  if (ccp_headers_get (headers, VERSION_HEADER) == NULL)
    ccp_headers_set (headers, VERSION_HEADER, VERSION);
  for (guint i = 0; i < G_N_ELEMENTS (answer_headers); i++)
    ccp_upstream_request_pass_answer_header (request, answer_headers[i]);
}
