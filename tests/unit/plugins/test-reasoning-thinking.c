/* test-reasoning-thinking.c: what is made of the thinking that a client asks for
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "reasoning-fixture.h"
#include "reasoning-thinking.h"

#define ADD_TABLE(path, table, func)                                                     \
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)                                       \
    {                                                                                    \
      g_autofree char *name = g_strconcat (path, table[i].name, NULL);                   \
      g_test_add_data_func (name, &table[i], func);                                      \
    }

typedef struct
{
  const char *name;
  const char *params;
  const char *body;
  const char *expected; /* (nullable): NULL if nothing changes */
} Case;

static const Case cases[] = {
  { "keep-unset", "{}", "{\"max_tokens\":9,\"messages\":[]}", NULL },
  { "keep-adaptive",
    "{}",
    "{\"thinking\":{\"type\":\"adaptive\"},\"max_tokens\":9}",
    NULL },
  { "keep-budget",
    "{}",
    "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},\"max_tokens\":4000}",
    NULL },
  { "off",
    "{\"mode\":\"off\"}",
    "{\"model\":\"m\",\"thinking\":{\"type\":\"adaptive\"},\"max_tokens\":9}",
    "{\"model\":\"m\",\"thinking\":{\"type\":\"disabled\"},\"max_tokens\":9}" },
  { "off-unset",
    "{\"mode\":\"off\"}",
    "{\"max_tokens\": 9}",
    "{\"max_tokens\":9,\"thinking\":{\"type\":\"disabled\"}}" },
  { "off-already", "{\"mode\":\"off\"}", "{\"thinking\":{\"type\":\"disabled\"}}", NULL },
  { "off-clears-no-thinking",
    "{\"mode\":\"off\"}",
    "{\"thinking\":{\"type\":\"adaptive\"},\"context_management\":{\"edits\":["
    "{\"type\":\"clear_thinking_20251015\",\"keep\":\"all\"},"
    "{\"type\":\"clear_tool_uses_20250919\"}]}}",
    "{\"thinking\":{\"type\":\"disabled\"},\"context_management\":{\"edits\":["
    "{\"type\":\"clear_tool_uses_20250919\"}]}}" },
  { "off-leaves-other-edits",
    "{\"mode\":\"off\"}",
    "{\"thinking\":{\"type\":\"disabled\"},\"context_management\":{\"edits\":["
    "{\"type\":\"clear_tool_uses_20250919\"}]}}",
    NULL },
  { "on",
    "{\"mode\":\"on\"}",
    "{\"max_tokens\":9}",
    "{\"max_tokens\":9,\"thinking\":{\"type\":\"adaptive\"}}" },
  { "on-although-disabled",
    "{\"mode\":\"on\",\"budget\":2048}",
    "{\"thinking\":{\"type\":\"disabled\"},\"max_tokens\":9000}",
    "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048},\"max_tokens\":9000}" },
  { "on-already",
    "{\"mode\":\"on\"}",
    "{\"thinking\":{\"type\":\"adaptive\"},\"temperature\":1}",
    NULL },
  { "on-clears-sampling",
    "{\"mode\":\"on\",\"effort\":\"low\"}",
    "{\"temperature\":0.2,\"top_k\":5,\"top_p\":0.5,\"max_tokens\":9}",
    "{\"max_tokens\":9,\"thinking\":{\"type\":\"adaptive\"},"
    "\"output_config\":{\"effort\":\"low\"}}" },
  { "on-keeps-what-is-allowed",
    "{\"mode\":\"on\"}",
    "{\"temperature\":1.0,\"top_p\":0.95,\"max_tokens\":9}",
    "{\"temperature\":1.0,\"top_p\":0.95,\"max_tokens\":9,"
    "\"thinking\":{\"type\":\"adaptive\"}}" },
  { "on-not-with-a-forced-call",
    "{\"mode\":\"on\"}",
    "{\"tool_choice\":{\"type\":\"tool\",\"name\":\"T\"},\"thinking\":{\"type\":"
    "\"disabled\"}}",
    NULL },
  { "on-not-with-any-call",
    "{\"mode\":\"on\"}",
    "{\"tool_choice\":{\"type\":\"any\"}}",
    NULL },
  { "on-not-behind-a-prefill",
    "{\"mode\":\"on\"}",
    "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
    "{\"role\":\"assistant\",\"content\":\"{\"}]}",
    NULL },
  { "on-not-without-room",
    "{\"mode\":\"on\",\"budget\":4096}",
    "{\"max_tokens\":1000,\"temperature\":0}",
    NULL },
  { "effort",
    "{\"effort\":\"high\"}",
    "{\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"},"
    "\"output_config\":{\"effort\":\"max\",\"format\":{}}}",
    "{\"thinking\":{\"type\":\"adaptive\",\"display\":\"omitted\"},"
    "\"output_config\":{\"effort\":\"high\",\"format\":{}}}" },
  { "effort-already",
    "{\"effort\":\"high\"}",
    "{\"thinking\": {\"type\": \"adaptive\"},\"output_config\":{\"effort\":\"high\"}}",
    NULL },
  { "effort-for-a-budget",
    "{\"effort\":\"high\"}",
    "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},\"max_tokens\":4000}",
    "{\"thinking\":{\"type\":\"adaptive\"},\"max_tokens\":4000,"
    "\"output_config\":{\"effort\":\"high\"}}" },
  { "effort-not-if-not-asked", "{\"effort\":\"high\"}", "{\"max_tokens\":9}", NULL },
  { "effort-not-if-disabled",
    "{\"effort\":\"high\"}",
    "{\"thinking\":{\"type\":\"disabled\"},\"output_config\":{\"effort\":\"low\"}}",
    NULL },
  { "budget-for-an-effort",
    "{\"budget\":2048}",
    "{\"max_tokens\":9000,\"thinking\":{\"type\":\"adaptive\"},"
    "\"output_config\":{\"effort\":\"max\"}}",
    "{\"max_tokens\":9000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}}" },
  { "budget-without-a-limit",
    "{\"budget\":2048}",
    "{\"thinking\":{\"type\":\"adaptive\"}}",
    "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}}" },
  { "budget-makes-room",
    "{\"budget\":32000}",
    "{\"max_tokens\":32000,\"thinking\":{\"type\":\"adaptive\"}}",
    "{\"max_tokens\":32000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":24000}"
    "}" },
  { "budget-without-room",
    "{\"budget\":2048}",
    "{\"max_tokens\":1200,\"thinking\":{\"type\":\"adaptive\"}}",
    "{\"max_tokens\":1200,\"thinking\":{\"type\":\"disabled\"}}" },
  { "own-budget-makes-room",
    "{}",
    "{\"max_tokens\":4000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":4000}}",
    "{\"max_tokens\":4000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":3000}}" },
  { "own-budget-too-small",
    "{}",
    "{\"max_tokens\":4000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":10}}",
    "{\"max_tokens\":4000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}}" },
  { "min-budget",
    "{\"min_budget\":2000}",
    "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},"
    "\"output_config\":{\"effort\":\"low\"}}",
    "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},"
    "\"output_config\":{\"effort\":\"low\"}}" },
  { "max-budget",
    "{\"max_budget\":8000}",
    "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":31999},\"max_tokens\":32000}",
    "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":8000},\"max_tokens\":32000}" },
  { "map-effort-to-budget",
    "{\"map\":{\"low\":1024,\"high\":8192}}",
    "{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"high\"}}",
    "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":8192}}" },
  { "map-effort-to-effort",
    "{\"map\":{\"max\":\"high\"}}",
    "{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"max\"}}",
    "{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"high\"}}" },
  { "map-budget-to-effort",
    "{\"map\":{\"low\":\"medium\"}}",
    "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":4096}}",
    "{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"medium\"}}" },
  { "map-default",
    "{\"map\":{\"default\":\"low\"}}",
    "{\"thinking\":{\"type\":\"adaptive\"}}",
    "{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"low\"}}" },
  { "map-to-off",
    "{\"map\":{\"low\":\"off\"}}",
    "{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"low\"}}",
    "{\"thinking\":{\"type\":\"disabled\"},\"output_config\":{\"effort\":\"low\"}}" },
  { "map-to-false",
    "{\"map\":{\"low\":false}}",
    "{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"low\"}}",
    "{\"thinking\":{\"type\":\"disabled\"},\"output_config\":{\"effort\":\"low\"}}" },
  { "map-has-no-entry",
    "{\"map\":{\"low\":1024}}",
    "{\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"max\"}}",
    NULL },
  { "map-and-on",
    "{\"mode\":\"on\",\"map\":{\"default\":2048}}",
    "{\"max_tokens\":9000}",
    "{\"max_tokens\":9000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}}" },
  { "mid-conversation-effort-is-replaced",
    "{\"map\":{\"max\":\"low\"}}",
    "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
    "{\"role\":\"system\",\"content\":\"b\",\"output_config\":{\"effort\":\"max\"}}],"
    "\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"high\"}}",
    "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
    "{\"role\":\"system\",\"content\":\"b\",\"output_config\":{\"effort\":\"low\"}}],"
    "\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"low\"}}" },
  { "mid-conversation-effort-is-removed",
    "{\"budget\":2048}",
    "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
    "{\"role\":\"system\",\"content\":\"b\",\"output_config\":{\"effort\":\"max\"}},"
    "{\"role\":\"system\",\"output_config\":{\"effort\":\"low\",\"x\":1}},"
    "{\"role\":\"system\",\"output_config\":{\"effort\":\"max\"}}],"
    "\"thinking\":{\"type\":\"adaptive\"}}",
    "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
    "{\"role\":\"system\",\"content\":\"b\"},"
    "{\"role\":\"system\",\"output_config\":{\"x\":1}}],"
    "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}}" },
};

typedef struct
{
  const char *name;
  const char *params;
  const char *message;
} Refusal;

static const Refusal refusals[] = {
  { "effort-and-budget",
    "{\"effort\":\"low\",\"budget\":2000}",
    "budget: only one of effort, budget and map can be set" },
  { "effort-and-map",
    "{\"effort\":\"low\",\"map\":{}}",
    "effort: only one of effort, budget and map can be set" },
  { "unknown-effort",
    "{\"map\":{\"hihg\":1024}}",
    "map.hihg: unknown effort; expected low, medium, high, xhigh, max or default" },
  { "budget-too-small",
    "{\"map\":{\"low\":1000}}",
    "map.low: expected an effort (low, medium, high, xhigh, max), a budget of at least "
    "1024 tokens, or off" },
  { "no-amount",
    "{\"map\":{\"max\":\"some\"}}",
    "map.max: expected an effort (low, medium, high, xhigh, max), a budget of at least "
    "1024 tokens, or off" },
  { "no-range",
    "{\"min_budget\":3000,\"max_budget\":2000}",
    "min_budget: 3000 is more than max_budget, 2000" },
};

static void
test_request (gconstpointer data)
{
  const Case *wanted = data;

  reasoning_fixture_check (REASONING_TYPE_THINKING,
                           wanted->params,
                           NULL,
                           wanted->body,
                           wanted->expected);
}

static void
test_refuses (gconstpointer data)
{
  const Refusal *wanted = data;
  g_autofree char *message =
      reasoning_fixture_refuse (REASONING_TYPE_THINKING, wanted->params);

  g_assert_cmpstr (message, ==, wanted->message);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_TABLE ("/reasoning-thinking/request/", cases, test_request);
  ADD_TABLE ("/reasoning-thinking/configure/refuses-", refusals, test_refuses);

  return g_test_run ();
}
