/* test-routing-profile.c: the settings of routing with another profile
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-routing-profile.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *routing;
  const char *expected; /* the settings, or a part of the error */
} Case;

static const Case chosen[] = {
  { "none-before",
    "{\"default\":\"a\",\"profiles\":{\"work\":{}}}",
    "{\"default\":\"a\",\"profiles\":{\"work\":{}},\"profile\":\"work\"}" },
  { "another-before",
    "{\"profile\":\"home\",\"profiles\":{\"home\":{},\"work\":{\"default\":1.0}}}",
    "{\"profiles\":{\"home\":{},\"work\":{\"default\":1.0}},\"profile\":\"work\"}" },
};

static const Case refused[] = {
  { "no-profiles", "{\"default\":\"a\"}", "routing.profiles has none" },
  { "profiles-are-no-mapping", "{\"profiles\":[\"work\"]}", "routing.profiles has none" },
  { "near",
    "{\"profiles\":{\"home\":{},\"worc\":{}}}",
    "there is no profile \"work\" among those of routing.profiles (home, worc); did you "
    "mean \"worc\"?" },
};

static CcpJson *
select_work (const Case *c, GError **error)
{
  g_autoptr (CcpJson) routing = ccp_json_new_from_text (c->routing, -1, NULL);

  g_assert_nonnull (routing);
  return ccp_routing_profile_select (routing, "work", error);
}

static void
test_chosen (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpJson) settings = select_work (c, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = ccp_json_to_text (settings);
  g_assert_cmpstr (text, ==, c->expected);
}

static void
test_refused (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (select_work (c, &error));
  g_assert_error (error, CCP_ERROR, CCP_ERROR_NOT_FOUND);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, c->expected));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (chosen); i++)
    {
      g_autofree char *path =
          g_strconcat ("/routing-profile/select/", chosen[i].name, NULL);

      g_test_add_data_func (path, &chosen[i], test_chosen);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path =
          g_strconcat ("/routing-profile/refuses/", refused[i].name, NULL);

      g_test_add_data_func (path, &refused[i], test_refused);
    }

  return g_test_run ();
}
