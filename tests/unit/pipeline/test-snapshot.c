/* test-snapshot.c: a configuration with its plugins, ready to be used
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ccp-snapshot.h"

#include <string.h>

#include "run-fixture.h"

#define TWO                                                                              \
  "providers:\n"                                                                         \
  "- {name: p, type: fake, url: 'http://h.example/v1', models: [m]}\n"                   \
  "- {name: q, type: fake, url: 'http://i.example/v1', models: [n]}\n"                   \
  "routing: {router: fake, default: 'p,m'}\n"

typedef struct
{
  const char *name;
  const char *yaml;
  const char *part; /* of the error */
} Refusal;

static const Refusal refusals[] = {
  { "provider-without-a-type",
    "providers: [{name: p, url: 'http://h.example/v1'}]\n"
    "routing: {router: fake, default: 'p,m'}\n",
    "provider \"p\": its type is not set" },
  { "provider-of-an-unknown-type",
    "providers: [{name: p, type: fake.Nothing, url: 'http://h.example/v1'}]\n"
    "routing: {router: fake, default: 'p,m'}\n",
    "provider \"p\": " },
  { "unknown-router",
    "providers: [{name: p, type: fake, url: 'http://h.example/v1'}]\n"
    "routing: {router: nowhere, default: 'p,m'}\n",
    "nowhere" },
  { "one-of-the-routers-is-not-there",
    "providers: [{name: p, type: fake, url: 'http://h.example/v1'}]\n"
    "routing: {router: [fake, nowhere], default: 'p,m'}\n",
    "nowhere" },
  { "default-router-that-is-not-there",
    "providers: [{name: p, type: fake, url: 'http://h.example/v1'}]\n"
    "routing: {default: 'p,m'}\n",
    "stage-router" },
};

static CcpConfig *
create_config (const char *yaml)
{
  const char *const environment[] = { NULL };
  g_autoptr (GBytes) bytes = g_bytes_new (yaml, strlen (yaml));
  g_autoptr (CcpDiagnostics) diagnostics = ccp_diagnostics_new ("c.yaml");
  CcpConfig *config = ccp_config_new_from_bytes (bytes, environment, diagnostics);

  g_assert_nonnull (config);
  return config;
}

static CcpSnapshot *
create_snapshot (RunFixture *f, const char *yaml, GError **error)
{
  g_autoptr (CcpConfig) config = create_config (yaml);

  return ccp_snapshot_new (config,
                           f->registry,
                           CCP_TRANSPORT_FACTORY (f->transport),
                           error);
}

static gboolean
thinks (CcpSnapshot *snapshot, CcpRoute *route)
{
  CcpTarget *target = ccp_snapshot_get_target (snapshot, ccp_route_get_provider (route));
  CcpJsonValue value;

  ccp_json_get_root (ccp_target_get_options (target, route), &value);
  value = ccp_json_value_member (&value, "thinks");
  return ccp_json_value_get_boolean (&value, FALSE);
}

static void
test_targets (RunFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpSnapshot) snapshot = create_snapshot (f, TWO, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ccp_target_get_name (ccp_snapshot_get_target (snapshot, "p")),
                   ==,
                   "p");
  g_assert_cmpstr (ccp_target_get_name (ccp_snapshot_get_target (snapshot, "q")),
                   ==,
                   "q");
  g_assert_null (ccp_snapshot_get_target (snapshot, "r"));
}

static void
test_catalog (RunFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpSnapshot) snapshot = create_snapshot (f, TWO, &error);
  g_autoptr (CcpRoute) route = NULL;

  g_assert_no_error (error);
  route = ccp_catalog_resolve (ccp_snapshot_get_catalog (snapshot), "s", "n", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ccp_route_get_provider (route), ==, "q");
  g_assert_nonnull (ccp_snapshot_get_router (snapshot));
}

/* a reload makes a new one, and exchanges under way keep theirs */
static void
test_lessons (RunFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpSnapshot) before = create_snapshot (f, TWO, &error);
  g_autoptr (CcpSnapshot) after = create_snapshot (f, TWO, &error);
  g_autoptr (CcpRoute) route = ccp_route_new ("s", "p", "m");
  g_autoptr (CcpJson) lesson = ccp_json_new_from_text ("{\"thinks\":false}", -1, NULL);

  g_assert_no_error (error);
  ccp_target_learn (ccp_snapshot_get_target (before, "p"), route, lesson);

  g_assert_false (thinks (before, route));
  g_assert_true (thinks (after, route));
}

static void
test_refuses (RunFixture *f, gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CcpSnapshot) snapshot = create_snapshot (f, refusal->yaml, &error);

  g_assert_null (snapshot);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, refusal->part));
}

int
main (int argc, char **argv)
{
  run_fixture_init (&argc, &argv);

  run_fixture_add ("snapshot/get-target", "by-name", NULL, test_targets);
  run_fixture_add ("snapshot/get-catalog", "all-providers", NULL, test_catalog);
  run_fixture_add ("snapshot/new", "lessons-are-its-own", NULL, test_lessons);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    run_fixture_add ("snapshot/new", refusals[i].name, &refusals[i], test_refuses);

  return g_test_run ();
}
