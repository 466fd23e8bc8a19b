/* test-body.c: what each class of the body plugin makes of a request
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "body-fixture.h"
#include "body-param-cases.h"

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CcpSimpleTransformer) transformer =
      body_fixture_create (c->get_type (), c->params, NULL);
  g_autoptr (CcpExchange) exchange =
      body_fixture_create_exchange (CCP_OPERATION_MESSAGES, "m-Claude", c->dialect, "{}");
  g_autoptr (CcpJson) document = body_fixture_parse (c->document);
  gboolean is_same = FALSE;
  g_autofree char *text = body_fixture_run (transformer, exchange, document, &is_same);

  g_assert_cmpstr (text, ==, c->expected != NULL ? c->expected : c->document);
  g_assert_true (is_same == (c->expected == NULL));
}

/* a request that counts tokens has fewer parameters, and others are refused */
static void
test_count (void)
{
  static const struct
  {
    GType (*get_type) (void);
    const char *params;
  } rows[] = {
    { body_max_tokens_get_type, "{'default':64}" },
    { body_merge_params_get_type, "{'params':{'seed':1}}" },
    { body_gateway_get_type, "{'params':{'seed':1}}" },
    { body_sampling_get_type, "{'temperature':1,'top_k':1}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CcpSimpleTransformer) transformer =
          body_fixture_create (rows[i].get_type (), rows[i].params, NULL);
      g_autoptr (CcpExchange) exchange =
          body_fixture_create_exchange (CCP_OPERATION_COUNT_TOKENS, "m", ANTHROPIC, "{}");
      g_autoptr (CcpJson) document = body_fixture_parse ("{'model':'m'}");
      gboolean is_same = FALSE;
      g_autofree char *text =
          body_fixture_run (transformer, exchange, document, &is_same);

      g_assert_cmpstr (text, ==, "{'model':'m'}");
      g_assert_true (is_same);
    }
}

/* what a provider has refused must not come back, or no attempt would ever succeed */
static void
test_refused_is_left_out (void)
{
  g_autoptr (CcpExchange) exchange =
      body_fixture_create_exchange (CCP_OPERATION_MESSAGES,
                                    "m",
                                    CHAT,
                                    "{'drop_params':['seed','stream_options','top_k']}");
  g_autoptr (CcpSimpleTransformer) merge =
      body_fixture_create (BODY_TYPE_MERGE_PARAMS,
                           "{'params':{'seed':1,'a':{'seed':2}},'override':true}",
                           NULL);
  g_autoptr (CcpSimpleTransformer) options =
      body_fixture_create (BODY_TYPE_STREAM_OPTIONS, "{}", NULL);
  g_autoptr (CcpJson) document = body_fixture_parse ("{'stream':true,'a':{}}");
  gboolean is_same = FALSE;
  g_autofree char *merged = body_fixture_run (merge, exchange, document, &is_same);
  g_autofree char *asked = body_fixture_run (options, exchange, document, &is_same);

  g_assert_cmpstr (merged, ==, "{'stream':true,'a':{'seed':2}}");
  g_assert_cmpstr (asked, ==, "{'stream':true,'a':{}}");
}

/* @options: of the provider
 * Returns: the body that is sent */
static char *
send (const char *params, const char *dialect, const char *options, const char *body)
{
  g_autoptr (CcpSimpleTransformer) transformer =
      body_fixture_create (BODY_TYPE_SAMPLING, params, NULL);
  g_autoptr (CcpExchange) exchange =
      body_fixture_create_exchange (CCP_OPERATION_MESSAGES, "m", dialect, options);
  g_autoptr (CcpJson) asked = body_fixture_parse ("{'top_k':1}");
  g_autoptr (CcpJson) json = body_fixture_parse (body);
  g_autoptr (CcpUpstreamRequest) request =
      ccp_upstream_request_new ("POST", "http://127.0.0.1:9/");
  g_autoptr (GError) error = NULL;
  gboolean is_same = FALSE;
  g_autofree char *hub = body_fixture_run (transformer, exchange, asked, &is_same);

  g_assert_nonnull (hub);
  ccp_upstream_request_set_body (request, json);
  ccp_simple_transformer_transform_upstream (transformer, exchange, request, &error);
  g_assert_no_error (error);
  return g_strdelimit (ccp_json_to_text (ccp_upstream_request_get_body (request)),
                       "\"",
                       '\'');
}

/* what a Chat provider may have and the Messages API has not, or the dialect keeps back
 */
static void
test_sampling_upstream (void)
{
  static const struct
  {
    const char *params;
    const char *dialect;
    const char *options;
    const char *body;
    const char *expected;
  } rows[] = {
    { "{'top_k':40,'repetition_penalty':1.10}",
      CHAT,
      "{}",
      "{}",
      "{'top_k':40,'repetition_penalty':1.10}" },
    { "{'top_k':40}", CHAT, "{}", "{'top_k':40}", "{'top_k':40}" },
    { "{'top_k':40}", CHAT, "{'drop_params':['top_k']}", "{}", "{}" },
    { "{'top_k':40,'only_if_absent':true}", CHAT, "{}", "{}", "{}" },
    { "{'repetition_penalty':1.1}",
      CHAT,
      "{}",
      "{'repetition_penalty':2}",
      "{'repetition_penalty':2}" },
    { "{'repetition_penalty':1.1}", OTHER, "{}", "{}", "{'repetition_penalty':1.1}" },
    { "{'repetition_penalty':1.1}", ANTHROPIC, "{}", "{}", "{}" },
    { "{'top_k':4,'repetition_penalty':1.1}", RESPONSES, "{}", "{}", "{}" },
    { "{'top_k':4,'repetition_penalty':1.1}", GEMINI, "{}", "{}", "{}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sent =
          send (rows[i].params, rows[i].dialect, rows[i].options, rows[i].body);

      g_assert_cmpstr (sent, ==, rows[i].expected);
    }
}

static void
add_cases (const Case *table, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *path = g_strconcat ("/body/", table[i].name, NULL);

      g_test_add_data_func (path, &table[i], test_case);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_cases (cases, G_N_ELEMENTS (cases));
  add_cases (param_cases, G_N_ELEMENTS (param_cases));
  g_test_add_func ("/body/count/adds-nothing", test_count);
  g_test_add_func ("/body/refused/is-left-out", test_refused_is_left_out);
  g_test_add_func ("/body/sampling/upstream", test_sampling_upstream);
  return g_test_run ();
}
