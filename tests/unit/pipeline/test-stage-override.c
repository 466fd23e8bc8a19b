/* test-stage-override.c: the settings of routing with other targets for some stages
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-stage-override.h"

typedef struct
{
  const char *name;
  const char *routing;
  const char *set; /* STAGE=TARGET,TARGET with spaces between the stages */
  const char *expected;
} Case;

static const Case cases[] = {
  { "nothing",
    "{\"default\":\"a\",\"rules\":[1]}",
    "",
    "{\"default\":\"a\",\"rules\":[1]}" },
  { "replaces",
    "{\"default\":\"a\",\"rules\":[1]}",
    "default=b",
    "{\"rules\":[1],\"default\":\"b\"}" },
  { "adds-a-chain",
    "{\"default\":\"a\"}",
    "planning=b,c",
    "{\"default\":\"a\",\"planning\":[\"b\",\"c\"]}" },
  { "keeps-what-it-requires",
    "{\"default\":\"a\",\"thinking\":{\"use\":[\"a\",\"b\"],\"effort\":\"max\"}}",
    "thinking=c",
    "{\"default\":\"a\",\"thinking\":{\"effort\":\"max\",\"use\":\"c\"}}" },
  { "keeps-the-other-name",
    "{\"default\":\"a\",\"longContext\":\"b\",\"longContextThreshold\":9}",
    "long_context=c",
    "{\"default\":\"a\",\"longContextThreshold\":9,\"longContext\":\"c\"}" },
  { "goes-before-the-profile-in-use",
    "{\"default\":\"a\",\"profile\":\"p\",\"profiles\":{\"p\":{\"default\":\"b\","
    "\"rules\":[]}}}",
    "default=c",
    "{\"profile\":\"p\",\"profiles\":{\"p\":{\"rules\":[]}},\"default\":\"c\"}" },
  { "keeps-what-the-profile-requires",
    "{\"thinking\":\"a\",\"profile\":\"p\",\"profiles\":{\"p\":{\"think\":{\"use\":\"b\","
    "\"budget\":9}}}}",
    "thinking=c",
    "{\"profile\":\"p\",\"profiles\":{\"p\":{}},\"thinking\":{\"budget\":9,\"use\":\"c\"}"
    "}" },
  { "leaves-other-profiles-alone",
    "{\"default\":\"a\",\"profile\":\"p\",\"profiles\":{\"p\":{},\"q\":{\"default\":"
    "\"b\"}}}",
    "default=c",
    "{\"profile\":\"p\",\"profiles\":{\"p\":{},\"q\":{\"default\":\"b\"}},\"default\":"
    "\"c\"}" },
  { "profile-that-there-is-none-of",
    "{\"default\":\"a\",\"profile\":\"p\"}",
    "default=c",
    "{\"profile\":\"p\",\"default\":\"c\"}" },
};

static GHashTable *
parse_stages (const char *text)
{
  GHashTable *stages = g_hash_table_new_full (g_str_hash,
                                              g_str_equal,
                                              g_free,
                                              (GDestroyNotify) g_strfreev);
  g_auto (GStrv) settings = g_strsplit (text, " ", -1);

  for (guint i = 0; settings[i] != NULL; i++)
    {
      g_auto (GStrv) sides = g_strsplit (settings[i], "=", 2);

      g_hash_table_insert (stages, g_strdup (sides[0]), g_strsplit (sides[1], ",", -1));
    }
  return stages;
}

static void
test_apply (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CcpJson) routing = ccp_json_new_from_text (c->routing, -1, NULL);
  g_autoptr (GHashTable) stages = parse_stages (c->set);
  g_autoptr (CcpJson) changed = NULL;
  g_autofree char *text = NULL;

  g_assert_nonnull (routing);
  changed = ccp_stage_override_apply (routing, stages);
  text = ccp_json_to_text (changed);

  g_assert_cmpstr (text, ==, c->expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/stage-override/apply/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_apply);
    }

  return g_test_run ();
}
