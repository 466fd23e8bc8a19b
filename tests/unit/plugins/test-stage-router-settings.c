/* test-stage-router-settings.c: what is said of settings that are wrong or without effect
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "stage-router-fixture.h"

#define D "\"default\":\"m\","
#define RULES(rules) "{" D "\"rules\":[" rules "]}"
#define WHEN(when) "{\"when\":" when ",\"use\":\"r\"}"
#define NONE "neither a model nor provider,model nor provider/model"

typedef struct
{
  const char *name;
  const char *settings;
  const char *findings; /* a line each; warnings begin with "~ " */
} Case;

static const Case cases[] = {
  { "good",
    "{" D "\"planning\":[\"r\",\"s\"],\"thinking\":{\"use\":\"think\",\"effort\":"
    "\"high\",\"budget\":16000},"
    "\"background\":{\"use\":\"small\",\"models\":[\"*haiku*\"]},\"long_"
    "context\":{\"use\":\"long\",\"threshold\":60000},"
    "\"profile\":\"w\",\"profiles\":{\"w\":{\"default\":\"r\",\"rules\":[]}},"
    "\"rules\":[{\"name\":\"a\",\"when\":{\"model\":\"x\",\"not\":{\"stage\":"
    "\"image\"}},\"use\":[\"r\",\"s\"]}]}",
    "" },
  { "nulls",
    "{" D "\"planning\":null,\"rules\":null,\"profile\":null,\"profiles\":null,"
    "\"longContextThreshold\":null,\"thinking\":{\"use\":\"r\",\"effort\":null}}",
    "" },
  { "no-default",
    "{}",
    "default: name the model that gets what nothing else is set for" },
  { "default-of-another-type",
    "{\"default\":5}",
    "default: expected a model, a list of models, or a mapping with \"use\", got "
    "5" },
  { "unknown-default",
    "{\"default\":\"smal\"}",
    "default: \"smal\" is " NONE "; did you mean \"small\"?" },
  { "each-unknown-model",
    "{\"default\":[\"m\",\"zz,q\",\"smal\"],\"image\":{\"use\":[\"eyse\"]}}",
    "image.use[0]: \"eyse\" is " NONE "; did you mean \"eyes\"?\n"
    "default[1]: \"zz,q\" is " NONE "\n"
    "default[2]: \"smal\" is " NONE "; did you mean \"small\"?" },
  { "empty-chain",
    "{\"default\":[]}",
    "default: expected at least one, got an empty list" },
  { "chain-of-other-things",
    "{\"default\":[\"m\",{},\" \",\"smal\"]}",
    "default[1]: expected a text, got a mapping\n"
    "default[2]: expected a text, got an empty one\n"
    "default[3]: \"smal\" is " NONE "; did you mean \"small\"?" },
  { "twice-in-a-chain",
    "{\"default\":[\"m\",\"r\",\"Acme,m\"]}",
    "~ default[2]: \"Acme,m\" is in this list before; it will not be tried "
    "twice" },
  { "no-use",
    "{" D "\"thinking\":{\"effort\":\"high\"}}",
    "thinking: \"use\" is missing: the model that does this work" },
  { "unknown-key-of-a-stage",
    "{" D "\"planning\":{\"use\":\"r\",\"effort\":\"high\"},\"thinking\":{"
    "\"use\":\"r\",\"efort\":\"high\"}}",
    "planning.effort: unknown key; known here: use\n"
    "thinking.efort: unknown key; did you mean \"effort\"?" },
  { "unknown-effort",
    "{" D "\"thinking\":{\"use\":\"r\",\"effort\":\"lots\"}}",
    "thinking.effort: expected one of low, medium, high, xhigh, max, got "
    "\"lots\"" },
  { "budget-out-of-range",
    "{" D "\"thinking\":{\"use\":\"r\",\"budget\":500}}",
    "thinking.budget: expected 1024..100000000 tokens, got 500" },
  { "threshold-of-another-type",
    "{" D "\"long_context\":{\"use\":\"r\",\"threshold\":\"60k\"}}",
    "long_context.threshold: expected a number of tokens, got \"60k\"" },
  { "threshold-out-of-range",
    "{" D "\"longContextThreshold\":0}",
    "longContextThreshold: expected 1..100000000 tokens, got 0" },
  { "two-thresholds",
    "{" D "\"longContextThreshold\":5,\"longContext\":{\"use\":\"r\",\"threshold\":5}}",
    "longContextThreshold: long_context has a threshold as well; write it once" },
  { "threshold-above-the-window",
    "{" D "\"long_context\":{\"use\":\"tiny\",\"threshold\":100}}",
    "~ long_context: the threshold of 100 tokens is not below the window of the "
    "model, "
    "which is 100" },
  { "threshold-alone-above-the-window",
    "{" D "\"longContext\":\"tiny\",\"longContextThreshold\":200}",
    "~ longContextThreshold: the threshold of 200 tokens is not below the window "
    "of the "
    "model, which is 100" },
  { "both-names-of-a-stage",
    "{" D "\"thinking\":\"r\",\"think\":\"s\"}",
    "think: \"think\" is another name of \"thinking\", which is there as well; "
    "write it "
    "once" },
  { "patterns-of-another-type",
    "{" D "\"background\":{\"use\":\"r\",\"models\":[5]}}",
    "background.models[0]: expected a text, got 5" },

  { "rules-of-another-type",
    "{" D "\"rules\":{\"when\":{}}}",
    "rules: expected a list of rules, each with \"when\" and \"use\", got a "
    "mapping" },
  { "rule-of-another-type", RULES ("\"r\""), "rules[0]: expected a mapping, got \"r\"" },
  { "unknown-key-of-a-rule",
    RULES ("{\"wehn\":{},\"use\":\"r\"}"),
    "rules[0].wehn: unknown key; did you mean \"when\"?" },
  { "rule-without-use",
    RULES ("{\"name\":\"a\"}"),
    "rules[0]: \"use\" is missing: the model that gets what the rule holds for" },
  { "rule-of-an-unknown-model",
    RULES (WHEN ("{\"model\":\"x\"}") ",{\"when\":{\"model\":\"y\"},\"use\":\"smal\"}"),
    "rules[1].use: \"smal\" is " NONE "; did you mean \"small\"?" },
  { "name-of-another-type",
    RULES ("{\"name\":5,\"use\":\"r\"}"),
    "rules[0].name: expected a text, got 5" },
  { "unknown-condition",
    RULES (WHEN ("{\"modle\":\"x\",\"tool\":\"y\"}")),
    "rules[0].when.modle: unknown key; did you mean \"model\"?\n"
    "rules[0].when.tool: unknown key; did you mean \"tools\"?" },
  { "condition-of-another-type",
    RULES (WHEN ("{\"model\":5,\"client\":[],\"session\":null,\"header\":\"x\"}")),
    "rules[0].when.model: expected a text, got 5\n"
    "rules[0].when.header: expected a mapping of names of headers to patterns, "
    "got "
    "\"x\"\n"
    "rules[0].when.client: expected at least one, got an empty list\n"
    "rules[0].when.session: expected a text, got nothing" },
  { "unknown-stage",
    RULES (WHEN ("{\"stage\":\"planing\"}")),
    "rules[0].when.stage: no stage is called \"planing\"; did you mean "
    "\"planning\"?" },
  { "bad-range",
    RULES (WHEN ("{\"tokens\":\"50000\"}")),
    "rules[0].when.tokens: expected a number of tokens such as \"> 50000\", \"<= "
    "8k\" or "
    "\"1000..5000\", got \"50000\"" },
  { "number-is-no-range",
    RULES (WHEN ("{\"tokens\":50000}")),
    "rules[0].when.tokens: expected a number of tokens such as \"> 50000\", \"<= 8k\" or "
    "\"1000..5000\", got 50000" },
  { "bad-header",
    RULES (WHEN ("{\"header\":{\"x-a\":{}}}")),
    "rules[0].when.header.x-a: expected a text, got a mapping" },
  { "empty-not",
    RULES (WHEN ("{\"not\":{}}")),
    "rules[0].when.not: expected at least one condition, got none" },
  { "unknown-key-in-not",
    RULES (WHEN ("{\"not\":{\"x\":1}}")),
    "rules[0].when.not.x: unknown key; known here: model, stage, header, tokens, "
    "tools, "
    "client, system, project, session, not" },

  { "after-an-unconditional-rule",
    RULES ("{\"use\":\"r\"}," WHEN ("{\"model\":\"x\"}")),
    "~ rules[1]: never decides: rules[0] holds for every request" },
  { "after-an-empty-condition",
    RULES (WHEN ("{}") "," WHEN ("{\"model\":\"x\"}")),
    "~ rules[1]: never decides: rules[0] holds for every request" },
  { "implied-by-a-wider-pattern",
    RULES (WHEN ("{\"model\":\"claude-*\"}") "," WHEN (
        "{\"model\":\"claude-opus-*\",\"client\":\"x\"}")),
    "~ rules[1]: never decides: rules[0] holds for all that this one holds for" },
  { "implied-by-one-of-several",
    RULES (WHEN ("{\"model\":[\"a\",\"b\"]}") "," WHEN ("{\"model\":\"c\"}") "," WHEN (
        "{\"model\":[\"b\",\"a\"]}")),
    "~ rules[2]: never decides: rules[0] holds for all that this one holds for" },
  { "implied-by-a-wider-range",
    RULES (WHEN ("{\"tokens\":\"> 100\"}") "," WHEN ("{\"tokens\":\"500..600\"}")),
    "~ rules[1]: never decides: rules[0] holds for all that this one holds for" },
  { "implied-by-more-stages",
    RULES (
        WHEN ("{\"stage\":[\"image\",\"thinking\"]}") "," WHEN ("{\"stage\":\"think\"}")),
    "~ rules[1]: never decides: rules[0] holds for all that this one holds for" },
  { "implied-by-a-header",
    RULES (WHEN ("{\"header\":{\"X-A\":\"*\"}}") "," WHEN (
        "{\"header\":{\"x-b\":\"1\",\"x-a\":\"1\"}}")),
    "~ rules[1]: never decides: rules[0] holds for all that this one holds for" },
  { "implied-by-not",
    RULES (WHEN ("{\"not\":{\"model\":\"claude-opus\"}}") "," WHEN (
        "{\"not\":{\"model\":\"claude-*\"}}")),
    "~ rules[1]: never decides: rules[0] holds for all that this one holds for" },
  { "not-implied",
    RULES (WHEN ("{\"model\":\"claude-opus-*\"}") "," WHEN (
        "{\"model\":\"claude-*"
        "\"}") "," WHEN ("{\"tok"
                         "ens\":"
                         "\"> "
                         "100\""
                         "}") "," WHEN ("{\"tokens\":\"> 50\"}") "," WHEN ("{\"header\":{"
                                                                           "\"x-a\":"
                                                                           "\"1\"}}") "," WHEN ("{\"header\":{\"x-b\":"
                                                                                                "\"1\"}}") "," WHEN ("{\"no"
                                                                                                                     "t\":{"
                                                                                                                     "\"mod"
                                                                                                                     "el\":"
                                                                                                                     "\"x*"
                                                                                                                     "\"}}") "," WHEN ("{\"not\":{\"model\":\"x\"}}")),
    "" },
  { "stages-after-an-unconditional-rule",
    "{" D "\"planning\":\"r\",\"image\":\"eyes\",\"rules\":[{\"use\":\"s\"}]}",
    "~ planning: gets no request: rules[0] takes them all\n"
    "~ image: gets no request: rules[0] takes them all" },
  { "stage-that-a-rule-takes",
    "{" D "\"planning\":\"r\",\"image\":\"eyes\",\"rules\":[" WHEN (
        "{\"stage\":\"planning\"}") "]}",
    "~ planning: gets no request: rules[0] takes them all" },
  { "stage-that-a-rule-takes-in-part",
    "{" D "\"planning\":\"r\",\"rules\":[" WHEN (
        "{\"stage\":\"planning\",\"model\":\"x\"}") "]}",
    "" },

  { "unknown-profile",
    "{" D "\"profile\":\"wrok\",\"profiles\":{\"work\":{\"default\":\"r\"}}}",
    "profile: no profile is called \"wrok\"; did you mean \"work\"?" },
  { "profile-where-there-are-none",
    "{" D "\"profile\":\"work\"}",
    "profile: no profile is called \"work\"; known here: none" },
  { "profile-of-another-type",
    "{" D "\"profile\":[]}",
    "profile: expected the name of a profile, got a list" },
  { "profiles-of-another-type",
    "{" D "\"profiles\":[]}",
    "profiles: expected a mapping of names to stages and rules, got a list" },
  { "profile-that-is-no-mapping",
    "{" D "\"profiles\":{\"w\":\"r\"}}",
    "profiles.w: expected a mapping, got \"r\"" },
  { "unknown-key-of-a-profile",
    "{" D "\"profiles\":{\"w\":{\"defualt\":\"r\",\"planning\":\"r\"}}}",
    "profiles.w.defualt: unknown key; did you mean \"default\"?" },
  { "profile-with-faults",
    "{" D "\"profiles\":{\"w\":{\"planning\":\"smal\",\"rules\":[{\"use\":\"r\"}"
    "," WHEN ("{\"modle\":\"x\"}") "]}}}",
    "profiles.w.planning: \"smal\" is " NONE "; did you mean \"small\"?\n"
    "profiles.w.rules[1].when.modle: unknown key; did you mean \"model\"?" },
  { "profile-that-changes-nothing",
    "{" D "\"profiles\":{\"w\":{}}}",
    "~ profiles.w: the profile changes nothing: it has neither stages nor "
    "rules" },
  { "unreachable-rule-of-a-profile",
    "{" D "\"profiles\":{\"w\":{\"planning\":\"r\",\"rules\":[{\"use\":\"r\"},{"
    "\"use\":\"s\"}]}}}",
    "~ profiles.w.rules[1]: never decides: profiles.w.rules[0] holds for every "
    "request\n"
    "~ profiles.w.planning: gets no request: profiles.w.rules[0] takes them "
    "all" },
};

static char *
describe (CcpFindings *findings)
{
  GString *string = g_string_new (NULL);

  for (guint i = 0; i < ccp_findings_get_length (findings); i++)
    g_string_append_printf (
        string,
        "%s%s%s: %s",
        i > 0 ? "\n" : "",
        ccp_findings_get_severity (findings, i) == CCP_SEVERITY_WARNING ? "~ " : "",
        ccp_findings_get_place (findings, i),
        ccp_findings_get_message (findings, i));
  return g_string_free (string, FALSE);
}

static void
test_lint (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpRouter) router = g_object_new (STAGE_ROUTER_TYPE_ROUTER, NULL);
  g_autoptr (CcpJson) settings = ccp_json_new_from_text (c->settings, -1, &error);
  g_autoptr (CcpCatalog) catalog = stage_router_fixture_create_catalog ();
  g_autoptr (CcpFindings) findings = ccp_findings_new ();
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  ccp_router_lint (router, settings, catalog, findings);

  found = describe (findings);
  g_assert_cmpstr (found, ==, c->findings);
}

/* What is an error for one is one for the other; the first is told. */
static void
test_configure (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpRouter) router = stage_router_fixture_create (c->settings, &error);
  gboolean is_wrong = *c->findings != '\0' && *c->findings != '~';
  g_autofree char *expected = g_strconcat ("routing.", c->findings, NULL);

  expected[strcspn (expected, "\n")] = '\0';
  g_assert_true ((router == NULL) == is_wrong);
  if (is_wrong)
    {
      g_assert_error (error, CCP_ERROR, CCP_ERROR_CONFIG);
      g_assert_cmpstr (error->message, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *lint =
          g_strconcat ("/stage-router-settings/lint/", cases[i].name, NULL);
      g_autofree char *configure =
          g_strconcat ("/stage-router-settings/configure/", cases[i].name, NULL);

      g_test_add_data_func (lint, &cases[i], test_lint);
      g_test_add_data_func (configure, &cases[i], test_configure);
    }
  return g_test_run ();
}
