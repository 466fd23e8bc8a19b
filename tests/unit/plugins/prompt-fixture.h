/* prompt-fixture.h: transformers of the prompt plugin, and requests that go through them
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <ccp.h>

G_BEGIN_DECLS

/* in all of these texts an apostrophe stands for a quote */
typedef struct
{
  const char *name;
  const char *params;
  const char *body;
  const char *expected; /* (nullable): NULL if the request stays as it is */
} PromptCase;

/* params that are refused */
typedef struct
{
  const char *name;
  const char *params;
  const char *message; /* how it begins */
} PromptFault;

static inline char *
prompt_fixture_quote (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

static inline CcpJson *
prompt_fixture_parse (const char *text)
{
  g_autofree char *quoted = prompt_fixture_quote (text);
  g_autoptr (GError) error = NULL;
  CcpJson *json = ccp_json_new_from_text (quoted, -1, &error);

  g_assert_no_error (error);
  return json;
}

static inline CcpSimpleTransformer *
prompt_fixture_create (GType type, const char *params)
{
  CcpSimpleTransformer *transformer = g_object_new (type, NULL);
  g_autoptr (CcpJson) json = prompt_fixture_parse (params);
  g_autoptr (GError) error = NULL;

  ccp_transformer_configure (CCP_TRANSFORMER (transformer), json, &error);
  g_assert_no_error (error);
  return transformer;
}

static inline void
prompt_fixture_run (GType type, CcpExchange *exchange, const PromptCase *wanted)
{
  g_autoptr (CcpSimpleTransformer) transformer =
      prompt_fixture_create (type, wanted->params);
  g_autoptr (CcpJson) body = prompt_fixture_parse (wanted->body);
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) changed =
      ccp_simple_transformer_transform_request (transformer, exchange, body, &error);
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;

  g_assert_no_error (error);
  text = ccp_json_to_text (changed);
  if (wanted->expected == NULL)
    {
      g_assert_true (changed == body);
      return;
    }
  expected = prompt_fixture_quote (wanted->expected);
  g_assert_cmpstr (text, ==, expected);
}

static inline void
prompt_fixture_refuse (GType type, const PromptFault *wanted)
{
  g_autoptr (CcpTransformer) transformer = g_object_new (type, NULL);
  g_autoptr (CcpJson) params = prompt_fixture_parse (wanted->params);
  g_autoptr (GError) error = NULL;

  g_assert_false (ccp_transformer_configure (transformer, params, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
  g_assert_true (g_str_has_prefix (error->message, wanted->message));
}

static inline CcpExchange *
prompt_fixture_create_exchange (void)
{
  g_autoptr (CcpJson) body = prompt_fixture_parse ("{'model':'m'}");

  return ccp_exchange_new (CCP_OPERATION_MESSAGES, NULL, body);
}

G_END_DECLS
