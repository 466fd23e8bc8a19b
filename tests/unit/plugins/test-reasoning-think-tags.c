/* test-reasoning-think-tags.c: the tags that a configuration can name
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "reasoning-think-tags.h"

#include "reasoning-fixture.h"

typedef struct
{
  const char *name;
  const char *params;
  const char *message;
} Refusal;

#define EXPECTED                                                                         \
  "expected a name such as think, or a list of the opening and the closing tag, each "   \
  "of at most 64 bytes"

static const Refusal refusals[] = {
  { "no-tags", "{\"tags\":[]}", "tags: expected 1 to 16 tags, got 0" },
  { "no-name", "{\"tags\":[\"think\",\"<think>\"]}", "tags[1]: " EXPECTED },
  { "empty-name", "{\"tags\":[\"\"]}", "tags[0]: " EXPECTED },
  { "one-tag", "{\"tags\":[[\"a\"]]}", "tags[0]: " EXPECTED },
  { "empty-tag", "{\"tags\":[[\"a\",\"\"]]}", "tags[0]: " EXPECTED },
  { "number", "{\"tags\":[1]}", "tags[0]: " EXPECTED },
};

static void
test_refuses (gconstpointer data)
{
  const Refusal *wanted = data;
  g_autofree char *message =
      reasoning_fixture_refuse (REASONING_TYPE_THINK_TAGS, wanted->params);

  g_assert_cmpstr (message, ==, wanted->message);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *name = g_strconcat ("/reasoning-think-tags/configure/refuses-",
                                           refusals[i].name,
                                           NULL);

      g_test_add_data_func (name, &refusals[i], test_refuses);
    }

  return g_test_run ();
}
