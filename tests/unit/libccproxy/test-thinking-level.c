/* test-thinking-level.c: what requests say about thinking, and the nearest effort
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ccp.h>

typedef struct
{
  const char *name;
  const char *body;
  CcpThinkingLevel level;
} Case;

#define EFFORT(effort) "\"output_config\":{\"effort\":\"" effort "\"}"
#define BUDGET(budget)                                                                   \
  "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":" budget "}}"
#define SYSTEM(rest) "{\"role\":\"system\"" rest "}"

static const Case cases[] = {
  { "unset", "{}", CCP_THINKING_UNSET },
  { "disabled", "{\"thinking\":{\"type\":\"disabled\"}}", CCP_THINKING_OFF },
  { "disabled-wins",
    "{\"thinking\":{\"type\":\"disabled\"}," EFFORT ("high") "}",
    CCP_THINKING_OFF },
  { "between-tools", "{\"thinking\":{\"type\":\"between_tools\"}}", CCP_THINKING_OFF },
  { "effort-alone", "{" EFFORT ("low") "}", CCP_THINKING_LOW },
  { "effort-wins-over-budget",
    "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}," EFFORT ("max") "}",
    CCP_THINKING_MAX },
  { "effort-medium", "{" EFFORT ("medium") "}", CCP_THINKING_MEDIUM },
  { "effort-xhigh", "{" EFFORT ("xhigh") "}", CCP_THINKING_XHIGH },
  { "T19-effort-unknown", "{" EFFORT ("ultra") "}", CCP_THINKING_UNSET },
  { "T19-adaptive", "{\"thinking\":{\"type\":\"adaptive\"}}", CCP_THINKING_DEFAULT },
  { "T19-auto", "{\"thinking\":{\"type\":\"auto\"}}", CCP_THINKING_DEFAULT },
  { "T19-no-budget", "{\"thinking\":{\"type\":\"enabled\"}}", CCP_THINKING_DEFAULT },
  { "T19-budget-no-number", BUDGET ("\"x\""), CCP_THINKING_DEFAULT },
  { "T19-no-type", "{\"thinking\":{}}", CCP_THINKING_UNSET },
  { "T20-budget-below-minimum", BUDGET ("500"), CCP_THINKING_LOW },
  { "budget-low", BUDGET ("4096"), CCP_THINKING_LOW },
  { "budget-medium", BUDGET ("4097"), CCP_THINKING_MEDIUM },
  { "budget-medium-end", BUDGET ("16384"), CCP_THINKING_MEDIUM },
  { "budget-high", BUDGET ("31999"), CCP_THINKING_HIGH },
  { "budget-xhigh", BUDGET ("40001"), CCP_THINKING_XHIGH },
  { "budget-huge", BUDGET ("1e300"), CCP_THINKING_XHIGH },
  { "system-message-changes-effort",
    "{" EFFORT ("low") ",\"messages\":[" SYSTEM ("," EFFORT ("max")) "," SYSTEM (
        "," EFFORT ("high")) "," SYSTEM ("") "]}",
    CCP_THINKING_HIGH },
};

static const char *const openai[] = { "none", "low", "medium", "high", "xhigh", NULL };
static const char *const first[] = { "minimal", "low", "medium", "high", NULL };
static const char *const two[] = { "low", "high", NULL };
static const char *const none[] = { NULL };

typedef struct
{
  CcpThinkingLevel level;
  const char *const *known;
  const char *effort;
} Pick;

static const Pick picks[] = {
  { CCP_THINKING_UNSET, openai, NULL },      { CCP_THINKING_DEFAULT, openai, NULL },
  { CCP_THINKING_OFF, openai, "none" },      { CCP_THINKING_OFF, first, "minimal" },
  { CCP_THINKING_OFF, two, "low" },          { CCP_THINKING_MAX, openai, "xhigh" },
  { CCP_THINKING_MAX, first, "high" },       { CCP_THINKING_XHIGH, first, "high" },
  { CCP_THINKING_MEDIUM, openai, "medium" }, { CCP_THINKING_MEDIUM, two, "high" },
  { CCP_THINKING_LOW, openai, "low" },       { CCP_THINKING_HIGH, none, NULL },
};

static void
test_read (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) body = ccp_json_new_from_text (test->body, -1, &error);

  g_assert_no_error (error);

  g_assert_cmpint (ccp_thinking_level_read (body), ==, test->level);
}

static void
test_pick (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (picks); i++)
    g_assert_cmpstr (ccp_thinking_level_pick_effort (picks[i].level, picks[i].known),
                     ==,
                     picks[i].effort);
}

static void
test_effort (void)
{
  g_assert_cmpstr (ccp_thinking_level_get_effort (CCP_THINKING_XHIGH), ==, "xhigh");
  g_assert_null (ccp_thinking_level_get_effort (CCP_THINKING_DEFAULT));
  g_assert_null (ccp_thinking_level_get_effort (CCP_THINKING_UNSET));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/thinking-level/read/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_read);
    }
  g_test_add_func ("/thinking-level/pick-effort/takes-the-nearest", test_pick);
  g_test_add_func ("/thinking-level/get-effort/has-words-for-levels", test_effort);

  return g_test_run ();
}
