/* test-reasoning-enable-thinking.c: the switches in the body for the provider
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "reasoning-enable-thinking.h"
#include "reasoning-fixture.h"

typedef struct
{
  const char *name;
  const char *params;
  const char *asked;
  const char *body;
  const char *expected; /* (nullable): NULL if nothing changes */
} Case;

#define ADAPTIVE "{\"thinking\":{\"type\":\"adaptive\"}}"
#define BUDGET "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}}"

static const Case cases[] = {
  { "asked",
    "{}",
    ADAPTIVE,
    "{\"model\":\"m\"}",
    "{\"model\":\"m\",\"thinking\":{\"type\":\"enabled\"},\"enable_thinking\":true}" },
  { "with-a-budget",
    "{}",
    BUDGET,
    "{\"model\":\"m\",\"reasoning_effort\":\"low\"}",
    "{\"model\":\"m\",\"reasoning_effort\":\"low\",\"thinking\":{\"type\":\"enabled\","
    "\"budget_tokens\":2000},\"enable_thinking\":true}" },
  { "with-another-budget",
    "{\"budget\":500}",
    BUDGET,
    "{\"enable_thinking\":false,\"thinking\":{\"type\":\"x\"},\"model\":\"m\"}",
    "{\"enable_thinking\":true,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":500},"
    "\"model\":\"m\"}" },
  { "not-asked", "{}", "{}", "{\"model\":\"m\"}", NULL },
  { "asked-not-to",
    "{}",
    "{\"thinking\":{\"type\":\"disabled\"}}",
    "{\"model\":\"m\"}",
    "{\"model\":\"m\",\"thinking\":{\"type\":\"disabled\"},\"enable_thinking\":false}" },
  { "another-transformer-asked",
    "{}",
    "{}",
    "{\"reasoning_effort\":\"high\"}",
    "{\"reasoning_effort\":\"high\",\"thinking\":{\"type\":\"enabled\"},"
    "\"enable_thinking\":true}" },
  { "dialect-says-no",
    "{}",
    ADAPTIVE,
    "{\"reasoning_effort\":\"none\"}",
    "{\"thinking\":{\"type\":\"disabled\"},\"enable_thinking\":false}" },
  { "off",
    "{\"enable\":false}",
    BUDGET,
    "{\"model\":\"m\",\"reasoning_effort\":\"high\"}",
    "{\"model\":\"m\",\"thinking\":{\"type\":\"disabled\"},\"enable_thinking\":false}" },
  { "off-not-asked",
    "{\"enable\":false}",
    "{}",
    "{\"model\":\"m\"}",
    "{\"model\":\"m\",\"thinking\":{\"type\":\"disabled\"},\"enable_thinking\":false}" },
  { "already",
    "{}",
    ADAPTIVE,
    "{\"thinking\":{\"type\":\"enabled\"},\"enable_thinking\":true}",
    NULL },
};

static void
test_request (gconstpointer data)
{
  const Case *wanted = data;

  reasoning_fixture_check (REASONING_TYPE_ENABLE_THINKING,
                           wanted->params,
                           wanted->asked,
                           wanted->body,
                           wanted->expected);
}

/* it writes what the provider reads, behind the conversion */
static void
test_side (void)
{
  g_autoptr (CcpSimpleTransformer) transformer =
      reasoning_fixture_create (REASONING_TYPE_ENABLE_THINKING, "{}");

  g_assert_cmpint (ccp_transformer_get_side (CCP_TRANSFORMER (transformer)),
                   ==,
                   CCP_SIDE_UPSTREAM);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name =
          g_strconcat ("/reasoning-enable-thinking/request/", cases[i].name, NULL);

      g_test_add_data_func (name, &cases[i], test_request);
    }
  g_test_add_func ("/reasoning-enable-thinking/get-side/upstream", test_side);

  return g_test_run ();
}
